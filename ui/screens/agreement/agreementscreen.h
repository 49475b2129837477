#pragma once

#include "core/analysis/agreementreport.h"
#include "core/analysis/unitexamples.h"
#include "ui/screens/agreement/agreementselection.h"
#include "ui/screens/inspect/common/inspectpage.h"

#include <memory>

class QBoxLayout;
class QMenu;
class QScrollArea;
class QStackedWidget;
class QTableView;

namespace plumbline {

class BatchMaker;
class Card;
class ChartCard;
class ExamplesList;
class HeatMap;
class IntervalChart;
class PillTabs;
class ReportTable;
class ThemedLabel;

/// Can these labels be trusted? One number with its interval and what it means, every coefficient with its
/// reason where it is undefined, people beside judges, the parts of the data, every two annotators, which
/// values are taken for each other, and whether ratings and comparisons agree; below the units behind what is
/// selected.
class AgreementScreen : public InspectPage
{
    Q_OBJECT

public:
    /// What the card at the right shows.
    enum class View { Judges, Parts, Annotators, Values, Protocols };

    explicit AgreementScreen(AppContext& context, QWidget* parent = nullptr);
    ~AgreementScreen() override;

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, AgreementScreen* page = nullptr);

    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

    void select(const AgreementSelection& selection);
    [[nodiscard]] const AgreementSelection& selection() const { return m_selection; }
    void showView(View view);
    [[nodiscard]] View view() const;
    void setOptions(const AgreementOptions& options);
    [[nodiscard]] const AgreementOptions& options() const { return m_options; }
    /// Fills a menu with the levels at which α can be computed.
    void fillMethodMenu(QMenu& menu);
    /// Goes to the page of an annotator behind what is selected; of several a menu asks which.
    void openAnnotator();
    /// The report on the screen; null before the first.
    [[nodiscard]] const std::shared_ptr<const AgreementReport>& report() const { return m_report; }

protected:
    void refresh() override;
    [[nodiscard]] std::optional<EmptyWords> emptyWords(const LabelTable& labels) const override;
    [[nodiscard]] NumbersTable numbers() const override;
    void openSelection(const QString& text) override;
    void selectionRemoved(const QString& key) override;
    void selectionClicked(const QString& key) override;
    void toggleTable() override;
    void showExamples() override;
    void makeBatch() override;
    void openCurrent() override;

private:
    void build();
    [[nodiscard]] QWidget* buildTop();
    [[nodiscard]] QWidget* buildHeadline();
    [[nodiscard]] QWidget* buildCharts();
    ChartCard* addChart(const QString& name, const QString& title, const QString& caption,
                        class Chart* chart);
    void connectViews();
    void fitTop();
    void takeQuick(const AgreementReport& quick);
    void take(const std::shared_ptr<const AgreementReport>& report);
    void takeMatrix(const AgreementMatrix& matrix);
    void takeProtocols(const ProtocolConsistency& consistency);
    void takeExamples(const UnitExamplesReport& examples);
    void refreshExamples();
    void showSelection();
    void showValues();
    void setQuestion(int index);
    void nextQuestion();
    void chooseMethod();

    AgreementOptions m_options;
    AgreementSelection m_selection;
    std::shared_ptr<const AgreementReport> m_report;
    std::shared_ptr<const AgreementMatrix> m_matrixNumbers;
    PageReport<AgreementReport>* m_quick = nullptr;
    PageReport<AgreementReport>* m_main = nullptr;
    PageReport<AgreementMatrix>* m_matrixReport = nullptr;
    PageReport<ProtocolConsistency>* m_protocolReport = nullptr;
    PageReport<UnitExamplesReport>* m_examplesReport = nullptr;
    QScrollArea* m_scroll = nullptr;
    QBoxLayout* m_top = nullptr;
    PillTabs* m_questions = nullptr;
    Card* m_headline = nullptr;
    ThemedLabel* m_alpha = nullptr;
    ThemedLabel* m_interval = nullptr;
    ThemedLabel* m_meaning = nullptr;
    ReportTable* m_coefficients = nullptr;
    QTableView* m_coefficientView = nullptr;
    QStackedWidget* m_charts = nullptr;
    QList<ChartCard*> m_cards; ///< in the order of View
    QList<PillTabs*> m_tabs;
    IntervalChart* m_sides = nullptr;
    IntervalChart* m_parts = nullptr;
    HeatMap* m_matrix = nullptr;
    HeatMap* m_values = nullptr;
    HeatMap* m_protocols = nullptr;
    ExamplesList* m_examples = nullptr;
    BatchMaker* m_batchMaker = nullptr;
};

} // namespace plumbline
