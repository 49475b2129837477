#pragma once

#include "core/analysis/annotatorreport.h"
#include "core/analysis/unitexamples.h"
#include "ui/screens/annotators/annotatorwords.h"
#include "ui/screens/inspect/common/inspectpage.h"

#include <QTimer>

#include <memory>
#include <optional>

class QMenu;
class QTableView;

namespace plumbline {

class AnnotatorPane;
class BatchMaker;
class Card;
class ExamplesList;
class PillTabs;
class ReportTable;

/// Who labels how: a table of people (judges too, when the filter lets them through), one of them in full at
/// the side, and that one's labels, those against the others first.
class AnnotatorsScreen : public InspectPage
{
    Q_OBJECT

public:
    explicit AnnotatorsScreen(AppContext& context, QWidget* parent = nullptr);
    ~AnnotatorsScreen() override;

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, AnnotatorsScreen* page = nullptr);

    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;

    /// Shows an annotator; "": nobody.
    void select(const QString& name);
    [[nodiscard]] const QString& selected() const { return m_selected; }
    void setOptions(const AnnotatorOptions& options);
    [[nodiscard]] const AnnotatorOptions& options() const { return m_options; }
    /// Fills a menu with the times below which a label was not read.
    void fillMethodMenu(QMenu& menu);
    [[nodiscard]] const std::shared_ptr<const AnnotatorReport>& report() const { return m_report; }

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
    void take(const std::shared_ptr<const AnnotatorReport>& report);
    void takeExamples(const UnitExamplesReport& examples);
    void fill();
    void fillPane();
    void followRow();
    void refreshSelected();
    void setQuestion(int index);
    void nextQuestion();
    void chooseMethod();
    void openAgreement();

    AnnotatorOptions m_options;
    QString m_selected;
    /// A cell of the confusion: what most of the others said and what this one did.
    std::optional<std::pair<std::int32_t, std::int32_t>> m_cell;
    std::shared_ptr<const AnnotatorReport> m_report;
    QList<AnnotatorFigure> m_figures;
    PageReport<AnnotatorReport>* m_main = nullptr;
    PageReport<CompetenceReport>* m_competence = nullptr;
    PageReport<AnnotatorDetails>* m_details = nullptr;
    PageReport<UnitExamplesReport>* m_examplesReport = nullptr;
    QTimer m_follow;
    bool m_isFilling = false;
    PillTabs* m_questions = nullptr;
    Card* m_card = nullptr;
    ReportTable* m_model = nullptr;
    QTableView* m_view = nullptr;
    AnnotatorPane* m_pane = nullptr;
    ExamplesList* m_examples = nullptr;
    BatchMaker* m_batchMaker = nullptr;
};

} // namespace plumbline
