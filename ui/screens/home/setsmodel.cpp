#include "ui/screens/home/setsmodel.h"

#include "ui/models/annotationwords.h"
#include "ui/theme/numbers.h"

namespace plumbline {

void SetsModel::setRows(const QList<BatchSummary>& rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int SetsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SetsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SetsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const BatchSummary& row = m_rows[index.row()];
    const double share =
        row.items > 0 ? static_cast<double>(row.withTwoOrMore) / static_cast<double>(row.items) : 0;
    if (role == ShareRole) {
        return share;
    }
    if (role == BatchRole) {
        return row.batch.id.value;
    }
    if (role == Qt::TextAlignmentRole && index.column() >= ItemsColumn && index.column() <= OpenColumn) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case SetColumn:
        return row.batch.isOpen ? row.batch.name : tr("%1 (closed)").arg(row.batch.name);
    case KindColumn:
        return kindWord(row.kind);
    case ItemsColumn:
        return groupedNumber(row.items);
    case LabelsColumn:
        return groupedNumber(row.labels);
    case OpenColumn:
        return groupedNumber(row.openItems);
    case TwoColumn:
        return percentText(share);
    default:
        return {};
    }
}

QVariant SetsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section >= ItemsColumn && section <= OpenColumn;
        return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case SetColumn:
        return tr("Set");
    case KindColumn:
        return tr("Kind");
    case ItemsColumn:
        return tr("Items");
    case LabelsColumn:
        return tr("Judgements");
    case OpenColumn:
        return tr("Open");
    case TwoColumn:
        return tr("Items with two or more");
    default:
        return {};
    }
}

} // namespace plumbline
