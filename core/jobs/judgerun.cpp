#include "core/jobs/judgerun.h"

#include "core/judge/rewardverdict.h"
#include "core/llm/keyringkeys.h"
#include "core/llm/llmthread.h"
#include "core/llm/rewardthread.h"
#include "core/store/interruption.h"
#include "core/store/itemrepository.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 500;         ///< ids of items that are read at once
constexpr int kLocalItems = 50;    ///< items without calls that one transaction writes
constexpr int kMostOpened = 200;   ///< items that one step opens
constexpr int kWaitMs = 50;        ///< how often the wish to stop is looked at
constexpr int kCommitEveryMs = 20; ///< transactions are at least so far apart
constexpr int kFailuresInARow = 20;

/// Failures that every further request would meet as well.
bool endsRun(LlmErrorKind kind)
{
    switch (kind) {
    case LlmErrorKind::BadEndpoint:
    case LlmErrorKind::NoKey:
    case LlmErrorKind::Unreachable:
    case LlmErrorKind::Tls:
    case LlmErrorKind::Proxy:
    case LlmErrorKind::WrongKey:
    case LlmErrorKind::Forbidden:
    case LlmErrorKind::NotFound:
    case LlmErrorKind::QuotaExhausted:
    case LlmErrorKind::Redirected:
    case LlmErrorKind::BudgetSpent:
        return true;
    default:
        return false;
    }
}

QJsonObject numbersOf(const QMap<QString, qint64>& map)
{
    QJsonObject out;
    for (auto at = map.cbegin(); at != map.cend(); ++at) {
        out.insert(at.key(), at.value());
    }
    return out;
}

QMap<QString, qint64> mapOf(const QJsonValue& value)
{
    QMap<QString, qint64> out;
    const QJsonObject object = value.toObject();
    for (auto at = object.constBegin(); at != object.constEnd(); ++at) {
        out.insert(at.key(), at.value().toInteger());
    }
    return out;
}

} // namespace

QJsonObject JudgeRunCounts::toJson() const
{
    return {{u"judged"_s, judged},
            {u"inconsistent"_s, inconsistent},
            {u"calls"_s, calls},
            {u"from_cache"_s, fromCache},
            {u"tokens_in"_s, tokensIn},
            {u"tokens_out"_s, tokensOut},
            {u"cost"_s, cost},
            {u"spent"_s, spent},
            {u"at_risk"_s, atRisk},
            {u"faults"_s, numbersOf(faults)},
            {u"errors"_s, numbersOf(errors)},
            {u"retries"_s, retries}};
}

JudgeRunCounts JudgeRunCounts::fromJson(const QJsonObject& object)
{
    JudgeRunCounts out;
    out.judged = object.value("judged"_L1).toInteger();
    out.inconsistent = object.value("inconsistent"_L1).toInteger();
    out.calls = object.value("calls"_L1).toInteger();
    out.fromCache = object.value("from_cache"_L1).toInteger();
    out.tokensIn = object.value("tokens_in"_L1).toInteger();
    out.tokensOut = object.value("tokens_out"_L1).toInteger();
    out.cost = object.value("cost"_L1).toDouble();
    out.spent = object.value("spent"_L1).toDouble();
    out.atRisk = object.value("at_risk"_L1).toDouble();
    out.faults = mapOf(object.value("faults"_L1));
    out.errors = mapOf(object.value("errors"_L1));
    out.retries = object.value("retries"_L1).toInteger();
    return out;
}

JudgeRunCounts JudgeRunCounts::sum(const JudgeRunCounts& a, const JudgeRunCounts& b)
{
    JudgeRunCounts out = a;
    out.judged += b.judged;
    out.inconsistent += b.inconsistent;
    out.calls += b.calls;
    out.fromCache += b.fromCache;
    out.tokensIn += b.tokensIn;
    out.tokensOut += b.tokensOut;
    out.cost += b.cost;
    out.retries += b.retries;
    out.spent = b.spent; // the budget began with what the earlier parts had spent
    out.atRisk = b.atRisk;
    for (auto at = b.faults.cbegin(); at != b.faults.cend(); ++at) {
        out.faults[at.key()] += at.value();
    }
    for (auto at = b.errors.cbegin(); at != b.errors.cend(); ++at) {
        out.errors[at.key()] += at.value();
    }
    return out;
}

JudgeRun::JudgeRun(const JudgeJobServices& services, JobContext& context, JudgeRunRequest request,
                   JudgeSetup setup)
    : m_services(services)
    , m_context(context)
    , m_request(std::move(request))
    , m_setup(std::move(setup))
    , m_jobUid(context.row().uid)
    , m_feed(JudgeRunFeed::open(context.store(), context.row().id))
    , m_endpoint(m_setup.setting.endpoint)
    , m_cache(context.store(), m_setup.annotator.id, context.row().id)
    , m_before(JudgeRunCounts::fromJson(context.checkpoint().value("counts"_L1).toObject()))
{
    // What was in flight when an earlier part was killed may have been billed.
    m_before.spent += std::exchange(m_before.atRisk, 0);
    m_budget.setLimit(m_request.budgetDollars);
    m_budget.settle(0, m_before.spent);
    if (m_request.inFlight > 0) {
        m_endpoint.limits.inFlight = m_request.inFlight;
    }
}

JudgeRun::~JudgeRun() = default;

bool JudgeRun::isLocal() const
{
    const JudgeProtocol protocol = m_setup.setting.spec.protocol;
    return protocol == JudgeProtocol::Simulated || protocol == JudgeProtocol::Jury;
}

qint64 JudgeRun::itemsDone() const
{
    return m_before.judged + m_counts.judged + m_unjudged;
}

Result<void> JudgeRun::begin()
{
    m_context.setUnit(u"items"_s);
    publish(JudgeRunView::Phase::Starting);
    m_which.batches = m_request.selection.batches;
    m_which.items = m_request.selection.items;
    m_which.judge = m_setup.annotator.id;
    m_which.onlyWithout = m_request.selection.onlyUnjudged;
    m_which.notByJob = m_request.selection.onlyUnjudged ? QString() : m_jobUid;
    for (const ItemKind kind : kindsOf(m_setup.setting.spec.protocol)) {
        if (m_request.selection.kind.value_or(kind) == kind) {
            m_which.kinds.append(kind);
        }
    }
    if (m_which.kinds.isEmpty()) {
        return makeError(ErrorCode::InvalidArgument,
                         u"The judge “%1” cannot judge items of the kind %2."_s.arg(
                             m_request.judge, toName(*m_request.selection.kind)),
                         u"kind"_s);
    }
    PLUMBLINE_ASSIGN(const qint64 left, m_context.store().read([this](Session& session) {
        const Interruption interruption(session.db, [this] { return m_context.isCancelled(); });
        return JudgeRepository(session).countItems(m_which);
    }));
    m_total = m_before.judged + left;
    if (m_request.selection.limit > 0) {
        m_total = std::min(m_total, m_request.selection.limit);
    }
    PLUMBLINE_TRY(
        m_context.store().write([](Session& session) { return StoreReplyCache::releaseDead(session); }));
    if (!isLocal()) {
        makeClient();
    }
    m_sinceCommit.start();
    return {};
}

void JudgeRun::makeClient()
{
    LlmServices services;
    services.timers = &m_timers;
    services.keys = m_services.keys;
    if (services.keys == nullptr) {
        m_keys.push_back(std::make_unique<EnvironmentKeys>());
        m_keys.push_back(std::make_unique<KeyringKeys>());
        m_keys.push_back(std::make_unique<KeyChain>(
            std::vector<const KeySource*>{m_keys.at(0).get(), m_keys.at(1).get()}));
        services.keys = m_keys.back().get();
    }
    services.cache = &m_cache;
    services.budget = &m_budget;
    services.stats = &m_stats;
    services.retry = m_services.retry;
    services.seed = m_setup.setting.projectSeed;
    if (m_services.makeClient) {
        m_client = m_services.makeClient(m_endpoint, services);
    } else if (m_setup.setting.spec.protocol == JudgeProtocol::RewardServer) {
        const Result<RewardOptions> options = RewardOptions::of(m_setup.setting.spec);
        const int batch = options ? options->batch : RewardClient::kUsualBatch;
        m_client = std::make_unique<RewardThread>(m_endpoint, services, batch);
    } else {
        m_client = std::make_unique<LlmThread>(m_endpoint, services);
    }
}

Result<JobOutcome> JudgeRun::run()
{
    Result<void> ran = begin();
    if (ran) {
        ran = loop();
    }
    // The client goes first: what it still asks for ends, and is settled in the budget.
    m_client.reset();
    takeOutcomes();
    const Result<void> written = commit(true);
    if (ran && !written) {
        ran = written;
    }
    return outcome(ran);
}

Result<void> JudgeRun::loop()
{
    for (;;) {
        if (m_context.isCancelled()) {
            return makeError(ErrorCode::Cancelled, QString());
        }
        if (m_fatal && (!m_isDraining || m_outstanding == 0)) {
            return *m_fatal;
        }
        PLUMBLINE_TRY(refill());
        PLUMBLINE_TRY(commit(false));
        askAll();
        publish(JudgeRunView::Phase::Running);
        if (m_works.empty() && m_endings.empty() && m_isExhausted && m_outstanding == 0) {
            return {};
        }
        if (!isLocal() || !wantsMore()) {
            waitForOutcomes();
        }
        takeOutcomes();
    }
}

bool JudgeRun::wantsMore() const
{
    if (m_isExhausted || m_fatal || static_cast<int>(m_works.size()) >= kPage * 4) {
        return false;
    }
    if (isLocal()) {
        return m_endings.size() < static_cast<size_t>(kLocalItems);
    }
    // Twice as many as can be in flight: the client has the next ones at hand while this thread writes.
    return m_outstanding + static_cast<int>(m_toAsk.size()) < 2 * m_endpoint.limits.inFlight;
}

Result<void> JudgeRun::refill()
{
    if (!wantsMore()) {
        return {};
    }
    return m_context.store().read([this](Session& session) {
        const Interruption interruption(session.db, [this] { return m_context.isCancelled(); });
        return openItems(session);
    });
}

Result<void> JudgeRun::openItems(Session& session)
{
    const qint64 limit = m_request.selection.limit;
    for (int opened = 0; wantsMore() && opened < kMostOpened; ++opened) {
        if (m_next.empty()) {
            PLUMBLINE_ASSIGN(const QList<ItemId> page,
                             JudgeRepository(session).itemsAfter(m_which, m_after, kPage));
            m_next.assign(page.cbegin(), page.cend());
        }
        const qint64 taken = m_before.judged + m_opened - m_withoutSlot;
        if (m_next.empty() || (limit > 0 && taken >= limit)) {
            m_isExhausted = true;
            return {};
        }
        m_after = m_next.front();
        m_next.pop_front();
        PLUMBLINE_ASSIGN(ItemView view, ItemRepository(session).view(m_after));
        ++m_opened;
        openItem(session, std::move(view));
    }
    return {};
}

void JudgeRun::openItem(Session& session, ItemView view)
{
    const ItemId id = view.item.id;
    if (isLocal()) {
        Ending ending;
        auto verdict = localVerdict(session, view);
        ending.view = std::move(view);
        if (verdict) {
            ending.verdict = std::move(verdict).value();
        } else {
            ending.error = verdict.error();
            ending.fault = ending.error.code == ErrorCode::NotFound ? u"no-truth"_s : u"no-verdict"_s;
        }
        m_endings.push_back(std::move(ending));
        return;
    }
    auto begun = makeJudgeSession(m_setup.setting, view);
    if (!begun) {
        Ending ending;
        ending.view = std::move(view);
        ending.error = begun.error();
        ending.fault = u"unfit"_s;
        m_endings.push_back(std::move(ending));
        return;
    }
    Work work;
    work.view = std::move(view);
    work.session = std::move(begun).value();
    Work& kept = m_works.emplace(id, std::move(work)).first->second;
    planCalls(kept);
    if (kept.session->isFinished()) {
        end(kept);
    }
}

void JudgeRun::planCalls(Work& work)
{
    const QList<JudgeCall> calls = work.session->takeCalls();
    for (const JudgeCall& call : calls) {
        m_toAsk.push_back({work.view.item.id, call, requestHash(m_endpoint, call.request)});
        ++work.open;
    }
}

void JudgeRun::askAll()
{
    for (const Planned& planned : m_toAsk) {
        if (m_fatal || !m_works.contains(planned.item)) {
            continue; // nothing more is asked, or it found no slot
        }
        ++m_outstanding;
        const auto box = m_mailbox;
        const auto deliver = [box, item = planned.item, id = planned.call.id](QFuture<LlmOutcome> future) {
            if (future.resultCount() == 0) {
                return; // it was stopped together with the run
            }
            const std::lock_guard lock(box->mutex);
            box->arrivals.push_back({item, id, future.result()});
            box->condition.notify_one();
        };
        (void)m_client->ask(planned.call.request).then(QtFuture::Launch::Sync, deliver);
    }
    m_toAsk.clear();
}

void JudgeRun::waitForOutcomes()
{
    std::unique_lock lock(m_mailbox->mutex);
    m_mailbox->condition.wait_for(lock, std::chrono::milliseconds(kWaitMs),
                                  [this] { return !m_mailbox->arrivals.empty(); });
    lock.unlock();
    // A little longer, so that more of them share a transaction.
    if (const qint64 rest = kCommitEveryMs - m_sinceCommit.elapsed(); rest > 0 && m_outstanding > 1) {
        std::this_thread::sleep_for(std::chrono::milliseconds(rest));
    }
}

void JudgeRun::takeOutcomes()
{
    std::deque<Arrival> arrivals;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        arrivals.swap(m_mailbox->arrivals);
    }
    for (Arrival& arrival : arrivals) {
        take(arrival);
    }
}

void JudgeRun::take(Arrival& arrival)
{
    --m_outstanding;
    const auto found = m_works.find(arrival.item);
    if (found == m_works.end()) {
        return;
    }
    Work& work = found->second;
    --work.open;
    if (arrival.outcome.hasReply()) {
        m_failuresInARow = 0;
        m_hasReply = true;
    } else {
        fail(arrival.outcome.error);
    }
    if (!arrival.outcome.hasReply() && endsRun(arrival.outcome.error.kind)) {
        work.isDropped = true; // the run ends; the item is taken up again when it goes on
    }
    if (work.isDropped) {
        if (work.open == 0) {
            m_works.erase(found);
        }
        return;
    }
    work.session->give(arrival.call, arrival.outcome);
    if (!m_fatal) {
        planCalls(work);
    }
    if (work.session->isFinished() && work.open == 0) {
        end(work);
    }
}

/// Notes a failure, and whether it ends the run.
void JudgeRun::fail(const LlmError& error)
{
    if (m_fatal || error.kind == LlmErrorKind::Cancelled) {
        return;
    }
    if (error.kind != LlmErrorKind::ContextTooLong) {
        ++m_failuresInARow;
    }
    const int most = std::max(kFailuresInARow, m_endpoint.limits.inFlight);
    if (!endsRun(error.kind) && (m_hasReply || m_failuresInARow < most) && m_failuresInARow < 10 * most) {
        return;
    }
    m_fatal = error.error;
    m_isExhausted = true;
    // What is in flight has been paid for: it is waited for, unless the server is out of reach anyway.
    m_isDraining = error.kind == LlmErrorKind::BudgetSpent || error.kind == LlmErrorKind::QuotaExhausted;
}

/// Takes an item's session apart into what is to be written.
void JudgeRun::end(Work& work)
{
    Ending ending;
    ending.replies = work.session->replies();
    auto verdict = work.session->verdict();
    ending.view = std::move(work.view);
    if (verdict) {
        ending.verdict = std::move(verdict).value();
    } else {
        ending.error = verdict.error();
        for (const JudgeReply& reply : std::as_const(ending.replies)) {
            if (reply.fault) {
                ending.fault = reply.fault->what;
            } else if (!reply.outcome.hasReply()) {
                ending.fault = llmErrorName(reply.outcome.error.kind);
            }
        }
        if (ending.fault.isEmpty()) {
            ending.fault = u"misfit"_s;
        }
    }
    const ItemId id = ending.view.item.id;
    m_endings.push_back(std::move(ending));
    m_works.erase(id);
}

} // namespace plumbline
