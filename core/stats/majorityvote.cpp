#include "core/stats/majorityvote.h"

#include "core/stats/labelindex.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::stats {

namespace {

constexpr std::size_t kUnitsPerPart = 4'096;

/// Sums of weights per value of one unit into `row`, then shares. Empty weights: 1 each.
void voteUnit(const LabelIndex& index, const std::vector<double>& weights, std::size_t unit, double* row)
{
    const auto values = static_cast<std::size_t>(index.values);
    double total = 0;
    for (std::uint32_t at = index.begin[unit]; at < index.begin[unit + 1]; ++at) {
        const std::uint32_t slot = index.slots[at];
        const double weight = weights.empty() ? 1.0 : weights[index.annotatorOf(slot)];
        row[index.valueOf(slot)] += weight;
        total += weight;
    }
    if (total > 0) {
        std::transform(row, row + values, row, [total](double sum) { return sum / total; });
    } else if (!weights.empty()) {
        voteUnit(index, {}, unit, row);
    }
}

/// Fills the posterior, labels and ties.
void vote(const LabelIndex& index, const std::vector<double>& weights, const ConsensusRun& run,
          Consensus& out)
{
    const auto values = static_cast<std::size_t>(index.values);
    std::fill(out.posterior.begin(), out.posterior.end(), 0.0);
    parallelFor(
        static_cast<std::size_t>(index.units), kUnitsPerPart,
        [&](std::size_t begin, std::size_t end, std::size_t) {
            for (std::size_t unit = begin; unit < end; ++unit) {
                voteUnit(index, weights, unit, out.posterior.data() + unit * values);
            }
        },
        run.threads);
    decideLabels(index, out);
}

/// How much the winner of the unit a value is: 1, 0, or its share of a tie.
double isWinner(const Consensus& out, std::size_t unit, std::size_t value, TieRule ties)
{
    if (ties == TieRule::First || out.ties[unit] == 0) {
        return out.labels[unit] == static_cast<std::int32_t>(value) ? 1.0 : 0.0;
    }
    constexpr double kTieTolerance = 1e-9; // as decideLabels()
    const std::span<const double> row = out.posteriorOf(static_cast<std::int32_t>(unit));
    const double top = *std::max_element(row.begin(), row.end());
    const auto isTop = [top](double p) { return p >= top - kTieTolerance; };
    return isTop(row[value]) ? 1.0 / static_cast<double>(std::count_if(row.begin(), row.end(), isTop)) : 0.0;
}

/// Share of each annotator's labels that equal the winner; 0 without labels.
std::vector<double> agreements(const LabelIndex& index, const Consensus& out, TieRule ties)
{
    std::vector<double> sums(static_cast<std::size_t>(index.annotators), 0.0);
    for (std::size_t unit = 0; unit < static_cast<std::size_t>(index.units); ++unit) {
        for (std::uint32_t at = index.begin[unit]; at < index.begin[unit + 1]; ++at) {
            const std::uint32_t slot = index.slots[at];
            sums[index.annotatorOf(slot)] += isWinner(out, unit, index.valueOf(slot), ties);
        }
    }
    for (std::size_t annotator = 0; annotator < sums.size(); ++annotator) {
        const std::uint32_t given = index.labelsOf(annotator);
        sums[annotator] = given > 0 ? sums[annotator] / given : 0.0;
    }
    return sums;
}

/// Skills with their reasons, priors and confusion: what every vote ends with.
void finish(const LabelIndex& index, const std::vector<double>& skills, Consensus& out)
{
    const std::vector<std::uint8_t> overlapping = index.overlapping();
    for (std::size_t annotator = 0; annotator < skills.size(); ++annotator) {
        QString problem = skillProblem(index, overlapping, annotator);
        out.skills[annotator] =
            problem.isEmpty() ? Estimate::of(skills[annotator]) : Estimate::none(std::move(problem));
    }
    averagePriors(index, out);
    countConfusion(index, out);
    out.converged = true;
}

QString weightsProblem(const Labels& labels, const std::vector<double>& weights)
{
    if (weights.empty()) {
        return {};
    }
    if (weights.size() != static_cast<std::size_t>(labels.annotators)) {
        return u"There are not as many weights as annotators; give one weight to each."_s;
    }
    const bool fine =
        std::all_of(weights.begin(), weights.end(), [](double w) { return std::isfinite(w) && w >= 0; });
    return fine ? QString() : u"A weight is negative or not a number; give weights of 0 or more."_s;
}

bool isStopped(const ConsensusRun& run)
{
    return run.cancelled && run.cancelled();
}

} // namespace

Consensus majorityVote(const Labels& labels, const VoteOptions& options)
{
    QString problem = labelsProblem(labels);
    if (problem.isEmpty()) {
        problem = weightsProblem(labels, options.weights);
    }
    if (!problem.isEmpty()) {
        return noConsensus(std::move(problem));
    }
    if (isStopped(options)) {
        return noConsensus(stoppedReason());
    }
    const LabelIndex index = LabelIndex::of(labels);
    Consensus out = emptyConsensus(index);
    vote(index, options.weights, options, out);
    finish(index, agreements(index, out, options.ties), out);
    out.iterations = 1;
    const QString noSkills = modelProblem(labels);
    for (std::size_t annotator = 0; annotator < out.skills.size() && !noSkills.isEmpty(); ++annotator) {
        if (out.skills[annotator]) {
            out.skills[annotator] = Estimate::none(noSkills);
        }
    }
    return out;
}

Consensus wawa(const Labels& labels, const VoteOptions& options)
{
    QString problem = modelProblem(labels);
    if (!problem.isEmpty()) {
        return noConsensus(std::move(problem));
    }
    if (isStopped(options)) {
        return noConsensus(stoppedReason());
    }
    const LabelIndex index = LabelIndex::of(labels);
    Consensus out = emptyConsensus(index);
    vote(index, {}, options, out);
    const std::vector<double> skills = agreements(index, out, options.ties);
    vote(index, skills, options, out);
    finish(index, skills, out);
    out.iterations = 2;
    return out;
}

Consensus zeroBasedSkill(const Labels& labels, const ZeroBasedSkillOptions& options)
{
    QString problem = modelProblem(labels);
    if (!problem.isEmpty()) {
        return noConsensus(std::move(problem));
    }
    const LabelIndex index = LabelIndex::of(labels);
    Consensus out = emptyConsensus(index);
    // Equal skills at first: what they are changes nothing, since the first step follows a plain vote.
    std::vector<double> skills(static_cast<std::size_t>(labels.annotators), 1.0 / labels.values);
    double rate = options.learningRate;
    bool moved = true;
    for (int step = 1; step <= options.maxIterations && moved; ++step) {
        if (isStopped(options)) {
            return noConsensus(stoppedReason());
        }
        rate *= options.stepsToReduce > 0 && step % options.stepsToReduce == 0 ? options.reduceFactor : 1.0;
        vote(index, skills, options, out);
        const std::vector<double> agreed = agreements(index, out, options.ties);
        moved = false;
        for (std::size_t annotator = 0; annotator < skills.size(); ++annotator) {
            const double before = skills[annotator];
            skills[annotator] += rate * (agreed[annotator] - before);
            moved = moved || skills[annotator] != before;
        }
        out.iterations = step;
    }
    vote(index, skills, options, out);
    finish(index, skills, out);
    out.converged = !moved;
    return out;
}

} // namespace plumbline::stats
