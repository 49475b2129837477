#include "core/analysis/labelerrorreport.h"

#include "core/stats/labelerrors.h"

#include <QSet>

#include <algorithm>
#include <numeric>
#include <span>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

/// Makes rows of candidates.
class RowMaker
{
public:
    RowMaker(const LabelTable& table, const QuestionLabels& question, const stats::Consensus& consensus)
        : m_table(table)
        , m_question(question)
        , m_consensus(consensus)
        , m_begins(place(question.all.labels.units) + 1)
        , m_rows(question.all.labels.rows.size())
    {
        const std::vector<stats::Label>& rows = question.all.labels.rows;
        for (const stats::Label& row : rows) {
            ++m_begins[place(row.unit) + 1];
        }
        std::partial_sum(m_begins.begin(), m_begins.end(), m_begins.begin());
        std::vector<std::size_t> next(m_begins.begin(), m_begins.end() - 1);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            m_rows[next[place(rows[row].unit)]++] = row;
        }
    }

    LabelErrorRow make(const stats::LabelErrorCandidate& candidate) const
    {
        const LabelArrays& arrays = m_question.all;
        LabelErrorRow out;
        describe(out, candidate.unit);
        const Annotator& who = m_table.annotators()[place(arrays.annotators[place(candidate.annotator)])];
        out.annotator = who.name;
        out.annotatorId = who.id;
        out.given = candidate.given;
        out.alternative = candidate.alternative;
        out.suspicion = candidate.score;
        out.alternativeProbability = candidate.alternativeProbability;
        out.others = candidate.others;
        const std::span<const double> posterior = m_consensus.posteriorOf(candidate.unit);
        out.posterior.assign(posterior.begin(), posterior.end());
        const std::size_t begin = m_begins[place(candidate.unit)];
        const std::size_t count = m_begins[place(candidate.unit) + 1] - begin;
        for (const std::size_t row : std::span(m_rows).subspan(begin, count)) {
            const stats::Label& label = arrays.labels.rows[row];
            const LabelHead& head = m_table.heads()[place(arrays.heads[row])];
            const Annotator& labeller = m_table.annotatorOf(head);
            out.unitLabels.push_back({head.id, labeller.name, labeller.id, labeller.kind, label.value});
            if (label.annotator == candidate.annotator && label.value == candidate.given) {
                out.annotation = head.id;
                out.item = m_table.itemOf(head).id;
            }
        }
        std::stable_sort(
            out.unitLabels.begin(), out.unitLabels.end(),
            [](const UnitLabel& one, const UnitLabel& other) { return one.value < other.value; });
        return out;
    }

private:
    void describe(LabelErrorRow& out, std::int32_t unit) const
    {
        const std::int32_t first = m_question.all.firstResponses[place(unit)];
        const std::int32_t second = m_question.all.secondResponses[place(unit)];
        out.a = m_table.response(first).id;
        out.modelA = m_table.models().value(m_table.modelOf(first));
        if (second >= 0) {
            out.b = m_table.response(second).id;
            out.modelB = m_table.models().value(m_table.modelOf(second));
        }
        const LabelledPrompt& prompt = m_table.prompts()[place(m_table.response(first).prompt)];
        out.prompt = prompt.id;
        out.title = prompt.title;
        out.category = m_table.categories().value(prompt.category);
        out.turn = prompt.turn;
    }

    const LabelTable& m_table;
    const QuestionLabels& m_question;
    const stats::Consensus& m_consensus;
    std::vector<std::size_t> m_begins; ///< units + 1: where the rows of a unit begin in m_rows
    std::vector<std::size_t> m_rows;
};

} // namespace

LabelErrorReport labelErrorReport(const LabelTable& table, const LabelFilter& filter,
                                  const LabelErrorReportOptions& options,
                                  const std::function<bool()>& isCancelled)
{
    LabelErrorReport report;
    report.options = options;
    std::vector<Question> questions = questionsOf(table, filter);
    std::erase_if(questions, [](const Question& each) { return each.kind == ItemKind::Span; });
    report.questions = questions;
    report.question = chosenQuestion(questions, filter);
    if (!report.question) {
        report.undefined = u"No label answers a question with one right value, as preferences, ratings and "
                           "rankings do."_s;
        return report;
    }
    const QuestionLabels question = questionLabels(table, filter, *report.question);
    report.undefined = question.undefined;
    if (!report.undefined.isEmpty()) {
        return report;
    }
    report.kind = question.counted.kind;
    report.values = question.counted.values;
    const stats::Consensus consensus =
        combine(question.counted.labels, options.method, isCancelled, options.isQuick);
    if (!consensus) {
        report.undefined = consensus.undefined;
        return report;
    }
    stats::LabelErrorOptions search;
    search.cancelled = isCancelled;
    const stats::LabelErrors errors = stats::labelErrors(question.counted.labels, consensus, search);
    report.undefined = errors.undefined;
    report.checked = errors.checked;
    report.unchecked = errors.unchecked;
    if (!errors || (isCancelled && isCancelled())) {
        return report;
    }
    QSet<std::int32_t> settled;
    for (const SettledUnit& unit : question.settled) {
        settled.insert(unit.unit);
    }
    const RowMaker maker(table, question, consensus);
    QSet<std::int32_t> annotators;
    for (const stats::LabelErrorCandidate& candidate : errors.candidates) {
        if (settled.contains(candidate.unit)) {
            ++report.settled;
            continue;
        }
        ++report.candidates;
        annotators.insert(candidate.annotator);
        if (report.rows.size() < options.most) {
            report.rows.push_back(maker.make(candidate));
        }
    }
    report.annotators = annotators.size();
    return report;
}

} // namespace plumbline
