#include "ui/screens/data/stepsbar.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QPainter>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHeight = 45;
constexpr double kDisc = 20;
constexpr double kTextGap = 8;
constexpr double kRule = 34;
constexpr double kRuleGap = 13;

} // namespace

StepsBar::StepsBar(const Theme& theme, const QStringList& steps, QWidget* parent)
    : BarFrame(theme, Color::Inset, Qt::BottomEdge, parent)
    , m_theme(theme)
    , m_steps(steps)
{
    setFixedHeight(theme.scaled(kHeight));
    setCurrent(0);
}

void StepsBar::setCurrent(int step)
{
    m_current = step;
    setAccessibleName(tr("Step %1 of %2: %3").arg(step + 1).arg(m_steps.size()).arg(m_steps.value(step)));
    update();
}

QSize StepsBar::sizeHint() const
{
    return {100, m_theme.scaled(kHeight)};
}

void StepsBar::paintDisc(QPainter& painter, const QRectF& disc, int step) const
{
    const bool isReached = step <= m_current;
    const QColor fill = m_theme.color(isReached ? Color::AccentFill : Color::Surface);
    drawFrame(
        painter, disc,
        {fill, isReached ? QColor() : m_theme.color(Color::Control), metrics::kStrokeHair, kDisc / 2, false});
    if (step < m_current) {
        m_theme.drawIcon(painter, disc, u"check"_s, metrics::kIconTiny, m_theme.color(Color::OnAccent));
        return;
    }
    drawLine(painter, disc, m_theme.font(Text::Key),
             m_theme.color(isReached ? Color::OnAccent : Color::Text2), QString::number(step + 1),
             Qt::AlignHCenter);
}

void StepsBar::paintEvent(QPaintEvent* event)
{
    BarFrame::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    double x = metrics::kPageMargin;
    const double middle = (height() - 1) / 2.0;
    for (int step = 0; step < m_steps.size(); ++step) {
        paintDisc(painter, QRectF(x, middle - kDisc / 2, kDisc, kDisc), step);
        x += kDisc + kTextGap;
        const bool isHere = step == m_current;
        const QFont font = m_theme.font(isHere ? Text::Strong : Text::Body);
        const double width = textWidth(font, m_steps[step]);
        drawLine(painter, QRectF(x, 0, width, height() - 1), font,
                 m_theme.color(isHere ? Color::Text : Color::Text2), m_steps[step]);
        x += width + kRuleGap;
        if (step + 1 < m_steps.size()) {
            painter.fillRect(QRectF(x, middle, kRule, 1.5), m_theme.color(Color::BorderStrong));
            x += kRule + kRuleGap;
        }
    }
}

} // namespace plumbline
