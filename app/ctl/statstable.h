#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace plumbline {

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

/// A CSV whose columns are known by name.
class StatsTable
{
public:
    /// Reads a CSV (RFC 4180; UTF-8 with or without a byte order mark, any line ends; plain, gzip or zstd).
    /// The first line is a header when it names the required columns of a layout, in any order, beside which
    /// further columns are passed over. Errors: NotFound, Io; InvalidData with the line.
    [[nodiscard]] static Result<StatsTable> read(const QString& path, const QList<StatsLayout>& layouts);
    /// The lines of a CSV without any layout; each may have its own number of cells.
    [[nodiscard]] static Result<std::vector<StatsRow>> readLines(const QString& path);

    [[nodiscard]] const std::vector<StatsRow>& rows() const { return m_rows; }
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
    [[nodiscard]] Result<void> findColumns(const QList<StatsLayout>& layouts);
    [[nodiscard]] Result<void> checkWidths() const;

    QString m_path;
    std::vector<StatsRow> m_rows;
    int m_layout = 0;
    qsizetype m_width = 0;
    QHash<QString, int> m_columns;
};

} // namespace plumbline
