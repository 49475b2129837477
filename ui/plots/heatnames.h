#pragma once

#include "ui/theme/theme.h"

#include <QRectF>
#include <QStringList>

class QPainter;

namespace plumbline::heatnames {

/// How the names over the columns of a matrix are written.
struct Head
{
    bool isVertical = false; ///< from below upwards, since the columns are narrow
    double height = 0;
};

/// A name on two lines: cut at the mark (space, -, _, /, .) that leaves the longer line shortest; one line
/// without one.
[[nodiscard]] QStringList linesOf(const QString& name);

/// Two lines where every name fits into `width`, vertical otherwise. Names over 120 px high are cut.
[[nodiscard]] Head headFor(const Theme& theme, const QStringList& names, double width);

/// Paints one name into its place over a column.
void paint(QPainter& painter, const Theme& theme, const QRectF& place, const Head& head, const QString& name);

} // namespace plumbline::heatnames
