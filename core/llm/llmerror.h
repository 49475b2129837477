#pragma once

#include "core/base/error.h"
#include "core/llm/llmreply.h"

#include <QString>

#include <optional>

namespace plumbline {

/// What went wrong between a request and its reply.
enum class LlmErrorKind {
    None,
    BadEndpoint, ///< the endpoint's own settings
    NoKey,       ///< its key was not found
    Unreachable, ///< no connection: name, address, refused
    Tls,         ///< the server's certificate is not trusted, or the handshake failed
    Proxy,
    Timeout,
    ConnectionLost, ///< it broke off in the middle
    WrongKey,       ///< 401
    Forbidden,      ///< 403
    NotFound,       ///< 404: the address or the model
    ContextTooLong, ///< the prompt does not fit the model
    BadRequest,     ///< other 4xx
    RateLimited,    ///< 429
    QuotaExhausted, ///< 429 insufficient_quota: waiting does not help
    Overloaded,     ///< 503, 529: busy or still loading its model
    ServerError,    ///< other 5xx
    Redirected,     ///< it points elsewhere; the key is not carried there
    BadReply,       ///< no JSON, a web page, not the shape of the API
    TooLarge,       ///< longer than maxReplyBytes
    BudgetSpent,
    NotRecorded, ///< a replay holds no such request
    Cancelled,
};

/// A failure, with what is needed to decide what to do about it.
struct LlmError
{
    LlmErrorKind kind = LlmErrorKind::None;
    Error error;           ///< the sentence; `details` holds the server's own words. Never a key
    int status = 0;        ///< of HTTP; 0: there was none
    QString serverCode;    ///< error.code or error.type of the body, as text whatever its JSON type
    QString serverMessage; ///< error.message of the body
    std::optional<qint64> retryAfterMs; ///< as asked for by the server, not yet judged
    std::optional<bool> shouldRetry;    ///< header x-should-retry
    bool isPartial = false;             ///< text of the reply had already come: it may have been paid
    QString partialText;
    int attempts = 0;

    bool operator==(const LlmError&) const = default;
};

/// A reply or the failure that explains its absence.
struct LlmOutcome
{
    std::optional<LlmReply> reply;
    LlmError error; ///< kind None where there is a reply

    [[nodiscard]] bool hasReply() const { return reply.has_value(); }
    [[nodiscard]] static LlmOutcome of(LlmReply reply) { return {std::move(reply), {}}; }
    [[nodiscard]] static LlmOutcome failed(LlmError error) { return {std::nullopt, std::move(error)}; }
};

/// "rate_limited", "wrong_key"…: for counting and for JSON output.
[[nodiscard]] QString llmErrorName(LlmErrorKind kind);

/// The failure of a kind at an endpoint, in one sentence or two: what was wrong, where, what to do. `detail`
/// is put into the sentence where it helps (the model, the host that it points to, seconds).
[[nodiscard]] LlmError makeLlmError(LlmErrorKind kind, const LlmEndpoint& endpoint,
                                    const QString& detail = {});

/// What a reply of a status other than 2xx, or a body with an "error", means. Reads the shapes of OpenAI,
/// vLLM, llama.cpp, Ollama, text-embeddings-inference and FastAPI; a code may be a number, a text or null.
[[nodiscard]] LlmError serverError(const LlmEndpoint& endpoint, int status, QByteArrayView body);

} // namespace plumbline
