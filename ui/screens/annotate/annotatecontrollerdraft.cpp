// How AnnotateController takes edits and keeps the draft; see annotatecontroller.h.

#include "ui/screens/annotate/annotatecontroller.h"

#include <QFuture>

#include "core/base/whenfinished.h"
#include "core/store/store.h"

#include <utility>

namespace plumbline {

void AnnotateController::edit(const AnnotationContent& before, const AnnotationContent& after,
                              const QString& field)
{
    if (!m_item || m_isMoving) {
        return;
    }
    const qint64 now = m_store.clock().monotonicMs();
    const bool belongsToLast = !field.isEmpty() && field == m_lastField && !m_steps.isEmpty() &&
                               now - m_lastEditMs <= kMergeWithinMs;
    if (belongsToLast) {
        m_steps.last().after = after;
    } else {
        m_steps.append(EditStep{before, after});
    }
    m_lastField = field;
    m_lastEditMs = now;
    m_content = after;
    m_isDirty = true;
    m_timer.touch();
    if (m_saveState == SaveState::Durable) {
        setSaveState(SaveState::Open);
    }
    if (!m_draftTimer.isActive()) {
        m_draftTimer.start(m_hasFailed ? kRetryMs : kDraftDelayMs);
    }
    if (!m_overview.canUndo || m_overview.canRedo) {
        m_overview.canUndo = true;
        m_overview.canRedo = false;
        Q_EMIT overviewChanged();
    }
}

AnnotateController::Snapshot AnnotateController::takeSnapshot()
{
    Snapshot snapshot;
    if (!m_item) {
        return snapshot;
    }
    snapshot.item = m_item->view.item.id;
    snapshot.content = m_content;
    snapshot.activeMs = m_timer.elapsedMs();
    snapshot.isDirty = m_isDirty;
    // The step that is still being typed goes along: a draft in the store always has the steps that led to
    // it.
    m_sentSteps = std::exchange(m_steps, {});
    snapshot.steps = m_sentSteps;
    return snapshot;
}

void AnnotateController::saveDraft()
{
    if (!m_item || m_isMoving || m_isWriting || !m_isDirty) {
        return;
    }
    const Snapshot snapshot = takeSnapshot();
    m_isDirty = false;
    writeStarted();
    const auto written =
        m_store.writeAsync([snapshot, annotator = m_annotator, lease = m_leaseSeconds](Session& session) {
            Labelling labelling(session, annotator, lease);
            return keepDraft(labelling, snapshot);
        });
    whenFinished(written, this, [this, isComplete = m_steps.isEmpty()](const Result<void>& result) {
        finishDraft(result, isComplete);
    });
}

void AnnotateController::retryDraft()
{
    if (m_hasFailed) {
        m_draftTimer.stop();
        saveDraft();
    }
}

void AnnotateController::finishDraft(const Result<void>& result, bool isComplete)
{
    writeEnded();
    if (result) {
        m_sentSteps.clear();
        m_draftSavedAt = m_store.clock().now();
        m_isDirty = m_isDirty || !isComplete;
        succeed();
    } else {
        m_steps = m_sentSteps + m_steps;
        m_sentSteps.clear();
        m_isDirty = true;
    }
    if (m_nextMove) {
        const Move move = *std::exchange(m_nextMove, std::nullopt);
        start(move);
        return;
    }
    if (!result && result.error().code == ErrorCode::Conflict) {
        loseItem();
        return;
    }
    if (!result) {
        fail(result.error());
    }
    if (m_isDirty && !m_draftTimer.isActive()) {
        m_draftTimer.start(m_hasFailed ? kRetryMs : kDraftDelayMs);
    }
}

void AnnotateController::renewLease()
{
    if (!m_item || m_isMoving || m_isWriting || m_isDirty || m_item->isSubmitted ||
        m_timer.idleMs() > kRenewForMs) {
        return;
    }
    writeStarted();
    const auto written = m_store.writeAsync([item = m_item->view.item.id, annotator = m_annotator,
                                             lease = m_leaseSeconds](Session& session) -> Result<void> {
        PLUMBLINE_TRY(AssignmentRepository(session).renew(item, annotator, lease));
        return {};
    });
    whenFinished(written, this, [this](const Result<void>& result) {
        writeEnded();
        if (!result && result.error().code == ErrorCode::Conflict) {
            loseItem();
        } else if (m_nextMove) {
            const Move move = *std::exchange(m_nextMove, std::nullopt);
            start(move);
        } else if (m_isDirty && !m_draftTimer.isActive()) {
            m_draftTimer.start(kDraftDelayMs);
        }
    });
}

void AnnotateController::leave()
{
    m_timer.pause();
    m_draftTimer.stop();
    saveDraft();
}

void AnnotateController::comeBack()
{
    m_timer.resume();
}

bool AnnotateController::flushAndWait()
{
    m_draftTimer.stop();
    Snapshot snapshot;
    if (m_item && !m_isMoving) {
        snapshot.item = m_item->view.item.id;
        snapshot.content = m_content;
        snapshot.steps = std::exchange(m_steps, {});
        snapshot.activeMs = m_timer.elapsedMs();
        snapshot.isDirty = m_isDirty || !snapshot.steps.isEmpty();
    }
    if (!snapshot.isDirty && !m_isWriting) {
        return true;
    }
    // Writes are done in the order in which they were asked for, so this also waits for those under way.
    const Result<void> result = m_store.write([&snapshot, this](Session& session) {
        Labelling labelling(session, m_annotator, m_leaseSeconds);
        return keepDraft(labelling, snapshot);
    });
    m_isDirty = m_isDirty && !result;
    return result.hasValue();
}

} // namespace plumbline
