#include "core/analysis/questionlabels.h"

#include "core/analysis/labelparts.h"
#include "core/domain/adjudication.h"

#include <QHash>

#include <algorithm>
#include <map>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int32_t kTie = 1; ///< in a, tie, b, both bad

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

quint64 keyOf(std::int32_t a, std::int32_t b)
{
    return (static_cast<quint64>(static_cast<quint32>(a)) << 32) | static_cast<quint32>(b);
}

/// Counts labels by aspect.
template <typename Label>
void countAspects(const LabelTable& table, const LabelSieve& sieve, const std::vector<Label>& labels,
                  ItemKind kind, std::vector<Question>& questions)
{
    std::map<std::int32_t, std::int64_t> counts;
    std::int32_t lastHead = -1;
    bool isIn = false;
    for (const Label& label : labels) {
        if (label.head != lastHead) {
            lastHead = label.head;
            isIn = sieve.accepts(table.headOf(label));
        }
        if (isIn) {
            ++counts[label.aspect];
        }
    }
    for (const auto& [aspect, count] : counts) {
        questions.push_back({kind, aspect >= 0 ? table.aspects().at(aspect) : QString(), count});
    }
}

void countHeads(const LabelTable& table, const LabelSieve& sieve, ItemKind kind,
                std::vector<Question>& questions)
{
    std::int64_t count = 0;
    for (const LabelHead& head : table.heads()) {
        count += table.itemOf(head).kind == kind && sieve.accepts(head) ? 1 : 0;
    }
    if (count > 0) {
        questions.push_back({kind, QString(), count});
    }
}

/// Response a and b as in PairLabel: by the names of their models, then by id.
bool isInOrder(const LabelTable& table, std::int32_t one, std::int32_t other)
{
    const std::int32_t first = table.modelOf(one);
    const std::int32_t second = table.modelOf(other);
    return first == second ? table.response(one).id < table.response(other).id
                           : labelparts::isBefore(table.models().value(first), table.models().value(second));
}

/// Collects the preferences that follow from rankings.
class RankedPairs
{
public:
    explicit RankedPairs(const LabelTable& table)
        : m_table(table)
        , m_people(table.annotators().size(), -1)
    {
        m_arrays.values = {u"a"_s, u"tie"_s, u"b"_s};
        m_arrays.isOrdered = true;
    }

    void add(std::int32_t row)
    {
        const RankingLabel& label = m_table.rankings()[place(row)];
        std::vector<std::int32_t> responses = label.responses;
        std::vector<std::int32_t> levels = label.levels;
        const std::int32_t last = levels.empty() ? 0 : *std::max_element(levels.begin(), levels.end()) + 1;
        responses.insert(responses.end(), label.rest.begin(), label.rest.end());
        levels.resize(responses.size(), last);
        for (std::size_t one = 0; one < responses.size(); ++one) {
            for (std::size_t other = one + 1; other < responses.size(); ++other) {
                if (responses[one] != responses[other]) {
                    addPair(row, {responses[one], levels[one]}, {responses[other], levels[other]});
                }
            }
        }
    }

    LabelArrays take()
    {
        m_arrays.labels.units = static_cast<std::int32_t>(m_arrays.firstResponses.size());
        m_arrays.labels.annotators = static_cast<std::int32_t>(m_arrays.annotators.size());
        m_arrays.labels.values = 3;
        return std::move(m_arrays);
    }

private:
    struct Placed
    {
        std::int32_t response = -1;
        std::int32_t level = 0;
    };

    void addPair(std::int32_t row, Placed one, Placed other)
    {
        if (!isInOrder(m_table, one.response, other.response)) {
            std::swap(one, other);
        }
        const quint64 key = keyOf(one.response, other.response);
        auto unit = m_units.constFind(key);
        if (unit == m_units.constEnd()) {
            unit = m_units.insert(key, static_cast<std::int32_t>(m_arrays.firstResponses.size()));
            m_arrays.firstResponses.push_back(one.response);
            m_arrays.secondResponses.push_back(other.response);
        }
        const RankingLabel& label = m_table.rankings()[place(row)];
        const std::int32_t value = one.level < other.level ? 0 : one.level == other.level ? kTie : 2;
        m_arrays.labels.rows.push_back({*unit, personOf(m_table.headOf(label).annotator), value});
        m_arrays.heads.push_back(label.head);
        m_arrays.rows.push_back(row);
    }

    std::int32_t personOf(std::int32_t annotator)
    {
        std::int32_t& person = m_people[place(annotator)];
        if (person < 0) {
            person = static_cast<std::int32_t>(m_arrays.annotators.size());
            m_arrays.annotators.push_back(annotator);
            m_arrays.annotatorNames.append(m_table.annotators()[place(annotator)].name);
        }
        return person;
    }

    const LabelTable& m_table;
    LabelArrays m_arrays;
    QHash<quint64, std::int32_t> m_units;
    std::vector<std::int32_t> m_people;
};

LabelArrays rankedPairs(const LabelTable& table, const LabelFilter& filter)
{
    const LabelSieve sieve(table, filter);
    RankedPairs pairs(table);
    for (std::size_t row = 0; row < table.rankings().size(); ++row) {
        if (sieve.accepts(table.headOf(table.rankings()[row]))) {
            pairs.add(static_cast<std::int32_t>(row));
        }
    }
    return pairs.take();
}

/// Takes the verdicts of adjudication out of the rows and notes the newest of each unit.
void setApart(const LabelTable& table, const LabelFilter& filter, QuestionLabels& labels)
{
    std::vector<char> settles;
    for (const Batch& batch : table.batches()) {
        settles.push_back(isAdjudication(batch) && batch.name != filter.batch ? 1 : 0);
    }
    if (std::find(settles.begin(), settles.end(), 1) == settles.end()) {
        return;
    }
    LabelArrays& arrays = labels.all;
    std::vector<char> keep(arrays.labels.rows.size(), 1);
    std::map<std::int32_t, SettledUnit> settled;
    for (std::size_t row = 0; row < keep.size(); ++row) {
        const std::int32_t batch = table.itemOf(table.heads()[place(arrays.heads[row])]).batch;
        if (batch >= 0 && settles[place(batch)] != 0) {
            keep[row] = 0;
            const stats::Label& label = arrays.labels.rows[row];
            settled[label.unit] = {label.unit, label.value, arrays.heads[row]};
        }
    }
    for (const auto& [unit, verdict] : settled) {
        labels.settled.push_back(verdict);
    }
    arrays = rowsWhere(arrays, keep);
}

/// Whether a row is a label of an item of a batch; "": any.
bool isIn(const LabelTable& table, const LabelArrays& arrays, std::size_t row, const QString& batch)
{
    const std::int32_t own = table.itemOf(table.heads()[place(arrays.heads[row])]).batch;
    return batch.isEmpty() || (own >= 0 && table.batches()[place(own)].name == batch);
}

/// A batch chooses the units about which it asks. People's labels are those of the batch; judges often judged
/// the same units in batches of their own, and these stay beside them.
void chooseBatch(const LabelTable& table, const QString& batch, QuestionLabels& labels)
{
    if (batch.isEmpty()) {
        return;
    }
    const LabelArrays& arrays = labels.all;
    std::vector<char> isAsked(place(arrays.labels.units));
    std::vector<char> isOwn(arrays.labels.rows.size());
    for (std::size_t row = 0; row < isOwn.size(); ++row) {
        isOwn[row] = isIn(table, arrays, row, batch) ? 1 : 0;
        if (isOwn[row] != 0) {
            isAsked[place(arrays.labels.rows[row].unit)] = 1;
        }
    }
    std::vector<char> keep(isOwn.size());
    for (std::size_t row = 0; row < keep.size(); ++row) {
        const stats::Label& label = arrays.labels.rows[row];
        const bool isJudge = !labels.isPerson(table, label.annotator);
        keep[row] = isOwn[row] != 0 || (isJudge && isAsked[place(label.unit)] != 0) ? 1 : 0;
    }
    labels.all = rowsWhere(arrays, keep);
}

} // namespace

std::vector<Question> questionsOf(const LabelTable& table, const LabelFilter& filter)
{
    LabelFilter any = filter;
    any.kind.reset();
    any.aspect.clear();
    const LabelSieve sieve(table, any);
    std::vector<Question> questions;
    countAspects(table, sieve, table.pairs(), ItemKind::Pairwise, questions);
    countAspects(table, sieve, table.ratings(), ItemKind::Rating, questions);
    countHeads(table, sieve, ItemKind::Ranking, questions);
    countHeads(table, sieve, ItemKind::Span, questions);
    std::stable_sort(questions.begin(), questions.end(),
                     [](const Question& one, const Question& other) { return one.labels > other.labels; });
    return questions;
}

std::optional<Question> chosenQuestion(const std::vector<Question>& questions, const LabelFilter& filter)
{
    const auto found = std::find_if(questions.begin(), questions.end(), [&filter](const Question& question) {
        return (!filter.kind || *filter.kind == question.kind) &&
               (filter.aspect.isEmpty() || filter.aspect == question.aspect);
    });
    return found == questions.end() ? std::nullopt : std::optional(*found);
}

LabelFilter askingFor(const LabelFilter& filter, const Question& question)
{
    LabelFilter asked = filter;
    asked.kind = question.kind;
    asked.aspect = question.aspect;
    return asked;
}

QuestionLabels questionLabels(const LabelTable& table, const LabelFilter& filter, const Question& question)
{
    QuestionLabels labels;
    labels.question = question;
    LabelFilter everybody = askingFor(filter, question);
    everybody.by.clear();
    everybody.batch.clear();
    if (question.kind == ItemKind::Ranking) {
        labels.all = rankedPairs(table, everybody);
    } else if (question.kind == ItemKind::Pairwise || question.kind == ItemKind::Rating) {
        Result<LabelArrays> found = labelsOf(table, everybody);
        if (!found && !filter.batch.isEmpty()) {
            everybody.batch = filter.batch; // the scale is another one in other batches
            found = labelsOf(table, everybody);
        }
        if (!found) {
            labels.undefined = found.error().message;
            return labels;
        }
        labels.all = std::move(*found);
    } else {
        labels.undefined = u"Labels of this kind have no values that could be compared one to one."_s;
        return labels;
    }
    setApart(table, filter, labels);
    chooseBatch(table, filter.batch, labels);
    for (std::int32_t annotator = 0; annotator < labels.all.labels.annotators; ++annotator) {
        labels.isCounted.push_back(
            filter.by.isEmpty() || filter.by.contains(labels.kindOf(table, annotator)) ? 1 : 0);
    }
    std::vector<char> keep;
    keep.reserve(labels.all.labels.rows.size());
    for (std::size_t row = 0; row < labels.all.labels.rows.size(); ++row) {
        const bool isCounted = labels.isCounted[place(labels.all.labels.rows[row].annotator)] != 0;
        keep.push_back(isCounted && isIn(table, labels.all, row, filter.batch) ? 1 : 0);
    }
    labels.counted = rowsWhere(labels.all, keep);
    return labels;
}

stats::Labels orderedLabels(const LabelArrays& arrays)
{
    stats::Labels labels = arrays.labels;
    if (arrays.kind == LabelUnits::Pairs && labels.values > 3) {
        labels.values = 3;
        for (stats::Label& row : labels.rows) {
            row.value = row.value > 2 ? kTie : row.value;
        }
    }
    return labels;
}

LabelArrays rowsWhere(const LabelArrays& arrays, const std::vector<char>& keep)
{
    LabelArrays kept = arrays;
    kept.labels.rows.clear();
    kept.heads.clear();
    kept.rows.clear();
    for (std::size_t row = 0; row < keep.size(); ++row) {
        if (keep[row] != 0) {
            kept.labels.rows.push_back(arrays.labels.rows[row]);
            kept.heads.push_back(arrays.heads[row]);
            kept.rows.push_back(arrays.rows[row]);
        }
    }
    return kept;
}

} // namespace plumbline
