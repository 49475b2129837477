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
    int lines = 1;
    double height = 0;
};

/// A name on two lines: cut at the first mark (space, -, _, /) after which both fit into `width`, or else at
/// the one that leaves the wider line narrowest; one line where there is no mark.
[[nodiscard]] QStringList linesOf(const Theme& theme, const QString& name, double width);

/// One line where every name fits into `width`, two where that makes them fit, vertical otherwise. Vertical
/// names over 120 px are cut.
[[nodiscard]] Head headFor(const Theme& theme, const QStringList& names, double width);

/// Paints one name into its place over a column.
void paint(QPainter& painter, const Theme& theme, const QRectF& place, const Head& head, const QString& name);

} // namespace plumbline::heatnames
