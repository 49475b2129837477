#pragma once

#include "core/stats/labelindex.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// The expectation step of Dawid and Skene's EM with the counts that the maximisation needs. The posterior is
/// computed unit by unit, the counts annotator by annotator from the labels in a second order, so that every
/// number is summed by one worker in one order: the same bits for any number of threads. For dawidskene.cpp.
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
    /// The counts and class sums of the posterior that is there.
    void count();

private:
    /// Of some units, added up in order.
    struct Part
    {
        std::vector<double> classSums;
        double logLikelihood = 0;
    };

    void sortBySlot();
    template <int Values> void inferUnits(std::size_t begin, std::size_t end, Part& part);
    template <int Values> void countSlots(std::size_t begin, std::size_t end);
    void infer();
    void addClassSums();

    const LabelIndex& m_index;
    std::size_t m_threads;
    std::vector<std::uint32_t> m_slotBegin; ///< slots + 1: where the labels of a slot begin in m_units
    std::vector<std::uint32_t> m_units;     ///< one per label: its unit, by slot, then unit
    std::vector<Part> m_parts;
};

} // namespace plumbline::stats
