#pragma once

#include "core/domain/item.h"
#include "core/store/itemrepository.h"
#include "core/store/store.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace plumbline {

/// A project in a folder of its own, filled with items that look like real ones. Fails the test (qFatal) when
/// the store refuses anything.
class ProjectBuilder
{
public:
    /// `clock` outlives the builder.
    explicit ProjectBuilder(const Clock& clock, quint64 seed = 7);

    [[nodiscard]] Store& store() { return *m_store; }
    [[nodiscard]] QString path() const;
    /// Closes the file and opens it again, as a restart does.
    void reopen();

    /// Pairs of two-turn answers; the responses of item n say "left n" and "right n" in their first words.
    QList<ItemId> addPairs(int count, const QString& batch = QStringLiteral("Pairs"));
    /// The same under a schema of one's own.
    QList<ItemId> addPairs(int count, const QString& batch, const SchemaDefinition& schema);
    /// Items of `responses` short answers each, rated on the built-in aspects.
    QList<ItemId> addRatings(int count, int responses = 3, const QString& batch = QStringLiteral("Ratings"));
    /// Items of any schema with `responses` short answers of one turn each.
    QList<ItemId> addItems(int count, int responses, const QString& batch, const SchemaDefinition& schema);
    /// Questions with passages and one answer each.
    QList<ItemId> addSpans(int count, const QString& batch = QStringLiteral("Spans"));
    /// Real pairs of MT-Bench (two turns, answers of two models) from a folder that holds question.jsonl and
    /// model_answer_original/; in order of question id. Empty when the folder is not there.
    QList<ItemId> addMtBench(const QString& folder, const QString& firstModel, const QString& secondModel,
                             int count);
    /// The same with any number of models, under a schema of one's own.
    QList<ItemId> addMtBench(const QString& folder, const QStringList& models, int count,
                             const QString& batch, const SchemaDefinition& schema);

    Annotator annotator(const QString& name);
    /// The current label of an annotator for an item; nothing when there is none.
    std::optional<Annotation> label(ItemId item, AnnotatorId annotator);
    /// Every row of an item.
    QList<Annotation> history(ItemId item);

private:
    QList<ItemId> add(QList<NewItem> items, const QString& batch, const SchemaDefinition& schema);

    const Clock& m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_store;
};

} // namespace plumbline
