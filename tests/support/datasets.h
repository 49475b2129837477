#pragma once

#include <QDir>
#include <QString>

namespace plumbline {

/// Where a part of the published data sets lies that tests check against and that may not be shipped:
/// PLUMBLINE_DATA_SETS names their folder. Without it the usual place is looked at; a test whose set is not
/// there skips.
[[nodiscard]] inline QString dataSet(const QString& name)
{
    const QString source = qEnvironmentVariable("PLUMBLINE_SOURCE_DIR", QDir::currentPath());
    const QString folder =
        qEnvironmentVariable("PLUMBLINE_DATA_SETS", source + QStringLiteral("/../shared/data"));
    return QDir::cleanPath(folder + QLatin1Char('/') + name);
}

} // namespace plumbline
