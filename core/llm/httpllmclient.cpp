#include "core/llm/httpllmclient.h"

#include <QFutureWatcher>
#include <QPromise>

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/llm/chatstream.h"
#include "core/llm/httpexchange.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kClaimWaitMs = 250; // how often to look whether another process has the reply

void hideKey(const Secret& key, LlmReply& reply)
{
    for (QString* text : {&reply.text, &reply.refusal, &reply.reasoning, &reply.model, &reply.id,
                          &reply.systemFingerprint, &reply.requestId}) {
        *text = key.hiddenIn(*text);
    }
    reply.raw = key.hiddenIn(reply.raw);
    for (LlmTokenPlace& place : reply.tokens) {
        place.chosen.text = key.hiddenIn(place.chosen.text);
        place.chosen.bytes = key.hiddenIn(place.chosen.bytes);
    }
}

void hideKey(const Secret& key, LlmError& error)
{
    for (QString* text : {&error.error.message, &error.error.details, &error.serverCode, &error.serverMessage,
                          &error.partialText}) {
        *text = key.hiddenIn(*text);
    }
}

} // namespace

/// A request on its way.
struct HttpLlmClient::Call
{
    LlmRequest request;
    LlmTextSink onText;
    QPromise<LlmOutcome> promise;
    std::unique_ptr<QFutureWatcher<LlmOutcome>> watcher;
    QByteArray hash; ///< empty: not cached
    QByteArray body;
    std::unique_ptr<HttpExchange> exchange;
    std::unique_ptr<ChatStream> stream;
    std::vector<CallPtr> followers; ///< the same request, asked again meanwhile
    qint64 promptTokens = 0;
    qint64 replyTokens = 0;
    qint64 sentMs = 0;
    qint64 firstTokenMs = 0;
    double reserved = 0;
    int retriesDone = 0;
    bool hasClaim = false;
    bool isInFlight = false;
    bool isOver = false;
};

HttpLlmClient::HttpLlmClient(LlmEndpoint endpoint, const LlmServices& services, QObject* parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_services(services)
    , m_limiter(m_endpoint.limits, services.timers->clock())
    , m_random(services.seed)
{
    if (m_services.budget) {
        connect(m_services.budget, &LlmBudget::freed, this, &HttpLlmClient::pump);
    }
}

HttpLlmClient::~HttpLlmClient()
{
    m_isPumping = true; // nothing starts any more
    const std::unordered_set<CallPtr> calls = m_calls;
    for (const CallPtr& call : calls) {
        call->promise.future().cancel();
        cancelled(call);
    }
}

QFuture<LlmOutcome> HttpLlmClient::ask(const LlmRequest& request, LlmTextSink onText)
{
    auto call = std::make_shared<Call>();
    call->request = request;
    call->onText = std::move(onText);
    call->promise.start();
    const QFuture<LlmOutcome> future = call->promise.future();
    QMetaObject::invokeMethod(this, [this, call] { enqueue(call); });
    return future;
}

LlmEndpoint HttpLlmClient::endpoint() const
{
    const QMutexLocker lock(&m_endpointMutex);
    return m_endpoint;
}

void HttpLlmClient::setAbilities(const LlmAbilities& abilities)
{
    QMetaObject::invokeMethod(this, [this, abilities] {
        const QMutexLocker lock(&m_endpointMutex);
        m_endpoint.abilities = abilities;
    });
}

double HttpLlmClient::costOfTokens(qint64 prompt, qint64 reply) const
{
    LlmUsage usage;
    usage.promptTokens = prompt;
    usage.replyTokens = reply;
    return costOf(usage, m_endpoint.prices);
}

void HttpLlmClient::enqueue(const CallPtr& call)
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
    call->promptTokens = estimatePromptTokens(call->request);
    call->replyTokens = mostReplyTokens(call->request);
    if (m_services.cache && call->request.isCached && !call->request.abilities) {
        call->hash = requestHash(m_endpoint, call->request);
    }
    m_waiting.push_back(call);
    pump();
}

std::optional<LlmError> HttpLlmClient::prepare()
{
    if (m_isPrepared) {
        return std::nullopt;
    }
    if (const auto checked = m_endpoint.check(); !checked) {
        LlmError error = makeLlmError(LlmErrorKind::BadEndpoint, m_endpoint, checked.error().message);
        error.error.field = checked.error().field;
        return error;
    }
    const auto keyOf = [this](const QString& name, Secret& out) -> std::optional<LlmError> {
        if (name.isEmpty()) {
            return std::nullopt;
        }
        const auto key = m_services.keys
                             ? m_services.keys->key(name)
                             : Result<Secret>(makeError(ErrorCode::NotFound, u"No keys are at hand."_s));
        if (!key) {
            return makeLlmError(LlmErrorKind::NoKey, m_endpoint, key.error().message);
        }
        out = *key;
        return std::nullopt;
    };
    Secret proxyKey;
    if (auto error = keyOf(m_endpoint.keyName, m_key)) {
        return error;
    }
    if (auto error = keyOf(m_endpoint.proxy.keyName, proxyKey)) {
        return error;
    }
    m_pool = std::make_unique<ConnectionPool>(m_endpoint, proxyKey);
    m_isPrepared = true;
    return std::nullopt;
}

void HttpLlmClient::pump()
{
    if (std::exchange(m_isPumping, true)) {
        return;
    }
    while (!m_waiting.empty() && m_inFlight < m_endpoint.limits.inFlight) {
        const CallPtr call = m_waiting.front();
        m_waiting.pop_front();
        if (call->isOver || answerFromCache(call) || !claim(call)) {
            continue;
        }
        if (const auto error = prepare(); error) {
            fail(call, *error);
        }
        if (call->isOver) {
            continue;
        }
        if (admit(call)) {
            send(call);
        } else if (!call->isOver) {
            m_waiting.push_front(call);
            break;
        }
    }
    m_isPumping = false;
}

void HttpLlmClient::pumpAfter(qint64 ms)
{
    const qint64 due = m_services.timers->clock().monotonicMs() + ms;
    if (m_pumpDueMs >= 0 && m_pumpDueMs <= due) {
        return; // it will be looked at before that
    }
    m_pumpDueMs = due;
    m_services.timers->callAfter(ms, this, [this, due] {
        if (m_pumpDueMs == due) {
            m_pumpDueMs = -1;
        }
        pump();
    });
}

bool HttpLlmClient::answerFromCache(const CallPtr& call)
{
    if (call->hash.isEmpty() || call->hasClaim) {
        return false;
    }
    auto found = m_services.cache->find(call->hash);
    if (!found) {
        return false;
    }
    if (m_services.stats) {
        m_services.stats->addFromCache();
    }
    if (call->onText) {
        call->onText(found->text);
    }
    finish(call, LlmOutcome::of(std::move(*found)));
    return true;
}

/// True when this call is the one that asks. Otherwise it has been put where it waits for the reply of
/// another.
bool HttpLlmClient::claim(const CallPtr& call)
{
    if (call->hash.isEmpty() || call->hasClaim) {
        return true;
    }
    if (const CallPtr leader = m_leaders.value(call->hash)) {
        leader->followers.push_back(call);
        return false;
    }
    if (!m_services.cache->tryClaim(call->hash)) {
        m_services.timers->callAfter(kClaimWaitMs, this, [this, call] {
            m_waiting.push_back(call);
            pump();
        });
        return false;
    }
    call->hasClaim = true;
    m_leaders.insert(call->hash, call);
    if (auto found =
            m_services.cache->find(call->hash)) { // kept by another process between the look and the claim
        call->hasClaim = false;
        (void)answerFromCache(call);
        m_leaders.remove(call->hash);
        m_services.cache->release(call->hash);
        return false;
    }
    return true;
}

/// Whether the limits and the budget let a request go now; fails it when the budget never will.
bool HttpLlmClient::admit(const CallPtr& call)
{
    const qint64 tokens = call->promptTokens + call->replyTokens;
    if (const qint64 wait = m_limiter.waitMs(tokens); wait > 0) {
        pumpAfter(wait);
        return false;
    }
    const double most = costOfTokens(call->promptTokens, call->replyTokens);
    if (m_services.budget) {
        const LlmBudget::Answer answer = m_services.budget->reserve(most);
        if (answer == LlmBudget::Answer::Spent) {
            const QString left = u" (up to $%1)"_s.arg(most, 0, 'g', 3);
            fail(call, makeLlmError(LlmErrorKind::BudgetSpent, m_endpoint, left));
        }
        if (answer != LlmBudget::Answer::Granted) {
            return false;
        }
        call->reserved = most;
    }
    m_limiter.take(tokens);
    return true;
}

void HttpLlmClient::send(const CallPtr& call)
{
    HttpRequest request;
    request.method = "POST";
    request.url = m_endpoint.urlOf(u"chat/completions"_s);
    request.contentType = "application/json";
    request.body = canonicalJson(chatBody(m_endpoint, call->request));
    request.accept = call->request.isStreamed ? "text/event-stream, application/json" : "application/json";
    call->exchange = std::make_unique<HttpExchange>(m_endpoint, *m_pool, *m_services.timers);
    call->stream.reset();
    call->isInFlight = true;
    call->sentMs = m_services.timers->clock().monotonicMs();
    call->firstTokenMs = 0;
    ++m_inFlight;
    HttpExchange::Sink sink;
    if (call->request.isStreamed) {
        call->stream = std::make_unique<ChatStream>(m_endpoint, call->onText);
        sink = [this, plain = call.get()](QByteArrayView bytes) {
            const bool goesOn = plain->stream->feed(bytes);
            if (plain->firstTokenMs == 0 && plain->stream->hasText()) {
                plain->firstTokenMs =
                    std::max<qint64>(1, m_services.timers->clock().monotonicMs() - plain->sentMs);
            }
            return goesOn;
        };
    }
    const auto done = [this, weak = std::weak_ptr(call)](const HttpAnswer& answer) {
        const CallPtr alive = weak.lock();
        if (!alive) {
            return;
        }
        LlmOutcome outcome;
        if (answer.failure) {
            outcome = LlmOutcome::failed(*answer.failure);
            if (alive->stream) {
                outcome.error.isPartial = alive->stream->hasText();
                outcome.error.partialText = alive->stream->text();
            }
            outcome.error.status = answer.status;
        } else {
            outcome = alive->stream ? alive->stream->outcome()
                                    : readChatReply(m_endpoint, QByteArrayView(answer.body));
        }
        if (outcome.reply) {
            outcome.reply->latencyMs = answer.totalMs;
            outcome.reply->requestId = QString::fromLatin1(answer.requestId);
            outcome.reply->firstTokenMs = alive->firstTokenMs;
        }
        attemptDone(alive, std::move(outcome), answer.isSent);
    };
    call->exchange->start(request, m_key, done, std::move(sink));
}

/// Books what an attempt cost. Where its reply was lost after it may have been made, that is estimated, and
/// rather high.
void HttpLlmClient::settle(const CallPtr& call, const LlmOutcome& outcome, bool isSent)
{
    const qint64 estimated = call->promptTokens + call->replyTokens;
    double cost = 0;
    qint64 used = estimated;
    if (outcome.reply) {
        cost = outcome.reply->cost;
        used = outcome.reply->usage.total();
    } else if (!isSent) {
        used = 0;
    } else if (outcome.error.status < 300) {
        const bool isCounted = call->stream && call->stream->hasText();
        const qint64 reply = isCounted
                                 ? estimateTokens(call->stream->text() + call->stream->soFar().reasoning)
                                 : call->replyTokens;
        cost = costOfTokens(call->promptTokens, reply);
        if (m_services.stats) {
            m_services.stats->addLostCost(cost);
        }
    }
    m_limiter.settle(estimated, used);
    if (m_services.budget) {
        m_services.budget->settle(std::exchange(call->reserved, 0), cost);
    }
}

void HttpLlmClient::attemptDone(const CallPtr& call, LlmOutcome outcome, bool isSent)
{
    HttpExchange* exchange = call->exchange.release();
    exchange->deleteLater(); // it is calling
    call->isInFlight = false;
    --m_inFlight;
    if (outcome.reply) {
        LlmReply& reply = *outcome.reply;
        reply.attempts = call->retriesDone + 1;
        if (reply.usage.isEstimated) {
            reply.usage.promptTokens = call->promptTokens;
        }
        reply.cost = costOf(reply.usage, m_endpoint.prices);
        hideKey(m_key, reply);
        settle(call, outcome, isSent);
        succeed(call, std::move(reply));
        pump();
        return;
    }
    LlmError& error = outcome.error;
    hideKey(m_key, error);
    error.attempts = call->retriesDone + 1;
    settle(call, outcome, isSent);
    const auto wait = m_services.retry.waitMs(error, call->retriesDone, m_random.uniform());
    if (m_services.stats) {
        m_services.stats->addFailedAttempt(error.kind, wait.has_value());
    }
    if (!wait) {
        fail(call, error);
    } else {
        if (error.status == 429 && error.retryAfterMs == wait) {
            m_limiter.hold(*wait); // the others would only be refused too
        }
        ++call->retriesDone;
        m_services.timers->callAfter(*wait, this, [this, call] {
            m_waiting.push_front(call);
            pump();
        });
    }
    pump();
}

void HttpLlmClient::succeed(const CallPtr& call, LlmReply reply)
{
    if (m_services.stats) {
        m_services.stats->addReply(reply);
    }
    if (call->hasClaim) {
        // A reply that could not be kept is still a reply; it would be paid again, so it says so in the log.
        if (const auto kept = m_services.cache->insert(call->hash, reply); !kept) {
            qWarning("%s", qUtf8Printable(kept.error().toString()));
        }
    }
    std::vector<CallPtr> followers = std::exchange(call->followers, {});
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

void HttpLlmClient::fail(const CallPtr& call, LlmError error)
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

void HttpLlmClient::finish(const CallPtr& call, const LlmOutcome& outcome)
{
    if (std::exchange(call->isOver, true)) {
        return;
    }
    leave(call);
    call->promise.addResult(outcome);
    call->promise.finish();
}

/// Takes a call out of everything but the futures.
void HttpLlmClient::leave(const CallPtr& call)
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

void HttpLlmClient::cancelled(const CallPtr& call)
{
    if (std::exchange(call->isOver, true)) {
        return;
    }
    if (std::exchange(call->isInFlight, false)) {
        call->exchange->cancel();
        call->exchange.release()->deleteLater();
        --m_inFlight;
        LlmError error;
        error.kind = LlmErrorKind::Cancelled;
        settle(call, LlmOutcome::failed(error), true);
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
