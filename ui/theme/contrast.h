#pragma once

#include <QColor>

namespace plumbline {

/// Relative luminance of WCAG 2.1, 0 (black) to 1 (white). Alpha is ignored.
[[nodiscard]] double relativeLuminance(const QColor& color);

/// Contrast ratio of WCAG 2.1, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor& first, const QColor& second);

/// Black or white, whichever reads better on `ground`.
[[nodiscard]] QColor contrastTextOn(const QColor& ground);

/// `from` at share 0, `to` at share 1, linear in sRGB.
[[nodiscard]] QColor mixed(const QColor& from, const QColor& to, double share);

} // namespace plumbline
