#include "ui/widgets/radiocells.h"

#include "ui/theme/theme.h"
#include "ui/widgets/radiocellsaccessible.h"

#include <QAccessible>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>

namespace plumbline {

RadioCells::RadioCells(const Theme& theme, double radius, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_ring(FocusRing::attach(this, theme, radius))
{
    RadioCellsAccessible::install();
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &RadioCells::cellsChanged);
}

void RadioCells::setChosenCell(std::optional<int> cell)
{
    if (cell && (*cell < 0 || *cell >= cellCount())) {
        cell.reset();
    }
    if (m_chosen == cell) {
        return;
    }
    m_chosen = cell;
    update();
    QAccessibleValueChangeEvent event(this, cell ? cellName(*cell) : QString());
    QAccessible::updateAccessibility(&event);
}

void RadioCells::chooseCell(int cell)
{
    if (cell < 0 || cell >= cellCount()) {
        return;
    }
    setChosenCell(cell);
    onChosen(cell);
    Q_EMIT cellChosen(cell);
}

void RadioCells::onChosen(int /*cell*/) {}

QSize RadioCells::minimumSizeHint() const
{
    return sizeHint();
}

void RadioCells::cellsChanged()
{
    updateGeometry();
    update();
}

int RadioCells::cellAt(const QPointF& position) const
{
    for (int cell = 0; cell < cellCount(); ++cell) {
        if (cellRect(cell).contains(position)) {
            return cell;
        }
    }
    return -1;
}

void RadioCells::mousePressEvent(QMouseEvent* event)
{
    const int cell = event->button() == Qt::LeftButton ? cellAt(event->position()) : -1;
    if (cell < 0) {
        event->ignore();
        return;
    }
    chooseCell(cell);
}

void RadioCells::mouseMoveEvent(QMouseEvent* event)
{
    const int cell = cellAt(event->position());
    if (cell != m_hovered) {
        m_hovered = cell;
        update();
    }
}

void RadioCells::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

void RadioCells::keyPressEvent(QKeyEvent* event)
{
    const int last = cellCount() - 1;
    const int current = m_chosen.value_or(-1);
    const bool isPlain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    int next = -1;
    switch (isPlain ? event->key() : 0) {
    case Qt::Key_Right:
    case Qt::Key_Down:
        next = std::min(last, current + 1);
        break;
    case Qt::Key_Left:
    case Qt::Key_Up:
        next = current < 0 ? last : std::max(0, current - 1);
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = last;
        break;
    case Qt::Key_Space:
        next = m_chosen.value_or(0);
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    chooseCell(next);
}

void RadioCells::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::EnabledChange || event->type() == QEvent::LayoutDirectionChange) {
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace plumbline
