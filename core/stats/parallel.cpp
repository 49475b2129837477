#include "core/stats/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace plumbline::stats {

std::size_t workerCount(std::size_t threads)
{
    return threads > 0 ? threads : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

void parallelFor(std::size_t count, std::size_t partSize,
                 const std::function<void(std::size_t begin, std::size_t end, std::size_t worker)>& work,
                 std::size_t threads)
{
    if (count == 0) {
        return;
    }
    const std::size_t size =
        partSize > 0 ? partSize : (count + workerCount(threads) - 1) / workerCount(threads);
    const std::size_t parts = (count + size - 1) / size;
    const std::size_t workers = std::min(workerCount(threads), parts);
    std::atomic<std::size_t> next{0};
    const auto run = [&](std::size_t worker) {
        for (std::size_t part = next++; part < parts; part = next++) {
            work(part * size, std::min(count, (part + 1) * size), worker);
        }
    };
    std::vector<std::thread> others;
    others.reserve(workers - 1);
    for (std::size_t worker = 1; worker < workers; ++worker) {
        others.emplace_back(run, worker);
    }
    run(0);
    for (std::thread& thread : others) {
        thread.join();
    }
}

} // namespace plumbline::stats
