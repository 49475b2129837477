#include "core/stats/labelindex.h"

#include <algorithm>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::stats {

namespace {

/// Values whose probabilities differ by less are equally probable: far above rounding, far below meaning.
constexpr double kTieTolerance = 1e-9;

} // namespace

LabelIndex LabelIndex::of(const Labels& labels)
{
    LabelIndex index;
    index.units = labels.units;
    index.annotators = labels.annotators;
    index.values = labels.values;
    index.begin.assign(static_cast<std::size_t>(labels.units) + 1, 0);
    index.slotCounts.assign(
        static_cast<std::size_t>(labels.annotators) * static_cast<std::size_t>(labels.values), 0);
    for (const Label& row : labels.rows) {
        ++index.begin[static_cast<std::size_t>(row.unit) + 1];
    }
    index.labelledUnits = static_cast<std::int32_t>(
        std::count_if(index.begin.begin() + 1, index.begin.end(), [](std::uint32_t n) { return n > 0; }));
    std::partial_sum(index.begin.begin(), index.begin.end(), index.begin.begin());
    index.slots.resize(labels.rows.size());
    std::vector<std::uint32_t> next(index.begin.begin(), index.begin.end() - 1);
    for (const Label& row : labels.rows) {
        const auto slot = static_cast<std::uint32_t>(row.annotator * labels.values + row.value);
        index.slots[next[static_cast<std::size_t>(row.unit)]++] = slot;
        ++index.slotCounts[slot];
    }
    for (std::size_t unit = 0; unit + 1 < index.begin.size(); ++unit) {
        std::sort(index.slots.begin() + index.begin[unit], index.slots.begin() + index.begin[unit + 1]);
    }
    return index;
}

std::uint32_t LabelIndex::labelsOf(std::size_t annotator) const
{
    const auto first = slotCounts.begin() + static_cast<std::ptrdiff_t>(annotator) * values;
    return std::accumulate(first, first + values, std::uint32_t{0});
}

std::vector<std::uint8_t> LabelIndex::overlapping() const
{
    std::vector<std::uint8_t> out(static_cast<std::size_t>(annotators), 0);
    for (std::size_t unit = 0; unit + 1 < begin.size(); ++unit) {
        if (begin[unit + 1] - begin[unit] < 2) {
            continue;
        }
        // Slots are sorted, so one annotator's labels lie together: the ends differ if any two differ.
        if (annotatorOf(slots[begin[unit]]) == annotatorOf(slots[begin[unit + 1] - 1])) {
            continue;
        }
        for (std::uint32_t at = begin[unit]; at < begin[unit + 1]; ++at) {
            out[annotatorOf(slots[at])] = 1;
        }
    }
    return out;
}

Consensus emptyConsensus(const LabelIndex& index)
{
    Consensus out;
    const auto units = static_cast<std::size_t>(index.units);
    const auto annotators = static_cast<std::size_t>(index.annotators);
    const auto values = static_cast<std::size_t>(index.values);
    out.units = index.units;
    out.annotators = index.annotators;
    out.values = index.values;
    out.labels.resize(units);
    out.ties.assign(units, 0);
    out.posterior.assign(units * values, 0.0);
    out.skills.resize(annotators);
    out.priors.assign(values, 0.0);
    out.logLikelihood = Estimate::none(u"A vote has no likelihood."_s);
    return out;
}

void decideLabels(const LabelIndex& index, Consensus& consensus)
{
    const auto values = static_cast<std::size_t>(index.values);
    for (std::size_t unit = 0; unit < static_cast<std::size_t>(index.units); ++unit) {
        if (index.begin[unit] == index.begin[unit + 1]) {
            continue;
        }
        const double* row = consensus.posterior.data() + unit * values;
        const double top = *std::max_element(row, row + values);
        const auto isTop = [top](double p) { return p >= top - kTieTolerance; };
        consensus.labels[unit] = static_cast<std::int32_t>(std::find_if(row, row + values, isTop) - row);
        consensus.ties[unit] = std::count_if(row, row + values, isTop) > 1 ? 1 : 0;
    }
}

std::vector<double> voteShares(const LabelIndex& index)
{
    const auto values = static_cast<std::size_t>(index.values);
    std::vector<double> shares(static_cast<std::size_t>(index.units) * values, 0.0);
    for (std::size_t unit = 0; unit < static_cast<std::size_t>(index.units); ++unit) {
        const std::uint32_t labels = index.begin[unit + 1] - index.begin[unit];
        for (std::uint32_t at = index.begin[unit]; at < index.begin[unit + 1]; ++at) {
            shares[unit * values + index.valueOf(index.slots[at])] += 1.0;
        }
        for (std::size_t value = 0; value < values && labels > 0; ++value) {
            shares[unit * values + value] /= labels;
        }
    }
    return shares;
}

void averagePriors(const LabelIndex& index, Consensus& consensus)
{
    const auto values = static_cast<std::size_t>(index.values);
    std::fill(consensus.priors.begin(), consensus.priors.end(), 0.0);
    for (std::size_t at = 0; at < consensus.posterior.size(); ++at) {
        consensus.priors[at % values] += consensus.posterior[at];
    }
    for (double& prior : consensus.priors) {
        prior /= index.labelledUnits;
    }
}

void countConfusion(const LabelIndex& index, Consensus& consensus)
{
    const auto values = static_cast<std::size_t>(index.values);
    const auto annotators = static_cast<std::size_t>(index.annotators);
    consensus.confusion.assign(annotators * values * values, 0.0);
    consensus.confusionWeight.assign(annotators * values, 0.0);
    for (std::size_t unit = 0; unit < static_cast<std::size_t>(index.units); ++unit) {
        const double* posterior = consensus.posterior.data() + unit * values;
        for (std::uint32_t at = index.begin[unit]; at < index.begin[unit + 1]; ++at) {
            const std::size_t annotator = index.annotatorOf(index.slots[at]);
            const std::size_t given = index.valueOf(index.slots[at]);
            for (std::size_t truth = 0; truth < values; ++truth) {
                consensus.confusion[(annotator * values + truth) * values + given] += posterior[truth];
                consensus.confusionWeight[annotator * values + truth] += posterior[truth];
            }
        }
    }
    for (std::size_t row = 0; row < annotators * values; ++row) {
        const double weight = consensus.confusionWeight[row];
        for (std::size_t given = 0; given < values && weight > 0; ++given) {
            consensus.confusion[row * values + given] /= weight;
        }
    }
}

QString stoppedReason()
{
    return u"The computation was stopped before it was done; start it again."_s;
}

QString skillProblem(const LabelIndex& index, const std::vector<std::uint8_t>& overlapping,
                     std::size_t annotator)
{
    if (index.labelsOf(annotator) == 0) {
        return u"This annotator has given no label, so there is nothing to judge; wait for some."_s;
    }
    if (overlapping[annotator] == 0) {
        return u"Nobody else labelled this annotator's units, so there is nothing to compare with."_s;
    }
    return {};
}

} // namespace plumbline::stats
