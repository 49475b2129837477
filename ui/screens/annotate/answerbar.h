#pragma once

#include "ui/widgets/barframe.h"

#include <QPointer>

class QHBoxLayout;

namespace plumbline {

class ActionCollection;
class AnswerPanel;
class ElidedLabel;
class KeyButton;

/// The bar under the responses: the panel's answer and what explains it, and Skip, Flag and Submit at the
/// right of the first row where they fit, else of the second. Never wider than the page.
class AnswerBar : public BarFrame
{
    Q_OBJECT

public:
    AnswerBar(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    /// Takes the rows of a panel in place of the last one's.
    void setPanel(AnswerPanel* panel);
    /// "" when the answer can be submitted; else the words that say why not.
    void setGapText(const QString& text);
    /// Marks that there is a comment.
    void setCommented(bool hasComment);
    [[nodiscard]] KeyButton* skipButton() const { return m_skip; }
    /// Chooses row and form of the buttons for the width again.
    void fit();

Q_SIGNALS:
    void submitClicked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// What the choice of row and form rests on.
    struct Measures
    {
        const void* panel = nullptr;
        int width = 0;
        QSize answer;
        QSize explanation;
        QSize comment;
        QSize buttons;
        bool isCommented = false;
        bool wantsBelow = false;
        bool operator==(const Measures&) const = default;
    };
    [[nodiscard]] Measures measures() const;
    void place(bool isBelow);
    void setCompact(bool isCompact);
    void syncKeys();

    ActionCollection& m_actions;
    QPointer<AnswerPanel> m_panel;
    QPointer<QWidget> m_answer;
    QPointer<QWidget> m_explanation;
    QHBoxLayout* m_firstRow;
    QHBoxLayout* m_secondRow;
    QWidget* m_buttons;
    ElidedLabel* m_gap;
    KeyButton* m_comment;
    KeyButton* m_skip;
    KeyButton* m_flag;
    KeyButton* m_submit;
    Measures m_fitted; ///< as they were after the last fit()
    bool m_isFitting = false;
    bool m_isCommented = false;
};

} // namespace plumbline
