#include "app/ctl/ctlcontext.h"
#include "app/ctl/statscommand.h"

#include "core/stats/numericconsensus.h"
#include "core/stats/spanconsensus.h"

#include <CLI/CLI.hpp>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

using PickEstimate = const stats::Estimate& (*)(const stats::NumericUnit& unit);

struct SpanArguments : StatsArguments
{
    stats::SpanConsensusOptions options;
};

void runNumeric(CtlContext& context, const std::string& metric, StatsArguments& arguments, PickEstimate pick)
{
    if (!openSource(context, arguments.source)) {
        return;
    }
    const Result<LabelInput> input = readLabels(arguments.source);
    if (!context.check(input)) {
        return;
    }
    const Result<stats::NumericLabels> labels = input->numbers();
    if (!context.check(labels)) {
        return;
    }
    stats::NumericConsensusOptions options;
    options.confidence = arguments.confidence;
    const stats::NumericConsensus consensus = stats::numericConsensus(*labels, options);
    QJsonArray units;
    QJsonArray annotators;
    QStringList lines;
    for (std::size_t i = 0; i < consensus.units.size(); ++i) {
        const stats::Estimate& value = pick(consensus.units[i]);
        const QString unit = input->units.name(static_cast<std::int32_t>(i));
        units.append(QJsonObject{{u"unit"_s, unit},
                                 {u"value"_s, toJsonNumber(value.value)},
                                 {u"ci"_s, toJson(value.interval)},
                                 {u"labels"_s, consensus.units[i].labels},
                                 {u"undefined"_s, reasonToJson(value.undefined)}});
        lines.append(u"%1\t%2"_s.arg(unit, toText(value)));
    }
    lines.append(QString());
    for (std::size_t i = 0; i < consensus.annotators.size(); ++i) {
        const stats::NumericAnnotator& annotator = consensus.annotators[i];
        const QString called = input->annotators.name(static_cast<std::int32_t>(i));
        annotators.append(QJsonObject{{u"annotator"_s, called},
                                      {u"bias"_s, toJsonNumber(annotator.bias.value)},
                                      {u"deviation"_s, toJsonNumber(annotator.deviation.value)},
                                      {u"labels"_s, annotator.labels}});
        if (!annotator.bias) {
            continue; // as the units say
        }
        lines.append(
            u"%1\tbias %2\tdeviation %3"_s.arg(called, toText(annotator.bias), toText(annotator.deviation)));
    }
    context.answer({{u"metric"_s, QString::fromStdString(metric)},
                    {u"units"_s, units},
                    {u"annotators"_s, annotators},
                    {u"undefined"_s, reasonToJson(consensus.undefined)}},
                   consensus ? lines.join(u'\n') : consensus.undefined);
}

void runSpans(CtlContext& context, SpanArguments& arguments)
{
    if (!openSource(context, arguments.source)) {
        return;
    }
    const Result<SpanInput> input = readSpans(arguments.source);
    if (!context.check(input)) {
        return;
    }
    const stats::SpanConsensus consensus = stats::spanConsensus(input->spans, arguments.options);
    QJsonArray spans;
    QStringList lines;
    for (const stats::ConsensusSpan& span : consensus.spans) {
        const QString unit = input->units.name(span.unit);
        const QString category = input->categories.name(span.category);
        spans.append(QJsonObject{{u"unit"_s, unit},
                                 {u"category"_s, category},
                                 {u"start"_s, static_cast<qint64>(span.start)},
                                 {u"end"_s, static_cast<qint64>(span.end)},
                                 {u"support"_s, span.support},
                                 {u"lowest_support"_s, span.lowestSupport}});
        lines.append(u"%1\t%2\t%3–%4\t%5"_s.arg(unit, category)
                         .arg(span.start)
                         .arg(span.end)
                         .arg(span.support, 0, 'f', 4));
    }
    QJsonArray units;
    for (std::size_t i = 0; i < consensus.judges.size(); ++i) {
        units.append(QJsonObject{{u"unit"_s, input->units.name(static_cast<std::int32_t>(i))},
                                 {u"judges"_s, consensus.judges[i]},
                                 {u"undefined"_s, reasonToJson(consensus.unitProblems[i])}});
    }
    context.answer({{u"metric"_s, u"span-consensus"_s},
                    {u"spans"_s, spans},
                    {u"units"_s, units},
                    {u"undefined"_s, reasonToJson(consensus.undefined)}},
                   consensus ? lines.join(u'\n') : consensus.undefined);
}

struct Metric
{
    std::string name;
    std::string description;
    PickEstimate pick;
};

} // namespace

void addNumericMetrics(CLI::App& parent, CtlContext& context)
{
    const std::vector<Metric> metrics{
        {"mean", "Mean rating of each unit, and how each annotator rates beside the others",
         [](const stats::NumericUnit& unit) -> const stats::Estimate& { return unit.mean; }},
        {"median", "Median rating of each unit",
         [](const stats::NumericUnit& unit) -> const stats::Estimate& { return unit.median; }},
        {"robust-mean", "Ratings less the annotators' bias, weighted by their precision",
         [](const stats::NumericUnit& unit) -> const stats::Estimate& { return unit.robust; }}};
    for (const Metric& metric : metrics) {
        auto arguments = std::make_shared<StatsArguments>();
        arguments->source.kind = "rating";
        CLI::App* command = addMetric(parent, arguments, metric.name, metric.description,
                                      "A project, or a CSV of unit,annotator,label");
        addLabelOptions(*command, arguments);
        command->callback(
            [&context, arguments, metric] { runNumeric(context, metric.name, *arguments, metric.pick); });
    }
    auto spans = std::make_shared<SpanArguments>();
    CLI::App* command =
        addMetric(parent, spans, "span-consensus", "What most annotators of a text marked, by characters",
                  "A project, or a CSV of unit,annotator,category,start,end; without start and end: nothing");
    addLabelOptions(*command, spans);
    command->add_option("--threshold", spans->options.threshold, "Share of annotators to exceed (0.5)")
        ->check(CLI::Range(0.0, 0.9999));
    command
        ->add_option("--merge-gap", spans->options.mergeGap, "Join runs at most so many characters apart (0)")
        ->check(CLI::Range(0, 1'000'000));
    command->add_option("--min-length", spans->options.minLength, "Leave shorter runs out (1)")
        ->check(CLI::Range(1, 1'000'000));
    command->callback([&context, spans] { runSpans(context, *spans); });
}

} // namespace plumbline
