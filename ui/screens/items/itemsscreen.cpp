#include "ui/screens/items/itemsscreen.h"

#include "core/base/whenfinished.h"
#include "core/jobs/jobrunner.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/store.h"
#include "ui/models/itemlistmodel.h"
#include "ui/screens/items/itemdelegate.h"
#include "ui/screens/items/itemdetails.h"
#include "ui/screens/items/itemfilterbar.h"
#include "ui/screens/judgereply/replyinspector.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/splitpane.h"
#include "ui/widgets/themedlabel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDetailsDelayMs = 80;
constexpr int kSetWidth = 150;
constexpr int kModelsWidth = 180;
constexpr int kVotesWidth = 120;
constexpr int kLabelsWidth = 72;

Result<FilterChoices> readChoices(Session& session)
{
    FilterChoices choices;
    PLUMBLINE_ASSIGN(choices.batches, BatchRepository(session).list());
    PLUMBLINE_ASSIGN(choices.categories, ItemRepository(session).categories());
    PLUMBLINE_ASSIGN(choices.models, AnnotatorRepository(session).models());
    PLUMBLINE_ASSIGN(choices.annotators, AnnotatorRepository(session).list());
    return choices;
}

} // namespace

ItemsScreen::ItemsScreen(AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_model(new ItemListModel(context.store, this))
{
    setObjectName(u"itemsScreen"_s);
    addActions(context.actions, this);
    build();
    connect(m_model, &ItemListModel::countChanged, this, &ItemsScreen::updateCount);
    connect(m_model, &ItemListModel::failed, this, &Page::errorOccurred);
    connect(m_details, &ItemDetails::failed, this, &Page::errorOccurred);
    connect(m_filters, &ItemFilterBar::filterChanged, this, &ItemsScreen::applyFilter);
}

QString ItemsScreen::pageId() const
{
    return u"items"_s;
}

QString ItemsScreen::title() const
{
    return tr("Explorer");
}

QString ItemsScreen::subtitle() const
{
    return tr("items and their history");
}

QList<QAction*> ItemsScreen::headerActions() const
{
    return {m_context.actions.action(u"items.open"_s)};
}

QList<QWidget*> ItemsScreen::panes() const
{
    return {m_table, m_filters->searchField(), m_details};
}

void ItemsScreen::addActions(ActionCollection& actions, ItemsScreen* page)
{
    const PageActions here(actions, page, u"items"_s, tr("Explorer"));
    here.add(u"items.search"_s, tr("Search"), {QKeySequence(Qt::Key_Slash)}, u"search"_s,
             [](ItemsScreen& items) { items.m_filters->focusSearch(); });
    here.add(u"items.filter"_s, tr("Filter"), {QKeySequence(Qt::Key_F)}, u"plus"_s,
             [](ItemsScreen& items) { items.m_filters->openMenu(); });
    here.add(u"items.clear"_s, tr("Remove all filters"), {QKeySequence(Qt::CTRL | Qt::Key_Backspace)}, u"x"_s,
             [](ItemsScreen& items) {
                 items.m_filters->setFilter({});
                 items.applyFilter({});
             });
    const auto step = [](const QString& id, const QString& text, Qt::Key key, const QString& icon) {
        ActionSpec spec;
        spec.id = id;
        spec.text = text;
        spec.keys = {QKeySequence(key)};
        spec.icon = icon;
        spec.repeats = true;
        return spec;
    };
    here.add(step(u"items.next"_s, tr("Next item"), Qt::Key_J, u"down"_s),
             [](ItemsScreen& items) { items.moveBy(1); });
    here.add(step(u"items.previous"_s, tr("Previous item"), Qt::Key_K, u"up"_s),
             [](ItemsScreen& items) { items.moveBy(-1); });
    here.add(u"items.goto"_s, tr("Go to row"), {QKeySequence(Qt::CTRL | Qt::Key_G)}, u"right"_s,
             [](ItemsScreen& items) { items.goToRow(); });
    here.add(u"items.inspect"_s, tr("Asked and answered"), {QKeySequence(Qt::Key_A)}, u"judge"_s,
             &ItemsScreen::inspectJudge);
    here.add(u"items.open"_s, tr("Open in Annotate"),
             {QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)}, u"pen"_s, [](ItemsScreen& items) {
                 if (const ItemId item = items.m_details->item(); item.isValid()) {
                     Q_EMIT items.pageRequested(u"annotate"_s, u"item:%1"_s.arg(item.value));
                 }
             });
}

void ItemsScreen::build()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_filters =
        new ItemFilterBar(theme, actions.action(u"items.filter"_s), actions.keycapTexts(u"items.search"_s));
    m_count = new ThemedLabel(theme, {}, Text::Strong, Color::Text);
    m_count->setObjectName(u"itemCount"_s);
    m_count->setFixedHeight(metrics::kField); // on one line with the search field, also when chips wrap
    m_empty = new EmptyState(theme, u"search"_s, {}, {}, actions.action(u"items.clear"_s));
    m_table = new QTableView;
    m_table->setObjectName(u"itemTable"_s);
    m_table->setAccessibleName(tr("Items"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ItemDelegate(theme, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setMouseTracking(true);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->setVisible(false);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(theme.scaled(metrics::kRow));
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setFont(theme.font(Text::Head));
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(ItemListModel::PromptColumn, QHeaderView::Stretch);
    header->resizeSection(ItemListModel::SetColumn, kSetWidth);
    header->resizeSection(ItemListModel::ModelsColumn, kModelsWidth);
    header->resizeSection(ItemListModel::VotesColumn, kVotesWidth);
    header->resizeSection(ItemListModel::LabelsColumn, kLabelsWidth);
    m_details = new ItemDetails(theme, m_context.store);
    m_details->setInspectAction(actions.action(u"items.inspect"_s));

    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kSpace5, metrics::kSpace4);
    column->setSpacing(metrics::kSpace3);
    auto* top = new QHBoxLayout;
    top->addWidget(m_filters, 1);
    top->addWidget(m_count, 0, Qt::AlignTop | Qt::AlignRight);
    column->addLayout(top);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    m_empty->hide();
    auto* split = new SplitPane(theme, Qt::Horizontal);
    split->addWidget(left);
    split->addWidget(m_details);
    split->setStretchFactor(0, 1);
    split->setSizes({metrics::kContentMax - metrics::kPaneDetails, metrics::kPaneDetails});
    split->setChildrenCollapsible(false);
    m_details->setMinimumWidth(metrics::kPaneGuidelines);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);

    auto* delay = new QTimer(this);
    delay->setSingleShot(true);
    delay->setInterval(kDetailsDelayMs);
    connect(delay, &QTimer::timeout, this, &ItemsScreen::showCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, delay,
            qOverload<>(&QTimer::start));
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this, delay] {
        if (m_table->currentIndex().isValid() && !m_details->item().isValid()) {
            delay->start();
        }
    });
    connect(&theme, &Theme::changed, this, [this] {
        m_table->verticalHeader()->setDefaultSectionSize(m_context.theme.scaled(metrics::kRow));
    });
}

void ItemsScreen::activate()
{
    loadChoices();
    bringIndexUp();
    m_model->refresh();
    m_table->setFocus();
}

void ItemsScreen::open(const QString& argument)
{
    ItemFilter filter;
    if (argument.startsWith("text:"_L1)) {
        filter.text = argument.mid(5);
    } else if (argument == "flagged"_L1) {
        filter.onlyFlagged = true;
    } else if (argument.startsWith("labels:"_L1)) {
        filter.minimumLabels = argument.mid(7).toInt();
        filter.maximumLabels = filter.minimumLabels;
    } else if (argument.startsWith("batch:"_L1)) {
        filter.batch = BatchId{argument.mid(6).toLongLong()};
    } else if (argument.startsWith("item:"_L1)) {
        m_details->show(ItemId{argument.mid(5).toLongLong()});
        return;
    }
    m_filters->setFilter(filter);
    applyFilter(filter);
}

void ItemsScreen::loadChoices()
{
    if (m_context.store == nullptr) {
        return;
    }
    whenFinished(m_context.store->readAsync(readChoices), this, [this](const Result<FilterChoices>& choices) {
        if (choices) {
            m_filters->setChoices(*choices);
        }
    });
}

void ItemsScreen::bringIndexUp()
{
    if (m_context.store == nullptr || m_context.jobs == nullptr) {
        return;
    }
    whenFinished(
        m_context.store->readAsync([](Session& session) { return ItemRepository(session).textsToIndex(); }),
        this, [this](const Result<qint64>& left) {
            if (left && *left > 0 && m_context.jobs->running().isEmpty()) {
                whenFinished(m_context.jobs->startAsync(u"index"_s, {}), this,
                             [this](const Result<JobId>& job) {
                                 if (!job) {
                                     Q_EMIT errorOccurred(job.error());
                                 }
                             });
            }
        });
}

void ItemsScreen::applyFilter(const ItemFilter& filter)
{
    m_details->show({});
    m_model->setFilter(filter);
}

void ItemsScreen::updateCount()
{
    const qint64 count = m_model->count();
    const bool isFiltered = !m_model->filter().isEmpty();
    m_count->setText(count == 1 ? tr("1 item") : tr("%1 items").arg(groupedNumber(count)));
    m_table->setVisible(count > 0);
    m_empty->setVisible(count == 0);
    if (count == 0) {
        m_empty->setContent(
            u"search"_s, isFiltered ? tr("No item passes these filters.") : tr("Nothing here yet."),
            isFiltered ? tr("Remove a filter to see more.")
                       : tr("An item is a prompt with one or more responses. Import a file to begin."),
            isFiltered ? m_context.actions.action(u"items.clear"_s)
                       : m_context.actions.action(u"global.import"_s));
        return;
    }
    if (!m_table->currentIndex().isValid()) {
        m_table->setCurrentIndex(m_model->index(0, 0));
    }
}

void ItemsScreen::showCurrent()
{
    const qint64 id = m_table->currentIndex().data(ItemListModel::ItemIdRole).toLongLong();
    if (id > 0 && m_details->item().value != id) {
        m_details->show(ItemId{id});
    }
}

void ItemsScreen::moveBy(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0) {
        return;
    }
    const int row = std::clamp(m_table->currentIndex().row() + rows, 0, count - 1);
    m_table->setCurrentIndex(m_model->index(row, 0));
}

void ItemsScreen::goToRow()
{
    const std::optional<QString> typed = m_context.dialogs.askText(
        this, tr("Go to row"), tr("Row, 1 to %1").arg(groupedNumber(m_model->count())));
    bool isNumber = false;
    const int row = typed ? typed->trimmed().toInt(&isNumber) : 0;
    if (isNumber && row >= 1 && row <= m_model->rowCount()) {
        m_table->setCurrentIndex(m_model->index(row - 1, 0));
        m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtCenter);
    }
}

void ItemsScreen::inspectJudge()
{
    const QList<Annotator>& judges = m_details->judges();
    const ItemId item = m_details->item();
    if (judges.isEmpty() || !item.isValid()) {
        Q_EMIT announcementRequested(tr("No judge has answered this item."));
        return;
    }
    if (judges.size() == 1) {
        ReplyInspector::openFor(m_context, judges.constFirst().id, item, this);
        return;
    }
    auto* menu = new QMenu(this);
    menu->setObjectName(u"inspectMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Annotator& judge : judges) {
        menu->addAction(judge.name, this,
                        [this, id = judge.id, item] { ReplyInspector::openFor(m_context, id, item, this); });
    }
    menu->setActiveAction(menu->actions().constFirst());
    menu->popup(m_details->mapToGlobal(QPoint(0, m_details->height() / 2)));
}

} // namespace plumbline
