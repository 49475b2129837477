#include "ui/screens/judgesetup/templatediffview.h"

#include "ui/theme/theme.h"

#include <QTextBlock>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

TemplateDiffView::TemplateDiffView(const Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setObjectName(u"templateDiff"_s);
    setAccessibleName(tr("Changes, line by line"));
    setReadOnly(true);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFont(theme.font(Text::Mono));
    connect(&theme, &Theme::changed, this, [this] {
        setFont(m_theme.font(Text::Mono));
        colour();
    });
}

void TemplateDiffView::setVersions(const PromptTemplate& before, const PromptTemplate& after)
{
    m_lines = templateDiff(before, after);
    m_added = 0;
    m_removed = 0;
    QStringList text;
    for (const TemplateDiffLine& line : std::as_const(m_lines)) {
        switch (line.change) {
        case TemplateDiffLine::Change::Same:
            text << u"  "_s + line.text;
            break;
        case TemplateDiffLine::Change::Added:
            text << u"+ "_s + line.text;
            ++m_added;
            break;
        case TemplateDiffLine::Change::Removed:
            text << u"− "_s + line.text;
            ++m_removed;
            break;
        }
    }
    setPlainText(text.join(u'\n'));
    colour();
}

void TemplateDiffView::colour()
{
    QList<QTextEdit::ExtraSelection> grounds;
    QTextBlock block = document()->firstBlock();
    for (const TemplateDiffLine& line : std::as_const(m_lines)) {
        if (line.change != TemplateDiffLine::Change::Same) {
            const bool isAdded = line.change == TemplateDiffLine::Change::Added;
            QTextEdit::ExtraSelection ground;
            ground.cursor = QTextCursor(block);
            ground.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
            ground.format.setBackground(m_theme.color(isAdded ? Color::OkSoft : Color::BadSoft));
            ground.format.setForeground(m_theme.color(isAdded ? Color::Ok : Color::Bad));
            grounds << ground;
        }
        block = block.next();
    }
    setExtraSelections(grounds);
}

} // namespace plumbline
