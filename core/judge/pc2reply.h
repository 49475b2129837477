#pragma once

#include "core/judge/judgesession.h"

#include <QList>
#include <QString>

#include <optional>

namespace plumbline {

/// One criterion with its share of the score.
struct Pc2Metric
{
    QString number; ///< as the judge wrote it: "1", "2.3"
    QString description;
    double weight = 0; ///< all weights sum to 100
    bool operator==(const Pc2Metric&) const = default;
};

/// What becomes of weights that do not sum to 100.
enum class Pc2Weights {
    Strict,    ///< a fault: the criteria are asked for again
    Normalise, ///< each is multiplied by 100 / sum
};

/// The criteria of a reply.
struct Pc2Criteria
{
    QList<Pc2Metric> metrics;
    double sum = 0; ///< of the weights as written
    QString block;  ///< the lines of the metrics in the form "number. description | weight": the next calls
    std::optional<ParseFault> fault;
};

/// Reads the reply to the criteria call of PC2 (Feedbacker, arXiv:2505.06698): within one
/// <Evaluation_Framework> block a line for each metric, "number, description | weight". Lines without "|"
/// (headings, blanks) are left out. Faults: "no-block", "truncated" (the block has no end), "two-blocks",
/// "no-metric", "bad-line" (a line with "|" that has no number or no whole weight), "metric-twice",
/// "weights" (Pc2Weights::Strict: the sum is not 100; with either rule a sum of 0).
[[nodiscard]] Pc2Criteria pc2Criteria(const LlmReply& reply, Pc2Weights weights = Pc2Weights::Strict);

/// The score of one metric.
struct Pc2MetricScore
{
    QString number;
    double score = 0;
    bool operator==(const Pc2MetricScore&) const = default;
};

/// The score of one answer, as the judge said it and as its own metrics give it.
struct Pc2Score
{
    double said = 0;        ///< 100 … 100 · scale
    bool isClipped = false; ///< the judge said more than 100 · scale
    QList<Pc2MetricScore> metrics;
    std::optional<double> recomputed; ///< Σ weight · metric; empty where `problem` says why
    QString problem;
    std::optional<ParseFault> fault;
};

/// Reads a result block: a line for each metric, "number | score | reason", and at the end the weighted
/// score. The score is, as in Feedbacker, the last number behind the words "Weighted Score", and at most
/// 100 · scale. Faults: "no-verdict" (no such words, or no number behind them), "out-of-range" (below 100,
/// which no scores from 1 upwards can give), "truncated".
[[nodiscard]] Pc2Score pc2Score(const LlmReply& reply, const QList<Pc2Metric>& metrics, int scale);

/// Σ weight · metric, where every metric has exactly one score on the scale; else an error that says why not.
[[nodiscard]] Result<double> pc2WeightedScore(const QList<Pc2Metric>& metrics,
                                              const QList<Pc2MetricScore>& scores, int scale);

} // namespace plumbline
