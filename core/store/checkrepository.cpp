#include "core/store/checkrepository.h"

#include "core/store/annotationrepository.h"
#include "core/store/projectrepository.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// An annotation `a` that nothing supersedes.
constexpr QStringView kIsCurrent = u"NOT EXISTS (SELECT 1 FROM annotation s WHERE s.supersedes_id = a.id)";

/// What trim() takes for white space.
QString whiteSpace()
{
    return u" \t\r\n\u00A0\uFEFF"_s;
}

/// A SELECT of (scope, name, kept, counted) for one counter of one scope each; `counted` is a SELECT of
/// (scope, value) rows. A scope that either side lacks counts as 0.
QString differenceSql(QStringView name, const QString& scopePattern, const QString& counted)
{
    return u"WITH counted (scope, value) AS (%3), kept (scope, value) AS (SELECT scope, value FROM counter "
           u"WHERE "
           "name = '%1' AND scope LIKE '%2'), scopes (scope) AS (SELECT scope FROM counted UNION SELECT "
           "scope FROM "
           "kept) SELECT scopes.scope, '%1', coalesce(kept.value, 0), coalesce(counted.value, 0) FROM scopes "
           "LEFT "
           "JOIN kept ON kept.scope = scopes.scope LEFT JOIN counted ON counted.scope = scopes.scope WHERE "
           "coalesce(kept.value, 0) <> coalesce(counted.value, 0) ORDER BY scopes.scope"_s.arg(
               name, scopePattern, counted);
}

/// differenceSql() for a counter of the whole project.
QString projectSql(QStringView name, const QString& counted)
{
    return differenceSql(name, QString(), u"SELECT '', (%1)"_s.arg(counted));
}

QString labelCountSql(bool isHuman, bool isByBatch)
{
    const QString scope = isByBatch ? u"'batch:' || i.batch_id"_s : u"''"_s;
    return u"SELECT %1, count(*) FROM annotation a JOIN annotator j ON j.id = a.annotator_id JOIN item i ON "
           u"i.id = "
           "a.item_id WHERE a.action = 'submit' AND j.kind %2 'human' AND %3 GROUP BY 1"_s.arg(
               scope, isHuman ? u"="_s : u"<>"_s, kIsCurrent);
}

QString assignmentCountSql(const QString& state, bool isByBatch)
{
    const QString scope = isByBatch ? u"'annotator:' || a.annotator_id || '/batch:' || i.batch_id"_s
                                    : u"'annotator:' || a.annotator_id"_s;
    return u"SELECT %1, count(*) FROM assignment a JOIN item i ON i.id = a.item_id WHERE a.state = '%2' GROUP BY 1"_s
        .arg(scope, state);
}

} // namespace

Result<QStringList> CheckRepository::databaseProblems()
{
    QStringList problems;
    if (m_session.db.dialect().kind() != Dialect::Kind::Sqlite) {
        return problems;
    }
    PLUMBLINE_ASSIGN(Rows integrity, m_session.db.query(u"PRAGMA integrity_check"_s));
    while (integrity.next()) {
        if (integrity.text(0) != "ok"_L1) {
            problems << integrity.text(0);
        }
    }
    PLUMBLINE_TRY(integrity.status());
    PLUMBLINE_ASSIGN(Rows foreign, m_session.db.query(u"PRAGMA foreign_key_check"_s));
    while (foreign.next()) {
        problems << u"table %1, row %2 refers to a row of %3 that is not there"_s.arg(
            foreign.text(0), foreign.text(1), foreign.text(2));
    }
    PLUMBLINE_TRY(foreign.status());
    return problems;
}

Result<QList<CountDifference>> CheckRepository::itemCountDifferences(int limit)
{
    // One pass over annotations and assignments, grouped by item, instead of four look-ups for each item.
    QString sql =
        u"WITH said (item_id, labels, skips, flags) AS (SELECT a.item_id, count(*) FILTER (WHERE a.action = "
        "'submit'), count(*) FILTER (WHERE a.action = 'skip'), count(*) FILTER (WHERE a.action <> 'retract' "
        "AND "
        "a.content LIKE '%\"flagged\":true%' AND (a.content ->> 'flagged') IS NOT NULL) FROM annotation a "
        "WHERE "
        "#current GROUP BY a.item_id), held (item_id, slots) AS (SELECT item_id, count(*) FROM assignment "
        "WHERE state "
        "IN ('leased', 'submitted') AND is_beside = 0 GROUP BY item_id) SELECT i.id, i.label_count, "
        "coalesce(said.labels, 0), "
        "i.skip_count, coalesce(said.skips, 0), i.flag_count, coalesce(said.flags, 0), i.taken, "
        "coalesce(held.slots, "
        "0) FROM item i LEFT JOIN said ON said.item_id = i.id LEFT JOIN held ON held.item_id = i.id WHERE "
        "i.label_count <> coalesce(said.labels, 0) OR i.skip_count <> coalesce(said.skips, 0) OR "
        "i.flag_count <> "
        "coalesce(said.flags, 0) OR i.taken <> coalesce(held.slots, 0) ORDER BY i.id LIMIT ?"_s;
    sql.replace(u"#current"_s,
                kIsCurrent.toString()); // not arg(): the statement holds percent signs of its own
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(sql, {limit}));
    const QStringList names{u"label_count"_s, u"skip_count"_s, u"flag_count"_s, u"taken"_s};
    QList<CountDifference> out;
    while (rows.next()) {
        for (int index = 0; index < names.size(); ++index) {
            const qint64 kept = rows.integer(1 + 2 * index);
            const qint64 counted = rows.integer(2 + 2 * index);
            if (kept != counted) {
                out << CountDifference{ItemId{rows.integer(0)}, QString(), names.at(index), kept, counted};
            }
        }
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<void> CheckRepository::addDifferences(const QString& sql, QList<CountDifference>& out)
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(sql));
    while (rows.next()) {
        out << CountDifference{ItemId{}, rows.text(0), rows.text(1), rows.integer(2), rows.integer(3)};
    }
    return rows.status();
}

Result<QList<CountDifference>> CheckRepository::counterDifferences()
{
    const QString batchPattern = u"batch:%"_s;
    const QString openItems = u"SELECT count(*) FROM item WHERE taken < overlap"_s;
    const QString itemsByBatch = u"SELECT 'batch:' || batch_id, count(*) FROM item %1 GROUP BY 1"_s;
    QStringList statements{
        projectSql(counters::kItems, u"SELECT count(*) FROM item"_s),
        projectSql(counters::kOpenItems, openItems),
        projectSql(counters::kPrompts, u"SELECT count(*) FROM prompt"_s),
        projectSql(counters::kResponses, u"SELECT count(*) FROM response"_s),
        differenceSql(counters::kItems, batchPattern, itemsByBatch.arg(QString())),
        differenceSql(counters::kOpenItems, batchPattern, itemsByBatch.arg(u"WHERE taken < overlap"_s)),
    };
    for (const bool isHuman : {true, false}) {
        const QStringView name = isHuman ? counters::kLabelsHuman : counters::kLabelsOther;
        statements << differenceSql(name, QString(), labelCountSql(isHuman, false))
                   << differenceSql(name, batchPattern, labelCountSql(isHuman, true));
    }
    for (const bool isSubmitted : {true, false}) {
        const QStringView name = isSubmitted ? counters::kSubmitted : counters::kSkipped;
        const QString state = isSubmitted ? u"submitted"_s : u"skipped"_s;
        // The pattern "annotator:%" also meets the scopes of one batch, so both are recounted together.
        statements << differenceSql(name, u"annotator:%"_s,
                                    assignmentCountSql(state, false) + u" UNION ALL "_s +
                                        assignmentCountSql(state, true));
    }
    QList<CountDifference> out;
    for (const QString& statement : std::as_const(statements)) {
        PLUMBLINE_TRY(addDifferences(statement, out));
    }
    return out;
}

Result<FoundRows> CheckRepository::find(const QString& columns, const QString& from, const QString& order,
                                        const QVariantList& binds, int limit)
{
    FoundRows found;
    PLUMBLINE_ASSIGN(found.total,
                     m_session.db.integer(u"SELECT count(*) FROM (SELECT 1 %1) AS found"_s.arg(from), binds));
    if (found.total == 0) {
        return found;
    }
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT %1 %2 ORDER BY %3 LIMIT ?"_s.arg(columns, from, order),
                                        binds + QVariantList{limit}));
    while (rows.next()) {
        found.rows << FoundRow{ItemId{rows.integer(0)}, AnnotatorId{rows.integer(1)},
                               ResponseId{rows.integer(2)}, rows.text(3), rows.integer(4)};
    }
    PLUMBLINE_TRY(rows.status());
    return found;
}

Result<FoundRows> CheckRepository::itemsWithOneLabel(int limit)
{
    return find(u"id, 0, 0, uid, overlap"_s, u"FROM item WHERE label_count = 1 AND overlap > 1"_s, u"id"_s,
                {}, limit);
}

Result<qint64> CheckRepository::singleLabelItems()
{
    return m_session.db.integer(u"SELECT count(*) FROM item WHERE label_count = 1 AND overlap <= 1"_s);
}

Result<FoundRows> CheckRepository::annotatorsWithOneLabel(int limit)
{
    return find(
        u"min(a.item_id), j.id, 0, j.name, 1"_s,
        u"FROM annotator j JOIN annotation a ON a.annotator_id = j.id WHERE j.kind = 'human' AND a.action = "
        "'submit' AND %1 GROUP BY j.id, j.name HAVING count(*) = 1"_s.arg(kIsCurrent),
        u"j.id"_s, {}, limit);
}

Result<FoundRows> CheckRepository::goldItemsWithoutAnswer(int limit)
{
    return find(u"id, 0, 0, uid, 0"_s, u"FROM item WHERE is_gold = 1 AND gold IN ('', '{}')"_s, u"id"_s, {},
                limit);
}

Result<FoundRows> CheckRepository::openBatchesWithoutGold(int limit)
{
    return find(
        u"min(i.id), 0, 0, b.name, count(*)"_s,
        u"FROM batch b JOIN item i ON i.batch_id = b.id WHERE b.is_open = 1 AND EXISTS (SELECT 1 FROM item g "
        "WHERE g.is_gold = 1) GROUP BY b.id, b.name HAVING sum(i.is_gold) = 0"_s,
        u"b.id"_s, {}, limit);
}

Result<FoundRows> CheckRepository::overdueLeases(int limit)
{
    return find(u"a.item_id, a.annotator_id, 0, j.name, 0"_s,
                u"FROM assignment a JOIN annotator j ON j.id = a.annotator_id WHERE a.state = 'leased' AND "
                "a.lease_until < ?"_s,
                u"a.id"_s, {m_session.now()}, limit);
}

Result<FoundRows> CheckRepository::draftsOfFinishedItems(int limit)
{
    return find(
        u"d.item_id, d.annotator_id, 0, j.name, i.label_count"_s,
        u"FROM draft d JOIN item i ON i.id = d.item_id JOIN annotator j ON j.id = d.annotator_id WHERE "
        "i.label_count >= i.overlap"_s,
        u"d.item_id, d.annotator_id"_s, {}, limit);
}

Result<FoundRows> CheckRepository::emptyResponses(int limit)
{
    return find(
        u"coalesce((SELECT min(ir.item_id) FROM item_response ir WHERE ir.response_id = r.id), 0), 0, r.id, "
        "coalesce(m.name, ''), 0"_s,
        u"FROM response r LEFT JOIN model m ON m.id = r.model_id WHERE trim(r.text, '%1') = ''"_s.arg(
            whiteSpace()),
        u"r.id"_s, {}, limit);
}

Result<FoundRows> CheckRepository::responsesWithoutModel(int limit)
{
    return find(
        u"coalesce((SELECT min(ir.item_id) FROM item_response ir WHERE ir.response_id = r.id), 0), 0, r.id, "
        "'', 0"_s,
        u"FROM response r WHERE r.model_id IS NULL"_s, u"r.id"_s, {}, limit);
}

Result<ItemId> CheckRepository::firstItemOf(PromptId prompt)
{
    PLUMBLINE_ASSIGN(const qint64 id,
                     m_session.db.integer(u"SELECT min(id) FROM item WHERE prompt_id = ?"_s, {prompt.value}));
    return ItemId{id};
}

Result<QStringList> CheckRepository::judgedTexts(ItemId item)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT r.text FROM item_response ir JOIN response r ON r.id = "
                                        "ir.response_id WHERE ir.item_id = ? ORDER BY ir.ordinal"_s,
                                        {item.value}));
    QStringList texts;
    while (rows.next()) {
        texts << rows.text(0);
    }
    PLUMBLINE_TRY(rows.status());
    return texts;
}

Result<QList<ResponseId>> CheckRepository::responses(ItemId item)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT response_id FROM item_response WHERE item_id = ? ORDER BY "
                                        "ordinal"_s,
                                        {item.value}));
    QList<ResponseId> ids;
    while (rows.next()) {
        ids << ResponseId{rows.integer(0)};
    }
    PLUMBLINE_TRY(rows.status());
    return ids;
}

Result<QList<SpanAnswer>> CheckRepository::spanLabelsAfter(AnnotationId after, int limit)
{
    QList<AnnotationId> ids;
    {
        PLUMBLINE_ASSIGN(
            Rows rows,
            m_session.db.query(
                u"SELECT a.id FROM annotation a JOIN item i ON i.id = a.item_id WHERE a.id > ? AND "
                "i.kind = 'span' AND a.action = 'submit' AND %1 ORDER BY a.id LIMIT ?"_s.arg(kIsCurrent),
                {after.value, limit}));
        while (rows.next()) {
            ids << AnnotationId{rows.integer(0)};
        }
        PLUMBLINE_TRY(rows.status());
    }
    QList<SpanAnswer> out;
    for (const AnnotationId id : std::as_const(ids)) {
        PLUMBLINE_ASSIGN(const Annotation annotation, AnnotationRepository(m_session).get(id));
        PLUMBLINE_ASSIGN(const QStringList texts, judgedTexts(annotation.itemId));
        out << SpanAnswer{id, annotation.itemId, annotation.content, texts};
    }
    return out;
}

Result<QList<PairAnswer>> CheckRepository::pairVotesAfter(AnnotationId after, int limit)
{
    QList<PairAnswer> out;
    {
        PLUMBLINE_ASSIGN(
            Rows rows, m_session.db.query(
                           u"SELECT a.id, j.kind, %1 FROM annotation a JOIN item i ON i.id = a.item_id JOIN "
                           "annotator j ON j.id = a.annotator_id WHERE a.id > ? AND i.kind = 'pairwise' AND "
                           "a.action = 'submit' ORDER BY a.id LIMIT ?"_s.arg(kIsCurrent),
                           {after.value, limit}));
        while (rows.next()) {
            PairAnswer vote;
            vote.annotation = AnnotationId{rows.integer(0)};
            vote.annotatorKind = annotatorKindFromName(rows.text(1)).value_or(AnnotatorKind::Human);
            vote.isCurrent = rows.boolean(2);
            out << vote;
        }
        PLUMBLINE_TRY(rows.status());
    }
    for (PairAnswer& vote : out) {
        PLUMBLINE_ASSIGN(const Annotation annotation, AnnotationRepository(m_session).get(vote.annotation));
        vote.item = annotation.itemId;
        vote.annotator = annotation.annotatorId;
        vote.content = annotation.content;
        vote.shownOrder = annotation.shownOrder;
        PLUMBLINE_ASSIGN(vote.responses, responses(annotation.itemId));
    }
    return out;
}

} // namespace plumbline
