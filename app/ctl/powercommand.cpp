#include "app/ctl/powercommand.h"

#include "app/ctl/ctlcontext.h"
#include "app/ctl/statscommand.h"
#include "core/stats/labelpower.h"

#include <CLI/CLI.hpp>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject toObject(const stats::Estimate& estimate)
{
    return {{u"value"_s, toJsonNumber(estimate.value)},
            {u"ci"_s, toJson(estimate.interval)},
            {u"undefined"_s, reasonToJson(estimate.undefined)}};
}

QJsonArray curveOf(const stats::LabelPower& power)
{
    QJsonArray out;
    for (const stats::LabelPowerPoint& point : power.curve) {
        out.append(QJsonObject{{u"labels"_s, static_cast<qint64>(point.labels)},
                               {u"items_per_pair"_s, static_cast<qint64>(point.items)},
                               {u"decided"_s, toJsonNumber(point.decided.value)},
                               {u"decided_ci"_s, toJson(point.decided.interval)},
                               {u"decided_by_looking"_s, toJsonNumber(point.decidedByLooking.value)},
                               {u"wrong"_s, toJsonNumber(point.wrong.value)}});
    }
    return out;
}

/// "320 [300, 345]", or the reason.
QString countText(const stats::Estimate& estimate)
{
    if (!estimate) {
        return estimate.undefined;
    }
    QString out = QString::number(*estimate.value, 'f', 0);
    if (estimate.interval) {
        out += u" [%1, %2]"_s.arg(estimate.interval->low, 0, 'f', 0).arg(estimate.interval->high, 0, 'f', 0);
    }
    return out;
}

void runPower(CtlContext& context, const stats::LabelPowerPlan& plan, bool showsCurve)
{
    const stats::LabelPower power = stats::labelPower(plan);
    QJsonObject answer{{u"metric"_s, u"label-power"_s},
                       {u"labels"_s, toObject(power.labels)},
                       {u"items_per_pair"_s, toObject(power.itemsPerPair)},
                       {u"labels_by_looking"_s, toObject(power.labelsByLooking)},
                       {u"typical_by_looking"_s, toObject(power.typicalByLooking)},
                       {u"closed_form"_s, toObject(power.closedForm)},
                       {u"pairs"_s, static_cast<qint64>(power.pairs)},
                       {u"label_gap"_s, power.plan.gap},
                       {u"label_agreement"_s, power.plan.agreement}};
    QStringList lines{u"labels in all, one test at the end\t%1"_s.arg(countText(power.labels)),
                      u"items on each pair\t%1"_s.arg(countText(power.itemsPerPair)),
                      u"labels in all, looking after each item\t%1"_s.arg(countText(power.labelsByLooking)),
                      u"of them typically\t%1"_s.arg(countText(power.typicalByLooking)),
                      u"by the formula for one pair\t%1"_s.arg(countText(power.closedForm))};
    if (showsCurve) {
        answer.insert(u"curve"_s, curveOf(power));
        lines << u"labels\tdecided\twrong\tby looking"_s;
        for (const stats::LabelPowerPoint& point : power.curve) {
            lines << u"%1\t%2\t%3\t%4"_s.arg(point.labels)
                         .arg(point.decided.valueOr(0), 0, 'f', 3)
                         .arg(point.wrong.valueOr(0), 0, 'f', 3)
                         .arg(point.decidedByLooking.valueOr(0), 0, 'f', 3);
        }
    }
    context.answer(answer, lines.join(u'\n'));
}

} // namespace

void addPowerCommand(CLI::App& judge, CtlContext& context)
{
    struct Arguments
    {
        stats::LabelPowerPlan plan;
        bool showsCurve = false;
    };
    auto arguments = std::make_shared<Arguments>();
    stats::LabelPowerPlan& plan = arguments->plan;
    CLI::App* command = judge.add_subcommand(
        "power", "How many labels decide a ranking, by simulated annotators; needs no project");
    command->fallthrough();
    command->add_option("--models", plan.models, "Models to be ranked (2)")->check(CLI::Range(2, 64));
    command->add_option("--gap", plan.gap, "How much oftener than half the better neighbour is better (0.1)")
        ->check(CLI::Range(1e-3, 0.4999));
    command->add_option("--accuracy", plan.accuracy, "Share of decided labels that are right (0.8)")
        ->check(CLI::Range(0.5001, 1.0));
    command->add_option("--tie-rate", plan.tieRate, "Share of labels that are ties (0)")
        ->check(CLI::Range(0.0, 0.9999));
    command->add_option("--overlap", plan.overlap, "Labels on each item (1)")->check(CLI::Range(1, 1000));
    command->add_option("--power", plan.power, "Chance that the ranking is decided (0.8)")
        ->check(CLI::Range(0.01, 0.9999));
    command->add_option("--confidence", plan.confidence, "That no pair is decided wrongly (0.95)")
        ->check(CLI::Range(0.01, 0.9999));
    command->add_option("--runs", plan.runs, "Simulated annotations (1000)")->check(CLI::Range(20, 100'000));
    command->add_option("--most-items", plan.mostItems, "On one pair; no more are simulated (200000)")
        ->check(CLI::Range(1, 10'000'000));
    command->add_option("--seed", plan.seed, "Of the simulation (1)");
    command->add_flag("--curve", arguments->showsCurve, "Also the chance after each number of labels");
    command->callback([&context, arguments] { runPower(context, arguments->plan, arguments->showsCurve); });
}

} // namespace plumbline
