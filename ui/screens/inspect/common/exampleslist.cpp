#include "ui/screens/inspect/common/exampleslist.h"

#include "ui/screens/inspect/common/reportdelegate.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keybutton.h"

#include <QAction>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTitleKept = 220;
constexpr int kNumberWidth = 56;
constexpr int kPairWidth = 210;
constexpr int kCategoryWidth = 96;
constexpr int kTurnWidth = 52;
constexpr int kVotesWidth = 120;
constexpr int kVerdictWidth = 144;
constexpr int kPeopleWidth = 180;

} // namespace

ExamplesList::ExamplesList(const Theme& theme, QAction* openAction, QAction* batchAction, QWidget* parent)
    : Card(theme, u" "_s, {}, parent)
    , m_theme(theme)
    , m_model(new ReportTable({}, this))
    , m_view(makeReportView(theme, m_model, u"examplesTable"_s, tr("Examples")))
    , m_empty(new EmptyState(theme, u"search"_s, {}, {}))
{
    setObjectName(u"examplesList"_s);
    setHeaderRule(true);
    m_empty->setObjectName(u"examplesEmpty"_s);
    for (QAction* action : {batchAction, openAction}) {
        if (action != nullptr) {
            auto* button = new KeyButton(theme, action, KeyButton::Kind::Quiet);
            button->setObjectName(action == openAction ? u"examplesOpen"_s : u"examplesBatch"_s);
            button->setIconOnly(action == batchAction); // the head is full
            addHeaderWidget(button);
        }
    }
    body()->setSpacing(0);
    auto* inset = new QVBoxLayout; // the body's own margins are set anew with each title
    inset->setContentsMargins(kReportInset, 0, kReportInset, metrics::kSpace2);
    inset->addWidget(m_view, 1);
    inset->addWidget(m_empty, 1);
    body()->addLayout(inset, 1);
    m_empty->hide();
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    connect(m_view, &QTableView::doubleClicked, this, [this] {
        if (const ItemId item = currentItem(); item.isValid()) {
            Q_EMIT openRequested(item);
        }
    });
}

void ExamplesList::setExamples(const QList<ExampleRow>& examples, const QString& verdictTitle, bool hasPairs)
{
    const ItemId before = currentItem();
    const bool isOther =
        m_model->columnCount() == 0 || verdictTitle != m_verdictTitle || hasPairs != m_hasPairs;
    m_examples = examples;
    m_verdictTitle = verdictTitle;
    m_hasPairs = hasPairs;
    m_view->setVisible(!examples.isEmpty());
    m_empty->setVisible(examples.isEmpty());
    if (isOther) {
        using Kind = ReportColumnKind;
        std::vector<ReportColumn> columns = {
            {tr("No."), Kind::Secondary, kNumberWidth, false, tr("The item's number in this project.")},
            {tr("Prompt"), Kind::Text, 0, true, {}}};
        if (hasPairs) {
            columns.push_back({tr("Pair"), Kind::Secondary, kPairWidth, false, {}});
        }
        columns.push_back({tr("Category"), Kind::Secondary, kCategoryWidth, false, {}, {}, 2});
        columns.push_back({tr("Turn"), Kind::Secondary, kTurnWidth, false, {}, {}, 1});
        columns.push_back({tr("Votes"), Kind::Votes, kVotesWidth, false, {}});
        if (!verdictTitle.isEmpty()) {
            columns.push_back({verdictTitle, Kind::Secondary, kVerdictWidth, false, {}, u"verdict"_s});
        }
        columns.push_back({tr("People"), Kind::Secondary, kPeopleWidth, false, {}, {}, 3});
        m_model->setColumns(std::move(columns));
    }
    fill();
    if (!examples.isEmpty()) {
        const int row = std::max(0, before.isValid() ? m_model->rowOf(before.value) : 0);
        m_view->setCurrentIndex(m_model->index(row, 0));
    }
}

void ExamplesList::fill()
{
    std::vector<ReportRow> rows;
    rows.reserve(static_cast<std::size_t>(m_examples.size()));
    for (const ExampleRow& example : std::as_const(m_examples)) {
        ReportRow row;
        row.key = example.item.value;
        row.cells.push_back({.text = QString::number(example.item.value), .value = example.item.value});
        row.cells.push_back({.text = example.prompt, .tip = example.prompt});
        if (m_hasPairs) {
            row.cells.push_back(textCell(example.pair));
        }
        row.cells.push_back(textCell(example.category));
        row.cells.push_back({.text = QString::number(example.turn), .value = example.turn});
        row.cells.push_back({.text = {}, .votes = example.votes, .tip = example.votesTip});
        if (!m_verdictTitle.isEmpty()) {
            ReportCell verdict{.text = example.verdict, .value = example.verdict, .tip = example.verdictTip};
            if (example.isVerdictAgainst) {
                verdict.text = u"≠ "_s + example.verdict;
                verdict.tip = tr("Not what most people said.") + u'\n' + example.verdictTip;
                verdict.color = Color::Warn;
            }
            row.cells.push_back(verdict);
        }
        row.cells.push_back(namesCell(example.people));
        rows.push_back(std::move(row));
    }
    m_model->setRows(std::move(rows));
}

void ExamplesList::setHead(const QString& title, const QString& caption)
{
    setTitle(title);
    setCaption(caption);
    // Where the head is too narrow the caption is cut, not the title; it is the first label of the card.
    if (auto* label = findChild<ElidedLabel*>()) {
        label->setMinimumWidth(std::min(label->sizeHint().width(), m_theme.scaled(kTitleKept)));
    }
}

void ExamplesList::setEmptyText(const QString& title, const QString& body)
{
    m_empty->setContent(u"search"_s, title, body);
}

ItemId ExamplesList::currentItem() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? ItemId{current.data(ReportTable::KeyRole).toLongLong()} : ItemId();
}

QList<ItemId> ExamplesList::items() const
{
    QList<ItemId> items;
    for (const ReportRow& row : m_model->rows()) {
        items << ItemId{row.key};
    }
    return items;
}

void ExamplesList::focusList()
{
    if (m_model->rowCount() > 0 && !m_view->currentIndex().isValid()) {
        m_view->setCurrentIndex(m_model->index(0, 0));
    }
    m_view->setFocus(Qt::ShortcutFocusReason);
}

} // namespace plumbline
