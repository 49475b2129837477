#include "core/judge/simulated.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/base/hash.h"
#include "core/base/textindex.h"
#include "core/judge/simulatedparts.h"
#include "core/judge/simulatedpool.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QList<Aspect> SimulatedTask::aspects() const
{
    if (spec.aspects.isEmpty()) {
        return schema().aspects;
    }
    QList<Aspect> out;
    for (const Aspect& aspect : schema().aspects) {
        if (spec.aspects.contains(aspect.id)) {
            out << aspect;
        }
    }
    return out;
}

Random SimulatedTask::random(const QString& purpose) const
{
    const std::uint64_t who =
        stableHash(spec.name.toUtf8(), static_cast<std::uint64_t>(spec.seed.value_or(0)));
    return Random(mix64(stableHash(item.item.uid.toUtf8(), who), stableHash(purpose.toUtf8())));
}

Error cannotAnswer(const SimulatedTask& task, const QString& why)
{
    return makeError(ErrorCode::InvalidArgument,
                     u"The rule “%1” cannot answer an item of the kind %2: %3"_s.arg(
                         toName(task.options.rule), toName(task.schema().kind), why),
                     u"options.rule"_s);
}

namespace {

QList<qint64> lengthsOf(const ItemView& item)
{
    QList<qint64> out;
    for (const Response& response : item.responses) {
        out << TextIndex(response.text()).codePointCount();
    }
    return out;
}

/// The same preference for every aspect that is asked.
AnnotationContent preferring(const SimulatedTask& task, int margin, bool bothBad = false)
{
    AnnotationContent out;
    for (const Aspect& aspect : task.aspects()) {
        out.preferences.append({aspect.id, 0, 1, margin, bothBad});
    }
    return out;
}

int marginFor(ResponseIndex better)
{
    return better == 0 ? 1 : -1;
}

AnnotationContent pairwiseByRule(const SimulatedTask& task)
{
    const QString& answer = task.options.answer;
    switch (task.options.rule) {
    case SimulatedRule::Longest: {
        const QList<qint64> lengths = lengthsOf(task.item);
        if (lengths[0] == lengths[1]) {
            return preferring(task, task.schema().allowsTie ? 0 : marginFor(task.shown.first()));
        }
        return preferring(task, lengths[0] > lengths[1] ? 1 : -1);
    }
    case SimulatedRule::Constant:
        return preferring(task,
                          answer == u"first"_s    ? 1
                          : answer == u"second"_s ? -1
                                                  : 0,
                          answer == u"both_bad"_s);
    default:
        return preferring(task, marginFor(task.shown.first()));
    }
}

Result<AnnotationContent> ratingByRule(const SimulatedTask& task)
{
    if (task.options.rule == SimulatedRule::First) {
        return cannotAnswer(task, u"each response is rated on its own, none comes first."_s);
    }
    AnnotationContent out;
    const QList<qint64> lengths = lengthsOf(task.item);
    for (const Aspect& aspect : task.aspects()) {
        const int low = aspect.minimum();
        const int high = aspect.maximum();
        for (ResponseIndex response = 0; response < task.item.responses.size(); ++response) {
            double value =
                std::clamp<double>(task.options.rating.value_or(std::floor((low + high) / 2.0)), low, high);
            if (task.options.rule == SimulatedRule::Longest) {
                const double share = std::min(1.0, static_cast<double>(lengths[response]) /
                                                       static_cast<double>(task.options.fullLength));
                value = std::round(low + (high - low) * share);
            }
            out.ratings.append({response, aspect.id, value, {}});
        }
    }
    return out;
}

AnnotationContent rankingByRule(const SimulatedTask& task)
{
    AnnotationContent out;
    out.ranking.emplace();
    QList<ResponseIndex> order = task.shown;
    if (task.options.rule == SimulatedRule::First) {
        for (const ResponseIndex response : std::as_const(order)) {
            out.ranking->groups << QList<ResponseIndex>{response};
        }
        return out;
    }
    std::sort(order.begin(), order.end());
    const QList<qint64> lengths = lengthsOf(task.item);
    const bool isByLength = task.options.rule == SimulatedRule::Longest;
    if (isByLength) {
        std::stable_sort(order.begin(), order.end(),
                         [&](ResponseIndex a, ResponseIndex b) { return lengths[a] > lengths[b]; });
    }
    for (const ResponseIndex response : std::as_const(order)) {
        QList<QList<ResponseIndex>>& groups = out.ranking->groups;
        const bool isEqual = isByLength && !groups.isEmpty() && task.schema().allowsTie &&
                             lengths[groups.last().last()] == lengths[response];
        if (isEqual) {
            groups.last() << response;
        } else {
            groups << QList<ResponseIndex>{response};
        }
    }
    return out;
}

Result<AnnotationContent> byRule(const SimulatedTask& task)
{
    switch (task.schema().kind) {
    case ItemKind::Pairwise:
        return pairwiseByRule(task);
    case ItemKind::Rating:
        return ratingByRule(task);
    case ItemKind::Ranking:
        return rankingByRule(task);
    case ItemKind::Span:
        if (task.options.rule == SimulatedRule::Constant) {
            AnnotationContent out;
            out.saysNoErrors = true;
            return out;
        }
        return cannotAnswer(task, u"it would not know what to mark. “constant” says that there is nothing to "
                                  "mark; “oracle” marks with errors."_s);
    case ItemKind::Critique:
    case ItemKind::Reaction:
        break;
    }
    return cannotAnswer(task, u"use a judge that reads."_s);
}

Result<AnnotationContent> byPool(const SimulatedTask& task, const SimulatedInput& input, const PoolPick& pick)
{
    if (task.schema().kind != ItemKind::Pairwise) {
        return cannotAnswer(task, u"AlpacaFarm's pool compares two responses."_s);
    }
    if (pick.isIdentical) {
        return preferring(task, 0);
    }
    if (pick.noise) {
        return preferring(task, marginFor(*pick.noise));
    }
    const auto said = input.members.constFind(pick.member);
    if (said == input.members.constEnd()) {
        return makeError(
            ErrorCode::NotFound,
            u"The pool picked “%1” for this item, who has not judged it. Run that judge first."_s.arg(
                pick.member));
    }
    return *said;
}

/// Keeps the best of a ranking where the schema asks for no more.
void cutRanking(const SimulatedTask& task, AnnotationContent& content)
{
    const int wanted = task.schema().placedCount(static_cast<int>(task.item.responses.size()));
    qsizetype placed = 0;
    qsizetype kept = 0;
    QList<QList<ResponseIndex>>& groups = content.ranking->groups;
    while (kept < groups.size() && placed < wanted) {
        placed += groups[kept++].size();
    }
    groups.resize(kept);
}

Result<void> checkFits(const SimulatedTask& task, AnnotationContent& content)
{
    if (content.ranking) {
        cutRanking(task, content);
    }
    if (task.schema().critique == Requirement::Required && content.critique.isEmpty()) {
        content.critique = u"Simulated by the rule “%1”."_s.arg(toName(task.options.rule));
    }
    const QStringList texts = task.item.judgedTexts();
    PLUMBLINE_TRY(checkContent(content, task.schema(), texts));
    const auto gap = firstGap(content, task.schema(), static_cast<int>(task.item.responses.size()), texts);
    if (gap) {
        return cannotAnswer(task, u"it leaves open what the schema asks for (%1)."_s.arg(
                                      gap->aspect.isEmpty() ? gap->what : gap->aspect));
    }
    return {};
}

Result<void> checkItem(const ItemView& item)
{
    const bool isPair = item.schema.definition.kind == ItemKind::Pairwise;
    if (item.responses.isEmpty() || (isPair && item.responses.size() != 2)) {
        return makeError(ErrorCode::InvalidData,
                         isPair ? u"A pairwise item needs two responses."_s : u"The item has no response."_s);
    }
    return {};
}

QList<ResponseIndex> orderOf(const JudgeSpec& spec, const ItemView& item, const SimulatedInput& input)
{
    const int count = static_cast<int>(item.responses.size());
    if (spec.orders == OrderPolicy::AsIs) {
        QList<ResponseIndex> order(count);
        std::iota(order.begin(), order.end(), 0);
        return order;
    }
    return shownOrder(input.projectSeed, item.item.uid, input.annotatorUid, count);
}

} // namespace

Result<JudgeVerdict> simulatedVerdict(const JudgeSpec& spec, const ItemView& item,
                                      const SimulatedInput& input)
{
    PLUMBLINE_ASSIGN(const SimulatedOptions options, SimulatedOptions::of(spec));
    PLUMBLINE_TRY(checkItem(item));
    const SimulatedTask task{spec, options, item, orderOf(spec, item, input)};
    const bool isPair = task.schema().kind == ItemKind::Pairwise;
    JudgeVerdict verdict;
    verdict.shownOrder = spec.orders == OrderPolicy::Both ? QList<ResponseIndex>() : task.shown;
    verdict.details.insert(u"rule"_s, toName(options.rule));
    if (options.rule == SimulatedRule::Pool) {
        const PoolPick pick = poolPick(spec, options, item);
        PLUMBLINE_ASSIGN(verdict.content, byPool(task, input, pick));
        verdict.shownOrder = pick.isSwitched ? QList<ResponseIndex>{1, 0} : QList<ResponseIndex>{0, 1};
        verdict.details.insert(u"member"_s, pick.member);
        verdict.details.insert(u"switched"_s, pick.isSwitched);
        verdict.details.insert(u"identical"_s, pick.isIdentical);
        verdict.details.insert(u"noisy"_s, pick.noise.has_value() && !pick.isIdentical);
    } else {
        AnnotationContent content;
        if (options.rule == SimulatedRule::Oracle) {
            PLUMBLINE_ASSIGN(const AnnotationContent truth, oracleTruth(task, input));
            PLUMBLINE_ASSIGN(content, oracleAnswer(task, truth));
        } else {
            PLUMBLINE_ASSIGN(content, byRule(task));
        }
        verdict.isInconsistent =
            isPair && options.rule == SimulatedRule::First && spec.orders == OrderPolicy::Both;
        if (verdict.isInconsistent) {
            content = preferring(task, 0);
            content.extra.insert(u"winner"_s, u"tie (inconsistent)"_s);
        } else if (const auto noise = isPair ? labelNoise(spec, options.flipRate, item) : std::nullopt) {
            content = preferring(task, marginFor(*noise));
            verdict.details.insert(u"noisy"_s, true);
        }
        verdict.content = content;
    }
    PLUMBLINE_TRY(checkFits(task, verdict.content));
    return verdict;
}

} // namespace plumbline
