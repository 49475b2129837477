#include "ui/screens/annotate/answerbar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/screens/annotate/answerpanel.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kGapBeforeButtons = 24;
constexpr int kGapWordsRoom = 116;

} // namespace

AnswerBar::AnswerBar(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : BarFrame(theme, Color::Chrome, Qt::TopEdge, parent)
    , m_actions(actions)
    , m_firstRow(new QHBoxLayout)
    , m_secondRow(new QHBoxLayout)
    , m_buttons(new QWidget(this))
    , m_gap(new ElidedLabel(theme, {}, Text::Caption, Color::Text2, this))
    , m_comment(new KeyButton(theme, actions.action(u"annotate.comment"_s), KeyButton::Kind::Quiet, this))
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
    m_firstRow->addWidget(m_gap);
    m_firstRow->addWidget(m_buttons);
    m_secondRow->addWidget(m_comment);
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
    // Without a second row of the panel's own the comment stands beside Skip.
    QHBoxLayout* commentRow = m_explanation ? m_secondRow : m_firstRow;
    if (commentRow->indexOf(m_comment) < 0) {
        (m_explanation ? m_firstRow : m_secondRow)->removeWidget(m_comment);
        commentRow->insertWidget(commentRow->indexOf(m_buttons), m_comment);
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
    m_isCommented = hasComment;
    m_comment->setKind(hasComment ? KeyButton::Kind::Secondary : KeyButton::Kind::Quiet);
    fit();
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
    // Trying a form out lays half the window out again, and it is asked for with every change.
    if (measures() == m_fitted) {
        return;
    }
    m_isFitting = true;
    const int available = width() - 2 * metrics::kPageMargin;
    setCompact(false);
    // Room for the words that say why Submit is off is kept free, so that nothing jumps when they go.
    const int comment = m_explanation ? 0 : m_comment->sizeHint().width() + metrics::kSpace4;
    const int first = m_answer->sizeHint().width() + kGapBeforeButtons + kGapWordsRoom + comment +
                      m_buttons->sizeHint().width();
    const bool isBelow = m_explanation && (m_panel->wantsButtonsBelow() || first > available);
    if (isBelow) {
        const int second = m_explanation->sizeHint().width() + kGapBeforeButtons +
                           m_comment->sizeHint().width() + metrics::kSpace4 + m_buttons->sizeHint().width();
        setCompact(second > available);
    } else if (first > available) {
        setCompact(true);
    }
    place(isBelow);
    m_fitted = measures();
    m_isFitting = false;
}

AnswerBar::Measures AnswerBar::measures() const
{
    return {m_panel,
            width(),
            m_answer->sizeHint(),
            m_explanation ? m_explanation->sizeHint() : QSize(),
            m_comment->sizeHint(),
            m_buttons->sizeHint(),
            m_isCommented,
            m_panel->wantsButtonsBelow()};
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
    const auto fold = [isCompact](KeyButton* button, const QString& icon) {
        button->setIconName(isCompact ? icon : QString());
        button->setIconOnly(isCompact);
        button->setToolTip(isCompact ? button->text() : QString());
    };
    fold(m_comment, u"pen"_s);
    fold(m_skip, u"skip"_s);
    fold(m_flag, u"flag"_s);
    // Where room is short an empty comment is reached by its key alone.
    m_comment->setVisible((!isCompact || m_isCommented) && !m_panel->showsComment());
    m_panel->setCompact(isCompact);
    m_buttons->layout()->invalidate();
}

} // namespace plumbline
