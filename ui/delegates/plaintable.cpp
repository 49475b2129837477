#include "ui/delegates/plaintable.h"

#include "ui/theme/theme.h"

#include <QAbstractItemDelegate>
#include <QHeaderView>
#include <QTableView>

namespace plumbline {

QTableView* makePlainTable(const Theme& theme, QAbstractItemModel* model, QAbstractItemDelegate* delegate,
                           const QString& objectName, const QString& accessibleName, int rowHeight)
{
    auto* table = new QTableView;
    table->setObjectName(objectName);
    table->setAccessibleName(accessibleName);
    table->setModel(model);
    delegate->setParent(table);
    table->setItemDelegate(delegate);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setShowGrid(false);
    table->setMouseTracking(true);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QHeaderView* rows = table->verticalHeader();
    rows->setVisible(false);
    rows->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView* columns = table->horizontalHeader();
    columns->setHighlightSections(false);
    columns->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    columns->setSectionResizeMode(QHeaderView::Interactive);
    const auto restyle = [table, rows, columns, &theme, rowHeight] {
        rows->setDefaultSectionSize(theme.scaled(rowHeight));
        columns->setFont(theme.font(Text::Head));
        columns->viewport()->setFont(theme.font(Text::Head)); // what the sections are painted with
        table->viewport()->update();
    };
    restyle();
    QObject::connect(&theme, &Theme::changed, table, restyle);
    return table;
}

} // namespace plumbline
