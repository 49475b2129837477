#pragma once

#include "core/domain/prompt.h"

#include <QWidget>

class QScrollArea;

namespace plumbline {

class ActionCollection;
class ElidedLabel;
class KeyButton;
class PromptRows;
class Theme;
class ThemedLabel;
class WordChip;

/// The conversation that the responses answer: messages in order, those of the person numbered when there are
/// several, the judged one strong. Plain text. Long prompts scroll inside the card.
class PromptCard : public QWidget
{
    Q_OBJECT

public:
    PromptCard(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    /// `title` is the word in the head ("Prompt", "Question").
    void setPrompt(const Prompt& prompt, const QString& title);
    /// Takes the prompt of the next item in while another is shown; setPrompt() with the same one then only
    /// exchanges them.
    void prepare(const Prompt& prompt);
    /// Whether setPrompt() with this prompt would show what was prepared.
    [[nodiscard]] bool isPrepared(const Prompt& prompt) const;
    /// Folded: one line of the judged message.
    void setFolded(bool isFolded);
    [[nodiscard]] bool isFolded() const { return m_isFolded; }
    /// The judged message begins with a long task, as data sets of instructions have it: such a prompt starts
    /// folded.
    [[nodiscard]] bool hasLongTask() const { return m_hasLongTask; }
    /// Whether Reference (V) is offered.
    void setReferenceShown(bool isShown);
    /// Height after which the messages scroll, in pixels.
    void setMaximumBodyHeight(int px);
    /// Icons and keys alone.
    void setCompact(bool isCompact);
    /// "two turns", for the person who reads and for the one who listens.
    [[nodiscard]] QString turnsText() const { return m_turnsText; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void describe();
    void fitBody();
    [[nodiscard]] int bodyWidth() const;

    const Theme& m_theme;
    ActionCollection& m_actions;
    Prompt m_prompt;
    QString m_turnsText;
    ThemedLabel* m_title;
    WordChip* m_category;
    ElidedLabel* m_turns;
    KeyButton* m_reference;
    KeyButton* m_fold;
    QScrollArea* m_scroll;
    QWidget* m_body;
    PromptRows* m_rows;
    PromptRows* m_ahead = nullptr; ///< hidden, with the next prompt; made when first asked for
    ElidedLabel* m_taskLine;
    ElidedLabel* m_oneLine;
    int m_maximumBodyHeight = 240;
    bool m_isFolded = false;
    bool m_hasLongTask = false;
};

} // namespace plumbline
