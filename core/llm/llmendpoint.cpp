#include "core/llm/llmendpoint.h"

#include <QHostAddress>

#include <array>
#include <cmath>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostInFlight = 1024;

constexpr std::array<std::pair<LlmProxy::Kind, QLatin1StringView>, 4> kProxyNames = {
    {{LlmProxy::Kind::System, "system"_L1},
     {LlmProxy::Kind::None, "none"_L1},
     {LlmProxy::Kind::Http, "http"_L1},
     {LlmProxy::Kind::Socks5, "socks5"_L1}}};

QString proxyName(LlmProxy::Kind kind)
{
    for (const auto& [value, name] : kProxyNames) {
        if (value == kind) {
            return name;
        }
    }
    return u"system"_s;
}

bool isThisMachine(const QString& host)
{
    return host == u"localhost"_s || QHostAddress(host).isLoopback();
}

Error wrong(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidArgument, message, field);
}

Result<void> checkUrl(const LlmEndpoint& endpoint)
{
    const QUrl& url = endpoint.baseUrl;
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https"_s && url.scheme() != u"http"_s)) {
        return wrong(
            u"The address of the endpoint must begin with https:// or http:// and name a host, for example "
            "https://api.example.org/v1."_s,
            u"base_url"_s);
    }
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment()) {
        return wrong(
            u"The address of the endpoint must hold no user, password, query or fragment. Keep the key in "
            "the keyring and name it here."_s,
            u"base_url"_s);
    }
    if (url.scheme() == u"http"_s && !endpoint.keyName.isEmpty() && !endpoint.isPlainHttpAllowed &&
        !isThisMachine(url.host())) {
        return wrong(
            u"The key would travel unencrypted to %1. Use https, or allow plain http for this endpoint."_s
                .arg(url.host()),
            u"base_url"_s);
    }
    return {};
}

Result<void> checkNumbers(const LlmEndpoint& endpoint)
{
    const LlmLimits& limits = endpoint.limits;
    if (limits.inFlight < 1 || limits.inFlight > kMostInFlight) {
        return wrong(u"Between 1 and %1 requests can be in flight."_s.arg(kMostInFlight), u"in_flight"_s);
    }
    if (limits.requestsPerMinute < 0 || limits.tokensPerMinute < 0 || limits.maxReplyBytes < 1) {
        return wrong(u"A limit must not be negative; 0 means that there is none."_s, u"limits"_s);
    }
    const LlmTimeouts& times = endpoint.timeouts;
    if (times.connectMs < 1 || times.firstByteMs < 1 || times.idleMs < 1 || times.totalMs < 1) {
        return wrong(u"Every timeout must be at least one millisecond."_s, u"timeouts"_s);
    }
    const LlmPrices& prices = endpoint.prices;
    const bool isPriced = std::isfinite(prices.input) && std::isfinite(prices.output) &&
                          std::isfinite(prices.cachedInput) && std::isfinite(prices.batchFactor);
    if (!isPriced || prices.input < 0 || prices.output < 0 || prices.batchFactor < 0) {
        return wrong(u"A price must be a number of dollars for a million tokens, not below zero."_s,
                     u"prices"_s);
    }
    const bool needsHost =
        endpoint.proxy.kind == LlmProxy::Kind::Http || endpoint.proxy.kind == LlmProxy::Kind::Socks5;
    if (needsHost && (endpoint.proxy.host.isEmpty() || endpoint.proxy.port == 0)) {
        return wrong(u"The proxy needs a host and a port."_s, u"proxy"_s);
    }
    return {};
}

} // namespace

QUrl tidyBaseUrl(const QUrl& url)
{
    QUrl out = url;
    QString path = out.path();
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    constexpr QLatin1StringView kTail("/chat/completions");
    if (path.endsWith(kTail)) {
        path.chop(kTail.size());
    }
    out.setPath(path);
    return out;
}

Result<void> LlmEndpoint::check() const
{
    PLUMBLINE_TRY(checkUrl(*this));
    if (model.trimmed().isEmpty()) {
        return wrong(u"The endpoint names no model."_s, u"model"_s);
    }
    return checkNumbers(*this);
}

QUrl LlmEndpoint::urlOf(const QString& path) const
{
    QUrl out = tidyBaseUrl(baseUrl);
    out.setPath(out.path() + u'/' + path);
    return out;
}

QString LlmEndpoint::place() const
{
    const QString port = baseUrl.port() > 0 ? u":%1"_s.arg(baseUrl.port()) : QString();
    const QString host = baseUrl.host() + port;
    return name.isEmpty() ? host : u"“%1” (%2)"_s.arg(name, host);
}

QJsonObject LlmEndpoint::toJson() const
{
    return {{u"name"_s, name},
            {u"base_url"_s, baseUrl.toString(QUrl::RemoveUserInfo)},
            {u"model"_s, model},
            {u"key_name"_s, keyName},
            {u"ca_file"_s, caFile},
            {u"plain_http_allowed"_s, isPlainHttpAllowed},
            {u"limits"_s, QJsonObject{{u"requests_per_minute"_s, limits.requestsPerMinute},
                                      {u"tokens_per_minute"_s, limits.tokensPerMinute},
                                      {u"in_flight"_s, limits.inFlight},
                                      {u"max_reply_bytes"_s, limits.maxReplyBytes}}},
            {u"prices"_s, QJsonObject{{u"input"_s, prices.input},
                                      {u"cached_input"_s, prices.cachedInput},
                                      {u"output"_s, prices.output},
                                      {u"batch_factor"_s, prices.batchFactor}}},
            {u"timeouts_ms"_s, QJsonObject{{u"connect"_s, timeouts.connectMs},
                                           {u"first_byte"_s, timeouts.firstByteMs},
                                           {u"idle"_s, timeouts.idleMs},
                                           {u"total"_s, timeouts.totalMs}}},
            {u"proxy"_s, QJsonObject{{u"kind"_s, proxyName(proxy.kind)},
                                     {u"host"_s, proxy.host},
                                     {u"port"_s, proxy.port},
                                     {u"key_name"_s, proxy.keyName}}},
            {u"abilities"_s, abilities.toJson()}};
}

Result<LlmEndpoint> LlmEndpoint::fromJson(const QJsonObject& object)
{
    LlmEndpoint out;
    out.name = object.value(u"name"_s).toString();
    out.baseUrl = tidyBaseUrl(QUrl(object.value(u"base_url"_s).toString(), QUrl::StrictMode));
    out.model = object.value(u"model"_s).toString();
    out.keyName = object.value(u"key_name"_s).toString();
    out.caFile = object.value(u"ca_file"_s).toString();
    out.isPlainHttpAllowed = object.value(u"plain_http_allowed"_s).toBool();
    const QJsonObject limits = object.value(u"limits"_s).toObject();
    out.limits.requestsPerMinute = limits.value(u"requests_per_minute"_s).toInt();
    out.limits.tokensPerMinute = limits.value(u"tokens_per_minute"_s).toInteger();
    out.limits.inFlight = limits.value(u"in_flight"_s).toInt(out.limits.inFlight);
    out.limits.maxReplyBytes = limits.value(u"max_reply_bytes"_s).toInteger(out.limits.maxReplyBytes);
    const QJsonObject prices = object.value(u"prices"_s).toObject();
    out.prices.input = prices.value(u"input"_s).toDouble();
    out.prices.cachedInput = prices.value(u"cached_input"_s).toDouble(out.prices.cachedInput);
    out.prices.output = prices.value(u"output"_s).toDouble();
    out.prices.batchFactor = prices.value(u"batch_factor"_s).toDouble(out.prices.batchFactor);
    const QJsonObject times = object.value(u"timeouts_ms"_s).toObject();
    out.timeouts.connectMs = times.value(u"connect"_s).toInt(out.timeouts.connectMs);
    out.timeouts.firstByteMs = times.value(u"first_byte"_s).toInt(out.timeouts.firstByteMs);
    out.timeouts.idleMs = times.value(u"idle"_s).toInt(out.timeouts.idleMs);
    out.timeouts.totalMs = times.value(u"total"_s).toInt(out.timeouts.totalMs);
    const QJsonObject proxy = object.value(u"proxy"_s).toObject();
    for (const auto& [kind, known] : kProxyNames) {
        if (known == proxy.value(u"kind"_s).toString()) {
            out.proxy.kind = kind;
        }
    }
    out.proxy.host = proxy.value(u"host"_s).toString();
    out.proxy.port = static_cast<quint16>(qBound(0, proxy.value(u"port"_s).toInt(), 65535));
    out.proxy.keyName = proxy.value(u"key_name"_s).toString();
    out.abilities = LlmAbilities::fromJson(object.value(u"abilities"_s).toObject());
    PLUMBLINE_TRY(out.check());
    return out;
}

} // namespace plumbline
