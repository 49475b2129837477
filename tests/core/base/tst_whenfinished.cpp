#include "core/base/whenfinished.h"

#include <QPromise>
#include <QTest>
#include <QThread>

#include <memory>

using namespace plumbline;

class TstWhenFinished : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultComesToTheThreadOfTheContext();
    void nothingComesAfterTheContextHasGone();
    void resultThatIsThereAlreadyComesToo();
};

void TstWhenFinished::resultComesToTheThreadOfTheContext()
{
    QPromise<int> promise;
    promise.start();
    QObject context;
    int got = 0;
    QThread* where = nullptr;
    whenFinished(promise.future(), &context, [&](int value) {
        got = value;
        where = QThread::currentThread();
    });
    const std::unique_ptr<QThread> worker(QThread::create([&promise] {
        promise.addResult(7);
        promise.finish();
    }));
    worker->start();
    QVERIFY(worker->wait(5000));
    QTRY_COMPARE(got, 7);
    QCOMPARE(where, QThread::currentThread());
}

void TstWhenFinished::nothingComesAfterTheContextHasGone()
{
    QPromise<int> promise;
    promise.start();
    auto context = std::make_unique<QObject>();
    bool isCalled = false;
    whenFinished(promise.future(), context.get(), [&](int) { isCalled = true; });
    context.reset();
    promise.addResult(7);
    promise.finish();
    QTest::qWait(20);
    QVERIFY(!isCalled);
}

void TstWhenFinished::resultThatIsThereAlreadyComesToo()
{
    QPromise<int> promise;
    promise.start();
    promise.addResult(7);
    promise.finish();
    QObject context;
    int got = 0;
    whenFinished(promise.future(), &context, [&](int value) { got = value; });
    QCOMPARE(got, 0); // never from inside the call
    QTRY_COMPARE(got, 7);
}

QTEST_GUILESS_MAIN(TstWhenFinished)
#include "tst_whenfinished.moc"
