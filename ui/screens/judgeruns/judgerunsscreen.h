#pragma once

#include "core/jobs/judgerunfeed.h"
#include "ui/screens/judgeruns/ratehistory.h"
#include "ui/screens/judgeruns/storedrun.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

#include <QHash>
#include <QTimer>

#include <memory>

class QTableView;

namespace plumbline {

class BarChart;
class Card;
class ChartCard;
class ElidedLabel;
class EmptyState;
class JobListModel;
class LineChart;
class ProgressLine;
class RunList;
class StatCard;
class ThemedLabel;
class VerdictStreamModel;

/// The runs of judges, and one of them as it goes on: how far, how fast, what it costs, what goes wrong, and
/// its verdicts as they come. What somebody reads stays where it is while verdicts stream in.
class JudgeRunsScreen : public Page
{
    Q_OBJECT

public:
    /// How often the numbers on the screen are renewed.
    static constexpr int kPollMs = 250;

    explicit JudgeRunsScreen(AppContext& context, QWidget* parent = nullptr);
    ~JudgeRunsScreen() override;

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, JudgeRunsScreen* page = nullptr);

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QAction*> headerActions() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;
    /// `argument`: the id of a run's job.
    void open(const QString& argument) override;

    [[nodiscard]] const JudgeRunView& view() const { return m_view; }

private:
    // judgerunsscreenlayout.cpp
    void build();
    QWidget* buildList();
    QWidget* buildRun();
    QWidget* buildHead();
    QWidget* buildFigures();
    QWidget* buildCharts();
    QWidget* buildStream();

    void connectModels();
    void updateEmpty();
    void showCurrent();
    void chooseRun(const Job& job);
    void readStored(const Job& job);
    void findJudge();
    void poll();
    void showView();
    void showFigures();
    void showRate();
    void showCounts(BarChart* chart, const QMap<QString, qint64>& counts, QMap<QString, qint64>& shown);
    void takeEntries(const QList<JudgeRunEntry>& entries);
    void noteReading();
    void updateActions();
    [[nodiscard]] std::optional<Job> currentJob() const;
    [[nodiscard]] bool runsHere(JobId id) const;
    [[nodiscard]] ItemId currentItem() const;

    void stop();
    void resume();
    void resumeJob(JobId id);
    void raiseBudget();
    void inspect();
    void explore();
    void openStatistics();
    void goToFault(int row);

    AppContext& m_context;
    JobListModel* m_jobs;
    RunList* m_runs;
    VerdictStreamModel* m_stream;
    QTimer m_timer;
    JobId m_wanted;
    JobId m_run;         ///< the chosen one
    AnnotatorId m_judge; ///< of it; invalid until it is known
    std::shared_ptr<JudgeRunFeed> m_feed;
    JudgeRunView m_view;
    bool m_isStopping = false;
    QHash<qint64, RateHistory> m_rates;
    QHash<qint64, qint64> m_firstSeenMs;
    QMap<QString, qint64> m_shownErrors;
    QMap<QString, qint64> m_shownFaults;

    QTableView* m_list = nullptr;
    QWidget* m_runPane = nullptr;
    EmptyState* m_empty = nullptr;
    ThemedLabel* m_name = nullptr;
    ElidedLabel* m_where = nullptr;
    ThemedLabel* m_state = nullptr;
    ProgressLine* m_bar = nullptr;
    ThemedLabel* m_progress = nullptr;
    ThemedLabel* m_message = nullptr;
    QList<StatCard*> m_figures;
    LineChart* m_rate = nullptr;
    BarChart* m_errors = nullptr;
    BarChart* m_faults = nullptr;
    Card* m_streamCard = nullptr;
    QTableView* m_verdicts = nullptr;
    ThemedLabel* m_noVerdicts = nullptr;
};

} // namespace plumbline
