#pragma once

#include <QString>

namespace plumbline {

/// What the leaderboard has selected: nothing, a model, two models, any of them in one category.
struct LeaderboardSelection
{
    QString first;
    QString second;
    QString category;

    [[nodiscard]] bool isEmpty() const { return first.isEmpty() && category.isEmpty(); }
    [[nodiscard]] bool isPair() const { return !second.isEmpty(); }
    bool operator==(const LeaderboardSelection&) const = default;
};

} // namespace plumbline
