#pragma once

#include "core/judge/simulated.h"

namespace plumbline {

/// What AlpacaFarm's pool decides about an item before anyone is asked.
struct PoolPick
{
    QString member;          ///< who judges it
    bool isSwitched = false; ///< whether the second response is shown first
    /// The answer that noise put in the place of the judge's: 0 the first response, 1 the second. Then no
    /// judge needs to be asked.
    std::optional<ResponseIndex> noise;
    bool isIdentical = false; ///< both texts are the same: a tie, without asking

    [[nodiscard]] bool needsMember() const { return !noise && !isIdentical; }
    bool operator==(const PoolPick&) const = default;
};

/// The choices of AlpacaFarm's pool (arXiv 2305.14387; alpaca_eval 0.2 and later), seeded by texts: the
/// annotator by "annotator" + instruction + seed, the order by "is_switched_outputs" + instruction + seed,
/// the noise by "noisy_preference" + instruction + seed, each by Python's random.Random(text).choices(). The
/// instruction is the last message of the user, the seed JudgeSpec::seed (0 if none). With equal shares the
/// picks are those of the published code; unequal shares pick by its weighted form.
[[nodiscard]] PoolPick poolPick(const JudgeSpec& spec, const SimulatedOptions& options, const ItemView& item);
/// The label noise alone, for any pairwise rule.
[[nodiscard]] std::optional<ResponseIndex> labelNoise(const JudgeSpec& spec, double flipRate,
                                                      const ItemView& item);

/// The names of the pool that AlpacaFarm published (annotator_pool_v0): five prompts for gpt-4, four for
/// gpt-3.5-turbo, four for text-davinci-003, each picked as often as any other.
[[nodiscard]] QStringList alpacaFarmPool();

} // namespace plumbline
