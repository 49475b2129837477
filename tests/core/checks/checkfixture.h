#pragma once

#include "core/checks/check.h"
#include "tests/core/store/storefixture.h"

namespace plumbline {

/// A project that tests of checks fill with what is to be found.
class CheckFixture : public StoreFixture
{
public:
    [[nodiscard]] CheckFindings run(const QString& id, int limit = 100);
    /// The reasons found, each with its parts: "leases.overdue ann 1".
    [[nodiscard]] QStringList found(const QString& id);
    void exec(const QString& sql, const QVariantList& binds = {});
    AnnotationId label(ItemId item, const QString& annotator, const AnnotationContent& content,
                       const QList<int>& shownOrder = {}, AnnotatorKind kind = AnnotatorKind::Human,
                       AnnotationId supersedes = {});
    ItemId addItem(NewItem item);
    /// An item of its own that shows these responses to one prompt.
    ItemId pairItem(const QString& uid, const QStringList& texts, const QStringList& models);
    [[nodiscard]] static QString text(ItemId item) { return QString::number(item.value); }
};

} // namespace plumbline
