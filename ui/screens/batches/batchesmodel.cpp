#include "ui/screens/batches/batchesmodel.h"

#include "ui/models/annotationwords.h"
#include "ui/screens/batches/batchwords.h"
#include "ui/theme/numbers.h"

#include <algorithm>

namespace plumbline {

namespace {

bool isNumber(int column)
{
    return column >= BatchesModel::ItemsColumn && column <= BatchesModel::LabelsColumn;
}

double doneShare(const BatchSummary& row)
{
    return row.items > 0 ? double(row.items - row.openItems) / double(row.items) : 0;
}

} // namespace

void BatchesModel::setRows(const QList<BatchSummary>& rows)
{
    const bool isSame = rows.size() == m_rows.size() &&
                        std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                   [](const auto& a, const auto& b) { return a.batch.id == b.batch.id; });
    if (isSame) {
        m_rows = rows;
        if (!m_rows.isEmpty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int BatchesModel::rowOf(BatchId id) const
{
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].batch.id == id) {
            return static_cast<int>(row);
        }
    }
    return -1;
}

int BatchesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BatchesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BatchesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const BatchSummary& row = m_rows[index.row()];
    switch (role) {
    case BatchRole:
        return row.batch.id.value;
    case ShareRole:
        return doneShare(row);
    case IsOpenRole:
        return row.batch.isOpen;
    case Qt::TextAlignmentRole:
        return QVariant((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return row.batch.name;
    case StateColumn:
        return row.batch.isOpen ? tr("open") : tr("closed");
    case OrderColumn:
        return orderWords(row.batch.order);
    case KindColumn:
        return kindWord(row.kind);
    case ItemsColumn:
        return groupedNumber(row.items);
    case OpenColumn:
        return groupedNumber(row.openItems);
    case LabelsColumn:
        return groupedNumber(row.labels);
    case DoneColumn:
        return percentText(doneShare(row));
    default:
        return {};
    }
}

QVariant BatchesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Batch");
    case StateColumn:
        return tr("State");
    case OrderColumn:
        return tr("Order");
    case KindColumn:
        return tr("Kind");
    case ItemsColumn:
        return tr("Items");
    case OpenColumn:
        return tr("Open items");
    case LabelsColumn:
        return tr("Labels");
    case DoneColumn:
        return tr("Complete");
    default:
        return {};
    }
}

} // namespace plumbline
