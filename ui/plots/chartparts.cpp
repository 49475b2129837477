#include "ui/plots/chartparts.h"

#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace plumbline::chartparts {

namespace {

constexpr double kLabelGap = 6;
constexpr double kFootGap = 5;

QPen hairline(const QColor& color)
{
    QPen pen(color, metrics::kStrokeHair);
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

} // namespace

double crisp(double value)
{
    return std::floor(value) + 0.5;
}

double axisLineHeight(const Theme& theme)
{
    return std::ceil(QFontMetricsF(theme.font(Text::Caption)).height()) + 2;
}

double footHeight(const Theme& theme, bool hasTitle)
{
    return kFootGap + axisLineHeight(theme) * (hasTitle ? 2 : 1);
}

void paintGridAcross(QPainter& painter, const Theme& theme, const QRectF& plot, const ChartAxis& axis)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(hairline(theme.color(Color::Grid)));
    for (const double tick : axis.ticks) {
        const double x = crisp(plot.left() + axis.share(tick) * plot.width());
        painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()));
    }
    painter.restore();
}

void paintFoot(QPainter& painter, const Theme& theme, const QRectF& area, const QRectF& plot,
               const ChartAxis& axis, const QString& title)
{
    const QFont font = theme.font(Text::Caption);
    const double line = axisLineHeight(theme);
    double free = -std::numeric_limits<double>::infinity();
    for (qsizetype tick = 0; tick < axis.ticks.size(); ++tick) {
        const QString& label = axis.labels.at(tick);
        const double width = textRoom(font, label);
        const double x = plot.left() + axis.share(axis.ticks.at(tick)) * plot.width() - width / 2;
        if (x < free) {
            continue;
        }
        paintText(painter, QRectF(x, plot.bottom() + kFootGap, width, line), font, theme.color(Color::Text2),
                  label);
        free = x + width + kLabelGap;
    }
    if (!title.isEmpty()) {
        // Centred under the plot, and moved rather than cut where the plot is narrow.
        const double width = std::min(textRoom(font, title), area.width());
        const double left = std::clamp(plot.center().x() - width / 2, area.left(), area.right() - width);
        paintText(painter, QRectF(left, plot.bottom() + kFootGap + line, width, line), font,
                  theme.color(Color::Text2), title);
    }
}

void paintFrame(QPainter& painter, const QRectF& rect, const FrameStyle& style, bool isExport)
{
    if (!isExport) {
        drawFrame(painter, rect, style);
        return;
    }
    const double inset = style.edge.isValid() ? style.width / 2 : 0.0;
    const double radius = std::max(0.0, style.radius - inset);
    painter.setPen(style.edge.isValid() ? QPen(style.edge, style.width) : QPen(Qt::NoPen));
    painter.setBrush(style.fill.isValid() ? QBrush(style.fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.setBrush(Qt::NoBrush);
}

void paintReferenceAcross(QPainter& painter, const Theme& theme, const QRectF& plot, const ChartAxis& axis,
                          double value)
{
    const double share = axis.share(value);
    if (share < 0 || share > 1) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(hairline(theme.color(Color::Line)));
    const double x = crisp(plot.left() + share * plot.width());
    painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()));
    painter.restore();
}

QRectF plotInside(const Theme& theme, const QRectF& area, const ChartAxis& up, bool hasUpTitle,
                  bool hasAcrossTitle, double right)
{
    const QFont font = theme.font(Text::Caption);
    double widest = 0;
    for (const QString& label : up.labels) {
        widest = std::max(widest, textRoom(font, label));
    }
    const double line = axisLineHeight(theme);
    const double top = std::round(hasUpTitle ? line + metrics::kSpace3 : line / 2);
    const double left = std::round(widest + metrics::kSpace3);
    const double foot = std::ceil(footHeight(theme, hasAcrossTitle));
    return QRectF(std::round(area.left()) + left, std::round(area.top()) + top,
                  std::max(1.0, std::floor(area.width() - left - right)),
                  std::max(1.0, std::floor(area.height() - top - foot)));
}

void paintSide(QPainter& painter, const Theme& theme, const QRectF& area, const QRectF& plot,
               const ChartAxis& up, const QString& title)
{
    const QFont font = theme.font(Text::Caption);
    const double line = axisLineHeight(theme);
    double free = std::numeric_limits<double>::infinity();
    for (qsizetype tick = 0; tick < up.ticks.size(); ++tick) {
        const double y = std::floor(plot.bottom() - up.share(up.ticks.at(tick)) * plot.height());
        painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), theme.color(Color::Grid));
        if (y + line / 2 > free) {
            continue;
        }
        paintText(painter,
                  QRectF(area.left(), y - line / 2, plot.left() - area.left() - metrics::kSpace3, line), font,
                  theme.color(Color::Text2), up.labels.at(tick), Qt::AlignRight);
        free = y - line / 2;
    }
    paintText(painter, QRectF(area.left(), area.top(), area.width(), line), font, theme.color(Color::Text2),
              title);
}

void paintReferenceUp(QPainter& painter, const Theme& theme, const QRectF& plot, const ChartAxis& up,
                      double value)
{
    const double share = up.share(value);
    if (share >= 0 && share <= 1) {
        painter.fillRect(
            QRectF(plot.left(), std::floor(plot.bottom() - share * plot.height()), plot.width(), 1),
            theme.color(Color::Line));
    }
}

void paintDiagonal(QPainter& painter, const Theme& theme, const QRectF& plot, const ChartAxis& across,
                   const ChartAxis& up)
{
    const double from = std::max(across.from, up.from);
    const double to = std::min(across.to, up.to);
    const auto place = [&](double value) {
        return QPointF(plot.left() + across.share(value) * plot.width(),
                       plot.bottom() - up.share(value) * plot.height());
    };
    if (from < to) {
        painter.setPen(hairline(theme.color(Color::Line)));
        painter.drawLine(QLineF(place(from), place(to)));
    }
}

double rampHeight(const Theme& theme)
{
    return metrics::kSpace4 + axisLineHeight(theme);
}

void paintRamp(QPainter& painter, const Theme& theme, const QRectF& area, double left, double top,
               const std::function<QColor(double)>& colorAt, double middle, const QString& text)
{
    constexpr double kWidth = 160;
    constexpr double kHeight = 10;
    constexpr int kStops = 16;
    const QFont font = theme.font(Text::Caption);
    const double line = axisLineHeight(theme);
    top += metrics::kSpace4 - 2;
    if (left + kWidth + metrics::kSpace3 + textRoom(font, text) > area.right()) {
        left = area.left();
    }
    const QRectF ramp(std::round(left), std::round(top + (line - kHeight) / 2), kWidth, kHeight);
    QLinearGradient colors(ramp.topLeft(), ramp.topRight());
    for (int stop = 0; stop <= kStops; ++stop) {
        const double at = static_cast<double>(stop) / kStops;
        colors.setColorAt(at, colorAt(at));
    }
    painter.save();
    const bool isEdged = theme.kind() == ThemeKind::HighContrast;
    painter.setPen(isEdged ? QPen(theme.color(Color::Border)) : QPen(Qt::NoPen));
    painter.setBrush(colors);
    painter.drawRoundedRect(ramp, metrics::kSpace1, metrics::kSpace1);
    painter.restore();
    painter.fillRect(QRectF(std::round(ramp.left() + middle * ramp.width()), ramp.top() - 3, 1, kHeight + 6),
                     theme.color(Color::Line));
    const double textLeft = ramp.right() + metrics::kSpace3;
    paintText(painter, QRectF(textLeft, top, area.right() - textLeft, line), font, theme.color(Color::Text2),
              text);
}

double textRoom(const QFont& font, const QString& text)
{
    return std::ceil(digitsWidth(text, font));
}

void paintText(QPainter& painter, const QRectF& rect, const QFont& font, const QColor& color,
               const QString& text, Qt::Alignment alignment)
{
    if (text.isEmpty() || rect.width() <= 1) {
        return;
    }
    painter.setFont(font);
    painter.setPen(color);
    QString shown = text;
    if (digitsWidth(text, font) > rect.width() + 1) {
        shown = QFontMetricsF(font).elidedText(text, Qt::ElideRight, rect.width());
        if (digitsWidth(shown, font) > rect.width() + 1) {
            alignment = Qt::AlignLeft;
        }
    }
    drawDigits(painter, rect, alignment | Qt::AlignVCenter, shown);
}

} // namespace plumbline::chartparts
