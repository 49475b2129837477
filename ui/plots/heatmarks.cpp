// The marks of a heat map, its table and its words; how it is painted is in heatmap.cpp.

#include "ui/plots/heatmap.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

bool HeatMap::hasMark(ChartMark mark) const
{
    return mark.row >= 0 && mark.row < rowCount() && mark.column >= 0 && mark.column < columnCount();
}

bool HeatMap::isLink(ChartMark mark) const
{
    return hasMark(mark) && cell(mark.row, mark.column).value && cell(mark.row, mark.column).isLink;
}

ChartMark HeatMap::firstMark() const
{
    // A matrix without a single number is empty: it says why instead of showing blank cells.
    return m_tableMarks.isEmpty() ? ChartMark{} : ChartMark{0, 0};
}

int HeatMap::tableRowOf(ChartMark mark) const
{
    return hasMark(mark) ? m_tableRows.at(static_cast<qsizetype>(mark.row) * m_columns.size() + mark.column)
                         : -1;
}

ChartMark HeatMap::markOfTableRow(int row) const
{
    return row >= 0 && row < m_tableMarks.size() ? m_tableMarks.at(row) : ChartMark{};
}

QStringList HeatMap::markLines(ChartMark mark) const
{
    if (!hasMark(mark)) {
        return {};
    }
    const HeatCell& data = cell(mark.row, mark.column);
    QStringList lines{tr("%1, %2").arg(m_rows.at(mark.row), m_columns.at(mark.column))};
    if (data.value) {
        const QString value = valueText(m_scale, *data.value);
        lines.append(m_valueTitle.isEmpty() ? value : u"%1 %2"_s.arg(m_valueTitle, value));
    } else {
        lines.append(data.undefined.isEmpty() ? tr("Nothing here") : data.undefined);
    }
    if (!data.second.isEmpty()) {
        lines.append(m_secondTitle.isEmpty() ? data.second : u"%1 %2"_s.arg(m_secondTitle, data.second));
    }
    lines.append(data.details);
    return lines;
}

ChartTable HeatMap::makeTable() const
{
    const auto titled = [](const QString& title, const QString& fallback) {
        return title.isEmpty() ? fallback : title;
    };
    const bool hasSecond = std::any_of(m_cells.begin(), m_cells.end(),
                                       [](const HeatCell& data) { return !data.second.isEmpty(); });
    ChartTable table;
    table.columns = {{titled(m_rowTitle, tr("Row")), false},
                     {titled(m_columnTitle, tr("Column")), false},
                     {titled(m_valueTitle, tr("Value")), true}};
    if (hasSecond) {
        table.columns.append({titled(m_secondTitle, tr("Count")), true});
    }
    for (const ChartMark& mark : m_tableMarks) {
        const HeatCell& data = cell(mark.row, mark.column);
        QList<ChartCell> cells{ChartCell::of(m_rows.at(mark.row)), ChartCell::of(m_columns.at(mark.column)),
                               data.value ? ChartCell::of(*data.value, valueText(m_scale, *data.value))
                                          : ChartCell::of(data.undefined)};
        if (hasSecond) {
            cells.append(ChartCell{data.second, data.secondValue});
        }
        table.rows.append(cells);
    }
    return table;
}

QString HeatMap::makeSummary() const
{
    ChartMark highest;
    ChartMark lowest;
    for (const ChartMark& mark : m_tableMarks) {
        const std::optional<double>& value = cell(mark.row, mark.column).value;
        if (!value) {
            continue;
        }
        if (!highest.isValid() || *value > *cell(highest.row, highest.column).value) {
            highest = mark;
        }
        if (!lowest.isValid() || *value < *cell(lowest.row, lowest.column).value) {
            lowest = mark;
        }
    }
    const QString size = tr("%1 rows, %2 columns").arg(rowCount()).arg(columnCount());
    if (!highest.isValid()) {
        return tr("%1, no values.").arg(size);
    }
    const auto place = [this](ChartMark mark) {
        return tr("%1 and %2 (%3)")
            .arg(m_rows.at(mark.row), m_columns.at(mark.column),
                 valueText(m_scale, *cell(mark.row, mark.column).value));
    };
    return tr("%1; the highest is %2, the lowest %3.").arg(size, place(highest), place(lowest));
}

QRectF HeatMap::markRectIn(const PlotFrame& frame, ChartMark mark) const
{
    return cellRectIn(frame, mark.row, mark.column);
}

ChartMark HeatMap::markBeside(ChartMark from, int dx, int dy) const
{
    return {std::clamp(from.row + dy, 0, rowCount() - 1), std::clamp(from.column + dx, 0, columnCount() - 1)};
}

ChartMark HeatMap::rowEnd(ChartMark from, bool last) const
{
    return {from.row, last ? columnCount() - 1 : 0};
}

} // namespace plumbline
