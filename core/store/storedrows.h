#pragma once

#include "core/store/idset.h"
#include "core/store/itemrepository.h"
#include "core/store/session.h"

#include <QByteArrayView>
#include <QHash>

#include <functional>
#include <optional>
#include <vector>

namespace plumbline {

/// Reads items, texts and annotations as the bytes that are stored, for an export that writes them on: no
/// JSON is parsed and no text leaves UTF-8. Views are valid inside the call that they are given to. An error
/// that a handler returns ends the reading.
class StoredRows
{
public:
    explicit StoredRows(Session& session)
        : m_session(session)
    {
    }

    struct ItemRow
    {
        qint64 id = 0;
        QByteArrayView uid;
        QByteArrayView kind;
        qint64 promptId = 0;
        qint64 schemaVersionId = 0;
        qint64 batchId = 0;
        qint64 position = 0;
        double priority = 0;
        qint64 overlap = 1;
        bool isGold = false;
        QByteArrayView gold;           ///< canonical JSON, or nothing
        QByteArrayView meta;           ///< canonical JSON, or nothing
        std::vector<qint64> responses; ///< their ids, in order
    };
    struct ResponseRow
    {
        std::optional<qint64> modelId;
        QByteArrayView text;
        QByteArrayView earlierTurns; ///< JSON array of texts, or nothing
        QByteArrayView meta;         ///< canonical JSON, or nothing
    };
    struct AnnotationRow
    {
        qint64 id = 0;
        QByteArrayView uid;
        qint64 itemId = 0;
        QByteArrayView itemUid;
        qint64 annotatorId = 0;
        qint64 schemaVersionId = 0;
        QByteArrayView action;
        QByteArrayView content;    ///< canonical JSON
        QByteArrayView shownOrder; ///< numbers and spaces
        std::optional<qint64> activeMs;
        QByteArrayView createdAt; ///< UTC
        QByteArrayView supersedesUid;
        QByteArrayView provenance; ///< canonical JSON, or nothing
    };

    /// The ids of all items that pass the filter.
    [[nodiscard]] Result<IdSet> itemIds(const ItemFilter& filter);
    /// All items with an id from `first` to `last`, in order of id.
    [[nodiscard]] Result<void> items(qint64 first, qint64 last,
                                     const std::function<Result<void>(const ItemRow&)>& handle);
    /// The canonical JSON of a prompt. Errors: NotFound.
    [[nodiscard]] Result<QByteArray> promptBody(qint64 id);
    /// Errors: NotFound.
    [[nodiscard]] Result<void> response(qint64 id,
                                        const std::function<Result<void>(const ResponseRow&)>& handle);
    /// The names of the models by their ids.
    [[nodiscard]] Result<QHash<qint64, QString>> modelNames();
    /// All annotations in order of id.
    [[nodiscard]] Result<void> annotations(const std::function<Result<void>(const AnnotationRow&)>& handle);

private:
    Session& m_session;
};

} // namespace plumbline
