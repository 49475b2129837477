#pragma once

#include "core/llm/llmendpoint.h"

#include <QList>

namespace plumbline {

/// What a new endpoint begins with for one kind of server.
struct EndpointPreset
{
    QString id;    ///< "openai", "vllm"…
    QString title; ///< the server's name
    QUrl baseUrl;
    QString keyName;
    QString modelHint; ///< what stands in the empty field
    QString hint;      ///< one sentence
    int inFlight = 16;
};

/// OpenAI, vLLM, llama.cpp, SGLang, Ollama, and any other that speaks the same.
[[nodiscard]] QList<EndpointPreset> endpointPresets();
/// The preset that an address looks like; the last one ("other") when it is none of them.
[[nodiscard]] qsizetype presetOf(const QUrl& baseUrl);

} // namespace plumbline
