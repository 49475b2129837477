#include "ui/plots/stripchart.h"

#include "ui/plots/chartparts.h"
#include "ui/plots/striplayout.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kNameGap = 16;
constexpr double kMostNameShare = 0.35;
constexpr double kRadius = 3.5;

double medianOf(const QList<StripPoint>& points)
{
    const qsizetype middle = points.size() / 2;
    return points.size() % 2 == 1 ? points.at(middle).value
                                  : (points.at(middle - 1).value + points.at(middle).value) / 2;
}

} // namespace

StripChart::StripChart(const Theme& theme, QWidget* parent)
    : Chart(theme, parent)
{
    setObjectName(u"stripChart"_s);
    updateData();
}

void StripChart::setRows(const QList<StripRow>& rows)
{
    m_rows = rows;
    for (StripRow& row : m_rows) {
        std::stable_sort(
            row.points.begin(), row.points.end(),
            [](const StripPoint& first, const StripPoint& second) { return first.value < second.value; });
    }
    updateData();
    setChanged();
}

void StripChart::setScale(const ChartScale& scale)
{
    m_scale = scale;
    updateData();
    setChanged();
}

void StripChart::setTitles(const QString& rowTitle, const QString& pointTitle)
{
    m_rowTitle = rowTitle;
    m_pointTitle = pointTitle;
    setChanged();
}

void StripChart::setRowHeight(int px)
{
    m_rowHeight = px;
    relayout();
}

void StripChart::updateData()
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    qsizetype count = 0;
    for (const StripRow& row : m_rows) {
        count += row.points.size();
        if (!row.points.isEmpty()) {
            low = std::min(low, row.points.front().value);
            high = std::max(high, row.points.back().value);
        }
    }
    m_axis = axisOf(m_scale, low, high);
    m_isDensity = count > kMostPoints;
    m_counts.clear();
    m_tableMarks.clear();
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_isDensity) {
            QList<int> bins(kBins, 0);
            for (const StripPoint& point : m_rows.at(row).points) {
                ++bins[std::clamp(static_cast<int>(m_axis.share(point.value) * kBins), 0, kBins - 1)];
            }
            m_counts.append(bins);
        }
        for (int column = 0; column < marksIn(row); ++column) {
            m_tableMarks.append({row, column});
        }
    }
}

int StripChart::marksIn(int row) const
{
    if (m_rows.at(row).points.isEmpty()) {
        return 0;
    }
    return m_isDensity ? kBins : static_cast<int>(m_rows.at(row).points.size());
}

double StripChart::valueOf(ChartMark mark) const
{
    return m_isDensity ? m_axis.from + (mark.column + 0.5) * (m_axis.to - m_axis.from) / kBins
                       : m_rows.at(mark.row).points.at(mark.column).value;
}

StripLayout StripChart::layoutFor(const PlotFrame& frame) const
{
    StripLayout layout;
    const Theme& theme = frame.theme;
    for (const StripRow& row : m_rows) {
        layout.namesWidth = std::max(layout.namesWidth, textWidth(theme.font(Text::Body), row.name));
    }
    layout.namesWidth = std::min(layout.namesWidth, frame.area.width() * kMostNameShare);
    layout.rowHeight = theme.scaled(m_rowHeight);
    double foot = chartparts::footHeight(theme, !m_scale.title.isEmpty());
    if (m_isDensity) {
        foot += chartparts::rampHeight(theme);
    }
    const double left = frame.area.left() + layout.namesWidth + kNameGap;
    const double rows = static_cast<double>(m_rows.size()) * layout.rowHeight;
    layout.plot = QRectF(left, frame.area.top(), std::max(1.0, frame.area.right() - left - metrics::kSpace5),
                         std::max(0.0, std::min(rows, frame.area.height() - foot)));
    layout.top = layout.plot.top() - frame.scroll.y();
    return layout;
}

QSizeF StripChart::contentSize(const Theme& theme, const QSizeF& wanted) const
{
    double foot = chartparts::footHeight(theme, !m_scale.title.isEmpty());
    if (m_isDensity) {
        foot += chartparts::rampHeight(theme);
    }
    return {std::max<double>(wanted.width(), theme.scaled(200)),
            static_cast<double>(m_rows.size()) * theme.scaled(m_rowHeight) + foot};
}

QSize StripChart::sizeHint() const
{
    return contentSize(theme(), {static_cast<double>(theme().scaled(420)), 0}).toSize();
}

QSize StripChart::minimumSizeHint() const
{
    return {theme().scaled(220), theme().scaled(m_rowHeight * 2 + 40)};
}

QRectF StripChart::scrolledPart(const PlotFrame& frame) const
{
    const StripLayout layout = layoutFor(frame);
    return {frame.area.left(), layout.plot.top(), frame.area.width(), layout.plot.height()};
}

QList<double> StripChart::offsetsOf(int row, double radius, double width, double room) const
{
    const QList<StripPoint>& points = m_rows.at(row).points;
    const double size = 2 * radius + 0.5;
    const int lanes =
        std::max(0, (static_cast<int>(room / size) - 1) / 2) * 2 + 1; // as many above the middle as below
    // Where each lane is taken up to; lane 0 in the middle, then one below, one above, and so on.
    QList<double> taken(lanes, -std::numeric_limits<double>::infinity());
    QList<double> offsets;
    offsets.reserve(points.size());
    for (const StripPoint& point : points) {
        const double x = m_axis.share(point.value) * width;
        int lane = 0;
        while (lane < lanes && taken.at(lane) > x - size) {
            ++lane;
        }
        if (lane == lanes) {
            // All lanes are taken: onto the one that is free soonest, covering a part.
            lane = static_cast<int>(std::min_element(taken.begin(), taken.end()) - taken.begin());
        }
        taken[lane] = x;
        const int steps = (lane + 1) / 2;
        offsets.append((lane % 2 == 1 ? steps : -steps) * size);
    }
    return offsets;
}

void StripChart::paintPlot(QPainter& painter, const PlotFrame& frame) const
{
    if (isEmpty()) {
        return;
    }
    const StripLayout layout = layoutFor(frame);
    chartparts::paintGridAcross(painter, frame.theme, layout.plot.adjusted(0, 0, 0, 4), m_axis);
    if (m_scale.reference) {
        chartparts::paintReferenceAcross(painter, frame.theme, layout.plot.adjusted(0, 0, 0, 4), m_axis,
                                         *m_scale.reference);
    }
    painter.save();
    painter.setClipRect(scrolledPart(frame));
    for (int row = 0; row < m_rows.size(); ++row) {
        const double top = layout.top + row * layout.rowHeight;
        if (top + layout.rowHeight < layout.plot.top() || top > layout.plot.bottom()) {
            continue;
        }
        chartparts::paintText(painter, QRectF(frame.area.left(), top, layout.namesWidth, layout.rowHeight),
                              frame.theme.font(Text::Body), frame.theme.color(Color::Text),
                              m_rows.at(row).name);
        if (row + 1 < m_rows.size()) {
            painter.fillRect(QRectF(frame.area.left(), top + layout.rowHeight - 1, frame.area.width(), 1),
                             frame.theme.color(Color::Border));
        }
        paintStrip(painter, frame, layout, row);
    }
    painter.restore();
    chartparts::paintFoot(painter, frame.theme, frame.area, layout.plot.adjusted(0, 0, 0, 4), m_axis,
                          m_scale.title);
    if (m_isDensity) {
        const double foot = chartparts::footHeight(frame.theme, !m_scale.title.isEmpty());
        chartparts::paintRamp(
            painter, frame.theme, frame.area, layout.plot.left(), layout.plot.bottom() + foot,
            [&frame](double share) { return frame.theme.sequential(share); }, 0.5,
            tr("0 to %1 points in a bin").arg(groupedNumber(mostInBin())));
    }
}

int StripChart::mostInBin() const
{
    int most = 1;
    for (const QList<int>& bins : m_counts) {
        most = std::max(most, *std::max_element(bins.begin(), bins.end()));
    }
    return most;
}

void StripChart::paintStrip(QPainter& painter, const PlotFrame& frame, const StripLayout& layout,
                            int row) const
{
    const QList<StripPoint>& points = m_rows.at(row).points;
    if (points.isEmpty()) {
        return;
    }
    const Theme& theme = frame.theme;
    const double middle = layout.top + (row + 0.5) * layout.rowHeight;
    if (m_isDensity) {
        const double most = mostInBin();
        for (int column = 0; column < kBins; ++column) {
            painter.fillRect(markRectIn(frame, {row, column}),
                             isSelected({row, column})
                                 ? theme.color(Color::DivNeg)
                                 : theme.sequential(m_counts.at(row).at(column) / most));
        }
    } else {
        painter.setPen(QPen(theme.color(Color::Surface), metrics::kStrokeHair));
        const QList<double> offsets =
            offsetsOf(row, kRadius, layout.plot.width(), layout.rowHeight - metrics::kSpace3);
        for (qsizetype index = 0; index < points.size(); ++index) {
            const bool isChosen = isSelected({row, static_cast<int>(index)});
            painter.setBrush(theme.color(isChosen ? Color::Accent : Color::Text3));
            const double x = layout.plot.left() + m_axis.share(points.at(index).value) * layout.plot.width();
            const double radius = isChosen ? kRadius + 1.5 : kRadius;
            painter.drawEllipse(QPointF(x, middle + offsets.at(index)), radius, radius);
        }
        painter.setBrush(Qt::NoBrush);
    }
    // The median, short and strong; a ground around it keeps it apart from the points.
    const double x = std::round(layout.plot.left() + m_axis.share(medianOf(points)) * layout.plot.width());
    const double half = layout.rowHeight * 0.3;
    painter.fillRect(QRectF(x - 2, middle - half, 4, 2 * half), theme.color(Color::Surface));
    painter.fillRect(QRectF(x - 1, middle - half, 2, 2 * half), theme.color(Color::Text));
}

ChartTable StripChart::makeTable() const
{
    const auto titled = [](const QString& title, const QString& fallback) {
        return title.isEmpty() ? fallback : title;
    };
    const QString value = titled(m_scale.title, tr("Value"));
    ChartTable table;
    table.columns = {{titled(m_rowTitle, tr("Row")), false}};
    if (m_isDensity) {
        table.columns.append(
            {{tr("%1, from").arg(value), true}, {tr("%1, to").arg(value), true}, {tr("Points"), true}});
    } else {
        table.columns.append({{titled(m_pointTitle, tr("Name")), false}, {value, true}});
    }
    const double half = (m_axis.to - m_axis.from) / kBins / 2;
    for (const ChartMark& mark : m_tableMarks) {
        const double at = valueOf(mark);
        QList<ChartCell> cells{ChartCell::of(m_rows.at(mark.row).name)};
        if (m_isDensity) {
            cells.append(ChartCell::of(at - half, valueText(m_scale, at - half)));
            cells.append(ChartCell::of(at + half, valueText(m_scale, at + half)));
            cells.append(ChartCell::count(m_counts.at(mark.row).at(mark.column)));
        } else {
            cells.append(ChartCell::of(m_rows.at(mark.row).points.at(mark.column).name));
            cells.append(ChartCell::of(at, valueText(m_scale, at)));
        }
        table.rows.append(cells);
    }
    return table;
}

QString StripChart::makeSummary() const
{
    QStringList parts;
    constexpr int kMostNamed = 4;
    for (const StripRow& row : m_rows) {
        if (row.points.isEmpty()) {
            continue;
        }
        parts.append(tr("%1: %2 to %3, median %4")
                         .arg(row.name, valueText(m_scale, row.points.front().value),
                              valueText(m_scale, row.points.back().value),
                              valueText(m_scale, medianOf(row.points))));
    }
    const auto left = static_cast<int>(parts.size()) - kMostNamed;
    if (left > 0) {
        parts.resize(kMostNamed);
        parts.append(tr("and %n more row(s)", nullptr, left));
    }
    return parts.isEmpty() ? QString() : parts.join(u"; "_s) + u'.';
}

bool StripChart::hasMark(ChartMark mark) const
{
    return mark.row >= 0 && mark.row < m_rows.size() && mark.column >= 0 && mark.column < marksIn(mark.row);
}

ChartMark StripChart::firstMark() const
{
    return m_tableMarks.isEmpty() ? ChartMark{} : m_tableMarks.front();
}

int StripChart::tableRowOf(ChartMark mark) const
{
    if (!hasMark(mark)) {
        return -1;
    }
    int before = 0;
    for (int row = 0; row < mark.row; ++row) {
        before += marksIn(row);
    }
    return before + mark.column;
}

ChartMark StripChart::markOfTableRow(int row) const
{
    return row >= 0 && row < m_tableMarks.size() ? m_tableMarks.at(row) : ChartMark{};
}

QStringList StripChart::markLines(ChartMark mark) const
{
    if (!hasMark(mark)) {
        return {};
    }
    const QString row = m_rows.at(mark.row).name;
    const auto named = [this](const QString& text) {
        return m_scale.title.isEmpty() ? text : tr("%1: %2").arg(m_scale.title, text);
    };
    if (m_isDensity) {
        const double half = (m_axis.to - m_axis.from) / kBins / 2;
        const double at = valueOf(mark);
        return {row, tr("%n point(s)", nullptr, m_counts.at(mark.row).at(mark.column)),
                named(tr("%1 to %2").arg(valueText(m_scale, at - half), valueText(m_scale, at + half)))};
    }
    const StripPoint& point = m_rows.at(mark.row).points.at(mark.column);
    QStringList lines{point.name.isEmpty() ? row : point.name};
    if (!point.name.isEmpty()) {
        lines.append(row);
    }
    lines.append(named(valueText(m_scale, point.value)));
    if (!point.detail.isEmpty()) {
        lines.append(point.detail);
    }
    return lines;
}

QRectF StripChart::markRectIn(const PlotFrame& frame, ChartMark mark) const
{
    const StripLayout layout = layoutFor(frame);
    const double middle = layout.top + (mark.row + 0.5) * layout.rowHeight;
    if (m_isDensity) {
        const double left = std::round(layout.plot.left() + layout.plot.width() * mark.column / kBins);
        const double right = std::round(layout.plot.left() + layout.plot.width() * (mark.column + 1) / kBins);
        const double half = std::round(layout.rowHeight * 0.25);
        return {left, std::round(middle) - half, right - left, 2 * half};
    }
    const QList<double> offsets =
        offsetsOf(mark.row, kRadius, layout.plot.width(), layout.rowHeight - metrics::kSpace3);
    const double x = layout.plot.left() + m_axis.share(valueOf(mark)) * layout.plot.width();
    constexpr double kHalf = kRadius + 1.5;
    return {x - kHalf, middle + offsets.at(mark.column) - kHalf, 2 * kHalf, 2 * kHalf};
}

ChartMark StripChart::markAtIn(const PlotFrame& frame, const QPointF& point) const
{
    const StripLayout layout = layoutFor(frame);
    const int row = static_cast<int>(std::floor((point.y() - layout.top) / layout.rowHeight));
    if (point.y() < layout.plot.top() || point.y() >= layout.plot.bottom() || row < 0 ||
        row >= m_rows.size()) {
        return {};
    }
    if (m_isDensity) {
        const double share = (point.x() - layout.plot.left()) / layout.plot.width();
        const ChartMark mark{row, static_cast<int>(std::floor(share * kBins))};
        return hasMark(mark) ? mark : ChartMark{};
    }
    const QList<double> offsets =
        offsetsOf(row, kRadius, layout.plot.width(), layout.rowHeight - metrics::kSpace3);
    const double middle = layout.top + (row + 0.5) * layout.rowHeight;
    constexpr double kNear = 12;
    double nearest = kNear * kNear;
    ChartMark best;
    for (int index = 0; index < marksIn(row); ++index) {
        const double x = layout.plot.left() + m_axis.share(valueOf({row, index})) * layout.plot.width();
        const QPointF away = QPointF(x, middle + offsets.at(index)) - point;
        const double distance = QPointF::dotProduct(away, away);
        if (distance < nearest) {
            nearest = distance;
            best = {row, index};
        }
    }
    return best;
}

ChartMark StripChart::markBeside(ChartMark from, int dx, int dy) const
{
    if (dy == 0) {
        return {from.row, std::clamp(from.column + dx, 0, marksIn(from.row) - 1)};
    }
    const int step = dy < 0 ? -1 : 1;
    int row = std::clamp(from.row + dy, 0, static_cast<int>(m_rows.size()) - 1);
    while (row >= 0 && row < m_rows.size() && marksIn(row) == 0) {
        row += step;
    }
    if (row < 0 || row >= m_rows.size() || row == from.row) {
        return from;
    }
    // To the nearest value of the other row.
    const double value = valueOf(from);
    ChartMark best{row, 0};
    for (int column = 1; column < marksIn(row); ++column) {
        if (std::abs(valueOf({row, column}) - value) < std::abs(valueOf(best) - value)) {
            best.column = column;
        }
    }
    return best;
}

ChartMark StripChart::rowEnd(ChartMark from, bool last) const
{
    return {from.row, last ? marksIn(from.row) - 1 : 0};
}

} // namespace plumbline
