#include "ui/plots/barchart.h"

#include "ui/plots/barlayout.h"
#include "ui/plots/chartparts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kNameGap = 12;
constexpr double kMostNameShare = 0.45;
constexpr double kCountGap = 6;
constexpr double kLyingBar = 10; ///< thickness
constexpr double kLeastLying = 60;
constexpr double kLeastStanding = 6; ///< width of a standing bar with its gap
constexpr double kMostStanding = 64;
constexpr double kStandingHeight = 140;
constexpr double kRadius = 2;

} // namespace

BarChart::BarChart(const Theme& theme, Qt::Orientation bars, QWidget* parent)
    : Chart(theme, parent)
    , m_orientation(bars)
{
    setObjectName(u"barChart"_s);
}

void BarChart::setBars(const QList<BarRow>& bars)
{
    m_bars = bars;
    m_binWidth = 0;
    m_range.reset();
    setChanged();
}

void BarChart::setHistogram(double start, double binWidth, const QList<BarRow>& bins, const ChartScale& scale,
                            bool hasOverflow)
{
    Q_ASSERT(binWidth > 0);
    m_orientation = Qt::Vertical;
    m_bars = bins;
    m_start = start;
    m_binWidth = binWidth;
    m_scale = scale;
    m_hasOverflow = hasOverflow;
    m_keyAnchor = -1;
    setChanged();
}

void BarChart::setTitles(const QString& nameTitle, const QString& countTitle, const QString& insideTitle)
{
    m_nameTitle = nameTitle;
    m_countTitle = countTitle;
    m_insideTitle = insideTitle;
    setChanged();
}

void BarChart::setRowHeight(int px)
{
    m_rowHeight = px;
    relayout();
}

void BarChart::setAxisShown(bool shown)
{
    m_isAxisShown = shown;
    relayout();
}

double BarChart::most() const
{
    double most = 0;
    for (const BarRow& bar : m_bars) {
        most = std::max(most, bar.count);
    }
    return most;
}

bool BarChart::hasInside() const
{
    return std::any_of(m_bars.begin(), m_bars.end(),
                       [](const BarRow& bar) { return bar.inside.has_value(); });
}

QString BarChart::nameOf(int row) const
{
    const BarRow& bar = m_bars.at(row);
    if (!bar.name.isEmpty() || !isHistogram()) {
        return bar.name;
    }
    const QString from = valueText(m_scale, edgeOf(row));
    if (m_hasOverflow && row + 1 == m_bars.size()) {
        return tr("%1 and more").arg(from);
    }
    return tr("%1 to %2").arg(from, valueText(m_scale, edgeOf(row + 1)));
}

QString BarChart::countOf(int row) const
{
    const BarRow& bar = m_bars.at(row);
    if (!bar.countText.isEmpty()) {
        return bar.countText;
    }
    const double count = bar.count;
    return count == std::round(count) ? groupedNumber(static_cast<qint64>(count)) : decimalNumber(count, 1);
}

QString BarChart::lastEdgeText() const
{
    const int bins = static_cast<int>(m_bars.size());
    const double edge = edgeOf(m_hasOverflow ? bins - 1 : bins);
    const QString text = m_scale.format ? m_scale.format(edge) : valueText(m_scale, edge);
    return m_hasOverflow ? tr("%1 +").arg(text) : text;
}

BarLayout BarChart::layoutFor(const PlotFrame& frame) const
{
    BarLayout layout;
    const Theme& theme = frame.theme;
    const QFont caption = theme.font(Text::Caption);
    const QRectF& area = frame.area;
    const double count = std::max<double>(1, static_cast<double>(m_bars.size()));
    if (m_orientation == Qt::Horizontal) {
        double names = 0;
        double counts = 0;
        for (int row = 0; row < m_bars.size(); ++row) {
            names = std::max(names, chartparts::textRoom(theme.font(Text::Head), m_bars.at(row).name));
            counts = std::max(counts, chartparts::textRoom(caption, countOf(row)));
        }
        layout.namesWidth = std::min(names, area.width() * kMostNameShare);
        layout.slot = theme.scaled(m_rowHeight);
        layout.plot = QRectF(area.left() + layout.namesWidth + kNameGap, area.top(),
                             std::max(1.0, area.width() - layout.namesWidth - kNameGap - kCountGap - counts),
                             std::min(area.height(), count * layout.slot));
        layout.axis = {0, std::max(most(), 1e-12), {}, {}};
        layout.origin = QPointF(layout.plot.left(), layout.plot.top() - frame.scroll.y());
        return layout;
    }
    ChartScale counts;
    counts.from = 0;
    // With an axis the tallest bar ends at a round tick or below it; without one it fills the height.
    layout.axis = axisOf(counts, 0, std::max(most(), 1.0), m_isAxisShown ? 0.04 : 0.0, 4);
    layout.foot = chartparts::footHeight(theme, isHistogram() && !m_scale.title.isEmpty());
    double left = area.left();
    if (m_isAxisShown) {
        double widest = 0;
        for (const QString& label : layout.axis.labels) {
            widest = std::max(widest, chartparts::textRoom(caption, label));
        }
        left += widest + metrics::kSpace3;
    }
    const double top = m_isAxisShown ? chartparts::axisLineHeight(theme) / 2 : 0.0;
    // The words of the last edge stand half outside.
    const double last = isHistogram() ? chartparts::textRoom(caption, lastEdgeText()) / 2 : 0.0;
    layout.plot = QRectF(left, area.top() + top, std::max(1.0, area.right() - left - last - 1),
                         std::max(1.0, area.height() - layout.foot - top));
    layout.slot = std::max(kLeastStanding, layout.plot.width() / count);
    if (!isHistogram()) {
        layout.slot =
            std::min(layout.slot, static_cast<double>(theme.scaled(static_cast<int>(kMostStanding))));
    }
    layout.origin = QPointF(layout.plot.left() - frame.scroll.x(), layout.plot.bottom());
    return layout;
}

QSizeF BarChart::contentSize(const Theme& theme, const QSizeF& wanted) const
{
    const double count = static_cast<double>(m_bars.size());
    if (m_orientation == Qt::Horizontal) {
        return {std::max<double>(wanted.width(), 2 * kLeastLying), count * theme.scaled(m_rowHeight)};
    }
    const double axis = m_isAxisShown ? theme.scaled(48) : 0;
    return {std::max(wanted.width(), axis + count * kLeastStanding), std::max(wanted.height(), 80.0)};
}

QSize BarChart::sizeHint() const
{
    if (m_orientation == Qt::Horizontal) {
        return contentSize(theme(), {static_cast<double>(theme().scaled(240)), 0}).toSize();
    }
    return {theme().scaled(280), theme().scaled(static_cast<int>(kStandingHeight))};
}

QSize BarChart::minimumSizeHint() const
{
    return {theme().scaled(160), theme().scaled(m_orientation == Qt::Horizontal ? m_rowHeight * 2 : 80)};
}

QRectF BarChart::scrolledPart(const PlotFrame& frame) const
{
    const BarLayout layout = layoutFor(frame);
    return m_orientation == Qt::Horizontal
               ? QRectF(frame.area.left(), layout.plot.top(), frame.area.width(), layout.plot.height())
                     .adjusted(-3, 0, 3, 0)
               : QRectF(layout.plot.left(), frame.area.top(), layout.plot.width(), frame.area.height());
}

QRectF BarChart::slotRect(const BarLayout& layout, const PlotFrame& frame, int row) const
{
    if (m_orientation == Qt::Horizontal) {
        return QRectF(frame.area.left(), layout.origin.y() + row * layout.slot, frame.area.width(),
                      layout.slot);
    }
    return QRectF(layout.origin.x() + row * layout.slot, layout.plot.top(), layout.slot,
                  layout.plot.height());
}

QRectF BarChart::barRect(const BarLayout& layout, const PlotFrame& frame, int row, double count) const
{
    const double share = std::clamp(layout.axis.share(count), 0.0, 1.0);
    if (m_orientation == Qt::Horizontal) {
        const double thick = std::min(layout.slot - 2, static_cast<double>(frame.theme.scaled(kLyingBar)));
        return QRectF(layout.plot.left(), layout.origin.y() + (row + 0.5) * layout.slot - thick / 2,
                      share * layout.plot.width(), thick);
    }
    const double gap = std::min(layout.slot > 24 ? 6.0 : 2.0, layout.slot / 4);
    const double height = share * layout.plot.height();
    return QRectF(layout.origin.x() + row * layout.slot + gap / 2, layout.plot.bottom() - height,
                  layout.slot - gap, height);
}

void BarChart::paintBar(QPainter& painter, const PlotFrame& frame, const BarLayout& layout, int row) const
{
    const Theme& theme = frame.theme;
    const BarRow& bar = m_bars.at(row);
    const bool isWhole = isSelected({row, 0});
    const bool isEdged = theme.kind() == ThemeKind::HighContrast;
    const auto fill = [&](double count, Color color) {
        QRectF rect = barRect(layout, frame, row, count);
        if (count <= 0) {
            return;
        }
        // A count of one beside thousands is still a bar: one pixel.
        if (m_orientation == Qt::Horizontal) {
            rect.setWidth(std::max(1.0, rect.width()));
        } else {
            rect.setTop(std::min(rect.top(), rect.bottom() - 1));
        }
        chartparts::paintFrame(painter, rect,
                               {theme.color(color), isEdged ? theme.color(Color::Border) : QColor(),
                                metrics::kStrokeHair,
                                std::min({kRadius, rect.width() / 2, rect.height() / 2}), false},
                               frame.isExport);
    };
    // Beside something in blue the rest steps back; where bars have edges they are seen without being dark.
    const bool isQuiet = isEdged || hasInside() || !selection().isEmpty();
    const Color quiet = isQuiet ? Color::Neutral : Color::Control;
    fill(bar.count, isWhole ? Color::Accent : quiet);
    if (!isWhole && bar.inside) {
        fill(*bar.inside, Color::Accent);
    }
}

void BarChart::paintPlot(QPainter& painter, const PlotFrame& frame) const
{
    if (m_bars.isEmpty()) {
        return;
    }
    const BarLayout layout = layoutFor(frame);
    if (m_orientation == Qt::Horizontal) {
        paintLying(painter, frame, layout);
    } else {
        paintStanding(painter, frame, layout);
    }
}

void BarChart::paintLying(QPainter& painter, const PlotFrame& frame, const BarLayout& layout) const
{
    const Theme& theme = frame.theme;
    painter.save();
    painter.setClipRect(scrolledPart(frame));
    for (int row = 0; row < m_bars.size(); ++row) {
        const QRectF slot = slotRect(layout, frame, row);
        if (slot.bottom() < frame.area.top() || slot.top() > frame.area.bottom()) {
            continue;
        }
        const bool isChosen = isSelected({row, 0});
        chartparts::paintText(painter, QRectF(slot.left(), slot.top(), layout.namesWidth, slot.height()),
                              theme.font(isChosen ? Text::Head : Text::Caption),
                              theme.color(isChosen ? Color::Accent : Color::Text), m_bars.at(row).name);
        paintBar(painter, frame, layout, row);
        const double right = barRect(layout, frame, row, m_bars.at(row).count).right() + kCountGap;
        chartparts::paintText(painter,
                              QRectF(right, slot.top(), frame.area.right() - right + 1, slot.height()),
                              theme.font(Text::Caption), theme.color(Color::Text2), countOf(row));
    }
    painter.restore();
}

void BarChart::paintStanding(QPainter& painter, const PlotFrame& frame, const BarLayout& layout) const
{
    const Theme& theme = frame.theme;
    const double line = chartparts::axisLineHeight(theme);
    if (m_isAxisShown) {
        chartparts::paintSide(painter, theme, frame.area, layout.plot, layout.axis, {});
    }
    painter.save();
    painter.setClipRect(
        QRectF(layout.plot.left(), frame.area.top(), layout.plot.width() + 1, frame.area.height()));
    for (int row = 0; row < m_bars.size(); ++row) {
        const QRectF slot = slotRect(layout, frame, row);
        if (slot.right() < layout.plot.left() || slot.left() > layout.plot.right()) {
            continue;
        }
        paintBar(painter, frame, layout, row);
        if (!isHistogram()) {
            const bool isChosen = isSelected({row, 0});
            chartparts::paintText(
                painter, QRectF(slot.left() + 1, layout.plot.bottom() + 5, slot.width() - 2, line),
                theme.font(isChosen ? Text::Head : Text::Caption),
                theme.color(isChosen ? Color::Accent : Color::Text2), m_bars.at(row).name, Qt::AlignHCenter);
        }
    }
    painter.restore();
    painter.fillRect(QRectF(layout.plot.left(), layout.plot.bottom(), layout.plot.width(), 1),
                     theme.color(Color::Control));
    if (isHistogram()) {
        paintBinEdges(painter, frame, layout);
    }
}

void BarChart::paintBinEdges(QPainter& painter, const PlotFrame& frame, const BarLayout& layout) const
{
    const int bins = static_cast<int>(m_bars.size());
    ChartScale scale = m_scale;
    scale.from = m_start;
    scale.to = edgeOf(bins);
    const int wanted = std::clamp(static_cast<int>(layout.plot.width() / frame.theme.scaled(60)), 2, 6);
    ChartAxis axis = axisOf(scale, m_start, edgeOf(bins), 0, wanted);
    if (m_hasOverflow && bins > 0) {
        // The end of an open bin is no value: its beginning is named instead, with a plus.
        const double last = edgeOf(bins - 1);
        while (!axis.ticks.isEmpty() && axis.ticks.back() > last - 0.5 * (axis.to - axis.from) / wanted) {
            axis.ticks.removeLast();
            axis.labels.removeLast();
        }
        axis.ticks.append(last + m_binWidth / 2);
        axis.labels.append(lastEdgeText());
    }
    painter.save();
    QRectF plot(layout.origin.x(), layout.plot.top(), layout.slot * bins, layout.plot.height());
    painter.setClipRect(frame.area);
    chartparts::paintFoot(painter, frame.theme, frame.area, plot, axis, m_scale.title);
    painter.restore();
}

ChartTable BarChart::makeTable() const
{
    ChartTable table;
    const auto titled = [](const QString& title, const QString& fallback) {
        return title.isEmpty() ? fallback : title;
    };
    const bool hasPart = hasInside();
    if (isHistogram()) {
        table.columns = {{tr("From"), true}, {tr("To"), true}};
    } else {
        table.columns = {{titled(m_nameTitle, tr("Name")), false}};
    }
    table.columns.append({titled(m_countTitle, tr("Count")), true});
    if (hasPart) {
        table.columns.append({titled(m_insideTitle, tr("Inside the filter")), true});
    }
    const auto whole = [](double count) {
        return count == std::round(count) ? ChartCell::count(static_cast<qint64>(count))
                                          : ChartCell::of(count, decimalNumber(count, 1));
    };
    for (int row = 0; row < m_bars.size(); ++row) {
        const BarRow& bar = m_bars.at(row);
        QList<ChartCell> cells;
        if (isHistogram()) {
            const bool isOpen = m_hasOverflow && row + 1 == m_bars.size();
            cells.append(ChartCell::of(edgeOf(row), valueText(m_scale, edgeOf(row))));
            cells.append(isOpen ? ChartCell::of(tr("and more"))
                                : ChartCell::of(edgeOf(row + 1), valueText(m_scale, edgeOf(row + 1))));
        } else {
            cells.append(ChartCell::of(bar.name));
        }
        cells.append(ChartCell::of(bar.count, countOf(row)));
        if (hasPart) {
            cells.append(bar.inside ? whole(*bar.inside) : ChartCell{});
        }
        table.rows.append(cells);
    }
    return table;
}

QString BarChart::makeSummary() const
{
    double sum = 0;
    int largest = -1;
    for (int row = 0; row < m_bars.size(); ++row) {
        sum += m_bars.at(row).count;
        if (largest < 0 || m_bars.at(row).count > m_bars.at(largest).count) {
            largest = row;
        }
    }
    if (largest < 0) {
        return {};
    }
    const QString whole =
        sum == std::round(sum) ? groupedNumber(static_cast<qint64>(sum)) : decimalNumber(sum, 1);
    return tr("%n bar(s), %1 in all; the largest is %2 with %3.", nullptr, static_cast<int>(m_bars.size()))
        .arg(whole, nameOf(largest), countOf(largest));
}

bool BarChart::hasMark(ChartMark mark) const
{
    return mark.row >= 0 && mark.row < m_bars.size() && mark.column == 0;
}

ChartMark BarChart::firstMark() const
{
    return m_bars.isEmpty() ? ChartMark{} : ChartMark{0, 0};
}

QStringList BarChart::markLines(ChartMark mark) const
{
    if (!hasMark(mark)) {
        return {};
    }
    const BarRow& bar = m_bars.at(mark.row);
    const auto line = [](const QString& title, const QString& text) {
        return title.isEmpty() ? text : u"%1 %2"_s.arg(title, text);
    };
    QStringList lines{nameOf(mark.row), line(m_countTitle, countOf(mark.row))};
    if (bar.inside) {
        const QString inside = *bar.inside == std::round(*bar.inside)
                                   ? groupedNumber(static_cast<qint64>(*bar.inside))
                                   : decimalNumber(*bar.inside, 1);
        lines.append(line(m_insideTitle.isEmpty() ? tr("Inside the filter") : m_insideTitle, inside));
    }
    if (!bar.detail.isEmpty()) {
        lines.append(bar.detail);
    }
    return lines;
}

QRectF BarChart::markRectIn(const PlotFrame& frame, ChartMark mark) const
{
    const BarLayout layout = layoutFor(frame);
    if (m_orientation == Qt::Horizontal) {
        return slotRect(layout, frame, mark.row).adjusted(-3, 2, 3, -2);
    }
    // A low bar is still found: its mark is never lower than a pointer needs.
    QRectF rect = barRect(layout, frame, mark.row, m_bars.at(mark.row).count);
    rect.setTop(std::min(rect.top(), layout.plot.bottom() - 4));
    return rect;
}

ChartMark BarChart::markAtIn(const PlotFrame& frame, const QPointF& point) const
{
    const BarLayout layout = layoutFor(frame);
    const double place =
        m_orientation == Qt::Horizontal ? point.y() - layout.origin.y() : point.x() - layout.origin.x();
    const bool isInside = m_orientation == Qt::Horizontal || point.x() >= layout.plot.left();
    const ChartMark mark{static_cast<int>(std::floor(place / layout.slot)), 0};
    return isInside && hasMark(mark) ? mark : ChartMark{};
}

ChartMark BarChart::markBeside(ChartMark from, int dx, int dy) const
{
    // Both ways go along the bars, so that no arrow key is dead.
    return {std::clamp(from.row + dx + dy, 0, static_cast<int>(m_bars.size()) - 1), 0};
}

ChartMark BarChart::rowEnd(ChartMark from, bool last) const
{
    Q_UNUSED(from)
    return {last ? static_cast<int>(m_bars.size()) - 1 : 0, 0};
}

} // namespace plumbline
