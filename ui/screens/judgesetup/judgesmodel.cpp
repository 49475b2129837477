#include "ui/screens/judgesetup/judgesmodel.h"

#include "ui/screens/judgesetup/judgesetupwords.h"
#include "ui/theme/numbers.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

void JudgesModel::setRows(const QList<JudgeListRow>& rows)
{
    if (rows == m_rows) {
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int JudgesModel::rowOf(const QString& name) const
{
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].judge.annotator.name == name) {
            return static_cast<int>(row);
        }
    }
    return -1;
}

int JudgesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int JudgesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JudgesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const JudgeListRow& row = m_rows[index.row()];
    const JudgeSpec& spec = row.judge.spec;
    const bool isNumber = index.column() >= LabelsColumn;
    if (role == Qt::TextAlignmentRole) {
        return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return row.judge.annotator.name;
    case ProtocolColumn:
        return protocolWords(spec.protocol);
    case EndpointColumn:
        return spec.protocol == JudgeProtocol::Jury ? tr("%n judge(s)", nullptr, int(spec.jurors.size()))
               : spec.endpoint.isEmpty()            ? u"—"_s
                                                    : spec.endpoint;
    case TemplateColumn:
        return judgeTemplateWords(spec);
    case LabelsColumn:
        return groupedNumber(row.labels);
    case SpentColumn:
        return dollarsText(row.spent);
    default:
        return {};
    }
}

QVariant JudgesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant((section >= LabelsColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Judge");
    case ProtocolColumn:
        return tr("Protocol");
    case EndpointColumn:
        return tr("Endpoint");
    case TemplateColumn:
        return tr("Template");
    case LabelsColumn:
        return tr("Labels");
    case SpentColumn:
        return tr("Spent");
    default:
        return {};
    }
}

QString judgeTemplateWords(const JudgeSpec& spec)
{
    if (!asksServer(spec.protocol) || spec.protocol == JudgeProtocol::RewardServer) {
        return u"—"_s;
    }
    const QString id = spec.promptTemplate.isEmpty() ? toName(spec.protocol) : spec.promptTemplate;
    return spec.templateVersion > 0 ? u"%1 v%2"_s.arg(id).arg(spec.templateVersion)
                                    : JudgesModel::tr("%1, newest").arg(id);
}

} // namespace plumbline
