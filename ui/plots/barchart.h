#pragma once

#include "ui/plots/chart.h"
#include "ui/plots/chartscale.h"

#include <QList>

#include <optional>
#include <utility>

namespace plumbline {

struct BarLayout;

/// One count.
struct BarRow
{
    QString name;
    double count = 0;
    std::optional<double> inside; ///< the part of the count inside the filter or the selection, drawn in blue
    QString countText;            ///< by default the grouped number
    QString detail;               ///< one more line in the value box
};

/// Counts as bars from zero, lying (names at the left, counts after the bars) or standing (an axis at the
/// left). A histogram is a standing one over a numeric axis, on which a range can be dragged. Marks are (row,
/// 0).
class BarChart : public Chart
{
    Q_OBJECT

public:
    explicit BarChart(const Theme& theme, Qt::Orientation bars = Qt::Horizontal, QWidget* parent = nullptr);

    void setBars(const QList<BarRow>& bars);
    /// Bins of equal width from `start` on. `scale` is the axis under them. `hasOverflow`: the last bin also
    /// holds everything above it ("575 +").
    void setHistogram(double start, double binWidth, const QList<BarRow>& bins, const ChartScale& scale,
                      bool hasOverflow = false);
    [[nodiscard]] const QList<BarRow>& bars() const { return m_bars; }
    /// What the names are, what the counts count, and what the blue part is: head of the table.
    void setTitles(const QString& nameTitle, const QString& countTitle, const QString& insideTitle = {});
    /// Height of a lying bar's row in pixels at the normal text size; 24 by default.
    void setRowHeight(int px);
    /// Standing bars without an axis at the left, for small panels.
    void setAxisShown(bool shown);

    /// The dragged range of a histogram, in the unit of its axis and on edges of bins. Setting it emits
    /// nothing.
    void setRange(std::optional<std::pair<double, double>> range);
    [[nodiscard]] std::optional<std::pair<double, double>> range() const { return m_range; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasMark(ChartMark mark) const override;
    [[nodiscard]] QStringList markLines(ChartMark mark) const override;
    [[nodiscard]] ChartMark firstMark() const override;
    [[nodiscard]] QSizeF contentSize(const Theme& theme, const QSizeF& wanted) const override;

Q_SIGNALS:
    /// A range was dragged over a histogram, or built with Shift and arrow keys; [from, to) on edges of bins.
    void rangeSelected(double from, double to);
    /// The range was given up: a click on it, or Escape.
    void rangeCleared();

protected:
    void paintPlot(QPainter& painter, const PlotFrame& frame) const override;
    [[nodiscard]] ChartTable makeTable() const override;
    [[nodiscard]] QString makeSummary() const override;
    [[nodiscard]] QRectF markRectIn(const PlotFrame& frame, ChartMark mark) const override;
    [[nodiscard]] ChartMark markAtIn(const PlotFrame& frame, const QPointF& point) const override;
    [[nodiscard]] ChartMark markBeside(ChartMark from, int dx, int dy) const override;
    [[nodiscard]] ChartMark rowEnd(ChartMark from, bool last) const override;
    [[nodiscard]] QRectF scrolledPart(const PlotFrame& frame) const override;
    void paintOver(QPainter& painter, const PlotFrame& frame) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] BarLayout layoutFor(const PlotFrame& frame) const;
    [[nodiscard]] bool isHistogram() const { return m_binWidth > 0; }
    [[nodiscard]] QString nameOf(int row) const;
    [[nodiscard]] QString countOf(int row) const;
    [[nodiscard]] QString lastEdgeText() const;
    [[nodiscard]] double most() const;
    [[nodiscard]] bool hasInside() const;
    [[nodiscard]] int binAt(double x) const;
    [[nodiscard]] QRectF slotRect(const BarLayout& layout, const PlotFrame& frame, int row) const;
    [[nodiscard]] QRectF barRect(const BarLayout& layout, const PlotFrame& frame, int row,
                                 double count) const;
    void paintBar(QPainter& painter, const PlotFrame& frame, const BarLayout& layout, int row) const;
    void paintLying(QPainter& painter, const PlotFrame& frame, const BarLayout& layout) const;
    void paintStanding(QPainter& painter, const PlotFrame& frame, const BarLayout& layout) const;
    void paintBinEdges(QPainter& painter, const PlotFrame& frame, const BarLayout& layout) const;
    void takeRange(int firstBin, int lastBin);
    [[nodiscard]] double edgeOf(int bin) const { return m_start + m_binWidth * bin; }

    QList<BarRow> m_bars;
    Qt::Orientation m_orientation;
    ChartScale m_scale;
    QString m_nameTitle;
    QString m_countTitle;
    QString m_insideTitle;
    double m_start = 0;
    double m_binWidth = 0;
    bool m_hasOverflow = false;
    bool m_isAxisShown = true;
    int m_rowHeight = 24;
    std::optional<std::pair<double, double>> m_range;
    int m_dragFrom = -1; ///< bin under the pressed pointer
    int m_dragTo = -1;
    int m_keyAnchor = -1;
};

} // namespace plumbline
