#pragma once

#include "core/domain/job.h"
#include "core/store/itemrepository.h"
#include "core/store/summaryrepository.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

class QJsonObject;
class QMenu;
class QTableView;

namespace plumbline {

class BatchesModel;
class EmptyState;
class MessageBar;
class ThemedLabel;

/// The batches in the order in which they are served: opened and closed, put in another order, made from
/// items that are there, asked for more labels.
class BatchesScreen : public Page
{
    Q_OBJECT

public:
    explicit BatchesScreen(AppContext& context, QWidget* parent = nullptr);

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, BatchesScreen* page = nullptr);

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QAction*> headerActions() const override;
    void activate() override;
    /// "make" opens the dialog; "make:labels:N", "make:flagged", "make:batch:ID" and "make:text:WORDS" with a
    /// filter.
    void open(const QString& argument) override;

    void openMaker(const ItemFilter& filter = {});
    /// Fills a menu with the orders that the current batch can have.
    void fillOrderMenu(QMenu& menu);

private:
    void build();
    void load();
    void noteJob(const Job& job);
    void start(const QString& kind, const QJsonObject& params);
    void take(const QList<BatchSummary>& batches);
    void updateActions();
    void toggleOpen();
    void chooseOrder();
    void setOrder(QueueOrder order);
    void moveBy(int step);
    void askForLabels();
    void showItems();
    [[nodiscard]] const BatchSummary* current() const;

    AppContext& m_context;
    BatchesModel* m_model;
    BatchId m_wanted;
    bool m_isLoaded = false;
    MessageBar* m_message = nullptr;
    ThemedLabel* m_caption = nullptr;
    QTableView* m_table = nullptr;
    EmptyState* m_empty = nullptr;
};

} // namespace plumbline
