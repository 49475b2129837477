#pragma once

#include "ui/screens/answers/answersmodel.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

class QTableView;

namespace plumbline {

class EmptyState;
class SegmentedControl;
class ThemedLabel;

/// What the annotator has answered, newest first. An answer can be opened again; what then is submitted
/// stands in its place, and the old one stays, struck.
class AnswersScreen : public Page
{
    Q_OBJECT

public:
    explicit AnswersScreen(AppContext& context, QWidget* parent = nullptr);

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, AnswersScreen* page = nullptr);

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QAction*> headerActions() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;
    /// "flagged" or "skipped" filters.
    void open(const QString& argument) override;

private:
    void build();
    void setFilter(AnswersModel::Filter filter);
    void updateView();
    void openCurrent(const QString& pageId);

    AppContext& m_context;
    AnswersModel* m_model;
    SegmentedControl* m_filter = nullptr;
    ThemedLabel* m_count = nullptr;
    QTableView* m_table = nullptr;
    EmptyState* m_empty = nullptr;
};

} // namespace plumbline
