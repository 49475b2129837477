#include "ui/plots/charttable.h"

#include "ui/plots/chartfile.h"
#include "ui/theme/numbers.h"

#include <QLocale>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

/// A number that a spreadsheet reads as the number it is: digits, one point, a sign, an exponent.
bool isPlainNumber(const QString& text)
{
    bool isNumber = false;
    const double value = QLocale::c().toDouble(text, &isNumber);
    return isNumber && std::isfinite(value) && !text.contains(u',');
}

/// Whether a spreadsheet would run the text instead of showing it.
bool startsFormula(const QString& text)
{
    static const QString kStarts = u"=+-@\t\r"_s;
    return !text.isEmpty() && kStarts.contains(text.front()) && !isPlainNumber(text);
}

QString csvField(QString text)
{
    if (startsFormula(text)) {
        text.prepend(u'\'');
    }
    const bool needsQuotes =
        text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r');
    if (!needsQuotes) {
        return text;
    }
    text.replace(u'"', u"\"\""_s);
    return u'"' + text + u'"';
}

QString csvCell(const ChartCell& cell)
{
    return cell.number && std::isfinite(*cell.number)
               ? QString::number(*cell.number, 'g', QLocale::FloatingPointShortest)
               : csvField(cell.text);
}

} // namespace

ChartCell ChartCell::count(qint64 value)
{
    return {groupedNumber(value), static_cast<double>(value)};
}

QByteArray csvOf(const ChartTable& table)
{
    QString text;
    const auto addLine = [&text](const QStringList& fields) { text += fields.join(u',') + u"\r\n"_s; };
    QStringList fields;
    for (const ChartColumn& column : table.columns) {
        fields.append(csvField(column.title));
    }
    addLine(fields);
    for (const QList<ChartCell>& row : table.rows) {
        fields.clear();
        for (const ChartCell& cell : row) {
            fields.append(csvCell(cell));
        }
        addLine(fields);
    }
    return text.toUtf8();
}

Result<void> writeCsv(const ChartTable& table, const QString& path)
{
    return writeWholeFile(path, csvOf(table));
}

} // namespace plumbline
