#pragma once

#include "ui/plots/intervalchart.h"

#include <QApplication>
#include <QTest>

namespace plumbline::plotsfixture {

/// Three people with their agreement, the last one without a number.
inline QList<IntervalRow> threeRows()
{
    IntervalRow first;
    first.name = QStringLiteral("expert_1");
    first.estimate = stats::Estimate::of(0.9, {0.8, 0.95});
    first.detail = QStringLiteral("40 answers");
    IntervalRow second;
    second.name = QStringLiteral("expert_2");
    second.estimate = stats::Estimate::of(0.5, {0.4, 0.6});
    IntervalRow third;
    third.name = QStringLiteral("expert_3");
    third.estimate = stats::Estimate::none(QStringLiteral("expert_3 shares no item with anyone."));
    return {first, second, third};
}

/// Shows a chart and gives it the focus, so that keys reach it.
inline void showFocused(QWidget& window, QWidget& chart)
{
    window.show();
    QApplication::setActiveWindow(&window);
    QVERIFY(QTest::qWaitForWindowActive(&window));
    chart.setFocus(Qt::OtherFocusReason);
    QVERIFY(chart.hasFocus());
}

/// True when some pixel of `area` (in logical pixels) has nearly this colour.
inline bool hasColor(const QImage& image, const QRectF& area, const QColor& color, int tolerance = 8)
{
    const double ratio = image.devicePixelRatio();
    const QRect pixels =
        QRectF(area.topLeft() * ratio, area.size() * ratio).toAlignedRect().intersected(image.rect());
    for (int y = pixels.top(); y <= pixels.bottom(); ++y) {
        for (int x = pixels.left(); x <= pixels.right(); ++x) {
            const QColor at = image.pixelColor(x, y);
            if (std::abs(at.red() - color.red()) <= tolerance &&
                std::abs(at.green() - color.green()) <= tolerance &&
                std::abs(at.blue() - color.blue()) <= tolerance && at.alpha() > 200) {
                return true;
            }
        }
    }
    return false;
}

} // namespace plumbline::plotsfixture
