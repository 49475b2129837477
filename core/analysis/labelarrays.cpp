#include "core/analysis/labelarrays.h"

#include "core/analysis/labelparts.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Gives the models that occur dense indexes in the order of their names.
class ModelOrder
{
public:
    explicit ModelOrder(const LabelTable& table)
        : m_table(table)
        , m_places(static_cast<std::size_t>(table.models().size()), -1)
    {
    }
    void note(std::int32_t model) { m_places[static_cast<std::size_t>(model)] = 0; }
    /// After all are noted: fills the models and their names.
    void order(std::vector<std::int32_t>& models, QStringList& names)
    {
        for (std::size_t model = 0; model < m_places.size(); ++model) {
            if (m_places[model] == 0) {
                models.push_back(static_cast<std::int32_t>(model));
            }
        }
        std::sort(models.begin(), models.end(), [this](std::int32_t a, std::int32_t b) {
            return labelparts::isBefore(m_table.models().at(a), m_table.models().at(b));
        });
        for (std::size_t place = 0; place < models.size(); ++place) {
            m_places[static_cast<std::size_t>(models[place])] = static_cast<std::int32_t>(place);
            names.append(m_table.models().at(models[place]));
        }
    }
    [[nodiscard]] std::int32_t placeOf(std::int32_t model) const
    {
        return m_places[static_cast<std::size_t>(model)];
    }

private:
    const LabelTable& m_table;
    std::vector<std::int32_t> m_places;
};

/// The models of a ranking's responses; empty when one is not known or comes twice, or there is one alone.
std::vector<std::int32_t> rankedModels(const LabelTable& table, const RankingLabel& label)
{
    std::vector<std::int32_t> models;
    for (const auto* list : {&label.responses, &label.rest}) {
        for (const std::int32_t response : *list) {
            models.push_back(table.modelOf(response));
        }
    }
    std::vector<std::int32_t> sorted = models;
    std::sort(sorted.begin(), sorted.end());
    const bool isTwice = std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
    const bool isUsable = sorted.size() >= 2 && sorted.front() >= 0 && !isTwice && !label.responses.empty();
    return isUsable ? models : std::vector<std::int32_t>();
}

/// Dense places of indexes that come up; −1: it has none yet.
class Places
{
public:
    Places(std::size_t size, std::vector<std::int32_t>& originals)
        : m_originals(originals)
        , m_places(size, -1)
    {
    }
    std::int32_t placeOf(std::int32_t original)
    {
        std::int32_t& place = m_places[static_cast<std::size_t>(original)];
        if (place < 0) {
            place = static_cast<std::int32_t>(m_originals.size());
            m_originals.push_back(original);
        }
        return place;
    }

private:
    std::vector<std::int32_t>& m_originals;
    std::vector<std::int32_t> m_places;
};

} // namespace

ComparisonArrays comparisonsOf(const LabelTable& table, const LabelFilter& filter,
                               const ComparisonOptions& options)
{
    ComparisonArrays arrays;
    const LabelSieve sieve(table, filter);
    ModelOrder models(table);
    for (std::size_t index = 0; index < table.pairs().size(); ++index) {
        const PairLabel& label = table.pairs()[index];
        if (!sieve.accepts(label)) {
            continue;
        }
        const std::int32_t a = table.modelOf(label.a);
        const std::int32_t b = table.modelOf(label.b);
        if (a < 0 || b < 0 || a == b) {
            ++arrays.withoutModels;
            continue;
        }
        models.note(a);
        models.note(b);
        arrays.labels.push_back(static_cast<std::int32_t>(index));
    }
    models.order(arrays.models, arrays.votes.names);
    arrays.votes.models = static_cast<std::int32_t>(arrays.models.size());
    arrays.votes.rows.reserve(arrays.labels.size());
    for (const std::int32_t index : arrays.labels) {
        const PairLabel& label = table.pairs()[static_cast<std::size_t>(index)];
        const LabelHead& head = table.headOf(label);
        arrays.votes.rows.push_back({.a = models.placeOf(table.modelOf(label.a)),
                                     .b = models.placeOf(table.modelOf(label.b)),
                                     .winner = label.winner,
                                     .weight = 1,
                                     .prompt = table.itemOf(head).prompt,
                                     .annotator = head.annotator});
    }
    if (options.hasStyle) {
        std::vector<stats::StyleCounts> ofA;
        std::vector<stats::StyleCounts> ofB;
        for (const std::int32_t index : arrays.labels) {
            const PairLabel& label = table.pairs()[static_cast<std::size_t>(index)];
            ofA.push_back(table.response(label.a).style);
            ofB.push_back(table.response(label.b).style);
        }
        arrays.constantStyles = stats::setStyleCovariates(arrays.votes, ofA, ofB, options.style);
    }
    return arrays;
}

RankingArrays rankingsOf(const LabelTable& table, const LabelFilter& filter)
{
    RankingArrays arrays;
    const LabelSieve sieve(table, filter);
    ModelOrder order(table);
    std::vector<std::vector<std::int32_t>> modelsOf;
    for (std::size_t index = 0; index < table.rankings().size(); ++index) {
        const RankingLabel& label = table.rankings()[index];
        if (!sieve.accepts(table.headOf(label))) {
            continue;
        }
        std::vector<std::int32_t> models = rankedModels(table, label);
        if (models.empty() || !std::all_of(models.begin(), models.end(), [&sieve](std::int32_t model) {
                return sieve.acceptsModel(model);
            })) {
            arrays.unusable += models.empty() ? 1 : 0;
            continue;
        }
        std::for_each(models.begin(), models.end(), [&order](std::int32_t model) { order.note(model); });
        modelsOf.push_back(std::move(models));
        arrays.labels.push_back(static_cast<std::int32_t>(index));
    }
    order.order(arrays.models, arrays.rankings.names);
    arrays.rankings.models = static_cast<std::int32_t>(arrays.models.size());
    for (std::size_t row = 0; row < modelsOf.size(); ++row) {
        const RankingLabel& label = table.rankings()[static_cast<std::size_t>(arrays.labels[row])];
        const LabelHead& head = table.headOf(label);
        stats::Ranking ranking;
        ranking.levels = label.levels;
        ranking.prompt = table.itemOf(head).prompt;
        ranking.annotator = head.annotator;
        for (std::size_t index = 0; index < modelsOf[row].size(); ++index) {
            std::vector<std::int32_t>& list = index < label.responses.size() ? ranking.models : ranking.rest;
            list.push_back(order.placeOf(modelsOf[row][index]));
        }
        arrays.rankings.rows.push_back(std::move(ranking));
    }
    return arrays;
}

SpanArrays spansOf(const LabelTable& table, const LabelFilter& filter)
{
    SpanArrays arrays;
    const LabelSieve sieve(table, filter);
    Places units(table.responses().size(), arrays.responses);
    Places people(table.annotators().size(), arrays.annotators);
    for (const LabelHead& head : table.heads()) {
        const LabelledItem& item = table.itemOf(head);
        if (item.kind != ItemKind::Span || !sieve.accepts(head)) {
            continue;
        }
        for (const std::int32_t response : item.responses) {
            if (sieve.acceptsModel(table.modelOf(response))) {
                arrays.marks.readings.push_back({units.placeOf(response), people.placeOf(head.annotator)});
            }
        }
    }
    for (std::size_t index = 0; index < table.spans().size(); ++index) {
        const SpanLabel& span = table.spans()[index];
        if (sieve.accepts(span)) {
            arrays.marks.marks.push_back({units.placeOf(span.response),
                                          people.placeOf(table.headOf(span).annotator), span.category,
                                          span.start, span.end});
            arrays.rows.push_back(static_cast<std::int32_t>(index));
        }
    }
    for (const std::int32_t response : arrays.responses) {
        arrays.marks.lengths.push_back(static_cast<std::int64_t>(table.response(response).style.length));
    }
    for (const std::int32_t annotator : arrays.annotators) {
        arrays.annotatorNames.append(table.annotators()[static_cast<std::size_t>(annotator)].name);
    }
    arrays.marks.annotators = static_cast<std::int32_t>(arrays.annotators.size());
    arrays.categories = table.spanCategories();
    arrays.marks.categories = static_cast<std::int32_t>(arrays.categories.size());
    return arrays;
}

Result<ConsistencyArrays> consistencyOf(const LabelTable& table, const LabelFilter& filter)
{
    LabelFilter ratingFilter = filter;
    ratingFilter.kind = ItemKind::Rating;
    LabelFilter pairFilter = filter;
    pairFilter.kind = ItemKind::Pairwise;
    pairFilter.aspect.clear();
    PLUMBLINE_ASSIGN(const NumberArrays numbers, numbersOf(table, ratingFilter));
    ConsistencyArrays arrays;
    arrays.ratingRows = numbers.rows;
    for (const std::int32_t row : numbers.rows) {
        const RatingLabel& label = table.ratings()[static_cast<std::size_t>(row)];
        arrays.ratings.push_back({table.itemOf(table.headOf(label)).prompt, label.response, label.value});
    }
    const LabelSieve pairs(table, pairFilter);
    for (std::size_t index = 0; index < table.pairs().size(); ++index) {
        const PairLabel& label = table.pairs()[index];
        if (pairs.accepts(label)) {
            arrays.rankings.push_back(
                {table.itemOf(table.headOf(label)).prompt, label.a, label.b, label.winner});
            arrays.rankingRows.push_back(static_cast<std::int32_t>(index));
        }
    }
    for (const PairLabel& label : table.selfPairs()) {
        if (pairs.accepts(label)) {
            arrays.rankings.push_back(
                {table.itemOf(table.headOf(label)).prompt, label.a, label.b, label.winner});
            arrays.rankingRows.push_back(-1);
        }
    }
    arrays.repeated =
        numbers.annotators.size() > 1 ? stats::RepeatedRatings::Mean : stats::RepeatedRatings::First;
    return arrays;
}

} // namespace plumbline
