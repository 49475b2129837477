#pragma once

#include "core/llm/llmrequest.h"
#include "ui/widgets/card.h"

#include <QSet>

class QAction;
class QComboBox;
class QPlainTextEdit;

namespace plumbline {

class FieldHighlighter;
class ThemedLabel;

/// One message of a prompt template: its role and its text, which grows with what is written; below it what
/// is wrong with it.
class MessageEditor : public Card
{
    Q_OBJECT

public:
    MessageEditor(const Theme& theme, int number, QWidget* parent = nullptr);

    void setMessage(const LlmMessage& message);
    [[nodiscard]] LlmMessage message() const;
    void setKnownFields(const QSet<QString>& fields);
    void setReadOnly(bool isReadOnly);
    /// What is wrong, and in which line (from 1; 0: as a whole); "" when nothing is.
    void setFault(const QString& sentence, int line);
    void insertField(const QString& field);
    [[nodiscard]] QPlainTextEdit* edit() const { return m_edit; }

Q_SIGNALS:
    void changed();
    void removeWanted();

private:
    void fit();

    const Theme& m_theme;
    QComboBox* m_role;
    QPlainTextEdit* m_edit;
    FieldHighlighter* m_highlighter;
    ThemedLabel* m_fault;
    QAction* m_remove;
    QString m_text; ///< as it was last told of
};

} // namespace plumbline
