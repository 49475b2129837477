#pragma once

#include "core/stats/agreementweights.h"
#include "core/stats/confusion.h"
#include "core/stats/estimate.h"
#include "core/stats/labels.h"

#include <cstdint>
#include <optional>

namespace plumbline::stats {

/// A coefficient of agreement corrected for chance.
struct Kappa
{
    Estimate kappa; ///< with its interval
    /// Of the value itself; the interval comes from it. Absent where there is no value.
    std::optional<double> standardError;
    /// Under the hypothesis that agreement is by chance; absent where the method has none.
    std::optional<double> standardErrorZero;
    std::optional<double> z;      ///< kappa / standardErrorZero
    std::optional<double> pValue; ///< two-sided, of z
    double observed = 0;          ///< (weighted) agreement that was seen
    double expected = 0;          ///< that chance would give
    std::int64_t units = 0;       ///< units with two labels or more
    std::int64_t annotators = 0;  ///< annotators with a label

    [[nodiscard]] static Kappa none(QString reason);
};

/// Share of pairs of labels that agree: for each unit with two labels or more the share of its pairs, then
/// the mean over these units. Interval: Wilson's, with the number of units that would give the variance seen
/// between units (for two annotators exactly Wilson's for a proportion).
[[nodiscard]] Estimate percentAgreement(const Labels& labels, double confidence = kDefaultConfidence);

/// Cohen's (1960, 1968) κ of two annotators, weights on the table's own domain (the declared scale).
/// Standard errors by Fleiss, Cohen & Everitt (1969), interval κ ± z·SE cut at ±1.
[[nodiscard]] Kappa cohenKappa(const Confusion& table, AgreementWeights weights = AgreementWeights::None,
                               double confidence = kDefaultConfidence);
/// The same for two annotators of `labels`.
[[nodiscard]] Kappa cohenKappa(const Labels& labels, std::int32_t first, std::int32_t second,
                               AgreementWeights weights = AgreementWeights::None,
                               double confidence = kDefaultConfidence);

/// Scott's (1955) π of the two annotators who labelled anything: chance from both together. Standard error
/// and interval as for Fleiss' κ, over the units that both labelled. More annotators give a reason.
[[nodiscard]] Kappa scottPi(const Labels& labels, double confidence = kDefaultConfidence);

/// Fleiss' (1971) κ, generalised to unequal numbers of labels as by Gwet (2014, chapter 2): agreement is the
/// mean over units with two labels or more, the shares of the values the mean over all labelled units of
/// their share within the unit. For equal numbers it is Fleiss' own. Standard error and interval (Student's
/// t, units − 1) by Gwet's linearisation; the standard error under chance and z by Fleiss, Nee & Landis
/// (1979) where every unit has the same number of labels, else absent.
[[nodiscard]] Kappa fleissKappa(const Labels& labels, double confidence = kDefaultConfidence);

/// Randolph's (2005) free-marginal κ (Brennan & Prediger): chance is 1 / size of the declared scale.
[[nodiscard]] Kappa randolphKappa(const Labels& labels, double confidence = kDefaultConfidence);

} // namespace plumbline::stats
