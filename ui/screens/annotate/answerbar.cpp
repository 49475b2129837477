#include "ui/screens/annotate/answerbar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/screens/annotate/answerpanel.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kGapBeforeButtons = 24;

} // namespace

AnswerBar::AnswerBar(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : BarFrame(theme, Color::Chrome, Qt::TopEdge, parent)
    , m_actions(actions)
    , m_firstRow(new QHBoxLayout)
    , m_secondRow(new QHBoxLayout)
    , m_buttons(new QWidget(this))
    , m_gap(new ThemedLabel(theme, {}, Text::Caption, Color::Text2, m_buttons))
    , m_comment(
          new KeyButton(theme, actions.action(u"annotate.comment"_s), KeyButton::Kind::Quiet, m_buttons))
    , m_skip(new KeyButton(theme, actions.action(u"annotate.skip"_s), KeyButton::Kind::Secondary, m_buttons))
    , m_flag(new KeyButton(theme, actions.action(u"annotate.flag"_s), KeyButton::Kind::Secondary, m_buttons))
    , m_submit(new KeyButton(theme, nullptr, KeyButton::Kind::Primary, m_buttons))
{
    setObjectName(u"answerBar"_s);
    m_gap->setObjectName(u"gapText"_s);
    m_comment->setObjectName(u"commentButton"_s);
    m_skip->setObjectName(u"skipButton"_s);
    m_flag->setObjectName(u"flagButton"_s);
    m_submit->setObjectName(u"submitButton"_s);
    m_submit->setText(tr("Submit"));
    m_submit->setAccessibleName(tr("Submit"));
    for (KeyButton* button : {m_skip, m_flag, m_submit}) {
        button->setControlHeight(metrics::kButtonSubmit);
    }
    connect(m_submit, &QAbstractButton::clicked, this, &AnswerBar::submitClicked);
    connect(&actions, &ActionCollection::keysChanged, this, &AnswerBar::syncKeys);
    syncKeys();

    auto* row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace4);
    row->addWidget(m_gap);
    row->addWidget(m_comment);
    row->addWidget(m_skip);
    row->addWidget(m_flag);
    row->addWidget(m_submit);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kPageMargin,
                               metrics::kSpace4);
    layout->setSpacing(metrics::kSpace4);
    layout->addLayout(m_firstRow);
    layout->addLayout(m_secondRow);
    m_firstRow->setSpacing(metrics::kSpace4);
    m_secondRow->setSpacing(metrics::kSpace4);
    m_firstRow->addStretch(1);
    m_firstRow->addWidget(m_buttons);
}

void AnswerBar::syncKeys()
{
    m_submit->setKeys(m_actions.keycapTexts(u"annotate.submit"_s));
}

void AnswerBar::setPanel(AnswerPanel* panel)
{
    if (m_answer) {
        m_answer->hide();
    }
    if (m_explanation) {
        m_explanation->hide();
    }
    m_panel = panel;
    m_answer = panel != nullptr ? panel->answerRow() : nullptr;
    m_explanation = panel != nullptr ? panel->explanationRow() : nullptr;
    if (m_answer) {
        m_firstRow->insertWidget(0, m_answer);
        m_answer->show();
    }
    if (m_explanation) {
        m_secondRow->insertWidget(0, m_explanation, 1);
        m_explanation->show();
    }
    fit();
}

void AnswerBar::setGapText(const QString& text)
{
    m_gap->setText(text);
    m_gap->setVisible(!text.isEmpty());
    m_submit->setEnabled(text.isEmpty());
    m_submit->setAccessibleDescription(text);
    fit();
}

void AnswerBar::setCommented(bool hasComment)
{
    m_comment->setKind(hasComment ? KeyButton::Kind::Secondary : KeyButton::Kind::Quiet);
}

void AnswerBar::resizeEvent(QResizeEvent* event)
{
    BarFrame::resizeEvent(event);
    fit();
}

void AnswerBar::fit()
{
    if (m_isFitting || m_panel == nullptr || !m_answer) {
        return;
    }
    m_isFitting = true;
    const int available = width() - 2 * metrics::kPageMargin;
    setCompact(false);
    const int answerWidth = m_answer->sizeHint().width() + kGapBeforeButtons;
    const bool fitsBeside = answerWidth + m_buttons->sizeHint().width() <= available;
    const bool isBelow = (m_panel->wantsButtonsBelow() || !fitsBeside) && m_explanation;
    if (isBelow || !fitsBeside) {
        const int explanationWidth =
            m_explanation ? m_explanation->sizeHint().width() + kGapBeforeButtons : answerWidth;
        setCompact(explanationWidth + m_buttons->sizeHint().width() > available);
    }
    place(isBelow);
    m_isFitting = false;
}

void AnswerBar::place(bool isBelow)
{
    QHBoxLayout* row = isBelow ? m_secondRow : m_firstRow;
    if (row->indexOf(m_buttons) < 0) {
        (isBelow ? m_firstRow : m_secondRow)->removeWidget(m_buttons);
        row->addWidget(m_buttons);
    }
}

void AnswerBar::setCompact(bool isCompact)
{
    for (KeyButton* button : {m_comment, m_skip, m_flag}) {
        button->setIconOnly(isCompact);
        button->setToolTip(button->text());
    }
    m_panel->setCompact(isCompact);
    if (m_buttons->layout() != nullptr) {
        m_buttons->layout()->invalidate();
    }
}

} // namespace plumbline
