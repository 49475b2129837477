#include "core/stats/bradleyterry.h"
#include "core/stats/btdesign.h"
#include "core/stats/pairlikelihood.h"
#include "core/stats/stylecontrol.h"
#include "tests/core/stats/rankingfixture.h"

#include <QTest>

#include <numeric>

using namespace plumbline;
using namespace plumbline::stats;
using namespace plumbline::stats::fixture;
using namespace Qt::Literals::StringLiterals;

namespace {

Comparisons twoModels(double winsA, double ties, double winsB)
{
    Comparisons votes;
    votes.models = 2;
    votes.rows = {{0, 1, PairWinner::A, winsA}, {0, 1, PairWinner::Tie, ties}, {1, 0, PairWinner::A, winsB}};
    return votes;
}

BradleyTerryOptions with(TieModel ties, IntervalMethod method = IntervalMethod::None,
                         ClusterBy cluster = ClusterBy::None)
{
    BradleyTerryOptions options;
    options.ties = ties;
    options.interval.method = method;
    options.interval.cluster = cluster;
    options.interval.resamples = 200;
    return options;
}

double widthOf(const ModelScores& scores, std::size_t model)
{
    return scores.intervals[model].high - scores.intervals[model].low;
}

} // namespace

class TstBradleyTerry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choixGivesTheSameScores()
    {
        const QJsonObject peer = parityCase(u"BT choix pairwise-2"_s);
        QVERIFY(!peer.isEmpty());
        Comparisons votes;
        votes.models = peer[u"n"_s].toInt();
        const QJsonArray data = peer[u"data"_s].toArray();
        for (const QJsonValue& pair : data) {
            votes.rows.push_back({pair[0].toInt(), pair[1].toInt(), PairWinner::A});
        }
        const ModelScores found = bradleyTerry(votes);
        QVERIFY2(found, qPrintable(found.undefined));
        QVERIFY(difference(found.scores, numbers(peer[u"expect"_s])) < peer[u"tol"_s].toDouble());
        QVERIFY(found.gradient < 1e-12);
    }

    void aFixedNumberOfMmStepsGivesCrowdKitsNumbersButNoEstimate()
    {
        const QJsonObject peer = parityCase(u"crowd-kit BT abc 10 iter"_s);
        Comparisons votes;
        votes.models = 3;
        votes.names = {u"a"_s, u"b"_s, u"c"_s};
        votes.rows = {{0, 1, PairWinner::A}, {1, 2, PairWinner::A}, {0, 2, PairWinner::A}};
        const std::vector<double> steps = bradleyTerryMmSteps(tabulate(votes), peer[u"n_iter"_s].toInt());
        QVERIFY(difference(steps, numbers(peer[u"expect"_s])) < peer[u"tol"_s].toDouble());
        const ModelScores found = bradleyTerry(votes);
        QVERIFY(!found);
        QVERIFY2(found.undefined.contains(u"a never lost"_s), qPrintable(found.undefined));
        QVERIFY(found.scores.empty());
    }

    void mmStepsLeadToTheMaximum()
    {
        const Comparisons votes = simulated({0.5, 0, -0.5, 1}, 200, 0.2, 3);
        std::vector<double> scores = bradleyTerryMmSteps(tabulate(votes), 2'000);
        for (double& score : scores) {
            score = std::log(score);
        }
        centre(scores);
        QVERIFY(difference(scores, bradleyTerry(votes).scores) < 1e-9);
    }

    void penalisedScoresAreThoseOfChoix()
    {
        // choix.opt_pairwise(3, [(0, 1), (1, 2), (0, 2)], alpha=0.1, tol=1e-12)
        Comparisons votes;
        votes.models = 3;
        votes.rows = {{0, 1, PairWinner::A}, {1, 2, PairWinner::A}, {0, 2, PairWinner::A}};
        BradleyTerryOptions options;
        options.l2 = 0.1;
        const ModelScores found = bradleyTerry(votes, options);
        QVERIFY(found);
        // 2·alpha·θ = (1 − σ(θ)) + (1 − σ(2θ)) at the top, 0 in the middle
        const double top = found.scores[0];
        const auto loss = [](double x) { return 1 / (1 + std::exp(x)); };
        QVERIFY(std::abs(0.2 * top - loss(top) - loss(2 * top)) < 1e-10);
        QVERIFY(std::abs(found.scores[1]) < 1e-12);
        QCOMPARE(l2OfPriorVariance(5), 0.1);
        QCOMPARE(l2OfInverseStrength(5), 0.1);
    }

    void tieModelsFitTwoModelsExactly()
    {
        // With two models the three chances are free, so they equal the shares.
        const Comparisons votes = twoModels(50, 30, 20);
        const ModelScores davidson = bradleyTerry(votes, with(TieModel::Davidson));
        QVERIFY(std::abs(davidson.scores[0] - davidson.scores[1] - std::log(50.0 / 20)) < 1e-10);
        QVERIFY(std::abs(*davidson.tieParameter - 30 / std::sqrt(50.0 * 20)) < 1e-10);
        const ModelScores raoKupper = bradleyTerry(votes, with(TieModel::RaoKupper));
        const double logitA = std::log(0.5 / 0.5);
        const double logitB = std::log(0.2 / 0.8);
        QVERIFY(std::abs(raoKupper.scores[0] - raoKupper.scores[1] - (logitA - logitB) / 2) < 1e-10);
        QVERIFY(std::abs(std::log(*raoKupper.tieParameter) + (logitA + logitB) / 2) < 1e-10);
        for (const ModelScores& fit : {davidson, raoKupper}) {
            QVERIFY(std::abs(fit.logLikelihood -
                             (50 * std::log(0.5) + 30 * std::log(0.3) + 20 * std::log(0.2))) < 1e-9);
        }
        const ModelScores halves = bradleyTerry(votes);
        QVERIFY(std::abs(halves.scores[0] - halves.scores[1] - std::log(65.0 / 35)) < 1e-10);
        QVERIFY(!halves.tieParameter);
    }

    void withoutTiesTheTieModelsArePlain()
    {
        const Comparisons votes = simulated({0.3, 0, -0.3}, 100, 0, 4);
        const ModelScores plain = bradleyTerry(votes);
        const ModelScores davidson = bradleyTerry(votes, with(TieModel::Davidson));
        const ModelScores raoKupper = bradleyTerry(votes, with(TieModel::RaoKupper));
        QVERIFY(difference(plain.scores, davidson.scores) < 1e-12);
        QVERIFY(difference(plain.scores, raoKupper.scores) < 1e-12);
        QCOMPARE(*davidson.tieParameter, 0.0);
        QCOMPARE(*raoKupper.tieParameter, 1.0);
    }

    void derivativesOfThePairLikelihoodAreRight_data()
    {
        QTest::addColumn<int>("ties");
        QTest::newRow("half wins") << static_cast<int>(TieModel::HalfWins);
        QTest::newRow("Davidson") << static_cast<int>(TieModel::Davidson);
        QTest::newRow("Rao-Kupper") << static_cast<int>(TieModel::RaoKupper);
    }

    void derivativesOfThePairLikelihoodAreRight()
    {
        QFETCH(int, ties);
        const auto model = static_cast<TieModel>(ties);
        const OutcomeWeights weights{3, 1.5, 2};
        constexpr double kStep = 1e-5;
        for (const double delta : {-6.0, -0.7, 0.0, 1.3, 8.0}) {
            for (const double eta : {0.2, 1.1}) {
                const auto at = [&](double d, double e) { return pairLikelihood(model, weights, d, e); };
                const PairLikelihood here = at(delta, eta);
                const auto slope = [&](auto member, double d, double e) {
                    return (at(delta + d, eta + e).*member - at(delta - d, eta - e).*member) / (2 * kStep);
                };
                const auto isNear = [](double x, double y) { return std::abs(x - y) < 1e-6; };
                QVERIFY(isNear(here.delta, slope(&PairLikelihood::value, kStep, 0)));
                QVERIFY(isNear(here.deltaDelta, slope(&PairLikelihood::delta, kStep, 0)));
                QVERIFY(isNear(here.eta, slope(&PairLikelihood::value, 0, kStep)));
                QVERIFY(isNear(here.deltaEta, slope(&PairLikelihood::eta, kStep, 0)));
                QVERIFY(isNear(here.etaEta, slope(&PairLikelihood::eta, 0, kStep)));
                const OutcomeWeights chances = outcomeProbabilities(model, delta, eta);
                QVERIFY(isNear(chances[0] + chances[1] + chances[2], 1));
            }
        }
    }

    void extremeImbalanceIsExact_data()
    {
        QTest::addColumn<double>("wins");
        QTest::newRow("a million to one") << 1e6;
        QTest::newRow("a billion to one") << 1e9;
    }

    void extremeImbalanceIsExact()
    {
        QFETCH(double, wins);
        const ModelScores two =
            bradleyTerry(twoModels(wins, 0, 1), with(TieModel::HalfWins, IntervalMethod::Sandwich));
        QVERIFY2(two, qPrintable(two.undefined));
        QVERIFY(std::abs(two.scores[0] - two.scores[1] - std::log(wins)) < 1e-8);
        // A chain of such pairs adds up.
        Comparisons chain;
        chain.models = 4;
        for (std::int32_t i = 0; i < 3; ++i) {
            chain.rows.push_back({i, i + 1, PairWinner::A, wins});
            chain.rows.push_back({i + 1, i, PairWinner::A, 1});
        }
        const ModelScores found = bradleyTerry(chain, with(TieModel::HalfWins, IntervalMethod::Model));
        QVERIFY2(found, qPrintable(found.undefined));
        QVERIFY(std::abs(found.scores[0] - found.scores[3] - 3 * std::log(wins)) < 1e-7);
        QCOMPARE(found.intervals.size(), std::size_t{4});
        // Scales that differ by nine orders within one fit.
        chain.rows.push_back({0, 3, PairWinner::Tie, 1});
        for (const TieModel ties : {TieModel::HalfWins, TieModel::Davidson, TieModel::RaoKupper}) {
            const ModelScores mixed = bradleyTerry(chain, with(ties));
            QVERIFY2(mixed, qPrintable(mixed.undefined));
            QVERIFY(mixed.gradient < 1e-6);
        }
    }

    void onlyDifferencesAndWeightsCount_data()
    {
        QTest::addColumn<int>("ties");
        QTest::newRow("half wins") << static_cast<int>(TieModel::HalfWins);
        QTest::newRow("Davidson") << static_cast<int>(TieModel::Davidson);
        QTest::newRow("Rao-Kupper") << static_cast<int>(TieModel::RaoKupper);
    }

    void onlyDifferencesAndWeightsCount()
    {
        QFETCH(int, ties);
        const BradleyTerryOptions options = with(static_cast<TieModel>(ties), IntervalMethod::Model);
        const Comparisons votes = simulated({1, 0.2, -0.4, -0.8, 0}, 400, 0.2, 5);
        const ModelScores found = bradleyTerry(votes, options);
        QVERIFY(std::abs(std::accumulate(found.scores.begin(), found.scores.end(), 0.0)) < 1e-12);

        Comparisons permuted = votes; // model i becomes (2i + 1) mod 5
        Comparisons doubled = votes;
        Comparisons swappedSides = votes;
        for (std::size_t i = 0; i < votes.rows.size(); ++i) {
            permuted.rows[i].a = (2 * permuted.rows[i].a + 1) % 5;
            permuted.rows[i].b = (2 * permuted.rows[i].b + 1) % 5;
            doubled.rows[i].weight = 2;
            std::swap(swappedSides.rows[i].a, swappedSides.rows[i].b);
            swappedSides.rows[i].winner = swapped(swappedSides.rows[i].winner);
        }
        const ModelScores other = bradleyTerry(permuted, options);
        for (std::size_t i = 0; i < 5; ++i) {
            QVERIFY(std::abs(other.scores[(2 * i + 1) % 5] - found.scores[i]) < 1e-10);
        }
        const ModelScores twice = bradleyTerry(doubled, options);
        QVERIFY(difference(twice.scores, found.scores) < 1e-10);
        QVERIFY(std::abs(widthOf(found, 0) / widthOf(twice, 0) - std::sqrt(2)) < 1e-8);
        QVERIFY(difference(bradleyTerry(swappedSides, options).scores, found.scores) < 1e-10);
    }

    void theTableGivesTheSame()
    {
        const Comparisons votes = simulated({0.4, 0, -0.4}, 300, 0.1, 6);
        const auto options = with(TieModel::Davidson, IntervalMethod::Sandwich);
        const ModelScores one = bradleyTerry(votes, options);
        const ModelScores two = bradleyTerry(tabulate(votes), options);
        QVERIFY(difference(one.scores, two.scores) < 1e-14);
        QVERIFY(difference(one.covariance, two.covariance) < 1e-14);
        QVERIFY(std::abs(bradleyTerryLogLikelihood(tabulate(votes), bradleyTerry(votes).scores) -
                         bradleyTerry(votes).logLikelihood) < 1e-9);
    }

    void singleVotesAsClustersGiveThePlainSandwich()
    {
        Comparisons votes = simulated({0.4, 0, -0.4}, 300, 0.1, 7);
        const ModelScores plain = bradleyTerry(votes, with(TieModel::RaoKupper, IntervalMethod::Sandwich));
        for (Comparison& row : votes.rows) {
            row.prompt = -1;
            row.annotator = -1;
        }
        const ModelScores clustered =
            bradleyTerry(votes, with(TieModel::RaoKupper, IntervalMethod::Sandwich, ClusterBy::Prompt));
        std::vector<double> corrected = plain.covariance;
        for (double& value : corrected) {
            value *= 300.0 / 299;
        }
        QVERIFY(difference(clustered.covariance, corrected) < 1e-12);
        // Two-way clusters of single votes: V + V − V.
        const ModelScores both =
            bradleyTerry(votes, with(TieModel::RaoKupper, IntervalMethod::Sandwich, ClusterBy::Both));
        QVERIFY(difference(both.covariance, corrected) < 1e-12);
    }

    void repeatedVotesWidenTheClusteredIntervals()
    {
        const Comparisons once = simulated({0.4, 0, -0.4}, 150, 0.1, 8);
        Comparisons votes = once;
        for (std::size_t i = 0; i < votes.rows.size(); ++i) {
            votes.rows[i].prompt = static_cast<std::int32_t>(i);
        }
        const std::vector<Comparison> rows = votes.rows;
        for (int copy = 0; copy < 3; ++copy) { // everyone says the same about a prompt
            votes.rows.insert(votes.rows.end(), rows.begin(), rows.end());
        }
        const double single =
            widthOf(bradleyTerry(once, with(TieModel::HalfWins, IntervalMethod::Sandwich)), 0);
        const double naive =
            widthOf(bradleyTerry(votes, with(TieModel::HalfWins, IntervalMethod::Sandwich)), 0);
        const double clustered = widthOf(
            bradleyTerry(votes, with(TieModel::HalfWins, IntervalMethod::Sandwich, ClusterBy::Prompt)), 0);
        const double resampled = widthOf(
            bradleyTerry(votes, with(TieModel::HalfWins, IntervalMethod::Bootstrap, ClusterBy::Prompt)), 0);
        QVERIFY(std::abs(naive / single - 0.5) < 1e-6);
        QVERIFY(std::abs(clustered / single - 1) < 0.02);
        QVERIFY(std::abs(resampled / single - 1) < 0.25);
    }

    void bootstrapAndSandwichAgree_data()
    {
        QTest::addColumn<int>("ties");
        QTest::addColumn<int>("cluster");
        QTest::newRow("half wins") << static_cast<int>(TieModel::HalfWins)
                                   << static_cast<int>(ClusterBy::None);
        QTest::newRow("Davidson") << static_cast<int>(TieModel::Davidson)
                                  << static_cast<int>(ClusterBy::None);
        QTest::newRow("Rao-Kupper") << static_cast<int>(TieModel::RaoKupper)
                                    << static_cast<int>(ClusterBy::None);
        QTest::newRow("by prompt") << static_cast<int>(TieModel::HalfWins)
                                   << static_cast<int>(ClusterBy::Prompt);
    }

    void bootstrapAndSandwichAgree()
    {
        QFETCH(int, ties);
        QFETCH(int, cluster);
        const Comparisons votes = simulated({0.6, 0.1, -0.2, -0.5}, 10'000, 0.15, 9);
        BradleyTerryOptions options =
            with(static_cast<TieModel>(ties), IntervalMethod::Sandwich, static_cast<ClusterBy>(cluster));
        const ModelScores sandwich = bradleyTerry(votes, options);
        options.interval.method = IntervalMethod::Bootstrap;
        options.interval.resamples = 1'000;
        const ModelScores bootstrap = bradleyTerry(votes, options);
        QCOMPARE(bootstrap.failedResamples, 0);
        for (std::size_t model = 0; model < 4; ++model) {
            QVERIFY(std::abs(widthOf(bootstrap, model) / widthOf(sandwich, model) - 1) < 0.1);
        }
    }

    void threadsAndSeedsDecideAsTheyShould()
    {
        const Comparisons votes = simulated({0.6, 0.1, -0.2, -0.5}, 500, 0.15, 10);
        for (const ClusterBy cluster :
             {ClusterBy::None, ClusterBy::Prompt, ClusterBy::Annotator, ClusterBy::Both}) {
            BradleyTerryOptions options = with(TieModel::HalfWins, IntervalMethod::Bootstrap, cluster);
            options.interval.threads = 1;
            const ModelScores one = bradleyTerry(votes, options);
            QCOMPARE(one.intervals.size(), std::size_t{4});
            options.interval.threads = 3;
            const ModelScores three = bradleyTerry(votes, options);
            options.interval.seed = 2;
            const ModelScores other = bradleyTerry(votes, options);
            QCOMPARE(one.intervals[0].low, three.intervals[0].low);
            QCOMPARE(one.intervals[3].high, three.intervals[3].high);
            QVERIFY(one.intervals[0].low != other.intervals[0].low);
        }
    }

    /// Votes of weight 1 are resampled several at a time as whole numbers; others one by one. Both draw the
    /// same.
    void resamplesDoNotDependOnTheWeightOfAll_data()
    {
        QTest::addColumn<ClusterBy>("cluster");
        QTest::newRow("prompt") << ClusterBy::Prompt;
        QTest::newRow("annotator") << ClusterBy::Annotator;
        QTest::newRow("both") << ClusterBy::Both;
    }

    void resamplesDoNotDependOnTheWeightOfAll()
    {
        QFETCH(ClusterBy, cluster);
        Comparisons votes = simulated({0.6, 0.1, -0.2, -0.5}, 900, 0.15, 12);
        for (std::size_t i = 0; i < votes.rows.size(); ++i) {
            votes.rows[i].prompt = i % 7 == 0 ? -1 : static_cast<std::int32_t>(i % 40);
            votes.rows[i].annotator = static_cast<std::int32_t>(i % 11);
        }
        BradleyTerryOptions options = with(TieModel::HalfWins, IntervalMethod::Bootstrap, cluster);
        options.interval.resamples = 101; // no multiple of what is drawn at a time
        const ModelScores one = bradleyTerry(votes, options);
        for (Comparison& row : votes.rows) {
            row.weight = 2;
        }
        const ModelScores two = bradleyTerry(votes, options);
        QCOMPARE(one.intervals.size(), two.intervals.size());
        QVERIFY(!one.intervals.empty());
        for (std::size_t i = 0; i < one.intervals.size(); ++i) {
            QVERIFY(std::abs(one.intervals[i].low - two.intervals[i].low) < 1e-7);
            QVERIFY(std::abs(one.intervals[i].high - two.intervals[i].high) < 1e-7);
            QCOMPARE(one.resampledRanks[i].best, two.resampledRanks[i].best);
            QCOMPARE(one.resampledRanks[i].worst, two.resampledRanks[i].worst);
        }
    }

    void resampledRanksSeparateWhatTheVotesSeparate()
    {
        // One against two: 90 of 100; two and three: even; both beat four 90 times.
        Comparisons votes;
        votes.models = 4;
        const auto add = [&votes](std::int32_t a, std::int32_t b, int wins, int losses) {
            for (int i = 0; i < wins + losses; ++i) {
                votes.rows.push_back({a, b, i < wins ? PairWinner::A : PairWinner::B});
            }
        };
        add(0, 1, 90, 10);
        add(0, 2, 90, 10);
        add(1, 2, 50, 50);
        add(1, 3, 90, 10);
        add(2, 3, 90, 10);
        const ModelScores found = bradleyTerry(votes, with(TieModel::HalfWins, IntervalMethod::Bootstrap));
        QCOMPARE(found.resampledRanks.size(), std::size_t{4});
        const std::vector<std::pair<int, int>> expected{{1, 1}, {2, 3}, {2, 3}, {4, 4}};
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(found.resampledRanks[i].best, expected[i].first);
            QCOMPARE(found.resampledRanks[i].worst, expected[i].second);
        }
        QVERIFY(
            bradleyTerry(votes, with(TieModel::HalfWins, IntervalMethod::Sandwich)).resampledRanks.empty());
    }

    void aBootstrapWithoutBoundsSaysSo()
    {
        // The weaker one won once: in many resamples never.
        const Comparisons votes = twoModels(5, 0, 1);
        Comparisons single = votes;
        single.rows.clear();
        for (int i = 0; i < 6; ++i) {
            single.rows.push_back({0, 1, i == 0 ? PairWinner::B : PairWinner::A, 1, 0, 0});
        }
        const ModelScores found = bradleyTerry(single, with(TieModel::HalfWins, IntervalMethod::Bootstrap));
        QVERIFY(found);
        QVERIFY(found.intervals.empty());
        QVERIFY(found.failedResamples > 50);
        QVERIFY(found.noIntervals.contains(u"of 200 resamples"_s));
        const ModelScores oneCluster =
            bradleyTerry(single, with(TieModel::HalfWins, IntervalMethod::Sandwich, ClusterBy::Prompt));
        QVERIFY(oneCluster.intervals.empty());
        QVERIFY(oneCluster.noIntervals.contains(u"share one prompt"_s));
    }

    void aCancelledBootstrapGivesNoIntervals()
    {
        BradleyTerryOptions options = with(TieModel::HalfWins, IntervalMethod::Bootstrap);
        options.interval.cancelled = [] { return true; };
        const ModelScores found = bradleyTerry(simulated({0.2, 0, -0.2}, 100, 0, 11), options);
        QVERIFY(found);
        QVERIFY(found.intervals.empty());
        QVERIFY(found.noIntervals.contains(u"stopped"_s));
    }

    void badOptionsAreRefused()
    {
        const Comparisons votes = simulated({0.2, 0, -0.2}, 100, 0, 12);
        BradleyTerryOptions options;
        options.l2 = -1;
        QVERIFY(!bradleyTerry(votes, options));
        options.l2 = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(!bradleyTerry(votes, options));
        options.l2 = 0;
        options.interval.confidence = 1;
        QVERIFY(!bradleyTerry(votes, options));
        options = {};
        options.l2 = 1;
        Comparisons unseen = votes;
        unseen.models = 4;
        QVERIFY(bradleyTerry(unseen, options).undefined.contains(u"model 4 has no votes"_s));
        QVERIFY(!bradleyTerry(PairTable{3, {}, {}}, options));
    }

    void unevenSamplingIsEvenedOut()
    {
        Comparisons votes;
        votes.models = 3;
        for (int i = 0; i < 300; ++i) {
            votes.rows.push_back({0, 1, i % 3 == 0 ? PairWinner::B : PairWinner::A});
        }
        for (int i = 0; i < 100; ++i) {
            votes.rows.push_back({1, 2, i % 3 == 0 ? PairWinner::B : PairWinner::A});
        }
        const PairTable table = tabulate(reweightedByPair(votes));
        QVERIFY(std::abs(table.cells[0].total() - table.cells[1].total()) < 1e-9);
        QVERIFY(std::abs(table.total() - 400) < 1e-9);
        // A pair below the minimum keeps less.
        const PairTable few = tabulate(reweightedByPair(votes, 200));
        QVERIFY(std::abs(few.cells[1].total() / few.cells[0].total() - 0.5) < 1e-9);
    }

    void styleIsTakenOutOfTheScores()
    {
        // The models are equal; the second one writes longer, and length alone decides.
        Random random(13);
        Comparisons votes;
        votes.models = 2;
        std::vector<StyleCounts> ofA;
        std::vector<StyleCounts> ofB;
        for (int i = 0; i < 4'000; ++i) {
            const double lengthA = 100 + static_cast<double>(random.below(200));
            const double lengthB = 180 + static_cast<double>(random.below(200));
            const double logit = 3 * (lengthA - lengthB) / (lengthA + lengthB + 1);
            const bool aWins = random.uniform() < 1 / (1 + std::exp(-logit));
            votes.rows.push_back({0, 1, aWins ? PairWinner::A : PairWinner::B});
            ofA.push_back({lengthA, 1, 0, 0});
            ofB.push_back({lengthB, 1, 0, 0});
        }
        const ModelScores plain = bradleyTerry(votes);
        QVERIFY(plain.scores[1] - plain.scores[0] > 0.5);
        StyleOptions style;
        style.centre = false;
        style.standardise = false;
        const QStringList constant = setStyleCovariates(votes, ofA, ofB, style);
        QCOMPARE(constant, (QStringList{u"headers"_s, u"lists"_s, u"bold"_s}));
        QCOMPARE(votes.covariateNames, QStringList{u"length"_s});
        const ModelScores controlled =
            bradleyTerry(votes, with(TieModel::HalfWins, IntervalMethod::Sandwich));
        QVERIFY2(controlled, qPrintable(controlled.undefined));
        QVERIFY(std::abs(controlled.scores[1] - controlled.scores[0]) < 0.25);
        QCOMPARE(controlled.effects.size(), std::size_t{1});
        QVERIFY(controlled.effects[0].interval->low < 3 && controlled.effects[0].interval->high > 3);
        const ModelScores resampled =
            bradleyTerry(votes, with(TieModel::HalfWins, IntervalMethod::Bootstrap));
        QVERIFY(std::abs(widthOf(resampled, 0) / widthOf(controlled, 0) - 1) < 0.3);
    }

    void covariatesThatExplainEverythingAreRefused()
    {
        Comparisons votes = simulated({0.2, 0, -0.2}, 200, 0, 14);
        votes.covariateNames = {u"oracle"_s};
        for (const Comparison& row : votes.rows) {
            votes.covariates.push_back(static_cast<double>(static_cast<int>(row.winner)));
        }
        QVERIFY(bradleyTerry(votes).undefined.contains(u"explain every vote"_s));
        // The covariate is the first model's presence: no data can tell the two.
        for (std::size_t i = 0; i < votes.rows.size(); ++i) {
            votes.covariates[i] = (votes.rows[i].a == 0 ? 1.0 : 0.0) - (votes.rows[i].b == 0 ? 1.0 : 0.0);
        }
        QVERIFY(bradleyTerry(votes).undefined.contains(u"cannot be told apart"_s));
        BradleyTerryOptions penalised;
        penalised.l2 = 0.01;
        penalised.covariateL2 = 0.01;
        QVERIFY(bradleyTerry(votes, penalised));
    }

    void styleIsCountedOutsideCode()
    {
        const StyleCounts counts = styleCounts(
            u"# Title\n\ntext with **bold** and __more__\n- one\n  * two\n3. three\n```\n# no\n- no **no**\n```\n####### seven\n"_s);
        QCOMPARE(counts.headers, 1.0);
        QCOMPARE(counts.lists, 3.0);
        QCOMPARE(counts.bold, 2.0);
        QCOMPARE(styleCounts(u"a\U0001F600b"_s).length, 3.0);
    }

    void theFitFromNearbyIsTheFit_data()
    {
        QTest::addColumn<double>("l2");
        QTest::newRow("maximum likelihood") << 0.0;
        QTest::newRow("penalised") << 0.3;
    }

    void theFitFromNearbyIsTheFit()
    {
        QFETCH(double, l2);
        BtDesign design;
        design.models = 4;
        design.l2 = l2;
        for (const PairCell& cell : tabulate(simulated({1, 0.3, 0, -1.2}, 200, 0.1, 18)).cells) {
            design.terms.push_back({cell.a, cell.b, cell.weights, cell.weightSquares});
        }
        const std::vector<double> start = design.fit(design.terms, design.start()).x;
        for (BtTerm& term : design.terms) { // other votes than those of the start
            term.weights[0] *= 1.4;
            term.weights[2] += 0.5;
        }
        std::vector<double> x = start;
        QVERIFY(design.fitNearby(design.terms, x));
        QVERIFY(difference(x, start) > 0.05);
        QVERIFY(difference(x, design.fit(design.terms, design.start()).x) < 1e-9);
        design.ties = TieModel::Davidson;
        QVERIFY(!design.fitNearby(design.terms, x));
    }
};

QTEST_GUILESS_MAIN(TstBradleyTerry)

#include "tst_bradleyterry.moc"
