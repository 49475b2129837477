#include "core/analysis/unitexamples.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <span>
#include <tuple>

namespace plumbline {

namespace {

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

/// The labels of a unit as rows of the arrays.
struct UnitRows
{
    std::span<const std::int32_t> counted;
    std::span<const std::int32_t> others;
};

/// The rows of every unit, those that count first, else as they came.
class RowsByUnit
{
public:
    explicit RowsByUnit(const QuestionLabels& labels)
        : m_begins(2 * place(labels.all.labels.units) + 1)
        , m_rows(labels.all.labels.rows.size())
    {
        const std::vector<stats::Label>& rows = labels.all.labels.rows;
        const auto partOf = [&labels](const stats::Label& label) {
            return 2 * place(label.unit) + (labels.isCounted[place(label.annotator)] != 0 ? 0U : 1U);
        };
        for (const stats::Label& label : rows) {
            ++m_begins[partOf(label) + 1];
        }
        std::partial_sum(m_begins.begin(), m_begins.end(), m_begins.begin());
        std::vector<std::size_t> next(m_begins.begin(), m_begins.end() - 1);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            m_rows[next[partOf(rows[row])]++] = static_cast<std::int32_t>(row);
        }
    }

    [[nodiscard]] std::size_t size() const { return m_begins.size() / 2; }
    [[nodiscard]] UnitRows operator[](std::size_t unit) const { return {part(2 * unit), part(2 * unit + 1)}; }

private:
    [[nodiscard]] std::span<const std::int32_t> part(std::size_t index) const
    {
        return std::span(m_rows).subspan(m_begins[index], m_begins[index + 1] - m_begins[index]);
    }

    std::vector<std::size_t> m_begins; ///< of each unit's two parts
    std::vector<std::int32_t> m_rows;
};

/// What decides the place of an example in the list, without making it.
struct Rank
{
    std::size_t unit = 0;
    std::size_t labels = 0;
    double entropy = 0;
    double against = 0;
    std::tuple<PromptId, int, ResponseId, ResponseId> then;
};

/// Finds and filters the units of a question, and describes those that come first.
class ExampleFinder
{
public:
    ExampleFinder(const LabelTable& table, const UnitExampleQuery& query, QuestionLabels labels,
                  std::optional<stats::RatingPreferences> ratings)
        : m_table(table)
        , m_query(query)
        , m_labels(std::move(labels))
        , m_ratings(std::move(ratings))
        , m_arrays(m_labels.all)
        , m_units(m_labels)
        , m_against(personOf(query.against))
        , m_secondBy(personOf(query.secondBy))
    {
        for (const QString& name : query.annotators) {
            m_wanted.push_back(personOf(name));
        }
        if (!query.against.isEmpty()) {
            m_wanted.push_back(m_against);
        }
    }

    void find(UnitExamplesReport& report, const std::function<bool()>& isCancelled)
    {
        constexpr std::size_t kPollEvery = 4096;
        std::vector<Rank> ranks;
        for (std::size_t unit = 0; unit < m_units.size(); ++unit) {
            if (unit % kPollEvery == 0 && isCancelled && isCancelled()) {
                return;
            }
            if (isWanted(unit)) {
                report.labels += static_cast<std::int64_t>(m_units[unit].counted.size());
                ranks.push_back(rankOf(unit));
            }
        }
        report.units = static_cast<std::int64_t>(ranks.size());
        sortAndCut(ranks);
        report.examples.reserve(ranks.size());
        for (const Rank& rank : ranks) {
            report.examples.push_back(exampleOf(rank));
        }
    }

private:
    /// Index of an annotator of the question; −1: there is none of that name.
    [[nodiscard]] std::int32_t personOf(const QString& name) const
    {
        return static_cast<std::int32_t>(m_arrays.annotatorNames.indexOf(name));
    }
    [[nodiscard]] const stats::Label& label(std::int32_t row) const
    {
        return m_arrays.labels.rows[place(row)];
    }

    [[nodiscard]] bool isWanted(std::size_t unit) const
    {
        const UnitRows rows = m_units[unit];
        if (rows.counted.empty() || (m_query.onlyShared && rows.counted.size() < 2)) {
            return false;
        }
        return isInPart(unit) && hasAnnotators(rows) && hasValues(rows) && isRated(unit);
    }

    /// Ratings and a comparison say what is asked for.
    [[nodiscard]] bool isRated(std::size_t unit) const
    {
        if (!m_query.rated) {
            return true;
        }
        if (!m_ratings || m_arrays.kind != LabelUnits::Pairs) {
            return false;
        }
        const std::int32_t a = m_arrays.firstResponses[unit];
        const UnitRows rows = m_units[unit];
        return m_ratings->winner(m_table.response(a).prompt, a, m_arrays.secondResponses[unit]) ==
                   m_query.rated->byRating &&
               std::any_of(rows.counted.begin(), rows.counted.end(), [this](std::int32_t row) {
                   const PairLabel& pair = m_table.pairs()[place(m_arrays.rows[place(row)])];
                   return pair.winner == m_query.rated->byComparison;
               });
    }

    [[nodiscard]] bool isInPart(std::size_t unit) const
    {
        const LabelledPrompt& prompt =
            m_table.prompts()[place(m_table.response(m_arrays.firstResponses[unit]).prompt)];
        if (m_query.category && m_table.categories().value(prompt.category) != *m_query.category) {
            return false;
        }
        if (m_query.turn && prompt.turn != *m_query.turn) {
            return false;
        }
        const UnitRows rows = m_units[unit];
        return !m_query.batch || std::any_of(rows.counted.begin(), rows.counted.end(), [this](auto row) {
            const std::int32_t batch =
                m_table.itemOf(m_table.heads()[place(m_arrays.heads[place(row)])]).batch;
            return (batch >= 0 ? m_table.batches()[place(batch)].name : QString()) == *m_query.batch;
        });
    }

    [[nodiscard]] bool hasAnnotators(const UnitRows& rows) const
    {
        return std::all_of(m_wanted.begin(), m_wanted.end(), [&](std::int32_t person) {
            const auto isBy = [&](std::int32_t row) { return label(row).annotator == person; };
            return std::any_of(rows.counted.begin(), rows.counted.end(), isBy) ||
                   std::any_of(rows.others.begin(), rows.others.end(), isBy);
        });
    }

    [[nodiscard]] bool hasValues(const UnitRows& rows) const
    {
        if (!m_query.values) {
            return true;
        }
        const auto first = m_query.values->first;
        const auto second = m_query.values->second;
        const bool isByOther = m_query.secondBy.isEmpty();
        const auto isSecond = [&](std::int32_t row, std::int32_t firstRow) {
            return label(row).value == second && row != firstRow &&
                   (isByOther || label(row).annotator == m_secondBy);
        };
        return std::any_of(rows.counted.begin(), rows.counted.end(), [&](std::int32_t row) {
            if (label(row).value != first) {
                return false;
            }
            const auto goesWith = [&](std::int32_t other) { return isSecond(other, row); };
            return std::any_of(rows.counted.begin(), rows.counted.end(), goesWith) ||
                   (!isByOther && std::any_of(rows.others.begin(), rows.others.end(), goesWith));
        });
    }

    [[nodiscard]] Rank rankOf(std::size_t unit)
    {
        const UnitRows rows = m_units[unit];
        const std::int32_t first = m_arrays.firstResponses[unit];
        const std::int32_t second = m_arrays.secondResponses[unit];
        const LabelledPrompt& prompt = m_table.prompts()[place(m_table.response(first).prompt)];
        Rank rank;
        rank.unit = unit;
        rank.labels = rows.counted.size();
        rank.entropy = entropyOf(rows);
        rank.against = shareAgainst(rows);
        rank.then = {prompt.id, prompt.turn, m_table.response(first).id,
                     second >= 0 ? m_table.response(second).id : ResponseId{}};
        return rank;
    }

    /// Of the values of those who count, in bits.
    [[nodiscard]] double entropyOf(const UnitRows& rows)
    {
        m_values.clear();
        for (const std::int32_t row : rows.counted) {
            m_values.push_back(label(row).value);
        }
        std::sort(m_values.begin(), m_values.end());
        double entropy = 0;
        for (auto begin = m_values.begin(); begin != m_values.end();) {
            const auto end = std::upper_bound(begin, m_values.end(), *begin);
            const double share = static_cast<double>(end - begin) / static_cast<double>(m_values.size());
            entropy -= share * std::log2(share);
            begin = end;
        }
        return entropy;
    }

    /// Of the others who count, those that differ from the asked annotator's label, which may count or not.
    [[nodiscard]] double shareAgainst(const UnitRows& rows) const
    {
        if (m_against < 0) {
            return 0;
        }
        const stats::Label* mine = nullptr;
        for (const std::int32_t row : rows.counted) {
            const bool isLower = mine == nullptr || label(row).value < mine->value;
            mine = label(row).annotator == m_against && isLower ? &label(row) : mine;
        }
        for (auto row = rows.others.begin(); mine == nullptr && row != rows.others.end(); ++row) {
            mine = label(*row).annotator == m_against ? &label(*row) : nullptr;
        }
        if (mine == nullptr) {
            return 0;
        }
        int others = 0;
        int differ = 0;
        for (const std::int32_t row : rows.counted) {
            if (label(row).annotator != mine->annotator) {
                ++others;
                differ += label(row).value != mine->value ? 1 : 0;
            }
        }
        return others > 0 ? differ / static_cast<double>(others) : 0;
    }

    [[nodiscard]] UnitLabel unitLabel(std::int32_t row) const
    {
        const stats::Label& each = label(row);
        const Annotator& who = m_table.annotators()[place(m_arrays.annotators[place(each.annotator)])];
        return {m_table.heads()[place(m_arrays.heads[place(row)])].id, who.name, who.id, who.kind,
                each.value};
    }

    [[nodiscard]] QString modelName(std::int32_t response) const
    {
        return response >= 0 ? m_table.models().value(m_table.modelOf(response)) : QString();
    }

    [[nodiscard]] UnitExample exampleOf(const Rank& rank) const
    {
        UnitExample out;
        const std::int32_t first = m_arrays.firstResponses[rank.unit];
        const std::int32_t second = m_arrays.secondResponses[rank.unit];
        std::tie(out.prompt, out.turn, out.a, out.b) = rank.then;
        out.modelA = modelName(first);
        out.modelB = modelName(second);
        const LabelledPrompt& prompt = m_table.prompts()[place(m_table.response(first).prompt)];
        out.title = prompt.title;
        out.category = m_table.categories().value(prompt.category);
        std::map<std::int32_t, int> items;
        const auto take = [&](std::span<const std::int32_t> rows, std::vector<UnitLabel>& labels) {
            for (const std::int32_t row : rows) {
                labels.push_back(unitLabel(row));
                ++items[m_table.heads()[place(m_arrays.heads[place(row)])].item];
            }
        };
        take(m_units[rank.unit].counted, out.labels);
        take(m_units[rank.unit].others, out.others);
        std::vector<std::pair<std::int32_t, int>> byCount(items.begin(), items.end());
        std::stable_sort(byCount.begin(), byCount.end(),
                         [](const auto& one, const auto& other) { return one.second > other.second; });
        for (const auto& [item, count] : byCount) {
            out.items.push_back(m_table.items()[place(item)].id);
        }
        std::stable_sort(
            out.labels.begin(), out.labels.end(),
            [](const UnitLabel& one, const UnitLabel& other) { return one.value < other.value; });
        out.entropy = rank.entropy;
        out.against = rank.against;
        return out;
    }

    void sortAndCut(std::vector<Rank>& ranks) const
    {
        const bool isAgainst = !m_query.against.isEmpty();
        const auto isBefore = [isAgainst](const Rank& one, const Rank& other) {
            const auto key = [isAgainst](const Rank& each) {
                const double size = static_cast<double>(each.labels);
                return isAgainst ? std::tuple(-each.against, -size, -each.entropy)
                                 : std::tuple(-each.entropy, -size, 0.0);
            };
            return std::tuple(key(one), one.then) < std::tuple(key(other), other.then);
        };
        if (m_query.most > 0 && ranks.size() > m_query.most) {
            const auto end = ranks.begin() + static_cast<std::ptrdiff_t>(m_query.most);
            std::nth_element(ranks.begin(), end, ranks.end(), isBefore);
            ranks.erase(end, ranks.end());
        }
        std::sort(ranks.begin(), ranks.end(), isBefore);
    }

    const LabelTable& m_table;
    const UnitExampleQuery& m_query;
    QuestionLabels m_labels;
    std::optional<stats::RatingPreferences> m_ratings;
    const LabelArrays& m_arrays;
    RowsByUnit m_units;
    std::int32_t m_against;
    std::int32_t m_secondBy;
    std::vector<std::int32_t> m_wanted; ///< all of them labelled the unit
    std::vector<std::int32_t> m_values; ///< of one unit; kept for its memory
};

/// Readings of texts as labels whose value is the number of marks, so that texts of spans are listed alike.
QuestionLabels spanCounts(const LabelTable& table, const LabelFilter& filter, const Question& question,
                          const QString& category)
{
    LabelFilter everybody = askingFor(filter, question);
    everybody.by.clear();
    const SpanArrays spans = spansOf(table, everybody);
    std::map<std::pair<std::int32_t, std::int32_t>, std::pair<std::int32_t, std::int32_t>> readings;
    const LabelSieve sieve(table, everybody);
    std::map<std::int32_t, std::int32_t> texts;
    for (std::size_t unit = 0; unit < spans.responses.size(); ++unit) {
        texts[spans.responses[unit]] = static_cast<std::int32_t>(unit);
    }
    std::map<std::int32_t, std::int32_t> people;
    for (std::size_t person = 0; person < spans.annotators.size(); ++person) {
        people[spans.annotators[person]] = static_cast<std::int32_t>(person);
    }
    for (std::size_t head = 0; head < table.heads().size(); ++head) {
        const LabelHead& each = table.heads()[head];
        if (table.itemOf(each).kind != ItemKind::Span || !sieve.accepts(each)) {
            continue;
        }
        for (const std::int32_t response : table.itemOf(each).responses) {
            const auto text = texts.find(response);
            if (text != texts.end()) {
                readings[{text->second, people[each.annotator]}].first = static_cast<std::int32_t>(head);
            }
        }
    }
    std::int32_t most = 0;
    for (const stats::SpanMark& mark : spans.marks.marks) {
        if (category.isEmpty() || spans.categories.value(mark.category) == category) {
            most = std::max(most, ++readings[{mark.unit, mark.annotator}].second);
        }
    }
    QuestionLabels labels;
    labels.question = question;
    labels.all.kind = LabelUnits::Responses;
    labels.all.firstResponses = spans.responses;
    labels.all.secondResponses.assign(spans.responses.size(), -1);
    labels.all.annotators = spans.annotators;
    labels.all.annotatorNames = spans.annotatorNames;
    for (const auto& [key, reading] : readings) {
        labels.all.labels.rows.push_back({key.first, key.second, reading.second});
        labels.all.heads.push_back(reading.first);
        labels.all.rows.push_back(-1);
    }
    for (std::int32_t count = 0; count <= most; ++count) {
        labels.all.values.append(QString::number(count));
    }
    labels.all.labels.units = static_cast<std::int32_t>(spans.responses.size());
    labels.all.labels.annotators = static_cast<std::int32_t>(spans.annotators.size());
    labels.all.labels.values = most + 1;
    for (std::int32_t person = 0; person < labels.all.labels.annotators; ++person) {
        labels.isCounted.push_back(
            filter.by.isEmpty() || filter.by.contains(labels.kindOf(table, person)) ? 1 : 0);
    }
    return labels;
}

/// What the ratings that count say of two answers; nothing where it is not asked or there are none.
std::optional<stats::RatingPreferences> ratingsFor(const LabelTable& table, const LabelFilter& filter,
                                                   const UnitExampleQuery& query)
{
    if (!query.rated) {
        return std::nullopt;
    }
    LabelFilter ratings = filter;
    ratings.aspect = query.rated->aspect;
    const Result<ConsistencyArrays> arrays = consistencyOf(table, ratings);
    return arrays ? std::optional(stats::RatingPreferences(arrays->ratings, arrays->repeated)) : std::nullopt;
}

} // namespace

UnitExamplesReport unitExamples(const LabelTable& table, const LabelFilter& filter,
                                const UnitExampleQuery& query, const std::function<bool()>& isCancelled)
{
    UnitExamplesReport report;
    report.question = chosenQuestion(questionsOf(table, filter), filter);
    if (!report.question) {
        return report;
    }
    QuestionLabels labels = report.question->kind == ItemKind::Span
                                ? spanCounts(table, filter, *report.question, query.spanCategory)
                                : questionLabels(table, filter, *report.question);
    if (!labels.undefined.isEmpty()) {
        return report;
    }
    report.kind = labels.all.kind;
    report.values = labels.all.values;
    ExampleFinder(table, query, std::move(labels), ratingsFor(table, filter, query))
        .find(report, isCancelled);
    return report;
}

} // namespace plumbline
