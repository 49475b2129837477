#pragma once

#include "core/base/ids.h"
#include "core/exchange/preview.h"
#include "ui/dialogs/dialogframe.h"
#include "ui/dialogs/latestrun.h"
#include "ui/shell/appcontext.h"

#include <QTimer>

class QLineEdit;
class QListView;
class QPlainTextEdit;
class QStackedWidget;

namespace plumbline {

class ExportForm;
class FunnelRow;
class KeyButton;
class MarkdownText;
class PillTabs;
class ThemedLabel;

/// Writes a data set out: what goes in at the left, at the right what comes of it, live. The job goes on
/// behind the closed dialog.
class ExportDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// The context has a store and a runner.
    explicit ExportDialog(AppContext& context, QWidget* parent = nullptr);
    ~ExportDialog() override;

    /// Makes the dialog's actions, so that they can be listed before one is open.
    static void addActions(ActionCollection& actions);

    [[nodiscard]] bool isBusy() const { return m_run.isRunning() || m_previewSoon.isActive(); }
    [[nodiscard]] const ExportPreview& preview() const { return m_preview; }
    /// Where it will be written: an absolute path.
    [[nodiscard]] QString path() const;
    /// The plumblinectl line for what is chosen.
    [[nodiscard]] QString commandLine() const;
    /// The job that exports; valid once the dialog was accepted.
    [[nodiscard]] JobId job() const { return m_job; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    QWidget* buildRight();
    void buildFooter();
    void connectActions();
    void proposePath();
    void choosePath();
    void copyCommand();
    void refresh();
    void takePreview(const Result<ExportPreview>& preview);
    void startExport();
    void showTab(int tab);
    void editCard(bool isEditing);
    void showCard();
    /// What the form says, with the card as it was edited.
    [[nodiscard]] ExportOptions options() const;
    void updateFooter();
    void showFailure(const Error& error);
    [[nodiscard]] bool wouldOverwrite() const;
    [[nodiscard]] QStringList filesPlanned() const;

    AppContext& m_context;
    ExportPreview m_preview;
    bool m_isCounted = false;
    JobId m_job;
    QTimer m_previewSoon;
    ExportForm* m_form = nullptr;
    FunnelRow* m_funnel = nullptr;
    PillTabs* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    QStackedWidget* m_cardPages = nullptr; ///< the card, and the card being edited
    QPlainTextEdit* m_cardEdit = nullptr;
    QString m_cardText; ///< "" as long as nobody edited it
    MarkdownText* m_card = nullptr;
    QPlainTextEdit* m_records = nullptr;
    QPlainTextEdit* m_files = nullptr;
    ThemedLabel* m_recordTitle = nullptr;
    QPlainTextEdit* m_firstRecord = nullptr;
    QLineEdit* m_path = nullptr;
    ThemedLabel* m_pathLabel = nullptr;
    KeyButton* m_exportButton = nullptr;
    LatestRun<ExportPreview> m_run; ///< last: it waits before the rest goes
};

} // namespace plumbline
