#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QVariant>

namespace plumbline {

/// Numbers as a page saves them: full precision, no grouping; what is not known is empty and has its reason
/// in a column of its own where the page gives one.
struct NumbersTable
{
    QString name; ///< of the file, without ".csv"
    QStringList columns;
    QList<QVariantList> rows; ///< numbers, texts, booleans; an invalid value is an empty field
};

/// RFC 4180: fields with a comma, a quote or a line end in quotes, lines ended by CR LF, UTF-8. Numbers as
/// short as reads back the same, with a point.
[[nodiscard]] QByteArray csvOf(const NumbersTable& table);

/// Writes it whole or not at all. Errors: Io, naming the file.
[[nodiscard]] Result<void> writeCsv(const NumbersTable& table, const QString& path);

} // namespace plumbline
