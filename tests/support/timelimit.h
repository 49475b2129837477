#pragma once

#include <QtGlobal>

namespace plumbline {

/// A limit of time in a test, in the unit given. `./dev test --full` holds the program to it; the short form,
/// which runs beside other tests on whatever machine there is, allows ten times as much and so only finds
/// what hangs.
[[nodiscard]] inline double timeLimit(double limit)
{
    constexpr double kSlack = 10;
    return qEnvironmentVariableIntValue("PLUMBLINE_FULL") != 0 ? limit : limit * kSlack;
}

} // namespace plumbline
