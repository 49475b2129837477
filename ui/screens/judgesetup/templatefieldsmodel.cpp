#include "ui/screens/judgesetup/templatefieldsmodel.h"

#include "core/judge/templatefields.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

void TemplateFieldsModel::setTemplate(const PromptTemplate& promptTemplate)
{
    QList<Row> rows;
    const QStringList used = promptTemplate.fields();
    const auto add = [&](const QStringList& fields, bool isRequired) {
        for (const QString& field : fields) {
            rows << Row{field, isRequired, used.contains(field)};
        }
    };
    if (const StepFields* step = stepFields(promptTemplate.protocol, promptTemplate.step)) {
        add(step->required, true);
        add(step->optional, false);
    }
    add(commonFields(), false);
    if (rows == m_rows) {
        return;
    }
    if (rows.size() == m_rows.size()) {
        m_rows = rows;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int TemplateFieldsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TemplateFieldsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TemplateFieldsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[index.row()];
    switch (role) {
    case FieldRole:
        return row.field;
    case IsMissingRole:
        return row.isRequired && !row.isUsed;
    case IsUsedRole:
        return row.isUsed;
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    if (index.column() == NameColumn) {
        return u"{{%1}}"_s.arg(row.field);
    }
    return row.isUsed ? tr("used") : row.isRequired ? tr("missing: it must be there") : tr("can be used");
}

QVariant TemplateFieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == NameColumn ? tr("Field") : tr("In this template");
}

} // namespace plumbline
