#include "ui/screens/annotate/answerfield.h"

#include <QAction>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QTextCursor>

#include "ui/shell/actioncollection.h"
#include "ui/theme/theme.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

AnswerField::AnswerField(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_actions(actions)
{
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setFont(theme.font(Text::Body));
    connect(&theme, &Theme::changed, this, [this, &theme] { setFont(theme.font(Text::Body)); });
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isShowing) {
            Q_EMIT textEdited(toPlainText());
        }
    });
}

void AnswerField::showText(const QString& text)
{
    if (text == toPlainText()) {
        return;
    }
    m_isShowing = true;
    const int position = textCursor().position();
    setPlainText(text);
    QTextCursor cursor = textCursor();
    cursor.setPosition(qMin(position, document()->characterCount() - 1));
    setTextCursor(cursor);
    m_isShowing = false;
}

void AnswerField::setVisibleLines(int lines)
{
    const int margins = 2 * frameWidth() + contentsMargins().top() + contentsMargins().bottom() +
                        static_cast<int>(2 * document()->documentMargin());
    setFixedHeight(QFontMetrics(font()).lineSpacing() * lines + margins + 4);
}

void AnswerField::keyPressEvent(QKeyEvent* event)
{
    const bool isUndo = event->matches(QKeySequence::Undo);
    if (isUndo || event->matches(QKeySequence::Redo)) {
        if (QAction* action = m_actions.action(isUndo ? u"annotate.undo"_s : u"annotate.redo"_s)) {
            action->trigger();
        }
        event->accept();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace plumbline
