#include "ui/plots/intervalchart.h"

#include "ui/plots/chartparts.h"
#include "ui/theme/numbers.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kColumnGap = 24;
constexpr double kMostNameShare = 0.4; ///< of the chart's width
constexpr double kLeastPlot = 120;
constexpr double kPlotWanted = 240;
constexpr double kDotRadius = 5;
constexpr double kCap = 8;
constexpr double kLine = 2;
constexpr double kRingRoom = 4;
constexpr double kUnderRows = 4; ///< the lines go on under the last row

} // namespace

struct IntervalChart::Layout
{
    QList<double> before; ///< left edges of the columns before the name
    QList<double> after;
    double name = 0;
    double nameWidth = 0;
    QRectF plot;    ///< all rows, from the first to the foot
    double top = 0; ///< of the first row, moved by the scrolling
    double rowHeight = 0;
};

IntervalChart::IntervalChart(const Theme& theme, QWidget* parent)
    : Chart(theme, parent)
    , m_nameTitle()
{
    setObjectName(u"intervalChart"_s);
    connect(&theme, &Theme::changed, this, [this] { m_widths.reset(); });
    updateAxis();
}

void IntervalChart::setRows(const QList<IntervalRow>& rows)
{
    m_rows = rows;
    updateAxis();
    setChanged();
}

void IntervalChart::setScale(const ChartScale& scale)
{
    m_scale = scale;
    updateAxis();
    setChanged();
}

void IntervalChart::setColumns(const QList<IntervalColumn>& before, const QString& nameTitle,
                               const QList<IntervalColumn>& after)
{
    m_before = before;
    m_nameTitle = nameTitle;
    m_after = after;
    m_widths.reset();
    setChanged();
}

void IntervalChart::setValueTitle(const QString& title)
{
    m_valueTitle = title;
    setChanged();
}

void IntervalChart::setRowHeight(int px)
{
    m_rowHeight = px;
    relayout();
}

void IntervalChart::setBesideTable(bool beside, int headHeight)
{
    m_isBesideTable = beside;
    m_headHeight = headHeight;
    relayout();
}

void IntervalChart::setConfidence(double level)
{
    m_confidence = level;
    setChanged();
}

void IntervalChart::updateAxis()
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const IntervalRow& row : m_rows) {
        if (!row.estimate.value) {
            continue;
        }
        low = std::min(low, row.estimate.interval ? row.estimate.interval->low : *row.estimate.value);
        high = std::max(high, row.estimate.interval ? row.estimate.interval->high : *row.estimate.value);
        low = std::min(low, *row.estimate.value);
        high = std::max(high, *row.estimate.value);
    }
    m_axis = axisOf(m_scale, low, high);
    m_widths.reset();
}

QString IntervalChart::valueTitle() const
{
    if (!m_valueTitle.isEmpty()) {
        return m_valueTitle;
    }
    return m_scale.title.isEmpty() ? tr("Value") : m_scale.title;
}

bool IntervalChart::hasHead() const
{
    const auto isTitled = [](const IntervalColumn& column) { return !column.title.isEmpty(); };
    return !m_nameTitle.isEmpty() || std::any_of(m_before.begin(), m_before.end(), isTitled) ||
           std::any_of(m_after.begin(), m_after.end(), isTitled);
}

double IntervalChart::headHeight(const Theme& theme) const
{
    if (m_isBesideTable) {
        return theme.scaled(m_headHeight);
    }
    return hasHead() ? theme.scaled(metrics::kRow) : metrics::kSpace2;
}

const IntervalChart::Widths& IntervalChart::widths(const Theme& theme) const
{
    if (m_widths) {
        return *m_widths;
    }
    Widths widths;
    const auto widest = [&](const IntervalColumn& column, qsizetype index, bool isBefore) {
        double width = chartparts::textRoom(theme.font(Text::Head), column.title);
        for (const IntervalRow& row : m_rows) {
            const QList<ChartCell>& cells = isBefore ? row.before : row.after;
            if (index < cells.size()) {
                width = std::max(width, chartparts::textRoom(theme.font(column.style), cells.at(index).text));
            }
        }
        return width;
    };
    for (qsizetype index = 0; index < m_before.size(); ++index) {
        widths.before.append(widest(m_before.at(index), index, true));
    }
    for (qsizetype index = 0; index < m_after.size(); ++index) {
        widths.after.append(widest(m_after.at(index), index, false));
    }
    widths.name = chartparts::textRoom(theme.font(Text::Head), m_nameTitle);
    for (const IntervalRow& row : m_rows) {
        widths.name = std::max(widths.name, chartparts::textRoom(theme.font(Text::Strong), row.name));
    }
    m_widths = widths;
    return *m_widths;
}

IntervalChart::Layout IntervalChart::layoutFor(const PlotFrame& frame) const
{
    Layout layout;
    layout.rowHeight = frame.theme.scaled(m_rowHeight);
    const double head = headHeight(frame.theme);
    const double foot = chartparts::footHeight(frame.theme, !m_scale.title.isEmpty());
    double left = frame.area.left();
    double right = frame.area.right();
    if (!m_isBesideTable) {
        const Widths& widths = this->widths(frame.theme);
        for (const double width : widths.before) {
            layout.before.append(left);
            left += width + kColumnGap;
        }
        layout.name = left;
        layout.nameWidth = std::min(widths.name, frame.area.width() * kMostNameShare);
        left += layout.nameWidth + kColumnGap;
        for (qsizetype index = widths.after.size() - 1; index >= 0; --index) {
            right -= widths.after.at(index);
            layout.after.prepend(right);
            right -= kColumnGap;
        }
    }
    // Half of the outermost tick labels stands outside the plot.
    const double side = m_axis.labels.isEmpty()
                            ? 0.0
                            : chartparts::textRoom(frame.theme.font(Text::Caption), m_axis.labels.back()) / 2;
    const double leftSide = m_isBesideTable ? side : 0.0;
    const double rightSide = m_after.isEmpty() || m_isBesideTable ? side : 0.0;
    const double rows = static_cast<double>(m_rows.size()) * layout.rowHeight;
    const double height = std::max(0.0, std::min(rows, frame.area.height() - head - kUnderRows - foot));
    layout.plot = QRectF(left + leftSide, frame.area.top() + head,
                         std::max(1.0, right - left - leftSide - rightSide), height);
    layout.top = layout.plot.top() - frame.scroll.y();
    return layout;
}

QSizeF IntervalChart::contentSize(const Theme& theme, const QSizeF& wanted) const
{
    double width = kLeastPlot;
    if (!m_isBesideTable) {
        const Widths& own = widths(theme);
        for (const double column : own.before + own.after) {
            width += column + kColumnGap;
        }
        // Names are cut before anything scrolls sideways.
        width = std::max(width / (1 - kMostNameShare) * 0.8, width + std::min(own.name, 80.0) + kColumnGap);
    }
    const double height = headHeight(theme) + static_cast<double>(m_rows.size()) * theme.scaled(m_rowHeight) +
                          kUnderRows + chartparts::footHeight(theme, !m_scale.title.isEmpty());
    return {std::max(width, wanted.width()), height};
}

QSize IntervalChart::sizeHint() const
{
    double width = kPlotWanted;
    if (!m_isBesideTable) {
        const Widths& own = widths(theme());
        width += own.name + kColumnGap;
        for (const double column : own.before + own.after) {
            width += column + kColumnGap;
        }
    }
    return contentSize(theme(), {width, 0}).toSize();
}

QSize IntervalChart::minimumSizeHint() const
{
    return QSize(theme().scaled(static_cast<int>(kPlotWanted)),
                 static_cast<int>(headHeight(theme()) + theme().scaled(m_rowHeight) + kUnderRows +
                                  chartparts::footHeight(theme(), !m_scale.title.isEmpty())));
}

QRectF IntervalChart::scrolledPart(const PlotFrame& frame) const
{
    const Layout layout = layoutFor(frame);
    return QRectF(frame.area.left(), layout.plot.top(), frame.area.width(), layout.plot.height())
        .adjusted(-kRingRoom, 0, kRingRoom, 0);
}

void IntervalChart::paintPlot(QPainter& painter, const PlotFrame& frame) const
{
    if (m_rows.isEmpty()) {
        return;
    }
    const Layout layout = layoutFor(frame);
    paintHead(painter, frame, layout);
    const QRectF rows(frame.area.left(), layout.plot.top(), frame.area.width(), layout.plot.height());
    const int first = std::max(0, static_cast<int>((layout.plot.top() - layout.top) / layout.rowHeight));
    const int last = std::min(static_cast<int>(m_rows.size()) - 1,
                              static_cast<int>((layout.plot.bottom() - layout.top) / layout.rowHeight));
    painter.save();
    painter.setClipRect(rows);
    for (int row = first; row <= last && !m_isBesideTable; ++row) {
        if (row + 1 < m_rows.size()) {
            painter.fillRect(
                QRectF(frame.area.left(), layout.top + (row + 1) * layout.rowHeight - 1, rows.width(), 1),
                frame.theme.color(Color::Border));
        }
    }
    painter.restore();
    // The lines go from the head down to the foot, over separators and past whatever is scrolled.
    const QRectF lines = layout.plot.adjusted(0, 0, 0, kUnderRows);
    chartparts::paintGridAcross(painter, frame.theme, lines, m_axis);
    if (m_scale.reference) {
        chartparts::paintReferenceAcross(painter, frame.theme, lines, m_axis, *m_scale.reference);
    }
    painter.save();
    painter.setClipRect(rows);
    for (int row = first; row <= last; ++row) {
        paintRow(painter, frame, layout, row);
        paintDot(painter, frame, layout, row);
    }
    painter.restore();
    chartparts::paintFoot(painter, frame.theme, frame.area, layout.plot.adjusted(0, 0, 0, kUnderRows), m_axis,
                          m_scale.title);
}

void IntervalChart::paintHead(QPainter& painter, const PlotFrame& frame, const Layout& layout) const
{
    if (m_isBesideTable || !hasHead()) {
        return;
    }
    const QFont font = frame.theme.font(Text::Head);
    const QColor color = frame.theme.color(Color::Text2);
    const double height = layout.plot.top() - frame.area.top();
    const Widths& own = widths(frame.theme);
    const auto title = [&](double left, double width, const IntervalColumn& column) {
        chartparts::paintText(painter, QRectF(left, frame.area.top(), width, height), font, color,
                              column.title, column.isNumber ? Qt::AlignRight : Qt::AlignLeft);
    };
    for (qsizetype index = 0; index < m_before.size(); ++index) {
        title(layout.before.at(index), own.before.at(index), m_before.at(index));
    }
    for (qsizetype index = 0; index < m_after.size(); ++index) {
        title(layout.after.at(index), own.after.at(index), m_after.at(index));
    }
    chartparts::paintText(painter, QRectF(layout.name, frame.area.top(), layout.nameWidth, height), font,
                          color, m_nameTitle);
    painter.fillRect(QRectF(frame.area.left(), layout.plot.top() - 1, frame.area.width(), 1),
                     frame.theme.color(Color::Border));
}

void IntervalChart::paintRow(QPainter& painter, const PlotFrame& frame, const Layout& layout, int row) const
{
    if (m_isBesideTable) {
        return;
    }
    const IntervalRow& data = m_rows.at(row);
    const bool isChosen = isSelected({row, 0});
    const double top = layout.top + row * layout.rowHeight;
    const Widths& own = widths(frame.theme);
    const auto cell = [&](double left, double width, const IntervalColumn& column,
                          const QList<ChartCell>& cells, qsizetype index) {
        if (index < cells.size()) {
            chartparts::paintText(painter, QRectF(left, top, width, layout.rowHeight),
                                  frame.theme.font(column.style), frame.theme.color(column.color),
                                  cells.at(index).text, column.isNumber ? Qt::AlignRight : Qt::AlignLeft);
        }
    };
    for (qsizetype index = 0; index < m_before.size(); ++index) {
        cell(layout.before.at(index), own.before.at(index), m_before.at(index), data.before, index);
    }
    for (qsizetype index = 0; index < m_after.size(); ++index) {
        cell(layout.after.at(index), own.after.at(index), m_after.at(index), data.after, index);
    }
    chartparts::paintText(painter, QRectF(layout.name, top, layout.nameWidth, layout.rowHeight),
                          frame.theme.font(isChosen ? Text::Strong : Text::Body),
                          frame.theme.color(isChosen ? Color::Accent : Color::Text), data.name);
}

void IntervalChart::paintDot(QPainter& painter, const PlotFrame& frame, const Layout& layout, int row) const
{
    const stats::Estimate& estimate = m_rows.at(row).estimate;
    const double middle = layout.top + (row + 0.5) * layout.rowHeight;
    const QRectF line(layout.plot.left(), middle - layout.rowHeight / 2, layout.plot.width(),
                      layout.rowHeight);
    if (!estimate.value) {
        // No line of the grid or of the reference runs through the words.
        const QFontMetricsF metrics(frame.theme.font(Text::Caption));
        const double width =
            std::min(line.width(), digitsWidth(estimate.undefined, frame.theme.font(Text::Caption)));
        painter.fillRect(QRectF(line.left(), middle - metrics.height() / 2, width, metrics.height()),
                         frame.theme.color(Color::Surface));
        chartparts::paintText(painter, line, frame.theme.font(Text::Caption), frame.theme.color(Color::Text2),
                              estimate.undefined);
        return;
    }
    const auto across = [&](double value) {
        return layout.plot.left() + m_axis.share(value) * layout.plot.width();
    };
    painter.save();
    // Dots at the ends of the axis are whole; what lies outside a fixed range is cut.
    painter.setClipRect(layout.plot.adjusted(-kDotRadius - 1, 0, kDotRadius + 1, 0), Qt::IntersectClip);
    const QColor color = frame.theme.color(isSelected({row, 0}) ? Color::Accent : Color::Text);
    QPen pen(color, kLine);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    if (estimate.interval) {
        const double low = across(estimate.interval->low);
        const double high = across(estimate.interval->high);
        painter.drawLine(QLineF(low, middle, high, middle));
        for (const double end : {low, high}) {
            painter.drawLine(QLineF(end, middle - kCap / 2, end, middle + kCap / 2));
        }
    }
    painter.setPen(QPen(frame.theme.color(Color::Surface), 1.5));
    painter.setBrush(color);
    painter.drawEllipse(QPointF(across(*estimate.value), middle), kDotRadius + 0.75, kDotRadius + 0.75);
    painter.restore();
}

ChartTable IntervalChart::makeTable() const
{
    ChartTable table;
    const auto add = [&table](const QString& title, bool isNumber) {
        table.columns.append({title, isNumber});
    };
    add(m_nameTitle.isEmpty() ? tr("Name") : m_nameTitle, false);
    for (const IntervalColumn& column : m_before) {
        add(column.title, column.isNumber);
    }
    add(valueTitle(), true);
    const QString level = percentText(m_confidence);
    add(tr("%1 interval, low").arg(level), true);
    add(tr("%1 interval, high").arg(level), true);
    for (const IntervalColumn& column : m_after) {
        if (column.title != valueTitle()) {
            add(column.title, column.isNumber);
        }
    }
    for (const IntervalRow& row : m_rows) {
        QList<ChartCell> cells{ChartCell::of(row.name)};
        for (qsizetype index = 0; index < m_before.size(); ++index) {
            cells.append(row.before.value(index));
        }
        const auto number = [this](double value) { return ChartCell::of(value, valueText(m_scale, value)); };
        cells.append(row.estimate.value ? number(*row.estimate.value)
                                        : ChartCell::of(row.estimate.undefined));
        cells.append(row.estimate.interval ? number(row.estimate.interval->low) : ChartCell{});
        cells.append(row.estimate.interval ? number(row.estimate.interval->high) : ChartCell{});
        for (qsizetype index = 0; index < m_after.size(); ++index) {
            if (m_after.at(index).title != valueTitle()) {
                cells.append(row.after.value(index));
            }
        }
        table.rows.append(cells);
    }
    return table;
}

QString IntervalChart::makeSummary() const
{
    int highest = -1;
    int lowest = -1;
    for (int row = 0; row < m_rows.size(); ++row) {
        const std::optional<double>& value = m_rows.at(row).estimate.value;
        if (!value) {
            continue;
        }
        if (highest < 0 || *value > *m_rows.at(highest).estimate.value) {
            highest = row;
        }
        if (lowest < 0 || *value < *m_rows.at(lowest).estimate.value) {
            lowest = row;
        }
    }
    if (highest < 0) {
        return tr("%n row(s), none with a value.", nullptr, static_cast<int>(m_rows.size()));
    }
    const auto text = [this](int row) { return valueText(m_scale, *m_rows.at(row).estimate.value); };
    if (highest == lowest) {
        return tr("%1: %2.").arg(m_rows.at(highest).name, text(highest));
    }
    return tr("%n row(s), from %1 (%2) to %3 (%4).", nullptr, static_cast<int>(m_rows.size()))
        .arg(m_rows.at(highest).name, text(highest), m_rows.at(lowest).name, text(lowest));
}

bool IntervalChart::hasMark(ChartMark mark) const
{
    return mark.row >= 0 && mark.row < m_rows.size() && mark.column == 0;
}

ChartMark IntervalChart::firstMark() const
{
    return m_rows.isEmpty() ? ChartMark{} : ChartMark{0, 0};
}

QStringList IntervalChart::markLines(ChartMark mark) const
{
    if (!hasMark(mark)) {
        return {};
    }
    const IntervalRow& row = m_rows.at(mark.row);
    QStringList lines{row.name};
    if (!row.estimate.value) {
        lines.append(row.estimate.undefined);
    } else {
        lines.append(u"%1 %2"_s.arg(valueTitle(), valueText(m_scale, *row.estimate.value)));
        if (row.estimate.interval) {
            lines.append(tr("%1 interval %2 to %3")
                             .arg(percentText(m_confidence), valueText(m_scale, row.estimate.interval->low),
                                  valueText(m_scale, row.estimate.interval->high)));
        }
    }
    if (!row.detail.isEmpty()) {
        lines.append(row.detail);
    }
    return lines;
}

QRectF IntervalChart::markRectIn(const PlotFrame& frame, ChartMark mark) const
{
    const Layout layout = layoutFor(frame);
    const double top = layout.top + mark.row * layout.rowHeight;
    if (m_isBesideTable) {
        return QRectF(layout.plot.left(), top, layout.plot.width(), layout.rowHeight).adjusted(0, 3, 0, -4);
    }
    // Wider than the chart: the ring around a row keeps off its text.
    return QRectF(frame.area.left(), top, frame.area.width(), layout.rowHeight)
        .adjusted(-kRingRoom, 3, kRingRoom, -4);
}

QRectF IntervalChart::valueRectIn(const PlotFrame& frame, ChartMark mark) const
{
    const Layout layout = layoutFor(frame);
    const std::optional<double>& value = m_rows.at(mark.row).estimate.value;
    const double share = value ? std::clamp(m_axis.share(*value), 0.0, 1.0) : 0.5;
    return {layout.plot.left() + share * layout.plot.width() - kDotRadius,
            layout.top + mark.row * layout.rowHeight + layout.rowHeight / 4, 2 * kDotRadius,
            layout.rowHeight / 2};
}

ChartMark IntervalChart::markAtIn(const PlotFrame& frame, const QPointF& point) const
{
    const Layout layout = layoutFor(frame);
    if (point.y() < layout.plot.top() || point.y() >= layout.plot.bottom()) {
        return {};
    }
    const ChartMark mark{static_cast<int>(std::floor((point.y() - layout.top) / layout.rowHeight)), 0};
    return hasMark(mark) ? mark : ChartMark{};
}

ChartMark IntervalChart::markBeside(ChartMark from, int dx, int dy) const
{
    Q_UNUSED(dx)
    return {std::clamp(from.row + dy, 0, static_cast<int>(m_rows.size()) - 1), 0};
}

ChartMark IntervalChart::rowEnd(ChartMark from, bool last) const
{
    Q_UNUSED(from)
    return {last ? static_cast<int>(m_rows.size()) - 1 : 0, 0};
}

} // namespace plumbline
