#include "core/stats/alphasample.h"

#include <utility>

namespace plumbline::stats {

namespace {

constexpr double kMostPairsResampled = 4e9; // pairs of values times resamples

/// Scores whose squared differences are the ordinal distances: half the value's own labels after all below
/// it, as a share of all so that squares stay small.
std::vector<double> ranksOf(const std::vector<double>& margins, double labels)
{
    std::vector<double> ranks;
    ranks.reserve(margins.size());
    double below = 0;
    for (const double count : margins) {
        ranks.push_back((below + count / 2) / labels);
        below += count;
    }
    return ranks;
}

/// Σ over the ordered pairs of all labels of the squared difference of their ranks.
double betweenRanks(const std::vector<double>& margins, double labels, const std::vector<double>& ranks)
{
    double mean = 0;
    int given = 0;
    for (std::size_t value = 0; value < margins.size(); ++value) {
        mean += margins[value] * ranks[value] / labels;
        given += margins[value] > 0 ? 1 : 0;
    }
    double sum = 0;
    for (std::size_t value = 0; value < margins.size(); ++value) {
        sum += margins[value] * (ranks[value] - mean) * (ranks[value] - mean);
    }
    return given > 1 ? 2 * labels * sum : 0; // the rounding of the mean is no disagreement
}

} // namespace

std::optional<double> Disagreement::alpha() const
{
    return expected > 0 ? std::optional(1 - (labels - 1) * observed / expected) : std::nullopt;
}

ValueSample::ValueSample(UnitCounts counts, Kind kind, Distance distance)
    : m_counts(std::move(counts))
    , m_kind(kind)
    , m_distance(std::move(distance))
{
    m_labels.reserve(m_counts.size());
    for (std::size_t unit = 0; unit < m_counts.size(); ++unit) {
        m_labels.push_back(static_cast<double>(m_counts.labelsOf(unit)));
    }
    for (std::size_t unit = 0; m_kind != Kind::Ranks && unit < m_counts.size(); ++unit) {
        m_within.push_back(within(unit, {}));
    }
}

bool ValueSample::canResample(int resamples) const
{
    const double values = m_counts.values;
    return m_kind != Kind::Any || values * values * resamples <= kMostPairsResampled;
}

Disagreement ValueSample::of(const std::vector<std::int64_t>& weights) const
{
    Disagreement out;
    std::vector<double> margins(static_cast<std::size_t>(m_counts.values));
    for (std::size_t unit = 0; unit < m_counts.size(); ++unit) {
        if (weights[unit] == 0) {
            continue;
        }
        const auto weight = static_cast<double>(weights[unit]);
        out.labels += weight * m_labels[unit];
        for (std::size_t i = m_counts.begin[unit]; i < m_counts.begin[unit + 1]; ++i) {
            margins[static_cast<std::size_t>(m_counts.cells[i].value)] += weight * m_counts.cells[i].count;
        }
    }
    const bool ranked = m_kind == Kind::Ranks;
    const std::vector<double> ranks = ranked ? ranksOf(margins, out.labels) : std::vector<double>();
    for (std::size_t unit = 0; unit < m_counts.size(); ++unit) {
        if (weights[unit] != 0) {
            out.observed +=
                static_cast<double>(weights[unit]) * (ranked ? within(unit, ranks) : m_within[unit]);
        }
    }
    out.expected = between(margins, out.labels, ranks);
    return out;
}

/// Σ over the ordered pairs of a unit's labels of their distance, divided by its labels − 1.
double ValueSample::within(std::size_t unit, const std::vector<double>& ranks) const
{
    const UnitCounts::Cell* first = m_counts.cells.data() + m_counts.begin[unit];
    const UnitCounts::Cell* last = m_counts.cells.data() + m_counts.begin[unit + 1];
    const double labels = m_labels[unit];
    double sum = 0;
    if (m_kind == Kind::Equality) {
        sum = labels * labels;
        for (const auto* cell = first; cell != last; ++cell) {
            sum -= static_cast<double>(cell->count) * cell->count;
        }
        return sum / (labels - 1);
    }
    constexpr std::ptrdiff_t kFewCells = 8; // above, ranks are compared with their mean
    if (m_kind == Kind::Ranks && last - first > kFewCells) {
        double mean = 0;
        for (const auto* cell = first; cell != last; ++cell) {
            mean += cell->count * ranks[static_cast<std::size_t>(cell->value)] / labels;
        }
        for (const auto* cell = first; cell != last; ++cell) {
            const double off = ranks[static_cast<std::size_t>(cell->value)] - mean;
            sum += 2 * labels * cell->count * off * off;
        }
        return sum / (labels - 1);
    }
    for (const auto* a = first; a != last; ++a) {
        for (const auto* b = a + 1; b != last; ++b) {
            const auto i = static_cast<std::size_t>(a->value);
            const auto j = static_cast<std::size_t>(b->value);
            const double distance =
                m_kind == Kind::Any ? m_distance(i, j) : (ranks[i] - ranks[j]) * (ranks[i] - ranks[j]);
            sum += 2.0 * a->count * b->count * distance;
        }
    }
    return sum / (labels - 1);
}

/// Σ over the ordered pairs of all labels of their distance.
double ValueSample::between(const std::vector<double>& margins, double labels,
                            const std::vector<double>& ranks) const
{
    if (m_kind == Kind::Ranks) {
        return betweenRanks(margins, labels, ranks);
    }
    double sum = 0;
    for (std::size_t a = 0; a < margins.size(); ++a) {
        if (m_kind == Kind::Equality) {
            sum += margins[a] * (labels - margins[a]);
            continue;
        }
        for (std::size_t b = a + 1; margins[a] > 0 && b < margins.size(); ++b) {
            sum += margins[b] > 0 ? 2 * margins[a] * margins[b] * m_distance(a, b) : 0;
        }
    }
    return sum;
}

NumberSample::NumberSample(const UnitCounts& counts, const std::vector<double>& scores)
    : m_units(counts.size())
    , m_weights(counts.weights)
{
    double all = 0;
    double mean = 0;
    for (std::size_t unit = 0; unit < counts.size(); ++unit) {
        for (std::size_t i = counts.begin[unit]; i < counts.begin[unit + 1]; ++i) {
            const double count = static_cast<double>(m_weights[unit]) * counts.cells[i].count;
            all += count;
            mean += count * scores[static_cast<std::size_t>(counts.cells[i].value)];
        }
    }
    mean /= all;
    for (std::size_t unit = 0; unit < counts.size(); ++unit) {
        Unit& out = m_units[unit];
        for (std::size_t i = counts.begin[unit]; i < counts.begin[unit + 1]; ++i) {
            const UnitCounts::Cell& a = counts.cells[i];
            const double score = scores[static_cast<std::size_t>(a.value)];
            out.labels += a.count;
            out.sum += a.count * (score - mean);
            out.squares += a.count * (score - mean) * (score - mean);
            for (std::size_t j = i + 1; j < counts.begin[unit + 1]; ++j) {
                const UnitCounts::Cell& b = counts.cells[j];
                const double off = score - scores[static_cast<std::size_t>(b.value)];
                out.within += 2.0 * a.count * b.count * off * off;
            }
        }
        out.within /= out.labels - 1;
    }
}

NumberSample::NumberSample(const NumericLabels& labels)
{
    std::vector<Unit> units(static_cast<std::size_t>(labels.units));
    for (const NumericLabel& row : labels.rows) {
        Unit& unit = units[static_cast<std::size_t>(row.unit)];
        unit.labels += 1;
        unit.sum += row.value;
    }
    double all = 0;
    double mean = 0;
    for (Unit& unit : units) {
        if (unit.labels > 1) {
            all += unit.labels;
            mean += unit.sum;
        }
    }
    mean /= all;
    for (const NumericLabel& row : labels.rows) {
        Unit& unit = units[static_cast<std::size_t>(row.unit)];
        const double ofUnit = row.value - unit.sum / unit.labels;
        unit.within += ofUnit * ofUnit;
        unit.squares += (row.value - mean) * (row.value - mean);
    }
    for (Unit& unit : units) {
        if (unit.labels > 1) {
            unit.sum -= unit.labels * mean;
            unit.within *= 2 * unit.labels / (unit.labels - 1);
            m_units.push_back(unit);
        }
    }
    m_weights.assign(m_units.size(), 1);
}

Disagreement NumberSample::of(const std::vector<std::int64_t>& weights) const
{
    Disagreement out;
    double sum = 0;
    double squares = 0;
    for (std::size_t unit = 0; unit < m_units.size(); ++unit) {
        const auto weight = static_cast<double>(weights[unit]);
        out.labels += weight * m_units[unit].labels;
        out.observed += weight * m_units[unit].within;
        sum += weight * m_units[unit].sum;
        squares += weight * m_units[unit].squares;
    }
    constexpr double kRounding = 1e-12;
    const double expected = 2 * (out.labels * squares - sum * sum);
    out.expected = expected > kRounding * 2 * out.labels * squares ? expected : 0;
    return out;
}

} // namespace plumbline::stats
