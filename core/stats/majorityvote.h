#pragma once

#include "core/stats/consensus.h"

#include <vector>

namespace plumbline::stats {

/// What a tie counts as where a method goes on from the winner of a vote (skills, Wawa, ZBS).
enum class TieRule {
    Share, ///< each of m tied values is the winner to 1/m
    First, ///< the first of the scale is the winner: what crowd-kit does, for comparing with it
};

struct VoteOptions : ConsensusRun
{
    std::vector<double> weights; ///< per annotator, finite and not negative; empty: every vote counts 1
    TieRule ties = TieRule::Share;
};

/// Majority vote, plain or weighted. Posterior: each value's share of the weights given to the unit. Skill:
/// share of the annotator's labels that equal the winner; a reason where nobody else labelled their units or
/// where all labels of the question are equal. A unit whose annotators all weigh nothing is voted plainly.
[[nodiscard]] Consensus majorityVote(const Labels& labels, const VoteOptions& options = {});

/// Worker agreement with aggregate: a plain vote, each annotator's agreement with it as skill, and the vote
/// weighted by these skills. Source: Appen's Wawa as in crowd-kit 1.4 (Ustalov et al. 2024, JOSS 9(96)).
[[nodiscard]] Consensus wawa(const Labels& labels, const VoteOptions& options = {});

struct ZeroBasedSkillOptions : VoteOptions
{
    int maxIterations = 100;   ///< votes; it stops earlier once nothing changes any more
    double learningRate = 1;   ///< how far a skill moves towards the agreement
    int stepsToReduce = 20;    ///< the rate shrinks at every multiple of this
    double reduceFactor = 0.5; ///< by this factor
};

/// Zero-based skill: votes weighted by skill, skills moved towards the agreement with the vote, again and
/// again. `weights` is not used. Source: crowd-kit 1.4, ZeroBasedSkill (same defaults).
[[nodiscard]] Consensus zeroBasedSkill(const Labels& labels, const ZeroBasedSkillOptions& options = {});

} // namespace plumbline::stats
