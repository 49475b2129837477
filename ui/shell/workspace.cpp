#include "ui/shell/workspace.h"

#include "core/analysis/liveanalysis.h"
#include "core/base/clock.h"
#include "core/base/whenfinished.h"
#include "core/jobs/jobrunner.h"
#include "core/settings/settings.h"
#include "core/store/annotatorrepository.h"
#include "core/store/newproject.h"
#include "core/store/store.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QtConcurrent>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QString loginName()
{
    for (const char* variable : {"USER", "LOGNAME", "USERNAME"}) {
        const QString name = qEnvironmentVariable(variable);
        if (!name.isEmpty()) {
            return name;
        }
    }
    return QDir::home().dirName();
}

Workspace::Workspace(Settings& settings, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clock(clock)
{
}

Workspace::~Workspace()
{
    m_analysis.reset();
    m_jobs.reset();
    m_store.reset();
}

QString Workspace::path() const
{
    return m_store ? m_store->path() : QString();
}

QString Workspace::projectName() const
{
    if (!m_store) {
        return {};
    }
    const QString name = m_store->project().name;
    return name.isEmpty() ? QFileInfo(m_store->path()).completeBaseName() : name;
}

void Workspace::open(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_isSample = false;
    start(absolute, [absolute, clock = &m_clock] { return Store::open(absolute, *clock); });
}

void Workspace::create(const QString& path, const QString& name)
{
    QString absolute = QFileInfo(path).absoluteFilePath();
    if (QFileInfo(absolute).suffix().isEmpty()) {
        absolute += u".plumb"_s;
    }
    const QString title = name.trimmed().isEmpty() ? QFileInfo(absolute).completeBaseName() : name.trimmed();
    m_isSample = false;
    start(absolute, [absolute, title, clock = &m_clock] {
        return Store::create(absolute, newProjectInfo(title, *clock), *clock);
    });
}

void Workspace::openSample(const QString& path)
{
    QString target = path;
    if (target.isEmpty()) {
        const QString stamp = m_clock.now().toLocalTime().toString(u"yyyy-MM-dd HH-mm-ss"_s);
        target = u"%1/samples/%2/sample.plumb"_s.arg(
            QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation), stamp);
    }
    m_isSample = true;
    start(target, [target, maker = m_sampleMaker]() -> Result<std::unique_ptr<Store>> {
        if (!QDir().mkpath(QFileInfo(target).absolutePath())) {
            return makeError(ErrorCode::ReadOnly, tr("The folder for the sample could not be made."))
                .inFile(target);
        }
        return maker(target);
    });
}

void Workspace::start(const QString& path, Opener opener)
{
    close();
    m_isOpening = true;
    const int generation = ++m_generation;
    Q_EMIT openingStarted(path);
    whenFinished(QtConcurrent::run([opener = std::move(opener)] {
                     return std::make_shared<Result<std::unique_ptr<Store>>>(opener());
                 }),
                 this, [this, path, generation](const Opened& result) {
                     if (generation == m_generation) {
                         finishOpening(path, result);
                     }
                 });
}

void Workspace::finishOpening(const QString& path, const Opened& result)
{
    if (!*result) {
        m_isOpening = false;
        Q_EMIT failed(result->error(), path);
        return;
    }
    m_store = std::move(result->value());
    m_jobs = std::make_unique<JobRunner>(*m_store);
    m_analysis = std::make_unique<LiveAnalysis>(*m_store);
    const QString name = knownName();
    if (name.isEmpty()) {
        Q_EMIT nameNeeded(loginName());
        return;
    }
    setAnnotatorName(name);
}

QString Workspace::knownName() const
{
    if (!m_forcedName.isEmpty()) {
        return m_forcedName;
    }
    const QString here = m_settings.annotatorName(m_store->path());
    if (!here.isEmpty()) {
        return here;
    }
    // Who has judged somewhere else is not asked again.
    const QStringList recent = m_settings.recentProjects();
    for (const QString& project : recent) {
        const QString name = m_settings.annotatorName(project);
        if (!name.isEmpty()) {
            return name;
        }
    }
    return {};
}

void Workspace::setAnnotatorName(const QString& name)
{
    const QString trimmed = name.trimmed();
    if (!m_store) {
        return;
    }
    const int generation = m_generation;
    whenFinished(m_store->writeAsync([trimmed](Session& session) {
        return AnnotatorRepository(session).findOrCreate(trimmed, AnnotatorKind::Human);
    }),
                 this, [this, generation](const Result<Annotator>& annotator) {
                     if (generation != m_generation) {
                         return;
                     }
                     if (annotator) {
                         takeAnnotator(*annotator);
                     } else if (m_isOpen) {
                         Q_EMIT nameRefused(annotator.error().message);
                     } else {
                         Q_EMIT nameNeeded(loginName());
                         Q_EMIT nameRefused(annotator.error().message);
                     }
                 });
}

void Workspace::takeAnnotator(const Annotator& annotator)
{
    m_annotator = annotator;
    m_canAnnotate = m_lock.acquire(m_store->path(), annotator.name);
    m_settings.setAnnotatorName(m_store->path(), annotator.name);
    m_settings.addRecentProject(m_store->path());
    if (m_isOpen) {
        Q_EMIT annotatorChanged();
        return;
    }
    m_isOpen = true;
    m_isOpening = false;
    Q_EMIT opened();
}

void Workspace::retryLock()
{
    if (m_isOpen && !m_canAnnotate && m_lock.acquire(m_store->path(), m_annotator.name)) {
        m_canAnnotate = true;
        Q_EMIT annotatorChanged();
    }
}

void Workspace::close()
{
    ++m_generation;
    m_isOpening = false;
    if (!m_store) {
        return;
    }
    const bool wasOpen = m_isOpen;
    if (wasOpen) {
        Q_EMIT aboutToClose();
    }
    m_isOpen = false;
    m_analysis.reset();
    m_jobs.reset();
    m_store.reset();
    m_lock.release();
    m_annotator = {};
    m_canAnnotate = true;
    if (wasOpen) {
        Q_EMIT closed();
    }
}

} // namespace plumbline
