#include "ui/plots/heatmap.h"

#include "ui/plots/chartparts.h"
#include "ui/plots/heatnames.h"
#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/painting.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kGap = 2;
constexpr double kNameGap = 8;
constexpr double kMostNames = 0.35; ///< of the width, for the names at the left
constexpr double kMostCellWidth = 120;
constexpr double kTwoLines = 38;
constexpr double kRowCellWidth = 44; ///< cells with text are not narrower
constexpr double kLeastCell = 28;    ///< cells without room for text
constexpr int kManyCells = 40;       ///< from here on more of the matrix is worth more than large figures

} // namespace

struct HeatMap::Layout
{
    double namesWidth = 0;
    heatnames::Head head;
    double cellWidth = 0;
    double cellHeight = 0;
    double legendHeight = 0;
    QSizeF content;
    [[nodiscard]] QPointF corner(const QRectF& area) const
    {
        return area.topLeft() + QPointF(namesWidth, head.height);
    }
};

HeatMap::HeatMap(const Theme& theme, QWidget* parent)
    : Chart(theme, parent)
    , m_rowHeight(metrics::kRowChart)
{
    setObjectName(u"heatMap"_s);
}

void HeatMap::setCells(const QStringList& rows, const QStringList& columns, const QList<HeatCell>& cells)
{
    Q_ASSERT(cells.size() == rows.size() * columns.size());
    m_rows = rows;
    m_columns = columns;
    m_cells = cells;
    m_tableRows.clear();
    m_tableMarks.clear();
    for (qsizetype index = 0; index < cells.size(); ++index) {
        const bool isListed = cells.at(index).value || !cells.at(index).undefined.isEmpty();
        m_tableRows.append(isListed ? static_cast<int>(m_tableMarks.size()) : -1);
        if (isListed) {
            m_tableMarks.append(
                {static_cast<int>(index / columns.size()), static_cast<int>(index % columns.size())});
        }
    }
    updateRamp();
    setChanged();
}

void HeatMap::setRamp(const HeatRamp& ramp)
{
    m_ramp = ramp;
    updateRamp();
    setChanged();
}

void HeatMap::setScale(const ChartScale& scale)
{
    m_scale = scale;
    setChanged();
}

void HeatMap::setTitles(const QString& rowTitle, const QString& columnTitle, const QString& valueTitle,
                        const QString& secondTitle)
{
    m_rowTitle = rowTitle;
    m_columnTitle = columnTitle;
    m_valueTitle = valueTitle;
    m_secondTitle = secondTitle;
    setChanged();
}

void HeatMap::setRowHeight(int px)
{
    m_rowHeight = px;
    relayout();
}

void HeatMap::updateRamp()
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const HeatCell& cell : m_cells) {
        if (cell.value && std::isfinite(*cell.value)) {
            low = std::min(low, *cell.value);
            high = std::max(high, *cell.value);
        }
    }
    if (low > high) {
        low = high = m_ramp.middle;
    }
    if (m_ramp.kind == HeatRamp::Kind::Diverging) {
        const double away = std::max(
            {m_ramp.middle - m_ramp.low.value_or(low), m_ramp.high.value_or(high) - m_ramp.middle, 0.0});
        m_low = m_ramp.middle - away;
        m_high = m_ramp.middle + away;
    } else {
        m_low = m_ramp.low.value_or(low);
        m_high = m_ramp.high.value_or(high);
    }
}

const HeatCell& HeatMap::cell(int row, int column) const
{
    return m_cells.at(static_cast<qsizetype>(row) * m_columns.size() + column);
}

double HeatMap::share(double value) const
{
    const double share = m_high > m_low ? std::clamp((value - m_low) / (m_high - m_low), 0.0, 1.0) : 0.5;
    return m_ramp.isReversed ? 1 - share : share;
}

QColor HeatMap::cellColor(const Theme& theme, int row, int column) const
{
    const HeatCell& data = cell(row, column);
    if (!data.value) {
        return theme.color(Color::Inset);
    }
    const double at = share(*data.value);
    return m_ramp.kind == HeatRamp::Kind::Diverging ? theme.diverging(at) : theme.sequential(at);
}

QString HeatMap::textOf(const HeatCell& cell) const
{
    if (!cell.text.isEmpty() || !cell.value) {
        return cell.text;
    }
    return m_scale.format ? m_scale.format(*cell.value) : valueText(m_scale, *cell.value);
}

HeatMap::Layout HeatMap::layoutFor(const Theme& theme, const QSizeF& size) const
{
    Layout layout;
    const double columns = std::max<double>(1, columnCount());
    const double rows = std::max<double>(1, rowCount());
    for (const QString& name : m_rows) {
        layout.namesWidth = std::max(layout.namesWidth, textWidth(theme.font(Text::Head), name));
    }
    const double most = std::max(80.0, size.width() * kMostNames);
    layout.namesWidth = std::min(layout.namesWidth, most) + kNameGap;
    layout.legendHeight = chartparts::rampHeight(theme);
    const bool isMany = std::max(rows, columns) > kManyCells;
    const double leastWidth = theme.scaled(static_cast<int>(isMany ? kLeastCell : kRowCellWidth));
    layout.cellWidth = std::clamp((size.width() - layout.namesWidth) / columns, leastWidth,
                                  static_cast<double>(theme.scaled(static_cast<int>(kMostCellWidth))));
    layout.head = heatnames::headFor(theme, m_columns, layout.cellWidth - kGap);
    const double leastHeight = theme.scaled(static_cast<int>(isMany ? kLeastCell - 4 : kTwoLines));
    const double own = theme.scaled(m_rowHeight);
    const double room = (size.height() - layout.head.height - layout.legendHeight) / rows;
    layout.cellHeight = std::clamp(room, std::min(leastHeight, own), own);
    layout.content = QSizeF(layout.namesWidth + columns * layout.cellWidth,
                            layout.head.height + rows * layout.cellHeight + layout.legendHeight);
    return layout;
}

QSizeF HeatMap::contentSize(const Theme& theme, const QSizeF& wanted) const
{
    const QSizeF content = layoutFor(theme, wanted).content;
    return {std::max(content.width(), wanted.width()), content.height()};
}

QSize HeatMap::sizeHint() const
{
    constexpr int kMostHint = 12;
    const int columns = std::min(columnCount(), kMostHint);
    const QSizeF wanted(100 + columns * theme().scaled(metrics::kRowChart + 14), 10'000);
    const QSizeF content = layoutFor(theme(), wanted).content;
    const double rows = std::min(rowCount(), kMostHint) * theme().scaled(m_rowHeight) + 80.0;
    return QSizeF(wanted.width(), std::min(content.height(), rows)).toSize();
}

QSize HeatMap::minimumSizeHint() const
{
    return {theme().scaled(240), theme().scaled(160)};
}

QRectF HeatMap::cellRect(const PlotFrame& frame, const Layout& layout, int row, int column) const
{
    const QPointF corner = layout.corner(frame.area) - frame.scroll;
    const double left = std::round(corner.x() + column * layout.cellWidth);
    const double right = std::round(corner.x() + (column + 1) * layout.cellWidth) - kGap;
    const double top = std::round(corner.y() + row * layout.cellHeight);
    const double bottom = std::round(corner.y() + (row + 1) * layout.cellHeight) - kGap;
    return {QPointF(left, top), QPointF(right, bottom)};
}

QRectF HeatMap::cellRectIn(const PlotFrame& frame, int row, int column) const
{
    return cellRect(frame, layoutFor(frame.theme, frame.area.size()), row, column);
}

ChartMark HeatMap::markAtIn(const PlotFrame& frame, const QPointF& point) const
{
    const QRectF part = scrolledPart(frame);
    if (!part.contains(point)) {
        return {};
    }
    const Layout layout = layoutFor(frame.theme, frame.area.size());
    const QPointF place = point - layout.corner(frame.area) + frame.scroll;
    const ChartMark mark{static_cast<int>(place.y() / layout.cellHeight),
                         static_cast<int>(place.x() / layout.cellWidth)};
    return hasMark(mark) ? mark : ChartMark{};
}

QRectF HeatMap::scrolledPart(const PlotFrame& frame) const
{
    const Layout layout = layoutFor(frame.theme, frame.area.size());
    const QPointF corner = layout.corner(frame.area);
    const double bottom =
        std::min(frame.area.bottom() - layout.legendHeight, corner.y() + rowCount() * layout.cellHeight);
    return {corner, QPointF(frame.area.right(), std::max(corner.y(), bottom))};
}

void HeatMap::paintPlot(QPainter& painter, const PlotFrame& frame) const
{
    if (m_cells.isEmpty()) {
        return;
    }
    const Layout layout = layoutFor(frame.theme, frame.area.size());
    paintNames(painter, frame, layout);
    const QRectF part = scrolledPart(frame);
    painter.save();
    // The ring of a chosen cell stands one pixel outside it.
    painter.setClipRect(part.adjusted(-2, -2, 2, 2));
    const QPointF corner = layout.corner(frame.area) - frame.scroll;
    const auto firstOf = [](double distance, double step) {
        return std::max(0, static_cast<int>(distance / step));
    };
    const int firstRow = firstOf(part.top() - corner.y(), layout.cellHeight);
    const int firstColumn = firstOf(part.left() - corner.x(), layout.cellWidth);
    const int lastRow = std::min(rowCount() - 1, firstOf(part.bottom() - corner.y(), layout.cellHeight));
    const int lastColumn = std::min(columnCount() - 1, firstOf(part.right() - corner.x(), layout.cellWidth));
    for (int row = firstRow; row <= lastRow; ++row) {
        for (int column = firstColumn; column <= lastColumn; ++column) {
            paintCell(painter, frame, layout, row, column);
        }
    }
    for (const ChartMark& mark : selection()) {
        chartparts::paintFrame(painter, cellRect(frame, layout, mark.row, mark.column).adjusted(-1, -1, 1, 1),
                               {QColor(), frame.theme.color(Color::Accent), metrics::kStrokeFocus,
                                metrics::kRadiusCell + 1, false},
                               frame.isExport);
    }
    painter.restore();
    paintLegend(painter, frame, layout);
}

void HeatMap::paintNames(QPainter& painter, const PlotFrame& frame, const Layout& layout) const
{
    const QRectF part = scrolledPart(frame);
    painter.save();
    painter.setClipRect(QRectF(frame.area.left(), part.top(), layout.namesWidth, part.height()));
    const QFont font = frame.theme.font(Text::Head);
    for (int row = 0; row < rowCount(); ++row) {
        const QRectF cell = cellRect(frame, layout, row, 0);
        if (cell.bottom() < part.top() || cell.top() > part.bottom()) {
            continue;
        }
        drawLine(painter, QRectF(frame.area.left(), cell.top(), layout.namesWidth - kNameGap, cell.height()),
                 font, frame.theme.color(Color::Text), m_rows.at(row));
    }
    painter.restore();
    painter.save();
    painter.setClipRect(QRectF(part.left(), frame.area.top(), part.width(), layout.head.height));
    for (int column = 0; column < columnCount(); ++column) {
        const QRectF cell = cellRect(frame, layout, 0, column);
        if (cell.right() < part.left() || cell.left() > part.right()) {
            continue;
        }
        heatnames::paint(painter, frame.theme,
                         QRectF(cell.left(), frame.area.top(), cell.width(), layout.head.height), layout.head,
                         m_columns.at(column));
    }
    painter.restore();
}

void HeatMap::paintCell(QPainter& painter, const PlotFrame& frame, const Layout& layout, int row,
                        int column) const
{
    const QRectF rect = cellRect(frame, layout, row, column);
    const HeatCell& data = cell(row, column);
    const QColor ground = cellColor(frame.theme, row, column);
    // High contrast has no tints: the edge shows where the cell is.
    const bool hasEdge = frame.theme.kind() == ThemeKind::HighContrast && data.value;
    chartparts::paintFrame(painter, rect,
                           {ground, hasEdge ? frame.theme.color(Color::Border) : QColor(),
                            metrics::kStrokeHair, std::min<double>(metrics::kRadiusCell, rect.height() / 6),
                            false},
                           frame.isExport);
    const QString text = textOf(data);
    if (text.isEmpty()) {
        return;
    }
    const QColor ink = data.value ? contrastTextOn(ground) : frame.theme.color(Color::Text2);
    const QFont strong = frame.theme.font(Text::Strong);
    const QFont small = frame.theme.font(Text::Key);
    const double first = std::ceil(QFontMetricsF(strong).height()) - 1;
    const double second = std::ceil(QFontMetricsF(small).height()) - 1;
    const bool isTwo = !data.second.isEmpty() && rect.height() >= first + second;
    const bool fits = chartparts::textRoom(strong, text) <= rect.width() + 1 && rect.height() >= first - 4;
    if (!fits) {
        return; // the value box says it
    }
    if (!isTwo) {
        chartparts::paintText(painter, rect, strong, ink, text, Qt::AlignHCenter);
        return;
    }
    const double top = rect.center().y() - (first + second) / 2;
    chartparts::paintText(painter, QRectF(rect.left(), top, rect.width(), first), strong, ink, text,
                          Qt::AlignHCenter);
    QFont plain = small;
    plain.setWeight(QFont::Normal);
    chartparts::paintText(painter, QRectF(rect.left(), top + first, rect.width(), second), plain, ink,
                          data.second, Qt::AlignHCenter);
}

void HeatMap::paintLegend(QPainter& painter, const PlotFrame& frame, const Layout& layout) const
{
    const double cellsBottom = layout.corner(frame.area).y() + rowCount() * layout.cellHeight;
    const double top = std::min(frame.area.bottom() - layout.legendHeight, cellsBottom);
    const QString text =
        u"%1 %2"_s
            .arg(tr("%1 to %2").arg(valueText(m_scale, m_low), valueText(m_scale, m_high)), m_ramp.legend)
            .trimmed();
    const Theme& theme = frame.theme;
    const bool isDiverging = m_ramp.kind == HeatRamp::Kind::Diverging;
    const auto colorAt = [this, &theme, isDiverging](double at) {
        const double along = m_ramp.isReversed ? 1 - at : at;
        return isDiverging ? theme.diverging(along) : theme.sequential(along);
    };
    chartparts::paintRamp(painter, theme, frame.area, frame.area.left() + layout.namesWidth, top, colorAt,
                          0.5, text);
}

} // namespace plumbline
