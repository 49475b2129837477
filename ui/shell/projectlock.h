#pragma once

#include <QLockFile>
#include <QString>

#include <memory>

namespace plumbline {

/// Keeps two windows from judging in one project under one name: a lock file beside the project, one for each
/// annotator. It goes with the process that holds it, also when that is killed.
class ProjectLock
{
public:
    /// True when this process holds the lock now (or when no lock can be made there, so that nobody can).
    /// False: another window holds it.
    bool acquire(const QString& projectPath, const QString& annotatorName);
    void release();
    [[nodiscard]] bool isHeld() const { return m_lock != nullptr; }

private:
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace plumbline
