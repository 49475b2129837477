#pragma once

#include "ui/screens/annotate/marginlogic.h"

#include <QString>

#include <optional>

namespace plumbline {

/// The keys that a hint names, as their keycaps show them.
struct PairwiseKeys
{
    QString a;
    QString b;
    QString tie;
    QString bothBad;
    QString submit;
};

/// What the next key does, in one sentence: "B is chosen. Press 2 again for “much better”, Enter to submit."
/// `isComplete`: the answer can be submitted. `nextAspect`: name of a question that is still open; "" when
/// none.
[[nodiscard]] QString pairwiseHint(const std::optional<SideChoice>& choice, const PairwiseKeys& keys,
                                   int marginSteps, bool isComplete, const QString& nextAspect);

} // namespace plumbline
