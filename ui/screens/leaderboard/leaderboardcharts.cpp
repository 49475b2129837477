#include "ui/screens/leaderboard/leaderboardcharts.h"

#include "ui/plots/intervalchart.h"
#include "ui/screens/leaderboard/leaderboardwords.h"
#include "ui/theme/numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("LeaderboardCharts", text);
}

/// The share that the column "Won" shows: of all its votes, or against the baseline.
const stats::Estimate& wonOf(const LeaderboardRow& row, const LeaderboardOptions& options)
{
    return options.baseline.isEmpty() ? row.won : row.againstBaseline;
}

ChartCell shareText(const stats::Estimate& share)
{
    return share ? ChartCell::of(*share.value, percentText(*share.value, 1)) : ChartCell::of(u"–"_s);
}

ChartScale scoreScale(const LeaderboardOptions& options)
{
    ChartScale scale = ChartScale::of(scoreCaption(options));
    scale.format = [options](double value) { return scoreText(value, options); };
    scale.formatFine = scale.format;
    if (options.method == ScoreMethod::WinRate) {
        scale.format = [](double value) { return decimalNumber(value, 0) + u" %"_s; };
        scale.reference = 50;
        scale.referenceName = tr("half");
    } else {
        scale.reference = options.anchor;
        scale.referenceName = options.baseline.isEmpty() ? tr("mean") : options.baseline;
    }
    return scale;
}

HeatCell matrixCell(const LeaderboardReport& report, std::size_t row, std::size_t column)
{
    HeatCell cell;
    if (row == column) {
        cell.isLink = false;
        return cell;
    }
    const LeaderboardCell& pair = report.cell(row, column);
    if (!pair.rate) {
        cell.undefined = pair.rate.undefined;
        cell.isLink = pair.votes > 0;
        return cell;
    }
    const double share = *pair.rate.value;
    cell.value = share;
    cell.text = decimalNumber(100 * share, 0);
    cell.second = groupedNumber(pair.votes);
    cell.secondValue = static_cast<double>(pair.votes);
    const auto losses = static_cast<double>(pair.votes) - pair.wins - pair.ties;
    cell.details << tallyText(report.rows[row].name, std::llround(pair.wins), std::llround(pair.ties),
                              report.rows[column].name, std::llround(losses));
    if (pair.rate.interval) {
        cell.details << tr("95 % interval %1 to %2")
                            .arg(percentText(pair.rate.interval->low), percentText(pair.rate.interval->high));
    }
    return cell;
}

HeatCell categoryCell(const LeaderboardSlice& slice, const QString& model, const LeaderboardOptions& options)
{
    HeatCell cell;
    const auto found = std::find_if(slice.rows.begin(), slice.rows.end(),
                                    [&model](const LeaderboardRow& row) { return row.name == model; });
    if (found == slice.rows.end()) {
        cell.undefined = tr("No vote on this model in this category.");
        cell.isLink = false;
        return cell;
    }
    if (!found->score) {
        cell.undefined = slice.undefined.isEmpty() ? found->score.undefined : slice.undefined;
        return cell;
    }
    cell.value = found->rank;
    cell.text = rankText(*found);
    cell.second = scoreText(*found->score.value, options);
    cell.secondValue = *found->score.value;
    if (found->score.interval) {
        cell.details << tr("95 % interval %1 to %2")
                            .arg(scoreText(found->score.interval->low, options),
                                 scoreText(found->score.interval->high, options));
    }
    cell.details << tr("%1 votes").arg(groupedNumber(found->votes));
    return cell;
}

QStringList modelNames(const LeaderboardReport& report)
{
    QStringList names;
    for (const LeaderboardRow& row : report.rows) {
        names << row.name;
    }
    return names;
}

} // namespace

void fillRanking(IntervalChart& chart, const LeaderboardReport& report)
{
    const LeaderboardOptions& options = report.options;
    const bool hasBaseline = !options.baseline.isEmpty();
    chart.setColumns({{tr("Rank"), false, Text::Title, Color::Text}}, tr("Model"),
                     {{options.method == ScoreMethod::WinRate ? tr("Share") : tr("Score"), true, Text::Strong,
                       Color::Text},
                      {hasBaseline ? tr("Won vs") : tr("Won"), true, Text::Body, Color::Text},
                      {tr("Votes"), true, Text::Body, Color::Text2}});
    chart.setValueTitle(options.method == ScoreMethod::WinRate ? tr("Share") : tr("Score"));
    chart.setConfidence(options.confidence);
    chart.setScale(scoreScale(options));
    QList<IntervalRow> rows;
    for (const LeaderboardRow& each : report.rows) {
        IntervalRow row;
        row.name = each.name;
        row.estimate = each.score;
        row.before << ChartCell::of(rankText(each));
        row.after << (each.score ? ChartCell::of(*each.score.value, scoreText(*each.score.value, options))
                                 : ChartCell::of(u"–"_s));
        row.after << shareText(wonOf(each, options)) << ChartCell::count(each.votes);
        row.detail = tr("%1 votes on %2 prompts").arg(groupedNumber(each.votes), groupedNumber(each.prompts));
        rows << row;
    }
    chart.setRows(rows);
}

ShownLeaderboard shownLeaderboard(LeaderboardReport report)
{
    ShownLeaderboard shown{std::move(report), {}};
    const std::size_t count = shown.report.rows.size();
    shown.matrix.reserve(static_cast<qsizetype>(count * count));
    for (std::size_t row = 0; row < count; ++row) {
        for (std::size_t column = 0; column < count; ++column) {
            shown.matrix << matrixCell(shown.report, row, column);
        }
    }
    return shown;
}

void fillMatrix(HeatMap& map, const ShownLeaderboard& shown)
{
    const QStringList names = modelNames(shown.report);
    HeatRamp ramp;
    ramp.kind = HeatRamp::Kind::Diverging;
    ramp.middle = 0.5;
    ramp.legend = tr("won, votes below");
    map.setRamp(ramp);
    map.setScale(ChartScale::percent(tr("Won")));
    map.setTitles(tr("Model"), tr("Against"), tr("Won"), tr("Votes"));
    map.setCells(names, names, shown.matrix);
}

void fillCategories(HeatMap& map, const LeaderboardReport& report)
{
    QStringList categories;
    for (const LeaderboardSlice& slice : report.slices) {
        categories << slice.category;
    }
    const QStringList names = modelNames(report);
    QList<HeatCell> cells;
    for (const QString& name : names) {
        for (const LeaderboardSlice& slice : report.slices) {
            cells << categoryCell(slice, name, report.options);
        }
    }
    HeatRamp ramp;
    ramp.kind = HeatRamp::Kind::Sequential;
    ramp.low = 1;
    ramp.high = std::max<double>(2, static_cast<double>(names.size()));
    ramp.isReversed = true;
    ramp.legend = tr("rank, score below");
    map.setRamp(ramp);
    map.setScale(ChartScale::decimals(tr("Rank"), 0, 0));
    map.setTitles(tr("Model"), tr("Category"), tr("Rank"), tr("Score"));
    map.setCells(names, categories, cells);
}

void selectInRanking(IntervalChart& chart, const LeaderboardReport& report,
                     const LeaderboardSelection& selection)
{
    QList<ChartMark> marks;
    for (const QString& model : {selection.first, selection.second}) {
        if (const int row = report.rowOf(model); !model.isEmpty() && row >= 0) {
            marks << ChartMark{row, 0};
        }
    }
    chart.setSelection(marks);
}

void selectInMatrix(HeatMap& map, const LeaderboardReport& report, const LeaderboardSelection& selection)
{
    const int row = report.rowOf(selection.first);
    const int column = report.rowOf(selection.second);
    map.setSelection(selection.isPair() && row >= 0 && column >= 0 ? QList<ChartMark>{{row, column}}
                                                                   : QList<ChartMark>());
}

void selectInCategories(HeatMap& map, const LeaderboardReport& report, const LeaderboardSelection& selection)
{
    const int row = report.rowOf(selection.first);
    const auto found =
        std::find_if(report.slices.begin(), report.slices.end(), [&selection](const LeaderboardSlice& slice) {
            return slice.category == selection.category;
        });
    map.setSelection(!selection.category.isEmpty() && row >= 0 && found != report.slices.end()
                         ? QList<ChartMark>{{row, static_cast<int>(found - report.slices.begin())}}
                         : QList<ChartMark>());
}

NumbersTable rankingNumbers(const LeaderboardReport& report)
{
    const auto number = [](const stats::Estimate& estimate) {
        return estimate ? QVariant(*estimate.value) : QVariant();
    };
    const auto low = [](const stats::Estimate& estimate) {
        return estimate.interval ? QVariant(estimate.interval->low) : QVariant();
    };
    const auto high = [](const stats::Estimate& estimate) {
        return estimate.interval ? QVariant(estimate.interval->high) : QVariant();
    };
    NumbersTable table;
    table.name = u"leaderboard"_s;
    table.columns = {u"rank"_s,         u"rank_low"_s,   u"rank_high"_s, u"model"_s,   u"score"_s,
                     u"score_low"_s,    u"score_high"_s, u"won"_s,       u"won_low"_s, u"won_high"_s,
                     u"won_balanced"_s, u"wins"_s,       u"ties"_s,      u"losses"_s,  u"votes"_s,
                     u"prompts"_s,      u"lottery"_s,    u"reason"_s};
    for (const LeaderboardRow& row : report.rows) {
        table.rows << QVariantList{row.rank > 0 ? QVariant(row.rank) : QVariant(),
                                   row.bestRank > 0 ? QVariant(row.bestRank) : QVariant(),
                                   row.worstRank > 0 ? QVariant(row.worstRank) : QVariant(),
                                   row.name,
                                   number(row.score),
                                   low(row.score),
                                   high(row.score),
                                   number(row.won),
                                   low(row.won),
                                   high(row.won),
                                   number(row.wonBalanced),
                                   row.wins,
                                   row.ties,
                                   row.losses,
                                   static_cast<qint64>(row.votes),
                                   static_cast<qint64>(row.prompts),
                                   row.lottery,
                                   row.score ? QVariant() : QVariant(row.score.undefined)};
    }
    return table;
}

std::optional<LeaderboardReport> withFindingsOf(const LeaderboardReport& quick, const LeaderboardReport& full)
{
    const auto isSame = [](const LeaderboardRow& one, const LeaderboardRow& other) {
        return one.name == other.name && one.score.value.has_value() == other.score.value.has_value();
    };
    if (!std::equal(quick.rows.begin(), quick.rows.end(), full.rows.begin(), full.rows.end(), isSame)) {
        return std::nullopt;
    }
    LeaderboardReport merged = full; // all findings, then everything that a quick report knows
    merged.matrix = quick.matrix;
    merged.votes = quick.votes;
    merged.people = quick.people;
    merged.prompts = quick.prompts;
    merged.units = quick.units;
    merged.ties = quick.ties;
    merged.passedOver = quick.passedOver;
    merged.undefined = quick.undefined;
    for (std::size_t at = 0; at < merged.rows.size(); ++at) {
        LeaderboardRow& row = merged.rows[at];
        const LeaderboardRow& next = quick.rows[at];
        if (row.score && row.score.interval) { // as wide as it was, around the new score
            const double shift = *next.score.value - *row.score.value;
            row.score.interval = {row.score.interval->low + shift, row.score.interval->high + shift};
        }
        row.score.value = next.score.value;
        row.won = next.won;
        row.againstBaseline = next.againstBaseline;
        row.wins = next.wins;
        row.ties = next.ties;
        row.losses = next.losses;
        row.votes = next.votes;
        row.prompts = next.prompts;
    }
    return merged;
}

} // namespace plumbline
