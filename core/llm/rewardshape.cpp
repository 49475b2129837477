#include "core/llm/rewardshape.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/json.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ApiRow
{
    RewardApi api;
    QLatin1StringView name;
    QLatin1StringView path;
};

constexpr std::array<ApiRow, 6> kApis = {{
    {RewardApi::VllmClassify, "vllm-classify"_L1, "classify"_L1},
    {RewardApi::VllmScore, "vllm-score"_L1, "score"_L1},
    {RewardApi::VllmPooling, "vllm-pooling"_L1, "pooling"_L1},
    {RewardApi::TeiPredict, "tei-predict"_L1, "predict"_L1},
    {RewardApi::Rerank, "rerank"_L1, "rerank"_L1},
    {RewardApi::OpenRlhf, "openrlhf"_L1, "get_reward"_L1},
}};

constexpr std::array<std::pair<QLatin1StringView, RewardInput>, 3> kInputs = {{
    {"text"_L1, RewardInput::Text},
    {"conversation"_L1, RewardInput::Conversation},
    {"pair"_L1, RewardInput::Pair},
}};

QString inputName(RewardInput input)
{
    for (const auto& [name, value] : kInputs) {
        if (value == input) {
            return name;
        }
    }
    return {};
}

bool takes(RewardApi api, RewardInput input)
{
    switch (api) {
    case RewardApi::VllmClassify:
    case RewardApi::VllmPooling:
        return input != RewardInput::Pair;
    case RewardApi::TeiPredict:
        return input != RewardInput::Conversation;
    case RewardApi::VllmScore:
    case RewardApi::Rerank:
        return input == RewardInput::Pair;
    case RewardApi::OpenRlhf:
        return input == RewardInput::Text;
    }
    return false;
}

/// The pattern with both fields put in; in one pass, so that a text that holds "{response}" stays a text.
QString filled(const QString& pattern, const RewardText& text)
{
    const QString promptField = u"{prompt}"_s;
    const QString responseField = u"{response}"_s;
    QString out;
    for (qsizetype at = 0; at < pattern.size();) {
        const QStringView rest = QStringView(pattern).sliced(at);
        if (rest.startsWith(promptField)) {
            out += text.prompt;
            at += promptField.size();
        } else if (rest.startsWith(responseField)) {
            out += text.response;
            at += responseField.size();
        } else {
            out += pattern[at++];
        }
    }
    return out;
}

QJsonArray messagesOf(const RewardText& text)
{
    QJsonArray out;
    for (const LlmMessage& message : text.messages) {
        out.append(QJsonObject{{u"role"_s, message.role}, {u"content"_s, message.text}});
    }
    return out;
}

QJsonArray each(const QList<RewardText>& texts, QString (*of)(const RewardText&))
{
    QJsonArray out;
    for (const RewardText& text : texts) {
        out.append(of(text));
    }
    return out;
}

QString promptOf(const RewardText& text)
{
    return text.prompt;
}

QString responseOf(const RewardText& text)
{
    return text.response;
}

QJsonObject poolingBody(const LlmEndpoint& endpoint, const RewardShape& shape, const QList<RewardText>& texts)
{
    QJsonObject body{{u"model"_s, endpoint.model}};
    if (shape.input == RewardInput::Conversation) {
        body.insert(u"messages"_s, messagesOf(texts.first()));
    } else {
        QJsonArray input;
        for (const RewardText& text : texts) {
            input.append(filled(shape.pattern, text));
        }
        body.insert(u"input"_s, input);
    }
    if (shape.api == RewardApi::VllmPooling) {
        body.insert(u"task"_s, u"classify"_s);
        body.insert(u"encoding_format"_s, u"float"_s);
    }
    body.insert(u"use_activation"_s, !shape.isRaw);
    return body;
}

QJsonObject predictBody(const RewardShape& shape, const QList<RewardText>& texts)
{
    QJsonArray inputs;
    for (const RewardText& text : texts) {
        inputs.append(shape.input == RewardInput::Pair ? QJsonArray{text.prompt, text.response}
                                                       : QJsonArray{filled(shape.pattern, text)});
    }
    return {{u"inputs"_s, inputs}};
}

QJsonObject bodyOf(const LlmEndpoint& endpoint, const RewardShape& shape, const QList<RewardText>& texts)
{
    QJsonObject body;
    switch (shape.api) {
    case RewardApi::VllmClassify:
    case RewardApi::VllmPooling:
        body = poolingBody(endpoint, shape, texts);
        break;
    case RewardApi::VllmScore:
        body = {{u"model"_s, endpoint.model},
                {u"queries"_s, each(texts, promptOf)},
                {u"documents"_s, each(texts, responseOf)},
                {u"use_activation"_s, !shape.isRaw}};
        break;
    case RewardApi::TeiPredict:
        body = predictBody(shape, texts);
        break;
    case RewardApi::Rerank:
        body = {{u"query"_s, texts.first().prompt}, {u"texts"_s, each(texts, responseOf)}};
        break;
    case RewardApi::OpenRlhf: {
        QJsonArray queries;
        for (const RewardText& text : texts) {
            queries.append(filled(shape.pattern, text));
        }
        return {{u"query"_s, queries}, {u"prompts"_s, each(texts, promptOf)}};
    }
    }
    const bool isTei = shape.api == RewardApi::TeiPredict || shape.api == RewardApi::Rerank;
    if (isTei) {
        body.insert(u"raw_scores"_s, shape.isRaw);
        body.insert(u"truncate"_s, shape.isCut);
    } else if (shape.isCut) {
        body.insert(u"truncate_prompt_tokens"_s, -1);
    }
    return body;
}

Error invalid(const QString& field, const QString& sentence)
{
    return makeError(ErrorCode::InvalidArgument, sentence, field);
}

} // namespace

QString RewardShape::defaultPattern()
{
    return u"{prompt}\n\n{response}"_s;
}

Result<void> RewardShape::check() const
{
    if (!takes(api, input)) {
        return invalid(u"input"_s, u"A reward server that is asked by “%1” cannot be handed a “%2”."_s.arg(
                                       rewardApiName(api), inputName(input)));
    }
    if (input == RewardInput::Text && !pattern.contains(u"{response}"_s)) {
        return invalid(u"pattern"_s,
                       u"The pattern must hold {response}, or the server would judge the same text "
                       u"for every response."_s);
    }
    return {};
}

QJsonObject RewardShape::toJson() const
{
    QJsonObject out{{u"api"_s, rewardApiName(api)},
                    {u"input"_s, inputName(input)},
                    {u"raw"_s, isRaw},
                    {u"truncate"_s, isCut}};
    if (input == RewardInput::Text) {
        out.insert(u"pattern"_s, pattern);
    }
    if (!label.isEmpty()) {
        out.insert(u"label"_s, label);
    }
    return out;
}

Result<RewardShape> RewardShape::fromJson(const QJsonObject& object)
{
    RewardShape out;
    const auto api = rewardApiFromName(object.value(u"api"_s).toString());
    if (!api) {
        QStringList names;
        for (const ApiRow& row : kApis) {
            names << row.name;
        }
        return invalid(u"api"_s,
                       u"“api” of a reward server must be one of %1. A test of the endpoint finds out "
                       u"which."_s.arg(names.join(u", "_s)));
    }
    out.api = *api;
    out.input = usualInput(out.api);
    if (object.contains(u"input"_s)) {
        const QString wanted = object.value(u"input"_s).toString();
        const auto* found = std::find_if(kInputs.begin(), kInputs.end(),
                                         [&](const auto& row) { return row.first == wanted; });
        if (found == kInputs.end()) {
            return invalid(u"input"_s, u"“input” must be one of text, conversation, pair."_s);
        }
        out.input = found->second;
    }
    out.pattern = object.value(u"pattern"_s).toString(out.pattern);
    out.isRaw = object.value(u"raw"_s).toBool(out.isRaw);
    out.isCut = object.value(u"truncate"_s).toBool(out.isCut);
    out.label = object.value(u"label"_s).toString();
    PLUMBLINE_TRY(out.check());
    return out;
}

QString rewardApiName(RewardApi api)
{
    for (const ApiRow& row : kApis) {
        if (row.api == api) {
            return row.name;
        }
    }
    return {};
}

std::optional<RewardApi> rewardApiFromName(QStringView name)
{
    for (const ApiRow& row : kApis) {
        if (row.name == name) {
            return row.api;
        }
    }
    return std::nullopt;
}

RewardInput usualInput(RewardApi api)
{
    return takes(api, RewardInput::Text) ? RewardInput::Text : RewardInput::Pair;
}

QUrl besideV1(const LlmEndpoint& endpoint, const QString& path)
{
    QUrl url = endpoint.baseUrl;
    QString base = url.path();
    while (base.endsWith(u'/')) {
        base.chop(1);
    }
    if (base.endsWith(u"/v1"_s)) {
        base.chop(3);
    }
    url.setPath(base + u'/' + path);
    return url;
}

QUrl rewardUrl(const LlmEndpoint& endpoint, RewardApi api)
{
    for (const ApiRow& row : kApis) {
        if (row.api == api) {
            return besideV1(endpoint, row.path);
        }
    }
    return {};
}

RewardText rewardText(const LlmRequest& request)
{
    RewardText out;
    out.messages = request.messages;
    if (out.messages.isEmpty()) {
        return out;
    }
    out.response = out.messages.last().text;
    const qsizetype before = out.messages.size() - 1;
    if (before == 1) {
        out.prompt = out.messages.first().text;
        return out;
    }
    QStringList parts;
    for (qsizetype at = 0; at < before; ++at) {
        parts << out.messages[at].role + u": "_s + out.messages[at].text;
    }
    out.prompt = parts.join(u"\n\n"_s);
    return out;
}

QByteArray rewardBody(const LlmEndpoint& endpoint, const RewardShape& shape, const QList<RewardText>& texts)
{
    Q_ASSERT(!texts.isEmpty());
    return canonicalJson(bodyOf(endpoint, shape, texts));
}

} // namespace plumbline
