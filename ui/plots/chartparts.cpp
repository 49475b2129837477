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

void paintFoot(QPainter& painter, const Theme& theme, const QRectF& plot, const ChartAxis& axis,
               const QString& title)
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
        const double room = textRoom(font, title);
        const double width = std::max(plot.width(), room);
        const QRectF place(plot.center().x() - width / 2, plot.bottom() + kFootGap + line, width, line);
        paintText(painter, place, font, theme.color(Color::Text2), title, Qt::AlignHCenter);
    }
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
