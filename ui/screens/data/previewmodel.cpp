#include "ui/screens/data/previewmodel.h"

#include "ui/theme/numbers.h"

#include <QFileInfo>

namespace plumbline {

void PreviewModel::setPreview(const ImportPreview& preview)
{
    beginResetModel();
    m_preview = preview;
    rebuild();
    endResetModel();
}

void PreviewModel::setShow(Show show)
{
    beginResetModel();
    m_show = show;
    rebuild();
    endResetModel();
}

void PreviewModel::rebuild()
{
    m_rows.clear();
    addLines(m_show == Show::FirstLines ? m_preview.firstRows : m_preview.errorRows);
}

void PreviewModel::addLines(const QList<PreviewRow>& lines)
{
    int file = 0;
    qint64 last = 0;
    for (const PreviewRow& line : lines) {
        if (m_preview.files.size() > 1 && (m_rows.isEmpty() || line.file != file)) {
            m_rows.append({RowKind::File, {}, QFileInfo(m_preview.files.value(line.file)).fileName()});
            last = 0;
        }
        file = line.file;
        if (m_show == Show::ErrorsAndNeighbours && line.line - last > 1) {
            const qint64 between = line.line - last - 1;
            m_rows.append({RowKind::Gap, {}, tr("%1 lines without errors").arg(groupedNumber(between))});
        }
        last = line.line;
        const RowKind kind = !line.error ? RowKind::Good : line.cells.isEmpty() ? RowKind::Raw : RowKind::Bad;
        m_rows.append({kind, line, {}});
    }
}

std::optional<BadLine> PreviewModel::badLine(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows[row].line.error : std::nullopt;
}

int PreviewModel::nextBad(int row, int step) const
{
    const auto count = static_cast<int>(m_rows.size());
    for (int tried = 1; tried <= count; ++tried) {
        const int next = ((row + step * tried) % count + count) % count;
        if (m_rows[next].line.error) {
            return next;
        }
    }
    return -1;
}

int PreviewModel::badNumber(int row) const
{
    if (!badLine(row)) {
        return 0;
    }
    int number = 0;
    for (int each = 0; each <= row; ++each) {
        number += m_rows[each].line.error ? 1 : 0;
    }
    return number;
}

int PreviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_preview.columns.size()) + 1;
}

QVariant PreviewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[index.row()];
    switch (role) {
    case KindRole:
        return static_cast<int>(row.kind);
    case ErrorColumnRole:
        return row.line.error && row.line.errorColumn >= 0 ? row.line.errorColumn + 1 : -1;
    case Qt::AccessibleDescriptionRole:
        return row.line.error ? row.line.error->toString() : QString();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    if (row.kind == RowKind::Gap || row.kind == RowKind::File) {
        return index.column() == 0 ? row.text : QString();
    }
    if (index.column() == 0) {
        return groupedNumber(row.line.line);
    }
    if (row.kind == RowKind::Raw) {
        return index.column() == 1 ? row.line.text : QString();
    }
    return row.line.cells.value(index.column() - 1).simplified();
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant((section == 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return section == 0 ? tr("Line") : m_preview.columns.value(section - 1);
}

} // namespace plumbline
