#pragma once

#include "core/base/result.h"
#include "core/domain/item.h"
#include "core/stats/pairwinner.h"
#include "core/stats/stylecontrol.h"

#include <QHash>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace plumbline {

struct Session;

/// One answer as statistics see it.
struct LabelledResponse
{
    ResponseId id;
    std::int32_t prompt = -1; ///< index into LabelTable::prompts()
    std::int32_t model = -1;  ///< index into models(); −1: its author is not known
    stats::StyleCounts style; ///< of the judged text: length in code points, headers, lists, bold
};

struct LabelledPrompt
{
    PromptId id;
    std::int32_t category = -1; ///< index into categories(); −1: none
    int turn = 1;               ///< user messages of the prompt: 2 for the second turn of a conversation
    /// Prompts that begin alike (everything up to the first user message) share a number: the turns of one
    /// conversation. −1: a conversation of its own.
    std::int32_t conversation = -1;
    QString title; ///< what lists show: the last user message in one line
    bool operator==(const LabelledPrompt&) const = default;
};

/// One item with at least one label, now or before.
struct LabelledItem
{
    ItemId id;
    ItemKind kind = ItemKind::Pairwise;
    std::int32_t prompt = -1;
    std::int32_t batch = -1;             ///< index into batches()
    std::int32_t schema = -1;            ///< index into schemas()
    std::vector<std::int32_t> responses; ///< indexes into responses(), in the item's order
    bool isGold = false;
    std::shared_ptr<const AnnotationContent> gold; ///< null: no known answer
};

/// What every current label has, whatever it holds. "Current": submitted and not superseded.
struct LabelHead
{
    AnnotationId id;             ///< the annotation's; rises with the time at which it came in
    std::int32_t item = -1;      ///< index into items()
    std::int32_t annotator = -1; ///< index into annotators()
    std::int32_t schema = -1;    ///< the version that was answered: index into schemas()
    std::int64_t createdMs = 0;  ///< since 1970, UTC
    std::int32_t activeMs = -1;  ///< time spent; −1: not recorded
    bool isFlagged = false;
    bool isSuggested = false; ///< given with a judge's answer in view: not independent of it
    bool operator==(const LabelHead&) const = default;
};

/// One preference of a current pairwise label. “a” is the response of the model whose name comes first (by
/// code points; of one model the lower response id), so that it means the same on every item that asks about
/// the same two responses, in whichever order.
struct PairLabel
{
    std::int32_t head = -1;   ///< index into heads()
    std::int32_t aspect = -1; ///< index into aspects(); "overall" is the main question
    std::int32_t a = -1;      ///< index into responses()
    std::int32_t b = -1;
    stats::PairWinner winner = stats::PairWinner::Tie;
    std::int8_t margin = 0;     ///< −2…+2, above 0: a is better
    bool bothBad = false;       ///< then winner is Tie
    std::int8_t shownFirst = 0; ///< +1: a stood first (left), −1: b did, 0: not recorded
    bool operator==(const PairLabel&) const = default;
};

/// One value of a current rating label; "does not apply" is left out.
struct RatingLabel
{
    std::int32_t head = -1;
    std::int32_t aspect = -1;
    std::int32_t response = -1;
    double value = 0;
    bool operator==(const RatingLabel&) const = default;
};

/// One current ranking label: responses with their levels (0 = best, equal levels are ties), and those that
/// were not placed (below the last level).
struct RankingLabel
{
    std::int32_t head = -1;
    std::vector<std::int32_t> responses;
    std::vector<std::int32_t> levels;
    std::vector<std::int32_t> rest;
    bool operator==(const RankingLabel&) const = default;
};

/// One span of a current span label. Labels that mark nothing are heads without a row here.
struct SpanLabel
{
    std::int32_t head = -1;
    std::int32_t response = -1;
    std::int32_t category = -1; ///< index into spanCategories()
    std::int64_t start = 0;     ///< code points, [start, end)
    std::int64_t end = 0;
    bool operator==(const SpanLabel&) const = default;
};

/// What a judge's label cost and how sure the judge was, from the label's provenance: "template",
/// "template_version", "cost" (US dollars), "tokens_in", "tokens_out", "latency_ms", "probability" (that its
/// verdict is right, 0…1); and, from its content, whether it gave two answers when asked in both orders
/// (“tie (inconsistent)” of MT-Bench). Only labels that have any of it have a row.
struct LabelCall
{
    std::int32_t head = -1;
    std::int32_t templateVersion = -1; ///< index into templateVersions(): "name v2"
    std::optional<double> cost;
    std::optional<double> seconds;
    std::optional<double> probability;
    std::int64_t tokens = 0;     ///< in and out
    bool isInconsistent = false; ///< asked in both orders, its answer changed with the order
    bool operator==(const LabelCall&) const = default;
};

/// The current labels of a project as columns in memory, with the names that their indexes mean. A value.
/// Indexes of items, prompts, responses, people and names never change their meaning while a table is kept up
/// to date; new ones come at the end. heads() lie in order of id, the rows below in order of head, and these
/// move when an earlier label is taken back. PairLabel rows come from pairwise items alone, RatingLabel from
/// rating items, and so on. A table that is kept up is the same as one that is loaded anew.
class LabelTable
{
public:
    using IsCancelled = std::function<bool()>;
    using Progress = std::function<void(qint64 done, qint64 total)>;

    /// Everything up to now. For a background thread. Errors: Cancelled; what the store says.
    [[nodiscard]] static Result<LabelTable> load(Session& session, const IsCancelled& isCancelled = {},
                                                 const Progress& progress = {});
    /// Takes in what has been added since: new labels, superseding and retracting ones, batches, names. True
    /// when anything that statistics see has changed. Costs what is new, and one pass over the labels when
    /// something was superseded. Gold answers stay as they were when their item came in. After an error the
    /// table is to be thrown away.
    [[nodiscard]] Result<bool> update(Session& session);
    /// Whether update() would take in anything.
    [[nodiscard]] Result<bool> isBehind(Session& session) const;

    /// The newest annotation that has been taken in.
    [[nodiscard]] AnnotationId newest() const { return m_newest; }

    [[nodiscard]] const std::vector<LabelledItem>& items() const { return m_items; }
    [[nodiscard]] const std::vector<LabelledPrompt>& prompts() const { return m_prompts; }
    [[nodiscard]] const std::vector<LabelledResponse>& responses() const { return m_responses; }
    [[nodiscard]] const std::vector<Annotator>& annotators() const { return m_annotators; }
    [[nodiscard]] const std::vector<SchemaVersion>& schemas() const { return m_schemas; }
    [[nodiscard]] const std::vector<Batch>& batches() const { return m_batches; }
    [[nodiscard]] const QStringList& models() const { return m_models; }
    [[nodiscard]] const QStringList& categories() const { return m_categories; }
    [[nodiscard]] const QStringList& aspects() const { return m_aspects; }
    [[nodiscard]] const QStringList& spanCategories() const { return m_spanCategories; }
    [[nodiscard]] const QStringList& templateVersions() const { return m_templateVersions; }

    [[nodiscard]] const std::vector<LabelHead>& heads() const { return m_heads; }
    [[nodiscard]] const std::vector<PairLabel>& pairs() const { return m_pairs; }
    /// Preferences whose two responses are one and the same (models that wrote the same text, word for word).
    /// They say nothing of models and are no unit of agreement, so they are not among pairs(); they do say
    /// whether somebody's comparisons fit their ratings. a equals b.
    [[nodiscard]] const std::vector<PairLabel>& selfPairs() const { return m_selfPairs; }
    [[nodiscard]] const std::vector<RatingLabel>& ratings() const { return m_ratings; }
    [[nodiscard]] const std::vector<RankingLabel>& rankings() const { return m_rankings; }
    [[nodiscard]] const std::vector<SpanLabel>& spans() const { return m_spans; }
    [[nodiscard]] const std::vector<LabelCall>& judgeCalls() const { return m_judgeCalls; }

    /// The head of a row: of a PairLabel, RatingLabel, RankingLabel, SpanLabel or LabelCall.
    template <typename Row> [[nodiscard]] const LabelHead& headOf(const Row& row) const
    {
        return m_heads[static_cast<std::size_t>(row.head)];
    }
    [[nodiscard]] const LabelledItem& itemOf(const LabelHead& head) const
    {
        return m_items[static_cast<std::size_t>(head.item)];
    }
    [[nodiscard]] const LabelledPrompt& promptOf(const LabelHead& head) const
    {
        return m_prompts[static_cast<std::size_t>(itemOf(head).prompt)];
    }
    [[nodiscard]] const Annotator& annotatorOf(const LabelHead& head) const
    {
        return m_annotators[static_cast<std::size_t>(head.annotator)];
    }
    [[nodiscard]] const LabelledResponse& response(std::int32_t index) const
    {
        return m_responses[static_cast<std::size_t>(index)];
    }
    /// The author of a response; −1: not known.
    [[nodiscard]] std::int32_t modelOf(std::int32_t response) const { return this->response(response).model; }
    /// Where something stands here; −1: it has no label.
    [[nodiscard]] std::int32_t indexOf(ItemId id) const { return m_itemIndexes.value(id, -1); }
    [[nodiscard]] std::int32_t indexOf(PromptId id) const { return m_promptIndexes.value(id, -1); }
    [[nodiscard]] std::int32_t indexOf(ResponseId id) const { return m_responseIndexes.value(id, -1); }
    [[nodiscard]] std::int32_t indexOf(AnnotatorId id) const;
    /// The head of a current label; −1: it is none.
    [[nodiscard]] std::int32_t indexOf(AnnotationId id) const;

private:
    friend class LabelTableReader;

    std::vector<LabelledItem> m_items;
    std::vector<LabelledPrompt> m_prompts;
    std::vector<LabelledResponse> m_responses;
    std::vector<Annotator> m_annotators;
    std::vector<SchemaVersion> m_schemas;
    std::vector<Batch> m_batches;
    QStringList m_models;
    QStringList m_categories;
    QStringList m_aspects;
    QStringList m_spanCategories;
    QStringList m_templateVersions;
    std::vector<LabelHead> m_heads;
    std::vector<PairLabel> m_pairs;
    std::vector<PairLabel> m_selfPairs;
    std::vector<RatingLabel> m_ratings;
    std::vector<RankingLabel> m_rankings;
    std::vector<SpanLabel> m_spans;
    std::vector<LabelCall> m_judgeCalls;
    QHash<ItemId, std::int32_t> m_itemIndexes;
    QHash<PromptId, std::int32_t> m_promptIndexes;
    QHash<quint64, std::int32_t> m_conversations; ///< by the hash of how they open
    QHash<ResponseId, std::int32_t> m_responseIndexes;
    AnnotationId m_newest;
};

} // namespace plumbline
