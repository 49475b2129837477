#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace plumbline {

class RecordReader;

/// One line of a table.
struct StatsRow
{
    qint64 line = 0; ///< on which it begins, from 1
    QList<QByteArray> cells;
};

/// A way to lay out a table: what its columns are called and, without a header, their order.
struct StatsLayout
{
    QStringList required;
    QStringList optional; ///< may be missing at the end, or in the header
    /// Without a header: whether the first line looks like this layout; empty: if the count of cells fits.
    std::function<bool(const StatsRow& first)> accepts;
};

/// The lines of a CSV, one after the other: what is read of it takes the memory of its longest line.
class StatsLines
{
public:
    /// Opens a CSV (RFC 4180; UTF-8 with or without a byte order mark, any line ends; plain, gzip or zstd).
    /// Errors: NotFound, Io, InvalidData.
    [[nodiscard]] static Result<StatsLines> open(const QString& path);
    /// Reads the next line into `row`; false at the end. Each may have its own number of cells. Errors: Io;
    /// InvalidData with the line.
    [[nodiscard]] Result<bool> next(StatsRow& row);
    /// Gives all that are left to `take`; an error of it ends the reading.
    [[nodiscard]] Result<void> each(const std::function<Result<void>(const StatsRow&)>& take);

private:
    QString m_path;
    std::shared_ptr<RecordReader> m_reader;
};

/// A CSV whose columns are known by name, read line by line.
class StatsTable
{
public:
    /// Opens a CSV. The first line is a header when it names the required columns of a layout, in any order,
    /// beside which further columns are passed over. Errors: as StatsLines; InvalidData with the line.
    [[nodiscard]] static Result<StatsTable> open(const QString& path, const QList<StatsLayout>& layouts);
    /// Reads the next line below the header into `row`; false at the end. Errors: Io; InvalidData with the
    /// line, also when it has more or fewer cells than the first.
    [[nodiscard]] Result<bool> next(StatsRow& row);
    /// Gives all that are left to `take`; an error of it ends the reading.
    [[nodiscard]] Result<void> each(const std::function<Result<void>(const StatsRow&)>& take);

    [[nodiscard]] int layout() const { return m_layout; } ///< which of the layouts it is
    [[nodiscard]] bool has(const QString& column) const { return m_columns.contains(column); }
    /// The cell without white space around it; "" when there is no such column.
    [[nodiscard]] QByteArray cell(const StatsRow& row, const QString& column) const;
    /// An error about one line.
    [[nodiscard]] Error error(const StatsRow& row, const QString& message, const QString& column = {}) const;
    /// A cell that must not be empty. Errors: InvalidData with the line.
    [[nodiscard]] Result<QByteArray> filled(const StatsRow& row, const QString& column) const;
    /// A cell that must be a number ("nan" and "inf" are). Errors: InvalidData with the line.
    [[nodiscard]] Result<double> number(const StatsRow& row, const QString& column) const;

private:
    explicit StatsTable(StatsLines lines)
        : m_lines(std::move(lines))
    {
    }
    [[nodiscard]] Result<void> findColumns(const QList<StatsLayout>& layouts);

    StatsLines m_lines;
    QString m_path;
    StatsRow m_first;          ///< the first line
    bool m_isFirstRow = false; ///< it is a row of the table that was not given yet
    int m_layout = 0;
    qsizetype m_width = 0;
    QHash<QString, int> m_columns;
};

} // namespace plumbline
