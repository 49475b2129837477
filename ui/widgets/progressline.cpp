#include "ui/widgets/progressline.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPainter>
#include <QVariantAnimation>

#include <algorithm>
#include <cmath>

namespace plumbline {

namespace {

constexpr int kHintWidth = 120;
constexpr int kLeastWidth = 24;

/// A progress bar for a screen reader, with its percent as the value.
class ProgressAccessible : public QAccessibleWidget
{
public:
    explicit ProgressAccessible(ProgressLine* line)
        : QAccessibleWidget(line, QAccessible::ProgressBar)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Value) {
            const double share = static_cast<ProgressLine*>(widget())->value();
            return ProgressLine::tr("%1 percent").arg(static_cast<int>(std::lround(share * 100)));
        }
        return QAccessibleWidget::text(kind);
    }
};

void installProgress()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory([](const QString& /*key*/, QObject* object) -> QAccessibleInterface* {
            auto* line = qobject_cast<ProgressLine*>(object);
            return line != nullptr ? new ProgressAccessible(line) : nullptr;
        });
        return true;
    }();
    Q_UNUSED(isInstalled)
}

} // namespace

ProgressLine::ProgressLine(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_animation(new QVariantAnimation(this))
{
    installProgress();
    setAccessibleName(tr("Progress"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_animation->setDuration(metrics::kMotionBarMs);
    connect(m_animation, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        m_shown = value.toDouble();
        update();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ProgressLine::setValue(double share)
{
    const double next = std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0.0;
    if (next == m_value) {
        return;
    }
    m_value = next;
    m_animation->stop();
    if (!isVisible() || m_theme.isMotionReduced()) {
        m_shown = next;
        update();
        return;
    }
    m_animation->setStartValue(m_shown);
    m_animation->setEndValue(next);
    m_animation->start();
}

void ProgressLine::setColor(Color color)
{
    m_color = color;
    update();
}

void ProgressLine::setThickness(int px)
{
    m_thickness = px;
    updateGeometry();
}

QSize ProgressLine::sizeHint() const
{
    return QSize(kHintWidth, m_thickness);
}

QSize ProgressLine::minimumSizeHint() const
{
    return QSize(kLeastWidth, m_thickness);
}

void ProgressLine::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const double radius = m_thickness / 2.0;
    const QRectF bar(0, std::round((height() - m_thickness) / 2.0), width(), m_thickness);
    drawFrame(painter, bar, {m_theme.color(Color::Track), QColor(), 0, radius, false});
    if (m_shown > 0) {
        const double length = std::max<double>(m_thickness, bar.width() * m_shown);
        const double left = isRightToLeft() ? bar.right() - length : bar.left();
        drawFrame(painter, QRectF(left, bar.top(), length, bar.height()),
                  {m_theme.color(m_color), QColor(), 0, radius, false});
    }
}

} // namespace plumbline
