#include "core/llm/batchclient.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

bool LlmBatchState::isOver() const
{
    return status == u"completed"_s || status == u"failed"_s || status == u"expired"_s ||
           status == u"cancelled"_s;
}

QJsonObject LlmBatchState::toJson() const
{
    return {{u"input_path"_s, inputPath},
            {u"most_cost"_s, mostCost},
            {u"input_file_id"_s, inputFileId},
            {u"create_tried"_s, isCreateTried},
            {u"batch_id"_s, batchId},
            {u"status"_s, status},
            {u"output_file_id"_s, outputFileId},
            {u"error_file_id"_s, errorFileId},
            {u"total"_s, total},
            {u"completed"_s, completed},
            {u"failed"_s, failed},
            {u"message"_s, message},
            {u"output_path"_s, outputPath},
            {u"error_path"_s, errorPath},
            {u"downloaded"_s, isDownloaded},
            {u"booked_cost"_s, bookedCost}};
}

LlmBatchState LlmBatchState::fromJson(const QJsonObject& object)
{
    LlmBatchState out;
    out.inputPath = object.value(u"input_path"_s).toString();
    out.mostCost = object.value(u"most_cost"_s).toDouble();
    out.inputFileId = object.value(u"input_file_id"_s).toString();
    out.isCreateTried = object.value(u"create_tried"_s).toBool();
    out.batchId = object.value(u"batch_id"_s).toString();
    out.status = object.value(u"status"_s).toString();
    out.outputFileId = object.value(u"output_file_id"_s).toString();
    out.errorFileId = object.value(u"error_file_id"_s).toString();
    out.total = object.value(u"total"_s).toInt();
    out.completed = object.value(u"completed"_s).toInt();
    out.failed = object.value(u"failed"_s).toInt();
    out.message = object.value(u"message"_s).toString();
    out.outputPath = object.value(u"output_path"_s).toString();
    out.errorPath = object.value(u"error_path"_s).toString();
    out.isDownloaded = object.value(u"downloaded"_s).toBool();
    out.bookedCost = object.value(u"booked_cost"_s).toDouble();
    return out;
}

} // namespace plumbline
