#pragma once

#include "core/judge/sessionbase.h"

namespace plumbline {

/// How much better one of two answers is, in each of the schema's aspects: five points as MultiPref asks for
/// (Miranda et al. 2025, arXiv:2410.19133), "A-is-clearly-better", "A-is-slightly-better", "tie",
/// "B-is-slightly-better", "B-is-clearly-better"; three where the schema has one step ("A-is-better"…).
///
/// The reply is a JSON object {"aspects":{id:{"explanation","verdict"}},"confidence"?,"reasons"?}, or text
/// that closes with a line "id: [[word]]" for each aspect. An aspect without a word, or with two, is a fault.
///
/// Options: "confidence" and "reasons" (default false: ask for the schema's), "identical_tie" (default false:
/// equal texts are a tie without asking).
class PairwiseScaleSession final : public SessionBase
{
public:
    using SessionBase::SessionBase;

protected:
    [[nodiscard]] Result<void> planCalls() override;
    [[nodiscard]] ParsedReply parse(const JudgeCall& call, const LlmReply& reply) const override;
    [[nodiscard]] Result<JudgeVerdict> combine() const override;

private:
    [[nodiscard]] bool asksConfidence() const;
    [[nodiscard]] bool asksReasons() const;
    [[nodiscard]] QStringList points() const;
    [[nodiscard]] LlmJsonWish wish() const;
    [[nodiscard]] PromptFields fieldsFor(const QList<ResponseIndex>& order) const;
    [[nodiscard]] ParsedReply parseJsonReply(const LlmReply& reply) const;
    [[nodiscard]] ParsedReply parseTextReply(const LlmReply& reply) const;
};

/// The words of a scale of so many steps to each side, from the best for A to the best for B.
[[nodiscard]] QStringList preferencePoints(int marginSteps, bool hasTie);
/// The margin of such a word, above 0 for A; letters of either size, and blanks for hyphens.
[[nodiscard]] std::optional<int> preferenceMargin(const QString& word, int marginSteps, bool hasTie);

} // namespace plumbline
