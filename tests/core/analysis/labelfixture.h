#pragma once

#include "core/analysis/labeltable.h"
#include "core/base/random.h"
#include "core/store/annotationrepository.h"
#include "tests/core/store/storefixture.h"

#include <QStringList>

namespace plumbline {

/// What a result holds; ends the test (qFatal) with its error when it holds nothing.
template <typename T> T checked(Result<T> result)
{
    if (!result) {
        qFatal("%s", qPrintable(result.error().toString() + u' ' + result.error().details));
    }
    return std::move(result).value();
}

/// The questions of a kind in their shortest form. Ratings: “helpfulness” and “safety” from 1 to 5.
[[nodiscard]] SchemaDefinition shortSchema(ItemKind kind);

/// A project that is filled item by item, and judged through Labelling as the windows do it.
class LabelFixture : public StoreFixture
{
public:
    struct ItemParts
    {
        ItemKind kind = ItemKind::Pairwise;
        QString question = QStringLiteral("What is it?");
        QStringList models{QStringLiteral("alpha"), QStringLiteral("beta")};
        QStringList texts{}; ///< empty: "Answer of MODEL to QUESTION."
        QString batch = QStringLiteral("Batch");
        QString category{};
        int turns = 1;
        int overlap = 9;
        std::optional<SchemaDefinition> schema{}; ///< empty: shortSchema()
        std::optional<AnnotationContent> gold{};
    };
    ItemId addItem(const ItemParts& parts);
    /// Items of all kinds in several batches and categories.
    QList<ItemId> addMany(int count);

    /// Opens an item and submits; a second time supersedes.
    Annotation submit(ItemId item, AnnotatorId annotator, const AnnotationContent& content);
    void skip(ItemId item, AnnotatorId annotator);
    bool undo(AnnotatorId annotator);
    bool redo(AnnotatorId annotator);
    /// A row as an import or a judge writes it.
    Annotation append(ItemId item, AnnotatorId annotator, const AnnotationContent& content,
                      const QJsonObject& provenance = {}, const QList<ResponseIndex>& shownOrder = {});

    /// One thing that an annotator may do, drawn by chance: the next item, an earlier one again, skip, undo
    /// or redo.
    void doSomething(AnnotatorId annotator, Random& random);

    [[nodiscard]] LabelTable load();
};

/// An answer to an item of a kind with `responses` responses, drawn by chance.
[[nodiscard]] AnnotationContent randomAnswer(ItemKind kind, int responses, const QStringList& texts,
                                             Random& random);

/// Everything that a table holds, a line for each row: equal tables give equal lines.
[[nodiscard]] QStringList linesOf(const LabelTable& table);

} // namespace plumbline
