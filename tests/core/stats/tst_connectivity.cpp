#include "core/stats/connectivity.h"

#include <QTest>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

/// "ab" is a vote in which a beat b, "a=b" a tie.
Comparisons votesOf(const QStringList& texts)
{
    Comparisons votes;
    const auto index = [&](QChar name) {
        if (!votes.names.contains(name)) {
            votes.names << name;
        }
        return static_cast<std::int32_t>(votes.names.indexOf(QString(name)));
    };
    for (const QString& text : texts) {
        const std::int32_t a = index(text.front());
        const std::int32_t b = index(text.back());
        votes.rows.push_back({a, b, text.size() == 3 ? PairWinner::Tie : PairWinner::A});
    }
    votes.models = static_cast<std::int32_t>(votes.names.size());
    return votes;
}

} // namespace

class TstConnectivity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void votesAreAddedUpByPair()
    {
        Comparisons votes;
        votes.models = 3;
        votes.rows = {{0, 1, PairWinner::A},
                      {1, 0, PairWinner::A, 2.0},
                      {1, 0, PairWinner::Tie},
                      {2, 1, PairWinner::B, 3},
                      {0, 2, PairWinner::A, 0.0}};
        const PairTable table = tabulate(votes);
        QCOMPARE(table.cells.size(), std::size_t{2}); // the vote of weight 0 leaves no trace
        QCOMPARE(table.cells[0].a, 0);
        QCOMPARE(table.cells[0].b, 1);
        QVERIFY(table.cells[0].weights == (OutcomeWeights{1, 1, 2}));
        QVERIFY(table.cells[0].weightSquares == (OutcomeWeights{1, 1, 4}));
        QCOMPARE(table.cells[0].count, std::int64_t{3});
        QVERIFY(table.cells[1].weights == (OutcomeWeights{3, 0, 0}));
        QCOMPARE(table.total(), 7.0);
        QCOMPARE(table.cells[0].rateOfA(), 1.5 / 4);
    }

    void manyModelsGiveTheSameTable()
    {
        Comparisons few;
        few.models = 5;
        Comparisons many;
        many.models = 3'000;
        for (int i = 0; i < 200; ++i) {
            const Comparison vote{i * 7 % 5, (i * 7 + 1 + i % 4) % 5, static_cast<PairWinner>(i % 3 - 1),
                                  1.0 + i % 2};
            few.rows.push_back(vote);
            many.rows.push_back(vote);
        }
        const PairTable one = tabulate(few);
        const PairTable two = tabulate(many);
        QCOMPARE(one.cells.size(), two.cells.size());
        for (std::size_t i = 0; i < one.cells.size(); ++i) {
            QCOMPARE(one.cells[i].a, two.cells[i].a);
            QCOMPARE(one.cells[i].b, two.cells[i].b);
            QVERIFY(one.cells[i].weights == two.cells[i].weights);
        }
    }

    void unusableVotesAreRefused_data()
    {
        QTest::addColumn<QString>("breakage");
        QTest::addColumn<QString>("part");
        QTest::newRow("none") << u"none"_s << u"no vote"_s;
        QTest::newRow("range") << u"range"_s << u"not in the list"_s;
        QTest::newRow("self") << u"self"_s << u"with itself"_s;
        QTest::newRow("negative") << u"negative"_s << u"weight of vote 1"_s;
        QTest::newRow("nan") << u"nan"_s << u"weight of vote 1"_s;
        QTest::newRow("covariates missing") << u"short"_s << u"one value of each covariate"_s;
        QTest::newRow("covariate not finite") << u"infinite"_s << u"covariate \"length\" of vote 1"_s;
    }

    void unusableVotesAreRefused()
    {
        QFETCH(QString, breakage);
        QFETCH(QString, part);
        Comparisons votes = votesOf({u"ab"_s, u"ba"_s});
        QVERIFY(whyUnusable(votes).isEmpty());
        Comparison& first = votes.rows.front();
        if (breakage == u"none") {
            votes.rows.clear();
        } else if (breakage == u"range") {
            first.b = 2;
        } else if (breakage == u"self") {
            first.b = first.a;
        } else if (breakage == u"negative") {
            first.weight = -1;
        } else if (breakage == u"nan") {
            first.weight = std::numeric_limits<double>::quiet_NaN();
        } else {
            votes.covariateNames = {u"length"_s};
            votes.covariates = breakage == u"short"
                                   ? std::vector<double>{1}
                                   : std::vector<double>{std::numeric_limits<double>::infinity(), 1};
        }
        QVERIFY2(whyUnusable(votes).contains(part), qPrintable(whyUnusable(votes)));
    }

    void whereNoMaximumExistsTheModelsAreNamed_data()
    {
        QTest::addColumn<QStringList>("votes");
        QTest::addColumn<QString>("part");
        QTest::newRow("cycle") << QStringList{u"ab"_s, u"bc"_s, u"ca"_s} << QString();
        QTest::newRow("a tie connects") << QStringList{u"ab"_s, u"a=b"_s} << QString();
        QTest::newRow("never lost") << QStringList{u"ab"_s, u"bc"_s, u"cb"_s} << u"a never lost"_s;
        QTest::newRow("never won") << QStringList{u"ab"_s, u"ba"_s, u"ac"_s} << u"c never won"_s;
        QTest::newRow("islands") << QStringList{u"ab"_s, u"ba"_s, u"bx"_s, u"xb"_s, u"cd"_s, u"dc"_s}
                                 << u"No vote connects c and d"_s;
        QTest::newRow("two groups") << QStringList{u"ab"_s, u"ba"_s, u"cd"_s, u"dc"_s, u"ac"_s}
                                    << u"a and b never lost to any of the others"_s;
    }

    void whereNoMaximumExistsTheModelsAreNamed()
    {
        QFETCH(QStringList, votes);
        QFETCH(QString, part);
        const QString reason = whyNoMaximum(tabulate(votesOf(votes)), TieModel::HalfWins);
        if (part.isEmpty()) {
            QCOMPARE(reason, QString());
        } else {
            QVERIFY2(reason.contains(part), qPrintable(reason));
        }
    }

    void modelsWithoutVotesAreNamedAndCanBeDropped()
    {
        Comparisons votes = votesOf({u"ab"_s, u"ba"_s});
        votes.models = 4;
        votes.names = {u"a"_s, u"b"_s, u"c"_s, u"d"_s};
        votes.rows.push_back({0, 3, PairWinner::A, 0.0});
        QVERIFY(whyNoMaximum(tabulate(votes), TieModel::HalfWins).contains(u"c and d have no votes"_s));
        votes.covariateNames = {u"x"_s};
        votes.covariates = {1, 2, 3};
        const SeenModels seen = dropUnseen(votes);
        QCOMPARE(seen.votes.models, 2);
        QCOMPARE(seen.votes.names, (QStringList{u"a"_s, u"b"_s}));
        QVERIFY(seen.original == (std::vector<std::int32_t>{0, 1}));
        QVERIFY(seen.votes.covariates == (std::vector<double>{1, 2}));
        QVERIFY(whyNoMaximum(tabulate(seen.votes), TieModel::HalfWins).isEmpty());
    }

    void tieModelsNeedMore_data()
    {
        QTest::addColumn<QStringList>("votes");
        QTest::addColumn<bool>("exists");
        QTest::addColumn<QString>("part");
        QTest::newRow("no ties") << QStringList{u"ab"_s, u"bc"_s, u"ca"_s} << true << QString();
        QTest::newRow("all kinds") << QStringList{u"ab"_s, u"ba"_s, u"a=b"_s} << true << QString();
        QTest::newRow("only ties") << QStringList{u"a=b"_s} << false << u"Every vote is a tie"_s;
        // a 2, c 1, b 0 with a threshold of 1 explain all of these.
        QTest::newRow("a threshold explains all")
            << QStringList{u"ab"_s, u"b=c"_s, u"c=a"_s} << false << u"One order of the models"_s;
        QTest::newRow("one more vote mends it")
            << QStringList{u"ab"_s, u"b=c"_s, u"c=a"_s, u"ca"_s} << true << QString();
        QTest::newRow("a cycle of wins mends it")
            << QStringList{u"ab"_s, u"bc"_s, u"ca"_s, u"c=a"_s} << true << QString();
    }

    void tieModelsNeedMore()
    {
        QFETCH(QStringList, votes);
        QFETCH(bool, exists);
        QFETCH(QString, part);
        for (const TieModel ties : {TieModel::Davidson, TieModel::RaoKupper}) {
            const QString reason = whyNoMaximum(tabulate(votesOf(votes)), ties);
            QCOMPARE(reason.isEmpty(), exists);
            QVERIFY2(reason.contains(part), qPrintable(reason));
        }
    }

    void componentsAreFoundInDeepGraphs()
    {
        // A path of many models and one way back make one component; without the way back each is its own.
        constexpr std::int32_t kModels = 50'000;
        std::vector<WinEdge> edges;
        for (std::int32_t model = 1; model < kModels; ++model) {
            edges.emplace_back(model - 1, model);
        }
        QCOMPARE(strongComponents(kModels, edges).count, kModels);
        edges.emplace_back(kModels - 1, 0);
        QCOMPARE(strongComponents(kModels, edges).count, 1);
    }

    void manyNamesAreCounted()
    {
        QCOMPARE(modelNames({}, {0}), u"model 1"_s);
        QCOMPARE(modelNames({}, {0, 1}), u"model 1 and model 2"_s);
        QCOMPARE(modelNames({u"x"_s, u"y"_s, u"z"_s}, {0, 1, 2}), u"x, y and z"_s);
        QVERIFY(modelNames({}, {0, 1, 2, 3, 4, 5, 6}).endsWith(u"and 1 other"_s));
        QVERIFY(modelNames({}, {0, 1, 2, 3, 4, 5, 6, 7}).endsWith(u"and 2 others"_s));
    }
};

QTEST_GUILESS_MAIN(TstConnectivity)

#include "tst_connectivity.moc"
