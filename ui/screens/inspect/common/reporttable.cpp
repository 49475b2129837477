#include "ui/screens/inspect/common/reporttable.h"

#include "ui/theme/numbers.h"

#include <algorithm>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kNotSaved = u"-"_s;

bool isNumber(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Double:
    case QMetaType::Float:
    case QMetaType::Int:
    case QMetaType::LongLong:
    case QMetaType::UInt:
    case QMetaType::ULongLong:
        return true;
    default:
        return false;
    }
}

/// < 0, 0, > 0. Numbers before texts.
int compare(const QVariant& first, const QVariant& second)
{
    if (isNumber(first) && isNumber(second)) {
        const double a = first.toDouble();
        const double b = second.toDouble();
        return a < b ? -1 : (b < a ? 1 : 0);
    }
    if (isNumber(first) != isNumber(second)) {
        return isNumber(first) ? -1 : 1;
    }
    return QString::compare(first.toString(), second.toString(), Qt::CaseInsensitive);
}

QVariant savedValue(const ReportCell& cell)
{
    if (cell.value.isValid()) {
        return cell.value;
    }
    if (!cell.votes.isEmpty()) {
        QStringList marks;
        for (const VoteMark& mark : cell.votes) {
            marks << mark.text;
        }
        return marks.join(u' ');
    }
    return cell.reason.isEmpty() ? QVariant(cell.text) : QVariant();
}

QString votesText(const ReportCell& cell)
{
    QStringList marks;
    for (const VoteMark& mark : cell.votes) {
        marks << mark.text;
    }
    return marks.join(u' ');
}

} // namespace

ReportTable::ReportTable(std::vector<ReportColumn> columns, QObject* parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{
}

void ReportTable::setColumns(std::vector<ReportColumn> columns)
{
    beginResetModel();
    m_columns = std::move(columns);
    m_rows.clear();
    m_given.clear();
    m_sortColumn = -1;
    endResetModel();
    Q_EMIT columnsReplaced();
}

void ReportTable::setRows(std::vector<ReportRow> rows)
{
    if (m_sortColumn >= 0) {
        m_given = rows;
        sortRows(rows);
    }
    const bool isSame = !rows.empty() && rows.size() == m_rows.size() &&
                        std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                   [](const ReportRow& a, const ReportRow& b) { return a.key == b.key; });
    if (isSame) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ReportTable::rowOf(qint64 key) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [key](const ReportRow& row) { return row.key == key; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

NumbersTable ReportTable::numbers(const QString& name) const
{
    NumbersTable table;
    table.name = name;
    table.rows.resize(static_cast<qsizetype>(m_rows.size()));
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        const ReportColumn& head = m_columns[column];
        if (head.csvName == kNotSaved) {
            continue;
        }
        const QString title = head.csvName.isEmpty() ? head.title : head.csvName;
        const auto has = [&](auto property) {
            return std::any_of(m_rows.begin(), m_rows.end(),
                               [&](const ReportRow& row) { return property(row.cells[column]); });
        };
        const bool hasInterval = has([](const ReportCell& cell) { return cell.interval.has_value(); });
        const bool hasReason = has([](const ReportCell& cell) { return !cell.reason.isEmpty(); });
        table.columns << title;
        if (hasInterval) {
            table.columns << title + u"_low"_s << title + u"_high"_s;
        }
        if (hasReason) {
            table.columns << title + u"_reason"_s;
        }
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            const ReportCell& cell = m_rows[row].cells[column];
            QVariantList& saved = table.rows[static_cast<qsizetype>(row)];
            saved << savedValue(cell);
            if (hasInterval) {
                saved << (cell.interval ? QVariant(cell.interval->low) : QVariant())
                      << (cell.interval ? QVariant(cell.interval->high) : QVariant());
            }
            if (hasReason) {
                saved << (cell.reason.isEmpty() ? QVariant() : QVariant(cell.reason));
            }
        }
    }
    return table;
}

int ReportTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReportTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ReportTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const ReportRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    if (role == KeyRole) {
        return row.key;
    }
    if (role == IsMutedRole) {
        return row.isMuted;
    }
    if (role == ColumnKindRole) {
        return static_cast<int>(m_columns[column].kind);
    }
    if (column >= row.cells.size()) {
        return {};
    }
    const ReportCell& cell = row.cells[column];
    switch (role) {
    case Qt::DisplayRole:
        return !cell.reason.isEmpty() ? cell.reason : cell.votes.isEmpty() ? cell.text : votesText(cell);
    case Qt::ToolTipRole:
        return !cell.tip.isEmpty() ? cell.tip : cell.reason.isEmpty() ? QVariant() : QVariant(cell.reason);
    case Qt::AccessibleTextRole: {
        const QString text = !cell.reason.isEmpty() ? cell.reason
                             : cell.votes.isEmpty() ? cell.text
                                                    : votesText(cell);
        return cell.note.isEmpty() ? text : text + u", "_s + cell.note;
    }
    case CellRole:
        return QVariant::fromValue(&cell);
    default:
        return {};
    }
}

QVariant ReportTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const ReportColumn& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) {
        return column.title;
    }
    if (role == Qt::ToolTipRole && !column.tip.isEmpty()) {
        return column.tip;
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>((column.kind == ReportColumnKind::Number ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    }
    return {};
}

void ReportTable::sortRows(std::vector<ReportRow>& rows) const
{
    const auto column = static_cast<std::size_t>(m_sortColumn);
    const bool isFalling = m_sortOrder == Qt::DescendingOrder;
    std::stable_sort(rows.begin(), rows.end(), [&](const ReportRow& a, const ReportRow& b) {
        const QVariant first = savedValue(a.cells[column]);
        const QVariant second = savedValue(b.cells[column]);
        if (!first.isValid() || !second.isValid()) {
            return first.isValid() && !second.isValid();
        }
        const int order = compare(first, second);
        return isFalling ? order > 0 : order < 0;
    });
}

void ReportTable::sort(int column, Qt::SortOrder order)
{
    if (column >= columnCount() || (column < 0 && m_sortColumn < 0)) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QList<qint64> keys;
    for (const QModelIndex& each : before) {
        keys << m_rows[static_cast<std::size_t>(each.row())].key;
    }
    if (m_sortColumn < 0) {
        m_given = m_rows;
    } else {
        m_rows = m_given;
    }
    m_sortColumn = column;
    m_sortOrder = order;
    if (column >= 0) {
        sortRows(m_rows);
    } else {
        m_given.clear();
    }
    QModelIndexList after;
    for (qsizetype at = 0; at < before.size(); ++at) {
        after << index(rowOf(keys.at(at)), before.at(at).column());
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

ReportCell textCell(const QString& text)
{
    return {.text = text};
}

ReportCell countCell(qint64 count)
{
    return {.text = groupedNumber(count), .value = count};
}

QString intervalText(const stats::Estimate& estimate, int decimals)
{
    if (!estimate.interval) {
        return {};
    }
    return decimalNumber(estimate.interval->low, decimals) + u'–' +
           decimalNumber(estimate.interval->high, decimals);
}

ReportCell estimateCell(const stats::Estimate& estimate, int decimals)
{
    if (!estimate) {
        return {.text = {}, .reason = estimate.undefined};
    }
    return {.text = decimalNumber(*estimate.value, decimals),
            .value = *estimate.value,
            .note = intervalText(estimate, decimals),
            .interval = estimate.interval};
}

ReportCell percentCell(const stats::Estimate& share, int decimals)
{
    if (!share) {
        return {.text = {}, .reason = share.undefined};
    }
    ReportCell cell{.text = percentText(*share.value, decimals), .value = *share.value};
    if (share.interval) {
        cell.note = decimalNumber(100 * share.interval->low, 0) + u'–' + percentText(share.interval->high, 0);
        cell.interval = share.interval;
    }
    return cell;
}

ReportCell shareCell(const stats::Estimate& share, int decimals)
{
    ReportCell cell = percentCell(share, decimals);
    cell.share = share.value;
    return cell;
}

ReportCell namesCell(const QStringList& names)
{
    return {.text = names.join(u", "_s), .value = names, .tip = names.join(u", "_s)};
}

} // namespace plumbline
