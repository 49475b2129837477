#include "ui/screens/annotate/annotatecontroller.h"

#include <QFuture>
#include <QLocale>

#include "core/base/whenfinished.h"
#include "core/store/store.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Where a label came from, beside what the store knows itself.
QJsonObject provenanceOf(const QDateTime& openedAt)
{
    return {{u"via"_s, u"workbench"_s}, {u"opened_at"_s, toIsoUtc(openedAt)}};
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

Result<AnnotateController::MoveResult> AnnotateController::next(Labelling& labelling,
                                                                const QueueFilter& filter)
{
    MoveResult result;
    PLUMBLINE_ASSIGN(result.item, labelling.openNext(filter));
    if (!result.item) {
        PLUMBLINE_ASSIGN(const Progress progress, labelling.progress(filter));
        result.end = progress.done > 0    ? QueueEnd::AllJudged
                     : progress.total > 0 ? QueueEnd::OthersAtWork
                                          : QueueEnd::NothingYet;
    }
    return result;
}

void AnnotateController::openNext()
{
    request(
        {[filter = m_filter](Session&, Labelling& labelling, const Snapshot& snapshot) -> Result<MoveResult> {
             PLUMBLINE_TRY(keepDraft(labelling, snapshot));
             return next(labelling, filter);
         },
         [this](const MoveResult& result) { show(result, Arrival::Next); }});
}

void AnnotateController::openItem(ItemId item)
{
    const auto work = [item](Session& session, Labelling& labelling,
                             const Snapshot& snapshot) -> Result<MoveResult> {
        PLUMBLINE_TRY(keepDraft(labelling, snapshot));
        MoveResult result;
        Result<OpenItem> opened = labelling.open(item);
        if (opened) {
            result.item = std::move(opened).value();
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
    const auto work =
        [action, content, filter = m_filter, provenance = provenanceOf(m_openedAt), present = m_item->view,
         coming = m_coming](Session&, Labelling& labelling, const Snapshot& snapshot) -> Result<MoveResult> {
        labelling.remember(present);
        if (coming) {
            labelling.remember(coming->view);
        }
        if (action == AnnotationAction::Submit) {
            PLUMBLINE_TRY(
                labelling.submit(snapshot.item, content, snapshot.steps, snapshot.activeMs, provenance));
        } else {
            PLUMBLINE_TRY(
                labelling.skip(snapshot.item, content, snapshot.steps, snapshot.activeMs, provenance));
        }
        return next(labelling, filter);
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

void AnnotateController::step(bool isUndo)
{
    const auto work = [isUndo, filter = m_filter](Session&, Labelling& labelling,
                                                  const Snapshot& snapshot) -> Result<MoveResult> {
        PLUMBLINE_TRY(keepDraft(labelling, snapshot));
        PLUMBLINE_ASSIGN(StepResult stepped, isUndo ? labelling.undo() : labelling.redo(filter));
        MoveResult result;
        if (stepped.didSomething) {
            result.stepKind = stepped.kind;
            result.slotWasTaken = stepped.slotWasTaken;
            result.item = std::move(stepped.item);
        }
        if (stepped.didSomething && !result.item) {
            PLUMBLINE_ASSIGN(MoveResult following, next(labelling, filter));
            result.item = std::move(following.item);
            result.end = following.end;
        }
        return result;
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
