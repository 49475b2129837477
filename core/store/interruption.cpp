#include "core/store/interruption.h"

#include "core/store/connection.h"

#include <sqlite3.h>

#include <utility>

namespace plumbline {

namespace {

/// Instructions of SQLite's machine between two questions: about a millisecond.
constexpr int kInstructions = 20'000;

int ask(void* isCancelled)
{
    return (*static_cast<std::function<bool()>*>(isCancelled))() ? 1 : 0;
}

} // namespace

Interruption::Interruption(Connection& connection, std::function<bool()> isCancelled)
    : m_connection(connection)
    , m_isCancelled(std::move(isCancelled))
{
    if (m_isCancelled && m_connection.dialect().kind() == Dialect::Kind::Sqlite) {
        sqlite3_progress_handler(static_cast<sqlite3*>(m_connection.nativeHandle()), kInstructions, ask,
                                 &m_isCancelled);
    }
}

Interruption::~Interruption()
{
    if (m_isCancelled && m_connection.dialect().kind() == Dialect::Kind::Sqlite) {
        sqlite3_progress_handler(static_cast<sqlite3*>(m_connection.nativeHandle()), 0, nullptr, nullptr);
    }
}

} // namespace plumbline
