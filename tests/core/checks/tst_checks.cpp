#include "tests/core/checks/checkfixture.h"

#include "core/store/interruption.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CheckFixture>(); }
    void aSoundProjectIsClean();
    void unknownChecksAreRefused();
    void cancelIsObeyed_data();
    void cancelIsObeyed();
    void longStatementsAreStopped();
    void aFailingCheckDoesNotStopTheOthers();
    void listsAreLimitedCountsAreNot();

private:
    std::unique_ptr<CheckFixture> m_fixture;
};

void TestChecks::aSoundProjectIsClean()
{
    const QList<ItemId> items = m_fixture->addItems(5, ItemKind::Pairwise, u"batch"_s, QueueOrder::Fixed, 2);
    for (const ItemId item : items) {
        m_fixture->label(item, u"ann"_s, pairwiseAnswer(1), {0, 1});
        m_fixture->label(item, u"bob"_s, pairwiseAnswer(2), {1, 0});
    }
    const Result<QList<CheckOutcome>> outcomes =
        m_fixture->store->read([](Session& session) { return runChecks(session, {}); });
    QVERIFY(outcomes);
    QCOMPARE(outcomes->size(), allChecks().size());
    for (const CheckOutcome& outcome : *outcomes) {
        QVERIFY2(outcome.isClean(),
                 qPrintable(outcome.check + u": "_s + plainSentence(outcome.found.findings.value(0))));
    }
    QVERIFY(!worstSeverity(*outcomes).has_value());
}

void TestChecks::unknownChecksAreRefused()
{
    const Result<QList<CheckOutcome>> outcomes = m_fixture->store->read([](Session& session) {
        return runChecks(session, {}, {u"gold"_s, u"silver"_s});
    });
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().code, ErrorCode::NotFound);
}

void TestChecks::cancelIsObeyed_data()
{
    QTest::addColumn<QString>("check");
    for (const Check& check : allChecks()) {
        QTest::newRow(qPrintable(check.id)) << check.id;
    }
}

void TestChecks::cancelIsObeyed()
{
    QFETCH(QString, check);
    CheckOptions options;
    options.isCancelled = [] { return true; };
    const Result<QList<CheckOutcome>> outcomes =
        m_fixture->store->read([&](Session& session) { return runChecks(session, options, {check}); });
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().code, ErrorCode::Cancelled);
}

void TestChecks::longStatementsAreStopped()
{
    const QString endless =
        u"WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"_s;
    int questions = 0;
    QElapsedTimer timer;
    timer.start();
    const Result<qint64> stopped = m_fixture->store->read([&](Session& session) {
        const Interruption interruption(session.db, [&questions] { return ++questions == 5; });
        return session.db.integer(endless);
    });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    QVERIFY(timer.elapsed() < 5000);
    // The connection works on, and nobody asks any more.
    const Result<qint64> after = m_fixture->store->read([](Session& session) {
        return session.db.integer(
            u"WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 500000) SELECT max(x) FROM n"_s);
    });
    QVERIFY(after);
    QCOMPARE(*after, qint64(500000));
    QCOMPARE(questions, 5);
}

void TestChecks::aFailingCheckDoesNotStopTheOthers()
{
    const QList<ItemId> items = m_fixture->addItems(1, ItemKind::Span);
    m_fixture->exec(
        u"INSERT INTO annotator (uid, name, kind, created_at) VALUES ('a', 'ann', 'human', '')"_s);
    m_fixture->exec(
        u"INSERT INTO annotation (uid, item_id, annotator_id, schema_version_id, action, content, "
        u"created_at) "
        "VALUES ('x', ?, 1, 1, 'submit', '{\"spans\":7}', '')"_s,
        {items.constFirst().value});
    QList<int> steps;
    const Result<QList<CheckOutcome>> outcomes = m_fixture->store->read([&](Session& session) {
        return runChecks(session, {}, {u"quotes"_s, u"counters"_s},
                         [&](int done, int total) { steps << done << total; });
    });
    QVERIFY(outcomes);
    QCOMPARE(steps, QList<int>({1, 2, 2, 2}));
    QCOMPARE(outcomes->size(), qsizetype(2));
    QCOMPARE(outcomes->at(0).check, u"counters"_s);
    QVERIFY(!outcomes->at(0).isClean());
    QCOMPARE(outcomes->at(1).found.findings.constFirst().reason, u"check.failed"_s);
    QCOMPARE(worstSeverity(*outcomes).value(), Severity::Error);
}

void TestChecks::listsAreLimitedCountsAreNot()
{
    const QList<ItemId> items = m_fixture->addItems(9, ItemKind::Pairwise, u"batch"_s, QueueOrder::Fixed, 3);
    for (const ItemId item : items) {
        m_fixture->label(item, u"ann"_s, pairwiseAnswer(1));
    }
    const CheckFindings findings = m_fixture->run(u"one_label"_s, 4);
    QCOMPARE(findings.findings.size(), qsizetype(4));
    QCOMPARE(findings.total, qint64(9));
}

QTEST_GUILESS_MAIN(TestChecks)
#include "tst_checks.moc"
