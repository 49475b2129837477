#pragma once

#include "core/base/result.h"
#include "core/base/textindex.h"

#include <QStringView>

namespace plumbline {

/// A range [start, end) of a text in all three counts; what an export can carry.
struct SpanOffsets
{
    qint64 start = 0; ///< code points
    qint64 end = 0;
    qint64 utf16Start = 0;
    qint64 utf16End = 0;
    qint64 utf8Start = 0;
    qint64 utf8End = 0;

    bool operator==(const SpanOffsets&) const = default;
};

/// Checks that [start, end), in code points, is a range of `text` that holds at least one code point and
/// reads `quote`. Errors: InvalidData with a sentence that says which position is wrong or what stands there
/// instead; `field` is "start", "end" or "quote".
[[nodiscard]] Result<void> checkSpan(const TextIndex& text, qint64 start, qint64 end, QStringView quote);
/// checkSpan() for a span that came without a quote.
[[nodiscard]] Result<void> checkSpan(const TextIndex& text, qint64 start, qint64 end);

/// All counts of a code-point range. Errors as checkSpan().
[[nodiscard]] Result<SpanOffsets> spanFromCodePoints(const TextIndex& text, qint64 start, qint64 end);
/// All counts of a range given in UTF-16 units. Errors also: a position inside a surrogate pair.
[[nodiscard]] Result<SpanOffsets> spanFromUtf16(const TextIndex& text, qint64 start, qint64 end);
/// All counts of a range given in UTF-8 bytes. Errors also: a position inside a character.
[[nodiscard]] Result<SpanOffsets> spanFromUtf8(const TextIndex& text, qint64 start, qint64 end);

} // namespace plumbline
