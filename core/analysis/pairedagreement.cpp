#include "core/analysis/pairedagreement.h"

#include "core/stats/distributions.h"

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// How often each value was given to each unit by one side.
std::vector<std::int32_t> tally(const stats::Labels& labels, const std::vector<char>& isIn)
{
    const auto values = static_cast<std::size_t>(labels.values);
    std::vector<std::int32_t> counts(static_cast<std::size_t>(labels.units) * values);
    for (const stats::Label& row : labels.rows) {
        if (isIn[static_cast<std::size_t>(row.annotator)] != 0) {
            ++counts[static_cast<std::size_t>(row.unit) * values + static_cast<std::size_t>(row.value)];
        }
    }
    return counts;
}

/// What one unit adds to the sums: pairs of labels, agreement in them, and how often each value stands on
/// each side of a pair.
struct UnitSums
{
    double pairs = 0;
    double agreed = 0;
    std::vector<double> first;
    std::vector<double> second;
};

class Pairing
{
public:
    /// `second` null: pairs within the first side.
    Pairing(const stats::Labels& labels, std::vector<std::int32_t> first, std::vector<std::int32_t> second,
            bool isWithin, stats::AgreementWeights weights)
        : m_units(static_cast<std::size_t>(labels.units))
        , m_values(static_cast<std::size_t>(labels.values))
        , m_first(std::move(first))
        , m_second(std::move(second))
        , m_isWithin(isWithin)
        , m_weights(stats::weightMatrix(weights, labels.values))
    {
        m_unit.first.resize(m_values);
        m_unit.second.resize(m_values);
    }

    PairedAgreement compute(double confidence)
    {
        PairedAgreement out;
        UnitSums total = sumUp(out);
        if (total.pairs <= 0) {
            const QString reason = m_isWithin ? u"No two labels are on the same unit."_s
                                              : u"The two sides have no unit in common."_s;
            out.same = stats::Estimate::none(reason);
            out.kappa = out.same;
            return out;
        }
        for (std::size_t value = 0; value < m_values; ++value) {
            total.first[value] /= total.pairs;
            total.second[value] /= total.pairs;
        }
        const double observed = total.agreed / total.pairs;
        expect(total);
        out.expected = m_expected;
        addEstimates(out, total, observed, confidence);
        return out;
    }

private:
    /// The sums of one unit; false: it has no pair.
    bool measure(std::size_t unit)
    {
        const std::int32_t* first = m_first.data() + unit * m_values;
        const std::int32_t* second = m_isWithin ? first : m_second.data() + unit * m_values;
        double firstLabels = 0;
        double secondLabels = 0;
        for (std::size_t value = 0; value < m_values; ++value) {
            firstLabels += first[value];
            secondLabels += second[value];
        }
        const double partners = m_isWithin ? secondLabels - 1 : secondLabels;
        m_unit.pairs = firstLabels * partners;
        if (m_unit.pairs <= 0) {
            return false;
        }
        m_unit.agreed = 0;
        for (std::size_t i = 0; i < m_values; ++i) {
            m_unit.first[i] = first[i] * partners;
            m_unit.second[i] = m_isWithin ? m_unit.first[i] : second[i] * firstLabels;
            for (std::size_t j = 0; first[i] != 0 && j < m_values; ++j) {
                const double others = second[j] - (m_isWithin && i == j ? 1 : 0);
                m_unit.agreed += m_weights[i * m_values + j] * first[i] * others;
            }
        }
        return true;
    }

    UnitSums sumUp(PairedAgreement& out)
    {
        UnitSums total;
        total.first.resize(m_values);
        total.second.resize(m_values);
        for (std::size_t unit = 0; unit < m_units; ++unit) {
            if (!measure(unit)) {
                continue;
            }
            ++out.units;
            total.pairs += m_unit.pairs;
            total.agreed += m_unit.agreed;
            for (std::size_t value = 0; value < m_values; ++value) {
                total.first[value] += m_unit.first[value];
                total.second[value] += m_unit.second[value];
            }
        }
        out.pairs = static_cast<std::int64_t>(std::llround(m_isWithin ? total.pairs / 2 : total.pairs));
        return total;
    }

    /// Agreement by chance, and for each value how much it is met by chance on the other side.
    void expect(const UnitSums& shares)
    {
        m_bySecond.assign(m_values, 0);
        m_byFirst.assign(m_values, 0);
        for (std::size_t i = 0; i < m_values; ++i) {
            for (std::size_t j = 0; j < m_values; ++j) {
                const double weight = m_weights[i * m_values + j];
                m_bySecond[i] += weight * shares.second[j];
                m_byFirst[j] += weight * shares.first[i];
                m_expected += weight * shares.first[i] * shares.second[j];
            }
        }
    }

    void addEstimates(PairedAgreement& out, const UnitSums& total, double observed, double confidence)
    {
        double sameVariance = 0;
        double kappaVariance = 0;
        const double rest = 1 - m_expected;
        for (std::size_t unit = 0; unit < m_units; ++unit) {
            if (!measure(unit)) {
                continue;
            }
            const double same = (m_unit.agreed - observed * m_unit.pairs) / total.pairs;
            double chance = 0;
            for (std::size_t value = 0; value < m_values; ++value) {
                chance += m_bySecond[value] * (m_unit.first[value] - total.first[value] * m_unit.pairs) +
                          m_byFirst[value] * (m_unit.second[value] - total.second[value] * m_unit.pairs);
            }
            chance /= total.pairs;
            sameVariance += same * same;
            const double kappa = rest > 0 ? same / rest - (1 - observed) / (rest * rest) * chance : 0;
            kappaVariance += kappa * kappa;
        }
        const double units = static_cast<double>(out.units);
        const double correction = out.units > 1 ? units / (units - 1) : 0;
        const double z = stats::normalQuantile(0.5 + confidence / 2);
        const auto around = [&](double value, double variance, double low) {
            const double half = z * std::sqrt(variance * correction);
            return half > 0 ? stats::Estimate::of(value,
                                                  {std::max(low, value - half), std::min(1.0, value + half)})
                            : stats::Estimate::of(value);
        };
        out.same = around(observed, sameVariance, 0);
        constexpr double kNoChance = 1e-12;
        out.kappa = rest > kNoChance
                        ? around((observed - m_expected) / rest, kappaVariance, -1)
                        : stats::Estimate::none(u"All labels are equal, so agreement beyond chance cannot be "
                                                "told from chance (0 / 0)."_s);
    }

    std::size_t m_units;
    std::size_t m_values;
    std::vector<std::int32_t> m_first;
    std::vector<std::int32_t> m_second;
    bool m_isWithin;
    std::vector<double> m_weights;
    UnitSums m_unit;
    double m_expected = 0;
    std::vector<double> m_bySecond;
    std::vector<double> m_byFirst;
};

} // namespace

PairedAgreement agreementWithin(const stats::Labels& labels, const std::vector<char>& isIn,
                                stats::AgreementWeights weights, double confidence)
{
    return Pairing(labels, tally(labels, isIn), {}, true, weights).compute(confidence);
}

PairedAgreement agreementBetween(const stats::Labels& labels, const std::vector<char>& isFirst,
                                 const std::vector<char>& isSecond, stats::AgreementWeights weights,
                                 double confidence)
{
    return Pairing(labels, tally(labels, isFirst), tally(labels, isSecond), false, weights)
        .compute(confidence);
}

} // namespace plumbline
