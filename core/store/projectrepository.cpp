#include "core/store/projectrepository.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QString batchScope(qint64 batchId)
{
    return u"batch:"_s + QString::number(batchId);
}

QString annotatorScope(qint64 annotatorId)
{
    return u"annotator:"_s + QString::number(annotatorId);
}

QString annotatorBatchScope(qint64 annotatorId, qint64 batchId)
{
    return u"annotator:%1/batch:%2"_s.arg(annotatorId).arg(batchId);
}

Result<ProjectInfo> ProjectRepository::info()
{
    ProjectInfo info;
    PLUMBLINE_ASSIGN(info.uid, value(u"uid"_s));
    PLUMBLINE_ASSIGN(info.name, value(u"name"_s));
    PLUMBLINE_ASSIGN(info.description, value(u"description"_s));
    PLUMBLINE_ASSIGN(const QString seed, value(u"seed"_s, u"0"_s));
    info.seed = seed.toULongLong();
    PLUMBLINE_ASSIGN(const QString createdAt, value(u"created_at"_s));
    info.createdAt = fromIsoUtc(createdAt);
    return info;
}

Result<void> ProjectRepository::setInfo(const ProjectInfo& info)
{
    m_session.db.memo().hasNewProject = true;
    PLUMBLINE_TRY(setValue(u"uid"_s, info.uid));
    PLUMBLINE_TRY(setValue(u"name"_s, info.name));
    PLUMBLINE_TRY(setValue(u"description"_s, info.description));
    PLUMBLINE_TRY(setValue(u"seed"_s, QString::number(info.seed)));
    return setValue(u"created_at"_s, toIsoUtc(info.createdAt));
}

Result<QString> ProjectRepository::value(const QString& key, const QString& fallback)
{
    PLUMBLINE_ASSIGN(const std::optional<QVariant> found,
                     m_session.db.scalar(u"SELECT value FROM project WHERE key = ?"_s, {key}));
    return found ? found->toString() : fallback;
}

Result<void> ProjectRepository::setValue(const QString& key, const QString& value)
{
    return m_session.db.exec(
        u"INSERT INTO project (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s,
        {key, value});
}

void ProjectRepository::addToCounter(const QString& scope, QStringView name, qint64 delta)
{
    m_session.db.addToCounter(scope, name.toString(), delta);
}

Result<qint64> ProjectRepository::counter(const QString& scope, QStringView name)
{
    const QString key = name.toString();
    PLUMBLINE_ASSIGN(
        const qint64 kept,
        m_session.db.integer(u"SELECT value FROM counter WHERE scope = ? AND name = ?"_s, {scope, key}));
    return kept + m_session.db.pendingCounter(scope, key);
}

Result<QMap<QString, qint64>> ProjectRepository::counters(const QString& scope)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(u"SELECT name, value FROM counter WHERE scope = ?"_s, {scope}));
    QMap<QString, qint64> out;
    while (rows.next()) {
        out.insert(rows.text(0), rows.integer(1));
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<std::optional<qint64>> ProjectRepository::externalRef(const QString& source, const QString& kind,
                                                             const QString& key)
{
    PLUMBLINE_ASSIGN(
        const std::optional<QVariant> found,
        m_session.db.scalar(u"SELECT target_id FROM external_ref WHERE source = ? AND kind = ? AND key = ?"_s,
                            {source, kind, key}));
    return found ? std::optional<qint64>(found->toLongLong()) : std::nullopt;
}

Result<void> ProjectRepository::setExternalRef(const QString& source, const QString& kind, const QString& key,
                                               qint64 id)
{
    return m_session.db.exec(u"INSERT INTO external_ref (source, kind, key, target_id) VALUES (?, ?, ?, ?) "
                             "ON CONFLICT (source, kind, key) DO UPDATE SET target_id = excluded.target_id"_s,
                             {source, kind, key, id});
}

Result<QList<ExternalRef>> ProjectRepository::externalRefsAfter(const ExternalRef& after, int limit)
{
    PLUMBLINE_ASSIGN(
        Rows rows,
        m_session.db.query(
            u"SELECT r.source, r.kind, r.key, r.target_id, p.content_hash, s.content_hash, i.uid, b.name "
            "FROM external_ref r "
            "LEFT JOIN prompt p ON r.kind = 'prompt' AND p.id = r.target_id "
            "LEFT JOIN response s ON r.kind = 'response' AND s.id = r.target_id "
            "LEFT JOIN item i ON r.kind = 'item' AND i.id = r.target_id "
            "LEFT JOIN batch b ON r.kind = 'batch' AND b.id = r.target_id "
            "WHERE (r.source, r.kind, r.key) > (?, ?, ?) AND r.source <> 'plumbline' "
            "ORDER BY r.source, r.kind, r.key LIMIT ?"_s,
            {after.source, after.kind, after.key, limit}));
    QList<ExternalRef> out;
    while (rows.next()) {
        ExternalRef ref{rows.text(0), rows.text(1), rows.text(2), rows.integer(3), {}};
        for (const int column : {4, 5}) {
            ref.target += QString::fromLatin1(rows.blob(column).toHex());
        }
        ref.target += rows.text(6) + rows.text(7);
        out << ref;
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<std::optional<qint64>> ProjectRepository::targetOf(const QString& kind, const QString& target)
{
    QString sql;
    QVariant name = target;
    if (kind == "prompt"_L1 || kind == "response"_L1) {
        sql = u"SELECT id FROM %1 WHERE content_hash = ?"_s.arg(kind);
        name = QByteArray::fromHex(target.toLatin1());
    } else if (kind == "item"_L1) {
        sql = u"SELECT id FROM item WHERE uid = ?"_s;
    } else if (kind == "batch"_L1) {
        sql = u"SELECT id FROM batch WHERE name = ?"_s;
    } else {
        return std::optional<qint64>();
    }
    PLUMBLINE_ASSIGN(const std::optional<QVariant> found, m_session.db.scalar(sql, {name}));
    return found ? std::optional<qint64>(found->toLongLong()) : std::nullopt;
}

Result<QMap<QString, QString>> ProjectRepository::freeValues()
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT key, value FROM project WHERE key NOT IN "
                                                   "('uid', 'name', 'description', 'seed', 'created_at')"_s));
    QMap<QString, QString> out;
    while (rows.next()) {
        out.insert(rows.text(0), rows.text(1));
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

} // namespace plumbline
