#include "core/judge/juryparts.h"

#include "core/base/textindex.h"
#include "core/stats/spanconsensus.h"

#include <algorithm>

namespace plumbline::juryparts {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What the judges gave one response in one aspect: {judge: value}, null where it does not apply.
struct Values
{
    QJsonObject byJudge;
    double sum = 0;
    int numbers = 0;
    int all = 0;
};

Values valuesOf(const QList<JurorVerdict>& verdicts, ResponseIndex response, const QString& aspect)
{
    Values out;
    for (const JurorVerdict& juror : verdicts) {
        const Rating* rating = juror.content.findRating(response, aspect);
        if (rating == nullptr) {
            continue;
        }
        ++out.all;
        out.byJudge.insert(juror.judge, rating->value ? QJsonValue(*rating->value) : QJsonValue());
        if (rating->value) {
            out.sum += *rating->value;
            ++out.numbers;
        }
    }
    return out;
}

/// A response's place in a ranking from 0, the middle of its group; those that were not placed share the
/// places below.
QList<double> placesOf(const Ranking& ranking, int count)
{
    QList<double> out(count, -1);
    int placed = 0;
    for (const QList<ResponseIndex>& group : ranking.groups) {
        const auto size = static_cast<int>(group.size());
        for (const ResponseIndex response : group) {
            out[response] = placed + (size - 1) / 2.0;
        }
        placed += size;
    }
    for (double& place : out) {
        place = place < 0 ? placed + (count - placed - 1) / 2.0 : place;
    }
    return out;
}

/// The severity that most of the spans over a stretch have; the worse of equally frequent ones.
QString severityOf(const SchemaDefinition& schema, const QList<JurorVerdict>& verdicts,
                   const stats::ConsensusSpan& stretch, const QString& category)
{
    QString best;
    int most = 0;
    for (const Choice& severity : schema.severities) {
        int count = 0;
        for (const JurorVerdict& juror : verdicts) {
            for (const Span& span : juror.content.spans) {
                const bool isHere = span.response == stretch.unit && span.category == category &&
                                    span.start < stretch.end && stretch.start < span.end;
                count += isHere && span.severity == severity.id ? 1 : 0;
            }
        }
        if (count > 0 && count >= most) {
            most = count;
            best = severity.id;
        }
    }
    return best;
}

stats::SpanLabels spanLabelsOf(const ItemView& item, const QList<JurorVerdict>& verdicts,
                               const QStringList& categories)
{
    stats::SpanLabels out;
    out.units = static_cast<std::int32_t>(item.responses.size());
    out.annotators = static_cast<std::int32_t>(verdicts.size());
    out.categories = static_cast<std::int32_t>(categories.size());
    for (std::int32_t judge = 0; judge < out.annotators; ++judge) {
        for (std::int32_t unit = 0; unit < out.units; ++unit) {
            out.judged.emplace_back(unit, judge);
        }
        for (const Span& span : verdicts.at(judge).content.spans) {
            out.rows.push_back({span.response, judge,
                                static_cast<std::int32_t>(categories.indexOf(span.category)), span.start,
                                span.end});
        }
    }
    return out;
}

/// Missing pieces of one category in one response that more than half of the judges named.
void combineMissing(const ItemView& item, const QList<JurorVerdict>& verdicts, JudgeVerdict& out)
{
    for (const SpanCategory& category : item.schema.definition.categories) {
        for (ResponseIndex response = 0; category.isMissing && response < item.responses.size(); ++response) {
            int judges = 0;
            std::optional<MissingInfo> first;
            for (const JurorVerdict& juror : verdicts) {
                const QList<MissingInfo>& all = juror.content.missing;
                const auto at = std::find_if(all.cbegin(), all.cend(), [&](const MissingInfo& missing) {
                    return missing.response == response && missing.category == category.id;
                });
                if (at != all.cend()) {
                    ++judges;
                    first = first ? first : std::optional(*at);
                }
            }
            if (first && judges >= juryQuorum(static_cast<int>(verdicts.size()))) {
                out.content.missing.append(*first);
            }
        }
    }
}

} // namespace

Result<void> combineRatings(const ItemView& item, const QList<JurorVerdict>& verdicts, JudgeVerdict& out)
{
    QJsonObject shown;
    const int quorum = juryQuorum(static_cast<int>(verdicts.size()));
    for (const Aspect& aspect : item.schema.definition.aspects) {
        QJsonArray byResponse;
        for (ResponseIndex response = 0; response < item.responses.size(); ++response) {
            const Values values = valuesOf(verdicts, response, aspect.id);
            byResponse.append(values.byJudge);
            if (values.all < quorum) {
                continue;
            }
            Rating rating{response, aspect.id, std::nullopt, {}};
            if (2 * values.numbers >= values.all || !aspect.allowsNotApplicable) {
                rating.value = values.sum / values.numbers;
            }
            out.content.ratings.append(rating);
        }
        shown.insert(aspect.id, byResponse);
    }
    out.details.insert(u"votes"_s, shown);
    if (out.content.ratings.isEmpty()) {
        return makeError(ErrorCode::InvalidData, u"In no aspect did more than half of the judges rate."_s,
                         u"jury-split"_s);
    }
    return {};
}

Result<void> combineRankings(const ItemView& item, const QList<JurorVerdict>& verdicts, JudgeVerdict& out)
{
    const auto count = static_cast<int>(item.responses.size());
    QList<double> sums(count, 0);
    QJsonObject shown;
    int rankings = 0;
    for (const JurorVerdict& juror : verdicts) {
        if (!juror.content.ranking) {
            continue;
        }
        ++rankings;
        QJsonArray own;
        const QList<double> places = placesOf(*juror.content.ranking, count);
        for (int response = 0; response < count; ++response) {
            sums[response] += places.at(response);
            own.append(places.at(response));
        }
        shown.insert(juror.judge, own);
    }
    if (rankings < juryQuorum(static_cast<int>(verdicts.size()))) {
        return makeError(ErrorCode::InvalidData, u"Fewer than half of the judges gave a ranking."_s,
                         u"jury-split"_s);
    }
    QMap<double, QList<ResponseIndex>> groups;
    for (int response = 0; response < count; ++response) {
        groups[sums.at(response)].append(response);
    }
    Ranking ranking;
    ranking.groups = groups.values();
    if (ranking.groups.size() < count && !item.schema.definition.allowsTie) {
        return makeError(ErrorCode::InvalidData,
                         u"The judges put responses on equal places, and the schema does not offer a tie."_s,
                         u"jury-split"_s);
    }
    out.content.ranking = ranking;
    out.details.insert(u"votes"_s, shown);
    return {};
}

Result<void> combineSpans(const ItemView& item, const QList<JurorVerdict>& verdicts, JudgeVerdict& out)
{
    const SchemaDefinition& schema = item.schema.definition;
    QStringList categories;
    for (const SpanCategory& category : schema.categories) {
        categories.append(category.id);
    }
    const stats::SpanConsensus consensus = stats::spanConsensus(spanLabelsOf(item, verdicts, categories));
    const bool hasMarks = std::any_of(verdicts.cbegin(), verdicts.cend(), [](const JurorVerdict& juror) {
        return !juror.content.spans.isEmpty();
    });
    if (!consensus && hasMarks) {
        return makeError(ErrorCode::InvalidData, consensus.undefined, u"jury-split"_s);
    }
    const QStringList texts = item.judgedTexts();
    QJsonArray support;
    for (const stats::ConsensusSpan& stretch : consensus.spans) {
        Span span;
        span.response = stretch.unit;
        span.start = stretch.start;
        span.end = stretch.end;
        span.category = categories.at(stretch.category);
        span.quote = TextIndex(texts.at(stretch.unit)).slice(span.start, span.end);
        span.severity = severityOf(schema, verdicts, stretch, span.category);
        out.content.spans.append(span);
        support.append(stretch.support);
    }
    combineMissing(item, verdicts, out);
    QJsonObject counts;
    for (const JurorVerdict& juror : verdicts) {
        counts.insert(juror.judge, juror.content.spans.size() + juror.content.missing.size());
    }
    out.details.insert(u"support"_s, support);
    out.details.insert(u"marks"_s, counts);
    const bool isEmpty = out.content.spans.isEmpty() && out.content.missing.isEmpty();
    if (isEmpty && !schema.canSayNoErrors) {
        return makeError(ErrorCode::InvalidData,
                         u"The judges agree on no mark, and the schema does not offer “no errors”."_s,
                         u"jury-split"_s);
    }
    out.content.saysNoErrors = isEmpty;
    return {};
}

} // namespace plumbline::juryparts
