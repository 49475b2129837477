#pragma once

#include "core/base/error.h"
#include "core/jobs/jobrunner.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QStringList>

namespace plumbline {

class Store;

/// The jobs of a project, newest first, read from the store in pages by key. What runs here shows how far it
/// is.
class JobListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { StateColumn, NameColumn, ProgressColumn, ResultColumn, WhenColumn, ColumnCount };
    enum Role {
        JobRole = Qt::UserRole + 1, ///< Job
        ShareRole                   ///< double, how much is done; invalid when not running or not known
    };

    /// `kinds`: only these; empty shows all. Both pointers may be null (then the list stays empty).
    JobListModel(Store* store, JobRunner* runner, const QStringList& kinds = {}, QObject* parent = nullptr);

    /// Reads what is new and what has changed.
    void refresh();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] const QList<Job>& jobs() const { return m_jobs; }
    /// The row of a job; −1 when it is not in the list.
    [[nodiscard]] int rowOf(JobId id) const;
    /// How far a job is that runs here; nothing otherwise.
    [[nodiscard]] std::optional<JobProgress> progress(JobId id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    /// A read has ended; the rows are there.
    void loaded();
    void failed(const plumbline::Error& error);

private:
    void takeNewest(const QList<Job>& jobs);
    void takeOlder(const QList<Job>& jobs);
    void setProgress(const JobProgress& progress);
    void setFinished(const Job& job);
    void rowChanged(int row);
    [[nodiscard]] QString text(const Job& job, int column) const;

    Store* m_store;
    QStringList m_kinds;
    QList<Job> m_jobs;
    QHash<qint64, JobProgress> m_progress;
    bool m_isLoaded = false;
    bool m_isReading = false;
    bool m_readsAgain = false;
    bool m_hasMore = false;
};

} // namespace plumbline
