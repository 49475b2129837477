#include "ui/screens/inspect/common/numberstable.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

ChartCell savedCell(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        return {};
    case QMetaType::Double:
    case QMetaType::Float:
    case QMetaType::Int:
    case QMetaType::LongLong:
    case QMetaType::UInt:
    case QMetaType::ULongLong:
        return ChartCell::of(value.toDouble(), value.toString());
    case QMetaType::Bool:
        return ChartCell::of(value.toBool() ? u"true"_s : u"false"_s);
    case QMetaType::QStringList:
        return ChartCell::of(value.toStringList().join(u"; "_s));
    default:
        return ChartCell::of(value.toString());
    }
}

} // namespace

ChartTable chartTable(const NumbersTable& table)
{
    ChartTable result;
    result.title = table.name;
    for (const QString& column : table.columns) {
        result.columns.append({column, false});
    }
    for (const QVariantList& row : table.rows) {
        QList<ChartCell> cells;
        for (const QVariant& value : row) {
            cells << savedCell(value);
        }
        result.rows << cells;
    }
    return result;
}

NumbersTable numbersOf(const ChartTable& table, const QString& name)
{
    NumbersTable numbers;
    numbers.name = name;
    for (const ChartColumn& column : table.columns) {
        numbers.columns << column.title;
    }
    for (const QList<ChartCell>& row : table.rows) {
        QVariantList values;
        for (const ChartCell& cell : row) {
            values << (cell.number ? QVariant(*cell.number) : QVariant(cell.text));
        }
        numbers.rows << values;
    }
    return numbers;
}

} // namespace plumbline
