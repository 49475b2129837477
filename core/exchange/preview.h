#pragma once

#include "core/exchange/format.h"
#include "core/store/store.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace plumbline {

/// One row of an import's preview.
struct PreviewRow
{
    int file = 0;      ///< index into ImportPreview::files
    qint64 line = 0;   ///< from 1
    QStringList cells; ///< one for each column; empty when the line could not be read at all
    QString text;      ///< the line as it stands, at most 200 characters, when it has no cells
    std::optional<BadLine> error;
    int errorColumn = -1; ///< column that the error's field stands in; −1 = none
};

/// What an import would bring, as a table: the first records, and every bad line (up to
/// ImportReport::kMaxBadLines) between its neighbours.
struct ImportPreview
{
    QString format;    ///< id
    QStringList files; ///< in the order in which they will be read
    QStringList columns;
    QList<PreviewRow> firstRows; ///< the first `maxRecords` records
    QList<PreviewRow>
        errorRows;       ///< bad lines, each with up to two good neighbours before and one after, in order
    ImportReport counts; ///< what would be added were nothing there yet; bad lines
    QStringList sourceFields;  ///< names that the first record has, for the field mapping
    QStringList sourceSamples; ///< their values in the first record, short
};

/// Reads all files (or, with `onlyHead`, just the first `maxRecords` records) and shows what they hold.
/// Writes nothing. `store` may be null: then lines are checked against each other alone. `isCancelled` is
/// asked now and then. Errors: NotFound, InvalidData (binary, UTF-16, unknown format), Cancelled, Io.
[[nodiscard]] Result<ImportPreview> previewImport(const QStringList& paths, const ImportOptions& options,
                                                  Store* store, int maxRecords = 200, bool onlyHead = false,
                                                  const std::function<bool()>& isCancelled = {});

/// What an export would write: the report (no files) and the first records as text.
struct ExportPreview
{
    ExportReport report;
    QStringList records; ///< the first `maxRecords`, each at most 4 000 characters
    QString card;        ///< Markdown; "" when none is asked for
};

/// Runs an export without writing. Errors: as Exporter::run().
[[nodiscard]] Result<ExportPreview> previewExport(Store& store, const ExportOptions& options,
                                                  int maxRecords = 20,
                                                  const std::function<bool()>& isCancelled = {});

} // namespace plumbline
