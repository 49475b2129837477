#pragma once

#include <cstddef>
#include <functional>

namespace plumbline::stats {

/// Asked now and then by long computations; true: stop soon and give what an empty input gives. Empty: never.
using Cancelled = std::function<bool()>;

/// Calls `work(begin, end, worker)` for consecutive parts of [0, count) on up to `threads` threads (0: one
/// per core) and waits. `worker` counts from 0 and is below workerCount(threads). Parts are cut by count
/// alone, so results that are merged in the order of the parts do not depend on the number of threads.
/// `partSize` 0 cuts one part per worker.
void parallelFor(std::size_t count, std::size_t partSize,
                 const std::function<void(std::size_t begin, std::size_t end, std::size_t worker)>& work,
                 std::size_t threads = 0);

/// How many workers parallelFor uses for `threads` (0: one per core).
[[nodiscard]] std::size_t workerCount(std::size_t threads = 0);

} // namespace plumbline::stats
