#include "ui/screens/inspect/common/batchmaker.h"

#include "core/base/whenfinished.h"
#include "core/jobs/jobrunner.h"
#include "core/jobs/selectjob.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/page.h"
#include "ui/theme/numbers.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

BatchMaker::BatchMaker(AppContext& context, Page* page)
    : QObject(page)
    , m_context(context)
    , m_page(page)
{
    if (context.jobs != nullptr) {
        connect(context.jobs, &JobRunner::finished, this, &BatchMaker::note);
    }
}

void BatchMaker::make(const QString& name, const QList<ItemId>& items)
{
    if (m_context.jobs == nullptr || items.isEmpty()) {
        return;
    }
    const std::optional<QString> typed = m_context.dialogs.askText(
        m_page, tr("Make a batch"),
        tr("Name of the batch. %n item(s) are copied into it, without their labels.", nullptr,
           static_cast<int>(items.size())),
        name);
    if (!typed || typed->trimmed().isEmpty()) {
        return;
    }
    SelectRequest request;
    request.name = typed->trimmed();
    request.items = items;
    whenFinished(m_context.jobs->startAsync(u"select"_s, selectJobParams(request)), this,
                 [this](const Result<JobId>& job) {
                     if (job) {
                         m_job = *job;
                     } else {
                         Q_EMIT m_page->errorOccurred(job.error());
                     }
                 });
}

void BatchMaker::note(const Job& job)
{
    if (job.id != m_job || job.state != JobState::Done) {
        return;
    }
    m_job = {};
    const QString name = job.params.value("name"_L1).toString();
    const qint64 items = job.result.value("items"_L1).toInteger();
    Q_EMIT m_page->messageRequested(
        MessageKind::Done,
        tr("Added %n item(s) to the batch “%1”.", nullptr, static_cast<int>(items)).arg(name),
        tr("Annotators get them when the batches before it are done."));
    Q_EMIT made(name, items);
}

} // namespace plumbline
