#include "ui/screens/judgesetup/templatedialog.h"

#include "core/base/whenfinished.h"
#include "core/jobs/judgesetup.h"
#include "core/store/store.h"
#include "ui/dialogs/dialogkeys.h"
#include "ui/screens/judgesetup/judgesetupwords.h"
#include "ui/screens/judgesetup/templatediffview.h"
#include "ui/screens/judgesetup/templateeditor.h"
#include "ui/screens/judgesetup/templatefieldsmodel.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/errorwords.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStackedWidget>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kSize(1240, 800);
constexpr int kDelayMs = 200;

QString messagesText(const QList<LlmMessage>& messages)
{
    QStringList parts;
    for (const LlmMessage& message : messages) {
        parts << u"── %1 ──\n%2"_s.arg(message.role, message.text);
    }
    return parts.join(u"\n\n"_s);
}

} // namespace

TemplateDialog::TemplateDialog(AppContext& context, const QList<PromptTemplate>& versions, QWidget* parent)
    : DialogFrame(context.theme, tr("Prompt template"), parent)
    , m_context(context)
    , m_versions(versions)
{
    Q_ASSERT(!versions.isEmpty());
    const PromptTemplate& newest = m_versions.last();
    setObjectName(u"templateDialog"_s);
    setSubtitle(tr("%1, version %2").arg(protocolWords(newest.protocol)).arg(newest.version));
    setFirstSize(kSize);
    addActions(context.actions);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(buildLeft(), 1);
    row->addWidget(buildRight());
    body()->addLayout(row, 1);
    buildFooter();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kDelayMs);
    m_editor->setTemplate(newest);
    m_editor->setReadOnly(true);
    m_title->setText(newest.title);
    m_id->setText(newest.id);
    m_title->setReadOnly(true);
    m_id->setReadOnly(true);
    connectDialog();
    m_addMessage->action()->setEnabled(false);
    m_against->setCurrentIndex(m_versions.size() > 1 ? 1 : 0);
    takeEdit();
    loadPreview();
    m_editor->focusFirst();
}

void TemplateDialog::connectDialog()
{
    ActionCollection& actions = m_context.actions;
    const auto on = [&](const QString& id, auto slot) {
        connect(actions.action(u"templateedit."_s + id), &QAction::triggered, this, slot);
    };
    on(u"previous"_s, [this] { moveItem(-1); });
    on(u"next"_s, [this] { moveItem(1); });
    on(u"preview"_s, [this] { showTab(PreviewTab); });
    on(u"changes"_s, [this] { showTab(ChangesTab); });
    on(u"fields"_s, [this] { showTab(FieldsTab); });
    on(u"message"_s, [this] { m_editor->addMessage(); });
    on(u"go"_s, [this] { goOn(); });
    connect(m_editor, &TemplateEditor::changed, this, &TemplateDialog::takeEdit);
    connect(m_number, &QSpinBox::valueChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_soon, &QTimer::timeout, this, &TemplateDialog::loadPreview);
    connect(m_against, &QComboBox::currentIndexChanged, this, &TemplateDialog::showChanges);
    new DialogKeys(actions, this, u"templateedit"_s);
}

void TemplateDialog::showTab(Tab tab)
{
    m_tabs->setCurrent(tab);
    m_pages->setCurrentIndex(tab);
}

void TemplateDialog::beginEditing()
{
    m_isEditing = true;
    const bool isCopy = m_versions.last().isBuiltIn;
    m_editor->setReadOnly(false);
    m_title->setReadOnly(false);
    m_id->setReadOnly(!isCopy);
    m_addMessage->action()->setEnabled(true);
    m_against->setCurrentIndex(0);
    if (isCopy) {
        message()->showMessage(MessageBar::Severity::Info,
                               tr("This is a copy for this project; the built-in template stays."),
                               tr("Under the same id it takes its place for judges that ask with the newest "
                                  "version. With another "
                                  "id it is a template of its own, which judges have to name."));
    }
    takeEdit();
    m_editor->focusFirst();
}

PromptTemplate TemplateDialog::edited() const
{
    PromptTemplate out = m_editor->edited();
    out.id = m_id->text().trimmed();
    out.title = m_title->text().trimmed();
    out.isBuiltIn = false;
    return out;
}

void TemplateDialog::takeEdit()
{
    if (m_fields == nullptr || m_goButton == nullptr) {
        return; // not built yet
    }
    m_fields->setTemplate(edited());
    showChanges();
    updateFooter();
    m_soon.start();
}

void TemplateDialog::loadPreview()
{
    whenFinished(m_context.store->readAsync([one = edited(), number = qint64(m_number->value())](
                                                Session& session) -> Result<TemplatePreview> {
        return previewTemplate(session, one, number);
    }),
                 this, [this, generation = ++m_generation](const Result<TemplatePreview>& preview) {
                     if (generation == m_generation) {
                         showPreview(preview);
                     }
                 });
}

void TemplateDialog::showPreview(const Result<TemplatePreview>& preview)
{
    if (!preview) {
        m_previewWords->setStyle(Text::Caption, Color::Warn);
        m_previewWords->setText(preview.error().message);
        m_preview->clear();
        return;
    }
    const QSignalBlocker quiet(m_number);
    m_number->setMaximum(static_cast<int>(std::max<qint64>(1, preview->count)));
    m_number->setValue(static_cast<int>(preview->number));
    m_previewWords->setStyle(Text::Caption, Color::Text2);
    QString words =
        tr("%1 of %2: %3")
            .arg(groupedNumber(preview->number), groupedNumber(preview->count), preview->itemTitle);
    if (preview->hasStandIns) {
        words += u' ' + tr("What an earlier step would answer is named in ‹ ›.");
    }
    m_previewWords->setText(words);
    m_preview->setPlainText(messagesText(preview->messages));
    m_context.actions.action(u"templateedit.previous"_s)->setEnabled(preview->number > 1);
    m_context.actions.action(u"templateedit.next"_s)->setEnabled(preview->number < preview->count);
}

void TemplateDialog::moveItem(int step)
{
    m_number->setValue(m_number->value() + step);
    m_soon.stop();
    loadPreview();
}

void TemplateDialog::showChanges()
{
    const qsizetype at = m_against->currentData().toLongLong();
    const PromptTemplate now = edited();
    m_diff->setVersions(m_versions.at(at), now);
    if (m_diff->added() + m_diff->removed() > 0) {
        m_changeWords->setText(tr("%1 added, %2 removed")
                                   .arg(tr("%n line(s)", nullptr, m_diff->added()),
                                        tr("%n line(s)", nullptr, m_diff->removed())));
    } else {
        m_changeWords->setText(
            m_versions.size() == 1 && !m_isEditing
                ? tr("There is one version only. Make a copy to edit, and its changes show here.")
                : tr("The words are the same."));
    }
}

void TemplateDialog::updateFooter()
{
    QAction* go = m_goButton->action();
    if (!m_isEditing) {
        go->setText(m_versions.last().isBuiltIn ? tr("Make a copy to edit") : tr("Edit"));
        go->setEnabled(true);
        m_words->setText({});
        return;
    }
    const PromptTemplate now = edited();
    const bool isSame = now.id == m_versions.last().id && now.messages == m_versions.last().messages &&
                        now.title == m_versions.last().title;
    const Result<void> sound = now.check();
    const int version = now.id == m_versions.last().id ? m_versions.last().version + 1 : 1;
    go->setText(tr("Save as version %1").arg(version));
    go->setEnabled(sound.hasValue() && !isSame);
    m_words->setText(!sound   ? sound.error().message
                     : isSame ? tr("Nothing is changed yet.")
                              : tr("Labels that are there keep the version they were asked with."));
    m_words->setStyle(Text::Caption, sound ? Color::Text2 : Color::Bad);
}

void TemplateDialog::goOn()
{
    if (m_isEditing) {
        save();
    } else {
        beginEditing();
    }
}

void TemplateDialog::save()
{
    m_goButton->action()->setEnabled(false);
    whenFinished(m_context.store->writeAsync(
                     [one = edited()](Session& session) { return saveTemplate(session, one); }),
                 this, [this](const Result<PromptTemplate>& saved) {
                     if (saved) {
                         m_saved = *saved;
                         accept();
                         return;
                     }
                     const ErrorWords words = errorWords(saved.error());
                     message()->showMessage(MessageBar::Severity::Error, words.title,
                                            words.body.isEmpty() ? tr("Nothing was saved.") : words.body,
                                            words.details);
                     updateFooter();
                 });
}

} // namespace plumbline
