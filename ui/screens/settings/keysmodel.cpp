#include "ui/screens/settings/keysmodel.h"

#include <QTimer>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

KeysModel::KeysModel(ActionCollection& actions, QObject* parent)
    : QAbstractTableModel(parent)
    , m_actions(actions)
{
    rebuild();
    // Many keys change at once with the profile: one rebuild for all of them.
    auto* soon = new QTimer(this);
    soon->setSingleShot(true);
    soon->setInterval(0);
    connect(soon, &QTimer::timeout, this, &KeysModel::rebuild);
    connect(&actions, &ActionCollection::keysChanged, soon, qOverload<>(&QTimer::start));
}

void KeysModel::setSearch(const QString& words)
{
    m_search = words.trimmed();
    rebuild();
}

void KeysModel::rebuild()
{
    QList<Row> rows;
    const QHash<QString, QString> own = m_actions.userKeys();
    const QList<ActionSpec> specs = m_actions.specs();
    for (const ActionSpec& spec : specs) {
        Row row{spec.id, spec.group, spec.text, m_actions.keycapTexts(spec.id), own.contains(spec.id)};
        const QString all = row.group + u' ' + row.text + u' ' + row.caps.join(u' ');
        if (!spec.text.isEmpty() && !spec.group.isEmpty() &&
            (m_search.isEmpty() || all.contains(m_search, Qt::CaseInsensitive))) {
            rows.append(row);
        }
    }
    // Groups stay in the order in which they came, actions within a group too.
    QStringList groups;
    for (const Row& row : std::as_const(rows)) {
        if (!groups.contains(row.group)) {
            groups << row.group;
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&groups](const Row& a, const Row& b) {
        return groups.indexOf(a.group) < groups.indexOf(b.group);
    });
    if (rows == m_rows) {
        return;
    }
    const bool isSame = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                   [](const Row& a, const Row& b) { return a.id == b.id; });
    if (isSame) {
        m_rows = rows;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int KeysModel::rowOf(const QString& id) const
{
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].id == id) {
            return static_cast<int>(row);
        }
    }
    return -1;
}

int KeysModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int KeysModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant KeysModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[index.row()];
    switch (role) {
    case IdRole:
        return row.id;
    case CapsRole:
        return row.caps;
    case IsOwnRole:
        return row.isOwn;
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case GroupColumn:
        return row.group;
    case ActionColumn:
        return row.text;
    case KeysColumn:
        return row.caps.isEmpty() ? tr("none") : row.caps.join(u' ');
    case OwnColumn:
        return row.isOwn ? tr("changed by you") : QString();
    default:
        return {};
    }
}

QVariant KeysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case GroupColumn:
        return tr("Where");
    case ActionColumn:
        return tr("What it does");
    case KeysColumn:
        return tr("Keys");
    default:
        return {};
    }
}

} // namespace plumbline
