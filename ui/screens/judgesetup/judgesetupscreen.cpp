#include "ui/screens/judgesetup/judgesetupscreen.h"

#include "core/base/whenfinished.h"
#include "core/jobs/jobrunner.h"
#include "core/jobs/judgejob.h"
#include "core/store/endpointrepository.h"
#include "core/store/store.h"
#include "ui/screens/judgesetup/endpointdialog.h"
#include "ui/screens/judgesetup/endpointsmodel.h"
#include "ui/screens/judgesetup/judgedialog.h"
#include "ui/screens/judgesetup/judgefacts.h"
#include "ui/screens/judgesetup/judgerundialog.h"
#include "ui/screens/judgesetup/judgesmodel.h"
#include "ui/screens/judgesetup/setuppane.h"
#include "ui/screens/judgesetup/setuptab.h"
#include "ui/screens/judgesetup/templatedialog.h"
#include "ui/screens/judgesetup/templatesmodel.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/pilltabs.h"

#include <QAction>
#include <QStackedWidget>
#include <QTableView>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

JudgeSetupScreen::JudgeSetupScreen(AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_keys(std::make_shared<KeyFinder>())
    , m_test(context.clock)
    , m_judges(new JudgesModel(this))
    , m_endpoints(new EndpointsModel(m_keys, this))
    , m_templates(new TemplatesModel(this))
{
    setObjectName(u"judgesetupScreen"_s);
    addActions(context.actions, this);
    build();
    connect(&m_test, &ConnectionTest::finished, this, &JudgeSetupScreen::takeTest);
    if (context.jobs != nullptr) {
        connect(context.jobs, &JobRunner::finished, this, [this](const Job& job) {
            if (job.kind == kJudgeJob) {
                load();
            }
        });
    }
    updateActions();
}

QString JudgeSetupScreen::pageId() const
{
    return u"judgesetup"_s;
}

QString JudgeSetupScreen::title() const
{
    return tr("Judges and endpoints");
}

QString JudgeSetupScreen::subtitle() const
{
    return tr("models that label beside people");
}

QList<QAction*> JudgeSetupScreen::headerActions() const
{
    return {m_context.actions.action(u"judgesetup.add"_s), m_context.actions.action(u"judgesetup.run"_s)};
}

QList<QWidget*> JudgeSetupScreen::panes() const
{
    return {current()->table(), current()->pane()};
}

void JudgeSetupScreen::activate()
{
    m_keys->forget();
    load();
    current()->focusList();
}

void JudgeSetupScreen::open(const QString& argument)
{
    const QString what = argument.section(u':', 0, 0);
    m_wanted = argument.section(u':', 1);
    m_wantsRun = what == "run"_L1;
    if (what == "endpoints"_L1) {
        showTab(EndpointsTab);
    } else if (what == "templates"_L1) {
        showTab(TemplatesTab);
    } else if (!what.isEmpty()) {
        showTab(JudgesTab);
    }
    load();
}

SetupTab* JudgeSetupScreen::current() const
{
    return m_tab == JudgesTab ? m_judgeTab : m_tab == EndpointsTab ? m_endpointTab : m_templateTab;
}

const JudgeListRow* JudgeSetupScreen::judge() const
{
    const int row = m_judgeTab->row();
    return row >= 0 && row < m_judges->rows().size() ? &m_judges->rows().at(row) : nullptr;
}

const EndpointRow* JudgeSetupScreen::endpoint() const
{
    const int row = m_endpointTab->row();
    return row >= 0 && row < m_endpoints->rows().size() ? &m_endpoints->rows().at(row) : nullptr;
}

const TemplateRow* JudgeSetupScreen::promptTemplate() const
{
    const int row = m_templateTab->row();
    return row >= 0 && row < m_templates->rows().size() ? &m_templates->rows().at(row) : nullptr;
}

void JudgeSetupScreen::load(const QString& chosen)
{
    if (m_context.store == nullptr) {
        return;
    }
    if (!chosen.isEmpty()) {
        m_wanted = chosen;
    }
    whenFinished(m_context.store->readAsync(&JudgeSetupData::read), this,
                 [this](const Result<JudgeSetupData>& data) {
                     if (data) {
                         take(*data);
                     } else {
                         Q_EMIT errorOccurred(data.error());
                     }
                 });
}

void JudgeSetupScreen::take(const JudgeSetupData& data)
{
    const QString judgeName = judge() != nullptr ? judge()->judge.annotator.name : QString();
    const QString endpointName = endpoint() != nullptr ? endpoint()->endpoint.name : QString();
    const QString templateId = promptTemplate() != nullptr ? promptTemplate()->newest.id : QString();
    const auto wanted = [this](Tab tab, const QString& before) {
        return m_tab == tab && !m_wanted.isEmpty() ? m_wanted : before;
    };
    m_data = data;
    m_isLoaded = true;
    m_judges->setRows(data.judges);
    m_endpoints->setRows(data.endpoints);
    m_templates->setRows(data.templates);
    m_judgeTab->select(m_judges->rowOf(wanted(JudgesTab, judgeName)));
    m_endpointTab->select(m_endpoints->rowOf(wanted(EndpointsTab, endpointName)));
    m_templateTab->select(m_templates->rowOf(wanted(TemplatesTab, templateId)));
    m_wanted.clear();
    m_tabs->setTexts({tr("Judges (%1)").arg(data.judges.size()),
                      tr("Endpoints (%1)").arg(data.endpoints.size()),
                      tr("Prompt templates (%1)").arg(data.templates.size())});
    m_tabs->setCurrent(m_tab);
    showCurrent();
    if (m_wantsRun) {
        m_wantsRun = false;
        run();
    }
}

void JudgeSetupScreen::showTab(Tab tab)
{
    m_tab = tab;
    m_tabs->setCurrent(tab);
    m_stack->setCurrentWidget(current());
    current()->focusList();
    showCurrent();
}

void JudgeSetupScreen::showCurrent()
{
    if (const JudgeListRow* row = judge()) {
        m_judgePane->show(row->judge.annotator.name, judgeCaption(*row), judgeFacts(*row, m_data));
    } else {
        m_judgePane->clear({});
    }
    if (const EndpointRow* row = endpoint()) {
        const bool isTesting = m_test.isRunning() && m_tested == row->endpoint.name;
        m_endpointPane->show(row->endpoint.name,
                             isTesting ? tr("Asking %1…").arg(row->endpoint.baseUrl.host())
                                       : row->endpoint.baseUrl.toString(),
                             endpointFacts(*row, m_keys->place(row->endpoint.keyName)));
    } else {
        m_endpointPane->clear({});
    }
    if (const TemplateRow* row = promptTemplate()) {
        m_templatePane->show(row->newest.title.isEmpty() ? row->newest.id : row->newest.title,
                             row->newest.notes, templateFacts(*row));
    } else {
        m_templatePane->clear({});
    }
    updateActions();
}

void JudgeSetupScreen::updateActions()
{
    const auto set = [this](const QString& id, bool isOn, const QString& text = {}) {
        QAction* action = m_context.actions.action(u"judgesetup."_s + id);
        action->setEnabled(isOn);
        if (!text.isEmpty()) {
            action->setText(text);
        }
    };
    const bool hasProject = m_context.store != nullptr;
    const bool isJudges = m_tab == JudgesTab;
    const bool isEndpoints = m_tab == EndpointsTab;
    const bool isTemplates = m_tab == TemplatesTab;
    const bool isChosen = isJudges      ? judge() != nullptr
                          : isEndpoints ? endpoint() != nullptr
                                        : promptTemplate() != nullptr;
    const bool isBuiltIn = isTemplates && isChosen && promptTemplate()->newest.isBuiltIn;
    set(u"add"_s, hasProject && (!isTemplates || isChosen),
        isJudges      ? tr("Add a judge")
        : isEndpoints ? tr("Add an endpoint")
                      : tr("Make a copy to edit"));
    set(u"edit"_s, isChosen, isBuiltIn ? tr("Make a copy to edit") : tr("Edit"));
    set(u"copy"_s, isChosen && !isTemplates);
    set(u"remove"_s, isEndpoints && isChosen);
    set(u"test"_s, isEndpoints && isChosen,
        m_test.isRunning() ? tr("Stop the test") : tr("Test the connection"));
    m_context.actions.action(u"judgesetup.test"_s)
        ->setProperty("iconName", m_test.isRunning() ? u"x"_s : u"play"_s);
    set(u"preview"_s, isTemplates && isChosen);
    set(u"compare"_s, isTemplates && isChosen);
    set(u"run"_s, m_context.jobs != nullptr && !m_judges->rows().isEmpty(),
        judge() != nullptr && isJudges ? tr("Run this judge") : tr("Run a judge"));
}

void JudgeSetupScreen::add()
{
    switch (m_tab) {
    case JudgesTab:
        openJudge(nullptr, false);
        break;
    case EndpointsTab:
        openEndpoint(nullptr, false);
        break;
    case TemplatesTab:
        openTemplate(TemplateDialog::FieldsTab, true);
        break;
    }
}

void JudgeSetupScreen::edit()
{
    switch (m_tab) {
    case JudgesTab:
        openJudge(judge(), false);
        break;
    case EndpointsTab:
        openEndpoint(endpoint(), false);
        break;
    case TemplatesTab:
        openTemplate(TemplateDialog::PreviewTab, true);
        break;
    }
}

void JudgeSetupScreen::copy()
{
    if (m_tab == JudgesTab && judge() != nullptr) {
        openJudge(judge(), true);
    } else if (m_tab == EndpointsTab && endpoint() != nullptr) {
        openEndpoint(endpoint(), true);
    }
}

void JudgeSetupScreen::openJudge(const JudgeListRow* row, bool isCopy)
{
    if (m_context.store == nullptr) {
        return;
    }
    auto* dialog = new JudgeDialog(m_context, m_keys, m_data, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (row != nullptr && isCopy) {
        dialog->copy(*row);
    } else if (row != nullptr) {
        dialog->edit(*row);
    }
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        showTab(JudgesTab);
        load(dialog->savedName());
    });
    connect(dialog, &QDialog::rejected, this, [this] { load(); }); // it may have added an endpoint
    dialog->open();
}

void JudgeSetupScreen::openEndpoint(const EndpointRow* row, bool isCopy)
{
    if (m_context.store == nullptr) {
        return;
    }
    QStringList taken;
    for (const EndpointRow& each : std::as_const(m_data.endpoints)) {
        taken << each.endpoint.name;
    }
    auto* dialog = new EndpointDialog(m_context, m_keys, taken, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (row != nullptr && isCopy) {
        LlmEndpoint copied = row->endpoint;
        copied.name = nextName(copied.name, taken);
        dialog->beginWith(copied);
    } else if (row != nullptr) {
        dialog->edit(row->endpoint);
    }
    connect(dialog, &QDialog::accepted, this, [this, dialog] { load(dialog->saved().name); });
    dialog->open();
}

void JudgeSetupScreen::openTemplate(int tab, bool isEditing)
{
    const TemplateRow* row = promptTemplate();
    if (row == nullptr || m_tab != TemplatesTab) {
        return;
    }
    whenFinished(m_context.store->readAsync(
                     [id = row->newest.id](Session& session) { return templateVersions(session, id); }),
                 this, [this, tab, isEditing](const Result<QList<PromptTemplate>>& versions) {
                     if (!versions || versions->isEmpty()) {
                         Q_EMIT errorOccurred(
                             versions ? makeError(ErrorCode::NotFound, tr("The template has gone."))
                                      : versions.error());
                         return;
                     }
                     auto* dialog = new TemplateDialog(m_context, *versions, window());
                     dialog->setAttribute(Qt::WA_DeleteOnClose);
                     dialog->showTab(static_cast<TemplateDialog::Tab>(tab));
                     if (isEditing) {
                         dialog->beginEditing();
                     }
                     connect(dialog, &QDialog::accepted, this, [this, dialog] { load(dialog->saved().id); });
                     dialog->open();
                 });
}

void JudgeSetupScreen::remove()
{
    const EndpointRow* row = endpoint();
    if (row == nullptr || m_tab != EndpointsTab) {
        return;
    }
    const QString name = row->endpoint.name;
    const QString judges =
        row->judges.isEmpty()
            ? tr("No judge asks there.")
            : tr("These judges ask there and cannot run without it: %1.").arg(row->judges.join(u", "_s));
    if (!m_context.dialogs.confirm(
            this, tr("Remove the endpoint “%1”").arg(name),
            judges + u' ' + tr("Labels that are there stay. Its key stays in the keyring."), tr("Remove"))) {
        return;
    }
    whenFinished(m_context.store->writeAsync(
                     [name](Session& session) { return EndpointRepository(session).remove(name); }),
                 this, [this](const Result<bool>& removed) {
                     if (!removed) {
                         Q_EMIT errorOccurred(removed.error());
                     }
                     load();
                 });
}

void JudgeSetupScreen::toggleTest()
{
    if (m_test.isRunning()) {
        m_test.cancel();
        m_message->showMessage(MessageBar::Severity::Info, tr("The test of “%1” was stopped.").arg(m_tested));
        showCurrent();
        return;
    }
    const EndpointRow* row = endpoint();
    if (row == nullptr) {
        return;
    }
    m_message->dismiss();
    m_tested = row->endpoint.name;
    m_test.start(row->endpoint);
    showCurrent();
}

void JudgeSetupScreen::takeTest(const ConnectionReport& report)
{
    const int at = m_endpoints->rowOf(m_tested);
    showCurrent();
    if (report.rewards) {
        m_message->showMessage(
            MessageBar::Severity::Info,
            tr("“%1” gives rewards, by %2.").arg(m_tested, rewardApiName(report.rewards->shape->api)),
            tr("A judge of the protocol “%1” can ask it.").arg(protocolWords(JudgeProtocol::RewardServer)));
        return;
    }
    if (!report.chat.abilities) {
        const Error& error = report.chat.error.error;
        m_message->showMessage(MessageBar::Severity::Error, error.message,
                               tr("“%1” stays as it was.").arg(m_tested), error.details);
        return;
    }
    if (at < 0) {
        return; // removed meanwhile
    }
    LlmEndpoint tested = m_endpoints->rows().at(at).endpoint;
    tested.abilities = *report.chat.abilities;
    m_message->showMessage(MessageBar::Severity::Info, tr("“%1” works.").arg(m_tested),
                           tr("It can do this: %1.").arg(abilitiesShort(tested.abilities)));
    whenFinished(m_context.store->writeAsync([tested](Session& session) {
        return EndpointRepository(session).save(tested.name, tested.toJson());
    }),
                 this, [this](const Result<void>& written) {
                     if (!written) {
                         Q_EMIT errorOccurred(written.error());
                     }
                     load();
                 });
}

void JudgeSetupScreen::run()
{
    if (m_context.jobs == nullptr || m_data.judges.isEmpty()) {
        return;
    }
    auto* dialog = new JudgeRunDialog(
        m_context, m_data, judge() != nullptr ? judge()->judge.annotator.name : QString(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { Q_EMIT pageRequested(u"judgeruns"_s, QString::number(dialog->job().value)); });
    dialog->open();
}

} // namespace plumbline
