#include "core/llm/llmbudget.h"
#include "core/llm/llmstats.h"
#include "core/llm/llmtimers.h"
#include "core/llm/ratelimiter.h"

#include "tests/support/manualclock.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <deque>

using namespace plumbline;

/// Requests and tokens per minute, the budget, and what is counted.
class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutLimitsNothingWaits();
    void noMinuteSeesMoreThanTheLimit_data();
    void noMinuteSeesMoreThanTheLimit();
    void estimatesAreTruedUp();
    void aLargeRequestGoesAndLeavesADebt();
    void holdsWhenTold();
    void theBudgetHoldsWhateverIsInFlight();
    void freeRequestsNeedNoBudget();
    void countsAndMedians();
    void noTimerOutlivesWhatItIsFor();
};

void TestLimits::withoutLimitsNothingWaits()
{
    TestClock clock;
    RateLimiter limiter({}, clock);
    for (int request = 0; request < 1000; ++request) {
        QCOMPARE(limiter.waitMs(100'000), 0);
        limiter.take(100'000);
    }
}

void TestLimits::noMinuteSeesMoreThanTheLimit_data()
{
    QTest::addColumn<int>("perMinute");
    QTest::addColumn<double>("leastShare");
    QTest::newRow("2") << 2 << 0.45;
    QTest::newRow("60") << 60 << 0.94;
    QTest::newRow("3000") << 3000 << 0.94;
}

void TestLimits::noMinuteSeesMoreThanTheLimit()
{
    QFETCH(int, perMinute);
    QFETCH(double, leastShare);
    TestClock clock;
    LlmLimits limits;
    limits.requestsPerMinute = perMinute;
    RateLimiter limiter(limits, clock);
    std::deque<qint64> minute;
    qint64 sent = 0;
    while (clock.monotonicMs() < 600'000) {
        if (const qint64 wait = limiter.waitMs(1); wait > 0) {
            clock.advanceMs(wait);
            continue;
        }
        limiter.take(1);
        ++sent;
        minute.push_back(clock.monotonicMs());
        while (minute.front() <= clock.monotonicMs() - 60'000) {
            minute.pop_front();
        }
        QVERIFY(minute.size() <= static_cast<size_t>(perMinute));
    }
    QVERIFY(static_cast<double>(sent) >= leastShare * 10 * perMinute);
}

void TestLimits::estimatesAreTruedUp()
{
    TestClock clock;
    LlmLimits limits;
    limits.tokensPerMinute = 60'000; // holds 3 000, fills at 0.95 a millisecond
    RateLimiter limiter(limits, clock);
    limiter.take(3'000);
    QVERIFY(limiter.waitMs(950) > 0);
    QCOMPARE(limiter.waitMs(950), 1'000);
    limiter.settle(3'000, 1'000); // 2 000 less than was thought
    QCOMPARE(limiter.waitMs(950), 0);
    limiter.settle(1'000, 3'950); // and 2 950 more than was thought
    QCOMPARE(limiter.waitMs(950), 2'000);
    limiter.settle(1'000'000, 0);
    limiter.take(3'000); // more than it holds is never saved up
    QCOMPARE(limiter.waitMs(950), 1'000);
}

void TestLimits::aLargeRequestGoesAndLeavesADebt()
{
    TestClock clock;
    LlmLimits limits;
    limits.tokensPerMinute = 60'000;
    RateLimiter limiter(limits, clock);
    QCOMPARE(limiter.waitMs(10'000), 0);
    limiter.take(10'000);
    QCOMPARE(limiter.waitMs(1), 7'370); // 7 001 at 0.95 a millisecond
}

void TestLimits::holdsWhenTold()
{
    TestClock clock;
    RateLimiter limiter({}, clock);
    limiter.hold(5'000);
    limiter.hold(1'000);
    QCOMPARE(limiter.waitMs(1), 5'000);
    clock.advanceMs(5'000);
    QCOMPARE(limiter.waitMs(1), 0);
}

void TestLimits::theBudgetHoldsWhateverIsInFlight()
{
    LlmBudget budget(1.0, 0.2);
    QSignalSpy freed(&budget, &LlmBudget::freed);
    QCOMPARE(budget.reserve(0.5), LlmBudget::Answer::Granted);
    QCOMPARE(budget.reserve(0.5), LlmBudget::Answer::Wait);  // 0.2 + 0.5 in flight + 0.5
    QCOMPARE(budget.reserve(0.9), LlmBudget::Answer::Spent); // whatever comes back
    QCOMPARE(budget.reserve(0.3), LlmBudget::Answer::Granted);
    budget.settle(0.5, 0.1);
    QCOMPARE(freed.size(), 1);
    QCOMPARE(budget.reserve(0.4), LlmBudget::Answer::Granted);
    budget.settle(0.3, 0.3);
    budget.settle(0.4, 0.4);
    QCOMPARE(budget.spent(), 1.0);
    QCOMPARE(budget.reserved(), 0.0);
    QCOMPARE(budget.reserve(0.001), LlmBudget::Answer::Spent);
    budget.setLimit(2.0);
    QCOMPARE(budget.reserve(0.001), LlmBudget::Answer::Granted);
}

void TestLimits::freeRequestsNeedNoBudget()
{
    LlmBudget budget(0.0);
    QCOMPARE(budget.reserve(0), LlmBudget::Answer::Granted);
    QCOMPARE(budget.reserve(0.01), LlmBudget::Answer::Spent);
    LlmBudget none;
    QCOMPARE(none.reserve(1e6), LlmBudget::Answer::Granted);
}

void TestLimits::countsAndMedians()
{
    LlmStats stats;
    QCOMPARE(stats.view().medianLatencyMs, 0);
    for (int number = 1; number <= 100; ++number) {
        LlmReply reply;
        reply.latencyMs = 10 * number;
        reply.cost = 0.5;
        reply.usage.promptTokens = 3;
        stats.addAsked();
        stats.addReply(reply);
    }
    stats.addFailedAttempt(LlmErrorKind::RateLimited, true);
    stats.addFailedAttempt(LlmErrorKind::RateLimited, false);
    stats.addLostCost(0.25);
    const LlmStatsView view = stats.view();
    QCOMPARE(view.replied, 100);
    QCOMPARE(view.usage.promptTokens, 300);
    QCOMPARE(view.cost, 50.25);
    QCOMPARE(view.lostCost, 0.25);
    QCOMPARE(view.retries, 1);
    QCOMPARE(view.attemptErrors.value(LlmErrorKind::RateLimited), 2);
    QVERIFY(qAbs(view.medianLatencyMs - 500) <= 500 / 8);
    QVERIFY(qAbs(view.p95LatencyMs - 950) <= 950 / 8);
}

void TestLimits::noTimerOutlivesWhatItIsFor()
{
    SystemTimers timers;
    QPointer<QTimer> longest;
    {
        QObject request;
        timers.callAfter(600'000, &request, [] { QFAIL("it was called"); });
        QCOMPARE(request.findChildren<QTimer*>().size(), 1);
        longest = request.findChild<QTimer*>();
    }
    QVERIFY(longest.isNull());
    QObject client;
    int calls = 0;
    timers.callAfter(1, &client, [&calls] { ++calls; });
    QTRY_COMPARE(calls, 1);
    QTRY_VERIFY(client.children().isEmpty());
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
