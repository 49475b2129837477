#pragma once

#include "core/store/session.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace plumbline {

/// One version of a project's own prompt template.
struct StoredTemplate
{
    QString id;
    int version = 0;
    QJsonObject definition; ///< PromptTemplate::toJson(); its "id" and "version" are those above
    QDateTime createdAt;
    bool operator==(const StoredTemplate&) const = default;
};

/// A project's copies of prompt templates. Versions are appended and never changed, so that a label's
/// provenance can always be looked up. Knows JSON only.
class TemplateRepository
{
public:
    explicit TemplateRepository(Session& session)
        : m_session(session)
    {
    }

    /// Appends a version: one above the newest of its id, and above `aboveVersion` (the version of the
    /// built-in template that was copied). When the newest one says the same, gives that one. "id" and
    /// "version" of the definition are set here. Errors: InvalidArgument for an empty id.
    [[nodiscard]] Result<StoredTemplate> append(const QString& id, const QJsonObject& definition,
                                                int aboveVersion = 0);
    [[nodiscard]] Result<std::optional<StoredTemplate>> newest(const QString& id);
    [[nodiscard]] Result<std::optional<StoredTemplate>> find(const QString& id, int version);
    /// All versions of an id, newest first.
    [[nodiscard]] Result<QList<StoredTemplate>> versions(const QString& id);
    /// The newest version of each id, in order of id.
    [[nodiscard]] Result<QList<StoredTemplate>> list();

private:
    Session& m_session;
};

} // namespace plumbline
