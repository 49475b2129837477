#pragma once

#include "core/store/summaryrepository.h"

#include <QAbstractTableModel>

namespace plumbline {

/// What is in a project: one row for each batch.
class SetsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SetColumn, KindColumn, ItemsColumn, LabelsColumn, OpenColumn, TwoColumn, ColumnCount };
    enum Role {
        ShareRole = Qt::UserRole + 1, ///< double in [0, 1]: items with two or more labels
        BatchRole,                    ///< qint64, id of the batch
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<BatchSummary>& rows);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<BatchSummary> m_rows;
};

} // namespace plumbline
