#pragma once

#include "core/domain/item.h"
#include "core/store/assignmentrepository.h"
#include "core/store/session.h"
#include "core/store/steprepository.h"

#include <QList>

#include <optional>

namespace plumbline {

/// One change of a draft, for the undo history.
struct EditStep
{
    AnnotationContent before;
    AnnotationContent after;
    bool operator==(const EditStep&) const = default;
};

/// An item as it is opened for an annotator.
struct OpenItem
{
    ItemView view;
    AnnotationContent content;         ///< the draft, or the submitted label, or nothing yet
    QList<ResponseIndex> shownOrder;   ///< place on screen → response index
    qint64 activeMs = 0;               ///< time spent before this opening
    std::optional<Annotation> current; ///< the annotator's newest row for it, when it is not a retraction
    bool isSubmitted = false;          ///< `current` is a label: submitting again supersedes it
    std::optional<QDateTime> draftSavedAt;
};

/// One box of the history strip.
struct HistoryEntry
{
    ItemId itemId;
    AnnotationId annotationId;
    AnnotationAction action = AnnotationAction::Submit;
    QString shortText;
};

/// How far an annotator is.
struct Progress
{
    qint64 done = 0;                   ///< submitted by them in the filter's batches
    qint64 total = 0;                  ///< done plus what they can still get (an upper estimate)
    std::optional<qint64> medianMs;    ///< median active time of their last 20 labels
    std::optional<qint64> remainingMs; ///< estimate: median × (total − done)
};

/// What undo and redo did.
struct StepResult
{
    bool didSomething = false;    ///< false: nothing to undo (or redo)
    bool slotWasTaken = false;    ///< a skip was taken back, but someone else holds the item by now
    QString kind;                 ///< "edit", "submit", "skip"
    std::optional<OpenItem> item; ///< what to show now
};

/// The annotator's work, each method one write transaction. The windows, plumblinectl and the tests use the
/// same methods. Invariants: a submitted label is durable when the call returns; everything can be undone; an
/// item never has more labels and live leases than its overlap.
class Labelling
{
public:
    /// `leaseSeconds`: how long a claimed item is kept for its annotator after their last action.
    Labelling(Session& session, AnnotatorId annotator, int leaseSeconds = 1200);

    /// The item they hold, or the next one of the queue, claimed. Nothing when the queue is done.
    [[nodiscard]] Result<std::optional<OpenItem>> openNext(const QueueFilter& filter);
    /// What openNext() will open once `open` has been answered, by what can be seen now; claims nothing and
    /// writes nothing, so that it may run in a read transaction. Someone else may take it before then.
    [[nodiscard]] Result<std::optional<OpenItem>> peekNext(const QueueFilter& filter, ItemId open);
    /// Tells what has been read of an item before (prompt, responses, schema), so that it is not read again
    /// while the item still has that schema.
    void remember(const ItemView& view);
    /// Opens a given item: one they hold or have answered, or a free one, which is claimed.
    /// Errors: NotFound, Conflict when someone else holds its last slot.
    [[nodiscard]] Result<OpenItem> open(ItemId item);

    /// Saves the draft of an open item and the steps that led to it, and renews the lease.
    [[nodiscard]] Result<void> saveDraft(ItemId item, const AnnotationContent& content,
                                         const QList<EditStep>& steps, qint64 activeMs);
    /// Submits a label; supersedes the annotator's earlier one, if any. `steps` are edits not saved yet.
    /// Errors: InvalidData when the content does not fit the schema or is incomplete; Conflict when the lease
    /// ran out and someone else took the slot.
    [[nodiscard]] Result<Annotation> submit(ItemId item, const AnnotationContent& content,
                                            const QList<EditStep>& steps, qint64 activeMs,
                                            const QJsonObject& provenance = {});
    /// Declines an item, with a reason in content.skipReason; its slot is free again.
    [[nodiscard]] Result<Annotation> skip(ItemId item, const AnnotationContent& content,
                                          const QList<EditStep>& steps, qint64 activeMs,
                                          const QJsonObject& provenance = {});
    /// Goes back one step: an edit, a submit or a skip; also over items and restarts.
    [[nodiscard]] Result<StepResult> undo();
    /// Takes back the last undo.
    [[nodiscard]] Result<StepResult> redo(const QueueFilter& filter);
    [[nodiscard]] Result<bool> canUndo();
    [[nodiscard]] Result<bool> canRedo();

    /// The last `limit` answers, oldest first.
    [[nodiscard]] Result<QList<HistoryEntry>> history(int limit = 10);
    [[nodiscard]] Result<Progress> progress(const QueueFilter& filter);

private:
    [[nodiscard]] Result<ItemView> viewOf(ItemId item);
    [[nodiscard]] Result<OpenItem> load(ItemId item);
    /// load() and remembers it as the item that is open.
    [[nodiscard]] Result<OpenItem> show(ItemId item);
    [[nodiscard]] Result<Annotation> answer(AnnotationAction action, ItemId item,
                                            const AnnotationContent& content, const QList<EditStep>& steps,
                                            qint64 activeMs, const QJsonObject& provenance);
    [[nodiscard]] Result<void> writeDraft(ItemId item, const AnnotationContent& content, qint64 activeMs);
    [[nodiscard]] Result<AnnotationContent> settled(ItemId item);
    [[nodiscard]] Result<void> pushEdits(ItemId item, const QList<EditStep>& steps);
    [[nodiscard]] Result<Annotation> appendRow(ItemId item, AnnotationAction action,
                                               const AnnotationContent& content,
                                               std::optional<qint64> activeMs, const QJsonObject& provenance);
    [[nodiscard]] Result<bool> undoAnswer(const Step& step);
    [[nodiscard]] Result<void> redoAnswer(const Step& step);

    Session& m_session;
    AnnotatorId m_annotator;
    int m_leaseSeconds;
    QList<ItemView> m_known; ///< see remember()
};

/// Every current label and draft of a project in a fixed text form without ids and times: equal label states
/// give equal bytes. For tests and for comparing projects.
[[nodiscard]] Result<QByteArray> labelState(Session& session);

} // namespace plumbline
