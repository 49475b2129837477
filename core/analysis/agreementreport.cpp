#include "core/analysis/agreementreport.h"

#include "core/analysis/agreementcoefficients.h"
#include "core/analysis/agreementspans.h"
#include "core/stats/pairwisekappa.h"
#include "core/stats/unitcounts.h"

#include <algorithm>
#include <map>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// More parts than this of one kind are not listed: those with most labels are.
constexpr std::size_t kMostSlices = 60;

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

/// A part of the labels with its own dense units.
class Slices
{
public:
    Slices(const LabelTable& table, const LabelArrays& arrays)
        : m_table(table)
        , m_arrays(arrays)
    {
    }

    /// Sorts the rows by `part` (−1: none) and adds α of each.
    template <typename PartOf, typename Describe>
    void add(AgreementReport& report, AgreementSliceKind kind, PartOf&& partOf, Describe&& describe,
             const std::function<bool()>& isCancelled)
    {
        std::map<std::int32_t, std::vector<std::size_t>> parts;
        for (std::size_t row = 0; row < m_arrays.labels.rows.size(); ++row) {
            parts[partOf(row)].push_back(row);
        }
        if (parts.size() < 2) {
            return;
        }
        std::vector<std::pair<std::int32_t, const std::vector<std::size_t>*>> listed;
        for (const auto& [part, rows] : parts) {
            listed.emplace_back(part, &rows);
        }
        if (listed.size() > kMostSlices) {
            std::stable_sort(listed.begin(), listed.end(), [](const auto& one, const auto& other) {
                return one.second->size() > other.second->size();
            });
            listed.resize(kMostSlices);
        }
        const std::size_t first = report.slices.size();
        for (const auto& [part, rows] : listed) {
            if (isCancelled && isCancelled()) {
                return;
            }
            AgreementSlice slice;
            slice.kind = kind;
            describe(slice, part);
            const stats::Alpha alpha = alphaOf(subset(*rows), report.level, report.options, isCancelled);
            slice.alpha = alpha.alpha;
            slice.units = alpha.units;
            slice.labels = alpha.labels;
            report.slices.push_back(std::move(slice));
        }
        std::stable_sort(report.slices.begin() + static_cast<std::ptrdiff_t>(first), report.slices.end(),
                         [](const AgreementSlice& one, const AgreementSlice& other) {
                             return one.turn != other.turn ? one.turn < other.turn
                                                           : one.name.localeAwareCompare(other.name) < 0;
                         });
    }

    [[nodiscard]] const LabelledPrompt& promptOf(std::size_t row) const
    {
        const stats::Label& label = m_arrays.labels.rows[row];
        return m_table.prompts()[place(m_table.response(m_arrays.firstResponses[place(label.unit)]).prompt)];
    }
    [[nodiscard]] std::int32_t batchOf(std::size_t row) const
    {
        return m_table.itemOf(m_table.heads()[place(m_arrays.heads[row])]).batch;
    }

private:
    LabelArrays subset(const std::vector<std::size_t>& rows)
    {
        LabelArrays part;
        part.kind = m_arrays.kind;
        part.numbers = m_arrays.numbers;
        part.isOrdered = m_arrays.isOrdered;
        part.labels.values = m_arrays.labels.values;
        part.labels.annotators = m_arrays.labels.annotators;
        m_units.assign(place(m_arrays.labels.units), -1);
        part.labels.rows.reserve(rows.size());
        for (const std::size_t row : rows) {
            stats::Label label = m_arrays.labels.rows[row];
            std::int32_t& unit = m_units[place(label.unit)];
            if (unit < 0) {
                unit = part.labels.units++;
            }
            label.unit = unit;
            part.labels.rows.push_back(label);
        }
        return part;
    }

    const LabelTable& m_table;
    const LabelArrays& m_arrays;
    std::vector<std::int32_t> m_units;
};

void addSlices(const LabelTable& table, const LabelArrays& arrays, AgreementReport& report,
               const std::function<bool()>& isCancelled)
{
    Slices slices(table, arrays);
    slices.add(
        report, AgreementSliceKind::Category,
        [&slices](std::size_t row) { return slices.promptOf(row).category; },
        [&table](AgreementSlice& slice, std::int32_t part) { slice.name = table.categories().value(part); },
        isCancelled);
    slices.add(
        report, AgreementSliceKind::Turn,
        [&slices](std::size_t row) { return static_cast<std::int32_t>(slices.promptOf(row).turn); },
        [](AgreementSlice& slice, std::int32_t part) {
            slice.turn = part;
            slice.name = QString::number(part);
        },
        isCancelled);
    slices.add(
        report, AgreementSliceKind::Batch, [&slices](std::size_t row) { return slices.batchOf(row); },
        [&table](AgreementSlice& slice, std::int32_t part) {
            slice.name = part >= 0 ? table.batches()[place(part)].name : QString();
        },
        isCancelled);
}

/// Pairs of values on the same unit, one from each side; within one side each two labels both ways.
std::vector<std::int64_t> valuePairs(const stats::Labels& labels, const std::vector<char>& isFirst,
                                     const std::vector<char>& isSecond, bool isWithin)
{
    const auto values = place(labels.values);
    std::vector<std::int32_t> first(place(labels.units) * values);
    std::vector<std::int32_t> second(isWithin ? 0 : first.size());
    for (const stats::Label& row : labels.rows) {
        const std::size_t cell = place(row.unit) * values + place(row.value);
        first[cell] += isFirst[place(row.annotator)];
        if (!isWithin) {
            second[cell] += isSecond[place(row.annotator)];
        }
    }
    std::vector<std::int64_t> counts(values * values);
    for (std::size_t unit = 0; unit < first.size(); unit += values) {
        for (std::size_t i = 0; i < values; ++i) {
            for (std::size_t j = 0; first[unit + i] != 0 && j < values; ++j) {
                const std::int64_t others = isWithin ? first[unit + j] - (i == j ? 1 : 0) : second[unit + j];
                counts[i * values + j] += first[unit + i] * others;
            }
        }
    }
    return counts;
}

/// People among themselves, and every judge against them.
void addSides(const LabelTable& table, const QuestionLabels& question, AgreementReport& report)
{
    const stats::Labels labels = orderedLabels(question.all);
    const auto weights =
        question.all.numbers.empty() ? stats::AgreementWeights::None : stats::AgreementWeights::Quadratic;
    std::vector<char> isPerson;
    for (std::int32_t annotator = 0; annotator < labels.annotators; ++annotator) {
        isPerson.push_back(question.isPerson(table, annotator) ? 1 : 0);
    }
    std::vector<std::int64_t> counts(isPerson.size());
    std::int64_t people = 0;
    for (const stats::Label& row : labels.rows) {
        ++counts[place(row.annotator)];
        people += isPerson[place(row.annotator)];
    }
    const double confidence = report.options.confidence;
    report.sides.push_back(
        {QString(), std::nullopt, agreementWithin(labels, isPerson, weights, confidence), people});
    std::vector<std::int32_t> judges;
    for (std::int32_t annotator = 0; annotator < labels.annotators; ++annotator) {
        if (isPerson[place(annotator)] == 0 && counts[place(annotator)] > 0) {
            judges.push_back(annotator);
        }
    }
    std::stable_sort(judges.begin(), judges.end(),
                     [&counts](auto one, auto other) { return counts[place(one)] > counts[place(other)]; });
    for (const std::int32_t judge : judges) {
        std::vector<char> isJudge(isPerson.size());
        isJudge[place(judge)] = 1;
        const PairedAgreement agreement = agreementBetween(labels, isPerson, isJudge, weights, confidence);
        if (agreement.units == 0) {
            continue; // it judged something else
        }
        const Annotator& who = table.annotators()[place(question.all.annotators[place(judge)])];
        report.sides.push_back({who.name, who.id, agreement, counts[place(judge)]});
        report.confusions.push_back({who.name, valuePairs(question.all.labels, isPerson, isJudge, false)});
    }
}

void addCounts(const QuestionLabels& question, AgreementReport& report)
{
    const stats::Labels& labels = question.counted.labels;
    report.unitKind = question.counted.kind;
    report.values = question.counted.values;
    report.labels = static_cast<std::int64_t>(labels.rows.size());
    report.annotators = stats::activeAnnotators(labels);
    std::vector<std::int32_t> counts(place(labels.units));
    for (const stats::Label& row : labels.rows) {
        ++counts[place(row.unit)];
    }
    for (const std::int32_t count : counts) {
        report.units += count > 0 ? 1 : 0;
        report.sharedUnits += count > 1 ? 1 : 0;
    }
}

AgreementMeasure measureOf(stats::AlphaLevel level)
{
    switch (level) {
    case stats::AlphaLevel::Nominal:
        return AgreementMeasure::AlphaNominal;
    case stats::AlphaLevel::Ordinal:
        return AgreementMeasure::AlphaOrdinal;
    case stats::AlphaLevel::Interval:
        return AgreementMeasure::AlphaInterval;
    case stats::AlphaLevel::Ratio:
        break;
    }
    return AgreementMeasure::AlphaRatio;
}

/// α of the chosen level. Its interval has been resampled for the table of coefficients already.
void addHeadline(const LabelArrays& arrays, AgreementReport& report, const std::function<bool()>& isCancelled)
{
    const AgreementCoefficient* listed = report.find(measureOf(report.level));
    AgreementOptions options = report.options;
    options.isQuick = options.isQuick || listed != nullptr;
    report.alpha = alphaOf(arrays, report.level, options, isCancelled);
    if (listed != nullptr) {
        report.alpha.alpha = listed->value;
    }
}

stats::AlphaLevel levelFor(const Question& question, const AgreementOptions& options)
{
    if (question.kind == ItemKind::Span) {
        return stats::AlphaLevel::Nominal;
    }
    return options.level.value_or(question.kind == ItemKind::Rating ? stats::AlphaLevel::Ordinal
                                                                    : stats::AlphaLevel::Nominal);
}

} // namespace

const AgreementCoefficient* AgreementReport::find(AgreementMeasure measure) const
{
    const auto found = std::find_if(coefficients.begin(), coefficients.end(),
                                    [measure](const auto& each) { return each.measure == measure; });
    return found == coefficients.end() ? nullptr : &*found;
}

AgreementReport completedFrom(const AgreementReport& quick, const AgreementReport& earlier)
{
    AgreementReport out = quick;
    const auto complete = [](stats::Estimate& estimate, const stats::Estimate& from) {
        if (estimate && !estimate.interval) {
            estimate.interval = from.interval;
        }
    };
    complete(out.alpha.alpha, earlier.alpha.alpha);
    for (AgreementCoefficient& each : out.coefficients) {
        const AgreementCoefficient* found = earlier.find(each.measure);
        if (found != nullptr && each.isOverPairs && !each.value) {
            each = *found;
        } else if (found != nullptr) {
            complete(each.value, found->value);
        }
    }
    for (AgreementSlice& each : out.slices) {
        const auto found =
            std::find_if(earlier.slices.begin(), earlier.slices.end(), [&each](const AgreementSlice& slice) {
                return slice.kind == each.kind && slice.name == each.name;
            });
        if (found != earlier.slices.end()) {
            complete(each.alpha, found->alpha);
        }
    }
    out.options = earlier.options;
    return out;
}

AgreementReport agreementReport(const LabelTable& table, const LabelFilter& filter,
                                const AgreementOptions& options, const std::function<bool()>& isCancelled)
{
    const LabelFilter counted = independent(filter);
    AgreementReport report;
    report.filter = counted;
    report.options = options;
    report.questions = questionsOf(table, counted);
    report.question = chosenQuestion(report.questions, counted);
    if (!report.question) {
        report.undefined = u"No label answers a question that can be compared."_s;
        return report;
    }
    report.level = levelFor(*report.question, options);
    if (report.question->kind == ItemKind::Span) {
        addSpanAgreement(table, report, isCancelled);
        return isCancelled && isCancelled() ? AgreementReport{} : report;
    }
    const QuestionLabels question = questionLabels(table, counted, *report.question);
    report.undefined = question.undefined;
    if (!report.undefined.isEmpty()) {
        return report;
    }
    addCounts(question, report);
    report.coefficients = agreementCoefficients(table, askingFor(counted, *report.question), question.counted,
                                                options, isCancelled);
    addHeadline(question.counted, report, isCancelled);
    report.confusions.push_back(
        {QString(), valuePairs(question.counted.labels, question.isCounted, question.isCounted, true)});
    addSlices(table, question.counted, report, isCancelled);
    addSides(table, question, report);
    return isCancelled && isCancelled() ? AgreementReport{} : report;
}

std::vector<std::int32_t> matrixOrder(const std::vector<MatrixPerson>& people, std::size_t most)
{
    std::vector<std::int32_t> order;
    for (std::size_t index = 0; index < people.size(); ++index) {
        if (people[index].labels > 0) {
            order.push_back(static_cast<std::int32_t>(index));
        }
    }
    std::stable_sort(order.begin(), order.end(), [&people](std::int32_t one, std::int32_t other) {
        return people[place(one)].labels > people[place(other)].labels;
    });
    if (order.size() > most) {
        order.resize(most);
    }
    std::stable_sort(order.begin(), order.end(), [&people](std::int32_t one, std::int32_t other) {
        return people[place(one)].kind < people[place(other)].kind;
    });
    return order;
}

AgreementMatrix agreementMatrix(const LabelTable& table, const LabelFilter& filter,
                                const std::function<bool()>& isCancelled)
{
    const LabelFilter counted = independent(filter);
    AgreementMatrix matrix;
    matrix.question = chosenQuestion(questionsOf(table, counted), counted);
    if (!matrix.question) {
        matrix.undefined = u"No label answers a question that can be compared."_s;
        return matrix;
    }
    if (matrix.question->kind == ItemKind::Span) {
        return spanMatrix(table, counted, *matrix.question, isCancelled);
    }
    const QuestionLabels question = questionLabels(table, counted, *matrix.question);
    matrix.undefined = question.undefined;
    if (!matrix.undefined.isEmpty()) {
        return matrix;
    }
    stats::Labels labels = question.counted.labels;
    std::vector<MatrixPerson> everybody;
    for (const std::int32_t annotator : question.counted.annotators) {
        const Annotator& who = table.annotators()[place(annotator)];
        everybody.push_back({who.name, who.id, who.kind, 0});
    }
    for (const stats::Label& row : labels.rows) {
        ++everybody[place(row.annotator)].labels;
    }
    const std::vector<std::int32_t> order = matrixOrder(everybody, kMostInMatrix);
    std::vector<std::int32_t> places(everybody.size(), -1);
    for (const std::int32_t index : order) {
        places[place(index)] = static_cast<std::int32_t>(matrix.people.size());
        matrix.people.push_back(everybody[place(index)]);
    }
    matrix.left = std::count_if(everybody.begin(), everybody.end(),
                                [](const MatrixPerson& person) { return person.labels > 0; }) -
                  static_cast<std::int64_t>(order.size());
    std::erase_if(labels.rows, [&](stats::Label& row) {
        row.annotator = places[place(row.annotator)];
        return row.annotator < 0;
    });
    labels.annotators = static_cast<std::int32_t>(matrix.people.size());
    stats::PairwiseOptions options;
    options.cancelled = isCancelled;
    const stats::PairwiseKappa pairs = stats::pairwiseKappa(labels, options);
    matrix.mean = pairs.mean;
    matrix.pairs = static_cast<std::int64_t>(pairs.pairs.size());
    matrix.cells.resize(matrix.people.size() * matrix.people.size());
    for (const stats::PairKappa& pair : pairs.pairs) {
        const MatrixCell cell{pair.kappa.kappa, pair.kappa.units, pair.agreed};
        matrix.cells[place(pair.first) * matrix.people.size() + place(pair.second)] = cell;
        matrix.cells[place(pair.second) * matrix.people.size() + place(pair.first)] = cell;
    }
    return matrix;
}

ProtocolConsistency protocolConsistency(const LabelTable& table, const LabelFilter& filter, double confidence)
{
    ProtocolConsistency out;
    LabelFilter tried = filter;
    // The aspect of a filter may belong to another kind of question than ratings.
    LabelFilter ratings = filter;
    ratings.kind = ItemKind::Rating;
    for (const bool isEverybody : {false, true}) {
        out.isEverybody = isEverybody;
        if (isEverybody) {
            tried.by.clear();
            ratings.by.clear();
        }
        ratings.aspect.clear();
        for (const Question& question : questionsOf(table, ratings)) {
            if (question.kind != ItemKind::Rating ||
                (filter.kind == ItemKind::Rating && !filter.aspect.isEmpty() &&
                 question.aspect != filter.aspect)) {
                continue;
            }
            tried.aspect = question.aspect;
            const Result<ConsistencyArrays> arrays = consistencyOf(table, tried);
            if (!arrays) {
                out.undefined = arrays.error().message;
                continue;
            }
            out.result = stats::ratingRankingConsistency(arrays->ratings, arrays->rankings, arrays->repeated,
                                                         confidence);
            out.ratingAspect = question.aspect;
            out.undefined.clear();
            if (out.result.pairs > 0) {
                return out;
            }
        }
    }
    if (out.undefined.isEmpty()) {
        out.undefined = u"No two answers were both rated and compared with each other."_s;
    }
    return out;
}

} // namespace plumbline
