#pragma once

#include "ui/screens/judgesetup/judgesetupdata.h"
#include "ui/screens/judgesetup/judgesetupwords.h"
#include "ui/screens/judgesetup/keyfinder.h"

namespace plumbline {

/// "No label yet", "120 labels in 2 runs, $0.31".
[[nodiscard]] QString judgeCaption(const JudgeListRow& row);
/// How a judge asks, in facts.
[[nodiscard]] QList<Fact> judgeFacts(const JudgeListRow& row, const JudgeSetupData& data);
/// What is known of an endpoint; never its key.
[[nodiscard]] QList<Fact> endpointFacts(const EndpointRow& row, KeyPlace place);
[[nodiscard]] QList<Fact> templateFacts(const TemplateRow& row);

} // namespace plumbline
