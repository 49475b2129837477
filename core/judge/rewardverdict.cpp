#include "core/judge/rewardverdict.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/judge/pairorders.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostBatch = 4096;

Error wrong(const QString& option, const QString& sentence)
{
    return makeError(ErrorCode::InvalidArgument, sentence, u"options."_s + option);
}

Result<std::optional<double>> numberOf(const QJsonObject& options, const QString& option)
{
    const QJsonValue value = options.value(option);
    if (value.isUndefined() || value.isNull()) {
        return std::optional<double>();
    }
    if (!value.isDouble() || !std::isfinite(value.toDouble())) {
        return wrong(option, u"“%1” must be a number."_s.arg(option));
    }
    return std::optional(value.toDouble());
}

double sigmoid(double x)
{
    return 1 / (1 + std::exp(-x));
}

QList<Aspect> aspectsOf(const JudgeSpec& spec, const SchemaDefinition& schema)
{
    QList<Aspect> out;
    for (const Aspect& aspect : schema.aspects) {
        if (spec.aspects.isEmpty() ? aspect.isRequired : spec.aspects.contains(aspect.id)) {
            out << aspect;
        }
    }
    return out.isEmpty() ? schema.aspects.first(std::min<qsizetype>(1, schema.aspects.size())) : out;
}

Result<int> marginOf(const RewardOptions& options, const SchemaDefinition& schema, double difference)
{
    const double size = std::abs(difference);
    if (size <= options.tieThreshold) {
        if (!schema.allowsTie) {
            return makeError(
                ErrorCode::InvalidData,
                u"Both rewards are the same, or within the tie threshold, and the schema offers no "
                u"tie."_s);
        }
        return 0;
    }
    const bool isMuch = options.muchThreshold && size >= *options.muchThreshold && schema.marginSteps >= 2;
    return (isMuch ? 2 : 1) * (difference > 0 ? 1 : -1);
}

Result<void> judgePair(const JudgeSpec& spec, const RewardOptions& options, const ItemView& item,
                       const std::vector<double>& rewards, JudgeVerdict& verdict)
{
    if (rewards.size() != 2) {
        return makeError(ErrorCode::InvalidData, u"A pairwise item needs two responses."_s);
    }
    const double difference = rewards[0] - rewards[1];
    PLUMBLINE_ASSIGN(const int margin, marginOf(options, item.schema.definition, difference));
    for (const Aspect& aspect : aspectsOf(spec, item.schema.definition)) {
        verdict.content.preferences.append({aspect.id, 0, 1, margin, false});
    }
    verdict.details.insert(u"difference"_s, difference);
    if (options.shape.isRaw && margin != 0) {
        verdict.probability = sigmoid(std::abs(difference));
    }
    return {};
}

double scaled(const RewardOptions& options, const Aspect& aspect, double reward)
{
    const double share =
        options.low ? (reward - *options.low) / (*options.high - *options.low) : sigmoid(reward);
    return std::round(aspect.minimum() + (aspect.maximum() - aspect.minimum()) * std::clamp(share, 0.0, 1.0));
}

QList<QList<ResponseIndex>> ranked(const RewardOptions& options, bool allowsTie,
                                   const std::vector<double>& rewards)
{
    std::vector<ResponseIndex> order(rewards.size());
    std::iota(order.begin(), order.end(), 0);
    const auto rewardOf = [&](ResponseIndex response) { return rewards[static_cast<std::size_t>(response)]; };
    std::stable_sort(order.begin(), order.end(),
                     [&](ResponseIndex a, ResponseIndex b) { return rewardOf(a) > rewardOf(b); });
    QList<QList<ResponseIndex>> groups;
    for (const ResponseIndex response : order) {
        const bool isTie = allowsTie && !groups.isEmpty() &&
                           rewardOf(groups.last().first()) - rewardOf(response) <= options.tieThreshold;
        if (isTie) {
            groups.last() << response;
        } else {
            groups << QList<ResponseIndex>{response};
        }
    }
    return groups;
}

/// Keeps the best of a ranking where the schema asks for no more.
void keepPlaced(const SchemaDefinition& schema, int count, QList<QList<ResponseIndex>>& groups)
{
    qsizetype placed = 0;
    qsizetype kept = 0;
    while (kept < groups.size() && placed < schema.placedCount(count)) {
        placed += groups[kept++].size();
    }
    groups.resize(kept);
}

Result<void> checkRewards(const ItemView& item, const std::vector<double>& rewards)
{
    if (static_cast<qsizetype>(rewards.size()) != item.responses.size() || rewards.empty()) {
        return makeError(
            ErrorCode::InvalidData,
            u"There are %1 rewards for %2 responses."_s.arg(rewards.size()).arg(item.responses.size()));
    }
    for (std::size_t at = 0; at < rewards.size(); ++at) {
        if (!std::isfinite(rewards[at])) {
            return makeError(ErrorCode::InvalidData,
                             u"The reward of response %1 is no finite number."_s.arg(at + 1));
        }
    }
    return {};
}

} // namespace

Result<RewardOptions> RewardOptions::of(const JudgeSpec& spec)
{
    RewardOptions out;
    PLUMBLINE_TRY(
        checkOptionNames(spec, {u"api"_s, u"input"_s, u"pattern"_s, u"raw"_s, u"truncate"_s, u"label"_s,
                                u"batch"_s, u"tie_threshold"_s, u"much_threshold"_s, u"low"_s, u"high"_s}));
    Result<RewardShape> shape = RewardShape::fromJson(spec.options);
    if (!shape) {
        return wrong(shape.error().field, shape.error().message);
    }
    out.shape = *shape;
    PLUMBLINE_ASSIGN(const auto batch, numberOf(spec.options, u"batch"_s));
    if (batch && !(*batch >= 1 && *batch <= kMostBatch)) {
        return wrong(u"batch"_s, u"A request holds 1 to %1 texts."_s.arg(kMostBatch));
    }
    out.batch = static_cast<int>(batch.value_or(out.batch));
    PLUMBLINE_ASSIGN(const auto tie, numberOf(spec.options, u"tie_threshold"_s));
    out.tieThreshold = tie.value_or(0);
    PLUMBLINE_ASSIGN(out.muchThreshold, numberOf(spec.options, u"much_threshold"_s));
    PLUMBLINE_ASSIGN(out.low, numberOf(spec.options, u"low"_s));
    PLUMBLINE_ASSIGN(out.high, numberOf(spec.options, u"high"_s));
    if (out.tieThreshold < 0) {
        return wrong(u"tie_threshold"_s, u"The tie threshold cannot be negative."_s);
    }
    if (out.low.has_value() != out.high.has_value() || (out.low && !(*out.low < *out.high))) {
        return wrong(u"low"_s, u"Give both “low” and “high”, the smaller first, or neither."_s);
    }
    return out;
}

Result<JudgeVerdict> rewardVerdict(const JudgeSpec& spec, const ItemView& item,
                                   const std::vector<double>& rewards)
{
    PLUMBLINE_ASSIGN(const RewardOptions options, RewardOptions::of(spec));
    PLUMBLINE_TRY(checkRewards(item, rewards));
    const SchemaDefinition& schema = item.schema.definition;
    JudgeVerdict verdict;
    switch (schema.kind) {
    case ItemKind::Pairwise:
        PLUMBLINE_TRY(judgePair(spec, options, item, rewards, verdict));
        break;
    case ItemKind::Rating:
        for (const Aspect& aspect : aspectsOf(spec, schema)) {
            for (ResponseIndex response = 0; response < item.responses.size(); ++response) {
                const double value = scaled(options, aspect, rewards[static_cast<std::size_t>(response)]);
                verdict.content.ratings.append({response, aspect.id, value, {}});
            }
        }
        break;
    case ItemKind::Ranking: {
        Ranking ranking{ranked(options, schema.allowsTie, rewards)};
        keepPlaced(schema, static_cast<int>(rewards.size()), ranking.groups);
        verdict.content.ranking = ranking;
        break;
    }
    default:
        return makeError(
            ErrorCode::InvalidArgument,
            u"A reward is one number for a response: it answers pairwise items, ratings and rankings, "
            u"not %1."_s.arg(toName(schema.kind)),
            u"protocol"_s);
    }
    QJsonArray raw;
    for (const double reward : rewards) {
        raw.append(reward);
    }
    verdict.details.insert(u"rewards"_s, raw);
    PLUMBLINE_TRY(checkContent(verdict.content, schema, item.judgedTexts()));
    return verdict;
}

} // namespace plumbline
