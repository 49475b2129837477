// Import and export of Plumbline JSONL against what SQLite itself does with the same bytes, in one run.

#include "core/exchange/exportrun.h"
#include "core/exchange/importrun.h"
#include "core/store/itemrepository.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/sqlitepeer.h"
#include "tests/bench/workload.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kMib = 1024.0 * 1024.0;
constexpr double kMsPerSecond = 1000.0;
constexpr double kLeastShare = 0.5;     // design: no less than half the rate of SQLite
constexpr double kMostGrowthMib = 64.0; // what "flat" allows between a tenth of the items and all of them

class CountingObserver final : public ImportObserver
{
public:
    [[nodiscard]] Result<void> checkpoint(Session& /*session*/, const QJsonObject& /*state*/) override
    {
        ++transactions;
        return {};
    }
    qint64 transactions = 0;
};

double rate(const QString& file, double milliseconds)
{
    return static_cast<double>(QFileInfo(file).size()) / kMib / (milliseconds / kMsPerSecond);
}

/// What one size of project gives.
struct Figures
{
    double importMs = 0;
    double importPeakMib = 0;
    double exportMs = 0;
    double exportPeakMib = 0;
    qint64 linesPerTransaction = 1;
};

Result<void> writeFile(const Workload& workload, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return makeError(ErrorCode::Io, file.errorString());
    }
    return workload.writeJsonl(file);
}

Result<Figures> ours(const QString& file, const QString& project, const QString& exported,
                     const WorkloadShape& shape)
{
    Figures out;
    const SystemClock clock;
    PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, createBenchStore(project, clock, shape.seed));
    ImportOptions options;
    options.format = u"plumbline"_s;
    options.onError = OnError::Skip;
    CountingObserver observer;
    resetPeakMemory();
    const double before = memoryMib();
    const BenchTimer importing;
    PLUMBLINE_ASSIGN(ImportRun run, ImportRun::open({file}, options));
    PLUMBLINE_ASSIGN(const ImportReport report, run.import(*store, observer));
    out.importMs = importing.ms();
    out.importPeakMib = peakMemoryMib() - before;
    if (report.items != shape.items || report.badLineCount != 0) {
        return makeError(ErrorCode::Unknown,
                         u"The import took %1 items of %2."_s.arg(report.items).arg(shape.items));
    }
    out.linesPerTransaction =
        std::max<qint64>(report.linesRead / std::max<qint64>(observer.transactions, 1), 1);

    ExportOptions exportOptions;
    exportOptions.format = u"plumbline"_s;
    exportOptions.withCard = false;
    resetPeakMemory();
    const double beforeExport = memoryMib();
    const BenchTimer exporting;
    PLUMBLINE_ASSIGN(const ExportReport written, exportTo(*store, exported, exportOptions));
    out.exportMs = exporting.ms();
    out.exportPeakMib = peakMemoryMib() - beforeExport;
    if (written.items != shape.items) {
        return makeError(ErrorCode::Unknown, u"The export wrote %1 items."_s.arg(written.items));
    }
    return out;
}

Result<void> measurePeers(BenchReport& report, const QDir& folder, const QString& file,
                          const QString& exported, const Figures& mine)
{
    BenchReport::say(u"raw SQLite takes and gives the lines"_s);
    PLUMBLINE_ASSIGN(SqlitePeer lines, SqlitePeer::create(folder.filePath(u"lines.sqlite"_s)));
    PLUMBLINE_ASSIGN(const double taking, lines.takeLines(file, mine.linesPerTransaction));
    PLUMBLINE_ASSIGN(const double giving, lines.giveLines(folder.filePath(u"lines.jsonl"_s)));
    BenchReport::say(u"raw SQLite writes the rows of the project"_s);
    PLUMBLINE_ASSIGN(SqlitePeer rows, SqlitePeer::create(folder.filePath(u"rows.sqlite"_s)));
    PLUMBLINE_ASSIGN(const double copying,
                     rows.copyProject(folder.filePath(u"all.plumb"_s), mine.linesPerTransaction));
    const QString plain = folder.filePath(u"rows.txt"_s);
    PLUMBLINE_ASSIGN(const double reading, rows.giveProject(folder.filePath(u"all.plumb"_s), plain));

    report.add(u"import"_s, rate(file, mine.importMs), u"MiB/s"_s, u"without the full-text index"_s);
    report.add(u"peer: lines into one table"_s, rate(file, taking), u"MiB/s"_s,
               u"C interface, same pragmas, %1 lines in a transaction as the import"_s.arg(
                   mine.linesPerTransaction));
    report.add(u"peer: rows into a project's tables"_s, rate(file, copying), u"MiB/s"_s,
               u"C interface, same tables and indexes, no reading of JSON; MiB of the JSONL"_s);
    report.add(u"import / lines into one table"_s, taking / mine.importMs, u""_s, BenchReport::Limit::AtLeast,
               kLeastShare);
    report.add(u"import / rows into a project's tables"_s, copying / mine.importMs, u""_s,
               BenchReport::Limit::AtLeast, kLeastShare);
    report.add(u"export"_s, rate(exported, mine.exportMs), u"MiB/s"_s);
    report.add(u"peer: lines out of one table"_s, rate(file, giving), u"MiB/s"_s,
               u"SELECT body ORDER BY id, written and synced"_s);
    report.add(u"peer: rows out of a project's tables"_s, rate(plain, reading), u"MiB/s"_s,
               u"the same joins, the bare columns written and synced"_s);
    report.add(u"export / lines out of one table"_s, rate(exported, mine.exportMs) / rate(file, giving),
               u""_s, BenchReport::Limit::AtLeast, kLeastShare);
    report.add(u"export / rows out of a project's tables"_s,
               rate(exported, mine.exportMs) / rate(plain, reading), u""_s, BenchReport::Limit::AtLeast,
               kLeastShare);
    return {};
}

Result<double> indexText(const QString& project)
{
    const SystemClock clock;
    PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, Store::open(project, clock));
    const BenchTimer timer;
    qint64 left = 1;
    while (left > 0) {
        PLUMBLINE_ASSIGN(left, store->write([](Session& session) {
            constexpr int kTexts = 500;
            return ItemRepository(session).indexText(kTexts);
        }));
    }
    return timer.ms();
}

Result<void> measure(BenchReport& report, const BenchOptions& options, const QDir& folder)
{
    PLUMBLINE_ASSIGN(const RealTexts texts, RealTexts::load(options.data));
    report.setFact(u"items"_s, options.items);
    report.setFact(u"texts"_s, texts.source);
    WorkloadShape shape;
    shape.items = options.items;
    WorkloadShape tenth = shape;
    tenth.items = std::max<qint64>(shape.items / 10, 1);
    const QString file = folder.filePath(u"all.jsonl"_s);
    const QString small = folder.filePath(u"tenth.jsonl"_s);
    const QString exported = folder.filePath(u"exported.jsonl"_s);
    BenchReport::say(u"%1 items are written as JSONL"_s.arg(shape.items));
    PLUMBLINE_TRY(writeFile(Workload(texts, tenth), small));
    PLUMBLINE_TRY(writeFile(Workload(texts, shape), file));
    report.setFact(u"file MiB"_s, static_cast<double>(QFileInfo(file).size()) / kMib);

    BenchReport::say(u"a tenth of them is imported and exported"_s);
    PLUMBLINE_ASSIGN(const Figures little, ours(small, folder.filePath(u"tenth.plumb"_s), exported, tenth));
    BenchReport::say(u"all of them are imported and exported"_s);
    PLUMBLINE_ASSIGN(const Figures mine, ours(file, folder.filePath(u"all.plumb"_s), exported, shape));
    PLUMBLINE_TRY(measurePeers(report, folder, file, exported, mine));
    report.add(u"import of a tenth"_s, rate(small, little.importMs), u"MiB/s"_s);
    report.add(u"import, memory for a tenth"_s, little.importPeakMib, u"MiB"_s,
               u"peak over what was there"_s);
    report.add(u"import, memory for all"_s, mine.importPeakMib, u"MiB"_s, BenchReport::Limit::AtMost,
               little.importPeakMib + kMostGrowthMib, u"flat: at most 64 MiB more than for a tenth"_s);
    report.add(u"export, memory for a tenth"_s, little.exportPeakMib, u"MiB"_s);
    report.add(u"export, memory for all"_s, mine.exportPeakMib, u"MiB"_s, BenchReport::Limit::AtMost,
               little.exportPeakMib + kMostGrowthMib, u"flat: at most 64 MiB more than for a tenth"_s);
    report.add(u"project"_s, static_cast<double>(QFileInfo(folder.filePath(u"all.plumb"_s)).size()) / kMib,
               u"MiB"_s);
    if (options.withText) {
        BenchReport::say(u"the texts are indexed"_s);
        PLUMBLINE_ASSIGN(const double indexing, indexText(folder.filePath(u"all.plumb"_s)));
        report.add(u"full-text index"_s, indexing / kMsPerSecond, u"s"_s,
                   u"in the background, after the import"_s);
    }
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const BenchOptions options =
        BenchOptions::read(u"Import and export of Plumbline JSONL against SQLite itself"_s, 1'000'000, 1);
    const QTemporaryDir temporary;
    const QDir folder(options.folder.isEmpty() ? temporary.path() : options.folder);
    BenchReport report(u"bench_exchange"_s);
    if (const Result<void> measured = measure(report, options, folder); !measured) {
        qCritical("%s | %s", qPrintable(measured.error().toString()), qPrintable(measured.error().details));
        return 1;
    }
    return report.finish(options.out);
}
