#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace plumbline {

/// One place where something was found. What is not known stays invalid or empty.
struct FoundRow
{
    ItemId item;
    AnnotatorId annotator;
    ResponseId response;
    QString text;      ///< a name: of an annotator, a batch, a model…
    qint64 number = 0; ///< meaning as the function says
};

/// The first places and how many there are in all.
struct FoundRows
{
    QList<FoundRow> rows;
    qint64 total = 0;
};

/// A kept number that differs from a recount.
struct CountDifference
{
    ItemId item;   ///< invalid for a counter
    QString scope; ///< of a counter; "" is the project
    QString name;  ///< "label_count", "open_items"…
    qint64 kept = 0;
    qint64 counted = 0;
};

/// A label that marks spans, with the texts it speaks of.
struct SpanAnswer
{
    AnnotationId annotation;
    ItemId item;
    AnnotationContent content;
    QStringList judgedTexts;
};

/// A pairwise vote with the responses it compares.
struct PairAnswer
{
    AnnotationId annotation;
    ItemId item;
    AnnotatorId annotator;
    AnnotatorKind annotatorKind = AnnotatorKind::Human;
    bool isCurrent = true; ///< false: superseded
    AnnotationContent content;
    QList<ResponseIndex> shownOrder;
    QList<ResponseId> responses; ///< in the item's order
};

/// What the checks ask the store. Reads only. Functions with `limit` give the first rows and the number of
/// all.
class CheckRepository
{
public:
    explicit CheckRepository(Session& session)
        : m_session(session)
    {
    }

    /// What the database says of itself: damaged pages, indexes out of step, rows that refer to nothing.
    [[nodiscard]] Result<QStringList> databaseProblems();
    /// Items whose kept counts differ from their annotations and assignments, in order of id.
    [[nodiscard]] Result<QList<CountDifference>> itemCountDifferences(int limit);
    /// Kept counters of the project, its batches and annotators that differ from a recount.
    [[nodiscard]] Result<QList<CountDifference>> counterDifferences();

    /// Items that have one label and want more; the number is how many they want.
    [[nodiscard]] Result<FoundRows> itemsWithOneLabel(int limit);
    /// How many items have one label and want no more.
    [[nodiscard]] Result<qint64> singleLabelItems();
    /// People with just one label; the text is their name.
    [[nodiscard]] Result<FoundRows> annotatorsWithOneLabel(int limit);
    /// Gold items without a known answer.
    [[nodiscard]] Result<FoundRows> goldItemsWithoutAnswer(int limit);
    /// Open batches without a gold item, when another batch has one; text: the name, number: items in it.
    [[nodiscard]] Result<FoundRows> openBatchesWithoutGold(int limit);
    /// Leases that ran out and were not put back yet.
    [[nodiscard]] Result<FoundRows> overdueLeases(int limit);
    /// Unfinished answers to items that have all the labels they want.
    [[nodiscard]] Result<FoundRows> draftsOfFinishedItems(int limit);
    /// Responses whose judged text is empty or white space; the item is the first one that shows it.
    [[nodiscard]] Result<FoundRows> emptyResponses(int limit);
    /// Responses whose author is not known.
    [[nodiscard]] Result<FoundRows> responsesWithoutModel(int limit);
    /// The first item of a prompt; invalid when no item asks it.
    [[nodiscard]] Result<ItemId> firstItemOf(PromptId prompt);

    /// Current labels of span items with an id above `after`, in order of id.
    [[nodiscard]] Result<QList<SpanAnswer>> spanLabelsAfter(AnnotationId after, int limit);
    /// Pairwise votes with an id above `after`, superseded ones too, in order of id.
    [[nodiscard]] Result<QList<PairAnswer>> pairVotesAfter(AnnotationId after, int limit);

private:
    [[nodiscard]] Result<FoundRows> find(const QString& columns, const QString& from, const QString& order,
                                         const QVariantList& binds, int limit);
    [[nodiscard]] Result<void> addDifferences(const QString& sql, QList<CountDifference>& out);
    [[nodiscard]] Result<QStringList> judgedTexts(ItemId item);
    [[nodiscard]] Result<QList<ResponseId>> responses(ItemId item);

    Session& m_session;
};

} // namespace plumbline
