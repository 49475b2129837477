#include "core/analysis/consensusreport.h"

#include "core/stats/dawidskene.h"
#include "core/stats/glad.h"
#include "core/stats/mace.h"
#include "core/stats/majorityvote.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

stats::NumericConsensus numbersTogether(const LabelArrays& arrays, const std::function<bool()>& isCancelled)
{
    stats::NumericLabels numbers;
    numbers.units = arrays.labels.units;
    numbers.annotators = arrays.labels.annotators;
    for (const stats::Label& row : arrays.labels.rows) {
        numbers.rows.push_back({row.unit, row.annotator, arrays.numbers[place(row.value)]});
    }
    stats::NumericConsensusOptions options;
    options.cancelled = isCancelled;
    return stats::numericConsensus(numbers, options);
}

ConsensusUnit describe(const LabelTable& table, const LabelArrays& arrays, std::size_t unit)
{
    ConsensusUnit out;
    const std::int32_t first = arrays.firstResponses[unit];
    const std::int32_t second = arrays.secondResponses[unit];
    out.a = table.response(first).id;
    out.modelA = table.models().value(table.modelOf(first));
    if (second >= 0) {
        out.b = table.response(second).id;
        out.modelB = table.models().value(table.modelOf(second));
    }
    const LabelledPrompt& prompt = table.prompts()[place(table.response(first).prompt)];
    out.prompt = prompt.id;
    out.title = prompt.title;
    out.turn = prompt.turn;
    return out;
}

} // namespace

QString toName(ConsensusMethod method)
{
    switch (method) {
    case ConsensusMethod::Majority:
        return u"majority"_s;
    case ConsensusMethod::DawidSkene:
        return u"dawid-skene"_s;
    case ConsensusMethod::OneCoin:
        return u"one-coin"_s;
    case ConsensusMethod::Mace:
        return u"mace"_s;
    case ConsensusMethod::Glad:
        return u"glad"_s;
    case ConsensusMethod::Wawa:
        return u"wawa"_s;
    case ConsensusMethod::ZeroBasedSkill:
        return u"zbs"_s;
    }
    return {};
}

stats::Consensus combine(const stats::Labels& labels, ConsensusMethod method,
                         const std::function<bool()>& isCancelled, bool isQuick)
{
    const auto with = [&isCancelled](auto options) {
        options.cancelled = isCancelled;
        return options;
    };
    switch (method) {
    case ConsensusMethod::Majority:
        return stats::majorityVote(labels, with(stats::VoteOptions{}));
    case ConsensusMethod::DawidSkene:
    case ConsensusMethod::OneCoin: {
        auto options = with(stats::DawidSkeneOptions{});
        options.model = method == ConsensusMethod::OneCoin ? stats::DawidSkeneOptions::Model::OneCoin
                                                           : stats::DawidSkeneOptions::Model::Full;
        options.maxIterations = isQuick ? kQuickSteps : options.maxIterations;
        return stats::dawidSkene(labels, options);
    }
    case ConsensusMethod::Mace: {
        auto options = with(stats::MaceOptions{});
        options.restarts = isQuick ? 1 : options.restarts;
        options.iterations = isQuick ? kQuickSteps : options.iterations;
        return stats::mace(labels, options);
    }
    case ConsensusMethod::Glad: {
        auto options = with(stats::GladOptions{});
        options.maxIterations = isQuick ? 1 : options.maxIterations;
        return stats::glad(labels, options);
    }
    case ConsensusMethod::Wawa:
        return stats::wawa(labels, with(stats::VoteOptions{}));
    case ConsensusMethod::ZeroBasedSkill:
        return stats::zeroBasedSkill(labels, with(stats::ZeroBasedSkillOptions{}));
    }
    return stats::noConsensus(u"There is no such method."_s);
}

ConsensusReport consensusReport(const LabelTable& table, const LabelFilter& filter, ConsensusMethod method,
                                const std::function<bool()>& isCancelled)
{
    ConsensusReport report;
    report.method = method;
    report.question = chosenQuestion(questionsOf(table, filter), filter);
    if (!report.question) {
        report.undefined = u"No label answers a question that has one answer."_s;
        return report;
    }
    const QuestionLabels question = questionLabels(table, filter, *report.question);
    report.undefined = question.undefined;
    if (!report.undefined.isEmpty()) {
        return report;
    }
    const LabelArrays& arrays = question.counted;
    const stats::Consensus consensus = combine(arrays.labels, method, isCancelled);
    report.kind = arrays.kind;
    report.values = arrays.values;
    report.numbers = arrays.numbers;
    report.undefined = consensus.undefined;
    if (!consensus || (isCancelled && isCancelled())) {
        return report;
    }
    const stats::NumericConsensus numeric =
        arrays.numbers.empty() ? stats::NumericConsensus{} : numbersTogether(arrays, isCancelled);
    std::vector<std::int32_t> counts(place(arrays.labels.units));
    for (const stats::Label& row : arrays.labels.rows) {
        ++counts[place(row.unit)];
    }
    std::vector<std::int32_t> settled(counts.size(), -1);
    for (const SettledUnit& each : question.settled) {
        settled[place(each.unit)] = each.value;
    }
    for (std::size_t unit = 0; unit < counts.size(); ++unit) {
        const auto index = static_cast<std::int32_t>(unit);
        if (!consensus.labels[unit] && settled[unit] < 0) {
            continue;
        }
        ConsensusUnit out = describe(table, arrays, unit);
        out.labels = counts[unit];
        const std::span<const double> posterior = consensus.posteriorOf(index);
        out.posterior.assign(posterior.begin(), posterior.end());
        out.isSettled = settled[unit] >= 0;
        if (out.isSettled) {
            out.label = settled[unit];
            out.posterior.assign(place(arrays.labels.values), 0);
            out.posterior[place(out.label)] = 1;
        } else {
            out.label = *consensus.labels[unit];
            out.isTie = consensus.isTie(index);
        }
        if (numeric && unit < numeric.units.size()) {
            out.mean = numeric.units[unit].mean;
            out.robust = numeric.units[unit].robust;
        }
        report.ties += out.isTie ? 1 : 0;
        report.settled += out.isSettled ? 1 : 0;
        report.units.push_back(std::move(out));
    }
    std::sort(report.units.begin(), report.units.end(),
              [](const ConsensusUnit& one, const ConsensusUnit& other) {
                  return std::tie(one.prompt, one.turn, one.modelA, one.modelB, one.a, one.b) <
                         std::tie(other.prompt, other.turn, other.modelA, other.modelB, other.a, other.b);
              });
    return report;
}

} // namespace plumbline
