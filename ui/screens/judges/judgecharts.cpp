#include "ui/screens/judges/judgecharts.h"

#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/plots/linechart.h"
#include "ui/screens/judges/judgewords.h"
#include "ui/theme/numbers.h"

#include <QCoreApplication>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("JudgeCharts", text);
}

QString verdictCount(std::int64_t count)
{
    return tr("%1 verdicts").arg(groupedNumber(count));
}

} // namespace

void fillBias(IntervalChart& chart, const JudgePageReport& report)
{
    const JudgeBias& bias = report.bias;
    QString length = verdictCount(bias.lengthVerdicts);
    if (bias.peopleLength) {
        length += u", "_s + tr("people on the same pairs %1").arg(pointsText(*bias.peopleLength.value));
    }
    const QString family = bias.family.isEmpty() ? tr("Own family") : tr("Own family, %1").arg(bias.family);
    chart.setScale({tr("points from no bias"), pointsText, pointsText, {}, {}, 0.0, tr("no bias"), false});
    chart.setRows({{tr("First place"), bias.position, {}, {}, verdictCount(bias.positionVerdicts)},
                   {tr("Longer answer"), bias.length, {}, {}, length},
                   {family, bias.ownFamily, {}, {}, tr("%1 pairs").arg(groupedNumber(bias.ownPairs))}});
}

void fillConfusion(HeatMap& map, const JudgePageReport& report)
{
    const QStringList people{tr("first"), tr("tie"), tr("second")};
    QList<HeatCell> cells;
    for (std::size_t row = 0; row < 3; ++row) {
        std::int64_t total = 0;
        for (const std::int64_t count : report.confusion[row]) {
            total += count;
        }
        for (std::size_t column = 0; column < 3; ++column) {
            const std::int64_t count = report.confusion[row][column];
            HeatCell cell;
            cell.text = groupedNumber(count);
            cell.isLink = row != column && count > 0;
            if (total > 0) {
                const double share = static_cast<double>(count) / static_cast<double>(total);
                cell.value = share;
                cell.second = percentText(share);
                cell.secondValue = share;
            } else {
                cell.undefined = tr("People never say this here.");
            }
            cells.append(cell);
        }
    }
    HeatRamp ramp;
    ramp.kind = HeatRamp::Kind::Sequential;
    ramp.low = 0;
    ramp.high = 1;
    ramp.legend = tr("of a row");
    const auto percent = [](double share) { return percentText(share); };
    map.setScale({tr("Share of the row"), percent, percent, {}, {}, {}, {}, false});
    map.setRamp(ramp);
    map.setTitles(tr("People say"), tr("It says"), tr("Pairs"), tr("Share of the row"));
    map.setCells(people, people, cells);
}

void fillCategories(IntervalChart& chart, const JudgePageReport& report)
{
    const bool hasAccuracy = report.row.accuracy.value.has_value();
    ChartScale scale = ChartScale::percent(hasAccuracy ? tr("met what most people say, 95 % interval")
                                                       : tr("the same vote, 95 % interval"));
    const stats::Estimate& all = hasAccuracy ? report.row.accuracy : report.row.same;
    if (all) {
        scale.reference = *all.value;
        scale.referenceName = tr("all categories");
    }
    QList<IntervalRow> rows;
    for (const JudgeCategory& category : report.categories) {
        rows.append({category.category.isEmpty() ? tr("no category") : category.category,
                     hasAccuracy ? category.accuracy : category.same,
                     {},
                     {},
                     tr("%1 pairs").arg(groupedNumber(category.units))});
    }
    chart.setScale(scale);
    chart.setRows(rows);
}

void fillReliability(LineChart& chart, const JudgePageReport& report)
{
    LineSeries series;
    series.name = judgeName(report.judge);
    for (const stats::ReliabilityBin& bin : report.calibration.bins) {
        if (bin.count > 0 && bin.observed) {
            series.points.append(
                {bin.meanProbability, *bin.observed.value, bin.observed.interval, verdictCount(bin.count)});
        }
    }
    ChartScale across = ChartScale::percent(tr("stated probability of being right"));
    ChartScale up = ChartScale::percent(tr("was right"));
    across.from = up.from = 0;
    across.to = up.to = 1;
    chart.setScales(across, up);
    chart.setDiagonal(true);
    chart.setSeries({series});
}

} // namespace plumbline
