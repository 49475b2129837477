#include "ui/screens/judgereply/callsmodel.h"

#include "ui/screens/judgereply/replywords.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

void CallsModel::setCalls(const QList<InspectedCall>& calls, const ItemView& item)
{
    beginResetModel();
    m_calls = calls;
    m_item = item;
    endResetModel();
}

int CallsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_calls.size());
}

int CallsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CallsModel::orderLetters(const InspectedCall& call) const
{
    if (m_item.responses.size() < 2 || call.order.isEmpty()) {
        return {};
    }
    QStringList numbers;
    for (const ResponseIndex index : call.order) {
        numbers << QString::number(index + 1);
    }
    return numbers.join(u' ');
}

QVariant CallsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const InspectedCall& call = m_calls[index.row()];
    switch (role) {
    case Qt::DisplayRole: {
        if (index.column() == OutcomeColumn) {
            return outcomeWords(call);
        }
        const QString order = orderLetters(call);
        const QString number = QString::number(index.row() + 1);
        return order.isEmpty() ? tr("%1  %2").arg(number, callWords(call))
                               : tr("%1  %2, order %3").arg(number, callWords(call), order);
    }
    case Qt::ToolTipRole:
        return index.column() == OutcomeColumn && !call.detail.isEmpty() ? call.detail
                                                                         : orderWords(call, m_item);
    case IsFaultRole:
        return !call.fault.isEmpty() || !call.error.isEmpty();
    default:
        return {};
    }
}

QVariant CallsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == CallColumn ? tr("Call") : tr("What came of it");
}

} // namespace plumbline
