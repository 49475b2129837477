#include "core/analysis/unitexamples.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace plumbline {

namespace {

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

/// The labels of a unit as rows of the arrays.
struct UnitRows
{
    std::vector<std::int32_t> counted;
    std::vector<std::int32_t> others;
};

double entropyOf(const std::vector<UnitLabel>& labels)
{
    std::map<std::int32_t, int> counts;
    for (const UnitLabel& label : labels) {
        ++counts[label.value];
    }
    double entropy = 0;
    for (const auto& [value, count] : counts) {
        const double share = count / static_cast<double>(labels.size());
        entropy -= share * std::log2(share);
    }
    return entropy;
}

/// Finds, filters and describes the units of a question.
class ExampleFinder
{
public:
    ExampleFinder(const LabelTable& table, const UnitExampleQuery& query, QuestionLabels labels)
        : m_table(table)
        , m_query(query)
        , m_labels(std::move(labels))
        , m_arrays(m_labels.all)
        , m_units(place(m_arrays.labels.units))
    {
        for (std::size_t row = 0; row < m_arrays.labels.rows.size(); ++row) {
            const stats::Label& label = m_arrays.labels.rows[row];
            UnitRows& unit = m_units[place(label.unit)];
            const bool isCounted = m_labels.isCounted[place(label.annotator)] != 0;
            (isCounted ? unit.counted : unit.others).push_back(static_cast<std::int32_t>(row));
        }
    }

    void find(UnitExamplesReport& report, const std::function<bool()>& isCancelled)
    {
        constexpr std::size_t kPollEvery = 4096;
        for (std::size_t unit = 0; unit < m_units.size(); ++unit) {
            if (unit % kPollEvery == 0 && isCancelled && isCancelled()) {
                return;
            }
            if (!isWanted(unit)) {
                continue;
            }
            ++report.units;
            report.labels += static_cast<std::int64_t>(m_units[unit].counted.size());
            report.examples.push_back(exampleOf(unit));
        }
        sortAndCut(report);
    }

private:
    [[nodiscard]] const QString& nameOf(std::int32_t annotator) const
    {
        return m_arrays.annotatorNames.at(annotator);
    }
    [[nodiscard]] const stats::Label& label(std::int32_t row) const
    {
        return m_arrays.labels.rows[place(row)];
    }

    [[nodiscard]] bool isWanted(std::size_t unit) const
    {
        const UnitRows& rows = m_units[unit];
        if (rows.counted.empty() || (m_query.onlyShared && rows.counted.size() < 2)) {
            return false;
        }
        return isInPart(unit) && hasAnnotators(rows) && hasValues(rows);
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
        return !m_query.batch ||
               std::any_of(m_units[unit].counted.begin(), m_units[unit].counted.end(), [this](auto row) {
                   const std::int32_t batch =
                       m_table.itemOf(m_table.heads()[place(m_arrays.heads[place(row)])]).batch;
                   return (batch >= 0 ? m_table.batches()[place(batch)].name : QString()) == *m_query.batch;
               });
    }

    [[nodiscard]] bool hasAnnotators(const UnitRows& rows) const
    {
        QStringList wanted = m_query.annotators;
        if (!m_query.against.isEmpty()) {
            wanted.append(m_query.against);
        }
        return std::all_of(wanted.begin(), wanted.end(), [&](const QString& name) {
            const auto isBy = [&](std::int32_t row) { return nameOf(label(row).annotator) == name; };
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
                   (isByOther || nameOf(label(row).annotator) == m_query.secondBy);
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

    [[nodiscard]] UnitExample exampleOf(std::size_t unit) const
    {
        UnitExample out;
        const std::int32_t first = m_arrays.firstResponses[unit];
        const std::int32_t second = m_arrays.secondResponses[unit];
        out.a = m_table.response(first).id;
        out.b = second >= 0 ? m_table.response(second).id : ResponseId{};
        out.modelA = modelName(first);
        out.modelB = modelName(second);
        const LabelledPrompt& prompt = m_table.prompts()[place(m_table.response(first).prompt)];
        out.prompt = prompt.id;
        out.title = prompt.title;
        out.category = m_table.categories().value(prompt.category);
        out.turn = prompt.turn;
        std::map<std::int32_t, int> items;
        const auto take = [&](const std::vector<std::int32_t>& rows, std::vector<UnitLabel>& labels) {
            for (const std::int32_t row : rows) {
                labels.push_back(unitLabel(row));
                ++items[m_table.heads()[place(m_arrays.heads[place(row)])].item];
            }
        };
        take(m_units[unit].counted, out.labels);
        take(m_units[unit].others, out.others);
        std::vector<std::pair<std::int32_t, int>> byCount(items.begin(), items.end());
        std::stable_sort(byCount.begin(), byCount.end(),
                         [](const auto& one, const auto& other) { return one.second > other.second; });
        for (const auto& [item, count] : byCount) {
            out.items.push_back(m_table.items()[place(item)].id);
        }
        std::stable_sort(
            out.labels.begin(), out.labels.end(),
            [](const UnitLabel& one, const UnitLabel& other) { return one.value < other.value; });
        out.entropy = entropyOf(out.labels);
        out.against = shareAgainst(out);
        return out;
    }

    /// The asked annotator's label may count or not; the others are those who count.
    [[nodiscard]] double shareAgainst(const UnitExample& example) const
    {
        const auto isAsked = [this](const UnitLabel& each) { return each.annotator == m_query.against; };
        auto mine = std::find_if(example.labels.begin(), example.labels.end(), isAsked);
        if (mine == example.labels.end()) {
            mine = std::find_if(example.others.begin(), example.others.end(), isAsked);
            if (mine == example.others.end()) {
                return 0;
            }
        }
        int others = 0;
        int differ = 0;
        for (const UnitLabel& each : example.labels) {
            if (each.annotatorId != mine->annotatorId) {
                ++others;
                differ += each.value != mine->value ? 1 : 0;
            }
        }
        return others > 0 ? differ / static_cast<double>(others) : 0;
    }

    void sortAndCut(UnitExamplesReport& report) const
    {
        const bool isAgainst = !m_query.against.isEmpty();
        const auto isBefore = [isAgainst](const UnitExample& one, const UnitExample& other) {
            const auto key = [isAgainst](const UnitExample& each) {
                const double size = static_cast<double>(each.labels.size());
                return isAgainst ? std::tuple(-each.against, -size, -each.entropy)
                                 : std::tuple(-each.entropy, -size, 0.0);
            };
            return std::tuple(key(one), one.prompt, one.turn, one.a, one.b) <
                   std::tuple(key(other), other.prompt, other.turn, other.a, other.b);
        };
        std::vector<UnitExample>& examples = report.examples;
        if (m_query.most > 0 && examples.size() > m_query.most) {
            const auto end = examples.begin() + static_cast<std::ptrdiff_t>(m_query.most);
            std::partial_sort(examples.begin(), end, examples.end(), isBefore);
            examples.erase(end, examples.end());
        } else {
            std::sort(examples.begin(), examples.end(), isBefore);
        }
    }

    const LabelTable& m_table;
    const UnitExampleQuery& m_query;
    QuestionLabels m_labels;
    const LabelArrays& m_arrays;
    std::vector<UnitRows> m_units;
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
    ExampleFinder(table, query, std::move(labels)).find(report, isCancelled);
    return report;
}

} // namespace plumbline
