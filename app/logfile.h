#pragma once

#include "core/base/result.h"

#include <QString>

namespace plumbline {

/// What the log takes: how large a file may grow, and how many older ones stay beside it.
struct LogLimits
{
    qint64 fileBytes = 1024 * 1024;
    int olderFiles = 3;
};

/// While it lives, the messages of Qt and of the program (qWarning and so on) go into a rotating file,
/// besides to stderr as before. At most one at a time. Errors: Io, ReadOnly; the program runs without a log
/// then.
class LogFile
{
public:
    [[nodiscard]] static Result<std::unique_ptr<LogFile>> open(const QString& path,
                                                               const LogLimits& limits = {});
    ~LogFile();
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

private:
    LogFile() = default;
};

/// A message as the log may hold it: on one line, cut at 500 characters, and without anything that looks like
/// a key or stands as one in the environment (a variable whose name ends in KEY, TOKEN, SECRET or PASSWORD).
[[nodiscard]] QString fitForLog(const QString& message);

} // namespace plumbline
