#include "core/jobs/judgerunfeed.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace plumbline {

namespace {

constexpr qint64 kRateWindowMs = 10'000;
constexpr qint64 kSampleMs = 250;
constexpr size_t kKeptFeeds = 8;

struct Registered
{
    const Store* store = nullptr;
    JobId job;
    std::shared_ptr<JudgeRunFeed> feed;
};

/// The feeds of this process, oldest first.
struct Registry
{
    QMutex mutex;
    std::vector<Registered> feeds;
};

Registry& registry()
{
    static Registry all;
    return all;
}

} // namespace

JudgeRunFeed::JudgeRunFeed()
{
    m_timer.start();
}

std::shared_ptr<JudgeRunFeed> JudgeRunFeed::find(const Store& store, JobId job)
{
    Registry& all = registry();
    const QMutexLocker lock(&all.mutex);
    const auto found = std::find_if(all.feeds.crbegin(), all.feeds.crend(), [&](const Registered& one) {
        return one.store == &store && one.job == job;
    });
    return found == all.feeds.crend() ? nullptr : found->feed;
}

std::shared_ptr<JudgeRunFeed> JudgeRunFeed::open(const Store& store, JobId job)
{
    auto feed = std::make_shared<JudgeRunFeed>();
    Registry& all = registry();
    const QMutexLocker lock(&all.mutex);
    std::erase_if(all.feeds, [&](const Registered& one) { return one.store == &store && one.job == job; });
    all.feeds.push_back({&store, job, feed});
    // The oldest ended ones go first; those that run are held by their jobs.
    for (auto at = all.feeds.begin(); all.feeds.size() > kKeptFeeds && at != all.feeds.end();) {
        at = at->feed.use_count() == 1 ? all.feeds.erase(at) : std::next(at);
    }
    return feed;
}

JudgeRunView JudgeRunFeed::view() const
{
    const QMutexLocker lock(&m_mutex);
    return m_view;
}

QList<JudgeRunEntry> JudgeRunFeed::entriesAfter(qint64 number) const
{
    const QMutexLocker lock(&m_mutex);
    QList<JudgeRunEntry> out;
    for (const JudgeRunEntry& entry : m_entries) {
        if (entry.number > number) {
            out.append(entry);
        }
    }
    return out;
}

void JudgeRunFeed::setView(const JudgeRunView& view)
{
    const QMutexLocker lock(&m_mutex);
    m_view = view;
    const qint64 now = m_timer.elapsed();
    if (m_samples.empty() || now - m_samples.back().ms >= kSampleMs) {
        m_samples.push_back({now, view.itemsDone, view.calls});
    }
    while (m_samples.size() > 2 && now - m_samples.front().ms > kRateWindowMs) {
        m_samples.pop_front();
    }
    const Sample& oldest = m_samples.front();
    if (const qint64 took = now - oldest.ms; took > 0) {
        const double seconds = static_cast<double>(took) / 1000.0;
        m_view.itemsPerSecond = static_cast<double>(view.itemsDone - oldest.items) / seconds;
        m_view.callsPerSecond = static_cast<double>(view.calls - oldest.calls) / seconds;
    }
    m_view.remainingMs.reset();
    if (m_view.itemsPerSecond > 0 && view.itemsTotal > 0) {
        const auto left = static_cast<double>(std::max<qint64>(0, view.itemsTotal - view.itemsDone));
        m_view.remainingMs = static_cast<qint64>(1000.0 * left / m_view.itemsPerSecond);
    }
}

void JudgeRunFeed::add(JudgeRunEntry entry)
{
    const QMutexLocker lock(&m_mutex);
    entry.number = ++m_lastNumber;
    m_entries.push_back(std::move(entry));
    if (m_entries.size() > static_cast<size_t>(kKept)) {
        m_entries.pop_front();
    }
}

} // namespace plumbline
