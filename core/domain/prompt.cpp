#include "core/domain/prompt.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/domain/excerpt.h"
#include "core/domain/fieldreader.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<QStringView, 4> kRoles{u"system", u"user", u"assistant", u"tool"};

Message readMessage(FieldReader& reader)
{
    Message message;
    reader.require("role"_L1);
    reader.require("content"_L1);
    reader.read("role"_L1, message.role);
    reader.read("content"_L1, message.content);
    if (!reader.hasFailed() && std::find(kRoles.begin(), kRoles.end(), message.role) == kRoles.end()) {
        reader.fail(u"role", u"The role “%1” is not known; use system, user, assistant or tool."_s.arg(
                                 excerpt(message.role)));
    }
    return message;
}

Passage readPassage(FieldReader& reader)
{
    Passage passage;
    reader.read("title"_L1, passage.title);
    reader.require("sentences"_L1);
    reader.read("sentences"_L1, passage.sentences);
    return passage;
}

QJsonArray passagesToJson(const QList<Passage>& passages)
{
    QJsonArray array;
    for (const Passage& passage : passages) {
        QJsonObject object;
        if (!passage.title.isEmpty()) {
            object.insert("title"_L1, passage.title);
        }
        object.insert("sentences"_L1, QJsonArray::fromStringList(passage.sentences));
        array.append(object);
    }
    return array;
}

/// The messages that answer one user message, when turns are put into a conversation.
struct Segment
{
    qsizetype begin = 0; ///< the user message; 0 for the segment before the first one
    qsizetype end = 0;
};

/// Cuts messages before every user message but the first, so that each segment holds at most one.
QList<Segment> userSegments(const QList<Message>& messages)
{
    QList<Segment> segments;
    bool hasUser = false;
    qsizetype begin = 0;
    for (qsizetype index = 0; index < messages.size(); ++index) {
        if (messages.at(index).role != "user"_L1) {
            continue;
        }
        if (hasUser) {
            segments.append({begin, index});
            begin = index;
        }
        hasUser = true;
    }
    segments.append({begin, messages.size()});
    return segments;
}

} // namespace

QByteArray Prompt::hash() const
{
    return contentHash({canonicalJson(toJson())});
}

QString Prompt::lastUserText() const
{
    const auto isUser = [](const Message& message) { return message.role == "user"_L1; };
    const auto found = std::find_if(messages.crbegin(), messages.crend(), isUser);
    if (found != messages.crend()) {
        return found->content;
    }
    return messages.isEmpty() ? QString() : messages.last().content;
}

QJsonObject Prompt::toJson() const
{
    QJsonObject object{{"messages"_L1, messagesToJson(messages)}};
    if (!category.isEmpty()) {
        object.insert("category"_L1, category);
    }
    if (!references.isEmpty()) {
        object.insert("references"_L1, QJsonArray::fromStringList(references));
    }
    if (!passages.isEmpty()) {
        object.insert("passages"_L1, passagesToJson(passages));
    }
    if (!meta.isEmpty()) {
        object.insert("meta"_L1, meta);
    }
    return object;
}

Result<Prompt> Prompt::fromJson(const QJsonObject& object)
{
    Prompt prompt;
    FieldReader reader(object);
    reader.require("messages"_L1);
    reader.readList("messages"_L1, prompt.messages, readMessage);
    reader.read("category"_L1, prompt.category);
    reader.read("references"_L1, prompt.references);
    reader.readList("passages"_L1, prompt.passages, readPassage);
    reader.read("meta"_L1, prompt.meta);
    if (!reader.hasFailed() && prompt.messages.isEmpty()) {
        reader.fail(u"messages", u"A prompt needs at least one message."_s);
    }
    PLUMBLINE_TRY(reader.finish());
    return prompt;
}

const QString& Response::text() const
{
    static const QString kNone;
    return turns.isEmpty() ? kNone : turns.constLast();
}

QByteArray Response::hash(const QByteArray& promptHash) const
{
    return contentHash({promptHash, canonicalJson(toJson())});
}

QJsonObject Response::toJson() const
{
    QJsonObject object{{"model"_L1, model}};
    if (turns.size() == 1) {
        object.insert("text"_L1, turns.constFirst());
    } else {
        object.insert("turns"_L1, QJsonArray::fromStringList(turns));
    }
    if (!meta.isEmpty()) {
        object.insert("meta"_L1, meta);
    }
    return object;
}

Result<Response> Response::fromJson(const QJsonObject& object)
{
    Response response;
    FieldReader reader(object);
    reader.read("model"_L1, response.model);
    reader.read("meta"_L1, response.meta);
    reader.read("turns"_L1, response.turns);
    if (reader.has("text"_L1)) {
        if (reader.has("turns"_L1)) {
            reader.fail(u"text", u"A response has either “text” or “turns”, not both."_s);
        }
        QString text;
        reader.read("text"_L1, text);
        response.turns = {text};
    }
    if (!reader.hasFailed() && response.turns.isEmpty()) {
        reader.fail(reader.has("turns"_L1) ? u"turns" : u"text", u"A response needs its text."_s);
    }
    PLUMBLINE_TRY(reader.finish());
    return response;
}

QList<Message> conversation(const Prompt& prompt, const Response& response)
{
    const QList<Segment> segments = userSegments(prompt.messages);
    const QStringList& turns = response.turns;
    const qsizetype firstAnswered = std::max<qsizetype>(0, segments.size() - turns.size());
    qsizetype nextTurn = 0;
    QList<Message> messages;
    for (qsizetype index = 0; index < segments.size(); ++index) {
        const bool isAnswered = index >= firstAnswered;
        const bool isLast = index + 1 == segments.size();
        for (qsizetype at = segments.at(index).begin; at < segments.at(index).end; ++at) {
            // A turn of the response stands in place of the answer that the prompt brought along.
            if (isAnswered && !isLast && prompt.messages.at(at).role == "assistant"_L1) {
                continue;
            }
            messages.append(prompt.messages.at(at));
        }
        const qsizetype wanted = turns.size() - (segments.size() - 1 - index);
        for (; isAnswered && nextTurn < wanted; ++nextTurn) {
            messages.append({u"assistant"_s, turns.at(nextTurn)});
        }
    }
    return messages;
}

QList<Message> commonPrefix(const Prompt& prompt, const Response& first, const Response& second)
{
    QList<Message> left = conversation(prompt, first);
    QList<Message> right = conversation(prompt, second);
    if (!first.turns.isEmpty()) {
        left.removeLast();
    }
    if (!second.turns.isEmpty()) {
        right.removeLast();
    }
    const auto differ = std::mismatch(left.cbegin(), left.cend(), right.cbegin(), right.cend());
    left.resize(std::distance(left.cbegin(), differ.first));
    return left;
}

QJsonArray messagesToJson(const QList<Message>& messages)
{
    QJsonArray array;
    for (const Message& message : messages) {
        array.append(QJsonObject{{"role"_L1, message.role}, {"content"_L1, message.content}});
    }
    return array;
}

Result<QList<Message>> messagesFromJson(const QJsonValue& value, const QString& field)
{
    if (!value.isArray()) {
        return makeError(ErrorCode::InvalidData, u"A list of messages was expected here."_s, field);
    }
    const QJsonObject object{{field, value}};
    QList<Message> messages;
    FieldReader reader(object);
    const QByteArray key = field.toLatin1();
    reader.readList(QLatin1StringView(key), messages, readMessage);
    PLUMBLINE_TRY(reader.finish());
    return messages;
}

} // namespace plumbline
