#pragma once

#include "ui/shell/actioncollection.h"

#include <QAbstractTableModel>

namespace plumbline {

/// Every action with the keys in force, by group; those that the user changed say so.
class KeysModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { GroupColumn, ActionColumn, KeysColumn, OwnColumn, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QString, the action's id
        CapsRole,                  ///< QStringList, as keycaps show them
        IsOwnRole                  ///< bool, the keys are the user's
    };

    explicit KeysModel(ActionCollection& actions, QObject* parent = nullptr);

    /// Only actions whose group, text or keys hold these words.
    void setSearch(const QString& words);
    [[nodiscard]] int rowOf(const QString& id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString id;
        QString group;
        QString text;
        QStringList caps;
        bool isOwn = false;
        bool operator==(const Row&) const = default;
    };

    void rebuild();

    ActionCollection& m_actions;
    QString m_search;
    QList<Row> m_rows;
};

} // namespace plumbline
