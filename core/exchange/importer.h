#pragma once

#include "core/exchange/importoptions.h"
#include "core/exchange/rawrecord.h"
#include "core/store/session.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace plumbline {

/// How the records of a file are told apart.
enum class Framing {
    Lines,      ///< one record a line
    JsonValues, ///< the elements of a JSON array, or JSON objects one after the other over several lines
    JsonAuto,   ///< JsonValues when the file begins with “[” or a lone “{”, otherwise Lines
    Csv,        ///< RFC 4180
};

/// A record as its importer understood it. Each importer has its own kind.
class ImportRecord
{
public:
    virtual ~ImportRecord() = default;
};

/// Brings the records of one format into a store. One importer serves one run; it may remember what it has
/// seen. The caller reads the records in order, parses each, and applies what was parsed in order, several in
/// one transaction. parse() and apply() may run on different threads, each of them on one at a time.
class Importer
{
public:
    virtual ~Importer() = default;

    /// The order in which the files are to be read (votes after the answers they name).
    [[nodiscard]] virtual QStringList arranged(const QStringList& files) const { return files; }
    [[nodiscard]] virtual Framing framing() const = 0;
    /// Told before the first record of each file.
    virtual void beginFile(const QString& path) { Q_UNUSED(path) }

    /// Understands one record. Changes nothing. Errors: InvalidData naming the field.
    [[nodiscard]] virtual Result<std::unique_ptr<ImportRecord>> parse(const RawRecord& raw) = 0;
    /// Checks a record against those before it in this run and, when there is a session, against the store,
    /// and remembers it. For runs that write nothing; apply() checks by itself. Errors: as apply().
    [[nodiscard]] virtual Result<void> check(const ImportRecord& record, Session* session) = 0;
    /// Writes a record and counts in `report` what it added. On an error of code InvalidData, Conflict,
    /// NotFound or AlreadyExists nothing of the record was written, and the run can go on with the next one.
    [[nodiscard]] virtual Result<void> apply(Session& session, ImportRecord& record,
                                             ImportReport& report) = 0;

    /// Names of the preview's columns.
    [[nodiscard]] virtual QStringList columns() const = 0;
    /// The fields of a record that the columns show, in their order; for lines that could not be understood.
    [[nodiscard]] virtual QStringList columnFields() const { return columns(); }
    /// One cell for each column, short.
    [[nodiscard]] virtual QStringList cells(const ImportRecord& record) const = 0;
    /// Counts what a record would add, were nothing there yet.
    virtual void count(const ImportRecord& record, ImportReport& report) const = 0;
};

} // namespace plumbline
