#pragma once

#include "core/llm/llmerror.h"
#include "core/llm/rewardshape.h"

#include <QByteArrayView>
#include <QJsonValue>

#include <optional>
#include <vector>

namespace plumbline {

/// What a server says of one text.
struct RewardEntry
{
    std::optional<double> reward; ///< finite
    QString fault;                ///< why there is none: a sentence without its place
    QJsonValue said;              ///< the server's own entry
};

/// What a server says of the texts of one request, in their order, or the failure of the whole.
struct RewardReply
{
    std::vector<RewardEntry> entries;
    QString model;
    QString id;
    std::optional<LlmUsage> usage;
    std::optional<LlmError> error; ///< then there are no entries
};

/// Reads the body of a reply of status 2xx to a request of `count` texts. BadReply for a page, broken JSON,
/// another shape, or another count than was asked for. What concerns one text (NaN, which Python writes
/// though JSON has none; several classes where no label is chosen) is that entry's fault alone.
[[nodiscard]] RewardReply readRewards(const LlmEndpoint& endpoint, const RewardShape& shape, qsizetype count,
                                      QByteArrayView body);

/// A failure by its status, in the words of reward servers: 413 (too many texts, or one too long), 422 (the
/// tokenizer or the request's check), 424 (the model's backend) and 404 (another kind of server).
[[nodiscard]] LlmError rewardError(const LlmEndpoint& endpoint, const RewardShape& shape, LlmError error);
/// Whether the texts of a failed request should be asked again in smaller parts: one of them may be at fault
/// alone, or they were too many.
[[nodiscard]] bool isWorthSplitting(const LlmError& error);
/// BadReply with a sentence of reward servers.
[[nodiscard]] LlmError badRewards(const LlmEndpoint& endpoint, RewardApi api, const QString& what);

} // namespace plumbline
