// How the page of judges and endpoints is built, and its actions.
#include "ui/delegates/plaintable.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/screens/judgesetup/endpointdialog.h"
#include "ui/screens/judgesetup/endpointsmodel.h"
#include "ui/screens/judgesetup/judgedialog.h"
#include "ui/screens/judgesetup/judgerundialog.h"
#include "ui/screens/judgesetup/judgesetupscreen.h"
#include "ui/screens/judgesetup/judgesmodel.h"
#include "ui/screens/judgesetup/setuppane.h"
#include "ui/screens/judgesetup/setuptab.h"
#include "ui/screens/judgesetup/templatedialog.h"
#include "ui/screens/judgesetup/templatesmodel.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/separator.h"

#include <QAction>
#include <QHeaderView>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRow = 36;
constexpr int kTabsHeight = 40;
constexpr int kProtocolWidth = 160;
constexpr int kNameWidth = 100;
constexpr int kTemplateWidth = 130;
constexpr int kCountWidth = 64;
constexpr int kMoneyWidth = 68;
constexpr int kModelWidth = 130;
constexpr int kHostWidth = 130;
constexpr int kKeyWidth = 150;
constexpr int kDateWidth = 104;
constexpr int kAsksWidth = 210;
constexpr int kVersionWidth = 76;
constexpr int kFromWidth = 96;

CellLook judgeLook(const QModelIndex& index)
{
    CellLook look;
    look.isNumber = index.column() >= JudgesModel::LabelsColumn;
    if (index.column() == JudgesModel::NameColumn) {
        look.style = Text::Button;
    } else if (!look.isNumber) {
        look.color = Color::Text2;
    }
    return look;
}

CellLook endpointLook(const QModelIndex& index)
{
    CellLook look;
    look.color = Color::Text2;
    switch (index.column()) {
    case EndpointsModel::NameColumn:
        look.style = Text::Button;
        look.color = Color::Text;
        break;
    case EndpointsModel::KeyColumn:
        if (index.data(EndpointsModel::KeyPlaceRole).toInt() == static_cast<int>(KeyPlace::Missing)) {
            look.color = Color::Warn;
            look.icon = u"warn"_s;
            look.iconColor = Color::Warn;
        }
        break;
    case EndpointsModel::TestedColumn:
        look.color = index.data(EndpointsModel::IsTestedRole).toBool() ? Color::Text2 : Color::Warn;
        break;
    default:
        break;
    }
    return look;
}

CellLook templateLook(const QModelIndex& index)
{
    CellLook look;
    if (index.column() == TemplatesModel::TitleColumn) {
        look.style = Text::Button;
    } else {
        const bool isOwn = index.column() == TemplatesModel::FromColumn &&
                           !index.data(TemplatesModel::IsBuiltInRole).toBool();
        look.color = isOwn ? Color::AccentText : Color::Text2;
    }
    return look;
}

void setWidths(const SetupTab& tab, int stretched, const QList<int>& widths)
{
    QHeaderView* header = tab.table()->horizontalHeader();
    header->setSectionResizeMode(stretched, QHeaderView::Stretch);
    header->setMinimumSectionSize(kCountWidth);
    for (int column = 0; column < widths.size(); ++column) {
        if (column != stretched) {
            header->resizeSection(column, widths[column]);
        }
    }
}

} // namespace

void JudgeSetupScreen::addActions(ActionCollection& actions, JudgeSetupScreen* page)
{
    const PageActions here(actions, page, u"judgesetup"_s, tr("Judges and endpoints"));
    here.add(u"judgesetup.judges"_s, tr("Show the judges"), {QKeySequence(Qt::Key_1)}, {},
             [](JudgeSetupScreen& screen) { screen.showTab(JudgesTab); });
    here.add(u"judgesetup.endpoints"_s, tr("Show the endpoints"), {QKeySequence(Qt::Key_2)}, {},
             [](JudgeSetupScreen& screen) { screen.showTab(EndpointsTab); });
    here.add(u"judgesetup.templates"_s, tr("Show the prompt templates"), {QKeySequence(Qt::Key_3)}, {},
             [](JudgeSetupScreen& screen) { screen.showTab(TemplatesTab); });
    here.add(u"judgesetup.add"_s, tr("Add a judge"), {QKeySequence(Qt::Key_N)}, u"plus"_s,
             &JudgeSetupScreen::add);
    QAction* run = here.add(u"judgesetup.run"_s, tr("Run a judge"), {QKeySequence(Qt::Key_R)}, u"play"_s,
                            &JudgeSetupScreen::run);
    run->setProperty("isPrimary", true);
    here.add(u"judgesetup.edit"_s, tr("Edit"), {QKeySequence(Qt::Key_E)}, u"pen"_s, &JudgeSetupScreen::edit);
    here.add(u"judgesetup.copy"_s, tr("Make a copy"), {QKeySequence(Qt::Key_C)}, u"layers"_s,
             &JudgeSetupScreen::copy);
    here.add(u"judgesetup.test"_s, tr("Test the connection"), {QKeySequence(Qt::Key_T)}, u"play"_s,
             &JudgeSetupScreen::toggleTest);
    here.add(u"judgesetup.preview"_s, tr("See it with an item"), {QKeySequence(Qt::Key_P)}, u"eye"_s,
             [](JudgeSetupScreen& screen) { screen.openTemplate(TemplateDialog::PreviewTab, false); });
    here.add(u"judgesetup.compare"_s, tr("Compare versions"), {QKeySequence(Qt::Key_V)}, u"diff"_s,
             [](JudgeSetupScreen& screen) { screen.openTemplate(TemplateDialog::ChangesTab, false); });
    here.add(u"judgesetup.remove"_s, tr("Remove"), {QKeySequence(Qt::CTRL | Qt::Key_Backspace)}, u"x"_s,
             &JudgeSetupScreen::remove);
    EndpointDialog::addActions(actions);
    JudgeDialog::addActions(actions);
    TemplateDialog::addActions(actions);
    JudgeRunDialog::addActions(actions);
}

void JudgeSetupScreen::build()
{
    const Theme& theme = m_context.theme;
    m_message = new MessageBar(theme);
    m_message->setObjectName(u"judgesetupMessage"_s);
    m_tabs = new PillTabs(theme, {tr("Judges"), tr("Endpoints"), tr("Prompt templates")});
    m_tabs->setObjectName(u"judgesetupTabs"_s);
    m_tabs->setAccessibleName(tr("Lists"));
    m_tabs->setFixedHeight(theme.scaled(kTabsHeight));
    m_judgeTab = buildJudges();
    m_endpointTab = buildEndpoints();
    m_templateTab = buildTemplates();
    m_stack = new QStackedWidget;
    for (SetupTab* tab : {m_judgeTab, m_endpointTab, m_templateTab}) {
        m_stack->addWidget(tab);
        connect(tab, &SetupTab::currentChanged, this, &JudgeSetupScreen::showCurrent);
        connect(tab, &SetupTab::opened, this, &JudgeSetupScreen::edit);
    }
    connect(m_tabs, &PillTabs::cellChosen, this, [this](int cell) { showTab(static_cast<Tab>(cell)); });
    auto* messages = new QVBoxLayout;
    messages->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kPageMargin, 0);
    messages->addWidget(m_message);
    auto* tabs = new QHBoxLayout;
    tabs->setContentsMargins(metrics::kPageMargin - metrics::kSpace3, 0, metrics::kPageMargin, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(messages);
    column->addLayout(tabs);
    column->addWidget(new Separator(theme, Qt::Horizontal));
    column->addWidget(m_stack, 1);
    // No room is taken above the tabs while there is nothing to say.
    messages->setContentsMargins(metrics::kPageMargin, 0, metrics::kPageMargin, 0);
}

SetupTab* JudgeSetupScreen::buildJudges()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_judgePane = new SetupPane(theme, u"judgePane"_s, tr("Details of the judge"),
                                {actions.action(u"judgesetup.edit"_s), actions.action(u"judgesetup.copy"_s)});
    auto* empty = new EmptyState(
        theme, u"judge"_s, tr("There is no judge yet."),
        tr("A judge is a model that labels beside people, and is measured as they are. A simulated one needs "
           "no server."),
        actions.action(u"judgesetup.add"_s));
    empty->setObjectName(u"judgesEmpty"_s);
    auto* tab = new SetupTab(theme, m_judges, new RowDelegate(theme, judgeLook, kRow), u"judgeTable"_s,
                             tr("Judges"), m_judgePane, empty);
    setWidths(*tab, JudgesModel::NameColumn,
              {0, kProtocolWidth, kNameWidth, kTemplateWidth, kCountWidth, kMoneyWidth});
    return tab;
}

SetupTab* JudgeSetupScreen::buildEndpoints()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_endpointPane =
        new SetupPane(theme, u"endpointPane"_s, tr("Details of the endpoint"),
                      {actions.action(u"judgesetup.test"_s), actions.action(u"judgesetup.edit"_s),
                       actions.action(u"judgesetup.copy"_s), actions.action(u"judgesetup.remove"_s)});
    auto* empty = new EmptyState(theme, u"link"_s, tr("There is no endpoint yet."),
                                 tr("An endpoint is a server and a model on it: one that you run, or one "
                                    "that you pay. Its key stays in "
                                    "the keyring or in the environment, never in the project."),
                                 actions.action(u"judgesetup.add"_s));
    empty->setObjectName(u"endpointsEmpty"_s);
    auto* tab = new SetupTab(theme, m_endpoints, new RowDelegate(theme, endpointLook, kRow),
                             u"endpointTable"_s, tr("Endpoints"), m_endpointPane, empty);
    setWidths(*tab, EndpointsModel::NameColumn, {0, kModelWidth, kHostWidth, kKeyWidth, kDateWidth});
    return tab;
}

SetupTab* JudgeSetupScreen::buildTemplates()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_templatePane =
        new SetupPane(theme, u"templatePane"_s, tr("Details of the prompt template"),
                      {actions.action(u"judgesetup.edit"_s), actions.action(u"judgesetup.preview"_s),
                       actions.action(u"judgesetup.compare"_s)});
    auto* empty = new EmptyState(theme, u"note"_s, tr("The prompt templates could not be read."),
                                 tr("They come with the program. Install it again."));
    empty->setObjectName(u"templatesEmpty"_s);
    auto* tab = new SetupTab(theme, m_templates, new RowDelegate(theme, templateLook, kRow),
                             u"templateTable"_s, tr("Prompt templates"), m_templatePane, empty);
    setWidths(*tab, TemplatesModel::TitleColumn, {0, kAsksWidth, kVersionWidth, kFromWidth});
    return tab;
}

} // namespace plumbline
