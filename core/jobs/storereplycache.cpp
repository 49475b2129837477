#include "core/jobs/storereplycache.h"

#include "core/jobs/jobrunner.h"
#include "core/store/replyrepository.h"

#include <atomic>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "host:pid:start" and which run of that process.
QString newOwner()
{
    static std::atomic<int> count = 0;
    return u"%1/%2"_s.arg(jobOwner()).arg(++count);
}

bool isAlive(const QString& owner)
{
    return isJobOwnerAlive(owner.section(u'/', 0, -2));
}

} // namespace

StoreReplyCache::StoreReplyCache(Store& store, AnnotatorId judge, JobId job)
    : m_store(store)
    , m_judge(judge)
    , m_job(job)
    , m_owner(newOwner())
{
}

StoreReplyCache::~StoreReplyCache()
{
    m_released += m_claimed;
    if (!m_released.isEmpty()) {
        // Whoever asks next finds out by the owner anyway, once this process has gone.
        (void)m_store.write([this](Session& session) -> Result<void> {
            for (const QByteArray& hash : std::as_const(m_released)) {
                PLUMBLINE_TRY(ReplyRepository(session).release(hash, m_owner));
            }
            return {};
        });
    }
}

Result<void> StoreReplyCache::releaseDead(Session& session)
{
    PLUMBLINE_TRY(ReplyRepository(session).releaseDead(isAlive));
    return {};
}

Result<void> StoreReplyCache::expect(Session& session, const QList<Expected>& requests)
{
    ReplyRepository replies(session);
    for (const Expected& request : requests) {
        {
            const QMutexLocker lock(&m_mutex);
            m_released.remove(request.hash);
            if (m_claimed.contains(request.hash) || m_unwritten.contains(request.hash)) {
                continue;
            }
        }
        PLUMBLINE_ASSIGN(const bool isKnown, replies.contains(request.hash));
        if (isKnown) {
            continue;
        }
        PLUMBLINE_ASSIGN(const bool isMine, replies.claim(request.hash, m_owner, isAlive));
        if (isMine) {
            const QMutexLocker lock(&m_mutex);
            m_claimed.insert(request.hash);
            m_items.insert(request.hash, request.item);
        }
    }
    return {};
}

Result<void> StoreReplyCache::write(Session& session)
{
    QHash<QByteArray, LlmReply> replies;
    QHash<QByteArray, ItemId> items;
    {
        const QMutexLocker lock(&m_mutex);
        replies = m_unwritten;
        items = m_items;
        m_writing = m_unwritten.keys();
        m_releasing = m_released.values();
    }
    ReplyRepository repository(session);
    for (const QByteArray& hash : std::as_const(m_writing)) {
        StoredReply stored;
        stored.requestHash = hash;
        stored.reply = replies.value(hash).toJson();
        stored.annotator = m_judge;
        stored.item = items.value(hash);
        stored.job = m_job;
        PLUMBLINE_TRY(repository.add(stored));
    }
    for (const QByteArray& hash : std::as_const(m_releasing)) {
        PLUMBLINE_TRY(repository.release(hash, m_owner));
    }
    return {};
}

void StoreReplyCache::written()
{
    const QMutexLocker lock(&m_mutex);
    for (const QByteArray& hash : std::as_const(m_writing)) {
        m_unwritten.remove(hash);
    }
    for (const QByteArray& hash : std::as_const(m_releasing)) {
        m_released.remove(hash);
        m_items.remove(hash);
    }
    m_writing.clear();
    m_releasing.clear();
}

bool StoreReplyCache::hasUnwritten() const
{
    const QMutexLocker lock(&m_mutex);
    return !m_unwritten.isEmpty() || !m_released.isEmpty();
}

std::optional<LlmReply> StoreReplyCache::find(const QByteArray& hash)
{
    {
        const QMutexLocker lock(&m_mutex);
        if (const auto fresh = m_unwritten.constFind(hash); fresh != m_unwritten.constEnd()) {
            LlmReply reply = *fresh;
            reply.isFromCache = true;
            return reply;
        }
        if (m_claimed.contains(hash)) {
            return std::nullopt; // it was not there when it was claimed, and nobody else asks
        }
    }
    const auto stored =
        m_store.read([&hash](Session& session) { return ReplyRepository(session).find(hash); });
    if (!stored || !*stored) {
        return std::nullopt;
    }
    auto reply = LlmReply::fromJson((*stored)->reply);
    if (!reply) {
        return std::nullopt;
    }
    reply->isFromCache = true;
    return std::move(reply).value();
}

Result<void> StoreReplyCache::insert(const QByteArray& hash, const LlmReply& reply)
{
    const QMutexLocker lock(&m_mutex);
    m_unwritten.insert(hash, reply);
    m_claimed.remove(hash);
    return {};
}

bool StoreReplyCache::isClaimedElsewhere(const QByteArray& hash)
{
    return m_store
        .read([&](Session& session) {
            return ReplyRepository(session).isClaimedByOther(hash, m_owner, isAlive);
        })
        .valueOr(false);
}

bool StoreReplyCache::tryClaim(const QByteArray& hash)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_released.remove(hash);
        if (m_claimed.contains(hash)) {
            return true;
        }
    }
    if (isClaimedElsewhere(hash)) {
        return false; // without a transaction: this is asked again and again
    }
    const Result<bool> isMine = m_store.write(
        [&](Session& session) { return ReplyRepository(session).claim(hash, m_owner, isAlive); });
    if (isMine && !*isMine) {
        return false;
    }
    // It does not count as claimed in m_claimed: a reply of another run may have come before the claim, so
    // that find() must look in the store once more.
    return true; // a store that cannot be written holds up nobody: write() will say so
}

void StoreReplyCache::release(const QByteArray& hash)
{
    const QMutexLocker lock(&m_mutex);
    m_claimed.remove(hash);
    m_released.insert(hash);
}

} // namespace plumbline
