#include "ui/screens/batches/batchesscreen.h"

#include "core/base/whenfinished.h"
#include "core/jobs/filljob.h"
#include "core/jobs/jobrunner.h"
#include "core/jobs/orderjob.h"
#include "core/store/batchrepository.h"
#include "core/store/store.h"
#include "ui/delegates/plaintable.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/screens/batches/batchdialog.h"
#include "ui/screens/batches/batchesmodel.h"
#include "ui/screens/batches/batchwords.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRow = 40;
constexpr int kStateWidth = 96;
constexpr int kOrderWidth = 180;
constexpr int kKindWidth = 100;
constexpr int kNumberWidth = 110;
constexpr int kDoneWidth = 220;
constexpr int kMostOverlap = 100;

CellLook lookOf(const QModelIndex& index)
{
    CellLook look;
    const bool isOpen = index.data(BatchesModel::IsOpenRole).toBool();
    look.color = isOpen ? Color::Text : Color::Text2;
    switch (index.column()) {
    case BatchesModel::NameColumn:
        look.style = Text::Button;
        break;
    case BatchesModel::StateColumn:
        look.icon = isOpen ? u"play"_s : u"x"_s;
        look.iconColor = isOpen ? Color::Ok : Color::Text3;
        look.color = isOpen ? Color::Ok : Color::Text2;
        break;
    case BatchesModel::OrderColumn:
    case BatchesModel::KindColumn:
        look.color = Color::Text2;
        break;
    case BatchesModel::DoneColumn:
        look.share = index.data(BatchesModel::ShareRole).toDouble();
        look.color = Color::Text2;
        break;
    default:
        look.isNumber = true;
        break;
    }
    return look;
}

/// Puts a batch `step` places further down and numbers all anew.
Result<void> moveBatch(Session& session, BatchId id, int step)
{
    BatchRepository repository(session);
    PLUMBLINE_ASSIGN(QList<Batch> batches, repository.list());
    const auto found =
        std::find_if(batches.begin(), batches.end(), [id](const Batch& each) { return each.id == id; });
    const qsizetype from = found - batches.begin();
    const qsizetype to = from + step;
    if (from == batches.size() || to < 0 || to >= batches.size()) {
        return {};
    }
    batches.move(from, to);
    for (qsizetype place = 0; place < batches.size(); ++place) {
        if (batches[place].position != place + 1) {
            PLUMBLINE_TRY(repository.move(batches[place].id, place + 1));
        }
    }
    return {};
}

ItemFilter filterFrom(const QString& text)
{
    ItemFilter filter;
    if (text.startsWith("labels:"_L1)) {
        filter.minimumLabels = text.mid(7).toInt();
        filter.maximumLabels = filter.minimumLabels;
    } else if (text == "flagged"_L1) {
        filter.onlyFlagged = true;
    } else if (text.startsWith("batch:"_L1)) {
        filter.batch = BatchId{text.mid(6).toLongLong()};
    } else if (text.startsWith("text:"_L1)) {
        filter.text = text.mid(5);
    }
    return filter;
}

} // namespace

BatchesScreen::BatchesScreen(AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_model(new BatchesModel(this))
{
    setObjectName(u"batchesScreen"_s);
    addActions(context.actions, this);
    build();
    if (context.jobs != nullptr) {
        connect(context.jobs, &JobRunner::finished, this, &BatchesScreen::noteJob);
    }
}

QString BatchesScreen::pageId() const
{
    return u"batches"_s;
}

QString BatchesScreen::title() const
{
    return tr("Batches");
}

QString BatchesScreen::subtitle() const
{
    return tr("what is handed out, and in which order");
}

QList<QAction*> BatchesScreen::headerActions() const
{
    return {m_context.actions.action(u"batches.make"_s)};
}

void BatchesScreen::addActions(ActionCollection& actions, BatchesScreen* page)
{
    const PageActions here(actions, page, u"batches"_s, tr("Batches"));
    here.add(u"batches.make"_s, tr("Make a batch"), {QKeySequence(Qt::Key_B)}, u"plus"_s,
             [](BatchesScreen& batches) { batches.openMaker(); });
    here.add(u"batches.toggle"_s, tr("Close the batch"), {QKeySequence(Qt::Key_O)}, u"x"_s,
             &BatchesScreen::toggleOpen);
    here.add(u"batches.order"_s, tr("Change the order"), {QKeySequence(Qt::Key_R)}, u"drag"_s,
             &BatchesScreen::chooseOrder);
    here.add(u"batches.up"_s, tr("Serve earlier"), {QKeySequence(Qt::ALT | Qt::Key_Up)}, u"up"_s,
             [](BatchesScreen& batches) { batches.moveBy(-1); });
    here.add(u"batches.down"_s, tr("Serve later"), {QKeySequence(Qt::ALT | Qt::Key_Down)}, u"down"_s,
             [](BatchesScreen& batches) { batches.moveBy(1); });
    here.add(u"batches.overlap"_s, tr("Ask for more labels"), {QKeySequence(Qt::Key_L)}, u"users"_s,
             &BatchesScreen::askForLabels);
    here.add(u"batches.items"_s, tr("Show the items"), {QKeySequence(Qt::Key_X)}, u"search"_s,
             &BatchesScreen::showItems);
    BatchDialog::addActions(actions);
}

void BatchesScreen::build()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_message = new MessageBar(theme);
    m_message->setObjectName(u"batchesMessage"_s);
    auto* buttons = new QWidget;
    auto* flow = new FlowLayout(buttons);
    for (const QString& id : {u"batches.toggle"_s, u"batches.order"_s, u"batches.up"_s, u"batches.down"_s,
                              u"batches.overlap"_s, u"batches.items"_s}) {
        auto* button = new KeyButton(theme, actions.action(id));
        button->setObjectName(id + u".button"_s);
        flow->addWidget(button);
    }
    m_table = makePlainTable(theme, m_model, new RowDelegate(theme, lookOf, kRow), u"batchTable"_s,
                             tr("Batches"), kRow);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(BatchesModel::NameColumn, QHeaderView::Stretch);
    header->resizeSection(BatchesModel::StateColumn, kStateWidth);
    header->resizeSection(BatchesModel::OrderColumn, kOrderWidth);
    header->resizeSection(BatchesModel::KindColumn, kKindWidth);
    for (const int column :
         {BatchesModel::ItemsColumn, BatchesModel::OpenColumn, BatchesModel::LabelsColumn}) {
        header->resizeSection(column, kNumberWidth);
    }
    header->resizeSection(BatchesModel::DoneColumn, kDoneWidth);
    m_caption =
        new ThemedLabel(theme,
                        tr("Open batches are served from the top. An item is open while it wants more labels "
                           "than it has."),
                        Text::Caption, Color::Text2);
    m_empty =
        new EmptyState(theme, u"cols"_s, tr("There is no batch yet."),
                       tr("A batch is a group of items that is handed out together. An import makes one."),
                       actions.action(u"global.go.data"_s));
    m_empty->setObjectName(u"batchesEmpty"_s);
    m_empty->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kPageMargin,
                               metrics::kSpace4);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(m_message);
    column->addWidget(buttons);
    column->addWidget(m_table, 1);
    column->addWidget(m_caption);
    column->addWidget(m_empty, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &BatchesScreen::updateActions);
    connect(m_table, &QTableView::doubleClicked, actions.action(u"batches.items"_s), &QAction::trigger);
    connect(m_table, &QTableView::activated, this, &BatchesScreen::showItems);
    updateActions();
}

void BatchesScreen::activate()
{
    load();
    m_table->setFocus();
}

void BatchesScreen::open(const QString& argument)
{
    if (argument == "make"_L1) {
        openMaker();
    } else if (argument.startsWith("make:"_L1)) {
        openMaker(filterFrom(argument.mid(5)));
    } else if (argument.startsWith("batch:"_L1)) {
        m_wanted = BatchId{argument.mid(6).toLongLong()};
        load();
    }
}

void BatchesScreen::noteJob(const Job& job)
{
    const qint64 items = job.result.value("items"_L1).toInteger();
    if (job.state == JobState::Done && job.kind == "fill"_L1) {
        m_wanted = BatchId{job.result.value("batch"_L1).toInteger()};
        m_message->showMessage(MessageBar::Severity::Info,
                               tr("Added %n item(s) to the batch “%1”.", nullptr, static_cast<int>(items))
                                   .arg(job.params.value("name"_L1).toString()),
                               tr("Annotators get them when the batches above are done."));
    } else if (job.state == JobState::Done && job.kind == "overlap"_L1) {
        m_message->showMessage(MessageBar::Severity::Info,
                               tr("%n item(s) can get more labels now.", nullptr, static_cast<int>(items)),
                               tr("They are handed out again, to people who have not judged them."));
    }
    load();
}

void BatchesScreen::start(const QString& kind, const QJsonObject& params)
{
    m_message->dismiss();
    whenFinished(m_context.jobs->startAsync(kind, params), this, [this](const Result<JobId>& job) {
        if (!job) {
            Q_EMIT errorOccurred(job.error());
        }
    });
}

void BatchesScreen::load()
{
    if (m_context.store == nullptr) {
        return;
    }
    whenFinished(
        m_context.store->readAsync([](Session& session) { return SummaryRepository(session).summary(); }),
        this, [this](const Result<ProjectSummary>& summary) {
            if (summary) {
                take(summary->batches);
            } else {
                Q_EMIT errorOccurred(summary.error());
            }
        });
}

void BatchesScreen::take(const QList<BatchSummary>& batches)
{
    m_isLoaded = true;
    const BatchSummary* before = current();
    const BatchId chosen = m_wanted.isValid() ? m_wanted : before != nullptr ? before->batch.id : BatchId();
    m_wanted = {};
    m_model->setRows(batches);
    m_table->setVisible(!batches.isEmpty());
    m_caption->setVisible(!batches.isEmpty());
    m_empty->setVisible(batches.isEmpty());
    if (!batches.isEmpty()) {
        m_table->setCurrentIndex(m_model->index(std::max(0, m_model->rowOf(chosen)), 0));
    }
    updateActions();
}

const BatchSummary* BatchesScreen::current() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < m_model->rowCount() ? &m_model->rows().at(row) : nullptr;
}

void BatchesScreen::updateActions()
{
    const BatchSummary* batch = current();
    const int row = m_table->currentIndex().row();
    const auto enable = [this](const QString& id, bool isOn) {
        m_context.actions.action(id)->setEnabled(isOn);
    };
    QAction* toggle = m_context.actions.action(u"batches.toggle"_s);
    const bool isOpen = batch == nullptr || batch->batch.isOpen;
    toggle->setProperty("iconName", isOpen ? u"x"_s : u"play"_s);
    toggle->setText(isOpen ? tr("Close the batch") : tr("Open the batch"));
    enable(u"batches.make"_s, m_context.store != nullptr && m_context.jobs != nullptr);
    enable(u"batches.toggle"_s, batch != nullptr);
    enable(u"batches.order"_s, batch != nullptr && m_context.jobs != nullptr);
    enable(u"batches.up"_s, batch != nullptr && row > 0);
    enable(u"batches.down"_s, batch != nullptr && row + 1 < m_model->rowCount());
    enable(u"batches.overlap"_s, batch != nullptr && m_context.jobs != nullptr);
    enable(u"batches.items"_s, batch != nullptr);
}

void BatchesScreen::toggleOpen()
{
    const BatchSummary* batch = current();
    if (batch == nullptr) {
        return;
    }
    whenFinished(
        m_context.store->writeAsync([id = batch->batch.id, isOpen = !batch->batch.isOpen](Session& session) {
            return BatchRepository(session).setOpen(id, isOpen);
        }),
        this, [this](const Result<void>& written) {
            if (!written) {
                Q_EMIT errorOccurred(written.error());
            }
            load();
        });
}

void BatchesScreen::chooseOrder()
{
    QMenu menu(this);
    menu.setObjectName(u"orderMenu"_s);
    fillOrderMenu(menu);
    const QRect row = m_table->visualRect(m_table->currentIndex().siblingAtColumn(BatchesModel::OrderColumn));
    menu.exec(m_table->viewport()->mapToGlobal(row.bottomLeft()));
}

void BatchesScreen::fillOrderMenu(QMenu& menu)
{
    const BatchSummary* batch = current();
    for (const QueueOrder order :
         {QueueOrder::Fixed, QueueOrder::Random, QueueOrder::FewestLabels, QueueOrder::Priority}) {
        QAction* action = menu.addAction(orderWords(order), this, [this, order] { setOrder(order); });
        action->setObjectName(u"order."_s + toName(order));
        action->setCheckable(true);
        action->setChecked(batch != nullptr && batch->batch.order == order);
    }
}

void BatchesScreen::setOrder(QueueOrder order)
{
    const BatchSummary* batch = current();
    if (batch == nullptr || m_context.jobs == nullptr || batch->batch.order == order) {
        return;
    }
    start(u"order"_s, orderJobParams(batch->batch.id, order));
}

void BatchesScreen::moveBy(int step)
{
    const BatchSummary* batch = current();
    if (batch == nullptr) {
        return;
    }
    whenFinished(m_context.store->writeAsync(
                     [id = batch->batch.id, step](Session& session) { return moveBatch(session, id, step); }),
                 this, [this](const Result<void>& written) {
                     if (!written) {
                         Q_EMIT errorOccurred(written.error());
                     }
                     load();
                 });
}

void BatchesScreen::askForLabels()
{
    const BatchSummary* batch = current();
    if (batch == nullptr || m_context.jobs == nullptr) {
        return;
    }
    const std::optional<QString> typed = m_context.dialogs.askText(
        this, tr("Ask for more labels"),
        tr("Labels wanted for each of the %1 items of “%2”. Items that want more already keep that.")
            .arg(groupedNumber(batch->items), batch->batch.name),
        u"2"_s);
    bool isNumber = false;
    const int overlap = typed ? typed->trimmed().toInt(&isNumber) : 0;
    if (!typed) {
        return;
    }
    if (!isNumber || overlap < 1 || overlap > kMostOverlap) {
        m_message->showMessage(MessageBar::Severity::Error,
                               tr("“%1” is not a number from 1 to %2. Nothing was changed.")
                                   .arg(typed->trimmed())
                                   .arg(kMostOverlap));
        return;
    }
    start(u"overlap"_s, overlapJobParams(batch->batch.id, overlap));
}

void BatchesScreen::showItems()
{
    if (const BatchSummary* batch = current()) {
        Q_EMIT pageRequested(u"items"_s, u"batch:%1"_s.arg(batch->batch.id.value));
    }
}

void BatchesScreen::openMaker(const ItemFilter& filter)
{
    if (m_context.store == nullptr || m_context.jobs == nullptr) {
        return;
    }
    auto* dialog = new BatchDialog(m_context, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { start(u"fill"_s, fillJobParams(dialog->request())); });
    dialog->open();
    dialog->setFilter(filter);
}

} // namespace plumbline
