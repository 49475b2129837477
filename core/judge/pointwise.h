#pragma once

#include "core/judge/scorecontent.h"
#include "core/judge/sessionbase.h"

namespace plumbline {

/// One number for each answer by itself, from 1 to 10: the pointwise judge that Feedbacker compares with
/// (Wang et al. 2025, arXiv:2505.06698) and MT-Bench grades by (Zheng et al. 2023, arXiv:2306.05685). On
/// rating items a call for each answer and each aspect, put onto the aspect's own scale; on pairs and
/// rankings a call for each answer, whose numbers are compared.
///
/// The reply is a JSON object {"explanation","rating"}, or text that closes with "Rating: [[n]]". No number,
/// two that differ, or one off the scale is a fault.
///
/// Options: "minimum" and "maximum" of the scale (whole numbers, default 1 and 10).
class PointwiseSession final : public SessionBase
{
public:
    using SessionBase::SessionBase;

protected:
    [[nodiscard]] Result<void> planCalls() override;
    [[nodiscard]] ParsedReply parse(const JudgeCall& call, const LlmReply& reply) const override;
    [[nodiscard]] Result<JudgeVerdict> combine() const override;

private:
    [[nodiscard]] int minimum() const;
    [[nodiscard]] int maximum() const;
    [[nodiscard]] ScoreScale scale() const;
    [[nodiscard]] LlmJsonWish wish() const;
    [[nodiscard]] Result<JudgeVerdict> combineRatings() const;
};

} // namespace plumbline
