#pragma once

#include "core/base/random.h"
#include "core/stats/comparisons.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace plumbline::stats::fixture {

/// The case of this name from tests/data/stats/parity_rankings.json; empty when there is none.
inline QJsonObject parityCase(const QString& name)
{
    QFile file(qEnvironmentVariable("PLUMBLINE_SOURCE_DIR") +
               QStringLiteral("/tests/data/stats/parity_rankings.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue& one : cases) {
        if (one[QStringLiteral("name")].toString() == name) {
            return one.toObject();
        }
    }
    return {};
}

inline std::vector<double> numbers(const QJsonValue& array)
{
    std::vector<double> values;
    const QJsonArray all = array.toArray();
    for (const QJsonValue& value : all) {
        values.push_back(value.toDouble());
    }
    return values;
}

inline std::vector<std::int32_t> indexes(const QJsonValue& array)
{
    std::vector<std::int32_t> values;
    for (const double value : numbers(array)) {
        values.push_back(static_cast<std::int32_t>(value));
    }
    return values;
}

/// The largest difference between two lists; infinite when their lengths differ.
inline double difference(const std::vector<double>& one, const std::vector<double>& two)
{
    double most = one.size() == two.size() ? 0.0 : HUGE_VAL;
    for (std::size_t i = 0; i < std::min(one.size(), two.size()); ++i) {
        most = std::max(most, std::abs(one[i] - two[i]));
    }
    return most;
}

/// Votes between models of the given strengths; `tie` of them end even. Prompts and annotators are dealt in
/// turn.
inline Comparisons simulated(const std::vector<double>& scores, int votes, double tie, std::uint64_t seed)
{
    Random random(seed);
    Comparisons result;
    result.models = static_cast<std::int32_t>(scores.size());
    for (int i = 0; i < votes; ++i) {
        const auto a = static_cast<std::int32_t>(random.below(scores.size()));
        const auto b = static_cast<std::int32_t>(
            (static_cast<std::uint64_t>(a) + 1 + random.below(scores.size() - 1)) % scores.size());
        const double chance =
            1 / (1 + std::exp(scores[static_cast<std::size_t>(b)] - scores[static_cast<std::size_t>(a)]));
        PairWinner winner = random.uniform() < chance ? PairWinner::A : PairWinner::B;
        if (random.uniform() < tie) {
            winner = PairWinner::Tie;
        }
        result.rows.push_back({a, b, winner, 1, i % 50, i % 7});
    }
    return result;
}

} // namespace plumbline::stats::fixture
