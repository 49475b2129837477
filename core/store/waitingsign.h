#pragma once

#include <QString>

namespace plumbline {

/// A sign that others can see, in this and other processes: "someone waits to write here". SQLite's lock has
/// no queue, so an import that begins its next transaction right after the last one would starve those who
/// answer; it looks at the sign first. The sign is an advisory lock (flock) on the project's folder: no file
/// is made, and it goes with its process. Where such locks do not work nobody is ever seen waiting.
class WaitingSign
{
public:
    /// `projectPath`: the project file, which exists.
    explicit WaitingSign(const QString& projectPath);
    ~WaitingSign();
    WaitingSign(const WaitingSign&) = delete;
    WaitingSign& operator=(const WaitingSign&) = delete;

    /// Puts the sign up; nothing when it is up. May fail while another one looks: try again.
    void raise();
    void lower();
    /// Whether someone else has it up. Not while one's own is.
    [[nodiscard]] bool isSeen();

private:
    [[nodiscard]] bool open();

    const QString m_folder;
    int m_file = -1;
    bool m_isRaised = false;
    bool m_hasFailed = false;
};

} // namespace plumbline
