#include "core/store/annotatorrepository.h"

#include "core/base/json.h"

#include <QUuid>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView kColumns = u"id, uid, name, kind, details, created_at";

Annotator fromRow(const Rows& rows)
{
    Annotator annotator;
    annotator.id = AnnotatorId{rows.integer(0)};
    annotator.uid = rows.text(1);
    annotator.name = rows.text(2);
    annotator.kind = annotatorKindFromName(rows.text(3)).value_or(AnnotatorKind::Human);
    annotator.details = parseJsonObject(rows.text(4).toUtf8()).valueOr({});
    annotator.createdAt = fromIsoUtc(rows.text(5));
    return annotator;
}

} // namespace

Result<Annotator> AnnotatorRepository::findOrCreate(const QString& name, AnnotatorKind kind,
                                                    const QString& uid, const QJsonObject& details,
                                                    const QDateTime& createdAt)
{
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty()) {
        return makeError(ErrorCode::InvalidArgument, u"An annotator needs a name."_s, u"name"_s);
    }
    PLUMBLINE_ASSIGN(const std::optional<Annotator> found, findByName(trimmed));
    if (found) {
        if (found->kind != kind) {
            return makeError(ErrorCode::Conflict,
                             u"“%1” is the name of a %2 annotator already; choose another name."_s.arg(
                                 trimmed, toName(found->kind)),
                             u"name"_s);
        }
        return *found;
    }
    Annotator annotator;
    annotator.uid = uid.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : uid;
    annotator.name = trimmed;
    annotator.kind = kind;
    annotator.details = details;
    annotator.createdAt = fromIsoUtc(createdAt.isValid() ? toIsoUtc(createdAt) : m_session.now());
    PLUMBLINE_ASSIGN(
        annotator.id.value,
        m_session.db.insert(u"INSERT INTO annotator (uid, name, kind, details, created_at) "
                            "VALUES (?, ?, ?, ?, ?)"_s,
                            {annotator.uid, annotator.name, toName(kind),
                             QString::fromUtf8(canonicalJson(details)), toIsoUtc(annotator.createdAt)}));
    return annotator;
}

Result<std::optional<Annotator>> AnnotatorRepository::findByName(const QString& name)
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT %1 FROM annotator WHERE name = ?"_s.arg(kColumns),
                                                   {name.trimmed()}));
    if (rows.next()) {
        return std::optional<Annotator>(fromRow(rows));
    }
    PLUMBLINE_TRY(rows.status());
    return std::optional<Annotator>();
}

Result<Annotator> AnnotatorRepository::get(AnnotatorId id)
{
    PLUMBLINE_ASSIGN(
        Rows rows, m_session.db.query(u"SELECT %1 FROM annotator WHERE id = ?"_s.arg(kColumns), {id.value}));
    if (rows.next()) {
        return fromRow(rows);
    }
    PLUMBLINE_TRY(rows.status());
    return makeError(ErrorCode::NotFound, u"There is no annotator %1."_s.arg(id.value));
}

Result<QList<Annotator>> AnnotatorRepository::list()
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT %1 FROM annotator ORDER BY id"_s.arg(kColumns)));
    QList<Annotator> out;
    while (rows.next()) {
        out << fromRow(rows);
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<ModelId> AnnotatorRepository::modelFindOrCreate(const QString& name, const QJsonObject& details)
{
    QHash<QString, qint64>& known = m_session.db.memo().models;
    if (const auto found = known.constFind(name); found != known.cend()) {
        return ModelId{*found};
    }
    PLUMBLINE_ASSIGN(qint64 id, m_session.db.integer(u"SELECT id FROM model WHERE name = ?"_s, {name}));
    if (id == 0) {
        PLUMBLINE_ASSIGN(id, m_session.db.insert(u"INSERT INTO model (name, details) VALUES (?, ?)"_s,
                                                 {name, QString::fromUtf8(canonicalJson(details))}));
    }
    known.insert(name, id);
    return ModelId{id};
}

Result<QStringList> AnnotatorRepository::models()
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT name FROM model ORDER BY name"_s));
    QStringList out;
    while (rows.next()) {
        out << rows.text(0);
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

Result<QList<QPair<QString, QJsonObject>>> AnnotatorRepository::modelDetails()
{
    PLUMBLINE_ASSIGN(Rows rows, m_session.db.query(u"SELECT name, details FROM model ORDER BY id"_s));
    QList<QPair<QString, QJsonObject>> out;
    while (rows.next()) {
        out.append({rows.text(0), parseJsonObject(rows.text(1).toUtf8()).valueOr({})});
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

} // namespace plumbline
