#pragma once

#include "core/analysis/labeltable.h"
#include "core/store/labelrepository.h"

#include <QByteArray>
#include <QHash>

#include <memory>
#include <vector>

namespace plumbline {

/// Fills a LabelTable from the history, in order of id: reading all of it, or only what is new, comes to the
/// same table.
class LabelTableReader
{
public:
    LabelTableReader(LabelTable& table, Session& session);

    /// Takes in all that the table lacks. True when anything but its newest id has changed.
    [[nodiscard]] Result<bool> takeNew(const LabelTable::IsCancelled& isCancelled,
                                       const LabelTable::Progress& progress);

private:
    using Content = std::shared_ptr<const AnnotationContent>;
    /// A label whose item may not be known yet.
    struct Pending
    {
        LabelHead head;
        ItemId itemId;
        Content content;
        std::vector<std::int32_t> shownOrder;
        LabelCall call;
        bool hasCall = false;
        AnnotationId supersedes;
        bool isSubmit = true;
    };
    struct NewItem
    {
        LabelledItem item;
        PromptId promptId;
        std::vector<ResponseId> responses;
    };
    struct NewResponse
    {
        LabelledResponse response;
        PromptId promptId;
        QString model;
    };
    struct NewPrompt
    {
        LabelledPrompt prompt;
        QString category;
        quint64 opening = 0;
    };

    [[nodiscard]] Result<bool> takeNames();
    [[nodiscard]] Result<bool> takeChunk(qint64& rows);
    [[nodiscard]] Result<Pending> pendingOf(const LabelRepository::LabelRow& row);
    [[nodiscard]] Result<Content> contentOf(const LabelRepository::LabelRow& row);
    [[nodiscard]] Result<void> readCall(const LabelRepository::LabelRow& row, Pending& pending);
    [[nodiscard]] Result<void> readNewItems();
    [[nodiscard]] Result<void> readNewResponses(const std::vector<ResponseId>& ids);
    [[nodiscard]] std::int32_t registerItem(ItemId id);
    [[nodiscard]] std::int32_t registerPrompt(PromptId id);
    [[nodiscard]] std::int32_t registerResponse(ResponseId id);
    void append(Pending& pending);
    void appendPairs(const Pending& pending, const LabelledItem& item, std::int32_t head);
    void appendRatings(const Pending& pending, const LabelledItem& item, std::int32_t head);
    void appendRanking(const Pending& pending, const LabelledItem& item, std::int32_t head);
    void appendSpans(const Pending& pending, const LabelledItem& item, std::int32_t head);
    void dropSuperseded();

    LabelTable& m_table;
    LabelRepository m_labels;
    Session& m_session;
    std::vector<Pending> m_pending;
    std::vector<std::int32_t> m_superseded; ///< heads that are current no longer
    QHash<ItemId, NewItem> m_newItems;
    QHash<PromptId, NewPrompt> m_newPrompts;
    QHash<ResponseId, NewResponse> m_newResponses;
    QHash<QByteArray, Content> m_contents; ///< most labels say what others have said
};

} // namespace plumbline
