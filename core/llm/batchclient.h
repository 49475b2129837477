#pragma once

#include "core/base/random.h"
#include "core/llm/batchfile.h"
#include "core/llm/httpexchange.h"
#include "core/llm/httpllmclient.h"

#include <QFuture>
#include <QObject>
#include <QPromise>

#include <functional>
#include <memory>

namespace plumbline {

/// Where a batch stands. Store it each time it changes: with it, and the input file, the batch goes on after
/// a restart.
struct LlmBatchState
{
    QString inputPath;   ///< the file that writeBatchFiles() made
    double mostCost = 0; ///< US dollars; is reserved in the budget
    QString inputFileId; ///< the server's names of things; empty: not yet
    bool isCreateTried = false;
    QString batchId;
    QString
        status; ///< validating, in_progress, finalizing, completed, failed, expired, cancelling, cancelled
    QString outputFileId;
    QString errorFileId;
    int total = 0;
    int completed = 0;
    int failed = 0;
    QString message;    ///< why the server failed it
    QString outputPath; ///< the downloaded files; empty: there is none
    QString errorPath;
    bool isDownloaded = false;
    double bookedCost =
        0; ///< US dollars that the budget was told of: the most possible until the results tell

    bool operator==(const LlmBatchState&) const = default;

    /// Whether the server has ended it, one way or another.
    [[nodiscard]] bool isOver() const;
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static LlmBatchState fromJson(const QJsonObject& object);
};

struct LlmBatchOutcome
{
    LlmBatchState state;
    std::optional<LlmError> error; ///< why it did not go on; the state says how far it came
};

/// Takes a batch through the Batch API: uploads its file, creates it, asks how it goes, downloads what came
/// of it. Each step is tried again by the retry policy. A batch is never created twice: after a lost answer
/// it is first looked for by its input file. One batch at a time; lives on a thread with an event loop.
class LlmBatchClient : public QObject
{
    Q_OBJECT

public:
    /// Told of each change of state, on the client's thread, before the next step is done.
    using StateSink = std::function<void(const LlmBatchState&)>;

    LlmBatchClient(LlmEndpoint endpoint, const LlmServices& services, QObject* parent = nullptr);
    ~LlmBatchClient() override;

    /// Goes on from wherever `state` is until the results are on disk: `folder`/ID-output.jsonl and
    /// -errors.jsonl. Cancelling the future stops asking; the batch itself goes on at the server, see
    /// cancelBatch().
    [[nodiscard]] QFuture<LlmBatchOutcome> run(const LlmBatchState& state, const QString& folder,
                                               StateSink onState = {});
    /// Asks the server to stop the batch that is run; what is done by then is paid and still downloaded.
    void cancelBatch();

private:
    using Then = std::function<void(const HttpAnswer&)>;

    void step();
    void upload();
    void create();
    void lookForIt(const QString& after);
    void poll();
    void pollLater();
    void download(const QString& fileId, const QString& suffix, QString LlmBatchState::*path);
    void downloadNext();
    void takeBatch(const QJsonObject& batch);
    void changed();
    /// Sends, and again by the policy; then `then` with a good answer. Ends the run otherwise.
    void ask(const HttpRequest& request, const Then& then, std::function<bool(QByteArrayView)> sink = {},
             std::function<void()> before = {});
    void createAgain(const LlmError& error);
    [[nodiscard]] std::optional<QJsonObject> objectOf(const HttpAnswer& answer);
    [[nodiscard]] bool reserve();
    [[nodiscard]] bool prepare();
    void end(std::optional<LlmError> error = {});
    void stop();
    void book();

    LlmEndpoint m_endpoint;
    LlmServices m_services;
    Random m_random;
    Secret m_key;
    std::unique_ptr<ConnectionPool> m_pool;
    std::unique_ptr<HttpExchange> m_exchange;
    std::unique_ptr<QPromise<LlmBatchOutcome>> m_promise;
    LlmBatchState m_state;
    QString m_folder;
    StateSink m_onState;
    int m_retriesDone = 0;
    qint64 m_pollMs = 0;
    double m_reserved = 0;
    bool m_wantsCancel = false;
    qint64 m_run = 0; ///< counts the runs, so that a timer of an old one does nothing
};

} // namespace plumbline
