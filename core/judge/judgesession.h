#pragma once

#include "core/domain/item.h"
#include "core/judge/judgespec.h"
#include "core/judge/prompttemplate.h"
#include "core/llm/llmerror.h"
#include "core/llm/llmrequest.h"

#include <QHash>
#include <QJsonArray>
#include <QList>

#include <memory>

namespace plumbline {

/// One question to a server within a judge's work on one item.
struct JudgeCall
{
    int id = 0;   ///< unique in its session
    QString step; ///< as the template's; "" for protocols of one call
    QString key;  ///< what it is about, in protocols that ask about several things: an aspect's id…
    LlmRequest request;
    QList<ResponseIndex> order; ///< the responses in the order in which the judge sees them
    int attempt = 0;            ///< above 0: asked again because the reply could not be read
};

/// Why a reply gave no verdict; kept and counted, never guessed over.
struct ParseFault
{
    QString step;
    QString
        what; ///< short name for counting: "no-verdict", "two-verdicts", "truncated", "refused", "misfit"…
    QString detail; ///< a sentence: what was expected and what stood there
    bool operator==(const ParseFault&) const = default;
};

/// What became of one call: everything that a reply inspector shows, and that provenance keeps.
struct JudgeReply
{
    JudgeCall call;
    LlmOutcome outcome;
    QByteArray requestHash;
    QJsonObject parsed; ///< as the protocol read it; empty where there is a fault
    std::optional<ParseFault> fault;
};

/// What a judge says of one item.
struct JudgeVerdict
{
    AnnotationContent content; ///< fits the item's schema
    QList<ResponseIndex> shownOrder;
    std::optional<double> probability; ///< that the verdict is right, where logprobs or votes tell: 0…1
    bool isInconsistent = false;       ///< its answer changed with the order
    QJsonObject details; ///< what the protocol found beyond the content (orders, votes, criteria…)
    bool operator==(const JudgeVerdict&) const = default;
};

/// A judge's work on one item: a machine that hands out calls and takes their outcomes, without any I/O. The
/// same item, spec, templates, seed and replies always lead to the same calls and the same verdict, so that a
/// killed run that finds its replies in the cache goes on as if nothing had happened.
class JudgeSession
{
public:
    virtual ~JudgeSession() = default;

    /// The calls that may be asked now and have not been handed out yet, all independent of each other.
    [[nodiscard]] virtual QList<JudgeCall> takeCalls() = 0;
    /// The outcome of a call. A reply that cannot be read leads to another call while retries are left.
    virtual void give(int callId, const LlmOutcome& outcome) = 0;
    /// No call is open and none will come.
    [[nodiscard]] virtual bool isFinished() const = 0;
    /// Errors: InvalidData (the replies could not be read; replies() holds the faults), or the failure of a
    /// call that the verdict needs.
    [[nodiscard]] virtual Result<JudgeVerdict> verdict() const = 0;
    /// All outcomes so far, in the order in which the calls were handed out.
    [[nodiscard]] virtual QList<JudgeReply> replies() const = 0;
};

/// What a session needs beside the item.
struct JudgeSetting
{
    JudgeSpec spec;
    QHash<QString, PromptTemplate> templates; ///< by step
    LlmEndpoint endpoint;                     ///< decides structured output and logprobs; may be default
    quint64 projectSeed = 0;
    QString annotatorUid;
    int sample = 0; ///< which of the spec's samples a session is for; the whole vote when its samples are 1
};

/// Begins a judge's work on an item. InvalidArgument when the protocol cannot judge the item's kind or the
/// setting lacks a template; the sentence says what would fit. Not for Simulated and Jury, which ask nothing.
[[nodiscard]] Result<std::unique_ptr<JudgeSession>> makeJudgeSession(const JudgeSetting& setting,
                                                                     const ItemView& item);

/// The provenance of a judge's label. Keys that the statistics read: "template", "template_version", "cost"
/// (US dollars), "latency_ms" (sum over calls), "tokens_in", "tokens_out", "probability"; and "judge"
/// (protocol, hash of the spec), "endpoint", "model" (asked), "model_answered", "template_hash", "sampling",
/// "orders", "calls":
/// [{"step","attempt","order","request_hash","reply","finish","tokens_in","tokens_out","cost",
/// "latency_ms","from_cache","fault"?,"logprobs"?: of the verdict's token}].
[[nodiscard]] QJsonObject judgeProvenance(const JudgeSetting& setting, const JudgeVerdict& verdict,
                                          const QList<JudgeReply>& replies);

} // namespace plumbline
