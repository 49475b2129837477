#include "core/llm/rewardclient.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/json.h"
#include "core/llm/rewardcall.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView kShapeKey("reward");

QString rewardAsText(double reward)
{
    return QString::number(reward, 'g', QLocale::FloatingPointShortest);
}

} // namespace

LlmRequest rewardRequest(const QList<LlmMessage>& messages, const RewardShape& shape)
{
    LlmRequest out;
    out.messages = messages;
    out.maxTokens = 1; // nothing is written; whoever estimates what a request costs reads this
    out.extra.insert(kShapeKey, shape.toJson());
    return out;
}

Result<RewardShape> rewardShapeOf(const LlmRequest& request)
{
    return RewardShape::fromJson(request.extra.value(kShapeKey).toObject());
}

RewardClient::RewardClient(LlmEndpoint endpoint, const LlmServices& services, int batch, QObject* parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_services(services)
    , m_limiter(m_endpoint.limits, services.timers->clock())
    , m_random(services.seed)
    , m_mostBatch(std::max(1, batch))
{
    if (m_services.budget) {
        connect(m_services.budget, &LlmBudget::freed, this, &RewardClient::pump);
    }
}

RewardClient::~RewardClient()
{
    m_isPumping = true; // nothing starts any more
    const std::unordered_set<CallPtr> calls = m_calls;
    for (const CallPtr& call : calls) {
        call->promise.future().cancel();
        cancelled(call);
    }
}

QFuture<LlmOutcome> RewardClient::ask(const LlmRequest& request, LlmTextSink onText)
{
    auto call = std::make_shared<Call>();
    call->request = request;
    call->onText = std::move(onText);
    call->promise.start();
    const QFuture<LlmOutcome> future = call->promise.future();
    QMetaObject::invokeMethod(
        this, [this, call] { enqueue(call); }, Qt::QueuedConnection);
    return future;
}

void RewardClient::enqueue(const CallPtr& call)
{
    if (m_services.stats) {
        m_services.stats->addAsked();
    }
    m_calls.insert(call);
    call->watcher = std::make_unique<QFutureWatcher<LlmOutcome>>();
    connect(call->watcher.get(), &QFutureWatcherBase::canceled, this, [this, weak = std::weak_ptr(call)] {
        if (const CallPtr alive = weak.lock()) {
            cancelled(alive);
            pump();
        }
    });
    call->watcher->setFuture(call->promise.future());
    const auto shape = rewardShapeOf(call->request);
    if (!shape || call->request.messages.isEmpty()) {
        LlmError error = makeLlmError(LlmErrorKind::BadEndpoint, m_endpoint,
                                      shape ? u"there is no text to judge."_s : shape.error().message);
        fail(call, error);
        return;
    }
    call->shape = *shape;
    call->text = rewardText(call->request);
    call->tokens = estimatePromptTokens(call->request);
    if (m_services.cache && call->request.isCached) {
        call->hash = requestHash(m_endpoint, call->request);
    }
    m_waiting.push_back(call);
    // Not at once: what is asked in the same breath shares a batch.
    QMetaObject::invokeMethod(this, &RewardClient::pump, Qt::QueuedConnection);
}

void RewardClient::send(const BatchPtr& batch)
{
    QList<RewardText> texts;
    for (const CallPtr& call : batch->calls) {
        texts << call->text;
        call->batch = batch;
    }
    const RewardShape& shape = batch->calls.front()->shape;
    HttpRequest request;
    request.method = "POST";
    request.url = rewardUrl(m_endpoint, shape.api);
    request.contentType = "application/json";
    request.body = rewardBody(m_endpoint, shape, texts);
    batch->exchange = std::make_unique<HttpExchange>(m_endpoint, *m_access.pool, *m_services.timers);
    m_open.insert(batch);
    const auto done = [this, weak = std::weak_ptr(batch)](const HttpAnswer& answer) {
        if (const BatchPtr alive = weak.lock()) {
            batchDone(alive, answer);
        }
    };
    batch->exchange->start(request, m_access.key, done);
}

void RewardClient::batchDone(const BatchPtr& batch, const HttpAnswer& answer)
{
    batch->exchange.release()->deleteLater(); // it is calling
    m_open.erase(batch);
    for (const CallPtr& call : batch->calls) {
        call->batch.reset();
    }
    const RewardShape shape = batch->calls.front()->shape;
    RewardReply reply;
    if (answer.failure) {
        reply.error = *answer.failure;
        reply.error->status = answer.status;
        reply.error = rewardError(m_endpoint, shape, *reply.error);
    } else {
        reply = readRewards(m_endpoint, shape, static_cast<qsizetype>(batch->calls.size()), answer.body);
    }
    settle(batch, reply, answer);
    if (reply.error) {
        batchFailed(batch, *reply.error);
    } else {
        succeed(batch, reply, answer);
    }
    pump();
}

/// Books what an attempt cost. Where its reply was lost after it may have been made, that is estimated.
void RewardClient::settle(const BatchPtr& batch, const RewardReply& reply, const HttpAnswer& answer)
{
    qint64 used = batch->tokens;
    double cost = 0;
    if (!reply.error) {
        used = reply.usage ? reply.usage->promptTokens : batch->tokens;
        cost = costOfTokens(used);
    } else if (!answer.isSent) {
        used = 0;
    } else if (reply.error->status < 300) {
        cost = costOfTokens(used);
        if (m_services.stats) {
            m_services.stats->addLostCost(cost);
        }
    }
    m_limiter.settle(batch->tokens, used);
    if (m_services.budget) {
        m_services.budget->settle(std::exchange(batch->reserved, 0), cost);
    }
}

void RewardClient::succeed(const BatchPtr& batch, const RewardReply& reply, const HttpAnswer& answer)
{
    qint64 left = reply.usage ? reply.usage->promptTokens : batch->tokens;
    qint64 estimated = batch->tokens;
    for (std::size_t at = 0; at < batch->calls.size(); ++at) {
        const CallPtr& call = batch->calls[at];
        const RewardEntry& entry = reply.entries[at];
        LlmReply out;
        out.usage.promptTokens = estimated > 0 ? left * call->tokens / estimated : 0;
        left -= out.usage.promptTokens;
        estimated -= call->tokens;
        out.usage.isEstimated = !reply.usage;
        out.cost = costOf(out.usage, m_endpoint.prices);
        if (call->isOver) { // cancelled while it was asked with others
            if (m_services.stats) {
                m_services.stats->addLostCost(out.cost);
            }
            continue;
        }
        if (!entry.reward) {
            LlmError error = badRewards(m_endpoint, call->shape.api, entry.fault);
            error.error.details = QString::fromUtf8(canonicalJson(entry.said));
            error.attempts = call->retriesDone + 1;
            hideKey(m_access.key, error);
            if (m_services.stats) {
                m_services.stats->addFailedAttempt(error.kind, false);
                m_services.stats->addLostCost(out.cost);
            }
            fail(call, error);
            continue;
        }
        out.text = rewardAsText(*entry.reward);
        out.finish = LlmFinish::Stop;
        out.model = reply.model;
        out.id = reply.id;
        out.requestId = QString::fromLatin1(answer.requestId);
        out.latencyMs = answer.totalMs;
        out.attempts = call->retriesDone + 1;
        out.raw = canonicalJson(entry.said);
        hideKey(m_access.key, out);
        deliver(call, std::move(out));
    }
}

void RewardClient::deliver(const CallPtr& call, LlmReply reply)
{
    if (m_services.stats) {
        m_services.stats->addReply(reply);
    }
    if (call->hasClaim) {
        // A reply that could not be kept is still a reply; it would be asked again, so it says so in the log.
        if (const auto kept = m_services.cache->insert(call->hash, reply); !kept) {
            qWarning("%s", qUtf8Printable(kept.error().toString()));
        }
    }
    const std::vector<CallPtr> followers = std::exchange(call->followers, {});
    if (call->onText && !call->isOver) {
        call->onText(reply.text);
    }
    finish(call, LlmOutcome::of(reply));
    reply.isFromCache = true;
    for (const CallPtr& follower : followers) {
        if (m_services.stats && !follower->isOver) {
            m_services.stats->addFromCache();
        }
        if (follower->onText && !follower->isOver) {
            follower->onText(reply.text);
        }
        finish(follower, LlmOutcome::of(reply));
    }
}

void RewardClient::batchFailed(const BatchPtr& batch, LlmError error)
{
    hideKey(m_access.key, error);
    const auto size = static_cast<int>(batch->calls.size());
    if (size > 1 && isWorthSplitting(error)) {
        const int half = (size + 1) / 2;
        if (error.status == 413 && error.kind != LlmErrorKind::ContextTooLong) {
            m_mostBatch = std::min(m_mostBatch, half);
        }
        for (const CallPtr& call : batch->calls) {
            call->mostBatch = half;
        }
        if (m_services.stats) {
            m_services.stats->addFailedAttempt(error.kind, true);
        }
        putBack(batch);
        return;
    }
    int retriesDone = 0;
    for (const CallPtr& call : batch->calls) {
        retriesDone = std::max(retriesDone, call->retriesDone);
    }
    error.attempts = retriesDone + 1;
    const auto wait = m_services.retry.waitMs(error, retriesDone, m_random.uniform());
    if (m_services.stats) {
        m_services.stats->addFailedAttempt(error.kind, wait.has_value());
    }
    if (!wait) {
        for (const CallPtr& call : batch->calls) {
            fail(call, error);
        }
        return;
    }
    if (error.status == 429 && error.retryAfterMs == wait) {
        m_limiter.hold(*wait); // the others would only be refused too
    }
    for (const CallPtr& call : batch->calls) {
        call->retriesDone = retriesDone + 1;
    }
    m_services.timers->callAfter(*wait, this, [this, batch] {
        putBack(batch);
        pump();
    });
}

void RewardClient::fail(const CallPtr& call, const LlmError& error)
{
    std::vector<CallPtr> calls = std::exchange(call->followers, {});
    calls.insert(calls.begin(), call);
    for (const CallPtr& each : calls) {
        if (m_services.stats && !each->isOver) {
            m_services.stats->addFailed();
        }
        finish(each, LlmOutcome::failed(error));
    }
}

void RewardClient::finish(const CallPtr& call, const LlmOutcome& outcome)
{
    if (std::exchange(call->isOver, true)) {
        return;
    }
    leave(call);
    call->promise.addResult(outcome);
    call->promise.finish();
}

/// Takes a call out of everything but the futures.
void RewardClient::leave(const CallPtr& call)
{
    if (std::exchange(call->hasClaim, false)) {
        m_leaders.remove(call->hash);
        m_services.cache->release(call->hash);
    }
    if (call->watcher) {
        call->watcher->disconnect(this);
        call->watcher.release()->deleteLater(); // it may be calling
    }
    m_calls.erase(call);
}

void RewardClient::cancelled(const CallPtr& call)
{
    if (std::exchange(call->isOver, true)) {
        return;
    }
    const BatchPtr batch = std::exchange(call->batch, nullptr);
    const bool isAlone = batch && std::all_of(batch->calls.begin(), batch->calls.end(),
                                              [](const CallPtr& each) { return each->isOver; });
    if (isAlone) { // nobody waits for it any more
        batch->exchange->cancel();
        batch->exchange.release()->deleteLater();
        m_open.erase(batch);
        RewardReply none;
        none.error = LlmError{};
        HttpAnswer sent;
        sent.isSent = true;
        settle(batch, none, sent);
    }
    if (m_services.stats) {
        m_services.stats->addCancelled();
    }
    leave(call); // what still waits in line is passed over there
    const std::vector<CallPtr> followers = std::exchange(call->followers, {});
    m_waiting.insert(m_waiting.begin(), followers.begin(), followers.end()); // the next of them asks
    call->promise.finish();
}

} // namespace plumbline
