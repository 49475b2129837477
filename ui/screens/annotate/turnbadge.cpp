#include "ui/screens/annotate/turnbadge.h"

#include <QPainter>

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

namespace plumbline {

namespace {

constexpr int kNumberSide = 20;
constexpr int kLetterSide = 22;

} // namespace

TurnBadge::TurnBadge(const Theme& theme, int number, bool isFilled, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(QString::number(number))
    , m_isFilled(isFilled)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(isFilled ? tr("Turn %1, judged").arg(number) : tr("Turn %1").arg(number));
}

TurnBadge::TurnBadge(const Theme& theme, const QString& letter, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(letter)
    , m_isLetter(true)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void TurnBadge::setText(const QString& text)
{
    m_text = text;
    update();
}

void TurnBadge::setFilled(bool isFilled)
{
    if (m_isFilled != isFilled) {
        m_isFilled = isFilled;
        update();
    }
}

QSize TurnBadge::sizeHint() const
{
    const int side = m_theme.scaled(m_isLetter ? kLetterSide : kNumberSide);
    return {side, side};
}

void TurnBadge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(QPointF(0, 0), QSizeF(sizeHint()));
    const bool isStrong = m_isLetter;
    FrameStyle style{.fill = m_theme.color(m_isFilled ? Color::AccentFill : Color::Surface),
                     .edge = m_theme.color(m_isFilled ? Color::AccentFill
                                           : isStrong ? Color::Control
                                                      : Color::BorderStrong),
                     .radius = metrics::kRadiusKey};
    plumbline::drawFrame(painter, box, style);
    painter.setFont(m_theme.font(isStrong ? Text::Head : Text::Key));
    painter.setPen(m_theme.color(m_isFilled ? Color::OnAccent : isStrong ? Color::Text : Color::Text2));
    painter.drawText(box, Qt::AlignCenter, m_text);
}

} // namespace plumbline
