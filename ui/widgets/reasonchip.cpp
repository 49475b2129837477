#include "ui/widgets/reasonchip.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QAction>
#include <QPainter>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kPadding = 10.0;
constexpr double kEndPadding = 7.0; ///< right of the keycap
constexpr double kGap = 8.0;
constexpr double kCheckGap = 6.0;

} // namespace

ReasonChip::ReasonChip(const Theme& theme, QAction* action, QWidget* parent)
    : PaintedButton(theme, parent)
{
    ring()->setRadius(metrics::kRadiusReason);
    setAction(action);
}

ReasonChip::ReasonChip(const Theme& theme, const QString& text, const QString& key, QWidget* parent)
    : PaintedButton(theme, parent)
{
    ring()->setRadius(metrics::kRadiusReason);
    setCheckable(true);
    setText(text);
    setAccessibleName(text);
    setKeys(key.isEmpty() ? QStringList() : QStringList{key});
    connect(this, &QAbstractButton::toggled, this, &QWidget::updateGeometry);
}

QSize ReasonChip::sizeHint() const
{
    double width = kPadding + textWidth(theme().font(Text::Button), text());
    if (isChecked()) {
        width += metrics::kIconSmall + kCheckGap;
    }
    width += keys().isEmpty() ? kPadding : kGap + keycapsWidth(theme(), keys()) + kEndPadding;
    return QSize(static_cast<int>(std::ceil(width)), theme().scaled(metrics::kReason));
}

void ReasonChip::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const auto color = [this](Color name) { return theme().color(name); };
    const QColor ground =
        isChecked() ? color(Color::AccentSoft) : color(isHovered() ? Color::Hover : Color::Surface);
    const QColor ink =
        !isEnabled() ? color(Color::Text3) : color(isChecked() ? Color::AccentText : Color::Text);
    drawFrame(painter, rect(),
              {ground, color(isChecked() ? Color::Accent : Color::BorderStrong), metrics::kStrokeHair,
               height() / 2.0, false});
    double x = kPadding;
    if (isChecked()) {
        theme().drawIcon(painter, QRectF(x, 0, metrics::kIconSmall, height()), u"check"_s,
                         metrics::kIconSmall, ink);
        x += metrics::kIconSmall + kCheckGap;
    }
    const double caps = keys().isEmpty() ? 0.0 : keycapsWidth(theme(), keys());
    const double end = keys().isEmpty() ? width() - kPadding : width() - kEndPadding - caps - kGap;
    drawLine(painter, QRectF(x, 0, end - x, height()), theme().font(Text::Button), ink, text());
    if (!keys().isEmpty()) {
        paintKeycaps(painter, theme(), QPointF(width() - kEndPadding - caps, height() / 2.0), keys());
    }
}

} // namespace plumbline
