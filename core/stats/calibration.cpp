#include "core/stats/calibration.h"

#include "core/stats/distributions.h"
#include "core/stats/proportion.h"

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// [begin, end) of the sorted forecasts.
struct Cut
{
    std::size_t begin = 0;
    std::size_t end = 0;
    double low = 0;
    double high = 1;
};

std::vector<Cut> equalWidthCuts(const std::vector<Forecast>& sorted, int bins)
{
    std::vector<Cut> cuts;
    std::size_t begin = 0;
    for (int bin = 0; bin < bins; ++bin) {
        const double high = bin + 1 == bins ? 1 : static_cast<double>(bin + 1) / bins;
        std::size_t end = begin;
        while (end < sorted.size() && sorted[end].probability <= high) {
            ++end;
        }
        cuts.push_back({begin, end, static_cast<double>(bin) / bins, high});
        begin = end;
    }
    return cuts;
}

std::vector<Cut> equalCountCuts(const std::vector<Forecast>& sorted, int bins)
{
    std::vector<Cut> cuts;
    std::size_t begin = 0;
    for (int bin = 0; bin < bins && begin < sorted.size(); ++bin) {
        std::size_t end =
            sorted.size() * (static_cast<std::size_t>(bin) + 1) / static_cast<std::size_t>(bins);
        end = std::max(end, begin + 1);
        while (end < sorted.size() && !(sorted[end - 1].probability < sorted[end].probability)) {
            ++end;
        }
        const double low = cuts.empty() ? 0 : cuts.back().high;
        const double high =
            end == sorted.size() ? 1 : (sorted[end - 1].probability + sorted[end].probability) / 2;
        cuts.push_back({begin, end, low, high});
        begin = end;
    }
    return cuts;
}

ReliabilityBin binOf(const std::vector<Forecast>& sorted, const Cut& cut, double confidence)
{
    ReliabilityBin bin;
    bin.low = cut.low;
    bin.high = cut.high;
    std::int64_t happened = 0;
    double sum = 0;
    for (std::size_t i = cut.begin; i < cut.end; ++i) {
        sum += sorted[i].probability;
        happened += sorted[i].happened ? 1 : 0;
    }
    bin.count = static_cast<std::int64_t>(cut.end - cut.begin);
    bin.meanProbability = bin.count > 0 ? sum / static_cast<double>(bin.count) : 0;
    bin.observed = proportion(happened, bin.count, confidence, u"No forecast falls into this range."_s);
    return bin;
}

void setErrors(Calibration& result, double total)
{
    double expected = 0;
    double maximum = 0;
    for (const ReliabilityBin& bin : result.bins) {
        if (bin.count > 0) {
            const double error = std::abs(bin.meanProbability - *bin.observed.value);
            expected += error * static_cast<double>(bin.count) / total;
            maximum = std::max(maximum, error);
        }
    }
    result.expectedError = Estimate::of(expected);
    result.maximumError = Estimate::of(maximum);
}

double sampleVariance(const std::vector<double>& values, double mean)
{
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return values.size() > 1 ? squares / static_cast<double>(values.size() - 1) : 0;
}

/// DeLong's estimator from placement values: for each event the share of non-events below it, and for each
/// non-event the share of events above it, ties ½.
Estimate areaUnderCurve(const std::vector<Forecast>& sorted, double confidence)
{
    const auto events = static_cast<double>(
        std::count_if(sorted.begin(), sorted.end(), [](const Forecast& f) { return f.happened; }));
    const double others = static_cast<double>(sorted.size()) - events;
    if (!(events > 0) || !(others > 0)) {
        return Estimate::none(events > 0 ? u"It always happened, so there is nothing to tell apart."_s
                                         : u"It never happened, so there is nothing to tell apart."_s);
    }
    std::vector<double> ofEvents;
    std::vector<double> ofOthers;
    double eventsBelow = 0;
    double othersBelow = 0;
    for (std::size_t begin = 0; begin < sorted.size();) {
        std::size_t end = begin;
        double eventsHere = 0;
        while (end < sorted.size() && !(sorted[begin].probability < sorted[end].probability)) {
            eventsHere += sorted[end].happened ? 1 : 0;
            ++end;
        }
        const double othersHere = static_cast<double>(end - begin) - eventsHere;
        ofEvents.insert(ofEvents.end(), static_cast<std::size_t>(eventsHere),
                        (othersBelow + othersHere / 2) / others);
        ofOthers.insert(ofOthers.end(), static_cast<std::size_t>(othersHere),
                        1 - (eventsBelow + eventsHere / 2) / events);
        eventsBelow += eventsHere;
        othersBelow += othersHere;
        begin = end;
    }
    double area = 0;
    for (const double value : ofEvents) {
        area += value / events;
    }
    const double variance = sampleVariance(ofEvents, area) / events + sampleVariance(ofOthers, area) / others;
    if (!(variance > 0)) {
        return Estimate::of(area);
    }
    const double half = normalTwoSided(confidence) * std::sqrt(variance);
    return Estimate::of(area, {std::max(0.0, area - half), std::min(1.0, area + half)});
}

Calibration refuse(const QString& reason)
{
    Calibration result;
    result.expectedError = result.maximumError = result.brier = Estimate::none(reason);
    result.brierOfBaseRate = result.auroc = Estimate::none(reason);
    return result;
}

} // namespace

Calibration calibration(const std::vector<Forecast>& forecasts, const CalibrationOptions& options)
{
    if (forecasts.empty()) {
        return refuse(u"There is no stated probability to compare with what happened."_s);
    }
    if (options.bins < 1) {
        return refuse(u"At least one bin is needed."_s);
    }
    if (std::any_of(forecasts.begin(), forecasts.end(),
                    [](const Forecast& f) { return !(f.probability >= 0 && f.probability <= 1); })) {
        return refuse(u"A probability lies outside 0 to 1 or is not a number; correct or remove it."_s);
    }
    std::vector<Forecast> sorted = forecasts;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Forecast& a, const Forecast& b) { return a.probability < b.probability; });
    Calibration result;
    for (const Cut& cut :
         options.isAdaptive ? equalCountCuts(sorted, options.bins) : equalWidthCuts(sorted, options.bins)) {
        result.bins.push_back(binOf(sorted, cut, options.confidence));
    }
    const auto total = static_cast<double>(sorted.size());
    setErrors(result, total);
    std::vector<double> squares;
    squares.reserve(sorted.size());
    double happened = 0;
    for (const Forecast& forecast : sorted) {
        const double outcome = forecast.happened ? 1 : 0;
        happened += outcome;
        squares.push_back((forecast.probability - outcome) * (forecast.probability - outcome));
    }
    result.brier = meanEstimate(squares, options.confidence, {});
    const double rate = happened / total;
    result.brierOfBaseRate = Estimate::of(rate * (1 - rate));
    result.auroc = areaUnderCurve(sorted, options.confidence);
    return result;
}

} // namespace plumbline::stats
