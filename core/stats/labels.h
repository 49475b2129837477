#pragma once

#include <cstdint>
#include <vector>

namespace plumbline::stats {

/// One label in long form: which annotator gave which value to which unit. All three are dense indexes
/// that start at 0; the caller keeps the names.
struct Label
{
    std::int32_t unit = 0;
    std::int32_t annotator = 0;
    std::int32_t value = 0; ///< index of the category; for ordered scales in the order of the scale
};

/// Labels of one question. A missing label is simply not there; the order carries no meaning.
struct Labels
{
    std::int32_t units = 0;
    std::int32_t annotators = 0;
    std::int32_t values = 0; ///< size of the declared scale, which may exceed what occurs
    std::vector<Label> rows;
};

/// One label that is a number (ratings, scores). Rows whose value is not finite are refused by the methods
/// that take them, with a reason.
struct NumericLabel
{
    std::int32_t unit = 0;
    std::int32_t annotator = 0;
    double value = 0;
};

/// Numeric labels of one question; see Labels.
struct NumericLabels
{
    std::int32_t units = 0;
    std::int32_t annotators = 0;
    std::vector<NumericLabel> rows;
};

} // namespace plumbline::stats
