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

} // namespace plumbline
