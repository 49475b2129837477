#pragma once

#include "ui/screens/judgereply/inspectedwork.h"

#include <QAbstractTableModel>

namespace plumbline {

/// The calls of a judge's work on one item, in the order in which they were asked.
class CallsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { CallColumn, OutcomeColumn, ColumnCount };
    enum Role {
        IsFaultRole = Qt::UserRole + 1 ///< true where the call came to nothing
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setCalls(const QList<InspectedCall>& calls, const ItemView& item);
    [[nodiscard]] const QList<InspectedCall>& calls() const { return m_calls; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString orderLetters(const InspectedCall& call) const;

    QList<InspectedCall> m_calls;
    ItemView m_item;
};

} // namespace plumbline
