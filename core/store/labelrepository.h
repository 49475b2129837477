#pragma once

#include "core/base/ids.h"
#include "core/domain/kinds.h"
#include "core/store/session.h"

#include <QByteArrayView>

#include <functional>
#include <optional>
#include <vector>

namespace plumbline {

/// Reads what statistics need of labels and of what was labelled, many rows at a time and as the bytes that
/// are stored. Views are valid inside the call that they are given to. An error that a handler returns ends
/// the reading.
class LabelRepository
{
public:
    explicit LabelRepository(Session& session)
        : m_session(session)
    {
    }

    /// A row of the history: a label, a skip or a retraction.
    struct LabelRow
    {
        AnnotationId id;
        ItemId itemId;
        AnnotatorId annotatorId;
        SchemaVersionId schemaVersionId;
        bool isSubmit = true;      ///< false: a skip or a retraction
        QByteArrayView content;    ///< canonical JSON
        QByteArrayView shownOrder; ///< numbers and spaces
        std::optional<qint64> activeMs;
        QByteArrayView createdAt;  ///< UTC
        AnnotationId supersedes;   ///< what it takes the place of; invalid: nothing
        QByteArrayView provenance; ///< canonical JSON, or nothing
    };
    struct ItemRow
    {
        ItemId id;
        ItemKind kind = ItemKind::Pairwise;
        PromptId promptId;
        SchemaVersionId schemaVersionId;
        BatchId batchId;
        bool isGold = false;
        QByteArrayView gold;               ///< canonical JSON, or nothing
        std::vector<ResponseId> responses; ///< in the item's order
    };
    struct PromptRow
    {
        PromptId id;
        QByteArrayView category; ///< or nothing
        QByteArrayView title;    ///< the last user message in one line
        int userMessages = 0;
        quint64 opening = 0; ///< hash of all messages up to the first of the user's
    };
    struct ResponseRow
    {
        ResponseId id;
        PromptId promptId;
        QByteArrayView model; ///< its author's name, or nothing
        QByteArrayView text;  ///< the judged one: the last turn
    };

    /// Another number as soon as anybody else has written to the project, in this process or another; means
    /// something on one connection alone. A look at shared memory, no query.
    [[nodiscard]] Result<qint64> dataVersion();
    /// The newest row of the history; invalid: there is none.
    [[nodiscard]] Result<AnnotationId> newest();
    /// Annotators and schema versions never change: how many there are, newest id of each.
    [[nodiscard]] Result<AnnotatorId> newestAnnotator();
    [[nodiscard]] Result<SchemaVersionId> newestSchemaVersion();

    /// The rows with an id above `after`, at most `limit`, in order of id.
    [[nodiscard]] Result<void> labelsAfter(AnnotationId after, int limit,
                                           const std::function<Result<void>(const LabelRow&)>& handle);
    /// The items, prompts or responses of these ids, in order of id; ids that do not exist are left out. The
    /// ids have to be in rising order, each once.
    [[nodiscard]] Result<void> items(const std::vector<ItemId>& ids,
                                     const std::function<Result<void>(const ItemRow&)>& handle);
    [[nodiscard]] Result<void> prompts(const std::vector<PromptId>& ids,
                                       const std::function<Result<void>(const PromptRow&)>& handle);
    [[nodiscard]] Result<void> responses(const std::vector<ResponseId>& ids,
                                         const std::function<Result<void>(const ResponseRow&)>& handle);

private:
    Session& m_session;
};

} // namespace plumbline
