#include "core/llm/batchclient.h"

#include <QFile>
#include <QFutureWatcher>
#include <QJsonArray>
#include <QUrlQuery>

#include <algorithm>
#include <utility>

#include "core/base/json.h"
#include "core/llm/httpexchange.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kFirstPollMs = 5'000;
constexpr qint64 kMostPollMs = 60'000;
constexpr qint64 kMostFileBytes = qint64(4) * 1024 * 1024 * 1024;

/// Letters, digits, "-" and "_" of a server's id: it becomes part of a path.
QString plainId(const QString& id)
{
    QString out;
    for (const QChar c : id) {
        const bool isPlain = c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
        out += isPlain ? c : QChar(u'_');
    }
    return out.left(100);
}

QByteArray formOf(const QByteArray& boundary, const QByteArray& content)
{
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--" +
           boundary +
           "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"batch.jsonl\"\r\n"
           "Content-Type: application/jsonl\r\n\r\n" +
           content + "\r\n--" + boundary + "--\r\n";
}

} // namespace

LlmBatchClient::LlmBatchClient(LlmEndpoint endpoint, const LlmServices& services, QObject* parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_services(services)
    , m_random(services.seed)
{
}

LlmBatchClient::~LlmBatchClient()
{
    if (m_promise) {
        m_onState = {};
        stop();
        m_promise->future().cancel();
        m_promise->finish();
    }
}

QFuture<LlmBatchOutcome> LlmBatchClient::run(const LlmBatchState& state, const QString& folder,
                                             StateSink onState)
{
    m_promise = std::make_unique<QPromise<LlmBatchOutcome>>();
    m_promise->start();
    const QFuture<LlmBatchOutcome> future = m_promise->future();
    m_state = state;
    m_folder = folder;
    m_onState = std::move(onState);
    m_pollMs = kFirstPollMs;
    m_retriesDone = 0;
    m_wantsCancel = false;
    ++m_run;
    auto* watcher = new QFutureWatcher<LlmBatchOutcome>(this);
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    connect(watcher, &QFutureWatcherBase::canceled, this, [this, run = m_run] {
        if (run == m_run && m_promise) {
            stop();
            std::exchange(m_promise, nullptr)->finish();
        }
    });
    watcher->setFuture(future);
    if (prepare()) {
        step();
    }
    return future;
}

bool LlmBatchClient::prepare()
{
    if (const auto checked = m_endpoint.check(); !checked) {
        end(makeLlmError(LlmErrorKind::BadEndpoint, m_endpoint, checked.error().message));
        return false;
    }
    if (!m_endpoint.keyName.isEmpty() && m_key.isEmpty()) {
        const auto key = m_services.keys
                             ? m_services.keys->key(m_endpoint.keyName)
                             : Result<Secret>(makeError(ErrorCode::NotFound, u"No keys are at hand."_s));
        if (!key) {
            end(makeLlmError(LlmErrorKind::NoKey, m_endpoint, key.error().message));
            return false;
        }
        m_key = *key;
    }
    if (!m_pool) {
        Secret proxyKey;
        if (!m_endpoint.proxy.keyName.isEmpty() && m_services.keys) {
            proxyKey = m_services.keys->key(m_endpoint.proxy.keyName).valueOr(Secret());
        }
        m_pool = std::make_unique<ConnectionPool>(m_endpoint, proxyKey);
    }
    return true;
}

/// Does what comes next, from the state alone.
void LlmBatchClient::step()
{
    m_retriesDone = 0;
    if (m_state.isDownloaded) {
        end();
    } else if (m_state.isOver()) {
        downloadNext();
    } else if (!reserve()) {
        return;
    } else if (m_state.inputFileId.isEmpty()) {
        upload();
    } else if (!m_state.batchId.isEmpty()) {
        poll();
    } else if (m_state.isCreateTried) {
        lookForIt({});
    } else {
        create();
    }
}

bool LlmBatchClient::reserve()
{
    if (!m_services.budget || m_reserved > 0 || m_state.mostCost <= 0 || !m_state.batchId.isEmpty()) {
        return true;
    }
    if (m_services.budget->reserve(m_state.mostCost) != LlmBudget::Answer::Granted) {
        end(makeLlmError(LlmErrorKind::BudgetSpent, m_endpoint,
                         u" (the batch: up to $%1)"_s.arg(m_state.mostCost, 0, 'g', 3)));
        return false;
    }
    m_reserved = m_state.mostCost;
    return true;
}

void LlmBatchClient::changed()
{
    if (m_onState) {
        m_onState(m_state);
    }
}

std::optional<QJsonObject> LlmBatchClient::objectOf(const HttpAnswer& answer)
{
    auto object = parseJsonObject(answer.body.isEmpty() ? QByteArray(" ") : answer.body);
    if (!object) {
        end(makeLlmError(LlmErrorKind::BadReply, m_endpoint, object.error().message));
        return std::nullopt;
    }
    return std::move(object).value();
}

void LlmBatchClient::upload()
{
    QFile file(m_state.inputPath);
    if (!file.open(QIODevice::ReadOnly)) {
        LlmError error = makeLlmError(LlmErrorKind::BadEndpoint, m_endpoint);
        error.error =
            makeError(ErrorCode::NotFound, u"The file of the batch cannot be read. Write it again."_s)
                .inFile(m_state.inputPath);
        end(error);
        return;
    }
    QByteArray content = file.readAll();
    QByteArray boundary = "plumbline-0";
    for (int number = 1; content.contains(boundary); ++number) {
        boundary = "plumbline-" + QByteArray::number(number);
    }
    HttpRequest request;
    request.method = "POST";
    request.url = m_endpoint.urlOf(u"files"_s);
    request.contentType = "multipart/form-data; boundary=" + boundary;
    request.body = formOf(boundary, content);
    ask(request, [this](const HttpAnswer& answer) {
        if (const auto object = objectOf(answer)) {
            m_state.inputFileId = object->value(u"id"_s).toString();
            if (m_state.inputFileId.isEmpty()) {
                end(makeLlmError(LlmErrorKind::BadReply, m_endpoint,
                                 u"the uploaded file was given no id."_s));
                return;
            }
            changed();
            step();
        }
    });
}

void LlmBatchClient::create()
{
    if (!std::exchange(m_state.isCreateTried, true)) {
        changed(); // stored before it is sent: after a crash it is looked for
    }
    HttpRequest request;
    request.method = "POST";
    request.url = m_endpoint.urlOf(u"batches"_s);
    request.contentType = "application/json";
    request.body = canonicalJson(QJsonObject{{u"input_file_id"_s, m_state.inputFileId},
                                             {u"endpoint"_s, u"/v1/chat/completions"_s},
                                             {u"completion_window"_s, u"24h"_s}});
    m_exchange = std::make_unique<HttpExchange>(m_endpoint, *m_pool, *m_services.timers);
    m_exchange->start(request, m_key, [this](const HttpAnswer& answer) {
        m_exchange.release()->deleteLater();
        if (answer.failure) {
            createAgain(*answer.failure);
        } else if (const auto object = objectOf(answer)) {
            takeBatch(*object);
            pollLater();
        }
    });
}

/// A lost answer may mean that the batch was created all the same: it is looked for before it is created
/// again.
void LlmBatchClient::createAgain(const LlmError& error)
{
    const auto wait = m_services.retry.waitMs(error, m_retriesDone, m_random.uniform());
    if (!wait) {
        end(error);
        return;
    }
    ++m_retriesDone;
    m_services.timers->callAfter(*wait, this, [this, run = m_run] {
        if (run == m_run && m_promise) {
            lookForIt({});
        }
    });
}

void LlmBatchClient::lookForIt(const QString& after)
{
    HttpRequest request;
    request.url = m_endpoint.urlOf(u"batches"_s);
    QUrlQuery query;
    query.addQueryItem(u"limit"_s, u"100"_s);
    if (!after.isEmpty()) {
        query.addQueryItem(u"after"_s, after);
    }
    request.url.setQuery(query);
    const int retries = m_retriesDone;
    ask(request, [this, retries](const HttpAnswer& answer) {
        const auto object = objectOf(answer);
        if (!object) {
            return;
        }
        const QJsonArray batches = object->value(u"data"_s).toArray();
        for (const QJsonValue& batch : batches) {
            if (batch.toObject().value(u"input_file_id"_s).toString() == m_state.inputFileId) {
                takeBatch(batch.toObject());
                step();
                return;
            }
        }
        m_retriesDone = retries;
        if (object->value(u"has_more"_s).toBool() && !batches.isEmpty()) {
            lookForIt(batches.last().toObject().value(u"id"_s).toString());
        } else {
            create();
        }
    });
}

void LlmBatchClient::takeBatch(const QJsonObject& batch)
{
    const LlmBatchState before = m_state;
    m_state.batchId = batch.value(u"id"_s).toString(m_state.batchId);
    m_state.status = batch.value(u"status"_s).toString(m_state.status);
    m_state.outputFileId = batch.value(u"output_file_id"_s).toString();
    m_state.errorFileId = batch.value(u"error_file_id"_s).toString();
    const QJsonObject counts = batch.value(u"request_counts"_s).toObject();
    m_state.total = counts.value(u"total"_s).toInt();
    m_state.completed = counts.value(u"completed"_s).toInt();
    m_state.failed = counts.value(u"failed"_s).toInt();
    const QJsonArray errors = batch.value(u"errors"_s).toObject().value(u"data"_s).toArray();
    m_state.message = m_key.hiddenIn(
        errors.isEmpty() ? QString() : errors.first().toObject().value(u"message"_s).toString());
    if (m_state != before) {
        changed();
    }
}

void LlmBatchClient::pollLater()
{
    if (m_state.batchId.isEmpty()) {
        end(makeLlmError(LlmErrorKind::BadReply, m_endpoint, u"the batch was given no id."_s));
        return;
    }
    m_services.timers->callAfter(m_pollMs, this, [this, run = m_run] {
        if (run == m_run && m_promise) {
            step();
        }
    });
    m_pollMs = std::min(2 * m_pollMs, kMostPollMs);
}

void LlmBatchClient::poll()
{
    HttpRequest request;
    request.url = m_endpoint.urlOf(u"batches/"_s + m_state.batchId);
    if (std::exchange(m_wantsCancel, false)) {
        request.method = "POST";
        request.contentType = "application/json";
        request.body = "{}";
        request.url = m_endpoint.urlOf(u"batches/"_s + m_state.batchId + u"/cancel"_s);
    }
    ask(request, [this](const HttpAnswer& answer) {
        if (const auto object = objectOf(answer)) {
            takeBatch(*object);
            if (m_state.isOver()) {
                step();
            } else {
                pollLater();
            }
        }
    });
}

void LlmBatchClient::cancelBatch()
{
    m_wantsCancel = true;
}

void LlmBatchClient::downloadNext()
{
    if (!m_state.outputFileId.isEmpty() && m_state.outputPath.isEmpty()) {
        download(m_state.outputFileId, u"output"_s, &LlmBatchState::outputPath);
    } else if (!m_state.errorFileId.isEmpty() && m_state.errorPath.isEmpty()) {
        download(m_state.errorFileId, u"errors"_s, &LlmBatchState::errorPath);
    } else {
        m_state.isDownloaded = true;
        changed();
        end();
    }
}

void LlmBatchClient::download(const QString& fileId, const QString& suffix, QString LlmBatchState::*path)
{
    const QString target = u"%1/%2-%3.jsonl"_s.arg(m_folder, plainId(m_state.batchId), suffix);
    auto file = std::make_shared<QFile>(target + u".part"_s);
    HttpRequest request;
    request.url = m_endpoint.urlOf(u"files/"_s + fileId + u"/content"_s);
    request.accept = "application/jsonl, */*";
    request.maxReplyBytes = kMostFileBytes;
    const auto failure = [this, file, target] {
        LlmError error = makeLlmError(LlmErrorKind::BadEndpoint, m_endpoint);
        error.error = makeError(ErrorCode::Io,
                                u"The results of the batch cannot be written. Make room on the disk; they "
                                "are fetched again."_s)
                          .inFile(target);
        error.error.details = file->errorString();
        end(error);
    };
    const Then then = [this, file, target, path, failure](const HttpAnswer&) {
        const bool isWritten = file->isOpen() && file->error() == QFileDevice::NoError && file->flush();
        file->close();
        QFile::remove(target);
        if (!isWritten || !file->rename(target)) {
            failure();
            return;
        }
        m_state.*path = target;
        changed();
        step();
    };
    const auto sink = [file](QByteArrayView bytes) {
        return file->write(bytes.data(), bytes.size()) == bytes.size();
    };
    const auto before = [file] {
        file->close();
        (void)file->open(QIODevice::WriteOnly | QIODevice::Truncate); // if it fails, so does the first write
    };
    ask(request, then, sink, before);
}

void LlmBatchClient::ask(const HttpRequest& request, const Then& then,
                         std::function<bool(QByteArrayView)> sink, std::function<void()> before)
{
    if (before) {
        before();
    }
    m_exchange = std::make_unique<HttpExchange>(m_endpoint, *m_pool, *m_services.timers);
    const auto done = [this, request, then, sink, before](const HttpAnswer& answer) {
        m_exchange.release()->deleteLater();
        if (!answer.failure) {
            then(answer);
            return;
        }
        const auto wait = m_services.retry.waitMs(*answer.failure, m_retriesDone, m_random.uniform());
        if (!wait) {
            end(answer.failure);
            return;
        }
        ++m_retriesDone;
        m_services.timers->callAfter(*wait, this, [this, request, then, sink, before, run = m_run] {
            if (run == m_run && m_promise) {
                ask(request, then, sink, before);
            }
        });
    };
    m_exchange->start(request, m_key, done, sink);
}

/// Tells the budget what the batch costs: the most possible once it may have been created, and what it did
/// cost once its results are there.
void LlmBatchClient::book()
{
    if (!m_services.budget) {
        return;
    }
    double cost = m_state.isCreateTried ? m_state.mostCost : 0;
    if (m_state.isDownloaded) {
        const auto results = readBatchFiles(m_endpoint, {m_state.outputPath, m_state.errorPath}, {});
        cost = results ? results->cost : m_state.mostCost;
    }
    const double more = cost - m_state.bookedCost;
    m_state.bookedCost = cost;
    m_services.budget->settle(std::exchange(m_reserved, 0), more);
    if (more != 0) {
        changed();
    }
}

void LlmBatchClient::end(std::optional<LlmError> error)
{
    const auto promise = std::exchange(m_promise, nullptr);
    if (!promise) {
        return;
    }
    stop();
    promise->addResult(LlmBatchOutcome{m_state, std::move(error)});
    promise->finish();
}

void LlmBatchClient::stop()
{
    ++m_run;
    if (m_exchange) {
        m_exchange->cancel();
        m_exchange.release()->deleteLater();
    }
    book();
}

} // namespace plumbline
