#pragma once

#include "core/base/error.h"
#include "core/domain/job.h"

#include <QString>

namespace plumbline {

/// An error in the words of a message bar.
struct ErrorWords
{
    QString title;   ///< what was wrong, and what did not happen
    QString body;    ///< where, and what to do
    QString details; ///< technical text behind the Details button
};

/// Words for a failure while a project is open (saving, reading, a job).
[[nodiscard]] ErrorWords errorWords(const Error& error);

/// Words for a project that could not be opened or made.
[[nodiscard]] ErrorWords openErrorWords(const Error& error, const QString& path);

/// Words for a job that failed; files are named without their folders.
[[nodiscard]] ErrorWords jobErrorWords(const Job& job);

/// Puts an error into the program's log: its kind and place, never its words, which may quote what a person
/// or a model wrote.
void logError(const Error& error);
/// The same for a job that failed.
void logError(const Job& job);

} // namespace plumbline
