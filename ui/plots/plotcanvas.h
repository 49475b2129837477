#pragma once

#include "ui/plots/chartscale.h"

#include <QColor>
#include <QList>
#include <QPointF>
#include <QRectF>

#include <memory>

class QCustomPlot;
class QPainter;

namespace plumbline {

/// QCustomPlot as something that lines and points are painted with: it has no axes and is never shown. Not
/// for screens.
class PlotCanvas
{
public:
    /// Lines of one series. Points ascend in x.
    struct Line
    {
        QList<QPointF> points;
        QList<double> below; ///< length of the interval under each point; empty: no intervals
        QList<double> above;
        QColor color;
        QColor outline; ///< around the dots, so that they stand off what they cover
        double width = 2;
        Qt::PenStyle style = Qt::SolidLine;
        bool isJoined = true;
        double dotSize = 0; ///< 0: no dots
    };

    PlotCanvas();
    ~PlotCanvas();
    PlotCanvas(const PlotCanvas&) = delete;
    PlotCanvas& operator=(const PlotCanvas&) = delete;

    void add(const Line& line);
    /// Paints what was added into `plot` (whole pixels) and forgets it. The painter must be a QCPPainter
    /// (paintOn). `isExport`: every point is drawn, also those that cover each other.
    void paint(QPainter& painter, const QRectF& plot, const ChartAxis& across, const ChartAxis& up,
               bool isExport);

private:
    std::unique_ptr<QCustomPlot> m_plot;
};

} // namespace plumbline
