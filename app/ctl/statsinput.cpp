#include "app/ctl/statsinput.h"

#include "app/ctl/ctlcontext.h"
#include "app/ctl/statstable.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString pathOf(const std::string& word)
{
    return QFileInfo(fromArg(word)).absoluteFilePath();
}

QStringList wordsOf(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words) {
        list.append(fromArg(word));
    }
    return list;
}

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

/// Numbers by size, before words in the order of their code points: the order does not depend on the rows.
bool comesBefore(const QString& a, const QString& b)
{
    bool isANumber = false;
    bool isBNumber = false;
    const double x = a.toDouble(&isANumber);
    const double y = b.toDouble(&isBNumber);
    if (isANumber != isBNumber) {
        return isANumber;
    }
    return isANumber && (x < y || x > y) ? x < y : a < b;
}

Result<LabelInput> labelsFromCsv(const QString& path)
{
    PLUMBLINE_ASSIGN(const StatsTable table,
                     StatsTable::read(path, {{{u"unit"_s, u"annotator"_s, u"label"_s}, {}, {}}}));
    LabelInput input;
    input.path = path;
    input.rows.reserve(table.rows().size());
    for (const StatsRow& row : table.rows()) {
        PLUMBLINE_ASSIGN(const QByteArray unit, table.filled(row, u"unit"_s));
        PLUMBLINE_ASSIGN(const QByteArray annotator, table.filled(row, u"annotator"_s));
        const std::int32_t unitIndex = input.units.indexOf(QString::fromUtf8(unit));
        const std::int32_t annotatorIndex = input.annotators.indexOf(QString::fromUtf8(annotator));
        const QByteArray label = table.cell(row, u"label"_s);
        if (!label.isEmpty()) { // an empty cell is a missing label
            input.rows.push_back({unitIndex, annotatorIndex, QString::fromUtf8(label), row.line});
        }
    }
    return input;
}

/// The columns that both layouts of comparisons may have besides.
Result<void> readExtras(const StatsTable& table, const StatsRow& row, NameIndex& prompts,
                        NameIndex& annotators, stats::Comparison& vote)
{
    if (!table.cell(row, u"weight"_s).isEmpty()) {
        PLUMBLINE_ASSIGN(vote.weight, table.number(row, u"weight"_s));
    }
    const QByteArray prompt = table.cell(row, u"prompt"_s);
    if (!prompt.isEmpty()) {
        vote.prompt = prompts.indexOf(QString::fromUtf8(prompt));
    }
    const QByteArray annotator = table.cell(row, u"annotator"_s);
    if (!annotator.isEmpty()) {
        vote.annotator = annotators.indexOf(QString::fromUtf8(annotator));
    }
    return {};
}

Result<stats::Comparisons> comparisonsFromCsv(const QString& path)
{
    const QStringList extras{u"weight"_s, u"prompt"_s, u"annotator"_s};
    const StatsLayout outcomes{{u"model_a"_s, u"model_b"_s, u"outcome"_s}, extras, [](const StatsRow& first) {
                                   return winnerFromWord(first.cells.value(2).trimmed()).has_value();
                               }};
    PLUMBLINE_ASSIGN(const StatsTable table,
                     StatsTable::read(path, {outcomes, {{u"winner"_s, u"loser"_s}, extras, {}}}));
    const bool hasOutcome = table.layout() == 0;
    const QString nameA = hasOutcome ? u"model_a"_s : u"winner"_s;
    const QString nameB = hasOutcome ? u"model_b"_s : u"loser"_s;
    NameIndex models;
    NameIndex prompts;
    NameIndex annotators;
    stats::Comparisons votes;
    votes.rows.reserve(table.rows().size());
    for (const StatsRow& row : table.rows()) {
        PLUMBLINE_ASSIGN(const QByteArray a, table.filled(row, nameA));
        PLUMBLINE_ASSIGN(const QByteArray b, table.filled(row, nameB));
        if (a == b) {
            return table.error(row, u"“%1” stands against itself."_s.arg(QString::fromUtf8(a)), nameB);
        }
        stats::Comparison vote;
        vote.a = models.indexOf(QString::fromUtf8(a));
        vote.b = models.indexOf(QString::fromUtf8(b));
        vote.winner = stats::PairWinner::A;
        if (hasOutcome) {
            const QByteArray word = table.cell(row, u"outcome"_s);
            const std::optional<stats::PairWinner> winner = winnerFromWord(word);
            if (!winner) {
                return table.error(
                    row,
                    u"The outcome is “%1”. It must be a, b or tie."_s.arg(QString::fromUtf8(word.left(60))),
                    u"outcome"_s);
            }
            vote.winner = *winner;
        }
        PLUMBLINE_TRY(readExtras(table, row, prompts, annotators, vote));
        votes.rows.push_back(vote);
    }
    votes.models = models.size();
    votes.names = models.names();
    return votes;
}

Result<stats::Rankings> rankingsFromCsv(const QString& path)
{
    PLUMBLINE_ASSIGN(const std::vector<StatsRow> rows, StatsTable::readLines(path));
    NameIndex models;
    stats::Rankings rankings;
    for (const StatsRow& row : rows) {
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
        rankings.rows.push_back(std::move(ranking));
    }
    rankings.models = models.size();
    rankings.names = models.names();
    return rankings;
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
        const StatsTable table,
        StatsTable::read(path, {{{u"group"_s, u"response"_s, u"rating"_s}, {}, {}},
                                {{u"instruction"_s, u"input"_s, u"output"_s, u"score"_s}, {}, {}}}));
    const bool hasTexts = table.layout() == 1;
    for (const StatsRow& row : table.rows()) {
        const ResponseKey key = responseKey(table, row, hasTexts ? u"output"_s : u"response"_s, hasTexts);
        PLUMBLINE_ASSIGN(const double value, table.number(row, hasTexts ? u"score"_s : u"rating"_s));
        input.ratings.push_back(
            {names.groups.indexOf(key.group), names.responses.indexOf(key.response), value});
    }
    return {};
}

Result<void> pairsFromCsv(const QString& path, ConsistencyNames& names, ConsistencyInput& input)
{
    PLUMBLINE_ASSIGN(
        const StatsTable table,
        StatsTable::read(path,
                         {{{u"group"_s, u"response_a"_s, u"response_b"_s, u"outcome"_s}, {}, {}},
                          {{u"instruction"_s, u"input"_s, u"output1"_s, u"output2"_s, u"label"_s}, {}, {}}}));
    const bool hasTexts = table.layout() == 1;
    const QString outcome = hasTexts ? u"label"_s : u"outcome"_s;
    for (const StatsRow& row : table.rows()) {
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
    }
    return {};
}

} // namespace

std::int32_t NameIndex::indexOf(const QString& name)
{
    const auto found = m_indexes.constFind(name);
    if (found != m_indexes.constEnd()) {
        return *found;
    }
    const std::int32_t index = size();
    m_indexes.insert(name, index);
    m_names.append(name);
    return index;
}

Error LabelInput::error(const TextLabel& row, const QString& message) const
{
    const Error plain = makeError(ErrorCode::InvalidData, message, u"label"_s);
    return path.isEmpty() ? plain : plain.atLine(row.place).inFile(path);
}

stats::Labels LabelInput::labels() const
{
    QHash<QString, std::int32_t> places;
    for (std::int32_t place = 0; place < static_cast<std::int32_t>(values.size()); ++place) {
        places.insert(values[place], place);
    }
    stats::Labels labels;
    labels.units = units.size();
    labels.annotators = annotators.size();
    labels.values = static_cast<std::int32_t>(values.size());
    labels.rows.reserve(rows.size());
    for (const TextLabel& row : rows) {
        labels.rows.push_back({row.unit, row.annotator, places.value(row.label)});
    }
    return labels;
}

Result<stats::NumericLabels> LabelInput::numbers() const
{
    stats::NumericLabels labels;
    labels.units = units.size();
    labels.annotators = annotators.size();
    labels.rows.reserve(rows.size());
    for (const TextLabel& row : rows) {
        bool isNumber = false;
        const double value = row.label.toDouble(&isNumber);
        if (!isNumber) {
            return error(row, u"The label “%1” is not a number, which this needs."_s.arg(row.label.left(60)));
        }
        labels.rows.push_back({row.unit, row.annotator, value});
    }
    return labels;
}

Result<void> LabelInput::setScale(const QStringList& declared)
{
    QSet<QString> seen;
    for (const TextLabel& row : rows) {
        seen.insert(row.label);
    }
    if (declared.isEmpty()) {
        values = QStringList(seen.begin(), seen.end());
        std::sort(values.begin(), values.end(), comesBefore);
        return {};
    }
    const QSet<QString> scale(declared.begin(), declared.end());
    if (scale.size() != declared.size()) {
        return makeError(ErrorCode::InvalidArgument, u"A value of the declared scale stands there twice."_s);
    }
    for (const TextLabel& row : rows) {
        if (!scale.contains(row.label)) {
            return error(row, u"The label “%1” is not on the declared scale (%2)."_s.arg(
                                  row.label.left(60), declared.join(u", "_s)));
        }
    }
    values = declared;
    return {};
}

void LabelInput::keepNewest()
{
    QHash<QPair<std::int32_t, std::int32_t>, std::size_t> places;
    std::vector<TextLabel> newest;
    for (TextLabel& row : rows) {
        const auto key = qMakePair(row.unit, row.annotator);
        const auto found = places.constFind(key);
        if (found == places.constEnd()) {
            places.insert(key, newest.size());
            newest.push_back(std::move(row));
        } else if (newest[*found].place < row.place) {
            newest[*found] = std::move(row);
        }
    }
    rows = std::move(newest);
}

Result<void> LabelInput::keepAnnotators(const QStringList& names)
{
    if (names.isEmpty()) {
        return {};
    }
    NameIndex kept;
    for (const QString& name : names) {
        if (!annotators.names().contains(name)) {
            return makeError(ErrorCode::NotFound, u"There is no label by “%1”."_s.arg(name));
        }
        kept.indexOf(name);
    }
    std::vector<TextLabel> theirs;
    for (TextLabel& row : rows) {
        const QString name = annotators.name(row.annotator);
        if (kept.names().contains(name)) {
            row.annotator = kept.indexOf(name);
            theirs.push_back(std::move(row));
        }
    }
    rows = std::move(theirs);
    annotators = std::move(kept);
    return {};
}

Result<ConsistencyInput> readConsistency(const StatsSource& source)
{
    if (source.store != nullptr) {
        return projectConsistency(source);
    }
    if (source.secondPath.empty()) {
        return makeError(ErrorCode::InvalidArgument,
                         u"Ratings stand in one file and rankings in another: name both."_s);
    }
    ConsistencyNames names;
    ConsistencyInput input;
    PLUMBLINE_TRY(ratingsFromCsv(pathOf(source.path), names, input));
    PLUMBLINE_TRY(pairsFromCsv(pathOf(source.secondPath), names, input));
    return input;
}

bool isProject(const StatsSource& source)
{
    const QString path = pathOf(source.path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return path.endsWith(u".plumb"_s);
    }
    return file.read(15) == "SQLite format 3" || path.endsWith(u".plumb"_s);
}

Result<LabelInput> readLabels(const StatsSource& source)
{
    PLUMBLINE_ASSIGN(LabelInput input,
                     source.store != nullptr ? projectLabels(source) : labelsFromCsv(pathOf(source.path)));
    PLUMBLINE_TRY(input.keepAnnotators(wordsOf(source.annotators)));
    PLUMBLINE_TRY(input.setScale(wordsOf(source.scale).isEmpty() ? input.values : wordsOf(source.scale)));
    return input;
}

Result<stats::Comparisons> readComparisons(const StatsSource& source)
{
    return source.store != nullptr ? projectComparisons(source) : comparisonsFromCsv(pathOf(source.path));
}

Result<stats::Rankings> readRankings(const StatsSource& source)
{
    return source.store != nullptr ? projectRankings(source) : rankingsFromCsv(pathOf(source.path));
}

} // namespace plumbline
