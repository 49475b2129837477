// The sign "someone waits to write here", between two of them and between two stores.

#include "core/store/waitingsign.h"
#include "tests/core/store/storefixture.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstWaitingSign : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isSeenByOthersWhileItIsUp()
    {
        StoreFixture fixture;
        WaitingSign one(fixture.path());
        WaitingSign two(fixture.path());
        WaitingSign looking(fixture.path());
        QVERIFY(!looking.isSeen());
        one.raise();
        one.raise();
        two.raise(); // several may wait
        QVERIFY(looking.isSeen());
        one.lower();
        QVERIFY(looking.isSeen());
        two.lower();
        QVERIFY(!looking.isSeen());
    }

    void goesWithItsOwner()
    {
        StoreFixture fixture;
        WaitingSign looking(fixture.path());
        {
            WaitingSign waiting(fixture.path());
            waiting.raise();
            QVERIFY(looking.isSeen());
        }
        QVERIFY(!looking.isSeen());
    }

    void withoutItsFolderNobodyIsSeen()
    {
        WaitingSign sign(u"/nowhere/at/all.plumb"_s);
        QVERIFY(!sign.isSeen());
        sign.raise();
        sign.lower();
    }

    void aStoreThatIsAloneWaitsForNobody()
    {
        StoreFixture fixture;
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!fixture.store->letOthersWrite());
        QVERIFY(timer.elapsed() < 1'000);
    }

    void aWriterThatWaitsIsSeenAndLetIn()
    {
        StoreFixture fixture;
        const auto second = Store::open(fixture.path(), fixture.clock);
        QVERIFY(second);
        std::atomic<bool> holds = false;
        std::atomic<bool> mayEnd = false;
        // The first store holds the lock; the second one waits for it, which the first one must see.
        auto holding = fixture.store->writeAsync([&](Session&) -> Result<void> {
            holds = true;
            while (!mayEnd) {
                QThread::msleep(1);
            }
            return {};
        });
        QTRY_VERIFY(holds);
        auto waiting = (*second)->writeAsync([](Session&) -> Result<void> { return {}; });
        QTRY_VERIFY(fixture.store->letOthersWrite(1));
        mayEnd = true;
        QVERIFY(holding.result());
        QVERIFY(waiting.result());
        QTRY_VERIFY(!fixture.store->letOthersWrite(1));
    }
};

QTEST_GUILESS_MAIN(TstWaitingSign)

#include "tst_waitingsign.moc"
