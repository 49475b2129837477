#include "core/llm/retrypolicy.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// When to try again, and after how long: every rule of the policy.
class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void triesAgain_data();
    void triesAgain();
    void backsOff_data();
    void backsOff();
    void honoursTheServersWait_data();
    void honoursTheServersWait();
    void givesUpAfterTwo();
    void readsRetryAfter_data();
    void readsRetryAfter();
};

namespace {

LlmError failed(LlmErrorKind kind, int status = 0)
{
    LlmError out;
    out.kind = kind;
    out.status = status;
    return out;
}

} // namespace

void TestRetryPolicy::triesAgain_data()
{
    QTest::addColumn<LlmError>("error");
    QTest::addColumn<bool>("again");
    for (const int status : {408, 409, 429, 500, 501, 502, 503, 504, 529, 599}) {
        QTest::addRow("%d", status) << failed(LlmErrorKind::ServerError, status) << true;
    }
    for (const int status : {200, 301, 307, 400, 401, 403, 404, 413, 422, 499}) {
        QTest::addRow("%d", status) << failed(LlmErrorKind::BadRequest, status) << false;
    }
    QTest::newRow("unreachable") << failed(LlmErrorKind::Unreachable) << true;
    QTest::newRow("broken off") << failed(LlmErrorKind::ConnectionLost) << true;
    QTest::newRow("timeout") << failed(LlmErrorKind::Timeout) << true;
    QTest::newRow("proxy") << failed(LlmErrorKind::Proxy) << true;
    QTest::newRow("certificate") << failed(LlmErrorKind::Tls) << false;
    QTest::newRow("bad reply") << failed(LlmErrorKind::BadReply, 200) << false;
    QTest::newRow("too large") << failed(LlmErrorKind::TooLarge, 200) << false;
    QTest::newRow("no quota") << failed(LlmErrorKind::QuotaExhausted, 429) << false;
    QTest::newRow("cancelled") << failed(LlmErrorKind::Cancelled) << false;
    QTest::newRow("redirected") << failed(LlmErrorKind::Redirected, 307) << false;
    LlmError partial = failed(LlmErrorKind::ConnectionLost, 200);
    partial.isPartial = true;
    QTest::newRow("stream had begun") << partial << false;
    partial.shouldRetry = true;
    QTest::newRow("stream had begun, told to") << partial << false;
    LlmError told = failed(LlmErrorKind::BadRequest, 400);
    told.shouldRetry = true;
    QTest::newRow("400, told to") << told << true;
    told = failed(LlmErrorKind::QuotaExhausted, 429);
    told.shouldRetry = true;
    QTest::newRow("no quota, told to") << told << true;
    told = failed(LlmErrorKind::Overloaded, 503);
    told.shouldRetry = false;
    QTest::newRow("503, told not to") << told << false;
}

void TestRetryPolicy::triesAgain()
{
    QFETCH(LlmError, error);
    QFETCH(bool, again);
    QCOMPARE(RetryPolicy::isRetried(error), again);
    QCOMPARE(RetryPolicy().waitMs(error, 0, 0).has_value(), again);
}

void TestRetryPolicy::backsOff_data()
{
    QTest::addColumn<int>("done");
    QTest::addColumn<double>("chance");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("first") << 0 << 0.0 << qint64(500);
    QTest::newRow("first, jittered") << 0 << 0.5 << qint64(438); // 437.5
    QTest::newRow("first, shortest") << 0 << 0.999999 << qint64(375);
    QTest::newRow("second") << 1 << 0.0 << qint64(1000);
    QTest::newRow("fifth") << 4 << 0.0 << qint64(8000);
    QTest::newRow("capped") << 9 << 0.0 << qint64(8000);
    QTest::newRow("capped, then jittered") << 9 << 0.4 << qint64(7200);
}

void TestRetryPolicy::backsOff()
{
    QFETCH(int, done);
    QFETCH(double, chance);
    QFETCH(qint64, ms);
    RetryPolicy policy;
    policy.maxRetries = 10;
    QCOMPARE(policy.waitMs(failed(LlmErrorKind::ServerError, 500), done, chance), ms);
}

void TestRetryPolicy::honoursTheServersWait_data()
{
    QTest::addColumn<qint64>("asked");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("a millisecond") << qint64(1) << qint64(1);
    QTest::newRow("seven seconds") << qint64(7'000) << qint64(7'000);
    QTest::newRow("just allowed") << qint64(120'000) << qint64(120'000);
    QTest::newRow("too long") << qint64(120'001) << qint64(500);
    QTest::newRow("zero") << qint64(0) << qint64(500);
    QTest::newRow("past") << qint64(-5'000) << qint64(500);
}

void TestRetryPolicy::honoursTheServersWait()
{
    QFETCH(qint64, asked);
    QFETCH(qint64, ms);
    LlmError error = failed(LlmErrorKind::RateLimited, 429);
    error.retryAfterMs = asked;
    QCOMPARE(RetryPolicy().waitMs(error, 0, 0), ms);
    if (asked > 0 && asked <= 120'000) {
        QCOMPARE(RetryPolicy().waitMs(error, 0, 0.9), ms); // not jittered
    }
}

void TestRetryPolicy::givesUpAfterTwo()
{
    const LlmError error = failed(LlmErrorKind::ServerError, 500);
    QVERIFY(RetryPolicy().waitMs(error, 1, 0));
    QVERIFY(!RetryPolicy().waitMs(error, 2, 0));
}

void TestRetryPolicy::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("ms");
    QTest::addColumn<QByteArray>("seconds");
    QTest::addColumn<std::optional<qint64>>("expected");
    using Wait = std::optional<qint64>;
    QTest::newRow("none") << QByteArray() << QByteArray() << Wait();
    QTest::newRow("seconds") << QByteArray() << QByteArray("3") << Wait(3'000);
    QTest::newRow("fraction") << QByteArray() << QByteArray("0.25") << Wait(250);
    QTest::newRow("milliseconds") << QByteArray("120") << QByteArray("3") << Wait(120);
    QTest::newRow("bad milliseconds") << QByteArray("soon") << QByteArray("3") << Wait(3'000);
    QTest::newRow("date") << QByteArray() << QByteArray("Mon, 05 Jan 2026 10:00:42 GMT") << Wait(42'000);
    QTest::newRow("older date") << QByteArray() << QByteArray("Monday, 05-Jan-26 10:00:42 GMT")
                                << Wait(42'000);
    QTest::newRow("oldest date") << QByteArray() << QByteArray("Mon Jan  5 10:00:42 2026") << Wait(42'000);
    QTest::newRow("past date") << QByteArray() << QByteArray("Mon, 05 Jan 2026 09:59:00 GMT")
                               << Wait(-60'000);
    QTest::newRow("garbage") << QByteArray() << QByteArray("later") << Wait();
    QTest::newRow("infinite") << QByteArray() << QByteArray("inf") << Wait();
    QTest::newRow("not a number") << QByteArray("nan") << QByteArray() << Wait();
    QTest::newRow("huge") << QByteArray() << QByteArray("1e300") << Wait();
}

void TestRetryPolicy::readsRetryAfter()
{
    QFETCH(QByteArray, ms);
    QFETCH(QByteArray, seconds);
    QFETCH(std::optional<qint64>, expected);
    const QDateTime now = QDateTime::fromString(u"2026-01-05T10:00:00Z"_s, Qt::ISODate);
    QCOMPARE(retryAfterMs(ms, seconds, now), expected);
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
