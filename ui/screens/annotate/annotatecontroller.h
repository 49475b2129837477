#pragma once

#include "core/base/result.h"
#include "core/domain/suggestion.h"
#include "core/store/labelling.h"
#include "ui/screens/annotate/activetimer.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace plumbline {

class Store;

/// Why an item came on the screen.
enum class Arrival {
    Next,     ///< the queue's next
    Reopened, ///< chosen from the history or a list
    Undone,
    Redone,
};

/// Why there is no item on the screen.
enum class QueueEnd {
    AllJudged,    ///< nothing is left for this person
    NothingYet,   ///< the filter's batches hold no item for anyone
    OthersAtWork, ///< what is left is held by others
};

/// Where the answer stands between screen and disk.
enum class SaveState {
    Durable, ///< all is on the disk
    Open,    ///< changed less than half a second ago
    Saving,  ///< a write takes longer than 200 ms
    Failed,  ///< the last write failed; the answer is on the screen only
};

/// What surrounds the open item: history strip, progress, undo and redo.
struct LabellingOverview
{
    QList<HistoryEntry> history; ///< oldest first
    Progress progress;
    bool canUndo = false;
    bool canRedo = false;
};

/// What a judge had said of an item that has just been answered, for a quiet line.
struct AnswerComparison
{
    QString by;     ///< the judge's name
    QString theirs; ///< short forms, as the annotator saw the item
    QString mine;
};

/// One person's sitting: opens items, keeps drafts, submits, skips, undoes. All work on the store is
/// asynchronous and one after the other, so that a reply always belongs to the item on the screen; an item
/// changes on the screen only after what came before it is durable. GUI thread only.
class AnnotateController : public QObject
{
    Q_OBJECT

public:
    static constexpr int kLeaseSeconds = 1200;
    static constexpr int kHistoryLength = 10;
    static constexpr int kMergeWithinMs = 500; ///< typing pauses shorter than this belong to one undo step
    static constexpr int kDraftDelayMs = 400;  ///< leaves 100 ms of the promised 500 for the write itself
    static constexpr int kRetryMs = 2000;      ///< a draft that could not be saved is tried again
    static constexpr int kSlowSaveMs = 200;    ///< from here on the person is told that it is being saved
    static constexpr int kAheadDelayMs = 20;   ///< after an item is shown the next one is read ahead
    static constexpr int kRenewEveryMs = 300'000;
    static constexpr qint64 kRenewForMs = 7'200'000; ///< an item is kept this long for a person who is away

    /// `store` outlives the controller; time comes from its clock.
    /// `leaseSeconds`: how long a claimed item is kept after the person's last action.
    AnnotateController(Store& store, AnnotatorId annotator, int leaseSeconds = kLeaseSeconds,
                       QObject* parent = nullptr);
    ~AnnotateController() override;

    /// From which batches the queue is filled. Takes effect with the next openNext().
    void setFilter(const QueueFilter& filter);
    [[nodiscard]] const QueueFilter& filter() const { return m_filter; }

    /// The item on the screen; nothing when the queue has ended or nothing was opened yet.
    [[nodiscard]] const std::optional<OpenItem>& item() const { return m_item; }
    /// The answer as it stands, saved or not.
    [[nodiscard]] const AnnotationContent& content() const { return m_content; }
    /// What keeps the answer from being submitted; nothing when it may be.
    [[nodiscard]] std::optional<ContentGap> gap() const;
    /// What a judge says of the item on the screen, where the person may see it: the answer began with it, or
    /// their own is in.
    [[nodiscard]] const std::optional<Suggestion>& suggestion() const { return m_suggestion; }
    /// The judge's answer beside the one that was given last; nothing where none is to be shown.
    [[nodiscard]] const std::optional<AnswerComparison>& comparison() const { return m_comparison; }
    /// True from a submit, skip, undo… until its item is on the screen: keys must wait.
    [[nodiscard]] bool isMoving() const { return m_isMoving; }
    [[nodiscard]] SaveState saveState() const { return m_saveState; }
    /// When the draft was last saved; nothing when the item has none.
    [[nodiscard]] const std::optional<QDateTime>& draftSavedAt() const { return m_draftSavedAt; }
    [[nodiscard]] const LabellingOverview& overview() const { return m_overview; }
    [[nodiscard]] bool canUndo() const;
    /// The item that submit or skip will open next, by what could be seen after this one was opened. It has
    /// been read and is claimed by nobody: the submit itself claims what comes next then, this or another.
    /// Nothing while it is not known.
    [[nodiscard]] const std::optional<OpenItem>& comingItem() const { return m_coming; }
    /// Active time spent with the item so far, earlier openings included, in milliseconds.
    [[nodiscard]] qint64 activeMs() const { return m_timer.elapsedMs(); }

    // Each of these ends with itemOpened, queueEnded or failed. While one is under way, others are refused.
    void openNext();
    void openItem(ItemId item);
    /// Submits the answer and opens the next item. False, and nothing happens, while it is incomplete.
    bool submit();
    void skip(const QString& reason);
    void undo();
    void redo();

    /// The person changed the answer. Changes of the same non-empty `field` within kMergeWithinMs are one
    /// undo step.
    void edit(const AnnotationContent& before, const AnnotationContent& after, const QString& field = {});
    /// Tries again what could not be saved; nothing when all went well.
    void retryDraft();
    /// Any input on the page: counts as active time.
    void touch() { m_timer.touch(); }
    /// The page is hidden or shown: stops and starts the time; saves the draft.
    void leave();
    void comeBack();
    /// Saves the draft now and waits for everything under way. For closing the window. False when it failed.
    bool flushAndWait();

Q_SIGNALS:
    void itemOpened(plumbline::Arrival arrival);
    /// Undo or redo changed the answer of the item on the screen.
    void contentRestored();
    void queueEnded(plumbline::QueueEnd reason);
    void movingChanged(bool isMoving);
    /// A move has ended and the screen has been told: keys that waited may go on.
    void released();
    void saveStateChanged();
    void overviewChanged();
    /// comingItem() has become another, or unknown.
    void comingItemChanged();
    /// What the person should know before they go on: someone else holds the item.
    void noticed(const QString& text);
    /// What is only worth saying aloud: there is nothing to undo.
    void hinted(const QString& text);
    /// A write failed. The item stays with its answer.
    void failed(const QString& text, const QString& details);
    /// What failed before has worked.
    void recovered();
    /// A label or a skip has become durable.
    void answered(plumbline::AnnotationAction action);

private:
    /// What a move brought.
    struct MoveResult
    {
        std::optional<OpenItem> item;
        QueueEnd end = QueueEnd::AllJudged;
        QString stepKind; ///< undo, redo: "edit", "submit", "skip"; "" when there was nothing to do
        std::optional<Suggestion> suggestion;
        std::optional<AnswerComparison> comparison;
        bool slotWasTaken = false; ///< someone else holds the item
        std::optional<QDateTime> heldUntil;
    };
    /// What a write carries of the open item.
    struct Snapshot
    {
        ItemId item;
        AnnotationContent content;
        QList<EditStep> steps;
        qint64 activeMs = 0;
        bool isDirty = false; ///< differs from what is stored
    };
    using MoveWork = std::function<Result<MoveResult>(Session&, Labelling&, const Snapshot&)>;
    using MoveDone = std::function<void(const MoveResult&)>;
    struct Move
    {
        MoveWork work;
        MoveDone done;
        bool losesItemOnConflict = false; ///< a Conflict means the item has gone: tell, and open the next
    };

    // annotatecontrollerahead.cpp: what comes next
    void lookAhead();
    void setComing(const std::optional<OpenItem>& coming);
    void forgetComing();

    static Result<void> keepDraft(Labelling& labelling, const Snapshot& snapshot);
    static Result<MoveResult> next(Session& session, Labelling& labelling, AnnotatorId annotator,
                                   const QueueFilter& filter);
    static Result<MoveResult> stepped(Session& session, Labelling& labelling, AnnotatorId annotator,
                                      const QueueFilter& filter, bool isUndo);

    void request(const Move& move);
    void start(const Move& move);
    void finishMove(const Move& move, const Result<MoveResult>& result);
    void show(const MoveResult& result, Arrival arrival);
    void answer(AnnotationAction action, const AnnotationContent& content);
    void step(bool isUndo);
    void showStep(const MoveResult& result, bool isUndo);
    void loseItem();
    void saveDraft();
    void finishDraft(const Result<void>& result, bool isComplete);
    void renewLease();
    void refreshOverview();
    [[nodiscard]] Snapshot takeSnapshot();
    void writeStarted();
    void writeEnded();
    void fail(const Error& error);
    void succeed();
    void setMoving(bool isMoving);
    void setSaveState(SaveState state);

    Store& m_store;
    const AnnotatorId m_annotator;
    const int m_leaseSeconds;
    QueueFilter m_filter;
    ActiveTimer m_timer;
    std::optional<OpenItem> m_item;
    std::optional<OpenItem> m_coming;
    std::optional<Suggestion> m_suggestion;
    std::optional<AnswerComparison> m_comparison;
    quint64 m_aheadSequence = 0; ///< of the newest look ahead; older replies are dropped
    AnnotationContent m_content;
    QList<EditStep> m_steps;     ///< not given to the store yet
    QList<EditStep> m_sentSteps; ///< under way to the store
    QDateTime m_openedAt;
    QString m_lastField;
    qint64 m_lastEditMs = 0;
    std::optional<Move> m_nextMove;
    quint64 m_overviewSequence = 0; ///< of the newest request; older replies are dropped
    bool m_isWriting = false;
    bool m_isDirty = false;
    bool m_isMoving = false;
    bool m_hasFailed = false;
    SaveState m_saveState = SaveState::Durable;
    std::optional<QDateTime> m_draftSavedAt;
    LabellingOverview m_overview;
    QTimer m_draftTimer;
    QTimer m_slowTimer;
    QTimer m_renewTimer;
    QTimer m_aheadTimer;
};

/// The sentence for a write that failed, for the bar over the answer.
[[nodiscard]] QString saveFailureText(const Error& error);

} // namespace plumbline
