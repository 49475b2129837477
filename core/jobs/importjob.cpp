#include "core/jobs/importjob.h"

#include "core/exchange/importrun.h"
#include "core/jobs/indexjob.h"

#include <QJsonArray>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Joins an import to its job.
class JobObserver final : public ImportObserver
{
public:
    explicit JobObserver(JobContext& context)
        : m_context(context)
    {
    }

    [[nodiscard]] bool isCancelled() const override { return m_context.isCancelled(); }
    void progress(qint64 done, qint64 total) override { m_context.setProgress(done, total); }
    [[nodiscard]] Result<void> checkpoint(Session& session, const QJsonObject& state) override
    {
        return m_context.setCheckpoint(session, {{u"phase"_s, u"import"_s}, {u"state"_s, state}});
    }

private:
    JobContext& m_context;
};

} // namespace

QJsonObject importJobParams(const QStringList& files, const ImportOptions& options)
{
    return {{u"files"_s, QJsonArray::fromStringList(files)}, {u"options"_s, options.toJson()}};
}

Result<JobOutcome> runImportJob(JobContext& context, const QJsonObject& params)
{
    PLUMBLINE_ASSIGN(const ImportOptions options,
                     ImportOptions::fromJson(params.value(u"options"_s).toObject()));
    QStringList files;
    const QJsonArray names = params.value(u"files"_s).toArray();
    for (const QJsonValue& name : names) {
        files.append(name.toString());
    }
    const QJsonObject checkpoint = context.checkpoint();
    ImportReport report = ImportReport::fromJson(checkpoint.value(u"report"_s).toObject());
    if (checkpoint.value(u"phase"_s) != u"index"_s) {
        context.setUnit(u"bytes"_s);
        PLUMBLINE_ASSIGN(ImportRun run, ImportRun::open(files, options));
        JobObserver observer(context);
        PLUMBLINE_ASSIGN(report,
                         run.import(context.store(), observer, checkpoint.value(u"state"_s).toObject()));
        PLUMBLINE_TRY(context.store().write([&](Session& session) {
            return context.setCheckpoint(session, {{u"phase"_s, u"index"_s}, {u"report"_s, report.toJson()}});
        }));
    }
    PLUMBLINE_ASSIGN(const qint64 indexed, indexTexts(context));
    QJsonObject result = report.toJson();
    result.insert(u"texts_indexed"_s, indexed);
    return JobOutcome{report.toSentence(), result};
}

} // namespace plumbline
