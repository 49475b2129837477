// How the window of ReplyInspector is built; see replyinspector.h.

#include "ui/delegates/plaintable.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/plots/barchart.h"
#include "ui/screens/judgereply/callsmodel.h"
#include "ui/screens/judgereply/rawtextview.h"
#include "ui/screens/judgereply/replyinspector.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/splitpane.h"
#include "ui/widgets/themedlabel.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRow = 32;
constexpr int kCallsWidth = 300;
constexpr int kTextsWidth = 560;
constexpr int kFactsWidth = 300;
constexpr int kCallWidth = 170;
constexpr int kBarRow = 22;
constexpr int kBarsHeight = 210;

CellLook lookOf(const QModelIndex& index)
{
    CellLook look;
    if (index.column() == CallsModel::OutcomeColumn) {
        const bool isFault = index.data(CallsModel::IsFaultRole).toBool();
        look.style = Text::Caption;
        look.color = isFault ? Color::Warn : Color::Text2;
        look.icon = isFault ? u"warn"_s : QString();
        look.iconColor = Color::Warn;
    }
    return look;
}

} // namespace

void ReplyInspector::build()
{
    const Theme& theme = m_context.theme;
    auto* head = new BarFrame(theme, Color::Surface, Qt::BottomEdge);
    auto* lines = new QVBoxLayout(head);
    lines->setContentsMargins(metrics::kPageMargin, metrics::kSpace3, metrics::kPageMargin, metrics::kSpace3);
    lines->setSpacing(metrics::kSpace2);
    m_verdict = new ThemedLabel(theme, tr("Reading…"), Text::Strong);
    m_verdict->setObjectName(u"inspectorVerdict"_s);
    m_verdict->setWordWrap(true);
    m_note = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_note->setObjectName(u"inspectorNote"_s);
    m_note->setWordWrap(true);
    m_note->hide();
    lines->addWidget(m_verdict);
    lines->addWidget(m_note);
    auto* split = new SplitPane(theme, Qt::Horizontal);
    split->addWidget(buildCalls());
    split->addWidget(buildTexts());
    split->addWidget(buildFacts());
    split->setStretchFactor(1, 1);
    split->setSizes({kCallsWidth, kTextsWidth, kFactsWidth});
    split->setChildrenCollapsible(false);
    body()->addWidget(head);
    body()->addWidget(split, 1);
    buildFooter();
}

QWidget* ReplyInspector::buildCalls()
{
    const Theme& theme = m_context.theme;
    m_model = new CallsModel(this);
    m_calls = makePlainTable(theme, m_model, new RowDelegate(theme, lookOf, kRow), u"inspectorCalls"_s,
                             tr("Calls"), kRow);
    m_calls->setMinimumWidth(kCallWidth);
    m_calls->horizontalHeader()->resizeSection(CallsModel::CallColumn, kCallWidth);
    m_calls->horizontalHeader()->setStretchLastSection(true);
    connect(m_calls->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ReplyInspector::showCall);
    return m_calls;
}

QWidget* ReplyInspector::buildTexts()
{
    const Theme& theme = m_context.theme;
    auto* pane = new QWidget;
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new BarFrame(theme, Color::Surface, Qt::BottomEdge);
    auto* row = new QVBoxLayout(head);
    row->setContentsMargins(metrics::kSpace4, metrics::kSpace2, metrics::kSpace4, metrics::kSpace2);
    m_tabs = new PillTabs(theme, {tr("Prompt"), tr("Reply"), tr("What was read")});
    m_tabs->setObjectName(u"inspectorTabs"_s);
    m_tabs->setAccessibleName(tr("Texts of the call"));
    connect(m_tabs, &PillTabs::cellChosen, this, &ReplyInspector::showTab);
    m_legend = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_legend->setObjectName(u"inspectorLegend"_s);
    m_legend->setWordWrap(true);
    row->addWidget(m_tabs);
    row->addWidget(m_legend);
    m_stack = new QStackedWidget;
    const auto addText = [&](const QString& name, const QString& title) {
        auto* view = new RawTextView(theme);
        view->setObjectName(name);
        view->setAccessibleName(title);
        m_stack->addWidget(view);
        return view;
    };
    m_prompt = addText(u"inspectorPrompt"_s, tr("Prompt"));
    m_reply = addText(u"inspectorReply"_s, tr("Reply"));
    m_read = addText(u"inspectorRead"_s, tr("What was read"));
    column->addWidget(head);
    column->addWidget(m_stack, 1);
    return pane;
}

QWidget* ReplyInspector::buildFacts()
{
    const Theme& theme = m_context.theme;
    auto* inner = new QWidget;
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(metrics::kSpace5, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    column->setSpacing(metrics::kSpace4);
    m_facts = new QFormLayout;
    m_facts->setHorizontalSpacing(metrics::kSpace4);
    m_facts->setVerticalSpacing(metrics::kSpace2);
    m_tokensTitle = new ThemedLabel(theme, {}, Text::Strong);
    m_tokensTitle->setWordWrap(true);
    m_tokens = new BarChart(theme, Qt::Horizontal);
    m_tokens->setObjectName(u"inspectorTokens"_s);
    m_tokens->setRowHeight(kBarRow);
    m_tokens->setTitles(tr("Token"), tr("Probability"));
    m_tokens->setWords({tr("How likely the tokens were"), {}, {}, {}, {}});
    m_tokens->setEmptyText(tr("The server gave no log-probabilities here."));
    m_tokens->setMinimumHeight(theme.scaled(kBarsHeight));
    column->addLayout(m_facts);
    column->addWidget(m_tokensTitle);
    column->addWidget(m_tokens, 1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"inspectorFacts"_s);
    scroll->setAccessibleName(tr("Facts of the call"));
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inner);
    scroll->setMinimumWidth(metrics::kPaneGuidelines - metrics::kSpace8);
    return scroll;
}

void ReplyInspector::buildFooter()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_copied = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_copied->setObjectName(u"inspectorCopied"_s);
    for (const QString& id : {u"copyPrompt"_s, u"copyReply"_s, u"copyRead"_s}) {
        auto* button = new KeyButton(theme, actions.action(u"judgereply."_s + id));
        button->setObjectName(u"inspector."_s + id);
        button->setControlHeight(metrics::kButtonFooter);
        footer()->addWidget(button);
    }
    footer()->addWidget(m_copied, 1);
    auto* explore = new KeyButton(theme, actions.action(u"judgereply.explore"_s), KeyButton::Kind::Primary);
    explore->setObjectName(u"inspector.explore"_s);
    explore->setControlHeight(metrics::kButtonFooter);
    footer()->addWidget(explore);
}

} // namespace plumbline
