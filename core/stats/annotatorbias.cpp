#include "core/stats/annotatorbias.h"

#include "core/stats/distributions.h"
#include "core/stats/proportion.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Fewer labels than this show no trend.
constexpr std::size_t kMinForDrift = 8;

double median(std::vector<double> values)
{
    const std::size_t middle = values.size() / 2;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle), values.end());
    const double upper = values[middle];
    if (values.size() % 2 == 1) {
        return upper;
    }
    return (*std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle)) + upper) /
           2;
}

struct Moments
{
    double count = 0;
    double mean = 0;
    double varianceOfMean = 0;
};

Moments momentsOf(const std::vector<double>& values)
{
    Moments moments;
    moments.count = static_cast<double>(values.size());
    moments.mean = std::accumulate(values.begin(), values.end(), 0.0) / moments.count;
    double squares = 0;
    for (const double value : values) {
        squares += (value - moments.mean) * (value - moments.mean);
    }
    moments.varianceOfMean = squares / (moments.count - 1) / moments.count;
    return moments;
}

/// mean(a) − mean(b) with Welch's interval.
Estimate welchDifference(const std::vector<double>& a, const std::vector<double>& b, double confidence)
{
    if (a.size() < 2 || b.size() < 2) {
        return Estimate::none(
            u"Too few timed labels have others to agree with; at least two quick and two slower ones are "
            "needed."_s);
    }
    const Moments first = momentsOf(a);
    const Moments second = momentsOf(b);
    const double variance = first.varianceOfMean + second.varianceOfMean;
    const double difference = first.mean - second.mean;
    if (!(variance > 0)) {
        return Estimate::of(difference);
    }
    const double freedom = variance * variance /
                           (first.varianceOfMean * first.varianceOfMean / (first.count - 1) +
                            second.varianceOfMean * second.varianceOfMean / (second.count - 1));
    const double half = studentTwoSided(confidence, freedom) * std::sqrt(variance);
    return Estimate::of(difference, {difference - half, difference + half});
}

SpeedBias speedOf(const std::vector<WorkedLabel>& labels, double tooFastSeconds, double confidence)
{
    SpeedBias bias;
    std::vector<double> seconds;
    std::int64_t tooFast = 0;
    for (const WorkedLabel& label : labels) {
        if (label.seconds && std::isfinite(*label.seconds)) {
            seconds.push_back(*label.seconds);
            tooFast += *label.seconds < tooFastSeconds ? 1 : 0;
        }
    }
    const QString reason = u"No time was recorded with these labels."_s;
    bias.timed = static_cast<std::int64_t>(seconds.size());
    bias.tooFastShare = proportion(tooFast, bias.timed, confidence, reason);
    if (seconds.empty()) {
        bias.medianSeconds = bias.fastAgreement = bias.restAgreement = bias.difference =
            Estimate::none(reason);
        return bias;
    }
    bias.medianSeconds = Estimate::of(median(seconds));
    const auto quarter = seconds.begin() + static_cast<std::ptrdiff_t>((seconds.size() - 1) / 4);
    std::nth_element(seconds.begin(), quarter, seconds.end());
    const double limit = *quarter;
    std::vector<double> fast;
    std::vector<double> rest;
    for (const WorkedLabel& label : labels) {
        if (label.seconds && std::isfinite(*label.seconds) && label.agreement) {
            (*label.seconds <= limit ? fast : rest).push_back(*label.agreement);
        }
    }
    const QString alone = u"Nobody else gave a label where these were given, so there is nothing to agree "
                          "with."_s;
    bias.fastAgreement = meanEstimate(fast, confidence, alone);
    bias.restAgreement = meanEstimate(rest, confidence, alone);
    bias.difference = welchDifference(fast, rest, confidence);
    return bias;
}

struct Point
{
    double x = 0;
    double y = 0;
};

/// The values of one annotator with their place in the sequence, from 0 to 1; ties share the mean place.
std::vector<Point> sequenceOf(std::vector<OrderedValue> values)
{
    std::sort(values.begin(), values.end(),
              [](const OrderedValue& a, const OrderedValue& b) { return a.order < b.order; });
    std::vector<Point> points(values.size());
    const double last = std::max(1.0, static_cast<double>(values.size()) - 1);
    for (std::size_t begin = 0; begin < values.size();) {
        std::size_t end = begin + 1;
        while (end < values.size() && !(values[begin].order < values[end].order)) {
            ++end;
        }
        const double place = static_cast<double>(begin + end - 1) / 2 / last;
        for (std::size_t i = begin; i < end; ++i) {
            points[i] = {place, values[i].value};
        }
        begin = end;
    }
    return points;
}

/// Moves the points to the origin; gives Σx².
double centre(std::vector<Point>& points)
{
    Point mean;
    for (const Point& point : points) {
        mean.x += point.x / static_cast<double>(points.size());
        mean.y += point.y / static_cast<double>(points.size());
    }
    double squares = 0;
    for (Point& point : points) {
        point.x -= mean.x;
        point.y -= mean.y;
        squares += point.x * point.x;
    }
    return squares;
}

void setTrend(Drift& drift, double slope, double variance, double freedom, double confidence)
{
    if (!(variance > 0)) {
        drift.change = Estimate::of(slope);
        return;
    }
    const double error = std::sqrt(variance);
    const double half = studentTwoSided(confidence, freedom) * error;
    drift.change = Estimate::of(slope, {slope - half, slope + half});
    drift.pValue = studentTwoSidedP(slope / error, freedom);
}

double slopeOf(const std::vector<Point>& centred, double squares)
{
    double products = 0;
    for (const Point& point : centred) {
        products += point.x * point.y;
    }
    return products / squares;
}

/// `centred` points of one annotator.
void setOwnTrend(Drift& drift, const std::vector<Point>& centred, double squares, double confidence)
{
    const auto n = static_cast<double>(centred.size());
    const double slope = slopeOf(centred, squares);
    double variance = 0;
    for (const Point& point : centred) {
        const double leverage = 1 / n + point.x * point.x / squares;
        const double residual = (point.y - slope * point.x) / (1 - leverage);
        variance += point.x * point.x * residual * residual;
    }
    setTrend(drift, slope, variance / (squares * squares), n - 2, confidence);
}

void setCommonTrend(Drift& drift, const std::vector<std::vector<Point>>& clusters, double confidence)
{
    double squares = 0;
    double products = 0;
    for (const auto& cluster : clusters) {
        for (const Point& point : cluster) {
            squares += point.x * point.x;
            products += point.x * point.y;
        }
    }
    const double slope = products / squares;
    double meat = 0;
    for (const auto& cluster : clusters) {
        double score = 0;
        for (const Point& point : cluster) {
            score += point.x * (point.y - slope * point.x);
        }
        meat += score * score;
    }
    const auto count = static_cast<double>(clusters.size());
    setTrend(drift, slope, count / (count - 1) * meat / (squares * squares), count - 1, confidence);
}

Estimate tooFewForDrift()
{
    return Estimate::none(u"Fewer than %1 labels at different times show no trend."_s.arg(kMinForDrift));
}

KnownAnswerScore scoreOf(std::int32_t annotator, std::int64_t right, std::int64_t answered, double confidence)
{
    return {annotator, right, answered,
            proportion(right, answered, confidence, u"No item with a known answer was answered."_s)};
}

} // namespace

std::vector<SpeedBias> speedBias(const std::vector<WorkedLabel>& labels, std::int32_t annotators,
                                 double tooFastSeconds, double confidence)
{
    std::vector<std::vector<WorkedLabel>> own(static_cast<std::size_t>(annotators));
    for (const WorkedLabel& label : labels) {
        own[static_cast<std::size_t>(label.annotator)].push_back(label);
    }
    std::vector<SpeedBias> results{speedOf(labels, tooFastSeconds, confidence)};
    for (std::int32_t annotator = 0; annotator < annotators; ++annotator) {
        results.push_back(speedOf(own[static_cast<std::size_t>(annotator)], tooFastSeconds, confidence));
        results.back().annotator = annotator;
    }
    return results;
}

std::vector<Drift> drift(const std::vector<OrderedValue>& values, std::int32_t annotators, double confidence)
{
    std::vector<Drift> results(static_cast<std::size_t>(annotators) + 1);
    const bool isFinite = std::all_of(values.begin(), values.end(), [](const OrderedValue& value) {
        return std::isfinite(value.value) && std::isfinite(value.order);
    });
    std::vector<std::vector<OrderedValue>> own(static_cast<std::size_t>(annotators));
    for (const OrderedValue& value : values) {
        own[static_cast<std::size_t>(value.annotator)].push_back(value);
    }
    std::vector<std::vector<Point>> clusters;
    std::size_t lastUsed = 0;
    for (std::size_t annotator = 0; annotator < own.size(); ++annotator) {
        Drift& result = results[annotator + 1];
        result.annotator = static_cast<std::int32_t>(annotator);
        result.labels = static_cast<std::int64_t>(own[annotator].size());
        results[0].labels += result.labels;
        result.change = isFinite ? tooFewForDrift()
                                 : Estimate::none(u"A value is not a finite number; correct or remove it."_s);
        if (!isFinite || own[annotator].size() < kMinForDrift) {
            continue;
        }
        std::vector<Point> points = sequenceOf(std::move(own[annotator]));
        const double squares = centre(points);
        if (squares > 1e-9) { // else all were given at the same time
            setOwnTrend(result, points, squares, confidence);
            clusters.push_back(std::move(points));
            lastUsed = annotator + 1;
        }
    }
    if (clusters.size() > 1) {
        setCommonTrend(results[0], clusters, confidence);
    } else if (clusters.size() == 1) {
        results[0].change = results[lastUsed].change;
        results[0].pValue = results[lastUsed].pValue;
    } else {
        results[0].change = isFinite
                                ? tooFewForDrift()
                                : Estimate::none(u"A value is not a finite number; correct or remove it."_s);
    }
    return results;
}

std::vector<KnownAnswerScore> knownAnswerScores(const std::vector<KnownAnswer>& answers,
                                                std::int32_t annotators, double confidence)
{
    std::vector<std::int64_t> right(static_cast<std::size_t>(annotators));
    std::vector<std::int64_t> answered(static_cast<std::size_t>(annotators));
    std::int64_t rightOfAll = 0;
    for (const KnownAnswer& answer : answers) {
        const auto annotator = static_cast<std::size_t>(answer.annotator);
        ++answered[annotator];
        right[annotator] += answer.isRight ? 1 : 0;
        rightOfAll += answer.isRight ? 1 : 0;
    }
    std::vector<KnownAnswerScore> scores{
        scoreOf(-1, rightOfAll, static_cast<std::int64_t>(answers.size()), confidence)};
    for (std::int32_t annotator = 0; annotator < annotators; ++annotator) {
        const auto place = static_cast<std::size_t>(annotator);
        scores.push_back(scoreOf(annotator, right[place], answered[place], confidence));
    }
    return scores;
}

std::vector<KnownAnswer> goldAnswers(const Labels& labels,
                                     const std::vector<std::optional<std::int32_t>>& gold)
{
    std::vector<KnownAnswer> answers;
    for (const Label& label : labels.rows) {
        const auto unit = static_cast<std::size_t>(label.unit);
        if (unit < gold.size() && gold[unit]) {
            answers.push_back({label.annotator, label.value == *gold[unit]});
        }
    }
    return answers;
}

} // namespace plumbline::stats
