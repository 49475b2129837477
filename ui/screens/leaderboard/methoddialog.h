#pragma once

#include "core/analysis/leaderboardreport.h"
#include "ui/dialogs/dialogframe.h"
#include "ui/shell/appcontext.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QSpinBox;

namespace plumbline {

class ThemedLabel;

/// How the leaderboard is computed: scores, ties, intervals, resamples, seed, anchor, penalty, style control.
class MethodDialog : public DialogFrame
{
    Q_OBJECT

public:
    MethodDialog(AppContext& context, const LeaderboardOptions& options, QWidget* parent = nullptr);

    static void addActions(ActionCollection& actions);

    /// What is chosen now. What the dialog does not show is as it was given.
    [[nodiscard]] LeaderboardOptions options() const;

private:
    void build();
    void buildFooter();
    void show(const LeaderboardOptions& options);
    /// Greys what the chosen method has no use for, and says the method in a sentence.
    void sync();
    void addField(QGridLayout& grid, int row, int column, const QString& name, const QString& hint,
                  QWidget* field);

    AppContext& m_context;
    LeaderboardOptions m_given;
    bool m_isShowing = false;
    QComboBox* m_method = nullptr;
    QComboBox* m_ties = nullptr;
    QComboBox* m_interval = nullptr;
    QComboBox* m_cluster = nullptr;
    QSpinBox* m_resamples = nullptr;
    QSpinBox* m_seed = nullptr;
    QSpinBox* m_anchor = nullptr;
    QDoubleSpinBox* m_penalty = nullptr;
    QCheckBox* m_style = nullptr;
    QDoubleSpinBox* m_eloStep = nullptr;
    QSpinBox* m_eloOrders = nullptr;
    ThemedLabel* m_words = nullptr;
};

} // namespace plumbline
