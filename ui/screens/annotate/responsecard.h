#pragma once

#include "core/domain/prompt.h"
#include "ui/screens/annotate/cardtext.h"

#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

namespace plumbline {

class Theme;

/// One of several responses that stand under each other: its letter, its text (the first lines until it is
/// unfolded), earlier turns in one line each, and what the page says about it. Takes the focus. Names no
/// model.
class ResponseCard : public QWidget
{
    Q_OBJECT

public:
    /// What the page says about a response.
    struct State
    {
        QString gutter; ///< large, left of the card: "1", "=2", "–"; shown when hasGutter
        bool hasGutter = false;
        bool hasHandle = false; ///< can be dragged
        QString tie;            ///< over the card: "tied with the one above"; "" when it is not
        QString note;           ///< caption before `keys`, at the right: "Place"
        QStringList keys;
        QString footer; ///< caption under the text: "edited", "12 words"
        bool isSelected = false;
        bool isChosen = false; ///< the answer: the badge is filled
        QString spoken;        ///< what a screen reader says after the name: "first place"
        bool operator==(const State&) const = default;
    };

    ResponseCard(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    /// Shows a response from its top, folded. `title` is what it is called aloud: "Response A".
    void setResponse(const QString& letter, const QString& title, const Response& response, bool isMarkdown);
    /// The text as rewritten; nothing: as the model wrote it.
    void setEditedText(const std::optional<QString>& text);
    void setState(const State& state);
    [[nodiscard]] const State& state() const { return m_state; }
    void setMarkdown(bool isMarkdown);
    /// Marks differences to another text; an empty list takes them away.
    void setMarks(const QList<TextHighlight>& marks);
    /// At most so many lines while folded.
    void setFoldedLines(int lines);
    void setUnfolded(bool isUnfolded);
    [[nodiscard]] bool isUnfolded() const { return m_isUnfolded; }
    /// True when folding hides something.
    [[nodiscard]] bool canFold() const;
    void setUnfoldKeys(const QStringList& keys);
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] const QString& title() const { return m_title; }
    /// The card without gutter and tie line, in its own coordinates.
    [[nodiscard]] QRect frameRect() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    /// Clicked, or came into focus.
    void picked();
    void unfoldRequested();
    /// Dragged to, and dropped at, a place on the screen.
    void dragged(const QPoint& globalPosition);
    void dropped(const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] QRectF frameAt(int width) const;
    [[nodiscard]] double textLeft() const;
    [[nodiscard]] double badgeTop() const;
    [[nodiscard]] double textWidthAt(int width) const;
    [[nodiscard]] bool hasFooter() const;
    [[nodiscard]] QRectF unfoldRect() const;
    [[nodiscard]] double turnsHeight() const;
    void layOut(int width) const;
    void paintGutter(QPainter& painter) const;
    void paintBadge(QPainter& painter, const QRectF& frame) const;
    void paintTurns(QPainter& painter, QPointF& at) const;
    void paintNote(QPainter& painter, const QRectF& frame) const;
    void paintFooter(QPainter& painter) const;
    void relayout();

    const Theme& m_theme;
    QString m_letter;
    QString m_title;
    Response m_response;
    std::optional<QString> m_editedText;
    State m_state;
    QStringList m_unfoldKeys;
    QList<TextHighlight> m_marks;
    int m_foldedLines = 8;
    bool m_isMarkdown = true;
    bool m_isUnfolded = false;
    bool m_isDragging = false;
    QPoint m_pressedAt;
    bool m_isPressed = false;
    mutable CardText m_text;
    mutable std::vector<CardText> m_turns; ///< earlier ones, while unfolded
};

} // namespace plumbline
