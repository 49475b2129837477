#pragma once

#include "core/jobs/judgejob.h"
#include "core/judge/judgespec.h"

#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <optional>

namespace plumbline {

/// What a judge's run will take, before anything is asked. Ranges are from the least to the most that is
/// likely.
struct JudgeEstimate
{
    qint64 items = 0;        ///< that would be judged
    int sampled = 0;         ///< of them, whose real prompts were counted
    qint64 calls = 0;        ///< without those whose reply is known already, and without asking again
    qint64 knownReplies = 0; ///< calls whose reply is kept already: they cost nothing
    qint64 promptTokens = 0; ///< of `calls`, as estimated by estimateTokens()
    qint64 replyTokensLow = 0;
    qint64 replyTokensHigh = 0; ///< when every reply has as many tokens as it may
    double dollarsLow = 0;
    double dollarsHigh = 0;
    bool hasPrices = false;             ///< false: the endpoint names no prices, so that dollars are 0
    std::optional<qint64> milliseconds; ///< at the endpoint's limits; none when nothing is asked
    QString boundBy;                    ///< what decides the time: "requests", "tokens", "latency"
    QStringList notes;                  ///< sentences on what the numbers rest on
    bool operator==(const JudgeEstimate&) const = default;
};

/// A dry run: fills in the real templates for a seeded sample of the items and scales up. In a read
/// transaction; takes about a second for 10 000 items. Errors: those of loadJudge(), Cancelled.
[[nodiscard]] Result<JudgeEstimate> estimateJudgeRun(Session& session, const JudgeRunRequest& request,
                                                     int sample = 100,
                                                     const std::function<bool()>& isCancelled = {});
/// The same for a judge that is not stored yet.
[[nodiscard]] Result<JudgeEstimate> estimateJudgeRun(Session& session, const JudgeSpec& spec,
                                                     const JudgeRunRequest& request, int sample = 100,
                                                     const std::function<bool()>& isCancelled = {});
[[nodiscard]] QJsonObject toJson(const JudgeEstimate& estimate);

} // namespace plumbline
