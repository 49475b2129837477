#include <QString>

QString ask()
{
    return QStringLiteral("SELECT id FROM items WHERE id = ?"); // planted: sql
}

QString change()
{
    return /* planted: sql */ QStringLiteral(R"(
        UPDATE items SET priority = 1)");
}

QString count()
{
    return QStringLiteral("Select an item to see its history"); // words, no statement
}
