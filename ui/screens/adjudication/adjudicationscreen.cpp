#include "ui/screens/adjudication/adjudicationscreen.h"

#include "core/base/whenfinished.h"
#include "core/settings/settings.h"
#include "core/store/store.h"
#include "ui/screens/adjudication/votespane.h"
#include "ui/screens/annotate/answerpanel.h"
#include "ui/screens/annotate/panelfactory.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/splitpane.h"

#include <QAction>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// No batch has it: a filter by it serves nothing.
constexpr BatchId kNoBatch{-1};
/// Pages narrower than this get a narrower pane.
constexpr int kNarrowPage = 1300;

QString splitterKey()
{
    return u"adjudication.votes"_s;
}

} // namespace

AdjudicationScreen::AdjudicationScreen(AppContext& context, QWidget* parent)
    : AnnotateScreen(context, parent)
{
    setObjectName(u"adjudicationScreen"_s);
    addActions(context.actions, this);
    build();
    if (AnnotateController* work = controller()) {
        QueueFilter nothing;
        nothing.batches = {kNoBatch};
        work->setFilter(nothing);
        connect(work, &AnnotateController::answered, this, &AdjudicationScreen::noteAnswer);
        connect(work, &AnnotateController::overviewChanged, this, &AdjudicationScreen::readState);
    }
}

void AdjudicationScreen::addActions(ActionCollection& actions, AdjudicationScreen* page)
{
    addAllAnnotateActions(actions);
    const PageActions here(actions, page, u"adjudication"_s, tr("Adjudication"));
    ActionSpec votes;
    votes.id = u"adjudication.votes"_s;
    votes.text = tr("Votes");
    votes.statusTip = tr("Shows or hides what others said.");
    votes.keys = {QKeySequence(Qt::Key_F2)};
    votes.icon = u"users"_s;
    votes.isCheckable = true;
    QAction* action = here.add(votes, [](AdjudicationScreen& self) {
        self.setVotesShown(self.context().actions.action(u"adjudication.votes"_s)->isChecked());
    });
    if (page != nullptr) {
        action->setChecked(true);
    }
}

void AdjudicationScreen::build()
{
    m_count = new SettledCount(context().theme, this);
    m_count->hide();
    m_votes = new VotesPane(context().theme);
    m_split = findChild<SplitPane*>(u"contentSplit"_s); // beside prompt and responses, over the answer bar
    m_split->addWidget(m_votes);
    m_split->setCollapsible(m_split->indexOf(m_votes), false);
    connect(m_split, &QSplitter::splitterMoved, this, [this] {
        context().settings.setSplitterSizes(splitterKey(), {m_split->sizes().first(), m_votes->width()});
    });
}

QString AdjudicationScreen::pageId() const
{
    return u"adjudication"_s;
}

QString AdjudicationScreen::title() const
{
    return tr("Adjudication");
}

QString AdjudicationScreen::subtitle() const
{
    const bool hasItem = controller() != nullptr && controller()->item();
    return hasItem ? controller()->item()->view.batchName : tr("what people disagree on is settled here");
}

QList<QAction*> AdjudicationScreen::headerActions() const
{
    return QList<QAction*>{context().actions.action(u"adjudication.votes"_s)} +
           AnnotateScreen::headerActions();
}

QWidget* AdjudicationScreen::headerWidget()
{
    return m_count;
}

QStringList AdjudicationScreen::actionContexts() const
{
    const QStringList base = AnnotateScreen::actionContexts();
    return base == QStringList{u"popover"_s} ? base : base + QStringList{pageId()};
}

QList<QWidget*> AdjudicationScreen::panes() const
{
    QList<QWidget*> stops = AnnotateScreen::panes();
    if (m_votes->isVisible()) {
        stops.append(m_votes->list());
    }
    return stops;
}

void AdjudicationScreen::activate()
{
    m_isShown = true;
    if (controller() == nullptr) {
        AnnotateScreen::activate(); // says why nobody can judge here
        m_votes->hide();
        return;
    }
    setVotesShown(context().actions.action(u"adjudication.votes"_s)->isChecked());
    m_wantsNext = !controller()->item();
    if (m_wantsNext) {
        showEmptyPage();
        showEndWords();
    } else {
        AnnotateScreen::activate();
    }
    readState();
}

void AdjudicationScreen::deactivate()
{
    m_isShown = false;
    AnnotateScreen::deactivate();
}

void AdjudicationScreen::readState()
{
    whenFinished(context().store->readAsync(readAdjudicationState), this,
                 [this](const Result<AdjudicationState>& state) {
                     if (state) {
                         take(*state);
                     } else {
                         Q_EMIT errorOccurred(state.error());
                     }
                 });
}

void AdjudicationScreen::take(const AdjudicationState& state)
{
    const bool isOther = state.batches != m_state.batches;
    m_state = state;
    m_count->setCount(state.settled, state.total);
    if (isOther) {
        QueueFilter filter;
        filter.batches = state.batches.isEmpty() ? QList<BatchId>{kNoBatch} : state.batches;
        controller()->setFilter(filter);
    }
    if (!m_isShown) {
        return;
    }
    if (state.batches.isEmpty() && !controller()->item()) {
        showEmptyPage();
        showEndWords();
        return;
    }
    const bool hasNothingOpen = !controller()->item() && !controller()->isMoving();
    if (hasNothingOpen && (isOther || m_wantsNext)) {
        m_wantsNext = false;
        AnnotateScreen::activate();
    }
    if (!controller()->item()) {
        showEndWords();
    }
}

void AdjudicationScreen::itemShown()
{
    const OpenItem& open = *controller()->item();
    const quint64 reading = ++m_reading;
    m_votes->clear();
    fitPane();
    if (open.view.item.id == m_lastSettled) {
        m_votes->setLastVerdict({}); // it is open again
    }
    const auto work = [open](Session& session) { return readEvidence(session, open); };
    whenFinished(context().store->readAsync(work), this,
                 [this, reading, isSettled = open.isSubmitted](const Result<UnitEvidence>& evidence) {
                     if (reading != m_reading) {
                         return;
                     }
                     if (evidence) {
                         m_votes->setEvidence(*evidence, isSettled);
                     } else {
                         Q_EMIT errorOccurred(evidence.error());
                     }
                 });
}

void AdjudicationScreen::noteAnswer(AnnotationAction action)
{
    const std::optional<OpenItem>& open = controller()->item();
    const UnitEvidence& evidence = m_votes->evidence();
    if (action != AnnotationAction::Submit || !open || evidence.item != open->view.item.id ||
        !evidence.isAdjudication) {
        m_votes->setLastVerdict({});
        return;
    }
    m_lastSettled = evidence.item;
    const Preference* verdict = controller()->content().findPreference(u"overall"_s);
    QStringList words;
    if (verdict != nullptr) {
        const ResponseIndex better = verdict->margin > 0   ? verdict->first
                                     : verdict->margin < 0 ? verdict->second
                                                           : -1;
        const QString model = better >= 0 ? open->view.responses.value(better).model : QString();
        words << (better < 0        ? tr("No answer is better.")
                  : model.isEmpty() ? tr("Its author is not known.")
                                    : tr("%1 is better.").arg(model));
        int same = 0;
        int all = 0;
        for (const VoteEvidence& vote : evidence.votes) {
            if (!vote.isVerdict && vote.better) {
                ++all;
                same += *vote.better == better ? 1 : 0;
            }
        }
        QStringList names;
        for (int place = 0; place < evidence.models.size(); ++place) {
            if (!evidence.models[place].isEmpty()) {
                names << tr("%1 was %2").arg(placeLetter(place), evidence.models[place]);
            }
        }
        if (!names.isEmpty()) {
            words << names.join(u", "_s) + u'.';
        }
        words << tr("%1 of %2 votes said the same.").arg(same).arg(all);
    } else {
        words << tr("By %1.").arg(evidence.models.join(u", "_s));
    }
    m_votes->setLastVerdict(words.join(u' '));
}

void AdjudicationScreen::showEndWords()
{
    if (m_state.total == 0) {
        emptyPage()->setContent(
            u"scale"_s, tr("Nothing to settle yet."),
            tr("What people or judges disagree on becomes a batch on the page Disagreements. "
               "Here an experienced person settles each pair, with all votes in sight."),
            context().actions.action(u"global.go.disagreements"_s));
    } else if (m_state.settled >= m_state.total) {
        emptyPage()->setContent(
            u"check"_s,
            m_state.total == 1 ? tr("The one pair is settled. Thank you.")
                               : tr("All %1 are settled. Thank you.").arg(groupedNumber(m_state.total)),
            m_votes->lastVerdict().isEmpty() ? tr("What is put into a batch to settle opens here.")
                                             : tr("The last one: %1").arg(m_votes->lastVerdict()),
            context().actions.action(u"global.go.disagreements"_s));
    } else if (queueEnd()) {
        emptyPage()->setContent(
            {}, tr("Nothing is open for you now."),
            tr("What is left is held by others, or you have skipped it. It will open here "
               "when it comes back."));
    } else {
        emptyPage()->setContent(u"scale"_s, tr("Opening the next one…"), {});
    }
}

void AdjudicationScreen::setVotesShown(bool isShown)
{
    context().actions.action(u"adjudication.votes"_s)->setChecked(isShown);
    m_votes->setVisible(isShown);
    fitPane();
}

void AdjudicationScreen::fitPane()
{
    if (m_split->indexOf(m_votes) + 1 < m_split->count()) {
        m_split->addWidget(m_votes); // a panel has put a pane of its own behind it
    }
    const QList<int> kept = context().settings.splitterSizes(splitterKey());
    const int usual = width() < kNarrowPage ? metrics::kPaneDetails : metrics::kPaneEvidence;
    const int votes = kept.size() == 2 && kept.last() > 0 ? kept.last() : usual;
    QList<int> sizes{0};
    int rest = m_split->width() - votes;
    for (int index = 1; index + 1 < m_split->count(); ++index) {
        const int side = m_split->widget(index)->isHidden() ? 0 : panel()->sidePaneWidth();
        sizes.append(side);
        rest -= side;
    }
    sizes.append(votes);
    sizes.first() = qMax(1, rest);
    m_split->setSizes(sizes);
}

void AdjudicationScreen::resizeEvent(QResizeEvent* event)
{
    AnnotateScreen::resizeEvent(event);
    fitPane();
}

} // namespace plumbline
