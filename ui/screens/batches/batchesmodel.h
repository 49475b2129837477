#pragma once

#include "core/store/summaryrepository.h"

#include <QAbstractTableModel>

namespace plumbline {

/// The batches of a project in the order in which they are served.
class BatchesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        StateColumn,
        OrderColumn,
        KindColumn,
        ItemsColumn,
        OpenColumn,
        LabelsColumn,
        DoneColumn,
        ColumnCount
    };
    enum Role {
        BatchRole = Qt::UserRole + 1, ///< qint64, the id
        ShareRole,                    ///< double, items that are not open any more, of all
        IsOpenRole                    ///< bool, the batch hands out items
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<BatchSummary>& rows);
    [[nodiscard]] const QList<BatchSummary>& rows() const { return m_rows; }
    [[nodiscard]] int rowOf(BatchId id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QList<BatchSummary> m_rows;
};

} // namespace plumbline
