#pragma once

#include "core/judge/sessionbase.h"

namespace plumbline {

/// ILF, imitation learning from language feedback (Scheurer et al. 2023, arXiv:2303.16755): a critique of the
/// item's first response, refinements of it, and the choice of the refinement that follows the critique
/// best. Where the item has refinements already (its other responses), they are chosen from, and the label
/// names the best one; else the judge writes some, and the label holds the chosen one as the edited
/// response, all of them standing in details.
///
/// Steps: "critique"; "refine" (once for each refinement, told apart by its sample); then by option "choice":
/// "yes-no" (default): "check1" … "check5" ask of each refinement in five wordings (three yes/no, two
/// true/false) whether it follows the critique; its score is the mean of P(yes) / (P(yes) + P(no)) over the
/// wordings, from the first token's logprobs, or the share of yes without them. "ask": the judge sees all
/// refinements and names one. "lexical": no call; the cosine of the words of critique and refinement.
/// Equal scores: the first one.
/// Options: "choice", "refinements" (5; 1…20), "wordings" (5; 1…5), "refine_temperature" (1.0).
class RefineSession final : public SessionBase
{
public:
    using SessionBase::SessionBase;

protected:
    [[nodiscard]] Result<void> planCalls() override;
    [[nodiscard]] ParsedReply parse(const JudgeCall& call, const LlmReply& reply) const override;
    [[nodiscard]] Result<JudgeVerdict> combine() const override;

private:
    /// The item's own refinements are chosen from.
    [[nodiscard]] bool choosesOnly() const { return item().responses.size() > 1; }
    [[nodiscard]] QString choice() const;
    [[nodiscard]] int wordings() const;
    [[nodiscard]] int wanted() const;
    [[nodiscard]] Result<void> checkOptions() const;
    [[nodiscard]] QString critiqueText() const;
    [[nodiscard]] QStringList refinements() const;
    [[nodiscard]] PromptFields criticisedFields() const;
    [[nodiscard]] Result<void> planCritique();
    [[nodiscard]] Result<void> planRefinements();
    [[nodiscard]] Result<void> planChoice();
    [[nodiscard]] QList<double> scores() const;
};

} // namespace plumbline
