#include "core/llm/batchfile.h"

#include <QFile>
#include <QSet>

#include <utility>

#include "core/base/json.h"
#include "core/llm/chatreply.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray lineOf(const LlmEndpoint& endpoint, const LlmBatchItem& item)
{
    LlmRequest request = item.request;
    request.isStreamed = false;
    return canonicalJson(QJsonObject{{u"custom_id"_s, item.customId},
                                     {u"method"_s, u"POST"_s},
                                     {u"url"_s, u"/v1/chat/completions"_s},
                                     {u"body"_s, chatBody(endpoint, request)}}) +
           '\n';
}

double mostCostOf(const LlmEndpoint& endpoint, const LlmRequest& request)
{
    LlmUsage usage;
    usage.promptTokens = estimatePromptTokens(request);
    usage.replyTokens = mostReplyTokens(request);
    return costOf(usage, endpoint.prices) * endpoint.prices.batchFactor;
}

/// Writes files one after the other, and takes them away again unless it was told to keep them.
class BatchWriter
{
public:
    BatchWriter(QString prefix, const LlmBatchBounds& bounds)
        : m_prefix(std::move(prefix))
        , m_bounds(bounds)
    {
    }
    BatchWriter(const BatchWriter&) = delete;
    BatchWriter& operator=(const BatchWriter&) = delete;
    ~BatchWriter()
    {
        m_file.close();
        for (const LlmBatchFile& file : std::as_const(m_files)) {
            QFile::remove(file.path);
        }
    }

    Result<void> write(const QByteArray& line, double mostCost)
    {
        const bool isFull = m_files.isEmpty() || m_files.last().lines >= m_bounds.lines ||
                            m_bytes + line.size() > m_bounds.bytes;
        if (isFull) {
            PLUMBLINE_TRY(next());
        }
        if (m_file.write(line) != line.size()) {
            return failure();
        }
        m_bytes += line.size();
        ++m_files.last().lines;
        m_files.last().mostCost += mostCost;
        return {};
    }

    Result<QList<LlmBatchFile>> keep()
    {
        PLUMBLINE_TRY(close());
        return std::exchange(m_files, {});
    }

private:
    Result<void> close()
    {
        if (m_file.isOpen() && !m_file.flush()) {
            return failure();
        }
        m_file.close();
        return {};
    }

    Result<void> next()
    {
        PLUMBLINE_TRY(close());
        m_file.setFileName(u"%1-%2.jsonl"_s.arg(m_prefix).arg(m_files.size() + 1));
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
            return failure();
        }
        m_files.append({m_file.fileName(), 0, 0});
        m_bytes = 0;
        return {};
    }

    [[nodiscard]] Error failure() const
    {
        Error error =
            makeError(ErrorCode::Io, u"The file of the batch cannot be written. Make room on the disk, or "
                                     "choose another place."_s);
        error.details = m_file.errorString();
        return error.inFile(m_file.fileName());
    }

    QString m_prefix;
    LlmBatchBounds m_bounds;
    QFile m_file;
    qint64 m_bytes = 0;
    QList<LlmBatchFile> m_files;
};

LlmOutcome outcomeOf(const LlmEndpoint& endpoint, const QJsonObject& line)
{
    const QJsonObject response = line.value(u"response"_s).toObject();
    const QJsonValue error = line.value(u"error"_s);
    if (response.isEmpty() || (error.isObject() && !response.contains(u"body"_s))) {
        return LlmOutcome::failed(errorInBody(endpoint, {{u"error"_s, error}}));
    }
    const bool isWrapped = response.value(u"body"_s).isObject();
    const QJsonObject body = isWrapped ? response.value(u"body"_s).toObject() : response;
    const int status = response.value(u"status_code"_s).toInt(200);
    if (status < 200 || status >= 300) {
        return LlmOutcome::failed(serverError(endpoint, status, canonicalJson(body)));
    }
    LlmOutcome out = readChatReply(endpoint, body);
    if (out.reply) {
        out.reply->raw = canonicalJson(body);
        out.reply->requestId = response.value(u"request_id"_s).toString();
        out.reply->cost = costOf(out.reply->usage, endpoint.prices) * endpoint.prices.batchFactor;
    }
    return out;
}

Result<void> readFile(const LlmEndpoint& endpoint, const QString& path, const QSet<QString>& asked,
                      LlmBatchResults& results)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        Error error = makeError(ErrorCode::NotFound, u"The results of the batch cannot be read."_s);
        error.details = file.errorString();
        return error.inFile(path);
    }
    for (qint64 number = 1; !file.atEnd(); ++number) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty()) {
            continue;
        }
        const auto object = parseJsonObject(line);
        if (!object) {
            return object.error().inFile(path).atLine(number);
        }
        const QString id = object->value(u"custom_id"_s).toString();
        if (id.isEmpty()) {
            return makeError(ErrorCode::InvalidData,
                             u"A result of a batch needs the custom_id of its request."_s, u"custom_id"_s)
                .inFile(path)
                .atLine(number);
        }
        if (!asked.isEmpty() && !asked.contains(id)) {
            results.unknown << id;
        } else if (results.outcomes.contains(id)) {
            results.repeated << id;
        } else {
            const LlmOutcome outcome = outcomeOf(endpoint, *object);
            results.cost += outcome.reply ? outcome.reply->cost : 0;
            results.outcomes.insert(id, outcome);
        }
    }
    return {};
}

} // namespace

Result<QList<LlmBatchFile>> writeBatchFiles(const LlmEndpoint& endpoint, const QList<LlmBatchItem>& items,
                                            const QString& prefix, const LlmBatchBounds& bounds)
{
    BatchWriter writer(prefix, bounds);
    QSet<QString> ids;
    for (const LlmBatchItem& item : items) {
        if (item.customId.isEmpty() || ids.contains(item.customId)) {
            return makeError(
                ErrorCode::InvalidArgument,
                u"Every request of a batch needs a name of its own; “%1” is empty or used twice."_s.arg(
                    item.customId),
                u"custom_id"_s);
        }
        ids.insert(item.customId);
        const QByteArray line = lineOf(endpoint, item);
        if (line.size() > bounds.bytes) {
            return makeError(
                ErrorCode::InvalidArgument,
                u"The request “%1” alone is longer than a batch may be. Shorten its prompt."_s.arg(
                    item.customId),
                u"custom_id"_s);
        }
        PLUMBLINE_TRY(writer.write(line, mostCostOf(endpoint, item.request)));
    }
    return writer.keep();
}

Result<LlmBatchResults> readBatchFiles(const LlmEndpoint& endpoint, const QStringList& paths,
                                       const QStringList& customIds)
{
    LlmBatchResults results;
    const QSet<QString> asked(customIds.begin(), customIds.end());
    for (const QString& path : paths) {
        if (!path.isEmpty()) {
            PLUMBLINE_TRY(readFile(endpoint, path, asked, results));
        }
    }
    for (const QString& id : customIds) {
        if (!results.outcomes.contains(id)) {
            results.missing << id;
        }
    }
    return results;
}

} // namespace plumbline
