#include "ui/screens/judgesetup/messageeditor.h"

#include "ui/screens/judgesetup/fieldhighlighter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

#include <QAbstractTextDocumentLayout>
#include <QAction>
#include <QComboBox>
#include <QFontMetricsF>
#include <QPlainTextEdit>
#include <QTextDocument>
#include <QVBoxLayout>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastLines = 3;
constexpr int kFrame = 20;

} // namespace

MessageEditor::MessageEditor(const Theme& theme, int number, QWidget* parent)
    : Card(theme, tr("Message %1").arg(number), {}, parent)
    , m_theme(theme)
    , m_role(new QComboBox)
    , m_edit(new QPlainTextEdit)
    , m_highlighter(new FieldHighlighter(theme, m_edit->document()))
    , m_fault(new ThemedLabel(theme, {}, Text::Caption, Color::Bad))
    , m_remove(new QAction(tr("Remove the message"), this))
{
    m_role->setObjectName(u"messageRole%1"_s.arg(number));
    m_role->setAccessibleName(tr("Role of message %1").arg(number));
    for (const QString& role : {u"system"_s, u"user"_s, u"assistant"_s}) {
        m_role->addItem(role, role);
    }
    m_remove->setProperty("iconName", u"x"_s);
    auto* remove = new KeyButton(theme, m_remove, KeyButton::Kind::Quiet);
    remove->setObjectName(u"messageRemove%1"_s.arg(number));
    remove->setIconOnly(true);
    addHeaderWidget(m_role);
    addHeaderWidget(remove);
    m_edit->setObjectName(u"messageText%1"_s.arg(number));
    m_edit->setAccessibleName(tr("Text of message %1").arg(number));
    m_edit->setTabChangesFocus(true);
    m_edit->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_edit->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_edit->setFont(theme.font(Text::Mono));
    m_fault->setObjectName(u"messageFault%1"_s.arg(number));
    m_fault->setWordWrap(true);
    m_fault->hide();
    body()->addWidget(m_edit);
    body()->addWidget(m_fault);
    connect(&theme, &Theme::changed, m_edit, [this, &theme] {
        m_edit->setFont(theme.font(Text::Mono));
        fit();
    });
    connect(m_remove, &QAction::triggered, this, &MessageEditor::removeWanted);
    connect(m_role, &QComboBox::currentIndexChanged, this, &MessageEditor::changed);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        // Highlighting is a change to the document too, but none to the text.
        if (const QString text = m_edit->toPlainText(); text != m_text) {
            m_text = text;
            Q_EMIT changed();
        }
    });
    connect(m_edit->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &MessageEditor::fit);
    fit();
}

void MessageEditor::setMessage(const LlmMessage& message)
{
    m_role->setCurrentIndex(std::max(0, m_role->findData(message.role)));
    m_text = message.text;
    m_edit->setPlainText(message.text);
}

LlmMessage MessageEditor::message() const
{
    return {m_role->currentData().toString(), m_edit->toPlainText()};
}

void MessageEditor::setKnownFields(const QSet<QString>& fields)
{
    m_highlighter->setKnown(fields);
}

void MessageEditor::setReadOnly(bool isReadOnly)
{
    m_edit->setReadOnly(isReadOnly);
    m_role->setEnabled(!isReadOnly);
    m_remove->setVisible(!isReadOnly);
}

void MessageEditor::setFault(const QString& sentence, int line)
{
    m_fault->setText(sentence);
    m_fault->setVisible(!sentence.isEmpty());
    m_edit->setAccessibleDescription(sentence);
    m_highlighter->setWrongLine(line);
}

void MessageEditor::insertField(const QString& field)
{
    m_edit->insertPlainText(u"{{%1}}"_s.arg(field));
    m_edit->setFocus();
}

void MessageEditor::fit()
{
    // A plain document tells its height in lines.
    const int lines = std::max(kLeastLines, static_cast<int>(std::ceil(m_edit->document()->size().height())));
    const double line = QFontMetricsF(m_edit->font()).lineSpacing();
    m_edit->setFixedHeight(static_cast<int>(std::ceil(lines * line)) + kFrame);
}

} // namespace plumbline
