#pragma once

#include "core/analysis/leaderboardreport.h"
#include "core/domain/job.h"
#include "core/store/summaryrepository.h"
#include "ui/screens/inspect/common/inspectpage.h"
#include "ui/screens/leaderboard/examplerows.h"
#include "ui/screens/leaderboard/leaderboardcharts.h"
#include "ui/screens/leaderboard/leaderboardselection.h"

class QBoxLayout;
class QMenu;
class QStackedWidget;

namespace plumbline {

class BatchMaker;
class ChartCard;
class DecidedView;
class ExamplesList;
class HeatMap;
class IntervalChart;
class PillTabs;
class StructureView;

/// Which models are better, and how sure that is: a ranking with intervals, the win matrix, and below them
/// the votes behind what is selected, what is decided, the ranks by category, and what lies behind the
/// scores.
class LeaderboardScreen : public InspectPage
{
    Q_OBJECT

public:
    /// What the card at the foot shows.
    enum class View { Examples, Decided, Categories, Structure };

    explicit LeaderboardScreen(AppContext& context, QWidget* parent = nullptr);
    ~LeaderboardScreen() override;

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, LeaderboardScreen* page = nullptr);

    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;

    [[nodiscard]] const LeaderboardOptions& options() const { return m_options; }
    void setOptions(const LeaderboardOptions& options);
    void openMethod();
    /// Compares all models with one; "": with the mean.
    void setBaseline(const QString& model);
    /// Fills a menu with the models that all can be compared with.
    void fillBaselineMenu(QMenu& menu);
    void select(const LeaderboardSelection& selection);
    [[nodiscard]] const LeaderboardSelection& selection() const { return m_selection; }
    void showView(View view);
    /// The report on the screen; null before the first.
    [[nodiscard]] const std::shared_ptr<const LeaderboardReport>& report() const { return m_report; }

protected:
    void refresh() override;
    void labelsChanged() override;
    [[nodiscard]] std::optional<EmptyWords> emptyWords(const LabelTable& labels) const override;
    [[nodiscard]] NumbersTable numbers() const override;
    void openSelection(const QString& text) override;
    void selectionRemoved(const QString& key) override;
    void selectionClicked(const QString& key) override;
    void toggleTable() override;
    void showExamples() override;
    void makeBatch() override;
    void openCurrent() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* buildTop();
    [[nodiscard]] QWidget* buildBottom();
    void connectViews();
    void fitTop();
    void takeQuick(const ShownLeaderboard& quick);
    void take(const std::shared_ptr<const ShownLeaderboard>& shown);
    void takeExamples(const ShownExamples& examples);
    void showSelection();
    void refreshExamples();
    void activateModel(int row);
    void activateCell(int row, int column);
    void activateCategory(int row, int column);
    void chooseBaseline();
    void orderQueue();
    void orderBatch(const BatchSummary& batch);
    void noteJob(const Job& job);
    [[nodiscard]] LeaderboardOptions effectiveOptions() const;
    [[nodiscard]] QString selectionTitle() const;

    LeaderboardOptions m_options;
    LeaderboardSelection m_selection;
    std::shared_ptr<const LeaderboardReport> m_report;
    PageReport<ShownLeaderboard>* m_quick = nullptr;
    PageReport<ShownLeaderboard>* m_full = nullptr;
    PageReport<ShownExamples>* m_examplesReport = nullptr;
    bool m_isFirstTable = true;
    JobId m_orderJob;
    QString m_orderName;
    QBoxLayout* m_top = nullptr;
    ChartCard* m_rankingCard = nullptr;
    ChartCard* m_matrixCard = nullptr;
    ChartCard* m_categoriesCard = nullptr;
    IntervalChart* m_ranking = nullptr;
    HeatMap* m_matrix = nullptr;
    HeatMap* m_categories = nullptr;
    QStackedWidget* m_stack = nullptr;
    ExamplesList* m_examples = nullptr;
    DecidedView* m_decided = nullptr;
    StructureView* m_structure = nullptr;
    QList<PillTabs*> m_tabs;
    BatchMaker* m_batchMaker = nullptr;
};

} // namespace plumbline

Q_DECLARE_METATYPE(plumbline::LeaderboardOptions)
