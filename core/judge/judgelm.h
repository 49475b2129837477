#pragma once

#include "core/judge/sessionbase.h"

namespace plumbline {

/// JudgeLM (Zhu et al. 2023, arXiv:2310.17631): the scores of all answers on the first line of the reply,
/// from 1 to 10, then an explanation. Pairs are asked in both orders where the spec says so (a swap that
/// changes the winner is a tie that says so); items of more answers are asked with all of them at once.
/// The reference answer is shown where the spec uses it (reference support) and left out otherwise (reference
/// drop).
///
/// Options: "threshold" (0 or more, default 0): the first is better where s1 − s2 lies above it; "fast"
/// (default false): the reply stops at the first line's end; "single" (default false; always for a rating
/// item of one answer): each answer by itself, beside the reference as answer 1, whose score counts as 10
/// whatever was said.
class JudgeLmSession final : public SessionBase
{
public:
    using SessionBase::SessionBase;

protected:
    [[nodiscard]] Result<void> planCalls() override;
    [[nodiscard]] ParsedReply parse(const JudgeCall& call, const LlmReply& reply) const override;
    [[nodiscard]] Result<JudgeVerdict> combine() const override;

private:
    [[nodiscard]] bool isSingle() const;
    [[nodiscard]] Result<void> checkOptions() const;
    [[nodiscard]] CallPlan callOf(const QString& step, const QList<ResponseIndex>& order) const;
    [[nodiscard]] Result<JudgeVerdict> combinePair() const;
    [[nodiscard]] Result<JudgeVerdict> combineScores() const;
};

} // namespace plumbline
