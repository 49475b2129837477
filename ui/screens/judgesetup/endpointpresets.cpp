#include "ui/screens/judgesetup/endpointpresets.h"

#include <QCoreApplication>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("EndpointPresets", text);
}

} // namespace

QList<EndpointPreset> endpointPresets()
{
    return {
        {u"openai"_s, u"OpenAI"_s, QUrl(u"https://api.openai.com/v1"_s), u"openai"_s,
         tr("for example gpt-4.1-mini"),
         tr("Each request is paid: give the prices, so that a run can be estimated and stopped."), 16},
        {u"vllm"_s,
         u"vLLM"_s,
         QUrl(u"http://localhost:8000/v1"_s),
         {},
         tr("the name that vllm serve was given"),
         tr("Works through many requests at once."),
         64},
        {u"llamacpp"_s,
         u"llama.cpp"_s,
         QUrl(u"http://localhost:8080/v1"_s),
         {},
         tr("any name: the server has one model"),
         tr("As many at once as the server has slots (--parallel)."),
         4},
        {u"sglang"_s,
         u"SGLang"_s,
         QUrl(u"http://localhost:30000/v1"_s),
         {},
         tr("the path that the server was given"),
         tr("Works through many requests at once."),
         64},
        {u"ollama"_s,
         u"Ollama"_s,
         QUrl(u"http://localhost:11434/v1"_s),
         {},
         tr("for example llama3.2:3b"),
         tr("Gives no log-probabilities in older versions; the test tells."),
         4},
        {u"other"_s,
         tr("Another server with OpenAI's interface"),
         QUrl(),
         {},
         tr("as the server calls it"),
         tr("The address up to /chat/completions, without it."),
         16},
    };
}

qsizetype presetOf(const QUrl& baseUrl)
{
    const QList<EndpointPreset> presets = endpointPresets();
    for (qsizetype index = 0; index < presets.size(); ++index) {
        const QUrl& preset = presets[index].baseUrl;
        const bool isLocal = preset.host() == "localhost"_L1;
        const bool isSameHost = baseUrl.host() == preset.host() ||
                                (isLocal && (baseUrl.host() == "127.0.0.1"_L1 || baseUrl.host() == "::1"_L1));
        if (!preset.isEmpty() && isSameHost && baseUrl.port() == preset.port()) {
            return index;
        }
    }
    return presets.size() - 1;
}

} // namespace plumbline
