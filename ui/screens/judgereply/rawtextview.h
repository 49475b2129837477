#pragma once

#include "ui/screens/judgereply/fieldmarks.h"

#include <QPlainTextEdit>

namespace plumbline {

class Theme;

/// Text of a model or to a model, exactly as it is: monospaced, never taken for Markdown or HTML, nothing
/// loaded. Lines that name a role are strong; texts of others have a ground and a bar of their own.
class RawTextView : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// A longer text is cut on the screen (never when it is copied).
    static constexpr qsizetype kMostShown = 400'000;

    explicit RawTextView(const Theme& theme, QWidget* parent = nullptr);

    void setPrompt(const ShownPrompt& prompt);
    void setRawText(const QString& text);
    /// The text in full, also where the screen shows less.
    [[nodiscard]] const QString& wholeText() const { return m_prompt.text; }
    [[nodiscard]] const QList<PromptMark>& marks() const { return m_prompt.marks; }

private:
    void restyle();

    const Theme& m_theme;
    ShownPrompt m_prompt;
};

} // namespace plumbline
