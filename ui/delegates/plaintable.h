#pragma once

#include <QString>

class QAbstractItemDelegate;
class QAbstractItemModel;
class QTableView;

namespace plumbline {

class Theme;

/// A table as every page has it: whole rows are selected, one at a time; no grid, no row numbers, fixed row
/// height that follows the interface text. The delegate becomes the table's.
[[nodiscard]] QTableView* makePlainTable(const Theme& theme, QAbstractItemModel* model,
                                         QAbstractItemDelegate* delegate, const QString& objectName,
                                         const QString& accessibleName, int rowHeight);

} // namespace plumbline
