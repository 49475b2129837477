#pragma once

#include <QString>

namespace plumbline {

/// Every colour of the theme by meaning. Screens and controls name a meaning, never a value.
enum class Color {
    Chrome,       ///< side bar, answer bar, status bar
    Surface,      ///< page, cards, fields
    Inset,        ///< prompt, panes, table heads, code
    Hover,        ///< row or button under the pointer
    Border,       ///< card edges, separators
    BorderStrong, ///< button and chip edges, keycaps
    Control,      ///< edges of fields, scales, boxes, radios
    Track,        ///< empty part of a progress bar or scale
    Neutral,      ///< a tie; bars outside the filter
    Text,         ///< text, chosen values
    Text2,        ///< labels, secondary text
    Text3,        ///< hints, captions, line numbers
    Accent,       ///< current place, progress, selected mark
    AccentFill,   ///< primary button, chosen segment
    OnAccent,     ///< text on AccentFill
    AccentSoft,   ///< selected row, toggle that is on
    AccentText,   ///< text on AccentSoft
    Focus,        ///< focus ring
    Ok,           ///< saved, gain
    OkSoft,       ///< ground of Ok
    Warn,         ///< needs a look
    WarnSoft,     ///< ground of Warn
    Bad,          ///< error, loss
    BadSoft,      ///< ground of Bad
    Line,         ///< the reference line of a chart
    DivNeg,       ///< diverging, low end; second of a pair
    DivMid,       ///< diverging, middle
    DivPos,       ///< diverging, high end; first of a pair
    SeqLo,        ///< sequential, low
    SeqHi,        ///< sequential, high
    Grid,         ///< grid lines of a chart
    Shadow,       ///< shadow of dialogs and overlays
    CatI,         ///< category slot 0, mark (the letter is the first schema's: irrelevant)
    CatW,         ///< category slot 1, mark
    CatU,         ///< category slot 2, mark
    CatR,         ///< category slot 3, mark
    CatM,         ///< category slot 4, mark
    CatC,         ///< category slot 5, mark
    TintI,        ///< category slot 0, ground of a span
    TintW,        ///< category slot 1, ground of a span
    TintU,        ///< category slot 2, ground of a span
    TintR,        ///< category slot 3, ground of a span
    TintM,        ///< category slot 4, ground of a span
    TintC,        ///< category slot 5, ground of a span
    Count         ///< number of colours, not a colour
};

inline constexpr int kColorCount = static_cast<int>(Color::Count);

/// The name of a colour in tokens.json, for example "accentSoft".
[[nodiscard]] QString colorName(Color color);

} // namespace plumbline
