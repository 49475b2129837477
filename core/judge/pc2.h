#pragma once

#include "core/judge/pc2reply.h"
#include "core/judge/sessionbase.h"

namespace plumbline {

/// PC² (Feedbacker, arXiv:2505.06698): criteria from comparing auxiliary answers, a baseline that is scored
/// with them, then each answer's weighted score relative to the baseline. Three steps, one after the other:
/// "criteria" (the question and the auxiliary answers), "baseline" (the first auxiliary answer, by the
/// criteria alone), "score" (each answer; question, criteria, baseline and its evaluation beside it).
/// Score = Σ weight · metric, 100 … 100 · scale; it is what the judge said, and the sum over its own metrics
/// is kept beside it. Answers are scored one by one, so there is no order to swap.
///
/// Auxiliary answers are, from the first that has two: option "auxiliary" ([text or {"model","text"}…]); the
/// item's or the prompt's meta "auxiliary" of that form; the item's own responses, those of option
/// "auxiliary_models" first and then in seeded order (the spec's "as-is": in the item's own).
/// Options: "scale" (3 as the published code, 5 as the published results; 2…10), "auxiliary_count" (3),
/// "weights" ("strict": criteria whose weights do not sum to 100 are asked for again; "normalise": they are
/// scaled to 100), "use" ("said"; "recomputed": the sum over the metrics counts, and a reply whose metrics
/// are not whole is asked for again), "threshold" (0; of pairs, in points of the score).
class Pc2Session final : public SessionBase
{
public:
    using SessionBase::SessionBase;

protected:
    [[nodiscard]] Result<void> planCalls() override;
    [[nodiscard]] ParsedReply parse(const JudgeCall& call, const LlmReply& reply) const override;
    [[nodiscard]] Result<JudgeVerdict> combine() const override;

private:
    [[nodiscard]] int scale() const { return spec().options.value(QLatin1StringView("scale")).toInt(3); }
    [[nodiscard]] bool usesRecomputed() const;
    [[nodiscard]] Result<void> checkOptions() const;
    [[nodiscard]] QStringList auxiliaryAnswers() const;
    [[nodiscard]] QStringList ownResponses(qsizetype count) const;
    /// Those of the criteria call's reply.
    [[nodiscard]] QList<Pc2Metric> metrics() const;
    [[nodiscard]] PromptFields scoringFields() const;
    [[nodiscard]] Result<void> planScores();
};

} // namespace plumbline
