#include "ui/screens/inspect/common/inspectpage.h"

#include "core/base/clock.h"
#include "ui/plots/chartcard.h"
#include "ui/plots/chartexport.h"
#include "ui/screens/inspect/common/dimveil.h"
#include "ui/screens/inspect/common/inspectstate.h"
#include "ui/screens/inspect/common/summaryline.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/statusitem.h"

#include <QAbstractButton>
#include <QAction>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What is counted in less than this does not dim: each vote would make the page flicker.
constexpr int kDimDelayMs = 150;

} // namespace

InspectPage::InspectPage(AppContext& context, InspectTraits traits, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_traits(std::move(traits))
    , m_live(context.analysis)
{
    setObjectName(m_traits.id + u"Screen"_s);
    setFocusPolicy(Qt::NoFocus);
    m_dimSoon.setSingleShot(true);
    m_dimSoon.setInterval(kDimDelayMs);
}

InspectPage::~InspectPage()
{
    m_reports.clear(); // they deliver into the page
    if (m_isShown && m_live != nullptr) {
        m_live->release();
    }
}

void InspectPage::addInspectActions(ActionCollection& actions, const QString& id, const QString& title,
                                    InspectPage* page, const InspectKeys& keys)
{
    const PageActions here(actions, page, id, title);
    here.add(id + u".filter"_s, tr("Filter"), {QKeySequence(Qt::Key_F)}, u"plus"_s,
             [](InspectPage& self) { self.m_filters->openChooser(); });
    here.add(id + u".clear"_s, tr("Remove all filters"), {QKeySequence(Qt::CTRL | Qt::Key_Backspace)}, u"x"_s,
             [](InspectPage& self) { self.setFilter({}); });
    here.add(id + u".save_numbers"_s, tr("Save numbers"), {QKeySequence(Qt::CTRL | Qt::Key_S)}, u"dl"_s,
             &InspectPage::saveNumbers);
    if (keys.hasChart) {
        here.add(id + u".save_chart"_s, tr("Save chart"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)},
                 u"dl"_s, &InspectPage::askForChart);
    }
    if (keys.hasTable) {
        here.add(id + u".table"_s, tr("Chart or table"), {QKeySequence(Qt::Key_M)}, u"grid"_s,
                 &InspectPage::toggleTable);
    }
    if (keys.hasExamples) {
        here.add(id + u".examples"_s, tr("Go to the examples"), {QKeySequence(Qt::Key_X)}, u"search"_s,
                 &InspectPage::showExamples);
    }
    if (keys.hasBatch) {
        here.add(id + u".batch"_s, tr("Make a batch"), {QKeySequence(Qt::Key_B)}, u"plus"_s,
                 &InspectPage::makeBatch);
    }
    if (keys.hasOpen) {
        here.add(id + u".open"_s, tr("Open"), {QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)}, {},
                 &InspectPage::pressEnter);
    }
}

QAction* InspectPage::action(const char* name) const
{
    return m_context.actions.action(m_traits.id + u'.' + QString::fromLatin1(name));
}

QList<QAction*> InspectPage::headerActions() const
{
    return m_headerActions + QList<QAction*>{action("save_numbers")};
}

void InspectPage::addHeaderAction(QAction* action)
{
    m_headerActions.append(action);
    Q_EMIT titleChanged();
}

QWidget* InspectPage::statusWidget()
{
    return m_statusRow;
}

LiveAnalysis::Table InspectPage::table() const
{
    return m_live != nullptr ? m_live->table() : nullptr;
}

void InspectPage::setContent(QWidget* content)
{
    m_content = content;
    build();
    connectLabels();
}

void InspectPage::build()
{
    const Theme& theme = m_context.theme;
    m_filters = new InspectFilterBar(theme, action("filter"), m_traits.parts, this);
    m_filters->setFilter(m_live != nullptr ? InspectState::of(*m_live)->filter(m_traits.id, m_traits.filter)
                                           : m_traits.filter);
    m_summary = new SummaryLine(theme);
    m_empty = new EmptyState(theme, m_traits.icon, {}, {});
    m_empty->setObjectName(u"inspectEmpty"_s);
    m_statusRow = new QWidget(this);
    m_statusRow->setProperty("besideJobs", true); // the jobs stay in sight before it
    m_statusRow->hide();
    m_status = new StatusItem(theme, {}, {});
    m_status->setObjectName(u"inspectStatus"_s);
    auto* statusRow = new QHBoxLayout(m_statusRow);
    statusRow->setContentsMargins(0, 0, 0, 0);
    statusRow->setSpacing(metrics::kSpace3);
    statusRow->addWidget(new Separator(theme, Qt::Vertical));
    statusRow->addWidget(m_status);
    m_body = new QWidget;
    m_veil = new DimVeil(theme, m_body);
    auto* inner = new QWidget; // on wide screens the content stops and stays at the left
    inner->setMaximumWidth(metrics::kContentMax);
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(inner, 1);
    outer->addStretch(0);
    m_column = new QVBoxLayout(inner);
    m_column->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kPageMargin,
                                 metrics::kSpace5);
    m_column->setSpacing(metrics::kSpace4);
    m_column->addWidget(m_filters);
    m_column->addWidget(m_body, 1);
    m_column->addWidget(m_empty, 1);
    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(metrics::kSpace4);
    body->addWidget(m_summary);
    body->addWidget(m_content, 1);
    connect(m_filters, &InspectFilterBar::filterChanged, this, &InspectPage::takeFilter);
    connect(m_filters, &InspectFilterBar::selectionRemoved, this,
            [this](const QString& key) { selectionRemoved(key); });
    connect(m_filters, &InspectFilterBar::selectionClicked, this,
            [this](const QString& key) { selectionClicked(key); });
    connect(&m_dimSoon, &QTimer::timeout, this, [this] { m_veil->setVisible(isStale()); });
}

void InspectPage::connectLabels()
{
    LiveAnalysis* live = m_live;
    if (live == nullptr) {
        return;
    }
    connect(live, &LiveAnalysis::tableChanged, this, [this] {
        m_lastError.clear();
        m_toLoad = 0;
        if (m_isShown) {
            m_filters->setTable(table());
            labelsChanged();
            noteReports();
        }
    });
    connect(live, &LiveAnalysis::loadProgress, this, [this](qint64 done, qint64 total) {
        m_loaded = done;
        m_toLoad = total;
        updateStatus();
    });
    connect(live, &LiveAnalysis::failed, this, [this](const Error& error) {
        if (m_isShown && error.message != m_lastError) { // it is tried again and again
            m_lastError = error.message;
            Q_EMIT errorOccurred(error);
        }
    });
    connect(live, &LiveAnalysis::busyChanged, this, [this] {
        if (m_isShown) {
            noteReports();
        }
    });
}

void InspectPage::activate()
{
    if (m_isShown) {
        return;
    }
    m_isShown = true;
    if (LiveAnalysis* live = m_live) {
        const LabelFilter shared = InspectState::of(*live)->filter(m_traits.id, m_traits.filter);
        const bool isOther = shared != filter();
        m_filters->setFilter(shared);
        m_filters->setTable(table());
        if (isOther || !m_isRefreshed) {
            m_isRefreshed = true;
            refresh();
        }
        live->acquire();
    }
    if (table() != nullptr) {
        labelsChanged(); // they were loaded for another page
    }
    for (const auto& report : m_reports) {
        report->setPageShown(true);
    }
    noteReports();
}

void InspectPage::deactivate()
{
    if (!m_isShown) {
        return;
    }
    m_isShown = false;
    for (const auto& report : m_reports) {
        report->setPageShown(false);
    }
    if (m_live != nullptr) {
        m_live->release();
    }
}

void InspectPage::open(const QString& argument)
{
    const QStringList lines = argument.split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        if (line.startsWith("filter:"_L1)) {
            const QJsonDocument json = QJsonDocument::fromJson(line.mid(7).toUtf8());
            const Result<LabelFilter> wanted = LabelFilter::fromJson(json.object());
            if (wanted) {
                setFilter(*wanted);
            } else {
                Q_EMIT errorOccurred(wanted.error());
            }
        } else if (line.startsWith("select:"_L1)) {
            openSelection(line.mid(7));
        }
    }
}

void InspectPage::setFilter(const LabelFilter& filter)
{
    if (filter != m_filters->filter()) {
        m_filters->setFilter(filter);
        takeFilter(filter);
    }
}

void InspectPage::takeFilter(const LabelFilter& filter)
{
    if (m_live != nullptr) {
        InspectState::of(*m_live)->setFilter(m_traits.id, filter);
    }
    m_isRefreshed = true;
    refresh();
    noteReports();
}

bool InspectPage::isStale() const
{
    return std::any_of(m_reports.cbegin(), m_reports.cend(),
                       [](const auto& report) { return report->isStale(); });
}

void InspectPage::noteReports()
{
    if (m_veil == nullptr) {
        return;
    }
    if (!isStale()) {
        m_dimSoon.stop();
        m_veil->hide();
    } else if (!m_dimSoon.isActive() && m_veil->isHidden()) {
        m_dimSoon.start();
    }
    updateEmpty();
    updateStatus();
}

void InspectPage::updateStatus()
{
    if (m_status == nullptr) {
        return;
    }
    if (m_toLoad > 0 && m_loaded < m_toLoad) {
        m_status->setText(
            tr("Reading the labels, %1")
                .arg(percentText(static_cast<double>(m_loaded) / static_cast<double>(m_toLoad))));
    } else if (table() == nullptr) {
        m_status->setText(m_live != nullptr ? tr("Reading the labels…") : QString());
    } else {
        m_status->setText(isStale() ? tr("Counting…") : tr("Up to date"));
    }
}

void InspectPage::updateEmpty()
{
    if (m_empty == nullptr) {
        return;
    }
    std::optional<EmptyWords> words;
    const LiveAnalysis::Table labels = table();
    if (m_live == nullptr) {
        words = EmptyWords{tr("No project is open."), tr("Open one to see what its labels say."), nullptr};
    } else if (labels == nullptr) {
        words = EmptyWords{tr("Reading the labels…"), {}, nullptr};
    } else {
        words = emptyWords(*labels);
    }
    if (words) {
        m_empty->setContent(m_traits.icon, words->title, words->body, words->action);
    }
    m_empty->setVisible(words.has_value());
    m_body->setVisible(!words.has_value());
    if (QAction* save = action("save_numbers")) {
        save->setEnabled(!words.has_value());
    }
    if (QAction* save = action("save_chart")) {
        save->setEnabled(!words.has_value());
    }
}

std::optional<EmptyWords> InspectPage::emptyWords(const LabelTable& labels) const
{
    if (labels.heads().empty()) {
        return EmptyWords{tr("No labels yet."),
                          tr("This page counts what people and judges have said. Judge some items, or import "
                             "a file of votes."),
                          m_context.actions.action(u"global.import"_s)};
    }
    return std::nullopt;
}

EmptyWords InspectPage::nothingPasses() const
{
    return {tr("No label passes these filters."), tr("Remove a filter to see more."), action("clear")};
}

void InspectPage::setSummary(const QString& sentence, const QString& details)
{
    m_summary->setSentence(sentence, details);
}

QString InspectPage::summary() const
{
    return m_summary->sentence();
}

void InspectPage::setCount(const QString& text)
{
    m_count = text;
    m_filters->setCount(text);
}

void InspectPage::setSelections(const QList<InspectSelection>& selections)
{
    m_filters->setSelections(selections);
}

void InspectPage::pressEnter()
{
    // Enter is the page's own key, so that the sheet of keys knows it; buttons keep theirs.
    QWidget* focus = window()->focusWidget();
    if (auto* button = qobject_cast<QAbstractButton*>(focus)) {
        button->click();
        return;
    }
    const ChartCard* card = focus != nullptr && isAncestorOf(focus) ? ChartCard::current(this) : nullptr;
    if (card != nullptr && card->isAncestorOf(focus)) {
        Chart* chart = card->chart();
        const ChartMark mark = card->isTableShown()
                                   ? chart->markOfTableRow(card->tableView()->currentIndex().row())
                                   : chart->currentMark();
        if (mark.isValid()) {
            Q_EMIT chart->markActivated(mark.row, mark.column);
        }
        return;
    }
    openCurrent();
}

void InspectPage::toggleTable()
{
    if (ChartCard* card = ChartCard::current(this)) {
        card->toggleTable();
    }
}

NumbersTable InspectPage::numbers() const
{
    const ChartCard* card = ChartCard::current(const_cast<InspectPage*>(this));
    return card != nullptr ? numbersOf(card->chart()->table(), m_traits.id)
                           : NumbersTable{m_traits.id, {}, {}};
}

ChartWords InspectPage::chartWords(const QString& title, const QString& summary) const
{
    return {title, summary, m_count, filterSentence(filter()), m_context.clock.now().date()};
}

void InspectPage::saveNumbers()
{
    const NumbersTable table = numbers();
    const std::optional<QString> chosen =
        m_context.dialogs.saveFile(this, tr("Save numbers"), tr("CSV (*.csv)"), table.name + u".csv"_s);
    if (!chosen) {
        return;
    }
    const QString path = QFileInfo(*chosen).suffix().isEmpty() ? *chosen + u".csv"_s : *chosen;
    noteSaved(writeCsv(chartTable(table), path), path);
}

void InspectPage::askForChart()
{
    const ChartCard* card = ChartCard::current(this);
    if (card == nullptr) {
        return;
    }
    const Chart& chart = *card->chart();
    const std::optional<QString> chosen = m_context.dialogs.saveFile(
        this, tr("Save chart"), chartFileFilters(), chartFileName(chart.words(), u"png"_s));
    if (!chosen) {
        return;
    }
    const QString path = QFileInfo(*chosen).suffix().isEmpty() ? *chosen + u".png"_s : *chosen;
    noteSaved(saveChart(chart, path), path);
}

void InspectPage::noteSaved(const Result<void>& written, const QString& path)
{
    if (written) {
        Q_EMIT messageRequested(MessageKind::Done, tr("Saved %1.").arg(QFileInfo(path).fileName()), path);
    } else {
        Q_EMIT errorOccurred(written.error());
    }
}

} // namespace plumbline
