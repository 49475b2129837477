#include "core/settings/logfilepath.h"

#include <QDir>
#include <QStandardPaths>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QString stateFolder()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    // Qt knows this place from 6.7 on.
    const QString given = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = QDir::isAbsolutePath(given) ? given : QDir::homePath() + u"/.local/state"_s;
    return QDir::cleanPath(base + u"/plumbline"_s);
#else
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/plumbline"_s;
#endif
}

QString logFilePath()
{
    return stateFolder() + u"/plumbline.log"_s;
}

} // namespace plumbline
