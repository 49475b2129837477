// Agreement on much data: Krippendorff's alpha on a million labels, kappa between all pairs of 200
// annotators.

#include "core/base/random.h"
#include "core/stats/gwet.h"
#include "core/stats/krippendorff.h"
#include "core/stats/pairwisekappa.h"
#include "core/stats/spanagreement.h"
#include "tests/bench/benchreport.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

using namespace plumbline;
using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kValues = 5;

int leaningTo(Random& random, int truth, double skill)
{
    const auto guess = static_cast<int>(random.below(kValues));
    return random.uniform() < skill ? truth : guess;
}

/// `perUnit` labels of different annotators on each unit, in the order in which they would have come in.
Labels labelsFor(int units, int annotators, int perUnit)
{
    Random random(11);
    Labels out{units, annotators, kValues, {}};
    for (int unit = 0; unit < units; ++unit) {
        const auto truth = static_cast<int>(random.below(kValues));
        const auto first = random.below(static_cast<std::uint64_t>(annotators));
        for (int i = 0; i < perUnit; ++i) {
            const auto annotator = static_cast<std::int32_t>((first + static_cast<std::uint64_t>(i)) %
                                                             static_cast<std::uint64_t>(annotators));
            out.rows.push_back({unit, annotator, leaningTo(random, truth, 0.7)});
        }
    }
    for (std::size_t i = out.rows.size(); i > 1; --i) {
        std::swap(out.rows[i - 1], out.rows[random.below(i)]);
    }
    return out;
}

NumericLabels numbersFor(const Labels& labels)
{
    Random random(12);
    NumericLabels out{labels.units, labels.annotators, {}};
    for (const Label& row : labels.rows) {
        out.rows.push_back({row.unit, row.annotator, row.value + random.uniform()});
    }
    return out;
}

/// Texts of a megabyte, each read by three annotators who mark a thousand spans.
SpanMarks longTexts()
{
    Random random(13);
    SpanMarks out;
    out.annotators = 3;
    out.categories = 4;
    constexpr std::int64_t kLength = 1 << 20;
    for (std::int32_t text = 0; text < 20; ++text) {
        out.lengths.push_back(kLength);
        for (std::int32_t annotator = 0; annotator < out.annotators; ++annotator) {
            for (int i = 0; i < 1'000; ++i) {
                const auto start = static_cast<std::int64_t>(random.below(kLength - 100));
                out.marks.push_back(
                    {text, annotator, static_cast<std::int32_t>(random.below(4)), start, start + 80});
            }
        }
    }
    return out;
}

/// The quickest of some runs: what the method needs when nothing else is going on.
double quickest(int rounds, const std::function<void()>& work)
{
    double best = 0;
    for (int round = 0; round < rounds; ++round) {
        const BenchTimer timer;
        work();
        best = round == 0 ? timer.ms() : std::min(best, timer.ms());
    }
    return best;
}

/// An α must come out, or its time says nothing.
void check(const Estimate& estimate)
{
    if (!estimate) {
        qFatal("no value: %s", qPrintable(estimate.undefined));
    }
}

void measureAlpha(BenchReport& report, const Labels& labels, int rounds)
{
    const std::pair<AlphaLevel, QString> levels[] = {{AlphaLevel::Nominal, u"nominal"_s},
                                                     {AlphaLevel::Ordinal, u"ordinal"_s},
                                                     {AlphaLevel::Interval, u"interval"_s},
                                                     {AlphaLevel::Ratio, u"ratio"_s}};
    for (const auto& [level, name] : levels) {
        AlphaOptions options;
        options.level = level;
        for (const int resamples : {0, 1000}) {
            options.resamples = resamples;
            const double ms = quickest(rounds, [&] { check(krippendorffAlpha(labels, options).alpha); });
            report.add(u"α %1, %2 resamples"_s.arg(name).arg(resamples), ms, u"ms"_s);
        }
    }
    AlphaOptions options;
    options.level = AlphaLevel::Interval;
    options.resamples = 0;
    const NumericLabels numbers = numbersFor(labels);
    report.add(u"α interval, all numbers different"_s,
               quickest(rounds, [&] { check(krippendorffAlpha(numbers, options).alpha); }), u"ms"_s);
    report.add(u"AC2 quadratic"_s,
               quickest(rounds, [&] { check(gwetAgreement(labels, AgreementWeights::Quadratic).kappa); }),
               u"ms"_s);
}

void measurePairs(BenchReport& report, int rounds)
{
    constexpr int kUnits = 100'000;
    constexpr int kAnnotators = 200;
    for (const int perUnit : {3, 10, kAnnotators}) {
        const Labels labels = labelsFor(kUnits, kAnnotators, perUnit);
        resetPeakMemory();
        const double before = memoryMib();
        const double ms = quickest(rounds, [&] { check(pairwiseKappa(labels).mean); });
        const QString what = u"κ of all pairs of 200, %1 labels a unit"_s.arg(perUnit);
        report.add(what, ms, u"ms"_s, u"100 000 units"_s);
        report.add(what + u", memory"_s, peakMemoryMib() - before, u"MiB"_s, u"beside the labels"_s);
    }
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const BenchOptions options = BenchOptions::read(u"Agreement on much data"_s, 1'000'000, 3);
    BenchReport report(u"stats_agreement"_s);
    report.setFact(u"labels"_s, options.items);
    constexpr int kPerUnit = 4;
    constexpr int kAnnotators = 1'000;
    BenchReport::say(u"alpha"_s);
    measureAlpha(report, labelsFor(static_cast<int>(options.items) / kPerUnit, kAnnotators, kPerUnit),
                 options.rounds);
    BenchReport::say(u"pairs"_s);
    measurePairs(report, options.rounds);
    BenchReport::say(u"spans"_s);
    const SpanMarks marks = longTexts();
    report.add(u"α over spans, 60 000 in 20 MB of text"_s,
               quickest(options.rounds, [&] { check(spanAlphaAll(marks).alpha); }), u"ms"_s,
               u"1000 resamples"_s);
    return report.finish(options.out);
}
