#include "ui/screens/judgeruns/verdictstreammodel.h"

#include "ui/screens/judgereply/replywords.h"
#include "ui/theme/numbers.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

void VerdictStreamModel::clear()
{
    if (m_entries.isEmpty()) {
        return;
    }
    beginResetModel();
    m_entries.clear();
    m_read = 0;
    endResetModel();
}

qint64 VerdictStreamModel::newest() const
{
    return m_entries.isEmpty() ? 0 : m_entries.constFirst().number;
}

void VerdictStreamModel::setRead(qint64 number)
{
    m_read = number;
    trim();
}

void VerdictStreamModel::append(const QList<JudgeRunEntry>& entries)
{
    QList<JudgeRunEntry> fresh;
    for (const JudgeRunEntry& entry : entries) {
        if (entry.number > newest()) {
            fresh.prepend(entry);
        }
    }
    if (fresh.size() > kMost) {
        fresh.resize(kMost);
    }
    if (fresh.isEmpty()) {
        return;
    }
    beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    m_entries = fresh + m_entries;
    endInsertRows();
    trim();
}

void VerdictStreamModel::remove(int first, int last)
{
    if (first <= last) {
        beginRemoveRows({}, first, last);
        m_entries.remove(first, last - first + 1);
        endRemoveRows();
    }
}

void VerdictStreamModel::trim()
{
    const auto size = static_cast<int>(m_entries.size());
    int read = size - 1;
    while (read >= kMost && m_entries[read].number != m_read) {
        --read;
    }
    if (read < kMost) {
        remove(kMost, size - 1);
        return;
    }
    // The one that is read stays, as the last.
    remove(read + 1, size - 1);
    remove(kMost - 1, read - 1);
}

int VerdictStreamModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int VerdictStreamModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString VerdictStreamModel::text(const JudgeRunEntry& entry, int column)
{
    const bool asksNobody = entry.cost <= 0 && entry.latencyMs == 0 && entry.calls == 0;
    switch (column) {
    case ItemColumn:
        return entry.itemUid;
    case ModelsColumn: {
        QStringList names;
        for (qsizetype index = 0; index < entry.models.size(); ++index) {
            names << (entry.models[index].isEmpty() ? tr("response %1").arg(index + 1) : entry.models[index]);
        }
        return names.join(u", "_s);
    }
    case VerdictColumn:
        return entry.fault.isEmpty() ? entry.verdict : tr("none");
    case SureColumn:
        return entry.probability ? percentText(*entry.probability) : QString();
    case NoteColumn:
        if (!entry.fault.isEmpty()) {
            return faultWords(entry.fault);
        }
        return entry.isInconsistent ? tr("changed with the order") : QString();
    case CostColumn:
        return asksNobody ? QString() : moneyText(entry.cost);
    case TimeColumn:
        return asksNobody ? QString() : latencyText(entry.latencyMs);
    default:
        return {};
    }
}

QVariant VerdictStreamModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const JudgeRunEntry& entry = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case Qt::ToolTipRole:
        return index.column() == NoteColumn && !entry.faultDetail.isEmpty() ? entry.faultDetail
                                                                            : text(entry, index.column());
    case Qt::AccessibleDescriptionRole:
        return entry.fault.isEmpty() ? QString() : tr("no verdict: %1").arg(faultWords(entry.fault));
    case ItemIdRole:
        return entry.item.value;
    case IsFaultRole:
        return !entry.fault.isEmpty();
    case IsInconsistentRole:
        return entry.isInconsistent;
    default:
        return {};
    }
}

QVariant VerdictStreamModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const bool isNumber = section == SureColumn || section == CostColumn || section == TimeColumn;
    if (role == Qt::TextAlignmentRole) {
        return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && section == VerdictColumn) {
        return tr("A is the answer that the judge saw first");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case ItemColumn:
        return tr("Item");
    case ModelsColumn:
        return tr("Models");
    case VerdictColumn:
        return tr("Verdict");
    case SureColumn:
        return tr("Sure");
    case NoteColumn:
        return tr("Note");
    case CostColumn:
        return tr("Cost");
    case TimeColumn:
        return tr("Time");
    default:
        return {};
    }
}

} // namespace plumbline
