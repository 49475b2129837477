#pragma once

#include "core/base/textindex.h"

#include <QString>

namespace plumbline {

/// Where a quote stands in a text.
struct QuotePlace
{
    enum class Found {
        Exact,     ///< character by character
        Blanks,    ///< but for the kind and number of blanks and line ends
        Missing,   ///< nowhere
        Ambiguous, ///< at several places, and nothing says which of them is meant
    };
    Found found = Found::Missing;
    qint64 start = 0; ///< code points, [start, end); of a quote that was found
    qint64 end = 0;
    int places = 0; ///< how many there are, counted up to 1000

    bool operator==(const QuotePlace&) const = default;
    [[nodiscard]] bool isFound() const { return found == Found::Exact || found == Found::Blanks; }
};

/// Looks for a quote in a text: exactly, then with every run of blanks and line ends taken for one blank.
/// Where it stands at several places, it counts as found only if `before`, the words that precede it, holds
/// for exactly one of them. Nothing is guessed: no nearest match, no first of several.
[[nodiscard]] QuotePlace locateQuote(const TextIndex& text, const QString& quote, const QString& before = {});

/// "exact", "blanks", "missing", "ambiguous".
[[nodiscard]] QString quoteFoundName(QuotePlace::Found found);

} // namespace plumbline
