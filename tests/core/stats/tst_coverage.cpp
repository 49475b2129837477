// Do 95 % intervals hold the truth in 95 % of simulated studies, also where annotators repeat themselves?
// `./dev test` runs some studies of each kind, `./dev test --full` a thousand.

#include "core/base/random.h"
#include "core/stats/alpacaeval.h"
#include "core/stats/annotatorbias.h"
#include "core/stats/bias.h"
#include "core/stats/bradleyterry.h"
#include "core/stats/correlation.h"
#include "core/stats/gwet.h"
#include "core/stats/icc.h"
#include "core/stats/kappa.h"
#include "core/stats/krippendorff.h"
#include "core/stats/plackettluce.h"
#include "core/stats/simulate.h"
#include "core/stats/winrate.h"
#include "tests/support/fullrun.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>

using namespace plumbline;
using namespace plumbline::stats;

namespace {

/// Intervals that hold the truth, of how many.
struct Hits
{
    int covered = 0;
    int all = 0;

    void add(const std::optional<Interval>& interval, double truth)
    {
        covered += interval && interval->low <= truth && truth <= interval->high ? 1 : 0;
        ++all;
    }
};

/// One simulated study with this seed.
using Study = std::function<Hits(std::uint64_t seed)>;

double normal(Random& random)
{
    return std::sqrt(-2 * std::log1p(-random.uniform())) * std::cos(2 * std::numbers::pi * random.uniform());
}

// --- agreement: annotators know the value with chance kSkill, else they guess among kValues
// ------------------

constexpr double kSkill = 0.7;
constexpr int kValues = 3;
/// Every coefficient corrected for chance has this value in the population: all values are equally frequent.
constexpr double kAgreement = kSkill * kSkill;

Labels guessedLabels(std::uint64_t seed, std::int32_t units, std::int32_t annotators, double gaps = 0)
{
    Random random(seed);
    Labels labels{units, annotators, kValues, {}};
    for (std::int32_t unit = 0; unit < units; ++unit) {
        const auto truth = static_cast<std::int32_t>(random.below(kValues));
        for (std::int32_t annotator = 0; annotator < annotators; ++annotator) {
            const auto guess = static_cast<std::int32_t>(random.below(kValues));
            const bool isKnown = random.uniform() < kSkill;
            if (random.uniform() >= gaps) {
                labels.rows.push_back({unit, annotator, isKnown ? truth : guess});
            }
        }
    }
    return labels;
}

Study agreement(std::int32_t units, std::int32_t annotators, double gaps,
                const std::function<std::optional<Interval>(const Labels&)>& interval,
                double truth = kAgreement)
{
    return [=](std::uint64_t seed) {
        Hits hits;
        hits.add(interval(guessedLabels(seed, units, annotators, gaps)), truth);
        return hits;
    };
}

std::optional<Interval> alphaInterval(const Labels& labels, AlphaLevel level)
{
    AlphaOptions options;
    options.level = level;
    options.resamples = 200;
    options.threads = 1;
    return krippendorffAlpha(labels, options).alpha.interval;
}

/// Ratings = unit + annotator + noise, with variances 1, ½ and ½.
Study intraclass(IccModel model)
{
    return [model](std::uint64_t seed) {
        Random random(seed);
        constexpr std::int32_t kUnits = 40;
        const std::int32_t annotators = model == IccModel::TwoWayRandom ? 20 : 4;
        NumericLabels ratings{kUnits, annotators, {}};
        std::vector<double> offsets;
        for (std::int32_t annotator = 0; annotator < annotators; ++annotator) {
            offsets.push_back(normal(random) * std::sqrt(0.5));
        }
        for (std::int32_t unit = 0; unit < kUnits; ++unit) {
            const double level = normal(random);
            for (std::int32_t annotator = 0; annotator < annotators; ++annotator) {
                // For the one-way form others rate each unit.
                const double offset = model == IccModel::OneWay
                                          ? normal(random) * std::sqrt(0.5)
                                          : offsets[static_cast<std::size_t>(annotator)];
                ratings.rows.push_back({unit, annotator, level + offset + normal(random) * std::sqrt(0.5)});
            }
        }
        Hits hits;
        hits.add(intraclassCorrelation(ratings, model).icc.interval,
                 model == IccModel::TwoWayConsistent ? 1 / 1.5 : 0.5);
        return hits;
    };
}

Study correlated(bool byRank)
{
    return [byRank](std::uint64_t seed) {
        constexpr double kRho = 0.6;
        Random random(seed);
        std::vector<double> x;
        std::vector<double> y;
        for (int i = 0; i < 60; ++i) {
            x.push_back(normal(random));
            y.push_back(kRho * x.back() + std::sqrt(1 - kRho * kRho) * normal(random));
        }
        Hits hits;
        // Spearman's ρ of a bivariate normal distribution: 6/π · asin(ρ/2).
        hits.add((byRank ? spearman(x, y) : pearson(x, y)).value.interval,
                 byRank ? 6 / std::numbers::pi * std::asin(kRho / 2) : kRho);
        return hits;
    };
}

// --- rankings
// ---------------------------------------------------------------------------------------------------

const std::vector<double> kScores{0.9, 0.3, -0.2, -1.0};

/// Independent votes, or those of annotators and prompts with tastes of their own.
VoterModel voters(double annotatorSpread, double promptSpread, double ties)
{
    VoterModel model;
    model.scores = kScores;
    model.tieRate = ties;
    model.annotatorSpread = annotatorSpread;
    model.promptSpread = promptSpread;
    model.annotators = 60;
    model.prompts = 60;
    return model;
}

/// What a study of all people and prompts would find: tastes even out, and draw the scores together.
struct Truth
{
    std::vector<double> scores;
    std::vector<double> rates;
};

const Truth& truthOf(VoterModel model)
{
    static std::map<std::pair<double, double>, Truth> known;
    const auto [at, isNew] = known.try_emplace({model.annotatorSpread, model.promptSpread});
    if (isNew) {
        model.annotators = 20'000;
        model.prompts = 20'000;
        const Comparisons votes = simulateComparisons(model, 200'000, 7);
        const bool isPlain = model.annotatorSpread + model.promptSpread + model.tieRate == 0;
        at->second.scores = isPlain ? kScores : bradleyTerry(votes).scores;
        for (const ModelWinRate& rate : winRates(votes).models) {
            at->second.rates.push_back(*rate.rate.value);
        }
    }
    return at->second;
}

Study bradleyTerryStudy(const VoterModel& model, IntervalMethod method, ClusterBy cluster = ClusterBy::None)
{
    constexpr std::int64_t kVotes = 600;
    BradleyTerryOptions options;
    options.interval.method = method;
    options.interval.cluster = cluster;
    options.interval.resamples = 200;
    options.interval.threads = 1;
    return [=](std::uint64_t seed) {
        const std::vector<double>& truth = truthOf(model).scores;
        const ModelScores found = bradleyTerry(simulateComparisons(model, kVotes, seed), options);
        Hits hits;
        for (std::size_t i = 0; i < truth.size(); ++i) {
            hits.add(found.intervals.empty() ? std::nullopt : std::optional(found.intervals[i]), truth[i]);
        }
        return hits;
    };
}

Study plackettLuceStudy(IntervalMethod method)
{
    return [method](std::uint64_t seed) {
        Random random(seed);
        Rankings rankings;
        rankings.models = static_cast<std::int32_t>(kScores.size());
        for (int i = 0; i < 120; ++i) {
            std::vector<std::pair<double, std::int32_t>> clocks;
            for (std::size_t model = 0; model < kScores.size(); ++model) {
                clocks.emplace_back(-std::log1p(-random.uniform()) / std::exp(kScores[model]),
                                    static_cast<std::int32_t>(model));
            }
            std::sort(clocks.begin(), clocks.end());
            Ranking ranking;
            for (const auto& [time, model] : clocks) {
                ranking.models.push_back(model);
            }
            rankings.rows.push_back(std::move(ranking));
        }
        PlackettLuceOptions options;
        options.interval.method = method;
        options.interval.resamples = 200;
        options.interval.threads = 1;
        const ModelScores found = plackettLuce(rankings, options);
        Hits hits;
        for (std::size_t i = 0; i < kScores.size(); ++i) {
            hits.add(found.intervals.empty() ? std::nullopt : std::optional(found.intervals[i]), kScores[i]);
        }
        return hits;
    };
}

Study winRateStudy(const VoterModel& model, RateInterval method)
{
    constexpr std::int64_t kVotes = 600;
    WinRateOptions options;
    options.interval = method;
    options.cluster = ClusterBy::Annotator;
    return [=](std::uint64_t seed) {
        const std::vector<double>& truth = truthOf(model).rates;
        const WinRates found = winRates(simulateComparisons(model, kVotes, seed), options);
        Hits hits;
        for (std::size_t i = 0; i < truth.size(); ++i) {
            hits.add(found.models[i].rate.interval, truth[i]);
        }
        return hits;
    };
}

Hits alpacaStudy(std::uint64_t seed)
{
    Random random(seed);
    std::vector<AlpacaRow> rows(300);
    for (AlpacaRow& row : rows) {
        const double sure = random.uniform();
        row.preference = 1 + sure * sure; // mean ⅓
    }
    Hits hits;
    hits.add(alpacaWinRate(rows).winRate.interval, 100.0 / 3);
    return hits;
}

// --- biases
// -----------------------------------------------------------------------------------------------------

Hits leniencyStudy(std::uint64_t seed)
{
    const std::vector<double> offsets{0.6, 0.2, 0, -0.3, -0.5};
    Random random(seed);
    NumericLabels ratings{60, static_cast<std::int32_t>(offsets.size()), {}};
    for (std::int32_t unit = 0; unit < ratings.units; ++unit) {
        const double level = 3 * random.uniform();
        for (std::size_t annotator = 0; annotator < offsets.size(); ++annotator) {
            if (random.uniform() < 0.6) {
                ratings.rows.push_back({unit, static_cast<std::int32_t>(annotator),
                                        level + offsets[annotator] + normal(random)});
            }
        }
    }
    Hits hits;
    const std::vector<Leniency> found = leniency(ratings);
    for (std::size_t annotator = 0; annotator < offsets.size(); ++annotator) {
        hits.add(found[annotator].offset.interval, offsets[annotator]);
    }
    return hits;
}

Hits positionStudy(std::uint64_t seed)
{
    Hits hits;
    hits.add(positionBias(simulateVotes(0.5, 0.2, 2'000, seed)).firstShare.interval, 0.5 / 0.8);
    return hits;
}

/// Log-odds of 0.4 for each 100 characters.
Hits lengthStudy(std::uint64_t seed)
{
    Random random(seed);
    std::vector<LengthVote> votes;
    for (int i = 0; i < 400; ++i) {
        LengthVote vote{static_cast<std::int64_t>(random.below(1'000)),
                        static_cast<std::int64_t>(random.below(1'000)), PairWinner::B};
        const double odds = 0.004 * static_cast<double>(vote.lengthA - vote.lengthB);
        if (random.uniform() < 1 / (1 + std::exp(-odds))) {
            vote.winner = PairWinner::A;
        }
        votes.push_back(vote);
    }
    Hits hits;
    hits.add(lengthBias(votes).slopePer100.interval, 0.4);
    return hits;
}

/// Agreement falls by 0.3 from the first to the last label; annotators differ.
Hits driftStudy(std::uint64_t seed)
{
    constexpr int kLabels = 80;
    Random random(seed);
    std::vector<OrderedValue> values;
    for (std::int32_t annotator = 0; annotator < 12; ++annotator) {
        const double level = normal(random);
        for (int i = 0; i < kLabels; ++i) {
            values.push_back({annotator, static_cast<double>(i),
                              level - 0.3 * i / (kLabels - 1) + normal(random) * (1 + 0.01 * i)});
        }
    }
    Hits hits;
    for (const Drift& found : drift(values, 12)) {
        hits.add(found.change.interval, -0.3);
    }
    return hits;
}

// --- the table
// --------------------------------------------------------------------------------------------------

/// Fair intervals cover what they say. Naive ones are shown because they do not; wide ones are known to cover
/// more: a bootstrap over two crossed kinds of clusters counts a vote's own noise up to three times (Owen
/// 2007).
struct Row
{
    const char* name;
    Study study;
    int shortRuns;
    enum class Kind { Fair, Naive, Wide } kind = Kind::Fair;
};

std::vector<Row> agreementRows()
{
    const auto kappa = [](const Kappa& found) { return found.kappa.interval; };
    return {
        {"percent agreement, Wilson",
         agreement(
             200, 2, 0, [](const Labels& labels) { return percentAgreement(labels).interval; },
             kAgreement + (1 - kAgreement) / kValues),
         120},
        {"Cohen's kappa, Fleiss-Cohen-Everitt",
         agreement(150, 2, 0, [=](const Labels& labels) { return kappa(cohenKappa(labels, 0, 1)); }), 120},
        {"Cohen's kappa, quadratic weights",
         agreement(150, 2, 0,
                   [=](const Labels& labels) {
                       return kappa(cohenKappa(labels, 0, 1, AgreementWeights::Quadratic));
                   }),
         120},
        {"Scott's pi, linearised",
         agreement(150, 2, 0, [=](const Labels& labels) { return kappa(scottPi(labels)); }), 120},
        {"Fleiss' kappa, gaps, linearised",
         agreement(120, 5, 0.3, [=](const Labels& labels) { return kappa(fleissKappa(labels)); }), 120},
        {"Randolph's kappa, gaps, linearised",
         agreement(120, 5, 0.3, [=](const Labels& labels) { return kappa(randolphKappa(labels)); }), 120},
        {"Gwet's AC1, gaps, linearised",
         agreement(120, 5, 0.3, [=](const Labels& labels) { return kappa(gwetAgreement(labels)); }), 120},
        {"Krippendorff's alpha nominal, gaps, bootstrap",
         agreement(120, 5, 0.3,
                   [](const Labels& labels) { return alphaInterval(labels, AlphaLevel::Nominal); }),
         60},
        {"Krippendorff's alpha interval, bootstrap",
         agreement(150, 3, 0,
                   [](const Labels& labels) { return alphaInterval(labels, AlphaLevel::Interval); }),
         60},
        {"ICC(1,1), F", intraclass(IccModel::OneWay), 120},
        {"ICC(2,1), F", intraclass(IccModel::TwoWayRandom), 120},
        {"ICC(3,1), F", intraclass(IccModel::TwoWayConsistent), 120},
        {"Pearson's r, Fisher's z", correlated(false), 120},
        {"Spearman's rho, Bonett-Wright", correlated(true), 120},
    };
}

std::vector<Row> rankingRows()
{
    const VoterModel alone = voters(0, 0, 0);
    const VoterModel tastes = voters(1.2, 0, 0.1);
    const VoterModel both = voters(0.9, 0.9, 0.1);
    return {
        {"Bradley-Terry, information", bradleyTerryStudy(alone, IntervalMethod::Model), 30},
        {"Bradley-Terry, sandwich", bradleyTerryStudy(alone, IntervalMethod::Sandwich), 30},
        {"Bradley-Terry, bootstrap", bradleyTerryStudy(alone, IntervalMethod::Bootstrap), 30},
        {"Bradley-Terry, annotators with tastes: sandwich, not clustered",
         bradleyTerryStudy(tastes, IntervalMethod::Sandwich), 40, Row::Kind::Naive},
        {"Bradley-Terry, annotators with tastes: bootstrap, not clustered",
         bradleyTerryStudy(tastes, IntervalMethod::Bootstrap), 25, Row::Kind::Naive},
        {"Bradley-Terry, annotators with tastes: sandwich by annotator",
         bradleyTerryStudy(tastes, IntervalMethod::Sandwich, ClusterBy::Annotator), 50},
        {"Bradley-Terry, annotators with tastes: bootstrap by annotator",
         bradleyTerryStudy(tastes, IntervalMethod::Bootstrap, ClusterBy::Annotator), 30},
        {"Bradley-Terry, prompts and annotators: sandwich, not clustered",
         bradleyTerryStudy(both, IntervalMethod::Sandwich), 40, Row::Kind::Naive},
        {"Bradley-Terry, prompts and annotators: sandwich by both",
         bradleyTerryStudy(both, IntervalMethod::Sandwich, ClusterBy::Both), 50},
        {"Bradley-Terry, prompts and annotators: bootstrap by both",
         bradleyTerryStudy(both, IntervalMethod::Bootstrap, ClusterBy::Both), 25, Row::Kind::Wide},
        {"Plackett-Luce, sandwich", plackettLuceStudy(IntervalMethod::Sandwich), 50},
        {"Plackett-Luce, bootstrap", plackettLuceStudy(IntervalMethod::Bootstrap), 40},
        {"win rate, Wilson", winRateStudy(alone, RateInterval::Wilson), 50},
        {"win rate, Clopper-Pearson", winRateStudy(alone, RateInterval::ClopperPearson), 50},
        {"win rate, annotators with tastes: Wilson", winRateStudy(tastes, RateInterval::Wilson), 200,
         Row::Kind::Naive},
        {"win rate, annotators with tastes: by annotator", winRateStudy(tastes, RateInterval::Clustered),
         200},
        {"AlpacaEval's win rate, Student", alpacaStudy, 120},
    };
}

std::vector<Row> biasRows()
{
    return {
        {"leniency, least squares", leniencyStudy, 50},
        {"position bias, exact", positionStudy, 120},
        {"length bias, logistic", lengthStudy, 120},
        {"drift, HC3 and clustered", driftStudy, 50},
    };
}

} // namespace

class TstCoverage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreementCovers_data() { names(agreementRows()); }
    void agreementCovers() { check(agreementRows()); }
    void rankingsCover_data() { names(rankingRows()); }
    void rankingsCover() { check(rankingRows()); }
    void biasesCover_data() { names(biasRows()); }
    void biasesCover() { check(biasRows()); }

private:
    static void names(const std::vector<Row>& rows)
    {
        QTest::addColumn<int>("row");
        for (std::size_t row = 0; row < rows.size(); ++row) {
            QTest::newRow(rows[row].name) << static_cast<int>(row);
        }
    }

    /// With a thousand studies 93 to 97 %, with few as far from that as chance brings.
    static void check(const std::vector<Row>& rows)
    {
        QFETCH(int, row);
        const Row& one = rows[static_cast<std::size_t>(row)];
        const int runs = isFullRun() ? 1'000 : one.shortRuns;
        Hits hits;
        for (int run = 0; run < runs; ++run) {
            const Hits found = one.study(10'000 + static_cast<std::uint64_t>(run));
            hits.covered += found.covered;
            hits.all += found.all;
        }
        QVERIFY(hits.all > 0);
        const double share = static_cast<double>(hits.covered) / hits.all;
        qInfo("%s: %.1f %% of %d studies", one.name, 100 * share, runs);
        if (one.kind == Row::Kind::Naive) {
            QVERIFY2(share < 0.90, "what is shown as too narrow is not");
            return;
        }
        const double slack = isFullRun() ? 0 : 2.5 * std::sqrt(0.95 * 0.05 / runs) - 0.01;
        QVERIFY2(share >= 0.93 - slack &&
                     (one.kind == Row::Kind::Wide || share <= std::min(1.0, 0.97 + slack)),
                 qPrintable(QString::number(share)));
    }
};

QTEST_GUILESS_MAIN(TstCoverage)

#include "tst_coverage.moc"
