#pragma once

#include <functional>

namespace plumbline {

class Connection;

/// While it lives, long statements of a connection ask `isCancelled` every millisecond or so and end with the
/// error Cancelled when it says yes. For statements that read the whole project. An empty function never
/// stops anything.
class Interruption
{
public:
    Interruption(Connection& connection, std::function<bool()> isCancelled);
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

private:
    Connection& m_connection;
    std::function<bool()> m_isCancelled;
};

} // namespace plumbline
