#include "tests/ui/gallery/gallerysamples.h"

#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <array>

namespace plumbline {

namespace {

struct Pair
{
    Color text;
    Color ground;
};

constexpr std::array kPairs = {
    Pair{Color::Text, Color::Surface},        Pair{Color::Text2, Color::Inset},
    Pair{Color::Text3, Color::Chrome},        Pair{Color::AccentText, Color::AccentSoft},
    Pair{Color::OnAccent, Color::AccentFill}, Pair{Color::Ok, Color::OkSoft},
    Pair{Color::Warn, Color::WarnSoft},       Pair{Color::Bad, Color::BadSoft},
};
constexpr int kColumns = 4;
constexpr double kCellHeight = 50;
constexpr double kCellGap = 8;
constexpr int kSteps = 21;
constexpr double kStepHeight = 20;
constexpr double kIconStep = 30;

} // namespace

GroundSamples::GroundSamples(const Theme& theme)
    : m_theme(theme)
{
    setFixedHeight(static_cast<int>(2 * kCellHeight + kCellGap));
}

void GroundSamples::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const double cell = (width() - kCellGap * (kColumns - 1)) / kColumns;
    int index = 0;
    for (const Pair& pair : kPairs) {
        const QRectF rect(index % kColumns * (cell + kCellGap),
                          static_cast<int>(index / kColumns) * (kCellHeight + kCellGap), cell, kCellHeight);
        const QColor ink = m_theme.color(pair.text);
        drawFrame(
            painter, rect,
            {m_theme.color(pair.ground), m_theme.color(Color::Border), 1, metrics::kRadiusControl, false});
        const QRectF upper = rect.adjusted(10, 8, -10, -24);
        drawLine(painter, upper, m_theme.font(Text::Strong), ink, colorName(pair.text));
        const double ratio = contrastRatio(ink, m_theme.color(pair.ground));
        drawLine(painter, upper, m_theme.font(Text::Caption), ink, QString::number(ratio, 'f', 1),
                 Qt::AlignRight);
        drawLine(painter, rect.adjusted(10, 25, -10, -7), m_theme.font(Text::Caption), ink,
                 QStringLiteral("on %1").arg(colorName(pair.ground)));
        ++index;
    }
}

RampSamples::RampSamples(const Theme& theme)
    : m_theme(theme)
{
    setFixedHeight(static_cast<int>(2 * (kStepHeight + kCellGap) + 4 * kIconStep));
}

void RampSamples::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const double step = static_cast<double>(width()) / kSteps;
    for (int index = 0; index < kSteps; ++index) {
        const double share = static_cast<double>(index) / (kSteps - 1);
        const QRectF first(index * step, 0, step - 1, kStepHeight);
        drawFrame(painter, first, {m_theme.diverging(share), QColor(), 0, 2, false});
        drawFrame(painter, first.translated(0, kStepHeight + kCellGap),
                  {m_theme.sequential(share), QColor(), 0, 2, false});
    }
    const QStringList names = Theme::iconNames();
    const int columns = std::max(1, static_cast<int>(width() / kIconStep));
    for (int index = 0; index < names.size(); ++index) {
        const int line = index / columns;
        const QRectF cell(index % columns * kIconStep, 2 * (kStepHeight + kCellGap) + line * kIconStep, 24,
                          24);
        m_theme.drawIcon(painter, cell, names.at(index), metrics::kIconNav, m_theme.color(Color::Text2));
    }
}

} // namespace plumbline
