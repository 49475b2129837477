#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/job.h"
#include "core/store/store.h"

#include <QJsonObject>
#include <QString>

namespace plumbline {

/// What a running job gets: the store, the wish to stop, and ways to say how far it is. Used on the job's
/// thread.
class JobContext
{
public:
    virtual ~JobContext() = default;

    /// True once the job is to stop; ask at least every 50 ms and end with ErrorCode::Cancelled.
    [[nodiscard]] virtual bool isCancelled() const = 0;
    /// How far the job is, in its unit; total 0 = not known. Cheap: call as often as you like.
    virtual void setProgress(qint64 done, qint64 total) = 0;
    /// "lines", "items", "bytes"…
    virtual void setUnit(const QString& unit) = 0;
    /// Notes where a resumed run goes on; call it inside the transaction that writes the results before that
    /// point.
    [[nodiscard]] virtual Result<void> setCheckpoint(Session& session, const QJsonObject& checkpoint) = 0;
    /// What an earlier run of this job noted; empty on the first run.
    [[nodiscard]] virtual QJsonObject checkpoint() const = 0;
    /// The job's row as it was when this run of it began.
    [[nodiscard]] virtual const Job& row() const = 0;
    [[nodiscard]] virtual Store& store() = 0;
    [[nodiscard]] virtual const Clock& clock() const = 0;
};

} // namespace plumbline
