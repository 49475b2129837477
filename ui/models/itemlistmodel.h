#pragma once

#include "core/store/itemrepository.h"
#include "ui/models/annotationwords.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>

namespace plumbline {

class Store;

/// The items that pass a filter, a million or more. Pages of rows are read by key in the background and kept
/// in a small cache; a row that has not arrived yet is empty. The count and the anchors come first, in one
/// read.
class ItemListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PromptColumn, SetColumn, ModelsColumn, VotesColumn, LabelsColumn, ColumnCount };
    enum Role {
        ItemIdRole = Qt::UserRole + 1, ///< qint64; 0 while the row has not arrived
        RowRole,                       ///< ListedItem
        IsLoadedRole,
    };

    /// A row with the marks of its votes.
    struct ListedItem
    {
        ItemRow row;
        QList<VoteMark> votes;
    };

    explicit ItemListModel(Store* store, QObject* parent = nullptr);

    /// Shows the items of a filter; the rows come when countChanged() is emitted.
    void setFilter(const ItemFilter& filter);
    [[nodiscard]] const ItemFilter& filter() const { return m_filter; }
    /// Reads everything anew (labels have been added).
    void refresh();
    [[nodiscard]] qint64 count() const { return m_anchors.count; }
    [[nodiscard]] bool isCounting() const { return m_isCounting; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void countChanged();
    void failed(const plumbline::Error& error);

private:
    using Page = QList<ListedItem>;

    [[nodiscard]] const ListedItem* listed(int row) const;
    void request(qint64 page) const;
    void pageArrived(quint64 generation, qint64 page, const Page& rows);

    Store* m_store;
    ItemFilter m_filter;
    RowAnchors m_anchors;
    quint64 m_generation = 0;
    bool m_isCounting = false;
    mutable QCache<qint64, Page> m_pages;
    mutable QSet<qint64> m_requested;
};

} // namespace plumbline

Q_DECLARE_METATYPE(plumbline::ItemListModel::ListedItem)
