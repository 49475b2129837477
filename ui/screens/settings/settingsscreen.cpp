#include "ui/screens/settings/settingsscreen.h"

#include "core/base/json.h"
#include "core/base/whenfinished.h"
#include "core/settings/settings.h"
#include "core/store/annotatorrepository.h"
#include "core/store/store.h"
#include "ui/screens/settings/keycapture.h"
#include "ui/screens/settings/keysmodel.h"
#include "ui/screens/settings/settingsfile.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QLineEdit>
#include <QScrollArea>
#include <QSpinBox>
#include <QTableView>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

const QList<int>& textSizes()
{
    static const QList<int> kSizes{13, 15, 17, 20, 24};
    return kSizes;
}

} // namespace

SettingsScreen::SettingsScreen(AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_capture(new KeyCapture(this))
    , m_keys(new KeysModel(context.actions, this))
{
    setObjectName(u"settingsScreen"_s);
    addActions(context.actions, this);
    build();
    show();
    connect(&context.settings, &Settings::changed, this, &SettingsScreen::show);
    connect(m_capture, &KeyCapture::captured, this, &SettingsScreen::takeKey);
    connect(m_capture, &KeyCapture::cancelled, this, [this] {
        m_keyWords->setText(tr("Nothing was changed."));
        m_table->setFocus();
    });
}

QString SettingsScreen::pageId() const
{
    return u"settings"_s;
}

QString SettingsScreen::title() const
{
    return tr("Settings");
}

QString SettingsScreen::subtitle() const
{
    return tr("yours, on this computer; they hold at once");
}

QList<QAction*> SettingsScreen::headerActions() const
{
    return {m_context.actions.action(u"settings.import"_s), m_context.actions.action(u"settings.export"_s)};
}

QList<QWidget*> SettingsScreen::panes() const
{
    return {m_theme, m_table};
}

void SettingsScreen::addActions(ActionCollection& actions, SettingsScreen* page)
{
    const PageActions here(actions, page, u"settings"_s, tr("Settings"));
    here.add(u"settings.search"_s, tr("Search the keys"), {QKeySequence(Qt::Key_Slash)}, u"search"_s,
             [](SettingsScreen& settings) {
                 settings.m_search->setFocus();
                 settings.m_scroll->ensureWidgetVisible(settings.m_search);
             });
    here.add(u"settings.change"_s, tr("Change the key"), {QKeySequence(Qt::Key_E)}, u"key"_s,
             &SettingsScreen::changeKey);
    here.add(u"settings.reset"_s, tr("Back to the default key"), {QKeySequence(Qt::CTRL | Qt::Key_Backspace)},
             u"undo"_s, &SettingsScreen::resetKey);
    here.add(u"settings.resetAll"_s, tr("All keys back to their defaults"), {}, {},
             &SettingsScreen::resetAllKeys);
    here.add(u"settings.import"_s, tr("Load settings"), {QKeySequence(Qt::Key_I)}, u"ul"_s,
             &SettingsScreen::importSettings);
    here.add(u"settings.export"_s, tr("Save settings"), {QKeySequence(Qt::Key_W)}, u"dl"_s,
             &SettingsScreen::exportSettings);
}

void SettingsScreen::activate()
{
    show();
    m_theme->setFocus();
}

void SettingsScreen::deactivate()
{
    m_capture->stop();
    applyName();
}

void SettingsScreen::open(const QString& argument)
{
    if (argument == "keys"_L1) {
        m_table->setFocus();
        m_scroll->ensureWidgetVisible(m_keysCard, 0, 0);
        m_scroll->ensureWidgetVisible(m_search);
    } else if (argument == "person"_L1) {
        m_name->setFocus();
        m_name->selectAll();
        m_scroll->ensureWidgetVisible(m_name);
    }
}

QString SettingsScreen::projectPath() const
{
    return m_context.store != nullptr ? m_context.store->path() : QString();
}

void SettingsScreen::show()
{
    const Settings& settings = m_context.settings;
    m_theme->setValue(static_cast<int>(settings.theme()));
    m_textSize->setValue(static_cast<int>(textSizes().indexOf(settings.responseTextSize())));
    m_profile->setValue(static_cast<int>(settings.keyProfile()));
    const QSignalBlocker quietMarkdown(m_markdown);
    m_markdown->setChecked(settings.rendersMarkdown());
    const QSignalBlocker quietPace(m_pace);
    m_pace->setChecked(settings.showsPace());
    const QSignalBlocker quietLease(m_lease);
    m_lease->setValue(settings.leaseMinutes());
    const QSignalBlocker quietLanguage(m_language);
    m_language->setCurrentIndex(std::max(0, m_language->findData(settings.language())));
    if (!m_name->hasFocus()) {
        m_name->setText(m_context.annotator.name);
    }
    m_name->setEnabled(m_context.store != nullptr);
}

QString SettingsScreen::currentAction() const
{
    return m_table->currentIndex().data(KeysModel::IdRole).toString();
}

void SettingsScreen::changeKey()
{
    m_capturedFor = currentAction();
    const QAction* action = m_context.actions.action(m_capturedFor);
    if (action == nullptr) {
        return;
    }
    m_message->dismiss();
    m_keyWords->setText(tr("Press the new key for “%1”. Esc leaves it as it is.").arg(action->text()));
    Q_EMIT announcementRequested(m_keyWords->text());
    m_capture->start();
}

void SettingsScreen::takeKey(const QKeySequence& key)
{
    const Result<void> changed = m_context.actions.setUserKeys(m_capturedFor, {key});
    m_table->setFocus();
    if (!changed) {
        m_keyWords->setText(tr("Nothing was changed."));
        m_message->showMessage(MessageBar::Severity::Error, changed.error().message);
        return;
    }
    m_keyWords->setText(tr("“%1” is on %2 now.")
                            .arg(m_context.actions.action(m_capturedFor)->text(),
                                 m_context.actions.keycapTexts(m_capturedFor).join(u' ')));
    keysWereChanged();
}

void SettingsScreen::resetKey()
{
    const QString id = currentAction();
    if (const QAction* action = m_context.actions.action(id)) {
        m_context.actions.resetKeys(id);
        m_message->dismiss();
        m_keyWords->setText(tr("“%1” has its default key again.").arg(action->text()));
        keysWereChanged();
    }
}

void SettingsScreen::resetAllKeys()
{
    const qsizetype own = m_context.actions.userKeys().size();
    if (own == 0 ||
        !m_context.dialogs.confirm(this, tr("All keys back to their defaults"),
                                   tr("The keys that you changed yourself would be forgotten: %1.").arg(own),
                                   tr("Reset the keys"))) {
        return;
    }
    m_context.actions.resetAllKeys();
    m_keyWords->setText(tr("All keys are the defaults again."));
    keysWereChanged();
}

void SettingsScreen::keysWereChanged()
{
    const QHash<QString, QString> keys = m_context.actions.userKeys();
    if (keys != m_context.settings.keyOverrides()) {
        m_context.settings.setKeyOverrides(keys);
    }
}

void SettingsScreen::setProfile(int profile)
{
    m_context.settings.setKeyProfile(static_cast<KeyProfileChoice>(profile));
    m_context.actions.setProfile(static_cast<KeyProfile>(profile));
    keysWereChanged();
}

void SettingsScreen::applyName()
{
    const QString name = m_name->text().trimmed();
    if (m_context.store == nullptr || name == m_context.annotator.name) {
        return;
    }
    if (name.isEmpty()) {
        m_name->setText(m_context.annotator.name);
        return;
    }
    whenFinished(m_context.store->writeAsync([name](Session& session) {
        return AnnotatorRepository(session).findOrCreate(name, AnnotatorKind::Human);
    }),
                 this, [this, name](const Result<Annotator>& annotator) {
                     if (annotator) {
                         m_context.settings.setAnnotatorName(projectPath(), name);
                         return;
                     }
                     m_name->setText(m_context.annotator.name);
                     m_message->showMessage(MessageBar::Severity::Error,
                                            tr("You cannot be “%1”. Your name was not changed.").arg(name),
                                            annotator.error().message);
                 });
}

void SettingsScreen::exportSettings()
{
    const std::optional<QString> path = m_context.dialogs.saveFile(
        this, tr("Save settings"), tr("JSON (*.json)"), u"plumbline-settings.json"_s);
    if (!path) {
        return;
    }
    const QByteArray bytes = QJsonDocument(m_context.settings.exportJson()).toJson(QJsonDocument::Indented);
    whenFinished(writeFile(*path, bytes), this, [this, path](const Result<void>& written) {
        if (written) {
            m_message->showMessage(MessageBar::Severity::Info, tr("Your settings were saved."), *path);
        } else {
            Q_EMIT errorOccurred(written.error());
        }
    });
}

void SettingsScreen::importSettings()
{
    const std::optional<QString> path =
        m_context.dialogs.openFile(this, tr("Load settings"), tr("JSON (*.json)"));
    if (!path) {
        return;
    }
    whenFinished(readFile(*path), this, [this](const Result<QByteArray>& bytes) {
        if (bytes) {
            takeImported(*bytes);
        } else {
            Q_EMIT errorOccurred(bytes.error());
        }
    });
}

void SettingsScreen::takeImported(const QByteArray& bytes)
{
    const Result<QJsonObject> object = parseJsonObject(bytes);
    const Result<void> taken = object ? m_context.settings.importJson(*object) : Result<void>(object.error());
    if (!taken) {
        m_message->showMessage(MessageBar::Severity::Error,
                               tr("The settings were not loaded. Nothing has changed."),
                               taken.error().toString());
        return;
    }
    m_context.actions.setProfile(static_cast<KeyProfile>(m_context.settings.keyProfile()));
    m_context.actions.restoreUserKeys(m_context.settings.keyOverrides());
    m_message->showMessage(MessageBar::Severity::Info,
                           tr("The settings were loaded. They hold from now on."));
}

} // namespace plumbline
