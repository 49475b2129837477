#pragma once

#include "core/domain/content.h"

#include <QList>
#include <QString>

#include <optional>

namespace plumbline {

/// What is chosen on one scale of a pair, as the person sees it: sides, not responses.
struct SideChoice
{
    int margin = 0; ///< +2 left much better … 0 a tie … −2 right much better
    bool isBothBad = false;
    bool operator==(const SideChoice&) const = default;
};

/// The ids of a schema's questions, in order.
[[nodiscard]] QStringList aspectIdsOf(const SchemaDefinition& schema);

/// What pressing a side's key makes of the choice: better; again, much better (where the schema has two
/// steps); a third time, better again. `side` is +1 for the left (A), −1 for the right (B).
[[nodiscard]] SideChoice pressedSide(const std::optional<SideChoice>& current, int side, int marginSteps);

/// The choice as stored: named by responses, whatever side they are on. `leftResponse` is the response index
/// on the left; always between responses 0 and 1.
[[nodiscard]] Preference preferenceOf(const QString& aspect, const SideChoice& choice,
                                      ResponseIndex leftResponse);
/// The stored preference as the person saw it.
[[nodiscard]] SideChoice choiceOf(const Preference& preference, ResponseIndex leftResponse);

/// A copy of `content` with the preference of one aspect replaced, added (in the order of `aspects`) or, for
/// nothing, taken away.
[[nodiscard]] AnnotationContent withPreference(const AnnotationContent& content, const QStringList& aspects,
                                               const QString& aspect,
                                               const std::optional<Preference>& preference);

} // namespace plumbline
