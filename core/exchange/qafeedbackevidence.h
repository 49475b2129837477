#pragma once

#include "core/domain/content.h"

#include <QJsonValue>
#include <QString>

#include <optional>

namespace plumbline {

// Evidence as QA-Feedback writes it (passages and sentences from 1, the title as sentence 0) and as it is
// stored.

/// Nothing when it is not what the format says.
[[nodiscard]] std::optional<Evidence> evidenceFromFile(const QJsonValue& passageId,
                                                       const QJsonValue& sentenceIds);
[[nodiscard]] QJsonObject evidenceToFile(const Evidence& evidence);

/// Puts an error's explanation where it belongs: repeated earlier text, sentences that contradict, or the
/// note.
void readExplanation(const QString& explanation, Span& span);
/// The explanation again, as it stood.
[[nodiscard]] QString explanationOf(const Span& span);

} // namespace plumbline
