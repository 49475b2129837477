#pragma once

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace plumbline {

/// What a value axis shows and how it writes a value. What is left out is taken from the data.
struct ChartScale
{
    QString title;                         ///< the caption under the axis, with the unit
    std::function<QString(double)> format; ///< of a tick; by default as many decimals as the ticks need
    std::function<QString(double)>
        formatFine; ///< of a value in the value box and the table; by default as `format`
    std::optional<double> from;
    std::optional<double> to;
    std::optional<double> reference; ///< the one reference line
    QString referenceName;           ///< for the summary: "mean"
    bool isTime = false;             ///< values are seconds since 1970 in UTC; ticks are dates

    static ChartScale of(QString title) { return {std::move(title), {}, {}, {}, {}, {}, {}, false}; }
    /// Shares in [0, 1] written as percent: ticks without decimals, values with one.
    static ChartScale percent(QString title);
    /// Numbers with a fixed count of decimals.
    static ChartScale decimals(QString title, int tickDecimals, int valueDecimals);
};

/// A scale made ready: a range and its round ticks.
struct ChartAxis
{
    double from = 0;
    double to = 1;
    QList<double> ticks; ///< ascending, inside [from, to]
    QList<QString> labels;

    /// Where a value lies in [0, 1] of the axis; outside it for values outside the range.
    [[nodiscard]] double share(double value) const { return to > from ? (value - from) / (to - from) : 0.5; }
};

/// About `wanted` ticks at 1, 2, 2.5 or 5 times a power of ten inside [from, to]. Empty for an empty or
/// infinite range.
[[nodiscard]] QList<double> roundTicks(double from, double to, int wanted = 5);

/// The axis of a scale over data in [low, high], with `padding` of the range free at either end where the
/// scale does not fix that end. Equal ends are widened, so that one value stands in the middle.
[[nodiscard]] ChartAxis axisOf(const ChartScale& scale, double low, double high, double padding = 0.06,
                               int wantedTicks = 5);

/// A value as the value box and the table write it.
[[nodiscard]] QString valueText(const ChartScale& scale, double value);

} // namespace plumbline
