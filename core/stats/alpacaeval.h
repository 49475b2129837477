#pragma once

#include "core/stats/estimate.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace plumbline::stats {

/// One judged pair in AlpacaEval's terms: the baseline wrote output 1, the model output 2.
struct AlpacaRow
{
    /// 1: the baseline is better, 2: the model; between them as sure as the judge is. 1.5 or 0: a tie.
    /// Absent: the judge failed.
    std::optional<double> preference;
    double baselineLength = 0; ///< characters (code points) of output 1
    double modelLength = 0;    ///< of output 2
    double difficulty = 0;     ///< γ of the instruction; for length control
};

/// AlpacaEval's win rate (Li et al. 2023), all in percent.
struct AlpacaWinRate
{
    Estimate winRate;       ///< 100 · mean(preference − 1), with Student's interval
    Estimate standardError; ///< 100 · sample standard deviation / √n
    Estimate discrete;      ///< wins and half of the draws
    std::int64_t wins = 0;
    std::int64_t baselineWins = 0;
    std::int64_t draws = 0;
    std::int64_t total = 0; ///< rows with a preference
};
[[nodiscard]] AlpacaWinRate alpacaWinRate(const std::vector<AlpacaRow>& rows,
                                          double confidence = kDefaultConfidence);

/// logit P(the model wins) = length · tanh(d) + difficulty · γ + model, where d is the baseline's length less
/// the model's in standard deviations.
struct LengthControl
{
    double length = 0;
    double difficulty = 0;
    double model = 0;
};

/// A row of the two baselines that were told to write much or little, against the plain one.
struct GamedBaselineRow
{
    double preference = 0.5;     ///< P(it wins), 0 to 1
    double lengthDifference = 0; ///< d, in standard deviations, before tanh
    double difficulty = 0;
};

struct LengthControlOptions
{
    /// Weight of all gamed rows of one instruction together (λ of the method), half for each of the two.
    double gamedWeight = 0.2;
    std::size_t folds = 5;
    bool withDifficulty = true; ///< false: γ is not known; the result is an approximation
};

struct LengthControlledRate
{
    Estimate winRate;       ///< percent: 100 · mean σ(difficulty · γ + model)
    Estimate standardError; ///< of that mean over the instructions, in percent
    LengthControl weights;
    double inverseStrength = 0; ///< the C that cross-validation chose; 0 for weights that were given
    double lengthScale = 0;     ///< the standard deviation that d is measured in, in characters
    /// The method without γ and gamed rows differs from the published one by many points.
    bool isApproximate = false;
    /// Far from the plain win rate (by 10 points and a quarter of the way to the end): a sign of a bad fit.
    bool isExtreme = false;
};

/// Length-controlled win rate (Dubois et al. 2024): L1-regularised logistic regression without an intercept
/// on (tanh d, γ, model), the model's indicator 0 in gamed rows, C chosen by cross-validation by instruction,
/// predicted at d = 0.
[[nodiscard]] LengthControlledRate lengthControlledWinRate(const std::vector<AlpacaRow>& rows,
                                                           const std::vector<GamedBaselineRow>& gamed,
                                                           const LengthControlOptions& options = {});

/// The same model on (tanh d, model) by plain maximum likelihood: shows what length alone explains. Always
/// approximate, and up to ten points from the published method.
[[nodiscard]] LengthControlledRate lengthOnlyWinRate(const std::vector<AlpacaRow>& rows);

/// From saved weights of the model and of a baseline that was fitted against the same one (all zero for that
/// one itself): 100 · mean σ((model − baseline) + (difficulty − difficulty_b) · γ).
[[nodiscard]] LengthControlledRate lengthControlledFromWeights(const LengthControl& model,
                                                               const LengthControl& baseline,
                                                               const std::vector<double>& difficulties);

/// One judged answer of one of several models whose weights are known.
struct DifficultyRow
{
    std::size_t instruction = 0;
    std::size_t model = 0;
    double preference = 0.5;     ///< P(the model wins), 0 to 1
    double lengthDifference = 0; ///< d, in standard deviations, before tanh
};

/// γ of each instruction given the weights of the models: the mode under a Gaussian prior around 0. An
/// approximation for those who have many models' annotations but not the published γ. Empty when a row does
/// not fit.
[[nodiscard]] std::vector<double> instructionDifficulty(const std::vector<DifficultyRow>& rows,
                                                        const std::vector<LengthControl>& models,
                                                        std::size_t instructions, double priorVariance = 9);

/// Whether a length-controlled rate is so far from the plain one (both in percent) that AlpacaEval warns.
[[nodiscard]] bool isExtremeChange(double winRate, double lengthControlled);

} // namespace plumbline::stats
