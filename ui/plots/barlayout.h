#pragma once

#include "ui/plots/chartscale.h"

#include <QPointF>
#include <QRectF>

namespace plumbline {

/// Where the bars of a BarChart are. Not for screens.
struct BarLayout
{
    QRectF plot;     ///< the bars, in sight
    QPointF origin;  ///< where the first bar begins, moved by the scrolling
    double slot = 0; ///< from one bar to the next
    double namesWidth = 0;
    double foot = 0;
    ChartAxis axis; ///< of the counts
};

} // namespace plumbline
