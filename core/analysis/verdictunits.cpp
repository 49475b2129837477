#include "core/analysis/verdictunits.h"

#include "core/domain/adjudication.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cmath>

namespace plumbline {

namespace {

constexpr std::size_t kPollEvery = 4096; ///< labels between two looks at the wish to stop

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

quint64 keyOf(const PairLabel& label)
{
    return (static_cast<quint64>(static_cast<quint32>(label.a)) << 32) | static_cast<quint32>(label.b);
}

/// Which batches are for adjudication.
std::vector<char> adjudications(const LabelTable& table)
{
    std::vector<char> out;
    out.reserve(table.batches().size());
    for (const Batch& batch : table.batches()) {
        out.push_back(isAdjudication(batch) ? 1 : 0);
    }
    return out;
}

/// What is let through before units are formed: everything that the filter says of the unit itself.
LabelFilter ofUnits(const LabelFilter& filter)
{
    LabelFilter out = filter;
    out.kind = ItemKind::Pairwise;
    out.batch.clear();
    return out;
}

void keepNewest(UnitVotes& votes, const UnitVote& vote)
{
    const auto same = std::find_if(votes.begin(), votes.end(), [&vote](const UnitVote& each) {
        return each.annotator == vote.annotator;
    });
    if (same == votes.end()) {
        votes.push_back(vote);
    } else {
        *same = vote;
    }
}

/// a, tie, b, both bad: the order in which votes are listed.
int listedPlace(const ExampleVote& vote)
{
    return vote.bothBad ? 3 : 1 - static_cast<int>(vote.winner);
}

ExampleVote voteOf(const LabelTable& table, const UnitVote& vote)
{
    const PairLabel& label = table.pairs()[place(vote.pair)];
    const Annotator& who = table.annotators()[place(vote.annotator)];
    ExampleVote out;
    out.id = table.headOf(label).id;
    out.annotator = who.name;
    out.annotatorId = who.id;
    out.winner = label.winner;
    out.margin = label.margin;
    out.bothBad = label.bothBad;
    return out;
}

/// The items behind the votes, the one with most of them first.
std::vector<ItemId> itemsOf(const LabelTable& table, const VerdictUnit& unit)
{
    std::vector<std::pair<std::int32_t, int>> counts;
    const auto count = [&](const UnitVote& vote) {
        const std::int32_t item = table.headOf(table.pairs()[place(vote.pair)]).item;
        const auto found = std::find_if(counts.begin(), counts.end(),
                                        [item](const auto& each) { return each.first == item; });
        if (found == counts.end()) {
            counts.emplace_back(item, 1);
        } else {
            ++found->second;
        }
    };
    std::for_each(unit.people.begin(), unit.people.end(), count);
    std::for_each(unit.judges.begin(), unit.judges.end(), count);
    if (counts.empty() && unit.settled) {
        count(*unit.settled);
    }
    std::stable_sort(counts.begin(), counts.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<ItemId> out;
    for (const auto& [item, votes] : counts) {
        out.push_back(table.items()[place(item)].id);
    }
    return out;
}

QString nameOf(const QStringList& names, std::int32_t index)
{
    return index >= 0 ? names[index] : QString();
}

} // namespace

std::optional<stats::PairWinner> clearMode(const UnitWinners& verdicts)
{
    std::array<int, 3> counts{};
    for (const stats::PairWinner verdict : verdicts) {
        ++counts[place(static_cast<int>(verdict) + 1)];
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    if (*most == 0 || std::count(counts.begin(), counts.end(), *most) > 1) {
        return std::nullopt;
    }
    return static_cast<stats::PairWinner>(most - counts.begin() - 1);
}

std::optional<stats::PairWinner> VerdictUnit::reference() const
{
    if (settled) {
        return settled->winner;
    }
    UnitWinners votes;
    for (const UnitVote& vote : people) {
        votes.push_back(vote.winner);
    }
    return clearMode(votes);
}

std::vector<VerdictUnit> verdictUnits(const LabelTable& table, const LabelFilter& filter,
                                      const std::function<bool()>& isCancelled)
{
    const LabelSieve sieve(table, ofUnits(filter));
    const std::vector<char> settles = adjudications(table);
    QHash<quint64, std::size_t> places;
    std::vector<VerdictUnit> units;
    std::vector<char> isAsked; ///< an item of the wanted batch asks about the unit
    const std::vector<PairLabel>& pairs = table.pairs();
    for (std::size_t index = 0; index < pairs.size(); ++index) {
        if (index % kPollEvery == 0 && isCancelled && isCancelled()) {
            return {};
        }
        const PairLabel& label = pairs[index];
        if (!sieve.accepts(label)) {
            continue;
        }
        auto found = places.find(keyOf(label));
        if (found == places.end()) {
            found = places.insert(keyOf(label), units.size());
            VerdictUnit unit;
            unit.a = label.a;
            unit.b = label.b;
            units.push_back(unit);
            isAsked.push_back(filter.batch.isEmpty() ? 1 : 0);
        }
        VerdictUnit& unit = units[*found];
        const LabelHead& head = table.headOf(label);
        const std::int32_t batch = table.itemOf(head).batch;
        const UnitVote vote{static_cast<std::int32_t>(index), head.annotator, label.winner};
        const bool isPerson = table.annotators()[place(head.annotator)].kind == AnnotatorKind::Human;
        if (batch >= 0 && settles[place(batch)] != 0 && isPerson) {
            unit.settled = vote;
        } else if (isPerson) {
            keepNewest(unit.people, vote);
        } else {
            unit.judges.push_back(vote);
        }
        if (batch >= 0 && table.batches()[place(batch)].name == filter.batch) {
            isAsked[*found] = 1;
        }
    }
    std::size_t kept = 0;
    for (std::size_t index = 0; index < units.size(); ++index) {
        if (isAsked[index] != 0) {
            if (kept != index) {
                units[kept] = std::move(units[index]);
            }
            ++kept;
        }
    }
    units.resize(kept);
    return units;
}

double voteEntropy(int forA, int ties, int forB)
{
    const double total = forA + ties + forB;
    double bits = 0;
    for (const int count : {forA, ties, forB}) {
        if (count > 0) {
            bits -= count / total * std::log2(count / total);
        }
    }
    return bits;
}

PairExample exampleOf(const LabelTable& table, const VerdictUnit& unit)
{
    const LabelledResponse& a = table.responses()[place(unit.a)];
    const LabelledResponse& b = table.responses()[place(unit.b)];
    PairExample out;
    out.a = a.id;
    out.b = b.id;
    out.modelA = nameOf(table.models(), a.model);
    out.modelB = nameOf(table.models(), b.model);
    if (a.prompt >= 0) {
        const LabelledPrompt& prompt = table.prompts()[place(a.prompt)];
        out.prompt = prompt.id;
        out.title = prompt.title;
        out.category = nameOf(table.categories(), prompt.category);
        out.turn = prompt.turn;
    }
    out.items = itemsOf(table, unit);
    for (const UnitVote& vote : unit.people) {
        out.votes.push_back(voteOf(table, vote));
        (vote.winner == stats::PairWinner::A   ? out.forA
         : vote.winner == stats::PairWinner::B ? out.forB
                                               : out.ties) += 1;
    }
    std::stable_sort(out.votes.begin(), out.votes.end(), [](const ExampleVote& one, const ExampleVote& two) {
        return listedPlace(one) < listedPlace(two);
    });
    for (const UnitVote& vote : unit.judges) {
        out.verdicts.push_back(voteOf(table, vote));
    }
    out.entropy = voteEntropy(out.forA, out.ties, out.forB);
    return out;
}

} // namespace plumbline
