#pragma once

#include "core/domain/item.h"
#include "core/judge/judgesession.h"
#include "core/judge/judgespec.h"

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace plumbline {

/// How a simulated annotator answers: options["rule"].
enum class SimulatedRule {
    First,    ///< "first": whatever was shown first
    Constant, ///< "constant": always the same answer
    Longest,  ///< "longest": the longer text
    Oracle,   ///< "oracle": the truth, with errors at given rates
    Pool,     ///< "pool": one of several judges, picked for each item (AlpacaFarm)
};

/// Where an oracle's truth comes from: options["truth"].
enum class SimulatedTruth {
    Gold,      ///< "gold": the item's known answer
    Annotator, ///< "annotator": the label of options["annotator"], which SimulatedInput brings
    Ranking,   ///< "ranking": options["ranking"], models from best to worst
};

/// A judge of a pool and how often it is picked, relative to the others.
struct PoolMember
{
    QString name;
    double share = 1;
    bool operator==(const PoolMember&) const = default;
};

/// What JudgeSpec::options says for JudgeProtocol::Simulated.
struct SimulatedOptions
{
    SimulatedRule rule = SimulatedRule::First;
    /// "p_label_flip", 0…½, of pairwise answers: with probability 2p the answer is replaced by one of the two
    /// responses by a fair coin, so that p of decided answers are flipped (AlpacaFarm, arXiv 2305.14387,
    /// section 3.1, as its code does it).
    double flipRate = 0;
    /// Constant. "answer": "first", "second" (in the item's own order), "tie", "both_bad".
    QString answer;
    /// Constant. "rating": the value, kept within each scale; none: the middle, rounded down.
    std::optional<double> rating;
    /// Longest. "full_length": so many characters get the top of a rating scale; fewer get less in
    /// proportion.
    qint64 fullLength = 2000;
    SimulatedTruth truth = SimulatedTruth::Gold;
    QString annotator;        ///< "annotator"
    QList<QStringList> ranks; ///< "ranking": [best, [two, that are equal], …]; model names
    /// Oracle. "accuracy", 0…1. Pairwise: a decided truth is given else turned round, a tie and "both bad"
    /// become either side. Rating: any other point of the scale, evenly. Ranking: the chance that two
    /// neighbours stand in the right order, by Mallows' (1957) model with dispersion (1 − p)/p; at least ½.
    /// Span: the chance that a true mark is found.
    double accuracy = 1;
    /// Oracle. "confusion": {"truth": {"answer": weight, …}, …}: rows replace "accuracy". Names: pairwise
    /// "first", "tie", "second", "both_bad"; rating the scale's values ("1", "2"…); span the categories' ids
    /// (the category that a found mark is given). A missing row is answered by "accuracy".
    QHash<QString, QHash<QString, double>> confusion;
    /// Oracle, span. "false_marks", 0…1: the chance of one mark too many in each response.
    double falseMarks = 0;
    QList<PoolMember> members; ///< "members": names, or {"name","share"}

    /// InvalidArgument names the option.
    [[nodiscard]] static Result<SimulatedOptions> of(const JudgeSpec& spec);
};

/// What a simulated annotator may look at beside the item. All of it is looked up by the caller.
struct SimulatedInput
{
    quint64 projectSeed = 0; ///< the order in which responses are shown, as for people
    QString annotatorUid;
    std::optional<AnnotationContent> truth;    ///< the label that SimulatedTruth::Annotator names
    QHash<QString, AnnotationContent> members; ///< Pool: what members say of this item, by name
};

/// The answer of a simulated annotator. Draws depend on the spec's name and seed and the item's uid alone, so
/// that they are the same at every run and on every machine. With OrderPolicy::Both, First contradicts
/// itself, which is kept as a tie that says so.
/// Errors: InvalidArgument (options; a kind that the rule cannot answer, with a sentence why), NotFound (no
/// truth for this item; no label of the pool's picked member), InvalidData (the answer does not fit the
/// item's schema).
[[nodiscard]] Result<JudgeVerdict> simulatedVerdict(const JudgeSpec& spec, const ItemView& item,
                                                    const SimulatedInput& input);

/// "first", "constant", "longest", "oracle", "pool".
[[nodiscard]] QString toName(SimulatedRule rule);

} // namespace plumbline
