#pragma once

#include "core/store/store.h"

#include <QString>

namespace plumbline {

/// Makes the project of which one copy of every released version lies in tests/data/store: one item of each
/// kind that has answers, labels that were corrected and taken back, a draft, undo steps, a gold item, two
/// versions of a schema, a closed batch, a job, names of a source. Errors: what the store says.
[[nodiscard]] Result<void> makeFixtureProject(const QString& path);

/// What must be the same after a migration: labels and drafts, counters, counts, the undo history.
[[nodiscard]] Result<QByteArray> fixtureSummary(Store& store);

} // namespace plumbline
