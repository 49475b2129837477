#pragma once

#include "core/analysis/annotatorreport.h"

#include <QFrame>

class QTableView;

namespace plumbline {

class ChartCard;
class HeatMap;
class IntervalChart;
class LineChart;
class ReportTable;
class Theme;
class ThemedLabel;
struct ChartWords;

/// One annotator at the side of the page: every figure with its interval or the reason why it is not known,
/// the confusion with the others, habits beside 50 %, and agreement over time.
class AnnotatorPane : public QFrame
{
    Q_OBJECT

public:
    explicit AnnotatorPane(const Theme& theme, QWidget* parent = nullptr);

    void setRow(const AnnotatorRow& row, const Competence* competence, const AnnotatorReport& report);
    void setDetails(const AnnotatorDetails& details);
    void setChartWords(const ChartWords& words);

    [[nodiscard]] const ReportTable& figures() const { return *m_figures; }
    [[nodiscard]] QTableView* figuresView() const { return m_figuresView; }
    /// In the order on the screen.
    [[nodiscard]] QList<ChartCard*> cards() const { return {m_confusionCard, m_habitsCard, m_driftCard}; }

Q_SIGNALS:
    /// The person asked for the labels of one cell: what the others said, what this one did.
    void cellRequested(int others, int own);

private:
    void fillHabits(const AnnotatorRow& row, const AnnotatorReport& report);

    const Theme& m_theme;
    ThemedLabel* m_name;
    ThemedLabel* m_kind;
    ReportTable* m_figures;
    QTableView* m_figuresView;
    HeatMap* m_confusion;
    IntervalChart* m_habits;
    LineChart* m_drift;
    ChartCard* m_confusionCard;
    ChartCard* m_habitsCard;
    ChartCard* m_driftCard;
};

} // namespace plumbline
