#include "core/store/waitingsign.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace plumbline {

WaitingSign::WaitingSign(const QString& projectPath)
    : m_folder(QFileInfo(projectPath).absolutePath())
{
}

WaitingSign::~WaitingSign()
{
    if (m_file >= 0) {
        ::close(m_file); // takes the lock with it
    }
}

bool WaitingSign::open()
{
    if (m_file < 0 && !m_hasFailed) {
        m_file = ::open(QFile::encodeName(m_folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        m_hasFailed = m_file < 0;
    }
    return m_file >= 0;
}

void WaitingSign::raise()
{
    if (!m_isRaised && open()) {
        m_isRaised = ::flock(m_file, LOCK_SH | LOCK_NB) == 0;
    }
}

void WaitingSign::lower()
{
    if (m_isRaised) {
        ::flock(m_file, LOCK_UN);
        m_isRaised = false;
    }
}

bool WaitingSign::isSeen()
{
    Q_ASSERT(!m_isRaised);
    if (!open()) {
        return false;
    }
    if (::flock(m_file, LOCK_EX | LOCK_NB) == 0) {
        ::flock(m_file, LOCK_UN);
        return false;
    }
    return true;
}

} // namespace plumbline
