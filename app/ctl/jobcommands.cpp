#include "app/ctl/ctlcontext.h"
#include "app/ctl/jobwatch.h"
#include "app/ctl/jsonviews.h"

#include "core/jobs/jobrunner.h"
#include "core/store/jobrepository.h"
#include "core/store/store.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

void runList(CtlContext& context, int limit)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const JobRunner runner(*store); // marks jobs whose process has gone
    const Result<QList<Job>> jobs =
        store->read([limit](Session& session) { return JobRepository(session).list(0, limit); });
    if (!context.check(jobs)) {
        return;
    }
    QJsonArray rows;
    QStringList lines;
    for (const Job& job : *jobs) {
        rows.append(toJson(job));
        lines.append(u"%1\t%2\t%3\t%4"_s.arg(job.id.value).arg(job.kind, toName(job.state), job.message));
    }
    context.answer(QJsonObject{{u"jobs"_s, rows}},
                   lines.isEmpty() ? u"No job has run."_s : lines.join(u'\n'));
}

void runResume(CtlContext& context, qint64 number)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const std::optional<Job> job = runJob(context, *store, [&](JobRunner& runner) -> Result<JobId> {
        PLUMBLINE_TRY(runner.resume(JobId{number}));
        return JobId{number};
    });
    if (job) {
        answerJob(context, *job, toJson(*job));
    }
}

void runCancel(CtlContext& context, qint64 number)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const JobRunner runner(*store); // marks jobs whose process has gone
    const JobId id{number};
    const Result<Job> cancelled = store->write([id](Session& session) -> Result<Job> {
        JobRepository jobs(session);
        PLUMBLINE_ASSIGN(const Job job, jobs.get(id));
        if (job.state == JobState::Running) {
            return makeError(ErrorCode::Conflict,
                             u"Job %1 runs in another window or command. Stop it there."_s.arg(id.value));
        }
        if (job.state != JobState::Interrupted && job.state != JobState::Queued) {
            return makeError(ErrorCode::Conflict, u"Job %1 has ended already."_s.arg(id.value));
        }
        PLUMBLINE_TRY(jobs.finish(id, JobState::Cancelled, u"Cancelled."_s, job.result));
        return jobs.get(id);
    });
    if (context.check(cancelled)) {
        context.answer(toJson(*cancelled), u"Cancelled job %1."_s.arg(number));
    }
}

} // namespace

void addJobCommands(CLI::App& app, CtlContext& context)
{
    CLI::App* jobs = app.add_subcommand("jobs", "List jobs, go on with one, or give one up");
    jobs->fallthrough();
    jobs->require_subcommand(0, 1);

    auto limit = std::make_shared<int>(100);
    jobs->add_option("PROJECT", context.projectPath, "Path of the project (.plumb); lists its jobs");
    jobs->callback([&context, jobs, limit] {
        if (!jobs->get_subcommands().empty()) {
            return; // "jobs list PROJECT" and its like answer for themselves
        }
        if (context.projectPath.empty()) {
            throw CLI::RequiredError("PROJECT");
        }
        runList(context, *limit);
    });
    CLI::App* list = addProjectCommand(*jobs, context, "list", "Newest first");
    list->add_option("--limit", *limit, "At most so many")->check(CLI::Range(1, 100000));
    list->callback([&context, limit] { runList(context, *limit); });

    auto number = std::make_shared<qint64>(0);
    CLI::App* resume = addProjectCommand(*jobs, context, "resume", "Go on with a job that did not end");
    resume->add_option("ID", *number, "Its number")->required();
    resume->callback([&context, number] { runResume(context, *number); });

    CLI::App* cancel = addProjectCommand(*jobs, context, "cancel", "Give up a job that was interrupted");
    cancel->add_option("ID", *number, "Its number")->required();
    cancel->callback([&context, number] { runCancel(context, *number); });
}

} // namespace plumbline
