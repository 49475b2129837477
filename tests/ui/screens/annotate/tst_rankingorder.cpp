#include "ui/screens/annotate/rankingorder.h"

#include <QStringList>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// "2>0=1": response 2 first, 0 and 1 tied behind it; "" is an empty ranking.
Ranking rankingOf(const QString& text)
{
    Ranking ranking;
    const QStringList groups = text.split(u'>', Qt::SkipEmptyParts);
    for (const QString& group : groups) {
        QList<ResponseIndex> responses;
        for (const QString& each : group.split(u'=')) {
            responses.append(each.toInt());
        }
        ranking.groups.append(responses);
    }
    return ranking;
}

QString textOf(const Ranking& ranking)
{
    QStringList groups;
    for (const QList<ResponseIndex>& group : ranking.groups) {
        QStringList responses;
        for (const ResponseIndex each : group) {
            responses.append(QString::number(each));
        }
        groups.append(responses.join(u'='));
    }
    return groups.join(u'>');
}

} // namespace

/// The steps on a ranking, each from a written order to a written order.
class TstRankingOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranks();
    void places_data();
    void places();
    void ties_data();
    void ties();
    void moves_data();
    void moves();
    void drops();
    void tops_data();
    void tops();
};

void TstRankingOrder::ranks()
{
    const Ranking ranking = rankingOf(u"3>0=1>2"_s);
    QCOMPARE(rankOf(ranking, 3), 1);
    QCOMPARE(rankOf(ranking, 0), 2);
    QCOMPARE(rankOf(ranking, 1), 2);
    QCOMPARE(rankOf(ranking, 2), 4); // two on the second place
    QCOMPARE(rankOf(ranking, 4), 0);
    QCOMPARE(tiedCount(ranking, 1), 2);
    QCOMPARE(tiedCount(ranking, 3), 1);
    QCOMPARE(tiedCount(ranking, 4), 0);
    QVERIFY(isTiedWithAbove(ranking, 1));
    QVERIFY(!isTiedWithAbove(ranking, 0));
    QCOMPARE(placedResponses(ranking), (QList<ResponseIndex>{3, 0, 1, 2}));
}

void TstRankingOrder::places_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("response");
    QTest::addColumn<int>("place");
    QTest::addColumn<QString>("after");
    QTest::newRow("first of none") << u""_s << 1 << 1 << u"1"_s;
    QTest::newRow("past the end") << u""_s << 1 << 4 << u"1"_s;
    QTest::newRow("others move down") << u"0>1"_s << 2 << 1 << u"2>0>1"_s;
    QTest::newRow("between") << u"0>1"_s << 2 << 2 << u"0>2>1"_s;
    QTest::newRow("last") << u"0>1"_s << 2 << 3 << u"0>1>2"_s;
    QTest::newRow("from below") << u"0>1>2"_s << 2 << 1 << u"2>0>1"_s;
    QTest::newRow("from above") << u"0>1>2"_s << 0 << 3 << u"1>2>0"_s;
    QTest::newRow("its own") << u"0>1>2"_s << 1 << 2 << u"0>1>2"_s;
    QTest::newRow("within a tie: behind it") << u"0=1>2"_s << 3 << 2 << u"0=1>3>2"_s;
    QTest::newRow("out of a tie") << u"0=1>2"_s << 1 << 1 << u"1>0>2"_s;
}

void TstRankingOrder::places()
{
    QFETCH(QString, before);
    QFETCH(int, response);
    QFETCH(int, place);
    QTEST(textOf(placedAt(rankingOf(before), response, place)), "after");
}

void TstRankingOrder::ties_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("response");
    QTest::addColumn<QString>("after");
    QTest::newRow("with the one above") << u"0>1>2"_s << 1 << u"0=1>2"_s;
    QTest::newRow("again: parted") << u"0=1>2"_s << 1 << u"0>1>2"_s;
    QTest::newRow("three") << u"0=1>2"_s << 2 << u"0=1=2"_s;
    QTest::newRow("parted in the middle") << u"0=1=2"_s << 1 << u"0>1=2"_s;
    QTest::newRow("a tie joins as a whole") << u"0>1=2"_s << 1 << u"0=1=2"_s;
    QTest::newRow("the best stays alone") << u"0>1"_s << 0 << u"0>1"_s;
    QTest::newRow("without a place: to the last") << u"0>1"_s << 2 << u"0>1=2"_s;
    QTest::newRow("nothing is placed") << u""_s << 2 << u""_s;
}

void TstRankingOrder::ties()
{
    QFETCH(QString, before);
    QFETCH(int, response);
    QTEST(textOf(tieToggled(rankingOf(before), response)), "after");
}

void TstRankingOrder::moves_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("response");
    QTest::addColumn<int>("by");
    QTest::addColumn<QString>("after");
    QTest::newRow("up") << u"0>1>2"_s << 2 << -1 << u"0>2>1"_s;
    QTest::newRow("down") << u"0>1>2"_s << 0 << 1 << u"1>0>2"_s;
    QTest::newRow("first already") << u"0>1"_s << 0 << -1 << u"0>1"_s;
    QTest::newRow("last already") << u"0>1"_s << 1 << 1 << u"0>1"_s;
    QTest::newRow("over a tie") << u"0=1>2"_s << 2 << -1 << u"2>0=1"_s;
    QTest::newRow("out of a tie, up") << u"0=1>2"_s << 1 << -1 << u"1>0>2"_s;
    QTest::newRow("out of a tie, down") << u"0=1>2"_s << 0 << 1 << u"1>0>2"_s;
    QTest::newRow("without a place") << u"0>1"_s << 2 << -1 << u"0>1>2"_s;
}

void TstRankingOrder::moves()
{
    QFETCH(QString, before);
    QFETCH(int, response);
    QFETCH(int, by);
    QTEST(textOf(movedBy(rankingOf(before), response, by)), "after");
}

void TstRankingOrder::drops()
{
    QCOMPARE(textOf(placedBefore(rankingOf(u"0>1>2"_s), 2, 0)), u"2>0>1"_s);
    QCOMPARE(textOf(placedBefore(rankingOf(u"0>1>2"_s), 0, -1)), u"1>2>0"_s);
    QCOMPARE(textOf(placedBefore(rankingOf(u"0=1>2"_s), 2, 1)), u"2>0=1"_s);
    QCOMPARE(textOf(tiedTo(rankingOf(u"0>1>2"_s), 2, 0)), u"0=2>1"_s);
    QCOMPARE(textOf(tiedTo(rankingOf(u"0>1"_s), 3, 1)), u"0>1=3"_s);
    QCOMPARE(textOf(tiedTo(rankingOf(u"0>1"_s), 1, 1)), u"0>1"_s);
    QCOMPARE(textOf(tiedTo(rankingOf(u"0>1"_s), 1, 4)), u"0>1"_s);
    QCOMPARE(textOf(takenOut(rankingOf(u"0=1>2"_s), 1)), u"0>2"_s);
    QCOMPARE(textOf(takenOut(rankingOf(u"0=1>2"_s), 2)), u"0=1"_s);
    QCOMPARE(textOf(takenOut(rankingOf(u"0"_s), 3)), u"0"_s);
}

void TstRankingOrder::tops_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("topK");
    QTest::addColumn<QString>("after");
    QTest::newRow("all") << u"0>1>2"_s << 0 << u"0>1>2"_s;
    QTest::newRow("two") << u"0>1>2"_s << 2 << u"0>1"_s;
    QTest::newRow("a tie at the edge stays whole") << u"0>1=2>3"_s << 2 << u"0>1=2"_s;
    QTest::newRow("more than there are") << u"0>1"_s << 5 << u"0>1"_s;
}

void TstRankingOrder::tops()
{
    QFETCH(QString, before);
    QFETCH(int, topK);
    QTEST(textOf(cutToTop(rankingOf(before), topK)), "after");
}

QTEST_GUILESS_MAIN(TstRankingOrder)
#include "tst_rankingorder.moc"
