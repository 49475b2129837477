#include "ui/widgets/focusring.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QPainter>

namespace plumbline {

namespace {

constexpr int kOutset = metrics::kFocusGap + static_cast<int>(metrics::kStrokeFocus);

} // namespace

FocusRing* FocusRing::attach(QWidget* control, const Theme& theme, double radius)
{
    return new FocusRing(control, theme, radius);
}

FocusRing::FocusRing(QWidget* control, const Theme& theme, double radius)
    : QWidget(control)
    , m_control(control)
    , m_theme(theme)
    , m_radius(radius)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    hide();
    control->installEventFilter(this);
    // The ring moves to another parent while shown; the control still takes it along when it goes.
    connect(control, &QObject::destroyed, this, &QObject::deleteLater);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FocusRing::setRadius(double radius)
{
    m_radius = radius;
    update();
}

void FocusRing::setPart(const QRect& part)
{
    m_part = part;
    if (isVisible()) {
        place();
    }
}

QWidget* FocusRing::ground() const
{
    // The highest ancestor that still scrolls together with the control, so that the ring is not cut.
    QWidget* ground = m_control->parentWidget();
    while (ground != nullptr && !ground->isWindow() && ground->parentWidget() != nullptr) {
        const auto* area = qobject_cast<QAbstractScrollArea*>(ground->parentWidget()->parentWidget());
        if (area != nullptr && area->viewport() == ground->parentWidget()) {
            break;
        }
        ground = ground->parentWidget();
    }
    return ground;
}

void FocusRing::follow()
{
    for (const QPointer<QWidget>& watched : std::as_const(m_watched)) {
        if (watched != nullptr && watched != m_control) {
            watched->removeEventFilter(this);
        }
    }
    m_watched.clear();
    QWidget* const end = ground();
    if (end == nullptr) {
        return;
    }
    if (parentWidget() != end) {
        setParent(end);
    }
    for (QWidget* widget = m_control->parentWidget(); widget != nullptr && widget != end;
         widget = widget->parentWidget()) {
        widget->installEventFilter(this);
        m_watched.append(widget);
    }
}

void FocusRing::place()
{
    QWidget* const end = parentWidget();
    if (end == nullptr || end == m_control) {
        return;
    }
    const QRect part = m_part.isValid() ? m_part : m_control->rect();
    const QRect placed(m_control->mapTo(end, part.topLeft()), part.size());
    setGeometry(placed.adjusted(-kOutset, -kOutset, kOutset, kOutset));
    raise();
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
        if (watched == m_control) {
            follow();
            place();
            setVisible(parentWidget() != m_control);
        }
        break;
    case QEvent::FocusOut:
    case QEvent::Hide:
        if (watched == m_control) {
            hide();
        }
        break;
    case QEvent::Show:
        if (watched == m_control && m_control->hasFocus()) {
            follow();
            place();
            setVisible(parentWidget() != m_control);
        }
        break;
    case QEvent::Move:
    case QEvent::Resize:
        if (isVisible()) {
            place();
        }
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void FocusRing::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    drawFrame(painter, rect(),
              {QColor(), m_theme.color(Color::Focus), metrics::kStrokeFocus, m_radius + kOutset, false});
}

} // namespace plumbline
