#pragma once

#include "ui/screens/judgesetup/judgesetupdata.h"

#include <QAbstractTableModel>

namespace plumbline {

/// The judges of a project with what they have done.
class JudgesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        ProtocolColumn,
        EndpointColumn,
        TemplateColumn,
        LabelsColumn,
        SpentColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<JudgeListRow>& rows);
    [[nodiscard]] const QList<JudgeListRow>& rows() const { return m_rows; }
    /// −1 when there is none of that name.
    [[nodiscard]] int rowOf(const QString& name) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QList<JudgeListRow> m_rows;
};

/// "pairwise v2", "pairwise, newest"; "—" for judges without words.
[[nodiscard]] QString judgeTemplateWords(const JudgeSpec& spec);

} // namespace plumbline
