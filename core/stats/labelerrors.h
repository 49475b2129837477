#pragma once

#include "core/stats/consensus.h"

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// A given label that the other annotators' labels speak against.
struct LabelErrorCandidate
{
    std::int32_t unit = 0;
    std::int32_t annotator = 0;
    std::int32_t given = 0;
    std::int32_t alternative = 0; ///< the value the others' labels make most probable
    double selfConfidence = 0;    ///< probability of the given value from the others' labels alone
    double alternativeProbability = 0;
    double score = 0;        ///< 1 − selfConfidence: the list falls with it
    std::int32_t others = 0; ///< how many labels of others this rests on

    bool operator==(const LabelErrorCandidate&) const = default;
};

struct LabelErrors
{
    std::vector<LabelErrorCandidate> candidates; ///< worst first; equal scores by margin, unit, annotator
    std::vector<Estimate> thresholds; ///< per value: mean self-confidence of the labels that gave it
    std::int64_t checked = 0;         ///< labels with a label of somebody else on the unit
    std::int64_t unchecked = 0;       ///< labels nobody else's label speaks for or against
    QString undefined;                ///< why there is no list; else empty

    explicit operator bool() const { return undefined.isEmpty(); }
};

struct LabelErrorOptions : ConsensusRun
{
    std::size_t most = 0; ///< candidates kept; 0: all
    /// Labels' worth of a flat prior on each row of an annotator's confusion, so that a few labels do not
    /// make certain.
    double smoothing = 1;
};

/// Labels that are probably wrong, by confident learning with the crowd as the model: the probability of each
/// value of a unit comes from the priors and confusions in `consensus` and the labels of the *other*
/// annotators; what the unit itself added to their confusions is taken out first, so that no label supports
/// itself. A label is a candidate when another value is more probable and at least as probable as that
/// value's usual self-confidence, or 0.9 if that is higher: among annotators who are nearly always right only
/// the units with the most labels could reach it.
/// Source: C. G. Northcutt, L. Jiang, I. L. Chuang, "Confident learning", JAIR 70 (2021) 1373–1411,
/// section 3.1, eq. 1–2 (thresholds), ranking by self-confidence (section 3.3).
[[nodiscard]] LabelErrors labelErrors(const Labels& labels, const Consensus& consensus,
                                      const LabelErrorOptions& options = {});

} // namespace plumbline::stats
