#pragma once

#include "core/judge/prompttemplate.h"

#include <QPlainTextEdit>

namespace plumbline {

class Theme;

/// What changed between two versions, line by line: "+" and the green ground for lines that came, "−" and the
/// red one for those that went.
class TemplateDiffView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit TemplateDiffView(const Theme& theme, QWidget* parent = nullptr);

    void setVersions(const PromptTemplate& before, const PromptTemplate& after);
    [[nodiscard]] int added() const { return m_added; }
    [[nodiscard]] int removed() const { return m_removed; }

private:
    void colour();

    const Theme& m_theme;
    QList<TemplateDiffLine> m_lines;
    int m_added = 0;
    int m_removed = 0;
};

} // namespace plumbline
