#pragma once

#include "ui/plots/chartscale.h"
#include "ui/theme/color.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QColor>
#include <QFont>
#include <QRectF>

#include <functional>

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
/// The labels of an axis under `plot` and its title under them, kept inside `area`. Labels that would touch
/// are left out.
void paintFoot(QPainter& painter, const Theme& theme, const QRectF& area, const QRectF& plot,
               const ChartAxis& axis, const QString& title);
/// drawFrame for the screen; in files the frame is drawn as lines and never as the picture of a frame.
void paintFrame(QPainter& painter, const QRectF& rect, const FrameStyle& style, bool isExport);
/// The one reference line: 1 px, vertical, at a value.
void paintReferenceAcross(QPainter& painter, const Theme& theme, const QRectF& plot, const ChartAxis& axis,
                          double value);
/// Where a plot with an axis at its left and one under it lies inside `area`; `right` pixels stay free at its
/// right.
[[nodiscard]] QRectF plotInside(const Theme& theme, const QRectF& area, const ChartAxis& up, bool hasUpTitle,
                                bool hasAcrossTitle, double right);
/// Horizontal grid lines, the labels of the axis at the left of `plot` (those that would touch are left out),
/// and its title over them.
void paintSide(QPainter& painter, const Theme& theme, const QRectF& area, const QRectF& plot,
               const ChartAxis& up, const QString& title);
/// The reference line across the plot at a value of the axis at its left.
void paintReferenceUp(QPainter& painter, const Theme& theme, const QRectF& plot, const ChartAxis& up,
                      double value);
/// The line y = x of two axes with the same range.
void paintDiagonal(QPainter& painter, const Theme& theme, const QRectF& plot, const ChartAxis& across,
                   const ChartAxis& up);

/// Height of the legend of a ramp, with the gap above it.
[[nodiscard]] double rampHeight(const Theme& theme);
/// A ramp of colours with a tick in `middle` (in [0, 1]) and its words, under a plot: from `left` on, or from
/// the left edge of `area` where that is too narrow. `top` is the lower end of the plot.
void paintRamp(QPainter& painter, const Theme& theme, const QRectF& area, double left, double top,
               const std::function<QColor(double)>& colorAt, double middle, const QString& text);

/// A line of text with digits of equal width, elided when it does not fit.
void paintText(QPainter& painter, const QRectF& rect, const QFont& font, const QColor& color,
               const QString& text, Qt::Alignment alignment = Qt::AlignLeft);
/// Width that paintText needs.
[[nodiscard]] double textRoom(const QFont& font, const QString& text);
/// x of a value on an axis across `plot`, on the middle of a pixel.
[[nodiscard]] double crisp(double value);

} // namespace chartparts

} // namespace plumbline
