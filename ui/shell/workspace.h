#pragma once

#include "core/base/result.h"
#include "core/domain/item.h"
#include "ui/shell/projectlock.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace plumbline {

class Clock;
class JobRunner;
class LiveAnalysis;
class Settings;
class Store;

/// The open project of a window: its store, its jobs, its labels, and who sits here. Opening happens on
/// another thread; nothing here waits for a disk.
class Workspace : public QObject
{
    Q_OBJECT

public:
    /// Makes the fresh copy of the sample project at a path.
    using SampleMaker = std::function<Result<std::unique_ptr<Store>>(const QString& path)>;

    Workspace(Settings& settings, const Clock& clock, QObject* parent = nullptr);
    ~Workspace() override;

    void setSampleMaker(SampleMaker maker) { m_sampleMaker = std::move(maker); }
    /// Judges under this name in every project from now on, without asking.
    void forceAnnotatorName(const QString& name) { m_forcedName = name; }

    void open(const QString& path);
    void create(const QString& path, const QString& name);
    /// A fresh copy of the sample; in the user's data folder when `path` is empty.
    void openSample(const QString& path = {});
    /// Cancels what runs and closes the file.
    void close();
    /// Answers nameNeeded(), or changes who sits here in the open project.
    void setAnnotatorName(const QString& name);
    /// Asks again whether judging is free by now; see canAnnotate().
    void retryLock();

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool isOpening() const { return m_isOpening; }
    [[nodiscard]] Store* store() const { return m_store.get(); }
    [[nodiscard]] JobRunner* jobs() const { return m_jobs.get(); }
    [[nodiscard]] LiveAnalysis* analysis() const { return m_analysis.get(); }
    [[nodiscard]] const Annotator& annotator() const { return m_annotator; }
    /// False: another window judges in this project under the same name.
    [[nodiscard]] bool canAnnotate() const { return m_canAnnotate; }
    [[nodiscard]] QString path() const;
    [[nodiscard]] QString projectName() const;

Q_SIGNALS:
    void openingStarted(const QString& path);
    /// The store is open and the annotator is not known yet; answer with setAnnotatorName().
    void nameNeeded(const QString& suggestion);
    /// A name was refused: why, in a sentence.
    void nameRefused(const QString& sentence);
    void opened();
    /// The annotator or canAnnotate() changed.
    void annotatorChanged();
    void aboutToClose();
    void closed();
    void failed(const plumbline::Error& error, const QString& path);

private:
    using Opened = std::shared_ptr<Result<std::unique_ptr<Store>>>;
    using Opener = std::function<Result<std::unique_ptr<Store>>()>;

    void start(const QString& path, Opener opener);
    void finishOpening(const QString& path, const Opened& result);
    [[nodiscard]] QString knownName() const;
    void takeAnnotator(const Annotator& annotator);

    Settings& m_settings;
    const Clock& m_clock;
    SampleMaker m_sampleMaker;
    QString m_forcedName;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<LiveAnalysis> m_analysis;
    Annotator m_annotator;
    ProjectLock m_lock;
    bool m_canAnnotate = true;
    bool m_isOpen = false;
    bool m_isOpening = false;
    bool m_isSample = false;
    int m_generation = 0; ///< a later opening makes an earlier one void
};

/// The name under which this person is logged in, as a first guess.
[[nodiscard]] QString loginName();

} // namespace plumbline
