#pragma once

#include <QString>

#include <utility>

namespace plumbline {

/// What kind of thing went wrong; the user interface picks its words and its remedy by this.
enum class ErrorCode {
    Unknown,
    InvalidArgument, ///< a caller or a command line asked for something that makes no sense
    NotFound,        ///< the named file, item, annotator… does not exist
    AlreadyExists,   ///< it exists and must not be overwritten
    InvalidData,     ///< a file or a record does not hold what its format says
    NewerVersion,    ///< written by a newer Plumbline
    NotAProject,     ///< the file is no Plumbline project
    ReadOnly,        ///< no permission to write
    DiskFull,        ///< no space left
    FileVanished,    ///< the file went away or was replaced while open
    Busy,            ///< held by someone else for too long
    Conflict,        ///< someone else changed it first
    Corrupt,         ///< the database failed its integrity check
    Cancelled,       ///< the user asked to stop
    Io,              ///< any other failure of reading or writing
};

/// A failure with its reason and its place. `message` is one sentence for the person who reads it: what was
/// wrong and what to do. `file`, `line` (from 1, 0 = none) and `field` say where.
struct Error
{
    ErrorCode code = ErrorCode::Unknown;
    QString message;
    QString file;
    qint64 line = 0;
    QString field;
    QString details; ///< technical text for the log and the Details button; never shown first

    bool operator==(const Error&) const = default;

    /// "answers.jsonl, line 214, field winner: …", leaving out what is not known.
    [[nodiscard]] QString toString() const;
    /// A copy that names `path` as the file, unless one is named already.
    [[nodiscard]] Error inFile(const QString& path) const;
    /// A copy that names a line (from 1), unless one is named already.
    [[nodiscard]] Error atLine(qint64 lineNumber) const;
};

/// Short form for `Error{code, message}`.
[[nodiscard]] Error makeError(ErrorCode code, QString message, QString field = {});

/// The stable lower-case name of a code ("disk_full"), for JSON output.
[[nodiscard]] QString errorCodeName(ErrorCode code);

} // namespace plumbline
