#include "ui/widgets/sheetoverlay.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace plumbline {

namespace {

constexpr int kShadowSpread = 32;
constexpr int kShadowOffset = 8;
constexpr double kShadowOpacity = 0.35;

} // namespace

SheetOverlay::SheetOverlay(const Theme& theme, QWidget* window)
    : QWidget(window)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    hide();
    window->installEventFilter(this);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SheetOverlay::setSheet(QWidget* sheet)
{
    if (m_sheet != nullptr && m_sheet != sheet) {
        m_sheet->deleteLater();
    }
    m_sheet = sheet;
    if (sheet != nullptr) {
        sheet->setParent(this);
        sheet->show();
        place();
    }
}

void SheetOverlay::setTopDistance(int px)
{
    m_topDistance = px;
    place();
}

void SheetOverlay::open()
{
    if (isVisible()) {
        return;
    }
    m_lastFocus = window()->focusWidget();
    place();
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
    // The first control of the sheet, if there is one: a search field wants to be typed into at once.
    focusNextPrevChild(true);
}

void SheetOverlay::close()
{
    if (!isVisible()) {
        return;
    }
    hide();
    if (m_lastFocus != nullptr) {
        m_lastFocus->setFocus(Qt::PopupFocusReason);
    }
    Q_EMIT closed();
}

void SheetOverlay::place()
{
    setGeometry(parentWidget()->rect());
    if (m_sheet == nullptr) {
        return;
    }
    const int margin = metrics::kSpace7;
    const QSize room = size() - QSize(2 * margin, 2 * margin);
    const QSize wanted = m_sheet->sizeHint()
                             .expandedTo(m_sheet->minimumSizeHint())
                             .expandedTo(m_sheet->minimumSize())
                             .boundedTo(room);
    const int top = m_topDistance >= 0 ? m_topDistance : (height() - wanted.height()) / 2;
    m_sheet->setGeometry((width() - wanted.width()) / 2, top, wanted.width(), wanted.height());
    update();
}

void SheetOverlay::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    QColor dim = Theme::dimColor();
    dim.setAlphaF(static_cast<float>(metrics::kDimOpacity));
    painter.fillRect(rect(), dim);
    if (m_sheet == nullptr) {
        return;
    }
    // A soft shadow in steps: an effect would send the sheet's text through a blurred pixmap.
    const QRectF sheet = QRectF(m_sheet->geometry());
    QColor step = Theme::popupShadow();
    step.setAlphaF(static_cast<float>(kShadowOpacity / kShadowSpread * 2));
    for (int spread = kShadowSpread; spread > 0; spread -= 4) {
        drawFrame(painter, sheet.adjusted(-spread, kShadowOffset - spread, spread, kShadowOffset + spread),
                  {step, QColor(), 0, static_cast<double>(metrics::kRadiusCard + spread), false});
    }
    drawFrame(painter, sheet.adjusted(-1, -1, 1, 1),
              {m_theme.color(Color::Surface), m_theme.color(Color::Border), metrics::kStrokeHair,
               metrics::kRadiusCard + 1.0, false});
}

void SheetOverlay::mousePressEvent(QMouseEvent* event)
{
    if (m_sheet == nullptr || !m_sheet->geometry().contains(event->position().toPoint())) {
        close();
    }
}

void SheetOverlay::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
    }
    // Nothing behind the sheet may act on a key.
    event->accept();
}

bool SheetOverlay::focusNextPrevChild(bool next)
{
    QList<QWidget*> stops;
    if (m_sheet != nullptr) {
        QWidget* const start = m_sheet;
        QWidget* widget = start;
        do {
            const bool isStop = widget->focusPolicy() & Qt::TabFocus;
            if (isStop && widget->isVisibleTo(this) && widget->isEnabled() &&
                (widget == start || start->isAncestorOf(widget))) {
                stops.append(widget);
            }
            widget = widget->nextInFocusChain();
        } while (widget != start && widget != nullptr);
    }
    if (stops.isEmpty()) {
        setFocus();
        return true;
    }
    const qsizetype at = stops.indexOf(QApplication::focusWidget());
    const qsizetype count = stops.size();
    const qsizetype to = at < 0 ? (next ? 0 : count - 1) : (at + (next ? 1 : count - 1)) % count;
    stops.at(to)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

bool SheetOverlay::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace plumbline
