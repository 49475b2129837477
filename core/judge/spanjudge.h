#pragma once

#include "core/judge/sessionbase.h"

namespace plumbline {

/// Marks of what is wrong in a response: one call for each response. The judge quotes the text; each quote is
/// looked up there (locateQuote()), and the categories, severities and missing pieces are those of the schema
/// alone. Quotes that stand nowhere or at several places become no span: they stand in details "faults" with
/// the reason. Only what the judge quoted counts, never an offset that it names. JSON is asked for in the
/// server's own way where it has one and in words otherwise. No options.
class SpanJudgeSession final : public SessionBase
{
public:
    using SessionBase::SessionBase;

protected:
    [[nodiscard]] Result<void> planCalls() override;
    [[nodiscard]] ParsedReply parse(const JudgeCall& call, const LlmReply& reply) const override;
    [[nodiscard]] Result<JudgeVerdict> combine() const override;

private:
    [[nodiscard]] PromptFields fieldsOf(ResponseIndex response) const;
};

} // namespace plumbline
