#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace plumbline {

class Chart;
struct ChartWords;

enum class ChartFormat { Png, Svg, Pdf };

/// The chart as a file in memory: the light theme whatever is on the screen, its title over it, under that
/// what it rests on, the date and the filter. PNG has two pixels to each of the screen's (fewer only where
/// the picture would be larger than 100 million pixels).
[[nodiscard]] Result<QByteArray> chartImage(const Chart& chart, ChartFormat format);

/// Writes chartImage to a file, its format by its suffix (.png .svg .pdf). The file is there in whole or not
/// at all; a file that was there stays as it was when something fails. Errors: InvalidArgument (another
/// suffix), ReadOnly, DiskFull, NotFound (no such folder), Io.
[[nodiscard]] Result<void> saveChart(const Chart& chart, const QString& path);

/// Filters of a file dialog for saveChart, PNG first.
[[nodiscard]] QString chartFileFilters();
/// A name for the file from the title of a chart: "ranking.png".
[[nodiscard]] QString chartFileName(const ChartWords& words, const QString& suffix);
/// The line under the title of a saved chart: "3 355 votes. Filter: votes by people. 24 November 2026."
[[nodiscard]] QString chartCaption(const ChartWords& words);

} // namespace plumbline
