#pragma once

#include "core/base/result.h"
#include "core/llm/llmabilities.h"

#include <QJsonObject>
#include <QString>
#include <QUrl>

namespace plumbline {

/// How much may be asked of a server. 0 is "no limit" for the two rates.
struct LlmLimits
{
    int requestsPerMinute = 0;
    qint64 tokensPerMinute = 0;
    int inFlight = 16;                      ///< requests at the same time, 1…1024
    qint64 maxReplyBytes = 8 * 1024 * 1024; ///< a longer reply is an error, and its connection is closed

    bool operator==(const LlmLimits&) const = default;
};

/// US dollars for a million tokens.
struct LlmPrices
{
    double input = 0;
    double cachedInput = -1;  ///< prompt tokens that the server had in its cache; negative: as `input`
    double output = 0;        ///< reasoning tokens count as output
    double batchFactor = 0.5; ///< what a batch costs, as a share of the above

    bool operator==(const LlmPrices&) const = default;
};

/// Milliseconds, for each attempt. The defaults are those of openai-python: 5 s to connect, 600 s in all.
struct LlmTimeouts
{
    int connectMs = 5'000;     ///< until the request has been sent
    int firstByteMs = 600'000; ///< from then until the reply begins
    int idleMs = 120'000;      ///< between two pieces of a reply
    int totalMs = 600'000;     ///< the whole attempt

    bool operator==(const LlmTimeouts&) const = default;
};

/// The way to the server.
struct LlmProxy
{
    enum class Kind {
        System, ///< what the system says (http_proxy, https_proxy, no_proxy)
        None,   ///< straight to the server
        Http,
        Socks5,
    };
    Kind kind = Kind::System;
    QString host;
    quint16 port = 0;
    QString keyName; ///< name of a key that holds "user:password"; empty: none is needed

    bool operator==(const LlmProxy&) const = default;
};

/// A server and a model on it. Names its key; never holds it.
struct LlmEndpoint
{
    QString name;    ///< what people call it; stands in errors
    QUrl baseUrl;    ///< up to "/chat/completions", for example https://api.openai.com/v1
    QString model;   ///< as the server calls it
    QString keyName; ///< see KeySource; empty: the server wants none
    QString caFile;  ///< PEM file with further certificate authorities to trust; empty: the system's alone
    bool isPlainHttpAllowed = false; ///< whether the key may go unencrypted to another machine
    LlmLimits limits;
    LlmPrices prices;
    LlmTimeouts timeouts;
    LlmProxy proxy;
    LlmAbilities abilities;

    bool operator==(const LlmEndpoint&) const = default;

    /// Whether it can be used: an http(s) address without user, password, query or fragment, a model, sound
    /// limits; a key goes over https, to this machine, or where isPlainHttpAllowed. InvalidArgument names the
    /// field.
    [[nodiscard]] Result<void> check() const;
    /// The address of a path below the base ("chat/completions").
    [[nodiscard]] QUrl urlOf(const QString& path) const;
    /// "“judge” (api.example.org)", for sentences.
    [[nodiscard]] QString place() const;

    [[nodiscard]] QJsonObject toJson() const;
    /// Reads what toJson() wrote, and checks it. A pasted ".../chat/completions" is cut to the base.
    [[nodiscard]] static Result<LlmEndpoint> fromJson(const QJsonObject& object);
};

/// `url` without a trailing slash and without "/chat/completions".
[[nodiscard]] QUrl tidyBaseUrl(const QUrl& url);

} // namespace plumbline
