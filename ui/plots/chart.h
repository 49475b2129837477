#pragma once

#include "ui/plots/charttable.h"

#include <QDate>
#include <QList>
#include <QPixmap>
#include <QPointF>
#include <QPointer>
#include <QRectF>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <optional>

class QScrollBar;

namespace plumbline {

class FocusRing;
class Theme;
class ValueBox;

/// One dot, bar or cell of a chart, by its place in the data the chart was given.
struct ChartMark
{
    int row = -1;
    int column = 0;

    [[nodiscard]] bool isValid() const { return row >= 0 && column >= 0; }
    bool operator==(const ChartMark&) const = default;
};

/// What is said about a chart: over it in a saved picture, and to a screen reader.
struct ChartWords
{
    QString title;   ///< one sentence, what the chart shows
    QString summary; ///< one sentence, what it says; empty: the chart makes one from its numbers
    QString count;   ///< what it rests on: "3 355 votes, 65 people"
    QString filter;  ///< what was left out: "votes by people, kind pairwise"; empty: everything
    QDate date;      ///< of the numbers
};

/// What a chart is painted with: on the screen, or into a file.
struct PlotFrame
{
    const Theme& theme;
    QRectF area;           ///< all of the plot, with its names and axes
    QPointF scroll;        ///< how far the content has been moved to the left and up
    bool isExport = false; ///< no part is cut: the area is as large as the content
};

/// Base of every chart. The numbers are on the screen as marks and at the same time in table(); arrow keys go
/// from mark to mark and show a value box, as the pointer does; Enter or a click activates a mark. Screens
/// set the selection, which emits nothing. Content that does not fit scrolls inside the chart, names and axes
/// stay.
class Chart : public QWidget
{
    Q_OBJECT

public:
    explicit Chart(const Theme& theme, QWidget* parent = nullptr);
    ~Chart() override;

    /// Also becomes the accessible name (title) and description (summary).
    void setWords(const ChartWords& words);
    [[nodiscard]] const ChartWords& words() const { return m_words; }
    /// The sentence of the words, or one made from the numbers.
    [[nodiscard]] QString summary() const;

    /// The numbers of the chart. Built once for each set of data.
    [[nodiscard]] const ChartTable& table() const;

    /// Shown instead of an empty chart: why there is nothing, and what would help.
    void setEmptyText(const QString& text);
    [[nodiscard]] const QString& emptyText() const { return m_emptyText; }
    /// True when there is no mark.
    [[nodiscard]] bool isEmpty() const;

    /// Old numbers: everything at 60 % until new ones are set or this is taken back.
    void setStale(bool stale);
    [[nodiscard]] bool isStale() const { return m_isStale; }

    /// The mark of the keyboard; invalid before the chart had the focus. Setting it emits nothing.
    [[nodiscard]] ChartMark currentMark() const { return m_current; }
    void setCurrentMark(ChartMark mark);

    /// Marks shown as chosen, for linked views. Setting it emits nothing.
    void setSelection(const QList<ChartMark>& marks);
    [[nodiscard]] const QList<ChartMark>& selection() const { return m_selection; }
    [[nodiscard]] bool isSelected(ChartMark mark) const { return m_selection.contains(mark); }

    [[nodiscard]] virtual bool hasMark(ChartMark mark) const = 0;
    /// A mark in words, the first line its name: the value box, and what a screen reader says.
    [[nodiscard]] virtual QStringList markLines(ChartMark mark) const = 0;
    /// Where a mark is now, in the chart's coordinates; it may be scrolled out of sight.
    [[nodiscard]] QRectF markRect(ChartMark mark) const;
    /// The mark under a point of the chart; invalid when there is none.
    [[nodiscard]] ChartMark markAt(const QPointF& point) const;
    /// The first mark in reading order; invalid in an empty chart.
    [[nodiscard]] virtual ChartMark firstMark() const = 0;
    /// The row of table() that holds a mark, and back: invalid where a row is no mark.
    [[nodiscard]] virtual int tableRowOf(ChartMark mark) const { return mark.row; }
    [[nodiscard]] virtual ChartMark markOfTableRow(int row) const;

    /// Size that shows everything without scrolling, at least `wanted` where more room is of use.
    [[nodiscard]] virtual QSizeF contentSize(const Theme& theme, const QSizeF& wanted) const = 0;
    /// Paints the whole chart into `area` of a device, after what `before` paints there, both scaled.
    void renderSheet(QPaintDevice& device, const QRectF& area, const Theme& theme, double scale,
                     const std::function<void(QPainter&)>& before) const;

    [[nodiscard]] const Theme& theme() const { return m_theme; }
    /// The lines of the value box that is shown; empty when none is.
    [[nodiscard]] QStringList shownValue() const;

Q_SIGNALS:
    /// The person went to a mark, by arrow keys or by pressing the pointer on it.
    void markSelected(int row, int column);
    /// The person asked for what is behind a mark: Enter, Space or a click.
    void markActivated(int row, int column);
    /// New numbers are in the chart.
    void dataChanged();

protected:
    /// Paints the content. The painter is a QCPPainter, always; charts on a PlotCanvas count on it.
    virtual void paintPlot(QPainter& painter, const PlotFrame& frame) const = 0;
    [[nodiscard]] virtual ChartTable makeTable() const = 0;
    [[nodiscard]] virtual QString makeSummary() const = 0;
    [[nodiscard]] virtual QRectF markRectIn(const PlotFrame& frame, ChartMark mark) const = 0;
    /// What the value box stands beside; the mark itself unless that is a whole row.
    [[nodiscard]] virtual QRectF valueRectIn(const PlotFrame& frame, ChartMark mark) const
    {
        return markRectIn(frame, mark);
    }
    [[nodiscard]] virtual ChartMark markAtIn(const PlotFrame& frame, const QPointF& point) const = 0;
    /// The next mark to a side: dx and dy are −1, 0 or 1, or ±10 for a page. `from` itself when there is
    /// none.
    [[nodiscard]] virtual ChartMark markBeside(ChartMark from, int dx, int dy) const = 0;
    /// First or last mark of the row of a mark.
    [[nodiscard]] virtual ChartMark rowEnd(ChartMark from, bool last) const = 0;
    /// The part of the area in which content scrolls; marks are kept inside it.
    [[nodiscard]] virtual QRectF scrolledPart(const PlotFrame& frame) const { return frame.area; }
    /// False: there is nothing behind the mark, it cannot be activated.
    [[nodiscard]] virtual bool isLink(ChartMark mark) const { return hasMark(mark); }
    /// Drawn over the kept picture, again at each paint.
    virtual void paintOver(QPainter& painter, const PlotFrame& frame) const;

    /// To be called by a chart after it took new data.
    void setChanged();
    /// Something but the data is different: paint and lay out again.
    void relayout();
    [[nodiscard]] PlotFrame frame() const;
    [[nodiscard]] ChartMark hoveredMark() const { return m_hovered; }

    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void goTo(ChartMark mark);
    void setHovered(ChartMark mark);
    void scrollTo(ChartMark mark);
    void placeScrollBars();
    void dropPicture();
    void showValueBox();
    void placeValueBox();
    void placeRing();
    void announce();
    [[nodiscard]] bool takesKey(const QKeyEvent& event) const;

    const Theme& m_theme;
    ChartWords m_words;
    QString m_emptyText;
    ChartMark m_current;
    ChartMark m_hovered;
    ChartMark m_pressed;
    QList<ChartMark> m_selection;
    QScrollBar* m_vertical;
    QScrollBar* m_horizontal;
    FocusRing* m_ring;
    QPointer<ValueBox> m_valueBox;
    QPixmap m_picture;
    bool m_isStale = false;
    bool m_isBoxWanted = false;
    mutable std::optional<ChartTable> m_table;
};

} // namespace plumbline
