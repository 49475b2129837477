#include "ui/plots/chartfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("ChartFile", text);
}

Error failure(const QSaveFile& file, int systemError, const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    Error error;
    if (systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG ||
        file.error() == QFileDevice::ResourceError) {
        error = makeError(
            ErrorCode::DiskFull,
            words(QT_TRANSLATE_NOOP("ChartFile",
                                    "“%1” was not saved: the disk is full. Free some space, or choose "
                                    "another folder."))
                .arg(name));
    } else if (systemError == EACCES || systemError == EROFS || systemError == EPERM ||
               file.error() == QFileDevice::PermissionsError) {
        error =
            makeError(ErrorCode::ReadOnly,
                      words(QT_TRANSLATE_NOOP(
                                "ChartFile",
                                "“%1” was not saved: this folder cannot be written to. Choose another one."))
                          .arg(name));
    } else {
        error = makeError(
            ErrorCode::Io,
            words(QT_TRANSLATE_NOOP("ChartFile", "“%1” was not saved. Choose another folder or name."))
                .arg(name));
    }
    error.details = file.errorString();
    return error.inFile(path);
}

} // namespace

Result<void> writeWholeFile(const QString& path, const QByteArray& bytes)
{
    const QFileInfo info(path);
    if (!info.dir().exists()) {
        return makeError(
                   ErrorCode::NotFound,
                   words(QT_TRANSLATE_NOOP("ChartFile", "“%1” was not saved: the folder “%2” is not there."))
                       .arg(info.fileName(), info.path()))
            .inFile(path);
    }
    QSaveFile file(path);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly)) {
        return failure(file, errno, path);
    }
    errno = 0;
    if (file.write(bytes) != bytes.size() || !file.flush()) {
        const Error error = failure(file, errno, path);
        file.cancelWriting();
        return error;
    }
    errno = 0;
    if (!file.commit()) {
        return failure(file, errno, path);
    }
    return {};
}

} // namespace plumbline
