// How the settings page is built.
#include "core/settings/logfilepath.h"
#include "core/settings/settings.h"
#include "ui/delegates/plaintable.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/screens/settings/keysmodel.h"
#include "ui/screens/settings/settingsscreen.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/translations.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kContentWidth = 920;
constexpr int kNameWidth = 300;
constexpr int kPathWidth = 420;
constexpr int kRow = 32;
constexpr int kTableHeight = 420;
constexpr int kGroupWidth = 180;
constexpr int kKeysWidth = 170;
constexpr int kOwnWidth = 130;
constexpr int kMostLease = 1440;

CellLook lookOf(const QModelIndex& index)
{
    CellLook look;
    switch (index.column()) {
    case KeysModel::KeysColumn:
        look.keys = index.data(KeysModel::CapsRole).toStringList();
        look.style = Text::Caption;
        look.color = Color::Text3;
        break;
    case KeysModel::ActionColumn:
        break;
    case KeysModel::OwnColumn:
        look.style = Text::Caption;
        look.color = Color::AccentText;
        break;
    default:
        look.style = Text::Caption;
        look.color = Color::Text2;
        break;
    }
    return look;
}

} // namespace

void SettingsScreen::build()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kPageMargin, metrics::kSpace6, metrics::kPageMargin,
                               metrics::kPageMargin);
    column->setSpacing(metrics::kSpace5);
    m_message = new MessageBar(m_context.theme);
    m_message->setObjectName(u"settingsMessage"_s);
    m_keysCard = buildKeys();
    for (QWidget* part : {static_cast<QWidget*>(m_message), static_cast<QWidget*>(buildAppearance()),
                          static_cast<QWidget*>(buildAnnotating()), static_cast<QWidget*>(m_keysCard),
                          static_cast<QWidget*>(buildAbout())}) {
        part->setMaximumWidth(m_context.theme.scaled(kContentWidth));
        column->addWidget(part);
    }
    column->addStretch(1);
    m_scroll = new QScrollArea;
    m_scroll->setObjectName(u"settingsScroll"_s);
    m_scroll->setAccessibleName(tr("Settings"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
}

void SettingsScreen::addRow(QVBoxLayout& column, const QString& name, const QString& hint, QWidget* control)
{
    const Theme& theme = m_context.theme;
    auto* label = new ThemedLabel(theme, name, Text::Button);
    label->setBuddy(control);
    auto* caption = new ThemedLabel(theme, hint, Text::Caption, Color::Text2);
    caption->setWordWrap(true);
    control->setAccessibleName(name);
    control->setAccessibleDescription(hint);
    auto* words = new QVBoxLayout;
    words->setSpacing(metrics::kSpace1);
    words->addWidget(label);
    if (!hint.isEmpty()) {
        words->addWidget(caption);
    } else {
        delete caption;
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace5);
    row->addLayout(words, 1);
    row->addWidget(control, 0, Qt::AlignVCenter);
    column.addLayout(row);
    column.addSpacing(metrics::kSpace3);
}

Card* SettingsScreen::buildAppearance()
{
    const Theme& theme = m_context.theme;
    Settings& settings = m_context.settings;
    auto* card = new Card(theme, tr("Appearance"));
    m_theme =
        new SegmentedControl(theme, {tr("As the desktop"), tr("Light"), tr("Dark"), tr("High contrast")});
    m_theme->setObjectName(u"settingTheme"_s);
    connect(m_theme, &SegmentedControl::cellChosen, this,
            [&settings](int cell) { settings.setTheme(static_cast<ThemeChoice>(cell)); });
    m_textSize = new SegmentedControl(theme, {u"13"_s, u"15"_s, u"17"_s, u"20"_s, u"24"_s});
    m_textSize->setObjectName(u"settingTextSize"_s);
    connect(m_textSize, &SegmentedControl::cellChosen, this, [&settings](int cell) {
        static const QList<int> kSizes{13, 15, 17, 20, 24};
        settings.setResponseTextSize(kSizes.at(cell));
    });
    m_markdown = new QCheckBox(tr("Show responses as Markdown"));
    m_markdown->setObjectName(u"settingMarkdown"_s);
    m_markdown->setAccessibleDescription(tr("M changes it while judging."));
    connect(m_markdown, &QCheckBox::toggled, this,
            [&settings](bool isOn) { settings.setRendersMarkdown(isOn); });
    m_pace = new QCheckBox(tr("Show my pace and the time left"));
    m_pace->setObjectName(u"settingPace"_s);
    connect(m_pace, &QCheckBox::toggled, this, [&settings](bool isOn) { settings.setShowsPace(isOn); });
    m_language = new QComboBox;
    m_language->setObjectName(u"settingLanguage"_s);
    m_language->addItem(tr("As the desktop"), QString());
    const QStringList languages = translatedLanguages();
    for (const QString& code : languages) {
        const QLocale locale(code);
        m_language->addItem(code == "en"_L1 ? u"English"_s : locale.nativeLanguageName(), code);
    }
    connect(m_language, &QComboBox::currentIndexChanged, this,
            [this, &settings] { settings.setLanguage(m_language->currentData().toString()); });
    addRow(*card->body(), tr("Theme"), {}, m_theme);
    addRow(*card->body(), tr("Text size of responses"),
           tr("In pixels. Ctrl+= and Ctrl+− change it anywhere."), m_textSize);
    if (languages.size() > 1) {
        addRow(*card->body(), tr("Language"), tr("Of menus and messages, from the next start."), m_language);
    } else { // a choice of one is none
        m_language->setParent(this);
        m_language->hide();
    }
    card->body()->addWidget(m_markdown);
    card->body()->addWidget(m_pace);
    return card;
}

Card* SettingsScreen::buildAnnotating()
{
    const Theme& theme = m_context.theme;
    Settings& settings = m_context.settings;
    auto* card = new Card(theme, tr("Annotating"));
    m_name = new QLineEdit;
    m_name->setObjectName(u"settingName"_s);
    m_name->setFixedWidth(theme.scaled(kNameWidth));
    m_name->setMaxLength(200);
    connect(m_name, &QLineEdit::editingFinished, this, &SettingsScreen::applyName);
    m_lease = new QSpinBox;
    m_lease->setObjectName(u"settingLease"_s);
    m_lease->setRange(1, kMostLease);
    m_lease->setSuffix(tr(" min"));
    connect(m_lease, &QSpinBox::valueChanged, this,
            [&settings](int minutes) { settings.setLeaseMinutes(minutes); });
    addRow(*card->body(), tr("Your name in this project"),
           tr("Your answers stand under it. Answers given under another name stay there."), m_name);
    addRow(*card->body(), tr("An item is kept for you"),
           tr("So long after your last key; then somebody else may get it."), m_lease);
    return card;
}

Card* SettingsScreen::buildKeys()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    auto* card = new Card(theme, tr("Keys"), tr("a key can do one thing in one place; a clash is refused"));
    const auto button = [&](const QString& id) {
        auto* made = new KeyButton(theme, actions.action(id), KeyButton::Kind::Secondary);
        made->setObjectName(id + u".button"_s);
        return made;
    };
    m_profile = new SegmentedControl(theme, {tr("Plumbline"), tr("Prodigy"), tr("Label Studio")});
    m_profile->setObjectName(u"settingProfile"_s);
    connect(m_profile, &SegmentedControl::cellChosen, this, &SettingsScreen::setProfile);
    m_search = new SearchField(theme, tr("Search the keys"), actions.keycapTexts(u"settings.search"_s));
    m_search->setObjectName(u"keySearch"_s);
    m_search->setAccessibleName(tr("Search the keys"));
    connect(m_search, &QLineEdit::textChanged, m_keys, &KeysModel::setSearch);
    connect(m_search, &SearchField::left, this, [this] { m_table->setFocus(); });
    m_table =
        makePlainTable(theme, m_keys, new RowDelegate(theme, lookOf, kRow), u"keyTable"_s, tr("Keys"), kRow);
    m_table->setFixedHeight(theme.scaled(kTableHeight));
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(KeysModel::ActionColumn, QHeaderView::Stretch);
    header->resizeSection(KeysModel::GroupColumn, kGroupWidth);
    header->resizeSection(KeysModel::KeysColumn, kKeysWidth);
    header->resizeSection(KeysModel::OwnColumn, kOwnWidth);
    // Queued: Enter itself, on its way up from the table, must not be taken for the new key.
    connect(m_table, &QTableView::activated, this, &SettingsScreen::changeKey, Qt::QueuedConnection);
    m_keyWords = new ThemedLabel(theme, tr("Choose an action and press E, or double-click it."),
                                 Text::Caption, Color::Text2);
    m_keyWords->setObjectName(u"keyWords"_s);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::kSpace3);
    foot->addWidget(m_keyWords, 1);
    foot->addWidget(button(u"settings.change"_s));
    foot->addWidget(button(u"settings.reset"_s));
    foot->addWidget(button(u"settings.resetAll"_s));
    addRow(*card->body(), tr("Profile"), tr("The default keys. What you have changed yourself stays."),
           m_profile);
    card->body()->addWidget(m_search);
    card->body()->addWidget(m_table);
    card->body()->addLayout(foot);
    const auto select = [this] {
        if (!m_table->currentIndex().isValid() && m_keys->rowCount() > 0) {
            m_table->setCurrentIndex(m_keys->index(0, 0));
        }
    };
    connect(m_keys, &QAbstractItemModel::modelReset, this, select);
    select();
    return card;
}

Card* SettingsScreen::buildAbout()
{
    auto* card = new Card(m_context.theme, tr("About"));
    const auto value = [&](const QString& objectName, const QString& text) {
        auto* field = new QLineEdit(text);
        field->setObjectName(objectName);
        field->setReadOnly(true);
        field->setFixedWidth(m_context.theme.scaled(kPathWidth));
        field->setCursorPosition(0);
        return field;
    };
    addRow(*card->body(), tr("Version"), {},
           value(u"aboutVersion"_s, tr("Plumbline %1").arg(QCoreApplication::applicationVersion())));
    addRow(*card->body(), tr("Log file"),
           tr("What went wrong, and when. It holds no keys and nothing of prompts, responses and answers."),
           value(u"aboutLog"_s, QDir::toNativeSeparators(logFilePath())));
    return card;
}

} // namespace plumbline
