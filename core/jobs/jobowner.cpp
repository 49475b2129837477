#include "core/jobs/jobrunner.h"

#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>

#include <cerrno>
#include <csignal>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// When a process was started, in the kernel's ticks: tells a process from a later one of the same number. ""
/// when the system does not say.
QString startOf(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    if (!stat.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray text = stat.readAll();
    // The name, which may hold anything, stands in brackets; field 22 is the 20th after them.
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype kStart = 19;
    return QString::fromLatin1(fields.value(kStart));
}

} // namespace

QString jobOwner()
{
    const qint64 pid = QCoreApplication::applicationPid();
    return u"%1:%2:%3"_s.arg(QSysInfo::machineHostName()).arg(pid).arg(startOf(pid));
}

bool isJobOwnerAlive(const QString& owner)
{
    const QString host = owner.section(u':', 0, -3);
    const qint64 pid = owner.section(u':', -2, -2).toLongLong();
    if (pid <= 0) {
        return false;
    }
    if (host != QSysInfo::machineHostName()) {
        return true; // nobody can tell from here
    }
    if (::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH) {
        return false;
    }
    const QString start = owner.section(u':', -1);
    return start.isEmpty() || startOf(pid) == start;
}

} // namespace plumbline
