#include "ui/screens/settings/settingsfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>
#include <QtConcurrent>

namespace plumbline {

namespace {

constexpr qint64 kLargest = 1024 * 1024;

QString tr(const char* text)
{
    return QCoreApplication::translate("SettingsFile", text);
}

} // namespace

QFuture<Result<void>> writeFile(const QString& path, const QByteArray& bytes)
{
    return QtConcurrent::run([path, bytes]() -> Result<void> {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
            Error error =
                makeError(ErrorCode::Io, tr("The file could not be written. Choose another place."));
            error.details = file.errorString();
            return error.inFile(path);
        }
        return {};
    });
}

QFuture<Result<QByteArray>> readFile(const QString& path)
{
    return QtConcurrent::run([path]() -> Result<QByteArray> {
        QFile file(path);
        if (!file.exists()) {
            return makeError(ErrorCode::NotFound, tr("The file is not there.")).inFile(path);
        }
        if (!file.open(QIODevice::ReadOnly)) {
            Error error = makeError(ErrorCode::Io, tr("The file could not be read."));
            error.details = file.errorString();
            return error.inFile(path);
        }
        if (file.size() > kLargest) {
            return makeError(ErrorCode::InvalidData, tr("The file is too large for settings.")).inFile(path);
        }
        return file.readAll();
    });
}

} // namespace plumbline
