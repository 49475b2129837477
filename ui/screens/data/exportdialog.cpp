#include "ui/screens/data/exportdialog.h"

#include "core/base/whenfinished.h"
#include "core/exchange/exportrun.h"
#include "core/jobs/exportjob.h"
#include "core/jobs/jobrunner.h"
#include "core/store/batchrepository.h"
#include "core/store/store.h"
#include "ui/dialogs/dialogkeys.h"
#include "ui/screens/data/exportcommand.h"
#include "ui/screens/data/exportform.h"
#include "ui/screens/data/funnelrow.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/errorwords.h"
#include "ui/textviews/markdowntext.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QStandardPaths>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPreviewDelayMs = 150;
constexpr int kRecordsShown = 20;

} // namespace

ExportDialog::ExportDialog(AppContext& context, QWidget* parent)
    : DialogFrame(context.theme, tr("Export"), parent)
    , m_context(context)
{
    setObjectName(u"exportDialog"_s);
    addActions(context.actions);
    build();
    buildFooter();
    connectActions();
    m_previewSoon.setSingleShot(true);
    m_previewSoon.setInterval(kPreviewDelayMs);
    connect(&m_previewSoon, &QTimer::timeout, this, &ExportDialog::refresh);
    new DialogKeys(context.actions, this, u"export"_s);
    m_form->setFocus();
    proposePath();
    whenFinished(context.store->readAsync([](Session& session) { return BatchRepository(session).list(); }),
                 this, [this](const Result<QList<Batch>>& batches) {
                     if (batches) {
                         m_form->setBatches(*batches);
                     }
                 });
    refresh();
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::proposePath()
{
    const FormatInfo& format = m_form->format();
    const QFileInfo now(m_path->text());
    const QString folder = m_path->text().isEmpty()
                               ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                               : now.path();
    QString name = m_path->text().isEmpty()
                       ? QFileInfo(m_context.store->path()).completeBaseName() + u"-export"_s
                       : now.baseName();
    if (!format.exportsFolder) {
        name += u'.' + format.extensions.value(0, u"jsonl"_s);
    }
    m_path->setText(QDir::toNativeSeparators(QDir(folder).filePath(name)));
    m_pathLabel->setText(format.exportsFolder ? tr("Folder") : tr("File"));
    setSubtitle(format.title);
}

void ExportDialog::choosePath()
{
    const FormatInfo& format = m_form->format();
    const std::optional<QString> chosen =
        format.exportsFolder
            ? m_context.dialogs.openFolder(this, tr("Export into a folder"), QFileInfo(path()).path())
            : m_context.dialogs.saveFile(this, tr("Export to a file"), tr("Data (*.jsonl *.json *.gz *.zst)"),
                                         path());
    if (chosen) {
        m_path->setText(QDir::toNativeSeparators(*chosen));
    }
}

QString ExportDialog::path() const
{
    const QString typed = QDir::fromNativeSeparators(m_path->text().trimmed());
    return typed.isEmpty() ? QString() : QFileInfo(typed).absoluteFilePath();
}

QString ExportDialog::commandLine() const
{
    return exportCommand(m_context.store->path(), path(), options(), m_form->batchName());
}

void ExportDialog::copyCommand()
{
    QGuiApplication::clipboard()->setText(commandLine());
    message()->showMessage(MessageBar::Severity::Info, tr("The command was copied."), commandLine());
}

void ExportDialog::refresh()
{
    m_isCounted = false;
    m_funnel->setStale(true);
    ExportOptions options = this->options();
    options.commandLine = commandLine();
    options.cardText.clear(); // the card that would be made, to begin an edit from
    m_run.start(
        [store = m_context.store, options](const LatestRun<ExportPreview>::IsCancelled& isCancelled) {
            return previewExport(*store, options, kRecordsShown, isCancelled);
        },
        this, [this](const Result<ExportPreview>& preview) { takePreview(preview); });
    updateFooter();
}

void ExportDialog::takePreview(const Result<ExportPreview>& preview)
{
    if (!preview) {
        showFailure(preview.error());
        updateFooter();
        return;
    }
    m_isCounted = true;
    m_preview = *preview;
    m_funnel->setReport(m_preview.report);
    showCard();
    m_records->setPlainText(m_preview.records.join(u"\n\n"_s));
    m_files->setPlainText(filesPlanned().join(u'\n'));
    m_recordTitle->setText(m_preview.records.isEmpty()
                               ? tr("No record passes.")
                               : tr("Record 1 of %1").arg(groupedNumber(m_preview.report.records)));
    m_firstRecord->setPlainText(m_preview.records.value(0));
    updateFooter();
}

ExportOptions ExportDialog::options() const
{
    ExportOptions options = m_form->options();
    options.cardText = options.withCard ? m_cardText : QString();
    return options;
}

void ExportDialog::showCard()
{
    const bool hasCard = m_form->options().withCard;
    const QString shown = m_cardText.isEmpty() ? m_preview.card : m_cardText;
    m_card->setMarkdownText(hasCard && !shown.isEmpty() ? shown : tr("*No card is written.*"));
    m_context.actions.action(u"export.editCard"_s)->setEnabled(hasCard);
}

void ExportDialog::editCard(bool isEditing)
{
    if (isEditing) {
        m_tabs->setCurrent(0);
        showTab(0);
        m_cardEdit->setPlainText(m_cardText.isEmpty() ? m_preview.card : m_cardText);
        m_cardPages->setCurrentWidget(m_cardEdit);
        m_cardEdit->setFocus();
        return;
    }
    if (m_cardPages->currentWidget() != m_cardEdit) {
        return;
    }
    const QString text = m_cardEdit->toPlainText();
    m_cardText = text == m_preview.card || text.trimmed().isEmpty() ? QString() : text;
    m_cardPages->setCurrentWidget(m_card);
    showCard();
    m_form->setFocus();
}

bool ExportDialog::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched == m_cardEdit && isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        // Esc leaves the field, not the dialog.
        if (event->type() == QEvent::KeyPress) {
            m_context.actions.action(u"export.editCard"_s)->setChecked(false);
        }
        event->accept();
        return true;
    }
    return DialogFrame::eventFilter(watched, event);
}

QStringList ExportDialog::filesPlanned() const
{
    const ExportOptions options = m_form->options();
    const bool isFolder = m_form->format().exportsFolder;
    const QString shown = QDir::toNativeSeparators(path());
    QStringList files;
    if (options.testPercent > 0) {
        files << QDir::toNativeSeparators(exportedPath(path(), u"train"_s))
              << QDir::toNativeSeparators(exportedPath(path(), u"test"_s));
    } else {
        files << shown;
    }
    if (options.withChecksums) {
        files << (isFolder ? shown + QDir::separator() + u"SHA256SUMS"_s : shown + u".sha256"_s);
    }
    if (options.withCard) {
        files << (isFolder ? shown + QDir::separator() + u"README.md"_s : shown + u".card.md"_s);
    }
    return files;
}

bool ExportDialog::wouldOverwrite() const
{
    if (m_form->format().exportsFolder) {
        const QDir folder(path());
        return folder.exists() && !folder.isEmpty();
    }
    const QStringList files = filesPlanned();
    return std::any_of(files.cbegin(), files.cend(), [](const QString& file) {
        return QFileInfo::exists(QDir::fromNativeSeparators(file));
    });
}

void ExportDialog::startExport()
{
    const bool isFolder = m_form->format().exportsFolder;
    if (QAction* edit = m_context.actions.action(u"export.editCard"_s); edit->isChecked()) {
        edit->setChecked(false); // takes what stands in the field
    }
    if (wouldOverwrite() &&
        !m_context.dialogs.confirm(
            this, isFolder ? tr("Overwrite files in the folder") : tr("Overwrite the file"),
            tr("%1 is there already. %2 records take its place.")
                .arg(QDir::toNativeSeparators(path()), groupedNumber(m_preview.report.records)),
            tr("Overwrite"))) {
        return;
    }
    ExportOptions options = this->options();
    options.commandLine = commandLine();
    m_exportButton->action()->setEnabled(false);
    whenFinished(m_context.jobs->startAsync(u"export"_s, exportJobParams(path(), options)), this,
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

void ExportDialog::updateFooter()
{
    QAction* go = m_exportButton->action();
    const qint64 records = m_preview.report.records;
    go->setText(records == 1 ? tr("Export 1 record") : tr("Export %1 records").arg(groupedNumber(records)));
    go->setEnabled(m_isCounted && records > 0 && !path().isEmpty());
}

void ExportDialog::showTab(int tab)
{
    m_pages->setCurrentIndex(tab);
}

void ExportDialog::showFailure(const Error& error)
{
    const ErrorWords words = errorWords(error);
    message()->showMessage(MessageBar::Severity::Error, words.title,
                           words.body.isEmpty() ? tr("Nothing was written.") : words.body, words.details);
}

} // namespace plumbline
