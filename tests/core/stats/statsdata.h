#pragma once

#include <QByteArray>
#include <QFile>
#include <QList>
#include <QString>

/// The rows of tests/data/stats/NAME without its header, cut at commas (no quoted cells).
inline QList<QList<QByteArray>> statsRows(const QString& name)
{
    QFile file(qEnvironmentVariable("PLUMBLINE_SOURCE_DIR") + QStringLiteral("/tests/data/stats/") + name);
    QList<QList<QByteArray>> rows;
    if (!file.open(QIODevice::ReadOnly)) {
        return rows;
    }
    file.readLine();
    while (!file.atEnd()) {
        rows.append(file.readLine().trimmed().split(','));
    }
    return rows;
}
