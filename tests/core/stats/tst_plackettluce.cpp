#include "core/stats/bradleyterry.h"
#include "core/stats/plackettluce.h"
#include "tests/core/stats/rankingfixture.h"

#include <QTest>

#include <numeric>

using namespace plumbline;
using namespace plumbline::stats;
using namespace plumbline::stats::fixture;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Rankings of `size` models drawn from the model itself, with prompts in turn.
Rankings drawnFrom(const std::vector<double>& scores, int count, std::size_t size, std::uint64_t seed)
{
    Random random(seed);
    Rankings rankings;
    rankings.models = static_cast<std::int32_t>(scores.size());
    for (int i = 0; i < count; ++i) {
        std::vector<std::pair<double, std::int32_t>> keys; // exponential clocks
        for (std::size_t model = 0; model < scores.size(); ++model) {
            keys.emplace_back(-std::log1p(-random.uniform()) / std::exp(scores[model]),
                              static_cast<std::int32_t>(model));
        }
        std::sort(keys.begin(), keys.end());
        Ranking ranking;
        for (std::size_t place = 0; place < size; ++place) {
            ranking.models.push_back(keys[place].second);
        }
        ranking.prompt = i % 40;
        ranking.annotator = i % 5;
        rankings.rows.push_back(ranking);
    }
    return rankings;
}

Rankings rankingsOf(const QJsonObject& peer)
{
    Rankings rankings;
    rankings.models = peer.contains(u"n"_s) ? peer[u"n"_s].toInt() : 4;
    const QJsonArray data = peer[u"data"_s].toArray();
    for (const QJsonValue& row : data) {
        if (row[1].isArray()) {
            rankings.rows.push_back(Ranking::top1(row[0].toInt(), indexes(row[1])));
        } else {
            rankings.rows.push_back({indexes(row), {}, {}});
        }
    }
    return rankings;
}

} // namespace

class TstPlackettLuce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choixGivesTheSameScores_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("rankings") << u"PL choix rankings-2"_s;
        QTest::newRow("top 1") << u"top1 choix top1-2"_s;
    }

    void choixGivesTheSameScores()
    {
        QFETCH(QString, name);
        const QJsonObject peer = parityCase(name);
        QVERIFY(!peer.isEmpty());
        const Rankings rankings = rankingsOf(peer);
        const ModelScores found = plackettLuce(rankings);
        QVERIFY2(found, qPrintable(found.undefined));
        QVERIFY(difference(found.scores, numbers(peer[u"expect"_s])) < peer[u"tol"_s].toDouble());
        QVERIFY(found.gradient < 1e-10);
        PlackettLuceOptions mm;
        mm.solver = PlackettLuceSolver::Mm;
        const ModelScores bySteps = plackettLuce(rankings, mm);
        QVERIFY(difference(bySteps.scores, found.scores) < 1e-9);
        QVERIFY(bySteps.iterations > found.iterations);
    }

    void theOptimumIsMoreExactThanThePublishedFixture()
    {
        const ModelScores found = plackettLuce(rankingsOf(parityCase(u"PL choix rankings-2"_s)));
        QVERIFY(difference(found.scores, {-0.443308, 0.695068, -0.670610, 0.418850}) < 2e-6);
    }

    void choixGivesTheSameLogLikelihood_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("rankings") << u"LL rankings"_s;
        QTest::newRow("top 1") << u"LL top1"_s;
    }

    void choixGivesTheSameLogLikelihood()
    {
        QFETCH(QString, name);
        const QJsonObject peer = parityCase(name);
        QVERIFY(!peer.isEmpty());
        std::vector<double> scores; // ln(linspace(1, 2, 4))
        for (int i = 0; i < 4; ++i) {
            scores.push_back(std::log(1 + i / 3.0));
        }
        QVERIFY(std::abs(plackettLuceLogLikelihood(rankingsOf(peer), scores) - peer[u"expect"_s].toDouble()) <
                peer[u"tol"_s].toDouble());
    }

    void pairsAreBradleyTerry()
    {
        const Comparisons votes = simulated({0.4, 0.1, -0.5}, 300, 0.2, 21);
        Rankings rankings;
        rankings.models = 3;
        for (const Comparison& vote : votes.rows) {
            const bool bFirst = vote.winner == PairWinner::B;
            Ranking ranking{{bFirst ? vote.b : vote.a, bFirst ? vote.a : vote.b}, {}, {}};
            if (vote.winner == PairWinner::Tie) {
                ranking.levels = {0, 0};
            }
            ranking.prompt = vote.prompt;
            ranking.annotator = vote.annotator;
            rankings.rows.push_back(ranking);
        }
        for (const ClusterBy cluster : {ClusterBy::None, ClusterBy::Prompt, ClusterBy::Both}) {
            PlackettLuceOptions options;
            options.interval.method = IntervalMethod::Sandwich;
            options.interval.cluster = cluster;
            BradleyTerryOptions pairs;
            pairs.interval = options.interval;
            const ModelScores one = plackettLuce(rankings, options);
            const ModelScores two = bradleyTerry(votes, pairs);
            QVERIFY(difference(one.scores, two.scores) < 1e-10);
            QVERIFY(difference(one.covariance, two.covariance) < 1e-10);
            QVERIFY(std::abs(one.logLikelihood - two.logLikelihood) < 1e-8);
        }
        PlackettLuceOptions penalised;
        penalised.l2 = 0.5;
        BradleyTerryOptions pairs;
        pairs.l2 = 0.5;
        QVERIFY(difference(plackettLuce(rankings, penalised).scores, bradleyTerry(votes, pairs).scores) <
                1e-10);
    }

    void aTieIsTheMeanOfItsOrders()
    {
        const std::vector<double> scores{0.3, -0.2, 0.5, -0.6};
        Rankings tied;
        tied.models = 4;
        tied.rows = {{{3, 0, 1, 2}, {0, 1, 1, 1}, {}}};
        double sum = 0;
        std::vector<std::int32_t> order{0, 1, 2};
        do {
            Rankings one;
            one.models = 4;
            one.rows = {{{3, order[0], order[1], order[2]}, {}, {}}};
            sum += plackettLuceLogLikelihood(one, scores);
        } while (std::next_permutation(order.begin(), order.end()));
        QVERIFY(std::abs(plackettLuceLogLikelihood(tied, scores) - sum / 6) < 1e-12);
        // The rest of a top-k list has no order at all, which is another thing.
        Rankings top;
        top.models = 4;
        top.rows = {{{3}, {}, {0, 1, 2}}};
        QVERIFY(plackettLuceLogLikelihood(top, scores) > plackettLuceLogLikelihood(tied, scores));
    }

    void truthIsFoundFromWholeAndPartialRankings_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("withRest");
        QTest::newRow("whole") << 5 << false;
        QTest::newRow("best two of five") << 2 << true;
        QTest::newRow("best one of five") << 1 << true;
    }

    void truthIsFoundFromWholeAndPartialRankings()
    {
        QFETCH(int, size);
        QFETCH(bool, withRest);
        const std::vector<double> truth{0.8, 0.4, 0, -0.4, -0.8};
        Rankings rankings = drawnFrom(truth, 4'000, static_cast<std::size_t>(size), 22);
        for (Ranking& ranking : rankings.rows) {
            for (std::int32_t model = 0; model < 5 && withRest; ++model) {
                if (std::find(ranking.models.begin(), ranking.models.end(), model) == ranking.models.end()) {
                    ranking.rest.push_back(model);
                }
            }
        }
        PlackettLuceOptions options;
        options.interval.method = IntervalMethod::Sandwich;
        options.interval.confidence = 0.9999;
        const ModelScores found = plackettLuce(rankings, options);
        for (std::size_t i = 0; i < 5; ++i) {
            QVERIFY(found.intervals[i].low < truth[i] && truth[i] < found.intervals[i].high);
            QVERIFY(found.intervals[i].high - found.intervals[i].low < 0.5);
        }
    }

    void bootstrapAgreesWithTheSandwichAndIgnoresThreads()
    {
        const Rankings rankings = drawnFrom({0.5, 0, -0.5}, 400, 3, 23);
        PlackettLuceOptions options;
        options.interval.method = IntervalMethod::Sandwich;
        const ModelScores sandwich = plackettLuce(rankings, options);
        options.interval.method = IntervalMethod::Bootstrap;
        options.interval.threads = 1;
        const ModelScores one = plackettLuce(rankings, options);
        options.interval.threads = 4;
        const ModelScores four = plackettLuce(rankings, options);
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(one.intervals[i].low, four.intervals[i].low);
            const double width = one.intervals[i].high - one.intervals[i].low;
            QVERIFY(std::abs(width / (sandwich.intervals[i].high - sandwich.intervals[i].low) - 1) < 0.15);
        }
    }

    void permutingModelsPermutesScores()
    {
        const Rankings rankings = drawnFrom({0.5, 0, -0.5, 0.2}, 100, 3, 24);
        Rankings permuted = rankings;
        for (Ranking& ranking : permuted.rows) {
            for (std::int32_t& model : ranking.models) {
                model = 3 - model;
            }
            ranking.weight = 2;
        }
        const ModelScores one = plackettLuce(rankings);
        ModelScores two = plackettLuce(permuted);
        std::reverse(two.scores.begin(), two.scores.end());
        QVERIFY(difference(one.scores, two.scores) < 1e-10);
    }

    void whatCannotBeRankedSaysWhy_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("part");
        QTest::newRow("nothing") << u"nothing"_s << u"no ranking yet"_s;
        QTest::newRow("twice") << u"twice"_s << u"names b twice"_s;
        QTest::newRow("unknown") << u"unknown"_s << u"not in the list"_s;
        QTest::newRow("places") << u"places"_s << u"do not fit"_s;
        QTest::newRow("weight") << u"weight"_s << u"weight of ranking 1"_s;
        QTest::newRow("never lost") << u"never lost"_s << u"a never lost"_s;
        QTest::newRow("penalised MM") << u"penalised MM"_s << u"no penalty"_s;
    }

    void whatCannotBeRankedSaysWhy()
    {
        QFETCH(QString, kind);
        QFETCH(QString, part);
        Rankings rankings;
        rankings.models = 3;
        rankings.names = {u"a"_s, u"b"_s, u"c"_s};
        rankings.rows = {{{0, 1, 2}, {}, {}}, {{2, 1, 0}, {}, {}}};
        PlackettLuceOptions options;
        QVERIFY(plackettLuce(rankings));
        Ranking& first = rankings.rows.front();
        if (kind == u"nothing") {
            rankings.rows.clear();
        } else if (kind == u"twice") {
            first.rest = {1};
        } else if (kind == u"unknown") {
            first.models = {0, 3};
        } else if (kind == u"places") {
            first.levels = {1, 0, 2};
        } else if (kind == u"weight") {
            first.weight = std::numeric_limits<double>::infinity();
        } else if (kind == u"never lost") {
            rankings.rows[1].models = {0, 2, 1};
        } else {
            options.l2 = 1;
            options.solver = PlackettLuceSolver::Mm;
        }
        const ModelScores found = plackettLuce(rankings, options);
        QVERIFY(!found);
        QVERIFY2(found.undefined.contains(part), qPrintable(found.undefined));
    }

    void tooManyInOnePlaceAreRefused()
    {
        Rankings rankings;
        rankings.models = 12;
        Ranking all;
        all.models.resize(kMaxTiedModels);
        std::iota(all.models.begin(), all.models.end(), 0);
        all.levels.assign(kMaxTiedModels, 0);
        rankings.rows = {all};
        QCOMPARE(whyUnusable(rankings), QString());
        rankings.rows[0].models.push_back(10);
        rankings.rows[0].levels.push_back(0);
        QVERIFY(whyUnusable(rankings).contains(u"in one place"_s));
    }
};

QTEST_GUILESS_MAIN(TstPlackettLuce)

#include "tst_plackettluce.moc"
