#include "core/exchange/trlimporter.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/exchange/conversationtext.h"

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCellLength = 80;

Error invalid(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

QList<ImportTarget> targetsOf(TrlFormat::Variant variant)
{
    switch (variant) {
    case TrlFormat::Variant::Preference:
    case TrlFormat::Variant::Implicit:
        return {{SchemaDefinition::builtIn(ItemKind::Pairwise), u"Imported pairs"_s}};
    case TrlFormat::Variant::Unpaired:
    case TrlFormat::Variant::PromptCompletion:
        break;
    }
    return {{SchemaDefinition::builtIn(ItemKind::Reaction), u"Imported answers"_s}};
}

/// Which of two answers stands first in the item: decided by their texts, so that the place says nothing of
/// the label.
bool standsFirst(const QStringList& turns, const QStringList& other)
{
    const QByteArray left = turns.join(u'\n').toUtf8();
    const QByteArray right = other.join(u'\n').toUtf8();
    const quint64 leftHash = stableHash(left);
    const quint64 rightHash = stableHash(right);
    return leftHash != rightHash ? leftHash < rightHash : left < right;
}

QString annotatorOf(const QJsonObject& object)
{
    if (object.value(u"annotator"_s).isString()) {
        return object.value(u"annotator"_s).toString();
    }
    const QJsonArray several = object.value(u"annotators"_s).toArray();
    return several.size() == 1 ? several.at(0).toString() : QString();
}

Result<bool> readLabel(const QJsonValue& value, const QString& field)
{
    if (value.isBool()) {
        return value.toBool();
    }
    const qint64 number = value.isDouble() ? value.toInteger(-1) : -1;
    if (number != 0 && number != 1) {
        return invalid(u"The label must be true or false."_s, field);
    }
    return number == 1;
}

} // namespace

TrlImporter::TrlImporter(const ImportOptions& options, TrlFormat::Variant variant)
    : ItemImporter(options, targetsOf(variant))
    , m_variant(variant)
{
}

/// A field as messages: a list of messages as it stands; a text as one message of `role`, or, when it is a
/// whole conversation, as its messages.
Result<QList<Message>> TrlImporter::conversation(const QJsonObject& object, const QString& id,
                                                 const QString& role) const
{
    const QString name = column(id);
    const QJsonValue value = object.value(name);
    if (value.isUndefined()) {
        return invalid(u"The column “%1” is missing. Name the column that holds it."_s.arg(name), name);
    }
    if (value.isArray()) {
        if (value.toArray().isEmpty()) {
            return invalid(u"The list of messages is empty."_s, name);
        }
        return messagesFromJson(value, name);
    }
    if (!value.isString()) {
        return invalid(u"A text or a list of messages was expected here."_s, name);
    }
    const QString text = value.toString();
    if (role != "assistant"_L1 || m_variant == TrlFormat::Variant::Implicit) {
        if (const std::optional<QList<Message>> messages = splitConversationText(text)) {
            return *messages;
        }
    }
    if (m_variant == TrlFormat::Variant::Implicit) {
        return invalid(
            u"A whole conversation was expected here: a list of messages, or a text that begins with "
            "“\\n\\nHuman:”."_s,
            name);
    }
    return QList<Message>{{role, text}};
}

void TrlImporter::keepRest(const QJsonObject& object, ItemRecord& record) const
{
    QStringList known{u"annotator"_s,    u"annotators"_s,     u"item"_s,
                      u"chosen_model"_s, u"rejected_model"_s, u"model"_s};
    for (const QString& id :
         {u"prompt"_s, u"chosen"_s, u"rejected"_s, u"completion"_s, u"label"_s, u"margin"_s}) {
        known.append(column(id));
    }
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        if (!known.contains(it.key())) {
            record.item.meta.insert(it.key(), it.value());
        }
    }
}

Result<void> TrlImporter::readPair(const QJsonObject& object, ItemRecord& record) const
{
    QList<Message> prompt;
    if (m_variant == TrlFormat::Variant::Preference) {
        PLUMBLINE_ASSIGN(prompt, conversation(object, u"prompt"_s, u"user"_s));
    }
    PLUMBLINE_ASSIGN(const QList<Message> chosen, conversation(object, u"chosen"_s, u"assistant"_s));
    PLUMBLINE_ASSIGN(const QList<Message> rejected, conversation(object, u"rejected"_s, u"assistant"_s));
    PLUMBLINE_ASSIGN(const ConversationPair pair, partConversations(prompt + chosen, prompt + rejected));
    const bool isChosenFirst = standsFirst(pair.first, pair.second);
    Response better;
    better.turns = pair.first;
    better.model = object.value(u"chosen_model"_s).toString();
    Response worse;
    worse.turns = pair.second;
    worse.model = object.value(u"rejected_model"_s).toString();
    record.item.kind = ItemKind::Pairwise;
    record.item.prompt.messages = pair.prompt;
    record.item.responses = isChosenFirst ? QList<Response>{better, worse} : QList<Response>{worse, better};

    const QString marginName = column(u"margin"_s);
    const QJsonValue marginValue = object.value(marginName);
    if (!marginValue.isUndefined() && !marginValue.isNull() && !marginValue.isDouble()) {
        return invalid(u"The margin must be a number."_s, marginName);
    }
    const double margin = marginValue.toDouble(1);
    if (margin < 0) {
        return invalid(u"The margin is below 0: then the rejected answer would be the better one."_s,
                       marginName);
    }
    ImportedLabel label;
    label.annotator = annotatorOf(object);
    const int strength = margin == 0 ? 0 : margin < 1.5 ? 1 : 2;
    Preference preference;
    preference.aspect = u"overall"_s;
    preference.margin = isChosenFirst ? strength : -strength;
    label.content.preferences = {preference};
    if (margin != strength) {
        label.content.extra = {{u"margin"_s, margin}};
    }
    record.labels = {label};
    record.cells = {record.item.prompt.lastUserText().left(kCellLength), better.text().left(kCellLength),
                    worse.text().left(kCellLength),
                    marginValue.isDouble() ? QString::number(margin) : QString(), label.annotator};
    return {};
}

Result<void> TrlImporter::readSingle(const QJsonObject& object, ItemRecord& record) const
{
    PLUMBLINE_ASSIGN(const QList<Message> prompt, conversation(object, u"prompt"_s, u"user"_s));
    PLUMBLINE_ASSIGN(const QList<Message> completion, conversation(object, u"completion"_s, u"assistant"_s));
    QList<Message> messages = prompt;
    Response response;
    response.model = object.value(u"model"_s).toString();
    for (const Message& message : completion) {
        if (message.role == "assistant"_L1) {
            response.turns.append(message.content);
        } else {
            messages.append(message);
        }
    }
    if (completion.last().role != "assistant"_L1) {
        return invalid(u"The completion does not end with an answer of the assistant."_s,
                       column(u"completion"_s));
    }
    record.item.prompt.messages = messages;
    record.item.responses = {response};
    record.item.kind = ItemKind::Reaction;
    record.cells = {record.item.prompt.lastUserText().left(kCellLength), response.text().left(kCellLength)};
    bool isGood = true; // a completion to learn from is one that somebody liked
    if (m_variant == TrlFormat::Variant::Unpaired) {
        const QString labelName = column(u"label"_s);
        PLUMBLINE_ASSIGN(isGood, readLabel(object.value(labelName), labelName));
        record.cells.append(isGood ? u"true"_s : u"false"_s);
    }
    ImportedLabel label;
    label.annotator = annotatorOf(object);
    label.content.reaction = isGood ? 1 : -1;
    record.labels = {label};
    record.cells.append(label.annotator);
    return {};
}

Result<std::unique_ptr<ImportRecord>> TrlImporter::parse(const RawRecord& raw)
{
    PLUMBLINE_ASSIGN(const QJsonObject object, parseJsonObject(raw.text));
    std::unique_ptr<ItemRecord> record = newRecord(raw);
    const bool isPair =
        m_variant == TrlFormat::Variant::Preference || m_variant == TrlFormat::Variant::Implicit;
    PLUMBLINE_TRY(isPair ? readPair(object, *record) : readSingle(object, *record));
    keepRest(object, *record);
    PLUMBLINE_TRY(checkLabels(*record));
    return std::unique_ptr<ImportRecord>(std::move(record));
}

QStringList TrlImporter::columns() const
{
    switch (m_variant) {
    case TrlFormat::Variant::Preference:
    case TrlFormat::Variant::Implicit:
        return {u"prompt"_s, u"chosen"_s, u"rejected"_s, u"margin"_s, u"annotator"_s};
    case TrlFormat::Variant::Unpaired:
        return {u"prompt"_s, u"completion"_s, u"label"_s, u"annotator"_s};
    case TrlFormat::Variant::PromptCompletion:
        break;
    }
    return {u"prompt"_s, u"completion"_s, u"annotator"_s};
}

} // namespace plumbline
