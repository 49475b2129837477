// How the page is laid out and its actions; the rest is in agreementscreen.cpp.

#include "ui/plots/chartcard.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/screens/agreement/agreementcharts.h"
#include "ui/screens/agreement/agreementscreen.h"
#include "ui/screens/agreement/agreementwords.h"
#include "ui/screens/inspect/common/exampleslist.h"
#include "ui/screens/inspect/common/reportdelegate.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/themedlabel.h"

#include <QBoxLayout>
#include <QEvent>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHeadlineShare = 440;
constexpr int kChartsShare = 720;
constexpr int kTopHeight = 400;
constexpr int kLeastTop = 320;
constexpr int kLeastBottom = 220;
constexpr int kTallRow = 64;     ///< of charts with a few rows
constexpr int kSideBySide = 860; ///< below this width the charts go under the headline

} // namespace

void AgreementScreen::addActions(ActionCollection& actions, AgreementScreen* page)
{
    const QString id = u"agreement"_s;
    addInspectActions(actions, id, tr("Agreement"), page);
    const PageActions here(actions, page, id, tr("Agreement"));
    here.add(u"agreement.method"_s, tr("Method"), {QKeySequence(Qt::CTRL | Qt::Key_M)}, {},
             &AgreementScreen::chooseMethod);
    here.add(u"agreement.question"_s, tr("Next question"), {QKeySequence(Qt::Key_Q)}, {},
             &AgreementScreen::nextQuestion);
    here.add(u"agreement.annotator"_s, tr("Open the annotator"), {QKeySequence(Qt::Key_U)}, u"users"_s,
             &AgreementScreen::openAnnotator);
    const auto view = [&here](const QString& name, const QString& text, Qt::Key key, View which) {
        here.add(name, text, {QKeySequence(key)}, {}, [which](AgreementScreen& self) {
            self.showView(which);
            self.m_charts->currentWidget()->setFocus(Qt::OtherFocusReason);
        });
    };
    view(u"agreement.judges"_s, tr("People and judges"), Qt::Key_1, View::Judges);
    view(u"agreement.parts"_s, tr("Parts of the data"), Qt::Key_2, View::Parts);
    view(u"agreement.annotators"_s, tr("Between annotators"), Qt::Key_3, View::Annotators);
    view(u"agreement.values"_s, tr("Between values"), Qt::Key_4, View::Values);
    view(u"agreement.protocols"_s, tr("Ratings and comparisons"), Qt::Key_5, View::Protocols);
}

void AgreementScreen::build()
{
    const Theme& theme = context().theme;
    auto* content = new QWidget;
    content->setObjectName(u"agreementContent"_s);
    content->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace4);
    m_questions = new PillTabs(theme, {});
    m_questions->setObjectName(u"agreementQuestions"_s);
    m_questions->setAccessibleName(tr("Which question"));
    m_questions->hide();
    auto* questions = new QHBoxLayout;
    questions->addWidget(m_questions);
    questions->addStretch(1);
    column->addLayout(questions);
    column->addWidget(buildTop(), 0);
    m_examples = new ExamplesList(theme, action("open"), action("batch"));
    m_examples->setFocusProxy(m_examples->view());
    m_examples->setMinimumHeight(kLeastBottom);
    column->addWidget(m_examples, 1);
    m_scroll = new QScrollArea;
    QScrollArea* scroll = m_scroll;
    scroll->setObjectName(u"agreementScroll"_s);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(content);
    content->setAutoFillBackground(false);
    scroll->viewport()->installEventFilter(this);
    setContent(scroll);
}

QWidget* AgreementScreen::buildTop()
{
    auto* top = new QWidget;
    m_top = new QBoxLayout(QBoxLayout::LeftToRight, top);
    m_top->setContentsMargins(0, 0, 0, 0);
    m_top->setSpacing(metrics::kSpace5);
    m_top->addWidget(buildHeadline(), kHeadlineShare);
    m_top->addWidget(buildCharts(), kChartsShare);
    return top;
}

QWidget* AgreementScreen::buildHeadline()
{
    const Theme& theme = context().theme;
    m_headline = new Card(theme, tr("Agreement"));
    m_headline->setObjectName(u"agreementHeadline"_s);
    m_headline->setHeaderRule(true);
    m_alpha = new ThemedLabel(theme, {}, Text::Number);
    m_alpha->setObjectName(u"agreementAlpha"_s);
    m_interval = new ThemedLabel(theme, {}, Text::Body, Color::Text2);
    m_interval->setObjectName(u"agreementInterval"_s);
    m_meaning = new ThemedLabel(theme, {}, Text::Body, Color::Text2);
    m_meaning->setObjectName(u"agreementMeaning"_s);
    m_meaning->setWordWrap(true);
    m_coefficients = new ReportTable(coefficientColumns(), this);
    m_coefficientView =
        makeReportView(theme, m_coefficients, u"coefficientTable"_s, tr("Coefficients"), metrics::kRowDense);
    auto* figures = new QVBoxLayout;
    figures->setContentsMargins(metrics::kSpace5, metrics::kSpace3, metrics::kSpace5, metrics::kSpace3);
    figures->setSpacing(metrics::kSpace2);
    auto* line = new QHBoxLayout;
    line->setSpacing(metrics::kSpace4);
    line->addWidget(m_alpha);
    line->addWidget(m_interval, 1, Qt::AlignBottom);
    figures->addLayout(line);
    figures->addWidget(m_meaning);
    m_headline->body()->setSpacing(0);
    m_headline->body()->addLayout(figures);
    m_headline->body()->addWidget(m_coefficientView, 1);
    return m_headline;
}

ChartCard* AgreementScreen::addChart(const QString& name, const QString& title, const QString& caption,
                                     Chart* chart)
{
    const Theme& theme = context().theme;
    chart->setObjectName(name + u"Chart"_s);
    chart->setAccessibleName(title);
    auto* card = new ChartCard(theme, title, caption, chart);
    card->setObjectName(name + u"Card"_s);
    card->setHeaderRule(true);
    card->body()->setContentsMargins(metrics::kSpace5, metrics::kSpace3, metrics::kSpace5, metrics::kSpace4);
    card->setFocusProxy(chart);
    auto* tabs =
        new PillTabs(theme, {tr("Judges"), tr("Parts"), tr("Annotators"), tr("Values"), tr("Ratings")});
    tabs->setObjectName(name + u"Tabs"_s);
    tabs->setAccessibleName(tr("What the chart shows"));
    card->addHeaderWidget(tabs);
    card->addAction(action("table"), u"grid"_s);
    connect(tabs, &PillTabs::cellChosen, this, [this](int cell) {
        showView(static_cast<View>(cell));
        m_tabs.at(cell)->setFocus();
    });
    m_tabs << tabs;
    m_cards << card;
    m_charts->addWidget(card);
    return card;
}

QWidget* AgreementScreen::buildCharts()
{
    const Theme& theme = context().theme;
    m_charts = new QStackedWidget;
    m_charts->setObjectName(u"agreementCharts"_s);
    m_sides = new IntervalChart(theme);
    m_sides->setRowHeight(kTallRow);
    m_sides->setEmptyText(tr("Nobody labelled what somebody else did."));
    addChart(u"agreementJudges"_s, tr("People and judges"), tr("how often labels are the same"), m_sides);
    m_parts = new IntervalChart(theme);
    m_parts->setEmptyText(tr("The labels have one category, one turn and one batch: there are no parts."));
    addChart(u"agreementParts"_s, tr("Parts"), tr("α in each"), m_parts);
    m_matrix = new HeatMap(theme);
    m_matrix->setEmptyText(tr("No two annotators labelled the same."));
    addChart(u"agreementAnnotators"_s, tr("Annotators"), {}, m_matrix);
    m_values = new HeatMap(theme);
    m_values->setRowHeight(kTallRow);
    addChart(u"agreementValues"_s, tr("Values"), {}, m_values);
    m_protocols = new HeatMap(theme);
    m_protocols->setRowHeight(kTallRow);
    addChart(u"agreementProtocols"_s, tr("Ratings"), {}, m_protocols);
    return m_charts;
}

void AgreementScreen::showView(View view)
{
    const int index = static_cast<int>(view);
    m_charts->setCurrentIndex(index);
    for (PillTabs* tabs : std::as_const(m_tabs)) {
        tabs->setCurrent(index);
    }
}

AgreementScreen::View AgreementScreen::view() const
{
    return static_cast<View>(m_charts->currentIndex());
}

void AgreementScreen::connectViews()
{
    connect(m_questions, &PillTabs::cellChosen, this, &AgreementScreen::setQuestion);
    connect(m_sides, &Chart::markActivated, this, [this](int row, int) {
        if (m_report != nullptr && row < static_cast<int>(m_report->sides.size())) {
            select(judgeSelection(m_report->sides[static_cast<std::size_t>(row)].judge));
        }
    });
    connect(m_parts, &Chart::markActivated, this, [this](int row, int) {
        if (m_report != nullptr && row < static_cast<int>(m_report->slices.size())) {
            select(partSelection(m_report->slices[static_cast<std::size_t>(row)]));
        }
    });
    connect(m_matrix, &Chart::markActivated, this, [this](int row, int column) {
        const auto size = m_matrixNumbers != nullptr ? static_cast<int>(m_matrixNumbers->people.size()) : 0;
        if (row < size && column < size) {
            select(annotatorsSelection(m_matrixNumbers->people[static_cast<std::size_t>(row)].name,
                                       m_matrixNumbers->people[static_cast<std::size_t>(column)].name));
        }
    });
    connect(m_values, &Chart::markActivated, this, [this](int row, int column) {
        if (m_report != nullptr) {
            const ValuePairs* pairs = confusionOf(*m_report, m_selection.judge);
            select(valuesSelection(*m_report, pairs != nullptr ? pairs->judge : QString(), row, column));
        }
    });
    connect(m_protocols, &Chart::markActivated, this, [this](int row, int column) {
        if (const auto& consistency = m_protocolReport->last()) {
            select(ratingsSelection(*consistency, row, column));
        }
    });
    connect(m_examples, &ExamplesList::openRequested, this,
            [this](ItemId item) { Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(item.value)); });
    connect(&context().theme, &Theme::changed, this, [this] { fitTop(); });
}

void AgreementScreen::fitTop()
{
    const Theme& theme = context().theme;
    const bool isWide = width() >= theme.scaled(kSideBySide);
    m_top->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    // The charts get what the list leaves, and in high windows the list gets more, too.
    const int questions = m_questions->isHidden() ? 0 : m_questions->sizeHint().height() + metrics::kSpace4;
    const int list = std::max(kLeastBottom, m_examples->sizeHint().height());
    const int taken = list + metrics::kSpace5 + questions;
    const int room = std::min(m_scroll->viewport()->height() - taken, height() * 55 / 100);
    const int top = std::clamp(room, theme.scaled(kLeastTop), theme.scaled(kTopHeight) * 3 / 2);
    m_headline->setFixedHeight(top);
    m_charts->setFixedHeight(top);
}

bool AgreementScreen::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == m_scroll->viewport()) {
        fitTop();
    }
    return InspectPage::eventFilter(watched, event);
}

void AgreementScreen::fillMethodMenu(QMenu& menu)
{
    const auto add = [&](const QString& text, std::optional<stats::AlphaLevel> level) {
        QAction* entry = menu.addAction(text, this, [this, level] {
            AgreementOptions options = m_options;
            options.level = level;
            setOptions(options);
        });
        entry->setCheckable(true);
        entry->setChecked(m_options.level == level);
    };
    add(tr("By the question: nominal, for ratings ordinal"), std::nullopt);
    add(tr("Nominal: the same or not"), stats::AlphaLevel::Nominal);
    add(tr("Ordinal: by the order of the values"), stats::AlphaLevel::Ordinal);
    add(tr("Interval: by the square of the difference"), stats::AlphaLevel::Interval);
    add(tr("Ratio: by the difference as a share of the sum"), stats::AlphaLevel::Ratio);
}

void AgreementScreen::chooseMethod()
{
    QMenu menu(this);
    menu.setObjectName(u"agreementMethodMenu"_s);
    fillMethodMenu(menu);
    menu.exec(m_headline->mapToGlobal(QPoint(metrics::kSpace5, metrics::kRowChart)));
}

} // namespace plumbline
