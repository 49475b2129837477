#pragma once

#include "ui/screens/annotate/ratinggrid.h"
#include "ui/screens/annotate/ratingrowtext.h"
#include "ui/screens/annotate/ratingscale.h"

#include <QAbstractScrollArea>
#include <QStringList>

#include <optional>
#include <vector>

namespace plumbline {

class Theme;

/// The table of ratings: responses as rows, aspects as columns, painted; only what is visible is laid out, so
/// that many responses cost no more than a few. Shows a grid's cursor and a content, and tells what the
/// person wants; it changes neither. The keys of ratings are actions of the panel; the table itself takes
/// Page Up and Down.
class RatingTable : public QAbstractScrollArea
{
    Q_OBJECT

public:
    RatingTable(const Theme& theme, const RatingGrid& grid, const AnnotationContent& content,
                QWidget* parent = nullptr);
    ~RatingTable() override;

    /// Texts in the order of the rows. Folds all of them and scrolls to the top.
    void setTexts(const QStringList& texts, const QList<bool>& isEdited);
    void setEdited(const QList<bool>& isEdited);
    void setMarkdown(bool isMarkdown);
    [[nodiscard]] bool isMarkdown() const { return m_isMarkdown; }
    /// The grid's cursor or the content is different now.
    void showChange();
    void ensureCursorVisible();
    /// True when a row has more than eight lines.
    [[nodiscard]] bool isLong(int row);
    [[nodiscard]] bool isUnfolded(int row) const;
    void setUnfolded(int row, bool isUnfolded);
    /// Keycaps of "unfold", shown beside it.
    void setUnfoldKeys(const QStringList& keys);
    void setCanEdit(bool canEdit) { m_canEdit = canEdit; }

    /// The width from which all columns find room beside the texts.
    [[nodiscard]] int widthForColumns() const;
    [[nodiscard]] QRectF scaleRect(RatingCell cell) const; ///< in the viewport
    [[nodiscard]] QRect rowRect(int row) const;            ///< in the viewport
    [[nodiscard]] QRect whyRect(int row) const;            ///< in the viewport
    [[nodiscard]] const RatingGrid& grid() const { return m_grid; }
    [[nodiscard]] const AnnotationContent& content() const { return m_content; }
    /// "Overall, response D, not rated, 1 to 7" for a screen reader.
    [[nodiscard]] QString cellName(RatingCell cell) const;

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void cellPointed(plumbline::RatingCell cell);
    void choicePointed(plumbline::RatingCell cell, std::optional<double> value);
    void whyRequested(plumbline::RatingCell cell);
    void clearRequested(plumbline::RatingCell cell);
    void editRequested(int row);
    void unfoldRequested(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Row
    {
        QString text;
        RatingRowText layout;
        double textHeight = 0; ///< as shown: folded or whole
        bool isMeasured = false;
        bool isLong = false;
        bool isUnfolded = false;
        bool isEdited = false;
    };
    struct Hit
    {
        enum class What { Nothing, Row, Choice, Scale, Why, Unfold } what = What::Nothing;
        RatingCell cell;
        RatingChoice choice;
        bool operator==(const Hit&) const = default;
    };

    void relayout();
    void measure(int row);
    void measureVisible();
    void updateTops();
    void restyle();
    [[nodiscard]] int rowAt(double y) const;
    [[nodiscard]] double rowHeight(const Row& row) const;
    [[nodiscard]] int headerHeight() const;
    [[nodiscard]] double textTop(int row) const; ///< in the viewport
    [[nodiscard]] double textHeightOf(int row) const;
    [[nodiscard]] QRectF textRect() const; ///< columns of the text, in x
    [[nodiscard]] QRectF unfoldRect(int row) const;
    [[nodiscard]] QRectF visual(const QRectF& rect) const;
    [[nodiscard]] Hit hitAt(const QPointF& position) const;
    void paintHeader(QPainter& painter) const;
    void paintRow(QPainter& painter, int row);
    void paintMark(QPainter& painter, int row, const QRectF& rect) const;
    void paintWhy(QPainter& painter, int row) const;
    void paintUnfold(QPainter& painter, int row) const;
    [[nodiscard]] QString tipAt(const QPointF& position) const;
    void announceCursor();

    const Theme& m_theme;
    const RatingGrid& m_grid;
    const AnnotationContent& m_content;
    std::vector<Row> m_rows;
    std::vector<double> m_tops;        ///< of each row, and the end of the last; from the top of the first
    std::vector<double> m_columnLefts; ///< of each aspect's scale
    double m_textLeft = 0;
    double m_textWidth = 0;
    double m_whyLeft = 0;
    QStringList m_unfoldKeys;
    Hit m_hovered;
    RatingCell m_announced{-1, -1};
    bool m_isMarkdown = true;
    bool m_canEdit = false;
};

} // namespace plumbline
