#pragma once

#include "core/analysis/labelfilter.h"
#include "core/base/result.h"
#include "core/stats/comparisons.h"
#include "core/stats/consistency.h"
#include "core/stats/labels.h"
#include "core/stats/plackettluce.h"
#include "core/stats/spanagreement.h"
#include "core/stats/stylecontrol.h"

#include <QStringList>

#include <cstdint>
#include <functional>
#include <vector>

namespace plumbline {

/// What core/stats computes with, made from the labels that a filter lets through. All in the order of the
/// labels, so that equal tables give equal arrays. The core/stats arrays know dense indexes; beside each
/// stands what an index is in the table, so that every number leads back to the items and people behind it.

struct ComparisonOptions
{
    /// Makes the style of the two answers the votes' covariates.
    bool hasStyle = false;
    stats::StyleOptions style;
};

/// Votes between two models. Labels that say nothing of two models (an author that is not known, a model
/// against itself) are left out and counted. “Both bad” is a tie. `votes.models` are all models of the table
/// that have a vote, in the order of their names; prompt and annotator are the table's own indexes.
struct ComparisonArrays
{
    stats::Comparisons votes;
    std::vector<std::int32_t> models; ///< of each model of `votes`: index into LabelTable::models()
    std::vector<std::int32_t> labels; ///< of each row: index into LabelTable::pairs()
    std::int64_t withoutModels = 0;   ///< pairs that count and are not between two models
    QStringList constantStyles;       ///< style features that are the same for all votes: no covariates
};
[[nodiscard]] ComparisonArrays comparisonsOf(const LabelTable& table, const LabelFilter& filter,
                                             const ComparisonOptions& options = {});

/// What a unit of LabelArrays is.
enum class LabelUnits : std::uint8_t {
    Pairs,     ///< two responses, whichever item asks about them and in which order
    Responses, ///< one response that is rated
};

/// Which answers are values of their own.
enum class PairValues : std::uint8_t {
    WithBothBad, ///< a, tie, b, and both_bad where it occurs
    ThreeWay,    ///< a, tie, b; both_bad is a tie
    WithoutTies, ///< a, b; what is neither is left out
};

struct LabelOptions
{
    PairValues pairValues = PairValues::WithBothBad;
    /// Keep only the newest of several labels of one person on one unit (of several items, or of several
    /// annotations), for methods that allow one.
    bool onlyNewest = false;
};

/// Labels of one question, with the names of their people and values. Pairwise: a, tie, b(, both_bad)
/// with “a” as in PairLabel. Rating: the declared scale, if every value is on it; else what occurs.
struct LabelArrays
{
    stats::Labels labels;
    LabelUnits kind = LabelUnits::Pairs;
    std::vector<std::int32_t> firstResponses; ///< of each unit: index into responses(); of a pair its “a”
    std::vector<std::int32_t> secondResponses; ///< of a pair its “b”; −1 of a rating
    std::vector<std::int32_t> annotators;      ///< of each: index into LabelTable::annotators()
    std::vector<std::int32_t> heads;           ///< of each row: index into LabelTable::heads()
    std::vector<std::int32_t> rows;            ///< of each row: index into LabelTable::pairs() or ratings()
    QStringList annotatorNames;
    QStringList values;
    std::vector<double> numbers; ///< of each value, for ratings; empty for pairs
    bool isOrdered = false;      ///< a rating scale; a, tie, b too

    /// "responses 3 and 7" or "response 12": by id.
    [[nodiscard]] QString unitName(const LabelTable& table, std::int32_t unit) const;
};
/// Which of the two is meant says `filter.kind`; without one, pairs where there are any, else ratings.
/// Errors: InvalidData when the scale changed between the versions of the schema that were answered;
/// InvalidArgument when several aspects were rated and none was chosen; each with a sentence for people.
[[nodiscard]] Result<LabelArrays> labelsOf(const LabelTable& table, const LabelFilter& filter,
                                           const LabelOptions& options = {});

/// Ratings as numbers, units and annotators as in LabelArrays. Errors: as labelsOf().
struct NumberArrays
{
    stats::NumericLabels labels;
    std::vector<std::int32_t> responses;  ///< of each unit: index into LabelTable::responses()
    std::vector<std::int32_t> annotators; ///< of each: index into LabelTable::annotators()
    std::vector<std::int32_t> rows;       ///< of each row: index into LabelTable::ratings()
    QStringList annotatorNames;
};
[[nodiscard]] Result<NumberArrays> numbersOf(const LabelTable& table, const LabelFilter& filter,
                                             const LabelOptions& options = {});

/// Rankings of models. One that ranks a model twice, or fewer than two models, is left out and counted.
struct RankingArrays
{
    stats::Rankings rankings;
    std::vector<std::int32_t> models; ///< of each model of `rankings`: index into LabelTable::models()
    std::vector<std::int32_t> labels; ///< of each row: index into LabelTable::rankings()
    std::int64_t unusable = 0;
};
[[nodiscard]] RankingArrays rankingsOf(const LabelTable& table, const LabelFilter& filter);

/// Spans of responses; who answered an item has read all of its responses, so labels that mark nothing count.
struct SpanArrays
{
    stats::SpanMarks marks;               ///< lengths in code points
    std::vector<std::int32_t> responses;  ///< of each unit: index into LabelTable::responses()
    std::vector<std::int32_t> annotators; ///< of each: index into LabelTable::annotators()
    std::vector<std::int32_t> rows;       ///< of each mark: index into LabelTable::spans()
    QStringList annotatorNames;
    QStringList categories; ///< of each category of `marks`
};
[[nodiscard]] SpanArrays spansOf(const LabelTable& table, const LabelFilter& filter);

/// Ratings and direct comparisons of the same responses, in groups by prompt.
struct ConsistencyArrays
{
    std::vector<stats::GroupRating> ratings;   ///< group: index into prompts(); response: into responses()
    std::vector<stats::GroupRanking> rankings; ///< the same
    std::vector<std::int32_t> ratingRows;      ///< of each rating: index into LabelTable::ratings()
    std::vector<std::int32_t>
        rankingRows; ///< of each ranking: index into LabelTable::pairs(); −1: a self pair
    /// Mean where several people rated, First otherwise.
    stats::RepeatedRatings repeated = stats::RepeatedRatings::First;
};
/// `filter.kind` is not looked at: both kinds are meant; `filter.aspect` is that of the ratings. Errors: as
/// labelsOf().
[[nodiscard]] Result<ConsistencyArrays> consistencyOf(const LabelTable& table, const LabelFilter& filter);

} // namespace plumbline
