#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"

#include <optional>

namespace plumbline {

/// Unfinished answers, one for each item and annotator.
class DraftRepository
{
public:
    explicit DraftRepository(Session& session)
        : m_session(session)
    {
    }

    [[nodiscard]] Result<std::optional<Draft>> find(ItemId item, AnnotatorId annotator);
    /// Saves (or replaces) a draft with the time of now.
    [[nodiscard]] Result<void> save(const Draft& draft);
    [[nodiscard]] Result<void> remove(ItemId item, AnnotatorId annotator);
    /// All drafts, in order of item and annotator.
    [[nodiscard]] Result<QList<Draft>> list();

private:
    Session& m_session;
};

} // namespace plumbline
