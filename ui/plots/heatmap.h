#pragma once

#include "ui/plots/chart.h"
#include "ui/plots/chartscale.h"

#include <QColor>
#include <QList>
#include <QStringList>

#include <optional>

namespace plumbline {

/// One cell: its value places it on the ramp, its two lines are what is read.
struct HeatCell
{
    std::optional<double> value; ///< absent: an empty cell
    QString text;   ///< first line, for example "59"; by default the value as the scale writes it
    QString second; ///< second line, for example the count "200"
    std::optional<double> secondValue; ///< the number of the second line, for the table
    QStringList details;               ///< more lines of the value box
    QString undefined;                 ///< why there is no value; in the value box and the table
    bool isLink = true;                ///< false: leads nowhere (the diagonal)
};

/// How values become colours.
struct HeatRamp
{
    enum class Kind {
        Diverging, ///< won and lost: middle at `middle`, both ends equally far from it
        Sequential ///< rank or count
    };
    Kind kind = Kind::Diverging;
    double middle = 0.5;
    std::optional<double> low;  ///< value at the low end; by default from the data
    std::optional<double> high; ///< value at the high end; by default from the data
    QString legend;             ///< after the end values: "won, votes below"
    bool isReversed = false;    ///< sequential: low values are strong (ranks)
};

/// A matrix of painted cells with names at the left and on top and the ramp under it. Up to some hundred rows
/// and columns; what does not fit scrolls, the names stay. Marks are (row, column).
class HeatMap : public Chart
{
    Q_OBJECT

public:
    explicit HeatMap(const Theme& theme, QWidget* parent = nullptr);

    /// `cells` row by row, rows.size() × columns.size() of them.
    void setCells(const QStringList& rows, const QStringList& columns, const QList<HeatCell>& cells);
    void setRamp(const HeatRamp& ramp);
    /// How values are written in cells without a text, in the legend and in the table.
    void setScale(const ChartScale& scale);
    /// Titles of the four columns of the table: what rows are, what columns are, the value, the second line.
    void setTitles(const QString& rowTitle, const QString& columnTitle, const QString& valueTitle,
                   const QString& secondTitle);
    /// Height of a cell in pixels at the normal text size; 44 by default. Cells get lower before they scroll.
    void setRowHeight(int px);

    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int columnCount() const { return static_cast<int>(m_columns.size()); }
    [[nodiscard]] const HeatCell& cell(int row, int column) const;
    /// The ground of a cell, and the text on it.
    [[nodiscard]] QColor cellColor(const Theme& theme, int row, int column) const;
    /// The values at both ends of the ramp.
    [[nodiscard]] double rampLow() const { return m_low; }
    [[nodiscard]] double rampHigh() const { return m_high; }

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
    [[nodiscard]] bool isLink(ChartMark mark) const override;

private:
    struct Layout;
    [[nodiscard]] Layout layoutFor(const Theme& theme, const QSizeF& size) const;
    [[nodiscard]] QRectF cellRect(const PlotFrame& frame, const Layout& layout, int row, int column) const;
    [[nodiscard]] QRectF cellRectIn(const PlotFrame& frame, int row, int column) const;
    [[nodiscard]] double share(double value) const;
    [[nodiscard]] QString textOf(const HeatCell& cell) const;
    void updateRamp();
    void paintNames(QPainter& painter, const PlotFrame& frame, const Layout& layout) const;
    void paintCell(QPainter& painter, const PlotFrame& frame, const Layout& layout, int row,
                   int column) const;
    void paintLegend(QPainter& painter, const PlotFrame& frame, const Layout& layout) const;

    QStringList m_rows;
    QStringList m_columns;
    QList<HeatCell> m_cells;
    QList<int> m_tableRows;        ///< of each cell, −1 for one that the table leaves out
    QList<ChartMark> m_tableMarks; ///< of each row of the table
    HeatRamp m_ramp;
    ChartScale m_scale;
    QString m_rowTitle;
    QString m_columnTitle;
    QString m_valueTitle;
    QString m_secondTitle;
    int m_rowHeight;
    double m_low = 0;
    double m_high = 1;
};

} // namespace plumbline
