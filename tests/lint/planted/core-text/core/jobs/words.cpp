QString title()
{
    return tr("Import"); // planted: core-text
}

QString other()
{
    return QCoreApplication::translate("Jobs", "Export"); // planted: core-text
}

void str(int value);
