#pragma once

#include "core/stats/estimate.h"
#include "core/stats/labels.h"
#include "core/stats/parallel.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace plumbline::stats {

/// What the labels of one question say together: for each unit the label and how sure it is, for each
/// annotator how much their labels are worth. Every method that combines categorical labels gives this.
struct Consensus
{
    std::int32_t units = 0;
    std::int32_t annotators = 0;
    std::int32_t values = 0;

    /// The most probable value of each unit; nothing where nobody labelled the unit. Of equally probable
    /// values it is the first of the scale, and isTie() says so.
    std::vector<std::optional<std::int32_t>> labels;
    std::vector<std::uint8_t> ties;      ///< 1 where two or more values are equally probable
    std::vector<double> posterior;       ///< units × values, each row sums to 1; read it by posteriorOf()
    std::vector<Estimate> skills;        ///< per annotator; what it means is the method's
    std::vector<double> confusion;       ///< annotators × values (true) × values (given); see confusionOf()
    std::vector<double> confusionWeight; ///< annotators × values (true): how many labels a row rests on
    std::vector<double> priors;          ///< share of each value among the units
    std::vector<double> difficulty;      ///< per unit, GLAD only: 1/β, above 1 is harder than most
    int iterations = 0;                  ///< EM steps (of the best run) that led here
    bool converged = false;              ///< stopped by itself rather than by the number of steps
    Estimate logLikelihood;              ///< natural log, of the labels under the model; none for votes
    QString undefined;                   ///< why there is nothing at all: a whole sentence; else empty

    explicit operator bool() const { return undefined.isEmpty(); }

    [[nodiscard]] bool isTie(std::int32_t unit) const { return ties[static_cast<std::size_t>(unit)] != 0; }
    /// Probability of each value (the soft label) of a unit; empty where nobody labelled it.
    [[nodiscard]] std::span<const double> posteriorOf(std::int32_t unit) const;
    /// Probability that the annotator gives `given` to a unit that is `truth`. Where confusionWeightOf() is
    /// about 0 the row rests on nothing: it is the model's guess, or all 0 where the method makes none.
    [[nodiscard]] double confusionOf(std::int32_t annotator, std::int32_t truth, std::int32_t given) const;
    /// How many of the annotator's labels went, in expectation, to units that are `truth`.
    [[nodiscard]] double confusionWeightOf(std::int32_t annotator, std::int32_t truth) const;
};

/// What every method takes besides its own options. The result never depends on `threads`.
struct ConsensusRun
{
    std::size_t threads = 0; ///< 0: one per core
    Cancelled cancelled;     ///< asked between steps; then the result is undefined
};

/// A consensus that says why there is none.
[[nodiscard]] Consensus noConsensus(QString reason);

/// Why nothing can be said about these labels (none at all, an index out of range); empty if something can.
[[nodiscard]] QString labelsProblem(const Labels& labels);

/// Why no model of annotators can be fitted (labelsProblem, one annotator, one label, all labels equal, no
/// unit with two annotators' labels); empty if one can.
[[nodiscard]] QString modelProblem(const Labels& labels);

} // namespace plumbline::stats
