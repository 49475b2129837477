#include "core/store/templaterepository.h"

#include "core/base/json.h"
#include "core/store/itemrows.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView kColumns = u"id, version, definition, created_at";

Result<StoredTemplate> fromRow(const Rows& rows)
{
    StoredTemplate out;
    out.id = rows.text(0);
    out.version = static_cast<int>(rows.integer(1));
    PLUMBLINE_ASSIGN(out.definition, itemrows::objectColumn(rows.text(2)));
    out.createdAt = fromIsoUtc(rows.text(3));
    return out;
}

Result<QList<StoredTemplate>> allRows(Rows rows)
{
    QList<StoredTemplate> out;
    while (rows.next()) {
        PLUMBLINE_ASSIGN(const StoredTemplate one, fromRow(rows));
        out << one;
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

std::optional<StoredTemplate> firstOf(const QList<StoredTemplate>& all)
{
    return all.isEmpty() ? std::nullopt : std::optional(all.constFirst());
}

} // namespace

Result<StoredTemplate> TemplateRepository::append(const QString& id, const QJsonObject& definition,
                                                  int aboveVersion)
{
    if (id.trimmed().isEmpty()) {
        return makeError(ErrorCode::InvalidArgument, u"A prompt template needs an id."_s, u"id"_s);
    }
    PLUMBLINE_ASSIGN(const std::optional<StoredTemplate> before, newest(id));
    StoredTemplate next;
    next.id = id;
    next.definition = definition;
    next.definition.insert(u"id"_s, id);
    if (before) {
        next.definition.insert(u"version"_s, before->version);
        if (next.definition == before->definition) {
            return *before;
        }
    }
    next.version = std::max(before ? before->version : 0, aboveVersion) + 1;
    next.definition.insert(u"version"_s, next.version);
    const QString now = m_session.now();
    next.createdAt = fromIsoUtc(now);
    PLUMBLINE_TRY(m_session.db.exec(
        u"INSERT INTO prompt_template (id, version, definition, created_at) VALUES (?, ?, ?, ?)"_s,
        {id, next.version, QString::fromUtf8(canonicalJson(next.definition)), now}));
    return next;
}

Result<std::optional<StoredTemplate>> TemplateRepository::newest(const QString& id)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(
            u"SELECT %1 FROM prompt_template WHERE id = ? ORDER BY version DESC LIMIT 1"_s.arg(kColumns),
            {id}));
    PLUMBLINE_ASSIGN(const QList<StoredTemplate> all, allRows(std::move(rows)));
    return firstOf(all);
}

Result<std::optional<StoredTemplate>> TemplateRepository::find(const QString& id, int version)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(u"SELECT %1 FROM prompt_template WHERE id = ? AND version = ?"_s.arg(kColumns),
                           {id, version}));
    PLUMBLINE_ASSIGN(const QList<StoredTemplate> all, allRows(std::move(rows)));
    return firstOf(all);
}

Result<QList<StoredTemplate>> TemplateRepository::versions(const QString& id)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(
            u"SELECT %1 FROM prompt_template WHERE id = ? ORDER BY version DESC"_s.arg(kColumns), {id}));
    return allRows(std::move(rows));
}

Result<QList<StoredTemplate>> TemplateRepository::list()
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT %1 FROM prompt_template t WHERE version = (SELECT "
                                        "max(n.version) FROM prompt_template n WHERE n.id = t.id) "
                                        "ORDER BY id"_s.arg(kColumns)));
    return allRows(std::move(rows));
}

} // namespace plumbline
