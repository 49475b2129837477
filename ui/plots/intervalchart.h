#pragma once

#include "core/stats/estimate.h"
#include "ui/plots/chart.h"
#include "ui/plots/chartscale.h"
#include "ui/theme/color.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QList>

#include <optional>

namespace plumbline {

/// A row of an interval chart: a dot and its 95 % interval, or why there is none.
struct IntervalRow
{
    QString name;
    stats::Estimate estimate;
    QList<ChartCell> before; ///< texts of the columns before the name, as many as there are
    QList<ChartCell> after;  ///< texts of the columns after the plot
    QString detail;          ///< one more line in the value box: "996 votes"
};

/// A column of text beside the plot.
struct IntervalColumn
{
    QString title;
    bool isNumber = false;
    Text style = Text::Body;
    Color color = Color::Text;
};

/// Scores as dots with their intervals, one row each, over one axis with one reference line. With columns it
/// is the whole of a ranking: rank and name before the plot, figures after it. Marks are (row, 0).
class IntervalChart : public Chart
{
    Q_OBJECT

public:
    explicit IntervalChart(const Theme& theme, QWidget* parent = nullptr);

    void setRows(const QList<IntervalRow>& rows);
    [[nodiscard]] const QList<IntervalRow>& rows() const { return m_rows; }
    void setScale(const ChartScale& scale);
    /// Columns before the name, the name's own title, and columns after the plot. Texts come from the rows.
    /// The head is shown when any title is given.
    void setColumns(const QList<IntervalColumn>& before, const QString& nameTitle,
                    const QList<IntervalColumn>& after);
    /// What the value is called in table and head: "Score". By default the title of the scale.
    void setValueTitle(const QString& title);
    /// Height of a row in pixels at the normal text size; 44 by default, as the rows of a table beside it.
    void setRowHeight(int px);
    /// Leaves names, columns and separators out: a table beside the chart has them. `headHeight` pixels stay
    /// free above the first row.
    void setBesideTable(bool beside, int headHeight = metrics::kRow);
    /// Level of the intervals, for the words about them; 0.95 by default.
    void setConfidence(double level);

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
    [[nodiscard]] QRectF valueRectIn(const PlotFrame& frame, ChartMark mark) const override;
    [[nodiscard]] ChartMark markAtIn(const PlotFrame& frame, const QPointF& point) const override;
    [[nodiscard]] ChartMark markBeside(ChartMark from, int dx, int dy) const override;
    [[nodiscard]] ChartMark rowEnd(ChartMark from, bool last) const override;
    [[nodiscard]] QRectF scrolledPart(const PlotFrame& frame) const override;

private:
    struct Layout;
    /// Widths that depend on the texts alone, measured once.
    struct Widths
    {
        QList<double> before;
        QList<double> after;
        double name = 0;
    };
    [[nodiscard]] Layout layoutFor(const PlotFrame& frame) const;
    [[nodiscard]] const Widths& widths(const Theme& theme) const;
    [[nodiscard]] double headHeight(const Theme& theme) const;
    [[nodiscard]] bool hasHead() const;
    [[nodiscard]] QString valueTitle() const;
    void updateAxis();
    void paintHead(QPainter& painter, const PlotFrame& frame, const Layout& layout) const;
    void paintRow(QPainter& painter, const PlotFrame& frame, const Layout& layout, int row) const;
    void paintDot(QPainter& painter, const PlotFrame& frame, const Layout& layout, int row) const;

    QList<IntervalRow> m_rows;
    QList<IntervalColumn> m_before;
    QList<IntervalColumn> m_after;
    QString m_nameTitle;
    QString m_valueTitle;
    ChartScale m_scale;
    ChartAxis m_axis;
    int m_rowHeight = metrics::kRowChart;
    int m_headHeight = metrics::kRow;
    double m_confidence = 0.95;
    bool m_isBesideTable = false;
    mutable std::optional<Widths> m_widths;
};

} // namespace plumbline
