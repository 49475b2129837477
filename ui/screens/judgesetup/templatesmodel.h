#pragma once

#include "ui/screens/judgesetup/judgesetupdata.h"

#include <QAbstractTableModel>

namespace plumbline {

/// The prompt templates: built-in ones and the project's own, each in its newest version.
class TemplatesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TitleColumn, ProtocolColumn, VersionColumn, FromColumn, ColumnCount };
    enum Role {
        IsBuiltInRole = Qt::UserRole + 1, ///< bool
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<TemplateRow>& rows);
    [[nodiscard]] const QList<TemplateRow>& rows() const { return m_rows; }
    /// −1 when there is none of that id.
    [[nodiscard]] int rowOf(const QString& id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QList<TemplateRow> m_rows;
};

} // namespace plumbline
