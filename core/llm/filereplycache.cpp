#include "core/llm/filereplycache.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "core/base/json.h"
#include "core/base/sha256.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kHashDigits = 64;
constexpr qsizetype kShardDigits = 2;

bool isHash(const QByteArray& hash)
{
    return hash.size() == kHashDigits && std::all_of(hash.begin(), hash.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

QByteArray checksum(const QByteArray& bytes)
{
    Sha256 hash;
    hash.addData(bytes);
    return hash.result().toHex();
}

Error notKept(const QString& path, const QString& reason)
{
    Error error = makeError(
        ErrorCode::Io,
        u"A reply that was paid for could not be kept. Make room on the disk, or allow writing to its folder."_s);
    error.file = path;
    error.details = reason;
    return error;
}

} // namespace

FileReplyCache::FileReplyCache(QString folder)
    : m_folder(std::move(folder))
{
}

QString FileReplyCache::pathOf(const QByteArray& hash) const
{
    return u"%1/%2/%3.json"_s.arg(m_folder, QString::fromLatin1(hash.first(kShardDigits)),
                                  QString::fromLatin1(hash));
}

bool FileReplyCache::makeFolderOf(const QByteArray& hash) const
{
    const QString folder = QFileInfo(pathOf(hash)).path();
    if (QFileInfo::exists(folder)) {
        return true;
    }
    if (!QDir().mkpath(folder)) {
        return false;
    }
    const QFile::Permissions owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    return QFile::setPermissions(m_folder, owner) && QFile::setPermissions(folder, owner);
}

std::optional<LlmReply> FileReplyCache::find(const QByteArray& hash)
{
    if (!isHash(hash)) {
        return std::nullopt;
    }
    QFile file(pathOf(hash));
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QByteArray sum = file.readLine().trimmed();
    const QByteArray text = file.readAll();
    if (checksum(text) != sum) {
        return std::nullopt;
    }
    const auto object = parseJsonObject(text);
    if (!object) {
        return std::nullopt;
    }
    auto reply = LlmReply::fromJson(*object);
    if (!reply) {
        return std::nullopt;
    }
    reply->isFromCache = true;
    return std::move(reply).value();
}

Result<void> FileReplyCache::insert(const QByteArray& hash, const LlmReply& reply)
{
    const QString path = isHash(hash) ? pathOf(hash) : m_folder;
    if (!isHash(hash) || !makeFolderOf(hash)) {
        return notKept(path, u"no folder"_s);
    }
    const QByteArray text = canonicalJson(reply.toJson());
    QTemporaryFile file(path + u".XXXXXX"_s); // mode 0600
    file.setAutoRemove(true);
    const QByteArray sum = checksum(text) + '\n';
    if (!file.open() || file.write(sum) != sum.size() || file.write(text) != text.size() || !file.flush()) {
        return notKept(path, file.errorString());
    }
    // std::rename() replaces what another process may have put there meanwhile; QFile::rename() would refuse.
    const QByteArray from = QFile::encodeName(file.fileName());
    file.setAutoRemove(false);
    file.close();
    if (std::rename(from.constData(), QFile::encodeName(path).constData()) != 0) {
        QFile::remove(file.fileName());
        return notKept(path, u"it could not be renamed"_s);
    }
    return {};
}

bool FileReplyCache::tryClaim(const QByteArray& hash)
{
    if (!isHash(hash) || !makeFolderOf(hash)) {
        return true; // nothing can be kept there either: insert() will say so
    }
    {
        const QMutexLocker lock(&m_mutex);
        if (m_claims.contains(hash)) {
            return false;
        }
    }
    auto file = std::make_shared<QLockFile>(pathOf(hash) + u".lock"_s);
    file->setStaleLockTime(0); // stale only when its process has gone
    if (!file->tryLock(0)) {
        return file->error() != QLockFile::LockFailedError; // a folder that cannot be written holds up nobody
    }
    const QMutexLocker lock(&m_mutex);
    m_claims.insert(hash, std::move(file));
    return true;
}

void FileReplyCache::release(const QByteArray& hash)
{
    const QMutexLocker lock(&m_mutex);
    m_claims.remove(hash);
}

} // namespace plumbline
