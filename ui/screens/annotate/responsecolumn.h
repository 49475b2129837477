#pragma once

#include "core/base/textboundaries.h"
#include "core/domain/prompt.h"

#include <QWidget>

class QAction;
class QStackedWidget;
class QVBoxLayout;

namespace plumbline {

class ActionCollection;
class AnswerField;
class ElidedLabel;
class KeyButton;
class ResponseView;
class Theme;
class ThemedLabel;
class TurnBadge;

/// One of two responses: its letter, its words, earlier turns in one line each, the judged text, and the text
/// as the person rewrites it. Names no model.
class ResponseColumn : public QWidget
{
    Q_OBJECT

public:
    /// `letter` is "A" or "B", or "" where there is one response; `editAction` opens the editor.
    ResponseColumn(const Theme& theme, ActionCollection& actions, const QString& letter, QAction* editAction,
                   QWidget* parent = nullptr);

    /// Shows a response from its top, not edited, earlier turns folded.
    void setResponse(const Response& response, bool isMarkdown);
    /// Does one step towards showing this response next, while another is shown; true when nothing is left to
    /// do. See ResponseView::prepare().
    [[nodiscard]] bool prepare(const Response& response);
    /// The text as rewritten; nothing: as the model wrote it.
    void setEditedText(const std::optional<QString>& text);
    void setMarkdown(bool isMarkdown);
    /// The 2 px ring of the chosen response.
    void setChosen(bool isChosen);
    [[nodiscard]] bool isChosen() const { return m_isChosen; }
    void setEditAllowed(bool isAllowed);
    /// Marks where this text differs from the other's; `isFirst`: what only it has is struck, else
    /// underlined.
    void setDifferences(const QList<TextRange>& ranges, bool isFirst);
    void clearDifferences();

    void setTurnsUnfolded(bool isUnfolded);
    [[nodiscard]] bool areTurnsUnfolded() const { return m_areTurnsUnfolded; }
    /// Opens or closes the editor. Opening puts the focus into it.
    void setEditing(bool isEditing);
    [[nodiscard]] bool isEditing() const;

    /// The text that is shown: the edited one where there is one.
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] ResponseView* view() const { return m_view; }
    [[nodiscard]] AnswerField* field() const { return m_field; }
    /// Icons instead of words in the head.
    void setCompact(bool isCompact);

Q_SIGNALS:
    /// The person typed in the editor.
    void textEdited(const QString& text);
    /// The head or an empty part of the column was clicked.
    void unfoldRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    class EarlierTurn;

    [[nodiscard]] QString name() const;
    void buildHead(QVBoxLayout* layout, QAction* editAction);
    void buildBody(QVBoxLayout* layout);
    void rebuildTurns();
    void showText();
    void updateWords();

    const Theme& m_theme;
    ActionCollection& m_actions;
    const QString m_letter;
    Response m_response;
    std::optional<QString> m_editedText;
    TurnBadge* m_badge = nullptr;
    ThemedLabel* m_name = nullptr;
    ElidedLabel* m_words = nullptr;
    KeyButton* m_edit = nullptr;
    QWidget* m_turnsArea = nullptr;
    QVBoxLayout* m_turns = nullptr;
    QWidget* m_judgedLine = nullptr;
    ThemedLabel* m_judgedTurn = nullptr;
    QStackedWidget* m_stack = nullptr;
    ResponseView* m_view = nullptr;
    AnswerField* m_field = nullptr;
    QList<EarlierTurn*> m_earlier;
    bool m_isMarkdown = true;
    bool m_isChosen = false;
    bool m_areTurnsUnfolded = false;
};

/// Words of a text, as a reader counts them.
[[nodiscard]] int countWords(const QString& text);

} // namespace plumbline
