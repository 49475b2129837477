#include "ui/screens/annotate/ratinghints.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <cmath>

namespace plumbline {

namespace {

constexpr int kKeyGap = 6;
constexpr int kHintGap = 14;

} // namespace

RatingHints::RatingHints(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("ratingHints"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void RatingHints::setHints(const QList<Hint>& hints)
{
    if (m_hints == hints) {
        return;
    }
    m_hints = hints;
    QStringList spoken;
    for (const Hint& hint : hints) {
        spoken.append(tr("%1 %2").arg(keysText(hint.keys), hint.text));
    }
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

double RatingHints::widthOf(const Hint& hint) const
{
    return keycapsWidth(m_theme, hint.keys) + kKeyGap + textWidth(m_theme.font(Text::Caption), hint.text);
}

QSize RatingHints::sizeHint() const
{
    double width = 0;
    for (const Hint& hint : m_hints) {
        width += widthOf(hint) + kHintGap;
    }
    return {static_cast<int>(std::ceil(width)), m_theme.scaled(metrics::kButton)};
}

QSize RatingHints::minimumSizeHint() const
{
    return {0, m_theme.scaled(metrics::kButton)};
}

void RatingHints::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double middle = height() / 2.0;
    double x = 0;
    for (const Hint& hint : m_hints) {
        const double width = widthOf(hint);
        if (x + width > this->width()) {
            return;
        }
        const double keys = keycapsWidth(m_theme, hint.keys);
        const double left = isRightToLeft() ? this->width() - x - keys : x;
        paintKeycaps(painter, m_theme, {left, middle}, hint.keys);
        QRectF text(x + keys + kKeyGap, 0, width - keys - kKeyGap, height());
        if (isRightToLeft()) {
            text.moveRight(this->width() - x - keys - kKeyGap);
        }
        drawLine(painter, text, m_theme.font(Text::Caption), m_theme.color(Color::Text2), hint.text);
        x += width + kHintGap;
    }
}

} // namespace plumbline
