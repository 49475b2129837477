#pragma once

#include "core/analysis/pairexamples.h"
#include "ui/models/annotationwords.h"

#include <QList>
#include <QString>

namespace plumbline {

/// How the votes on two responses are written: in boxes the first letter of the model that was voted for, or
/// 1 and 2 where both begin with the same one; in words its name.
class UnitWords
{
public:
    explicit UnitWords(const PairExample& example);

    [[nodiscard]] VoteMark mark(const ExampleVote& vote) const;
    [[nodiscard]] QList<VoteMark> marks(const std::vector<ExampleVote>& votes) const;
    /// "gpt-4", "tie", "both bad".
    [[nodiscard]] QString said(const ExampleVote& vote) const;
    /// A line for each vote: "expert_4: gpt-4".
    [[nodiscard]] QString lines(const std::vector<ExampleVote>& votes) const;
    /// "claude-v1, gpt-4"
    [[nodiscard]] QString pair() const;

private:
    QString m_a;
    QString m_b;
    QString m_letterA;
    QString m_letterB;
};

} // namespace plumbline
