#pragma once

#include "core/analysis/leaderboardreport.h"
#include "ui/widgets/card.h"

class QAction;
class QTableView;

namespace plumbline {

class ReportTable;
class Theme;
class ThemedLabel;

/// Which ranks are settled, and which pairs still need votes, in the order in which votes settle ranks
/// soonest. Right however often one looks.
class DecidedView : public Card
{
    Q_OBJECT

public:
    DecidedView(const Theme& theme, QAction* orderAction, QAction* openAction, QWidget* parent = nullptr);

    void setReport(const LeaderboardReport& report);
    /// The models of the current row; empty when there is none.
    [[nodiscard]] QStringList currentPair() const;
    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] const ReportTable& model() const { return *m_model; }

Q_SIGNALS:
    /// The person asked for the votes of a pair: a double click.
    void pairRequested(const QString& first, const QString& second);

private:
    ReportTable* m_model;
    QTableView* m_view;
    ThemedLabel* m_words;
    QList<QStringList> m_pairs;
};

} // namespace plumbline
