#pragma once

#include "core/domain/prompt.h"
#include "core/domain/schema.h"

#include <QHash>

#include <deque>
#include <optional>

namespace plumbline {

/// What a connection's repositories remember of rows that never change, so that an import does not ask the
/// database the same thing for every line: items that stand next to each other share prompt and responses.
struct ContentMemo
{
    struct KnownPrompt
    {
        Prompt prompt; ///< as it was given, without an id
        QByteArray body;
        QByteArray hash;
        PromptId id;
    };
    struct KnownResponse
    {
        Response response; ///< as it was given, without ids
        QByteArray hash;
        ResponseId id;
    };
    struct KnownBatch
    {
        QString order;
        QString scope; ///< of its counters
        qint64 nextPosition = 0;
        qint64 highestCursor = 0; ///< of all annotators' queue cursors
    };

    /// Longest list of responses that is kept; those of one prompt.
    static constexpr size_t kMostResponses = 12;

    // Of this write transaction:
    bool hasNewProject = false; ///< what the project says of itself was written
    std::optional<KnownPrompt> prompt;
    std::deque<KnownResponse> responses; ///< of `prompt`
    QHash<QString, qint64> models;
    QHash<qint64, KnownBatch> batches;
    // As long as nothing is rolled back:
    QHash<SchemaVersionId, SchemaVersion> schemas;

    void forgetTransaction()
    {
        hasNewProject = false;
        prompt.reset();
        responses.clear();
        models.clear();
        batches.clear();
    }
    void forgetAll()
    {
        forgetTransaction();
        schemas.clear();
    }
};

} // namespace plumbline
