#pragma once

#include "core/analysis/labelfilter.h"
#include "core/analysis/liveanalysis.h"
#include "ui/plots/chart.h"
#include "ui/screens/inspect/common/inspectfilterbar.h"
#include "ui/screens/inspect/common/numberstable.h"
#include "ui/screens/inspect/common/pagereport.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

#include <QPointer>
#include <QTimer>

#include <memory>
#include <vector>

class QVBoxLayout;

namespace plumbline {

class ActionCollection;
class DimVeil;
class EmptyState;
class StatusItem;
class SummaryLine;

/// Who a page of Inspect is, and how it begins.
struct InspectTraits
{
    QString id;         ///< "leaderboard": page id, context and prefix of its actions
    QString title;      ///< translated
    QString icon;       ///< on its empty page
    LabelFilter filter; ///< with which it begins
    /// What "+ Filter" offers, in this order.
    QList<FilterPart> parts = {FilterPart::By,          FilterPart::Kind,     FilterPart::Category,
                               FilterPart::Turn,        FilterPart::Batch,    FilterPart::Aspect,
                               FilterPart::HiddenModel, FilterPart::Annotator};
};

/// Which of the keys that Inspect pages share a page answers to.
struct InspectKeys
{
    bool hasTable = true;    ///< M: chart or table
    bool hasExamples = true; ///< X: to the list of examples
    bool hasBatch = true;    ///< B: what is listed into a batch
    bool hasOpen = true;     ///< Enter: select, or open an example
    bool hasChart = true;    ///< Ctrl+Shift+S: the chart in focus as a picture
};

/// What stands in place of the content when there is nothing to show.
struct EmptyWords
{
    QString title;
    QString body;
    QAction* action = nullptr;
};

/// A page of Inspect: chips for the filter and the selection, one sentence that says the result, and the
/// content that the page brings. The labels are kept up with the store while the page is shown; its reports
/// (addReport) are computed in the background, and what is old is dimmed until the new numbers are there.
///
/// A page calls setContent() once, addReport() for each report, and implements refresh(). The shared actions
/// have the ids PAGE.filter, PAGE.clear, PAGE.table, PAGE.examples, PAGE.batch, PAGE.open, PAGE.save_numbers
/// and PAGE.save_chart; they call the virtual functions below.
class InspectPage : public Page
{
    Q_OBJECT

public:
    InspectPage(AppContext& context, InspectTraits traits, QWidget* parent = nullptr);
    ~InspectPage() override;

    [[nodiscard]] QString pageId() const final { return m_traits.id; }
    [[nodiscard]] QString title() const override { return m_traits.title; }
    /// Save numbers, and what addHeaderAction() put before it.
    [[nodiscard]] QList<QAction*> headerActions() const override;
    [[nodiscard]] QWidget* statusWidget() override;
    void activate() override;
    void deactivate() override;
    /// Lines of "filter:{JSON of a LabelFilter}" and "select:TEXT" (the page's own form, see
    /// openSelection()); a filter leaves out what is not named. Nothing: as it was left.
    void open(const QString& argument) override;

    [[nodiscard]] const LabelFilter& filter() const { return m_filters->filter(); }
    /// Filters the whole page, as if the person had.
    void setFilter(const LabelFilter& filter);
    /// Some of what is on the screen is old, or has not been counted yet.
    [[nodiscard]] bool isStale() const;

protected:
    /// Makes the shared actions known; with a page, also what they do there. For a page's own addActions().
    static void addInspectActions(ActionCollection& actions, const QString& id, const QString& title,
                                  InspectPage* page, const InspectKeys& keys = {});

    [[nodiscard]] AppContext& context() const { return m_context; }
    [[nodiscard]] QAction* action(const char* name) const; ///< action("filter") is PAGE.filter
    /// The newest labels; null until they are loaded.
    [[nodiscard]] LiveAnalysis::Table table() const;

    /// The widget under the summary; the page's own, once.
    void setContent(QWidget* content);
    /// A button of the header, before "Save numbers".
    void addHeaderAction(QAction* action);
    /// The result in a sentence or two; `details` is the tooltip (tests and methods in full).
    void setSummary(const QString& sentence, const QString& details = {});
    [[nodiscard]] QString summary() const;
    /// How much passes the filter: "3 355 votes, 65 people, 6 models, 80 prompts".
    void setCount(const QString& text);
    [[nodiscard]] QString countText() const { return m_count; }
    /// The blue chips.
    void setSelections(const QList<InspectSelection>& selections);
    /// Decides anew between content and empty page; also done after each report and each change of labels.
    void updateEmpty();

    /// A report that is kept right while the page is shown. `deliver` shows it.
    template <typename Report> PageReport<Report>* addReport(typename PageReport<Report>::Deliver deliver)
    {
        auto report = std::make_unique<PageReport<Report>>(m_live.data(), std::move(deliver),
                                                           [this] { noteReports(); });
        PageReport<Report>* added = report.get();
        added->setPageShown(m_isShown);
        m_reports.push_back(std::move(report));
        return added;
    }

    /// The filter is another one (or the first): tell the reports what to compute.
    virtual void refresh() = 0;
    /// Newer labels are there; the reports follow by themselves.
    virtual void labelsChanged() {}
    /// What to say instead of the content; nothing: the content is shown. The base asks for labels at all; a
    /// page adds its own reasons (no label of its kind, none that passes).
    [[nodiscard]] virtual std::optional<EmptyWords> emptyWords(const LabelTable& labels) const;
    /// For emptyWords(): no label passes the filter.
    [[nodiscard]] EmptyWords nothingPasses() const;
    /// The numbers that Ctrl+S saves: those of the chart in focus, unless the page has more to give.
    [[nodiscard]] virtual NumbersTable numbers() const;
    /// What a chart of this page says of itself: its title, and what it rests on.
    [[nodiscard]] ChartWords chartWords(const QString& title, const QString& summary = {}) const;

    virtual void openSelection(const QString& text) { Q_UNUSED(text) }
    virtual void selectionRemoved(const QString& key) { Q_UNUSED(key) }
    virtual void selectionClicked(const QString& key) { Q_UNUSED(key) }
    /// M: the chart in focus as a table, and back.
    virtual void toggleTable();
    virtual void showExamples() {}
    virtual void makeBatch() {}
    /// Enter anywhere but in a field or on a button.
    virtual void openCurrent() {}

private:
    void build();
    void connectLabels();
    void noteReports();
    void takeFilter(const LabelFilter& filter);
    void saveNumbers();
    void askForChart();
    void noteSaved(const Result<void>& written, const QString& path);
    void pressEnter();
    void updateStatus();

    AppContext& m_context;
    InspectTraits m_traits;
    QPointer<LiveAnalysis> m_live; ///< of the project for which the page was made
    std::vector<std::unique_ptr<PageReportBase>> m_reports;
    QList<QAction*> m_headerActions;
    bool m_isShown = false;
    bool m_isRefreshed = false;
    QString m_count;
    QString m_lastError;
    qint64 m_loaded = 0;
    qint64 m_toLoad = 0;
    QTimer m_dimSoon;
    InspectFilterBar* m_filters = nullptr;
    SummaryLine* m_summary = nullptr;
    QWidget* m_content = nullptr;
    QWidget* m_body = nullptr; ///< summary and content, dimmed while old
    QVBoxLayout* m_column = nullptr;
    DimVeil* m_veil = nullptr;
    EmptyState* m_empty = nullptr;
    QWidget* m_statusRow = nullptr;
    StatusItem* m_status = nullptr;
};

} // namespace plumbline
