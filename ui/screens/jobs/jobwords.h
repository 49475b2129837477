#pragma once

#include "core/domain/job.h"
#include "core/jobs/jobrunner.h"
#include "ui/theme/color.h"

#include <QList>
#include <QPair>
#include <QString>

namespace plumbline {

/// What a job is, in a few words: "Import of human.jsonl", "Export of TRL preference to pairs.jsonl".
[[nodiscard]] QString jobTitle(const Job& job);
/// Where it stands: "Running", "Done", "Interrupted".
[[nodiscard]] QString jobStateWords(JobState state);
/// The colour and the icon of a state; the words always stand beside them.
[[nodiscard]] Color jobStateColor(JobState state);
[[nodiscard]] QString jobStateIcon(JobState state);
/// How far a running job is: "1 200 of 3 355 lines, 840 a second, about 2 min left". Bytes are shown as MB.
[[nodiscard]] QString progressWords(const JobProgress& progress);
/// The numbers of its result with their names, in the order in which they are read. Empty before the end.
[[nodiscard]] QList<QPair<QString, QString>> jobNumbers(const Job& job);
/// The numbers in one line: "1 814 items, 3 355 labels, 4 bad lines".
[[nodiscard]] QString jobNumbersLine(const Job& job);
/// A moment for people: "24 Nov 2026, 08:12"; "" when it is not set.
[[nodiscard]] QString momentWords(const QDateTime& moment);
/// True for a job that JobRunner::resume() takes.
[[nodiscard]] bool canResume(const Job& job);

} // namespace plumbline
