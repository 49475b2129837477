#pragma once

#include "core/base/random.h"
#include "core/stats/consensus.h"
#include "core/stats/labels.h"

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QList>
#include <QString>

#include <algorithm>
#include <numeric>
#include <optional>
#include <vector>

/// Labels with their names; indexes follow the sorted names.
struct NamedLabels
{
    plumbline::stats::Labels labels;
    QList<QByteArray> units;
    QList<QByteArray> annotators;
    QList<QByteArray> values;
};

/// Labels of rows (unit, annotator, value).
inline NamedLabels namedLabels(const QList<QList<QByteArray>>& rows)
{
    NamedLabels out;
    QHash<QByteArray, std::int32_t> index[3];
    QList<QByteArray>* names[] = {&out.units, &out.annotators, &out.values};
    for (qsizetype column = 0; column < 3; ++column) {
        for (const QList<QByteArray>& row : rows) {
            index[column].insert(row.at(column), 0);
        }
        *names[column] = index[column].keys();
        std::sort(names[column]->begin(), names[column]->end());
        for (qsizetype at = 0; at < names[column]->size(); ++at) {
            index[column][names[column]->at(at)] = static_cast<std::int32_t>(at);
        }
    }
    out.labels.units = static_cast<std::int32_t>(out.units.size());
    out.labels.annotators = static_cast<std::int32_t>(out.annotators.size());
    out.labels.values = static_cast<std::int32_t>(out.values.size());
    for (const QList<QByteArray>& row : rows) {
        out.labels.rows.push_back({index[0][row.at(0)], index[1][row.at(1)], index[2][row.at(2)]});
    }
    return out;
}

/// The cells of a CSV file without quoted cells; nothing when it is not there.
inline QList<QList<QByteArray>> csvRows(const QString& path, bool hasHeader = true)
{
    QFile file(path);
    QList<QList<QByteArray>> rows;
    if (!file.open(QIODevice::ReadOnly)) {
        return rows;
    }
    if (hasHeader) {
        file.readLine();
    }
    while (!file.atEnd()) {
        rows.append(file.readLine().trimmed().split(','));
    }
    return rows;
}

inline QString consensusDataPath(const QString& name)
{
    return qEnvironmentVariable("PLUMBLINE_SOURCE_DIR") + QStringLiteral("/tests/data/stats/consensus/") +
           name;
}

struct Simulated
{
    plumbline::stats::Labels labels;
    std::vector<std::int32_t> truth;
};

/// Labels of annotators whose accuracy rises from 0.4 to 0.95, every seventh annotator on a unit.
inline Simulated simulatedLabels(std::int32_t units, std::int32_t annotators, std::int32_t values,
                                 std::int32_t perUnit, std::uint64_t seed)
{
    plumbline::Random random(seed);
    Simulated out;
    out.labels.units = units;
    out.labels.annotators = annotators;
    out.labels.values = values;
    for (std::int32_t unit = 0; unit < units; ++unit) {
        const auto truth = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(values)));
        out.truth.push_back(truth);
        const auto first = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(annotators)));
        for (std::int32_t at = 0; at < perUnit; ++at) {
            const std::int32_t annotator = (first + 7 * at) % annotators;
            const double accuracy = 0.4 + 0.55 * annotator / std::max(1, annotators - 1);
            const auto other = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(values)));
            out.labels.rows.push_back({unit, annotator, random.uniform() < accuracy ? truth : other});
        }
    }
    return out;
}

/// A shuffled 0 … n − 1.
inline std::vector<std::int32_t> shuffled(std::int32_t n, std::uint64_t seed)
{
    plumbline::Random random(seed);
    std::vector<std::int32_t> order(static_cast<std::size_t>(n));
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t at = order.size(); at > 1; --at) {
        std::swap(order[at - 1], order[random.below(at)]);
    }
    return order;
}

/// Labels under new numbers of units, annotators and values, in another order.
struct Permuted
{
    plumbline::stats::Labels labels;
    std::vector<std::int32_t> unit;
    std::vector<std::int32_t> annotator;
    std::vector<std::int32_t> value;

    explicit Permuted(const plumbline::stats::Labels& from)
        : labels(from)
        , unit(shuffled(from.units, 1))
        , annotator(shuffled(from.annotators, 2))
        , value(shuffled(from.values, 3))
    {
        const std::vector<std::int32_t> order = shuffled(static_cast<std::int32_t>(from.rows.size()), 4);
        for (std::size_t at = 0; at < order.size(); ++at) {
            const plumbline::stats::Label& row = from.rows[static_cast<std::size_t>(order[at])];
            labels.rows[at] = {unit[static_cast<std::size_t>(row.unit)],
                               annotator[static_cast<std::size_t>(row.annotator)],
                               value[static_cast<std::size_t>(row.value)]};
        }
    }
};

/// How far two consensuses are apart after renaming: the largest difference of a posterior or a skill.
inline double distanceAfter(const Permuted& names, const plumbline::stats::Consensus& before,
                            const plumbline::stats::Consensus& after)
{
    double most = 0;
    for (std::int32_t unit = 0; unit < before.units; ++unit) {
        const auto p = before.posteriorOf(unit);
        const auto q = after.posteriorOf(names.unit[static_cast<std::size_t>(unit)]);
        for (std::size_t value = 0; value < p.size(); ++value) {
            most = std::max(most, std::abs(p[value] - q[static_cast<std::size_t>(names.value[value])]));
        }
    }
    for (std::size_t annotator = 0; annotator < before.skills.size(); ++annotator) {
        const auto& p = before.skills[annotator];
        const auto& q = after.skills[static_cast<std::size_t>(names.annotator[annotator])];
        most = std::max(
            most, p.value.has_value() == q.value.has_value() ? std::abs(p.valueOr(0) - q.valueOr(0)) : 1e9);
    }
    return most;
}

/// Whether two consensuses are equal bit by bit in what was computed.
inline bool isSame(const plumbline::stats::Consensus& a, const plumbline::stats::Consensus& b)
{
    const auto skills = [](const plumbline::stats::Consensus& c) {
        std::vector<std::optional<double>> out;
        for (const plumbline::stats::Estimate& skill : c.skills) {
            out.push_back(skill.value);
        }
        return out;
    };
    return a.posterior == b.posterior && a.labels == b.labels && a.ties == b.ties && skills(a) == skills(b) &&
           a.confusion == b.confusion && a.priors == b.priors && a.iterations == b.iterations &&
           a.logLikelihood.value == b.logLikelihood.value && a.undefined == b.undefined;
}

/// Share of the units whose label is the truth.
inline double accuracy(const plumbline::stats::Consensus& consensus, const std::vector<std::int32_t>& truth)
{
    double right = 0;
    for (std::size_t unit = 0; unit < truth.size(); ++unit) {
        right += consensus.labels[unit] == truth[unit] ? 1 : 0;
    }
    return right / static_cast<double>(truth.size());
}
