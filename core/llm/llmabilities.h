#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace plumbline {

/// How a server is asked for JSON of a given shape; which one it understands is found out by LlmProbe.
enum class StructuredMode {
    Unknown,           ///< not probed yet; asked for as JsonSchema
    JsonSchema,        ///< response_format json_schema (OpenAI, newer vLLM, SGLang, Ollama, llama.cpp)
    JsonObjectSchema,  ///< response_format json_object with a schema beside it (older llama.cpp)
    StructuredOutputs, ///< vLLM's field structured_outputs
    GuidedJson,        ///< older vLLM's field guided_json
    JsonObject,        ///< response_format json_object: some JSON, the shape is asked for in words
    None,              ///< in words only
};

/// The field that bounds the length of a reply. Both at once is an error for some servers.
enum class TokenLimitField {
    MaxTokens,           ///< max_tokens: what most servers read
    MaxCompletionTokens, ///< max_completion_tokens: what reasoning models of OpenAI insist on
};

/// What a server was found to understand. Remembered with the endpoint, so that it is asked once.
struct LlmAbilities
{
    StructuredMode structured = StructuredMode::Unknown;
    TokenLimitField limitField = TokenLimitField::MaxTokens;
    bool hasLogprobs = true;
    bool hasTemperature = true; ///< false: temperature and top_p are refused, as by reasoning models
    bool hasSeed = true;
    bool hasStreamUsage = true; ///< understands stream_options.include_usage
    QString answeredModel;      ///< the model's name in the server's own reply; may differ from the one asked
    QDateTime probedAt;         ///< invalid: never

    bool operator==(const LlmAbilities&) const = default;

    [[nodiscard]] QJsonObject toJson() const;
    /// Reads what toJson() wrote; what is missing or of another kind keeps its default.
    [[nodiscard]] static LlmAbilities fromJson(const QJsonObject& object);
};

/// "json_schema", "json_object_schema", "structured_outputs", "guided_json", "json_object", "none",
/// "unknown".
[[nodiscard]] QString structuredModeName(StructuredMode mode);
/// The mode of a name; Unknown for any other text.
[[nodiscard]] StructuredMode structuredModeFromName(const QString& name);

} // namespace plumbline
