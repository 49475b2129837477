#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace plumbline {

/// One cell of the table behind a chart: what is read on the screen, and the bare number for files.
struct ChartCell
{
    QString text;                 ///< in the words and digits of the screen
    std::optional<double> number; ///< the same in full precision; absent where the cell is text

    bool operator==(const ChartCell&) const = default;

    static ChartCell of(QString text) { return {std::move(text), std::nullopt}; }
    /// A whole number, grouped on the screen.
    static ChartCell count(qint64 value);
    static ChartCell of(double number, QString text) { return {std::move(text), number}; }
};

struct ChartColumn
{
    QString title;
    bool isNumber = false; ///< at the right, digits under each other

    bool operator==(const ChartColumn&) const = default;
};

/// The numbers of a chart as a table: what M shows, what a screen reader walks, what a CSV file holds.
struct ChartTable
{
    QString title;
    QList<ChartColumn> columns;
    QList<QList<ChartCell>> rows; ///< each as long as `columns`

    bool operator==(const ChartTable&) const = default;
};

/// The table as CSV: RFC 4180, UTF-8, CRLF at the end of each line, a head of column titles. Numbers stand
/// bare, with a point and in the shortest form that reads back the same. Text that a spreadsheet would take
/// for a formula (it begins with = + - @, tab or carriage return, and is no plain number) gets an apostrophe
/// before it.
[[nodiscard]] QByteArray csvOf(const ChartTable& table);

/// Writes csvOf to a file, which is there in whole or not at all. Errors: ReadOnly, DiskFull, NotFound, Io.
[[nodiscard]] Result<void> writeCsv(const ChartTable& table, const QString& path);

} // namespace plumbline
