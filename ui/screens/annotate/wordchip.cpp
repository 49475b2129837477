#include "ui/screens/annotate/wordchip.h"

#include <QPainter>

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

namespace plumbline {

namespace {

constexpr int kMaximumWidth = 220;

} // namespace

WordChip::WordChip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void WordChip::setText(const QString& text, const QString& name)
{
    if (m_text == text && accessibleName() == name && isHidden() == text.isEmpty()) {
        return;
    }
    m_text = text;
    setAccessibleName(name);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize WordChip::sizeHint() const
{
    const int width = static_cast<int>(textWidth(m_theme.font(Text::Key), m_text)) + 2 * metrics::kSpace3;
    return {qMin(width, kMaximumWidth), m_theme.scaled(metrics::kKey + 2)};
}

QSize WordChip::minimumSizeHint() const
{
    return sizeHint();
}

void WordChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    FrameStyle style;
    style.fill = m_theme.color(Color::Surface);
    style.edge = m_theme.color(Color::BorderStrong);
    style.radius = metrics::kRadiusKey;
    drawFrame(painter, rect(), style);
    drawLine(painter, QRectF(rect()).adjusted(metrics::kSpace3, 0, -metrics::kSpace3, 0),
             m_theme.font(Text::Key), m_theme.color(Color::Text2), m_text);
}

} // namespace plumbline
