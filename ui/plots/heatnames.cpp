#include "ui/plots/heatnames.h"

#include "ui/plots/chartparts.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::heatnames {

namespace {

constexpr double kMostHeight = 120;
constexpr double kTolerance = 6; ///< a name may reach this far into the gaps beside its column
constexpr double kGap = 6;

double lineStep(const Theme& theme)
{
    return chartparts::axisLineHeight(theme) - 3;
}

} // namespace

QStringList linesOf(const QString& name)
{
    static const QString kBreaks = u" -_/"_s;
    qsizetype best = -1;
    qsizetype longest = name.size();
    for (qsizetype at = 1; at + 1 < name.size(); ++at) {
        if (!kBreaks.contains(name.at(at))) {
            continue;
        }
        const qsizetype longer = std::max(at, name.size() - at - 1);
        if (longer < longest) {
            longest = longer;
            best = at;
        }
    }
    return best < 0 ? QStringList{name} : QStringList{name.left(best), name.mid(best + 1)};
}

Head headFor(const Theme& theme, const QStringList& names, double width)
{
    const QFont font = theme.font(Text::Caption);
    Head head;
    int lines = 1;
    double longest = 0;
    for (const QString& name : names) {
        const QStringList parts =
            textWidth(font, name) <= width + kTolerance ? QStringList{name} : linesOf(name);
        lines = std::max(lines, static_cast<int>(parts.size()));
        for (const QString& part : parts) {
            head.isVertical = head.isVertical || textWidth(font, part) > width + kTolerance;
        }
        longest = std::max(longest, textWidth(font, name));
    }
    head.height =
        kGap + (head.isVertical ? std::min(longest, kMostHeight) : std::ceil(lines * lineStep(theme)));
    return head;
}

void paint(QPainter& painter, const Theme& theme, const QRectF& place, const Head& head, const QString& name)
{
    const QFont font = theme.font(Text::Caption);
    const QColor color = theme.color(Color::Text2);
    if (head.isVertical) {
        painter.save();
        painter.translate(place.center().x(), place.bottom() - kGap);
        painter.rotate(-90);
        drawLine(painter, QRectF(0, -place.width() / 2, place.height() - kGap, place.width()), font, color,
                 name);
        painter.restore();
        return;
    }
    const QStringList lines =
        textWidth(font, name) <= place.width() + kTolerance ? QStringList{name} : linesOf(name);
    const double step = lineStep(theme);
    double top = place.bottom() - kGap / 2 - step * static_cast<double>(lines.size());
    for (const QString& line : lines) {
        drawLine(painter, QRectF(place.left() - kTolerance, top, place.width() + 2 * kTolerance, step), font,
                 color, line, Qt::AlignHCenter);
        top += step;
    }
}

} // namespace plumbline::heatnames
