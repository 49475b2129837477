#include "app/ctl/jsonviews.h"

#include "core/base/clock.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonArray toArray(const QList<ResponseIndex>& indexes)
{
    QJsonArray array;
    for (const ResponseIndex index : indexes) {
        array.append(index);
    }
    return array;
}

void insertTime(QJsonObject& object, const QString& key, const QDateTime& time)
{
    if (time.isValid()) {
        object.insert(key, toIsoUtc(time));
    }
}

} // namespace

QJsonObject toJson(const ItemRow& row)
{
    return {{u"id"_s, row.id.value},
            {u"uid"_s, row.uid},
            {u"kind"_s, toName(row.kind)},
            {u"batch"_s, row.batchName},
            {u"category"_s, row.category},
            {u"prompt"_s, row.promptStart},
            {u"models"_s, QJsonArray::fromStringList(row.models)},
            {u"labels"_s, row.labelCount},
            {u"skips"_s, row.skipCount},
            {u"overlap"_s, row.overlap},
            {u"taken"_s, row.taken},
            {u"flags"_s, row.flagCount},
            {u"gold"_s, row.isGold}};
}

QJsonObject toJson(const Job& job)
{
    QJsonObject object{
        {u"id"_s, job.id.value},     {u"kind"_s, job.kind},     {u"state"_s, toName(job.state)},
        {u"done"_s, job.done},       {u"total"_s, job.total},   {u"unit"_s, job.unit},
        {u"message"_s, job.message}, {u"result"_s, job.result}, {u"params"_s, job.params}};
    insertTime(object, u"created_at"_s, job.createdAt);
    insertTime(object, u"started_at"_s, job.startedAt);
    insertTime(object, u"finished_at"_s, job.finishedAt);
    return object;
}

QJsonObject toJson(const Batch& batch)
{
    return {{u"id"_s, batch.id.value},
            {u"uid"_s, batch.uid},
            {u"name"_s, batch.name},
            {u"order"_s, toName(batch.order)},
            {u"open"_s, batch.isOpen},
            {u"position"_s, batch.position},
            {u"created_at"_s, toIsoUtc(batch.createdAt)}};
}

QJsonObject toJson(const Progress& progress)
{
    QJsonObject object{{u"done"_s, progress.done}, {u"total"_s, progress.total}};
    if (progress.medianMs) {
        object.insert(u"median_ms"_s, *progress.medianMs);
    }
    if (progress.remainingMs) {
        object.insert(u"remaining_ms"_s, *progress.remainingMs);
    }
    return object;
}

QJsonObject toJson(const Annotation& annotation, const QHash<qint64, QString>& names)
{
    QJsonObject object{{u"id"_s, annotation.id.value},
                       {u"uid"_s, annotation.uid},
                       {u"item"_s, annotation.itemId.value},
                       {u"annotator"_s, names.value(annotation.annotatorId.value)},
                       {u"action"_s, toName(annotation.action)},
                       {u"content"_s, annotation.content.toJson()},
                       {u"shown_order"_s, toArray(annotation.shownOrder)},
                       {u"created_at"_s, toIsoUtc(annotation.createdAt)}};
    if (annotation.activeMs) {
        object.insert(u"active_ms"_s, *annotation.activeMs);
    }
    if (annotation.supersedes.isValid()) {
        object.insert(u"supersedes"_s, annotation.supersedes.value);
    }
    if (!annotation.provenance.isEmpty()) {
        object.insert(u"provenance"_s, annotation.provenance);
    }
    return object;
}

QJsonObject toJson(const OpenItem& item, bool withModels)
{
    QJsonArray responses;
    for (qsizetype i = 0; i < item.view.responses.size(); ++i) {
        const Response& response = item.view.responses.at(i);
        QJsonObject object{{u"index"_s, static_cast<qint64>(i)},
                           {u"turns"_s, QJsonArray::fromStringList(response.turns)},
                           {u"text"_s, response.text()}};
        if (withModels) {
            object.insert(u"model"_s, response.model);
        }
        responses.append(object);
    }
    QJsonObject object{{u"id"_s, item.view.item.id.value},
                       {u"uid"_s, item.view.item.uid},
                       {u"kind"_s, toName(item.view.item.kind)},
                       {u"batch"_s, item.view.batchName},
                       {u"prompt"_s, item.view.prompt.toJson()},
                       {u"responses"_s, responses},
                       {u"shown_order"_s, toArray(item.shownOrder)},
                       {u"schema"_s, item.view.schema.definition.toJson()},
                       {u"schema_version"_s, item.view.schema.version},
                       {u"content"_s, item.content.toJson()},
                       {u"submitted"_s, item.isSubmitted},
                       {u"active_ms"_s, item.activeMs}};
    return object;
}

} // namespace plumbline
