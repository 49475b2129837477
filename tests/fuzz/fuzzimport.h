#pragma once

#include "core/exchange/importrun.h"

#include <cstdint>
#include <cstdlib>

namespace plumbline {

/// Reads and checks bytes as a file of a format, in memory and without a project. Every bad record must come
/// with a sentence and with a place inside the file; every failure must come with a sentence.
inline int fuzzImport(const char* format, const std::uint8_t* data, std::size_t size)
{
    ImportOptions options;
    options.format = QString::fromLatin1(format);
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    Result<ImportRun> run = ImportRun::openBytes(QStringLiteral("fuzz"), bytes, options);
    if (!run) {
        std::abort();
    }
    ImportObserver observer;
    const Result<ImportReport> report = run->check(nullptr, observer);
    if (!report) {
        if (report.error().message.isEmpty()) {
            std::abort();
        }
        return 0;
    }
    for (const BadLine& line : report->badLines) {
        if (line.message.isEmpty() || line.line < 1 || line.offset < 0 || line.snippet.size() > 200) {
            std::abort();
        }
    }
    if (report->badLineCount > report->linesRead) {
        std::abort();
    }
    return 0;
}

} // namespace plumbline
