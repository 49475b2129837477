#include "app/sampleproject.h"

#include "core/jobs/importjob.h"
#include "core/jobs/jobrunner.h"
#include "core/store/jobrepository.h"
#include "core/store/newproject.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Fixed, so that everybody's sample hands out the same items in the same order.
constexpr quint64 kSampleSeed = 7;

} // namespace

Result<QString> sampleFile()
{
    const QString name = u"share/plumbline/sample/sample.jsonl.zst"_s;
    const QDir programs(QCoreApplication::applicationDirPath());
    // Beside bin/; the tests' programs lie one folder deeper.
    for (const QString& up : {u"../"_s, u"../../"_s}) {
        const QString path = QDir::cleanPath(programs.absoluteFilePath(up + name));
        if (QFileInfo(path).isReadable()) {
            return path;
        }
    }
    return makeError(
               ErrorCode::NotFound,
               u"The sample project is not installed. Install Plumbline again, or open another project."_s)
        .inFile(QDir::cleanPath(programs.absoluteFilePath(u"../"_s + name)));
}

Result<std::unique_ptr<Store>> createSampleProject(const QString& path, const Clock& clock)
{
    ProjectInfo info = newProjectInfo(u"Sample project"_s, clock, kSampleSeed);
    info.description = u"MT-Bench, QA-Feedback and sparse feedback"_s;
    return Store::create(path, info, clock);
}

ImportOptions sampleImport()
{
    ImportOptions options;
    options.format = u"plumbline"_s;
    options.onError = OnError::Stop;
    return options;
}

Result<std::unique_ptr<Store>> makeSampleProject(const QString& path, const Clock& clock)
{
    PLUMBLINE_ASSIGN(const QString source, sampleFile());
    PLUMBLINE_ASSIGN(std::unique_ptr<Store> store, createSampleProject(path, clock));
    const auto fill = [&]() -> Result<void> {
        JobRunner runner(*store);
        PLUMBLINE_ASSIGN(const JobId id,
                         runner.start(u"import"_s, importJobParams({source}, sampleImport())));
        runner.wait(id);
        PLUMBLINE_ASSIGN(const Job job,
                         store->read([id](Session& session) { return JobRepository(session).get(id); }));
        if (job.state != JobState::Done) {
            return makeError(ErrorCode::InvalidData, job.message).inFile(source);
        }
        return {};
    };
    if (const Result<void> filled = fill(); !filled) {
        store.reset();
        for (const QString& suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
            QFile::remove(path + suffix);
        }
        return filled.error();
    }
    return store;
}

} // namespace plumbline
