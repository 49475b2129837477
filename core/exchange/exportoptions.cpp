#include "core/exchange/exportoptions.h"

#include "core/base/counted.h"
#include "core/domain/fieldreader.h"

#include <QJsonArray>

#include <array>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename Enum, size_t count> using Names = std::array<std::pair<Enum, QStringView>, count>;

constexpr Names<LabelChoice, 3> kLabelChoices{{
    {LabelChoice::Each, u"each"},
    {LabelChoice::Majority, u"majority"},
    {LabelChoice::Unanimous, u"unanimous"},
}};
constexpr Names<TieChoice, 2> kTieChoices{{
    {TieChoice::LeaveOut, u"leave_out"},
    {TieChoice::Include, u"include"},
}};
constexpr Names<TextForm, 2> kTextForms{{
    {TextForm::Messages, u"messages"},
    {TextForm::Text, u"text"},
}};

template <typename Enum, size_t count> QString nameIn(const Names<Enum, count>& names, Enum value)
{
    for (const auto& [candidate, name] : names) {
        if (candidate == value) {
            return name.toString();
        }
    }
    return {};
}

template <typename Enum, size_t count>
std::optional<Enum> valueIn(const Names<Enum, count>& names, QStringView text)
{
    for (const auto& [value, name] : names) {
        if (name == text) {
            return value;
        }
    }
    return std::nullopt;
}

/// Reads the name of an enum's value.
template <typename Enum, typename FromName>
void readName(FieldReader& reader, QLatin1StringView key, Enum& out, FromName fromName)
{
    if (!reader.has(key)) {
        return;
    }
    QString name;
    reader.read(key, name);
    if (const std::optional<Enum> value = fromName(name)) {
        out = *value;
    } else {
        reader.fail(QString(key), u"“%1” is not known here."_s.arg(name));
    }
}

} // namespace

QString toName(LabelChoice choice)
{
    return nameIn(kLabelChoices, choice);
}

std::optional<LabelChoice> labelChoiceFromName(QStringView name)
{
    return valueIn(kLabelChoices, name);
}

QString toName(TieChoice choice)
{
    return nameIn(kTieChoices, choice);
}

std::optional<TieChoice> tieChoiceFromName(QStringView name)
{
    return valueIn(kTieChoices, name);
}

QString toName(TextForm form)
{
    return nameIn(kTextForms, form);
}

std::optional<TextForm> textFormFromName(QStringView name)
{
    return valueIn(kTextForms, name);
}

QJsonObject itemFilterToJson(const ItemFilter& filter)
{
    QJsonObject object;
    if (filter.batch) {
        object.insert(u"batch"_s, filter.batch->value);
    }
    if (filter.kind) {
        object.insert(u"kind"_s, toName(*filter.kind));
    }
    if (filter.minimumLabels) {
        object.insert(u"minimum_labels"_s, *filter.minimumLabels);
    }
    if (filter.maximumLabels) {
        object.insert(u"maximum_labels"_s, *filter.maximumLabels);
    }
    if (filter.isOpen) {
        object.insert(u"open"_s, *filter.isOpen);
    }
    if (filter.onlyFlagged) {
        object.insert(u"flagged"_s, true);
    }
    if (filter.onlyGold) {
        object.insert(u"gold"_s, true);
    }
    if (!filter.category.isEmpty()) {
        object.insert(u"category"_s, filter.category);
    }
    if (!filter.model.isEmpty()) {
        object.insert(u"model"_s, filter.model);
    }
    if (filter.annotator) {
        object.insert(u"annotator"_s, filter.annotator->value);
    }
    if (!filter.text.isEmpty()) {
        object.insert(u"text"_s, filter.text);
    }
    return object;
}

Result<ItemFilter> itemFilterFromJson(const QJsonObject& object)
{
    ItemFilter filter;
    FieldReader reader(object, u"filter"_s);
    qint64 batch = 0;
    qint64 annotator = 0;
    bool isOpen = false;
    reader.read("batch"_L1, batch);
    reader.read("annotator"_L1, annotator);
    reader.read("minimum_labels"_L1, filter.minimumLabels);
    reader.read("maximum_labels"_L1, filter.maximumLabels);
    reader.read("open"_L1, isOpen);
    reader.read("flagged"_L1, filter.onlyFlagged);
    reader.read("gold"_L1, filter.onlyGold);
    reader.read("category"_L1, filter.category);
    reader.read("model"_L1, filter.model);
    reader.read("text"_L1, filter.text);
    ItemKind kind = ItemKind::Pairwise;
    readName(reader, "kind"_L1, kind, [](QStringView name) { return itemKindFromName(name); });
    PLUMBLINE_TRY(reader.finish());
    if (object.contains(u"kind"_s)) {
        filter.kind = kind;
    }
    if (object.contains(u"open"_s)) {
        filter.isOpen = isOpen;
    }
    if (batch > 0) {
        filter.batch = BatchId{batch};
    }
    if (annotator > 0) {
        filter.annotator = AnnotatorId{annotator};
    }
    return filter;
}

QJsonObject ExportOptions::toJson() const
{
    QJsonArray kinds;
    for (const AnnotatorKind kind : annotatorKinds) {
        kinds.append(toName(kind));
    }
    return {
        {u"format"_s, format},
        {u"filter"_s, itemFilterToJson(filter)},
        {u"labels"_s, toName(labels)},
        {u"ties"_s, toName(ties)},
        {u"annotator_kinds"_s, kinds},
        {u"text_form"_s, toName(textForm)},
        {u"margin"_s, withMargin},
        {u"source"_s, withSource},
        {u"edits"_s, withEdits},
        {u"other_offsets"_s, withOtherOffsets},
        {u"hash_people"_s, hashPeople},
        {u"card"_s, withCard},
        {u"licence"_s, licence},
        {u"command_line"_s, commandLine},
        {u"test_percent"_s, testPercent},
        {u"checksums"_s, withChecksums},
        {u"card_text"_s, cardText},
    };
}

Result<ExportOptions> ExportOptions::fromJson(const QJsonObject& object)
{
    ExportOptions options;
    FieldReader reader(object, {});
    QJsonObject filter;
    QStringList kinds;
    reader.read("format"_L1, options.format);
    reader.read("filter"_L1, filter);
    reader.read("annotator_kinds"_L1, kinds);
    reader.read("margin"_L1, options.withMargin);
    reader.read("source"_L1, options.withSource);
    reader.read("edits"_L1, options.withEdits);
    reader.read("other_offsets"_L1, options.withOtherOffsets);
    reader.read("hash_people"_L1, options.hashPeople);
    reader.read("card"_L1, options.withCard);
    reader.read("licence"_L1, options.licence);
    reader.read("command_line"_L1, options.commandLine);
    reader.read("test_percent"_L1, options.testPercent);
    reader.read("checksums"_L1, options.withChecksums);
    reader.read("card_text"_L1, options.cardText);
    if (options.testPercent < 0 || options.testPercent > kMostTestPercent) {
        reader.fail(u"test_percent"_s,
                    u"The share for tests must be from 0 to %1 percent, not %2."_s.arg(kMostTestPercent)
                        .arg(options.testPercent));
    }
    readName(reader, "labels"_L1, options.labels, [](QStringView name) { return labelChoiceFromName(name); });
    readName(reader, "ties"_L1, options.ties, [](QStringView name) { return tieChoiceFromName(name); });
    readName(reader, "text_form"_L1, options.textForm,
             [](QStringView name) { return textFormFromName(name); });
    for (const QString& name : kinds) {
        if (const auto kind = annotatorKindFromName(name)) {
            options.annotatorKinds.append(*kind);
        } else {
            reader.fail(u"annotator_kinds", u"“%1” is no kind of annotator."_s.arg(name));
        }
    }
    PLUMBLINE_TRY(reader.finish());
    PLUMBLINE_ASSIGN(options.filter, itemFilterFromJson(filter));
    return options;
}

QJsonObject ExportReport::toJson() const
{
    QJsonObject reasons;
    for (auto it = skipped.cbegin(); it != skipped.cend(); ++it) {
        reasons.insert(it.key(), it.value());
    }
    QJsonArray list;
    for (const ExportedFile& file : files) {
        list.append(
            QJsonObject{{u"path"_s, file.path}, {u"bytes"_s, file.bytes}, {u"sha256"_s, file.sha256}});
    }
    return {
        {u"format"_s, format},   {u"items"_s, items}, {u"labels"_s, labels}, {u"records"_s, records},
        {u"skipped"_s, reasons}, {u"files"_s, list},  {u"card"_s, cardPath},
    };
}

ExportReport ExportReport::fromJson(const QJsonObject& object)
{
    ExportReport report;
    report.format = object.value(u"format"_s).toString();
    report.items = object.value(u"items"_s).toInteger();
    report.labels = object.value(u"labels"_s).toInteger();
    report.records = object.value(u"records"_s).toInteger();
    report.cardPath = object.value(u"card"_s).toString();
    const QJsonObject reasons = object.value(u"skipped"_s).toObject();
    for (auto it = reasons.constBegin(); it != reasons.constEnd(); ++it) {
        report.skipped.insert(it.key(), it.value().toInteger());
    }
    const QJsonArray list = object.value(u"files"_s).toArray();
    for (const QJsonValue& value : list) {
        const QJsonObject file = value.toObject();
        report.files.append({file.value(u"path"_s).toString(), file.value(u"bytes"_s).toInteger(),
                             file.value(u"sha256"_s).toString()});
    }
    return report;
}

QString ExportReport::toSentence() const
{
    QString text = u"Wrote %1 from %2 of %3."_s.arg(counted(records, u"record"_s),
                                                    counted(labels, u"label"_s), counted(items, u"item"_s));
    QStringList left;
    for (auto it = skipped.cbegin(); it != skipped.cend(); ++it) {
        left.append(u"%1 %2"_s.arg(it.value()).arg(skipReasonWords(it.key(), it.value())));
    }
    if (!left.isEmpty()) {
        text += u" Left out: %1."_s.arg(left.join(u", "));
    }
    return text;
}

QString skipReasonWords(const QString& reason, qint64 count)
{
    if (reason == "tie"_L1 && count == 1) {
        return u"tie"_s;
    }
    static const QMap<QString, QString> kWords{
        {u"tie"_s, u"ties"_s},
        {u"both_bad"_s, u"with both answers bad"_s},
        {u"no_majority"_s, u"without a majority"_s},
        {u"not_unanimous"_s, u"on which people disagree"_s},
        {u"no_label"_s, u"without a label"_s},
        {u"kind"_s, u"of a kind that the format has no place for"_s},
        {u"model"_s, u"whose models are not named or are the same"_s},
        {u"conversation"_s, u"whose conversation the format cannot hold"_s},
        {u"disliked"_s, u"with an answer that nobody liked"_s},
        {u"same_text"_s, u"whose two texts are the same"_s},
        {u"category"_s, u"with marks that the format has no category for"_s},
    };
    return kWords.value(reason, reason);
}

} // namespace plumbline
