#include "core/analysis/agreementspans.h"

#include "core/stats/spanagreement.h"

#include <algorithm>
#include <set>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

/// How many readers each text has, and how many texts each annotator read.
struct Readers
{
    std::vector<std::int64_t> ofText;
    std::vector<std::int64_t> byAnnotator;
    std::int64_t readings = 0;

    explicit Readers(const stats::SpanMarks& marks)
        : ofText(marks.lengths.size())
        , byAnnotator(place(marks.annotators))
    {
        std::set<std::pair<std::int32_t, std::int32_t>> seen;
        for (const stats::Reading& reading : marks.readings) {
            if (seen.emplace(reading.unit, reading.annotator).second) {
                ++ofText[place(reading.unit)];
                ++byAnnotator[place(reading.annotator)];
                ++readings;
            }
        }
    }
};

void addMeans(AgreementReport& report, const stats::MeanSpanScore& score, std::int64_t texts)
{
    using Measure = AgreementMeasure;
    const auto add = [&](Measure measure, const stats::Estimate& value) {
        report.coefficients.push_back({measure, value, texts, score.pairs, true});
    };
    add(Measure::SpanIou, score.iou);
    add(Measure::SpanCharactersF1, score.charactersF1);
    add(Measure::SpanOverlapF1, score.overlapF1);
    add(Measure::SpanExactF1, score.exactF1);
}

} // namespace

void addSpanAgreement(const LabelTable& table, AgreementReport& report,
                      const std::function<bool()>& isCancelled)
{
    const SpanArrays arrays = spansOf(table, askingFor(report.filter, *report.question));
    const Readers readers(arrays.marks);
    report.unitKind = LabelUnits::Responses;
    report.labels = readers.readings;
    report.units = static_cast<std::int64_t>(
        std::count_if(readers.ofText.begin(), readers.ofText.end(), [](auto count) { return count > 0; }));
    report.sharedUnits = static_cast<std::int64_t>(
        std::count_if(readers.ofText.begin(), readers.ofText.end(), [](auto count) { return count > 1; }));
    report.annotators = static_cast<std::int64_t>(std::count_if(
        readers.byAnnotator.begin(), readers.byAnnotator.end(), [](auto count) { return count > 0; }));
    stats::AlphaOptions options;
    options.resamples = report.options.isQuick ? 0 : report.options.resamples;
    options.confidence = report.options.confidence;
    options.seed = report.options.seed;
    options.cancelled = isCancelled;
    report.alpha = stats::spanAlphaAll(arrays.marks, options);
    report.coefficients.push_back({AgreementMeasure::SpanAlpha, report.alpha.alpha, report.alpha.units,
                                   report.alpha.annotators, false});
    const std::vector<stats::MeanSpanScore> scores = stats::meanSpanScores(arrays.marks);
    if (scores.empty() || (isCancelled && isCancelled())) {
        return;
    }
    addMeans(report, scores.front(), report.sharedUnits);
    for (std::size_t index = 1; index < scores.size(); ++index) {
        if (isCancelled && isCancelled()) {
            return;
        }
        AgreementSlice slice;
        slice.kind = AgreementSliceKind::SpanCategory;
        slice.name = arrays.categories.value(scores[index].category);
        const stats::Alpha alpha = stats::spanAlpha(arrays.marks, scores[index].category, options);
        slice.alpha = alpha.alpha;
        slice.units = alpha.units;
        slice.labels = std::count_if(
            arrays.marks.marks.begin(), arrays.marks.marks.end(),
            [&](const stats::SpanMark& mark) { return mark.category == scores[index].category; });
        slice.iou = scores[index].iou;
        slice.charactersF1 = scores[index].charactersF1;
        slice.exactF1 = scores[index].exactF1;
        report.slices.push_back(std::move(slice));
    }
}

AgreementMatrix spanMatrix(const LabelTable& table, const LabelFilter& filter, const Question& question,
                           const std::function<bool()>& isCancelled)
{
    AgreementMatrix matrix;
    matrix.question = question;
    const SpanArrays arrays = spansOf(table, askingFor(filter, question));
    const Readers readers(arrays.marks);
    std::vector<MatrixPerson> everybody;
    for (std::size_t index = 0; index < arrays.annotators.size(); ++index) {
        const Annotator& who = table.annotators()[place(arrays.annotators[index])];
        everybody.push_back({who.name, who.id, who.kind, readers.byAnnotator[index]});
    }
    const std::vector<std::int32_t> order = matrixOrder(everybody, kMostInSpanMatrix);
    for (const std::int32_t index : order) {
        matrix.people.push_back(everybody[place(index)]);
    }
    matrix.left = static_cast<std::int64_t>(everybody.size() - order.size());
    matrix.cells.resize(order.size() * order.size());
    std::vector<std::set<std::int32_t>> texts(everybody.size());
    for (const stats::Reading& reading : arrays.marks.readings) {
        texts[place(reading.annotator)].insert(reading.unit);
    }
    double sum = 0;
    std::int64_t defined = 0;
    for (std::size_t row = 0; row < order.size(); ++row) {
        for (std::size_t column = row + 1; column < order.size(); ++column) {
            if (isCancelled && isCancelled()) {
                return {};
            }
            const auto& mine = texts[place(order[row])];
            const auto& theirs = texts[place(order[column])];
            MatrixCell cell;
            cell.units = std::count_if(mine.begin(), mine.end(),
                                       [&theirs](std::int32_t unit) { return theirs.contains(unit); });
            if (cell.units > 0) {
                cell.kappa = stats::spanScores(arrays.marks, order[row], order[column]).front().iou;
                ++matrix.pairs;
                sum += cell.kappa.valueOr(0);
                defined += cell.kappa ? 1 : 0;
            }
            matrix.cells[row * order.size() + column] = cell;
            matrix.cells[column * order.size() + row] = cell;
        }
    }
    matrix.mean = defined > 0 ? stats::Estimate::of(sum / static_cast<double>(defined))
                              : stats::Estimate::none(u"No two people read the same answer."_s);
    return matrix;
}

} // namespace plumbline
