#pragma once

#include "core/analysis/judgepage.h"

namespace plumbline {

class HeatMap;
class IntervalChart;
class LineChart;

/// Distances from no bias in points, one row each: place, length, own family; the one line is no bias.
void fillBias(IntervalChart& chart, const JudgePageReport& report);
/// What people say against what it says.
void fillConfusion(HeatMap& map, const JudgePageReport& report);
/// How often people's verdict was met, by category; the line is its mean over all.
void fillCategories(IntervalChart& chart, const JudgePageReport& report);
/// Stated probability against how often it was right.
void fillReliability(LineChart& chart, const JudgePageReport& report);

} // namespace plumbline
