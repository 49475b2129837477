#pragma once

#include "core/judge/judgesession.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace plumbline {

/// Several samples of the same judge on one item, as one session: the vote of their verdicts. A sample that
/// could not be read has no vote; the verdict needs more than half of the samples.
class VoteSession final : public JudgeSession
{
public:
    VoteSession(std::vector<std::unique_ptr<JudgeSession>> samples, ItemView item);

    [[nodiscard]] QList<JudgeCall> takeCalls() override;
    void give(int callId, const LlmOutcome& outcome) override;
    [[nodiscard]] bool isFinished() const override;
    [[nodiscard]] Result<JudgeVerdict> verdict() const override;
    [[nodiscard]] QList<JudgeReply> replies() const override;

private:
    using Place = std::pair<size_t, int>; ///< a sample, and a call's id there

    std::vector<std::unique_ptr<JudgeSession>> m_samples;
    ItemView m_item;
    std::map<int, Place> m_open;
    std::map<Place, int> m_ids; ///< of all calls that were handed out
    std::optional<Error> m_failure;
    int m_nextId = 1;
};

} // namespace plumbline
