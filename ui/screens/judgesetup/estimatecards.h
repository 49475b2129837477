#pragma once

#include "core/jobs/judgeestimate.h"

#include <QWidget>

namespace plumbline {

class StatCard;
class Theme;
class ThemedLabel;

/// What a run will take, in figures: items, calls, tokens, dollars, time; and below them what they rest on.
class EstimateCards : public QWidget
{
    Q_OBJECT

public:
    explicit EstimateCards(const Theme& theme, QWidget* parent = nullptr);

    void setEstimate(const JudgeEstimate& estimate);
    /// While it is worked out; the last figures stay.
    void setBusy();
    /// There is none, and why.
    void setProblem(const QString& sentence);
    /// What stands on the cards, in one line, for screen readers and tests.
    [[nodiscard]] QString summary() const { return accessibleDescription(); }

private:
    StatCard* m_items;
    StatCard* m_calls;
    StatCard* m_tokens;
    StatCard* m_cost;
    StatCard* m_time;
    ThemedLabel* m_state;
    ThemedLabel* m_notes;
};

} // namespace plumbline
