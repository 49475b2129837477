#include "core/llm/endpointaccess.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<LlmError> lookUp(const LlmEndpoint& endpoint, const KeySource* keys, const QString& name,
                               Secret& out)
{
    if (name.isEmpty()) {
        return std::nullopt;
    }
    const Result<Secret> key =
        keys ? keys->key(name) : Result<Secret>(makeError(ErrorCode::NotFound, u"No keys are at hand."_s));
    if (!key) {
        return makeLlmError(LlmErrorKind::NoKey, endpoint, key.error().message);
    }
    out = *key;
    return std::nullopt;
}

} // namespace

std::optional<LlmError> EndpointAccess::open(const LlmEndpoint& endpoint, const KeySource* keys)
{
    if (const auto checked = endpoint.check(); !checked) {
        LlmError error = makeLlmError(LlmErrorKind::BadEndpoint, endpoint, checked.error().message);
        error.error.field = checked.error().field;
        return error;
    }
    Secret proxyKey;
    if (auto error = lookUp(endpoint, keys, endpoint.keyName, key)) {
        return error;
    }
    if (auto error = lookUp(endpoint, keys, endpoint.proxy.keyName, proxyKey)) {
        return error;
    }
    pool = std::make_unique<ConnectionPool>(endpoint, proxyKey);
    return std::nullopt;
}

void hideKey(const Secret& key, LlmReply& reply)
{
    for (QString* text : {&reply.text, &reply.model, &reply.id, &reply.requestId}) {
        *text = key.hiddenIn(*text);
    }
    reply.raw = key.hiddenIn(reply.raw);
}

void hideKey(const Secret& key, LlmError& error)
{
    for (QString* text : {&error.error.message, &error.error.details, &error.serverCode, &error.serverMessage,
                          &error.partialText}) {
        *text = key.hiddenIn(*text);
    }
}

} // namespace plumbline
