#include "core/store/summaryrepository.h"

#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/projectrepository.h"

#include <QHash>
#include <QSet>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Adds what the index of the list says of each batch: kinds, items by number of labels.
Result<void> addDistribution(Session& session, ProjectSummary& summary,
                             const QHash<BatchId, qsizetype>& places, const QSet<BatchId>& judgedByPeople)
{
    PLUMBLINE_ASSIGN(Rows rows, session.db.query(u"SELECT batch_id, kind, label_count, count(*) FROM item "
                                                 "GROUP BY batch_id, kind, label_count"_s));
    QHash<BatchId, qint64> most;
    while (rows.next()) {
        const BatchId id{rows.integer(0)};
        BatchSummary& batch = summary.batches[places.value(id)];
        const ItemKind kind = itemKindFromName(rows.text(1)).value_or(ItemKind::Pairwise);
        const qint64 items = rows.integer(3);
        const auto labels = static_cast<int>(rows.integer(2));
        if (items > most.value(id)) {
            most[id] = items;
            batch.kind = kind;
        }
        batch.withTwoOrMore += labels >= 2 ? items : 0;
        if (kind == ItemKind::Pairwise && judgedByPeople.contains(id) && labels > 0) {
            summary.pairsByVotes[labels] += items;
        }
    }
    return rows.status();
}

} // namespace

Result<ProjectSummary> SummaryRepository::summary()
{
    ProjectSummary out;
    ProjectRepository project(m_session);
    PLUMBLINE_ASSIGN(const auto kept, project.counters({}));
    const auto counter = [&kept](QStringView name) { return kept.value(name.toString()); };
    out.items = counter(counters::kItems);
    out.prompts = counter(counters::kPrompts);
    out.responses = counter(counters::kResponses);
    out.labelsByPeople = counter(counters::kLabelsHuman);
    out.labelsByOthers = counter(counters::kLabelsOther);
    out.spans = counter(counters::kSpans);
    out.missing = counter(counters::kMissing);
    out.ratings = counter(counters::kRatings);
    PLUMBLINE_ASSIGN(const QList<Annotator> annotators, AnnotatorRepository(m_session).list());
    for (const Annotator& annotator : annotators) {
        PLUMBLINE_ASSIGN(const qint64 submitted,
                         project.counter(annotatorScope(annotator.id.value), counters::kSubmitted));
        if (submitted > 0) {
            ++(annotator.kind == AnnotatorKind::Human ? out.people : out.judges);
        }
    }
    PLUMBLINE_ASSIGN(const QList<Batch> batches, BatchRepository(m_session).list());
    QHash<BatchId, qsizetype> places;
    QSet<BatchId> judgedByPeople;
    for (const Batch& batch : batches) {
        PLUMBLINE_ASSIGN(const auto own, project.counters(batchScope(batch.id.value)));
        BatchSummary row;
        row.batch = batch;
        row.items = own.value(counters::kItems.toString());
        row.openItems = own.value(counters::kOpenItems.toString());
        if (own.value(counters::kLabelsHuman.toString()) > 0) {
            judgedByPeople.insert(batch.id);
        }
        row.labels =
            own.value(counters::kLabelsHuman.toString()) + own.value(counters::kLabelsOther.toString());
        places.insert(batch.id, out.batches.size());
        out.batches << row;
    }
    PLUMBLINE_TRY(addDistribution(m_session, out, places, judgedByPeople));
    PLUMBLINE_ASSIGN(out.flagged, m_session.db.integer(u"SELECT count(*) FROM item WHERE flag_count > 0"_s));
    return out;
}

} // namespace plumbline
