#include "core/jobs/orderjob.h"

#include "core/store/batchrepository.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QJsonObject orderJobParams(BatchId batch, QueueOrder order)
{
    return {{u"batch"_s, batch.value}, {u"order"_s, toName(order)}};
}

Result<JobOutcome> runOrderJob(JobContext& context, const QJsonObject& params)
{
    const BatchId batch{params.value(u"batch"_s).toInteger()};
    const QString name = params.value(u"order"_s).toString();
    const std::optional<QueueOrder> order = queueOrderFromName(name);
    if (!order) {
        return makeError(ErrorCode::InvalidArgument, u"“%1” is no order of a queue."_s.arg(name), u"order"_s);
    }
    PLUMBLINE_TRY(context.store().write(
        [&](Session& session) { return BatchRepository(session).setOrder(batch, *order); }));
    return JobOutcome{u"The batch has its new order."_s, {}};
}

} // namespace plumbline
