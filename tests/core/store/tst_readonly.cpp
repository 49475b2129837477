// A project that really cannot be written: its folder, or the file alone, mounted read-only in a namespace of
// the test's own, so that it holds for root as well. The test starts itself again inside.

#include "core/store/projectrepository.h"
#include "tests/core/store/storefixture.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

bool isRefusal(const Error& error)
{
    return error.code == ErrorCode::ReadOnly && !error.message.isEmpty();
}

/// In a read-only folder nothing can be opened or made; what went wrong is said. 0 when all holds.
int runInFolder(const QString& path)
{
    const SystemClock clock;
    const auto opened = Store::open(path, clock);
    if (opened || !isRefusal(opened.error())) {
        qCritical("open: %s", opened ? "opened" : qPrintable(opened.error().toString()));
        return 10;
    }
    ProjectInfo info;
    info.uid = u"new"_s;
    info.createdAt = clock.now();
    const auto made = Store::create(path + u".new.plumb"_s, info, clock);
    if (made || !isRefusal(made.error())) {
        qCritical("create: %s", made ? "made" : qPrintable(made.error().toString()));
        return 11;
    }
    return QFile::exists(path + u".new.plumb"_s) ? 12 : 0;
}

/// A read-only file is refused, or can be read and refuses to be written. 0 when all holds.
int runWithFile(const QString& path)
{
    const SystemClock clock;
    const auto opened = Store::open(path, clock);
    if (!opened) {
        qInfo("open: %s", qPrintable(opened.error().toString()));
        return isRefusal(opened.error()) ? 0 : 20;
    }
    Store& store = **opened;
    const auto items = store.read([](Session& session) { return ItemRepository(session).count({}); });
    if (!items || *items != 3) {
        return 21;
    }
    const auto written = store.write(
        [](Session& session) { return ProjectRepository(session).setValue(u"key"_s, u"value"_s); });
    if (written || !isRefusal(written.error())) {
        qCritical("write: %s", written ? "written" : qPrintable(written.error().toString()));
        return 22;
    }
    return 0;
}

} // namespace

class TstReadOnly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeWrittenIsRefusedWithASentence_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<bool>("isWholeFolder");
        QTest::newRow("folder") << u"--folder"_s << true;
        QTest::newRow("file") << u"--file"_s << false;
    }

    void whatCannotBeWrittenIsRefusedWithASentence()
    {
        QFETCH(const QString, option);
        QFETCH(const bool, isWholeFolder);
        StoreFixture fixture;
        fixture.addItems(3);
        const QString path = fixture.path();
        fixture.store.reset();
        const QString place = isWholeFolder ? fixture.folder.path() : path;
        const QString mount = u"mount --bind '%1' '%1' && mount -o remount,ro,bind '%1' '%1'"_s.arg(place);
        const QStringList front{u"--map-root-user"_s, u"--mount"_s, u"sh"_s, u"-c"_s};
        QProcess probe;
        probe.start(u"unshare"_s, front + QStringList{mount});
        if (!probe.waitForFinished() || probe.exitCode() != 0) {
            QSKIP("This machine does not let a test mount a folder read-only.");
        }
        QProcess inside;
        inside.setProcessChannelMode(QProcess::ForwardedChannels);
        inside.start(u"unshare"_s,
                     front + QStringList{mount + u" && exec '%1' %2 '%3'"_s.arg(
                                                     QCoreApplication::applicationFilePath(), option, path)});
        QVERIFY(inside.waitForFinished(60'000));
        QCOMPARE(inside.exitStatus(), QProcess::NormalExit);
        QCOMPARE(inside.exitCode(), 0);
        fixture.reopen(); // outside the namespace it is as it was
        QCOMPARE(fixture.store->checkIntegrity().valueOr({u"?"_s}), QStringList());
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "--folder"_L1) {
        return runInFolder(arguments[2]);
    }
    if (arguments.size() == 3 && arguments[1] == "--file"_L1) {
        return runWithFile(arguments[2]);
    }
    TstReadOnly test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_readonly.moc"
