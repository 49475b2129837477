#pragma once

#include "core/analysis/judgepage.h"
#include "core/analysis/verdictunits.h"
#include "core/stats/bias.h"
#include "core/stats/judgeagreement.h"

#include <functional>
#include <optional>
#include <vector>

namespace plumbline {

/// The verdicts of one row of the table of judges on one unit.
struct JudgedUnit
{
    std::size_t unit = 0;
    UnitVotes verdicts; ///< at least one; of a canary without a label (pair −1)
};

/// How often the longer of two answers of clearly different length was preferred.
struct LongerShare
{
    std::int64_t decided = 0;
    stats::Estimate share;
};

/// What the reports on judges count from: the units of a filter, the baseline's verdicts on each, and every
/// judge's. Holds references to all that it is given.
class JudgeMeasures
{
public:
    JudgeMeasures(const LabelTable& table, const LabelFilter& filter, const JudgeOptions& options,
                  const std::function<bool()>& isCancelled);

    /// Why nothing can be measured: no unit, or no such baseline; empty when it can.
    [[nodiscard]] const QString& undefined() const { return m_undefined; }
    [[nodiscard]] const std::vector<VerdictUnit>& units() const { return m_units; }
    /// The verdicts that count as the baseline's on a unit: people's votes, or one annotator's.
    [[nodiscard]] const UnitWinners& baseline(std::size_t unit) const { return m_baseline[unit]; }
    /// What the baseline says, where that is clear.
    [[nodiscard]] std::optional<stats::PairWinner> reference(std::size_t unit) const
    {
        return m_reference[unit];
    }
    [[nodiscard]] bool isAgainstPeople() const { return m_options.baseline.isEmpty(); }

    /// Every judge that has a verdict, by index of annotator; the baseline is none.
    [[nodiscard]] std::vector<std::int32_t> judges() const;
    /// The versions of its template that a judge used, where there are several; by index.
    [[nodiscard]] std::vector<std::int32_t> versions(std::int32_t judge) const;
    [[nodiscard]] std::vector<JudgedUnit> verdictsOf(const JudgeKey& key) const;
    /// All numbers of a row.
    [[nodiscard]] JudgeRow measure(const JudgeKey& key, const std::vector<JudgedUnit>& verdicts) const;
    [[nodiscard]] JudgeBias bias(const JudgeKey& key, const std::vector<JudgedUnit>& verdicts) const;
    /// What a judge says of a unit: its verdict, of several the clear mode, else a tie.
    [[nodiscard]] static stats::PairWinner verdictOn(const JudgedUnit& judged);
    /// Stated probabilities, and whether the verdict was the reference.
    [[nodiscard]] std::vector<stats::Forecast> forecasts(const std::vector<JudgedUnit>& verdicts) const;
    /// Share of verdicts that are the same as the baseline's, each with each; of people among themselves each
    /// pair of votes once. `compared`: how many met.
    [[nodiscard]] stats::Estimate same(const JudgeKey& key, const std::vector<JudgedUnit>& verdicts,
                                       bool isDecidedOnly, std::int64_t* compared = nullptr) const;
    [[nodiscard]] stats::Estimate accuracy(const JudgeKey& key,
                                           const std::vector<JudgedUnit>& verdicts) const;
    /// The row is what all others are measured by.
    [[nodiscard]] bool isBaseline(const JudgeKey& key) const
    {
        return key.kind == JudgeRowKind::People && isAgainstPeople();
    }

private:
    [[nodiscard]] std::int32_t annotatorNamed(const QString& name) const;
    [[nodiscard]] const LabelCall* callOf(const UnitVote& vote) const;
    [[nodiscard]] std::vector<stats::ItemVerdicts> shared(const std::vector<JudgedUnit>& verdicts) const;
    [[nodiscard]] std::vector<JudgedUnit> canaryVerdicts(Canary canary) const;
    void measurePeople(JudgeRow& row, const JudgeKey& key, const std::vector<JudgedUnit>& verdicts) const;
    void measureJudge(JudgeRow& row, const JudgeKey& key, const std::vector<JudgedUnit>& verdicts) const;
    void measureClasses(JudgeRow& row, const std::vector<JudgedUnit>& verdicts) const;
    void measureModels(JudgeRow& row, const std::vector<JudgedUnit>& verdicts) const;
    void measureOrder(JudgeRow& row, const std::vector<JudgedUnit>& verdicts) const;
    void measureCost(JudgeRow& row, const std::vector<JudgedUnit>& verdicts) const;
    [[nodiscard]] LongerShare lengthOf(const std::vector<JudgedUnit>& verdicts) const;
    [[nodiscard]] std::vector<JudgedUnit> peopleOn(const std::vector<JudgedUnit>& verdicts) const;
    void measurePosition(JudgeBias& bias, const std::vector<JudgedUnit>& verdicts) const;
    void measureFamily(JudgeBias& bias, const JudgeKey& key, const std::vector<JudgedUnit>& verdicts) const;

    const LabelTable& m_table;
    const JudgeOptions& m_options;
    std::vector<VerdictUnit> m_units;
    std::vector<UnitWinners> m_baseline;
    std::vector<std::optional<stats::PairWinner>> m_reference;
    std::int32_t m_baselineAnnotator = -1;
    QString m_undefined;
};

} // namespace plumbline
