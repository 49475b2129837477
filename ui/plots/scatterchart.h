#pragma once

#include "ui/plots/chart.h"
#include "ui/plots/chartscale.h"

#include <QList>

#include <memory>

namespace plumbline {

class PlotCanvas;

struct ScatterPoint
{
    double x = 0;
    double y = 0;
    QString name;   ///< first line of the value box
    QString detail; ///< one more line
};

/// Points over two axes. Over 2 000 of them become a density: square bins, coloured by how many points they
/// hold. Marks are (point, 0), or (bin, 0) in the density, bins from the upper left in reading order.
class ScatterChart : public Chart
{
    Q_OBJECT

public:
    static constexpr int kMostPoints = 2000; ///< drawn one by one

    explicit ScatterChart(const Theme& theme, QWidget* parent = nullptr);
    ~ScatterChart() override;

    void setPoints(const QList<ScatterPoint>& points);
    [[nodiscard]] const QList<ScatterPoint>& points() const { return m_points; }
    void setScales(const ChartScale& across, const ChartScale& up);
    /// What a point is, in the head of the table: "Person".
    void setNameTitle(const QString& title);
    /// The line y = x as the reference.
    void setDiagonal(bool shown);
    [[nodiscard]] bool isDensity() const { return m_points.size() > kMostPoints; }
    /// The indexes of the points behind a mark: one, or those of a bin.
    [[nodiscard]] QList<int> pointsOf(ChartMark mark) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasMark(ChartMark mark) const override;
    [[nodiscard]] QStringList markLines(ChartMark mark) const override;
    [[nodiscard]] ChartMark firstMark() const override;
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
    struct Bin
    {
        int column = 0;
        int row = 0; ///< from the top
        QList<int> points;
    };
    [[nodiscard]] QPointF place(const QRectF& plot, double x, double y) const;
    [[nodiscard]] int markCount() const;
    void updateAxes();
    void updateBins();
    [[nodiscard]] QRectF plotIn(const PlotFrame& frame) const;
    void paintPoints(QPainter& painter, const PlotFrame& frame, const QRectF& plot) const;
    void paintDensity(QPainter& painter, const PlotFrame& frame, const QRectF& plot) const;
    [[nodiscard]] QRectF binRect(const QRectF& plot, const Bin& bin) const;
    [[nodiscard]] int mostInBin() const;

    QList<ScatterPoint> m_points;
    QList<int> m_order;   ///< points by x, then y: the way of the arrow keys
    QList<int> m_placeOf; ///< of each point in m_order
    QList<Bin> m_bins;
    ChartScale m_across;
    ChartScale m_up;
    ChartAxis m_acrossAxis;
    ChartAxis m_upAxis;
    QString m_nameTitle;
    std::unique_ptr<PlotCanvas> m_canvas;
    bool m_hasDiagonal = false;
};

} // namespace plumbline
