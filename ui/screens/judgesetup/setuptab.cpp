#include "ui/screens/judgesetup/setuptab.h"

#include "ui/delegates/plaintable.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/splitpane.h"

#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

namespace {

constexpr int kRow = 36;
constexpr int kLeastList = 420;

} // namespace

SetupTab::SetupTab(const Theme& theme, QAbstractItemModel* model, RowDelegate* delegate,
                   const QString& objectName, const QString& accessibleName, QWidget* pane, EmptyState* empty,
                   QWidget* parent)
    : QWidget(parent)
    , m_table(makePlainTable(theme, model, delegate, objectName, accessibleName, kRow))
    , m_pane(pane)
    , m_list(new QWidget)
    , m_empty(empty)
{
    auto* left = new QVBoxLayout(m_list);
    left->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kSpace5, metrics::kSpace4);
    left->addWidget(m_table);
    m_list->setMinimumWidth(kLeastList);
    auto* split = new SplitPane(theme, Qt::Horizontal);
    split->addWidget(m_list);
    split->addWidget(m_pane);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setSizes({theme.scaled(2 * kLeastList), theme.scaled(metrics::kPaneDetails)});
    split->setChildrenCollapsible(false);
    m_list = split;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(split, 1);
    column->addWidget(m_empty, 1);
    m_empty->hide();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SetupTab::currentChanged);
    connect(model, &QAbstractItemModel::dataChanged, this, &SetupTab::currentChanged);
    connect(model, &QAbstractItemModel::modelReset, this, &SetupTab::syncEmpty);
    connect(m_table, &QTableView::activated, this, &SetupTab::opened);
    syncEmpty();
}

int SetupTab::row() const
{
    return m_table->currentIndex().row();
}

void SetupTab::select(int row)
{
    const int rows = m_table->model()->rowCount();
    if (rows > 0) {
        m_table->setCurrentIndex(m_table->model()->index(std::clamp(row, 0, rows - 1), 0));
    }
    Q_EMIT currentChanged();
}

void SetupTab::focusList()
{
    if (m_list->isVisibleTo(this)) {
        m_table->setFocus();
    }
}

void SetupTab::syncEmpty()
{
    const bool isEmpty = m_table->model()->rowCount() == 0;
    m_list->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
}

} // namespace plumbline
