#pragma once

#include "core/judge/judgesession.h"

#include <QString>
#include <QStringView>

#include <optional>

namespace plumbline {

/// The text of a reply that counts: without what a reasoning model thought aloud at its start
/// (<think>…</think>), and without blanks around it. Empty when the reply ends within the reasoning.
[[nodiscard]] QString replyBody(const QString& text);

/// The whole of a text as a plain decimal number ("7", "8.5"): no sign, no exponent, no blanks inside.
[[nodiscard]] std::optional<double> plainNumber(QStringView text);

/// The fault of a text from which nothing could be read, the step left open: "truncated" where the reply
/// ends within the model's reasoning or was cut at its greatest length, else `what`.
[[nodiscard]] ParseFault unreadable(const LlmReply& reply, const QString& what, const QString& detail);

/// The beginning of a text in quotes, for the sentence of a fault.
[[nodiscard]] QString quoted(QStringView text);

} // namespace plumbline
