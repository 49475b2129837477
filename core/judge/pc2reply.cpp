#include "core/judge/pc2reply.h"

#include "core/judge/replytext.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView kBegin("<Evaluation_Framework>");
constexpr QLatin1StringView kEnd("</Evaluation_Framework>");
constexpr QLatin1StringView kVerdict("Weighted Score");
constexpr double kWhole = 100;
constexpr qsizetype kMostMetrics = 200;
constexpr qsizetype kMostLine = 4000; ///< units; a longer line is no criterion and no score

/// "1.2. Description | 15": number, description, weight.
const QRegularExpression& criteriaLine()
{
    static const QRegularExpression kLine(
        uR"(^[\s*-]*(\d{1,4}(?:\.\d{1,4}){0,3})\s*[.,:)]*\s+(\S.*?)\s*\|\s*\**(\d{1,4})\s*%?\**\s*\|?\s*$)"_s);
    return kLine;
}

/// "1.2 | 3 | reason": number, score.
const QRegularExpression& scoreLine()
{
    static const QRegularExpression kLine(
        uR"(^[\s*|-]*(?:[Mm]etric\s+)?(\d{1,4}(?:\.\d{1,4}){0,3})\s*[.)]?\s*[|:]\s*\**(\d{1,4}(?:\.\d{1,4})?)\**\s*(?:$|[|/(,.–-]|\s))"_s);
    return kLine;
}

Pc2Criteria failed(ParseFault fault)
{
    Pc2Criteria out;
    out.fault = std::move(fault);
    return out;
}

Pc2Criteria failed(const QString& what, const QString& detail)
{
    return failed(ParseFault{{}, what, detail});
}

/// What stands between the marks of the block, or the fault.
Pc2Criteria findBlock(const LlmReply& reply, const QString& body)
{
    const qsizetype begin = body.indexOf(kBegin, 0, Qt::CaseInsensitive);
    if (begin < 0) {
        return failed(unreadable(
            reply, u"no-block"_s,
            u"The reply holds no <Evaluation_Framework> block; it begins %1."_s.arg(quoted(body))));
    }
    const qsizetype end = body.indexOf(kEnd, begin, Qt::CaseInsensitive);
    if (end < 0) {
        return failed(u"truncated"_s,
                      u"The <Evaluation_Framework> block has no end. Allow more tokens for the reply."_s);
    }
    const qsizetype inside = begin + kBegin.size();
    if (body.indexOf(kBegin, inside, Qt::CaseInsensitive) >= 0) {
        return failed(
            u"two-blocks"_s,
            u"The reply holds several <Evaluation_Framework> blocks, and nothing says which is meant."_s);
    }
    Pc2Criteria out;
    out.block = body.sliced(inside, end - inside);
    return out;
}

/// Adds the metric of a line; false with the fault set when the line is none.
bool addMetric(Pc2Criteria& out, const QString& line)
{
    const QRegularExpressionMatch match = criteriaLine().match(line.left(kMostLine));
    if (line.size() > kMostLine || !match.hasMatch()) {
        out.fault = {
            {},
            u"bad-line"_s,
            u"A line of the criteria must read “number, description | weight”; this one is %1."_s.arg(
                quoted(line))};
        return false;
    }
    const QString number = match.captured(1);
    const auto isSame = [&number](const Pc2Metric& metric) { return metric.number == number; };
    if (std::any_of(out.metrics.cbegin(), out.metrics.cend(), isSame)) {
        out.fault = {
            {}, u"metric-twice"_s, u"The number %1 stands before two of the criteria."_s.arg(number)};
        return false;
    }
    if (out.metrics.size() == kMostMetrics) {
        out.fault = {{}, u"bad-line"_s, u"There are more than %1 criteria."_s.arg(kMostMetrics)};
        return false;
    }
    const double weight = match.captured(3).toDouble();
    out.metrics.append({number, match.captured(2), weight});
    out.sum += weight;
    return true;
}

QString blockOf(const QList<Pc2Metric>& metrics)
{
    QStringList lines;
    for (const Pc2Metric& metric : metrics) {
        lines.append(
            u"%1. %2 | %3"_s.arg(metric.number, metric.description, QString::number(metric.weight, 'g', 6)));
    }
    return lines.join(u'\n');
}

Pc2Score failedScore(ParseFault fault)
{
    Pc2Score out;
    out.fault = std::move(fault);
    return out;
}

QList<Pc2MetricScore> metricScores(QStringView text, const QList<Pc2Metric>& metrics)
{
    QList<Pc2MetricScore> out;
    for (const QStringView line : text.split(u'\n')) {
        const QRegularExpressionMatch match =
            scoreLine().match(line.first(std::min(line.size(), kMostLine)).toString());
        if (!match.hasMatch()) {
            continue;
        }
        const QString number = match.captured(1);
        const auto isIt = [&number](const Pc2Metric& metric) { return metric.number == number; };
        if (std::any_of(metrics.cbegin(), metrics.cend(), isIt)) {
            out.append({number, match.captured(2).toDouble()});
        }
    }
    return out;
}

} // namespace

Pc2Criteria pc2Criteria(const LlmReply& reply, Pc2Weights weights)
{
    Pc2Criteria out = findBlock(reply, replyBody(reply.text));
    if (out.fault) {
        return out;
    }
    const QStringList lines = out.block.split(u'\n');
    for (const QString& line : lines) {
        if (line.contains(u'|') && !addMetric(out, line)) {
            return failed(*out.fault);
        }
    }
    if (out.metrics.isEmpty()) {
        return failed(u"no-metric"_s,
                      u"The <Evaluation_Framework> block holds no line “number, description | weight”."_s);
    }
    const bool isWhole = std::abs(out.sum - kWhole) < 1e-9;
    if (!isWhole && (weights == Pc2Weights::Strict || out.sum <= 0)) {
        return failed(u"weights"_s, u"The weights of the criteria sum to %1, not to 100."_s.arg(out.sum));
    }
    if (!isWhole) {
        for (Pc2Metric& metric : out.metrics) {
            metric.weight *= kWhole / out.sum;
        }
    }
    out.block = blockOf(out.metrics);
    return out;
}

Result<double> pc2WeightedScore(const QList<Pc2Metric>& metrics, const QList<Pc2MetricScore>& scores,
                                int scale)
{
    double sum = 0;
    for (const Pc2Metric& metric : metrics) {
        std::optional<double> score;
        for (const Pc2MetricScore& said : scores) {
            if (said.number != metric.number) {
                continue;
            }
            if (score && *score != said.score) {
                return makeError(ErrorCode::InvalidData,
                                 u"Metric %1 was given two different scores."_s.arg(metric.number));
            }
            score = said.score;
        }
        if (!score) {
            return makeError(ErrorCode::InvalidData, u"Metric %1 was given no score."_s.arg(metric.number));
        }
        if (*score < 1 || *score > scale) {
            return makeError(ErrorCode::InvalidData,
                             u"The score %1 of metric %2 lies outside the scale from 1 to %3."_s.arg(*score)
                                 .arg(metric.number)
                                 .arg(scale));
        }
        sum += metric.weight * *score;
    }
    return sum;
}

Pc2Score pc2Score(const LlmReply& reply, const QList<Pc2Metric>& metrics, int scale)
{
    const QString body = replyBody(reply.text);
    const qsizetype verdict = body.indexOf(kVerdict, 0, Qt::CaseInsensitive);
    if (verdict < 0) {
        return failedScore(
            unreadable(reply, u"no-verdict"_s,
                       u"The words “Weighted Score” do not stand in the reply, which ends %1."_s.arg(
                           quoted(QStringView(body).last(std::min<qsizetype>(body.size(), 80))))));
    }
    static const QRegularExpression kNumber(uR"((?:\d+\.)?\d+)"_s);
    const QString tail = body.sliced(verdict + kVerdict.size());
    std::optional<double> said;
    for (auto it = kNumber.globalMatch(tail); it.hasNext();) {
        said = it.next().captured().toDouble();
    }
    if (!said) {
        return failedScore(
            unreadable(reply, u"no-verdict"_s, u"No number stands behind the words “Weighted Score”."_s));
    }
    // A number that ends the cut reply may lack digits; the closing brackets show that it is whole.
    if (reply.finish == LlmFinish::Length && tail.back().isDigit()) {
        return failedScore(unreadable(reply, u"truncated"_s, u"the weighted score."_s));
    }
    if (*said < kWhole) {
        return failedScore({{},
                            u"out-of-range"_s,
                            u"The weighted score %1 is below 100, which scores from 1 upwards with weights "
                            "that sum to 100 cannot give."_s.arg(*said)});
    }
    Pc2Score out;
    out.isClipped = *said > kWhole * scale;
    out.said = std::min(*said, kWhole * scale);
    out.metrics = metricScores(QStringView(body).first(verdict), metrics);
    const auto recomputed = pc2WeightedScore(metrics, out.metrics, scale);
    if (recomputed) {
        out.recomputed = *recomputed;
    } else {
        out.problem = recomputed.error().message;
    }
    return out;
}

} // namespace plumbline
