#pragma once

#include "core/analysis/labelerrorreport.h"
#include "ui/screens/inspect/common/inspectpage.h"

#include <memory>

class QTableView;

namespace plumbline {

class BatchMaker;
class Card;
class EmptyState;
class PillTabs;
class ReportTable;
class RowMarks;

/// Labels that are probably wrong: what was given, what the others' labels say instead and how surely, by the
/// method that is chosen. Marked ones go into a batch to be judged again; the consensus can be saved.
class LabelErrorsScreen : public InspectPage
{
    Q_OBJECT

public:
    explicit LabelErrorsScreen(AppContext& context, QWidget* parent = nullptr);
    ~LabelErrorsScreen() override;

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, LabelErrorsScreen* page = nullptr);

    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;

    void setMethod(ConsensusMethod method);
    [[nodiscard]] ConsensusMethod method() const { return m_options.method; }
    [[nodiscard]] const std::shared_ptr<const LabelErrorReport>& report() const { return m_report; }

protected:
    void refresh() override;
    [[nodiscard]] std::optional<EmptyWords> emptyWords(const LabelTable& labels) const override;
    [[nodiscard]] NumbersTable numbers() const override;
    void selectionRemoved(const QString& key) override;
    void makeBatch() override;
    void openCurrent() override;

private:
    void build();
    void takeQuick(const LabelErrorReport& quick);
    void take(const std::shared_ptr<const LabelErrorReport>& report);
    void fill();
    void updateWords();
    void setQuestion(int index);
    void nextQuestion();
    void openAnnotator();
    [[nodiscard]] const LabelErrorRow* currentRow() const;
    [[nodiscard]] QList<ItemId> wanted() const;

    LabelErrorReportOptions m_options;
    std::shared_ptr<const LabelErrorReport> m_report;
    PageReport<LabelErrorReport>* m_quick = nullptr; ///< a first answer after one more label
    PageReport<LabelErrorReport>* m_main = nullptr;
    PageReport<ConsensusReport>* m_consensus = nullptr;
    PillTabs* m_questions = nullptr;
    PillTabs* m_methods = nullptr;
    Card* m_card = nullptr;
    ReportTable* m_model = nullptr;
    QTableView* m_view = nullptr;
    RowMarks* m_marks = nullptr;
    EmptyState* m_none = nullptr;
    BatchMaker* m_batchMaker = nullptr;
};

} // namespace plumbline
