#include "ui/screens/annotate/annotatecontroller.h"

#include <QFuture>
#include <QLocale>

#include "core/base/whenfinished.h"
#include "core/store/store.h"
#include "core/store/suggestions.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Where a label came from, beside what the store knows itself.
QJsonObject provenanceOf(const QDateTime& openedAt)
{
    return {{u"via"_s, u"workbench"_s}, {u"opened_at"_s, toIsoUtc(openedAt)}};
}

/// The judge's answer to what has just been answered; nothing where the schema names no judge, or where the
/// person knew it already.
Result<std::optional<AnswerComparison>> compare(Session& session, const ItemView& item, const Annotation& row)
{
    if (item.schema.definition.suggestionsFrom.isEmpty() || item.schema.definition.showsSuggestionFirst) {
        return std::optional<AnswerComparison>();
    }
    PLUMBLINE_ASSIGN(const std::optional<Suggestion> said, suggestionFor(session, item));
    if (!said) {
        return std::optional<AnswerComparison>();
    }
    return std::optional(AnswerComparison{said->by,
                                          shortForm(said->content, AnnotationAction::Submit, row.shownOrder),
                                          shortForm(row.content, row.action, row.shownOrder)});
}

} // namespace

AnnotateController::AnnotateController(Store& store, AnnotatorId annotator, int leaseSeconds, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_annotator(annotator)
    , m_leaseSeconds(leaseSeconds)
    , m_timer(store.clock())
{
    m_draftTimer.setSingleShot(true);
    connect(&m_draftTimer, &QTimer::timeout, this, &AnnotateController::saveDraft);
    m_slowTimer.setSingleShot(true);
    m_slowTimer.setInterval(kSlowSaveMs);
    connect(&m_slowTimer, &QTimer::timeout, this, [this] { setSaveState(SaveState::Saving); });
    m_renewTimer.setInterval(kRenewEveryMs);
    connect(&m_renewTimer, &QTimer::timeout, this, &AnnotateController::renewLease);
    m_renewTimer.start();
    m_aheadTimer.setSingleShot(true);
    m_aheadTimer.setInterval(kAheadDelayMs);
    connect(&m_aheadTimer, &QTimer::timeout, this, &AnnotateController::lookAhead);
    // While the lease is renewed for somebody who reads long, others take items of the queue.
    connect(&m_renewTimer, &QTimer::timeout, this, &AnnotateController::lookAhead);
}

AnnotateController::~AnnotateController()
{
    flushAndWait();
}

void AnnotateController::setFilter(const QueueFilter& filter)
{
    m_filter = filter;
    forgetComing();
    m_aheadTimer.start();
}

std::optional<ContentGap> AnnotateController::gap() const
{
    if (!m_item) {
        return std::nullopt;
    }
    return firstGap(m_content, m_item->view.schema.definition,
                    static_cast<int>(m_item->view.responses.size()), m_item->view.judgedTexts());
}

bool AnnotateController::canUndo() const
{
    return !m_steps.isEmpty() || !m_sentSteps.isEmpty() || m_overview.canUndo;
}

// ---- moves: everything that ends with another item on the screen

Result<void> AnnotateController::keepDraft(Labelling& labelling, const Snapshot& snapshot)
{
    if (!snapshot.isDirty) {
        return {};
    }
    return labelling.saveDraft(snapshot.item, snapshot.content, snapshot.steps, snapshot.activeMs);
}

Result<AnnotateController::MoveResult> AnnotateController::next(Session& session, Labelling& labelling,
                                                                AnnotatorId annotator,
                                                                const QueueFilter& filter)
{
    MoveResult result;
    PLUMBLINE_ASSIGN(result.item, labelling.openNext(filter));
    if (result.item) {
        PLUMBLINE_ASSIGN(result.suggestion, suggest(session, annotator, *result.item));
    } else {
        PLUMBLINE_ASSIGN(const Progress progress, labelling.progress(filter));
        result.end = progress.done > 0    ? QueueEnd::AllJudged
                     : progress.total > 0 ? QueueEnd::OthersAtWork
                                          : QueueEnd::NothingYet;
    }
    return result;
}

void AnnotateController::openNext()
{
    request({[filter = m_filter, annotator = m_annotator](Session& session, Labelling& labelling,
                                                          const Snapshot& snapshot) -> Result<MoveResult> {
                 PLUMBLINE_TRY(keepDraft(labelling, snapshot));
                 return next(session, labelling, annotator, filter);
             },
             [this](const MoveResult& result) { show(result, Arrival::Next); }});
}

void AnnotateController::openItem(ItemId item)
{
    const auto work = [item, annotator = m_annotator](Session& session, Labelling& labelling,
                                                      const Snapshot& snapshot) -> Result<MoveResult> {
        PLUMBLINE_TRY(keepDraft(labelling, snapshot));
        MoveResult result;
        Result<OpenItem> opened = labelling.open(item);
        if (opened) {
            result.item = std::move(opened).value();
            PLUMBLINE_ASSIGN(result.suggestion, suggest(session, annotator, *result.item));
        } else if (opened.error().code == ErrorCode::Conflict) {
            PLUMBLINE_ASSIGN(result.heldUntil, AssignmentRepository(session).heldUntil(item));
            result.slotWasTaken = true;
        } else {
            return opened.error();
        }
        return result;
    };
    request({work, [this](const MoveResult& result) {
                 if (result.item) {
                     show(result, Arrival::Reopened);
                     return;
                 }
                 const QString until = QLocale().toString(
                     result.heldUntil.value_or(m_store.clock().now()).toLocalTime(), u"HH:mm"_s);
                 setMoving(false);
                 if (m_item) {
                     Q_EMIT noticed(tr("Someone else is judging this item until %1.").arg(until));
                     Q_EMIT released();
                     return;
                 }
                 Q_EMIT noticed(
                     tr("Someone else is judging this item until %1. The next one is open.").arg(until));
                 openNext();
             }});
}

bool AnnotateController::submit()
{
    if (!m_item || m_isMoving || gap()) {
        return false;
    }
    AnnotationContent content = m_content;
    content.skipReason.clear(); // of an item that was skipped before
    answer(AnnotationAction::Submit, content);
    return true;
}

void AnnotateController::skip(const QString& reason)
{
    if (!m_item || m_isMoving) {
        return;
    }
    AnnotationContent content = m_content;
    content.skipReason = reason;
    answer(AnnotationAction::Skip, content);
}

void AnnotateController::answer(AnnotationAction action, const AnnotationContent& content)
{
    const AnnotationContent given = withoutSuggestion(content);
    QJsonObject provenance = provenanceOf(m_openedAt);
    if (m_suggestion) {
        addSuggestion(provenance, *m_suggestion, given);
    }
    const auto work = [action, given, filter = m_filter, provenance, present = m_item->view,
                       coming = m_coming,
                       annotator = m_annotator](Session& session, Labelling& labelling,
                                                const Snapshot& snapshot) -> Result<MoveResult> {
        labelling.remember(present);
        if (coming) {
            labelling.remember(coming->view);
        }
        const auto answerItem = action == AnnotationAction::Submit ? &Labelling::submit : &Labelling::skip;
        PLUMBLINE_ASSIGN(const Annotation row, (labelling.*answerItem)(snapshot.item, given, snapshot.steps,
                                                                       snapshot.activeMs, provenance));
        PLUMBLINE_ASSIGN(MoveResult result, next(session, labelling, annotator, filter));
        if (action == AnnotationAction::Submit) {
            PLUMBLINE_ASSIGN(result.comparison, compare(session, present, row));
        }
        return result;
    };
    const auto done = [this, action](const MoveResult& result) {
        Q_EMIT answered(action);
        show(result, Arrival::Next);
    };
    request({work, done, true});
}

void AnnotateController::undo()
{
    step(true);
}

void AnnotateController::redo()
{
    step(false);
}

Result<AnnotateController::MoveResult> AnnotateController::stepped(Session& session, Labelling& labelling,
                                                                   AnnotatorId annotator,
                                                                   const QueueFilter& filter, bool isUndo)
{
    PLUMBLINE_ASSIGN(StepResult step, isUndo ? labelling.undo() : labelling.redo(filter));
    MoveResult result;
    if (!step.didSomething) {
        return result;
    }
    result.slotWasTaken = step.slotWasTaken;
    result.item = std::move(step.item);
    if (!result.item) {
        PLUMBLINE_ASSIGN(result, next(session, labelling, annotator, filter));
        result.slotWasTaken = step.slotWasTaken;
    } else {
        OpenItem begun = *result.item;
        PLUMBLINE_ASSIGN(result.suggestion, suggest(session, annotator, begun));
        if (step.kind != u"edit"_s) {
            result.item = std::move(begun);
        } else if (begun.content != result.item->content) { // an edit that was taken back left it empty
            result.suggestion.reset();
        }
    }
    result.stepKind = step.kind;
    return result;
}

void AnnotateController::step(bool isUndo)
{
    const auto work = [isUndo, filter = m_filter,
                       annotator = m_annotator](Session& session, Labelling& labelling,
                                                const Snapshot& snapshot) -> Result<MoveResult> {
        PLUMBLINE_TRY(keepDraft(labelling, snapshot));
        return stepped(session, labelling, annotator, filter, isUndo);
    };
    request({work, [this, isUndo](const MoveResult& result) { showStep(result, isUndo); }});
}

void AnnotateController::showStep(const MoveResult& result, bool isUndo)
{
    if (result.stepKind.isEmpty()) {
        setMoving(false);
        refreshOverview();
        Q_EMIT hinted(isUndo ? tr("There is nothing to undo.") : tr("There is nothing to redo."));
        Q_EMIT released();
        return;
    }
    if (result.slotWasTaken) {
        Q_EMIT noticed(tr("The skip was taken back, but someone else is judging this item now."));
    }
    if (result.item && m_item && result.item->view.item.id == m_item->view.item.id &&
        result.stepKind == u"edit"_s) {
        m_item = result.item;
        m_content = result.item->content;
        m_draftSavedAt = result.item->draftSavedAt;
        setMoving(false);
        refreshOverview();
        Q_EMIT contentRestored();
        Q_EMIT released();
        return;
    }
    show(result, isUndo ? Arrival::Undone : Arrival::Redone);
}

void AnnotateController::show(const MoveResult& result, Arrival arrival)
{
    m_item = result.item;
    m_suggestion = result.suggestion;
    m_comparison = result.comparison;
    m_content = m_item ? m_item->content : AnnotationContent();
    m_draftSavedAt = m_item ? m_item->draftSavedAt : std::nullopt;
    m_lastField.clear();
    m_openedAt = m_store.clock().now();
    m_timer.start(m_item ? m_item->activeMs : 0);
    setMoving(false);
    if (m_item) {
        Q_EMIT itemOpened(arrival);
    } else {
        Q_EMIT queueEnded(result.end);
    }
    forgetComing();
    refreshOverview();
    m_aheadTimer.start();
    Q_EMIT released();
}

void AnnotateController::request(const Move& move)
{
    if (m_isMoving) {
        return;
    }
    setMoving(true);
    m_draftTimer.stop();
    if (m_isWriting) {
        m_nextMove = move;
    } else {
        start(move);
    }
}

void AnnotateController::start(const Move& move)
{
    const Snapshot snapshot = takeSnapshot();
    writeStarted();
    const auto written = m_store.writeAsync(
        [work = move.work, snapshot, annotator = m_annotator, lease = m_leaseSeconds](Session& session) {
            Labelling labelling(session, annotator, lease);
            return work(session, labelling, snapshot);
        });
    whenFinished(written, this, [this, move](const Result<MoveResult>& result) { finishMove(move, result); });
}

void AnnotateController::finishMove(const Move& move, const Result<MoveResult>& result)
{
    writeEnded();
    if (result) {
        m_sentSteps.clear();
        m_isDirty = false;
        succeed();
        move.done(result.value());
        return;
    }
    if (move.losesItemOnConflict && result.error().code == ErrorCode::Conflict) {
        loseItem();
        return;
    }
    m_steps = m_sentSteps + m_steps;
    m_sentSteps.clear();
    fail(result.error());
    setMoving(false);
    Q_EMIT released();
}

void AnnotateController::loseItem()
{
    m_item.reset();
    m_suggestion.reset();
    m_comparison.reset();
    forgetComing();
    m_steps.clear();
    m_sentSteps.clear();
    m_isDirty = false;
    setMoving(false);
    Q_EMIT noticed(tr("Your hold on this item ran out and someone else has taken it. Your answer was not "
                      "submitted. The next one is open."));
    openNext();
}

// ---- what surrounds the item

void AnnotateController::refreshOverview()
{
    const quint64 sequence = ++m_overviewSequence;
    QueueFilter progressFilter = m_filter;
    if (m_item) { // the header names the item's batch: the figures beside it are that batch's
        progressFilter.batches = {m_item->view.item.batchId};
    }
    const auto work = [filter = progressFilter, annotator = m_annotator,
                       lease = m_leaseSeconds](Session& session) -> Result<LabellingOverview> {
        Labelling labelling(session, annotator, lease);
        LabellingOverview overview;
        PLUMBLINE_ASSIGN(overview.history, labelling.history(kHistoryLength));
        PLUMBLINE_ASSIGN(overview.progress, labelling.progress(filter));
        PLUMBLINE_ASSIGN(overview.canUndo, labelling.canUndo());
        PLUMBLINE_ASSIGN(overview.canRedo, labelling.canRedo());
        return overview;
    };
    whenFinished(m_store.readAsync(work), this, [this, sequence](const Result<LabellingOverview>& overview) {
        if (sequence != m_overviewSequence || !overview) {
            return;
        }
        m_overview = overview.value();
        m_overview.canUndo = m_overview.canUndo || !m_steps.isEmpty();
        m_overview.canRedo = m_overview.canRedo && m_steps.isEmpty();
        Q_EMIT overviewChanged();
    });
}

void AnnotateController::writeStarted()
{
    m_isWriting = true;
    m_slowTimer.start();
}

void AnnotateController::writeEnded()
{
    m_isWriting = false;
    m_slowTimer.stop();
}

void AnnotateController::fail(const Error& error)
{
    m_hasFailed = true;
    setSaveState(SaveState::Failed);
    Q_EMIT failed(saveFailureText(error), error.details);
    if (m_isDirty && !m_draftTimer.isActive()) {
        m_draftTimer.start(kRetryMs);
    }
}

void AnnotateController::succeed()
{
    setSaveState(m_isDirty ? SaveState::Open : SaveState::Durable);
    if (std::exchange(m_hasFailed, false)) {
        Q_EMIT recovered();
    }
}

void AnnotateController::setMoving(bool isMoving)
{
    if (std::exchange(m_isMoving, isMoving) != isMoving) {
        Q_EMIT movingChanged(isMoving);
    }
}

void AnnotateController::setSaveState(SaveState state)
{
    m_saveState = state;
    Q_EMIT saveStateChanged();
}

QString saveFailureText(const Error& error)
{
    switch (error.code) {
    case ErrorCode::DiskFull:
        return AnnotateController::tr("The answer could not be saved: the disk is full. It is still on the "
                                      "screen. Free some space and press Enter.");
    case ErrorCode::ReadOnly:
        return AnnotateController::tr("The answer could not be saved: the project cannot be written. It is "
                                      "still on the screen. Make the file writable and press Enter.");
    case ErrorCode::FileVanished:
        return AnnotateController::tr("The answer could not be saved: the project file has gone. It is still "
                                      "on the screen. Put the file back and press Enter.");
    case ErrorCode::Busy:
        return AnnotateController::tr("The answer could not be saved: another program holds the project. It "
                                      "is still on the screen. Press Enter to try again.");
    default:
        return AnnotateController::tr(
                   "The answer could not be saved. It is still on the screen. Press Enter to try again. %1")
            .arg(error.message);
    }
}

} // namespace plumbline
