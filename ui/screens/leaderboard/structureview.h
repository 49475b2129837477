#pragma once

#include "core/analysis/leaderboardreport.h"
#include "ui/widgets/card.h"

class QTableView;

namespace plumbline {

class ReportTable;
class Theme;

/// What lies behind the scores: cycles, the maximal lottery, effects of style, ties, groups of models that
/// are not connected.
class StructureView : public Card
{
    Q_OBJECT

public:
    explicit StructureView(const Theme& theme, QWidget* parent = nullptr);

    void setReport(const LeaderboardReport& report);
    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] const ReportTable& model() const { return *m_model; }

private:
    ReportTable* m_model;
    QTableView* m_view;
};

} // namespace plumbline
