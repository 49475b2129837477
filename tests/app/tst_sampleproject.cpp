#include "app/sampleproject.h"
#include "core/store/annotatorrepository.h"
#include "core/store/projectrepository.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// The sample's ready-made copy: quick, fresh each time, and never trusted blindly.
class TstSampleProject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiesAreWholeFreshAndQuick();
    void othersAreTakenAwayAndDamageIsRepaired();
    void aCacheThatCannotBeWrittenOnlyCostsTime();
    void aProjectIsNeverOverwritten();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QStringList cached() const
    {
        return QDir(path(u"cache"_s)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
};

namespace {

qint64 counter(Store& store, QStringView name)
{
    return store.read([&](Session& session) { return ProjectRepository(session).counter({}, name); })
        .valueOr(-1);
}

} // namespace

void TstSampleProject::copiesAreWholeFreshAndQuick()
{
    const QString cache = path(u"cache"_s);
    qint64 items = 0;
    {
        const auto first = copySampleProject(path(u"one.plumb"_s), cache, m_clock);
        QVERIFY2(first, first ? "" : qPrintable(first.error().toString()));
        items = counter(**first, counters::kItems);
        QVERIFY(items > 1000);
        QVERIFY((*first)->write([](Session& session) {
            return AnnotatorRepository(session).findOrCreate(u"someone"_s, AnnotatorKind::Human);
        }));
    }
    QCOMPARE(cached().size(), 1);
    QElapsedTimer timer;
    timer.start();
    const auto second = copySampleProject(path(u"two.plumb"_s), cache, m_clock);
    const qint64 took = timer.elapsed();
    QVERIFY(second);
    QVERIFY2(took < 1000,
             QByteArray::number(took).constData()); // the import takes 1 to 2 s in a release build
    QCOMPARE(counter(**second, counters::kItems), items);
    const auto someone = (*second)->read(
        [](Session& session) { return AnnotatorRepository(session).findByName(u"someone"_s); });
    QVERIFY(someone);
    QVERIFY(!*someone); // what is done in a copy stays there
    QCOMPARE((*second)->checkIntegrity().valueOr({u"failed"_s}), QStringList());
}

void TstSampleProject::othersAreTakenAwayAndDamageIsRepaired()
{
    const QString cache = path(u"cache"_s);
    QCOMPARE(cached().size(), 1);
    const QString name = cached().constFirst();
    QFile old(cache + u"/sample-0.0.1-1-0123456789abcdef.plumb"_s);
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("x") == 1);
    old.close();
    QFile damaged(cache + u'/' + name);
    QVERIFY(damaged.resize(1000));
    const auto store = copySampleProject(path(u"three.plumb"_s), cache, m_clock);
    QVERIFY2(store, store ? "" : qPrintable(store.error().toString()));
    QVERIFY(counter(**store, counters::kItems) > 1000);
    QCOMPARE(cached(), QStringList{name});
    QVERIFY(damaged.size() > 1'000'000);
}

void TstSampleProject::aCacheThatCannotBeWrittenOnlyCostsTime()
{
    QFile file(path(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto store = copySampleProject(path(u"four.plumb"_s), path(u"file/cache"_s), m_clock);
    QVERIFY2(store, store ? "" : qPrintable(store.error().toString()));
    QVERIFY(counter(**store, counters::kItems) > 1000);
}

void TstSampleProject::aProjectIsNeverOverwritten()
{
    const auto again = copySampleProject(path(u"one.plumb"_s), path(u"cache"_s), m_clock);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
}

QTEST_GUILESS_MAIN(TstSampleProject)
#include "tst_sampleproject.moc"
