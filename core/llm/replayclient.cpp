#include "core/llm/replayclient.h"

#include <QPromise>

#include <utility>

#include "core/base/json.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

LlmErrorKind kindFromName(const QString& name)
{
    for (int kind = 0; kind <= static_cast<int>(LlmErrorKind::Cancelled); ++kind) {
        if (llmErrorName(static_cast<LlmErrorKind>(kind)) == name) {
            return static_cast<LlmErrorKind>(kind);
        }
    }
    return LlmErrorKind::ServerError;
}

QFuture<LlmOutcome> readyFuture(LlmOutcome outcome)
{
    QPromise<LlmOutcome> promise;
    promise.start();
    promise.addResult(std::move(outcome));
    promise.finish();
    return promise.future();
}

QByteArray lineOf(const LlmEndpoint& endpoint, const LlmRequest& request, const LlmOutcome& outcome)
{
    QJsonObject line{{u"hash"_s, QString::fromLatin1(requestHash(endpoint, request))},
                     {u"request"_s, canonicalRequest(endpoint, request)}};
    if (outcome.reply) {
        line.insert(u"reply"_s, outcome.reply->toJson());
    } else {
        line.insert(u"error"_s, QJsonObject{{u"kind"_s, llmErrorName(outcome.error.kind)},
                                            {u"status"_s, outcome.error.status},
                                            {u"code"_s, outcome.error.serverCode},
                                            {u"message"_s, outcome.error.serverMessage}});
    }
    return canonicalJson(line) + '\n';
}

} // namespace

ReplayClient::ReplayClient(LlmEndpoint endpoint)
    : m_endpoint(std::move(endpoint))
{
}

Result<std::unique_ptr<ReplayClient>> ReplayClient::open(const LlmEndpoint& endpoint, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        Error error = makeError(ErrorCode::NotFound, u"The recording cannot be read. Check its path."_s);
        error.details = file.errorString();
        return error.inFile(path);
    }
    auto client = std::make_unique<ReplayClient>(endpoint);
    for (qint64 number = 1; !file.atEnd(); ++number) {
        const QByteArray line = file.readLine();
        if (line.trimmed().isEmpty()) {
            continue;
        }
        if (const auto added = client->addLine(QByteArrayView(line).trimmed()); !added) {
            return added.error().inFile(path).atLine(number);
        }
    }
    return client;
}

Result<void> ReplayClient::addLine(QByteArrayView line)
{
    PLUMBLINE_ASSIGN(const QJsonObject object, parseJsonObject(line));
    const QByteArray hash = object.value(u"hash"_s).toString().toLatin1();
    if (hash.isEmpty()) {
        return makeError(ErrorCode::InvalidData, u"A recorded answer needs the hash of its request."_s,
                         u"hash"_s);
    }
    if (object.value(u"reply"_s).isObject()) {
        PLUMBLINE_ASSIGN(LlmReply reply, LlmReply::fromJson(object.value(u"reply"_s).toObject()));
        m_replies.insert(hash, LlmOutcome::of(std::move(reply)));
        return {};
    }
    const QJsonObject error = object.value(u"error"_s).toObject();
    if (error.isEmpty()) {
        return makeError(ErrorCode::InvalidData, u"A recorded answer needs a reply or an error."_s,
                         u"reply"_s);
    }
    LlmError out = makeLlmError(kindFromName(error.value(u"kind"_s).toString()), m_endpoint);
    out.status = error.value(u"status"_s).toInt();
    out.serverCode = error.value(u"code"_s).toString();
    out.serverMessage = error.value(u"message"_s).toString();
    m_replies.insert(hash, LlmOutcome::failed(std::move(out)));
    return {};
}

void ReplayClient::add(const LlmRequest& request, const LlmReply& reply)
{
    m_replies.insert(requestHash(m_endpoint, request), LlmOutcome::of(reply));
}

QFuture<LlmOutcome> ReplayClient::ask(const LlmRequest& request, LlmTextSink onText)
{
    const auto found = m_replies.constFind(requestHash(m_endpoint, request));
    if (found == m_replies.constEnd()) {
        return readyFuture(LlmOutcome::failed(makeLlmError(LlmErrorKind::NotRecorded, m_endpoint)));
    }
    LlmOutcome outcome = *found;
    if (outcome.reply) {
        outcome.reply->isFromCache = true;
        if (onText) {
            onText(outcome.reply->text);
        }
    }
    return readyFuture(std::move(outcome));
}

RecordingClient::RecordingClient(LlmClient& client, const QString& path)
    : m_client(client)
    , m_sheet(std::make_shared<Sheet>())
{
    m_sheet->file.setFileName(path);
}

Result<void> RecordingClient::open()
{
    if (!m_sheet->file.open(QIODevice::WriteOnly | QIODevice::Append)) {
        Error error =
            makeError(ErrorCode::ReadOnly, u"The recording cannot be written. Choose another place."_s);
        error.details = m_sheet->file.errorString();
        return error.inFile(m_sheet->file.fileName());
    }
    return {};
}

QFuture<LlmOutcome> RecordingClient::ask(const LlmRequest& request, LlmTextSink onText)
{
    const LlmEndpoint endpoint = m_client.endpoint();
    QFuture<LlmOutcome> future = m_client.ask(request, std::move(onText));
    // The future itself is handed on, so that cancelling it still reaches the client.
    (void)future.then([sheet = m_sheet, endpoint, request](const LlmOutcome& outcome) {
        const QMutexLocker lock(&sheet->mutex);
        const QByteArray line = lineOf(endpoint, request, outcome);
        if (sheet->file.write(line) != line.size() || !sheet->file.flush()) {
            qWarning("The recording %s cannot be written: %s", qUtf8Printable(sheet->file.fileName()),
                     qUtf8Printable(sheet->file.errorString()));
        }
    });
    return future;
}

} // namespace plumbline
