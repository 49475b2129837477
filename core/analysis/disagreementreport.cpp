#include "core/analysis/disagreementreport.h"

#include "core/analysis/verdictunits.h"

#include <algorithm>
#include <tuple>

namespace plumbline {

using stats::PairWinner;

namespace {

constexpr std::size_t kPollEvery = 1024; ///< units between two looks at the wish to stop

struct Counts
{
    int a = 0;
    int ties = 0;
    int b = 0;

    void add(PairWinner winner) { (winner == PairWinner::A ? a : winner == PairWinner::B ? b : ties) += 1; }
    [[nodiscard]] int total() const { return a + ties + b; }
    /// Two verdicts are opposed.
    [[nodiscard]] bool isContested(bool withTies) const
    {
        return withTies ? (a > 0) + (ties > 0) + (b > 0) > 1 : a > 0 && b > 0;
    }
};

bool areOpposed(PairWinner one, PairWinner other, bool withTies)
{
    return one != other && (withTies || (one != PairWinner::Tie && other != PairWinner::Tie));
}

bool isAsked(const Disagreement& unit, const DisagreementOptions& options)
{
    if (unit.isSettled && !options.withSettled) {
        return false;
    }
    switch (options.sides) {
    case DisagreementSides::People:
        return unit.amongPeople;
    case DisagreementSides::PeopleAndJudges:
        return unit.peopleAgainstJudges;
    case DisagreementSides::Judges:
        return unit.amongJudges;
    case DisagreementSides::Any:
        break;
    }
    return unit.amongPeople || unit.peopleAgainstJudges || unit.amongJudges;
}

/// Votes for the side that has fewer; with only one side and ties, those that are fewer.
int opposedOf(const Counts& counts)
{
    if (counts.a > 0 && counts.b > 0) {
        return std::min(counts.a, counts.b);
    }
    return std::min(counts.a + counts.b, counts.ties);
}

/// Fills what can be said without names; false when all agree.
bool compare(const VerdictUnit& unit, bool withTies, Disagreement& out)
{
    Counts people;
    Counts judges;
    Counts all;
    UnitWinners votes;
    for (const UnitVote& vote : unit.people) {
        people.add(vote.winner);
        all.add(vote.winner);
        votes.push_back(vote.winner);
    }
    for (const UnitVote& vote : unit.judges) {
        judges.add(vote.winner);
        all.add(vote.winner);
    }
    out.amongPeople = people.isContested(withTies);
    out.amongJudges = judges.isContested(withTies);
    if (const std::optional<PairWinner> mode = clearMode(votes)) {
        out.peopleAgainstJudges =
            std::any_of(unit.judges.begin(), unit.judges.end(),
                        [&](const UnitVote& verdict) { return areOpposed(*mode, verdict.winner, withTies); });
    }
    out.isSettled = unit.settled.has_value();
    out.opposed = opposedOf(all);
    out.entropy = voteEntropy(all.a, all.ties, all.b);
    return out.amongPeople || out.amongJudges || out.peopleAgainstJudges;
}

bool isMoreContested(const Disagreement& one, const Disagreement& other)
{
    const auto total = [](const Disagreement& each) {
        return each.example.votes.size() + each.example.verdicts.size();
    };
    return std::make_tuple(-one.opposed, -static_cast<std::int64_t>(total(one)), -one.entropy,
                           one.example.prompt.value, one.example.turn) <
           std::make_tuple(-other.opposed, -static_cast<std::int64_t>(total(other)), -other.entropy,
                           other.example.prompt.value, other.example.turn);
}

} // namespace

DisagreementReport disagreementReport(const LabelTable& table, const LabelFilter& filter,
                                      const DisagreementOptions& options,
                                      const std::function<bool()>& isCancelled)
{
    DisagreementReport report;
    const std::vector<VerdictUnit> units = verdictUnits(table, filter, isCancelled);
    for (std::size_t index = 0; index < units.size(); ++index) {
        if (index % kPollEvery == 0 && isCancelled && isCancelled()) {
            return {};
        }
        const VerdictUnit& unit = units[index];
        if (unit.people.size() + unit.judges.size() < 2) {
            continue;
        }
        ++report.judged;
        Disagreement found;
        if (!compare(unit, options.withTies, found)) {
            continue;
        }
        report.amongPeople += found.amongPeople ? 1 : 0;
        report.peopleAgainstJudges += found.peopleAgainstJudges ? 1 : 0;
        report.amongJudges += found.amongJudges ? 1 : 0;
        report.settled += found.isSettled ? 1 : 0;
        if (isAsked(found, options)) {
            found.example = exampleOf(table, unit);
            report.units.push_back(std::move(found));
        }
    }
    std::stable_sort(report.units.begin(), report.units.end(), isMoreContested);
    return report;
}

} // namespace plumbline
