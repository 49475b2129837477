#include "ui/shell/projectlock.h"

#include "core/base/hash.h"

#include <QFileInfo>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

bool ProjectLock::acquire(const QString& projectPath, const QString& annotatorName)
{
    release();
    const QFileInfo file(projectPath);
    // A name may hold anything; the file's name takes its hash.
    const QString who = QString::number(stableHash(annotatorName.toUtf8()), 16);
    const QString path = u"%1/.%2.%3.lock"_s.arg(file.absolutePath(), file.fileName(), who);
    auto lock = std::make_unique<QLockFile>(path);
    lock->setStaleLockTime(0); // a long sitting is no stale one; a dead process is found by its id
    if (lock->tryLock(0)) {
        m_lock = std::move(lock);
        return true;
    }
    return lock->error() != QLockFile::LockFailedError;
}

void ProjectLock::release()
{
    m_lock.reset();
}

} // namespace plumbline
