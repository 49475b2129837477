#include "core/stats/labelpower.h"

#include "core/stats/confidencesequence.h"
#include "core/stats/distributions.h"
#include "core/stats/proportion.h"
#include "core/stats/sampling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int32_t kMostModels = 64;
constexpr std::int32_t kMostOverlap = 1000;
constexpr std::int32_t kFewestRuns = 20;
constexpr std::int32_t kMostRuns = 100'000;
constexpr double kStep = 1.08; ///< from one point of the curve to the next
constexpr double kReach = 6;   ///< how far beyond the closed form the first attempt looks
constexpr double kFewestItems = 40;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

QString whyNoPower(const LabelPowerPlan& plan)
{
    if (plan.models < 2 || plan.models > kMostModels) {
        return u"There must be 2 to %1 models."_s.arg(kMostModels);
    }
    if (!(plan.gap > 0 && plan.gap < 0.5)) {
        return u"The gap must be above 0 and below one half: two equal models cannot be ranked by any number "
               u"of "
               u"labels."_s;
    }
    if (!(plan.accuracy > 0.5 && plan.accuracy <= 1)) {
        return u"The accuracy must be above one half: annotators who guess cannot rank models."_s;
    }
    if (!(plan.tieRate >= 0 && plan.tieRate < 1)) {
        return u"The share of ties must be at least 0 and below 1."_s;
    }
    if (plan.overlap < 1 || plan.overlap > kMostOverlap) {
        return u"Each item needs 1 to %1 labels."_s.arg(kMostOverlap);
    }
    if (!(plan.power > 0 && plan.power < 1) || !(plan.confidence > 0 && plan.confidence < 1)) {
        return u"The power and the confidence must lie between 0 and 1."_s;
    }
    if (plan.runs < kFewestRuns || plan.runs > kMostRuns) {
        return u"There must be %1 to %2 runs."_s.arg(kFewestRuns).arg(kMostRuns);
    }
    return plan.mostItems < 1 ? u"There must be at least one item on each pair."_s : QString();
}

/// What is the same for all runs.
struct Design
{
    LabelPowerPlan plan;
    std::int32_t pairs = 0;
    double criticalZ = 0;
    double criticalEvidence = 0;
    std::vector<std::int64_t> looks; ///< items on each pair, rising: where the one test is tried
    /// By number of items: how many must be won for the always-valid evidence to be enough.
    std::vector<double> winsNeeded;
};

/// One pair of neighbours in one run.
struct PairPath
{
    double sum = 0; ///< of the items' mean labels, the better model's side counted up
    double squares = 0;
    double wins = 0; ///< majorities for the better model, even ones as half
    double items = 0;
};

/// What one run found at each look: bits of kDecided, kWrong; and after how many items looking stopped.
struct RunResult
{
    std::vector<std::uint8_t> states;
    std::int64_t stoppedAt = kNever; ///< items on each pair
};

constexpr std::uint8_t kDecided = 1;
constexpr std::uint8_t kWrong = 2;

/// The labels of one more item: their mean, and who has the majority.
void addItem(const Design& design, Random& random, PairPath& path)
{
    const LabelPowerPlan& plan = design.plan;
    const bool isBetter = random.uniform() < 0.5 + plan.gap;
    int balance = 0;
    for (std::int32_t label = 0; label < plan.overlap; ++label) {
        if (plan.tieRate > 0 && random.uniform() < plan.tieRate) {
            continue;
        }
        balance += random.uniform() < plan.accuracy ? 1 : -1;
    }
    balance = isBetter ? balance : -balance;
    const double mean = static_cast<double>(balance) / plan.overlap;
    path.sum += mean;
    path.squares += mean * mean;
    path.wins += balance > 0 ? 1.0 : (balance == 0 ? 0.5 : 0.0);
    path.items += 1;
}

double zOf(const PairPath& path)
{
    return path.squares > 0 ? path.sum / std::sqrt(path.squares) : 0;
}

/// One pair of neighbours: marks the looks at which it is not decided, or wrongly. Returns after how many
/// items looking decides it rightly.
std::int64_t simulatePair(const Design& design, Random random, std::vector<std::uint8_t>& states)
{
    PairPath path;
    std::int64_t stoppedAt = kNever;
    bool isLost = false;
    for (std::size_t look = 0; look < design.looks.size(); ++look) {
        while (static_cast<std::int64_t>(path.items) < design.looks[look]) {
            addItem(design, random, path);
            const double needed = design.winsNeeded[static_cast<std::size_t>(path.items)];
            if (stoppedAt == kNever && !isLost && path.wins >= needed) {
                stoppedAt = static_cast<std::int64_t>(path.items);
            }
            isLost = isLost || (stoppedAt == kNever && path.items - path.wins >= needed);
        }
        const double z = zOf(path);
        if (z < design.criticalZ) {
            states[look] &= static_cast<std::uint8_t>(~kDecided);
        }
        if (z <= -design.criticalZ) {
            states[look] |= kWrong;
        }
    }
    return stoppedAt;
}

RunResult simulateRun(const Design& design, std::uint64_t run)
{
    RunResult result;
    result.states.assign(design.looks.size(), kDecided);
    result.stoppedAt = 0;
    for (std::int32_t pair = 0; pair + 1 < design.plan.models; ++pair) {
        const auto number = run * kMostModels + static_cast<std::uint64_t>(pair);
        const std::int64_t stop =
            simulatePair(design, resampleRandom(design.plan.seed, number), result.states);
        result.stoppedAt = std::max(result.stoppedAt, stop);
    }
    return result;
}

/// winsNeeded for 0 … most items; more than there are where no number is enough.
std::vector<double> winsNeeded(std::int64_t most, double evidence)
{
    std::vector<double> needed(static_cast<std::size_t>(most) + 1);
    double wins = 1;
    for (std::size_t items = 0; items < needed.size(); ++items) {
        const auto count = static_cast<double>(items);
        while (wins <= count && (2 * wins <= count || logMixtureEvidence(wins, count, 0.5) < evidence)) {
            wins += 0.5;
        }
        needed[items] = wins;
    }
    return needed;
}

std::vector<std::int64_t> looksUpTo(std::int64_t most)
{
    std::vector<std::int64_t> looks;
    for (double at = 5; static_cast<std::int64_t>(at) < most; at = std::max(at + 1, at * kStep)) {
        looks.push_back(static_cast<std::int64_t>(at));
    }
    looks.push_back(most);
    return looks;
}

/// The items at which rising shares first reach `power`, in proportion between two points.
std::optional<double> crossing(const std::vector<LabelPowerPoint>& curve, double power,
                               double (*share)(const LabelPowerPoint&))
{
    double before = 0;
    double itemsBefore = 0;
    for (const LabelPowerPoint& point : curve) {
        // Chance can make a later share smaller; a ranking is not lost by more labels.
        const double now = std::max(before, share(point));
        if (now >= power) {
            const double way = now > before ? (power - before) / (now - before) : 1;
            return itemsBefore + way * (static_cast<double>(point.items) - itemsBefore);
        }
        before = now;
        itemsBefore = static_cast<double>(point.items);
    }
    return std::nullopt;
}

QString tooFew(const LabelPower& result)
{
    return u"Even %1 items on each pair decide the ranking too seldom. Look for a larger gap, ask more "
           u"accurate "
           "annotators, or allow more items."_s.arg(result.curve.back().items);
}

/// `factor` times the items at which the one test decides often enough, with the interval from the ends of
/// that share's own.
Estimate testedAt(const LabelPower& result, double power, double factor)
{
    const auto found =
        crossing(result.curve, power, [](const LabelPowerPoint& point) { return *point.decided.value; });
    if (!found) {
        return Estimate::none(tooFew(result));
    }
    const auto earliest = crossing(result.curve, power,
                                   [](const LabelPowerPoint& point) { return point.decided.interval->high; });
    const auto latest = crossing(result.curve, power,
                                 [](const LabelPowerPoint& point) { return point.decided.interval->low; });
    const double items = std::ceil(*found);
    if (!latest) {
        return Estimate::of(items * factor);
    }
    return Estimate::of(items * factor,
                        {std::floor(earliest.value_or(items)) * factor, std::ceil(*latest) * factor});
}

/// `factor` times the items by which looking has decided a share of the runs, with the interval between order
/// statistics.
Estimate stoppedBy(const std::vector<std::int64_t>& stops, double share, double confidence, double factor,
                   const QString& whenNever)
{
    const auto count = static_cast<double>(stops.size());
    const double spread = normalTwoSided(confidence) * std::sqrt(count * share * (1 - share));
    const auto at = [&](double rank) {
        return stops[static_cast<std::size_t>(std::clamp(std::ceil(rank), 1.0, count)) - 1];
    };
    const std::int64_t middle = at(count * share);
    if (middle == kNever) {
        return Estimate::none(whenNever);
    }
    const auto labels = [factor](std::int64_t items) { return static_cast<double>(items) * factor; };
    const std::int64_t late = at(count * share + spread + 1);
    return late == kNever ? Estimate::of(labels(middle))
                          : Estimate::of(labels(middle), {labels(at(count * share - spread)), labels(late)});
}

void fillCurve(const Design& design, const std::vector<RunResult>& runs, LabelPower& result)
{
    const LabelPowerPlan& plan = design.plan;
    const auto count = static_cast<std::int64_t>(runs.size());
    for (std::size_t look = 0; look < design.looks.size(); ++look) {
        const auto among = [&](auto holds) { return std::count_if(runs.begin(), runs.end(), holds); };
        LabelPowerPoint point;
        point.items = design.looks[look];
        point.labels = point.items * plan.overlap * design.pairs;
        point.decided = proportion(among([&](const RunResult& run) { return run.states[look] == kDecided; }),
                                   count, plan.confidence, {});
        point.wrong =
            proportion(among([&](const RunResult& run) { return (run.states[look] & kWrong) != 0; }), count,
                       plan.confidence, {});
        point.decidedByLooking =
            proportion(among([&](const RunResult& run) { return run.stoppedAt <= point.items; }), count,
                       plan.confidence, {});
        result.curve.push_back(point);
    }
}

/// Runs everything with at most so many items; false when it was cancelled.
bool simulateAll(Design& design, std::int64_t most, const Cancelled& isCancelled, std::size_t threads,
                 LabelPower& result)
{
    design.looks = looksUpTo(most);
    design.winsNeeded = winsNeeded(most, design.criticalEvidence);
    std::vector<RunResult> runs(static_cast<std::size_t>(design.plan.runs));
    parallelFor(
        runs.size(), 0,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            for (std::size_t run = begin; run < end && !(isCancelled && isCancelled()); ++run) {
                runs[run] = simulateRun(design, run);
            }
        },
        threads);
    if (isCancelled && isCancelled()) {
        return false;
    }
    result.curve.clear();
    fillCurve(design, runs, result);
    std::vector<std::int64_t> stops;
    for (const RunResult& run : runs) {
        stops.push_back(run.stoppedAt);
    }
    std::sort(stops.begin(), stops.end());
    const LabelPowerPlan& plan = design.plan;
    const double factor = static_cast<double>(plan.overlap) * design.pairs;
    result.labels = testedAt(result, plan.power, factor);
    result.itemsPerPair = testedAt(result, plan.power, 1);
    result.labelsByLooking = stoppedBy(stops, plan.power, plan.confidence, factor, tooFew(result));
    result.typicalByLooking = stoppedBy(stops, 0.5, plan.confidence, factor, tooFew(result));
    return true;
}

bool isEnough(const LabelPower& result, const LabelPowerPlan& plan)
{
    const LabelPowerPoint& last = result.curve.back();
    return last.decided.interval->low >= plan.power && last.decidedByLooking.interval->low >= plan.power;
}

} // namespace

SamplePlan labelPlan(const LabelPowerPlan& plan)
{
    const double decided = 1 - plan.tieRate;
    const double sharpness = 2 * plan.accuracy - 1;
    const double mean = 2 * plan.gap * sharpness * decided;
    SamplePlan out;
    out.gap = mean / 2;
    out.tieRate = plan.tieRate;
    out.overlap = plan.overlap;
    out.power = plan.power;
    out.confidence = plan.confidence;
    out.comparisons = plan.models * (plan.models - 1) / 2;
    const double variance = decided - mean * mean;
    const double shared = decided * decided * sharpness * sharpness - mean * mean;
    out.agreement = variance > 0 ? std::clamp(shared / variance, 0.0, 1.0) : 0;
    return out;
}

LabelPower labelPower(const LabelPowerPlan& plan, const Cancelled& isCancelled, std::size_t threads)
{
    const auto none = [](const QString& reason) {
        LabelPower result;
        result.labels = result.itemsPerPair = result.labelsByLooking = result.typicalByLooking =
            result.closedForm = Estimate::none(reason);
        return result;
    };
    if (const QString reason = whyNoPower(plan); !reason.isEmpty()) {
        return none(reason);
    }
    LabelPower result;
    Design design;
    design.plan = plan;
    design.pairs = plan.models * (plan.models - 1) / 2;
    design.criticalZ = -normalQuantile((1 - plan.confidence) / design.pairs / 2);
    design.criticalEvidence = std::log(design.pairs / (1 - plan.confidence));
    result.pairs = design.pairs;
    result.plan = labelPlan(plan);
    const SampleSize single = sampleSize(result.plan);
    const double factor = static_cast<double>(plan.overlap) * design.pairs;
    result.closedForm = single.items ? Estimate::of(*single.items.value * factor) : single.labels;
    double most = std::max(kFewestItems, kReach * single.items.valueOr(0));
    for (;; most *= 2) {
        const bool isLast = most >= static_cast<double>(plan.mostItems);
        const std::int64_t items = isLast ? plan.mostItems : std::llround(most);
        if (!simulateAll(design, items, isCancelled, threads, result)) {
            return none(u"It was stopped."_s);
        }
        if (isLast || isEnough(result, plan)) {
            return result;
        }
    }
}

} // namespace plumbline::stats
