#include "core/exchange/exportrun.h"

#include "core/exchange/datacard.h"
#include "core/exchange/filesink.h"

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
        if (options.withCard && !report.files.isEmpty()) {
            PLUMBLINE_ASSIGN(report.cardPath, writeCard(session, *format, path, options, report));
        }
        return report;
    });
}

} // namespace plumbline
