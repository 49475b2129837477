#pragma once

#include "core/domain/prompt.h"
#include "ui/theme/color.h"

#include <QList>
#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace plumbline {

class Theme;

/// A message of a prompt in two parts, as people write them for models: the task in one or more paragraphs,
/// then what it is about.
struct TaskAndQuestion
{
    QString task; ///< "" when the message is one paragraph, or its last one is long
    QString question;
};

[[nodiscard]] TaskAndQuestion splitTask(const QString& message);

/// The messages of a prompt, one row each: those of the person numbered when there are several, the judged
/// one strong. Plain text. PromptCard has two of them: one is read while the other takes the next prompt in.
class PromptRows : public QWidget
{
    Q_OBJECT

public:
    explicit PromptRows(const Theme& theme, QWidget* parent = nullptr);

    /// Shows another prompt; widgets of rows that keep their shape are used again.
    void setPrompt(const Prompt& prompt);
    /// Whether this prompt is shown, in the present type and colours.
    [[nodiscard]] bool shows(const Prompt& prompt) const { return m_isBuilt && m_prompt == prompt; }
    /// Makes the rows again, in the present type and colours.
    void restyle();
    /// How many times the person spoke.
    [[nodiscard]] int turns() const { return m_turns; }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

private:
    /// One message. Rows of the same shape differ in their texts alone.
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

    const Theme& m_theme;
    Prompt m_prompt;
    QString m_shape;         ///< of the rows that are there
    QList<QWidget*> m_texts; ///< what shows the rows' texts, in order
    QVBoxLayout* m_layout;
    int m_turns = 0;
    bool m_isBuilt = false;
};

} // namespace plumbline
