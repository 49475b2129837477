#include "core/exchange/exportrun.h"

#include "core/exchange/datacard.h"
#include "core/exchange/filesink.h"

#include <QDir>
#include <QFileInfo>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QString> writeCard(Session& session, const Format& format, const QString& path,
                          const ExportOptions& options, const ExportReport& report)
{
    const QString cardPath = format.info().exportsFolder ? path + u"/README.md"_s : path + u".card.md"_s;
    PLUMBLINE_ASSIGN(const QString card, makeDataCard(session, format, options, report));
    PLUMBLINE_ASSIGN(const std::unique_ptr<FileWriter> writer, FileWriter::open(cardPath));
    PLUMBLINE_TRY(writer->write(card.toUtf8()));
    PLUMBLINE_TRY(writer->commit());
    return cardPath;
}

/// Beside a file as NAME.sha256, in a folder as SHA256SUMS; the names in it are relative to its place.
Result<void> writeChecksums(const QString& path, bool isFolder, const ExportReport& report)
{
    const QString sumsPath = isFolder ? path + u"/SHA256SUMS"_s : path + u".sha256"_s;
    const QDir folder(QFileInfo(sumsPath).absolutePath());
    PLUMBLINE_ASSIGN(const std::unique_ptr<FileWriter> writer, FileWriter::open(sumsPath));
    for (const ExportedFile& file : report.files) {
        PLUMBLINE_TRY(writer->write(
            u"%1  %2\n"_s.arg(file.sha256, folder.relativeFilePath(QFileInfo(file.path).absoluteFilePath()))
                .toUtf8()));
    }
    PLUMBLINE_TRY(writer->commit());
    return {};
}

} // namespace

Result<ExportReport> exportTo(Store& store, const QString& path, const ExportOptions& options,
                              const ExportProgress& progress)
{
    PLUMBLINE_ASSIGN(const Format* format, FormatRegistry::builtIn().get(options.format));
    if (!format->info().canExport) {
        return makeError(ErrorCode::InvalidArgument,
                         u"Plumbline does not write the format “%1”."_s.arg(format->info().title));
    }
    return store.read([&](Session& session) -> Result<ExportReport> {
        ExportReport report;
        report.format = format->info().id;
        FileSink sink(path, format->info().exportsFolder, progress);
        PLUMBLINE_TRY(format->createExporter(options)->run(session, sink, report));
        if (progress && !progress(report.items, report.items)) {
            return makeError(ErrorCode::Cancelled, u"The export was stopped."_s);
        }
        PLUMBLINE_ASSIGN(report.files, sink.commit());
        if (options.withChecksums && !report.files.isEmpty()) {
            PLUMBLINE_TRY(writeChecksums(path, format->info().exportsFolder, report));
        }
        if (options.withCard && !report.files.isEmpty()) {
            PLUMBLINE_ASSIGN(report.cardPath, writeCard(session, *format, path, options, report));
        }
        return report;
    });
}

} // namespace plumbline
