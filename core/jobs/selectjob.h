#pragma once

#include "core/domain/kinds.h"
#include "core/jobs/jobrunner.h"

#include <QJsonObject>
#include <QList>

namespace plumbline {

/// Which items to put into a batch, by id: for lists in which a person chose them (disagreements, label
/// errors, pairs that still need votes, the Explorer).
///
///     SelectRequest request{name, items};
///     jobs->startAsync(u"select"_s, selectJobParams(request));
struct SelectRequest
{
    QString name;
    QList<ItemId> items; ///< their order is their place in the batch; repeated ones count once
    QueueOrder order = QueueOrder::Fixed; ///< of a batch that is not there yet
    int overlap = 1;                      ///< labels wanted for each item, from 1
    QJsonObject batchMeta;                ///< of a batch that is not there yet; see adjudicationMeta()
};

/// Parameters of a job "select".
[[nodiscard]] QJsonObject selectJobParams(const SelectRequest& request);

/// Copies the items into the batch, as fill does: same prompt, responses, schema, priority and gold answer;
/// none of the labels. Into a batch for adjudication each copy also names the item it came from. In short
/// transactions; doing it again adds nothing twice. Result: {"batch":ID, "items":added}. Errors:
/// InvalidArgument, NotFound, Conflict when a batch of this name has another purpose, Cancelled.
[[nodiscard]] Result<JobOutcome> runSelectJob(JobContext& context, const QJsonObject& params);

/// The first of "NAME", "NAME (2)", "NAME (3)"… that no batch has yet.
[[nodiscard]] Result<QString> freeBatchName(Session& session, const QString& name);

} // namespace plumbline
