#pragma once

#include <QRectF>

namespace plumbline {

/// Where the rows of a StripChart are. Not for screens.
struct StripLayout
{
    double namesWidth = 0;
    QRectF plot;    ///< all strips, in sight
    double top = 0; ///< of the first row, moved by the scrolling
    double rowHeight = 0;
};

} // namespace plumbline
