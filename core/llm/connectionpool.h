#pragma once

#include "core/llm/llmendpoint.h"
#include "core/llm/secret.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>

#include <vector>

namespace plumbline {

/// The network managers of one endpoint. A manager opens at most six connections to a host, so there are as
/// many as the requests in flight need, made when they are needed. Belongs to one thread.
class ConnectionPool : public QObject
{
    Q_OBJECT

public:
    /// `proxyKey` is "user:password", or empty. `caFile` of the endpoint is read here; if it cannot be,
    /// nothing is trusted that would need it.
    ConnectionPool(const LlmEndpoint& endpoint, const Secret& proxyKey, QObject* parent = nullptr);

    /// The manager with a free connection; give it back by release() when its request is over.
    [[nodiscard]] QNetworkAccessManager* acquire();
    void release(QNetworkAccessManager* manager);
    /// Certificates are always verified, at least TLS 1.2.
    [[nodiscard]] const QSslConfiguration& tls() const { return m_tls; }

private:
    struct Slot
    {
        QNetworkAccessManager* manager = nullptr;
        int used = 0;
    };

    [[nodiscard]] QNetworkAccessManager* makeManager();

    LlmProxy m_proxy;
    Secret m_proxyKey;
    QSslConfiguration m_tls;
    std::vector<Slot> m_slots;
};

} // namespace plumbline
