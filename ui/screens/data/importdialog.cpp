#include "ui/screens/data/importdialog.h"

#include "core/base/whenfinished.h"
#include "core/jobs/importjob.h"
#include "core/jobs/jobrunner.h"
#include "core/store/batchrepository.h"
#include "core/store/schemarepository.h"
#include "core/store/store.h"
#include "ui/dialogs/dialogkeys.h"
#include "ui/dialogs/optionrow.h"
#include "ui/screens/data/checkview.h"
#include "ui/screens/data/fieldspane.h"
#include "ui/screens/data/filepage.h"
#include "ui/screens/data/formatpage.h"
#include "ui/screens/data/reportfile.h"
#include "ui/screens/data/stepsbar.h"
#include "ui/screens/data/targetform.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/errorwords.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/themedlabel.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QStackedWidget>
#include <QTableView>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHeadRecords = 50;
constexpr int kFirstRecords = 200;
constexpr int kCheckDelayMs = 200;

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

/// Names of what is stored: schemas (each once) and batches.
struct StoredNames
{
    QStringList schemas;
    QStringList batches;
};

Result<StoredNames> readNames(Session& session)
{
    StoredNames names;
    PLUMBLINE_ASSIGN(const QList<SchemaVersion> schemas, SchemaRepository(session).list());
    for (const SchemaVersion& schema : schemas) {
        if (!names.schemas.contains(schema.definition.name)) {
            names.schemas << schema.definition.name;
        }
    }
    PLUMBLINE_ASSIGN(const QList<Batch> batches, BatchRepository(session).list());
    for (const Batch& batch : batches) {
        names.batches << batch.name;
    }
    return names;
}

} // namespace

ImportDialog::ImportDialog(AppContext& context, QWidget* parent)
    : DialogFrame(context.theme, tr("Import"), parent)
    , m_context(context)
{
    setObjectName(u"importDialog"_s);
    setAcceptDrops(true);
    addActions(context.actions);
    build();
    buildFooter();
    connectActions();
    loadChoices();
    m_checkSoon.setSingleShot(true);
    m_checkSoon.setInterval(kCheckDelayMs);
    connect(&m_checkSoon, &QTimer::timeout, this, &ImportDialog::check);
    new DialogKeys(context.actions, this, u"import"_s);
    goTo(Step::File);
}

ImportDialog::~ImportDialog() = default;

void ImportDialog::loadChoices()
{
    whenFinished(m_context.store->readAsync(readNames), this, [this](const Result<StoredNames>& names) {
        if (names) {
            m_target->setChoices(names->schemas, names->batches);
        }
    });
}

void ImportDialog::setFiles(const QStringList& paths)
{
    if (paths.isEmpty()) {
        return;
    }
    m_files = paths;
    m_filePage->setFiles(paths);
    detect();
}

void ImportDialog::chooseFiles()
{
    const std::optional<QStringList> paths = m_context.dialogs.openFiles(
        this, tr("Import files"), tr("Data (*.jsonl *.json *.csv *.gz *.zst);;All files (*)"),
        m_files.isEmpty() ? QString() : QFileInfo(m_files.constFirst()).path());
    if (paths) {
        setFiles(*paths);
    }
}

void ImportDialog::chooseFolder()
{
    if (const std::optional<QString> path = m_context.dialogs.openFolder(this, tr("Import a folder"))) {
        setFiles({*path});
    }
}

void ImportDialog::detect()
{
    m_options.format.clear();
    m_options.fields.clear();
    m_isChecked = false;
    m_head = {};
    message()->dismiss();
    setSubtitle(tr("reading %1").arg(QFileInfo(m_files.constFirst()).fileName()));
    m_run.start(
        [files = m_files](const LatestRun<ImportPreview>::IsCancelled& isCancelled) {
            return previewImport(files, {}, nullptr, kHeadRecords, true, isCancelled);
        },
        this,
        [this](const Result<ImportPreview>& head) {
            if (!head) {
                m_formatPage->setDetected({});
                setSubtitle(QFileInfo(m_files.constFirst()).fileName());
                showFailure(head.error());
                updateFooter();
                return;
            }
            m_head = *head;
            m_options.format = head->format;
            m_formatPage->setDetected(head->format);
            goTo(Step::Format);
        });
    updateFooter();
}

void ImportDialog::takeFormat(const QString& id)
{
    if (id == m_options.format) {
        return;
    }
    m_options.format = id;
    m_options.fields.clear();
    m_isChecked = false;
    readHead();
}

void ImportDialog::readHead()
{
    message()->dismiss();
    m_run.start(
        [files = m_files, options = m_options](const LatestRun<ImportPreview>::IsCancelled& isCancelled) {
            return previewImport(files, options, nullptr, kHeadRecords, true, isCancelled);
        },
        this,
        [this](const Result<ImportPreview>& head) {
            if (head) {
                m_head = *head;
            } else {
                showFailure(head.error());
            }
            updateFooter();
        });
    updateFooter();
}

void ImportDialog::goTo(Step step)
{
    if (step == Step::Fields) {
        const Format* format = FormatRegistry::builtIn().find(m_options.format);
        if (format == nullptr) {
            return;
        }
        const QSignalBlocker quiet(m_fields);
        m_fields->show(format->info(), m_head, m_options.fields);
    }
    m_step = step;
    m_steps->setCurrent(static_cast<int>(step));
    m_pages->setCurrentIndex(std::min(static_cast<int>(step), static_cast<int>(Step::Fields)));
    m_right->setCurrentIndex(step == Step::Check ? 1 : 0);
    const Format* format = FormatRegistry::builtIn().find(m_options.format);
    if (format != nullptr && !m_files.isEmpty()) {
        const QString name = m_files.size() == 1 ? QFileInfo(m_files.constFirst()).fileName()
                                                 : tr("%1 files").arg(m_files.size());
        setSubtitle(tr("%1, read as %2").arg(name, format->info().title));
    }
    if (step == Step::Check && !m_isChecked) {
        check();
    }
    updateFooter();
    takeFocus();
}

void ImportDialog::takeFocus()
{
    switch (m_step) {
    case Step::File:
        m_filePage->setFocus();
        return;
    case Step::Format:
        m_formatPage->focusChosen();
        return;
    case Step::Fields:
        m_target->setFocus();
        return;
    case Step::Check:
        m_check->table()->setFocus();
        return;
    }
}

void ImportDialog::check()
{
    m_target->apply(m_options);
    m_options.fields = m_fields->mapping();
    m_isChecked = false;
    message()->dismiss();
    m_check->setBusy(tr("Checking every line…"));
    m_run.start(
        [files = m_files, options = m_options,
         store = m_context.store](const LatestRun<ImportPreview>::IsCancelled& isCancelled) {
            return previewImport(files, options, store, kFirstRecords, false, isCancelled);
        },
        this, [this](const Result<ImportPreview>& preview) { takeCheck(preview); });
    updateFooter();
}

void ImportDialog::takeCheck(const Result<ImportPreview>& preview)
{
    if (preview) {
        m_isChecked = true;
        m_preview = *preview;
        m_check->setPreview(m_preview);
        if (m_step == Step::Check) {
            takeFocus();
        }
    } else {
        m_check->setBusy(tr("The lines could not be checked."));
        showFailure(preview.error());
    }
    updateFooter();
}

void ImportDialog::next()
{
    switch (m_step) {
    case Step::File:
        goTo(Step::Format);
        return;
    case Step::Format:
        goTo(Step::Fields);
        return;
    case Step::Fields:
        m_isChecked = false;
        goTo(Step::Check);
        return;
    case Step::Check:
        startImport();
        return;
    }
}

void ImportDialog::back()
{
    if (m_step == Step::File) {
        return;
    }
    m_run.cancel();
    message()->dismiss();
    goTo(static_cast<Step>(static_cast<int>(m_step) - 1));
}

void ImportDialog::startImport()
{
    m_options.onError = m_nothing->isChecked() ? OnError::Stop : OnError::Skip;
    m_nextButton->action()->setEnabled(false);
    whenFinished(m_context.jobs->startAsync(u"import"_s, importJobParams(m_files, m_options)), this,
                 [this](const Result<JobId>& job) {
                     if (!job) {
                         showFailure(job.error());
                         updateFooter();
                         return;
                     }
                     m_job = *job;
                     accept();
                 });
}

void ImportDialog::saveReport()
{
    const std::optional<QString> path =
        m_context.dialogs.saveFile(this, tr("Save the report"), tr("Tab-separated (*.tsv)"),
                                   QFileInfo(m_files.constFirst()).completeBaseName() + u"-errors.tsv"_s);
    if (!path) {
        return;
    }
    whenFinished(writeReport(*path, m_preview.counts), this, [this, path](const Result<void>& written) {
        if (written) {
            message()->showMessage(MessageBar::Severity::Info, tr("The report was saved."), *path);
        } else {
            showFailure(written.error());
        }
    });
}

void ImportDialog::showFailure(const Error& error)
{
    const ErrorWords words = errorWords(error);
    message()->showMessage(MessageBar::Severity::Error, words.title,
                           words.body.isEmpty() ? tr("Nothing in the project has changed.") : words.body,
                           words.details);
}

void ImportDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void ImportDialog::dropEvent(QDropEvent* event)
{
    const QStringList paths = localPaths(event->mimeData());
    if (!paths.isEmpty()) {
        event->acceptProposedAction();
        setFiles(paths);
    }
}

} // namespace plumbline
