#pragma once

#include "ui/plots/chartscale.h"
#include "ui/theme/color.h"
#include "ui/theme/theme.h"

#include <QColor>
#include <QFont>
#include <QRectF>

class QPainter;

namespace plumbline {

/// Parts that several charts are drawn with. Not for screens.
namespace chartparts {

/// Height of a line of axis text, and of the caption under an axis.
[[nodiscard]] double axisLineHeight(const Theme& theme);
/// Height of the foot: tick labels, and the title of the axis when it has one.
[[nodiscard]] double footHeight(const Theme& theme, bool hasTitle);

/// Vertical grid lines through `plot` at the ticks of an axis.
void paintGridAcross(QPainter& painter, const Theme& theme, const QRectF& plot, const ChartAxis& axis);
/// The labels of an axis under `plot` and its title under them. Labels that would touch are left out.
void paintFoot(QPainter& painter, const Theme& theme, const QRectF& plot, const ChartAxis& axis,
               const QString& title);
/// The one reference line: 1 px, vertical, at a value.
void paintReferenceAcross(QPainter& painter, const Theme& theme, const QRectF& plot, const ChartAxis& axis,
                          double value);
/// A line of text with digits of equal width, elided when it does not fit.
void paintText(QPainter& painter, const QRectF& rect, const QFont& font, const QColor& color,
               const QString& text, Qt::Alignment alignment = Qt::AlignLeft);
/// Width that paintText needs.
[[nodiscard]] double textRoom(const QFont& font, const QString& text);
/// x of a value on an axis across `plot`, on the middle of a pixel.
[[nodiscard]] double crisp(double value);

} // namespace chartparts

} // namespace plumbline
