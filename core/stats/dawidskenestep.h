#pragma once

#include "core/stats/labelindex.h"

#include <cstddef>
#include <vector>

namespace plumbline::stats {

/// The expectation step of Dawid and Skene's EM with the counts that the maximisation needs, in one pass over
/// the labels. The units are cut into parts by their number alone, each with its own counts, which are added
/// in order: the same bits for any number of threads. For dawidskene.cpp.
class DawidSkeneStep
{
public:
    DawidSkeneStep(const LabelIndex& index, std::size_t threads);

    /// annotators × values (given) × values (true): probability of the given value; the input of run().
    std::vector<double> errors;
    /// Probability of each true value; the input of run(); above 0.
    std::vector<double> priors;
    /// units × values: the output of run(), or given to count().
    std::vector<double> posterior;
    /// Laid out like errors: expected number of labels.
    std::vector<double> counts;
    /// Sum of the posterior over the units, for each value.
    std::vector<double> classSums;
    double logLikelihood = 0; ///< natural log, set by run()

    /// Posterior from errors and priors, then the counts.
    void run();
    /// The counts of the posterior that is there.
    void count();

private:
    struct Part
    {
        std::vector<double> counts;
        std::vector<double> classSums;
        double logLikelihood = 0;
    };

    template <int Values> void runPart(std::size_t begin, std::size_t end, Part& part, bool infer);
    void forEachPart(bool infer);
    void merge();

    const LabelIndex& m_index;
    std::size_t m_threads;
    std::size_t m_partSize = 0;
    std::vector<Part> m_parts;
};

} // namespace plumbline::stats
