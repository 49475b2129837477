#include "ui/plots/chartscale.h"

#include "ui/theme/numbers.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr int kMostTicks = 12;
constexpr int kMostDecimals = 6;
constexpr double kDay = 86'400;

double roundStep(double range, int wanted)
{
    const double raw = range / std::max(1, wanted);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    constexpr std::array kSteps{1.0, 2.0, 2.5, 5.0, 10.0};
    double best = kSteps.front() * power;
    for (const double step : kSteps) {
        if (std::abs(step * power - raw) < std::abs(best - raw)) {
            best = step * power;
        }
    }
    return best;
}

/// Decimals that tell ticks apart.
int decimalsOf(const QList<double>& ticks)
{
    for (int decimals = 0; decimals < kMostDecimals; ++decimals) {
        const double unit = std::pow(10.0, decimals);
        const bool areWhole = std::all_of(ticks.begin(), ticks.end(), [unit](double tick) {
            const double scaled = tick * unit;
            return std::abs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, std::abs(scaled));
        });
        if (areWhole) {
            return decimals;
        }
    }
    return kMostDecimals;
}

QDateTime dateTimeOf(double seconds)
{
    return QDateTime::fromMSecsSinceEpoch(std::llround(seconds * 1000), QTimeZone::utc());
}

/// Ticks on whole days, weeks, months or years, or on round hours within two days.
QList<double> timeTicks(double from, double to, int wanted)
{
    const double range = to - from;
    if (range <= 0) {
        return {};
    }
    QList<double> ticks;
    const auto fixed = [&ticks, from, to](double step) {
        for (double tick = std::ceil(from / step) * step; tick <= to && ticks.size() < kMostTicks;
             tick += step) {
            ticks.append(tick);
        }
    };
    constexpr std::array kSteps{60.0,     300.0, 900.0,    3600.0,   10'800.0, 21'600.0,
                                43'200.0, kDay,  2 * kDay, 7 * kDay, 14 * kDay};
    for (const double step : kSteps) {
        if (range / step <= wanted + 1) {
            fixed(step);
            return ticks;
        }
    }
    constexpr std::array kMonths{1, 2, 3, 6, 12, 24, 60, 120};
    for (const int months : kMonths) {
        if (range / (months * 30.4 * kDay) > wanted + 1 && months != kMonths.back()) {
            continue;
        }
        QDate date = dateTimeOf(from).date();
        date = QDate(date.year(), months >= 12 ? 1 : date.month(), 1);
        for (; ticks.size() < kMostTicks; date = date.addMonths(months)) {
            const auto seconds =
                static_cast<double>(QDateTime(date, QTime(0, 0), Qt::UTC).toSecsSinceEpoch());
            if (seconds > to) {
                break;
            }
            if (seconds >= from) {
                ticks.append(seconds);
            }
        }
        break;
    }
    return ticks;
}

QString timeLabel(double seconds, double range)
{
    const QDateTime at = dateTimeOf(seconds);
    if (range < 2 * kDay) {
        return QLocale().toString(at, u"HH:mm"_s);
    }
    return QLocale().toString(at, range > 400 * kDay ? u"MMM yyyy"_s : u"d MMM"_s);
}

} // namespace

ChartScale ChartScale::percent(QString title)
{
    ChartScale scale = of(std::move(title));
    scale.format = [](double value) { return percentText(value, 0); };
    scale.formatFine = [](double value) { return percentText(value, 1); };
    return scale;
}

ChartScale ChartScale::decimals(QString title, int tickDecimals, int valueDecimals)
{
    ChartScale scale = of(std::move(title));
    scale.format = [tickDecimals](double value) { return decimalNumber(value, tickDecimals); };
    scale.formatFine = [valueDecimals](double value) { return decimalNumber(value, valueDecimals); };
    return scale;
}

QList<double> roundTicks(double from, double to, int wanted)
{
    const double range = to - from;
    if (!(range > 0) || !std::isfinite(range)) {
        return {};
    }
    const double step = roundStep(range, wanted);
    QList<double> ticks;
    const double tolerance = step * 1e-9;
    for (double index = std::ceil((from - tolerance) / step); index * step <= to + tolerance; index += 1) {
        ticks.append(index == 0 ? 0.0 : index * step); // never −0
        if (ticks.size() > kMostTicks) {
            break;
        }
    }
    return ticks;
}

ChartAxis axisOf(const ChartScale& scale, double low, double high, double padding, int wantedTicks)
{
    if (!std::isfinite(low) || !std::isfinite(high) || low > high) {
        low = 0;
        high = 1;
    }
    if (scale.reference) {
        low = std::min(low, *scale.reference);
        high = std::max(high, *scale.reference);
    }
    ChartAxis axis;
    if (low == high && !(scale.from && scale.to)) {
        const double around = low == 0 ? 1.0 : std::abs(low) * 0.1;
        low -= around;
        high += around;
    }
    const double free = (high - low) * padding;
    axis.from = scale.from.value_or(low - free);
    axis.to = scale.to.value_or(high + free);
    if (!(axis.to > axis.from)) {
        axis.to = axis.from + 1;
    }
    axis.ticks = scale.isTime ? timeTicks(axis.from, axis.to, wantedTicks)
                              : roundTicks(axis.from, axis.to, wantedTicks);
    const int decimals = decimalsOf(axis.ticks);
    for (const double tick : axis.ticks) {
        if (scale.format) {
            axis.labels.append(scale.format(tick));
        } else {
            axis.labels.append(scale.isTime ? timeLabel(tick, axis.to - axis.from)
                                            : decimalNumber(tick, decimals));
        }
    }
    return axis;
}

QString valueText(const ChartScale& scale, double value)
{
    if (scale.formatFine) {
        return scale.formatFine(value);
    }
    if (scale.format) {
        return scale.format(value);
    }
    if (scale.isTime) {
        const QDateTime at = dateTimeOf(value);
        const bool isDay = at.time() == QTime(0, 0);
        return QLocale().toString(at, isDay ? u"d MMMM yyyy"_s : u"d MMMM yyyy, HH:mm"_s);
    }
    // Four significant figures say what a picture can show.
    const double size = std::abs(value);
    const int digits = size > 0 ? static_cast<int>(std::floor(std::log10(size))) : 0;
    return decimalNumber(value, value == std::round(value) ? 0 : std::clamp(3 - digits, 0, kMostDecimals));
}

} // namespace plumbline
