#include "core/stats/confidencesequence.h"

#include "core/stats/distributions.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The end of the interval between `inside` (not refuted) and `outside` (an end of [0, 1]); the last refuted
/// side is given, so that rounding widens.
double boundary(double sum, double count, double prior, double threshold, double inside, double outside)
{
    if (logMixtureEvidence(sum, count, outside, prior) < threshold) {
        return outside;
    }
    constexpr int kSteps = 60;
    for (int step = 0; step < kSteps; ++step) {
        const double middle = 0.5 * (inside + outside);
        (logMixtureEvidence(sum, count, middle, prior) < threshold ? inside : outside) = middle;
    }
    return outside;
}

} // namespace

double logMixtureEvidence(double sum, double count, double mean, double prior)
{
    Q_ASSERT(prior > 0 && sum >= 0 && sum <= count);
    const double rest = count - sum;
    double evidence = logBeta(prior + sum, prior + rest) - logBeta(prior, prior);
    // 0 · ln 0 is 0: no win says nothing against a mean of 0.
    evidence -= sum > 0 ? sum * std::log(mean) : 0;
    evidence -= rest > 0 ? rest * std::log1p(-mean) : 0;
    return evidence;
}

Interval alwaysValidInterval(double sum, double count, double confidence, double prior)
{
    if (!(count > 0)) {
        return {0, 1};
    }
    // ln M is convex in the mean with its minimum at the sample mean, where M < 1.
    const double threshold = -std::log1p(-confidence);
    const double centre = sum / count;
    return {boundary(sum, count, prior, threshold, centre, 0),
            boundary(sum, count, prior, threshold, centre, 1)};
}

Estimate alwaysValidWinRate(double wins, double losses, double ties, double confidence)
{
    const double count = wins + losses + ties;
    if (!(count > 0) || !std::isfinite(count)) {
        return Estimate::none(u"These two were never compared; votes on them would be needed."_s);
    }
    const double sum = wins + ties / 2;
    return Estimate::of(sum / count, alwaysValidInterval(sum, count, confidence));
}

BoundedMeanSequence::BoundedMeanSequence(double confidence)
    : m_logTerm(std::log(2 / (1 - confidence)))
{
    Q_ASSERT(confidence > 0 && confidence < 1);
}

void BoundedMeanSequence::add(double value)
{
    if (!(value >= 0 && value <= 1)) {
        m_isBroken = true;
    }
    if (m_isBroken) {
        return;
    }
    // Everything that the bet rests on was known before this value.
    const auto before = static_cast<double>(m_count);
    const double meanBefore = (0.5 + m_sum) / (before + 1);
    const double varianceBefore = m_squares / (before + 1);
    const double t = before + 1;
    const double bet = std::min(0.5, std::sqrt(2 * m_logTerm / (varianceBefore * t * std::log1p(t))));
    ++m_count;
    m_sum += value;
    m_bets += bet;
    m_betSum += bet * value;
    m_slack += (value - meanBefore) * (value - meanBefore) * (-std::log1p(-bet) - bet);
    const double meanAfter = (0.5 + m_sum) / (t + 1);
    m_squares += (value - meanAfter) * (value - meanAfter);
    const double centre = m_betSum / m_bets;
    const double half = (m_logTerm + m_slack) / m_bets;
    m_interval.low = std::max(m_interval.low, centre - half);
    m_interval.high = std::min(m_interval.high, centre + half);
}

Estimate BoundedMeanSequence::estimate() const
{
    if (m_isBroken) {
        return Estimate::none(u"A value lies outside the scale or is not a number; correct or remove it."_s);
    }
    if (m_count == 0) {
        return Estimate::none(u"There is no value yet."_s);
    }
    if (m_interval.low > m_interval.high) {
        return Estimate::none(u"The values drift: no single mean fits all of them."_s);
    }
    const double mean = m_sum / static_cast<double>(m_count);
    return Estimate::of(std::clamp(mean, m_interval.low, m_interval.high), m_interval);
}

} // namespace plumbline::stats
