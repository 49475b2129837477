#include "ui/widgets/painting.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace plumbline {

namespace {

constexpr qsizetype kRememberedWidths = 4096;

/// A text in a font, as far as its width depends on them (sizes are pixels, so no screen changes it).
struct MeasuredText
{
    QString text;
    QString family;
    int pixelSize = 0;
    int weight = 0;
    bool isItalic = false;
    bool operator==(const MeasuredText&) const = default;
};

size_t qHash(const MeasuredText& key, size_t seed = 0)
{
    return qHashMulti(seed, key.text, key.pixelSize, key.weight, key.isItalic);
}

} // namespace

void drawFrame(QPainter& painter, const QRectF& rect, const FrameStyle& style)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = style.edge.isValid() ? style.width / 2 : 0.0;
    const QRectF inner = rect.adjusted(inset, inset, -inset, -inset);
    const double radius = std::max(0.0, style.radius - inset);
    painter.setBrush(style.fill.isValid() ? QBrush(style.fill) : QBrush(Qt::NoBrush));
    if (style.edge.isValid()) {
        QPen pen(style.edge, style.width);
        if (style.isDashed) {
            pen.setDashPattern({3.0, 2.0});
        }
        painter.setPen(pen);
    } else {
        painter.setPen(Qt::NoPen);
    }
    painter.drawRoundedRect(inner, radius, radius);
    painter.restore();
}

double textWidth(const QFont& font, const QString& text)
{
    // Controls measure the same few words at every paint, and shaping them is the dearest part of it.
    static QHash<MeasuredText, double> s_widths;
    const MeasuredText key{text, font.family(), font.pixelSize(), font.weight(), font.italic()};
    const auto known = s_widths.constFind(key);
    if (known != s_widths.constEnd()) {
        return *known;
    }
    if (s_widths.size() >= kRememberedWidths) {
        s_widths.clear();
    }
    const double width = std::ceil(QFontMetricsF(font).horizontalAdvance(text));
    s_widths.insert(key, width);
    return width;
}

void drawLine(QPainter& painter, const QRectF& rect, const QFont& font, const QColor& color,
              const QString& text, Qt::Alignment horizontal)
{
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(color);
    // Half a pixel of tolerance: text measured with rounding must not be elided by it.
    const double whole = textWidth(font, text);
    const bool fits = whole <= rect.width() + 0.5;
    const QString shown = fits ? text : metrics.elidedText(text, Qt::ElideRight, rect.width() + 0.5);
    const double width = fits ? whole : metrics.horizontalAdvance(shown);
    double x = rect.left();
    if (horizontal.testFlag(Qt::AlignRight)) {
        x = rect.right() - width;
    } else if (horizontal.testFlag(Qt::AlignHCenter)) {
        x = rect.left() + (rect.width() - width) / 2;
    }
    // The capital letters' middle on the middle of the rectangle looks centred; the line box does not.
    const double baseline = rect.center().y() + metrics.capHeight() / 2;
    painter.drawText(QPointF(x, std::round(baseline * 2) / 2), shown);
}

} // namespace plumbline
