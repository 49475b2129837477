#pragma once

#include <QColor>
#include <QRectF>

class QFont;
class QPainter;
class QString;

namespace plumbline {

/// How a rounded frame is drawn. An invalid colour leaves its part out.
struct FrameStyle
{
    QColor fill;
    QColor edge;
    double width = 1.0; ///< of the edge, drawn inside the rectangle
    double radius = 6.0;
    bool isDashed = false;
};

/// Paints a rounded frame whose outer edge is `rect`, so that lines of 1 px stay sharp.
void drawFrame(QPainter& painter, const QRectF& rect, const FrameStyle& style);

/// Width of one line of text in a font, rounded up to whole pixels.
[[nodiscard]] double textWidth(const QFont& font, const QString& text);

/// Height of the box of one line of text in a font.
[[nodiscard]] double lineHeight(const QFont& font, const QString& text);

/// Paints one line with the corner of its box there, from glyphs that are kept between paints.
void drawShaped(QPainter& painter, const QPointF& topLeft, const QFont& font, const QColor& color,
                const QString& text);

/// Paints one line, vertically centred in `rect`, elided at its end when it does not fit.
void drawLine(QPainter& painter, const QRectF& rect, const QFont& font, const QColor& color,
              const QString& text, Qt::Alignment horizontal = Qt::AlignLeft);

} // namespace plumbline
