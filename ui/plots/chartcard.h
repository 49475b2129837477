#pragma once

#include "ui/widgets/card.h"

class QAction;
class QStackedWidget;
class QTableView;

namespace plumbline {

class Chart;
class ChartTableModel;

/// A card with a chart and the same numbers as a table behind it. The actions in its head belong to the page:
/// it asks current() which card they mean.
class ChartCard : public Card
{
    Q_OBJECT

public:
    /// Takes the chart.
    ChartCard(const Theme& theme, const QString& title, const QString& caption, Chart* chart,
              QWidget* parent = nullptr);

    [[nodiscard]] Chart* chart() const { return m_chart; }
    [[nodiscard]] QTableView* tableView() const { return m_tableView; }
    [[nodiscard]] bool isTableShown() const;
    void setTableShown(bool shown);
    void toggleTable();
    /// A button in the head, icon and keycap, that triggers an action of the page for this card.
    void addAction(QAction* action, const QString& iconName);

    /// The card of a page that its actions mean: the one with the focus in it, or the one that had it last,
    /// or the first that is visible; nullptr when the page has none.
    [[nodiscard]] static ChartCard* current(QWidget* page);

Q_SIGNALS:
    void tableShownChanged(bool shown);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeTableView();
    void fitColumns();

    const Theme& m_theme;
    Chart* m_chart;
    QStackedWidget* m_stack;
    ChartTableModel* m_model;
    QTableView* m_tableView = nullptr;
};

} // namespace plumbline
