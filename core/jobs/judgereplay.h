#pragma once

#include "core/jobs/judgesetup.h"

#include <QList>

#include <optional>

namespace plumbline {

/// A judge's work on one item, as it can be gone through again from what is stored: for a reply inspector.
struct JudgeReplay
{
    ItemView item;
    Annotator annotator;
    std::optional<Annotation> annotation; ///< the judge's current label; none when the item is unjudged
    QList<JudgeReply> replies; ///< the calls in order: prompt sent, raw reply, what was read, logprobs
    std::optional<JudgeVerdict> verdict;
    QString note; ///< a sentence when the prompts had to be made by newer settings than the label's
};

/// Goes through a judge's work on an item again, with the template versions that its label names and the
/// replies that are kept; asks nobody. Errors: NotFound, InvalidData.
[[nodiscard]] Result<JudgeReplay> replayJudge(Session& session, AnnotatorId judge, ItemId item);

} // namespace plumbline
