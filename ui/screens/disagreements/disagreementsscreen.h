#pragma once

#include "core/analysis/disagreementreport.h"
#include "core/domain/job.h"
#include "ui/screens/disagreements/waitingunits.h"
#include "ui/screens/inspect/common/inspectpage.h"

class QTableView;

namespace plumbline {

class Card;
class EmptyState;
class PillTabs;
class ReportTable;
class RowMarks;

/// What people and judges are opposed on, the most contested first. For the lead: mark some, or take all, and
/// one key makes a batch of them that an experienced person settles.
class DisagreementsScreen : public InspectPage
{
    Q_OBJECT

public:
    explicit DisagreementsScreen(AppContext& context, QWidget* parent = nullptr);

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, DisagreementsScreen* page = nullptr);

    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;

protected:
    void refresh() override;
    void labelsChanged() override;
    [[nodiscard]] std::optional<EmptyWords> emptyWords(const LabelTable& labels) const override;
    [[nodiscard]] NumbersTable numbers() const override;
    void makeBatch() override;
    void openCurrent() override;
    /// "people", "people-judges", "judges" or "all".
    void openSelection(const QString& text) override;
    void selectionRemoved(const QString& key) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void take(const DisagreementReport& report);
    void fill();
    void setSides(DisagreementSides sides);
    void updateWords();
    void readWaiting();
    void startBatch(const QList<ItemId>& items, qsizetype leftOut);
    void noteJob(const Job& job);
    /// What a batch would take: the marked rows, or all that are listed; without those that wait or are
    /// settled. `leftOut`: how many of these.
    [[nodiscard]] QList<ItemId> wanted(qsizetype* leftOut) const;

    DisagreementOptions m_options;
    PageReport<DisagreementReport>* m_report = nullptr;
    ResponsePairs m_waiting;
    JobId m_job;
    PillTabs* m_tabs = nullptr;
    Card* m_card = nullptr;
    ReportTable* m_model = nullptr;
    QTableView* m_view = nullptr;
    RowMarks* m_marks = nullptr;
    EmptyState* m_none = nullptr; ///< in the card, where nothing is listed
};

} // namespace plumbline
