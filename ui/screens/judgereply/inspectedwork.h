#pragma once

#include "core/base/result.h"
#include "core/domain/item.h"
#include "core/llm/llmrequest.h"

#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>

#include <optional>

namespace plumbline {

struct Session;

/// One question of a judge and what became of it, as the inspector shows it.
struct InspectedCall
{
    QString step; ///< "" for protocols of one call
    QString key;  ///< what it is about, where a protocol asks about several things: an aspect's id…
    int attempt = 0;
    int sample = 0;
    QList<ResponseIndex> order; ///< the responses as the judge saw them
    QList<LlmMessage> messages; ///< what was sent; empty where that is not known
    QString reply;              ///< the model's words, exactly
    QString refusal;
    QString reasoning;
    QString finish; ///< why the reply ended: "stop", "length"…
    QString fault;  ///< why it gave no verdict, a short name; "" when it was read
    QString detail; ///< a sentence for the fault or the error
    QString error;  ///< the kind of the server's error; "" when there was a reply
    QJsonObject parsed;
    /// Tokens with the natural logarithm of their probability, likeliest first.
    QList<QPair<QString, double>> logprobs;
    bool isVerdictToken = false; ///< the logprobs are those of the verdict; else of the reply's first token
    qint64 tokensIn = 0;
    qint64 tokensOut = 0;
    double cost = 0; ///< US dollars
    qint64 latencyMs = 0;
    int attempts = 1; ///< how often it was sent
    bool isFromCache = false;
    QString modelAnswered;
    QByteArray requestHash;
    bool operator==(const InspectedCall&) const = default;
};

/// A judge's work on one item, with everything that is kept of it.
struct InspectedWork
{
    ItemView item;
    Annotator judge;
    std::optional<Annotation> label; ///< the judge's current one; none when it came to no verdict
    QList<InspectedCall> calls;      ///< in the order in which they were asked
    QString note;                    ///< a sentence where something of it is not kept any more

    /// What the label says of how it was made, else the judge's own settings: "endpoint", "model",
    /// "model_answered", "template", "template_version", "template_hash"; "" when it is not known.
    [[nodiscard]] QString fact(QLatin1StringView key) const;
    /// Whether the judge's answer changed with the order.
    [[nodiscard]] bool isInconsistent() const;
    [[nodiscard]] std::optional<double> probability() const;
};

/// Reads a judge's work: goes through it again with the replies that are kept, so that prompts can be shown;
/// where that cannot be done, shows what the label's provenance and the noted calls hold. Asks nobody. In a
/// read transaction, not on the GUI thread. Errors: NotFound; what the store says.
[[nodiscard]] Result<InspectedWork> inspectWork(Session& session, AnnotatorId judge, ItemId item);

} // namespace plumbline
