#pragma once

#include "core/stats/kappa.h"
#include "core/stats/unitcounts.h"

namespace plumbline::stats {

/// What an annotator who guesses is taken to do.
enum class ChanceModel {
    Fleiss, ///< guesses by the shares of the values
    Gwet,   ///< guesses only on units that are hard to tell
    Uniform ///< guesses every value of the scale alike
};

/// The coefficient (observed − chance) / (1 − chance) over units with any number of labels, with standard
/// error and interval by Gwet's linearisation over units (Gwet 2014, "Handbook of Inter-Rater Reliability",
/// 4th edition, chapter 5). `counts` holds all units with a label.
[[nodiscard]] Kappa chanceCorrected(const UnitCounts& counts, ChanceModel model, AgreementWeights weights,
                                    double confidence);

} // namespace plumbline::stats
