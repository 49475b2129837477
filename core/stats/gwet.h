#pragma once

#include "core/stats/kappa.h"

namespace plumbline::stats {

/// Gwet's (2008) AC1, and with weights AC2 (2014): chance is Σw / (q (q − 1)) · Σ π (1 − π) on the declared
/// scale of q values, which does not collapse when one value prevails. Any number of annotators, missing
/// labels; a unit with one label counts for the shares π alone. Standard error by Gwet's linearised variance
/// over units, interval by Student's t with units − 1, cut at ±1.
[[nodiscard]] Kappa gwetAgreement(const Labels& labels, AgreementWeights weights = AgreementWeights::None,
                                  double confidence = kDefaultConfidence);

} // namespace plumbline::stats
