#pragma once

#include "core/stats/estimate.h"
#include "ui/plots/chart.h"
#include "ui/plots/chartscale.h"

#include <QList>

#include <memory>
#include <optional>

namespace plumbline {

class PlotCanvas;

struct LinePoint
{
    double x = 0;
    double y = 0;
    std::optional<stats::Interval> interval = std::nullopt; ///< of y
    QString detail = {};                                    ///< one more line in the value box: "128 pairs"
};

/// One line, its points in ascending order of x.
struct LineSeries
{
    QString name;
    QList<LinePoint> points;
};

/// One or two series: over time, against a budget, or a reliability diagram with its diagonal. One series is
/// drawn in the colour of text, of two the first in accent and solid, the second grey and dashed; each is
/// named at its end. Further series are grey and dotted. Marks are (series, point).
class LineChart : public Chart
{
    Q_OBJECT

public:
    explicit LineChart(const Theme& theme, QWidget* parent = nullptr);
    ~LineChart() override;

    void setSeries(const QList<LineSeries>& series);
    [[nodiscard]] const QList<LineSeries>& series() const { return m_series; }
    /// The axis under the plot and the one at its left. A reference in either is the one reference line.
    void setScales(const ChartScale& across, const ChartScale& up);
    /// The line y = x instead of a reference, as in a reliability diagram; both axes then have the same
    /// range.
    void setDiagonal(bool shown);
    /// False: dots that no line joins.
    void setJoined(bool joined);
    /// Dots on the points; by default up to 60 points of the first series have them, up to 8 of the others.
    void setDotsShown(std::optional<bool> shown);
    /// Level of the intervals, for the words about them; 0.95 by default.
    void setConfidence(double level);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasMark(ChartMark mark) const override;
    [[nodiscard]] QStringList markLines(ChartMark mark) const override;
    [[nodiscard]] ChartMark firstMark() const override;
    [[nodiscard]] int tableRowOf(ChartMark mark) const override;
    [[nodiscard]] ChartMark markOfTableRow(int row) const override;
    [[nodiscard]] QSizeF contentSize(const Theme& theme, const QSizeF& wanted) const override;

protected:
    void paintPlot(QPainter& painter, const PlotFrame& frame) const override;
    [[nodiscard]] ChartTable makeTable() const override;
    [[nodiscard]] QString makeSummary() const override;
    [[nodiscard]] QRectF markRectIn(const PlotFrame& frame, ChartMark mark) const override;
    [[nodiscard]] ChartMark markAtIn(const PlotFrame& frame, const QPointF& point) const override;
    [[nodiscard]] ChartMark markBeside(ChartMark from, int dx, int dy) const override;
    [[nodiscard]] ChartMark rowEnd(ChartMark from, bool last) const override;

private:
    [[nodiscard]] const LinePoint& point(ChartMark mark) const;
    [[nodiscard]] QPointF place(const QRectF& plot, const LinePoint& point) const;
    [[nodiscard]] bool hasInterval() const;
    [[nodiscard]] double namesWidth(const Theme& theme) const;
    void updateAxes();
    [[nodiscard]] QRectF plotIn(const PlotFrame& frame) const;
    [[nodiscard]] QColor colorOf(const Theme& theme, int series) const;
    void addLine(const Theme& theme, int series) const;
    void paintSelection(QPainter& painter, const PlotFrame& frame, const QRectF& plot) const;
    void paintNames(QPainter& painter, const PlotFrame& frame, const QRectF& plot) const;

    QList<LineSeries> m_series;
    ChartScale m_across;
    ChartScale m_up;
    ChartAxis m_acrossAxis;
    ChartAxis m_upAxis;
    std::unique_ptr<PlotCanvas> m_canvas;
    std::optional<bool> m_areDotsShown;
    double m_confidence = 0.95;
    bool m_isJoined = true;
    bool m_hasDiagonal = false;
};

} // namespace plumbline
