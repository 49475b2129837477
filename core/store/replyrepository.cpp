#include "core/store/replyrepository.h"

#include "core/base/json.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCompression = 1; ///< of zlib: replies repeat themselves, so that even the fastest does much

/// The hash as it is stored: 32 bytes.
QByteArray stored(const QByteArray& requestHash)
{
    return QByteArray::fromHex(requestHash);
}

QVariant idOrNull(qint64 id)
{
    return id > 0 ? QVariant(id) : QVariant();
}

qint64 idOf(const Rows& rows, int column)
{
    return rows.isNull(column) ? 0 : rows.integer(column);
}

} // namespace

Result<bool> ReplyRepository::add(const StoredReply& reply)
{
    const QDateTime at = reply.createdAt.isValid() ? reply.createdAt : m_session.clock.now();
    PLUMBLINE_ASSIGN(
        const std::optional<qint64> id,
        m_session.db.insertNew(
            u"INSERT INTO llm_reply (request_hash, reply, annotator_id, item_id, job_id, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s,
            {stored(reply.requestHash), qCompress(canonicalJson(reply.reply), kCompression),
             idOrNull(reply.annotator.value), idOrNull(reply.item.value), idOrNull(reply.job.value),
             toIsoUtc(at)}));
    return id.has_value();
}

Result<std::optional<StoredReply>> ReplyRepository::find(const QByteArray& requestHash)
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(
                                    u"SELECT reply, annotator_id, item_id, job_id, created_at FROM llm_reply "
                                    "WHERE request_hash = ?"_s,
                                    {stored(requestHash)}));
    if (!rows.next()) {
        PLUMBLINE_TRY(rows.status());
        return std::optional<StoredReply>();
    }
    const auto object = parseJsonObject(qUncompress(rows.blob(0)));
    if (!object) {
        return makeError(ErrorCode::Corrupt, u"A stored reply of a model cannot be read."_s);
    }
    StoredReply out;
    out.requestHash = requestHash;
    out.reply = *object;
    out.annotator.value = idOf(rows, 1);
    out.item.value = idOf(rows, 2);
    out.job.value = idOf(rows, 3);
    out.createdAt = fromIsoUtc(rows.text(4));
    return std::optional<StoredReply>(std::move(out));
}

Result<bool> ReplyRepository::contains(const QByteArray& requestHash)
{
    PLUMBLINE_ASSIGN(
        const qint64 found,
        m_session.db.integer(u"SELECT 1 FROM llm_reply WHERE request_hash = ?"_s, {stored(requestHash)}));
    return found == 1;
}

Result<qint64> ReplyRepository::count()
{
    return m_session.db.integer(u"SELECT count(*) FROM llm_reply"_s);
}

Result<bool> ReplyRepository::isClaimedByOther(const QByteArray& requestHash, const QString& owner,
                                               const std::function<bool(const QString&)>& isAlive)
{
    PLUMBLINE_ASSIGN(
        const std::optional<QVariant> holder,
        m_session.db.scalar(u"SELECT owner FROM llm_claim WHERE request_hash = ?"_s, {stored(requestHash)}));
    return holder && holder->toString() != owner && isAlive(holder->toString());
}

Result<bool> ReplyRepository::claim(const QByteArray& requestHash, const QString& owner,
                                    const std::function<bool(const QString&)>& isAlive)
{
    PLUMBLINE_ASSIGN(const bool isTaken, isClaimedByOther(requestHash, owner, isAlive));
    if (isTaken) {
        return false;
    }
    PLUMBLINE_TRY(m_session.db.exec(
        u"INSERT INTO llm_claim (request_hash, owner, claimed_at) VALUES (?, ?, ?) ON CONFLICT "
        "(request_hash) DO UPDATE SET owner = excluded.owner, claimed_at = excluded.claimed_at"_s,
        {stored(requestHash), owner, m_session.now()}));
    return true;
}

Result<void> ReplyRepository::release(const QByteArray& requestHash, const QString& owner)
{
    return m_session.db.exec(u"DELETE FROM llm_claim WHERE request_hash = ? AND owner = ?"_s,
                             {stored(requestHash), owner});
}

Result<int> ReplyRepository::releaseDead(const std::function<bool(const QString&)>& isAlive)
{
    QStringList owners;
    {
        PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT DISTINCT owner FROM llm_claim"_s));
        while (rows.next()) {
            owners << rows.text(0);
        }
        PLUMBLINE_TRY(rows.status());
    }
    qint64 gone = 0;
    for (const QString& owner : std::as_const(owners)) {
        if (!isAlive(owner)) {
            PLUMBLINE_ASSIGN(const qint64 claims,
                             m_session.db.change(u"DELETE FROM llm_claim WHERE owner = ?"_s, {owner}));
            gone += claims;
        }
    }
    return static_cast<int>(gone);
}

Result<void> ReplyRepository::setCalls(AnnotatorId annotator, ItemId item, const QList<StoredCall>& calls)
{
    PLUMBLINE_TRY(m_session.db.exec(u"DELETE FROM judge_call WHERE annotator_id = ? AND item_id = ?"_s,
                                    {annotator.value, item.value}));
    int number = 0;
    for (const StoredCall& call : calls) {
        const QDateTime at = call.createdAt.isValid() ? call.createdAt : m_session.clock.now();
        const QVariant hash = call.requestHash.isEmpty() ? QVariant() : QVariant(stored(call.requestHash));
        PLUMBLINE_TRY(m_session.db.exec(
            u"INSERT INTO judge_call (annotator_id, item_id, number, job_id, step, attempt, request_hash, "
            "fault, detail, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {annotator.value, item.value, number, idOrNull(call.job.value), call.step, call.attempt, hash,
             call.fault, call.detail, toIsoUtc(at)}));
        ++number;
    }
    return {};
}

Result<QList<StoredCall>> ReplyRepository::calls(AnnotatorId annotator, ItemId item)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT number, job_id, step, attempt, request_hash, fault, detail, created_at "
                           "FROM judge_call WHERE annotator_id = ? AND item_id = ? ORDER BY number"_s,
                           {annotator.value, item.value}));
    QList<StoredCall> out;
    while (rows.next()) {
        StoredCall call;
        call.annotator = annotator;
        call.item = item;
        call.number = static_cast<int>(rows.integer(0));
        call.job.value = idOf(rows, 1);
        call.step = rows.text(2);
        call.attempt = static_cast<int>(rows.integer(3));
        call.requestHash = rows.isNull(4) ? QByteArray() : rows.blob(4).toHex();
        call.fault = rows.text(5);
        call.detail = rows.text(6);
        call.createdAt = fromIsoUtc(rows.text(7));
        out << call;
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<QList<ItemId>> ReplyRepository::itemsWithFaults(AnnotatorId annotator, ItemId after, int limit)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT DISTINCT item_id FROM judge_call WHERE annotator_id = ? AND "
                                        "item_id > ? AND fault <> '' ORDER BY item_id LIMIT ?"_s,
                                        {annotator.value, after.value, limit}));
    QList<ItemId> out;
    while (rows.next()) {
        out << ItemId{rows.integer(0)};
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

} // namespace plumbline
