#include "app/ctl/statsinput.h"
#include "app/ctl/statstable.h"

#include "core/stats/stylecontrol.h"

#include <algorithm>
#include <array>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<stats::PairWinner> winnerFromWord(const QByteArray& word)
{
    const QByteArray lower = word.toLower();
    if (lower == "a" || lower == "model_a") {
        return stats::PairWinner::A;
    }
    if (lower == "b" || lower == "model_b") {
        return stats::PairWinner::B;
    }
    return lower == "tie" ? std::optional(stats::PairWinner::Tie) : std::nullopt;
}

/// The index of a cell's text.
std::int32_t indexIn(NameIndex& names, const QByteArray& cell)
{
    return names.indexOf(QString::fromUtf8(cell));
}

/// "length_a" and so on: the columns of a style feature, for both answers.
std::array<QString, 2> styleColumns(const QString& feature)
{
    return {feature + u"_a"_s, feature + u"_b"_s};
}

/// Reads votes between models line by line.
class VoteReader
{
public:
    VoteReader(const StatsTable& table, bool hasStyle)
        : m_table(table)
        , m_hasOutcome(table.layout() == 0)
        , m_nameA(m_hasOutcome ? u"model_a"_s : u"winner"_s)
        , m_nameB(m_hasOutcome ? u"model_b"_s : u"loser"_s)
    {
        for (const QString& feature : stats::styleFeatureNames()) {
            const std::array<QString, 2> columns = styleColumns(feature);
            if (hasStyle && table.has(columns[0]) && table.has(columns[1])) {
                m_features.append(feature);
            }
        }
    }

    [[nodiscard]] const QStringList& features() const { return m_features; }

    Result<void> take(const StatsRow& row)
    {
        PLUMBLINE_ASSIGN(const QByteArray a, m_table.filled(row, m_nameA));
        PLUMBLINE_ASSIGN(const QByteArray b, m_table.filled(row, m_nameB));
        if (a == b) {
            return m_table.error(row, u"“%1” stands against itself."_s.arg(QString::fromUtf8(a)), m_nameB);
        }
        stats::Comparison vote;
        vote.a = indexIn(m_models, a);
        vote.b = indexIn(m_models, b);
        vote.winner = stats::PairWinner::A;
        if (m_hasOutcome) {
            const QByteArray word = m_table.cell(row, u"outcome"_s);
            const std::optional<stats::PairWinner> winner = winnerFromWord(word);
            if (!winner) {
                return m_table.error(
                    row,
                    u"The outcome is “%1”. It must be a, b or tie."_s.arg(QString::fromUtf8(word.left(60))),
                    u"outcome"_s);
            }
            vote.winner = *winner;
        }
        PLUMBLINE_TRY(takeExtras(row, vote));
        m_votes.rows.push_back(vote);
        return takeStyle(row);
    }

    ComparisonInput finish()
    {
        m_votes.models = m_models.size();
        m_votes.names = m_models.names();
        ComparisonInput input;
        if (!m_features.isEmpty()) {
            input.constantStyles = stats::setStyleCovariates(m_votes, m_styleA, m_styleB);
        }
        input.votes = std::move(m_votes);
        return input;
    }

private:
    /// The columns that both layouts may have besides.
    Result<void> takeExtras(const StatsRow& row, stats::Comparison& vote)
    {
        if (!m_table.cell(row, u"weight"_s).isEmpty()) {
            PLUMBLINE_ASSIGN(vote.weight, m_table.number(row, u"weight"_s));
        }
        const QByteArray prompt = m_table.cell(row, u"prompt"_s);
        if (!prompt.isEmpty()) {
            vote.prompt = indexIn(m_prompts, prompt);
        }
        const QByteArray annotator = m_table.cell(row, u"annotator"_s);
        if (!annotator.isEmpty()) {
            vote.annotator = indexIn(m_annotators, annotator);
        }
        return {};
    }

    Result<void> takeStyle(const StatsRow& row)
    {
        if (m_features.isEmpty()) {
            return {};
        }
        std::array<stats::StyleCounts, 2> counts;
        for (const QString& feature : m_features) {
            const std::array<QString, 2> columns = styleColumns(feature);
            for (std::size_t side = 0; side < 2; ++side) {
                PLUMBLINE_ASSIGN(const double value, m_table.number(row, columns[side]));
                (feature == u"length"    ? counts[side].length
                 : feature == u"headers" ? counts[side].headers
                 : feature == u"lists"   ? counts[side].lists
                                         : counts[side].bold) = value;
            }
        }
        m_styleA.push_back(counts[0]);
        m_styleB.push_back(counts[1]);
        return {};
    }

    const StatsTable& m_table;
    bool m_hasOutcome;
    QString m_nameA;
    QString m_nameB;
    QStringList m_features;
    NameIndex m_models;
    NameIndex m_prompts;
    NameIndex m_annotators;
    stats::Comparisons m_votes;
    std::vector<stats::StyleCounts> m_styleA;
    std::vector<stats::StyleCounts> m_styleB;
};

Result<stats::Ranking> rankingFrom(const StatsRow& row, const QString& path, NameIndex& models)
{
    stats::Ranking ranking;
    for (const QByteArray& cell : row.cells) {
        const QString name = QString::fromUtf8(cell).trimmed();
        if (name.isEmpty()) {
            continue; // short lists in a table that is as wide as its longest
        }
        const std::int32_t model = models.indexOf(name);
        if (std::find(ranking.models.begin(), ranking.models.end(), model) != ranking.models.end()) {
            return makeError(ErrorCode::InvalidData, u"“%1” stands twice in this ranking."_s.arg(name))
                .atLine(row.line)
                .inFile(path);
        }
        ranking.models.push_back(model);
    }
    if (ranking.models.size() < 2) {
        return makeError(ErrorCode::InvalidData,
                         u"A ranking needs at least two names, best first, divided by commas."_s)
            .atLine(row.line)
            .inFile(path);
    }
    return ranking;
}

/// A response is known by its text where the file has no ids.
struct ResponseKey
{
    QString group;
    QString response;
};

ResponseKey responseKey(const StatsTable& table, const StatsRow& row, const QString& column, bool hasTexts)
{
    ResponseKey key;
    key.group = hasTexts ? QString::fromUtf8(table.cell(row, u"instruction"_s)) + QChar(u'\0') +
                               QString::fromUtf8(table.cell(row, u"input"_s))
                         : QString::fromUtf8(table.cell(row, u"group"_s));
    key.response = key.group + QChar(u'\0') + QString::fromUtf8(table.cell(row, column));
    return key;
}

struct ConsistencyNames
{
    NameIndex groups;
    NameIndex responses;
};

Result<void> ratingsFromCsv(const QString& path, ConsistencyNames& names, ConsistencyInput& input)
{
    PLUMBLINE_ASSIGN(
        StatsTable table,
        StatsTable::open(path, {{{u"group"_s, u"response"_s, u"rating"_s}, {}, {}},
                                {{u"instruction"_s, u"input"_s, u"output"_s, u"score"_s}, {}, {}}}));
    const bool hasTexts = table.layout() == 1;
    return table.each([&](const StatsRow& row) -> Result<void> {
        const ResponseKey key = responseKey(table, row, hasTexts ? u"output"_s : u"response"_s, hasTexts);
        PLUMBLINE_ASSIGN(const double value, table.number(row, hasTexts ? u"score"_s : u"rating"_s));
        input.ratings.push_back(
            {names.groups.indexOf(key.group), names.responses.indexOf(key.response), value});
        return {};
    });
}

Result<void> pairsFromCsv(const QString& path, ConsistencyNames& names, ConsistencyInput& input)
{
    PLUMBLINE_ASSIGN(
        StatsTable table,
        StatsTable::open(path,
                         {{{u"group"_s, u"response_a"_s, u"response_b"_s, u"outcome"_s}, {}, {}},
                          {{u"instruction"_s, u"input"_s, u"output1"_s, u"output2"_s, u"label"_s}, {}, {}}}));
    const bool hasTexts = table.layout() == 1;
    const QString outcome = hasTexts ? u"label"_s : u"outcome"_s;
    return table.each([&](const StatsRow& row) -> Result<void> {
        const ResponseKey a = responseKey(table, row, hasTexts ? u"output1"_s : u"response_a"_s, hasTexts);
        const ResponseKey b = responseKey(table, row, hasTexts ? u"output2"_s : u"response_b"_s, hasTexts);
        QByteArray word = table.cell(row, outcome);
        word = word == "(a)" ? "a" : (word == "(b)" ? "b" : (word == "equal" ? "tie" : word));
        const std::optional<stats::PairWinner> winner = winnerFromWord(word);
        if (!winner) {
            return table.error(row,
                               u"The outcome is “%1”. It must be a, b or tie; or (a), (b) or equal."_s.arg(
                                   QString::fromUtf8(word.left(60))),
                               outcome);
        }
        input.rankings.push_back({names.groups.indexOf(a.group), names.responses.indexOf(a.response),
                                  names.responses.indexOf(b.response), *winner});
        return {};
    });
}

} // namespace

Result<LabelInput> csvLabels(const QString& path)
{
    PLUMBLINE_ASSIGN(StatsTable table,
                     StatsTable::open(path, {{{u"unit"_s, u"annotator"_s, u"label"_s}, {}, {}}}));
    LabelInput input;
    input.path = path;
    const auto take = [&](const StatsRow& row) -> Result<void> {
        PLUMBLINE_ASSIGN(const QByteArray unit, table.filled(row, u"unit"_s));
        PLUMBLINE_ASSIGN(const QByteArray annotator, table.filled(row, u"annotator"_s));
        const std::int32_t unitIndex = indexIn(input.units, unit);
        const std::int32_t annotatorIndex = indexIn(input.annotators, annotator);
        const QByteArray label = table.cell(row, u"label"_s);
        if (!label.isEmpty()) { // an empty cell is a missing label
            input.rows.push_back({unitIndex, annotatorIndex, indexIn(input.words, label), row.line});
        }
        return {};
    };
    PLUMBLINE_TRY(table.each(take));
    return input;
}

Result<ComparisonInput> csvComparisons(const QString& path, bool hasStyle)
{
    QStringList extras{u"weight"_s, u"prompt"_s, u"annotator"_s};
    for (const QString& feature : stats::styleFeatureNames()) {
        const std::array<QString, 2> columns = styleColumns(feature);
        extras << columns[0] << columns[1];
    }
    const StatsLayout outcomes{{u"model_a"_s, u"model_b"_s, u"outcome"_s}, extras, [](const StatsRow& first) {
                                   return winnerFromWord(first.cells.value(2).trimmed()).has_value();
                               }};
    PLUMBLINE_ASSIGN(StatsTable table,
                     StatsTable::open(path, {outcomes, {{u"winner"_s, u"loser"_s}, extras, {}}}));
    VoteReader reader(table, hasStyle);
    if (hasStyle && reader.features().isEmpty()) {
        return makeError(
                   ErrorCode::InvalidData,
                   u"Style control needs the columns length_a and length_b, or the same of headers, lists "
                   "or bold."_s)
            .inFile(path);
    }
    PLUMBLINE_TRY(table.each([&reader](const StatsRow& row) { return reader.take(row); }));
    return reader.finish();
}

Result<stats::Rankings> csvRankings(const QString& path)
{
    PLUMBLINE_ASSIGN(StatsLines lines, StatsLines::open(path));
    NameIndex models;
    stats::Rankings rankings;
    const auto take = [&](const StatsRow& row) -> Result<void> {
        PLUMBLINE_ASSIGN(stats::Ranking ranking, rankingFrom(row, path, models));
        rankings.rows.push_back(std::move(ranking));
        return {};
    };
    PLUMBLINE_TRY(lines.each(take));
    rankings.models = models.size();
    rankings.names = models.names();
    return rankings;
}

Result<ConsistencyInput> csvConsistency(const QString& ratings, const QString& rankings)
{
    ConsistencyNames names;
    ConsistencyInput input;
    PLUMBLINE_TRY(ratingsFromCsv(ratings, names, input));
    PLUMBLINE_TRY(pairsFromCsv(rankings, names, input));
    return input;
}

Result<SpanInput> csvSpans(const QString& path)
{
    PLUMBLINE_ASSIGN(
        StatsTable table,
        StatsTable::open(path, {{{u"unit"_s, u"annotator"_s, u"category"_s, u"start"_s, u"end"_s}, {}, {}}}));
    SpanInput input;
    const auto take = [&](const StatsRow& row) -> Result<void> {
        PLUMBLINE_ASSIGN(const QByteArray unitName, table.filled(row, u"unit"_s));
        PLUMBLINE_ASSIGN(const QByteArray annotatorName, table.filled(row, u"annotator"_s));
        const std::int32_t unit = indexIn(input.units, unitName);
        const std::int32_t annotator = indexIn(input.annotators, annotatorName);
        input.spans.judged.emplace_back(unit, annotator);
        if (table.cell(row, u"start"_s).isEmpty() && table.cell(row, u"end"_s).isEmpty()) {
            return {}; // read, and nothing marked
        }
        PLUMBLINE_ASSIGN(const QByteArray category, table.filled(row, u"category"_s));
        PLUMBLINE_ASSIGN(const double start, table.number(row, u"start"_s));
        PLUMBLINE_ASSIGN(const double end, table.number(row, u"end"_s));
        constexpr double kLongest = 1e15;
        if (!(start >= 0 && end > start && end < kLongest)) {
            return table.error(row, u"A span must begin at 0 or later and end behind its start."_s, u"end"_s);
        }
        input.spans.rows.push_back({unit, annotator, indexIn(input.categories, category),
                                    static_cast<std::int64_t>(start), static_cast<std::int64_t>(end)});
        return {};
    };
    PLUMBLINE_TRY(table.each(take));
    input.spans.units = input.units.size();
    input.spans.annotators = input.annotators.size();
    input.spans.categories = input.categories.size();
    return input;
}

} // namespace plumbline
