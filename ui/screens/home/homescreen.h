#pragma once

#include "core/analysis/homereport.h"
#include "core/analysis/liveanalysis.h"
#include "core/checks/check.h"
#include "core/store/summaryrepository.h"
#include "ui/screens/home/nextstep.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

#include <atomic>
#include <memory>

class QTableView;
class QVBoxLayout;

namespace plumbline {

class AgreementCard;
class Card;
class EmptyState;
class SetsModel;
class StatCard;
class ThemedLabel;
class VotesBar;

/// What the project holds and what to do next. For the lead who opens a project, and for the annotator who
/// comes back to it. Every figure leads to the items behind it.
class HomeScreen : public Page
{
    Q_OBJECT

public:
    explicit HomeScreen(AppContext& context, QWidget* parent = nullptr);

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, HomeScreen* page = nullptr);
    ~HomeScreen() override;

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QAction*> headerActions() const override;
    void activate() override;
    void deactivate() override;

private:
    void build();
    QWidget* buildMain();
    QWidget* buildSide();
    void load();
    void show(const ProjectSummary& summary);
    void showSteps();
    void showSources();
    void runStep(int index);

    AppContext& m_context;
    ProjectSummary m_summary;
    QList<CheckOutcome> m_findings;
    std::shared_ptr<const HomeReport> m_report; ///< null until the labels have been looked through
    QList<NextStep> m_steps;
    std::shared_ptr<std::atomic<bool>> m_isGone;
    QString m_subtitle;
    QList<StatCard*> m_stats;
    VotesBar* m_votes = nullptr;
    Card* m_votesCard = nullptr;
    Card* m_stepsCard = nullptr;
    QVBoxLayout* m_stepsLayout = nullptr;
    SetsModel* m_sets = nullptr;
    QTableView* m_setsTable = nullptr;
    ThemedLabel* m_keepGoing = nullptr;
    ThemedLabel* m_sources = nullptr;
    Card* m_sourcesCard = nullptr;
    AgreementCard* m_agreement = nullptr;
    std::unique_ptr<LiveReport<HomeReport>> m_live; ///< last: it goes first
};

} // namespace plumbline
