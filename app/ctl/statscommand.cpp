#include "app/ctl/statscommand.h"

#include "app/ctl/ctlcontext.h"

#include <CLI/CLI.hpp>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

CLI::App* addMetric(CLI::App& parent, const SharedStatsArguments& arguments, const std::string& name,
                    const std::string& description, const std::string& input)
{
    CLI::App* metric = parent.add_subcommand(name, description);
    metric->fallthrough();
    metric->add_option("INPUT", arguments->source.path, input)->required();
    metric->add_option("--confidence", arguments->confidence, "Of the intervals (0.95)")
        ->check(CLI::Range(0.01, 0.9999));
    return metric;
}

void addLabelOptions(CLI::App& metric, const SharedStatsArguments& arguments)
{
    StatsSource& source = arguments->source;
    metric.add_option("--batch", source.batch, "Project: only labels of this batch");
    metric.add_option("--by", source.by, "Project: whose labels (human)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"human", "llm", "simulated", "reward_model", "all"}));
    metric.add_option("--aspect", source.aspect, "Project: the question or the rated aspect");
    metric.add_option("--category", source.category, "Project: only prompts of this category");
    metric.add_option("--turn", source.turn, "Project: only this turn of conversations")
        ->check(CLI::Range(1, 10'000));
}

bool openSource(CtlContext& context, StatsSource& source)
{
    if (!isProject(source)) {
        return true;
    }
    context.projectPath = source.path;
    source.store = context.openStore();
    return source.store != nullptr;
}

QJsonValue toJsonNumber(std::optional<double> value)
{
    return value && std::isfinite(*value) ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue toJson(const std::optional<stats::Interval>& interval)
{
    return interval ? QJsonValue(QJsonArray{toJsonNumber(interval->low), toJsonNumber(interval->high)})
                    : QJsonValue(QJsonValue::Null);
}

QJsonValue reasonToJson(const QString& reason)
{
    return reason.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(reason);
}

QString toText(const stats::Estimate& estimate)
{
    if (!estimate) {
        return estimate.undefined;
    }
    const QString value = QString::number(*estimate.value, 'f', 4);
    return estimate.interval ? u"%1 [%2, %3]"_s.arg(value)
                                   .arg(estimate.interval->low, 0, 'f', 4)
                                   .arg(estimate.interval->high, 0, 'f', 4)
                             : value;
}

void addStatsCommand(CLI::App& app, CtlContext& context)
{
    CLI::App* command = app.add_subcommand(
        "stats", "What labels say: agreement, consensus, rankings; of a project or of a CSV");
    command->fallthrough();
    command->require_subcommand(1);
    addAgreementMetrics(*command, context);
    addConsensusMetrics(*command, context);
    addNumericMetrics(*command, context);
    addRankingMetrics(*command, context);
    addMatchMetrics(*command, context);
    addAlpacaMetrics(*command, context);
    addPlanMetrics(*command, context);
}

} // namespace plumbline
