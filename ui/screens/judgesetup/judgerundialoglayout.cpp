// How the dialog of a run is built, and its actions.
#include "ui/screens/judgesetup/estimatecards.h"
#include "ui/screens/judgesetup/formrows.h"
#include "ui/screens/judgesetup/judgerundialog.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QListView>
#include <QScrollArea>
#include <QSpinBox>
#include <QStandardItemModel>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kEstimateWidth = 420;
constexpr int kBatchesHeight = 132;
constexpr int kNumberWidth = 180;
constexpr int kMostItems = 100'000'000;
constexpr int kMostInFlight = 1024;
constexpr double kMostDollars = 1'000'000;
constexpr double kFirstBudget = 5;

QWidget* framed(const Theme& theme, QListView* list)
{
    auto* frame =
        new BarFrame(theme, Color::Surface, Qt::TopEdge | Qt::LeftEdge | Qt::RightEdge | Qt::BottomEdge);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(list);
    frame->setFixedHeight(list->height() + 2);
    frame->setFocusProxy(list);
    return frame;
}

} // namespace

void JudgeRunDialog::addActions(ActionCollection& actions)
{
    const PageActions<JudgeRunDialog> here(actions, nullptr, u"judgerun"_s, tr("Run a judge"));
    here.add(u"judgerun.start"_s, tr("Start"), {QKeySequence(Qt::CTRL | Qt::Key_Return)});
}

QWidget* JudgeRunDialog::buildForm()
{
    const Theme& theme = m_context.theme;
    m_rows = new FormRows(theme);
    m_judge = new QComboBox;
    m_judge->setObjectName(u"runJudge"_s);
    m_batchModel = new QStandardItemModel(this);
    m_batches = new QListView;
    m_batches->setObjectName(u"runBatches"_s);
    m_batches->setModel(m_batchModel);
    m_batches->setFixedHeight(theme.scaled(kBatchesHeight));
    m_batches->setFrameShape(QFrame::NoFrame);
    m_batches->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_kind = new QComboBox;
    m_kind->setObjectName(u"runKind"_s);
    m_onlyUnjudged = new QCheckBox(tr("Only items that it has not judged yet"));
    m_onlyUnjudged->setObjectName(u"runOnlyUnjudged"_s);
    m_onlyUnjudged->setChecked(true);
    m_limit = new QSpinBox;
    m_limit->setObjectName(u"runLimit"_s);
    m_limit->setRange(0, kMostItems);
    m_limit->setSpecialValueText(tr("all"));
    m_limit->setGroupSeparatorShown(true);
    m_limit->setFixedWidth(theme.scaled(kNumberWidth));
    m_hasBudget = new QCheckBox(tr("Stop when so much is spent"));
    m_hasBudget->setObjectName(u"runHasBudget"_s);
    m_budget = new QDoubleSpinBox;
    m_budget->setObjectName(u"runBudget"_s);
    m_budget->setRange(0, kMostDollars);
    m_budget->setDecimals(2);
    m_budget->setPrefix(u"$ "_s);
    m_budget->setValue(kFirstBudget);
    m_budget->setEnabled(false);
    m_budget->setFixedWidth(theme.scaled(kNumberWidth));
    m_inFlight = new QSpinBox;
    m_inFlight->setObjectName(u"runInFlight"_s);
    m_inFlight->setRange(0, kMostInFlight);
    m_inFlight->setSpecialValueText(tr("as the endpoint says"));
    m_inFlight->setFixedWidth(theme.scaled(kNumberWidth));
    m_overlap = new QCheckBox(tr("Its labels count towards the labels wanted"));
    m_overlap->setObjectName(u"runOverlap"_s);
    m_rows->addSection(tr("Who judges"));
    m_judgeHint = m_rows->addRow(tr("Judge"), m_judge, u" "_s);
    m_rows->addSection(tr("What"));
    m_rows->addRow(tr("Batches"), framed(theme, m_batches), tr("None ticked means all. Space ticks."));
    m_batches->setAccessibleName(tr("Batches"));
    m_rows->addRow(tr("Kind"), m_kind);
    m_rows->addRow(tr("At most"), m_limit, tr("Items, in the order in which they came in."));
    m_rows->addField(m_onlyUnjudged,
                     tr("Otherwise they are judged anew; earlier labels stay in the history."));
    m_rows->addSection(tr("Within what"));
    m_rows->addField(m_hasBudget, tr("A hard stop: what is in flight is counted at the most it can cost."));
    m_rows->addRow(tr("Budget"), m_budget);
    m_rows->addRow(tr("Requests at once"), m_inFlight);
    m_rows->addField(m_overlap, tr("Otherwise they stand beside those of people, who still get the items."));
    m_rows->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"runForm"_s);
    scroll->setAccessibleName(tr("Settings of the run"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_rows);
    return scroll;
}

QWidget* JudgeRunDialog::buildEstimate()
{
    const Theme& theme = m_context.theme;
    m_cards = new EstimateCards(theme);
    auto* pane = new BarFrame(theme, Color::Inset, Qt::LeftEdge);
    pane->setFixedWidth(theme.scaled(kEstimateWidth));
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(metrics::kSpace6, metrics::kSpace5, metrics::kSpace6, metrics::kSpace5);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(new ThemedLabel(theme, tr("Before anything is asked: about this much"), Text::Strong));
    column->addWidget(m_cards, 1);
    return pane;
}

void JudgeRunDialog::buildFooter()
{
    const Theme& theme = m_context.theme;
    m_words = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_words->setObjectName(u"runWords"_s);
    m_words->setWordWrap(true);
    m_startButton =
        new KeyButton(theme, m_context.actions.action(u"judgerun.start"_s), KeyButton::Kind::Primary);
    m_startButton->setObjectName(u"runStart"_s);
    m_startButton->setControlHeight(metrics::kButtonFooter);
    footer()->addWidget(m_words, 1);
    footer()->addWidget(m_startButton);
}

} // namespace plumbline
