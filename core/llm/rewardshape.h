#pragma once

#include "core/llm/llmendpoint.h"
#include "core/llm/llmrequest.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace plumbline {

/// Ways of servers to give a text a number.
enum class RewardApi {
    VllmClassify, ///< POST /classify of vLLM
    VllmScore,    ///< POST /score of vLLM: a prompt and a response as a pair
    VllmPooling,  ///< POST /pooling of vLLM, task "classify"
    TeiPredict,   ///< POST /predict of text-embeddings-inference
    Rerank,       ///< POST /rerank of text-embeddings-inference
    OpenRlhf,     ///< POST /get_reward of OpenRLHF
};

/// How a prompt and a response are handed over.
enum class RewardInput {
    Text,         ///< one text by the shape's pattern
    Conversation, ///< messages, which the server puts into the model's own chat template; one in a request
    Pair,         ///< two texts side by side
};

/// What a reward server is asked, beyond its address.
struct RewardShape
{
    RewardApi api = RewardApi::VllmClassify;
    RewardInput input = RewardInput::Text;
    QString pattern = defaultPattern(); ///< of Text: {prompt} and {response} are replaced, once each
    bool isRaw = true;                  ///< the model's own number, without sigmoid or softmax
    bool isCut = false;                 ///< the server may cut texts that are too long; else it refuses them
    QString label; ///< of a model with several classes: whose number counts ("LABEL_1" or "1")

    bool operator==(const RewardShape&) const = default;

    [[nodiscard]] static QString defaultPattern();
    /// Whether the API can be handed the input this way, and the rest is sound. InvalidArgument names the
    /// field.
    [[nodiscard]] Result<void> check() const;
    /// Whether all texts of a request share one prompt.
    [[nodiscard]] bool sharesPrompt() const { return api == RewardApi::Rerank; }
    [[nodiscard]] QJsonObject toJson() const;
    /// Reads what toJson() wrote, and checks it. What is missing keeps its default; a missing input is the
    /// one that fits the API.
    [[nodiscard]] static Result<RewardShape> fromJson(const QJsonObject& object);
};

/// "vllm-classify", "vllm-score", "vllm-pooling", "tei-predict", "rerank", "openrlhf".
[[nodiscard]] QString rewardApiName(RewardApi api);
[[nodiscard]] std::optional<RewardApi> rewardApiFromName(QStringView name);
/// The input that fits an API: Pair for score and rerank, else Text.
[[nodiscard]] RewardInput usualInput(RewardApi api);

/// The address: these servers have it beside "/v1", not below it.
[[nodiscard]] QUrl rewardUrl(const LlmEndpoint& endpoint, RewardApi api);
/// The same for another path ("info").
[[nodiscard]] QUrl besideV1(const LlmEndpoint& endpoint, const QString& path);

/// What is judged: the last message, and what stands before it.
struct RewardText
{
    QList<LlmMessage> messages; ///< all of them, the response last
    QString prompt;             ///< one message as it is; several by blank lines, with their roles
    QString response;
};
[[nodiscard]] RewardText rewardText(const LlmRequest& request);

/// The body of a request. `texts` is one text for conversations, and all have the same prompt where
/// sharesPrompt(). TEI takes a flat list of two texts for one pair; so lists are always nested there.
[[nodiscard]] QByteArray rewardBody(const LlmEndpoint& endpoint, const RewardShape& shape,
                                    const QList<RewardText>& texts);

} // namespace plumbline
