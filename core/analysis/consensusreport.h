#pragma once

#include "core/analysis/questionlabels.h"
#include "core/stats/consensus.h"
#include "core/stats/numericconsensus.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace plumbline {

/// How labels are combined.
enum class ConsensusMethod : std::uint8_t { Majority, DawidSkene, OneCoin, Mace, Glad, Wawa, ZeroBasedSkill };

/// "majority", "dawid-skene", "one-coin", "mace", "glad", "wawa", "zbs", as plumblinectl names them.
[[nodiscard]] QString toName(ConsensusMethod method);

/// What those labels say together, by one method. Quick: methods that go in steps make a few (DawidSkene and
/// OneCoin kQuickSteps, Mace as many of one start, Glad one), which is near the end where labels are many.
[[nodiscard]] stats::Consensus combine(const stats::Labels& labels, ConsensusMethod method,
                                       const std::function<bool()>& isCancelled = {}, bool isQuick = false);
inline constexpr int kQuickSteps = 10;

/// What the labels say of one unit.
struct ConsensusUnit
{
    ResponseId a;
    ResponseId b; ///< not valid where single responses are judged
    QString modelA;
    QString modelB;
    PromptId prompt;
    QString title;
    int turn = 1;
    std::int32_t label = 0; ///< index into the values
    bool isTie = false;     ///< another value is as probable
    bool isSettled = false; ///< by adjudication: certain, whatever the labels say
    std::int32_t labels = 0;
    std::vector<double> posterior; ///< probability of each value: the soft label
    stats::Estimate mean;          ///< of ratings; none where nobody of those who count rated it
    stats::Estimate robust;        ///< of ratings: weighted by annotators' precision, their biases taken out
};

/// The consensus on every unit of a question.
struct ConsensusReport
{
    ConsensusMethod method = ConsensusMethod::Majority;
    std::optional<Question> question;
    LabelUnits kind = LabelUnits::Pairs;
    QStringList values;
    std::vector<double> numbers;      ///< of the values, for ratings
    std::vector<ConsensusUnit> units; ///< with a label, by prompt, turn and models
    std::int64_t ties = 0;
    std::int64_t settled = 0;
    QString undefined;
};

/// `filter` as for agreementReport(): `by` says whose labels are combined.
[[nodiscard]] ConsensusReport consensusReport(const LabelTable& table, const LabelFilter& filter,
                                              ConsensusMethod method,
                                              const std::function<bool()>& isCancelled = {});

} // namespace plumbline
