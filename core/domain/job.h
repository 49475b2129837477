#pragma once

#include "core/base/ids.h"
#include "core/domain/kinds.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace plumbline {

/// One long piece of work, as its row says. The row outlives the run: it says what was done.
struct Job
{
    JobId id;
    QString uid;
    QString kind;       ///< "import", "export", …
    QJsonObject params; ///< everything needed to run or resume it; never a key or a password
    JobState state = JobState::Queued;
    qint64 done = 0;        ///< progress in the job's own unit
    qint64 total = 0;       ///< 0: not known
    QString unit;           ///< "lines", "items", "bytes"
    QJsonObject checkpoint; ///< where a resumed run goes on
    QJsonObject result;     ///< numbers at the end: read, added, duplicates, bad lines…
    QString message;        ///< the sentence shown at the end, or the error
    QDateTime createdAt;
    QDateTime startedAt;
    QDateTime finishedAt;
    bool operator==(const Job&) const = default;
};

} // namespace plumbline
