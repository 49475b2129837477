#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"

#include <QJsonObject>
#include <QList>

namespace plumbline {

/// Which items a judge is given. Empty fields leave nothing out.
struct JudgedItems
{
    QList<BatchId> batches;
    QList<ItemKind> kinds;
    QList<ItemId> items;      ///< these alone
    AnnotatorId judge;        ///< the annotator of the two below
    bool onlyWithout = false; ///< only items that the judge has no current label for
    /// only items whose newest row of the judge is not of the job with this uid (provenance "job")
    QString notByJob;
};

/// What a judge's run asks of the store beyond what people's work does.
class JudgeRepository
{
public:
    explicit JudgeRepository(Session& session)
        : m_session(session)
    {
    }

    /// Replaces an annotator's details.
    [[nodiscard]] Result<void> setDetails(AnnotatorId annotator, const QJsonObject& details);
    /// Items with an id above `after`, in order of id, at most `limit`.
    [[nodiscard]] Result<QList<ItemId>> itemsAfter(const JudgedItems& which, ItemId after, int limit);
    [[nodiscard]] Result<qint64> countItems(const JudgedItems& which);

    /// Notes that an annotator labels an item beside its overlap: no slot is taken, and none is needed.
    [[nodiscard]] Result<void> setBeside(ItemId item, AnnotatorId annotator, AssignmentState state);

    /// Replaces the parameters of a job that does not run. Errors: NotFound, Conflict while it runs.
    [[nodiscard]] Result<void> setJobParams(JobId job, const QJsonObject& params);

private:
    Session& m_session;
};

} // namespace plumbline
