#include "ui/screens/judgesetup/templatesmodel.h"

#include "ui/screens/judgesetup/judgesetupwords.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

void TemplatesModel::setRows(const QList<TemplateRow>& rows)
{
    if (rows == m_rows) {
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int TemplatesModel::rowOf(const QString& id) const
{
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].newest.id == id) {
            return static_cast<int>(row);
        }
    }
    return -1;
}

int TemplatesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TemplatesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TemplatesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const TemplateRow& row = m_rows[index.row()];
    const PromptTemplate& one = row.newest;
    if (role == IsBuiltInRole) {
        return one.isBuiltIn;
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case TitleColumn:
        return one.title.isEmpty() ? one.id : one.title;
    case ProtocolColumn:
        return one.step.isEmpty() ? protocolWords(one.protocol)
                                  : tr("%1: %2").arg(protocolWords(one.protocol), one.step);
    case VersionColumn:
        return row.versions > 1 ? tr("v%1 of %2").arg(one.version).arg(row.versions)
                                : tr("v%1").arg(one.version);
    case FromColumn:
        return one.isBuiltIn ? tr("built in") : tr("this project");
    default:
        return {};
    }
}

QVariant TemplatesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TitleColumn:
        return tr("Template");
    case ProtocolColumn:
        return tr("Asks for");
    case VersionColumn:
        return tr("Version");
    case FromColumn:
        return tr("From");
    default:
        return {};
    }
}

} // namespace plumbline
