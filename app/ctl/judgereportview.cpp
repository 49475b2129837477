#include "app/ctl/judgereportview.h"

#include "app/ctl/ctlcontext.h"
#include "app/ctl/statscommand.h"

#include "core/analysis/judgereport.h"
#include "core/store/store.h"

#include <CLI/CLI.hpp>

#include <array>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A measure of a row: its key, and where it stands.
struct Measure
{
    QLatin1StringView key;
    stats::Estimate JudgeRow::*estimate;
};

constexpr std::array<Measure, 17> kMeasures = {{{"agreement"_L1, &JudgeRow::agreement},
                                                {"bias"_L1, &JudgeRow::bias},
                                                {"variance"_L1, &JudgeRow::variance},
                                                {"same"_L1, &JudgeRow::same},
                                                {"same_decided"_L1, &JudgeRow::sameDecided},
                                                {"kappa"_L1, &JudgeRow::kappa},
                                                {"accuracy"_L1, &JudgeRow::accuracy},
                                                {"macro_f1"_L1, &JudgeRow::macroF1},
                                                {"calibration_error"_L1, &JudgeRow::calibrationError},
                                                {"brier"_L1, &JudgeRow::brier},
                                                {"spearman"_L1, &JudgeRow::spearman},
                                                {"pearson"_L1, &JudgeRow::pearson},
                                                {"consistency"_L1, &JudgeRow::consistency},
                                                {"prefers_first"_L1, &JudgeRow::prefersFirst},
                                                {"prefers_longer"_L1, &JudgeRow::prefersLonger},
                                                {"price"_L1, &JudgeRow::price},
                                                {"seconds"_L1, &JudgeRow::seconds}}};

QString nameOf(Canary canary)
{
    switch (canary) {
    case Canary::First:
        return u"always first"_s;
    case Canary::Second:
        return u"always second"_s;
    case Canary::Tie:
        return u"always a tie"_s;
    case Canary::Longest:
        return u"always the longer"_s;
    }
    return {};
}

QString kindName(JudgeRowKind kind)
{
    switch (kind) {
    case JudgeRowKind::People:
        return u"people"_s;
    case JudgeRowKind::Judge:
        return u"judge"_s;
    case JudgeRowKind::Version:
        return u"version"_s;
    case JudgeRowKind::Canary:
        return u"canary"_s;
    }
    return {};
}

QString nameOf(const JudgeRow& row)
{
    switch (row.kind) {
    case JudgeRowKind::People:
        return u"people"_s;
    case JudgeRowKind::Canary:
        return nameOf(row.canary);
    default:
        return row.version.isEmpty() ? row.name : row.name + u" / "_s + row.version;
    }
}

QJsonObject objectOf(const JudgeRow& row)
{
    QJsonObject out{{u"kind"_s, kindName(row.kind)},
                    {u"name"_s, nameOf(row)},
                    {u"verdicts"_s, static_cast<qint64>(row.verdicts)},
                    {u"units"_s, static_cast<qint64>(row.units)},
                    {u"compared"_s, static_cast<qint64>(row.compared)}};
    if (row.annotator) {
        out.insert(u"annotator"_s, row.name);
        out.insert(u"annotator_kind"_s, toName(row.annotatorKind));
    }
    if (!row.version.isEmpty()) {
        out.insert(u"version"_s, row.version);
    }
    for (const Measure& measure : kMeasures) {
        const stats::Estimate& estimate = row.*measure.estimate;
        out.insert(measure.key, QJsonObject{{u"value"_s, toJsonNumber(estimate.value)},
                                            {u"interval"_s, toJson(estimate.interval)},
                                            {u"undefined"_s, reasonToJson(estimate.undefined)}});
    }
    return out;
}

QString lineOf(const JudgeRow& row)
{
    const auto cell = [](const stats::Estimate& estimate) {
        return estimate.value ? toText(estimate) : u"–"_s;
    };
    return QStringList{nameOf(row),     QString::number(row.verdicts), cell(row.agreement), cell(row.same),
                       cell(row.kappa), cell(row.consistency),         cell(row.price)}
        .join(u'\t');
}

} // namespace

void addJudgeReportOptions(CLI::App& command, JudgeReportArguments& arguments)
{
    command.add_option("--batch", arguments.batch, "Only pairs of this batch");
    command.add_option("--aspect", arguments.aspect, "The question (the main one)");
    command.add_option("--category", arguments.category, "Only prompts of this category");
    command.add_option("--baseline", arguments.baseline, "Measure against this annotator instead of people");
    command.add_option("--seed", arguments.seed, "Of the draws that break ties (123)");
    command.add_option("--confidence", arguments.confidence, "Of intervals (0.95)")
        ->check(CLI::Range(0.01, 0.9999));
}

void runJudgeReport(CtlContext& context, const JudgeReportArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const auto table =
        store->read([](Session& session) -> Result<LabelTable> { return LabelTable::load(session); });
    if (!context.check(table)) {
        return;
    }
    LabelFilter filter;
    filter.batch = fromArg(arguments.batch);
    filter.aspect = fromArg(arguments.aspect);
    filter.category = fromArg(arguments.category);
    JudgeOptions options;
    options.baseline = fromArg(arguments.baseline);
    options.seed = arguments.seed;
    options.confidence = arguments.confidence;
    const JudgeReport report = judgeReport(*table, filter, options);
    QJsonArray rows;
    QStringList lines{u"judge\tverdicts\tagreement\tsame\tkappa\tconsistency\tprice"_s};
    for (const JudgeRow& row : report.rows) {
        rows.append(objectOf(row));
        lines.append(lineOf(row));
    }
    if (!report.undefined.isEmpty()) {
        lines = {report.undefined};
    }
    context.answer({{u"rows"_s, rows},
                    {u"units"_s, static_cast<qint64>(report.units)},
                    {u"judged"_s, static_cast<qint64>(report.judged)},
                    {u"votes"_s, static_cast<qint64>(report.votes)},
                    {u"people"_s, static_cast<qint64>(report.people)},
                    {u"judges"_s, static_cast<qint64>(report.judges)},
                    {u"undefined"_s, reasonToJson(report.undefined)}},
                   lines.join(u'\n'));
}

} // namespace plumbline
