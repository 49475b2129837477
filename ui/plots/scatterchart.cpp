#include "ui/plots/scatterchart.h"

#include "ui/plots/chartparts.h"
#include "ui/plots/plotcanvas.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr int kBinColumns = 36;
constexpr int kBinRows = 24;
constexpr double kDot = 8;
constexpr double kNear = 12;

int binOf(double share, int count)
{
    return std::clamp(static_cast<int>(share * count), 0, count - 1);
}

} // namespace

ScatterChart::ScatterChart(const Theme& theme, QWidget* parent)
    : Chart(theme, parent)
    , m_canvas(std::make_unique<PlotCanvas>())
{
    setObjectName(u"scatterChart"_s);
    updateAxes();
}

ScatterChart::~ScatterChart() = default;

void ScatterChart::setPoints(const QList<ScatterPoint>& points)
{
    m_points = points;
    updateAxes();
    setChanged();
}

void ScatterChart::setScales(const ChartScale& across, const ChartScale& up)
{
    m_across = across;
    m_up = up;
    updateAxes();
    setChanged();
}

void ScatterChart::setNameTitle(const QString& title)
{
    m_nameTitle = title;
    setChanged();
}

void ScatterChart::setDiagonal(bool shown)
{
    m_hasDiagonal = shown;
    updateAxes();
    setChanged();
}

void ScatterChart::updateAxes()
{
    double left = std::numeric_limits<double>::infinity();
    double right = -left;
    double low = left;
    double high = right;
    for (const ScatterPoint& point : m_points) {
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        low = std::min(low, point.y);
        high = std::max(high, point.y);
    }
    if (m_hasDiagonal && left <= right) {
        left = low = std::min(left, low);
        right = high = std::max(right, high);
    }
    m_acrossAxis = axisOf(m_across, left, right);
    m_upAxis = axisOf(m_up, low, high);
    updateBins();
}

void ScatterChart::updateBins()
{
    m_bins.clear();
    m_order.clear();
    m_placeOf.clear();
    if (!isDensity()) {
        m_order.resize(m_points.size());
        m_placeOf.resize(m_points.size());
        for (qsizetype index = 0; index < m_order.size(); ++index) {
            m_order[index] = static_cast<int>(index);
        }
        std::stable_sort(m_order.begin(), m_order.end(), [this](int first, int second) {
            const ScatterPoint& one = m_points.at(first);
            const ScatterPoint& two = m_points.at(second);
            return one.x != two.x ? one.x < two.x : one.y < two.y;
        });
        for (qsizetype place = 0; place < m_order.size(); ++place) {
            m_placeOf[m_order.at(place)] = static_cast<int>(place);
        }
        return;
    }
    QList<Bin> grid(kBinColumns * kBinRows);
    for (qsizetype index = 0; index < m_points.size(); ++index) {
        const ScatterPoint& point = m_points.at(index);
        const int column = binOf(m_acrossAxis.share(point.x), kBinColumns);
        const int row = kBinRows - 1 - binOf(m_upAxis.share(point.y), kBinRows);
        grid[row * kBinColumns + column].points.append(static_cast<int>(index));
    }
    for (qsizetype place = 0; place < grid.size(); ++place) {
        if (!grid.at(place).points.isEmpty()) {
            grid[place].row = static_cast<int>(place) / kBinColumns;
            grid[place].column = static_cast<int>(place) % kBinColumns;
            m_bins.append(grid.at(place));
        }
    }
}

int ScatterChart::markCount() const
{
    return static_cast<int>(isDensity() ? m_bins.size() : m_points.size());
}

int ScatterChart::mostInBin() const
{
    qsizetype most = 1;
    for (const Bin& bin : m_bins) {
        most = std::max(most, bin.points.size());
    }
    return static_cast<int>(most);
}

QList<int> ScatterChart::pointsOf(ChartMark mark) const
{
    if (!hasMark(mark)) {
        return {};
    }
    return isDensity() ? m_bins.at(mark.row).points : QList<int>{mark.row};
}

QRectF ScatterChart::plotIn(const PlotFrame& frame) const
{
    QRectF area = frame.area;
    if (isDensity()) {
        area.setHeight(area.height() - chartparts::rampHeight(frame.theme));
    }
    return chartparts::plotInside(frame.theme, area, m_upAxis, !m_up.title.isEmpty(),
                                  !m_across.title.isEmpty(), metrics::kSpace5);
}

QSizeF ScatterChart::contentSize(const Theme& theme, const QSizeF& wanted) const
{
    return {std::max<double>(wanted.width(), theme.scaled(160)),
            std::max<double>(wanted.height(), theme.scaled(120))};
}

QSize ScatterChart::sizeHint() const
{
    return {theme().scaled(360), theme().scaled(260)};
}

QSize ScatterChart::minimumSizeHint() const
{
    return {theme().scaled(200), theme().scaled(160)};
}

QPointF ScatterChart::place(const QRectF& plot, double x, double y) const
{
    return {plot.left() + m_acrossAxis.share(x) * plot.width(),
            plot.bottom() - m_upAxis.share(y) * plot.height()};
}

QRectF ScatterChart::binRect(const QRectF& plot, const Bin& bin) const
{
    const double left = std::round(plot.left() + plot.width() * bin.column / kBinColumns);
    const double right = std::round(plot.left() + plot.width() * (bin.column + 1) / kBinColumns);
    const double top = std::round(plot.top() + plot.height() * bin.row / kBinRows);
    const double bottom = std::round(plot.top() + plot.height() * (bin.row + 1) / kBinRows);
    return {QPointF(left, top), QPointF(right, bottom)};
}

void ScatterChart::paintPlot(QPainter& painter, const PlotFrame& frame) const
{
    if (isEmpty()) {
        return;
    }
    const QRectF plot = plotIn(frame);
    chartparts::paintSide(painter, frame.theme, frame.area, plot, m_upAxis, m_up.title);
    chartparts::paintGridAcross(painter, frame.theme, plot, m_acrossAxis);
    chartparts::paintFoot(painter, frame.theme, frame.area, plot, m_acrossAxis, m_across.title);
    if (isDensity()) {
        paintDensity(painter, frame, plot);
    }
    if (m_hasDiagonal) {
        chartparts::paintDiagonal(painter, frame.theme, plot, m_acrossAxis, m_upAxis);
    } else if (m_up.reference) {
        chartparts::paintReferenceUp(painter, frame.theme, plot, m_upAxis, *m_up.reference);
    } else if (m_across.reference) {
        chartparts::paintReferenceAcross(painter, frame.theme, plot, m_acrossAxis, *m_across.reference);
    }
    if (!isDensity()) {
        paintPoints(painter, frame, plot);
    }
}

void ScatterChart::paintPoints(QPainter& painter, const PlotFrame& frame, const QRectF& plot) const
{
    PlotCanvas::Line cloud;
    PlotCanvas::Line chosen;
    cloud.points.reserve(m_points.size());
    for (const int index : m_order) {
        const ScatterPoint& point = m_points.at(index);
        (isSelected({index, 0}) ? chosen : cloud).points.append({point.x, point.y});
    }
    for (PlotCanvas::Line* line : {&cloud, &chosen}) {
        line->color = frame.theme.color(line == &chosen ? Color::Accent : Color::Text2);
        line->outline = frame.theme.color(Color::Surface);
        line->isJoined = false;
        line->dotSize = line == &chosen ? kDot + 2 : kDot;
        m_canvas->add(*line);
    }
    m_canvas->paint(painter, plot, m_acrossAxis, m_upAxis, frame.isExport);
}

void ScatterChart::paintDensity(QPainter& painter, const PlotFrame& frame, const QRectF& plot) const
{
    const double most = mostInBin();
    // Beginning a little up the ramp, one point is still seen.
    const auto colorAt = [&frame](double share) { return frame.theme.sequential(0.12 + 0.88 * share); };
    for (qsizetype index = 0; index < m_bins.size(); ++index) {
        const Bin& bin = m_bins.at(index);
        const bool isChosen = isSelected({static_cast<int>(index), 0});
        painter.fillRect(
            binRect(plot, bin),
            isChosen ? frame.theme.color(Color::DivNeg)
                     : colorAt(most > 1 ? (static_cast<double>(bin.points.size()) - 1) / (most - 1) : 1));
    }
    const double foot = chartparts::footHeight(frame.theme, !m_across.title.isEmpty());
    chartparts::paintRamp(painter, frame.theme, frame.area, plot.left(), plot.bottom() + foot, colorAt, 0.5,
                          tr("1 to %1 points in a square").arg(groupedNumber(static_cast<qint64>(most))));
}

ChartTable ScatterChart::makeTable() const
{
    const auto titled = [](const QString& title, const QString& fallback) {
        return title.isEmpty() ? fallback : title;
    };
    const QString across = titled(m_across.title, tr("Across"));
    const QString up = titled(m_up.title, tr("Up"));
    ChartTable table;
    if (!isDensity()) {
        table.columns = {{titled(m_nameTitle, tr("Name")), false}, {across, true}, {up, true}};
        for (const ScatterPoint& point : m_points) {
            table.rows.append({ChartCell::of(point.name),
                               ChartCell::of(point.x, valueText(m_across, point.x)),
                               ChartCell::of(point.y, valueText(m_up, point.y))});
        }
        return table;
    }
    table.columns = {{tr("%1, from").arg(across), true},
                     {tr("%1, to").arg(across), true},
                     {tr("%1, from").arg(up), true},
                     {tr("%1, to").arg(up), true},
                     {tr("Points"), true}};
    const double width = (m_acrossAxis.to - m_acrossAxis.from) / kBinColumns;
    const double height = (m_upAxis.to - m_upAxis.from) / kBinRows;
    for (const Bin& bin : m_bins) {
        const double left = m_acrossAxis.from + bin.column * width;
        const double top = m_upAxis.to - bin.row * height;
        const auto x = [this](double value) { return ChartCell::of(value, valueText(m_across, value)); };
        const auto y = [this](double value) { return ChartCell::of(value, valueText(m_up, value)); };
        table.rows.append(
            {x(left), x(left + width), y(top - height), y(top), ChartCell::count(bin.points.size())});
    }
    return table;
}

QString ScatterChart::makeSummary() const
{
    double left = std::numeric_limits<double>::infinity();
    double right = -left;
    double low = left;
    double high = right;
    for (const ScatterPoint& point : m_points) {
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        low = std::min(low, point.y);
        high = std::max(high, point.y);
    }
    const QString across = m_across.title.isEmpty() ? tr("across") : m_across.title;
    const QString up = m_up.title.isEmpty() ? tr("up") : m_up.title;
    return tr("%1 points; %2 from %3 to %4, %5 from %6 to %7.")
        .arg(groupedNumber(m_points.size()), across, valueText(m_across, left), valueText(m_across, right),
             up, valueText(m_up, low), valueText(m_up, high));
}

bool ScatterChart::hasMark(ChartMark mark) const
{
    return mark.row >= 0 && mark.row < markCount() && mark.column == 0;
}

ChartMark ScatterChart::firstMark() const
{
    if (m_points.isEmpty()) {
        return {};
    }
    return {isDensity() ? 0 : m_order.front(), 0};
}

QStringList ScatterChart::markLines(ChartMark mark) const
{
    if (!hasMark(mark)) {
        return {};
    }
    const auto named = [](const QString& title, const QString& text) {
        return title.isEmpty() ? text : tr("%1: %2").arg(title, text);
    };
    if (isDensity()) {
        const QList<ChartCell>& row = table().rows.at(mark.row);
        return {tr("%n point(s)", nullptr, static_cast<int>(m_bins.at(mark.row).points.size())),
                named(m_across.title, tr("%1 to %2").arg(row.at(0).text, row.at(1).text)),
                named(m_up.title, tr("%1 to %2").arg(row.at(2).text, row.at(3).text))};
    }
    const ScatterPoint& point = m_points.at(mark.row);
    QStringList lines;
    if (!point.name.isEmpty()) {
        lines.append(point.name);
    }
    lines.append(named(m_across.title, valueText(m_across, point.x)));
    lines.append(named(m_up.title, valueText(m_up, point.y)));
    if (!point.detail.isEmpty()) {
        lines.append(point.detail);
    }
    return lines;
}

QRectF ScatterChart::markRectIn(const PlotFrame& frame, ChartMark mark) const
{
    const QRectF plot = plotIn(frame);
    if (isDensity()) {
        return binRect(plot, m_bins.at(mark.row));
    }
    constexpr double kHalf = 6;
    const QPointF middle = place(plot, m_points.at(mark.row).x, m_points.at(mark.row).y);
    return {middle.x() - kHalf, middle.y() - kHalf, 2 * kHalf, 2 * kHalf};
}

ChartMark ScatterChart::markAtIn(const PlotFrame& frame, const QPointF& point) const
{
    const QRectF plot = plotIn(frame);
    if (isDensity()) {
        for (qsizetype index = 0; index < m_bins.size(); ++index) {
            if (binRect(plot, m_bins.at(index)).contains(point)) {
                return {static_cast<int>(index), 0};
            }
        }
        return {};
    }
    ChartMark best;
    double nearest = kNear * kNear;
    for (qsizetype index = 0; index < m_points.size(); ++index) {
        const QPointF away = place(plot, m_points.at(index).x, m_points.at(index).y) - point;
        const double distance = QPointF::dotProduct(away, away);
        if (distance < nearest) {
            nearest = distance;
            best = {static_cast<int>(index), 0};
        }
    }
    return best;
}

ChartMark ScatterChart::markBeside(ChartMark from, int dx, int dy) const
{
    const int steps = dx + dy; // both ways go on, so that no arrow key is dead
    if (isDensity()) {
        return {std::clamp(from.row + steps, 0, markCount() - 1), 0};
    }
    const int place = std::clamp(m_placeOf.at(from.row) + steps, 0, markCount() - 1);
    return {m_order.at(place), 0};
}

ChartMark ScatterChart::rowEnd(ChartMark from, bool last) const
{
    Q_UNUSED(from)
    if (isDensity()) {
        return {last ? markCount() - 1 : 0, 0};
    }
    return {last ? m_order.back() : m_order.front(), 0};
}

} // namespace plumbline
