#include "core/analysis/homereport.h"

#include "core/analysis/pairedagreement.h"
#include "core/analysis/questionlabels.h"
#include "core/stats/krippendorff.h"

#include <algorithm>
#include <numeric>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int32_t kValues = 4;

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

/// The annotator of `labels` that is no person with most labels; −1: there is none.
std::int32_t busiestJudge(const LabelTable& table, const QuestionLabels& labels, std::int64_t& verdicts)
{
    std::vector<std::int64_t> counts(labels.all.annotators.size(), 0);
    for (const stats::Label& row : labels.all.labels.rows) {
        counts[place(row.annotator)] += labels.isPerson(table, row.annotator) ? 0 : 1;
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    if (most == counts.end() || *most == 0) {
        return -1;
    }
    verdicts = *most;
    return static_cast<std::int32_t>(most - counts.begin());
}

stats::Labels withoutTies(const stats::Labels& labels)
{
    stats::Labels decided = labels;
    std::erase_if(decided.rows, [](const stats::Label& row) { return row.value != 0 && row.value != 2; });
    return decided;
}

/// How people's votes lie on each pair of responses.
void countUnits(const stats::Labels& votes, HomeReport& report)
{
    std::vector<std::int32_t> counts(place(votes.units) * place(kValues), 0);
    for (const stats::Label& row : votes.rows) {
        ++counts[place(row.unit * kValues + std::min(row.value, kValues - 1))];
    }
    for (std::int32_t unit = 0; unit < votes.units; ++unit) {
        const auto begin = counts.begin() + static_cast<std::ptrdiff_t>(unit) * kValues;
        if (std::accumulate(begin, begin + kValues, 0) < 2) {
            continue;
        }
        ++report.shared;
        report.notUnanimous += std::count_if(begin, begin + kValues, [](int n) { return n > 0; }) > 1 ? 1 : 0;
        report.opposite += begin[0] > 0 && begin[2] > 0 ? 1 : 0;
    }
}

} // namespace

HomeReport homeReport(const LabelTable& table, const std::function<bool()>& isCancelled)
{
    HomeReport report;
    LabelFilter filter;
    filter.kind = ItemKind::Pairwise;
    const std::vector<Question> questions = questionsOf(table, filter);
    const auto question = std::find_if(questions.begin(), questions.end(),
                                       [](const Question& one) { return one.kind == ItemKind::Pairwise; });
    if (question == questions.end()) {
        report.undefined = u"There is no preference yet; compare two responses to begin."_s;
        return report;
    }
    const QuestionLabels labels = questionLabels(table, filter, *question);
    if (!labels.undefined.isEmpty()) {
        report.undefined = labels.undefined;
        return report;
    }
    std::vector<char> isPerson;
    for (std::int32_t annotator = 0; annotator < labels.all.labels.annotators; ++annotator) {
        isPerson.push_back(labels.isPerson(table, annotator) ? 1 : 0);
    }
    const PairedAgreement people = agreementWithin(labels.all.labels, isPerson);
    report.people = people.same;
    report.peoplePairs = people.pairs;
    stats::Labels votes = labels.all.labels;
    std::erase_if(votes.rows, [&](const stats::Label& row) { return isPerson[place(row.annotator)] == 0; });
    stats::AlphaOptions plain;
    plain.resamples = 0;
    const stats::Alpha alpha = stats::krippendorffAlpha(votes, plain);
    report.alpha = alpha.alpha;
    report.alphaUnits = alpha.units;
    countUnits(votes, report);
    const std::int32_t judge = busiestJudge(table, labels, report.judgeVerdicts);
    if (judge >= 0) {
        std::vector<char> isJudge(isPerson.size(), 0);
        isJudge[place(judge)] = 1;
        report.judge = labels.all.annotatorNames.at(judge);
        const std::int32_t annotator = labels.all.annotators[place(judge)];
        report.judgeFlips =
            std::count_if(table.judgeCalls().begin(), table.judgeCalls().end(), [&](const LabelCall& call) {
                return call.isInconsistent && table.heads()[place(call.head)].annotator == annotator;
            });
        const PairedAgreement with = agreementBetween(labels.all.labels, isPerson, isJudge);
        report.judgeAndPeople = with.same;
        report.judgePairs = with.pairs;
        const PairedAgreement decided = agreementBetween(withoutTies(labels.all.labels), isPerson, isJudge);
        report.judgeDecided = decided.same;
        report.judgeDecidedPairs = decided.pairs;
    }
    return isCancelled && isCancelled() ? HomeReport() : report;
}

} // namespace plumbline
