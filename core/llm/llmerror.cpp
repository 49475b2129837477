#include "core/llm/llmerror.h"

#include <QJsonArray>

#include <array>
#include <utility>

#include "core/base/json.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostServerWords = 2000;

struct KindRow
{
    LlmErrorKind kind;
    QLatin1StringView name;
    ErrorCode code;
    QStringView sentence; ///< %1 the place, %2 the detail
};

constexpr std::array<KindRow, 23> kKinds = {{
    {LlmErrorKind::None, "none"_L1, ErrorCode::Unknown, u""},
    {LlmErrorKind::BadEndpoint, "bad_endpoint"_L1, ErrorCode::InvalidArgument,
     u"The settings of %1 cannot be used: %2"},
    {LlmErrorKind::NoKey, "no_key"_L1, ErrorCode::NotFound, u"The key of %1 was not found. %2"},
    {LlmErrorKind::Unreachable, "unreachable"_L1, ErrorCode::Io,
     u"%1 could not be reached. Check its address, the network, and that the server runs."},
    {LlmErrorKind::Tls, "tls"_L1, ErrorCode::Io,
     u"The connection to %1 is not secure: its certificate was not accepted, so nothing was sent. Correct "
     u"the address, "
     u"or name the file of its certificate authority in the endpoint's settings."},
    {LlmErrorKind::Proxy, "proxy"_L1, ErrorCode::Io,
     u"The proxy on the way to %1 refused or could not be reached. Check the endpoint's proxy."},
    {LlmErrorKind::Timeout, "timeout"_L1, ErrorCode::Busy,
     u"%1 took too long (%2). Try again, ask less at once, or raise the endpoint's timeouts."},
    {LlmErrorKind::ConnectionLost, "connection_lost"_L1, ErrorCode::Io,
     u"The connection to %1 broke off before the reply was whole. Try again."},
    {LlmErrorKind::WrongKey, "wrong_key"_L1, ErrorCode::InvalidArgument,
     u"%1 did not accept the key%2. It may be mistyped, revoked, or of another server: enter it again."},
    {LlmErrorKind::Forbidden, "forbidden"_L1, ErrorCode::InvalidArgument,
     u"%1 does not let this key do that%2. Ask the owner of the account for the right, or use another key."},
    {LlmErrorKind::NotFound, "not_found"_L1, ErrorCode::NotFound,
     u"%1 knows no such address or model%2. Check both in the endpoint's settings."},
    {LlmErrorKind::ContextTooLong, "context_too_long"_L1, ErrorCode::InvalidArgument,
     u"The prompt and the room for the reply are longer than the model at %1 can take. Shorten the prompt, "
     u"ask for a "
     u"shorter reply, or use a model with a longer context."},
    {LlmErrorKind::BadRequest, "bad_request"_L1, ErrorCode::InvalidArgument,
     u"%1 refused the request%2. Test the endpoint again: it may not understand one of the fields."},
    {LlmErrorKind::RateLimited, "rate_limited"_L1, ErrorCode::Busy,
     u"%1 was asked too often. Lower the endpoint's limits for a minute, or try again later."},
    {LlmErrorKind::QuotaExhausted, "quota_exhausted"_L1, ErrorCode::Busy,
     u"The account at %1 has no credit or quota left. Waiting does not help: add credit, or use another "
     u"account."},
    {LlmErrorKind::Overloaded, "overloaded"_L1, ErrorCode::Busy,
     u"%1 is overloaded or still loading its model. Try again in a while."},
    {LlmErrorKind::ServerError, "server_error"_L1, ErrorCode::Io,
     u"%1 failed%2. Try again; if it stays so, the server's log tells why."},
    {LlmErrorKind::Redirected, "redirected"_L1, ErrorCode::InvalidArgument,
     u"%1 points to another address (%2). The key was not carried there; if that address is right, enter it "
     u"in the "
     u"endpoint's settings."},
    {LlmErrorKind::BadReply, "bad_reply"_L1, ErrorCode::InvalidData,
     u"%1 answered something that is no reply of a chat API: %2 Check that the address ends where the API "
     u"begins, often "
     u"in /v1."},
    {LlmErrorKind::TooLarge, "too_large"_L1, ErrorCode::InvalidData,
     u"The reply of %1 is longer than the %2 bytes that are allowed; it was cut off and not used. Ask for a "
     u"shorter reply, or "
     u"raise the limit in the endpoint's settings."},
    {LlmErrorKind::BudgetSpent, "budget_spent"_L1, ErrorCode::Conflict,
     u"The budget is spent: the next request to %1 could cost more than what is left%2. Raise the budget to "
     u"go on."},
    {LlmErrorKind::NotRecorded, "not_recorded"_L1, ErrorCode::NotFound,
     u"The recording holds no reply to this request to %1. Record it again from a real server."},
    {LlmErrorKind::Cancelled, "cancelled"_L1, ErrorCode::Cancelled, u"The request to %1 was stopped."},
}};

const KindRow& rowOf(LlmErrorKind kind)
{
    for (const KindRow& row : kKinds) {
        if (row.kind == kind) {
            return row;
        }
    }
    return kKinds.front();
}

QString asText(const QJsonValue& value)
{
    if (value.isString()) {
        return value.toString();
    }
    return value.isDouble() ? QString::number(value.toInteger()) : QString();
}

/// What the body says, in any of the shapes that servers use.
void readWords(const QJsonObject& body, LlmError& out)
{
    const QJsonValue error = body.value(u"error"_s);
    if (error.isObject()) {
        const QJsonObject object = error.toObject();
        out.serverMessage = object.value(u"message"_s).toString();
        out.serverCode = asText(object.value(u"code"_s));
        const QString type = object.value(u"type"_s).toString();
        bool isNumber = false;
        (void)out.serverCode.toInt(&isNumber);
        if (!type.isEmpty() && (out.serverCode.isEmpty() || isNumber)) {
            out.serverCode = type; // a number only repeats the status
        }
        return;
    }
    out.serverMessage = error.isString() ? error.toString() : body.value(u"message"_s).toString();
    out.serverCode = asText(body.value(error.isString() ? u"error_type"_s : u"code"_s));
    const QJsonValue detail = body.value(u"detail"_s);
    if (out.serverMessage.isEmpty() && !detail.isUndefined()) {
        out.serverMessage = detail.isString() ? detail.toString() : QString::fromUtf8(canonicalJson(detail));
    }
}

bool saysContext(const LlmError& error)
{
    const QString words = error.serverMessage.toLower();
    return error.serverCode == u"context_length_exceeded"_s ||
           error.serverCode == u"exceed_context_size_error"_s ||
           words.contains(u"maximum context length"_s) || words.contains(u"context size"_s) ||
           words.contains(u"context window"_s);
}

LlmErrorKind kindOf(int status, const LlmError& said)
{
    if (said.serverCode == u"insufficient_quota"_s) {
        return LlmErrorKind::QuotaExhausted;
    }
    if (said.serverCode == u"overloaded_error"_s || said.serverCode == u"server_is_overloaded"_s ||
        said.serverCode == u"unavailable_error"_s) {
        return LlmErrorKind::Overloaded;
    }
    if ((status == 200 || (status >= 400 && status < 500)) && status != 429 && saysContext(said)) {
        return LlmErrorKind::ContextTooLong;
    }
    switch (status) {
    case 401:
        return LlmErrorKind::WrongKey;
    case 403:
        return LlmErrorKind::Forbidden;
    case 404:
        return LlmErrorKind::NotFound;
    case 408:
        return LlmErrorKind::Timeout;
    case 429:
        return LlmErrorKind::RateLimited;
    case 503:
    case 529:
        return LlmErrorKind::Overloaded;
    default:
        break;
    }
    if (status >= 300 && status < 400) {
        return LlmErrorKind::Redirected;
    }
    return status >= 400 && status < 500 ? LlmErrorKind::BadRequest : LlmErrorKind::ServerError;
}

} // namespace

QString llmErrorName(LlmErrorKind kind)
{
    return rowOf(kind).name;
}

LlmError makeLlmError(LlmErrorKind kind, const LlmEndpoint& endpoint, const QString& detail)
{
    const KindRow& row = rowOf(kind);
    LlmError out;
    out.kind = kind;
    QString sentence = row.sentence.toString();
    sentence =
        sentence.contains(u"%2"_s) ? sentence.arg(endpoint.place(), detail) : sentence.arg(endpoint.place());
    out.error = makeError(row.code, sentence);
    return out;
}

LlmError serverError(const LlmEndpoint& endpoint, int status, QByteArrayView body)
{
    LlmError said;
    if (body.isEmpty()) {
        said.serverMessage = QString();
    } else if (const auto object = parseJsonObject(body)) {
        readWords(*object, said);
    } else {
        said.serverMessage =
            QString::fromUtf8(body.first(std::min(body.size(), kMostServerWords))).simplified();
    }
    said.serverMessage = said.serverMessage.left(kMostServerWords);
    const LlmErrorKind kind = kindOf(status, said);
    QString detail = u" (status %1)"_s.arg(status);
    if (kind == LlmErrorKind::WrongKey && !endpoint.keyName.isEmpty()) {
        detail = u" “%1”"_s.arg(endpoint.keyName);
    } else if (kind == LlmErrorKind::NotFound) {
        detail = u" (%1)"_s.arg(endpoint.model);
    } else if (kind == LlmErrorKind::Timeout) {
        detail = u"it said so itself, status 408"_s;
    }
    LlmError out = makeLlmError(kind, endpoint, detail);
    out.status = status;
    out.serverCode = said.serverCode;
    out.serverMessage = said.serverMessage;
    out.error.details = u"status %1, code “%2”: %3"_s.arg(status).arg(said.serverCode, said.serverMessage);
    return out;
}

} // namespace plumbline
