#include "app/ctl/statsinput.h"

#include "app/ctl/ctlcontext.h"

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
    std::vector<std::int32_t> places; // on the scale, of each word
    for (const QString& word : words.names()) {
        places.push_back(static_cast<std::int32_t>(values.indexOf(word)));
    }
    stats::Labels labels;
    labels.units = units.size();
    labels.annotators = annotators.size();
    labels.values = static_cast<std::int32_t>(values.size());
    labels.rows.reserve(rows.size());
    for (const TextLabel& row : rows) {
        labels.rows.push_back({row.unit, row.annotator, places[static_cast<std::size_t>(row.label)]});
    }
    return labels;
}

Result<stats::NumericLabels> LabelInput::numbers() const
{
    stats::NumericLabels labels;
    labels.units = units.size();
    labels.annotators = annotators.size();
    std::vector<std::optional<double>> numbers;
    for (const QString& word : words.names()) {
        bool isNumber = false;
        const double value = word.toDouble(&isNumber);
        numbers.push_back(isNumber ? std::optional(value) : std::nullopt);
    }
    labels.rows.reserve(rows.size());
    for (const TextLabel& row : rows) {
        const std::optional<double> value = numbers[static_cast<std::size_t>(row.label)];
        if (!value) {
            return error(row, u"The label “%1” is not a number, which this needs."_s.arg(
                                  words.name(row.label).left(60)));
        }
        labels.rows.push_back({row.unit, row.annotator, *value});
    }
    return labels;
}

Result<void> LabelInput::setScale(const QStringList& declared)
{
    std::vector<char> isSeen(static_cast<std::size_t>(words.size()), 0);
    for (const TextLabel& row : rows) {
        isSeen[static_cast<std::size_t>(row.label)] = 1;
    }
    if (declared.isEmpty()) {
        values.clear();
        for (std::int32_t word = 0; word < words.size(); ++word) {
            if (isSeen[static_cast<std::size_t>(word)] != 0) {
                values.append(words.name(word));
            }
        }
        std::sort(values.begin(), values.end(), comesBefore);
        return {};
    }
    const QSet<QString> scale(declared.begin(), declared.end());
    if (scale.size() != declared.size()) {
        return makeError(ErrorCode::InvalidArgument, u"A value of the declared scale stands there twice."_s);
    }
    for (const TextLabel& row : rows) {
        const QString& word = words.names().at(row.label);
        if (!scale.contains(word)) {
            return error(row, u"The label “%1” is not on the declared scale (%2)."_s.arg(
                                  word.left(60), declared.join(u", "_s)));
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
                     source.store != nullptr ? projectLabels(source) : csvLabels(pathOf(source.path)));
    PLUMBLINE_TRY(input.keepAnnotators(wordsOf(source.annotators)));
    PLUMBLINE_TRY(input.setScale(wordsOf(source.scale).isEmpty() ? input.values : wordsOf(source.scale)));
    return input;
}

Result<stats::Comparisons> readComparisons(const StatsSource& source, QStringList* constantStyles)
{
    const Result<ComparisonInput> input =
        source.store != nullptr ? projectComparisons(source, constantStyles != nullptr)
                                : csvComparisons(pathOf(source.path), constantStyles != nullptr);
    if (!input) {
        return input.error();
    }
    if (constantStyles != nullptr) {
        *constantStyles = input->constantStyles;
    }
    return input->votes;
}

Result<stats::Rankings> readRankings(const StatsSource& source)
{
    return source.store != nullptr ? projectRankings(source) : csvRankings(pathOf(source.path));
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
    return csvConsistency(pathOf(source.path), pathOf(source.secondPath));
}

Result<SpanInput> readSpans(const StatsSource& source)
{
    return source.store != nullptr ? projectSpans(source) : csvSpans(pathOf(source.path));
}

} // namespace plumbline
