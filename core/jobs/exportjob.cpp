#include "core/jobs/exportjob.h"

#include "core/exchange/exportrun.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QJsonObject exportJobParams(const QString& path, const ExportOptions& options)
{
    return {{u"path"_s, path}, {u"options"_s, options.toJson()}};
}

Result<JobOutcome> runExportJob(JobContext& context, const QJsonObject& params)
{
    PLUMBLINE_ASSIGN(const ExportOptions options,
                     ExportOptions::fromJson(params.value(u"options"_s).toObject()));
    context.setUnit(u"items"_s);
    PLUMBLINE_ASSIGN(const ExportReport report, exportTo(context.store(), params.value(u"path"_s).toString(),
                                                         options, [&context](qint64 done, qint64 total) {
                                                             if (total > 0) {
                                                                 context.setProgress(done, total);
                                                             }
                                                             return !context.isCancelled();
                                                         }));
    return JobOutcome{report.toSentence(), report.toJson()};
}

} // namespace plumbline
