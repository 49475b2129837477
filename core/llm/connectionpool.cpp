#include "core/llm/connectionpool.h"

#include <QNetworkProxyFactory>
#include <QSslCertificate>

#include <algorithm>

namespace plumbline {

namespace {

constexpr int kConnectionsPerManager = 6; // QNetworkAccessManager's own bound for a host

/// Asks the system for each request, for one manager and not for the whole program.
class SystemProxies final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        return systemProxyForQuery(query);
    }
};

QNetworkProxy::ProxyType proxyType(LlmProxy::Kind kind)
{
    switch (kind) {
    case LlmProxy::Kind::Http:
        return QNetworkProxy::HttpProxy;
    case LlmProxy::Kind::Socks5:
        return QNetworkProxy::Socks5Proxy;
    case LlmProxy::Kind::None:
    case LlmProxy::Kind::System:
        break;
    }
    return QNetworkProxy::NoProxy;
}

} // namespace

ConnectionPool::ConnectionPool(const LlmEndpoint& endpoint, const Secret& proxyKey, QObject* parent)
    : QObject(parent)
    , m_proxy(endpoint.proxy)
    , m_proxyKey(proxyKey)
    , m_tls(QSslConfiguration::defaultConfiguration())
{
    m_tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!endpoint.caFile.isEmpty()) {
        m_tls.addCaCertificates(endpoint.caFile);
    }
}

QNetworkAccessManager* ConnectionPool::makeManager()
{
    auto* manager = new QNetworkAccessManager(this);
    manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    if (m_proxy.kind == LlmProxy::Kind::System) {
        manager->setProxyFactory(new SystemProxies);
        return manager;
    }
    QNetworkProxy proxy(proxyType(m_proxy.kind), m_proxy.host, m_proxy.port);
    const QByteArray& login = m_proxyKey.bytes();
    if (const qsizetype colon = login.indexOf(':'); colon >= 0) {
        proxy.setUser(QString::fromUtf8(login.first(colon)));
        proxy.setPassword(QString::fromUtf8(login.sliced(colon + 1)));
    }
    manager->setProxy(proxy);
    return manager;
}

QNetworkAccessManager* ConnectionPool::acquire()
{
    const auto free = std::find_if(m_slots.begin(), m_slots.end(),
                                   [](const Slot& slot) { return slot.used < kConnectionsPerManager; });
    if (free != m_slots.end()) {
        ++free->used;
        return free->manager;
    }
    m_slots.push_back({makeManager(), 1});
    return m_slots.back().manager;
}

void ConnectionPool::release(QNetworkAccessManager* manager)
{
    for (Slot& slot : m_slots) {
        if (slot.manager == manager) {
            slot.used = std::max(0, slot.used - 1);
        }
    }
}

} // namespace plumbline
