#include "core/judge/pc2.h"

#include "core/judge/pairorders.h"
#include "core/judge/replytext.h"
#include "core/judge/scorecontent.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastAuxiliary = 2;
constexpr int kUsualAuxiliary = 3;
constexpr int kMostAuxiliary = 8;
constexpr double kWhole = 100;

const QString kCriteria = QStringLiteral("criteria");
const QString kBaseline = QStringLiteral("baseline");
const QString kScore = QStringLiteral("score");

Error wrongOption(const QString& option, const QString& sentence)
{
    return makeError(ErrorCode::InvalidArgument, sentence, u"options."_s + option);
}

/// Texts of an array of texts or of {"model","text"}; empty ones are left out.
QStringList textsOf(const QJsonValue& value)
{
    QStringList out;
    const QJsonArray all = value.toArray();
    for (const QJsonValue& one : all) {
        const QString text = one.isString() ? one.toString() : one[u"text"_s].toString();
        if (!text.trimmed().isEmpty()) {
            out.append(text);
        }
    }
    return out;
}

bool isOneOf(const QJsonValue& value, const QStringList& names)
{
    return value.isUndefined() || (value.isString() && names.contains(value.toString()));
}

QJsonArray metricsToJson(const QList<Pc2Metric>& metrics)
{
    QJsonArray out;
    for (const Pc2Metric& metric : metrics) {
        out.append(QJsonObject{{u"number"_s, metric.number},
                               {u"description"_s, metric.description},
                               {u"weight"_s, metric.weight}});
    }
    return out;
}

QJsonObject scoreToJson(const Pc2Score& score)
{
    QJsonArray metrics;
    for (const Pc2MetricScore& metric : score.metrics) {
        metrics.append(QJsonObject{{u"number"_s, metric.number}, {u"score"_s, metric.score}});
    }
    QJsonObject out{{u"score"_s, score.said}, {u"metrics"_s, metrics}};
    if (score.isClipped) {
        out.insert(u"clipped"_s, true);
    }
    if (score.recomputed) {
        out.insert(u"recomputed"_s, *score.recomputed);
    } else {
        out.insert(u"recomputed_problem"_s, score.problem);
    }
    return out;
}

} // namespace

bool Pc2Session::usesRecomputed() const
{
    return spec().options.value(u"use"_s).toString() == u"recomputed"_s;
}

Result<void> Pc2Session::checkOptions() const
{
    const QJsonObject& options = spec().options;
    PLUMBLINE_TRY(checkOptionNames(spec(), {u"scale"_s, u"auxiliary"_s, u"auxiliary_count"_s,
                                            u"auxiliary_models"_s, u"weights"_s, u"use"_s, u"threshold"_s}));
    const QJsonValue scaleValue = options.value(u"scale"_s);
    if (!scaleValue.isUndefined() && (scaleValue.toInt() < 2 || scaleValue.toInt() > 10)) {
        return wrongOption(u"scale"_s, u"The scale of the metrics ends at a whole number from 2 to 10."_s);
    }
    const int count = options.value(u"auxiliary_count"_s).toInt(kUsualAuxiliary);
    if (count < kLeastAuxiliary || count > kMostAuxiliary) {
        return wrongOption(u"auxiliary_count"_s,
                           u"The criteria come from comparing 2 to 8 auxiliary answers."_s);
    }
    if (!isOneOf(options.value(u"weights"_s), {u"strict"_s, u"normalise"_s})) {
        return wrongOption(u"weights"_s, u"The option must be “strict” or “normalise”."_s);
    }
    if (!isOneOf(options.value(u"use"_s), {u"said"_s, u"recomputed"_s})) {
        return wrongOption(u"use"_s, u"The option must be “said” or “recomputed”."_s);
    }
    if (const auto aspect = scoredAspect(schema(), spec().aspects); !aspect) {
        return aspect.error();
    }
    if (auxiliaryAnswers().size() < kLeastAuxiliary) {
        return makeError(
            ErrorCode::InvalidArgument,
            u"The criteria come from comparing at least two auxiliary answers to the same prompt: the item "
            u"has "
            "one response, and neither the options nor the prompt's or the item's “auxiliary” hold more."_s,
            u"options.auxiliary"_s);
    }
    return {};
}

QStringList Pc2Session::ownResponses(qsizetype count) const
{
    const bool isAsIs = spec().orders == OrderPolicy::AsIs;
    const int all = static_cast<int>(item().responses.size());
    QList<ResponseIndex> order =
        isAsIs ? orders().first()
               : plumbline::shownOrder(setting().projectSeed, item().item.uid, setting().annotatorUid, all);
    QStringList models;
    const QJsonArray wanted = spec().options.value(u"auxiliary_models"_s).toArray();
    for (const QJsonValue& model : wanted) {
        models.append(model.toString());
    }
    const auto rank = [&](ResponseIndex response) {
        const qsizetype at = models.indexOf(item().responses.at(response).model);
        return at < 0 ? models.size() : at;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&rank](ResponseIndex left, ResponseIndex right) { return rank(left) < rank(right); });
    QStringList out;
    for (const ResponseIndex response : std::as_const(order)) {
        if (out.size() < count) {
            out.append(judgedText(item(), response));
        }
    }
    return out;
}

QStringList Pc2Session::auxiliaryAnswers() const
{
    const qsizetype count = spec().options.value(u"auxiliary_count"_s).toInt(kUsualAuxiliary);
    const QString key = u"auxiliary"_s;
    for (const QJsonValue& source :
         {spec().options.value(key), item().item.meta.value(key), item().prompt.meta.value(key)}) {
        const QStringList texts = textsOf(source);
        if (texts.size() >= kLeastAuxiliary) {
            return texts.first(std::min(texts.size(), count));
        }
    }
    return ownResponses(count);
}

QList<Pc2Metric> Pc2Session::metrics() const
{
    QList<Pc2Metric> out;
    const QJsonArray all = answers(kCriteria).first().parsed.value(u"metrics"_s).toArray();
    for (const QJsonValue& one : all) {
        out.append(
            {one[u"number"_s].toString(), one[u"description"_s].toString(), one[u"weight"_s].toDouble()});
    }
    return out;
}

PromptFields Pc2Session::scoringFields() const
{
    PromptFields fields = itemFields();
    fields.setTrusted(u"scale"_s, QString::number(scale()));
    fields.setUntrusted(u"criteria"_s, answers(kCriteria).first().parsed.value(u"block"_s).toString());
    return fields;
}

Result<void> Pc2Session::planCalls()
{
    CallPlan call;
    if (!hasPlanned(kCriteria)) {
        PLUMBLINE_TRY(checkOptions());
        call.step = kCriteria;
        call.fields = itemFields();
        const QStringList texts = auxiliaryAnswers();
        call.fields.setUntrustedList(u"answers"_s, u"answer"_s, texts);
        call.fields.setTrusted(u"count"_s, QString::number(texts.size()));
        return plan(call);
    }
    if (!hasPlanned(kBaseline)) {
        call.step = kBaseline;
        call.fields = scoringFields();
        call.fields.setUntrusted(u"answer"_s, auxiliaryAnswers().first());
        return plan(call);
    }
    return hasPlanned(kScore) ? Result<void>() : planScores();
}

Result<void> Pc2Session::planScores()
{
    CallPlan call;
    call.step = kScore;
    call.fields = scoringFields();
    call.fields.setUntrusted(u"baseline"_s, auxiliaryAnswers().first());
    call.fields.setUntrusted(u"baseline_evaluation"_s,
                             answers(kBaseline).first().parsed.value(u"block"_s).toString());
    for (int response = 0; response < item().responses.size(); ++response) {
        call.order = {response};
        call.fields.setUntrusted(u"answer"_s, judgedText(item(), response));
        PLUMBLINE_TRY(plan(call));
    }
    return {};
}

ParsedReply Pc2Session::parse(const JudgeCall& call, const LlmReply& reply) const
{
    if (call.step == kCriteria) {
        const bool normalises = spec().options.value(u"weights"_s).toString() == u"normalise"_s;
        const Pc2Criteria read = pc2Criteria(reply, normalises ? Pc2Weights::Normalise : Pc2Weights::Strict);
        if (read.fault) {
            return {{}, read.fault};
        }
        return ParsedReply::of(
            {{u"metrics"_s, metricsToJson(read.metrics)}, {u"sum"_s, read.sum}, {u"block"_s, read.block}});
    }
    const Pc2Score read = pc2Score(reply, metrics(), scale());
    if (read.fault) {
        return {{}, read.fault};
    }
    if (call.step == kScore && usesRecomputed() && !read.recomputed) {
        return ParsedReply::failed(u"no-metrics"_s, read.problem);
    }
    QJsonObject parsed = scoreToJson(read);
    if (call.step == kBaseline) {
        parsed.insert(u"block"_s, replyBody(reply.text));
    }
    return ParsedReply::of(parsed);
}

Result<JudgeVerdict> Pc2Session::combine() const
{
    PLUMBLINE_ASSIGN(const Aspect aspect, scoredAspect(schema(), spec().aspects));
    JudgeVerdict out;
    QList<double> scores(item().responses.size(), 0);
    QJsonArray details;
    const QList<JudgeReply> all = answers(kScore);
    for (const JudgeReply& answer : all) {
        const ResponseIndex response = answer.call.order.first();
        const QString key = usesRecomputed() ? u"recomputed"_s : u"score"_s;
        scores[response] = answer.parsed.value(key).toDouble();
        QJsonObject one = answer.parsed;
        one.insert(u"response"_s, response);
        details.append(one);
    }
    const double threshold = spec().options.value(u"threshold"_s).toDouble(0);
    PLUMBLINE_ASSIGN(out.content,
                     contentOfScores(item(), aspect, scores, {kWhole, kWhole * scale()}, threshold));
    const QJsonObject criteria = answers(kCriteria).first().parsed;
    QJsonObject baseline = answers(kBaseline).first().parsed;
    baseline.remove(u"block"_s);
    out.details = {{u"criteria"_s, criteria.value(u"metrics"_s)},
                   {u"weights_sum"_s, criteria.value(u"sum"_s)},
                   {u"scale"_s, scale()},
                   {u"baseline"_s, baseline},
                   {u"scores"_s, details}};
    return out;
}

} // namespace plumbline
