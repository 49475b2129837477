#include "tests/core/checks/checkfixture.h"

#include "core/store/assignmentrepository.h"
#include "core/store/draftrepository.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <memory>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestStoreChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CheckFixture>(); }
    void integrityFindsDanglingRows();
    void countersFindWrongCounts_data();
    void countersFindWrongCounts();
    void countersSurviveARunOfWork();
    void flagsAreCountedByTheirFieldAlone();
    void leases();
    void drafts();

private:
    std::unique_ptr<CheckFixture> m_fixture;
};

void TestStoreChecks::integrityFindsDanglingRows()
{
    m_fixture->addItems(1);
    QVERIFY(m_fixture->found(u"integrity"_s).isEmpty());
    // Foreign keys are enforced, so the row that refers to nothing is made in a table that was left without.
    const QString path = m_fixture->path();
    m_fixture->store.reset();
    {
        QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"raw"_s);
        raw.setDatabaseName(path);
        QVERIFY(raw.open());
        QVERIFY(!raw.exec(u"DELETE FROM prompt"_s).lastError().isValid());
        raw.close();
    }
    QSqlDatabase::removeDatabase(u"raw"_s);
    m_fixture->reopen();
    const CheckFindings findings = m_fixture->run(u"integrity"_s);
    QVERIFY(findings.total >= 2); // of an item and of responses
    QCOMPARE(findings.findings.constFirst().severity, Severity::Error);
    QVERIFY(plainSentence(findings.findings.constFirst()).contains(u"prompt"));
}

void TestStoreChecks::countersFindWrongCounts_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("labels of an item") << u"UPDATE item SET label_count = 5 WHERE id = 1"_s
                                       << QStringList{u"counters.item 1 label_count 5 1"_s};
    QTest::newRow("skips of an item") << u"UPDATE item SET skip_count = 1 WHERE id = 2"_s
                                      << QStringList{u"counters.item 2 skip_count 1 0"_s};
    QTest::newRow("flags of an item") << u"UPDATE item SET flag_count = 0 WHERE id = 1"_s
                                      << QStringList{u"counters.item 1 flag_count 0 1"_s};
    QTest::newRow("taken of an item")
        << u"UPDATE item SET taken = 0 WHERE id = 1"_s
        << QStringList{u"counters.project open_items 2 3"_s, u"counters.scope batch:1 open_items 2 3"_s,
                       u"counters.item 1 taken 0 1"_s};
    QTest::newRow("items") << u"UPDATE counter SET value = 9 WHERE scope = '' AND name = 'items'"_s
                           << QStringList{u"counters.project items 9 3"_s};
    QTest::newRow("prompts") << u"DELETE FROM counter WHERE name = 'prompts'"_s
                             << QStringList{u"counters.project prompts 0 3"_s};
    QTest::newRow("responses") << u"UPDATE counter SET value = 0 WHERE name = 'responses'"_s
                               << QStringList{u"counters.project responses 0 6"_s};
    QTest::newRow("labels by people")
        << u"UPDATE counter SET value = 2 WHERE name = 'labels_human'"_s
        << QStringList{u"counters.project labels_human 2 1"_s, u"counters.scope batch:1 labels_human 2 1"_s};
    QTest::newRow("labels by others") << u"INSERT INTO counter VALUES ('batch:7', 'labels_other', 1)"_s
                                      << QStringList{u"counters.scope batch:7 labels_other 1 0"_s};
    QTest::newRow("submitted")
        << u"UPDATE counter SET value = 3 WHERE scope = 'annotator:1' AND name = 'submitted'"_s
        << QStringList{u"counters.scope annotator:1 submitted 3 1"_s};
    QTest::newRow("skipped in a batch")
        << u"INSERT INTO counter VALUES ('annotator:1/batch:1', 'skipped', 1)"_s
        << QStringList{u"counters.scope annotator:1/batch:1 skipped 1 0"_s};
}

void TestStoreChecks::countersFindWrongCounts()
{
    QFETCH(QString, sql);
    QFETCH(QStringList, expected);
    const QList<ItemId> items = m_fixture->addItems(3);
    AnnotationContent content = pairwiseAnswer(1);
    content.isFlagged = true;
    m_fixture->label(items.at(0), u"ann"_s, content);
    QCOMPARE(m_fixture->found(u"counters"_s), QStringList());
    m_fixture->exec(sql);
    QCOMPARE(m_fixture->found(u"counters"_s), expected);
}

void TestStoreChecks::countersSurviveARunOfWork()
{
    m_fixture->addItems(6, ItemKind::Pairwise, u"one"_s, QueueOrder::Random, 2);
    m_fixture->addItems(3, ItemKind::Pairwise, u"two"_s);
    const QList<AnnotatorId> people{m_fixture->annotator(u"ann"_s), m_fixture->annotator(u"bob"_s)};
    for (int round = 0; round < 24; ++round) {
        const Result<void> worked = m_fixture->store->write([&](Session& session) -> Result<void> {
            Labelling labelling(session, people.at(round % 2));
            PLUMBLINE_ASSIGN(const std::optional<OpenItem> open, labelling.openNext({}));
            if (!open) {
                return {};
            }
            AnnotationContent content = pairwiseAnswer(round % 3 - 1);
            content.isFlagged = round % 5 == 0;
            if (round % 4 == 1) {
                content.skipReason = u"offensive"_s;
                PLUMBLINE_TRY(labelling.skip(open->view.item.id, content, {}, 10));
                return {};
            }
            PLUMBLINE_TRY(labelling.submit(open->view.item.id, content, {}, 10));
            if (round % 3 == 0) {
                PLUMBLINE_TRY(labelling.undo());
            }
            return {};
        });
        QVERIFY2(worked, worked ? "" : qPrintable(worked.error().toString()));
    }
    const Result<qint64> rows = m_fixture->store->read(
        [](Session& session) { return session.db.integer(u"SELECT count(*) FROM annotation"_s); });
    QVERIFY(rows);
    QVERIFY2(*rows >= 15, qPrintable(QString::number(*rows)));
    QCOMPARE(m_fixture->found(u"counters"_s), QStringList());
}

void TestStoreChecks::flagsAreCountedByTheirFieldAlone()
{
    const ItemId item = m_fixture->addItems(1).constFirst();
    AnnotationContent content = pairwiseAnswer(1);
    content.critique = u"{\"flagged\":true}"_s;
    content.extra = {{u"flagged"_s, true}};
    m_fixture->label(item, u"ann"_s, content);
    QCOMPARE(m_fixture->found(u"counters"_s), QStringList());
}

void TestStoreChecks::leases()
{
    const QList<ItemId> items = m_fixture->addItems(2);
    const AnnotatorId ann = m_fixture->annotator(u"ann"_s);
    const Result<Assignment> claimed = m_fixture->store->write(
        [&](Session& session) { return AssignmentRepository(session).claim(items.at(1), ann, 60); });
    QVERIFY(claimed);
    QCOMPARE(m_fixture->found(u"leases"_s), QStringList());
    m_fixture->clock.advanceSeconds(61);
    QCOMPARE(m_fixture->found(u"leases"_s),
             QStringList{u"leases.overdue ann "_s + m_fixture->text(items.at(1))});
    QCOMPARE(m_fixture->run(u"leases"_s).findings.constFirst().action, FindingAction::ExpireLeases);
    const Result<int> expired = m_fixture->store->write(
        [](Session& session) { return AssignmentRepository(session).expireOverdue(); });
    QVERIFY(expired);
    QCOMPARE(m_fixture->found(u"leases"_s), QStringList());
}

void TestStoreChecks::drafts()
{
    const QList<ItemId> items = m_fixture->addItems(2);
    const AnnotatorId bob = m_fixture->annotator(u"bob"_s);
    for (const ItemId item : items) {
        const Result<void> saved = m_fixture->store->write([&](Session& session) {
            return DraftRepository(session).save({item, bob, pairwiseAnswer(1), 5, {}});
        });
        QVERIFY(saved);
    }
    QCOMPARE(m_fixture->found(u"drafts"_s), QStringList());
    m_fixture->label(items.at(1), u"ann"_s, pairwiseAnswer(1));
    QCOMPARE(m_fixture->found(u"drafts"_s),
             QStringList{u"drafts.finished bob "_s + m_fixture->text(items.at(1))});
}

QTEST_GUILESS_MAIN(TestStoreChecks)
#include "tst_storechecks.moc"
