#include "core/base/error.h"

#include <QStringList>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QString Error::toString() const
{
    QStringList place;
    if (!file.isEmpty()) {
        place << file;
    }
    if (line > 0) {
        place << u"line %1"_s.arg(line);
    }
    if (!field.isEmpty()) {
        place << u"field %1"_s.arg(field);
    }
    return place.isEmpty() ? message : place.join(u", "_s) + u": "_s + message;
}

Error Error::inFile(const QString& path) const
{
    Error copy = *this;
    if (copy.file.isEmpty()) {
        copy.file = path;
    }
    return copy;
}

Error Error::atLine(qint64 lineNumber) const
{
    Error copy = *this;
    if (copy.line == 0) {
        copy.line = lineNumber;
    }
    return copy;
}

Error makeError(ErrorCode code, QString message, QString field)
{
    Error error;
    error.code = code;
    error.message = std::move(message);
    error.field = std::move(field);
    return error;
}

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Unknown:
        return u"unknown"_s;
    case ErrorCode::InvalidArgument:
        return u"invalid_argument"_s;
    case ErrorCode::NotFound:
        return u"not_found"_s;
    case ErrorCode::AlreadyExists:
        return u"already_exists"_s;
    case ErrorCode::InvalidData:
        return u"invalid_data"_s;
    case ErrorCode::NewerVersion:
        return u"newer_version"_s;
    case ErrorCode::NotAProject:
        return u"not_a_project"_s;
    case ErrorCode::ReadOnly:
        return u"read_only"_s;
    case ErrorCode::DiskFull:
        return u"disk_full"_s;
    case ErrorCode::FileVanished:
        return u"file_vanished"_s;
    case ErrorCode::Busy:
        return u"busy"_s;
    case ErrorCode::Conflict:
        return u"conflict"_s;
    case ErrorCode::Corrupt:
        return u"corrupt"_s;
    case ErrorCode::Cancelled:
        return u"cancelled"_s;
    case ErrorCode::Io:
        return u"io"_s;
    }
    return u"unknown"_s;
}

} // namespace plumbline
