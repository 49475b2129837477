#include "core/llm/rewardprobe.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

#include "core/base/json.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QList<RewardText> probeTexts()
{
    const auto text = [](const QString& response) {
        LlmRequest request;
        request.messages = {{u"user"_s, u"What is two and two?"_s}, {u"assistant"_s, response}};
        return rewardText(request);
    };
    return {text(u"Four."_s), text(u"Five."_s)};
}

/// Numbers in an entry.
int classesOf(const QJsonValue& said)
{
    if (said.isArray()) {
        return static_cast<int>(said.toArray().size());
    }
    for (const QString& key : {u"probs"_s, u"data"_s}) {
        if (said.toObject().value(key).isArray()) {
            return static_cast<int>(said.toObject().value(key).toArray().size());
        }
    }
    return 1;
}

/// Whether a failure says something of the way of asking, and not of the server as a whole.
bool isOfTheWay(const LlmError& error)
{
    switch (error.kind) {
    case LlmErrorKind::NotFound:
    case LlmErrorKind::BadRequest:
    case LlmErrorKind::BadReply:
    case LlmErrorKind::ContextTooLong:
        return true;
    case LlmErrorKind::ServerError:
        return error.status == 424 || error.status == 500 || error.status == 501;
    default:
        return false;
    }
}

} // namespace

RewardProbe::RewardProbe(LlmEndpoint endpoint, const LlmServices& services, QObject* parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_services(services)
{
}

QFuture<RewardProbeReport> RewardProbe::run()
{
    m_report = {};
    m_apis = {RewardApi::VllmClassify, RewardApi::TeiPredict, RewardApi::OpenRlhf,
              RewardApi::VllmScore,    RewardApi::Rerank,     RewardApi::VllmPooling};
    m_promise = std::make_unique<QPromise<RewardProbeReport>>();
    m_promise->start();
    const QFuture<RewardProbeReport> future = m_promise->future();
    if (const auto error = m_access.open(m_endpoint, m_services.keys)) {
        m_report.error = *error;
        finish();
        return future;
    }
    askInfo();
    return future;
}

void RewardProbe::send(const QByteArray& method, const QUrl& url, const QByteArray& body,
                       std::function<void(const HttpAnswer&)> done)
{
    if (m_promise->isCanceled()) {
        m_promise->finish();
        return;
    }
    ++m_report.requests;
    HttpRequest request;
    request.method = method;
    request.url = url;
    request.body = body;
    request.contentType = body.isEmpty() ? QByteArray() : QByteArray("application/json");
    m_exchange = std::make_unique<HttpExchange>(m_endpoint, *m_access.pool, *m_services.timers);
    m_exchange->start(request, m_access.key, [this, done = std::move(done)](const HttpAnswer& answer) {
        m_exchange.release()->deleteLater(); // it is calling
        done(answer);
    });
}

void RewardProbe::askInfo()
{
    send("GET", besideV1(m_endpoint, u"info"_s), {}, [this](const HttpAnswer& answer) { infoDone(answer); });
}

void RewardProbe::infoDone(const HttpAnswer& answer)
{
    if (answer.failure && endsWith(answer)) {
        return;
    }
    const Result<QJsonObject> info = parseJsonObject(answer.body);
    if (!answer.failure && info) {
        m_report.batch = std::max(0, info->value(u"max_client_batch_size"_s).toInt());
        m_report.model = info->value(u"model_id"_s).toString();
        const QJsonObject type = info->value(u"model_type"_s).toObject();
        const RewardApi api = type.contains(u"reranker"_s) ? RewardApi::Rerank : RewardApi::TeiPredict;
        if (m_report.batch > 0 || !type.isEmpty()) {
            m_apis.erase(std::find(m_apis.begin(), m_apis.end(), api));
            m_apis.push_front(api);
            m_report.notes << u"GET /info: text-embeddings-inference, model %1, at most %2 texts"_s
                                  .arg(m_report.model)
                                  .arg(m_report.batch);
        }
    } else {
        m_report.notes << u"GET /info: nothing of use (status %1)"_s.arg(answer.status);
    }
    askNext();
}

void RewardProbe::askNext()
{
    if (m_apis.empty()) {
        m_report.error = makeLlmError(LlmErrorKind::NotFound, m_endpoint);
        m_report.error.error.message =
            u"%1 answers none of the known ways to ask for a reward. Check that it serves a reward model or "
            u"a "
            u"reranker, and that the address is the server's own."_s.arg(m_endpoint.place());
        m_report.error.error.details = m_report.notes.join(u'\n');
        finish();
        return;
    }
    RewardShape shape;
    shape.api = m_apis.front();
    shape.input = usualInput(shape.api);
    m_apis.pop_front();
    send("POST", rewardUrl(m_endpoint, shape.api), rewardBody(m_endpoint, shape, probeTexts()),
         [this, shape](const HttpAnswer& answer) { apiDone(shape, answer); });
}

/// Whether a failure ends the probe; then it has.
bool RewardProbe::endsWith(const HttpAnswer& answer)
{
    LlmError error = *answer.failure;
    error.status = answer.status;
    if (isOfTheWay(error)) {
        return false;
    }
    hideKey(m_access.key, error);
    m_report.error = error;
    finish();
    return true;
}

void RewardProbe::apiDone(const RewardShape& shape, const HttpAnswer& answer)
{
    const QString way = u"POST %1: "_s.arg(rewardUrl(m_endpoint, shape.api).path());
    if (answer.failure) {
        if (endsWith(answer)) {
            return;
        }
        m_report.notes << way + m_access.key.hiddenIn(answer.failure->error.details);
        askNext();
        return;
    }
    const RewardReply reply = readRewards(m_endpoint, shape, probeTexts().size(), answer.body);
    if (reply.error) {
        m_report.notes << way + m_access.key.hiddenIn(reply.error->error.message);
        askNext();
        return;
    }
    const RewardEntry& entry = reply.entries.front();
    m_report.shape = shape;
    m_report.classes = std::max(1, classesOf(entry.said));
    m_report.model = reply.model.isEmpty() ? m_report.model : reply.model;
    m_report.notes << way + (entry.reward ? u"a reward, %1"_s.arg(*entry.reward) : entry.fault);
    finish();
}

void RewardProbe::finish()
{
    m_promise->addResult(std::exchange(m_report, {}));
    m_promise->finish();
}

} // namespace plumbline
