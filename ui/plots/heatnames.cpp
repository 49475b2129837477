#include "ui/plots/heatnames.h"

#include "ui/plots/chartparts.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::heatnames {

namespace {

constexpr int kMostHeight = 120; ///< at the normal text size
constexpr double kTolerance = 6; ///< a name may reach this far into the gaps beside its column
constexpr double kGap = 6;

double lineStep(const Theme& theme)
{
    return chartparts::axisLineHeight(theme) - 3;
}

} // namespace

QStringList linesOf(const Theme& theme, const QString& name, double width)
{
    static const QString kBreaks = u" -_/"_s;
    const QFont font = theme.font(Text::Caption);
    const double room = width + kTolerance;
    QStringList best{name};
    double narrowest = textWidth(font, name);
    for (qsizetype at = 1; at + 1 < name.size(); ++at) {
        if (!kBreaks.contains(name.at(at))) {
            continue;
        }
        const QStringList lines{name.left(at), name.mid(at + 1)};
        const double longer = std::max(textWidth(font, lines.front()), textWidth(font, lines.back()));
        if (longer <= room) {
            return lines;
        }
        if (longer < narrowest) {
            narrowest = longer;
            best = lines;
        }
    }
    return best;
}

Head headFor(const Theme& theme, const QStringList& names, double width)
{
    const QFont font = theme.font(Text::Caption);
    Head head;
    double longest = 0;
    for (const QString& name : names) {
        const double own = textWidth(font, name);
        longest = std::max(longest, own);
        if (own <= width + kTolerance) {
            continue;
        }
        head.lines = 2;
        for (const QString& line : linesOf(theme, name, width)) {
            head.isVertical = head.isVertical || textWidth(font, line) > width + kTolerance;
        }
    }
    head.height = kGap + (head.isVertical ? std::min<double>(longest, theme.scaled(kMostHeight))
                                          : std::ceil(head.lines * lineStep(theme)));
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
    // With one name on two lines all are, where they can be: the columns look alike.
    const QStringList lines = head.lines == 1 ? QStringList{name} : linesOf(theme, name, place.width());
    const double step = lineStep(theme);
    double top = place.bottom() - kGap / 2 - step * static_cast<double>(lines.size());
    for (const QString& line : lines) {
        drawLine(painter, QRectF(place.left() - kTolerance, top, place.width() + 2 * kTolerance, step), font,
                 color, line, Qt::AlignHCenter);
        top += step;
    }
}

} // namespace plumbline::heatnames
