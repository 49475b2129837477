#pragma once

#include "core/analysis/labelfilter.h"
#include "core/analysis/labeltable.h"
#include "core/analysis/pairexamples.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace plumbline {

/// Between whom a disagreement lies.
enum class DisagreementSides : std::uint8_t {
    Any,
    People,          ///< two people
    PeopleAndJudges, ///< what people say together (their clear mode) and a judge
    Judges,          ///< two verdicts of judges
};

struct DisagreementOptions
{
    DisagreementSides sides = DisagreementSides::Any;
    bool withTies = false;    ///< a tie against a decided verdict is a disagreement too
    bool withSettled = false; ///< also those that an adjudication has settled
    bool operator==(const DisagreementOptions&) const = default;
};

/// One pair of responses on which verdicts are opposed.
struct Disagreement
{
    PairExample example;
    bool amongPeople = false;
    bool peopleAgainstJudges = false;
    bool amongJudges = false;
    bool isSettled = false; ///< an adjudication holds
    int opposed = 0;        ///< verdicts for the side that has fewer, people's and judges' alike
    double entropy = 0;     ///< of all verdicts, in bits
};

/// What verdicts are opposed on, the most contested first: by verdicts for the weaker side, then number of
/// verdicts, then entropy, all falling, then by prompt and turn.
struct DisagreementReport
{
    std::vector<Disagreement> units;
    std::int64_t judged = 0;      ///< pairs with two verdicts or more
    std::int64_t amongPeople = 0; ///< how many there are between whom, whatever is asked for
    std::int64_t peopleAgainstJudges = 0;
    std::int64_t amongJudges = 0;
    std::int64_t settled = 0; ///< of all of these, settled by an adjudication
};

/// The filter's kinds of annotators and names say whose verdicts count; a batch chooses pairs, see
/// verdictUnits(). Pairwise items alone: only there two verdicts can be opposite.
[[nodiscard]] DisagreementReport disagreementReport(const LabelTable& table, const LabelFilter& filter,
                                                    const DisagreementOptions& options = {},
                                                    const std::function<bool()>& isCancelled = {});

} // namespace plumbline
