#pragma once

#include <QWidget>

class QAbstractItemModel;
class QTableView;

namespace plumbline {

class EmptyState;
class RowDelegate;
class SetupPane;
class Theme;

/// One of the page's lists: a table, what is chosen in it beside it, and what stands there when it is empty.
class SetupTab : public QWidget
{
    Q_OBJECT

public:
    /// Takes the delegate, the pane and the empty state.
    SetupTab(const Theme& theme, QAbstractItemModel* model, RowDelegate* delegate, const QString& objectName,
             const QString& accessibleName, QWidget* pane, EmptyState* empty, QWidget* parent = nullptr);

    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] QWidget* pane() const { return m_pane; }
    /// The current row; −1: none.
    [[nodiscard]] int row() const;
    /// Makes a row the current one; out of range: the nearest.
    void select(int row);
    void focusList();

Q_SIGNALS:
    /// Another row is the current one, or its content changed.
    void currentChanged();
    /// Enter or a double click on a row.
    void opened();

private:
    void syncEmpty();

    QTableView* m_table;
    QWidget* m_pane;
    QWidget* m_list;
    EmptyState* m_empty;
};

} // namespace plumbline
