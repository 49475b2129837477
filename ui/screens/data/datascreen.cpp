#include "ui/screens/data/datascreen.h"

#include "core/base/whenfinished.h"
#include "core/exchange/exportoptions.h"
#include "core/exchange/importoptions.h"
#include "core/jobs/jobrunner.h"
#include "core/store/batchrepository.h"
#include "core/store/store.h"
#include "ui/delegates/plaintable.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/screens/data/exportdialog.h"
#include "ui/screens/data/importdialog.h"
#include "ui/screens/jobs/jobdetails.h"
#include "ui/screens/jobs/joblistmodel.h"
#include "ui/screens/jobs/jobwords.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/splitpane.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QDir>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMimeData>
#include <QTableView>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRow = 36;
constexpr int kStateWidth = 128;
constexpr int kNameWidth = 300;
constexpr int kWhenWidth = 140;

CellLook lookOf(const QModelIndex& index)
{
    CellLook look;
    const auto job = index.data(JobListModel::JobRole).value<Job>();
    if (index.column() == JobListModel::StateColumn) {
        look.icon = jobStateIcon(job.state);
        look.iconColor = jobStateColor(job.state);
        look.color = jobStateColor(job.state);
    } else if (index.column() == JobListModel::NameColumn) {
        look.icon = job.kind == "export"_L1 ? u"dl"_s : u"ul"_s;
        look.style = Text::Button;
    } else {
        look.style = Text::Caption;
        look.color = Color::Text2;
    }
    return look;
}

QStringList localPaths(const QMimeData* data)
{
    QStringList paths;
    const QList<QUrl> urls = data->urls();
    for (const QUrl& url : urls) {
        if (url.isLocalFile()) {
            paths << url.toLocalFile();
        }
    }
    return paths;
}

} // namespace

DataScreen::DataScreen(AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_model(new JobListModel(context.store, context.jobs, {u"import"_s, u"export"_s}, this))
{
    setObjectName(u"dataScreen"_s);
    setAcceptDrops(true);
    addActions(context.actions, this);
    build();
    connect(m_model, &JobListModel::failed, this, &Page::errorOccurred);
    connect(m_model, &JobListModel::loaded, this, &DataScreen::updateEmpty);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &DataScreen::showCurrent);
    if (context.jobs != nullptr) {
        connect(context.jobs, &JobRunner::finished, this, [this](const Job& job) {
            if (m_followed.remove(job.id.value)) {
                showResult(job);
            }
        });
    }
}

QString DataScreen::pageId() const
{
    return u"data"_s;
}

QString DataScreen::title() const
{
    return tr("Data");
}

QString DataScreen::subtitle() const
{
    return tr("what came in and what went out");
}

QList<QAction*> DataScreen::headerActions() const
{
    return {m_context.actions.action(u"data.export"_s), m_context.actions.action(u"data.import"_s)};
}

QList<QWidget*> DataScreen::panes() const
{
    return {m_table, m_details};
}

void DataScreen::addActions(ActionCollection& actions, DataScreen* page)
{
    const PageActions here(actions, page, u"data"_s, tr("Data"));
    QAction* import = here.add(u"data.import"_s, tr("Import"), {QKeySequence(Qt::Key_I)}, u"ul"_s,
                               [](DataScreen& data) { data.openImport(); });
    QAction* write = here.add(u"data.export"_s, tr("Export"), {QKeySequence(Qt::Key_W)}, u"dl"_s,
                              [](DataScreen& data) { data.openExport(); });
    here.add(u"data.resume"_s, tr("Resume"), {QKeySequence(Qt::Key_R)}, u"play"_s,
             &DataScreen::resumeCurrent);
    here.add(u"data.show"_s, tr("Show the items"), {QKeySequence(Qt::Key_X)}, u"search"_s,
             &DataScreen::showItems);
    here.add(u"data.job"_s, tr("Open in Jobs"), {QKeySequence(Qt::Key_Return)}, u"jobs"_s,
             [](DataScreen& data) {
                 if (const std::optional<Job> job = data.currentJob()) {
                     Q_EMIT data.pageRequested(u"jobs"_s, QString::number(job->id.value));
                 }
             });
    ImportDialog::addActions(actions);
    ExportDialog::addActions(actions);
    const bool canRun =
        page != nullptr && page->m_context.store != nullptr && page->m_context.jobs != nullptr;
    import->setEnabled(canRun);
    write->setEnabled(canRun);
}

void DataScreen::build()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_result = new MessageBar(theme);
    m_result->setObjectName(u"dataResult"_s);
    m_table = makePlainTable(theme, m_model, new RowDelegate(theme, lookOf, kRow), u"dataTable"_s,
                             tr("Imports and exports"), kRow);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(JobListModel::ResultColumn, QHeaderView::Stretch);
    header->resizeSection(JobListModel::StateColumn, kStateWidth);
    header->resizeSection(JobListModel::NameColumn, kNameWidth);
    m_table->setColumnHidden(JobListModel::ProgressColumn, true); // the numbers say it too
    header->resizeSection(JobListModel::WhenColumn, kWhenWidth);
    m_details = new JobDetails(theme, {actions.action(u"data.resume"_s), actions.action(u"data.show"_s),
                                       actions.action(u"data.job"_s)});
    m_details->setMinimumWidth(metrics::kPaneGuidelines);
    m_empty =
        new EmptyState(theme, u"data"_s, tr("Nothing has come in yet."),
                       tr("An item is a prompt with one or more responses. Import a file of them, with or "
                          "without labels, or drop it here."),
                       actions.action(u"data.import"_s));
    m_empty->setObjectName(u"dataEmpty"_s);
    m_empty->hide();
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kSpace5, metrics::kSpace4);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(m_result);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    auto* split = new SplitPane(theme, Qt::Horizontal);
    split->addWidget(left);
    split->addWidget(m_details);
    split->setStretchFactor(0, 1);
    split->setSizes({metrics::kContentMax - metrics::kPaneDetails, metrics::kPaneDetails});
    split->setChildrenCollapsible(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DataScreen::showCurrent);
    connect(m_table, &QTableView::doubleClicked, m_context.actions.action(u"data.job"_s), &QAction::trigger);
    showCurrent();
}

void DataScreen::activate()
{
    m_model->refresh();
    m_table->setFocus();
}

void DataScreen::open(const QString& argument)
{
    if (argument == "export"_L1) {
        openExport();
    } else if (argument == "import"_L1) {
        openImport();
    } else if (argument.startsWith("import:"_L1)) {
        openImport(argument.mid(7).split(u'\n', Qt::SkipEmptyParts));
    }
}

void DataScreen::openImport(const QStringList& files)
{
    if (m_context.store == nullptr || m_context.jobs == nullptr) {
        return;
    }
    auto* dialog = new ImportDialog(m_context, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { follow(dialog->job()); });
    dialog->open();
    dialog->setFiles(files);
}

void DataScreen::openExport()
{
    if (m_context.store == nullptr || m_context.jobs == nullptr) {
        return;
    }
    auto* dialog = new ExportDialog(m_context, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { follow(dialog->job()); });
    dialog->open();
}

void DataScreen::follow(JobId job)
{
    m_followed.insert(job.value);
    m_wanted = job;
    m_result->dismiss();
    m_model->refresh();
}

void DataScreen::showResult(const Job& job)
{
    m_model->refresh();
    if (job.state == JobState::Cancelled) {
        return;
    }
    if (job.state != JobState::Done) {
        m_result->setActions({m_context.actions.action(u"data.resume"_s)});
        m_result->showMessage(MessageBar::Severity::Error, tr("%1 has failed.").arg(jobTitle(job)),
                              job.message);
        return;
    }
    if (job.kind == "import"_L1) {
        showImportResult(job);
        return;
    }
    const ExportReport report = ExportReport::fromJson(job.result);
    m_result->setActions({});
    m_result->showMessage(
        MessageBar::Severity::Info, tr("%1 records were written.").arg(groupedNumber(report.records)),
        tr("They are in %1.").arg(QDir::toNativeSeparators(job.params.value("path"_L1).toString())));
}

void DataScreen::showImportResult(const Job& job)
{
    const ImportReport report = ImportReport::fromJson(job.result);
    m_resultBatch = job.params.value("options"_L1).toObject().value("batch"_L1).toString();
    QStringList more;
    if (report.duplicateItems > 0 || report.duplicateAnnotations > 0) {
        more << tr("%1 items and %2 labels were there already.")
                    .arg(groupedNumber(report.duplicateItems), groupedNumber(report.duplicateAnnotations));
    }
    if (report.badLineCount > 0) {
        more << tr("%1 lines were left out because they have an error; the job's details list them.")
                    .arg(groupedNumber(report.badLineCount));
    }
    more << tr("Look at them in Explorer, or judge them in your queue.");
    m_result->setActions({m_context.actions.action(u"data.show"_s)});
    m_result->showMessage(report.badLineCount > 0 ? MessageBar::Severity::Warning
                                                  : MessageBar::Severity::Info,
                          tr("%1 items and %2 labels came in.")
                              .arg(groupedNumber(report.items), groupedNumber(report.annotations)),
                          more.join(u' '));
}

void DataScreen::showItems()
{
    if (m_context.store == nullptr || m_resultBatch.isEmpty()) {
        Q_EMIT pageRequested(u"items"_s, QString());
        return;
    }
    whenFinished(m_context.store->readAsync([name = m_resultBatch](Session& session) {
        return BatchRepository(session).findByName(name);
    }),
                 this, [this](const Result<std::optional<Batch>>& batch) {
                     const bool isFound = batch && batch->has_value();
                     Q_EMIT pageRequested(u"items"_s,
                                          isFound ? u"batch:%1"_s.arg(batch->value().id.value) : QString());
                 });
}

std::optional<Job> DataScreen::currentJob() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? std::optional(index.data(JobListModel::JobRole).value<Job>()) : std::nullopt;
}

void DataScreen::updateEmpty()
{
    const bool isEmpty = m_model->isLoaded() && m_model->rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_details->setVisible(!isEmpty);
    if (const int row = m_model->rowOf(m_wanted); m_wanted.isValid() && row >= 0) {
        m_wanted = {};
        m_table->setCurrentIndex(m_model->index(row, 0));
    } else if (!isEmpty && !m_table->currentIndex().isValid()) {
        m_table->setCurrentIndex(m_model->index(0, 0));
    }
    showCurrent();
}

void DataScreen::showCurrent()
{
    const std::optional<Job> job = currentJob();
    ActionCollection& actions = m_context.actions;
    actions.action(u"data.resume"_s)->setEnabled(m_context.jobs != nullptr && job && canResume(*job));
    actions.action(u"data.job"_s)->setEnabled(job.has_value());
    if (job) {
        m_details->show(*job, m_model->progress(job->id));
    } else {
        m_details->clear();
    }
}

void DataScreen::resumeCurrent()
{
    const std::optional<Job> job = currentJob();
    if (!job || m_context.jobs == nullptr) {
        return;
    }
    const JobId id = job->id;
    whenFinished(m_context.jobs->resumeAsync(id), this, [this, id](const Result<void>& resumed) {
        if (resumed) {
            follow(id);
        } else {
            Q_EMIT errorOccurred(resumed.error());
        }
    });
}

void DataScreen::dragEnterEvent(QDragEnterEvent* event)
{
    if (m_context.jobs != nullptr && !localPaths(event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void DataScreen::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    openImport(localPaths(event->mimeData()));
}

} // namespace plumbline
