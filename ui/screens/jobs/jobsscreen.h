#pragma once

#include "core/domain/job.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

class QTableView;

namespace plumbline {

class EmptyState;
class JobDetails;
class JobListModel;

/// Everything long that runs, ran or was cut off, with what it did; can be stopped, resumed and run again.
class JobsScreen : public Page
{
    Q_OBJECT

public:
    explicit JobsScreen(AppContext& context, QWidget* parent = nullptr);

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, JobsScreen* page = nullptr);

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QAction*> headerActions() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;
    /// `argument`: the id of a job to select.
    void open(const QString& argument) override;

private:
    void build();
    void showCurrent();
    void updateEmpty();
    [[nodiscard]] std::optional<Job> currentJob() const;
    void cancelCurrent();
    void resumeCurrent();
    void runAgain();

    AppContext& m_context;
    JobListModel* m_model;
    QTableView* m_table = nullptr;
    JobDetails* m_details = nullptr;
    EmptyState* m_empty = nullptr;
    JobId m_wanted;
};

} // namespace plumbline
