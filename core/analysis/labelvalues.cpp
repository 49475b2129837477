// labelsOf() and numbersOf(): labels of one question as values.
#include "core/analysis/labelarrays.h"

#include <QHash>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Dense indexes in the order in which keys come up.
template <typename Key> class Dense
{
public:
    explicit Dense(std::size_t most) { m_indexes.reserve(static_cast<qsizetype>(most)); }
    std::int32_t indexOf(const Key& key)
    {
        const auto next = static_cast<std::int32_t>(m_indexes.size());
        const auto found = m_indexes.constFind(key);
        if (found != m_indexes.constEnd()) {
            return *found;
        }
        m_indexes.insert(key, next);
        return next;
    }
    [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(m_indexes.size()); }

private:
    QHash<Key, std::int32_t> m_indexes;
};

quint64 keyOf(std::int32_t first, std::int32_t second)
{
    return (quint64(quint32(first)) << 32) | quint32(second);
}

/// Which row an annotator's label of a unit goes to: a new one, or that of their earlier label.
class RowPlaces
{
public:
    explicit RowPlaces(bool onlyNewest)
        : m_onlyNewest(onlyNewest)
    {
    }
    /// `next`: the place behind the last row.
    std::size_t placeOf(std::int32_t unit, std::int32_t annotator, std::size_t next)
    {
        if (!m_onlyNewest) {
            return next;
        }
        const quint64 key = keyOf(unit, annotator);
        const auto found = m_places.constFind(key);
        if (found != m_places.constEnd()) {
            return *found;
        }
        m_places.insert(key, next);
        return next;
    }

private:
    bool m_onlyNewest;
    QHash<quint64, std::size_t> m_places;
};

/// People in the order in which they come up, with their names.
class People
{
public:
    People(const LabelTable& table, std::vector<std::int32_t>& indexes, QStringList& names)
        : m_table(table)
        , m_indexes(indexes)
        , m_names(names)
        , m_places(table.annotators().size(), -1)
    {
    }
    std::int32_t indexOf(std::int32_t annotator)
    {
        std::int32_t& place = m_places[static_cast<std::size_t>(annotator)];
        if (place < 0) {
            place = static_cast<std::int32_t>(m_indexes.size());
            m_indexes.push_back(annotator);
            m_names.append(m_table.annotators()[static_cast<std::size_t>(annotator)].name);
        }
        return place;
    }

private:
    const LabelTable& m_table;
    std::vector<std::int32_t>& m_indexes;
    QStringList& m_names;
    std::vector<std::int32_t> m_places;
};

template <typename Row> void setRow(std::vector<Row>& rows, std::size_t place, const Row& row)
{
    if (place == rows.size()) {
        rows.push_back(row);
    } else {
        rows[place] = row;
    }
}

/// Index of a, tie, b or both_bad; nothing when it is left out.
std::optional<std::int32_t> pairValue(const PairLabel& label, PairValues values)
{
    switch (values) {
    case PairValues::WithBothBad:
        if (label.bothBad) {
            return 3;
        }
        break;
    case PairValues::ThreeWay:
        break;
    case PairValues::WithoutTies:
        if (label.winner == stats::PairWinner::Tie) {
            return std::nullopt;
        }
        return label.winner == stats::PairWinner::A ? 0 : 1;
    }
    return static_cast<std::int32_t>(stats::outcomeIndex(label.winner));
}

LabelArrays pairLabels(const LabelTable& table, const LabelSieve& sieve, const LabelOptions& options)
{
    LabelArrays arrays;
    arrays.kind = LabelUnits::Pairs;
    People people(table, arrays.annotators, arrays.annotatorNames);
    Dense<quint64> units(table.pairs().size());
    RowPlaces places(options.onlyNewest);
    bool hasBothBad = false;
    for (std::size_t index = 0; index < table.pairs().size(); ++index) {
        const PairLabel& label = table.pairs()[index];
        const std::optional<std::int32_t> value = pairValue(label, options.pairValues);
        if (!value || !sieve.accepts(label)) {
            continue;
        }
        const std::int32_t unit = units.indexOf(keyOf(label.a, label.b));
        if (static_cast<std::size_t>(unit) == arrays.firstResponses.size()) {
            arrays.firstResponses.push_back(label.a);
            arrays.secondResponses.push_back(label.b);
        }
        hasBothBad = hasBothBad || *value == 3;
        const std::int32_t person = people.indexOf(table.headOf(label).annotator);
        const std::size_t place = places.placeOf(unit, person, arrays.labels.rows.size());
        setRow(arrays.labels.rows, place, {unit, person, *value});
        setRow(arrays.heads, place, label.head);
        setRow(arrays.rows, place, static_cast<std::int32_t>(index));
    }
    arrays.values = options.pairValues == PairValues::WithoutTies ? QStringList{u"a"_s, u"b"_s}
                                                                  : QStringList{u"a"_s, u"tie"_s, u"b"_s};
    if (hasBothBad) {
        arrays.values.append(u"both_bad"_s);
    }
    arrays.isOrdered = !hasBothBad;
    arrays.labels.units = units.size();
    arrays.labels.annotators = static_cast<std::int32_t>(arrays.annotators.size());
    arrays.labels.values = static_cast<std::int32_t>(arrays.values.size());
    return arrays;
}

/// The aspect that was rated. Errors: InvalidArgument naming what there is.
Result<std::int32_t> ratedAspect(const LabelSieve& sieve, const LabelFilter& filter)
{
    if (sieve.ratingAspect() < 0 && filter.aspect.isEmpty() && sieve.ratingAspects().size() > 1) {
        return makeError(ErrorCode::InvalidArgument,
                         u"Several aspects were rated (%1); choose one of them."_s.arg(
                             sieve.ratingAspects().join(u", "_s)),
                         u"aspect"_s);
    }
    return sieve.ratingAspect();
}

/// The declared scale of an aspect, which must be the same in all versions of the schema that were answered.
class DeclaredScale
{
public:
    Result<void> add(const LabelTable& table, const RatingLabel& label)
    {
        const std::int32_t schema = table.headOf(label).schema;
        if (schema < 0 || schema == m_lastSchema) {
            return {};
        }
        m_lastSchema = schema;
        const QString aspectId = table.aspects().at(label.aspect);
        const Aspect* aspect =
            table.schemas()[static_cast<std::size_t>(schema)].definition.findAspect(aspectId);
        if (aspect == nullptr || aspect->points.isEmpty()) {
            return {};
        }
        std::vector<double> points;
        for (const ScalePoint& point : aspect->points) {
            points.push_back(point.value);
        }
        if (!m_points.empty() && m_points != points) {
            return makeError(
                ErrorCode::InvalidData,
                u"The scale of “%1” changed between versions of the schema (%2 to %3, then %4 to %5), so the "
                "ratings do not compare; look at one batch at a time."_s.arg(aspectId)
                    .arg(m_points.front())
                    .arg(m_points.back())
                    .arg(points.front())
                    .arg(points.back()));
        }
        m_points = std::move(points);
        return {};
    }
    /// The declared points if all values are among them, else what occurs, in order of size.
    [[nodiscard]] std::vector<double> pointsFor(std::vector<double> values) const
    {
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
        return std::includes(m_points.begin(), m_points.end(), values.begin(), values.end()) ? m_points
                                                                                             : values;
    }

private:
    std::int32_t m_lastSchema = -1;
    std::vector<double> m_points;
};

/// numbersOf(), and the declared scale.
Result<NumberArrays> ratings(const LabelTable& table, const LabelFilter& filter, const LabelSieve& sieve,
                             const LabelOptions& options, DeclaredScale& scale)
{
    PLUMBLINE_ASSIGN(const std::int32_t aspect, ratedAspect(sieve, filter));
    NumberArrays arrays;
    People people(table, arrays.annotators, arrays.annotatorNames);
    Dense<std::int32_t> units(table.ratings().size());
    RowPlaces places(options.onlyNewest);
    for (std::size_t index = 0; aspect >= 0 && index < table.ratings().size(); ++index) {
        const RatingLabel& label = table.ratings()[index];
        if (!sieve.accepts(label)) {
            continue;
        }
        PLUMBLINE_TRY(scale.add(table, label));
        const std::int32_t unit = units.indexOf(label.response);
        if (static_cast<std::size_t>(unit) == arrays.responses.size()) {
            arrays.responses.push_back(label.response);
        }
        const std::int32_t person = people.indexOf(table.headOf(label).annotator);
        const std::size_t place = places.placeOf(unit, person, arrays.labels.rows.size());
        setRow(arrays.labels.rows, place, {unit, person, label.value});
        setRow(arrays.rows, place, static_cast<std::int32_t>(index));
    }
    arrays.labels.units = units.size();
    arrays.labels.annotators = static_cast<std::int32_t>(arrays.annotators.size());
    return arrays;
}

Result<LabelArrays> ratingLabels(const LabelTable& table, const LabelFilter& filter, const LabelSieve& sieve,
                                 const LabelOptions& options)
{
    DeclaredScale scale;
    PLUMBLINE_ASSIGN(NumberArrays numbers, ratings(table, filter, sieve, options, scale));
    std::vector<double> values;
    for (const stats::NumericLabel& row : numbers.labels.rows) {
        values.push_back(row.value);
    }
    LabelArrays arrays;
    arrays.kind = LabelUnits::Responses;
    arrays.isOrdered = true;
    arrays.numbers = scale.pointsFor(std::move(values));
    for (const double number : arrays.numbers) {
        arrays.values.append(QString::number(number));
    }
    for (std::size_t index = 0; index < numbers.labels.rows.size(); ++index) {
        const stats::NumericLabel& row = numbers.labels.rows[index];
        const auto value = std::lower_bound(arrays.numbers.begin(), arrays.numbers.end(), row.value);
        arrays.labels.rows.push_back(
            {row.unit, row.annotator, static_cast<std::int32_t>(value - arrays.numbers.begin())});
        arrays.heads.push_back(table.ratings()[static_cast<std::size_t>(numbers.rows[index])].head);
    }
    arrays.labels.units = numbers.labels.units;
    arrays.labels.annotators = numbers.labels.annotators;
    arrays.labels.values = static_cast<std::int32_t>(arrays.values.size());
    arrays.secondResponses.assign(numbers.responses.size(), -1);
    arrays.firstResponses = std::move(numbers.responses);
    arrays.annotators = std::move(numbers.annotators);
    arrays.rows = std::move(numbers.rows);
    arrays.annotatorNames = std::move(numbers.annotatorNames);
    return arrays;
}

} // namespace

QString LabelArrays::unitName(const LabelTable& table, std::int32_t unit) const
{
    const auto index = static_cast<std::size_t>(unit);
    const qint64 first = table.response(firstResponses[index]).id.value;
    if (kind == LabelUnits::Responses) {
        return u"response %1"_s.arg(first);
    }
    const qint64 second = table.response(secondResponses[index]).id.value;
    return u"responses %1 and %2"_s.arg(std::min(first, second)).arg(std::max(first, second));
}

Result<LabelArrays> labelsOf(const LabelTable& table, const LabelFilter& filter, const LabelOptions& options)
{
    const LabelSieve sieve(table, filter);
    if (filter.kind != ItemKind::Rating) {
        LabelArrays pairs = pairLabels(table, sieve, options);
        if (!pairs.labels.rows.empty() || filter.kind) {
            return pairs;
        }
    }
    return ratingLabels(table, filter, sieve, options);
}

Result<NumberArrays> numbersOf(const LabelTable& table, const LabelFilter& filter,
                               const LabelOptions& options)
{
    const LabelSieve sieve(table, filter);
    DeclaredScale scale;
    return ratings(table, filter, sieve, options, scale);
}

} // namespace plumbline
