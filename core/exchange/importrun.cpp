#include "core/exchange/importrun.h"

#include "core/base/counted.h"
#include "core/exchange/badline.h"
#include "core/exchange/importwriter.h"
#include "core/exchange/recordfeed.h"

#include <QFileInfo>
#include <QSet>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Error stopped()
{
    return makeError(ErrorCode::Cancelled, u"The import was stopped."_s);
}

Error nothingImported(const ImportReport& report)
{
    const BadLine first = report.badLines.value(0);
    const bool isOne = report.badLineCount == 1;
    Error error = makeError(ErrorCode::InvalidData,
                            u"%1 Nothing was imported: %2 of %3 %4 an error. %5"_s.arg(
                                first.message, QString::number(report.badLineCount),
                                counted(report.linesRead, u"record"_s), isOne ? u"has"_s : u"have"_s,
                                isOne ? u"Correct it, or import the good ones only."_s
                                      : u"Correct them, or import the good ones only."_s),
                            first.field);
    error.file = first.file;
    error.line = first.line;
    return error;
}

} // namespace

Result<ImportRun> ImportRun::open(const QStringList& paths, const ImportOptions& options)
{
    ImportRun run;
    run.m_options = options;
    const FormatRegistry& registry = FormatRegistry::builtIn();
    PLUMBLINE_ASSIGN(const QStringList files, expandPaths(paths));
    if (files.isEmpty()) {
        return makeError(ErrorCode::InvalidArgument, u"No file was named."_s);
    }
    if (options.format.isEmpty()) {
        PLUMBLINE_ASSIGN(run.m_format, registry.detect(paths));
    } else {
        PLUMBLINE_ASSIGN(run.m_format, registry.get(options.format));
    }
    if (!run.m_format->info().canImport) {
        return makeError(ErrorCode::InvalidArgument,
                         u"Files of the format “%1” cannot be imported."_s.arg(run.m_format->info().title));
    }
    // Every file must be text, and of a folder only those are taken that look like the format.
    const QSet<QString> named(paths.cbegin(), paths.cend());
    QStringList taken;
    for (const QString& file : files) {
        PLUMBLINE_ASSIGN(const Probe probe, probeFile(file));
        if (named.contains(file) || run.m_format->detect(probe) > 0) {
            taken.append(file);
        }
    }
    run.m_files = run.m_format->createImporter(options)->arranged(taken);
    return run;
}

Result<ImportRun> ImportRun::openBytes(const QString& fileName, const QByteArray& bytes,
                                       const ImportOptions& options)
{
    ImportRun run;
    run.m_options = options;
    run.m_files = {fileName};
    run.m_bytes = bytes;
    run.m_isMemory = true;
    PLUMBLINE_ASSIGN(run.m_format, FormatRegistry::builtIn().get(options.format));
    return run;
}

Result<ImportReport> ImportRun::check(Store* store, ImportObserver& observer)
{
    const auto pass = [&](Session* session) -> Result<ImportReport> {
        const std::unique_ptr<Importer> importer = m_format->createImporter(m_options);
        RecordFeed feed(m_files, m_isMemory ? &m_bytes : nullptr, *importer);
        ImportReport report;
        report.format = m_format->info().id;
        for (;;) {
            if (observer.isCancelled()) {
                return stopped();
            }
            PLUMBLINE_ASSIGN(const RecordFeed::Event event, feed.next());
            observer.progress(feed.done(), feed.total());
            if (event.kind == RecordFeed::Kind::End) {
                return report;
            }
            ++report.linesRead;
            if (event.kind == RecordFeed::Kind::Bad) {
                report.addBadLine(event.bad);
                continue;
            }
            if (const Result<void> good = importer->check(*event.record, session); !good) {
                if (!isRecordError(good.error())) {
                    return good.error();
                }
                report.addBadLine(makeBadLine(m_files.value(event.raw.file), event.raw.line, event.raw.offset,
                                              event.raw.text, good.error()));
                continue;
            }
            importer->count(*event.record, report);
        }
    };
    if (store == nullptr) {
        return pass(nullptr);
    }
    return store->read([&](Session& session) { return pass(&session); });
}

Result<ImportReport> ImportRun::import(Store& store, ImportObserver& observer, const QJsonObject& resumeFrom)
{
    ImportPosition from;
    ImportReport report;
    report.format = m_format->info().id;
    if (!resumeFrom.isEmpty()) {
        from.file = resumeFrom.value(u"file"_s).toInt();
        from.offset = resumeFrom.value(u"offset"_s).toInteger();
        from.line = resumeFrom.value(u"line"_s).toInteger(1);
        from.isInArray = resumeFrom.value(u"in_array"_s).toBool();
        report = ImportReport::fromJson(resumeFrom.value(u"report"_s).toObject());
    } else if (m_options.onError == OnError::Stop) {
        PLUMBLINE_ASSIGN(const ImportReport checked, check(&store, observer));
        if (checked.badLineCount > 0) {
            return nothingImported(checked);
        }
    }
    const std::unique_ptr<Importer> importer = m_format->createImporter(m_options);
    RecordFeed feed(m_files, m_isMemory ? &m_bytes : nullptr, *importer);
    PLUMBLINE_TRY(feed.seek(from));
    ImportWriter writer(store, *importer, observer, m_files, m_options.onError);
    writer.setReport(report);
    for (;;) {
        if (observer.isCancelled()) {
            PLUMBLINE_TRY(writer.stop());
            return stopped();
        }
        PLUMBLINE_ASSIGN(RecordFeed::Event event, feed.next());
        if (event.kind == RecordFeed::Kind::End) {
            PLUMBLINE_TRY(writer.pass(feed.position()));
            PLUMBLINE_ASSIGN(const bool isAll, writer.finish());
            if (!isAll) {
                return stopped();
            }
            observer.progress(feed.total(), feed.total());
            return writer.report();
        }
        writer.add(std::move(event));
        if (writer.isFull()) {
            PLUMBLINE_TRY(writer.pass(feed.position()));
            observer.progress(feed.done(), feed.total());
        }
    }
}

} // namespace plumbline
