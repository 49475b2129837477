#include "core/analysis/pairexamples.h"

#include "core/domain/adjudication.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace plumbline {

namespace {

/// How many labels are looked at between two questions whether to stop.
constexpr std::size_t kStride = 4'096;

/// A label that belongs to an example.
struct Entry
{
    std::uint64_t key = 0; ///< the two responses
    std::int32_t pair = 0; ///< index into LabelTable::pairs()
    bool isVote = false;
    bool isVerdict = false;
};

/// Which labels belong to the asked examples, and in which order a and b are told.
class AskedModels
{
public:
    AskedModels(const LabelTable& table, const PairExampleQuery& query)
        : m_table(table)
        , m_first(query.first.isEmpty() ? -1 : static_cast<std::int32_t>(table.models().indexOf(query.first)))
        , m_second(query.second.isEmpty() ? -1
                                          : static_cast<std::int32_t>(table.models().indexOf(query.second)))
        , m_isImpossible((!query.first.isEmpty() && m_first < 0) || (!query.second.isEmpty() && m_second < 0))
    {
        if (m_first < 0) {
            std::swap(m_first, m_second);
        }
    }

    [[nodiscard]] bool asks(const PairLabel& label) const
    {
        const std::int32_t a = modelOf(label.a);
        const std::int32_t b = modelOf(label.b);
        return !m_isImpossible && (m_first < 0 || (a == m_first && (m_second < 0 || b == m_second)) ||
                                   (b == m_first && (m_second < 0 || a == m_second)));
    }
    /// Whether the label's b is of the model that is told first.
    [[nodiscard]] bool isTurned(const PairLabel& label) const
    {
        return m_first >= 0 && modelOf(label.a) != m_first;
    }
    [[nodiscard]] bool hasFirst() const { return m_first >= 0; }

private:
    [[nodiscard]] std::int32_t modelOf(std::int32_t response) const
    {
        return m_table.responses()[static_cast<std::size_t>(response)].model;
    }

    const LabelTable& m_table;
    std::int32_t m_first;
    std::int32_t m_second;
    bool m_isImpossible;
};

std::uint64_t keyOf(const PairLabel& label)
{
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(label.a)) << 32) |
           static_cast<std::uint32_t>(label.b);
}

/// The labels of all asked examples, together by example, in the order in which they came in.
std::vector<Entry> entriesOf(const LabelTable& table, const LabelFilter& filter, const AskedModels& asked,
                             const std::function<bool()>& isCancelled)
{
    LabelFilter anybody = filter;
    anybody.by.clear();
    anybody.annotators.clear();
    anybody.batch.clear(); // judges' verdicts mostly stand in a batch of their own
    const LabelSieve votes(table, filter);
    const LabelSieve verdicts(table, anybody);
    std::vector<char> settles; // batches for adjudication: what they settle is no vote
    for (const Batch& batch : table.batches()) {
        settles.push_back(isAdjudication(batch) && batch.name != filter.batch ? 1 : 0);
    }
    std::vector<Entry> entries;
    const std::vector<PairLabel>& pairs = table.pairs();
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (i % kStride == 0 && isCancelled && isCancelled()) {
            return {};
        }
        const PairLabel& label = pairs[i];
        if (!asked.asks(label)) {
            continue;
        }
        const LabelHead& head = table.headOf(label);
        const Annotator& annotator = table.annotators()[static_cast<std::size_t>(head.annotator)];
        const std::int32_t batch = table.itemOf(head).batch;
        const bool isSettling = batch >= 0 && settles[static_cast<std::size_t>(batch)] != 0;
        const Entry entry{keyOf(label), static_cast<std::int32_t>(i), !isSettling && votes.accepts(label),
                          annotator.kind != AnnotatorKind::Human && verdicts.accepts(label)};
        if (entry.isVote || entry.isVerdict) {
            entries.push_back(entry);
        }
    }
    std::sort(entries.begin(), entries.end(), [&](const Entry& x, const Entry& y) {
        const auto key = [&](const Entry& entry) {
            return std::tuple(entry.key, table.headOf(pairs[static_cast<std::size_t>(entry.pair)]).id.value,
                              entry.pair);
        };
        return key(x) < key(y);
    });
    return entries;
}

double entropyOf(const PairExample& example)
{
    double bits = 0;
    for (const int count : {example.forA, example.ties, example.forB}) {
        if (count > 0) {
            const double share = static_cast<double>(count) / example.total();
            bits -= share * std::log2(share);
        }
    }
    return bits;
}

/// One example from its labels. Without a vote it has none in total().
class ExampleMaker
{
public:
    ExampleMaker(const LabelTable& table, const AskedModels& asked)
        : m_table(table)
        , m_asked(asked)
    {
    }

    [[nodiscard]] PairExample make(const Entry* begin, const Entry* end) const
    {
        PairExample example = describe(pairOf(*begin));
        for (const Entry* entry = begin; entry != end; ++entry) {
            const ExampleVote vote = voteOf(pairOf(*entry));
            if (entry->isVerdict) {
                example.verdicts.push_back(vote);
            }
            if (entry->isVote) {
                ++(vote.winner == stats::PairWinner::A   ? example.forA
                   : vote.winner == stats::PairWinner::B ? example.forB
                                                         : example.ties);
                example.votes.push_back(vote);
            }
        }
        std::stable_sort(example.votes.begin(), example.votes.end(),
                         [](const ExampleVote& x, const ExampleVote& y) { return placeOf(x) < placeOf(y); });
        addItems(begin, end, example);
        example.entropy = entropyOf(example);
        return example;
    }

private:
    [[nodiscard]] const PairLabel& pairOf(const Entry& entry) const
    {
        return m_table.pairs()[static_cast<std::size_t>(entry.pair)];
    }
    [[nodiscard]] static int placeOf(const ExampleVote& vote)
    {
        return vote.winner == stats::PairWinner::A   ? 0
               : vote.winner == stats::PairWinner::B ? 2
               : vote.bothBad                        ? 3
                                                     : 1;
    }
    [[nodiscard]] QString modelName(std::int32_t model) const
    {
        return model < 0 ? QString() : m_table.models().at(model);
    }

    [[nodiscard]] PairExample describe(const PairLabel& label) const
    {
        const LabelledResponse* a = &m_table.responses()[static_cast<std::size_t>(label.a)];
        const LabelledResponse* b = &m_table.responses()[static_cast<std::size_t>(label.b)];
        if (m_asked.isTurned(label)) {
            std::swap(a, b);
        }
        PairExample example;
        example.a = a->id;
        example.b = b->id;
        example.modelA = modelName(a->model);
        example.modelB = modelName(b->model);
        const LabelledPrompt& prompt = m_table.prompts()[static_cast<std::size_t>(a->prompt)];
        example.prompt = prompt.id;
        example.title = prompt.title;
        example.turn = prompt.turn;
        example.category = prompt.category < 0 ? QString() : m_table.categories().at(prompt.category);
        return example;
    }

    [[nodiscard]] ExampleVote voteOf(const PairLabel& label) const
    {
        const LabelHead& head = m_table.headOf(label);
        const Annotator& annotator = m_table.annotators()[static_cast<std::size_t>(head.annotator)];
        const bool isTurned = m_asked.isTurned(label);
        ExampleVote vote;
        vote.id = head.id;
        vote.annotator = annotator.name;
        vote.annotatorId = annotator.id;
        vote.winner = isTurned ? stats::swapped(label.winner) : label.winner;
        vote.margin = static_cast<std::int8_t>(isTurned ? -label.margin : label.margin);
        vote.bothBad = label.bothBad;
        return vote;
    }

    /// Those with votes first, of these the one with most.
    void addItems(const Entry* begin, const Entry* end, PairExample& example) const
    {
        struct Count
        {
            ItemId item;
            int votes = 0;
        };
        std::vector<Count> counts;
        for (const Entry* entry = begin; entry != end; ++entry) {
            const ItemId item = m_table.itemOf(m_table.headOf(pairOf(*entry))).id;
            auto found = std::find_if(counts.begin(), counts.end(),
                                      [item](const Count& count) { return count.item == item; });
            if (found == counts.end()) {
                counts.push_back({item, 0});
                found = counts.end() - 1;
            }
            found->votes += entry->isVote ? 1 : 0;
        }
        std::stable_sort(counts.begin(), counts.end(),
                         [](const Count& x, const Count& y) { return x.votes > y.votes; });
        for (const Count& count : counts) {
            example.items.push_back(count.item);
        }
    }

    const LabelTable& m_table;
    const AskedModels& m_asked;
};

/// What decides the place of an example in the list, without making it.
struct Rank
{
    std::size_t begin = 0;
    std::size_t end = 0;
    std::array<int, 3> counts{}; ///< a, tie, b
    double entropy = 0;
    std::int64_t prompt = 0;

    [[nodiscard]] auto key() const
    {
        return std::tuple(-std::min(counts[0], counts[2]), -(counts[0] + counts[1] + counts[2]), -entropy,
                          prompt, begin);
    }
};

/// The examples that have a vote, in their order; their votes are counted into `report`.
std::vector<Rank> ranksOf(const LabelTable& table, const std::vector<Entry>& entries,
                          const AskedModels& asked, PairExamplesReport& report)
{
    const auto labelOf = [&](std::size_t entry) -> const PairLabel& {
        return table.pairs()[static_cast<std::size_t>(entries[entry].pair)];
    };
    std::vector<Rank> ranks;
    for (std::size_t begin = 0; begin < entries.size();) {
        Rank rank;
        rank.begin = begin;
        const bool isTurned = asked.isTurned(labelOf(begin));
        for (rank.end = begin; rank.end < entries.size() && entries[rank.end].key == entries[begin].key;
             ++rank.end) {
            if (entries[rank.end].isVote) {
                const stats::PairWinner winner = labelOf(rank.end).winner;
                ++rank.counts[static_cast<std::size_t>(
                    1 - static_cast<int>(isTurned ? stats::swapped(winner) : winner))];
            }
        }
        begin = rank.end;
        PairExample counted;
        counted.forA = rank.counts[0];
        counted.ties = rank.counts[1];
        counted.forB = rank.counts[2];
        if (counted.total() == 0) {
            continue; // a verdict on a pair that nobody asked for has voted on
        }
        report.units += 1;
        report.votes += counted.total();
        report.forFirst += asked.hasFirst() ? counted.forA : 0;
        report.forSecond += asked.hasFirst() ? counted.forB : 0;
        report.ties += counted.ties;
        rank.entropy = entropyOf(counted);
        rank.prompt =
            table.prompts()[static_cast<std::size_t>(table.response(labelOf(rank.begin).a).prompt)].id.value;
        ranks.push_back(rank);
    }
    std::sort(ranks.begin(), ranks.end(), [](const Rank& x, const Rank& y) { return x.key() < y.key(); });
    return ranks;
}

} // namespace

PairExamplesReport pairExamples(const LabelTable& table, const LabelFilter& filter,
                                const PairExampleQuery& query, const std::function<bool()>& isCancelled)
{
    PairExamplesReport report;
    const AskedModels asked(table, query);
    const std::vector<Entry> entries = entriesOf(table, filter, asked, isCancelled);
    const std::vector<Rank> ranks = ranksOf(table, entries, asked, report);
    const std::size_t most = query.most == 0 ? ranks.size() : std::min(query.most, ranks.size());
    const ExampleMaker maker(table, asked);
    report.examples.reserve(most);
    for (std::size_t i = 0; i < most; ++i) {
        if (i % kStride == 0 && isCancelled && isCancelled()) {
            return {};
        }
        report.examples.push_back(maker.make(entries.data() + ranks[i].begin, entries.data() + ranks[i].end));
    }
    return report;
}

} // namespace plumbline
