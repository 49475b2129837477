#pragma once

#include "core/analysis/judgepage.h"
#include "ui/screens/inspect/common/inspectpage.h"
#include "ui/screens/judges/judgetable.h"

#include <optional>

class QMenu;
class QTableView;

namespace plumbline {

class BatchMaker;
class Card;
class ChartCard;
class ExamplesList;
class HeatMap;
class IntervalChart;
class LineChart;
class PillTabs;
class ReportTable;

/// Which judge can stand in for people, and where not: a table of all judges, with people among themselves
/// and judges that read nothing as rows of it; and the chosen one in full, down to the pairs on which it and
/// people differ.
class JudgesScreen : public InspectPage
{
    Q_OBJECT

public:
    explicit JudgesScreen(AppContext& context, QWidget* parent = nullptr);

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, JudgesScreen* page = nullptr);

    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;

    /// Fills a menu with who can be the measure: people, and each annotator.
    void fillBaselineMenu(QMenu& menu);
    [[nodiscard]] const JudgeKey& judge() const { return m_judge; }

protected:
    void refresh() override;
    [[nodiscard]] std::optional<EmptyWords> emptyWords(const LabelTable& labels) const override;
    [[nodiscard]] NumbersTable numbers() const override;
    void showExamples() override;
    void makeBatch() override;
    void openCurrent() override;
    /// A judge's name.
    void openSelection(const QString& text) override;
    void selectionRemoved(const QString& key) override;
    void selectionClicked(const QString& key) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* buildTable();
    QWidget* buildCharts();
    void take(const JudgeReport& report);
    void takePage(const JudgePageReport& report);
    void showGroup(JudgeColumns group);
    void selectRow();
    void fitColumns();
    void select(const JudgeKey& key);
    void refreshPage();
    void showSelections();
    void fillExamples();
    void setCell(std::optional<QPair<int, int>> cell);
    void setBaseline(const QString& name);
    void chooseBaseline();
    /// What the judge was asked about the current example, and what it said.
    void inspectExample();
    [[nodiscard]] const JudgeRow* rowOfKey(qint64 key) const;

    JudgeOptions m_options;
    JudgeKey m_judge;
    bool m_isChosen = false;               ///< by the person, or by where they came from
    std::optional<QPair<int, int>> m_cell; ///< of the confusion whose pairs are listed: people, judge
    JudgeColumns m_group = JudgeColumns::Agreement;
    PageReport<JudgeReport>* m_report = nullptr;
    PageReport<JudgePageReport>* m_page = nullptr;
    BatchMaker* m_maker = nullptr;
    PillTabs* m_tabs = nullptr;
    ReportTable* m_model = nullptr;
    QTableView* m_view = nullptr;
    IntervalChart* m_bias = nullptr;
    HeatMap* m_confusion = nullptr;
    IntervalChart* m_categories = nullptr;
    LineChart* m_reliability = nullptr;
    ChartCard* m_reliabilityCard = nullptr;
    ChartCard* m_biasCard = nullptr;
    ExamplesList* m_examples = nullptr;
};

} // namespace plumbline
