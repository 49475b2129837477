#pragma once

#include <QPlainTextEdit>

namespace plumbline {

class ActionCollection;
class Theme;

/// A text field of the answer: critique, comment, an edited response. It has no undo of its own: Ctrl+Z and
/// Ctrl+Shift+Z are the screen's, so that there is one order of steps. Tab leaves it.
class AnswerField : public QPlainTextEdit
{
    Q_OBJECT

public:
    AnswerField(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    /// Shows a text without textEdited(); the cursor stays where it can.
    void showText(const QString& text);
    /// Makes the field as high as so many lines.
    void setVisibleLines(int lines);

Q_SIGNALS:
    /// The person typed.
    void textEdited(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    ActionCollection& m_actions;
    bool m_isShowing = false;
};

} // namespace plumbline
