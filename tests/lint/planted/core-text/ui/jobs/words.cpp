QString title()
{
    return tr("Import");
}
