#pragma once

#include "core/store/session.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace plumbline {

/// A server that models are asked at, as it is stored: its name and its definition. The definition names its
/// key and never holds it.
struct StoredEndpoint
{
    QString name;
    QJsonObject definition; ///< LlmEndpoint::toJson()
    bool operator==(const StoredEndpoint&) const = default;
};

/// The endpoints of a project. Knows JSON only.
class EndpointRepository
{
public:
    explicit EndpointRepository(Session& session)
        : m_session(session)
    {
    }

    /// Adds an endpoint or replaces the one of its name. Errors: InvalidArgument for an empty name.
    [[nodiscard]] Result<void> save(const QString& name, const QJsonObject& definition);
    [[nodiscard]] Result<std::optional<QJsonObject>> find(const QString& name);
    /// In order of name.
    [[nodiscard]] Result<QList<StoredEndpoint>> list();
    /// Takes an endpoint out; false when there was none. What was labelled through it stays.
    [[nodiscard]] Result<bool> remove(const QString& name);

private:
    Session& m_session;
};

} // namespace plumbline
