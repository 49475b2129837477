#pragma once

#include "core/base/ids.h"
#include "core/exchange/preview.h"
#include "ui/dialogs/dialogframe.h"
#include "ui/dialogs/latestrun.h"
#include "ui/shell/appcontext.h"

#include <QTimer>

class QStackedWidget;

namespace plumbline {

class CheckView;
class FieldsPane;
class FilePage;
class FormatPage;
class KeyButton;
class OptionRow;
class StepsBar;
class TargetForm;
class ThemedLabel;

/// Brings files in, step by step: file, format, fields, check. Everything is read in the background; nothing
/// is written before the last button, and then by a job that goes on behind the closed dialog.
class ImportDialog : public DialogFrame
{
    Q_OBJECT

public:
    enum class Step { File, Format, Fields, Check };

    /// The context has a store and a runner.
    explicit ImportDialog(AppContext& context, QWidget* parent = nullptr);
    ~ImportDialog() override;

    /// Makes the dialog's actions, so that they can be listed before one is open.
    static void addActions(ActionCollection& actions);

    /// Takes files or folders over and goes to the format.
    void setFiles(const QStringList& paths);
    /// Goes to a step that can be reached from here.
    void goTo(Step step);
    [[nodiscard]] Step step() const { return m_step; }
    /// True while files are read.
    [[nodiscard]] bool isBusy() const { return m_run.isRunning(); }
    [[nodiscard]] const ImportOptions& options() const { return m_options; }
    [[nodiscard]] const ImportPreview& preview() const { return m_preview; }
    /// The job that imports; valid once the dialog was accepted.
    [[nodiscard]] JobId job() const { return m_job; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    void buildFooter();
    void connectActions();
    void loadChoices();
    void chooseFiles();
    void chooseFolder();
    void detect();
    void takeFormat(const QString& id);
    void readHead();
    void check();
    void takeCheck(const Result<ImportPreview>& preview);
    void next();
    void back();
    void startImport();
    void saveReport();
    void showFailure(const Error& error);
    void takeFocus();
    void updateFooter();
    [[nodiscard]] qint64 goodLines() const;
    [[nodiscard]] bool canGoOn() const;

    AppContext& m_context;
    Step m_step = Step::File;
    QStringList m_files;
    ImportOptions m_options;
    ImportPreview m_head;    ///< the first lines under the chosen format
    ImportPreview m_preview; ///< all lines
    bool m_isChecked = false;
    JobId m_job;
    QTimer m_checkSoon;

    StepsBar* m_steps = nullptr;
    QStackedWidget* m_pages = nullptr;
    QStackedWidget* m_right = nullptr;
    FilePage* m_filePage = nullptr;
    FormatPage* m_formatPage = nullptr;
    FieldsPane* m_fields = nullptr;
    TargetForm* m_target = nullptr;
    CheckView* m_check = nullptr;
    QWidget* m_ways = nullptr;
    OptionRow* m_goodLines = nullptr;
    OptionRow* m_nothing = nullptr;
    ThemedLabel* m_words = nullptr;
    KeyButton* m_backButton = nullptr;
    KeyButton* m_reportButton = nullptr;
    KeyButton* m_nextButton = nullptr;
    LatestRun<ImportPreview> m_run; ///< last: it waits before the rest goes
};

} // namespace plumbline
