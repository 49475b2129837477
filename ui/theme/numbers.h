#pragma once

#include <QString>

class QFont;
class QPainter;
class QRectF;

namespace plumbline {

/// "1 814" with U+202F between groups of three from 1 000 on, minus as U+2212.
[[nodiscard]] QString groupedNumber(qint64 value);

/// A fixed number of decimals, grouped as above, with a point: "−1 234.50".
[[nodiscard]] QString decimalNumber(double value, int decimals);

/// "65.5 %" from a share in [0, 1].
[[nodiscard]] QString percentText(double share, int decimals = 0);

/// Width of `text` when drawDigits paints it, in pixels.
[[nodiscard]] double digitsWidth(const QString& text, const QFont& font);

/// Paints text on one line with every digit centred in a cell as wide as "0", so that figures in a column
/// stand under each other (the interface font's digits are proportional). Uses the painter's font and pen;
/// `alignment` places the line in `rect`.
void drawDigits(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text);

} // namespace plumbline
