#pragma once

#include "core/domain/suggestion.h"
#include "ui/screens/annotate/annotatecontroller.h"
#include "ui/widgets/barframe.h"

#include <optional>

namespace plumbline {

class ActionCollection;
class ElidedLabel;
class KeyButton;

/// One line over the answer that names a judge: that the answer began with what it said, and what has been
/// changed since; or, once the person has answered, what it said beside their own. Hidden while there is
/// nothing to say.
class SuggestionLine : public BarFrame
{
    Q_OBJECT

public:
    SuggestionLine(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    /// What stands beside the item on the screen. `content`: the answer as it is; `shownOrder`: of the item,
    /// for the letters. `last`: said where the item itself has nothing to say.
    void show(const std::optional<Suggestion>& suggestion, const AnnotationContent& content,
              const QList<ResponseIndex>& shownOrder, const std::optional<AnswerComparison>& last);
    [[nodiscard]] QString text() const;
    /// Whether the answer on the screen began with a suggestion.
    [[nodiscard]] bool isPrefilled() const { return m_isPrefilled; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void say(const QString& text, bool isPrefilled);

    const Theme& m_theme;
    ElidedLabel* m_text;
    KeyButton* m_drop;
    bool m_isPrefilled = false;
};

} // namespace plumbline
