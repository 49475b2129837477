#pragma once

#include "core/llm/rewardclient.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QStringList>

#include <deque>
#include <memory>

namespace plumbline {

/// What a probe of a reward server found.
struct RewardProbeReport
{
    std::optional<RewardShape> shape; ///< none when it speaks none of the known ways, or could not be asked
    int classes = 1;                  ///< numbers for one text; above 1: choose a label
    int batch = 0;                    ///< the most texts in a request, where the server tells; else 0
    QString model;                    ///< as the server names it; "" where it does not
    LlmError error;                   ///< why there is no shape
    QStringList notes;                ///< what was tried and how it ended, a line each; technical
    int requests = 0;
};

/// Finds out which RewardApi a server speaks: asks what it tells of itself (GET /info), then tries each with
/// two short texts until one is answered in its shape. A failure that is no matter of the way (key, address,
/// limits) ends the probe. One probe at a time; lives on a thread with an event loop.
class RewardProbe : public QObject
{
    Q_OBJECT

public:
    RewardProbe(LlmEndpoint endpoint, const LlmServices& services, QObject* parent = nullptr);

    [[nodiscard]] QFuture<RewardProbeReport> run();

private:
    void send(const QByteArray& method, const QUrl& url, const QByteArray& body,
              std::function<void(const HttpAnswer&)> done);
    void askInfo();
    void infoDone(const HttpAnswer& answer);
    void askNext();
    void apiDone(const RewardShape& shape, const HttpAnswer& answer);
    [[nodiscard]] bool endsWith(const HttpAnswer& answer);
    void finish();

    LlmEndpoint m_endpoint;
    LlmServices m_services;
    EndpointAccess m_access;
    std::unique_ptr<HttpExchange> m_exchange;
    std::unique_ptr<QPromise<RewardProbeReport>> m_promise;
    RewardProbeReport m_report;
    std::deque<RewardApi> m_apis; ///< still to be tried
};

} // namespace plumbline
