#include "ui/shell/jobstatus.h"

#include "ui/theme/numbers.h"

#include <QCoreApplication>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QString jobKindWords(const QString& kind)
{
    if (kind == u"import") {
        return JobStatus::tr("Import");
    }
    if (kind == u"export") {
        return JobStatus::tr("Export");
    }
    if (kind == u"index") {
        return JobStatus::tr("Search index");
    }
    if (kind == u"fill" || kind == u"select") {
        return JobStatus::tr("Filling a batch");
    }
    if (kind == u"decide") {
        return JobStatus::tr("Most deciding pairs first");
    }
    if (kind == u"overlap") {
        return JobStatus::tr("More labels");
    }
    if (kind == u"judge") {
        return JobStatus::tr("Judging");
    }
    return kind == u"order" ? JobStatus::tr("New order") : kind;
}

QString timeLeftWords(const std::optional<qint64>& remainingMs)
{
    if (!remainingMs) {
        return {};
    }
    constexpr qint64 kSecondMs = 1000;
    constexpr qint64 kMinuteMs = 60 * kSecondMs;
    if (*remainingMs < kMinuteMs) {
        return JobStatus::tr("about %1 s left").arg(std::max<qint64>(1, *remainingMs / kSecondMs));
    }
    return JobStatus::tr("about %1 min left").arg((*remainingMs + kMinuteMs / 2) / kMinuteMs);
}

void JobStatus::follow(JobRunner* runner)
{
    m_running.clear();
    if (runner != nullptr) {
        const QList<JobProgress> running = runner->running();
        for (const JobProgress& progress : running) {
            m_running.insert(progress.id.value, progress);
        }
        connect(runner, &JobRunner::progressChanged, this, &JobStatus::update);
        connect(runner, &JobRunner::finished, this, &JobStatus::remove);
    }
    Q_EMIT textChanged(text());
}

void JobStatus::update(const JobProgress& progress)
{
    m_running.insert(progress.id.value, progress);
    Q_EMIT textChanged(text());
}

void JobStatus::remove(const Job& job)
{
    m_running.remove(job.id.value);
    Q_EMIT textChanged(text());
    if (job.state == JobState::Failed) {
        Q_EMIT jobFailed(job);
    } else if (job.state == JobState::Done) {
        Q_EMIT jobDone(job);
    }
}

QString JobStatus::text() const
{
    if (m_running.isEmpty()) {
        return {};
    }
    double done = 0;
    qsizetype known = 0;
    for (const JobProgress& progress : m_running) {
        if (progress.total > 0) {
            done += std::min(1.0, double(progress.done) / double(progress.total));
            ++known;
        }
    }
    const QString percent = known > 0 ? percentText(done / double(known)) : QString();
    if (m_running.size() > 1) {
        return percent.isEmpty() ? tr("%1 jobs").arg(m_running.size())
                                 : tr("%1 jobs, %2").arg(QString::number(m_running.size()), percent);
    }
    const JobProgress& only = *m_running.constBegin();
    QStringList parts{jobKindWords(only.kind)};
    if (!percent.isEmpty()) {
        parts.append(percent);
    }
    const QString left = timeLeftWords(only.remainingMs);
    if (!left.isEmpty()) {
        parts.append(left);
    }
    return parts.join(u", "_s);
}

} // namespace plumbline
