// How the page of AnnotateScreen is built; see annotatescreen.h.

#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/screens/annotate/annotatescreen.h"
#include "ui/screens/annotate/answerbar.h"
#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/answerpanel.h"
#include "ui/screens/annotate/choicepopover.h"
#include "ui/screens/annotate/infopane.h"
#include "ui/screens/annotate/promptcard.h"
#include "ui/screens/annotate/suggestionline.h"
#include "ui/shell/appcontext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/splitpane.h"
#include "ui/widgets/themedlabel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCommentLines = 2;

} // namespace

void AnnotateScreen::buildLayout()
{
    auto* root = new QVBoxLayout(this);
    root->setContentsMargins(0, 0, 0, 0);
    root->setSpacing(0);
    m_stack = new QStackedWidget(this);
    root->addWidget(m_stack);

    m_outer = new SplitPane(m_context.theme, Qt::Horizontal, m_stack);
    m_outer->setObjectName(u"annotateSplit"_s);
    auto* left = new QWidget(m_outer);
    m_leftLayout = new QVBoxLayout(left);
    m_leftLayout->setContentsMargins(0, 0, 0, 0);
    m_leftLayout->setSpacing(0);
    m_messageBox = new QWidget(left);
    m_message = new MessageBar(m_context.theme, m_messageBox);
    m_message->setObjectName(u"annotateMessage"_s);
    auto* messageRow = new QVBoxLayout(m_messageBox);
    messageRow->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kPageMargin, 0);
    messageRow->addWidget(m_message);
    connect(m_message, &MessageBar::dismissed, m_messageBox, &QWidget::hide);
    m_messageBox->hide();
    m_leftLayout->addWidget(m_messageBox);

    m_inner = new SplitPane(m_context.theme, Qt::Horizontal, left);
    m_inner->setObjectName(u"contentSplit"_s);
    m_content = new QWidget(m_inner);
    m_content->setMaximumWidth(metrics::kContentMax);
    m_contentLayout = new QVBoxLayout(m_content);
    m_contentLayout->setContentsMargins(metrics::kPageMargin, metrics::kSpace5, metrics::kPageMargin,
                                        metrics::kSpace5);
    m_contentLayout->setSpacing(metrics::kSpace4);
    m_prompt = new PromptCard(m_context.theme, m_context.actions, m_content);
    m_contentLayout->addWidget(m_prompt);
    m_inner->addWidget(m_content);
    m_inner->setStretchFactor(0, 1);
    m_leftLayout->addWidget(m_inner, 1);
    m_suggestion = new SuggestionLine(m_context.theme, m_context.actions, left);
    m_leftLayout->addWidget(m_suggestion);
    buildCommentBox(m_leftLayout);
    m_bar = new AnswerBar(m_context.theme, m_context.actions, left);
    m_leftLayout->addWidget(m_bar);

    m_info = new InfoPane(m_context.theme, m_context.actions, m_outer);
    m_info->hide();
    m_outer->addWidget(left);
    m_outer->addWidget(m_info);
    m_outer->setStretchFactor(0, 1);
    m_outer->setCollapsible(0, false);
    m_stack->addWidget(m_outer);

    m_empty = new EmptyState(m_context.theme, {}, {}, {}, nullptr, m_stack);
    m_empty->setObjectName(u"annotateEmpty"_s);
    m_empty->setFocusPolicy(Qt::StrongFocus);
    m_stack->addWidget(m_empty);
    m_popover = new ChoicePopover(u"annotatePopover"_s, m_context.theme, m_context.actions, this);
}

void AnnotateScreen::buildCommentBox(QVBoxLayout* layout)
{
    m_commentBox = new BarFrame(m_context.theme, Color::Chrome, Qt::TopEdge, layout->parentWidget());
    auto* box = new QVBoxLayout(m_commentBox);
    box->setContentsMargins(metrics::kPageMargin, metrics::kSpace3, metrics::kPageMargin, metrics::kSpace2);
    box->setSpacing(metrics::kSpace2);
    auto* label = new ThemedLabel(m_context.theme, tr("Comment to the lead, not part of the answer"),
                                  Text::Head, Color::Text2, m_commentBox);
    m_comment = new AnswerField(m_context.theme, m_context.actions, m_commentBox);
    m_comment->setObjectName(u"commentField"_s);
    m_comment->setProperty("isFramed", true);
    m_comment->setAccessibleName(tr("Comment to the lead"));
    m_comment->setVisibleLines(kCommentLines);
    label->setBuddy(m_comment);
    box->addWidget(label);
    box->addWidget(m_comment);
    m_commentBox->hide();
    layout->addWidget(m_commentBox);
}

void AnnotateScreen::placePanel()
{
    // The panel before this one goes out of the layouts, but stays for its next item.
    for (AnswerPanel* each : std::as_const(m_panels)) {
        const bool isShown = each == m_panel;
        if (m_contentLayout->indexOf(each) < 0) {
            m_contentLayout->addWidget(each, 1);
        }
        if (QWidget* pane = each->sidePane()) {
            if (m_inner->indexOf(pane) < 0) {
                m_inner->addWidget(pane);
                m_inner->setStretchFactor(m_inner->indexOf(pane), 0);
                m_inner->setSizes({qMax(1, m_inner->width() - each->sidePaneWidth()), each->sidePaneWidth()});
            }
            pane->setVisible(isShown);
        }
        if (QWidget* field = each->unfoldingField()) {
            if (m_leftLayout->indexOf(field) < 0) {
                m_leftLayout->insertWidget(m_leftLayout->indexOf(m_bar), field);
            }
            if (!isShown) {
                field->hide();
            }
        }
        each->setVisible(isShown);
    }
    m_bar->setPanel(m_panel);
}

} // namespace plumbline
