#pragma once

#include "core/judge/prompttemplate.h"

#include <QScrollArea>

class QVBoxLayout;

namespace plumbline {

class MessageEditor;
class Theme;

/// The messages of a prompt template, to read or to change. Says at each message what is wrong with it.
class TemplateEditor : public QScrollArea
{
    Q_OBJECT

public:
    explicit TemplateEditor(const Theme& theme, QWidget* parent = nullptr);

    void setTemplate(const PromptTemplate& promptTemplate);
    /// What stands in the fields; id, version, title and notes are those that were set.
    [[nodiscard]] PromptTemplate edited() const;
    void setReadOnly(bool isReadOnly);
    void addMessage();
    /// Puts a field where the cursor is.
    void insertField(const QString& field);
    /// What is wrong with it, as a whole; the messages say theirs.
    [[nodiscard]] Result<void> check() const { return edited().check(); }
    void focusFirst();
    [[nodiscard]] const QList<MessageEditor*>& messages() const { return m_messages; }

Q_SIGNALS:
    void changed();

private:
    void rebuild(const QList<LlmMessage>& messages);
    MessageEditor* append(const LlmMessage& message);
    void showFaults();

    const Theme& m_theme;
    PromptTemplate m_given;
    bool m_isReadOnly = true;
    QList<MessageEditor*> m_messages;
    MessageEditor* m_last = nullptr; ///< where the cursor was
    QVBoxLayout* m_column;
};

} // namespace plumbline
