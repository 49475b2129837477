#pragma once

#include "core/store/itemrepository.h"

#include <QStringList>
#include <QVariantList>

namespace plumbline {

/// A filter as a WHERE clause over "item i", with its values.
struct ItemWhere
{
    QStringList terms;
    QVariantList binds;

    /// What is asked: some rows in order of id, or all there are in any order. The same rows pass either way;
    /// the words differ in the index that they suggest.
    enum class Aim { Page, All };

    /// Errors: InvalidData when the text to look for is no query.
    [[nodiscard]] static Result<ItemWhere> of(const ItemFilter& filter, Aim aim);

    void add(const QString& term, const QVariantList& values = {})
    {
        terms << term;
        binds += values;
    }
    [[nodiscard]] QString sql() const
    {
        return terms.isEmpty() ? QStringLiteral("1 = 1") : terms.join(u" AND ");
    }
};

} // namespace plumbline
