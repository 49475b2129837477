// What an annotator sees of their own work: history, progress, and the label state for comparing. See
// labelling.h.

#include "core/store/annotationrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/labelling.h"
#include "core/store/projectrepository.h"
#include "core/store/servesbatch.h"

#include "core/base/json.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

Result<QList<HistoryEntry>> Labelling::history(int limit)
{
    QList<qint64> ids;
    {
        PLUMBLINE_ASSIGN(
            Rows rows,
            m_session.db.query(u"SELECT a.id FROM annotation a WHERE a.annotator_id = ? AND a.action <> "
                               "'retract' AND NOT EXISTS (SELECT 1 FROM annotation s WHERE s.supersedes_id = "
                               "a.id) ORDER BY a.id DESC LIMIT ?"_s,
                               {m_annotator.value, limit}));
        while (rows.next()) {
            ids.prepend(rows.integer(0));
        }
        PLUMBLINE_TRY(rows.status());
    }
    QList<HistoryEntry> out;
    for (const qint64 id : std::as_const(ids)) {
        PLUMBLINE_ASSIGN(const Annotation row, AnnotationRepository(m_session).get(AnnotationId{id}));
        out << HistoryEntry{row.itemId, row.id, row.action,
                            shortForm(row.content, row.action, row.shownOrder)};
    }
    return out;
}

Result<Progress> Labelling::progress(const QueueFilter& filter)
{
    constexpr int kPaceLabels = 20;
    Progress out;
    ProjectRepository project(m_session);
    PLUMBLINE_ASSIGN(const QList<Batch> batches, BatchRepository(m_session).list());
    PLUMBLINE_ASSIGN(const QList<Assignment> held, AssignmentRepository(m_session).held(m_annotator, filter));
    out.total = held.size();
    for (const Batch& batch : batches) {
        if (!servesBatch(filter, batch)) {
            continue;
        }
        const QString own = annotatorBatchScope(m_annotator.value, batch.id.value);
        PLUMBLINE_ASSIGN(const qint64 submitted, project.counter(own, counters::kSubmitted));
        PLUMBLINE_ASSIGN(const qint64 skipped, project.counter(own, counters::kSkipped));
        PLUMBLINE_ASSIGN(const qint64 open,
                         project.counter(batchScope(batch.id.value), counters::kOpenItems));
        PLUMBLINE_ASSIGN(const qint64 items, project.counter(batchScope(batch.id.value), counters::kItems));
        out.done += submitted;
        out.total += std::min(submitted + open, std::max(items - skipped, submitted));
    }
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(
                         u"SELECT active_ms FROM annotation WHERE annotator_id = ? AND action = 'submit' AND "
                         "active_ms IS NOT NULL ORDER BY id DESC LIMIT ?"_s,
                         {m_annotator.value, kPaceLabels}));
    QList<qint64> times;
    while (rows.next()) {
        times << rows.integer(0);
    }
    PLUMBLINE_TRY(rows.status());
    if (!times.isEmpty()) {
        const auto middle = times.begin() + times.size() / 2;
        std::nth_element(times.begin(), middle, times.end());
        out.medianMs = *middle;
        out.remainingMs = *middle * std::max<qint64>(out.total - out.done, 0);
    }
    return out;
}

Result<QByteArray> labelState(Session& session)
{
    QByteArray out;
    {
        PLUMBLINE_ASSIGN(
            Rows rows, session.db.query(
                           u"SELECT i.uid, n.name, a.action, a.content, a.shown_order FROM annotation a JOIN "
                           "item i ON i.id = a.item_id JOIN annotator n ON n.id = a.annotator_id WHERE "
                           "a.action <> 'retract' AND NOT EXISTS (SELECT 1 FROM annotation s WHERE "
                           "s.supersedes_id = a.id) ORDER BY i.uid, n.name, a.content, a.action"_s));
        while (rows.next()) {
            const QStringList parts{u"label"_s,   rows.text(0), rows.text(1),
                                    rows.text(2), rows.text(4), rows.text(3)};
            out += parts.join(u'\t').toUtf8() + '\n';
        }
        PLUMBLINE_TRY(rows.status());
    }
    PLUMBLINE_ASSIGN(
        Rows rows,
        session.db.query(u"SELECT i.uid, n.name, d.content FROM draft d JOIN item i ON i.id = d.item_id JOIN "
                         "annotator n ON n.id = d.annotator_id ORDER BY i.uid, n.name"_s));
    while (rows.next()) {
        const QStringList parts{u"draft"_s, rows.text(0), rows.text(1), rows.text(2)};
        out += parts.join(u'\t').toUtf8() + '\n';
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

} // namespace plumbline
