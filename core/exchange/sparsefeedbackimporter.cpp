#include "core/exchange/sparsefeedbackimporter.h"

#include "core/base/counted.h"
#include "core/exchange/sparsefeedbackformat.h"
#include "core/exchange/sparsefeedbacktext.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCellLength = 60;
constexpr int kRatings = 0;
constexpr int kRankings = 1;

Error invalid(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

Response responseOf(const QByteArray& text)
{
    Response response;
    response.turns = {QString::fromUtf8(text)};
    return response;
}

Result<AnnotationContent> readScore(const QString& text)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!isNumber || !(value >= 1 && value <= 7)) {
        return invalid(u"The score is “%1”. It must be a number from 1 to 7."_s.arg(text.left(40)),
                       u"score"_s);
    }
    AnnotationContent content;
    Rating rating;
    rating.aspect = u"quality"_s;
    rating.value = value;
    content.ratings = {rating};
    if (scoreText(value) != text) {
        content.extra.insert(u"score"_s, text);
    }
    return content;
}

Result<AnnotationContent> readChoice(const QString& text)
{
    Preference preference;
    preference.aspect = u"overall"_s;
    if (text == u"(a)"_s) {
        preference.margin = 1;
    } else if (text == u"(b)"_s) {
        preference.margin = -1;
    } else if (text != u"equal"_s) {
        return invalid(u"The label is “%1”. It must be (a), (b) or equal."_s.arg(text.left(40)), u"label"_s);
    }
    AnnotationContent content;
    content.preferences = {preference};
    return content;
}

} // namespace

SparseFeedbackImporter::SparseFeedbackImporter(const ImportOptions& options)
    : ItemImporter(options, {{SparseFeedbackFormat::ratingSchema(), u"sparse_feedback ratings"_s},
                             {SparseFeedbackFormat::rankingSchema(), u"sparse_feedback rankings"_s}})
{
}

Result<std::unique_ptr<ImportRecord>> SparseFeedbackImporter::parse(const RawRecord& raw)
{
    if (raw.cells.size() != 4 && raw.cells.size() != 5) {
        return invalid(
            u"The row has %1. It must have 4 (instruction, input, output, score) or 5 (instruction, "
            "input, output 1, output 2, label)."_s.arg(counted(raw.cells.size(), u"cell"_s)),
            {});
    }
    std::unique_ptr<ItemRecord> record = newRecord(raw);
    const bool isRating = raw.cells.size() == 4;
    const QString instruction = QString::fromUtf8(raw.cells.at(0));
    const QString input = QString::fromUtf8(raw.cells.at(1));
    const QString last = QString::fromUtf8(raw.cells.last());
    record->slot = isRating ? kRatings : kRankings;
    record->item.kind = isRating ? ItemKind::Rating : ItemKind::Pairwise;
    record->item.prompt = sparsePrompt(instruction, input);
    for (qsizetype cell = 2; cell + 1 < raw.cells.size(); ++cell) {
        record->item.responses.append(responseOf(raw.cells.at(cell)));
    }
    ImportedLabel label;
    PLUMBLINE_ASSIGN(label.content, isRating ? readScore(last) : readChoice(last));
    record->labels = {label};
    const QString second = isRating ? QString() : record->item.responses.at(1).text();
    record->cells = {instruction.left(kCellLength), input.left(kCellLength),
                     record->item.responses.at(0).text().left(kCellLength), second.left(kCellLength), last};
    PLUMBLINE_TRY(checkLabels(*record));
    return std::unique_ptr<ImportRecord>(std::move(record));
}

QStringList SparseFeedbackImporter::columns() const
{
    return {u"instruction"_s, u"input"_s, u"output 1"_s, u"output 2"_s, u"label"_s};
}

} // namespace plumbline
