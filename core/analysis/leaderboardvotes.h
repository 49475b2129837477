#pragma once

#include "core/analysis/labelfilter.h"
#include "core/analysis/labeltable.h"
#include "core/stats/comparisons.h"
#include "core/stats/plackettluce.h"

#include <cstdint>
#include <vector>

namespace plumbline::leaderboard {

/// The votes between models that a leaderboard is made of, with what their rows come from. Models are dense:
/// all have a vote.
struct Votes
{
    ItemKind source = ItemKind::Pairwise;
    stats::Comparisons comparisons;        ///< prompt: the conversation; annotator: index into the table
    stats::Rankings rankings;              ///< of the same models; only where rankings are the source
    std::vector<std::int32_t> models;      ///< of each model: index into LabelTable::models()
    std::vector<std::int32_t> categories;  ///< of each row: index into LabelTable::categories(), −1: none
    std::vector<std::int64_t> unitsOfPair; ///< models × models, a < b: pairs of responses that were judged
    std::vector<std::int64_t> promptsOf;   ///< of each model: conversations on which it was judged
    QStringList constantStyles;
    std::int64_t units = 0;
    std::int64_t prompts = 0;
    std::int64_t people = 0;
    std::int64_t judges = 0;
    std::int64_t newestMs = 0;
    std::int64_t passedOver = 0;

    [[nodiscard]] std::size_t at(std::int32_t a, std::int32_t b) const
    {
        return static_cast<std::size_t>(a) * models.size() + static_cast<std::size_t>(b);
    }
};

/// The votes that count. `fromRankings`: rankings are wanted where the filter names no kind.
[[nodiscard]] Votes votesOf(const LabelTable& table, const LabelFilter& filter, bool fromRankings,
                            bool hasStyle);

} // namespace plumbline::leaderboard
