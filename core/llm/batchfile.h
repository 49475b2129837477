#pragma once

#include "core/llm/llmerror.h"
#include "core/llm/llmrequest.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace plumbline {

/// One request of a batch, under the name by which its reply is found again.
struct LlmBatchItem
{
    QString customId;
    LlmRequest request;
};

/// A file that was written for a batch.
struct LlmBatchFile
{
    QString path;
    qint64 lines = 0;
    double mostCost = 0; ///< US dollars, if every reply is as long as it may be
};

/// How much one batch may hold.
struct LlmBatchBounds
{
    qint64 lines = 50'000;
    qint64 bytes = 200'000'000;
};

/// Writes the input of a batch, `prefix`-1.jsonl and as many further files as the bounds ask for. Errors: an
/// empty or repeated custom id, a single request beyond the bounds, a disk that is full. What was written
/// before an error is removed.
[[nodiscard]] Result<QList<LlmBatchFile>> writeBatchFiles(const LlmEndpoint& endpoint,
                                                          const QList<LlmBatchItem>& items,
                                                          const QString& prefix,
                                                          const LlmBatchBounds& bounds = {});

/// What a batch brought back, joined by custom id.
struct LlmBatchResults
{
    QHash<QString, LlmOutcome> outcomes; ///< one for each id that was asked for and answered
    QStringList missing;                 ///< asked for and not answered
    QStringList unknown;                 ///< answered and not asked for
    QStringList repeated;                ///< answered more than once; the first answer counts
    double cost = 0;                     ///< US dollars, at the price of batches
};

/// Reads output and error files of a batch ("" is passed over). Lines may be in any order. Understands the
/// lines of OpenAI, of vLLM's run-batch, and its older ones with the chat body directly under "response".
/// InvalidData names file and line of what is no such line. `customIds`: what was asked for; empty: take
/// whatever comes.
[[nodiscard]] Result<LlmBatchResults> readBatchFiles(const LlmEndpoint& endpoint, const QStringList& paths,
                                                     const QStringList& customIds);

} // namespace plumbline
