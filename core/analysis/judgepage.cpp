#include "core/analysis/judgepage.h"

#include "core/analysis/judgemeasures.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;
using stats::PairWinner;

namespace {

/// 0 for a, 1 for a tie, 2 for b.
std::size_t classOf(PairWinner winner)
{
    return static_cast<std::size_t>(1 - static_cast<int>(winner));
}

QString categoryOf(const LabelTable& table, const VerdictUnit& unit)
{
    const std::int32_t prompt = table.responses()[static_cast<std::size_t>(unit.a)].prompt;
    const std::int32_t category =
        prompt >= 0 ? table.prompts()[static_cast<std::size_t>(prompt)].category : -1;
    return category >= 0 ? table.categories()[category] : QString();
}

/// A unit on which judge and reference differ.
struct Difference
{
    std::size_t unit = 0;
    bool isOpposite = false;
    int against = 0; ///< people who voted as the reference
    JudgeDifference place;
};

std::vector<Difference> differencesOf(const JudgeMeasures& measures, const std::vector<JudgedUnit>& verdicts)
{
    std::vector<Difference> out;
    for (const JudgedUnit& judged : verdicts) {
        const auto truth = measures.reference(judged.unit);
        const PairWinner said = JudgeMeasures::verdictOn(judged);
        if (!truth || *truth == said) {
            continue;
        }
        const UnitWinners& votes = measures.baseline(judged.unit);
        out.push_back({judged.unit,
                       *truth == stats::swapped(said) && said != PairWinner::Tie,
                       static_cast<int>(std::count(votes.begin(), votes.end(), *truth)),
                       {static_cast<int>(classOf(*truth)), static_cast<int>(classOf(said))}});
    }
    std::stable_sort(out.begin(), out.end(), [](const Difference& one, const Difference& other) {
        return one.isOpposite != other.isOpposite ? one.isOpposite : one.against > other.against;
    });
    return out;
}

void countConfusion(JudgePageReport& report, const JudgeMeasures& measures,
                    const std::vector<JudgedUnit>& verdicts)
{
    for (const JudgedUnit& judged : verdicts) {
        if (const auto truth = measures.reference(judged.unit)) {
            ++report.confusion[classOf(*truth)][classOf(JudgeMeasures::verdictOn(judged))];
            ++report.clear;
        }
    }
}

void splitByCategory(JudgePageReport& report, const LabelTable& table, const JudgeMeasures& measures,
                     const std::vector<JudgedUnit>& verdicts)
{
    std::map<QString, std::vector<JudgedUnit>> byCategory;
    for (const JudgedUnit& judged : verdicts) {
        if (!measures.baseline(judged.unit).empty()) {
            byCategory[categoryOf(table, measures.units()[judged.unit])].push_back(judged);
        }
    }
    for (const auto& [category, part] : byCategory) {
        report.categories.push_back({category, static_cast<std::int64_t>(part.size()),
                                     measures.same(report.judge, part, false),
                                     measures.accuracy(report.judge, part)});
    }
}

} // namespace

JudgeKey keyOf(const JudgeRow& row)
{
    return {row.kind, row.name, row.version, row.canary};
}

JudgePageReport judgePageReport(const LabelTable& table, const LabelFilter& filter, const JudgeKey& judge,
                                const JudgeOptions& options, std::size_t mostExamples,
                                const std::function<bool()>& isCancelled)
{
    JudgePageReport report;
    report.judge = judge;
    const JudgeMeasures measures(table, independent(filter), options, isCancelled);
    report.undefined = measures.undefined();
    if ((isCancelled && isCancelled()) || !report.undefined.isEmpty()) {
        return report;
    }
    const std::vector<JudgedUnit> verdicts = measures.verdictsOf(judge);
    if (verdicts.empty()) {
        report.undefined = u"It gave no verdict here. Remove a filter, or choose another judge."_s;
        return report;
    }
    report.row = measures.measure(judge, verdicts);
    report.bias = measures.bias(judge, verdicts);
    if (!measures.isBaseline(judge)) {
        countConfusion(report, measures, verdicts);
        const std::vector<stats::Forecast> stated = measures.forecasts(verdicts);
        report.forecasts = static_cast<std::int64_t>(stated.size());
        report.calibration =
            stats::calibration(stated, {.bins = 10, .isAdaptive = false, .confidence = options.confidence});
        const std::vector<Difference> differences = differencesOf(measures, verdicts);
        for (const Difference& difference : differences) {
            report.opposite += difference.isOpposite ? 1 : 0;
            if (mostExamples == 0 || report.disagreements.size() < mostExamples) {
                report.disagreements.push_back(exampleOf(table, measures.units()[difference.unit]));
                report.differences.push_back(difference.place);
            }
        }
        report.differing = static_cast<std::int64_t>(differences.size());
    }
    splitByCategory(report, table, measures, verdicts);
    return report;
}

} // namespace plumbline
