#pragma once

#include "core/jobs/judgejob.h"
#include "core/jobs/judgerunfeed.h"
#include "core/jobs/judgesetup.h"
#include "core/jobs/storereplycache.h"
#include "core/store/judgerepository.h"

#include <QElapsedTimer>
#include <QMap>

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace plumbline {

/// What a run has counted, over all of its parts; stands in the job's checkpoint.
struct JudgeRunCounts
{
    qint64 judged = 0;
    qint64 inconsistent = 0;
    qint64 calls = 0;
    qint64 fromCache = 0;
    qint64 tokensIn = 0;
    qint64 tokensOut = 0;
    double cost = 0;   ///< US dollars, of what servers answered or may have answered
    double spent = 0;  ///< as the budget counts it
    double atRisk = 0; ///< reserved by requests in flight: counts as spent when the process is killed
    QMap<QString, qint64> faults; ///< of items that came to a verdict all the same
    QMap<QString, qint64> errors; ///< failed attempts
    qint64 retries = 0;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static JudgeRunCounts fromJson(const QJsonObject& object);
    /// The counts of earlier parts and of this one, whose budget began with what those had spent.
    [[nodiscard]] static JudgeRunCounts sum(const JudgeRunCounts& earlier, const JudgeRunCounts& now);
};

/// One run of a judge, or a part of it: see runJudgeJob(). Lives on the job's thread. It goes round in
/// steps: open items until enough calls are out, write what there is to write in one transaction, ask, wait
/// for outcomes. So its memory is that of the items that are open.
class JudgeRun
{
public:
    JudgeRun(const JudgeJobServices& services, JobContext& context, JudgeRunRequest request,
             JudgeSetup setup);
    ~JudgeRun();
    JudgeRun(const JudgeRun&) = delete;
    JudgeRun& operator=(const JudgeRun&) = delete;

    [[nodiscard]] Result<JobOutcome> run();

private:
    /// An item that is being judged.
    struct Work
    {
        ItemView view;
        std::unique_ptr<JudgeSession> session; ///< null: judged without asking
        int open = 0;                          ///< calls that are asked
        bool hasSlot = false;
        bool isDropped = false; ///< its verdict cannot come any more in this part of the run
    };
    struct Planned
    {
        ItemId item;
        JudgeCall call;
        QByteArray hash;
    };
    struct Arrival
    {
        ItemId item;
        int call = 0;
        LlmOutcome outcome;
    };
    /// Where outcomes arrive, from the client's thread.
    struct Mailbox
    {
        std::mutex mutex;
        std::condition_variable condition;
        std::deque<Arrival> arrivals;
    };
    /// The end of the work on an item.
    struct Ending
    {
        ItemView view;
        std::optional<JudgeVerdict> verdict;
        Error error;   ///< where there is none
        QString fault; ///< its short name
        QList<JudgeReply> replies;
        bool isWritten = false; ///< false: somebody else had judged it meanwhile
    };

    [[nodiscard]] Result<void> begin();
    void makeClient();
    [[nodiscard]] Result<void> loop();
    [[nodiscard]] bool wantsMore() const;
    [[nodiscard]] bool isLocal() const;
    [[nodiscard]] Result<void> refill();
    [[nodiscard]] Result<void> openItems(Session& session);
    void openItem(Session& session, ItemView view);
    [[nodiscard]] Result<JudgeVerdict> localVerdict(Session& session, const ItemView& view) const;
    void planCalls(Work& work);
    [[nodiscard]] Result<void> commit(bool isLast);
    [[nodiscard]] Result<void> writeAll(Session& session, bool isLast);
    [[nodiscard]] Result<void> takeSlots(Session& session);
    [[nodiscard]] Result<void> write(Session& session, Ending& ending);
    [[nodiscard]] Result<void> writeVerdict(Session& session, Ending& ending);
    [[nodiscard]] Result<void> noteCalls(Session& session, const Ending& ending);
    void committed();
    void askAll();
    void waitForOutcomes();
    void takeOutcomes();
    void take(Arrival& arrival);
    void end(Work& work);
    void fail(const LlmError& error);
    void publish(JudgeRunView::Phase phase, const QString& message = {});
    [[nodiscard]] JudgeRunEntry entryOf(const Ending& ending) const;
    [[nodiscard]] JudgeRunCounts countsNow() const;
    [[nodiscard]] QJsonObject result(bool hasItems) const;
    [[nodiscard]] Result<JobOutcome> outcome(const Result<void>& ran);
    [[nodiscard]] qint64 itemsDone() const;

    const JudgeJobServices m_services;
    JobContext& m_context;
    const JudgeRunRequest m_request;
    const JudgeSetup m_setup;
    const QString m_jobUid;
    std::shared_ptr<JudgeRunFeed> m_feed;
    LlmEndpoint m_endpoint; ///< with the run's own number of requests in flight
    StoreReplyCache m_cache;
    LlmBudget m_budget;
    LlmStats m_stats;
    SystemTimers m_timers;
    std::vector<std::unique_ptr<KeySource>> m_keys;
    std::unique_ptr<LlmClient> m_client;
    std::shared_ptr<Mailbox> m_mailbox = std::make_shared<Mailbox>();

    JudgedItems m_which;
    JudgeRunCounts m_before; ///< of the earlier parts
    JudgeRunCounts m_counts; ///< of this part
    qint64 m_total = 0;
    ItemId m_after;
    std::deque<ItemId> m_next;
    bool m_isExhausted = false;
    qint64 m_opened = 0; ///< items of this part that were taken up
    std::map<ItemId, Work> m_works;
    std::vector<Planned> m_toAsk;
    std::vector<Ending> m_endings;
    int m_outstanding = 0; ///< calls that are asked
    QElapsedTimer m_sinceCommit;
    std::optional<Error> m_fatal;
    bool m_isDraining = false;
    int m_failuresInARow = 0;
    bool m_hasReply = false; ///< some request of this part was answered
    qint64 m_unjudged = 0;
    qint64 m_withoutSlot = 0;
    QStringList m_unjudgedUids;
    QMap<QString, qint64> m_unjudgedFaults;
};

} // namespace plumbline
