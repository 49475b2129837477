#include "ui/screens/home/homescreen.h"

#include "core/base/whenfinished.h"
#include "core/store/labelling.h"
#include "core/store/store.h"
#include "ui/screens/home/agreementcard.h"
#include "ui/screens/home/nextsteprow.h"
#include "ui/screens/home/setsdelegate.h"
#include "ui/screens/home/setsmodel.h"
#include "ui/screens/home/votesbar.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/statcard.h"
#include "ui/widgets/themedlabel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSideWidth = 300;
constexpr int kStats = 4;
constexpr int kSteps = 3;
constexpr int kFindings = 20; ///< of a check; its sums come first
constexpr int kSetRow = 38;
constexpr int kNumberWidth = 116;
constexpr int kKindWidth = 100;
constexpr int kShareWidth = 190;

/// What the home page reads: the sums, and where the annotator stands.
struct HomeData
{
    ProjectSummary summary;
    std::optional<Progress> progress;
};

} // namespace

HomeScreen::HomeScreen(AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_isGone(std::make_shared<std::atomic<bool>>(false))
{
    setObjectName(u"homeScreen"_s);
    addActions(context.actions, this);
    build();
    if (context.analysis != nullptr) {
        m_live = std::make_unique<LiveReport<HomeReport>>(
            *context.analysis, [this](const std::shared_ptr<const HomeReport>& report) {
                m_report = report;
                m_agreement->setReport(*report);
                m_agreement->setStale(m_live->isStale());
                showSteps();
            });
        m_live->setCompute(
            [](const LabelTable& table, const LiveReport<HomeReport>::IsCancelled& isCancelled) {
                return homeReport(table, isCancelled);
            });
    }
}

HomeScreen::~HomeScreen()
{
    *m_isGone = true; // checks that still run stop at their next question
}

QString HomeScreen::pageId() const
{
    return u"home"_s;
}

QString HomeScreen::title() const
{
    return m_context.store != nullptr ? m_context.store->project().name : tr("Project home");
}

QString HomeScreen::subtitle() const
{
    return m_subtitle;
}

QList<QAction*> HomeScreen::headerActions() const
{
    return {m_context.actions.action(u"home.import"_s), m_context.actions.action(u"home.export"_s)};
}

void HomeScreen::addActions(ActionCollection& actions, HomeScreen* page)
{
    const PageActions here(actions, page, u"home"_s, tr("Project home"));
    const auto go = [](const QString& where, const QString& what) {
        return [where, what](HomeScreen& home) { Q_EMIT home.pageRequested(where, what); };
    };
    here.add(u"home.import"_s, tr("Import"), {QKeySequence(Qt::Key_I)}, u"ul"_s, go(u"data"_s, u"import"_s));
    here.add(u"home.export"_s, tr("Export"), {QKeySequence(Qt::Key_W)}, u"dl"_s, go(u"data"_s, u"export"_s));
    here.add(u"home.annotate"_s, tr("Annotate"), {QKeySequence(Qt::Key_Return)}, u"pen"_s,
             go(u"annotate"_s, {}));
    here.add(u"home.agreement"_s, tr("Details"), {QKeySequence(Qt::Key_K)}, {}, go(u"agreement"_s, {}));
    here.add(u"home.explore"_s, tr("Open in Explorer"), {QKeySequence(Qt::Key_X)}, {}, go(u"items"_s, {}));
    for (int step = 0; step < kSteps; ++step) {
        here.add(u"home.step%1"_s.arg(step + 1), tr("Next step %1").arg(step + 1),
                 {QKeySequence(Qt::Key_1 + step)}, {}, [step](HomeScreen& home) { home.runStep(step); });
    }
}

void HomeScreen::build()
{
    auto* page = new QWidget;
    auto* columns = new QHBoxLayout(page);
    columns->setContentsMargins(metrics::kPageMargin, metrics::kSpace6, metrics::kPageMargin,
                                metrics::kPageMargin);
    columns->setSpacing(metrics::kSpace5);
    columns->addWidget(buildMain(), 1);
    columns->addWidget(buildSide());
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"homeScroll"_s);
    scroll->setAccessibleName(tr("Project home"));
    scroll->setAccessibleName(tr("Project home"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
}

QWidget* HomeScreen::buildMain()
{
    const Theme& theme = m_context.theme;
    auto* main = new QWidget;
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace5);
    auto* stats = new QHBoxLayout;
    stats->setSpacing(metrics::kSpace5);
    const QStringList targets{u"items"_s, u"items"_s, u"items"_s, u"items"_s};
    for (int index = 0; index < kStats; ++index) {
        auto* card = new StatCard(theme, u"–"_s, {}, {});
        card->setObjectName(u"homeStat%1"_s.arg(index));
        card->setLink(true);
        connect(card, &QAbstractButton::clicked, this,
                [this, page = targets[index]] { Q_EMIT pageRequested(page, {}); });
        stats->addWidget(card, 1);
        m_stats << card;
    }
    column->addLayout(stats);
    m_votesCard = new Card(theme, tr("Votes per pair"));
    auto* explore = new KeyButton(theme, m_context.actions.action(u"home.explore"_s), KeyButton::Kind::Quiet);
    explore->setObjectName(u"homeExplore"_s);
    m_votesCard->addHeaderWidget(explore);
    m_votes = new VotesBar(theme);
    m_votesCard->body()->addWidget(m_votes);
    column->addWidget(m_votesCard);
    m_stepsCard = new Card(theme, tr("Next"), tr("from what the project holds now"));
    m_stepsCard->setHeaderRule(true);
    m_stepsLayout = new QVBoxLayout;
    m_stepsLayout->setSpacing(0);
    m_stepsCard->body()->addLayout(m_stepsLayout);
    column->addWidget(m_stepsCard);
    auto* setsCard = new Card(theme, tr("What is in it"));
    setsCard->setHeaderRule(true);
    m_sets = new SetsModel(this);
    m_setsTable = new QTableView;
    m_setsTable->setObjectName(u"homeSets"_s);
    m_setsTable->setAccessibleName(tr("What is in it"));
    m_setsTable->setModel(m_sets);
    m_setsTable->setItemDelegate(new SetsDelegate(theme, m_setsTable));
    m_setsTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_setsTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_setsTable->setShowGrid(false);
    m_setsTable->setMouseTracking(true);
    m_setsTable->setFrameShape(QFrame::NoFrame);
    m_setsTable->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_setsTable->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_setsTable->verticalHeader()->setVisible(false);
    m_setsTable->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView* header = m_setsTable->horizontalHeader();
    header->setHighlightSections(false);
    header->setFont(theme.font(Text::Head));
    header->setStyleSheet(u"QHeaderView::section { padding: 0 %1px; }"_s.arg(metrics::kSpace5));
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(SetsModel::SetColumn, QHeaderView::Stretch);
    header->resizeSection(SetsModel::KindColumn, kKindWidth);
    for (const int number : {SetsModel::ItemsColumn, SetsModel::LabelsColumn, SetsModel::OpenColumn}) {
        header->resizeSection(number, kNumberWidth);
    }
    header->resizeSection(SetsModel::TwoColumn, kShareWidth);
    connect(m_setsTable, &QTableView::activated, this, [this](const QModelIndex& index) {
        Q_EMIT pageRequested(u"items"_s, u"batch:%1"_s.arg(index.data(SetsModel::BatchRole).toLongLong()));
    });
    setsCard->body()->addWidget(m_setsTable);
    column->addWidget(setsCard);
    column->addStretch(1);
    return main;
}

QWidget* HomeScreen::buildSide()
{
    const Theme& theme = m_context.theme;
    auto* side = new QWidget;
    side->setFixedWidth(kSideWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace5);
    m_agreement = new AgreementCard(theme, m_context.actions.action(u"home.agreement"_s));
    m_agreement->hide(); // until there is something to say
    column->addWidget(m_agreement);
    auto* keep = new Card(theme, tr("Keep going"));
    m_keepGoing = new ThemedLabel(theme, {}, Text::Body, Color::Text2);
    m_keepGoing->setObjectName(u"homeKeepGoing"_s);
    m_keepGoing->setWordWrap(true);
    auto* annotate =
        new KeyButton(theme, m_context.actions.action(u"home.annotate"_s), KeyButton::Kind::Secondary);
    annotate->setObjectName(u"homeAnnotate"_s);
    annotate->setControlHeight(metrics::kButtonFooter);
    keep->body()->addWidget(m_keepGoing);
    keep->body()->addWidget(annotate);
    column->addWidget(keep);
    m_sourcesCard = new Card(theme, tr("Source and licence"));
    m_sources = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_sources->setWordWrap(true);
    m_sourcesCard->body()->addWidget(m_sources);
    column->addWidget(m_sourcesCard);
    column->addStretch(1);
    return side;
}

void HomeScreen::activate()
{
    load();
    if (m_live) {
        m_live->setShown(true);
        m_agreement->setStale(m_live->isStale());
    }
    setFocus();
}

void HomeScreen::deactivate()
{
    if (m_live) {
        m_live->setShown(false);
    }
}

void HomeScreen::load()
{
    if (m_context.store == nullptr) {
        return;
    }
    const AnnotatorId me = m_context.annotator.id;
    whenFinished(m_context.store->readAsync([me](Session& session) -> Result<HomeData> {
        HomeData data;
        PLUMBLINE_ASSIGN(data.summary, SummaryRepository(session).summary());
        if (me.isValid()) {
            PLUMBLINE_ASSIGN(data.progress, Labelling(session, me).progress({}));
        }
        return data;
    }),
                 this, [this](const Result<HomeData>& data) {
                     if (!data) {
                         Q_EMIT errorOccurred(data.error());
                         return;
                     }
                     show(data->summary);
                     const std::optional<Progress>& progress = data->progress;
                     m_keepGoing->setText(
                         !progress || progress->total == 0
                             ? tr("Nothing waits for you.")
                             : tr("You have judged %1 of %2.")
                                   .arg(groupedNumber(progress->done), groupedNumber(progress->total)));
                 });
    // The slower questions come after: the page is there already.
    whenFinished(m_context.store->readAsync([gone = m_isGone](Session& session) {
        CheckOptions options;
        options.limit = kFindings;
        options.isCancelled = [gone] { return gone->load(); };
        return runChecks(session, options, {u"judge_flips"_s});
    }),
                 this, [this](const Result<QList<CheckOutcome>>& findings) {
                     if (findings) {
                         m_findings = *findings;
                         showSteps();
                     }
                 });
}

void HomeScreen::show(const ProjectSummary& summary)
{
    m_summary = summary;
    qint64 pairs = 0;
    for (const qint64 count : summary.pairsByVotes) {
        pairs += count;
    }
    m_stats[0]->setContent(
        groupedNumber(summary.labelsByPeople), tr("judgements by people"),
        tr("%1 people, %2 pairs").arg(groupedNumber(summary.people), groupedNumber(pairs)));
    m_stats[1]->setContent(groupedNumber(summary.labelsByOthers), tr("judge verdicts"),
                           tr("%n judge(s)", nullptr, static_cast<int>(summary.judges)));
    m_stats[2]->setContent(groupedNumber(summary.spans), tr("spans"),
                           tr("and %1 missing facts").arg(groupedNumber(summary.missing)));
    m_stats[3]->setContent(groupedNumber(summary.ratings), tr("ratings"),
                           tr("of %1 responses").arg(groupedNumber(summary.responses)));
    m_votesCard->setCaption(tr("%1 pairs and turns").arg(groupedNumber(pairs)));
    m_votesCard->setVisible(pairs > 0);
    m_votes->setCounts(summary.pairsByVotes);
    m_sets->setRows(summary.batches);
    const int row = m_context.theme.scaled(kSetRow);
    m_setsTable->verticalHeader()->setDefaultSectionSize(row);
    m_setsTable->setFixedHeight(m_setsTable->horizontalHeader()->sizeHint().height() +
                                row * static_cast<int>(summary.batches.size()));
    m_subtitle = m_context.store->project().description;
    if (m_subtitle.isEmpty()) {
        m_subtitle = tr("%1 items").arg(groupedNumber(summary.items));
    }
    showSteps();
    showSources();
    Q_EMIT titleChanged();
}

void HomeScreen::showSteps()
{
    m_steps = nextSteps(m_summary, m_findings, m_report.get());
    while (QLayoutItem* old = m_stepsLayout->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    for (int index = 0; index < kSteps; ++index) {
        QAction* action = m_context.actions.action(u"home.step%1"_s.arg(index + 1));
        action->setEnabled(index < m_steps.size());
        if (index < m_steps.size()) {
            action->setText(m_steps[index].verb);
            m_stepsLayout->addWidget(new NextStepRow(m_context.theme, m_steps[index], action, index == 0));
        }
    }
    if (m_steps.isEmpty()) {
        auto* none = new ThemedLabel(m_context.theme, tr("Nothing needs you."), Text::Body, Color::Text2);
        none->setMargin(metrics::kSpace5);
        m_stepsLayout->addWidget(none);
    }
}

void HomeScreen::showSources()
{
    QStringList lines;
    for (const BatchSummary& batch : std::as_const(m_summary.batches)) {
        const QString source = batch.batch.meta.value("source"_L1).toString();
        const QString licence = batch.batch.meta.value("licence"_L1).toString();
        const QString line = licence.isEmpty() ? source : tr("%1: %2").arg(source, licence);
        if (!line.isEmpty() && !lines.contains(line)) {
            lines << line;
        }
    }
    m_sources->setText(lines.join(u'\n'));
    m_sourcesCard->setVisible(!lines.isEmpty());
}

void HomeScreen::runStep(int index)
{
    if (index < m_steps.size()) {
        Q_EMIT pageRequested(m_steps[index].pageId, m_steps[index].argument);
    }
}

} // namespace plumbline
