#include "ui/screens/annotate/spanlistmodel.h"

#include "ui/screens/annotate/spanedits.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

void SpanListModel::setSpans(const AnnotationContent& content, const SchemaDefinition& schema,
                             ResponseIndex response, int openIndex)
{
    QList<Row> rows;
    const QList<int> order = spanedits::textOrder(content, response);
    for (const int index : order) {
        Row row;
        row.index = index;
        row.span = content.spans.at(index);
        if (const SpanCategory* category = schema.findCategory(row.span.category)) {
            row.category = category->name;
            row.slot = category->slot;
        } else {
            row.category = row.span.category;
        }
        row.severity = spanedits::severityRank(schema, row.span.severity);
        row.severityName = row.severity > 0 ? schema.severities.at(row.severity - 1).name : QString();
        rows.append(row);
    }
    m_severityCount = static_cast<int>(schema.severities.size());
    if (rows.size() == m_rows.size()) {
        m_rows = rows;
        m_openIndex = openIndex;
        if (!m_rows.isEmpty()) {
            Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = rows;
    m_openIndex = openIndex;
    endResetModel();
}

int SpanListModel::rowOfIndex(int contentIndex) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row).index == contentIndex) {
            return row;
        }
    }
    return -1;
}

int SpanListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString SpanListModel::spoken(const Row& row, int number) const
{
    QString text = tr("Span %1 of %2, %3").arg(number).arg(m_rows.size()).arg(row.category);
    if (!row.severityName.isEmpty()) {
        text += u", "_s + row.severityName;
    }
    return text + u": "_s + row.span.quote;
}

QVariant SpanListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case QuoteRole:
        return row.span.quote;
    case Qt::AccessibleTextRole:
        return spoken(row, index.row() + 1);
    case Qt::ToolTipRole:
        return row.span.note.isEmpty() ? row.span.quote
                                       : tr("%1\nNote: %2").arg(row.span.quote, row.span.note);
    case NumberRole:
        return index.row() + 1;
    case CategoryRole:
        return row.category;
    case SlotRole:
        return row.slot;
    case RangeRole:
        return u"%1–%2"_s.arg(row.span.start).arg(row.span.end);
    case SeverityRole:
        return row.severity;
    case SeverityCountRole:
        return m_severityCount;
    case NoteRole:
        return row.span.note;
    case IndexRole:
        return row.index;
    case OpenRole:
        return row.index == m_openIndex;
    default:
        return {};
    }
}

} // namespace plumbline
