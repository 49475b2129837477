#include "core/store/judgerepository.h"

#include "core/base/json.h"
#include "core/store/jobrepository.h"
#include "core/store/projectrepository.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The rest of a statement over items i, with what it binds.
struct Where
{
    QStringList parts{u"1 = 1"_s};
    QVariantList binds;

    [[nodiscard]] QString sql() const { return parts.join(u" AND "_s); }
};

/// Lists go in as one JSON text, so that any number of them is one kept statement.
QString listText(const QStringList& parts)
{
    return u'[' + parts.join(u',') + u']';
}

template <typename T> QString idsText(const QList<T>& ids)
{
    QStringList parts;
    parts.reserve(ids.size());
    for (const T& id : ids) {
        parts << QString::number(id.value);
    }
    return listText(parts);
}

Where whereOf(const JudgedItems& which)
{
    Where where;
    if (!which.batches.isEmpty()) {
        where.parts << u"i.batch_id IN (SELECT value FROM json_each(?))"_s;
        where.binds << idsText(which.batches);
    }
    if (!which.items.isEmpty()) {
        where.parts << u"i.id IN (SELECT value FROM json_each(?))"_s;
        where.binds << idsText(which.items);
    }
    if (!which.kinds.isEmpty()) {
        QStringList names;
        for (const ItemKind kind : which.kinds) {
            names << u'"' + toName(kind) + u'"';
        }
        where.parts << u"i.kind IN (SELECT value FROM json_each(?))"_s;
        where.binds << listText(names);
    }
    if (which.onlyWithout) {
        where.parts << u"NOT EXISTS (SELECT 1 FROM annotation a WHERE a.item_id = i.id AND a.annotator_id = "
                       "? AND a.action = 'submit' AND NOT EXISTS (SELECT 1 FROM annotation s WHERE "
                       "s.supersedes_id = a.id))"_s;
        where.binds << which.judge.value;
    }
    if (!which.notByJob.isEmpty()) {
        where.parts << u"NOT EXISTS (SELECT 1 FROM annotation a WHERE a.item_id = i.id AND a.annotator_id = "
                       "? AND a.provenance <> '' AND (a.provenance ->> 'job') = ? AND NOT EXISTS (SELECT 1 "
                       "FROM annotation s WHERE s.supersedes_id = a.id))"_s;
        where.binds << which.judge.value << which.notByJob;
    }
    return where;
}

} // namespace

Result<void> JudgeRepository::setDetails(AnnotatorId annotator, const QJsonObject& details)
{
    return m_session.db.exec(u"UPDATE annotator SET details = ? WHERE id = ?"_s,
                             {QString::fromUtf8(canonicalJson(details)), annotator.value});
}

Result<QList<ItemId>> JudgeRepository::itemsAfter(const JudgedItems& which, ItemId after, int limit)
{
    Where where = whereOf(which);
    where.binds << after.value << limit;
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT i.id FROM item i WHERE "_s + where.sql() +
                                                       u" AND i.id > ? ORDER BY i.id LIMIT ?"_s,
                                                   where.binds));
    QList<ItemId> out;
    while (rows.next()) {
        out << ItemId{rows.integer(0)};
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<qint64> JudgeRepository::countItems(const JudgedItems& which)
{
    const Where where = whereOf(which);
    return m_session.db.integer(u"SELECT count(*) FROM item i WHERE "_s + where.sql(), where.binds);
}

Result<void> JudgeRepository::setBeside(ItemId item, AnnotatorId annotator, AssignmentState state)
{
    PLUMBLINE_ASSIGN(const std::optional<QVariant> before,
                     m_session.db.scalar(u"SELECT state FROM assignment WHERE item_id = ? AND "
                                         "annotator_id = ?"_s,
                                         {item.value, annotator.value}));
    const auto old = before ? assignmentStateFromName(before->toString()) : std::nullopt;
    if (old == AssignmentState::Leased || old == AssignmentState::Submitted) {
        return {}; // it has its place already, in a slot or beside
    }
    const QString now = m_session.now();
    PLUMBLINE_TRY(m_session.db.exec(
        u"INSERT INTO assignment (item_id, annotator_id, state, claimed_at, lease_until, is_beside) VALUES "
        "(?, ?, ?, ?, ?, 1) ON CONFLICT (item_id, annotator_id) DO UPDATE SET state = excluded.state, "
        "lease_until = excluded.lease_until, is_beside = 1"_s,
        {item.value, annotator.value, toName(state), now, now}));
    PLUMBLINE_ASSIGN(const qint64 batch,
                     m_session.db.integer(u"SELECT batch_id FROM item WHERE id = ?"_s, {item.value}));
    ProjectRepository project(m_session);
    const auto count = [&](std::optional<AssignmentState> which, qint64 delta) {
        if (which == AssignmentState::Submitted || which == AssignmentState::Skipped) {
            const QStringView name =
                which == AssignmentState::Submitted ? counters::kSubmitted : counters::kSkipped;
            project.addToCounter(annotatorScope(annotator.value), name, delta);
            project.addToCounter(annotatorBatchScope(annotator.value, batch), name, delta);
        }
    };
    count(state, 1);
    count(old, -1);
    return {};
}

Result<void> JudgeRepository::setJobParams(JobId job, const QJsonObject& params)
{
    PLUMBLINE_ASSIGN(const Job stored, JobRepository(m_session).get(job));
    if (stored.state == JobState::Running || stored.state == JobState::Queued) {
        return makeError(ErrorCode::Conflict, u"The job is running. Stop it first."_s);
    }
    return m_session.db.exec(u"UPDATE job SET params = ? WHERE id = ?"_s,
                             {QString::fromUtf8(canonicalJson(params)), job.value});
}

} // namespace plumbline
