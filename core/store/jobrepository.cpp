#include "core/store/jobrepository.h"

#include "core/base/json.h"
#include "core/store/itemrows.h"

#include <QUuid>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView kColumns =
    u"id, uid, kind, params, state, done, total, unit, checkpoint, result, message, "
    u"created_at, started_at, finished_at";

QDateTime timeOrNone(const QString& text)
{
    return text.isEmpty() ? QDateTime() : fromIsoUtc(text);
}

Result<Job> fromRow(const Rows& rows)
{
    Job job;
    job.id = JobId{rows.integer(0)};
    job.uid = rows.text(1);
    job.kind = rows.text(2);
    PLUMBLINE_ASSIGN(job.params, itemrows::objectColumn(rows.text(3)));
    job.state = jobStateFromName(rows.text(4)).value_or(JobState::Interrupted);
    job.done = rows.integer(5);
    job.total = rows.integer(6);
    job.unit = rows.text(7);
    PLUMBLINE_ASSIGN(job.checkpoint, itemrows::objectColumn(rows.text(8)));
    PLUMBLINE_ASSIGN(job.result, itemrows::objectColumn(rows.text(9)));
    job.message = rows.text(10);
    job.createdAt = timeOrNone(rows.text(11));
    job.startedAt = timeOrNone(rows.text(12));
    job.finishedAt = timeOrNone(rows.text(13));
    return job;
}

QString toText(const QJsonObject& object)
{
    return QString::fromUtf8(canonicalJson(object));
}

} // namespace

Result<Job> JobRepository::add(const QString& kind, const QJsonObject& params, const QString& owner)
{
    PLUMBLINE_ASSIGN(const qint64 id,
                     m_session.db.insert(u"INSERT INTO job (uid, kind, params, state, owner, created_at) "
                                         "VALUES (?, ?, ?, 'queued', ?, ?)"_s,
                                         {QUuid::createUuid().toString(QUuid::WithoutBraces), kind,
                                          toText(params), owner, m_session.now()}));
    return get(JobId{id});
}

Result<Job> JobRepository::get(JobId id)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT %1 FROM job WHERE id = ?"_s.arg(kColumns), {id.value}));
    if (rows.next()) {
        return fromRow(rows);
    }
    PLUMBLINE_TRY(rows.status());
    return makeError(ErrorCode::NotFound, u"There is no job %1."_s.arg(id.value));
}

Result<QList<Job>> JobRepository::list(qint64 before, int limit)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT %1 FROM job WHERE id < ? ORDER BY id DESC LIMIT ?"_s.arg(kColumns),
                           {before > 0 ? before : std::numeric_limits<qint64>::max(), limit}));
    QList<Job> out;
    while (rows.next()) {
        PLUMBLINE_ASSIGN(Job job, fromRow(rows));
        out << job;
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<void> JobRepository::start(JobId id, const QString& owner)
{
    return m_session.db.exec(
        u"UPDATE job SET state = 'running', owner = ?, started_at = ?, finished_at = '', message = '' "
        "WHERE id = ?"_s,
        {owner, m_session.now(), id.value});
}

Result<void> JobRepository::setProgress(JobId id, qint64 done, qint64 total, const QString& unit)
{
    return m_session.db.exec(u"UPDATE job SET done = ?, total = ?, unit = ? WHERE id = ?"_s,
                             {done, total, unit, id.value});
}

Result<void> JobRepository::setCheckpoint(JobId id, const QJsonObject& checkpoint)
{
    return m_session.db.exec(u"UPDATE job SET checkpoint = ? WHERE id = ?"_s, {toText(checkpoint), id.value});
}

Result<void> JobRepository::finish(JobId id, JobState state, const QString& message,
                                   const QJsonObject& result)
{
    return m_session.db.exec(
        u"UPDATE job SET state = ?, message = ?, result = ?, finished_at = ? WHERE id = ?"_s,
        {toName(state), message, toText(result), m_session.now(), id.value});
}

Result<QList<Job>> JobRepository::markInterrupted(const std::function<bool(const QString&)>& isAlive)
{
    QList<QPair<qint64, QString>> running;
    {
        PLUMBLINE_ASSIGN(
            Rows rows, m_session.db.query(
                           u"SELECT id, owner FROM job WHERE state IN ('queued', 'running') ORDER BY id"_s));
        while (rows.next()) {
            running.append({rows.integer(0), rows.text(1)});
        }
        PLUMBLINE_TRY(rows.status());
    }
    QList<Job> out;
    for (const auto& [id, owner] : std::as_const(running)) {
        if (isAlive(owner)) {
            continue;
        }
        PLUMBLINE_TRY(
            m_session.db.exec(u"UPDATE job SET state = 'interrupted', message = ? WHERE id = ?"_s,
                              {u"Plumbline ended before the job did. It can go on where it stopped."_s, id}));
        PLUMBLINE_ASSIGN(const Job job, get(JobId{id}));
        out << job;
    }
    return out;
}

} // namespace plumbline
