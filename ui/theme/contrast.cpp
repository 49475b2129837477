#include "ui/theme/contrast.h"

#include <algorithm>
#include <cmath>

namespace plumbline {

namespace {

double linear(double channel)
{
    // WCAG 2.1, definition of relative luminance.
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

} // namespace

double relativeLuminance(const QColor& color)
{
    const QColor rgb = color.toRgb();
    return 0.2126 * linear(rgb.red() / 255.0) + 0.7152 * linear(rgb.green() / 255.0) +
           0.0722 * linear(rgb.blue() / 255.0);
}

double contrastRatio(const QColor& first, const QColor& second)
{
    const double one = relativeLuminance(first);
    const double two = relativeLuminance(second);
    return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
}

QColor contrastTextOn(const QColor& ground)
{
    const QColor black(Qt::black);
    const QColor white(Qt::white);
    return contrastRatio(black, ground) >= contrastRatio(white, ground) ? black : white;
}

QColor mixed(const QColor& from, const QColor& to, double share)
{
    const double t = std::clamp(share, 0.0, 1.0);
    const auto between = [t](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * t)); };
    return QColor(between(from.red(), to.red()), between(from.green(), to.green()),
                  between(from.blue(), to.blue()), between(from.alpha(), to.alpha()));
}

} // namespace plumbline
