#include "app/ctl/ctlcontext.h"
#include "app/ctl/statscommand.h"

#include "core/stats/samplesize.h"

#include <CLI/CLI.hpp>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PlanArguments
{
    stats::SamplePlan plan;
    std::optional<double> labels;
};

void runSampleSize(CtlContext& context, const PlanArguments& arguments)
{
    const stats::SampleSize size = stats::sampleSize(arguments.plan);
    QJsonObject answer{{u"metric"_s, u"sample-size"_s},
                       {u"labels"_s, toJsonNumber(size.labels.value)},
                       {u"items"_s, toJsonNumber(size.items.value)},
                       {u"design_effect"_s, size.designEffect},
                       {u"undefined"_s, reasonToJson(size.labels.undefined)}};
    QStringList lines;
    if (size.labels) {
        lines << u"labels\t%1"_s.arg(*size.labels.value, 0, 'f', 0)
              << u"items\t%1"_s.arg(size.items.valueOr(0), 0, 'f', 0)
              << u"design effect\t%1"_s.arg(size.designEffect, 0, 'f', 4);
    } else {
        lines << size.labels.undefined;
    }
    if (arguments.labels) {
        const stats::Estimate power = stats::powerOf(arguments.plan, *arguments.labels);
        const stats::Estimate gap = stats::detectableGap(arguments.plan, *arguments.labels);
        answer.insert(u"power"_s, toJsonNumber(power.value));
        answer.insert(u"detectable_gap"_s, toJsonNumber(gap.value));
        lines << u"power of %1 labels\t%2"_s.arg(*arguments.labels, 0, 'f', 0).arg(toText(power))
              << u"gap that they find\t%1"_s.arg(toText(gap));
    }
    context.answer(answer, lines.join(u'\n'));
}

} // namespace

void addPlanMetrics(CLI::App& parent, CtlContext& context)
{
    auto arguments = std::make_shared<PlanArguments>();
    stats::SamplePlan& plan = arguments->plan;
    CLI::App* command =
        parent.add_subcommand("sample-size", "How many labels tell two models apart; needs no input");
    command->fallthrough();
    command->add_option("--gap", plan.gap, "Share won less one half that is to be found (0.05)")
        ->check(CLI::Range(1e-4, 0.4999));
    command->add_option("--tie-rate", plan.tieRate, "Share of ties among the votes (0)")
        ->check(CLI::Range(0.0, 0.9999));
    command->add_option("--agreement", plan.agreement, "Of people on one item, corrected for chance (0)")
        ->check(CLI::Range(0.0, 1.0));
    command->add_option("--overlap", plan.overlap, "Labels on each item (1)")->check(CLI::Range(1.0, 1e6));
    command->add_option("--power", plan.power, "Chance that the gap is found (0.8)")
        ->check(CLI::Range(0.01, 0.9999));
    command->add_option("--confidence", plan.confidence, "Of the test, both sides (0.95)")
        ->check(CLI::Range(0.01, 0.9999));
    command->add_option("--pairs", plan.comparisons, "Pairs of models that are tested together (1)")
        ->check(CLI::Range(1, 1'000'000));
    command->add_option("--labels", arguments->labels, "Also what so many labels find")
        ->check(CLI::Range(1.0, 1e12));
    command->callback([&context, arguments] { runSampleSize(context, *arguments); });
}

} // namespace plumbline
