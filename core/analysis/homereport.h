#pragma once

#include "core/analysis/labeltable.h"
#include "core/stats/estimate.h"

#include <QString>

#include <cstdint>
#include <functional>

namespace plumbline {

/// How far the preferences of a project can be trusted, in the few figures of its first page. Adjudication's
/// verdicts, which settle what votes leave open, are no votes.
struct HomeReport
{
    /// Two people on the same two responses: share of pairs of votes that say the same, a tie being a vote
    /// of its own.
    stats::Estimate people;
    std::int64_t peoplePairs = 0; ///< of votes

    QString judge; ///< the annotator that is no person with most verdicts on pairs; "": none
    std::int64_t judgeVerdicts = 0;
    std::int64_t judgeFlips = 0;    ///< of these: asked in both orders, the answer changed with the order
    stats::Estimate judgeAndPeople; ///< the same for each of its verdicts with each vote on the same pair
    std::int64_t judgePairs = 0;
    stats::Estimate judgeDecided; ///< without ties on either side
    std::int64_t judgeDecidedPairs = 0;

    stats::Estimate alpha; ///< Krippendorff's, of people, nominal; no interval
    std::int64_t alphaUnits = 0;

    std::int64_t shared = 0;       ///< pairs of responses with two votes of people or more
    std::int64_t notUnanimous = 0; ///< of these: with different votes
    std::int64_t opposite = 0;     ///< of these: with votes for both responses

    QString undefined; ///< why there is nothing: no preference yet; else empty
};

/// Cancelled it gives an empty report.
[[nodiscard]] HomeReport homeReport(const LabelTable& table, const std::function<bool()>& isCancelled = {});

} // namespace plumbline
