#include "ui/plots/chartcard.h"

#include "ui/delegates/plaintable.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/plots/chart.h"
#include "ui/plots/chartparts.h"
#include "ui/plots/charttablemodel.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/keybutton.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr int kMeasuredRows = 200; ///< rows that column widths are taken from
constexpr int kCellGap = 24;
const char kLastCard[] = "plumblineLastChartCard";

} // namespace

ChartCard::ChartCard(const Theme& theme, const QString& title, const QString& caption, Chart* chart,
                     QWidget* parent)
    : Card(theme, title, caption, parent)
    , m_theme(theme)
    , m_chart(chart)
    , m_stack(new QStackedWidget)
    , m_model(new ChartTableModel(this))
{
    m_stack->addWidget(chart);
    body()->addWidget(m_stack, 1);
    chart->installEventFilter(this);
    connect(chart, &Chart::dataChanged, this, [this] {
        if (isTableShown()) {
            m_model->setTable(m_chart->table());
            fitColumns();
        }
    });
    connect(&theme, &Theme::changed, this, [this] {
        if (m_tableView != nullptr) {
            fitColumns();
        }
    });
}

bool ChartCard::isTableShown() const
{
    return m_tableView != nullptr && m_stack->currentWidget() == m_tableView;
}

void ChartCard::makeTableView()
{
    const auto look = [this](const QModelIndex& index) {
        CellLook cell;
        const QList<ChartColumn>& columns = m_model->table().columns;
        cell.isNumber = columns.at(index.column()).isNumber &&
                        m_model->table().rows.at(index.row()).at(index.column()).number.has_value();
        return cell;
    };
    m_tableView = makePlainTable(m_theme, m_model, new RowDelegate(m_theme, look, metrics::kRow),
                                 u"chartTable"_s, m_chart->accessibleName(), metrics::kRow);
    m_tableView->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_tableView->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tableView->installEventFilter(this);
    m_tableView->viewport()->installEventFilter(this);
    m_stack->addWidget(m_tableView);
    connect(m_tableView, &QTableView::activated, this, [this](const QModelIndex& index) {
        const ChartMark mark = m_chart->markOfTableRow(index.row());
        if (mark.isValid()) {
            Q_EMIT m_chart->markActivated(mark.row, mark.column);
        }
    });
}

void ChartCard::setTableShown(bool shown)
{
    if (isTableShown() == shown) {
        return;
    }
    if (m_tableView == nullptr) {
        makeTableView();
    }
    const bool hadFocus = m_stack->currentWidget()->hasFocus();
    if (shown) {
        m_model->setTable(m_chart->table());
        m_tableView->setAccessibleName(m_chart->accessibleName());
        m_tableView->setAccessibleDescription(m_chart->summary());
        fitColumns();
        const int row = m_chart->currentMark().isValid() ? m_chart->tableRowOf(m_chart->currentMark()) : 0;
        m_tableView->setCurrentIndex(m_model->index(std::max(0, row), 0));
    } else {
        const ChartMark mark = m_chart->markOfTableRow(m_tableView->currentIndex().row());
        if (mark.isValid()) {
            m_chart->setCurrentMark(mark);
        }
    }
    m_stack->setCurrentWidget(shown ? static_cast<QWidget*>(m_tableView) : m_chart);
    if (hadFocus) {
        m_stack->currentWidget()->setFocus(Qt::OtherFocusReason);
    }
    Q_EMIT tableShownChanged(shown);
}

void ChartCard::toggleTable()
{
    setTableShown(!isTableShown());
}

void ChartCard::fitColumns()
{
    QHeaderView* head = m_tableView->horizontalHeader();
    const ChartTable& table = m_model->table();
    if (table.columns.isEmpty()) {
        return;
    }
    const qsizetype measured = std::min<qsizetype>(table.rows.size(), kMeasuredRows);
    double sum = 0;
    for (int column = 0; column < table.columns.size(); ++column) {
        double width = chartparts::textRoom(m_theme.font(Text::Head), table.columns.at(column).title);
        for (qsizetype row = 0; row < measured; ++row) {
            width = std::max(
                width, chartparts::textRoom(m_theme.font(Text::Body), table.rows.at(row).at(column).text));
        }
        head->resizeSection(column, static_cast<int>(width) + kCellGap);
        sum += static_cast<int>(width) + kCellGap;
    }
    // With room to spare the names take it, and the numbers stand at the right as in any table.
    const int spare = m_tableView->viewport()->width() - static_cast<int>(sum);
    if (spare > 0 && !table.columns.front().isNumber) {
        head->resizeSection(0, head->sectionSize(0) + spare);
    }
}

void ChartCard::addAction(QAction* action, const QString& iconName)
{
    auto* button = new KeyButton(m_theme, action, KeyButton::Kind::Quiet);
    button->setObjectName(u"chartAction_"_s + iconName);
    button->setIconName(iconName);
    button->setIconOnly(true);
    button->installEventFilter(this);
    addHeaderWidget(button);
}

bool ChartCard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && m_tableView != nullptr && watched == m_tableView->viewport()) {
        fitColumns();
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::MouseButtonPress) {
        // Kept on the window: a page asks for its own cards, and there are no others on it.
        window()->setProperty(kLastCard, QVariant::fromValue<QObject*>(this));
    }
    return Card::eventFilter(watched, event);
}

ChartCard* ChartCard::current(QWidget* page)
{
    for (QWidget* at = page->focusWidget(); at != nullptr && at != page; at = at->parentWidget()) {
        if (auto* card = qobject_cast<ChartCard*>(at)) {
            return card;
        }
    }
    const QList<ChartCard*> cards = page->findChildren<ChartCard*>();
    // Compared, never followed: the card may be gone.
    const QObject* last = page->window()->property(kLastCard).value<QObject*>();
    ChartCard* first = nullptr;
    for (ChartCard* card : cards) {
        if (!card->isVisibleTo(page)) {
            continue;
        }
        if (card == last) {
            return card;
        }
        first = first == nullptr ? card : first;
    }
    return first;
}

} // namespace plumbline
