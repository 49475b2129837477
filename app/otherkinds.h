#pragma once

#include "core/base/result.h"

namespace plumbline {

class Store;

/// Adds a few items of the kinds that the sample project has none of to a copy of it, for pictures and tests:
/// the answers of its first question that all models answered, to be ranked ("sample-ranking-001"),
/// criticised one beside its refinements ("sample-critique-001"), criticised ("sample-critique-002"), and
/// liked or not
/// ("sample-reaction-001"). Does nothing where they are there already. Errors: NotFound when the project
/// holds no pair.
[[nodiscard]] Result<void> addOtherKinds(Store& store);

} // namespace plumbline
