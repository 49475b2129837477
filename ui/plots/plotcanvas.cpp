#include "ui/plots/plotcanvas.h"

#include "ui/plots/qcpinclude.h"

#include <algorithm>

namespace plumbline {

namespace {

constexpr int kOutset = 10; ///< room around the plot, so that dots on its edge are whole
constexpr double kCap = 8;

QCPRange widened(const ChartAxis& axis, double pixels)
{
    const double outset = pixels > 0 ? (axis.to - axis.from) * kOutset / pixels : 0.0;
    return {axis.from - outset, axis.to + outset};
}

} // namespace

PlotCanvas::PlotCanvas()
    : m_plot(std::make_unique<QCustomPlot>())
{
    m_plot->setBackground(QBrush(Qt::NoBrush));
    m_plot->plotLayout()->setMargins({});
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    m_plot->axisRect()->setMargins({});
    m_plot->axisRect()->setMinimumMargins({});
    for (QCPAxis* axis : m_plot->axisRect()->axes()) {
        axis->setVisible(false);
        axis->grid()->setVisible(false);
    }
    m_plot->setAntialiasedElements(QCP::aeAll);
}

PlotCanvas::~PlotCanvas() = default;

void PlotCanvas::add(const Line& line)
{
    const auto count = line.points.size();
    QVector<double> x(count);
    QVector<double> y(count);
    std::transform(line.points.begin(), line.points.end(), x.begin(),
                   [](const QPointF& point) { return point.x(); });
    std::transform(line.points.begin(), line.points.end(), y.begin(),
                   [](const QPointF& point) { return point.y(); });
    QCPGraph* graph = m_plot->addGraph();
    graph->setData(x, y, true);
    if (!line.below.isEmpty()) {
        auto* bars = new QCPErrorBars(m_plot->xAxis, m_plot->yAxis);
        bars->removeFromLegend();
        bars->setDataPlottable(graph);
        bars->setData(line.below, line.above);
        QPen pen(line.color, line.width);
        pen.setCapStyle(Qt::FlatCap);
        bars->setPen(pen);
        bars->setWhiskerWidth(kCap);
        bars->setSymbolGap(0);
    }
    QPen pen(line.color, line.width, line.style);
    pen.setJoinStyle(Qt::RoundJoin);
    if (line.style != Qt::SolidLine) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern(line.style == Qt::DotLine ? QList<qreal>{1, 2} : QList<qreal>{4, 3});
    }
    graph->setPen(pen);
    graph->setLineStyle(line.isJoined ? QCPGraph::lsLine : QCPGraph::lsNone);
    if (line.dotSize > 0) {
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(line.outline, 1.5),
                                               QBrush(line.color), line.dotSize));
    }
}

void PlotCanvas::paint(QPainter& painter, const QRectF& plot, const ChartAxis& across, const ChartAxis& up,
                       bool isExport)
{
    m_plot->xAxis->setRange(widened(across, plot.width()));
    m_plot->yAxis->setRange(widened(up, plot.height()));
    for (int index = 0; index < m_plot->graphCount(); ++index) {
        m_plot->graph(index)->setAdaptiveSampling(!isExport);
    }
    painter.save();
    painter.translate(plot.left() - kOutset, plot.top() - kOutset);
    // paintOn made it one; QPainter has no virtual functions to ask.
    m_plot->toPainter(static_cast<QCPPainter*>(&painter), static_cast<int>(plot.width()) + 2 * kOutset,
                      static_cast<int>(plot.height()) + 2 * kOutset);
    painter.restore();
    m_plot->clearPlottables();
}

} // namespace plumbline
