#pragma once

#include "ui/plots/chart.h"
#include "ui/plots/chartscale.h"
#include "ui/theme/metrics.h"

#include <QList>

namespace plumbline {

struct StripLayout;

struct StripPoint
{
    double value = 0;
    QString name;   ///< first line of the value box
    QString detail; ///< one more line
};

struct StripRow
{
    QString name;
    QList<StripPoint> points;
};

/// How values are spread, one strip of points for each row, with a tick at the median. Points that would
/// cover each other are moved aside. Over 2 000 points in all the strips are bins, darker where more points
/// lie. Marks are (row, point in ascending order of value), or (row, bin).
class StripChart : public Chart
{
    Q_OBJECT

public:
    static constexpr int kMostPoints = 2000; ///< drawn one by one
    static constexpr int kBins = 40;         ///< over the axis, in the density

    explicit StripChart(const Theme& theme, QWidget* parent = nullptr);

    void setRows(const QList<StripRow>& rows);
    [[nodiscard]] const QList<StripRow>& rows() const { return m_rows; }
    void setScale(const ChartScale& scale);
    /// What the rows and the points are, in the head of the table.
    void setTitles(const QString& rowTitle, const QString& pointTitle);
    void setRowHeight(int px);
    [[nodiscard]] bool isDensity() const { return m_isDensity; }

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
    [[nodiscard]] QRectF scrolledPart(const PlotFrame& frame) const override;

private:
    [[nodiscard]] StripLayout layoutFor(const PlotFrame& frame) const;
    [[nodiscard]] int marksIn(int row) const;
    [[nodiscard]] int mostInBin() const;
    [[nodiscard]] double valueOf(ChartMark mark) const;
    [[nodiscard]] QList<double> offsetsOf(int row, double radius, double width, double room) const;
    void updateData();
    void paintStrip(QPainter& painter, const PlotFrame& frame, const StripLayout& layout, int row) const;

    QList<StripRow> m_rows;     ///< points ascending
    QList<QList<int>> m_counts; ///< of each bin of each row, in the density
    QList<ChartMark> m_tableMarks;
    ChartScale m_scale;
    ChartAxis m_axis;
    QString m_rowTitle;
    QString m_pointTitle;
    int m_rowHeight = metrics::kRowChart;
    bool m_isDensity = false;
};

} // namespace plumbline
