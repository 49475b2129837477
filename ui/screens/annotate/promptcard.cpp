#include "ui/screens/annotate/promptcard.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/screens/annotate/turnbadge.h"
#include "ui/screens/annotate/wordchip.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"
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
/// A task longer than this starts folded to one line, over the question.
constexpr qsizetype kLongTask = 400;
constexpr qsizetype kOneLine = 400;

/// A message as people write them for models: the task in one or more paragraphs, then what it is about.
struct TaskAndQuestion
{
    QString task; ///< "" when the message is one paragraph, or its last one is long
    QString question;
};

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

/// Prompts are read in a size between the interface and the responses.
QFont promptFont(const Theme& theme, bool isStrong)
{
    QFont font = theme.font(isStrong ? Text::Strong : Text::Body);
    font.setPixelSize(font.pixelSize() + 1);
    return font;
}

QString turnsWords(int turns)
{
    switch (turns) {
    case 0:
    case 1:
        return {};
    case 2:
        return PromptCard::tr("two turns");
    case 3:
        return PromptCard::tr("three turns");
    default:
        return PromptCard::tr("%1 turns").arg(turns);
    }
}

QString roleWord(const QString& role)
{
    if (role == u"system"_s) {
        return PromptCard::tr("System");
    }
    if (role == u"assistant"_s) {
        return PromptCard::tr("Assistant");
    }
    return role == u"tool"_s ? PromptCard::tr("Tool") : role;
}

} // namespace

PromptCard::PromptCard(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_title(new ThemedLabel(theme, {}, Text::Head, Color::Text2, this))
    , m_category(new WordChip(theme, this))
    , m_turns(new ElidedLabel(theme, {}, Text::Caption, Color::Text2, this))
    , m_reference(
          new KeyButton(theme, actions.action(u"annotate.reference"_s), KeyButton::Kind::Toggle, this))
    , m_fold(new KeyButton(theme, actions.action(u"annotate.fold"_s), KeyButton::Kind::Quiet, this))
    , m_scroll(new QScrollArea(this))
    , m_body(new QWidget)
    , m_messages(new QVBoxLayout(m_body))
    , m_taskLine(new ElidedLabel(theme, {}, Text::Body, Color::Text2, this))
    , m_oneLine(new ElidedLabel(theme, {}, Text::Title, Color::Text, this))
{
    setObjectName(u"promptCard"_s);
    m_reference->setObjectName(u"referenceButton"_s);
    m_fold->setObjectName(u"foldButton"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kSpace5 + 1, metrics::kSpace3, metrics::kSpace3, metrics::kSpace4);
    layout->setSpacing(metrics::kSpace2);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::kSpace3);
    head->addWidget(m_title);
    head->addWidget(m_category);
    head->addWidget(m_turns, 1);
    head->addWidget(m_reference);
    head->addWidget(m_fold);
    layout->addLayout(head);

    m_scroll->setObjectName(u"promptScroll"_s);
    m_scroll->setAccessibleName(tr("Prompt"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    m_messages->setContentsMargins(0, 0, metrics::kSpace4, 0);
    m_messages->setSpacing(metrics::kSpace3);
    m_scroll->setWidget(m_body);
    m_body->setAutoFillBackground(false); // setWidget() switches it on
    layout->addWidget(m_scroll);
    layout->addWidget(m_taskLine);
    layout->addWidget(m_oneLine);
    m_taskLine->hide();
    m_oneLine->hide();
    connect(&theme, &Theme::changed, this, [this] {
        m_shape.clear(); // fonts are set when a row is made
        build();
        fitBody();
    });
}

void PromptCard::setPrompt(const Prompt& prompt, const QString& title)
{
    m_prompt = prompt;
    m_title->setText(title);
    m_category->setText(prompt.category, tr("Category %1").arg(prompt.category));
    build();
    setFolded(m_isFolded);
    m_scroll->verticalScrollBar()->setValue(0);
}

void PromptCard::build()
{
    int turns = 0;
    for (const Message& message : m_prompt.messages) {
        turns += message.role == u"user"_s ? 1 : 0;
    }
    m_turnsText = turnsWords(turns);
    m_turns->setText(m_turnsText);
    const TaskAndQuestion judged = splitTask(m_prompt.lastUserText());
    m_taskLine->setText(judged.task.left(kOneLine).simplified());
    m_oneLine->setText(judged.question.left(kOneLine).simplified());
    m_hasLongTask = turns <= 1 && judged.task.size() > kLongTask;
    QList<Row> rows;
    QString shape;
    int number = 0;
    for (const Message& message : m_prompt.messages) {
        const bool isUser = message.role == u"user"_s;
        number += isUser ? 1 : 0;
        rows << rowOf(message, isUser && turns > 1 ? number : 0, isUser ? number == turns : turns == 0);
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
            if (auto* label = qobject_cast<QLabel*>(widget)) {
                label->setText(text);
            } else if (auto* edit = qobject_cast<QPlainTextEdit*>(widget)) {
                edit->setPlainText(text);
            }
        }
    }
}

PromptCard::Row PromptCard::rowOf(const Message& message, int number, bool isJudged)
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

QString PromptCard::Row::shape() const
{
    return u"%1 %2 %3 %4 %5 %6;"_s.arg(role).arg(number).arg(isJudged).arg(isLong).arg(isStrong).arg(
        texts.size());
}

void PromptCard::clearRows()
{
    m_texts.clear();
    while (QLayoutItem* item = m_messages->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

QWidget* PromptCard::paragraph(bool isStrong, Color color, QWidget* row)
{
    auto* label = new ThemedLabel(m_theme, {}, isStrong ? Text::Strong : Text::Body, color, row);
    label->setFont(promptFont(m_theme, isStrong));
    label->setObjectName(u"promptMessage"_s);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

QWidget* PromptCard::longMessage(QWidget* row)
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

void PromptCard::addRow(const Row& content)
{
    auto* row = new QWidget(m_body);
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
    m_messages->addWidget(row);
    row->show(); // a hidden row has no height yet
}

void PromptCard::setFolded(bool isFolded)
{
    m_isFolded = isFolded;
    m_scroll->setVisible(!isFolded);
    m_taskLine->setVisible(isFolded && !m_taskLine->text().isEmpty());
    m_oneLine->setVisible(isFolded);
    fitBody();
}

void PromptCard::setReferenceShown(bool isShown)
{
    m_reference->setVisible(isShown);
}

void PromptCard::setMaximumBodyHeight(int px)
{
    if (m_maximumBodyHeight != px) {
        m_maximumBodyHeight = px;
        fitBody();
    }
}

void PromptCard::setCompact(bool isCompact)
{
    m_turns->setVisible(!isCompact || width() > 420);
}

void PromptCard::fitBody()
{
    m_messages->invalidate();
    const int available = m_scroll->width() > 40 ? m_scroll->width() : width() - 32;
    const int wanted = m_messages->hasHeightForWidth() ? m_messages->heightForWidth(available)
                                                       : m_messages->sizeHint().height();
    const int height = qMin(wanted, m_maximumBodyHeight);
    if (m_scroll->minimumHeight() != height || m_scroll->maximumHeight() != height) {
        m_scroll->setFixedHeight(height);
        updateGeometry();
    }
}

void PromptCard::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitBody();
}

bool PromptCard::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) {
        const bool handled = QWidget::event(event);
        fitBody();
        return handled;
    }
    return QWidget::event(event);
}

void PromptCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    plumbline::drawFrame(painter, rect(),
                         FrameStyle{.fill = m_theme.color(Color::Inset),
                                    .edge = m_theme.color(Color::Border),
                                    .radius = metrics::kRadiusCard});
}

} // namespace plumbline
