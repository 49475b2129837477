#pragma once

#include "core/base/result.h"
#include "core/store/session.h"
#include "core/store/sharedproject.h"

#include <QThread>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace plumbline {

/// A thread with a connection of its own that runs transactions one after the other.
class StoreThread final : public QThread
{
public:
    using Task = std::function<Result<void>(Session&)>;
    using Finish = std::function<void(Result<void>)>;
    /// Asked before each write; an error refuses it.
    using Guard = std::function<Result<void>()>;

    enum class Mode { Write, Read };

    /// `project` is renewed by the writer when a committed transaction wrote it.
    StoreThread(QString path, Mode mode, SharedProject& project, const Clock& clock, Guard guard);
    ~StoreThread() override;

    /// Puts a task at the end of the queue. `finish` is called on this thread, after the commit or rollback.
    void enqueue(Task task, Finish finish);
    /// Whether tasks wait for their turn.
    [[nodiscard]] bool hasWaiting();

protected:
    void run() override;

private:
    struct Entry
    {
        Task task;
        Finish finish;
    };

    [[nodiscard]] Result<void> runOne(Connection& connection, const Task& task);
    [[nodiscard]] Result<void> runWrite(Connection& connection, Session& session, const Task& task);

    const QString m_path;
    const Mode m_mode;
    SharedProject& m_project;
    const Clock& m_clock;
    const Guard m_guard;
    std::mutex m_mutex; // of the standard library: the thread sanitizer sees what it orders
    std::condition_variable m_wake;
    std::deque<Entry> m_queue;
    bool m_stopping = false;
};

} // namespace plumbline
