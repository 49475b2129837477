#pragma once

#include "core/jobs/jobrunner.h"

#include <QHash>
#include <QObject>
#include <QString>

namespace plumbline {

/// What the status bar says of the jobs that run: one with its name, percent and time left, more as a sum.
class JobStatus : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Follows another runner from now on; nullptr follows none.
    void follow(JobRunner* runner);
    /// "" when nothing runs.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void textChanged(const QString& text);
    /// A job ended in a failure: its row.
    void jobFailed(const plumbline::Job& job);
    void jobDone(const plumbline::Job& job);

private:
    void update(const JobProgress& progress);
    void remove(const Job& job);

    QHash<qint64, JobProgress> m_running;
};

/// A kind of job in a word or two, as a sentence begins: "Import".
[[nodiscard]] QString jobKindWords(const QString& kind);
/// "about 2 min left"; "" when not known.
[[nodiscard]] QString timeLeftWords(const std::optional<qint64>& remainingMs);

} // namespace plumbline
