#include "app/ctl/ctlcontext.h"
#include "app/ctl/statscommand.h"

#include "core/stats/dawidskene.h"
#include "core/stats/glad.h"
#include "core/stats/mace.h"
#include "core/stats/majorityvote.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

using Compute = std::function<stats::Consensus(const stats::Labels& labels, const StatsArguments& arguments)>;

QJsonObject sharesToJson(const QStringList& values, std::span<const double> shares)
{
    QJsonObject object;
    for (std::size_t value = 0; value < shares.size(); ++value) {
        object.insert(values[static_cast<qsizetype>(value)], toJsonNumber(shares[value]));
    }
    return object;
}

/// {true value: {given value: probability}}; null where the row rests on nothing.
QJsonObject confusionToJson(const stats::Consensus& consensus, std::int32_t annotator,
                            const QStringList& values)
{
    QJsonObject object;
    if (consensus.confusion.empty()) {
        return object;
    }
    for (std::int32_t truth = 0; truth < consensus.values; ++truth) {
        QJsonObject row;
        for (std::int32_t given = 0; given < consensus.values; ++given) {
            row.insert(values[given], toJsonNumber(consensus.confusionOf(annotator, truth, given)));
        }
        object.insert(values[truth], consensus.confusionWeightOf(annotator, truth) > 0
                                         ? QJsonValue(row)
                                         : QJsonValue(QJsonValue::Null));
    }
    return object;
}

QJsonObject unitToJson(const stats::Consensus& consensus, std::int32_t unit, const LabelInput& input)
{
    const auto& label = consensus.labels[static_cast<std::size_t>(unit)];
    QJsonObject object{{u"unit"_s, input.units.name(unit)},
                       {u"label"_s, label ? QJsonValue(input.values[*label]) : QJsonValue(QJsonValue::Null)},
                       {u"posterior"_s, sharesToJson(input.values, consensus.posteriorOf(unit))},
                       {u"tie"_s, consensus.isTie(unit)}};
    if (!consensus.difficulty.empty()) {
        object.insert(u"difficulty"_s, toJsonNumber(consensus.difficulty[static_cast<std::size_t>(unit)]));
    }
    return object;
}

QJsonObject toJson(const std::string& metric, const stats::Consensus& consensus, const LabelInput& input)
{
    QJsonArray units;
    QJsonArray annotators;
    QJsonObject priors;
    if (consensus) {
        for (std::int32_t unit = 0; unit < consensus.units; ++unit) {
            units.append(unitToJson(consensus, unit, input));
        }
        for (std::int32_t annotator = 0; annotator < consensus.annotators; ++annotator) {
            const stats::Estimate& skill = consensus.skills[static_cast<std::size_t>(annotator)];
            QJsonObject row{{u"annotator"_s, input.annotators.name(annotator)},
                            {u"skill"_s, toJsonNumber(skill.value)},
                            {u"confusion"_s, confusionToJson(consensus, annotator, input.values)}};
            if (!skill) {
                row.insert(u"undefined"_s, skill.undefined);
            }
            annotators.append(row);
        }
        priors = sharesToJson(input.values, consensus.priors);
    }
    return {{u"metric"_s, QString::fromStdString(metric)},
            {u"units"_s, units},
            {u"annotators"_s, annotators},
            {u"priors"_s, priors},
            {u"iterations"_s, consensus.iterations},
            {u"converged"_s, consensus.converged},
            {u"log_likelihood"_s, toJsonNumber(consensus.logLikelihood.value)},
            {u"undefined"_s, reasonToJson(consensus.undefined)}};
}

QString consensusText(const stats::Consensus& consensus, const LabelInput& input)
{
    if (!consensus) {
        return consensus.undefined;
    }
    QStringList lines;
    for (std::int32_t unit = 0; unit < consensus.units; ++unit) {
        const auto& label = consensus.labels[static_cast<std::size_t>(unit)];
        if (!label) {
            lines.append(u"%1\t–\tnobody labelled it"_s.arg(input.units.name(unit)));
            continue;
        }
        const double share = consensus.posteriorOf(unit)[static_cast<std::size_t>(*label)];
        lines.append(u"%1\t%2\t%3%4"_s.arg(input.units.name(unit), input.values[*label])
                         .arg(share, 0, 'f', 4)
                         .arg(consensus.isTie(unit) ? u"\ttie"_s : QString()));
    }
    lines.append(QString());
    for (std::int32_t annotator = 0; annotator < consensus.annotators; ++annotator) {
        lines.append(u"%1\t%2"_s.arg(input.annotators.name(annotator),
                                     toText(consensus.skills[static_cast<std::size_t>(annotator)])));
    }
    return lines.join(u'\n');
}

void run(CtlContext& context, const std::string& metric, StatsArguments& arguments, const Compute& compute)
{
    if (!openSource(context, arguments.source)) {
        return;
    }
    const Result<LabelInput> input = readLabels(arguments.source);
    if (context.check(input)) {
        const stats::Consensus consensus = compute(input->labels(), arguments);
        context.answer(toJson(metric, consensus, *input), consensusText(consensus, *input));
    }
}

struct Metric
{
    std::string name;
    std::string description;
    Compute compute;
    bool hasTieRule = false;
    bool hasIterations = false;
};

stats::TieRule tieRule(const StatsArguments& arguments)
{
    return arguments.ties == "first" ? stats::TieRule::First : stats::TieRule::Share;
}

stats::Consensus dawidSkeneOf(const stats::Labels& labels, const StatsArguments& arguments)
{
    stats::DawidSkeneOptions options;
    options.iterations = arguments.iterations;
    options.smoothing = arguments.smoothing;
    options.model = arguments.isFlagged ? stats::DawidSkeneOptions::Model::OneCoin
                                        : stats::DawidSkeneOptions::Model::Full;
    return stats::dawidSkene(labels, options);
}

stats::Consensus maceOf(const stats::Labels& labels, const StatsArguments& arguments)
{
    stats::MaceOptions options;
    options.iterations = arguments.iterations.value_or(options.iterations);
    options.restarts = arguments.restarts;
    options.seed = arguments.seed;
    options.method =
        arguments.isFlagged ? stats::MaceOptions::Method::Em : stats::MaceOptions::Method::Variational;
    options.priors = arguments.model == "uniform" ? stats::MaceOptions::Priors::Uniform
                                                  : stats::MaceOptions::Priors::Learned;
    return stats::mace(labels, options);
}

stats::Consensus gladOf(const stats::Labels& labels, const StatsArguments& arguments)
{
    stats::GladOptions options;
    options.iterations = arguments.iterations;
    return stats::glad(labels, options);
}

stats::Consensus votesOf(const stats::Labels& labels, const StatsArguments& arguments, bool isWeighted)
{
    stats::VoteOptions options;
    options.ties = tieRule(arguments);
    return isWeighted ? stats::wawa(labels, options) : stats::majorityVote(labels, options);
}

stats::Consensus zbsOf(const stats::Labels& labels, const StatsArguments& arguments)
{
    stats::ZeroBasedSkillOptions options;
    options.ties = tieRule(arguments);
    options.maxIterations = arguments.iterations.value_or(options.maxIterations);
    return stats::zeroBasedSkill(labels, options);
}

std::vector<Metric> consensusMetrics()
{
    return {
        {"majority", "Majority vote; ties are shown",
         [](const auto& labels, const auto& arguments) { return votesOf(labels, arguments, false); }, true},
        {"wawa", "Vote weighted by agreement with the majority",
         [](const auto& labels, const auto& arguments) { return votesOf(labels, arguments, true); }, true},
        {"zbs", "Zero-based skill: votes and skills in turns", zbsOf, true, true},
        {"dawid-skene", "Dawid & Skene: a confusion matrix for each annotator", dawidSkeneOf, false, true},
        {"mace", "MACE: who knows and who guesses", maceOf, false, true},
        {"glad", "GLAD: skills of annotators and difficulties of units", gladOf, false, true},
    };
}

} // namespace

void addConsensusMetrics(CLI::App& parent, CtlContext& context)
{
    for (const Metric& metric : consensusMetrics()) {
        auto arguments = std::make_shared<StatsArguments>();
        CLI::App* command = addMetric(parent, arguments, metric.name, metric.description,
                                      "A project, or a CSV of unit,annotator,label");
        addLabelOptions(*command, arguments);
        command->add_option("--kind", arguments->source.kind, "Project: which labels")
            ->check(CLI::IsMember({"pairwise", "rating"}));
        command->add_option("--values", arguments->source.scale, "The declared values: a,b,c")
            ->delimiter(',')
            ->allow_extra_args(false);
        if (metric.hasTieRule) {
            command
                ->add_option("--ties", arguments->ties, "What a tied vote counts as where it goes on (share)")
                ->check(CLI::IsMember({"share", "first"}));
        }
        if (metric.hasIterations) {
            command->add_option("--iterations", arguments->iterations, "Exactly so many steps")
                ->check(CLI::Range(0, 1'000'000));
        }
        if (metric.name == "dawid-skene") {
            command->add_flag("--one-coin", arguments->isFlagged, "One accuracy for each annotator");
            command->add_option("--smoothing", arguments->smoothing, "Added to each expected count (0)")
                ->check(CLI::Range(0.0, 1e6));
        }
        if (metric.name == "mace") {
            command->add_flag("--em", arguments->isFlagged,
                              "Maximum likelihood instead of variational Bayes");
            command->add_option("--restarts", arguments->restarts, "The best of so many runs (10)")
                ->check(CLI::Range(1, 10'000));
            command
                ->add_option("--priors", arguments->model,
                             "How probable the values are before any label (learned)")
                ->check(CLI::IsMember({"learned", "uniform"}));
            arguments->seed = 0;
            command->add_option("--seed", arguments->seed, "Of the random starts (0)");
        }
        command->callback(
            [&context, arguments, metric] { run(context, metric.name, *arguments, metric.compute); });
    }
}

} // namespace plumbline
