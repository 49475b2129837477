#include "ui/screens/annotators/annotatorpane.h"

#include "ui/plots/chartcard.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/plots/linechart.h"
#include "ui/screens/agreement/unitexamplerows.h"
#include "ui/screens/annotators/annotatorwords.h"
#include "ui/screens/inspect/common/filterwords.h"
#include "ui/screens/inspect/common/reportdelegate.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/themedlabel.h"

#include <QDateTime>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kConfusionHeight = 252;
constexpr int kHabitsHeight = 208;
constexpr int kDriftHeight = 220;
constexpr int kFiguresHeight = 252;

ChartCard* cardOf(const Theme& theme, const QString& name, const QString& title, Chart* chart, int height)
{
    chart->setObjectName(name);
    chart->setAccessibleName(title);
    auto* card = new ChartCard(theme, title, {}, chart);
    card->setObjectName(name + u"Card"_s);
    card->setHeaderRule(true);
    card->body()->setContentsMargins(metrics::kSpace4, metrics::kSpace3, metrics::kSpace4, metrics::kSpace3);
    card->setFixedHeight(theme.scaled(height));
    card->setFocusProxy(chart);
    return card;
}

} // namespace

AnnotatorPane::AnnotatorPane(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_name(new ThemedLabel(theme, {}, Text::Title))
    , m_kind(new ThemedLabel(theme, {}, Text::Body, Color::Text2))
    , m_figures(new ReportTable(figureColumns(), this))
    , m_figuresView(
          makeReportView(theme, m_figures, u"annotatorFigures"_s, tr("Figures"), metrics::kRowDense))
    , m_confusion(new HeatMap(theme))
    , m_habits(new IntervalChart(theme))
    , m_drift(new LineChart(theme))
    , m_confusionCard(
          cardOf(theme, u"annotatorConfusion"_s, tr("Beside the others"), m_confusion, kConfusionHeight))
    , m_habitsCard(cardOf(theme, u"annotatorHabits"_s, tr("Habits"), m_habits, kHabitsHeight))
    , m_driftCard(cardOf(theme, u"annotatorDrift"_s, tr("Over time"), m_drift, kDriftHeight))
{
    setObjectName(u"annotatorPane"_s);
    m_name->setObjectName(u"annotatorName"_s);
    m_confusionCard->setCaption(tr("most of the others, this one across"));
    m_habitsCard->setCaption(tr("50 % is none"));
    m_driftCard->setCaption(tr("agreement with the others"));
    m_figuresView->setMinimumHeight(theme.scaled(kFiguresHeight));
    auto* inner = new QWidget;
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(metrics::kSpace4, 0, 0, 0);
    column->setSpacing(metrics::kSpace4);
    auto* head = new QHBoxLayout;
    head->addWidget(m_name);
    head->addWidget(m_kind, 1, Qt::AlignBottom);
    column->addLayout(head);
    column->addWidget(m_figuresView, 1);
    column->addWidget(m_confusionCard);
    column->addWidget(m_habitsCard);
    column->addWidget(m_driftCard);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"annotatorPaneScroll"_s);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(inner);
    inner->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(m_confusion, &Chart::markActivated, this, &AnnotatorPane::cellRequested);
}

void AnnotatorPane::setRow(const AnnotatorRow& row, const Competence* competence,
                           const AnnotatorReport& report)
{
    m_name->setText(row.name);
    m_kind->setText(row.kind == AnnotatorKind::Human ? QString() : annotatorKindWord(row.kind));
    m_figures->setRows(figureRows(row, competence, report.options));
    fillHabits(row, report);
}

void AnnotatorPane::fillHabits(const AnnotatorRow& row, const AnnotatorReport& report)
{
    const bool isRating = report.kind == LabelUnits::Responses;
    ChartScale scale = isRating
                           ? ChartScale::decimals(tr("Points above the mean annotator, 95 % interval"), 1, 2)
                           : ChartScale::percent(tr("Share of decided votes, 95 % interval"));
    scale.reference = isRating ? 0 : 0.5;
    scale.referenceName = isRating ? tr("mean annotator") : tr("no habit");
    if (!isRating) {
        scale.from = 0;
        scale.to = 1;
    }
    QList<IntervalRow> rows;
    const auto add = [&rows](const QString& name, const stats::Estimate& estimate, const QString& detail) {
        IntervalRow each;
        each.name = name;
        each.estimate = estimate;
        each.detail = detail;
        rows << each;
    };
    if (isRating) {
        add(tr("leniency"), row.leniency, tr("%1 ratings").arg(groupedNumber(row.labels)));
    } else {
        add(tr("first shown"), row.prefersFirst, tr("%1 decided votes").arg(groupedNumber(row.placedVotes)));
        add(tr("longer"), row.prefersLonger, tr("%1 decided votes").arg(groupedNumber(row.lengthVotes)));
        add(tr("longer, all"), report.everybody.prefersLonger,
            tr("everybody’s %1 decided votes").arg(groupedNumber(report.everybody.lengthVotes)));
    }
    m_habitsCard->setCaption(isRating ? tr("0 is the mean annotator") : tr("50 % is none"));
    m_habits->setRowHeight(metrics::kRowDense);
    m_habits->setValueTitle(isRating ? tr("Points") : tr("Share"));
    m_habits->setScale(scale);
    m_habits->setRows(rows);
}

void AnnotatorPane::setDetails(const AnnotatorDetails& details)
{
    const QStringList names = valueWords(details.kind, details.values);
    const auto values = static_cast<std::int32_t>(names.size());
    QList<HeatCell> cells;
    for (std::int32_t row = 0; row < values; ++row) {
        std::int64_t total = 0;
        for (std::int32_t column = 0; column < values; ++column) {
            total += details.confused(row, column);
        }
        for (std::int32_t column = 0; column < values; ++column) {
            const std::int64_t count = details.confused(row, column);
            HeatCell cell;
            cell.isLink = count > 0;
            if (total > 0) {
                cell.value = static_cast<double>(count) / static_cast<double>(total);
                cell.text = percentText(*cell.value);
                cell.second = groupedNumber(count);
                cell.secondValue = static_cast<double>(count);
            } else {
                cell.undefined = tr("The others never said this where both labelled.");
            }
            cells << cell;
        }
    }
    HeatRamp ramp;
    ramp.kind = HeatRamp::Kind::Sequential;
    ramp.low = 0;
    ramp.high = 1;
    ramp.legend = tr("of the row");
    ChartScale scale = ChartScale::percent(tr("Share"));
    scale.formatFine = [](double share) { return percentText(share); };
    m_confusion->setScale(scale);
    m_confusion->setRamp(ramp);
    m_confusion->setTitles(tr("Most of the others"), tr("This one"), tr("Share"), tr("Labels"));
    m_confusion->setEmptyText(tr("Nobody else labelled the same."));
    if (details.clear > 0) {
        m_confusion->setCells(names, names, cells);
    } else {
        m_confusion->setCells({}, {}, {});
    }
    LineSeries series;
    series.name = details.name;
    for (const DriftPoint& point : details.drift) {
        const QDateTime from = QDateTime::fromMSecsSinceEpoch(point.fromMs, Qt::UTC);
        series.points << LinePoint{static_cast<double>(point.first + point.last) / 2, *point.agreement.value,
                                   point.agreement.interval,
                                   tr("labels %1 to %2, from %3")
                                       .arg(groupedNumber(point.first), groupedNumber(point.last),
                                            from.date().toString(Qt::ISODate))};
    }
    ChartScale across = ChartScale::of(tr("Number of the label"));
    ChartScale up = ChartScale::percent(tr("Agreement"));
    up.from = 0;
    up.to = 1;
    m_drift->setScales(across, up);
    m_drift->setEmptyText(tr("Fewer than five labels stand beside somebody else’s."));
    m_drift->setSeries(series.points.isEmpty() ? QList<LineSeries>{} : QList<LineSeries>{series});
}

void AnnotatorPane::setChartWords(const ChartWords& words)
{
    const auto with = [&words](const QString& title) {
        ChartWords out = words;
        out.title = title;
        return out;
    };
    const QString name = m_name->text();
    m_confusion->setWords(with(tr("%1 beside what most of the others said").arg(name)));
    m_habits->setWords(with(tr("Habits of %1").arg(name)));
    m_drift->setWords(with(tr("Agreement of %1 with the others over time").arg(name)));
}

} // namespace plumbline
