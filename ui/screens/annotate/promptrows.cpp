#include "ui/screens/annotate/promptrows.h"

#include <QHBoxLayout>
#include <QHash>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QVBoxLayout>

#include "ui/screens/annotate/turnbadge.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/themedlabel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A label lays its whole text out at once; from here on a block-wise editor shows the message.
constexpr qsizetype kLabelLimit = 6000;
constexpr int kLongMessageHeight = 220;
constexpr int kBadgeColumn = 20;
/// A question up to here stands strong; longer ones would shout.
constexpr qsizetype kStrongLimit = 400;
/// Less than this no paragraph gets, whatever the width of the window.
constexpr int kLeastWidth = 120;

/// Prompts are read in a size between the interface and the responses.
QFont promptFont(const Theme& theme, bool isStrong)
{
    QFont font = theme.font(isStrong ? Text::Strong : Text::Body);
    font.setPixelSize(font.pixelSize() + 1);
    return font;
}

QString roleWord(const QString& role)
{
    if (role == u"system"_s) {
        return PromptRows::tr("System");
    }
    if (role == u"assistant"_s) {
        return PromptRows::tr("Assistant");
    }
    return role == u"tool"_s ? PromptRows::tr("Tool") : role;
}

/// A label that wraps. Layouts ask for its height again and again, and a label that can be selected lays its
/// text out anew each time; this one remembers.
class Paragraph : public ThemedLabel
{
public:
    using ThemedLabel::ThemedLabel;

    void showText(const QString& text)
    {
        if (text == this->text()) {
            return;
        }
        m_heights.clear();
        setText(text);
        if (auto* document = findChild<QTextDocument*>()) {
            for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
                block.layout()->setCacheEnabled(true); // or its words are shaped at every drawing
            }
        }
    }

    [[nodiscard]] int heightForWidth(int width) const override
    {
        const auto known = m_heights.constFind(width);
        if (known != m_heights.constEnd()) {
            return *known;
        }
        const int height = ThemedLabel::heightForWidth(width);
        m_heights.insert(width, height);
        return height;
    }
    [[nodiscard]] QSize sizeHint() const override { return {kLeastWidth, fontMetrics().height()}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

private:
    mutable QHash<int, int> m_heights; ///< by width
};

} // namespace

TaskAndQuestion splitTask(const QString& message)
{
    const QString text = message.trimmed();
    qsizetype at = text.lastIndexOf(u"\n\n"_s);
    at = at < 0 ? text.lastIndexOf(u'\n') : at;
    if (at < 0 || text.size() - at > kStrongLimit) {
        return {{}, text};
    }
    return {text.left(at).trimmed(), text.mid(at).trimmed()};
}

PromptRows::PromptRows(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, metrics::kSpace4, 0);
    m_layout->setSpacing(metrics::kSpace3);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void PromptRows::setPrompt(const Prompt& prompt)
{
    if (!shows(prompt)) {
        m_prompt = prompt;
        build();
    }
}

void PromptRows::restyle()
{
    m_shape.clear(); // fonts are set when a row is made
    build();
}

int PromptRows::heightForWidth(int width) const
{
    return m_layout->hasHeightForWidth() ? m_layout->heightForWidth(width) : m_layout->sizeHint().height();
}

void PromptRows::build()
{
    m_turns = 0;
    for (const Message& message : std::as_const(m_prompt.messages)) {
        m_turns += message.role == u"user"_s ? 1 : 0;
    }
    QList<Row> rows;
    QString shape;
    int number = 0;
    for (const Message& message : std::as_const(m_prompt.messages)) {
        const bool isUser = message.role == u"user"_s;
        number += isUser ? 1 : 0;
        rows << rowOf(message, isUser && m_turns > 1 ? number : 0, isUser ? number == m_turns : m_turns == 0);
        shape += rows.constLast().shape();
    }
    if (shape != m_shape) {
        clearRows();
        for (const Row& row : std::as_const(rows)) {
            addRow(row);
        }
        m_shape = shape;
    }
    // Making and polishing widgets is the dearest part of showing an item; the usual next one has the same
    // rows.
    qsizetype next = 0;
    for (const Row& row : std::as_const(rows)) {
        for (const QString& text : row.texts) {
            QWidget* widget = m_texts.at(next++);
            if (auto* edit = qobject_cast<QPlainTextEdit*>(widget)) {
                edit->setPlainText(text);
            } else {
                static_cast<Paragraph*>(widget)->showText(text);
            }
        }
    }
    m_isBuilt = true;
    // Layouts hear of new texts one event after the other; the height is asked for at once.
    for (int index = 0; index < m_layout->count(); ++index) {
        QWidget* row = m_layout->itemAt(index)->widget();
        row->layout()->invalidate();
        row->updateGeometry();
    }
    m_layout->invalidate();
    updateGeometry();
}

PromptRows::Row PromptRows::rowOf(const Message& message, int number, bool isJudged)
{
    Row row;
    row.role = message.role;
    row.number = number;
    row.isJudged = isJudged;
    row.isLong = message.content.size() > kLabelLimit;
    if (row.isLong) {
        row.texts = {message.content};
        return row;
    }
    const TaskAndQuestion parts =
        isJudged ? splitTask(message.content) : TaskAndQuestion{{}, message.content};
    if (!parts.task.isEmpty()) {
        row.texts << parts.task;
    }
    row.texts << parts.question;
    row.isStrong = isJudged && parts.question.size() <= kStrongLimit;
    return row;
}

QString PromptRows::Row::shape() const
{
    return u"%1 %2 %3 %4 %5 %6;"_s.arg(role).arg(number).arg(isJudged).arg(isLong).arg(isStrong).arg(
        texts.size());
}

void PromptRows::clearRows()
{
    m_texts.clear();
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

QWidget* PromptRows::paragraph(bool isStrong, Color color, QWidget* row)
{
    auto* label = new Paragraph(m_theme, {}, isStrong ? Text::Strong : Text::Body, color, row);
    label->setFont(promptFont(m_theme, isStrong));
    label->setObjectName(u"promptMessage"_s);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

QWidget* PromptRows::longMessage(QWidget* row)
{
    auto* text = new QPlainTextEdit(row);
    text->setObjectName(u"promptMessage"_s);
    text->setAccessibleName(tr("Message of the prompt"));
    text->setReadOnly(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setFont(promptFont(m_theme, false));
    text->setFixedHeight(kLongMessageHeight);
    return text;
}

void PromptRows::addRow(const Row& content)
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSpace4);
    if (content.number > 0) {
        layout->addWidget(new TurnBadge(m_theme, content.number, content.isJudged, row), 0, Qt::AlignTop);
    } else if (content.role != u"user"_s) {
        auto* role = new ThemedLabel(m_theme, roleWord(content.role), Text::Caption, Color::Text3, row);
        role->setMinimumWidth(kBadgeColumn);
        layout->addWidget(role, 0, Qt::AlignTop);
    }
    if (content.isLong) {
        m_texts << longMessage(row);
        layout->addWidget(m_texts.constLast(), 1);
    } else {
        auto* column = new QVBoxLayout;
        column->setSpacing(metrics::kSpace3);
        if (content.texts.size() > 1) {
            m_texts << paragraph(false, Color::Text2, row);
            column->addWidget(m_texts.constLast());
        }
        m_texts << paragraph(content.isStrong, content.isJudged ? Color::Text : Color::Text2, row);
        column->addWidget(m_texts.constLast());
        layout->addLayout(column, 1);
    }
    m_layout->addWidget(row);
    row->show(); // a hidden row has no height yet
}

} // namespace plumbline
