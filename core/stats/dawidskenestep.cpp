#include "core/stats/dawidskenestep.h"

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

namespace {

/// More parts than this gain nothing on the machines we know and cost memory.
constexpr std::size_t kMaxParts = 16;
/// A factor is at least the floor of a count over all labels, 10^-10 / 10^9; so many of them stay above the
/// smallest double from kSmall on.
constexpr std::uint32_t kFactorsBetweenChecks = 8;
constexpr double kSmall = 1e-100;
constexpr double kSmallProduct = 1e-150;

/// How many parts: enough for the cores, but so few that adding their counts stays cheap beside the labels.
std::size_t partCount(const LabelIndex& index)
{
    const auto values = static_cast<std::size_t>(index.values);
    const std::size_t table = static_cast<std::size_t>(index.annotators) * values * values;
    const std::size_t wanted = index.size() * values / (4 * std::max<std::size_t>(1, table));
    std::size_t parts = 1;
    while (parts * 2 <= std::min(wanted, kMaxParts)) {
        parts *= 2;
    }
    return parts;
}

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
    const std::size_t parts = std::min(partCount(index), units);
    m_partSize = (units + parts - 1) / parts;
    m_parts.resize((units + m_partSize - 1) / m_partSize);
}

void DawidSkeneStep::run()
{
    forEachPart(true);
    merge();
}

void DawidSkeneStep::count()
{
    forEachPart(false);
    merge();
}

template <int Values> void DawidSkeneStep::runPart(std::size_t begin, std::size_t end, Part& part, bool infer)
{
    const std::size_t values = Values > 0 ? Values : static_cast<std::size_t>(m_index.values);
    part.counts.assign(counts.size(), 0.0);
    part.classSums.assign(values, 0.0);
    LogSum likelihood;
    for (std::size_t unit = begin; unit < end; ++unit) {
        const std::uint32_t first = m_index.begin[unit];
        const std::uint32_t last = m_index.begin[unit + 1];
        if (first == last) {
            continue;
        }
        double* p = posterior.data() + unit * values;
        if (infer) {
            std::copy(priors.begin(), priors.end(), p);
            for (std::uint32_t at = first; at < last; ++at) {
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
        for (std::size_t value = 0; value < values; ++value) {
            part.classSums[value] += p[value];
        }
        for (std::uint32_t at = first; at < last; ++at) {
            double* row = part.counts.data() + m_index.slots[at] * values;
            for (std::size_t value = 0; value < values; ++value) {
                row[value] += p[value];
            }
        }
    }
    part.logLikelihood = likelihood.value();
}

void DawidSkeneStep::forEachPart(bool infer)
{
    const auto kernel = [this]() -> void (DawidSkeneStep::*)(std::size_t, std::size_t, Part&, bool) {
        switch (m_index.values) { // the usual scales, with their loops unrolled
        case 2:
            return &DawidSkeneStep::runPart<2>;
        case 3:
            return &DawidSkeneStep::runPart<3>;
        case 4:
            return &DawidSkeneStep::runPart<4>;
        case 5:
            return &DawidSkeneStep::runPart<5>;
        case 6:
            return &DawidSkeneStep::runPart<6>;
        case 7:
            return &DawidSkeneStep::runPart<7>;
        default:
            return &DawidSkeneStep::runPart<0>;
        }
    }();
    parallelFor(
        static_cast<std::size_t>(m_index.units), m_partSize,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            (this->*kernel)(begin, end, m_parts[begin / m_partSize], infer);
        },
        m_threads);
}

void DawidSkeneStep::merge()
{
    constexpr std::size_t kCellsPerPart = 1 << 15;
    parallelFor(
        counts.size(), kCellsPerPart,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            std::copy(m_parts[0].counts.begin() + static_cast<std::ptrdiff_t>(begin),
                      m_parts[0].counts.begin() + static_cast<std::ptrdiff_t>(end),
                      counts.begin() + static_cast<std::ptrdiff_t>(begin));
            for (std::size_t part = 1; part < m_parts.size(); ++part) {
                for (std::size_t cell = begin; cell < end; ++cell) {
                    counts[cell] += m_parts[part].counts[cell];
                }
            }
        },
        m_threads);
    std::fill(classSums.begin(), classSums.end(), 0.0);
    logLikelihood = 0;
    for (const Part& part : m_parts) {
        logLikelihood += part.logLikelihood;
        for (std::size_t value = 0; value < classSums.size(); ++value) {
            classSums[value] += part.classSums[value];
        }
    }
}

} // namespace plumbline::stats
