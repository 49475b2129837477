// Two processes with one project and one name: the second may look but not judge, and may once the first has
// gone, also when that was killed. The test starts itself again as the first one.

#include "core/settings/settings.h"
#include "tests/core/store/storefixture.h"
#include "tests/torture/torture.h"
#include "ui/shell/projectlock.h"
#include "ui/shell/workspace.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWaitMs = 20'000;

/// Holds the lock of a name until it is killed.
int runHolder(const QString& path, const QString& name)
{
    ProjectLock lock;
    if (!lock.acquire(path, name) || !lock.isHeld()) {
        return 1;
    }
    torture::tell("held");
    return QCoreApplication::exec();
}

/// Opens the project as a window does and stays until it is killed.
int runWindow(const QString& path, const QString& name)
{
    const SystemClock clock;
    const auto settings = Settings::openTemporary();
    Workspace workspace(*settings, clock);
    workspace.forceAnnotatorName(name);
    QObject::connect(&workspace, &Workspace::opened, &workspace,
                     [&] { torture::tell(workspace.canAnnotate() ? "judges" : "looks"); });
    workspace.open(path);
    return QCoreApplication::exec();
}

} // namespace

class TstSecondWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNameJudgesInOneWindowOnly()
    {
        StoreFixture fixture;
        fixture.addItems(2);
        const auto holder = torture::startSelf({u"--hold"_s, fixture.path(), u"Ada"_s});
        QVERIFY(holder->waitForReadyRead(kWaitMs));
        ProjectLock mine;
        QVERIFY(!mine.acquire(fixture.path(), u"Ada"_s));
        QVERIFY(mine.acquire(fixture.path(), u"Grace"_s)); // another name is free
        mine.release();
        holder->kill();
        QVERIFY(holder->waitForFinished());
        QVERIFY(mine.acquire(fixture.path(), u"Ada"_s)); // the lock goes with its process
        QVERIFY(mine.isHeld());
    }

    void theSecondWindowLooksUntilTheFirstHasGone()
    {
        StoreFixture fixture;
        fixture.addItems(2);
        const auto first = torture::startSelf({u"--window"_s, fixture.path(), u"Ada"_s});
        QVERIFY(first->waitForReadyRead(kWaitMs));
        QCOMPARE(first->readAllStandardOutput(), QByteArray("judges\n"));

        const SystemClock clock;
        const auto settings = Settings::openTemporary();
        Workspace second(*settings, clock);
        second.forceAnnotatorName(u"Ada"_s);
        QSignalSpy opened(&second, &Workspace::opened);
        second.open(fixture.path());
        QVERIFY(opened.count() > 0 || opened.wait(kWaitMs));
        QVERIFY(!second.canAnnotate());
        second.retryLock();
        QVERIFY(!second.canAnnotate()); // the first window is still there

        first->kill();
        QVERIFY(first->waitForFinished());
        second.retryLock();
        QVERIFY(second.canAnnotate());
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == "--hold"_L1) {
        return runHolder(arguments[2], arguments[3]);
    }
    if (arguments.size() == 4 && arguments[1] == "--window"_L1) {
        return runWindow(arguments[2], arguments[3]);
    }
    TstSecondWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_secondwindow.moc"
