#include "core/llm/rewardcall.h"

#include <algorithm>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kClaimWaitMs = 250; // how often to look whether another process has the reply
constexpr int kLookAhead = 4;        // how many batches' worth of the queue is searched for a batch's texts

} // namespace

double RewardClient::costOfTokens(qint64 tokens) const
{
    LlmUsage usage;
    usage.promptTokens = tokens;
    return costOf(usage, m_endpoint.prices);
}

void RewardClient::pump()
{
    if (std::exchange(m_isPumping, true)) {
        return;
    }
    while (!m_waiting.empty() && static_cast<int>(m_open.size()) < m_endpoint.limits.inFlight) {
        const BatchPtr batch = nextBatch();
        if (!batch || !prepare(batch)) {
            continue; // what was there has been answered
        }
        if (!admit(batch)) {
            break;
        }
        if (!batch->calls.empty()) {
            send(batch);
        }
    }
    m_isPumping = false;
}

void RewardClient::pumpAfter(qint64 ms)
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

int RewardClient::limitOf(const Call& call) const
{
    if (call.shape.input == RewardInput::Conversation) {
        return 1;
    }
    return call.mostBatch > 0 ? std::min(m_mostBatch, call.mostBatch) : m_mostBatch;
}

/// The first text that waits, and others that can go with it; null when the first needs no asking.
RewardClient::BatchPtr RewardClient::nextBatch()
{
    const CallPtr first = m_waiting.front();
    m_waiting.pop_front();
    if (!isReady(first)) {
        return nullptr;
    }
    auto batch = std::make_shared<Batch>();
    batch->calls.push_back(first);
    int limit = limitOf(*first);
    std::deque<CallPtr> others;
    int looked = 0;
    while (!m_waiting.empty() && static_cast<int>(batch->calls.size()) < limit &&
           looked++ < kLookAhead * limit) {
        const CallPtr call = m_waiting.front();
        m_waiting.pop_front();
        const bool fits = call->shape == first->shape &&
                          static_cast<int>(batch->calls.size()) < limitOf(*call) &&
                          (!first->shape.sharesPrompt() || call->text.prompt == first->text.prompt);
        if (!fits) {
            others.push_back(call);
        } else if (isReady(call)) {
            batch->calls.push_back(call);
            limit = std::min(limit, limitOf(*call));
        }
    }
    m_waiting.insert(m_waiting.begin(), others.begin(), others.end());
    for (const CallPtr& call : batch->calls) {
        batch->tokens += call->tokens;
    }
    return batch;
}

bool RewardClient::isReady(const CallPtr& call)
{
    return !call->isOver && !answerFromCache(call) && claim(call);
}

bool RewardClient::answerFromCache(const CallPtr& call)
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
bool RewardClient::claim(const CallPtr& call)
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
    if (answerFromCache(call)) { // kept by another process between the look and the claim
        m_services.cache->release(call->hash);
        return false;
    }
    call->hasClaim = true;
    m_leaders.insert(call->hash, call);
    return true;
}

/// Whether the server can be asked at all; fails the batch when not.
bool RewardClient::prepare(const BatchPtr& batch)
{
    if (m_access.pool) {
        return true;
    }
    const auto error = m_access.open(m_endpoint, m_services.keys);
    if (!error) {
        return true;
    }
    for (const CallPtr& call : batch->calls) {
        fail(call, *error);
    }
    return false;
}

void RewardClient::putBack(const BatchPtr& batch)
{
    m_waiting.insert(m_waiting.begin(), batch->calls.begin(), batch->calls.end());
}

/// Whether the limits and the budget let a batch go now; fails and empties it when the budget never will.
bool RewardClient::admit(const BatchPtr& batch)
{
    if (const qint64 wait = m_limiter.waitMs(batch->tokens); wait > 0) {
        putBack(batch);
        pumpAfter(wait);
        return false;
    }
    const double most = costOfTokens(batch->tokens);
    if (m_services.budget) {
        const LlmBudget::Answer answer = m_services.budget->reserve(most);
        if (answer == LlmBudget::Answer::Spent) {
            const QString left = u" (up to $%1)"_s.arg(most, 0, 'g', 3);
            for (const CallPtr& call : batch->calls) {
                fail(call, makeLlmError(LlmErrorKind::BudgetSpent, m_endpoint, left));
            }
            batch->calls.clear();
            return true;
        }
        if (answer != LlmBudget::Answer::Granted) {
            putBack(batch);
            return false;
        }
        batch->reserved = most;
    }
    m_limiter.take(batch->tokens);
    return true;
}

} // namespace plumbline
