#include "ui/screens/agreement/agreementcharts.h"

#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/screens/agreement/agreementwords.h"
#include "ui/screens/agreement/unitexamplerows.h"
#include "ui/theme/numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AgreementCharts", text);
}

constexpr int kDenseRow = 30;
constexpr int kValueWidth = 144;
constexpr int kRestWidth = 92;

ChartScale alphaScale(const QString& title)
{
    return ChartScale::decimals(title, 1, 3);
}

ChartScale wholePercent(const QString& title)
{
    ChartScale scale = ChartScale::percent(title);
    scale.formatFine = [](double share) { return percentText(share); };
    return scale;
}

ChartCell numberCell(const stats::Estimate& value, int decimals)
{
    return value ? ChartCell::of(*value.value, decimalNumber(*value.value, decimals)) : ChartCell::of(u"–"_s);
}

ReportCell restsOn(const AgreementCoefficient& coefficient)
{
    if (!coefficient.value) {
        return textCell({});
    }
    return coefficient.isOverPairs
               ? ReportCell{.text = tr("%1 couples").arg(groupedNumber(coefficient.annotators)),
                            .value = qint64(coefficient.annotators),
                            .tip = tr("Mean over pairs of annotators.")}
               : ReportCell{.text = groupedNumber(coefficient.units), .value = qint64(coefficient.units)};
}

} // namespace

void fillSides(IntervalChart& chart, const AgreementReport& report)
{
    const bool isRating = report.question && report.question->kind == ItemKind::Rating;
    ChartScale scale =
        ChartScale::percent(isRating ? tr("Closeness of two labels (quadratic weights), 95 % interval")
                                     : tr("Labels that are the same, 95 % interval"));
    QList<IntervalRow> rows;
    for (const AgreementSide& side : report.sides) {
        IntervalRow row;
        row.name = side.judge.isEmpty() ? tr("people among themselves") : tr("%1 and people").arg(side.judge);
        row.estimate = side.agreement.same;
        row.after = {numberCell(side.agreement.kappa, 2), ChartCell::count(side.agreement.pairs)};
        row.detail = side.agreement.kappa ? tr("κ %1 (%2), %3 pairs of labels")
                                                .arg(decimalNumber(*side.agreement.kappa.value, 2),
                                                     intervalText(side.agreement.kappa, 2),
                                                     groupedNumber(side.agreement.pairs))
                                          : side.agreement.kappa.undefined;
        rows << row;
        if (side.judge.isEmpty() && side.agreement.same) {
            scale.reference = *side.agreement.same.value;
            scale.referenceName = tr("people among themselves");
        }
    }
    chart.setColumns(
        {}, tr("Who"),
        {{tr("κ"), true, Text::Body, Color::Text}, {tr("Pairs"), true, Text::Body, Color::Text2}});
    chart.setValueTitle(tr("The same"));
    chart.setScale(scale);
    chart.setRows(rows);
}

void fillParts(IntervalChart& chart, const AgreementReport& report)
{
    const bool isSpan = report.question && report.question->kind == ItemKind::Span;
    ChartScale scale = alphaScale(tr("Krippendorff’s α (%1), 95 % interval").arg(levelName(report.level)));
    if (report.alpha.alpha) {
        scale.reference = *report.alpha.alpha.value;
        scale.referenceName = tr("all");
    }
    QList<IntervalRow> rows;
    for (const AgreementSlice& slice : report.slices) {
        IntervalRow row;
        row.name = sliceName(slice);
        row.estimate = slice.alpha;
        row.before = {ChartCell::of(sliceKindName(slice.kind))};
        if (isSpan) {
            row.after = {numberCell(slice.iou, 2), numberCell(slice.charactersF1, 2),
                         ChartCell::count(slice.labels)};
        } else {
            row.after = {ChartCell::count(slice.units)};
        }
        row.detail =
            isSpan ? tr("%1 spans").arg(groupedNumber(slice.labels))
                   : tr("%1 labels on %2").arg(groupedNumber(slice.labels), unitsText(report, slice.units));
        rows << row;
    }
    const IntervalColumn units{report.unitKind == LabelUnits::Pairs ? tr("Pairs") : tr("Answers"), true,
                               Text::Body, Color::Text2};
    const QList<IntervalColumn> after =
        isSpan ? QList<IntervalColumn>{{tr("IoU"), true, Text::Body, Color::Text},
                                       {tr("F1"), true, Text::Body, Color::Text},
                                       {tr("Spans"), true, Text::Body, Color::Text2}}
               : QList<IntervalColumn>{units};
    chart.setColumns({{tr("Part"), false, Text::Caption, Color::Text2}}, tr("Name"), after);
    chart.setValueTitle(tr("α"));
    chart.setRowHeight(kDenseRow);
    chart.setScale(scale);
    chart.setRows(rows);
}

void fillMatrix(HeatMap& chart, const AgreementMatrix& matrix)
{
    const bool isSpan = matrix.question && matrix.question->kind == ItemKind::Span;
    QStringList names;
    for (const MatrixPerson& person : matrix.people) {
        names << person.name;
    }
    QList<HeatCell> cells;
    cells.reserve(static_cast<qsizetype>(matrix.cells.size()));
    for (std::size_t row = 0; row < matrix.people.size(); ++row) {
        for (std::size_t column = 0; column < matrix.people.size(); ++column) {
            const MatrixCell& each = matrix.at(row, column);
            HeatCell cell;
            cell.isLink = each.units > 0;
            if (each.units > 0) {
                cell.value = each.kappa.value;
                cell.text = each.kappa ? decimalNumber(*each.kappa.value, 2) : u"–"_s;
                cell.second = groupedNumber(each.units);
                cell.secondValue = static_cast<double>(each.units);
                cell.undefined = each.kappa.undefined;
                if (!isSpan) {
                    cell.details << tr("the same on %1 of %2")
                                        .arg(groupedNumber(each.agreed), groupedNumber(each.units));
                }
                if (each.kappa.interval) {
                    cell.details << tr("95 %: %1").arg(intervalText(each.kappa, 2));
                }
            }
            cells << cell;
        }
    }
    HeatRamp ramp;
    ramp.kind = isSpan ? HeatRamp::Kind::Sequential : HeatRamp::Kind::Diverging;
    ramp.middle = 0;
    ramp.low = isSpan ? 0 : -1;
    ramp.high = 1;
    ramp.legend = isSpan ? tr("IoU") : tr("κ, 0 is chance");
    ChartScale scale = ChartScale::decimals(isSpan ? tr("IoU") : tr("κ"), 1, 2);
    chart.setScale(scale);
    chart.setRamp(ramp);
    chart.setTitles(tr("Annotator"), tr("Other annotator"), isSpan ? tr("IoU") : tr("κ"), tr("Units"));
    chart.setCells(names, names, cells);
}

void fillValues(HeatMap& chart, const AgreementReport& report, const ValuePairs& pairs)
{
    const QStringList names = valueWords(report.unitKind, report.values);
    const auto values = static_cast<std::int32_t>(names.size());
    QList<HeatCell> cells;
    for (std::int32_t row = 0; row < values; ++row) {
        std::int64_t total = 0;
        for (std::int32_t column = 0; column < values; ++column) {
            total += pairs.at(row, column, values);
        }
        for (std::int32_t column = 0; column < values; ++column) {
            const std::int64_t count = pairs.at(row, column, values);
            HeatCell cell;
            cell.isLink = count > 0;
            if (total > 0) {
                cell.value = static_cast<double>(count) / static_cast<double>(total);
                cell.text = percentText(*cell.value);
                cell.second = groupedNumber(count);
                cell.secondValue = static_cast<double>(count);
            } else {
                cell.undefined = tr("Nobody gave this value where another label stands beside it.");
            }
            cells << cell;
        }
    }
    HeatRamp ramp;
    ramp.kind = HeatRamp::Kind::Sequential;
    ramp.low = 0;
    ramp.high = 1;
    ramp.legend = report.unitKind == LabelUnits::Pairs
                      ? tr("of the row, pairs of labels below; first: of the model first by name")
                      : tr("of the row, pairs of labels below");
    chart.setScale(wholePercent(tr("Share")));
    chart.setRamp(ramp);
    chart.setTitles(tr("One label"), pairs.judge.isEmpty() ? tr("Another label") : pairs.judge, tr("Share"),
                    tr("Pairs of labels"));
    chart.setCells(names, names, cells);
}

void fillProtocols(HeatMap& chart, const ProtocolConsistency& consistency)
{
    const QStringList rows{tr("first rated higher"), tr("rated equal"), tr("second rated higher")};
    const QStringList columns{tr("first preferred"), tr("tie"), tr("second preferred")};
    QList<HeatCell> cells;
    const auto total = static_cast<double>(std::max<std::int64_t>(1, consistency.result.pairs));
    for (const auto& line : consistency.result.counts) {
        for (const std::int64_t count : line) {
            HeatCell cell;
            cell.isLink = count > 0;
            if (consistency.undefined.isEmpty()) {
                cell.value = static_cast<double>(count) / total;
                cell.text = percentText(*cell.value);
                cell.second = groupedNumber(count);
                cell.secondValue = static_cast<double>(count);
            }
            cells << cell;
        }
    }
    HeatRamp ramp;
    ramp.kind = HeatRamp::Kind::Sequential;
    ramp.low = 0;
    ramp.legend = consistency.isEverybody
                      ? tr("of all that was both rated and compared, by anybody; pairs below")
                      : tr("of all that was both rated and compared; pairs below");
    chart.setScale(wholePercent(tr("Share")));
    chart.setRamp(ramp);
    chart.setTitles(tr("By ratings"), tr("By comparison"), tr("Share"), tr("Pairs"));
    chart.setEmptyText(consistency.undefined);
    if (consistency.undefined.isEmpty()) {
        chart.setCells(rows, columns, cells);
    } else {
        chart.setCells({}, {}, {});
    }
}

std::vector<ReportColumn> coefficientColumns()
{
    using Kind = ReportColumnKind;
    return {{tr("Coefficient"), Kind::Text, 0, true, {}, u"coefficient"_s},
            {tr("Value"), Kind::Number, kValueWidth, false, tr("With its 95 % interval."), u"value"_s},
            {tr("Rests on"), Kind::Secondary, kRestWidth, false,
             tr("Units with two labels or more, or pairs of annotators where it is a mean over these."),
             u"rests_on"_s}};
}

std::vector<ReportRow> coefficientRows(const AgreementReport& report)
{
    std::vector<ReportRow> rows;
    for (const AgreementCoefficient& each : report.coefficients) {
        ReportRow row;
        row.key = static_cast<qint64>(each.measure) + 1;
        row.cells.push_back({.text = measureName(each.measure),
                             .value = measureId(each.measure),
                             .tip = measureTip(each.measure)});
        row.cells.push_back(each.measure == AgreementMeasure::Percent ? percentCell(each.value)
                                                                      : estimateCell(each.value, 3));
        row.cells.push_back(restsOn(each));
        rows.push_back(std::move(row));
    }
    return rows;
}

const ValuePairs* confusionOf(const AgreementReport& report, const QString& judge)
{
    const auto found = std::find_if(report.confusions.begin(), report.confusions.end(),
                                    [&judge](const ValuePairs& pairs) { return pairs.judge == judge; });
    return found == report.confusions.end() ? nullptr : &*found;
}

} // namespace plumbline
