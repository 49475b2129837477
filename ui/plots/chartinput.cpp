// How a chart takes keys and the pointer; the rest of Chart is in chart.cpp.

#include "ui/plots/chart.h"
#include "ui/plots/valuebox.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace plumbline {

namespace {

constexpr int kPage = 10;

} // namespace

bool Chart::takesKey(const QKeyEvent& event) const
{
    if (isEmpty() || (event.modifiers() & (Qt::AltModifier | Qt::MetaModifier)) != 0) {
        return false;
    }
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return (event.modifiers() & Qt::ControlModifier) == 0;
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return m_current.isValid() && (event.modifiers() & ~Qt::KeypadModifier) == 0;
    case Qt::Key_Escape:
        return m_valueBox != nullptr && !m_valueBox->isHidden() && !m_hovered.isValid();
    default:
        return false;
    }
}

bool Chart::event(QEvent* event)
{
    // Keys the chart needs for itself are not the page's while the chart has the focus.
    if (event->type() == QEvent::ShortcutOverride && takesKey(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void Chart::keyPressEvent(QKeyEvent* event)
{
    if (!takesKey(*event)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const ChartMark from = m_current.isValid() ? m_current : firstMark();
    const bool isWhole = event->modifiers().testFlag(Qt::ControlModifier);
    setHovered({});
    switch (event->key()) {
    case Qt::Key_Left:
        goTo(m_current.isValid() ? markBeside(from, -1, 0) : from);
        break;
    case Qt::Key_Right:
        goTo(m_current.isValid() ? markBeside(from, 1, 0) : from);
        break;
    case Qt::Key_Up:
        goTo(m_current.isValid() ? markBeside(from, 0, -1) : from);
        break;
    case Qt::Key_Down:
        goTo(m_current.isValid() ? markBeside(from, 0, 1) : from);
        break;
    case Qt::Key_PageUp:
        goTo(markBeside(from, 0, -kPage));
        break;
    case Qt::Key_PageDown:
        goTo(markBeside(from, 0, kPage));
        break;
    case Qt::Key_Home:
        goTo(isWhole ? firstMark() : rowEnd(from, false));
        break;
    case Qt::Key_End:
        goTo(rowEnd(isWhole ? markBeside(from, 0, static_cast<int>(table().rows.size())) : from, true));
        break;
    case Qt::Key_Escape:
        m_isBoxWanted = false;
        showValueBox();
        break;
    default:
        if (isLink(m_current)) {
            Q_EMIT markActivated(m_current.row, m_current.column);
        }
        break;
    }
}

void Chart::goTo(ChartMark mark)
{
    if (!hasMark(mark)) {
        return;
    }
    const bool isOther = m_current != mark;
    m_current = mark;
    m_isBoxWanted = true;
    scrollTo(mark);
    showValueBox();
    update();
    if (isOther) {
        announce();
        Q_EMIT markSelected(mark.row, mark.column);
    }
}

void Chart::announce()
{
    if (!QAccessible::isActive()) {
        return;
    }
    const int row = tableRowOf(m_current);
    if (row >= 0) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(row * static_cast<int>(table().columns.size()));
        QAccessible::updateAccessibility(&event);
    }
}

void Chart::scrollTo(ChartMark mark)
{
    const PlotFrame shown = frame();
    // Room for the ring, and so that the last row brings the end of the content with it.
    constexpr double kRoom = 4;
    const QRectF place = markRectIn(shown, mark).adjusted(-kRoom, -kRoom, kRoom, kRoom);
    const QRectF part = scrolledPart(shown);
    const auto moved = [](double low, double high, double from, double to) {
        if (low < from) {
            return low - from;
        }
        return high > to ? std::min(high - to, low - from) : 0.0;
    };
    const double dx = moved(place.left(), place.right(), part.left(), part.right());
    const double dy = moved(place.top(), place.bottom(), part.top(), part.bottom());
    m_horizontal->setValue(m_horizontal->value() + qRound(dx));
    m_vertical->setValue(m_vertical->value() + qRound(dy));
}

void Chart::setHovered(ChartMark mark)
{
    if (m_hovered == mark) {
        return;
    }
    m_hovered = mark;
    if (mark.isValid() && isLink(mark)) {
        setCursor(Qt::PointingHandCursor);
    } else {
        unsetCursor();
    }
    showValueBox();
    update();
}

void Chart::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(markAt(event->position()));
}

void Chart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_pressed = markAt(event->position());
    if (m_pressed.isValid()) {
        goTo(m_pressed);
    }
}

void Chart::mouseReleaseEvent(QMouseEvent* event)
{
    const ChartMark pressed = m_pressed;
    m_pressed = {};
    if (event->button() == Qt::LeftButton && pressed.isValid() && pressed == markAt(event->position()) &&
        isLink(pressed)) {
        Q_EMIT markActivated(pressed.row, pressed.column);
    }
}

void Chart::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    setHovered({});
}

void Chart::wheelEvent(QWheelEvent* event)
{
    const bool isSideways = std::abs(event->angleDelta().x()) > std::abs(event->angleDelta().y()) ||
                            event->modifiers().testFlag(Qt::ShiftModifier);
    QScrollBar* bar = isSideways ? m_horizontal : m_vertical;
    const int delta =
        isSideways && event->angleDelta().x() != 0 ? event->angleDelta().x() : event->angleDelta().y();
    const int goal = bar->value() - (event->pixelDelta().isNull()
                                         ? delta * 3 * bar->singleStep() / 120
                                         : (isSideways ? event->pixelDelta().x() : event->pixelDelta().y()));
    const int before = bar->value();
    if (!bar->isHidden()) {
        bar->setValue(goal);
    }
    // At its end, or with nothing to scroll, the page around the chart scrolls.
    event->setAccepted(bar->value() != before);
    setHovered(markAt(event->position()));
}

void Chart::focusInEvent(QFocusEvent* event)
{
    const Qt::FocusReason reason = event->reason();
    // A press of the pointer says itself which mark it means.
    if (reason != Qt::MouseFocusReason && !isEmpty()) {
        if (!m_current.isValid()) {
            m_current = m_selection.isEmpty() ? firstMark() : m_selection.front();
        }
        // Coming back to the window is no question about a mark.
        m_isBoxWanted = reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason;
        scrollTo(m_current);
        announce();
    }
    showValueBox();
    update();
}

void Chart::focusOutEvent(QFocusEvent* /*event*/)
{
    m_isBoxWanted = false;
    showValueBox();
    update();
}

void Chart::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_hovered = {};
    if (m_valueBox != nullptr) {
        m_valueBox->hide();
    }
}

} // namespace plumbline
