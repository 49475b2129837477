#include "core/llm/rewardreply.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/json.h"
#include "core/llm/chatreply.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The body with Python's NaN, Infinity and -Infinity as null; as it is where there are none.
QByteArray withoutNaN(QByteArrayView body)
{
    static constexpr std::array<QByteArrayView, 3> kWords = {"NaN", "-Infinity", "Infinity"};
    QByteArray out;
    out.reserve(body.size());
    bool isInText = false;
    for (qsizetype at = 0; at < body.size();) {
        const char c = body[at];
        if (isInText && c == '\\' && at + 1 < body.size()) {
            out += c;
            out += body[at + 1];
            at += 2;
            continue;
        }
        isInText = c == '"' ? !isInText : isInText;
        const auto word = std::find_if(kWords.begin(), kWords.end(), [&](QByteArrayView known) {
            return body.sliced(at).startsWith(known);
        });
        if (!isInText && word != kWords.end()) {
            out += "null";
            at += word->size();
        } else {
            out += c;
            ++at;
        }
    }
    return out;
}

RewardEntry faulty(const QString& fault, const QJsonValue& said)
{
    return {std::nullopt, fault, said};
}

/// A number, or a list of one.
RewardEntry numberEntry(const QJsonValue& value, const QJsonValue& said)
{
    if (value.isArray() && value.toArray().size() == 1) {
        return numberEntry(value.toArray().first(), said);
    }
    if (value.isDouble() && std::isfinite(value.toDouble())) {
        return {value.toDouble(), {}, said};
    }
    if (value.isNull()) {
        return faulty(
            u"its reward is no number (NaN or nothing): the model may overflow in its precision; serve "
            u"it in bfloat16 or float32."_s,
            said);
    }
    if (value.isArray()) {
        return faulty(
            u"it has %1 numbers instead of one reward: this is a model of steps or tokens, or one with "
            u"several classes. Serve a model with one output, or choose a “label”."_s.arg(
                value.toArray().size()),
            said);
    }
    return faulty(u"its reward is no number."_s, said);
}

/// The class that a label names: the digits at its end; −1 for none.
int classOf(const QString& label)
{
    qsizetype at = label.size();
    while (at > 0 && label[at - 1].isDigit()) {
        --at;
    }
    bool isNumber = false;
    const int index = label.sliced(at).toInt(&isNumber);
    return isNumber ? index : -1;
}

RewardEntry severalClasses(qsizetype count, const QString& label, const QJsonValue& said)
{
    if (label.isEmpty()) {
        return faulty(
            u"the model has %1 classes, so none of its numbers is the reward. Choose whose counts in "
            u"the judge's option “label”, or serve a reward model."_s.arg(count),
            said);
    }
    return faulty(u"the model has no class “%1”."_s.arg(label), said);
}

/// probs or data of vLLM.
RewardEntry probsEntry(const QJsonValue& value, const QString& label, const QJsonValue& said)
{
    if (!value.isArray()) {
        return faulty(u"its numbers are missing."_s, said);
    }
    const QJsonArray probs = value.toArray();
    if (probs.size() == 1 || label.isEmpty()) {
        const bool isNested = !probs.isEmpty() && probs.first().isArray();
        return probs.size() > 1 && !isNested ? severalClasses(probs.size(), label, said)
                                             : numberEntry(value, said);
    }
    const int index = classOf(label);
    return index >= 0 && index < probs.size() ? numberEntry(probs[index], said)
                                              : severalClasses(probs.size(), label, said);
}

/// [{"label","score"}…] of TEI.
RewardEntry predictionEntry(const QJsonValue& value, const QString& label)
{
    const QJsonArray classes = value.toArray();
    if (classes.isEmpty()) {
        return faulty(u"its numbers are missing."_s, value);
    }
    if (classes.size() == 1) {
        return numberEntry(classes.first().toObject().value(u"score"_s), value);
    }
    for (const QJsonValue& each : classes) {
        const QJsonObject object = each.toObject();
        const QString name = object.value(u"label"_s).toString();
        const bool isNamed =
            !label.isEmpty() && (name == label || (classOf(label) >= 0 && classOf(label) == classOf(name)));
        if (isNamed) {
            return numberEntry(object.value(u"score"_s), value);
        }
    }
    return severalClasses(classes.size(), label, value);
}

/// Puts entries in the order of their "index"; false when they are not 0 … count − 1, each once.
template <typename Read>
bool readIndexed(const QJsonArray& list, qsizetype count, RewardReply& out, Read read)
{
    if (list.size() != count) {
        return false;
    }
    std::vector<std::optional<RewardEntry>> entries(static_cast<std::size_t>(count));
    for (qsizetype at = 0; at < count; ++at) {
        const QJsonObject object = list[at].toObject();
        const qint64 index = object.value(u"index"_s).toInteger(at);
        if (index < 0 || index >= count || entries[static_cast<std::size_t>(index)]) {
            return false;
        }
        entries[static_cast<std::size_t>(index)] = read(object);
    }
    for (std::optional<RewardEntry>& entry : entries) {
        out.entries.push_back(std::move(*entry));
    }
    return true;
}

bool readVllm(const QJsonObject& body, const RewardShape& shape, qsizetype count, RewardReply& out)
{
    out.model = body.value(u"model"_s).toString();
    out.id = body.value(u"id"_s).toString();
    if (body.value(u"usage"_s).isObject()) {
        out.usage = usageFromJson(body.value(u"usage"_s).toObject());
    }
    return readIndexed(body.value(u"data"_s).toArray(), count, out, [&](const QJsonObject& entry) {
        switch (shape.api) {
        case RewardApi::VllmScore:
            return numberEntry(entry.value(u"score"_s), entry);
        case RewardApi::VllmPooling:
            return probsEntry(entry.value(u"data"_s), shape.label, entry);
        default:
            return probsEntry(entry.value(u"probs"_s), shape.label, entry);
        }
    });
}

bool readPredictions(const QJsonArray& list, const RewardShape& shape, qsizetype count, RewardReply& out)
{
    if (count == 1 && !list.isEmpty() && list.first().isObject()) {
        out.entries.push_back(predictionEntry(list, shape.label)); // of a server that unwraps a single text
        return true;
    }
    if (list.size() != count) {
        return false;
    }
    for (const QJsonValue& each : list) {
        out.entries.push_back(predictionEntry(each, shape.label));
    }
    return true;
}

bool readRerank(const QJsonValue& body, qsizetype count, RewardReply& out)
{
    const QJsonArray list = body.isArray() ? body.toArray() : body.toObject().value(u"results"_s).toArray();
    return readIndexed(list, count, out, [](const QJsonObject& entry) {
        const QString key = entry.contains(u"score"_s) ? u"score"_s : u"relevance_score"_s;
        return numberEntry(entry.value(key), entry);
    });
}

bool readOpenRlhf(const QJsonObject& body, qsizetype count, RewardReply& out)
{
    const QString key = body.contains(u"rewards"_s) ? u"rewards"_s : u"scores"_s;
    const QJsonArray list = body.value(key).toArray();
    if (list.size() != count) {
        return false;
    }
    for (const QJsonValue& each : list) {
        out.entries.push_back(numberEntry(each, each));
    }
    return true;
}

/// The list that holds an entry for each text, to say how many there were.
qsizetype listSize(const QJsonValue& body)
{
    if (body.isArray()) {
        return body.toArray().size();
    }
    for (const QString& key : {u"data"_s, u"results"_s, u"rewards"_s, u"scores"_s}) {
        if (body.toObject().value(key).isArray()) {
            return body.toObject().value(key).toArray().size();
        }
    }
    return -1;
}

RewardReply failed(LlmError error)
{
    RewardReply out;
    out.error = std::move(error);
    return out;
}

} // namespace

LlmError badRewards(const LlmEndpoint& endpoint, RewardApi api, const QString& what)
{
    LlmError out = makeLlmError(LlmErrorKind::BadReply, endpoint);
    out.error.message = u"%1 answered something that is no reply of a reward server asked by “%2”: %3"_s.arg(
        endpoint.place(), rewardApiName(api), what);
    return out;
}

RewardReply readRewards(const LlmEndpoint& endpoint, const RewardShape& shape, qsizetype count,
                        QByteArrayView body)
{
    const auto bad = [&](const QString& what) {
        LlmError error = badRewards(endpoint, shape.api, what);
        constexpr qsizetype kExcerpt = 500;
        error.error.details = QString::fromUtf8(body.first(std::min(body.size(), kExcerpt))).simplified();
        return failed(std::move(error));
    };
    if (body.trimmed().isEmpty()) {
        return bad(u"nothing at all."_s);
    }
    Result<QJsonValue> json = parseJson(body);
    if (!json && (body.contains("NaN") || body.contains("Infinity"))) {
        json = parseJson(withoutNaN(body));
    }
    if (!json) {
        return bad(body.trimmed().startsWith('<') ? u"a web page."_s : json.error().message);
    }
    if (json->isObject() && isErrorBody(json->toObject())) {
        return failed(rewardError(endpoint, shape, errorInBody(endpoint, json->toObject())));
    }
    RewardReply out;
    bool isRead = false;
    switch (shape.api) {
    case RewardApi::VllmClassify:
    case RewardApi::VllmScore:
    case RewardApi::VllmPooling:
        isRead = readVllm(json->toObject(), shape, count, out);
        break;
    case RewardApi::TeiPredict:
        isRead = readPredictions(json->toArray(), shape, count, out);
        break;
    case RewardApi::Rerank:
        isRead = readRerank(*json, count, out);
        break;
    case RewardApi::OpenRlhf:
        isRead = readOpenRlhf(json->toObject(), count, out);
        break;
    }
    if (!isRead) {
        const qsizetype size = listSize(*json);
        return bad(
            size >= 0 && size != count
                ? u"%1 rewards for %2 texts."_s.arg(size).arg(count)
                : u"its list of rewards is missing, or names a text twice. Test the endpoint again."_s);
    }
    return out;
}

LlmError rewardError(const LlmEndpoint& endpoint, const RewardShape& shape, LlmError error)
{
    const QString place = endpoint.place();
    const QString words =
        error.serverMessage.isEmpty() ? QString() : u" It says: “%1”."_s.arg(error.serverMessage.left(200));
    const bool isTooLong = error.serverMessage.contains(u"tokens"_s);
    if (error.status == 413 && isTooLong) {
        error.kind = LlmErrorKind::ContextTooLong;
    }
    if (error.kind == LlmErrorKind::ContextTooLong) {
        error.error.message = u"A text is longer than the model at %1 can take. Allow it to be cut (option "
                              u"“truncate”), or serve a model with a longer context.%2"_s.arg(place, words);
    } else if (error.status == 413) {
        error.error.message = u"%1 does not take so much in one request.%2"_s.arg(place, words);
    } else if (error.status == 422) {
        error.error.message =
            u"%1 could not work on the request: its tokenizer or its check of the fields refused "
            u"it.%2"_s.arg(place, words);
    } else if (error.status == 424) {
        error.kind = LlmErrorKind::ServerError;
        error.error.message =
            u"The model behind %1 failed. Its log tells why; it may lack memory.%2"_s.arg(place, words);
    } else if (error.status == 404 || error.status == 405) {
        error.kind = LlmErrorKind::NotFound;
        error.error.message =
            u"%1 has no address “%2”: it may be another kind of reward server, or serve another "
            u"model. Test the endpoint to find out which.%3"_s.arg(
                place, rewardUrl(endpoint, shape.api).path(), words);
    }
    return error;
}

bool isWorthSplitting(const LlmError& error)
{
    return error.status == 400 || error.status == 413 || error.status == 422 ||
           error.kind == LlmErrorKind::ContextTooLong;
}

} // namespace plumbline
