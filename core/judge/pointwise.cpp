#include "core/judge/pointwise.h"

#include "core/judge/bracketed.h"
#include "core/judge/pairorders.h"

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The number in the brackets of "Rating: [[n]]"; a fault where there is none, or two that differ.
ParsedReply ratingInText(const LlmReply& reply)
{
    if (reply.finish == LlmFinish::Length) {
        return ParsedReply::failed(
            u"truncated"_s, u"The reply was cut at its greatest length. Allow more tokens for the reply."_s);
    }
    std::optional<double> rating;
    const QList<BracketedWord> words = bracketedWords(reply.text);
    for (const BracketedWord& word : words) {
        bool isNumber = false;
        const double value = word.word.toDouble(&isNumber);
        if (!isNumber || !std::isfinite(value)) {
            continue;
        }
        if (rating && *rating != value) {
            return ParsedReply::failed(u"two-verdicts"_s,
                                       u"The reply names two different ratings in double brackets."_s);
        }
        rating = value;
    }
    if (!rating) {
        return ParsedReply::failed(u"no-verdict"_s, u"The reply holds no “Rating: [[n]]”."_s);
    }
    const qsizetype begin = behindThoughts(reply.text);
    const qsizetype line = reply.text.lastIndexOf(u'\n', words.last().offset) + 1;
    return ParsedReply::of(
        {{u"rating"_s, *rating},
         {u"explanation"_s, reply.text.sliced(begin, std::max<qsizetype>(0, line - begin)).trimmed()}});
}

} // namespace

int PointwiseSession::minimum() const
{
    return spec().options.value("minimum"_L1).toInt(1);
}

int PointwiseSession::maximum() const
{
    constexpr int kUsual = 10;
    return spec().options.value("maximum"_L1).toInt(kUsual);
}

ScoreScale PointwiseSession::scale() const
{
    return {static_cast<double>(minimum()), static_cast<double>(maximum())};
}

LlmJsonWish PointwiseSession::wish() const
{
    LlmJsonWish out;
    out.name = u"rating"_s;
    out.schema = {{u"type"_s, u"object"_s},
                  {u"properties"_s, QJsonObject{{u"explanation"_s, QJsonObject{{u"type"_s, u"string"_s}}},
                                                {u"rating"_s, QJsonObject{{u"type"_s, u"integer"_s},
                                                                          {u"minimum"_s, minimum()},
                                                                          {u"maximum"_s, maximum()}}}}},
                  {u"required"_s, QJsonArray{u"explanation"_s, u"rating"_s}},
                  {u"additionalProperties"_s, false}};
    return out;
}

Result<void> PointwiseSession::planCalls()
{
    if (hasPlanned({})) {
        return {};
    }
    PLUMBLINE_TRY(checkOptionNames(spec(), {u"minimum"_s, u"maximum"_s}));
    if (minimum() >= maximum()) {
        return makeError(ErrorCode::InvalidArgument, u"The scale's minimum must lie below its maximum."_s,
                         u"options.minimum"_s);
    }
    const bool isRating = item().item.kind == ItemKind::Rating;
    if (item().item.kind == ItemKind::Pairwise) {
        PLUMBLINE_TRY(checkPair(item()));
    }
    QList<Aspect> asked = aspects();
    if (isRating && asked.isEmpty()) {
        return makeError(ErrorCode::InvalidArgument, u"The schema asks for no aspect that could be judged."_s,
                         u"aspects"_s);
    }
    if (!isRating) {
        PLUMBLINE_ASSIGN(const Aspect one, scoredAspect(schema(), spec().aspects));
        asked = {one};
    }
    if (isRating) {
        PLUMBLINE_TRY(checkRequiredAspects(schema(), asked));
    }
    for (const Aspect& aspect : std::as_const(asked)) {
        for (int response = 0; response < item().responses.size(); ++response) {
            CallPlan call;
            call.order = {response};
            call.key = aspect.id;
            call.fields = itemFields();
            call.fields.setUntrusted(u"answer"_s, judgedText(item(), response));
            const QString description =
                aspect.description.isEmpty() ? aspect.name : aspect.name + u": "_s + aspect.description;
            call.fields.setTrusted(u"aspect"_s, isRating ? description : QString());
            call.fields.setTrusted(u"minimum"_s, QString::number(minimum()));
            call.fields.setTrusted(u"maximum"_s, QString::number(maximum()));
            call.json = wish();
            PLUMBLINE_TRY(plan(call));
        }
    }
    return {};
}

ParsedReply PointwiseSession::parse(const JudgeCall& call, const LlmReply& reply) const
{
    const ParsedReply read = call.request.json ? parsedJson(reply, wish()) : ratingInText(reply);
    if (read.fault) {
        return read;
    }
    const double rating = read.parsed.value("rating"_L1).toDouble();
    if (rating < minimum() || rating > maximum()) {
        return ParsedReply::failed(
            u"out-of-range"_s,
            u"The rating %1 lies off the scale from %2 to %3."_s.arg(rating).arg(minimum()).arg(maximum()));
    }
    return read;
}

Result<JudgeVerdict> PointwiseSession::combineRatings() const
{
    JudgeVerdict verdict;
    QJsonArray raw;
    const QList<JudgeReply> said = answers({});
    for (const JudgeReply& reply : said) {
        const Aspect* aspect = schema().findAspect(reply.call.key);
        const double number = reply.parsed.value("rating"_L1).toDouble();
        Rating rating;
        rating.response = reply.call.order.first();
        rating.aspect = reply.call.key;
        rating.value = aspect == nullptr ? number : pointOf(number, scale(), *aspect);
        rating.rationale = reply.parsed.value("explanation"_L1).toString();
        verdict.content.ratings.append(rating);
        raw.append(QJsonObject{
            {u"response"_s, rating.response}, {u"aspect"_s, rating.aspect}, {u"rating"_s, number}});
    }
    verdict.details.insert(u"ratings"_s, raw);
    return verdict;
}

Result<JudgeVerdict> PointwiseSession::combine() const
{
    if (item().item.kind == ItemKind::Rating) {
        return combineRatings();
    }
    PLUMBLINE_ASSIGN(const Aspect aspect, scoredAspect(schema(), spec().aspects));
    QList<double> scores;
    QJsonArray raw;
    const QList<JudgeReply> said = answers({});
    for (const JudgeReply& reply : said) {
        QJsonObject one = reply.parsed;
        one.insert(u"response"_s, reply.call.order.first());
        raw.append(one);
        scores.append(reply.parsed.value("rating"_L1).toDouble());
    }
    JudgeVerdict verdict;
    PLUMBLINE_ASSIGN(verdict.content, contentOfScores(item(), aspect, scores, scale()));
    verdict.details.insert(u"ratings"_s, raw);
    return verdict;
}

} // namespace plumbline
