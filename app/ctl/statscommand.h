#pragma once

#include "app/ctl/statsinput.h"
#include "core/stats/estimate.h"

#include <QJsonArray>
#include <QJsonObject>

#include <memory>

namespace CLI {
class App;
}

namespace plumbline {

class CtlContext;

/// What the metrics of `plumblinectl stats` are asked with; each reads its part.
struct StatsArguments
{
    StatsSource source;
    double confidence = stats::kDefaultConfidence;
    std::uint64_t seed = 1;
    int resamples = 1'000;
    std::string weights = "none";
    std::string level = "nominal";
    std::string model;
    std::string ties;
    std::string interval;
    std::string cluster = "none";
    std::string scale = "log";
    double l2 = 0;
    double smoothing = 0;
    double step = 4;
    int permutations = 0;
    std::optional<int> iterations;
    int restarts = 10;
    bool isFlagged = false; ///< the one flag of the metric
    std::vector<std::string> files;
};
using SharedStatsArguments = std::shared_ptr<StatsArguments>;

/// A metric as a subcommand of `stats` with its INPUT and what all metrics share.
[[nodiscard]] CLI::App* addMetric(CLI::App& parent, const SharedStatsArguments& arguments,
                                  const std::string& name, const std::string& description,
                                  const std::string& input);
/// The options that choose among a project's labels.
void addLabelOptions(CLI::App& metric, const SharedStatsArguments& arguments);
/// Opens the project, if INPUT is one. False when it cannot; it has been said.
[[nodiscard]] bool openSource(CtlContext& context, StatsSource& source);

void addAgreementMetrics(CLI::App& parent, CtlContext& context);
void addConsensusMetrics(CLI::App& parent, CtlContext& context);
void addNumericMetrics(CLI::App& parent, CtlContext& context);
void addRankingMetrics(CLI::App& parent, CtlContext& context);
void addMatchMetrics(CLI::App& parent, CtlContext& context);
void addAlpacaMetrics(CLI::App& parent, CtlContext& context);
void addPlanMetrics(CLI::App& parent, CtlContext& context);

/// A number, or null where there is none.
[[nodiscard]] QJsonValue toJsonNumber(std::optional<double> value);
/// [low, high], or null.
[[nodiscard]] QJsonValue toJson(const std::optional<stats::Interval>& interval);
/// The reason, or null.
[[nodiscard]] QJsonValue reasonToJson(const QString& reason);
/// "0.4855 [0.4512, 0.5181]", or the reason.
[[nodiscard]] QString toText(const stats::Estimate& estimate);

} // namespace plumbline
