#include "app/ctl/ctlcontext.h"
#include "app/ctl/statscommand.h"

#include "core/stats/correlation.h"
#include "core/stats/gwet.h"
#include "core/stats/icc.h"
#include "core/stats/kappa.h"
#include "core/stats/krippendorff.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <set>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One agreement number as it is told.
struct AgreementAnswer
{
    stats::Estimate value;
    std::int64_t units = 0;
    std::int64_t annotators = 0;
    QJsonObject details; ///< further keys
};
using Compute =
    std::function<Result<AgreementAnswer>(const LabelInput& input, const StatsArguments& arguments)>;

struct Metric
{
    std::string name;
    std::string description;
    Compute compute;
};

void answerAgreement(CtlContext& context, const std::string& metric, const AgreementAnswer& answer)
{
    QJsonObject object = answer.details;
    object.insert(u"metric"_s, QString::fromStdString(metric));
    object.insert(u"value"_s, toJsonNumber(answer.value.value));
    object.insert(u"ci"_s, toJson(answer.value.interval));
    object.insert(u"n_units"_s, static_cast<qint64>(answer.units));
    object.insert(u"n_annotators"_s, static_cast<qint64>(answer.annotators));
    object.insert(u"undefined"_s, reasonToJson(answer.value.undefined));
    context.answer(object, u"%1\t%2\nunits\t%3\nannotators\t%4"_s
                               .arg(QString::fromStdString(metric), toText(answer.value))
                               .arg(answer.units)
                               .arg(answer.annotators));
}

AgreementAnswer fromKappa(const stats::Kappa& kappa)
{
    return {kappa.kappa, kappa.units, kappa.annotators, {}};
}

AgreementAnswer fromAlpha(const stats::Alpha& alpha)
{
    return {alpha.alpha, alpha.units, alpha.annotators, {}};
}

stats::AgreementWeights weightsOf(const StatsArguments& arguments)
{
    return arguments.weights == "linear"      ? stats::AgreementWeights::Linear
           : arguments.weights == "quadratic" ? stats::AgreementWeights::Quadratic
           : arguments.weights == "ordinal"   ? stats::AgreementWeights::Ordinal
                                              : stats::AgreementWeights::None;
}

/// The annotators with a label, in order.
std::vector<std::int32_t> labelling(const stats::Labels& labels)
{
    std::vector<char> isActive(static_cast<std::size_t>(labels.annotators));
    for (const stats::Label& row : labels.rows) {
        isActive[static_cast<std::size_t>(row.annotator)] = 1;
    }
    std::vector<std::int32_t> active;
    for (std::int32_t annotator = 0; annotator < labels.annotators; ++annotator) {
        if (isActive[static_cast<std::size_t>(annotator)] != 0) {
            active.push_back(annotator);
        }
    }
    return active;
}

/// Units with two labels or more.
std::int64_t sharedUnits(const stats::Labels& labels)
{
    std::vector<std::int64_t> counts(static_cast<std::size_t>(labels.units));
    for (const stats::Label& row : labels.rows) {
        ++counts[static_cast<std::size_t>(row.unit)];
    }
    return std::count_if(counts.begin(), counts.end(), [](std::int64_t count) { return count > 1; });
}

void run(CtlContext& context, const std::string& metric, StatsArguments& arguments, const Compute& compute)
{
    if (!openSource(context, arguments.source)) {
        return;
    }
    Result<LabelInput> input = readLabels(arguments.source);
    if (!context.check(input)) {
        return;
    }
    static const std::set<std::string> kOneEach{"cohen-kappa", "scott-pi", "icc", "kendall-w"};
    if (arguments.source.store != nullptr && kOneEach.contains(metric)) {
        input->keepNewest(); // two items may show the same responses to the same person
    }
    Result<AgreementAnswer> answer = compute(*input, arguments);
    if (context.check(answer)) {
        if (!answer->value) { // how much there was all the same
            const stats::Labels labels = input->labels();
            answer->units = sharedUnits(labels);
            answer->annotators = static_cast<std::int64_t>(labelling(labels).size());
        }
        answerAgreement(context, metric, *answer);
    }
}

Result<AgreementAnswer> percent(const LabelInput& input, const StatsArguments& arguments)
{
    const stats::Labels labels = input.labels();
    return AgreementAnswer{stats::percentAgreement(labels, arguments.confidence),
                           sharedUnits(labels),
                           static_cast<std::int64_t>(labelling(labels).size()),
                           {}};
}

Result<AgreementAnswer> cohen(const LabelInput& input, const StatsArguments& arguments)
{
    const stats::Labels labels = input.labels();
    const std::vector<std::int32_t> active = labelling(labels);
    AgreementAnswer answer;
    if (active.size() != 2) {
        answer.value = stats::Estimate::none(u"Cohen’s κ compares two annotators; here are %1. Name two with "
                                             u"--annotators, or take fleiss-kappa "
                                             "or krippendorff-alpha."_s.arg(active.size()));
        answer.details = {{u"se"_s, QJsonValue::Null}, {u"z"_s, QJsonValue::Null}};
        return answer;
    }
    const stats::Kappa kappa =
        stats::cohenKappa(labels, active[0], active[1], weightsOf(arguments), arguments.confidence);
    answer = fromKappa(kappa);
    answer.details = {{u"se"_s, toJsonNumber(kappa.standardError)},
                      {u"se_zero"_s, toJsonNumber(kappa.standardErrorZero)},
                      {u"z"_s, toJsonNumber(kappa.z)},
                      {u"p"_s, toJsonNumber(kappa.pValue)}};
    return answer;
}

Result<AgreementAnswer> alpha(const LabelInput& input, const StatsArguments& arguments)
{
    stats::AlphaOptions options;
    options.resamples = arguments.resamples;
    options.confidence = arguments.confidence;
    options.seed = arguments.seed;
    if (arguments.level == "interval" || arguments.level == "ratio") {
        options.level = arguments.level == "ratio" ? stats::AlphaLevel::Ratio : stats::AlphaLevel::Interval;
        PLUMBLINE_ASSIGN(const stats::NumericLabels numbers, input.numbers());
        return fromAlpha(stats::krippendorffAlpha(numbers, options));
    }
    options.level = arguments.level == "ordinal" ? stats::AlphaLevel::Ordinal : stats::AlphaLevel::Nominal;
    return fromAlpha(stats::krippendorffAlpha(input.labels(), options));
}

Result<AgreementAnswer> icc(const LabelInput& input, const StatsArguments& arguments)
{
    PLUMBLINE_ASSIGN(const stats::NumericLabels numbers, input.numbers());
    const stats::IccModel model = arguments.model == "one-way"      ? stats::IccModel::OneWay
                                  : arguments.model == "consistent" ? stats::IccModel::TwoWayConsistent
                                                                    : stats::IccModel::TwoWayRandom;
    const stats::Icc result =
        stats::intraclassCorrelation(numbers, model, arguments.isFlagged, arguments.confidence);
    return AgreementAnswer{result.icc,
                           result.units,
                           result.annotators,
                           {{u"f"_s, toJsonNumber(result.f)}, {u"p"_s, toJsonNumber(result.pValue)}}};
}

Result<AgreementAnswer> concordance(const LabelInput& input, const StatsArguments&)
{
    PLUMBLINE_ASSIGN(const stats::NumericLabels numbers, input.numbers());
    const stats::Concordance result = stats::kendallW(numbers);
    return AgreementAnswer{
        result.w,
        result.units,
        result.annotators,
        {{u"chi_squared"_s, toJsonNumber(result.w ? std::optional(result.chiSquared) : std::nullopt)},
         {u"p"_s, toJsonNumber(result.pValue)}}};
}

std::vector<Metric> agreementMetrics()
{
    const auto plain = [](auto function) -> Compute {
        return
            [function](const LabelInput& input, const StatsArguments& arguments) -> Result<AgreementAnswer> {
                return fromKappa(function(input.labels(), arguments));
            };
    };
    return {
        {"percent", "Share of pairs of labels that agree", percent},
        {"cohen-kappa", "Cohen's kappa of two annotators", cohen},
        {"scott-pi", "Scott's pi of two annotators",
         plain([](const auto& labels, const auto& a) { return stats::scottPi(labels, a.confidence); })},
        {"fleiss-kappa", "Fleiss' kappa, for any numbers of labels",
         plain([](const auto& labels, const auto& a) { return stats::fleissKappa(labels, a.confidence); })},
        {"randolph-kappa", "Randolph's free-marginal kappa",
         plain([](const auto& labels, const auto& a) { return stats::randolphKappa(labels, a.confidence); })},
        {"krippendorff-alpha", "Krippendorff's alpha; labels may be missing", alpha},
        {"gwet-ac1", "Gwet's AC1", plain([](const auto& labels, const auto& a) {
             return stats::gwetAgreement(labels, stats::AgreementWeights::None, a.confidence);
         })},
        {"gwet-ac2", "Gwet's AC2, with weights", plain([](const auto& labels, const auto& a) {
             return stats::gwetAgreement(labels, weightsOf(a), a.confidence);
         })},
        {"icc", "Intraclass correlation of ratings", icc},
        {"kendall-w", "Kendall's W: do annotators rank the units alike?", concordance},
    };
}

void addOwnOptions(CLI::App& command, const SharedStatsArguments& arguments, const std::string& name)
{
    if (name == "cohen-kappa") {
        command.add_option("--weights", arguments->weights, "How near values agree in part (none)")
            ->check(CLI::IsMember({"none", "linear", "quadratic"}));
    } else if (name == "gwet-ac2") {
        arguments->weights = "quadratic";
        command.add_option("--weights", arguments->weights, "How near values agree in part (quadratic)")
            ->check(CLI::IsMember({"linear", "quadratic", "ordinal"}));
    } else if (name == "krippendorff-alpha") {
        command.add_option("--level", arguments->level, "What a difference means (nominal)")
            ->check(CLI::IsMember({"nominal", "ordinal", "interval", "ratio"}));
        command.add_option("--resamples", arguments->resamples, "Of the bootstrap (1000); 0: no interval")
            ->check(CLI::Range(0, 1'000'000));
        command.add_option("--seed", arguments->seed, "Of the bootstrap (1)");
    } else if (name == "icc") {
        command.add_option("--model", arguments->model, "ICC(1), ICC(2) or ICC(3) (random)")
            ->check(CLI::IsMember({"one-way", "random", "consistent"}));
        command.add_flag("--mean", arguments->isFlagged, "Of the mean of all annotators instead of one");
    }
}

} // namespace

void addAgreementMetrics(CLI::App& parent, CtlContext& context)
{
    for (const Metric& metric : agreementMetrics()) {
        auto arguments = std::make_shared<StatsArguments>();
        CLI::App* command = addMetric(parent, arguments, metric.name, metric.description,
                                      "A project, or a CSV of unit,annotator,label");
        addLabelOptions(*command, arguments);
        command->add_option("--kind", arguments->source.kind, "Project: which labels")
            ->check(CLI::IsMember({"pairwise", "rating"}));
        command->add_option("--annotators", arguments->source.annotators, "Only these: NAME,NAME")
            ->delimiter(',')
            ->allow_extra_args(false);
        command->add_option("--values", arguments->source.scale, "The declared scale, from lowest: 1,2,3,4,5")
            ->delimiter(',')
            ->allow_extra_args(false);
        addOwnOptions(*command, arguments, metric.name);
        command->callback(
            [&context, arguments, metric] { run(context, metric.name, *arguments, metric.compute); });
    }
}

} // namespace plumbline
