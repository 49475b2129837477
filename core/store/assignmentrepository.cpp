#include "core/store/assignmentrepository.h"

#include "core/base/json.h"
#include "core/store/batchrepository.h"
#include "core/store/projectrepository.h"
#include "core/store/queuekey.h"
#include "core/store/servesbatch.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView kColumns = u"id, item_id, annotator_id, state, claimed_at, lease_until";

Assignment fromRow(const Rows& rows)
{
    Assignment assignment;
    assignment.id = AssignmentId{rows.integer(0)};
    assignment.itemId = ItemId{rows.integer(1)};
    assignment.annotatorId = AnnotatorId{rows.integer(2)};
    assignment.state = assignmentStateFromName(rows.text(3)).value_or(AssignmentState::Released);
    assignment.claimedAt = fromIsoUtc(rows.text(4));
    assignment.leaseUntil = fromIsoUtc(rows.text(5));
    return assignment;
}

/// Whether an assignment in this state fills one of its item's slots.
bool takesSlot(AssignmentState state)
{
    return state == AssignmentState::Leased || state == AssignmentState::Submitted;
}

/// An assignment and whether it stands beside its item's slots (see JudgeRepository::setBeside()).
struct Known
{
    Assignment assignment;
    bool isBeside = false;

    [[nodiscard]] bool fillsSlot() const { return takesSlot(assignment.state) && !isBeside; }
    /// Whether it stays beside in that state.
    [[nodiscard]] bool staysBeside(AssignmentState next) const
    {
        return isBeside && takesSlot(assignment.state) && takesSlot(next);
    }
};

Result<std::optional<Known>> findKnown(Session& session, ItemId item, AnnotatorId annotator)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        session.db.query(
            u"SELECT %1, is_beside FROM assignment WHERE item_id = ? AND annotator_id = ?"_s.arg(kColumns),
            {item.value, annotator.value}));
    if (rows.next()) {
        return std::optional<Known>(Known{fromRow(rows), rows.boolean(6)});
    }
    PLUMBLINE_TRY(rows.status());
    return std::optional<Known>();
}

/// Whoever stood beside and comes back takes a slot from then on.
Result<void> endBeside(Session& session, const std::optional<Known>& before, AssignmentState after)
{
    if (!before || !before->isBeside || before->staysBeside(after)) {
        return {};
    }
    return session.db.exec(u"UPDATE assignment SET is_beside = 0 WHERE id = ?"_s,
                           {before->assignment.id.value});
}

} // namespace

Result<std::optional<Assignment>> AssignmentRepository::claimNext(AnnotatorId annotator,
                                                                  const QueueFilter& filter, int leaseSeconds)
{
    PLUMBLINE_ASSIGN(const int expired, expireOverdue());
    Q_UNUSED(expired);
    PLUMBLINE_ASSIGN(const QList<Batch> batches, BatchRepository(m_session).list());
    for (const Batch& batch : batches) {
        if (!servesBatch(filter, batch)) {
            continue;
        }
        PLUMBLINE_ASSIGN(const std::optional<ItemId> item, nextOpen(annotator, batch.id, filter.kind));
        if (item) {
            PLUMBLINE_ASSIGN(Assignment assignment, lease(*item, annotator, leaseSeconds));
            return std::optional<Assignment>(assignment);
        }
    }
    return std::optional<Assignment>();
}

Result<std::optional<ItemId>> AssignmentRepository::peekNext(AnnotatorId annotator, const QueueFilter& filter)
{
    PLUMBLINE_ASSIGN(const QList<Batch> batches, BatchRepository(m_session).list());
    for (const Batch& batch : batches) {
        if (!servesBatch(filter, batch)) {
            continue;
        }
        PLUMBLINE_ASSIGN(const std::optional<Queued> found, findOpen(annotator, batch.id, filter.kind, {}));
        if (found) {
            return std::optional<ItemId>(found->item);
        }
    }
    return std::optional<ItemId>();
}

Result<std::optional<AssignmentRepository::Queued>>
AssignmentRepository::findOpen(AnnotatorId annotator, BatchId batch, std::optional<ItemKind> kind,
                               const QString& lockSuffix)
{
    PLUMBLINE_ASSIGN(
        const qint64 from,
        m_session.db.integer(u"SELECT from_key FROM queue_cursor WHERE batch_id = ? AND annotator_id = ?"_s,
                             {batch.value, annotator.value}, std::numeric_limits<qint64>::min()));
    QString sql = u"SELECT i.id, i.queue_key FROM item i WHERE i.batch_id = ? AND i.taken < i.overlap AND "
                  u"i.queue_key >= ? "
                  "AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.item_id = i.id AND a.annotator_id = ? "
                  "AND a.state "
                  "NOT IN ('released', 'expired')) %1 ORDER BY i.queue_key, i.id LIMIT 1"_s;
    QVariantList binds{batch.value, from, annotator.value};
    if (kind) {
        binds << toName(*kind);
    }
    sql = sql.arg(kind ? u"AND i.kind = ?"_s : QString()) + lockSuffix;
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(sql, binds));
    if (rows.next()) {
        return std::optional<Queued>(Queued{ItemId{rows.integer(0)}, rows.integer(1)});
    }
    PLUMBLINE_TRY(rows.status());
    return std::optional<Queued>();
}

Result<std::optional<ItemId>> AssignmentRepository::nextOpen(AnnotatorId annotator, BatchId batch,
                                                             std::optional<ItemKind> kind)
{
    PLUMBLINE_ASSIGN(const std::optional<Queued> found,
                     findOpen(annotator, batch, kind, m_session.db.dialect().claimSuffix()));
    if (!found) {
        return std::optional<ItemId>();
    }
    if (!kind) { // with a kind, items of other kinds were passed over: they are still open to this annotator
        PLUMBLINE_TRY(m_session.db.exec(
            u"INSERT INTO queue_cursor (batch_id, annotator_id, from_key) VALUES (?, ?, ?) "
            "ON CONFLICT (batch_id, annotator_id) DO UPDATE SET from_key = excluded.from_key"_s,
            {batch.value, annotator.value, found->key}));
        m_session.db.memo().batches.remove(batch.value);
    }
    return std::optional<ItemId>(found->item);
}

Result<Assignment> AssignmentRepository::lease(ItemId item, AnnotatorId annotator, int leaseSeconds)
{
    PLUMBLINE_TRY(setState(item, annotator, AssignmentState::Leased, leaseSeconds));
    PLUMBLINE_ASSIGN(const std::optional<Assignment> assignment, find(item, annotator));
    if (!assignment) {
        return makeError(ErrorCode::Conflict, u"The item could not be claimed."_s);
    }
    return *assignment;
}

Result<Assignment> AssignmentRepository::claim(ItemId item, AnnotatorId annotator, int leaseSeconds)
{
    PLUMBLINE_ASSIGN(const int expired, expireOverdue());
    Q_UNUSED(expired);
    return lease(item, annotator, leaseSeconds);
}

Result<QList<Assignment>> AssignmentRepository::held(AnnotatorId annotator, const QueueFilter& filter)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(
            u"SELECT a.id, a.item_id, a.annotator_id, a.state, a.claimed_at, a.lease_until, "
            "i.batch_id, i.kind, b.meta FROM assignment a JOIN item i ON i.id = a.item_id "
            "JOIN batch b ON b.id = i.batch_id WHERE a.annotator_id = ? AND a.state = 'leased' ORDER BY a.claimed_at, a.id"_s,
            {annotator.value}));
    QList<Assignment> out;
    while (rows.next()) {
        Batch batch; // also one that has been closed since: what is held is finished
        batch.id = BatchId{rows.integer(6)};
        batch.meta = parseJsonObject(rows.text(8).toUtf8()).valueOr({});
        const bool isWanted =
            servesBatch(filter, batch) && (!filter.kind || itemKindFromName(rows.text(7)) == filter.kind);
        if (isWanted) {
            out << fromRow(rows);
        }
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<std::optional<Assignment>> AssignmentRepository::find(ItemId item, AnnotatorId annotator)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(
                         u"SELECT %1 FROM assignment WHERE item_id = ? AND annotator_id = ?"_s.arg(kColumns),
                         {item.value, annotator.value}));
    if (rows.next()) {
        return std::optional<Assignment>(fromRow(rows));
    }
    PLUMBLINE_TRY(rows.status());
    return std::optional<Assignment>();
}

Result<Assignment> AssignmentRepository::renew(ItemId item, AnnotatorId annotator, int leaseSeconds)
{
    PLUMBLINE_ASSIGN(const std::optional<Assignment> assignment, find(item, annotator));
    if (assignment && assignment->state == AssignmentState::Submitted) {
        return *assignment;
    }
    return lease(item, annotator, leaseSeconds);
}

Result<void> AssignmentRepository::release(ItemId item, AnnotatorId annotator)
{
    return setState(item, annotator, AssignmentState::Released);
}

Result<void> AssignmentRepository::setState(ItemId item, AnnotatorId annotator, AssignmentState state,
                                            int leaseSeconds)
{
    PLUMBLINE_ASSIGN(const std::optional<Known> before, findKnown(m_session, item, annotator));
    const bool hadSlot = before && before->fillsSlot();
    const bool takes = takesSlot(state) && !(before && before->staysBeside(state));
    if (takes && !hadSlot) {
        PLUMBLINE_ASSIGN(
            const qint64 isFree,
            m_session.db.integer(u"SELECT taken < overlap FROM item WHERE id = ?"_s, {item.value}, -1));
        if (isFree < 0) {
            return makeError(ErrorCode::NotFound, u"There is no item %1."_s.arg(item.value));
        }
        if (isFree == 0) {
            PLUMBLINE_ASSIGN(const std::optional<QDateTime> until, heldUntil(item));
            return makeError(ErrorCode::Conflict,
                             until ? u"Someone else is judging this item until %1. Take the next one."_s.arg(
                                         until->toLocalTime().toString(u"HH:mm"_s))
                                   : u"This item has all the answers it needs. Take the next one."_s);
        }
    }
    const QString until = state == AssignmentState::Leased
                              ? toIsoUtc(m_session.clock.now().addSecs(leaseSeconds))
                              : (before ? toIsoUtc(before->assignment.leaseUntil) : m_session.now());
    PLUMBLINE_TRY(write(item, annotator, state, until));
    PLUMBLINE_TRY(endBeside(m_session, before, state));
    PLUMBLINE_TRY(changeTaken(item, static_cast<int>(takes) - static_cast<int>(hadSlot)));
    return countTransition(item, annotator, before ? std::optional(before->assignment.state) : std::nullopt,
                           state);
}

Result<void> AssignmentRepository::countTransition(ItemId item, AnnotatorId annotator,
                                                   std::optional<AssignmentState> before,
                                                   AssignmentState after)
{
    if (before == after) {
        return {};
    }
    PLUMBLINE_ASSIGN(const qint64 batch,
                     m_session.db.integer(u"SELECT batch_id FROM item WHERE id = ?"_s, {item.value}));
    ProjectRepository project(m_session);
    const auto countState = [&](std::optional<AssignmentState> which, qint64 delta) {
        if (which == AssignmentState::Submitted || which == AssignmentState::Skipped) {
            const QStringView name =
                which == AssignmentState::Submitted ? counters::kSubmitted : counters::kSkipped;
            project.addToCounter(annotatorScope(annotator.value), name, delta);
            project.addToCounter(annotatorBatchScope(annotator.value, batch), name, delta);
        }
    };
    countState(after, 1);
    countState(before, -1);
    return {};
}

Result<void> AssignmentRepository::write(ItemId item, AnnotatorId annotator, AssignmentState state,
                                         const QString& leaseUntil)
{
    return m_session.db.exec(u"INSERT INTO assignment (item_id, annotator_id, state, claimed_at, "
                             u"lease_until) VALUES (?, ?, ?, ?, ?) "
                             "ON CONFLICT (item_id, annotator_id) DO UPDATE SET state = excluded.state, "
                             "lease_until = excluded.lease_until, "
                             "claimed_at = CASE WHEN excluded.state = 'leased' AND assignment.state <> "
                             "'leased' THEN excluded.claimed_at ELSE "
                             "assignment.claimed_at END"_s,
                             {item.value, annotator.value, toName(state), m_session.now(), leaseUntil});
}

Result<void> AssignmentRepository::changeTaken(ItemId item, int delta)
{
    if (delta == 0) {
        return {};
    }
    QString uid;
    BatchId batch;
    qint64 position = 0;
    double priority = 0;
    int taken = 0;
    int overlap = 0;
    QueueOrder order = QueueOrder::Fixed;
    {
        PLUMBLINE_ASSIGN(
            Rows rows,
            m_session.db.query(u"SELECT i.uid, i.batch_id, i.position, i.priority, i.taken, i.overlap, "
                               "b.queue_order FROM item i JOIN batch b ON b.id = i.batch_id WHERE i.id = ?"_s,
                               {item.value}));
        if (!rows.next()) {
            PLUMBLINE_TRY(rows.status());
            return makeError(ErrorCode::NotFound, u"There is no item %1."_s.arg(item.value));
        }
        uid = rows.text(0);
        batch = BatchId{rows.integer(1)};
        position = rows.integer(2);
        priority = rows.real(3);
        taken = static_cast<int>(rows.integer(4));
        overlap = static_cast<int>(rows.integer(5));
        order = queueOrderFromName(rows.text(6)).value_or(QueueOrder::Fixed);
    }
    const int after = taken + delta;
    const qint64 key = queueKey(order, m_session.project.seed, uid, position, priority, after);
    PLUMBLINE_TRY(m_session.db.exec(u"UPDATE item SET taken = ?, queue_key = ? WHERE id = ?"_s,
                                    {after, key, item.value}));
    if (delta < 0) {
        PLUMBLINE_TRY(
            m_session.db.exec(u"UPDATE queue_cursor SET from_key = ? WHERE batch_id = ? AND from_key > ?"_s,
                              {key, batch.value, key}));
    }
    const int change = static_cast<int>(after < overlap) - static_cast<int>(taken < overlap);
    ProjectRepository project(m_session);
    project.addToCounter({}, counters::kOpenItems, change);
    project.addToCounter(batchScope(batch.value), counters::kOpenItems, change);
    return {};
}

Result<void> AssignmentRepository::setImported(ItemId item, AnnotatorId annotator, AssignmentState state)
{
    PLUMBLINE_ASSIGN(const std::optional<Known> before, findKnown(m_session, item, annotator));
    if (before && before->assignment.state == state) {
        return {};
    }
    const bool hadSlot = before && before->fillsSlot();
    const bool takes = takesSlot(state) && !(before && before->staysBeside(state));
    PLUMBLINE_TRY(write(item, annotator, state, m_session.now()));
    PLUMBLINE_TRY(endBeside(m_session, before, state));
    PLUMBLINE_TRY(changeTaken(item, static_cast<int>(takes) - static_cast<int>(hadSlot)));
    return countTransition(item, annotator, before ? std::optional(before->assignment.state) : std::nullopt,
                           state);
}

Result<int> AssignmentRepository::expireOverdue(int limit)
{
    QList<QPair<qint64, qint64>> overdue;
    {
        PLUMBLINE_ASSIGN(
            Rows rows,
            m_session.db.query(u"SELECT item_id, annotator_id FROM assignment WHERE state = 'leased' AND "
                               "lease_until < ? LIMIT ?"_s,
                               {m_session.now(), limit}));
        while (rows.next()) {
            overdue.append({rows.integer(0), rows.integer(1)});
        }
        PLUMBLINE_TRY(rows.status());
    }
    for (const auto& [item, annotator] : std::as_const(overdue)) {
        PLUMBLINE_TRY(setState(ItemId{item}, AnnotatorId{annotator}, AssignmentState::Expired));
    }
    return static_cast<int>(overdue.size());
}

Result<std::optional<QDateTime>> AssignmentRepository::heldUntil(ItemId item)
{
    PLUMBLINE_ASSIGN(const std::optional<QVariant> until,
                     m_session.db.scalar(
                         u"SELECT max(lease_until) FROM assignment WHERE item_id = ? AND state = 'leased'"_s,
                         {item.value}));
    if (!until || until->isNull()) {
        return std::optional<QDateTime>();
    }
    return std::optional<QDateTime>(fromIsoUtc(until->toString()));
}

} // namespace plumbline
