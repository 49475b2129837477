#include "core/llm/llmabilities.h"

#include <array>
#include <utility>

#include "core/base/clock.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<std::pair<StructuredMode, QLatin1StringView>, 7> kModeNames = {
    {{StructuredMode::Unknown, "unknown"_L1},
     {StructuredMode::JsonSchema, "json_schema"_L1},
     {StructuredMode::JsonObjectSchema, "json_object_schema"_L1},
     {StructuredMode::StructuredOutputs, "structured_outputs"_L1},
     {StructuredMode::GuidedJson, "guided_json"_L1},
     {StructuredMode::JsonObject, "json_object"_L1},
     {StructuredMode::None, "none"_L1}}};

} // namespace

QString structuredModeName(StructuredMode mode)
{
    for (const auto& [value, name] : kModeNames) {
        if (value == mode) {
            return name;
        }
    }
    return u"unknown"_s;
}

StructuredMode structuredModeFromName(const QString& name)
{
    for (const auto& [value, known] : kModeNames) {
        if (known == name) {
            return value;
        }
    }
    return StructuredMode::Unknown;
}

QJsonObject LlmAbilities::toJson() const
{
    QJsonObject out{{u"structured"_s, structuredModeName(structured)},
                    {u"limit_field"_s,
                     limitField == TokenLimitField::MaxTokens ? u"max_tokens"_s : u"max_completion_tokens"_s},
                    {u"logprobs"_s, hasLogprobs},
                    {u"temperature"_s, hasTemperature},
                    {u"seed"_s, hasSeed},
                    {u"stream_usage"_s, hasStreamUsage}};
    if (!answeredModel.isEmpty()) {
        out.insert(u"answered_model"_s, answeredModel);
    }
    if (probedAt.isValid()) {
        out.insert(u"probed_at"_s, toIsoUtc(probedAt));
    }
    return out;
}

LlmAbilities LlmAbilities::fromJson(const QJsonObject& object)
{
    LlmAbilities out;
    out.structured = structuredModeFromName(object.value(u"structured"_s).toString());
    out.limitField = object.value(u"limit_field"_s).toString() == u"max_completion_tokens"_s
                         ? TokenLimitField::MaxCompletionTokens
                         : TokenLimitField::MaxTokens;
    out.hasLogprobs = object.value(u"logprobs"_s).toBool(out.hasLogprobs);
    out.hasTemperature = object.value(u"temperature"_s).toBool(out.hasTemperature);
    out.hasSeed = object.value(u"seed"_s).toBool(out.hasSeed);
    out.hasStreamUsage = object.value(u"stream_usage"_s).toBool(out.hasStreamUsage);
    out.answeredModel = object.value(u"answered_model"_s).toString();
    out.probedAt = fromIsoUtc(object.value(u"probed_at"_s).toString());
    return out;
}

} // namespace plumbline
