#pragma once

#include "core/domain/job.h"

#include <QSortFilterProxyModel>

namespace plumbline {

class JobListModel;

/// The runs of judges: those that go on first, the others newest first. A view on a JobListModel that holds
/// jobs of this kind alone.
class RunList : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RunList(JobListModel* jobs, QObject* parent = nullptr);

    /// The row of a run; an invalid index when it is not there.
    [[nodiscard]] QModelIndex indexOf(JobId id) const;
    [[nodiscard]] static std::optional<Job> jobAt(const QModelIndex& index);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] bool filterAcceptsColumn(int column, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    JobListModel* m_jobs;
};

} // namespace plumbline
