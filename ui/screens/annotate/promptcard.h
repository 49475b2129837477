#pragma once

#include "core/domain/prompt.h"
#include "ui/theme/color.h"

#include <QList>
#include <QStringList>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace plumbline {

class ActionCollection;
class ElidedLabel;
class KeyButton;
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
    /// One message as it stands in the card. Rows of the same shape differ in their texts alone.
    struct Row
    {
        QString role;
        int number = 0;
        bool isJudged = false;
        bool isLong = false;
        bool isStrong = false;
        QStringList texts; ///< the task before the question, if there is one, and the question
        [[nodiscard]] QString shape() const;
    };

    void build();
    [[nodiscard]] static Row rowOf(const Message& message, int number, bool isJudged);
    void addRow(const Row& content);
    void clearRows();
    [[nodiscard]] QWidget* paragraph(bool isStrong, Color color, QWidget* row);
    [[nodiscard]] QWidget* longMessage(QWidget* row);
    void fitBody();

    const Theme& m_theme;
    ActionCollection& m_actions;
    Prompt m_prompt;
    QString m_turnsText;
    QString m_shape;         ///< of the rows that are there
    QList<QWidget*> m_texts; ///< what shows the rows' texts, in order
    ThemedLabel* m_title;
    WordChip* m_category;
    ElidedLabel* m_turns;
    KeyButton* m_reference;
    KeyButton* m_fold;
    QScrollArea* m_scroll;
    QWidget* m_body;
    QVBoxLayout* m_messages;
    ElidedLabel* m_taskLine;
    ElidedLabel* m_oneLine;
    int m_maximumBodyHeight = 240;
    bool m_isFolded = false;
    bool m_hasLongTask = false;
};

} // namespace plumbline
