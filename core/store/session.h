#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/connection.h"

#include <QDateTime>
#include <QString>

namespace plumbline {

/// What a project says of itself.
struct ProjectInfo
{
    QString uid;
    QString name;
    QString description;
    quint64 seed = 0; ///< every shuffle derives from it
    QDateTime createdAt;
    bool operator==(const ProjectInfo&) const = default;
};

/// What work on a store gets to work with: the connection of its thread, the project and the clock.
/// Repositories are made from it on the spot: `ItemRepository(session).get(id)`.
struct Session
{
    Connection& db;
    const ProjectInfo& project;
    const Clock& clock;

    [[nodiscard]] QString now() const { return toIsoUtc(clock.now()); }
};

} // namespace plumbline
