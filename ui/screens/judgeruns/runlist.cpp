#include "ui/screens/judgeruns/runlist.h"

#include "ui/screens/jobs/joblistmodel.h"
#include "ui/screens/jobs/jobwords.h"

namespace plumbline {

namespace {

bool isOpen(const Job& job)
{
    return job.state == JobState::Running || job.state == JobState::Queued;
}

} // namespace

RunList::RunList(JobListModel* jobs, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_jobs(jobs)
{
    setSourceModel(jobs);
    setDynamicSortFilter(true);
    sort(0);
}

QModelIndex RunList::indexOf(JobId id) const
{
    const int row = m_jobs->rowOf(id);
    return row < 0 ? QModelIndex() : mapFromSource(m_jobs->index(row, 0));
}

std::optional<Job> RunList::jobAt(const QModelIndex& index)
{
    return index.isValid() ? std::optional(index.data(JobListModel::JobRole).value<Job>()) : std::nullopt;
}

QVariant RunList::data(const QModelIndex& index, int role) const
{
    const bool isName = mapToSource(index).column() == JobListModel::NameColumn;
    if (isName && (role == Qt::DisplayRole || role == Qt::ToolTipRole)) {
        const Job job = QSortFilterProxyModel::data(index, JobListModel::JobRole).value<Job>();
        const QString judge = job.params.value(QLatin1StringView("judge")).toString();
        return role == Qt::DisplayRole ? judge : tr("%1, begun %2").arg(judge, momentWords(job.createdAt));
    }
    return QSortFilterProxyModel::data(index, role);
}

QVariant RunList::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole && section == 1) {
        return tr("Judge");
    }
    return QSortFilterProxyModel::headerData(section, orientation, role);
}

bool RunList::filterAcceptsColumn(int column, const QModelIndex& /*parent*/) const
{
    return column == JobListModel::StateColumn || column == JobListModel::NameColumn ||
           column == JobListModel::ProgressColumn;
}

bool RunList::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const Job a = left.data(JobListModel::JobRole).value<Job>();
    const Job b = right.data(JobListModel::JobRole).value<Job>();
    return isOpen(a) != isOpen(b) ? isOpen(a) : a.id.value > b.id.value;
}

} // namespace plumbline
