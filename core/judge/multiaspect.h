#pragma once

#include "core/judge/aspectreply.h"
#include "core/judge/critiquereply.h"
#include "core/judge/sessionbase.h"

namespace plumbline {

/// UltraFeedback (Cui et al. 2023, arXiv:2310.01377): one call for each aspect with all answers together,
/// shuffled once for the item, each answer with its types where the aspect has any, a rationale and a rating
/// on the aspect's own scale or "N/A"; and one call for each answer by itself for feedback in words with an
/// overall score from 1 to 10. The order is the seeded one, or the item's own ("as-is"); "both" counts as
/// seeded, since ratings of many answers have no swap.
///
/// The overall score fills the schema's aspect "overall" where that is asked, in proportion to its scale; it
/// is never changed, but where it contradicts the aspects' mean, details say so: 10 with a mean of at most 2
/// (on 1…5) is a "contradiction" (UltraFeedback's authors replaced such a 10 by 1), with a mean of at most 4
/// a "doubt" (they asked again).
/// Options: "overall" (default true; false: no feedback calls, "overall" is asked like any aspect), "types"
/// ({aspect: ["kind: what it means"…]}; replaces the built-in ones of "truthfulness" and "helpfulness").
class MultiAspectSession final : public SessionBase
{
public:
    using SessionBase::SessionBase;

protected:
    [[nodiscard]] Result<void> planCalls() override;
    [[nodiscard]] ParsedReply parse(const JudgeCall& call, const LlmReply& reply) const override;
    [[nodiscard]] Result<JudgeVerdict> combine() const override;

private:
    [[nodiscard]] bool asksOverall() const
    {
        return spec().options.value(QLatin1StringView("overall")).toBool(true);
    }
    /// Those that are asked by a call of their own.
    [[nodiscard]] QList<Aspect> ratedAspects() const;
    [[nodiscard]] QList<ResponseIndex> order() const;
    [[nodiscard]] QStringList typesOf(const Aspect& aspect) const;
    [[nodiscard]] AspectShape shapeOf(const Aspect& aspect) const;
    [[nodiscard]] Result<void> planAspect(const Aspect& aspect);
    [[nodiscard]] Result<void> planOverall(ResponseIndex response);
    void addRatings(const JudgeReply& answer, JudgeVerdict& out, QJsonObject& details) const;
    void addOverall(JudgeVerdict& out) const;
};

/// What UltraFeedback's rule says of an overall score (1…10) beside the mean of the aspects (1…5):
/// "contradiction", "doubt", or nothing.
[[nodiscard]] QString overallContradiction(int overall, double fineGrained);

} // namespace plumbline
