#include "ui/screens/judgereply/rawtextview.h"

#include "ui/theme/theme.h"

#include <QTextBlock>

namespace plumbline {

namespace {

constexpr int kMargin = 12;

} // namespace

RawTextView::RawTextView(const Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(kMargin);
    connect(&theme, &Theme::changed, this, &RawTextView::restyle);
    restyle();
}

void RawTextView::setPrompt(const ShownPrompt& prompt)
{
    m_prompt = prompt;
    const bool isCut = prompt.text.size() > kMostShown;
    setPlainText(isCut ? prompt.text.left(kMostShown) +
                             tr("\n… cut here: the whole text has %1 characters. Copying takes all of it.")
                                 .arg(prompt.text.size())
                       : prompt.text);
    restyle();
}

void RawTextView::setRawText(const QString& text)
{
    setPrompt({text, {}});
}

void RawTextView::restyle()
{
    setFont(m_theme.font(Text::Code));
    QList<QTextEdit::ExtraSelection> looks;
    const qsizetype length = document()->characterCount() - 1;
    for (const PromptMark& mark : std::as_const(m_prompt.marks)) {
        if (mark.start + mark.length > length) {
            break;
        }
        QTextEdit::ExtraSelection look;
        look.cursor = QTextCursor(document());
        look.cursor.setPosition(static_cast<int>(mark.start));
        look.cursor.setPosition(static_cast<int>(mark.start + mark.length), QTextCursor::KeepAnchor);
        if (mark.kind == PromptMark::Kind::Role) {
            look.format.setFontWeight(QFont::DemiBold);
            look.format.setForeground(m_theme.color(Color::AccentText));
        } else {
            look.format.setBackground(m_theme.color(Color::WarnSoft));
        }
        looks.append(look);
    }
    setExtraSelections(looks);
}

} // namespace plumbline
