#pragma once

#include "core/base/ids.h"
#include "core/domain/kinds.h"
#include "core/store/itemrepository.h"

#include <QObject>
#include <QString>

#include <functional>

namespace plumbline {

class Store;

/// What to put into a batch.
struct BatchRequest
{
    QString name;
    ItemFilter filter;
    QueueOrder order = QueueOrder::Fixed;
    int overlap = 1; ///< labels wanted for each item
};

/// Changes many items of a project in short transactions, so that annotators can submit between them. Running
/// one again after an interruption does what is left: nothing is done twice.
class BatchWork : public QObject
{
    Q_OBJECT

public:
    explicit BatchWork(Store& store, QObject* parent = nullptr);

    /// Copies the items that pass the filter into a batch: same prompt, responses, schema, priority and gold
    /// answer; none of the labels.
    void fill(const BatchRequest& request);
    /// Makes every item of a batch want at least so many labels.
    void raiseOverlap(BatchId batch, int overlap);
    /// Ends after the transaction under way; what was written stays.
    void cancel() { m_isCancelled = true; }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    /// Items looked at, of all; 0: not known yet.
    void progressChanged(qint64 done, qint64 total);
    /// The batch, and how many items were added or changed.
    void finished(plumbline::BatchId batch, qint64 changed);
    void failed(const plumbline::Error& error);

private:
    /// What one transaction did.
    struct Chunk
    {
        BatchId batch;
        qint64 last = 0; ///< id of the last item looked at
        qint64 looked = 0;
        qint64 changed = 0;
        bool isEnd = false;
    };
    using Step = std::function<Result<Chunk>(Session&, qint64 after)>;

    void run(const ItemFilter& filter, Step step);
    void next();

    Store& m_store;
    Step m_step;
    qint64 m_after = 0;
    qint64 m_looked = 0;
    qint64 m_total = 0;
    qint64 m_changed = 0;
    bool m_isRunning = false;
    bool m_isCancelled = false;
};

} // namespace plumbline
