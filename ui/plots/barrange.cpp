// The range that is dragged over a histogram; the rest of BarChart is in barchart.cpp.

#include "ui/plots/barchart.h"
#include "ui/plots/barlayout.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace plumbline {

void BarChart::setRange(std::optional<std::pair<double, double>> range)
{
    m_range = range;
    update();
}

int BarChart::binAt(double x) const
{
    const BarLayout layout = layoutFor(frame());
    const int bin = static_cast<int>(std::floor((x - layout.origin.x()) / layout.slot));
    return std::clamp(bin, 0, static_cast<int>(m_bars.size()) - 1);
}

void BarChart::takeRange(int firstBin, int lastBin)
{
    const auto [low, high] = std::minmax(firstBin, lastBin);
    m_range = std::pair(edgeOf(low), edgeOf(high + 1));
    update();
    Q_EMIT rangeSelected(m_range->first, m_range->second);
}

void BarChart::paintOver(QPainter& painter, const PlotFrame& frame) const
{
    Chart::paintOver(painter, frame);
    if (!isHistogram()) {
        return;
    }
    int first = -1;
    int last = -1;
    if (m_dragFrom >= 0 && m_dragFrom != m_dragTo) {
        std::tie(first, last) = std::minmax(m_dragFrom, m_dragTo);
    } else if (m_range) {
        first = static_cast<int>(std::lround((m_range->first - m_start) / m_binWidth));
        last = static_cast<int>(std::lround((m_range->second - m_start) / m_binWidth)) - 1;
    }
    if (first < 0 || last < first) {
        return;
    }
    const BarLayout layout = layoutFor(frame);
    const double left = std::max(layout.plot.left(), slotRect(layout, frame, first).left());
    const double right = std::min(layout.plot.right(), slotRect(layout, frame, last).right());
    // A bar along the axis and its two ends: it says the range without covering the counts.
    const QColor color = theme().color(Color::Accent);
    painter.fillRect(QRectF(left, layout.plot.bottom() + 1, right - left, metrics::kStrokeFocus), color);
    for (const double edge : {left, right - 1}) {
        painter.fillRect(QRectF(edge, layout.plot.top(), 1, layout.plot.height()), color);
    }
}

void BarChart::mousePressEvent(QMouseEvent* event)
{
    Chart::mousePressEvent(event);
    if (isHistogram() && !m_bars.isEmpty() && event->button() == Qt::LeftButton) {
        m_dragFrom = binAt(event->position().x());
        m_dragTo = m_dragFrom;
    }
}

void BarChart::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragFrom >= 0) {
        m_dragTo = binAt(event->position().x());
        update();
    }
    Chart::mouseMoveEvent(event);
}

void BarChart::mouseReleaseEvent(QMouseEvent* event)
{
    const int from = m_dragFrom;
    const int to = m_dragTo;
    m_dragFrom = m_dragTo = -1;
    if (from >= 0 && from != to) {
        takeRange(from, to);
        return;
    }
    if (from >= 0 && m_range) {
        setRange(std::nullopt);
        Q_EMIT rangeCleared();
        return;
    }
    Chart::mouseReleaseEvent(event);
}

void BarChart::keyPressEvent(QKeyEvent* event)
{
    const bool isAlong = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (isHistogram() && isAlong && event->modifiers().testFlag(Qt::ShiftModifier)) {
        const int before = currentMark().isValid() ? currentMark().row : 0;
        if (m_keyAnchor < 0) {
            m_keyAnchor = before;
        }
        Chart::keyPressEvent(event);
        takeRange(m_keyAnchor, currentMark().row);
        return;
    }
    if (event->key() != Qt::Key_Shift) {
        m_keyAnchor = -1; // pressing Shift again goes on with the same range
    }
    if (event->key() == Qt::Key_Escape && m_range) {
        setRange(std::nullopt);
        Q_EMIT rangeCleared();
        return;
    }
    Chart::keyPressEvent(event);
}

} // namespace plumbline
