#pragma once

#include <QHashFunctions>
#include <QtGlobal>

#include <compare>

namespace plumbline {

/// A row id of one kind of thing. Ids of different kinds do not convert into each other. 0 is "none".
template <typename Tag> struct Id
{
    qint64 value = 0;

    [[nodiscard]] bool isValid() const { return value > 0; }
    auto operator<=>(const Id&) const = default;
};

template <typename Tag> size_t qHash(const Id<Tag>& id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}

using PromptId = Id<struct PromptTag>;
using ResponseId = Id<struct ResponseTag>;
using ModelId = Id<struct ModelTag>;
using ItemId = Id<struct ItemTag>;
using AnnotatorId = Id<struct AnnotatorTag>;
using AssignmentId = Id<struct AssignmentTag>;
using AnnotationId = Id<struct AnnotationTag>;
using SchemaId = Id<struct SchemaTag>;
using SchemaVersionId = Id<struct SchemaVersionTag>;
using BatchId = Id<struct BatchTag>;
using JobId = Id<struct JobTag>;
using StepId = Id<struct StepTag>;

} // namespace plumbline
