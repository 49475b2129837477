#include "ui/plots/linechart.h"

#include "ui/plots/chartparts.h"
#include "ui/plots/plotcanvas.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr int kMostDots = 60; ///< points of a series that are dots unless asked otherwise
constexpr int kMostDotsOnDashes = 8;
constexpr double kDot = 10;
constexpr double kMostNames = 160;
constexpr double kNear = 24; ///< pixels from the pointer to the point it means
constexpr QSizeF kWanted(360, 240);

} // namespace

LineChart::LineChart(const Theme& theme, QWidget* parent)
    : Chart(theme, parent)
    , m_canvas(std::make_unique<PlotCanvas>())
{
    setObjectName(u"lineChart"_s);
    updateAxes();
}

LineChart::~LineChart() = default;

void LineChart::setSeries(const QList<LineSeries>& series)
{
    m_series = series;
    updateAxes();
    setChanged();
}

void LineChart::setScales(const ChartScale& across, const ChartScale& up)
{
    m_across = across;
    m_up = up;
    updateAxes();
    setChanged();
}

void LineChart::setDiagonal(bool shown)
{
    m_hasDiagonal = shown;
    updateAxes();
    setChanged();
}

void LineChart::setJoined(bool joined)
{
    m_isJoined = joined;
    relayout();
}

void LineChart::setDotsShown(std::optional<bool> shown)
{
    m_areDotsShown = shown;
    relayout();
}

void LineChart::setConfidence(double level)
{
    m_confidence = level;
    setChanged();
}

void LineChart::updateAxes()
{
    double left = std::numeric_limits<double>::infinity();
    double right = -left;
    double low = left;
    double high = right;
    for (const LineSeries& series : m_series) {
        for (const LinePoint& point : series.points) {
            left = std::min(left, point.x);
            right = std::max(right, point.x);
            low = std::min(low, point.interval ? std::min(point.interval->low, point.y) : point.y);
            high = std::max(high, point.interval ? std::max(point.interval->high, point.y) : point.y);
        }
    }
    if (m_hasDiagonal && left <= right) {
        left = low = std::min(left, low);
        right = high = std::max(right, high);
    }
    m_acrossAxis = axisOf(m_across, left, right, m_hasDiagonal ? 0.06 : 0.0);
    m_upAxis = axisOf(m_up, low, high);
}

bool LineChart::hasInterval() const
{
    return std::any_of(m_series.begin(), m_series.end(), [](const LineSeries& series) {
        return std::any_of(series.points.begin(), series.points.end(),
                           [](const LinePoint& point) { return point.interval.has_value(); });
    });
}

double LineChart::namesWidth(const Theme& theme) const
{
    double widest = 0;
    for (const LineSeries& series : m_series) {
        if (m_series.size() > 1) {
            widest = std::max(widest, chartparts::textRoom(theme.font(Text::Head), series.name));
        }
    }
    // Half of the last tick label stands outside the plot.
    const double label =
        m_acrossAxis.labels.isEmpty()
            ? 0.0
            : chartparts::textRoom(theme.font(Text::Caption), m_acrossAxis.labels.back()) / 2;
    return std::max(widest > 0 ? std::min(widest, kMostNames) + metrics::kSpace4 : 0.0,
                    label + metrics::kSpace2);
}

QRectF LineChart::plotIn(const PlotFrame& frame) const
{
    return chartparts::plotInside(frame.theme, frame.area, m_upAxis, !m_up.title.isEmpty(),
                                  !m_across.title.isEmpty(),
                                  std::min(namesWidth(frame.theme), frame.area.width() / 3));
}

QSizeF LineChart::contentSize(const Theme& theme, const QSizeF& wanted) const
{
    // A line has no size of its own: it takes what it gets, down to what can be read.
    return {std::max<double>(wanted.width(), theme.scaled(160)),
            std::max<double>(wanted.height(), theme.scaled(100))};
}

QSize LineChart::sizeHint() const
{
    return {theme().scaled(static_cast<int>(kWanted.width())),
            theme().scaled(static_cast<int>(kWanted.height()))};
}

QSize LineChart::minimumSizeHint() const
{
    return {theme().scaled(200), theme().scaled(140)};
}

QColor LineChart::colorOf(const Theme& theme, int series) const
{
    if (m_series.size() == 1) {
        return theme.color(Color::Text);
    }
    return theme.color(series == 0 ? Color::Accent : Color::Text3);
}

void LineChart::addLine(const Theme& theme, int series) const
{
    const LineSeries& data = m_series.at(series);
    PlotCanvas::Line line;
    line.points.reserve(data.points.size());
    const bool hasIntervals = std::any_of(data.points.begin(), data.points.end(),
                                          [](const LinePoint& point) { return point.interval.has_value(); });
    for (const LinePoint& point : data.points) {
        line.points.append({point.x, point.y});
        if (hasIntervals) {
            line.below.append(point.interval ? std::max(0.0, point.y - point.interval->low) : qQNaN());
            line.above.append(point.interval ? std::max(0.0, point.interval->high - point.y) : qQNaN());
        }
    }
    constexpr std::array kStyles{Qt::SolidLine, Qt::DashLine, Qt::DotLine};
    line.color = colorOf(theme, series);
    line.outline = theme.color(Color::Surface);
    line.style = kStyles.at(static_cast<std::size_t>(std::min(series, 2)));
    line.isJoined = m_isJoined;
    // Dots break dashes up: a dashed line has them only while there are few.
    const qsizetype most = series == 0 ? kMostDots : kMostDotsOnDashes;
    const bool areDots = m_areDotsShown.value_or(data.points.size() <= most) || !m_isJoined;
    line.dotSize = areDots ? kDot : 0;
    // Long lines are drawn with a hairline: wide pens are slow and hide what happens.
    constexpr int kLong = 1000;
    line.width = data.points.size() > kLong ? metrics::kStrokeHair : metrics::kStrokeFocus;
    m_canvas->add(line);
}

void LineChart::paintPlot(QPainter& painter, const PlotFrame& frame) const
{
    if (isEmpty()) {
        return;
    }
    const QRectF plot = plotIn(frame);
    chartparts::paintSide(painter, frame.theme, frame.area, plot, m_upAxis, m_up.title);
    if (m_hasDiagonal) {
        chartparts::paintGridAcross(painter, frame.theme, plot, m_acrossAxis);
    }
    chartparts::paintFoot(painter, frame.theme, frame.area, plot, m_acrossAxis, m_across.title);
    if (m_hasDiagonal) {
        chartparts::paintDiagonal(painter, frame.theme, plot, m_acrossAxis, m_upAxis);
    } else if (m_up.reference) {
        chartparts::paintReferenceUp(painter, frame.theme, plot, m_upAxis, *m_up.reference);
    } else if (m_across.reference) {
        chartparts::paintReferenceAcross(painter, frame.theme, plot, m_acrossAxis, *m_across.reference);
    }
    // The first series lies on top of the others.
    for (int series = static_cast<int>(m_series.size()) - 1; series >= 0; --series) {
        addLine(frame.theme, series);
    }
    m_canvas->paint(painter, plot, m_acrossAxis, m_upAxis, frame.isExport);
    paintSelection(painter, frame, plot);
    paintNames(painter, frame, plot);
}

void LineChart::paintSelection(QPainter& painter, const PlotFrame& frame, const QRectF& plot) const
{
    painter.setPen(QPen(frame.theme.color(Color::Surface), metrics::kStrokeMark));
    painter.setBrush(frame.theme.color(Color::Accent));
    for (const ChartMark& mark : selection()) {
        const double radius = (kDot + 2) / 2 + 0.75;
        painter.drawEllipse(place(plot, point(mark)), radius, radius);
    }
    painter.setBrush(Qt::NoBrush);
}

void LineChart::paintNames(QPainter& painter, const PlotFrame& frame, const QRectF& plot) const
{
    if (m_series.size() < 2) {
        return;
    }
    const QFont font = frame.theme.font(Text::Head);
    const double line = chartparts::axisLineHeight(frame.theme);
    struct Name
    {
        int series = 0;
        double y = 0;
    };
    QList<Name> names;
    for (int series = 0; series < m_series.size(); ++series) {
        if (!m_series.at(series).points.isEmpty()) {
            names.append({series, place(plot, m_series.at(series).points.back()).y()});
        }
    }
    std::sort(names.begin(), names.end(),
              [](const Name& first, const Name& second) { return first.y < second.y; });
    // Pushed apart from above; if the last one then hangs out below, all move up.
    for (qsizetype index = 1; index < names.size(); ++index) {
        names[index].y = std::max(names.at(index).y, names.at(index - 1).y + line);
    }
    const double over = names.isEmpty() ? 0.0 : std::max(0.0, names.back().y - plot.bottom());
    for (const Name& name : names) {
        const double left = plot.right() + metrics::kSpace4;
        chartparts::paintText(painter,
                              QRectF(left, name.y - over - line / 2, frame.area.right() - left + 1, line),
                              font, colorOf(frame.theme, name.series), m_series.at(name.series).name);
    }
}

QPointF LineChart::place(const QRectF& plot, const LinePoint& point) const
{
    return {plot.left() + m_acrossAxis.share(point.x) * plot.width(),
            plot.bottom() - m_upAxis.share(point.y) * plot.height()};
}

const LinePoint& LineChart::point(ChartMark mark) const
{
    return m_series.at(mark.row).points.at(mark.column);
}

ChartTable LineChart::makeTable() const
{
    const auto titled = [](const QString& title, const QString& fallback) {
        return title.isEmpty() ? fallback : title;
    };
    const bool hasNames = m_series.size() > 1;
    const bool hasIntervals = hasInterval();
    ChartTable table;
    if (hasNames) {
        table.columns.append({tr("Series"), false});
    }
    table.columns.append({titled(m_across.title, m_across.isTime ? tr("Date") : tr("Across")), true});
    table.columns.append({titled(m_up.title, tr("Value")), true});
    if (hasIntervals) {
        const QString level = percentText(m_confidence);
        table.columns.append({tr("%1 interval, low").arg(level), true});
        table.columns.append({tr("%1 interval, high").arg(level), true});
    }
    for (const LineSeries& series : m_series) {
        for (const LinePoint& point : series.points) {
            QList<ChartCell> cells;
            if (hasNames) {
                cells.append(ChartCell::of(series.name));
            }
            cells.append(ChartCell::of(point.x, valueText(m_across, point.x)));
            cells.append(ChartCell::of(point.y, valueText(m_up, point.y)));
            if (hasIntervals) {
                const auto end = [&](double value) { return ChartCell::of(value, valueText(m_up, value)); };
                cells.append(point.interval ? end(point.interval->low) : ChartCell{});
                cells.append(point.interval ? end(point.interval->high) : ChartCell{});
            }
            table.rows.append(cells);
        }
    }
    return table;
}

QString LineChart::makeSummary() const
{
    QStringList parts;
    for (const LineSeries& series : m_series) {
        if (series.points.isEmpty()) {
            continue;
        }
        const LinePoint& first = series.points.front();
        const LinePoint& last = series.points.back();
        const QString course = tr("from %1 at %2 to %3 at %4")
                                   .arg(valueText(m_up, first.y), valueText(m_across, first.x),
                                        valueText(m_up, last.y), valueText(m_across, last.x));
        parts.append(series.name.isEmpty() ? course : tr("%1: %2").arg(series.name, course));
    }
    return parts.isEmpty() ? QString() : parts.join(u"; "_s) + u'.';
}

bool LineChart::hasMark(ChartMark mark) const
{
    return mark.row >= 0 && mark.row < m_series.size() && mark.column >= 0 &&
           mark.column < m_series.at(mark.row).points.size();
}

ChartMark LineChart::firstMark() const
{
    for (int series = 0; series < m_series.size(); ++series) {
        if (!m_series.at(series).points.isEmpty()) {
            return {series, 0};
        }
    }
    return {};
}

int LineChart::tableRowOf(ChartMark mark) const
{
    if (!hasMark(mark)) {
        return -1;
    }
    return static_cast<int>(
        std::accumulate(m_series.begin(), m_series.begin() + mark.row, static_cast<qsizetype>(mark.column),
                        [](qsizetype sum, const LineSeries& series) { return sum + series.points.size(); }));
}

ChartMark LineChart::markOfTableRow(int row) const
{
    for (int series = 0; row >= 0 && series < m_series.size(); ++series) {
        const auto count = static_cast<int>(m_series.at(series).points.size());
        if (row < count) {
            return {series, row};
        }
        row -= count;
    }
    return {};
}

QStringList LineChart::markLines(ChartMark mark) const
{
    if (!hasMark(mark)) {
        return {};
    }
    const LinePoint& data = point(mark);
    const auto named = [](const QString& title, const QString& text) {
        return title.isEmpty() ? text : tr("%1: %2").arg(title, text);
    };
    const QString across = named(m_across.title, valueText(m_across, data.x));
    QStringList lines{m_series.size() > 1 ? m_series.at(mark.row).name : across};
    if (m_series.size() > 1) {
        lines.append(across);
    }
    lines.append(named(m_up.title, valueText(m_up, data.y)));
    if (data.interval) {
        lines.append(tr("%1 interval %2 to %3")
                         .arg(percentText(m_confidence), valueText(m_up, data.interval->low),
                              valueText(m_up, data.interval->high)));
    }
    if (!data.detail.isEmpty()) {
        lines.append(data.detail);
    }
    return lines;
}

QRectF LineChart::markRectIn(const PlotFrame& frame, ChartMark mark) const
{
    const QPointF middle = place(plotIn(frame), point(mark));
    constexpr double kHalf = 7;
    return {middle.x() - kHalf, middle.y() - kHalf, 2 * kHalf, 2 * kHalf};
}

ChartMark LineChart::markAtIn(const PlotFrame& frame, const QPointF& point) const
{
    const QRectF plot = plotIn(frame);
    ChartMark best;
    double nearest = kNear * kNear;
    const double perPixel = (m_acrossAxis.to - m_acrossAxis.from) / plot.width();
    const double x = m_acrossAxis.from + (point.x() - plot.left()) * perPixel;
    for (int series = 0; series < m_series.size(); ++series) {
        const QList<LinePoint>& points = m_series.at(series).points;
        auto at = std::lower_bound(points.begin(), points.end(), x - kNear * perPixel,
                                   [](const LinePoint& data, double value) { return data.x < value; });
        for (; at != points.end() && at->x <= x + kNear * perPixel; ++at) {
            const QPointF away = place(plot, *at) - point;
            const double distance = QPointF::dotProduct(away, away);
            if (distance < nearest) {
                nearest = distance;
                best = {series, static_cast<int>(at - points.begin())};
            }
        }
    }
    return best;
}

ChartMark LineChart::markBeside(ChartMark from, int dx, int dy) const
{
    const auto last = static_cast<int>(m_series.at(from.row).points.size()) - 1;
    const bool isPage = std::abs(dy) > 1;
    if (dy == 0 || isPage) {
        return {from.row, std::clamp(from.column + dx + (isPage ? dy : 0), 0, last)};
    }
    // To the point of the other series that is nearest across.
    const int series = from.row + dy;
    if (series < 0 || series >= m_series.size() || m_series.at(series).points.isEmpty()) {
        return from;
    }
    const QList<LinePoint>& points = m_series.at(series).points;
    const double x = point(from).x;
    const auto nearest =
        std::min_element(points.begin(), points.end(), [x](const LinePoint& first, const LinePoint& second) {
            return std::abs(first.x - x) < std::abs(second.x - x);
        });
    return {series, static_cast<int>(nearest - points.begin())};
}

ChartMark LineChart::rowEnd(ChartMark from, bool last) const
{
    return {from.row, last ? static_cast<int>(m_series.at(from.row).points.size()) - 1 : 0};
}

} // namespace plumbline
