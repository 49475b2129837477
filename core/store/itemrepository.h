#pragma once

#include "core/domain/item.h"
#include "core/store/preparedcontent.h"
#include "core/store/session.h"

#include <QList>

#include <optional>

namespace plumbline {

/// What to put into the store as one item. Prompt and responses are found by content or added.
struct NewItem
{
    QString uid; ///< "" = derived from kind, batch and content
    ItemKind kind = ItemKind::Pairwise;
    Prompt prompt;
    QList<Response> responses;
    SchemaVersionId schemaVersionId;
    BatchId batchId;
    std::optional<qint64> position; ///< empty: after the last of its batch
    double priority = 0;
    int overlap = 1;
    bool isGold = false;
    std::optional<AnnotationContent> gold;
    QJsonObject meta;
    std::optional<PreparedContent> prepared; ///< of `prompt` and `responses`; empty: add() works it out
};

/// What add() did.
struct AddedItem
{
    ItemId id;
    bool isNew = false; ///< false: an item of this uid was there already; nothing was added
    PromptId promptId;
    QList<ResponseId> responseIds;
};

/// Which items a list shows. Empty fields filter nothing.
struct ItemFilter
{
    std::optional<BatchId> batch;
    std::optional<ItemKind> kind;
    std::optional<int> minimumLabels;
    std::optional<int> maximumLabels;
    std::optional<bool> isOpen; ///< taken < overlap
    bool onlyFlagged = false;
    bool onlyGold = false;
    QString category;                     ///< the prompt's category
    QString model;                        ///< one of the responses is by this model
    std::optional<AnnotatorId> annotator; ///< has a row of this annotator
    QString text; ///< full-text search: words, "phrases", -without; in prompts and responses
    bool operator==(const ItemFilter&) const = default;
    [[nodiscard]] bool isEmpty() const { return *this == ItemFilter{}; }
};

/// One row of a list: little enough to page fast.
struct ItemRow
{
    ItemId id;
    QString uid;
    ItemKind kind = ItemKind::Pairwise;
    QString batchName;
    QString category;
    QString promptStart; ///< first 160 characters of the last user message, on one line
    QStringList models;
    int labelCount = 0;
    int skipCount = 0;
    int overlap = 1;
    int taken = 0;
    int flagCount = 0;
    bool isGold = false;
};

/// The keys of every `stride`-th row of a filtered list, so that any row is at most `stride` steps from a
/// key.
struct RowAnchors
{
    qint64 count = 0; ///< rows in all
    int stride = 1000;
    QList<qint64> ids; ///< ids of rows 0, stride, 2·stride…
};

/// The kept counter, in a batch's scope, of its items of one kind. Projects that were made before it was kept
/// lack it: it holds where those of all kinds add up to the batch's items.
[[nodiscard]] QString itemsOfKindCounter(ItemKind kind);

/// Items with their prompts and responses.
class ItemRepository
{
public:
    explicit ItemRepository(Session& session)
        : m_session(session)
    {
    }

    [[nodiscard]] Result<PromptId> addPrompt(const Prompt& prompt);
    /// Adds a response to a stored prompt (found by content or made).
    [[nodiscard]] Result<ResponseId> addResponse(PromptId promptId, const QByteArray& promptHash,
                                                 const Response& response);
    /// Adds an item, its prompt and its responses, where they are not there yet. Keeps the counters.
    [[nodiscard]] Result<AddedItem> add(const NewItem& item);

    [[nodiscard]] Result<Item> get(ItemId id);
    [[nodiscard]] Result<std::optional<ItemId>> findByUid(const QString& uid);
    [[nodiscard]] Result<ItemView> view(ItemId id);
    [[nodiscard]] Result<Prompt> prompt(PromptId id);
    [[nodiscard]] Result<Response> response(ResponseId id);
    [[nodiscard]] Result<std::optional<ResponseId>> findResponse(PromptId prompt, const QString& model);
    /// Prompts with an id above `after`, at most `limit`, in order of id.
    [[nodiscard]] Result<QList<Prompt>> promptsAfter(PromptId after, int limit);
    /// Responses with an id above `after`, at most `limit`, in order of id.
    [[nodiscard]] Result<QList<Response>> responsesAfter(ResponseId after, int limit);
    /// Items with an id above `after` that pass the filter, at most `limit`, in order of id, with everything.
    [[nodiscard]] Result<QList<ItemView>> viewsAfter(const ItemFilter& filter, ItemId after, int limit);

    /// Rows of a list with an id above `after` (0 = from the start), in order of id.
    [[nodiscard]] Result<QList<ItemRow>> rowsAfter(const ItemFilter& filter, qint64 after, int limit,
                                                   int skip = 0);
    /// How many items pass the filter. Without one, and for a batch, a kind, or what is open, from kept
    /// counters; for numbers of labels from a stretch of an index. For a background read otherwise.
    [[nodiscard]] Result<qint64> count(const ItemFilter& filter);
    /// count() and the anchors for jumping to any row, in one pass.
    [[nodiscard]] Result<RowAnchors> anchors(const ItemFilter& filter, int stride = 1000);

    /// Brings the full-text index up by at most `limit` texts; gives how many are left.
    [[nodiscard]] Result<qint64> indexText(int limit);
    /// How many texts the full-text index lacks.
    [[nodiscard]] Result<qint64> textsToIndex();

    /// Sets how many labels an item wants.
    [[nodiscard]] Result<void> setOverlap(ItemId id, int overlap);
    [[nodiscard]] Result<void> setPriority(ItemId id, double priority);
    [[nodiscard]] Result<void> setGold(ItemId id, const std::optional<AnnotationContent>& gold);
    [[nodiscard]] Result<QStringList> categories();

private:
    [[nodiscard]] Result<const ContentMemo::KnownPrompt*>
    knownPrompt(const Prompt& prompt, const PreparedContent* prepared = nullptr);
    [[nodiscard]] Result<ContentMemo::KnownResponse> knownResponse(PromptId promptId,
                                                                   const QByteArray& promptHash,
                                                                   const Response& response,
                                                                   const QByteArray& hash = {});
    [[nodiscard]] Result<std::optional<qint64>> insertItem(const NewItem& item, const QString& uid,
                                                           PromptId promptId);
    /// Counts an item that insertItem() has added.
    void countNew(const NewItem& item);
    /// count() from kept counters alone; nothing when they cannot tell.
    [[nodiscard]] Result<std::optional<qint64>> keptCount(const ItemFilter& filter);
    [[nodiscard]] Result<QString> batchOrder(BatchId batch);
    [[nodiscard]] Result<void> addResponses(QList<ItemView>& views);

    Session& m_session;
};

} // namespace plumbline
