#pragma once

#include "core/base/random.h"
#include "core/stats/labels.h"

#include <QtGlobal>

#include <cmath>
#include <cstdint>
#include <vector>

/// Rows of annotators, columns of units; kMissing: no label.
using LabelTable = std::vector<std::vector<int>>;
inline constexpr int kMissing = -1;

inline plumbline::stats::Labels labelsOf(const LabelTable& table, int values)
{
    plumbline::stats::Labels out;
    out.annotators = static_cast<std::int32_t>(table.size());
    out.units = table.empty() ? 0 : static_cast<std::int32_t>(table.front().size());
    out.values = values;
    for (std::int32_t annotator = 0; annotator < out.annotators; ++annotator) {
        for (std::int32_t unit = 0; unit < out.units; ++unit) {
            const int value = table[static_cast<std::size_t>(annotator)][static_cast<std::size_t>(unit)];
            if (value != kMissing) {
                out.rows.push_back({unit, annotator, value});
            }
        }
    }
    return out;
}

/// Labels as numbers: value 0 becomes `first`.
inline plumbline::stats::NumericLabels numbersOf(const plumbline::stats::Labels& labels, double first = 1)
{
    plumbline::stats::NumericLabels out{labels.units, labels.annotators, {}};
    for (const plumbline::stats::Label& row : labels.rows) {
        out.rows.push_back({row.unit, row.annotator, row.value + first});
    }
    return out;
}

/// Labels that lean on a hidden value of their unit, each missing with chance `gaps`.
inline plumbline::stats::Labels randomLabels(std::uint64_t seed, int units, int annotators, int values,
                                             double gaps)
{
    plumbline::Random random(seed);
    plumbline::stats::Labels out{units, annotators, values, {}};
    for (int unit = 0; unit < units; ++unit) {
        const auto truth = static_cast<int>(random.below(static_cast<std::uint64_t>(values)));
        for (int annotator = 0; annotator < annotators; ++annotator) {
            const auto guess = static_cast<int>(random.below(static_cast<std::uint64_t>(values)));
            const bool isRight = random.uniform() < 0.6;
            if (random.uniform() >= gaps) {
                out.rows.push_back({unit, annotator, isRight ? truth : guess});
            }
        }
    }
    return out;
}

/// The same labels with units, annotators and rows in another order, and a unit and an annotator without
/// labels added: no method may notice.
inline plumbline::stats::Labels rearranged(const plumbline::stats::Labels& labels, std::uint64_t seed)
{
    plumbline::Random random(seed);
    const auto shuffled = [&random](std::int32_t size) {
        std::vector<std::int32_t> order;
        for (std::int32_t i = 0; i < size; ++i) {
            order.push_back(i);
        }
        for (std::size_t i = order.size(); i > 1; --i) {
            std::swap(order[i - 1], order[random.below(i)]);
        }
        return order;
    };
    plumbline::stats::Labels out{labels.units + 1, labels.annotators + 1, labels.values, {}};
    const std::vector<std::int32_t> units = shuffled(out.units);
    const std::vector<std::int32_t> annotators = shuffled(out.annotators);
    const std::vector<std::int32_t> rows = shuffled(static_cast<std::int32_t>(labels.rows.size()));
    for (const std::int32_t row : rows) {
        const plumbline::stats::Label& label = labels.rows[static_cast<std::size_t>(row)];
        out.rows.push_back({units[static_cast<std::size_t>(label.unit)],
                            annotators[static_cast<std::size_t>(label.annotator)], label.value});
    }
    return out;
}

inline bool isClose(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

/// Compares a value with what it should be and says both when they differ.
#define COMPARE_CLOSE(actual, expected, tolerance)                                                           \
    do {                                                                                                     \
        const double plumblineActual = (actual);                                                             \
        const double plumblineExpected = (expected);                                                         \
        QVERIFY2(isClose(plumblineActual, plumblineExpected, tolerance),                                     \
                 qPrintable(QStringLiteral("%1 instead of %2")                                               \
                                .arg(plumblineActual, 0, 'g', 12)                                            \
                                .arg(plumblineExpected, 0, 'g', 12)));                                       \
    } while (false)
