#include "core/base/clock.h"

#include <QTest>
#include <QTimeZone>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void systemClockIsUtcAndGrows();
    void writesIsoUtc();
    void readsIso_data();
    void readsIso();
    void roundTrip();
};

void TestClock::systemClockIsUtcAndGrows()
{
    const SystemClock clock;
    QCOMPARE(clock.now().timeSpec(), Qt::UTC);
    QVERIFY(std::abs(clock.now().msecsTo(QDateTime::currentDateTimeUtc())) < 5000);
    const qint64 first = clock.monotonicMs();
    QTest::qSleep(5);
    QVERIFY(clock.monotonicMs() >= first + 4);
}

void TestClock::writesIsoUtc()
{
    const QDateTime local(QDate(2026, 1, 31), QTime(14, 4, 31, 250), Qt::OffsetFromUTC, 7200);
    QCOMPARE(toIsoUtc(local), u"2026-01-31T12:04:31.250Z"_s);
    QVERIFY(toIsoUtc(QDateTime(QDate(2026, 9, 30), QTime(1, 0), Qt::UTC)) <
            toIsoUtc(QDateTime(QDate(2026, 10, 1), QTime(1, 0), Qt::UTC)));
}

void TestClock::readsIso_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("time");
    const QDateTime noon(QDate(2026, 1, 31), QTime(12, 0), Qt::UTC);
    QTest::newRow("utc") << u"2026-01-31T12:00:00Z"_s << noon;
    QTest::newRow("milliseconds") << u"2026-01-31T12:00:00.125Z"_s << noon.addMSecs(125);
    QTest::newRow("offset") << u"2026-01-31T14:00:00+02:00"_s << noon;
    QTest::newRow("garbage") << u"yesterday"_s << QDateTime();
    QTest::newRow("empty") << QString() << QDateTime();
    QTest::newRow("no such day") << u"2026-02-30T12:00:00Z"_s << QDateTime();
}

void TestClock::readsIso()
{
    QFETCH(QString, text);
    QFETCH(QDateTime, time);
    const QDateTime read = fromIsoUtc(text);
    QCOMPARE(read.isValid(), time.isValid());
    if (time.isValid()) {
        QCOMPARE(read, time);
    }
}

void TestClock::roundTrip()
{
    const QDateTime time(QDate(2031, 12, 31), QTime(23, 59, 59, 999), Qt::UTC);
    QCOMPARE(fromIsoUtc(toIsoUtc(time)), time);
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
