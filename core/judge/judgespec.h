#pragma once

#include "core/base/result.h"
#include "core/domain/kinds.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace plumbline {

/// How a judge comes to its verdict; docs/judges.md says which paper each follows.
enum class JudgeProtocol {
    Pairwise,      ///< one verdict token A, B or tie, weighted by its logprobs where the server gives them
    PairwiseScale, ///< five points from "first much better" to "second much better", by aspects (MultiPref)
    Pointwise,     ///< one number 1–10 for each response
    MultiAspect,   ///< UltraFeedback: a call for each aspect with all texts, shuffled
    JudgeLm,       ///< JudgeLM: two scores on the first line
    Pc2,           ///< Feedbacker: criteria from comparing auxiliary answers, then a weighted score
    Critique,      ///< feedback in words for each response
    Refine,        ///< ILF: critique, refinements, and the choice of the refinement that follows it best
    Span,          ///< quotes that are located in the response's text
    RewardServer,  ///< a number from a reward model behind HTTP
    Simulated,     ///< no server: a rule or a noisy oracle
    Jury,          ///< several judges; the vote of their verdicts
};

/// In which orders a pair is shown to the judge.
enum class OrderPolicy {
    Seeded, ///< one, by shownOrder() as for people
    Both,   ///< each item twice; what changes with the order is kept as a tie that says so
    AsIs,   ///< the item's own order, for comparisons with published runs
};

/// How a judge asks: all of its settings but the server's. Stored as annotator.details["judge"]; its id in
/// provenance is the hash of its canonical JSON.
struct JudgeSpec
{
    QString name; ///< the annotator's name
    JudgeProtocol protocol = JudgeProtocol::Pairwise;
    QString endpoint;        ///< name of a stored endpoint; empty for Simulated and Jury
    QString promptTemplate;  ///< id of a prompt template; empty: the protocol's own default
    int templateVersion = 0; ///< 0: the newest when the run begins (each label names the one that was used)
    OrderPolicy orders = OrderPolicy::Both;
    std::optional<double> temperature = 0.0;
    std::optional<double> topP;
    std::optional<qint64> seed;
    int maxTokens = 1024;
    bool wantsLogprobs = true;   ///< where the endpoint gives them
    bool wantsStructured = true; ///< where the endpoint can; else the template's own reply form
    bool usesReference = false;  ///< shows the prompt's reference answer (reference support)
    int samples = 1;             ///< n-sample vote: the most frequent verdict; a draw of votes is a tie
    int retriesUnparsed = 1;     ///< how often a reply that cannot be read is asked for again
    QStringList aspects;         ///< ids of the schema's aspects that are asked; empty: all
    QStringList jurors;          ///< Jury: names of judges
    QJsonObject options;         ///< of the protocol: see its header
    bool operator==(const JudgeSpec&) const = default;

    /// Whether it can be run at all: a name, an endpoint where one is needed, counts in their bounds.
    /// InvalidArgument names the field.
    [[nodiscard]] Result<void> check() const;
    [[nodiscard]] QJsonObject toJson() const;
    /// Reads what toJson() wrote, and checks it.
    [[nodiscard]] static Result<JudgeSpec> fromJson(const QJsonObject& object);
};

/// "pairwise", "pairwise-scale", "pointwise", "multi-aspect", "judgelm", "pc2", "critique", "refine", "span",
/// "reward-server", "simulated", "jury".
[[nodiscard]] QString toName(JudgeProtocol protocol);
[[nodiscard]] std::optional<JudgeProtocol> judgeProtocolFromName(QStringView name);
/// "seeded", "both", "as-is".
[[nodiscard]] QString toName(OrderPolicy policy);
[[nodiscard]] std::optional<OrderPolicy> orderPolicyFromName(QStringView name);
/// The kinds of items that a protocol can judge.
[[nodiscard]] QList<ItemKind> kindsOf(JudgeProtocol protocol);

} // namespace plumbline
