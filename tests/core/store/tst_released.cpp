// Projects of every released version open in this Plumbline and hold what they held.

#include "tests/core/store/fixtureproject.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstReleased : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void projectsOfEveryVersionOpen_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 1; version <= Store::currentSchemaVersion(); ++version) {
            QTest::addRow("version %d", version) << version;
        }
    }

    void projectsOfEveryVersionOpen()
    {
        QFETCH(const int, version);
        const QString base = u"%1/tests/data/store/v%2"_s
                                 .arg(qEnvironmentVariable("PLUMBLINE_SOURCE_DIR", QDir::currentPath()))
                                 .arg(version);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"old.plumb"_s);
        QVERIFY2(QFile::copy(base + u".plumb"_s, path), "every version needs a project made by makefixture");
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        QFile text(base + u".txt"_s);
        QVERIFY(text.open(QIODevice::ReadOnly));
        const SystemClock clock;
        const auto store = Store::open(path, clock);
        QVERIFY2(store, store ? "" : qPrintable(store.error().toString()));
        QCOMPARE((*store)->backupPath().isEmpty(), version == Store::currentSchemaVersion());
        QCOMPARE(fixtureSummary(**store).valueOr({}), text.readAll());
        QCOMPARE((*store)->checkIntegrity().valueOr({u"?"_s}), QStringList());
    }
};

QTEST_GUILESS_MAIN(TstReleased)

#include "tst_released.moc"
