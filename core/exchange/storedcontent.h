#pragma once

#include "core/exchange/plumblinewriter.h"
#include "core/store/storedrows.h"

#include <QByteArray>
#include <QHash>

#include <vector>

namespace plumbline {

/// The prompts and responses of an export's items as the JSON that goes into their lines. Remembers the last
/// ones: items that stand next to each other share them.
class StoredContent
{
public:
    /// Errors: what the store says.
    [[nodiscard]] static Result<StoredContent> create(Session& session);

    /// Sets `parts.prompt` and `parts.responses` of an item; they are valid until the next call.
    /// Errors: NotFound, what the store says.
    [[nodiscard]] Result<void> find(const StoredRows::ItemRow& item, StoredItemParts& parts);

private:
    struct Slot
    {
        qint64 id = 0;
        quint64 usedBy = 0; ///< number of the call that last used it
        QByteArray json;
    };

    explicit StoredContent(Session& session)
        : m_rows(session)
    {
    }
    [[nodiscard]] Result<const Slot*> response(qint64 id);
    [[nodiscard]] Slot& freeSlot();
    void forgetIfLarge();

    StoredRows m_rows;
    QHash<qint64, QByteArray> m_models; ///< names as JSON
    qint64 m_promptId = 0;
    QByteArray m_prompt;
    std::vector<Slot> m_slots;
    size_t m_nextSlot = 0;
    quint64 m_call = 0;
};

} // namespace plumbline
