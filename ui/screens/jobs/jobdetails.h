#pragma once

#include "core/jobs/jobrunner.h"
#include "ui/widgets/barframe.h"

class QFormLayout;
class QVBoxLayout;

namespace plumbline {

class KeyButton;
class ProgressLine;
class ThemedLabel;

/// What one job is, how far it is or what it did, and what can be done with it.
class JobDetails : public BarFrame
{
    Q_OBJECT

public:
    /// `actions`: the buttons at the foot, in this order.
    JobDetails(const Theme& theme, const QList<QAction*>& actions, QWidget* parent = nullptr);

    /// Shows a job; `progress` when it runs here.
    void show(const Job& job, const std::optional<JobProgress>& progress);
    void clear();

private:
    void addLine(const QString& name, const QString& value);
    void showBadLines(const Job& job);

    const Theme& m_theme;
    ThemedLabel* m_title;
    ThemedLabel* m_state;
    ThemedLabel* m_message;
    ProgressLine* m_bar;
    ThemedLabel* m_progress;
    QFormLayout* m_numbers;
    ThemedLabel* m_bad;
    QWidget* m_content;
    ThemedLabel* m_nothing;
};

} // namespace plumbline
