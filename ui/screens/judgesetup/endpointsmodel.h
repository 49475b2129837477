#pragma once

#include "ui/screens/judgesetup/judgesetupdata.h"
#include "ui/screens/judgesetup/keyfinder.h"

#include <QAbstractTableModel>

#include <memory>

namespace plumbline {

/// The endpoints of a project, with what is known of their keys.
class EndpointsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ModelColumn, HostColumn, KeyColumn, TestedColumn, ColumnCount };
    enum Role {
        KeyPlaceRole = Qt::UserRole + 1, ///< int of KeyPlace
        IsTestedRole,                    ///< bool
    };

    explicit EndpointsModel(std::shared_ptr<KeyFinder> keys, QObject* parent = nullptr);

    void setRows(const QList<EndpointRow>& rows);
    [[nodiscard]] const QList<EndpointRow>& rows() const { return m_rows; }
    /// −1 when there is none of that name.
    [[nodiscard]] int rowOf(const QString& name) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<KeyFinder> m_keys;
    QList<EndpointRow> m_rows;
};

/// "api.openai.com", "localhost:8080".
[[nodiscard]] QString hostWords(const QUrl& url);

} // namespace plumbline
