#include "app/ctl/ctlcontext.h"
#include "app/ctl/statscommand.h"

#include "core/base/json.h"
#include "core/stats/alpacaeval.h"
#include "core/stats/rankbyinterval.h"
#include "core/stats/winrate.h"

#include <QFile>
#include <QFileInfo>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <numeric>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// AlpacaEval annotations: rows, and who was compared.
struct AlpacaInput
{
    std::vector<stats::AlpacaRow> rows;
    QString model;
    QString baseline;
};

Result<QJsonArray> readArray(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(file.exists() ? ErrorCode::Io : ErrorCode::NotFound,
                         u"The file cannot be read: %1"_s.arg(file.errorString()))
            .inFile(path);
    }
    Result<QJsonValue> parsed = parseJson(file.readAll());
    if (!parsed) {
        return parsed.error().inFile(path);
    }
    if (!parsed->isArray()) {
        return makeError(ErrorCode::InvalidData, u"A list of objects was expected."_s).inFile(path);
    }
    return parsed->toArray();
}

double lengthOf(const QString& text)
{
    return static_cast<double>(text.toUcs4().size());
}

/// Lengths of a model's outputs by instruction.
Result<QHash<QString, double>> readOutputs(const QString& path)
{
    PLUMBLINE_ASSIGN(const QJsonArray array, readArray(path));
    QHash<QString, double> lengths;
    for (const QJsonValue& value : array) {
        const QJsonObject row = value.toObject();
        lengths.insert(row["instruction"_L1].toString(), lengthOf(row["output"_L1].toString()));
    }
    return lengths;
}

Result<double> lengthIn(const QJsonObject& row, const QString& key, const QHash<QString, double>& outputs)
{
    const QString instruction = row["instruction"_L1].toString();
    if (outputs.contains(instruction)) {
        return outputs.value(instruction);
    }
    if (row[key].isString()) {
        return lengthOf(row[key].toString());
    }
    return makeError(ErrorCode::InvalidData,
                     u"There is no output for the instruction “%1”."_s.arg(instruction.left(60)), key);
}

Result<AlpacaInput> readAnnotations(const QString& path, const std::vector<std::string>& outputFiles)
{
    QHash<QString, double> modelOutputs;
    QHash<QString, double> baselineOutputs;
    if (!outputFiles.empty()) {
        PLUMBLINE_ASSIGN(modelOutputs, readOutputs(QFileInfo(fromArg(outputFiles[0])).absoluteFilePath()));
    }
    if (outputFiles.size() > 1) {
        PLUMBLINE_ASSIGN(baselineOutputs, readOutputs(QFileInfo(fromArg(outputFiles[1])).absoluteFilePath()));
    }
    PLUMBLINE_ASSIGN(const QJsonArray array, readArray(path));
    AlpacaInput input;
    for (qsizetype index = 0; index < array.size(); ++index) {
        const QJsonObject object = array[index].toObject();
        const QJsonValue preference = object["preference"_L1];
        if (!preference.isDouble() && !preference.isNull()) {
            return makeError(ErrorCode::InvalidData,
                             u"Entry %1 has no preference; it must be a number or null."_s.arg(index + 1),
                             u"preference"_s)
                .inFile(path);
        }
        stats::AlpacaRow row;
        if (preference.isDouble()) {
            row.preference = preference.toDouble();
        }
        Result<double> baselineLength = lengthIn(object, u"output_1"_s, baselineOutputs);
        if (!baselineLength) {
            return baselineLength.error().inFile(path);
        }
        Result<double> modelLength = lengthIn(object, u"output_2"_s, modelOutputs);
        if (!modelLength) {
            return modelLength.error().inFile(path);
        }
        row.baselineLength = *baselineLength;
        row.modelLength = *modelLength;
        input.rows.push_back(row);
        input.baseline = object["generator_1"_L1].toString(input.baseline);
        input.model = object["generator_2"_L1].toString(input.model);
    }
    return input;
}

bool isJsonFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return path.endsWith(u".json"_s);
    }
    return file.peek(4096).trimmed().startsWith('[');
}

QJsonObject modelRow(const QString& name, double score, const std::optional<stats::Interval>& interval,
                     const stats::ModelRank& rank)
{
    return {{u"model"_s, name},
            {u"score"_s, toJsonNumber(score)},
            {u"ci"_s, toJson(interval)},
            {u"rank"_s, rank.rank},
            {u"rank_range"_s, QJsonArray{rank.best, rank.worst}}};
}

stats::WinRateOptions rateOptions(const StatsArguments& arguments)
{
    stats::WinRateOptions options;
    options.confidence = arguments.confidence;
    options.interval = arguments.interval == "exact"       ? stats::RateInterval::ClopperPearson
                       : arguments.interval == "clustered" ? stats::RateInterval::Clustered
                                                           : stats::RateInterval::Wilson;
    options.cluster =
        arguments.cluster == "annotator" ? stats::ClusterBy::Annotator : stats::ClusterBy::Prompt;
    return options;
}

QJsonObject voteRow(const QString& name, const stats::ModelWinRate& model, const stats::ModelRank& rank)
{
    QJsonObject row = modelRow(name, model.rate.valueOr(0), model.rate.interval, rank);
    row.insert(u"wins"_s, model.wins);
    row.insert(u"ties"_s, model.ties);
    row.insert(u"losses"_s, model.losses);
    row.insert(u"balanced"_s, toJsonNumber(model.balanced.value));
    return row;
}

void runVoteRates(CtlContext& context, const StatsArguments& arguments, const stats::Comparisons& votes)
{
    const stats::WinRates rates = stats::winRates(votes, rateOptions(arguments));
    std::vector<double> scores;
    std::vector<stats::Interval> intervals;
    for (const stats::ModelWinRate& model : rates.models) {
        scores.push_back(model.rate.valueOr(0));
        if (model.rate.interval) {
            intervals.push_back(*model.rate.interval);
        }
    }
    if (intervals.size() != scores.size()) {
        intervals.clear();
    }
    std::vector<std::size_t> order(rates ? scores.size() : 0);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&scores](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    const std::vector<stats::ModelRank> ranks =
        rates ? stats::rankByInterval(scores, intervals) : std::vector<stats::ModelRank>();
    QJsonArray models;
    QStringList lines;
    for (const std::size_t index : order) {
        const QString name = votes.names.value(static_cast<qsizetype>(index));
        models.append(voteRow(name, rates.models[index], ranks[index]));
        lines.append(u"%1\t%2\t%3"_s.arg(ranks[index].rank).arg(name, toText(rates.models[index].rate)));
    }
    if (!rates) {
        lines.append(rates.undefined);
    }
    context.answer({{u"metric"_s, u"win-rate"_s},
                    {u"models"_s, models},
                    {u"undefined"_s, reasonToJson(rates.undefined)}},
                   lines.join(u'\n'));
}

/// The model and its baseline as a board of percentages.
QJsonArray percentBoard(const AlpacaInput& input, const stats::Estimate& rate)
{
    if (!rate) {
        return {};
    }
    const double own = *rate.value;
    const std::optional<stats::Interval> theirs =
        rate.interval ? std::optional(stats::Interval{100 - rate.interval->high, 100 - rate.interval->low})
                      : std::nullopt;
    std::vector<stats::Interval> intervals;
    if (rate.interval) {
        intervals = {*rate.interval, *theirs};
    }
    const std::vector<stats::ModelRank> ranks = stats::rankByInterval({own, 100 - own}, intervals);
    const QJsonObject model = modelRow(input.model, own, rate.interval, ranks[0]);
    const QJsonObject baseline = modelRow(input.baseline, 100 - own, theirs, ranks[1]);
    return own >= 50 ? QJsonArray{model, baseline} : QJsonArray{baseline, model};
}

QJsonObject alpacaToJson(const std::string& metric, const AlpacaInput& input,
                         const stats::AlpacaWinRate& rate, const stats::Estimate& board)
{
    return {{u"metric"_s, QString::fromStdString(metric)},
            {u"models"_s, percentBoard(input, board)},
            {u"win_rate"_s, toJsonNumber(rate.winRate.value)},
            {u"standard_error"_s, toJsonNumber(rate.standardError.value)},
            {u"discrete_win_rate"_s, toJsonNumber(rate.discrete.value)},
            {u"n_wins"_s, static_cast<qint64>(rate.wins)},
            {u"n_wins_base"_s, static_cast<qint64>(rate.baselineWins)},
            {u"n_draws"_s, static_cast<qint64>(rate.draws)},
            {u"n_total"_s, static_cast<qint64>(rate.total)},
            {u"undefined"_s, reasonToJson(board.undefined)}};
}

void runWinRate(CtlContext& context, StatsArguments& arguments)
{
    const QString path = QFileInfo(fromArg(arguments.source.path)).absoluteFilePath();
    if (!isProject(arguments.source) && isJsonFile(path)) {
        const Result<AlpacaInput> input = readAnnotations(path, arguments.files);
        if (context.check(input)) {
            const stats::AlpacaWinRate rate = stats::alpacaWinRate(input->rows, arguments.confidence);
            context.answer(alpacaToJson("win-rate", *input, rate, rate.winRate),
                           u"%1 against %2\t%3 %"_s.arg(input->model, input->baseline, toText(rate.winRate)));
        }
        return;
    }
    if (!openSource(context, arguments.source)) {
        return;
    }
    const Result<stats::Comparisons> votes = readComparisons(arguments.source);
    if (context.check(votes)) {
        runVoteRates(context, arguments, *votes);
    }
}

void runLengthControlled(CtlContext& context, const StatsArguments& arguments)
{
    const Result<AlpacaInput> input =
        readAnnotations(QFileInfo(fromArg(arguments.source.path)).absoluteFilePath(), arguments.files);
    if (!context.check(input)) {
        return;
    }
    stats::LengthControlOptions options;
    options.withDifficulty = false;
    const stats::LengthControlledRate controlled =
        arguments.isFlagged ? stats::lengthOnlyWinRate(input->rows)
                            : stats::lengthControlledWinRate(input->rows, {}, options);
    const stats::AlpacaWinRate plain = stats::alpacaWinRate(input->rows, arguments.confidence);
    QJsonObject object = alpacaToJson("lc-win-rate", *input, plain, controlled.winRate);
    object.insert(u"lc_win_rate"_s, toJsonNumber(controlled.winRate.value));
    // Without difficulties every instruction is predicted alike, so there is nothing to vary.
    const double error = controlled.standardError.valueOr(0);
    object.insert(u"lc_standard_error"_s, toJsonNumber(error > 1e-9 ? std::optional(error) : std::nullopt));
    object.insert(u"approximate"_s, controlled.isApproximate);
    object.insert(u"extreme"_s, controlled.isExtreme);
    QStringList lines{u"win rate\t%1 %"_s.arg(toText(plain.winRate)),
                      u"length controlled\t%1 %"_s.arg(toText(controlled.winRate))};
    if (controlled.winRate && controlled.isApproximate) {
        lines.append(u"An approximation: the difficulty of the instructions is not in these files, and the "
                     "published method differs by several points."_s);
    }
    context.answer(object, lines.join(u'\n'));
}

} // namespace

void addAlpacaMetrics(CLI::App& parent, CtlContext& context)
{
    auto rate = std::make_shared<StatsArguments>();
    CLI::App* command = addMetric(parent, rate, "win-rate", "How often each model won, a tie as half a win",
                                  "A project, a CSV as for bradley-terry, or AlpacaEval annotations (JSON)");
    command->add_option("OUTPUTS", rate->files, "AlpacaEval outputs of the model and of the baseline")
        ->expected(0, 2);
    addLabelOptions(*command, rate);
    command->add_option("--ci", rate->interval, "Intervals (wilson)")
        ->check(CLI::IsMember({"wilson", "exact", "clustered"}));
    command->add_option("--cluster", rate->cluster, "With clustered: which votes hang together (prompt)")
        ->check(CLI::IsMember({"prompt", "annotator"}));
    command->callback([&context, rate] { runWinRate(context, *rate); });

    auto controlled = std::make_shared<StatsArguments>();
    command = addMetric(parent, controlled, "lc-win-rate", "AlpacaEval's win rate with length controlled",
                        "AlpacaEval annotations (JSON)");
    command->add_option("OUTPUTS", controlled->files, "Outputs of the model and of the baseline")
        ->expected(0, 2);
    command->add_flag("--length-only", controlled->isFlagged, "Plain maximum likelihood on length alone");
    command->callback([&context, controlled] { runLengthControlled(context, *controlled); });
}

} // namespace plumbline
