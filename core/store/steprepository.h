#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"

#include <optional>

namespace plumbline {

/// One step of an annotator's undo history.
struct Step
{
    qint64 seq = 0;
    QString kind; ///< "edit", "submit", "skip"
    ItemId itemId;
    AnnotationContent before;
    AnnotationContent after;
    AnnotationId annotationId; ///< the row of a submit or skip
};

/// The undo history of an annotator: steps up to the cursor are done, those above can be redone. It lives in
/// the store, so that it outlasts a restart. The oldest steps go when there are more than kKeptSteps.
class StepRepository
{
public:
    static constexpr qint64 kKeptSteps = 10'000;

    StepRepository(Session& session, AnnotatorId annotator)
        : m_session(session)
        , m_annotator(annotator)
    {
    }

    /// Appends a step after the cursor; what could be redone goes.
    [[nodiscard]] Result<void> push(const Step& step);
    [[nodiscard]] Result<std::optional<Step>> at(qint64 seq);
    [[nodiscard]] Result<qint64> cursor();
    [[nodiscard]] Result<void> setCursor(qint64 seq);
    /// The item that was open last.
    [[nodiscard]] Result<std::optional<ItemId>> currentItem();
    [[nodiscard]] Result<void> setCurrentItem(std::optional<ItemId> item);

private:
    Session& m_session;
    AnnotatorId m_annotator;
};

} // namespace plumbline
