#include "ui/screens/inspect/common/numberstable.h"

#include <QLocale>
#include <QSaveFile>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString fieldText(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        return {};
    case QMetaType::Double:
    case QMetaType::Float:
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    case QMetaType::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QMetaType::QStringList:
        return value.toStringList().join(u"; "_s);
    default:
        return value.toString();
    }
}

QString quoted(const QString& text)
{
    const bool needsQuotes =
        text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r');
    return needsQuotes ? u'"' + QString(text).replace(u'"', u"\"\""_s) + u'"' : text;
}

QString csvLine(const QStringList& fields)
{
    QStringList parts;
    for (const QString& field : fields) {
        parts << quoted(field);
    }
    return parts.join(u',') + u"\r\n"_s;
}

} // namespace

QByteArray csvOf(const NumbersTable& table)
{
    QString text = csvLine(table.columns);
    for (const QVariantList& row : table.rows) {
        QStringList fields;
        for (const QVariant& value : row) {
            fields << fieldText(value);
        }
        text += csvLine(fields);
    }
    return text.toUtf8();
}

Result<void> writeCsv(const NumbersTable& table, const QString& path)
{
    QSaveFile file(path);
    const QByteArray bytes = csvOf(table);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return makeError(ErrorCode::Io, file.errorString()).inFile(path);
    }
    return {};
}

} // namespace plumbline
