#include "ui/screens/annotate/promptcard.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <utility>

#include "ui/screens/annotate/promptrows.h"
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

/// A task longer than this starts folded to one line, over the question.
constexpr qsizetype kLongTask = 400;
constexpr qsizetype kOneLine = 400;

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
    , m_rows(new PromptRows(theme, m_body))
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
    auto* messages = new QVBoxLayout(m_body);
    messages->setContentsMargins(0, 0, 0, 0);
    messages->addWidget(m_rows);
    m_scroll->setWidget(m_body);
    m_body->setAutoFillBackground(false); // setWidget() switches it on
    layout->addWidget(m_scroll);
    layout->addWidget(m_taskLine);
    layout->addWidget(m_oneLine);
    m_taskLine->hide();
    m_oneLine->hide();
    connect(&theme, &Theme::changed, this, [this] {
        delete std::exchange(m_ahead, nullptr);
        m_rows->restyle();
        fitBody();
    });
}

void PromptCard::setPrompt(const Prompt& prompt, const QString& title)
{
    m_prompt = prompt;
    m_title->setText(title);
    m_category->setText(prompt.category, tr("Category %1").arg(prompt.category));
    if (isPrepared(prompt)) {
        std::swap(m_rows, m_ahead);
        m_ahead->hide();
        m_rows->show();
    } else {
        m_rows->setPrompt(prompt);
    }
    describe();
    setFolded(m_isFolded);
    m_scroll->verticalScrollBar()->setValue(0);
}

bool PromptCard::isPrepared(const Prompt& prompt) const
{
    return m_ahead != nullptr && m_ahead->shows(prompt);
}

void PromptCard::prepare(const Prompt& prompt)
{
    if (isPrepared(prompt)) {
        return;
    }
    if (m_ahead == nullptr) {
        m_ahead = new PromptRows(m_theme, m_body);
        m_ahead->hide();
        m_body->layout()->addWidget(m_ahead);
    }
    m_ahead->setPrompt(prompt);
    const int height = m_ahead->heightForWidth(bodyWidth()); // remembered
    Q_UNUSED(height)
}

void PromptCard::describe()
{
    m_turnsText = turnsWords(m_rows->turns());
    m_turns->setText(m_turnsText);
    const TaskAndQuestion judged = splitTask(m_prompt.lastUserText());
    m_taskLine->setText(judged.task.left(kOneLine).simplified());
    m_oneLine->setText(judged.question.left(kOneLine).simplified());
    m_hasLongTask = m_rows->turns() <= 1 && judged.task.size() > kLongTask;
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

int PromptCard::bodyWidth() const
{
    return m_scroll->width() > 40 ? m_scroll->width() : width() - 32;
}

void PromptCard::fitBody()
{
    const int height = qMin(m_rows->heightForWidth(bodyWidth()), m_maximumBodyHeight);
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
