#pragma once

#include "core/analysis/questionlabels.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace plumbline {

/// One label beside those of the others on its unit.
struct LabelOutcome
{
    std::int32_t others = 0; ///< labels of others who are the reference
    double meetsMode = 0;    ///< 1/m where it is one of m values that most of the others gave, else 0
    double sameShare = 0;    ///< share of the others who gave the same
    std::int32_t mode = -1;  ///< the value most of the others gave; −1: not clear, or no others
};

/// Of every row of `question.all`, against people, or against everybody who counts where nobody is a person.
struct LabelOutcomes
{
    std::vector<LabelOutcome> rows;
    bool isAgainstPeople = true;
};

[[nodiscard]] LabelOutcomes labelOutcomes(const LabelTable& table, const QuestionLabels& question,
                                          const std::function<bool()>& isCancelled = {});

} // namespace plumbline
