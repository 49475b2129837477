#pragma once

#include "core/judge/critiquereply.h"
#include "core/judge/sessionbase.h"

namespace plumbline {

/// Feedback in words: one call for each response that the item's schema has criticised. Where only one is,
/// and the schema offers reasons, the reply also ticks those that apply. No options.
class CritiqueSession final : public SessionBase
{
public:
    using SessionBase::SessionBase;

protected:
    [[nodiscard]] Result<void> planCalls() override;
    [[nodiscard]] ParsedReply parse(const JudgeCall& call, const LlmReply& reply) const override;
    [[nodiscard]] Result<JudgeVerdict> combine() const override;

private:
    [[nodiscard]] int criticised() const;
    [[nodiscard]] CritiqueShape shape() const;
};

/// The reasons to choose from as lines "id: name. description"; "" where reasons are not asked.
[[nodiscard]] QString reasonLines(const QList<Choice>& reasons);

} // namespace plumbline
