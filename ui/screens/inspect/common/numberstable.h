#pragma once

#include "ui/plots/charttable.h"

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

/// The same as charts have it, for csvOf() and writeCsv() of ui/plots/charttable.h.
[[nodiscard]] ChartTable chartTable(const NumbersTable& table);
/// The numbers behind a chart.
[[nodiscard]] NumbersTable numbersOf(const ChartTable& table, const QString& name);

} // namespace plumbline
