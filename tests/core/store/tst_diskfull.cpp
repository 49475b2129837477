// A disk that really is full: a small file system in memory, mounted in a namespace of its own. The test
// starts itself again inside it.

#include "core/store/annotationrepository.h"
#include "core/store/projectrepository.h"
#include "tests/core/store/storefixture.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What runs inside the small disk: label until it is full, then check that nothing acknowledged is gone,
/// free space, and go on. Gives 0 when all holds.
int runInside(const QString& folder)
{
    const SystemClock clock;
    const QString path = folder + u"/p.plumb"_s;
    ProjectInfo info;
    info.uid = u"u"_s;
    info.name = u"n"_s;
    info.createdAt = clock.now();
    auto created = Store::create(path, info, clock);
    if (!created) {
        return 10;
    }
    std::unique_ptr<Store> store = std::move(created).value();
    QFile ballast(folder + u"/ballast"_s);
    const auto put = [&](int number) {
        return store->write([&](Session& session) {
            return ProjectRepository(session).setValue(u"key-%1"_s.arg(number), QString(20'000, u'x'));
        });
    };
    if (!ballast.open(QIODevice::WriteOnly) || ballast.write(QByteArray(2 << 20, 'b')) != (2 << 20)) {
        return 11;
    }
    ballast.close();
    int acknowledged = 0;
    Result<void> last;
    while ((last = put(acknowledged))) {
        ++acknowledged;
        if (acknowledged > 10'000) {
            return 12; // the disk never filled
        }
    }
    if (last.error().code != ErrorCode::DiskFull) {
        qCritical("%s | %s", qPrintable(last.error().toString()), qPrintable(last.error().details));
        return 13;
    }
    const auto stored = [&] {
        return store
            ->read([&](Session& session) {
                return session.db.integer(u"SELECT count(*) FROM project WHERE key LIKE 'key-%'"_s);
            })
            .valueOr(-1);
    };
    if (stored() != acknowledged) {
        return 14;
    }
    if (!QFile::remove(ballast.fileName()) || !put(acknowledged)) {
        return 15; // with space again, it goes on
    }
    store.reset();
    auto again = Store::open(path, clock);
    if (!again) {
        return 16;
    }
    store = std::move(again).value();
    const auto problems = store->checkIntegrity();
    return stored() == acknowledged + 1 && problems && problems->isEmpty() ? 0 : 17;
}

} // namespace

class TstDiskFull : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskLosesNothingAcknowledgedAndSaysSo()
    {
        QTemporaryDir folder;
        const QString script = u"mount -t tmpfs -o size=8m none '%1' && exec '%2' --inside '%1'"_s.arg(
            folder.path(), QCoreApplication::applicationFilePath());
        QProcess probe;
        probe.start(u"unshare"_s, {u"--map-root-user"_s, u"--mount"_s, u"sh"_s, u"-c"_s,
                                   u"mount -t tmpfs -o size=1m none '%1'"_s.arg(folder.path())});
        if (!probe.waitForFinished() || probe.exitCode() != 0) {
            QSKIP("This machine does not let a test mount a file system of its own.");
        }
        QProcess inside;
        inside.setProcessChannelMode(QProcess::ForwardedChannels);
        inside.start(u"unshare"_s, {u"--map-root-user"_s, u"--mount"_s, u"sh"_s, u"-c"_s, script});
        QVERIFY(inside.waitForFinished(60'000));
        QCOMPARE(inside.exitStatus(), QProcess::NormalExit);
        QCOMPARE(inside.exitCode(), 0);
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "--inside"_L1) {
        return runInside(arguments[2]);
    }
    TstDiskFull test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_diskfull.moc"
