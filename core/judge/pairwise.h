#pragma once

#include "core/judge/sessionbase.h"
#include "core/judge/verdicttoken.h"

namespace plumbline {

/// Which of two answers is better: one verdict, weighted by the logprobs of its token where the server gives
/// them (softmax over the tokens that mean a verdict), in one order or both.
///
/// The reply is a JSON object {"explanation","verdict"}, text with the verdict in double brackets ([[A]],
/// [[B]], [[C]]; Zheng et al. 2023, arXiv:2306.05685), or one letter alone. Two different verdicts, or none,
/// are a fault.
///
/// Options: "form" ("json", "text", "token"; by default JSON where the endpoint can, else text), "explain"
/// (default true; false: the verdict without an explanation before it), "labels" (two or three words, default
/// ["A","B","C"]), "alpacaeval" (default false: no ties, form "token", and the weighted preference of
/// AlpacaEval, 2 − p(first)/(p(first)+p(second)), of all orders together; needs logprobs), "reply_tokens"
/// (of the form "token"; default 1), "identical_tie" (default false: equal texts are a tie without asking).
class PairwiseSession final : public SessionBase
{
public:
    using SessionBase::SessionBase;

protected:
    [[nodiscard]] Result<void> planCalls() override;
    [[nodiscard]] ParsedReply parse(const JudgeCall& call, const LlmReply& reply) const override;
    [[nodiscard]] Result<JudgeVerdict> combine() const override;

private:
    enum class Form { Json, Text, Token };
    [[nodiscard]] Form form() const;
    [[nodiscard]] bool isWeighted() const;
    [[nodiscard]] bool offersTie() const;
    [[nodiscard]] bool explains() const;
    [[nodiscard]] Aspect overall() const;
    [[nodiscard]] VerdictLabels labels() const;
    [[nodiscard]] LlmJsonWish wish() const;
    [[nodiscard]] Result<void> checkOptions() const;
    [[nodiscard]] PromptFields fieldsFor(const QList<ResponseIndex>& order) const;
    void addWeights(JudgeVerdict& verdict, const QList<JudgeReply>& answers) const;
};

/// The verdict that a text names in double brackets. A fault where it names none ("no-verdict"), two that
/// differ ("two-verdicts"), or was cut at its greatest length ("truncated"). `offset` is where its word
/// stands in the text.
struct TextVerdict
{
    PairVerdict verdict = PairVerdict::Tie;
    qsizetype offset = -1;
    std::optional<ParseFault> fault;
};
[[nodiscard]] TextVerdict bracketedVerdict(const LlmReply& reply, const VerdictLabels& labels);
/// The verdict of a text that is nothing but one label.
[[nodiscard]] TextVerdict plainVerdict(const LlmReply& reply, const VerdictLabels& labels);

/// AlpacaEval's weighted preference (Dubois et al. 2024, arXiv:2404.04475): 1 where the first answer is
/// better, 2 where the second is, between them 2 − p(first)/(p(first)+p(second)).
[[nodiscard]] double alpacaPreference(const VerdictProbabilities& probabilities);

} // namespace plumbline
