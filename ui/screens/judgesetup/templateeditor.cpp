#include "ui/screens/judgesetup/templateeditor.h"

#include "core/judge/templatefields.h"
#include "core/judge/templateparts.h"
#include "ui/screens/judgesetup/messageeditor.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QSet<QString> knownFields(const PromptTemplate& one)
{
    QSet<QString> known(commonFields().begin(), commonFields().end());
    if (const StepFields* step = stepFields(one.protocol, one.step)) {
        known.unite({step->required.begin(), step->required.end()});
        known.unite({step->optional.begin(), step->optional.end()});
    }
    return known;
}

/// The message that an error's field names ("messages[1].text"); −1: none.
int messageOf(const Error& error)
{
    static const QRegularExpression kMessage(u"^messages\\[(\\d+)\\]"_s);
    const QRegularExpressionMatch match = kMessage.match(error.field);
    return match.hasMatch() ? match.captured(1).toInt() : -1;
}

/// The line that is wrong in a text; 0 when it is none of its own.
int wrongLine(const QString& text, const Error& error)
{
    static const QRegularExpression kLine(u"\\bLine (\\d+):"_s);
    if (const QRegularExpressionMatch match = kLine.match(error.message); match.hasMatch()) {
        return match.captured(1).toInt();
    }
    static const QRegularExpression kField(u"“(\\{\\{[^}”]*)"_s);
    if (const QRegularExpressionMatch match = kField.match(error.message); match.hasMatch()) {
        const qsizetype at = text.indexOf(match.captured(1));
        return at < 0 ? 0 : static_cast<int>(QStringView(text).first(at).count(u'\n')) + 1;
    }
    return 0;
}

} // namespace

TemplateEditor::TemplateEditor(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setObjectName(u"templateEditor"_s);
    setAccessibleName(tr("Messages of the template"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kPageMargin,
                                 metrics::kSpace5);
    m_column->setSpacing(metrics::kSpace4);
    m_column->addStretch(1);
    setWidget(page);
}

void TemplateEditor::setTemplate(const PromptTemplate& promptTemplate)
{
    m_given = promptTemplate;
    rebuild(promptTemplate.messages);
}

void TemplateEditor::rebuild(const QList<LlmMessage>& messages)
{
    qDeleteAll(m_messages);
    m_messages.clear();
    m_last = nullptr;
    for (const LlmMessage& message : messages) {
        append(message);
    }
    showFaults();
}

MessageEditor* TemplateEditor::append(const LlmMessage& message)
{
    auto* editor = new MessageEditor(m_theme, static_cast<int>(m_messages.size()) + 1);
    editor->setKnownFields(knownFields(m_given));
    editor->setMessage(message);
    editor->setReadOnly(m_isReadOnly);
    m_column->insertWidget(static_cast<int>(m_messages.size()), editor);
    m_messages << editor;
    connect(editor, &MessageEditor::changed, this, [this] {
        showFaults();
        Q_EMIT changed();
    });
    connect(editor->edit(), &QPlainTextEdit::cursorPositionChanged, this,
            [this, editor] { m_last = editor; });
    connect(
        editor, &MessageEditor::removeWanted, this,
        [this, editor] {
            QList<LlmMessage> left = edited().messages;
            left.removeAt(m_messages.indexOf(editor));
            rebuild(left); // numbers anew
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
    return editor;
}

PromptTemplate TemplateEditor::edited() const
{
    PromptTemplate out = m_given;
    out.messages.clear();
    for (const MessageEditor* editor : m_messages) {
        out.messages << editor->message();
    }
    return out;
}

void TemplateEditor::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    for (MessageEditor* editor : std::as_const(m_messages)) {
        editor->setReadOnly(isReadOnly);
    }
}

void TemplateEditor::addMessage()
{
    MessageEditor* editor = append({u"user"_s, {}});
    showFaults();
    editor->edit()->setFocus();
    ensureWidgetVisible(editor);
    Q_EMIT changed();
}

void TemplateEditor::insertField(const QString& field)
{
    if (!m_isReadOnly && !m_messages.isEmpty()) {
        (m_last != nullptr ? m_last : m_messages.last())->insertField(field);
    }
}

void TemplateEditor::focusFirst()
{
    if (!m_messages.isEmpty()) {
        m_messages.first()->edit()->setFocus();
    }
}

void TemplateEditor::showFaults()
{
    // Each message by itself, so that one mistake does not hide another's.
    const Result<void> whole = check();
    for (qsizetype index = 0; index < m_messages.size(); ++index) {
        const QString text = m_messages[index]->message().text;
        const auto parts = templateParts(text);
        if (!parts) {
            m_messages[index]->setFault(parts.error().message, wrongLine(text, parts.error()));
        } else if (!whole && messageOf(whole.error()) == index) {
            m_messages[index]->setFault(whole.error().message, wrongLine(text, whole.error()));
        } else {
            m_messages[index]->setFault({}, 0);
        }
    }
}

} // namespace plumbline
