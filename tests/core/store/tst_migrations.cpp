// Projects of every released version still open. This program holds one more schema file than Plumbline does
// (0003_test.sql), so that what will happen to projects of older versions can be seen now.

#include "core/store/connection.h"
#include "core/store/migrator.h"
#include "tests/core/store/fixtureproject.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

QString dataFolder()
{
    return qEnvironmentVariable("PLUMBLINE_SOURCE_DIR", QDir::currentPath()) + u"/tests/data/store"_s;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A number that a statement gives, asked behind the store's back.
qint64 ask(const QString& path, const QString& sql)
{
    auto connection = Connection::openSqlite(path, Connection::Mode::ReadWrite);
    return connection ? (*connection)->integer(sql).valueOr(-1) : -2;
}

Result<void> tell(const QString& path, const QString& sql)
{
    PLUMBLINE_ASSIGN(const auto connection, Connection::openSqlite(path, Connection::Mode::ReadWrite));
    return connection->exec(sql);
}

} // namespace

class TstMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"old.plumb"_s);
        QVERIFY(QFile::copy(dataFolder() + u"/v1.plumb"_s, m_path));
        QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner));
    }

    void theTestFileIsTheNewestVersion() { QCOMPARE(Store::currentSchemaVersion(), 3); }

    void anOlderProjectIsCopiedAsideAndMigrated()
    {
        const auto store = Store::open(m_path, m_clock);
        QVERIFY2(store, store ? "" : qPrintable(store.error().toString() + store.error().details));
        QCOMPARE((*store)->backupPath(), m_folder->filePath(u"old.v1.backup.plumb"_s));
        QCOMPARE(ask(m_path, u"PRAGMA user_version"_s), 3);
        QCOMPARE(ask(m_path, u"SELECT count(*) FROM test_note"_s), 1);
        QCOMPARE(ask((*store)->backupPath(), u"PRAGMA user_version"_s), 1);
        QCOMPARE(
            ask((*store)->backupPath(), u"SELECT count(*) FROM sqlite_master WHERE name = 'test_note'"_s), 0);
        const auto summary = fixtureSummary(**store);
        QVERIFY(summary);
        QCOMPARE(*summary, bytesOf(dataFolder() + u"/v1.txt"_s));
        QCOMPARE((*store)->checkIntegrity().valueOr({u"?"_s}), QStringList());
    }

    void theCopyHoldsTheSameAndIsNotMadeTwice()
    {
        QString backup;
        {
            const auto store = Store::open(m_path, m_clock);
            QVERIFY(store);
            backup = (*store)->backupPath();
        }
        const QByteArray before = bytesOf(backup);
        const auto again = Store::open(m_path, m_clock);
        QVERIFY(again);
        QCOMPARE((*again)->backupPath(), QString()); // nothing to migrate any more
        QCOMPARE(bytesOf(backup), before);
        const auto copy = Store::open(backup, m_clock);
        QVERIFY(copy);
        QCOMPARE(fixtureSummary(**copy).valueOr({}), bytesOf(dataFolder() + u"/v1.txt"_s));
    }

    void workGoesOnAfterAMigration()
    {
        const auto store = Store::open(m_path, m_clock);
        QVERIFY(store);
        const auto undone = (*store)->write([](Session& session) -> Result<int> {
            PLUMBLINE_ASSIGN(const std::optional<Annotator> ada,
                             AnnotatorRepository(session).findByName(u"Ada"_s));
            Labelling work(session, ada->id);
            int steps = 0;
            for (;;) {
                PLUMBLINE_ASSIGN(const StepResult step, work.undo());
                if (!step.didSomething) {
                    return steps;
                }
                ++steps;
            }
        });
        QVERIFY2(undone, undone ? "" : qPrintable(undone.error().toString()));
        QCOMPARE(*undone, 7); // two edits and submits, the edit of the one taken back, the skip, the draft
        QCOMPARE((*store)->checkIntegrity().valueOr({u"?"_s}), QStringList());
    }

    void aFailedMigrationChangesNothing()
    {
        // The second statement of the test file cannot be run: its table is there already.
        QVERIFY(tell(m_path, u"CREATE TABLE test_note (id INTEGER PRIMARY KEY)"_s));
        const auto store = Store::open(m_path, m_clock);
        QVERIFY(!store);
        QVERIFY(!store.error().message.isEmpty());
        QCOMPARE(store.error().file, m_path);
        QCOMPARE(ask(m_path, u"PRAGMA user_version"_s), 1);
        QCOMPARE(ask(m_path, u"SELECT count(*) FROM project WHERE key = 'test'"_s), 0); // its first statement
        QVERIFY(tell(m_path, u"DROP TABLE test_note"_s));
        QVERIFY(Store::open(m_path, m_clock)); // and it can be tried again
    }

    void aNewerProjectIsLeftAsItIs()
    {
        QVERIFY(tell(m_path, u"PRAGMA user_version = 4"_s));
        const QByteArray before = bytesOf(m_path);
        const auto store = Store::open(m_path, m_clock);
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::NewerVersion);
        QVERIFY(store.error().message.contains(u"version 4"_s));
        QCOMPARE(bytesOf(m_path), before);
        QCOMPARE(QDir(m_folder->path()).entryList({u"*backup*"_s}).size(), 0);
    }

private:
    const SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TstMigrations)

#include "tst_migrations.moc"
