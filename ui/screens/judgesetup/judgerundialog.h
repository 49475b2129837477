#pragma once

#include "core/jobs/judgeestimate.h"
#include "ui/dialogs/dialogframe.h"
#include "ui/dialogs/latestrun.h"
#include "ui/screens/judgesetup/judgesetupdata.h"
#include "ui/shell/appcontext.h"

#include <QTimer>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QListView;
class QSpinBox;
class QStandardItemModel;

namespace plumbline {

class EstimateCards;
class FormRows;
class KeyButton;
class ThemedLabel;

/// Asks what a judge is to judge, says what that will take before anything is asked, and starts the run.
/// Accepted once the job has begun; it goes on behind the closed dialog.
class JudgeRunDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// The context has a store and a runner. `judge`: the one chosen at first; "" for the first of all.
    JudgeRunDialog(AppContext& context, const JudgeSetupData& data, const QString& judge,
                   QWidget* parent = nullptr);
    ~JudgeRunDialog() override;

    static void addActions(ActionCollection& actions);

    [[nodiscard]] JudgeRunRequest request() const;
    /// What the run will take; nothing while it is worked out, or when it cannot be.
    [[nodiscard]] const std::optional<JudgeEstimate>& estimate() const { return m_estimate; }
    /// The job; valid once the dialog was accepted.
    [[nodiscard]] JobId job() const { return m_job; }

private:
    QWidget* buildForm();
    QWidget* buildEstimate();
    void buildFooter();
    void readBatches();
    [[nodiscard]] const JudgeListRow* judge() const;
    [[nodiscard]] const LlmEndpoint* endpoint() const;
    void showJudge();
    void wantEstimate();
    void startEstimate();
    void takeEstimate(const Result<JudgeEstimate>& estimate);
    void updateFooter();
    [[nodiscard]] QString warning() const;
    void startRun();
    void showFailure(const Error& error);

    AppContext& m_context;
    JudgeSetupData m_data;
    LatestRun<JudgeEstimate> m_run;
    QTimer m_soon;
    std::optional<JudgeEstimate> m_estimate;
    QString m_problem; ///< why there is no estimate
    JobId m_job;
    FormRows* m_rows = nullptr;
    QComboBox* m_judge = nullptr;
    ThemedLabel* m_judgeHint = nullptr;
    QStandardItemModel* m_batchModel = nullptr;
    QListView* m_batches = nullptr;
    QComboBox* m_kind = nullptr;
    QCheckBox* m_onlyUnjudged = nullptr;
    QSpinBox* m_limit = nullptr;
    QCheckBox* m_hasBudget = nullptr;
    QDoubleSpinBox* m_budget = nullptr;
    QSpinBox* m_inFlight = nullptr;
    QCheckBox* m_overlap = nullptr;
    EstimateCards* m_cards = nullptr;
    ThemedLabel* m_words = nullptr;
    KeyButton* m_startButton = nullptr;
};

} // namespace plumbline
