#include "core/stats/dawidskenestep.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <type_traits>

namespace plumbline::stats {

namespace {

constexpr std::size_t kUnitsPerPart = 4'096;
constexpr std::size_t kSlotsPerPart = 1'024;
/// So many labels ahead a row is asked for, which takes longer than adding one.
constexpr std::uint32_t kAhead = 24;
/// A factor is at least the floor of a count over all labels, 10^-10 / 10^9; so many of them stay above the
/// smallest double from kSmall on.
constexpr std::uint32_t kFactorsBetweenChecks = 8;
constexpr double kSmall = 1e-100;
constexpr double kSmallProduct = 1e-150;

/// Sum of logarithms of positive numbers, taken seldom.
class LogSum
{
public:
    void add(double factor)
    {
        m_product *= factor;
        if (m_product < kSmallProduct) {
            m_sum += std::log(m_product);
            m_product = 1;
        }
    }
    void addLog(double log) { m_sum += log; }
    [[nodiscard]] double value() const { return m_sum + std::log(m_product); }

private:
    double m_product = 1;
    double m_sum = 0;
};

/// Calls `work` with the number of values as a constant for the usual scales, whose loops are then unrolled;
/// else with 0.
template <typename Work> void withValues(std::int32_t values, Work&& work)
{
    switch (values) {
    case 2:
        return work(std::integral_constant<int, 2>());
    case 3:
        return work(std::integral_constant<int, 3>());
    case 4:
        return work(std::integral_constant<int, 4>());
    case 5:
        return work(std::integral_constant<int, 5>());
    case 6:
        return work(std::integral_constant<int, 6>());
    case 7:
        return work(std::integral_constant<int, 7>());
    default:
        return work(std::integral_constant<int, 0>());
    }
}

void prefetch(const double* address)
{
#if defined(__GNUC__)
    __builtin_prefetch(address);
#else
    static_cast<void>(address);
#endif
}

} // namespace

DawidSkeneStep::DawidSkeneStep(const LabelIndex& index, std::size_t threads)
    : m_index(index)
    , m_threads(threads)
{
    const auto values = static_cast<std::size_t>(index.values);
    const std::size_t table = static_cast<std::size_t>(index.annotators) * values * values;
    const auto units = static_cast<std::size_t>(index.units);
    errors.assign(table, 0.0);
    priors.assign(values, 0.0);
    posterior.assign(units * values, 0.0);
    counts.assign(table, 0.0);
    classSums.assign(values, 0.0);
    m_parts.resize((units + kUnitsPerPart - 1) / kUnitsPerPart);
    sortBySlot();
}

void DawidSkeneStep::sortBySlot()
{
    m_slotBegin.assign(m_index.slotCounts.size() + 1, 0);
    std::partial_sum(m_index.slotCounts.begin(), m_index.slotCounts.end(), m_slotBegin.begin() + 1);
    std::vector<std::uint32_t> next(m_slotBegin.begin(), m_slotBegin.end() - 1);
    m_units.resize(m_index.size());
    for (std::uint32_t unit = 0; unit < static_cast<std::uint32_t>(m_index.units); ++unit) {
        for (std::uint32_t at = m_index.begin[unit]; at < m_index.begin[unit + 1]; ++at) {
            m_units[next[m_index.slots[at]]++] = unit;
        }
    }
}

void DawidSkeneStep::run()
{
    infer();
    count();
}

void DawidSkeneStep::infer()
{
    parallelFor(
        static_cast<std::size_t>(m_index.units), kUnitsPerPart,
        [this](std::size_t begin, std::size_t end, std::size_t) {
            withValues(m_index.values, [&](auto values) {
                inferUnits<decltype(values)::value>(begin, end, m_parts[begin / kUnitsPerPart]);
            });
        },
        m_threads);
    logLikelihood = 0;
    for (const Part& part : m_parts) {
        logLikelihood += part.logLikelihood;
    }
}

template <int Values> void DawidSkeneStep::inferUnits(std::size_t begin, std::size_t end, Part& part)
{
    const std::size_t values = Values > 0 ? Values : static_cast<std::size_t>(m_index.values);
    const std::uint32_t labels = m_index.begin[end];
    LogSum likelihood;
    for (std::size_t unit = begin; unit < end; ++unit) {
        const std::uint32_t first = m_index.begin[unit];
        const std::uint32_t last = m_index.begin[unit + 1];
        if (first == last) {
            continue;
        }
        double* p = posterior.data() + unit * values;
        std::copy(priors.begin(), priors.end(), p);
        for (std::uint32_t at = first; at < last; ++at) {
            prefetch(errors.data() + m_index.slots[std::min(at + kAhead, labels - 1)] * values);
            const double* row = errors.data() + m_index.slots[at] * values;
            for (std::size_t value = 0; value < values; ++value) {
                p[value] *= row[value];
            }
            if ((at - first + 1) % kFactorsBetweenChecks == 0) {
                const double top = *std::max_element(p, p + values);
                if (top < kSmall) {
                    std::transform(p, p + values, p, [top](double x) { return x / top; });
                    likelihood.addLog(std::log(top));
                }
            }
        }
        double sum = 0;
        for (std::size_t value = 0; value < values; ++value) {
            sum += p[value];
        }
        likelihood.add(sum);
        const double inverse = 1.0 / sum;
        for (std::size_t value = 0; value < values; ++value) {
            p[value] *= inverse;
        }
    }
    part.logLikelihood = likelihood.value();
}

void DawidSkeneStep::count()
{
    parallelFor(
        m_index.slotCounts.size(), kSlotsPerPart,
        [this](std::size_t begin, std::size_t end, std::size_t) {
            withValues(m_index.values, [&](auto values) { countSlots<decltype(values)::value>(begin, end); });
        },
        m_threads);
    addClassSums();
}

template <int Values> void DawidSkeneStep::countSlots(std::size_t begin, std::size_t end)
{
    const std::size_t values = Values > 0 ? Values : static_cast<std::size_t>(m_index.values);
    const std::uint32_t labels = m_slotBegin[end];
    for (std::size_t slot = begin; slot < end; ++slot) {
        double* sums = counts.data() + slot * values;
        std::fill(sums, sums + values, 0.0);
        for (std::uint32_t at = m_slotBegin[slot]; at < m_slotBegin[slot + 1]; ++at) {
            prefetch(posterior.data() + m_units[std::min(at + kAhead, labels - 1)] * values);
            const double* p = posterior.data() + m_units[at] * values;
            for (std::size_t value = 0; value < values; ++value) {
                sums[value] += p[value];
            }
        }
    }
}

void DawidSkeneStep::addClassSums()
{
    const std::size_t values = classSums.size();
    parallelFor(
        static_cast<std::size_t>(m_index.units), kUnitsPerPart,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            std::vector<double>& sums = m_parts[begin / kUnitsPerPart].classSums;
            sums.assign(values, 0.0);
            for (std::size_t unit = begin; unit < end; ++unit) {
                for (std::size_t value = 0; value < values; ++value) {
                    sums[value] += posterior[unit * values + value];
                }
            }
        },
        m_threads);
    std::fill(classSums.begin(), classSums.end(), 0.0);
    for (const Part& part : m_parts) {
        for (std::size_t value = 0; value < values; ++value) {
            classSums[value] += part.classSums[value];
        }
    }
}

} // namespace plumbline::stats
