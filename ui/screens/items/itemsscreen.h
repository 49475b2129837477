#pragma once

#include "core/store/itemrepository.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

class QTableView;

namespace plumbline {

class EmptyState;
class ItemDetails;
class ItemFilterBar;
class ItemListModel;
class ThemedLabel;
struct FilterChoices;

/// The list of all items: search, filters as chips, a row for each item with its votes, and beside it the
/// item with the whole history of its annotations. For the lead who looks things up, and the researcher who
/// wants the examples behind a number.
class ItemsScreen : public Page
{
    Q_OBJECT

public:
    explicit ItemsScreen(AppContext& context, QWidget* parent = nullptr);

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, ItemsScreen* page = nullptr);

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QAction*> headerActions() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;
    /// Takes "item:ID", "text:WORDS", "flagged", "labels:N", or nothing.
    void open(const QString& argument) override;

private:
    void build();
    void loadChoices();
    void applyFilter(const ItemFilter& filter);
    void updateCount();
    void showCurrent();
    void moveBy(int rows);
    void goToRow();
    void bringIndexUp();
    /// What the judge of the shown item was asked and said; lets the person choose where there are several.
    void inspectJudge();

    AppContext& m_context;
    ItemListModel* m_model;
    ItemFilterBar* m_filters = nullptr;
    QTableView* m_table = nullptr;
    ItemDetails* m_details = nullptr;
    EmptyState* m_empty = nullptr;
    ThemedLabel* m_count = nullptr;
};

} // namespace plumbline
