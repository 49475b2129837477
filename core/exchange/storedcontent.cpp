#include "core/exchange/storedcontent.h"

#include "core/base/json.h"

#include <algorithm>

namespace plumbline {

namespace {

constexpr size_t kSlots = 32;
constexpr qsizetype kMostKept = qsizetype(8) << 20; ///< bytes

} // namespace

Result<StoredContent> StoredContent::create(Session& session)
{
    StoredContent content(session);
    using Names = QHash<qint64, QString>;
    PLUMBLINE_ASSIGN(const Names names, content.m_rows.modelNames());
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        appendJsonString(content.m_models[name.key()], name.value());
    }
    return content;
}

Result<void> StoredContent::find(const StoredRows::ItemRow& item, StoredItemParts& parts)
{
    ++m_call;
    forgetIfLarge();
    if (m_promptId != item.promptId) {
        m_promptId = 0;
        PLUMBLINE_ASSIGN(m_prompt, m_rows.promptBody(item.promptId));
        m_promptId = item.promptId;
    }
    parts.prompt = m_prompt;
    if (m_slots.size() < 2 * item.responses.size() + kSlots) {
        m_slots.resize(2 * item.responses.size() + kSlots);
    }
    parts.responses.clear();
    for (const qint64 id : item.responses) {
        PLUMBLINE_ASSIGN(const Slot* slot, response(id));
        parts.responses.emplace_back(slot->json);
    }
    return {};
}

Result<const StoredContent::Slot*> StoredContent::response(qint64 id)
{
    const auto known =
        std::find_if(m_slots.begin(), m_slots.end(), [id](const Slot& slot) { return slot.id == id; });
    if (known != m_slots.end()) {
        known->usedBy = m_call;
        return &*known;
    }
    Slot& slot = freeSlot();
    slot.id = 0; // until it is whole
    slot.usedBy = m_call;
    slot.json.resize(0);
    PLUMBLINE_TRY(m_rows.response(id, [&](const StoredRows::ResponseRow& row) -> Result<void> {
        const QByteArray model = row.modelId ? m_models.value(*row.modelId) : QByteArray();
        appendStoredResponse(slot.json, row, model.isEmpty() ? QByteArrayView("\"\"") : model);
        return {};
    }));
    slot.id = id;
    return &slot;
}

/// One that this call does not use. There are more slots than an item has responses.
StoredContent::Slot& StoredContent::freeSlot()
{
    while (m_slots[m_nextSlot % m_slots.size()].usedBy == m_call) {
        ++m_nextSlot;
    }
    return m_slots[m_nextSlot++ % m_slots.size()];
}

void StoredContent::forgetIfLarge()
{
    qsizetype bytes = 0;
    for (const Slot& slot : m_slots) {
        bytes += slot.json.capacity();
    }
    if (bytes > kMostKept) {
        m_slots.clear();
        m_nextSlot = 0;
    }
}

} // namespace plumbline
