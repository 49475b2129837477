#include "core/stats/alpacaeval.h"

#include "core/stats/logistic.h"
#include "core/stats/proportion.h"

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kPercent = 100;

QString whenEmpty()
{
    return u"No pair has been judged yet."_s;
}

QString whyUnusable(const std::vector<AlpacaRow>& rows)
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::optional<double>& preference = rows[i].preference;
        if (preference && *preference != 0 && !(*preference >= 1 && *preference <= 2)) {
            return u"The preference of row %1 is neither 0 nor between 1 and 2."_s.arg(
                static_cast<qint64>(i + 1));
        }
        if (!std::isfinite(rows[i].baselineLength) || !std::isfinite(rows[i].modelLength) ||
            !std::isfinite(rows[i].difficulty)) {
            return u"A length or the difficulty of row %1 is not a number."_s.arg(static_cast<qint64>(i + 1));
        }
    }
    return {};
}

/// P(the model wins).
double chanceOf(double preference)
{
    return preference == 0 ? 0.5 : preference - 1;
}

/// The sum with what each step rounds away added at the end (Neumaier 1974): good to the last digit, whatever
/// the order, as leaderboards publish their rates to all digits.
double meanOf(const std::vector<double>& values)
{
    double sum = 0;
    double lost = 0;
    for (const double value : values) {
        const double next = sum + value;
        lost += std::abs(sum) >= std::abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }
    return (sum + lost) / static_cast<double>(values.size());
}

/// The sample standard deviation; at least two values.
double deviationOf(const std::vector<double>& values)
{
    const double mean = meanOf(values);
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

Estimate errorOf(const std::vector<double>& values)
{
    return values.size() < 2
               ? Estimate::none(u"One pair alone has no standard error; judge more."_s)
               : Estimate::of(kPercent * deviationOf(values) / std::sqrt(static_cast<double>(values.size())));
}

/// What both fits need from the rows.
struct Featured
{
    std::vector<double> d; ///< tanh of the standardised difference, one a row
    double scale = 0;
    double winRate = 0; ///< percent
    QString reason;
};

Featured featured(const std::vector<AlpacaRow>& rows)
{
    Featured result;
    result.reason = whyUnusable(rows);
    const AlpacaWinRate plain = alpacaWinRate(rows);
    if (result.reason.isEmpty() && !plain.winRate) {
        result.reason = plain.winRate.undefined;
    }
    if (!result.reason.isEmpty()) {
        return result;
    }
    result.winRate = *plain.winRate.value;
    std::vector<double> differences;
    for (const AlpacaRow& row : rows) {
        differences.push_back(row.baselineLength - row.modelLength);
    }
    result.scale = rows.size() > 1 ? deviationOf(differences) : 0.0;
    if (!(result.scale > 0)) {
        result.reason =
            u"All pairs differ in length by the same amount, so its effect cannot be told; use the plain win "
            u"rate."_s;
        return result;
    }
    for (const double difference : differences) {
        result.d.push_back(std::tanh(difference / result.scale));
    }
    return result;
}

/// Fills in the rate from what the fit predicts without a difference in length.
void predict(const std::vector<double>& difficulties, double plain, LengthControlledRate& result)
{
    std::vector<double> chances;
    for (const double difficulty : difficulties) {
        chances.push_back(sigmoid(result.weights.difficulty * difficulty + result.weights.model));
    }
    result.winRate = Estimate::of(kPercent * meanOf(chances));
    result.standardError = errorOf(chances);
    result.isExtreme = isExtremeChange(plain, *result.winRate.value);
}

LengthControlledRate none(const QString& reason)
{
    LengthControlledRate result;
    result.winRate = Estimate::none(reason);
    result.standardError = Estimate::none(reason);
    return result;
}

std::vector<double> difficultiesOf(const std::vector<AlpacaRow>& rows, bool known)
{
    std::vector<double> difficulties;
    for (const AlpacaRow& row : rows) {
        difficulties.push_back(known ? row.difficulty : 0.0);
    }
    return difficulties;
}

/// The slope of the log posterior of one instruction's γ and its derivative (both negative of it).
std::pair<double, double> difficultySlope(const std::vector<const DifficultyRow*>& rows,
                                          const std::vector<LengthControl>& models, double gamma,
                                          double priorVariance)
{
    double slope = -gamma / priorVariance;
    double curve = -1 / priorVariance;
    for (const DifficultyRow* row : rows) {
        const LengthControl& w = models[row->model];
        const double p =
            sigmoid(w.length * std::tanh(row->lengthDifference) + w.difficulty * gamma + w.model);
        slope += w.difficulty * (row->preference - p);
        curve -= w.difficulty * w.difficulty * p * (1 - p);
    }
    return {slope, curve};
}

} // namespace

AlpacaWinRate alpacaWinRate(const std::vector<AlpacaRow>& rows, double confidence)
{
    AlpacaWinRate result;
    QString reason = whyUnusable(rows);
    std::vector<double> chances;
    for (const AlpacaRow& row : rows) {
        if (row.preference && reason.isEmpty()) {
            const double chance = chanceOf(*row.preference);
            chances.push_back(chance);
            ++(chance > 0.5 ? result.wins : chance < 0.5 ? result.baselineWins : result.draws);
        }
    }
    if (reason.isEmpty() && chances.empty()) {
        reason = whenEmpty();
    }
    if (!reason.isEmpty()) {
        result.winRate = result.standardError = result.discrete = Estimate::none(reason);
        return result;
    }
    result.total = static_cast<std::int64_t>(chances.size());
    result.standardError = errorOf(chances);
    result.winRate = meanEstimate(chances, confidence, whenEmpty());
    result.winRate.value = kPercent * meanOf(chances);
    if (result.winRate.interval) {
        result.winRate.interval->low *= kPercent;
        result.winRate.interval->high *= kPercent;
    }
    const double points = static_cast<double>(result.wins) + 0.5 * static_cast<double>(result.draws);
    result.discrete = Estimate::of(kPercent * points / static_cast<double>(result.total));
    return result;
}

LengthControlledRate lengthControlledWinRate(const std::vector<AlpacaRow>& rows,
                                             const std::vector<GamedBaselineRow>& gamed,
                                             const LengthControlOptions& options)
{
    const Featured data = featured(rows);
    if (!data.reason.isEmpty()) {
        return none(data.reason);
    }
    const bool known = options.withDifficulty;
    LogisticData fit;
    const auto add = [&](double d, double difficulty, double model, double p, double weight) {
        if (known) {
            fit.add({d, difficulty, model}, p, weight);
        } else {
            fit.add({d, model}, p, weight);
        }
    };
    // The gamed rows come first, because the folds are dealt by position.
    for (const GamedBaselineRow& row : gamed) {
        add(std::tanh(row.lengthDifference), row.difficulty, 0, row.preference, options.gamedWeight / 2);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].preference) {
            add(data.d[i], rows[i].difficulty, 1, chanceOf(*rows[i].preference), 1);
        }
    }
    const LogisticFit fitted = lassoLogisticRegressionCv(fit, inverseStrengthGrid(), options.folds);
    if (!fitted) {
        return none(fitted.undefined);
    }
    LengthControlledRate result;
    result.weights = {fitted.coefficients.front(), known ? fitted.coefficients[1] : 0.0,
                      fitted.coefficients.back()};
    result.inverseStrength = fitted.inverseStrength;
    result.lengthScale = data.scale;
    result.isApproximate = !known || gamed.empty();
    predict(difficultiesOf(rows, known), data.winRate, result);
    return result;
}

LengthControlledRate lengthOnlyWinRate(const std::vector<AlpacaRow>& rows)
{
    const Featured data = featured(rows);
    if (!data.reason.isEmpty()) {
        return none(data.reason);
    }
    LogisticData fit;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].preference) {
            fit.add({data.d[i], 1}, chanceOf(*rows[i].preference));
        }
    }
    const LogisticFit fitted = logisticRegression(fit);
    if (!fitted) {
        return none(fitted.undefined);
    }
    LengthControlledRate result;
    result.weights = {fitted.coefficients[0], 0, fitted.coefficients[1]};
    result.lengthScale = data.scale;
    result.isApproximate = true;
    predict(difficultiesOf(rows, false), data.winRate, result);
    return result;
}

LengthControlledRate lengthControlledFromWeights(const LengthControl& model, const LengthControl& baseline,
                                                 const std::vector<double>& difficulties)
{
    const auto isFinite = [](const LengthControl& w) {
        return std::isfinite(w.length) && std::isfinite(w.difficulty) && std::isfinite(w.model);
    };
    if (difficulties.empty() || !isFinite(model) || !isFinite(baseline) ||
        !std::all_of(difficulties.begin(), difficulties.end(), [](double x) { return std::isfinite(x); })) {
        return none(u"Saved weights need the difficulty of at least one instruction, all of them numbers."_s);
    }
    LengthControlledRate result;
    result.weights = {model.length - baseline.length, model.difficulty - baseline.difficulty,
                      model.model - baseline.model};
    predict(difficulties, 0, result);
    result.isExtreme = false; // there is no plain rate to compare with
    return result;
}

std::vector<double> instructionDifficulty(const std::vector<DifficultyRow>& rows,
                                          const std::vector<LengthControl>& models, std::size_t instructions,
                                          double priorVariance)
{
    std::vector<std::vector<const DifficultyRow*>> byInstruction(instructions);
    for (const DifficultyRow& row : rows) {
        if (row.instruction >= instructions || row.model >= models.size() ||
            !(row.preference >= 0 && row.preference <= 1) || !std::isfinite(row.lengthDifference)) {
            return {};
        }
        byInstruction[row.instruction].push_back(&row);
    }
    std::vector<double> difficulties;
    for (const auto& mine : byInstruction) {
        // The slope falls everywhere: Newton, kept inside a bracket that holds the root.
        double low = -1e3;
        double high = 1e3;
        double gamma = 0;
        for (int step = 0; step < 200; ++step) {
            const auto [slope, curve] = difficultySlope(mine, models, gamma, priorVariance);
            (slope > 0 ? low : high) = gamma;
            double next = gamma - slope / curve;
            if (!(next > low && next < high)) {
                next = 0.5 * (low + high);
            }
            const double moved = std::abs(next - gamma);
            gamma = next;
            if (moved < 1e-12) {
                break;
            }
        }
        difficulties.push_back(gamma);
    }
    return difficulties;
}

bool isExtremeChange(double winRate, double lengthControlled)
{
    constexpr double kPoints = 10;
    constexpr double kQuarter = 4;
    return lengthControlled < std::min(winRate - winRate / kQuarter, winRate - kPoints) ||
           lengthControlled > std::max(winRate + (kPercent - winRate) / kQuarter, winRate + kPoints);
}

} // namespace plumbline::stats
