#include "ui/screens/leaderboard/structureview.h"

#include "ui/screens/inspect/common/reportdelegate.h"
#include "ui/screens/inspect/common/reporttable.h"
#include "ui/screens/leaderboard/leaderboardwords.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWhatWidth = 190;
constexpr int kValueWidth = 190;
constexpr std::size_t kMostCycles = 20;

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("StructureView", text, nullptr, n);
}

/// "length" as the table says it.
QString featureWords(const QString& feature)
{
    if (feature == "length"_L1) {
        return tr("Longer answers");
    }
    if (feature == "headers"_L1) {
        return tr("More headers");
    }
    if (feature == "lists"_L1) {
        return tr("More lists");
    }
    return feature == "bold"_L1 ? tr("More bold") : feature;
}

class Rows
{
public:
    void add(const QString& what, const QString& finding, ReportCell value = textCell({}))
    {
        ReportRow row;
        row.key = static_cast<qint64>(m_rows.size());
        row.cells = {textCell(what), textCell(finding), std::move(value)};
        row.cells[1].tip = finding;
        m_rows.push_back(std::move(row));
    }

    void addCycles(const LeaderboardReport& report)
    {
        if (!report.noCycles.isEmpty()) {
            add(tr("Cycles"), report.noCycles);
            return;
        }
        if (report.cycleCount == 0) {
            add(tr("Cycles"), tr("None among %n triple(s) that were judged on all sides.",
                                 static_cast<int>(report.decidedTriples)));
            return;
        }
        for (std::size_t at = 0; at < std::min(report.cycles.size(), kMostCycles); ++at) {
            const LeaderboardCycle& cycle = report.cycles[at];
            QStringList names;
            for (const int row : cycle.rows) {
                names << report.rows[static_cast<std::size_t>(row)].name;
            }
            names << names.value(0);
            add(at == 0 ? tr("Cycles") : QString(), names.join(tr(" beats ")),
                {.text = tr("by %1 at least").arg(percentText(cycle.strength, 1)), .value = cycle.strength});
        }
    }

    void addLottery(const LeaderboardReport& report)
    {
        if (!report.noLottery.isEmpty()) {
            add(tr("Maximal lottery"), report.noLottery);
            return;
        }
        bool isFirst = true;
        for (const LeaderboardRow& row : report.rows) {
            if (row.lottery > 0) {
                const bool isWinner = row.lottery > 1 - 1e-9;
                add(isFirst ? tr("Maximal lottery") : QString(),
                    isWinner ? tr("%1 beats or equals every other model on their votes.").arg(row.name)
                             : row.name,
                    {.text = percentText(row.lottery, 1), .value = row.lottery});
                isFirst = false;
            }
        }
    }

    void addStyle(const LeaderboardReport& report)
    {
        if (!report.options.isStyleControlled) {
            add(tr("Style"), tr("Not taken out. The method can compare at equal style."));
            return;
        }
        for (const LeaderboardEffect& effect : report.effects) {
            add(tr("Style"),
                tr("%1: logits for one standard deviation more").arg(featureWords(effect.feature)),
                estimateCell(effect.effect, 3));
        }
        if (!report.constantFeatures.isEmpty()) {
            add(tr("Style"),
                tr("Left out, the same for all votes: %1").arg(report.constantFeatures.join(u", "_s)));
        }
    }

    void addRest(const LeaderboardReport& report)
    {
        if (report.votes > 0) {
            const double share = static_cast<double>(report.ties) / static_cast<double>(report.votes);
            add(tr("Ties"), tr("%1 of %2 votes").arg(groupedNumber(report.ties), groupedNumber(report.votes)),
                {.text = percentText(share, 1), .value = share});
        }
        if (report.tieParameter) {
            add({},
                report.options.ties == stats::TieModel::Davidson ? tr("Davidson’s ν")
                                                                 : tr("Rao and Kupper’s θ"),
                {.text = decimalNumber(*report.tieParameter, 3), .value = *report.tieParameter});
        }
        for (std::size_t at = 0; report.components.size() > 1 && at < report.components.size(); ++at) {
            add(at == 0 ? tr("Groups") : QString(), namesInWords(report.components[at]));
        }
        if (report.passedOver > 0) {
            add(tr("Passed over"), tr("Labels that say nothing of two known models"),
                countCell(report.passedOver));
        }
        if (report.failedResamples > 0) {
            add(tr("Resamples without scores"), tr("In these some model won or lost all."),
                countCell(report.failedResamples));
        }
    }

    std::vector<ReportRow> take() { return std::move(m_rows); }

private:
    std::vector<ReportRow> m_rows;
};

} // namespace

StructureView::StructureView(const Theme& theme, QWidget* parent)
    : Card(theme, QCoreApplication::translate("StructureView", "Behind the scores"), {}, parent)
    , m_model(
          new ReportTable({{StructureView::tr("What"), ReportColumnKind::Secondary, kWhatWidth, false, {}},
                           {StructureView::tr("Finding"), ReportColumnKind::Text, 0, true, {}},
                           {StructureView::tr("Value"), ReportColumnKind::Number, kValueWidth, false, {}}},
                          this))
    , m_view(makeReportView(theme, m_model, u"structureTable"_s, StructureView::tr("Behind the scores")))
{
    setObjectName(u"structureView"_s);
    setHeaderRule(true);
    setCaption(StructureView::tr("cycles, the maximal lottery, style, ties"));
    body()->setSpacing(0);
    body()->setContentsMargins(kReportInset, 1, kReportInset, metrics::kSpace2);
    body()->addWidget(m_view, 1);
}

void StructureView::setReport(const LeaderboardReport& report)
{
    Rows rows;
    rows.addCycles(report);
    rows.addLottery(report);
    rows.addStyle(report);
    rows.addRest(report);
    m_model->setRows(rows.take());
    if (m_model->rowCount() > 0 && !m_view->currentIndex().isValid()) {
        m_view->setCurrentIndex(m_model->index(0, 0));
    }
}

} // namespace plumbline
