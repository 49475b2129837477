#include "core/store/endpointrepository.h"

#include "core/base/json.h"
#include "core/store/itemrows.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

Result<void> EndpointRepository::save(const QString& name, const QJsonObject& definition)
{
    if (name.trimmed().isEmpty()) {
        return makeError(ErrorCode::InvalidArgument, u"An endpoint needs a name."_s, u"name"_s);
    }
    return m_session.db.exec(u"INSERT INTO endpoint (name, definition) VALUES (?, ?) "
                             "ON CONFLICT (name) DO UPDATE SET definition = excluded.definition"_s,
                             {name, QString::fromUtf8(canonicalJson(definition))});
}

Result<std::optional<QJsonObject>> EndpointRepository::find(const QString& name)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT definition FROM endpoint WHERE name = ?"_s, {name}));
    if (rows.next()) {
        PLUMBLINE_ASSIGN(QJsonObject definition, itemrows::objectColumn(rows.text(0)));
        return std::optional<QJsonObject>(std::move(definition));
    }
    PLUMBLINE_TRY(rows.status());
    return std::optional<QJsonObject>();
}

Result<QList<StoredEndpoint>> EndpointRepository::list()
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT name, definition FROM endpoint ORDER BY name"_s));
    QList<StoredEndpoint> out;
    while (rows.next()) {
        PLUMBLINE_ASSIGN(const QJsonObject definition, itemrows::objectColumn(rows.text(1)));
        out << StoredEndpoint{rows.text(0), definition};
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<bool> EndpointRepository::remove(const QString& name)
{
    PLUMBLINE_ASSIGN(const qint64 gone,
                     m_session.db.change(u"DELETE FROM endpoint WHERE name = ?"_s, {name}));
    return gone > 0;
}

} // namespace plumbline
