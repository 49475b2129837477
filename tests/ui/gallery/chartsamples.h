#pragma once

namespace plumbline {

class BarChart;
class Chart;
class HeatMap;
class IntervalChart;
class Theme;

/// Charts with the numbers of the MT-Bench votes that the sample project has, or of their size.
namespace chartsamples {

[[nodiscard]] IntervalChart* ranking(const Theme& theme);
[[nodiscard]] HeatMap* winMatrix(const Theme& theme);
[[nodiscard]] HeatMap* largeMatrix(const Theme& theme, int size);
[[nodiscard]] BarChart* lengths(const Theme& theme);
[[nodiscard]] BarChart* categories(const Theme& theme);
[[nodiscard]] BarChart* votes(const Theme& theme);
[[nodiscard]] Chart* reliability(const Theme& theme);
[[nodiscard]] Chart* agreementOverTime(const Theme& theme);
[[nodiscard]] Chart* people(const Theme& theme, int count);
[[nodiscard]] Chart* paces(const Theme& theme, int count);

} // namespace chartsamples

} // namespace plumbline
