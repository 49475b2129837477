#include "tests/ui/gallery/chartsamples.h"

#include "ui/plots/barchart.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/plots/linechart.h"
#include "ui/plots/scatterchart.h"
#include "ui/plots/stripchart.h"
#include "ui/theme/numbers.h"

#include <array>
#include <cmath>
#include <random>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::chartsamples {

namespace {

const QDate kDate(2026, 11, 24);

QStringList models()
{
    return {u"gpt-4"_s,           u"claude-v1"_s,  u"gpt-3.5-turbo"_s,
            u"vicuna-13b-v1.2"_s, u"alpaca-13b"_s, u"llama-13b"_s};
}

struct Standing
{
    const char16_t* rank;
    double score, low, high, won;
    int votes;
};

} // namespace

IntervalChart* ranking(const Theme& theme)
{
    constexpr std::array kStandings{
        Standing{u"1", 1177, 1147, 1208, 0.733, 1029},   Standing{u"2–3", 1112, 1078, 1146, 0.650, 996},
        Standing{u"2–3", 1104, 1078, 1129, 0.652, 1478}, Standing{u"4", 990, 966, 1014, 0.480, 1106},
        Standing{u"5", 868, 836, 900, 0.287, 1018},      Standing{u"6", 749, 709, 782, 0.154, 1083}};
    auto* chart = new IntervalChart(theme);
    ChartScale scale = ChartScale::decimals(u"Score, mean 1 000, 95 % interval"_s, 0, 0);
    scale.reference = 1000;
    chart->setScale(scale);
    chart->setValueTitle(u"Score"_s);
    chart->setColumns({{u"Rank"_s, false, Text::Title}}, u"Model"_s,
                      {{u"Score"_s, true, Text::Strong},
                       {u"Won"_s, true, Text::Body},
                       {u"Votes"_s, true, Text::Body, Color::Text2}});
    QList<IntervalRow> rows;
    for (std::size_t at = 0; at < kStandings.size(); ++at) {
        const Standing& standing = kStandings.at(at);
        IntervalRow row;
        row.name = models().at(static_cast<qsizetype>(at));
        row.estimate = stats::Estimate::of(standing.score, {standing.low, standing.high});
        row.before = {ChartCell::of(QString::fromUtf16(standing.rank))};
        row.after = {ChartCell::of(standing.score, decimalNumber(standing.score, 0)),
                     ChartCell::of(standing.won, percentText(standing.won, 1)),
                     ChartCell::count(standing.votes)};
        row.detail = u"%1 votes"_s.arg(groupedNumber(standing.votes));
        rows.append(row);
    }
    chart->setRows(rows);
    chart->setSelection({{1, 0}, {2, 0}});
    chart->setWords({u"gpt-4 leads; claude-v1 and gpt-3.5-turbo cannot be told apart"_s,
                     {},
                     u"3 355 votes, 65 people"_s,
                     u"votes by people, kind pairwise"_s,
                     kDate});
    return chart;
}

HeatMap* winMatrix(const Theme& theme)
{
    constexpr std::array<std::array<int, 6>, 6> kWon{{{-1, 59, 63, 78, 83, 89},
                                                      {41, -1, 49, 67, 86, 87},
                                                      {37, 51, -1, 64, 81, 91},
                                                      {22, 33, 36, -1, 63, 83},
                                                      {17, 14, 19, 37, -1, 66},
                                                      {11, 13, 9, 17, 34, -1}}};
    constexpr std::array<std::array<int, 6>, 6> kVotes{{{0, 200, 279, 163, 175, 212},
                                                        {200, 0, 248, 153, 163, 232},
                                                        {279, 248, 0, 361, 318, 272},
                                                        {163, 153, 361, 0, 212, 217},
                                                        {175, 163, 318, 212, 0, 150},
                                                        {212, 232, 272, 217, 150, 0}}};
    QList<HeatCell> cells;
    for (std::size_t row = 0; row < kWon.size(); ++row) {
        for (std::size_t column = 0; column < kWon.size(); ++column) {
            HeatCell cell;
            if (row != column) {
                cell.value = kWon.at(row).at(column) / 100.0;
                cell.text = QString::number(kWon.at(row).at(column));
                cell.second = groupedNumber(kVotes.at(row).at(column));
                cell.secondValue = kVotes.at(row).at(column);
            }
            cells.append(cell);
        }
    }
    auto* map = new HeatMap(theme);
    ChartScale scale = ChartScale::percent(u"Won"_s);
    scale.formatFine = scale.format;
    map->setScale(scale);
    map->setRamp({HeatRamp::Kind::Diverging, 0.5, {}, {}, u"won, votes below"_s, false});
    map->setTitles(u"Model"_s, u"Against"_s, u"Won"_s, u"Votes"_s);
    map->setCells(models(), models(), cells);
    map->setSelection({{1, 2}});
    map->setWords({u"Share of votes won, row against column"_s, {}, u"3 355 votes"_s, {}, kDate});
    return map;
}

HeatMap* largeMatrix(const Theme& theme, int size)
{
    QStringList names;
    QList<HeatCell> cells;
    for (int row = 0; row < size; ++row) {
        names.append(u"annotator_%1"_s.arg(row));
        for (int column = 0; column < size; ++column) {
            HeatCell cell;
            if ((row * 7 + column * 3) % 5 != 0) {
                cell.value = 0.5 + 0.5 * std::sin(row * 0.9 + column * 0.4);
                cell.second = QString::number((row + column) % 40 + 1);
            }
            cells.append(cell);
        }
    }
    auto* map = new HeatMap(theme);
    ChartScale scale = ChartScale::decimals({}, 2, 2);
    map->setScale(scale);
    map->setRamp({HeatRamp::Kind::Sequential, 0.5, 0.0, 1.0, u"agreement, items below"_s, false});
    map->setTitles(u"Person"_s, u"Person"_s, u"Agreement"_s, u"Items"_s);
    map->setCells(names, names, cells);
    map->setWords({u"How far people agree with each other"_s, {}, u"40 people"_s, {}, kDate});
    return map;
}

BarChart* lengths(const Theme& theme)
{
    constexpr std::array kCounts{470, 236, 210, 192, 155, 128, 107, 107, 80, 78, 78, 56,
                                 40,  42,  42,  20,  5,   18,  12,  10,  4,  10, 5,  18};
    QList<BarRow> bins;
    for (const int count : kCounts) {
        BarRow bin;
        bin.count = count;
        bin.inside = bins.size() < 11 ? count / 12 : 0;
        bins.append(bin);
    }
    auto* chart = new BarChart(theme, Qt::Vertical);
    chart->setTitles({}, u"Pairs"_s, u"In the filter"_s);
    chart->setHistogram(0, 25, bins, ChartScale::of(u"Words"_s), true);
    chart->setRange(std::pair(100.0, 200.0));
    chart->setWords({u"Difference in length"_s, {}, u"1 814 pairs"_s, {}, kDate});
    return chart;
}

BarChart* categories(const Theme& theme)
{
    auto* chart = new BarChart(theme);
    QList<BarRow> bars;
    for (const auto& [name, count] : QList<std::pair<QString, int>>{{u"coding"_s, 224},
                                                                    {u"extraction"_s, 225},
                                                                    {u"humanities"_s, 230},
                                                                    {u"math"_s, 218},
                                                                    {u"reasoning"_s, 224},
                                                                    {u"roleplay"_s, 243},
                                                                    {u"stem"_s, 235},
                                                                    {u"writing"_s, 215}}) {
        BarRow bar;
        bar.name = name;
        bar.count = count;
        bars.append(bar);
    }
    chart->setTitles(u"Category"_s, u"Pairs"_s);
    chart->setBars(bars);
    chart->setSelection({{7, 0}});
    chart->setWords({u"Pairs in each category"_s, {}, u"1 814 pairs"_s, {}, kDate});
    return chart;
}

BarChart* votes(const Theme& theme)
{
    auto* chart = new BarChart(theme, Qt::Vertical);
    QList<BarRow> bars;
    for (const int count : {820, 546, 270, 102, 40, 22, 14}) {
        BarRow bar;
        bar.name = QString::number(bars.size() + 1);
        bar.count = count;
        bars.append(bar);
    }
    chart->setTitles(u"Votes"_s, u"Pairs"_s);
    chart->setBars(bars);
    chart->setWords({u"Votes a pair"_s, {}, u"1 814 pairs"_s, {}, kDate});
    return chart;
}

Chart* reliability(const Theme& theme)
{
    auto* chart = new LineChart(theme);
    ChartScale across = ChartScale::decimals(u"predicted chance that people agree"_s, 2, 2);
    across.from = 0;
    across.to = 1;
    ChartScale up = ChartScale::decimals(u"Share of pairs where people agreed"_s, 2, 2);
    up.from = 0;
    up.to = 1;
    chart->setScales(across, up);
    chart->setDiagonal(true);
    chart->setJoined(false);
    LineSeries series;
    constexpr std::array kShares{0.09, 0.19, 0.27, 0.38, 0.44, 0.53, 0.60, 0.69, 0.78, 0.88};
    for (std::size_t at = 0; at < kShares.size(); ++at) {
        const double half = 0.05 + 0.02 * std::sin(static_cast<double>(at));
        series.points.append({0.05 + 0.1 * static_cast<double>(at), kShares.at(at),
                              stats::Interval{kShares.at(at) - half, kShares.at(at) + half}, u"128 pairs"_s});
    }
    chart->setSeries({series});
    chart->setWords({u"How far the judge's confidence can be believed"_s, {}, u"1 280 pairs"_s, {}, kDate});
    return chart;
}

Chart* agreementOverTime(const Theme& theme)
{
    auto* chart = new LineChart(theme);
    ChartScale time = ChartScale::of({});
    time.isTime = true;
    ChartScale up = ChartScale::percent(u"Agreement with the gold answers"_s);
    up.reference = 0.8;
    up.referenceName = u"goal"_s;
    chart->setScales(time, up);
    constexpr double kStart = 1'751'328'000; // 1 July 2025
    constexpr double kWeek = 7 * 86'400;
    QList<LineSeries> series{{u"people"_s, {}}, {u"GPT-4"_s, {}}};
    for (int week = 0; week < 20; ++week) {
        const double x = kStart + week * kWeek;
        series[0].points.append(
            {x, 0.70 + 0.012 * week - 0.03 * std::sin(week * 1.3), std::nullopt, u"96 answers"_s});
        series[1].points.append(
            {x, 0.84 - 0.004 * week + 0.02 * std::cos(week * 0.8), std::nullopt, u"96 answers"_s});
    }
    chart->setSeries(series);
    chart->setWords({u"People caught up with the judge"_s, {}, u"1 920 answers"_s, {}, kDate});
    return chart;
}

Chart* people(const Theme& theme, int count)
{
    auto* chart = new ScatterChart(theme);
    QList<ScatterPoint> points;
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    for (int index = 0; index < count; ++index) {
        const double pace = std::exp(3.8 + 0.45 * normal(random));
        const double agreement =
            std::clamp(0.72 + 0.05 * std::log(pace / 45) + 0.07 * normal(random), 0.3, 1.0);
        points.append({pace, agreement, u"expert_%1"_s.arg(index), u"48 answers"_s});
    }
    chart->setScales(ChartScale::decimals(u"Seconds an answer"_s, 0, 0), ChartScale::percent(u"Agreement"_s));
    chart->setNameTitle(u"Person"_s);
    chart->setPoints(points);
    if (count <= ScatterChart::kMostPoints) {
        chart->setSelection({{3, 0}});
    }
    chart->setWords(
        {u"Who takes more time agrees more"_s, {}, u"%1 people"_s.arg(groupedNumber(count)), {}, kDate});
    return chart;
}

Chart* paces(const Theme& theme, int count)
{
    auto* chart = new StripChart(theme);
    QList<StripRow> rows;
    std::mt19937 random(11);
    std::normal_distribution<double> normal;
    for (const QString& name : {u"author_0"_s, u"expert_17"_s, u"expert_24"_s, u"expert_51"_s}) {
        StripRow row{name, {}};
        for (int index = 0; index < count; ++index) {
            row.points.append({std::exp(3.4 + 0.2 * static_cast<double>(rows.size()) + 0.4 * normal(random)),
                               u"item %1"_s.arg(index),
                               {}});
        }
        rows.append(row);
    }
    chart->setTitles(u"Person"_s, u"Item"_s);
    chart->setScale(ChartScale::decimals(u"Seconds an answer"_s, 0, 0));
    chart->setRows(rows);
    chart->setWords(
        {u"How long people take"_s, {}, u"%1 answers"_s.arg(groupedNumber(4 * count)), {}, kDate});
    return chart;
}

} // namespace plumbline::chartsamples
