#include "core/store/migrator.h"
#include "core/store/projectrepository.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>
#include <QUuid>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Runs statements on a file behind the store's back.
void rawSql(const QString& path, const QStringList& statements)
{
    const QString name = QUuid::createUuid().toString();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        for (const QString& statement : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(statement), qPrintable(statement));
        }
    }
    QSqlDatabase::removeDatabase(name);
}

/// Whether another process finds a lock of this one on the file; asked by a child, since a process never
/// meets its own locks.
bool isLocked(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    const pid_t child = ::fork();
    if (child == 0) {
        struct flock lock
        {
        };
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET; // from the start to the end, whatever bytes SQLite has chosen
        const int file = ::open(name.constData(), O_RDWR | O_CLOEXEC);
        const bool isAsked = file >= 0 && ::fcntl(file, F_GETLK, &lock) == 0;
        ::_exit(isAsked && lock.l_type != F_UNLCK ? 1 : 0);
    }
    int status = 0;
    return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

} // namespace

class TstStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createdProjectOpensWithWhatItWasGiven()
    {
        StoreFixture fixture(42);
        fixture.reopen();
        QCOMPARE(fixture.store->project().name, u"Test project"_s);
        QCOMPARE(fixture.store->project().seed, quint64(42));
        QVERIFY(fixture.store->backupPath().isEmpty());
        const Result<QStringList> problems = fixture.store->checkIntegrity();
        QVERIFY(problems);
        QCOMPARE(*problems, QStringList());
    }

    void whatTheProjectSaysOfItselfIsRenewedOnceItIsCommitted()
    {
        StoreFixture fixture(42);
        ProjectInfo other = fixture.store->project();
        other.name = u"Another name"_s;
        other.seed = 9;
        QVERIFY(!fixture.store->write([&](Session& session) -> Result<void> {
            PLUMBLINE_TRY(ProjectRepository(session).setInfo(other));
            return makeError(ErrorCode::Cancelled, u"no"_s);
        }));
        QCOMPARE(fixture.store->project().seed, quint64(42));
        QVERIFY(fixture.store->write(
            [&](Session& session) { return ProjectRepository(session).setInfo(other); }));
        QCOMPARE(fixture.store->project(), other);
        const auto seedOf = [](Session& session) { return Result<quint64>(session.project.seed); };
        QCOMPARE(fixture.store->write(seedOf).valueOr(0), quint64(9));
        QCOMPARE(fixture.store->read(seedOf).valueOr(0), quint64(9));
        QCOMPARE(fixture.store->readAsync(seedOf).result().valueOr(0), quint64(9));
    }

    void creatingOverAFileIsRefused()
    {
        StoreFixture fixture;
        const auto again = Store::create(fixture.path(), {}, fixture.clock);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
        QCOMPARE(again.error().file, fixture.path());
    }

    void wrongFilesAreRefusedWithASentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("empty") << QByteArray() << int(ErrorCode::NotAProject);
        QTest::newRow("text") << QByteArray(4096, 'x') << int(ErrorCode::NotAProject);
        QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16) << int(ErrorCode::NotAProject);
        QByteArray damaged("SQLite format 3\0", 16);
        damaged += QByteArray(8192, '\xff');
        damaged.replace(68, 4, QByteArray("PLMB"));
        QTest::newRow("damaged") << damaged << int(ErrorCode::Corrupt);
    }
    void wrongFilesAreRefusedWithASentence()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"x.plumb"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const SystemClock clock;
        const auto opened = Store::open(path, clock);
        QVERIFY(!opened);
        const bool isRefused =
            int(opened.error().code) == code || opened.error().code == ErrorCode::NotAProject;
        QVERIFY2(isRefused, qPrintable(opened.error().toString()));
        QVERIFY(opened.error().message.endsWith(u'.'));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes); // left as it was
    }

    void aMissingFileIsNotMade()
    {
        QTemporaryDir folder;
        const SystemClock clock;
        const auto opened = Store::open(folder.filePath(u"none.plumb"_s), clock);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::NotFound);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 0);
    }

    void aDatabaseOfAnotherProgramIsLeftAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"other.db"_s);
        rawSql(path, {u"CREATE TABLE t (a)"_s});
        const SystemClock clock;
        const auto opened = Store::open(path, clock);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::NotAProject);
    }

    void aNewerProjectIsRefused()
    {
        StoreFixture fixture;
        fixture.store.reset();
        rawSql(fixture.path(), {u"PRAGMA user_version = 999"_s});
        const auto opened = Store::open(fixture.path(), fixture.clock);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::NewerVersion);
        QVERIFY(opened.error().message.contains(u"newer Plumbline"_s));
    }

    void aFailedWriteLeavesNothing()
    {
        StoreFixture fixture;
        const Result<void> written = fixture.store->write([](Session& session) -> Result<void> {
            PLUMBLINE_TRY(ProjectRepository(session).setValue(u"k"_s, u"v"_s));
            ProjectRepository(session).addToCounter({}, u"n", 3);
            return makeError(ErrorCode::InvalidData, u"on purpose"_s);
        });
        QVERIFY(!written);
        QCOMPARE(written.error().message, u"on purpose"_s);
        const Result<QString> value = fixture.store->read(
            [](Session& session) { return ProjectRepository(session).value(u"k"_s, u"none"_s); });
        QCOMPARE(*value, u"none"_s);
        const Result<qint64> counter = fixture.store->read(
            [](Session& session) { return ProjectRepository(session).counter({}, u"n"); });
        QCOMPARE(*counter, 0);
    }

    void annotationsCannotBeChangedOrDeletedEvenBySql()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(1);
        const AnnotatorId anna = fixture.annotator(u"Anna"_s);
        const auto submitted = fixture.store->write([&](Session& session) -> Result<Annotation> {
            Labelling labelling(session, anna);
            PLUMBLINE_ASSIGN(const OpenItem item, labelling.open(items[0]));
            return labelling.submit(item.view.item.id, pairwiseAnswer(1), {}, 10);
        });
        QVERIFY(submitted);
        for (const QString& sql : {u"UPDATE annotation SET content = '{}'"_s, u"DELETE FROM annotation"_s}) {
            const Result<void> changed =
                fixture.store->write([&](Session& session) { return session.db.exec(sql); });
            QVERIFY(!changed);
            QVERIFY(changed.error().details.contains(u"never"_s));
        }
    }

    void aReplacedFileStopsWriting()
    {
        StoreFixture fixture;
        QVERIFY(QFile::rename(fixture.path(), fixture.path() + u".moved"_s));
        const auto write = [&] {
            return fixture.store->write(
                [](Session& session) { return ProjectRepository(session).setValue(u"a"_s, u"b"_s); });
        };
        const Result<void> gone = write();
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, ErrorCode::FileVanished);
        QFile other(fixture.path());
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write("something else");
        other.close();
        const Result<void> replaced = write();
        QVERIFY(!replaced);
        QCOMPARE(replaced.error().code, ErrorCode::FileVanished);
        QVERIFY(other.remove());
        QVERIFY(QFile::rename(fixture.path() + u".moved"_s, fixture.path()));
        QVERIFY(write()); // put back: goes on
    }

    void writesOfOneThreadAreSeenByReadersOfAnother()
    {
        StoreFixture fixture;
        for (int round = 0; round < 50; ++round) {
            const QString value = QString::number(round);
            QVERIFY(fixture.store->write(
                [&](Session& session) { return ProjectRepository(session).setValue(u"round"_s, value); }));
            QFuture<Result<QString>> read = fixture.store->readAsync(
                [](Session& session) { return ProjectRepository(session).value(u"round"_s); });
            QCOMPARE(*read.result(), value);
        }
    }

    void openingAProjectTwiceKeepsItsLocks()
    {
        StoreFixture fixture;
        QVERIFY(fixture.store->write(
            [&](Session& session) { return ProjectRepository(session).setValue(u"a"_s, u"1"_s); }));
        QVERIFY(isLocked(fixture.path()));
        const SystemClock clock;
        QVERIFY(Store::open(fixture.path(), clock)); // and is closed at once
        QVERIFY(isLocked(fixture.path()));
        QVERIFY(fixture.store->write(
            [&](Session& session) { return ProjectRepository(session).setValue(u"a"_s, u"2"_s); }));
    }

    void statementsAreSplitAtLineEnds()
    {
        QCOMPARE(Migrator::statements(u"-- c\nA;\n\nB x\n y;\nT BEGIN z; END;\n"_s),
                 (QStringList{u"A"_s, u"B x\n y"_s, u"T BEGIN z; END"_s}));
    }
};

QTEST_GUILESS_MAIN(TstStore)
#include "tst_store.moc"
