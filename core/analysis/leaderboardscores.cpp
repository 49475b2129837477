#include "core/analysis/leaderboardscores.h"

#include "core/stats/elo.h"
#include "core/stats/plackettluce.h"
#include "core/stats/rankbyinterval.h"
#include "core/stats/winrate.h"

#include <numeric>

namespace plumbline::leaderboard {

using namespace Qt::Literals::StringLiterals;

namespace {

/// With covariates every resample goes over all votes several times: beyond so many it takes too long.
constexpr double kMostStyleDraws = 4e6;

stats::IntervalOptions intervalsOf(const Votes& votes, const LeaderboardOptions& options, bool hasIntervals,
                                   const IsCancelled& isCancelled)
{
    stats::IntervalOptions interval;
    interval.method = hasIntervals ? options.interval : stats::IntervalMethod::None;
    const double draws = static_cast<double>(votes.comparisons.rows.size()) * options.resamples;
    if (interval.method == stats::IntervalMethod::Bootstrap && !votes.comparisons.covariateNames.isEmpty() &&
        draws > kMostStyleDraws) {
        interval.method = stats::IntervalMethod::Sandwich;
    }
    interval.cluster = options.cluster;
    interval.confidence = options.confidence;
    interval.resamples = options.resamples;
    interval.seed = options.seed;
    interval.threads = options.threads;
    interval.cancelled = isCancelled;
    return interval;
}

/// What is taken from every score: the baseline's, or the mean.
double originOf(const std::vector<double>& scores, const Votes& votes, const LeaderboardOptions& options)
{
    const qsizetype baseline =
        options.baseline.isEmpty() ? -1 : votes.comparisons.names.indexOf(options.baseline);
    return baseline >= 0
               ? scores[static_cast<std::size_t>(baseline)]
               : std::accumulate(scores.begin(), scores.end(), 0.0) / static_cast<double>(scores.size());
}

void setRanks(Scores& scores, std::vector<stats::ModelRank> resampled)
{
    scores.ranks =
        resampled.empty() ? stats::rankByInterval(scores.points, scores.intervals) : std::move(resampled);
}

Scores fromLogs(stats::ModelScores found, const Votes& votes, const LeaderboardOptions& options,
                stats::IntervalMethod method)
{
    Scores scores;
    scores.undefined = found.undefined;
    scores.intervalMethod = method;
    if (!found) {
        return scores;
    }
    const double origin = originOf(found.scores, votes, options);
    const auto toPoints = [&](double score) { return options.anchor + stats::toElo(score - origin); };
    for (const double score : found.scores) {
        scores.points.push_back(toPoints(score));
    }
    for (const stats::Interval& interval : found.intervals) {
        scores.intervals.push_back({toPoints(interval.low), toPoints(interval.high)});
    }
    scores.noIntervals = found.noIntervals;
    scores.failedResamples = found.failedResamples;
    scores.tieParameter = found.tieParameter;
    scores.logLikelihood = found.logLikelihood;
    scores.effects = std::move(found.effects);
    setRanks(scores, std::move(found.resampledRanks));
    return scores;
}

Scores eloScores(const Votes& votes, const LeaderboardOptions& options, bool hasIntervals,
                 const IsCancelled& isCancelled)
{
    stats::EloOptions elo;
    elo.k = options.eloStep;
    elo.permutations = options.eloOrders;
    const bool isResampled = hasIntervals && options.interval != stats::IntervalMethod::None;
    elo.resamples = isResampled ? options.resamples : 0;
    elo.confidence = options.confidence;
    elo.seed = options.seed;
    elo.threads = options.threads;
    elo.cancelled = isCancelled;
    const stats::EloRatings ratings = stats::elo(votes.comparisons, elo);
    Scores scores;
    scores.undefined = ratings.undefined;
    if (!ratings) {
        return scores;
    }
    scores.intervalMethod = isResampled ? stats::IntervalMethod::Bootstrap : stats::IntervalMethod::None;
    const double shift = options.anchor - originOf(ratings.ratings, votes, options);
    for (const double rating : ratings.ratings) {
        scores.points.push_back(rating + shift);
    }
    for (const stats::Interval& interval : ratings.intervals) {
        scores.intervals.push_back({interval.low + shift, interval.high + shift});
    }
    setRanks(scores, {});
    return scores;
}

Scores rateScores(const Votes& votes, const LeaderboardOptions& options, bool hasIntervals)
{
    const stats::WinRates rates = sharesOf(votes, options, hasIntervals);
    Scores scores;
    scores.undefined = rates.undefined;
    const bool isAsked = hasIntervals && options.interval != stats::IntervalMethod::None;
    for (const stats::ModelWinRate& model : rates.models) {
        constexpr double kPercent = 100;
        scores.points.push_back(kPercent * model.rate.valueOr(0));
        if (isAsked && model.rate.interval) {
            scores.intervals.push_back(
                {kPercent * model.rate.interval->low, kPercent * model.rate.interval->high});
        }
    }
    if (scores.intervals.size() < scores.points.size() && isAsked) {
        scores.intervals.clear();
        scores.noIntervals =
            u"All votes of a model share one prompt or one annotator, so there is nothing to "
            "tell how much another would differ; collect votes on more of them."_s;
    }
    scores.intervalMethod = scores.intervals.empty() ? stats::IntervalMethod::None : options.interval;
    setRanks(scores, {});
    return scores;
}

} // namespace

Scores scoresOf(const Votes& votes, const LeaderboardOptions& options, bool hasIntervals,
                const IsCancelled& isCancelled)
{
    const stats::IntervalOptions interval = intervalsOf(votes, options, hasIntervals, isCancelled);
    switch (options.method) {
    case ScoreMethod::PlackettLuce: {
        if (votes.source != ItemKind::Ranking) {
            Scores scores;
            scores.undefined =
                u"Plackett–Luce scores come from rankings; choose Bradley–Terry for other labels."_s;
            return scores;
        }
        stats::PlackettLuceOptions luce;
        luce.l2 = options.l2;
        luce.interval = interval;
        return fromLogs(stats::plackettLuce(votes.rankings, luce), votes, options, interval.method);
    }
    case ScoreMethod::Elo:
        return eloScores(votes, options, hasIntervals, isCancelled);
    case ScoreMethod::WinRate:
        return rateScores(votes, options, hasIntervals);
    case ScoreMethod::BradleyTerry:
        break;
    }
    stats::BradleyTerryOptions terry;
    terry.ties = options.ties;
    terry.l2 = options.l2;
    terry.interval = interval;
    return fromLogs(stats::bradleyTerry(votes.comparisons, terry), votes, options, interval.method);
}

stats::WinRates sharesOf(const Votes& votes, const LeaderboardOptions& options, bool isClustered)
{
    stats::WinRateOptions rates;
    rates.confidence = options.confidence;
    rates.cluster = options.cluster;
    rates.interval = isClustered && options.cluster != stats::ClusterBy::None ? stats::RateInterval::Clustered
                                                                              : stats::RateInterval::Wilson;
    return stats::winRates(votes.comparisons, rates);
}

} // namespace plumbline::leaderboard
