#pragma once

#include "core/store/session.h"

#include <mutex>
#include <utility>

namespace plumbline {

/// What an open project says of itself, for all threads of its store. Thread-safe.
class SharedProject
{
public:
    explicit SharedProject(ProjectInfo info)
        : m_info(std::move(info))
    {
    }

    [[nodiscard]] ProjectInfo get() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_info;
    }
    void set(const ProjectInfo& info)
    {
        const std::scoped_lock lock(m_mutex);
        m_info = info;
    }

private:
    mutable std::mutex m_mutex;
    ProjectInfo m_info;
};

} // namespace plumbline
