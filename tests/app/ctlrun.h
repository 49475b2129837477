#pragma once

#include "core/base/json.h"

#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

/// What one run of plumblinectl gave.
struct CtlRun
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    /// The one JSON object on stdout.
    [[nodiscard]] QJsonObject object() const
    {
        const plumbline::Result<QJsonObject> parsed = plumbline::parseJsonObject(out.trimmed());
        return parsed ? *parsed : QJsonObject{{QStringLiteral("not_json"), QString::fromUtf8(out)}};
    }
    /// A key of its error.
    [[nodiscard]] QJsonValue error(const QString& key) const
    {
        return object()[QStringLiteral("error")].toObject()[key];
    }
};

/// Runs the real program.
inline CtlRun runCtl(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("PLUMBLINE_BIN_DIR") + QStringLiteral("/plumblinectl"), arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}
