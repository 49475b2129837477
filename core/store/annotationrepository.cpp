#include "core/store/annotationrepository.h"

#include "core/base/json.h"
#include "core/store/assignmentrepository.h"
#include "core/store/itemrows.h"
#include "core/store/projectrepository.h"

#include <QUuid>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView kColumns = u"a.id, a.uid, a.item_id, a.annotator_id, a.schema_version_id, a.action, "
                                 u"a.content, a.shown_order, a.active_ms, "
                                 u"a.created_at, a.supersedes_id, a.provenance";

QString orderToText(const QList<ResponseIndex>& order)
{
    QStringList parts;
    for (const ResponseIndex index : order) {
        parts << QString::number(index);
    }
    return parts.join(u' ');
}

QList<ResponseIndex> orderFromText(const QString& text)
{
    QList<ResponseIndex> order;
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        order << part.toInt();
    }
    return order;
}

Result<Annotation> fromRow(const Rows& rows)
{
    Annotation annotation;
    annotation.id = AnnotationId{rows.integer(0)};
    annotation.uid = rows.text(1);
    annotation.itemId = ItemId{rows.integer(2)};
    annotation.annotatorId = AnnotatorId{rows.integer(3)};
    annotation.schemaVersionId = SchemaVersionId{rows.integer(4)};
    annotation.action = annotationActionFromName(rows.text(5)).value_or(AnnotationAction::Submit);
    PLUMBLINE_ASSIGN(const QJsonObject content, itemrows::objectColumn(rows.text(6)));
    PLUMBLINE_ASSIGN(annotation.content, AnnotationContent::fromJson(content));
    annotation.shownOrder = orderFromText(rows.text(7));
    if (!rows.isNull(8)) {
        annotation.activeMs = rows.integer(8);
    }
    annotation.createdAt = fromIsoUtc(rows.text(9));
    annotation.supersedes = AnnotationId{rows.isNull(10) ? 0 : rows.integer(10)};
    PLUMBLINE_ASSIGN(annotation.provenance, itemrows::objectColumn(rows.text(11)));
    return annotation;
}

Result<QList<Annotation>> allRows(Rows rows)
{
    QList<Annotation> out;
    while (rows.next()) {
        PLUMBLINE_ASSIGN(Annotation annotation, fromRow(rows));
        out << annotation;
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

/// What one row adds to the counts of its item while nothing supersedes it.
struct Weight
{
    int label = 0;
    int skip = 0;
    int flag = 0;
};

Weight weightOf(AnnotationAction action, bool isFlagged)
{
    return {action == AnnotationAction::Submit ? 1 : 0, action == AnnotationAction::Skip ? 1 : 0,
            action != AnnotationAction::Retract && isFlagged ? 1 : 0};
}

/// Adds (or takes off) what a label holds in the project's counters.
void countParts(ProjectRepository& project, const Annotation& annotation, qint64 sign)
{
    if (annotation.action != AnnotationAction::Submit) {
        return;
    }
    const auto count = [&](QStringView name, qsizetype size) {
        if (size > 0) {
            project.addToCounter({}, name, sign * size);
        }
    };
    count(counters::kSpans, annotation.content.spans.size());
    count(counters::kMissing, annotation.content.missing.size());
    count(counters::kRatings, annotation.content.ratings.size());
}

/// How the counts of the item change; the weight of the superseded row is taken off.
Result<void> keepCounts(Session& session, const Annotation& annotation,
                        const std::optional<Annotation>& superseded)
{
    Weight change = weightOf(annotation.action, annotation.content.isFlagged);
    if (superseded) {
        const Weight old = weightOf(superseded->action, superseded->content.isFlagged);
        change = {change.label - old.label, change.skip - old.skip, change.flag - old.flag};
    }
    if (change.label != 0 || change.skip != 0 || change.flag != 0) {
        PLUMBLINE_TRY(
            session.db.exec(u"UPDATE item SET label_count = label_count + ?, skip_count = skip_count + ?, "
                            "flag_count = flag_count + ? WHERE id = ?"_s,
                            {change.label, change.skip, change.flag, annotation.itemId.value}));
    }
    ProjectRepository project(session);
    if (change.label != 0) {
        PLUMBLINE_ASSIGN(
            const std::optional<QVariant> kind,
            session.db.scalar(u"SELECT kind FROM annotator WHERE id = ?"_s, {annotation.annotatorId.value}));
        PLUMBLINE_ASSIGN(const qint64 batch, session.db.integer(u"SELECT batch_id FROM item WHERE id = ?"_s,
                                                                {annotation.itemId.value}));
        const bool isHuman = kind && kind->toString() == "human"_L1;
        const QStringView name = isHuman ? counters::kLabelsHuman : counters::kLabelsOther;
        project.addToCounter({}, name, change.label);
        project.addToCounter(batchScope(batch), name, change.label);
    }
    countParts(project, annotation, 1);
    if (superseded) {
        countParts(project, *superseded, -1);
    }
    project.addToCounter(annotatorScope(annotation.annotatorId.value), counters::kActiveMs,
                         annotation.activeMs.value_or(0));
    return {};
}

} // namespace

Result<Annotation> AnnotationRepository::append(Annotation annotation)
{
    std::optional<Annotation> superseded;
    if (annotation.supersedes.isValid()) {
        PLUMBLINE_ASSIGN(Annotation old, get(annotation.supersedes));
        superseded = std::move(old);
        PLUMBLINE_ASSIGN(const qint64 newer,
                         m_session.db.integer(u"SELECT id FROM annotation WHERE supersedes_id = ?"_s,
                                              {annotation.supersedes.value}));
        if (newer != 0) {
            return makeError(
                ErrorCode::Conflict,
                u"This answer was changed elsewhere in the meantime. Open the item again to see the newest one."_s);
        }
    }
    if (annotation.uid.isEmpty()) {
        annotation.uid = QUuid::createUuid().toString(QUuid::WithoutBraces);
    }
    annotation.createdAt =
        fromIsoUtc(annotation.createdAt.isValid() ? toIsoUtc(annotation.createdAt) : m_session.now());
    const QVariant activeMs = annotation.activeMs ? QVariant(*annotation.activeMs) : QVariant();
    const QVariant supersedes =
        annotation.supersedes.isValid() ? QVariant(annotation.supersedes.value) : QVariant();
    PLUMBLINE_ASSIGN(
        annotation.id.value,
        m_session.db.insert(
            u"INSERT INTO annotation (uid, item_id, annotator_id, schema_version_id, action, content, "
            "shown_order, active_ms, created_at, supersedes_id, provenance) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {annotation.uid, annotation.itemId.value, annotation.annotatorId.value,
             annotation.schemaVersionId.value, toName(annotation.action),
             QString::fromUtf8(canonicalJson(annotation.content.toJson())),
             orderToText(annotation.shownOrder), activeMs, toIsoUtc(annotation.createdAt), supersedes,
             annotation.provenance.isEmpty() ? QString()
                                             : QString::fromUtf8(canonicalJson(annotation.provenance))}));
    PLUMBLINE_TRY(keepCounts(m_session, annotation, superseded));
    return annotation;
}

Result<std::optional<Annotation>> AnnotationRepository::appendImported(Annotation annotation)
{
    if (!annotation.uid.isEmpty()) {
        PLUMBLINE_ASSIGN(const std::optional<AnnotationId> known, findByUid(annotation.uid));
        if (known) {
            return std::optional<Annotation>();
        }
    }
    PLUMBLINE_ASSIGN(Annotation stored, append(std::move(annotation)));
    AssignmentState state = AssignmentState::Submitted;
    if (stored.action == AnnotationAction::Skip) {
        state = AssignmentState::Skipped;
    } else if (stored.action == AnnotationAction::Retract) {
        state = AssignmentState::Released;
    }
    PLUMBLINE_TRY(AssignmentRepository(m_session).setImported(stored.itemId, stored.annotatorId, state));
    return std::optional<Annotation>(std::move(stored));
}

Result<Annotation> AnnotationRepository::get(AnnotationId id)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT %1 FROM annotation a WHERE a.id = ?"_s.arg(kColumns), {id.value}));
    if (rows.next()) {
        return fromRow(rows);
    }
    PLUMBLINE_TRY(rows.status());
    return makeError(ErrorCode::NotFound, u"There is no annotation %1."_s.arg(id.value));
}

Result<std::optional<AnnotationId>> AnnotationRepository::findByUid(const QString& uid)
{
    PLUMBLINE_ASSIGN(const qint64 id,
                     m_session.db.integer(u"SELECT id FROM annotation WHERE uid = ?"_s, {uid}));
    return id != 0 ? std::optional<AnnotationId>(AnnotationId{id}) : std::nullopt;
}

Result<std::optional<Annotation>> AnnotationRepository::newest(ItemId item, AnnotatorId annotator)
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(
                                    u"SELECT %1 FROM annotation a WHERE a.item_id = ? AND a.annotator_id = ? "
                                    "ORDER BY a.id DESC LIMIT 1"_s.arg(kColumns),
                                    {item.value, annotator.value}));
    if (rows.next()) {
        PLUMBLINE_ASSIGN(Annotation annotation, fromRow(rows));
        return std::optional<Annotation>(std::move(annotation));
    }
    PLUMBLINE_TRY(rows.status());
    return std::optional<Annotation>();
}

Result<QList<Annotation>> AnnotationRepository::current(ItemId item)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT %1 FROM annotation a WHERE a.item_id = ? AND a.action = 'submit' AND NOT "
                           "EXISTS (SELECT 1 FROM annotation s WHERE s.supersedes_id = a.id) "
                           "ORDER BY a.id"_s.arg(kColumns),
                           {item.value}));
    return allRows(std::move(rows));
}

Result<QList<Annotation>> AnnotationRepository::history(ItemId item)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT %1 FROM annotation a WHERE a.item_id = ? ORDER BY a.id"_s.arg(kColumns),
                           {item.value}));
    return allRows(std::move(rows));
}

Result<QList<Annotation>> AnnotationRepository::byAnnotator(AnnotatorId annotator, qint64 before, int limit)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(
                         u"SELECT %1 FROM annotation a WHERE a.annotator_id = ? AND a.id < ? "
                         "ORDER BY a.id DESC LIMIT ?"_s.arg(kColumns),
                         {annotator.value, before > 0 ? before : std::numeric_limits<qint64>::max(), limit}));
    return allRows(std::move(rows));
}

Result<QList<Annotation>> AnnotationRepository::after(qint64 after, int limit)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(
                         u"SELECT %1 FROM annotation a WHERE a.id > ? ORDER BY a.id LIMIT ?"_s.arg(kColumns),
                         {after, limit}));
    return allRows(std::move(rows));
}

Result<QList<Annotation>> AnnotationRepository::currentAfter(qint64 afterItem, int itemLimit)
{
    PLUMBLINE_ASSIGN(
        Rows rows, m_session.db.query(
                       u"SELECT %1 FROM annotation a WHERE a.item_id IN (SELECT id FROM item WHERE id > ? "
                       "ORDER BY id LIMIT ?) AND a.action = 'submit' AND NOT EXISTS (SELECT 1 FROM "
                       "annotation s WHERE s.supersedes_id = a.id) ORDER BY a.item_id, a.id"_s.arg(kColumns),
                       {afterItem, itemLimit}));
    return allRows(std::move(rows));
}

} // namespace plumbline
