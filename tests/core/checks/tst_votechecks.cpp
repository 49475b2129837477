#include "tests/core/checks/checkfixture.h"

#include <QTest>

#include <memory>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestVoteChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CheckFixture>(); }
    void peopleWhoDisagree();
    void onePersonBothWays();
    void judgesThatFlip();
    void judgesThatDoNotFlip_data();
    void judgesThatDoNotFlip();

private:
    std::unique_ptr<CheckFixture> m_fixture;
};

void TestVoteChecks::peopleWhoDisagree()
{
    const ItemId item = m_fixture->pairItem(u"1"_s, {u"a"_s, u"b"_s}, {u"m"_s, u"n"_s});
    const ItemId turned = m_fixture->pairItem(u"2"_s, {u"b"_s, u"a"_s}, {u"n"_s, u"m"_s});
    m_fixture->label(item, u"ann"_s, pairwiseAnswer(1));
    m_fixture->label(item, u"bob"_s, pairwiseAnswer(2));
    m_fixture->label(item, u"tie"_s, pairwiseAnswer(0));
    m_fixture->label(item, u"judge"_s, pairwiseAnswer(-1), {}, AnnotatorKind::Llm);
    m_fixture->label(turned, u"cyd"_s, pairwiseAnswer(-1)); // the same response is better
    QCOMPARE(m_fixture->found(u"opposite_votes"_s), QStringList());
    const AnnotationId vote = m_fixture->label(turned, u"dan"_s, pairwiseAnswer(2));
    QCOMPARE(m_fixture->found(u"opposite_votes"_s),
             QStringList{u"opposite_votes.people %1 3 1"_s.arg(m_fixture->text(item))});
    m_fixture->label(turned, u"dan"_s, pairwiseAnswer(-2), {}, AnnotatorKind::Human, vote);
    QCOMPARE(m_fixture->found(u"opposite_votes"_s), QStringList());
}

void TestVoteChecks::onePersonBothWays()
{
    const ItemId item = m_fixture->pairItem(u"1"_s, {u"a"_s, u"b"_s}, {u"m"_s, u"n"_s});
    const ItemId turned = m_fixture->pairItem(u"2"_s, {u"b"_s, u"a"_s}, {u"n"_s, u"m"_s});
    m_fixture->label(item, u"ann"_s, pairwiseAnswer(1));
    m_fixture->label(turned, u"ann"_s, pairwiseAnswer(1));
    QCOMPARE(m_fixture->found(u"opposite_votes"_s),
             QStringList{u"opposite_votes.same_person ann "_s + m_fixture->text(turned)});
    QCOMPARE(m_fixture->run(u"opposite_votes"_s).findings.constFirst().severity, Severity::Warning);
}

void TestVoteChecks::judgesThatFlip()
{
    const QList<QPair<QString, QString>> pairs{{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}};
    QList<ItemId> items;
    for (const auto& [first, second] : pairs) {
        items << m_fixture->pairItem(first, {first, second}, {u"m"_s, u"n"_s});
    }
    // The first verdict follows the place: the left one wins in both orders.
    const AnnotationId left =
        m_fixture->label(items.at(0), u"judge"_s, pairwiseAnswer(1), {0, 1}, AnnotatorKind::Llm);
    QCOMPARE(m_fixture->found(u"judge_flips"_s), QStringList());
    const AnnotationId right =
        m_fixture->label(items.at(0), u"judge"_s, pairwiseAnswer(-1), {1, 0}, AnnotatorKind::Llm, left);
    // The second one follows the response.
    const AnnotationId steady =
        m_fixture->label(items.at(1), u"judge"_s, pairwiseAnswer(1), {0, 1}, AnnotatorKind::Llm);
    m_fixture->label(items.at(1), u"judge"_s, pairwiseAnswer(2), {1, 0}, AnnotatorKind::Llm, steady);
    QCOMPARE(m_fixture->found(u"judge_flips"_s),
             QStringList({u"judge_flips.share judge 1 2"_s,
                          u"judge_flips.found judge "_s + m_fixture->text(items.at(0))}));
    QCOMPARE(m_fixture->run(u"judge_flips"_s).findings.at(1).location.annotationId, right);
    QCOMPARE(m_fixture->run(u"judge_flips"_s, 1).findings.size(), qsizetype(1));
    QCOMPARE(m_fixture->run(u"judge_flips"_s, 1).total, qint64(2));
}

void TestVoteChecks::judgesThatDoNotFlip_data()
{
    QTest::addColumn<AnnotatorKind>("kind");
    QTest::addColumn<int>("margin");
    QTest::addColumn<QList<int>>("order");
    QTest::addColumn<bool>("isFlip");
    QTest::newRow("flip") << AnnotatorKind::Llm << -1 << QList<int>{1, 0} << true;
    QTest::newRow("same verdict") << AnnotatorKind::Llm << 2 << QList<int>{1, 0} << false;
    QTest::newRow("tie") << AnnotatorKind::Llm << 0 << QList<int>{1, 0} << false;
    QTest::newRow("same order") << AnnotatorKind::Llm << -1 << QList<int>{0, 1} << false;
    QTest::newRow("order not known") << AnnotatorKind::Llm << -1 << QList<int>{} << false;
    QTest::newRow("a person") << AnnotatorKind::Human << -1 << QList<int>{1, 0} << false;
}

void TestVoteChecks::judgesThatDoNotFlip()
{
    QFETCH(AnnotatorKind, kind);
    QFETCH(int, margin);
    QFETCH(QList<int>, order);
    QFETCH(bool, isFlip);
    const ItemId item = m_fixture->pairItem(u"1"_s, {u"a"_s, u"b"_s}, {u"m"_s, u"n"_s});
    const AnnotationId first = m_fixture->label(item, u"judge"_s, pairwiseAnswer(1), {0, 1}, kind);
    m_fixture->label(item, u"judge"_s, pairwiseAnswer(margin), order, kind, first);
    QCOMPARE(m_fixture->run(u"judge_flips"_s).total > 0, isFlip);
}

QTEST_GUILESS_MAIN(TestVoteChecks)
#include "tst_votechecks.moc"
