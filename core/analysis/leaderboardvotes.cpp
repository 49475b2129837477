#include "core/analysis/leaderboardvotes.h"

#include "core/analysis/labelarrays.h"
#include "core/domain/adjudication.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace plumbline::leaderboard {

namespace {

/// Where a vote comes from.
struct Origin
{
    std::int32_t head = -1;
    std::int32_t a = -1; ///< responses
    std::int32_t b = -1;
};

std::int32_t conversationOf(const LabelTable& table, std::int32_t response)
{
    const std::int32_t prompt = table.responses()[static_cast<std::size_t>(response)].prompt;
    return table.prompts()[static_cast<std::size_t>(prompt)].conversation;
}

std::int32_t categoryOf(const LabelTable& table, std::int32_t response)
{
    const std::int32_t prompt = table.responses()[static_cast<std::size_t>(response)].prompt;
    return table.prompts()[static_cast<std::size_t>(prompt)].category;
}

/// Counts the distinct pairs of responses, all and by pair of models: labels in buckets by their first
/// response, and in each the second ones that were not there yet.
void countUnits(const LabelTable& table, const std::vector<Origin>& origins, Votes& votes)
{
    const std::size_t responses = table.responses().size();
    std::vector<std::size_t> begin(responses + 1, 0);
    const auto low = [](const Origin& origin) {
        return static_cast<std::size_t>(std::min(origin.a, origin.b));
    };
    for (const Origin& origin : origins) {
        ++begin[low(origin) + 1];
    }
    for (std::size_t i = 1; i < begin.size(); ++i) {
        begin[i] += begin[i - 1];
    }
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    std::vector<std::size_t> rows(origins.size());
    for (std::size_t row = 0; row < origins.size(); ++row) {
        rows[next[low(origins[row])]++] = row;
    }
    std::vector<std::int32_t> seenWith(responses, -1);
    votes.unitsOfPair.assign(votes.models.size() * votes.models.size(), 0);
    for (const std::size_t row : rows) {
        const Origin& origin = origins[row];
        std::int32_t& seen = seenWith[static_cast<std::size_t>(std::max(origin.a, origin.b))];
        const std::int32_t first = std::min(origin.a, origin.b);
        if (seen != first) {
            seen = first;
            const stats::Comparison& vote = votes.comparisons.rows[row];
            ++votes.unitsOfPair[votes.at(std::min(vote.a, vote.b), std::max(vote.a, vote.b))];
            ++votes.units;
        }
    }
}

void countPrompts(const LabelTable& table, Votes& votes)
{
    std::int32_t conversations = 0;
    for (const LabelledPrompt& prompt : table.prompts()) {
        conversations = std::max(conversations, prompt.conversation + 1);
    }
    const auto width = static_cast<std::size_t>(conversations);
    std::vector<bool> seen(width, false);
    std::vector<bool> seenBy(width * votes.models.size(), false);
    votes.promptsOf.assign(votes.models.size(), 0);
    const auto note = [](std::vector<bool>& flags, std::size_t index, std::int64_t& count) {
        if (!flags[index]) {
            flags[index] = true;
            ++count;
        }
    };
    for (const stats::Comparison& vote : votes.comparisons.rows) {
        if (vote.prompt < 0) { // of its own
            ++votes.prompts;
            ++votes.promptsOf[static_cast<std::size_t>(vote.a)];
            ++votes.promptsOf[static_cast<std::size_t>(vote.b)];
            continue;
        }
        const auto prompt = static_cast<std::size_t>(vote.prompt);
        note(seen, prompt, votes.prompts);
        for (const std::int32_t model : {vote.a, vote.b}) {
            const auto index = static_cast<std::size_t>(model);
            note(seenBy, index * width + prompt, votes.promptsOf[index]);
        }
    }
}

void countPeople(const LabelTable& table, const std::vector<Origin>& origins, Votes& votes)
{
    std::vector<char> seen(table.annotators().size(), 0);
    for (const Origin& origin : origins) {
        const LabelHead& head = table.heads()[static_cast<std::size_t>(origin.head)];
        seen[static_cast<std::size_t>(head.annotator)] = 1;
        votes.newestMs = std::max(votes.newestMs, head.createdMs);
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const bool isPerson = table.annotators()[i].kind == AnnotatorKind::Human;
        votes.people += seen[i] != 0 && isPerson ? 1 : 0;
        votes.judges += seen[i] != 0 && !isPerson ? 1 : 0;
    }
}

/// Counts what the rows come from, and gives them their conversation.
void finish(const LabelTable& table, const std::vector<Origin>& origins, Votes& votes)
{
    votes.categories.reserve(origins.size());
    for (std::size_t row = 0; row < origins.size(); ++row) {
        votes.comparisons.rows[row].prompt = conversationOf(table, origins[row].a);
        votes.categories.push_back(categoryOf(table, origins[row].a));
    }
    countUnits(table, origins, votes);
    countPrompts(table, votes);
    countPeople(table, origins, votes);
}

/// Which labels come from batches for adjudication: what those settle is no vote. None, when the filter asks
/// for such a batch.
std::vector<char> settling(const LabelTable& table, const LabelFilter& filter,
                           const std::vector<std::int32_t>& labels)
{
    std::vector<char> batches;
    for (const Batch& batch : table.batches()) {
        batches.push_back(isAdjudication(batch) && batch.name != filter.batch ? 1 : 0);
    }
    std::vector<char> rows;
    if (std::find(batches.begin(), batches.end(), 1) == batches.end()) {
        return rows;
    }
    for (const std::int32_t label : labels) {
        const std::int32_t batch =
            table.itemOf(table.headOf(table.pairs()[static_cast<std::size_t>(label)])).batch;
        rows.push_back(batch >= 0 ? batches[static_cast<std::size_t>(batch)] : 0);
    }
    return rows;
}

/// Takes rows out, and models that have none left.
void dropRows(ComparisonArrays& arrays, const std::vector<char>& isOut)
{
    const auto width = static_cast<std::size_t>(arrays.votes.covariateNames.size());
    stats::Comparisons kept;
    kept.models = arrays.votes.models;
    kept.names = arrays.votes.names;
    kept.covariateNames = arrays.votes.covariateNames;
    std::vector<std::int32_t> labels;
    for (std::size_t row = 0; row < isOut.size(); ++row) {
        if (isOut[row] != 0) {
            continue;
        }
        kept.rows.push_back(arrays.votes.rows[row]);
        labels.push_back(arrays.labels[row]);
        for (std::size_t k = 0; k < width; ++k) {
            kept.covariates.push_back(arrays.votes.covariates[row * width + k]);
        }
    }
    stats::SeenModels seen = stats::dropUnseen(kept);
    std::vector<std::int32_t> models;
    for (const std::int32_t model : seen.original) {
        models.push_back(arrays.models[static_cast<std::size_t>(model)]);
    }
    arrays.votes = std::move(seen.votes);
    arrays.models = std::move(models);
    arrays.labels = std::move(labels);
}

void fromPairs(const LabelTable& table, const LabelFilter& filter, bool hasStyle, Votes& votes)
{
    ComparisonOptions options;
    options.hasStyle = hasStyle;
    ComparisonArrays arrays = comparisonsOf(table, filter, options);
    if (const std::vector<char> isOut = settling(table, filter, arrays.labels);
        std::find(isOut.begin(), isOut.end(), 1) != isOut.end()) {
        dropRows(arrays, isOut);
    }
    votes.comparisons = std::move(arrays.votes);
    votes.models = std::move(arrays.models);
    votes.constantStyles = std::move(arrays.constantStyles);
    votes.passedOver = arrays.withoutModels;
    std::vector<Origin> origins;
    origins.reserve(arrays.labels.size());
    for (const std::int32_t label : arrays.labels) {
        const PairLabel& pair = table.pairs()[static_cast<std::size_t>(label)];
        origins.push_back({pair.head, pair.a, pair.b});
    }
    finish(table, origins, votes);
}

/// Each two models of a ranking as a vote between them; two that were not placed say nothing of each other.
void fromRankingLabels(const LabelTable& table, const LabelFilter& filter, Votes& votes)
{
    RankingArrays arrays = rankingsOf(table, filter);
    votes.rankings = std::move(arrays.rankings);
    votes.models = std::move(arrays.models);
    votes.passedOver = arrays.unusable;
    votes.comparisons.models = votes.rankings.models;
    votes.comparisons.names = votes.rankings.names;
    std::vector<Origin> origins;
    for (std::size_t row = 0; row < votes.rankings.rows.size(); ++row) {
        stats::Ranking& ranking = votes.rankings.rows[row];
        const RankingLabel& label = table.rankings()[static_cast<std::size_t>(arrays.labels[row])];
        const std::int32_t anyResponse =
            label.responses.empty() ? label.rest.front() : label.responses.front();
        ranking.prompt = conversationOf(table, anyResponse);
        const std::size_t placed = ranking.models.size();
        const auto add = [&](std::int32_t a, std::int32_t b, stats::PairWinner winner, std::int32_t responseA,
                             std::int32_t responseB) {
            votes.comparisons.rows.push_back({a, b, winner, 1, -1, ranking.annotator});
            origins.push_back({label.head, responseA, responseB});
        };
        for (std::size_t i = 0; i < placed; ++i) {
            for (std::size_t j = i + 1; j < placed; ++j) {
                const bool isTie = !ranking.levels.empty() && ranking.levels[i] == ranking.levels[j];
                add(ranking.models[i], ranking.models[j],
                    isTie ? stats::PairWinner::Tie : stats::PairWinner::A, label.responses[i],
                    label.responses[j]);
            }
            for (std::size_t j = 0; j < ranking.rest.size(); ++j) {
                add(ranking.models[i], ranking.rest[j], stats::PairWinner::A, label.responses[i],
                    label.rest[j]);
            }
        }
    }
    finish(table, origins, votes);
}

/// The ratings that one annotator gave one prompt's responses: indexes into LabelTable::ratings().
using Sittings = std::map<std::tuple<std::int32_t, std::int32_t>, std::vector<std::int32_t>>;

Sittings sittingsOf(const LabelTable& table, const LabelFilter& filter, std::int64_t& passedOver)
{
    const LabelSieve sieve(table, filter);
    Sittings sittings;
    for (std::size_t i = 0; i < table.ratings().size(); ++i) {
        const RatingLabel& label = table.ratings()[i];
        if (!sieve.accepts(label)) {
            continue;
        }
        const LabelledResponse& response = table.responses()[static_cast<std::size_t>(label.response)];
        if (response.model < 0) {
            ++passedOver;
            continue;
        }
        const std::int32_t annotator = table.heads()[static_cast<std::size_t>(label.head)].annotator;
        sittings[{annotator, response.prompt}].push_back(static_cast<std::int32_t>(i));
    }
    return sittings;
}

/// The models of the rows, which are the table's, become dense.
void numberModels(const LabelTable& table, Votes& votes)
{
    std::vector<std::int32_t> dense(static_cast<std::size_t>(table.models().size()), -1);
    for (const stats::Comparison& vote : votes.comparisons.rows) {
        dense[static_cast<std::size_t>(vote.a)] = 0;
        dense[static_cast<std::size_t>(vote.b)] = 0;
    }
    for (std::size_t model = 0; model < dense.size(); ++model) {
        if (dense[model] == 0) {
            dense[model] = static_cast<std::int32_t>(votes.models.size());
            votes.models.push_back(static_cast<std::int32_t>(model));
            votes.comparisons.names.append(table.models().at(static_cast<qsizetype>(model)));
        }
    }
    votes.comparisons.models = static_cast<std::int32_t>(votes.models.size());
    for (stats::Comparison& vote : votes.comparisons.rows) {
        vote.a = dense[static_cast<std::size_t>(vote.a)];
        vote.b = dense[static_cast<std::size_t>(vote.b)];
    }
}

/// Two ratings by one annotator of two models' responses to one prompt as a vote between them.
void fromRatings(const LabelTable& table, const LabelFilter& filter, Votes& votes)
{
    const auto modelOf = [&table](const RatingLabel& label) {
        return table.responses()[static_cast<std::size_t>(label.response)].model;
    };
    std::vector<Origin> origins;
    for (const auto& [who, ratings] : sittingsOf(table, filter, votes.passedOver)) {
        for (std::size_t i = 0; i < ratings.size(); ++i) {
            for (std::size_t j = i + 1; j < ratings.size(); ++j) {
                const RatingLabel& one = table.ratings()[static_cast<std::size_t>(ratings[i])];
                const RatingLabel& two = table.ratings()[static_cast<std::size_t>(ratings[j])];
                if (modelOf(one) == modelOf(two)) {
                    continue;
                }
                const stats::PairWinner winner = one.value > two.value   ? stats::PairWinner::A
                                                 : one.value < two.value ? stats::PairWinner::B
                                                                         : stats::PairWinner::Tie;
                votes.comparisons.rows.push_back(
                    {modelOf(one), modelOf(two), winner, 1, -1, std::get<0>(who)});
                origins.push_back({one.head, one.response, two.response});
            }
        }
    }
    numberModels(table, votes);
    finish(table, origins, votes);
}

} // namespace

Votes votesOf(const LabelTable& table, const LabelFilter& filter, bool fromRankings, bool hasStyle)
{
    Votes votes;
    votes.source = filter.kind.value_or(fromRankings ? ItemKind::Ranking : ItemKind::Pairwise);
    switch (votes.source) {
    case ItemKind::Ranking:
        fromRankingLabels(table, filter, votes);
        break;
    case ItemKind::Rating:
        fromRatings(table, filter, votes);
        break;
    default:
        fromPairs(table, filter, hasStyle, votes);
        break;
    }
    return votes;
}

} // namespace plumbline::leaderboard
