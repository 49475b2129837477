#include "ui/screens/judgesetup/endpointsmodel.h"

#include "ui/screens/judgesetup/judgesetupwords.h"

#include <QLocale>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

EndpointsModel::EndpointsModel(std::shared_ptr<KeyFinder> keys, QObject* parent)
    : QAbstractTableModel(parent)
    , m_keys(std::move(keys))
{
    connect(m_keys.get(), &KeyFinder::found, this, [this] {
        if (!m_rows.isEmpty()) {
            Q_EMIT dataChanged(index(0, KeyColumn), index(rowCount() - 1, KeyColumn));
        }
    });
}

void EndpointsModel::setRows(const QList<EndpointRow>& rows)
{
    if (rows == m_rows) {
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int EndpointsModel::rowOf(const QString& name) const
{
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].endpoint.name == name) {
            return static_cast<int>(row);
        }
    }
    return -1;
}

int EndpointsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EndpointsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EndpointsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const LlmEndpoint& endpoint = m_rows[index.row()].endpoint;
    const bool isTested = endpoint.abilities.probedAt.isValid();
    switch (role) {
    case KeyPlaceRole:
        return static_cast<int>(m_keys->place(endpoint.keyName));
    case IsTestedRole:
        return isTested;
    case Qt::ToolTipRole:
        return index.column() == KeyColumn ? keyPlaceWords(endpoint.keyName, m_keys->place(endpoint.keyName))
                                           : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return endpoint.name;
    case ModelColumn:
        return endpoint.model;
    case HostColumn:
        return hostWords(endpoint.baseUrl);
    case KeyColumn:
        return endpoint.keyName.isEmpty()
                   ? keyPlaceShort(KeyPlace::NotNeeded)
                   : u"%1, %2"_s.arg(endpoint.keyName, keyPlaceShort(m_keys->place(endpoint.keyName)));
    case TestedColumn:
        return isTested ? QLocale().toString(endpoint.abilities.probedAt.toLocalTime().date(),
                                             QLocale::ShortFormat)
                        : tr("never");
    default:
        return {};
    }
}

QVariant EndpointsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Endpoint");
    case ModelColumn:
        return tr("Model");
    case HostColumn:
        return tr("Server");
    case KeyColumn:
        return tr("Key");
    case TestedColumn:
        return tr("Tested");
    default:
        return {};
    }
}

QString hostWords(const QUrl& url)
{
    return url.port() > 0 ? u"%1:%2"_s.arg(url.host()).arg(url.port()) : url.host();
}

} // namespace plumbline
