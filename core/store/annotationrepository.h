#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"

namespace plumbline {

/// Annotations: appended, superseded, never changed. Keeps item counts and counters in the same transaction.
class AnnotationRepository
{
public:
    explicit AnnotationRepository(Session& session)
        : m_session(session)
    {
    }

    /// Appends a row; its id, and uid when empty, are set. Does not touch assignments: see Labelling for
    /// people's work and importAnnotation() for history from elsewhere. Errors: Conflict when `supersedes`
    /// has been superseded already.
    [[nodiscard]] Result<Annotation> append(Annotation annotation);
    /// Appends a row of an import: also gives its annotator a finished assignment, so that the item is never
    /// handed to them again. A row of a known uid is left alone (gives nothing).
    [[nodiscard]] Result<std::optional<Annotation>> appendImported(Annotation annotation);

    [[nodiscard]] Result<Annotation> get(AnnotationId id);
    [[nodiscard]] Result<std::optional<AnnotationId>> findByUid(const QString& uid);
    /// The newest row of an annotator for an item, whatever its action; nothing when there is none.
    [[nodiscard]] Result<std::optional<Annotation>> newest(ItemId item, AnnotatorId annotator);
    /// The current labels of an item: submitted, not superseded.
    [[nodiscard]] Result<QList<Annotation>> current(ItemId item);
    /// Every row of an item, oldest first.
    [[nodiscard]] Result<QList<Annotation>> history(ItemId item);
    /// Rows of an annotator from newest to oldest, below id `before` (0 = from the newest).
    [[nodiscard]] Result<QList<Annotation>> byAnnotator(AnnotatorId annotator, qint64 before, int limit);
    /// All rows with an id above `after`, in order of id, at most `limit`.
    [[nodiscard]] Result<QList<Annotation>> after(qint64 after, int limit);
    /// The current labels of the next `itemLimit` items with an id above `afterItem`, in order of item.
    [[nodiscard]] Result<QList<Annotation>> currentAfter(qint64 afterItem, int itemLimit);

private:
    Session& m_session;
};

} // namespace plumbline
