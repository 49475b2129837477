#include "ui/widgets/separator.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace plumbline {

namespace {

constexpr int kBarHeight = 16;

} // namespace

Separator::Separator(const Theme& theme, Qt::Orientation orientation, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_orientation(orientation)
{
    const bool isHorizontal = orientation == Qt::Horizontal;
    setSizePolicy(isHorizontal ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize Separator::sizeHint() const
{
    return m_orientation == Qt::Horizontal ? QSize(1, 1) : QSize(1, kBarHeight);
}

void Separator::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Color::Border));
}

} // namespace plumbline
