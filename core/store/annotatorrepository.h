#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"

namespace plumbline {

/// Who judges, and who wrote the responses.
class AnnotatorRepository
{
public:
    explicit AnnotatorRepository(Session& session)
        : m_session(session)
    {
    }

    /// The annotator of that name; made when there is none. Errors: InvalidArgument for an empty name,
    /// Conflict when the name belongs to an annotator of another kind.
    [[nodiscard]] Result<Annotator> findOrCreate(const QString& name, AnnotatorKind kind,
                                                 const QString& uid = {}, const QJsonObject& details = {},
                                                 const QDateTime& createdAt = {});
    [[nodiscard]] Result<std::optional<Annotator>> findByName(const QString& name);
    [[nodiscard]] Result<Annotator> get(AnnotatorId id);
    [[nodiscard]] Result<QList<Annotator>> list();

    /// The id of a model; made when there is none.
    [[nodiscard]] Result<ModelId> modelFindOrCreate(const QString& name, const QJsonObject& details = {});
    [[nodiscard]] Result<QStringList> models();
    /// Models with their details, in order of id.
    [[nodiscard]] Result<QList<QPair<QString, QJsonObject>>> modelDetails();

private:
    Session& m_session;
};

} // namespace plumbline
