#pragma once

#include "core/domain/job.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

#include <QSet>

class QTableView;

namespace plumbline {

class EmptyState;
class JobDetails;
class JobListModel;
class MessageBar;
class ThemedLabel;

/// What was brought in and written out, and the two ways to do more of it. Files can be dropped on it.
class DataScreen : public Page
{
    Q_OBJECT

public:
    explicit DataScreen(AppContext& context, QWidget* parent = nullptr);

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, DataScreen* page = nullptr);

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QAction*> headerActions() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;
    /// "import" or "export" opens the dialog; "import:PATH" with that file.
    void open(const QString& argument) override;

    /// Opens the import, with files chosen already or without.
    void openImport(const QStringList& files = {});
    void openExport();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    void updateEmpty();
    void showCurrent();
    void follow(JobId job);
    void showResult(const Job& job);
    void showImportResult(const Job& job);
    void resumeCurrent();
    void showItems();
    [[nodiscard]] std::optional<Job> currentJob() const;

    AppContext& m_context;
    JobListModel* m_model;
    QSet<qint64> m_followed;
    QString m_resultBatch; ///< the batch that the import in the bar filled; "" = not named
    JobId m_wanted;
    MessageBar* m_result = nullptr;
    QTableView* m_table = nullptr;
    JobDetails* m_details = nullptr;
    EmptyState* m_empty = nullptr;
};

} // namespace plumbline
