#include "core/store/storethread.h"

#include "core/store/projectrepository.h"

#include <exception>
#include <optional>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

StoreThread::StoreThread(QString path, Mode mode, SharedProject& project, const Clock& clock, Guard guard)
    : m_path(std::move(path))
    , m_mode(mode)
    , m_project(project)
    , m_clock(clock)
    , m_guard(std::move(guard))
{
    setObjectName(mode == Mode::Write ? u"store-writer"_s : u"store-reader"_s);
}

StoreThread::~StoreThread()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        m_wake.notify_all();
    }
    wait();
}

void StoreThread::enqueue(Task task, Finish finish)
{
    const std::scoped_lock lock(m_mutex);
    m_queue.push_back({std::move(task), std::move(finish)});
    m_wake.notify_one();
}

bool StoreThread::hasWaiting()
{
    const std::scoped_lock lock(m_mutex);
    return !m_queue.empty();
}

void StoreThread::run()
{
    Result<std::unique_ptr<Connection>> connection =
        Connection::openSqlite(m_path, Connection::Mode::ReadWrite);
    while (true) {
        Entry entry;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return !m_queue.empty() || m_stopping; });
            if (m_queue.empty()) {
                return; // what was asked before stopping has been done
            }
            entry = std::move(m_queue.front());
            m_queue.pop_front();
        }
        if (!connection) {
            const Result<void> allowed = m_guard ? m_guard() : Result<void>();
            if (!allowed) { // says better why the file cannot be opened
                entry.finish(allowed);
                continue;
            }
            connection = Connection::openSqlite(m_path, Connection::Mode::ReadWrite);
        }
        entry.finish(connection ? runOne(**connection, entry.task) : Result<void>(connection.error()));
    }
}

Result<void> StoreThread::runOne(Connection& connection, const Task& task)
{
    const ProjectInfo project = m_project.get();
    Session session{connection, project, m_clock};
    try {
        if (m_mode == Mode::Write) {
            return runWrite(connection, session, task);
        }
        PLUMBLINE_TRY(connection.beginRead());
        const Result<void> ran = task(session);
        connection.rollback();
        return ran;
    } catch (const std::exception& exception) {
        connection.rollback();
        Error error =
            makeError(ErrorCode::Unknown, u"An unexpected failure stopped the work. Nothing was written."_s);
        error.details = QString::fromUtf8(exception.what());
        return error;
    }
}

Result<void> StoreThread::runWrite(Connection& connection, Session& session, const Task& task)
{
    if (m_guard) {
        PLUMBLINE_TRY(m_guard());
    }
    PLUMBLINE_TRY(connection.beginWrite());
    const Result<void> ran = task(session);
    if (!ran) {
        connection.rollback();
        return ran;
    }
    std::optional<ProjectInfo> renewed;
    if (connection.memo().hasNewProject) {
        Result<ProjectInfo> read = ProjectRepository(session).info();
        if (!read) {
            connection.rollback();
            return read.error();
        }
        renewed = std::move(read).value();
    }
    PLUMBLINE_TRY(connection.commit());
    if (renewed) {
        m_project.set(*renewed);
    }
    return {};
}

} // namespace plumbline
