#pragma once

#include "ui/screens/judgesetup/connectiontest.h"
#include "ui/screens/judgesetup/judgesetupdata.h"
#include "ui/screens/judgesetup/keyfinder.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

#include <memory>

class QStackedWidget;

namespace plumbline {

class EndpointsModel;
class JudgesModel;
class MessageBar;
class PillTabs;
class SetupPane;
class SetupTab;
class TemplatesModel;

/// Where a lead sets up judges: the judges, the endpoints that they ask at, and the prompts that they ask
/// with. From here a judge is run.
class JudgeSetupScreen : public Page
{
    Q_OBJECT

public:
    enum Tab { JudgesTab, EndpointsTab, TemplatesTab };

    explicit JudgeSetupScreen(AppContext& context, QWidget* parent = nullptr);

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, JudgeSetupScreen* page = nullptr);

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QAction*> headerActions() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;
    /// "judges", "endpoints", "templates" show a list; with ":NAME" they choose in it; "run" and "run:NAME"
    /// open the dialog of a run.
    void open(const QString& argument) override;

    [[nodiscard]] Tab tab() const { return m_tab; }
    /// What is shown; empty until it has been read.
    [[nodiscard]] const JudgeSetupData& data() const { return m_data; }

private:
    void build();
    SetupTab* buildJudges();
    SetupTab* buildEndpoints();
    SetupTab* buildTemplates();
    void load(const QString& chosen = {});
    void take(const JudgeSetupData& data);
    void showTab(Tab tab);
    void showCurrent();
    void showJudge();
    void showEndpoint();
    void showTemplate();
    void updateActions();
    void add();
    void edit();
    void copy();
    void remove();
    void toggleTest();
    void takeTest(const ConnectionReport& report);
    void openJudge(const JudgeListRow* row, bool isCopy);
    void openEndpoint(const EndpointRow* row, bool isCopy);
    void openTemplate(int tab, bool isEditing);
    void run();
    [[nodiscard]] SetupTab* current() const;
    [[nodiscard]] const JudgeListRow* judge() const;
    [[nodiscard]] const EndpointRow* endpoint() const;
    [[nodiscard]] const TemplateRow* promptTemplate() const;

    AppContext& m_context;
    std::shared_ptr<KeyFinder> m_keys; ///< dialogs may outlive the page
    ConnectionTest m_test;
    QString m_tested; ///< name of the endpoint that is being tested
    JudgeSetupData m_data;
    QString m_wanted; ///< to be chosen once it is there
    bool m_wantsRun = false;
    bool m_isLoaded = false;
    Tab m_tab = JudgesTab;
    JudgesModel* m_judges;
    EndpointsModel* m_endpoints;
    TemplatesModel* m_templates;
    MessageBar* m_message = nullptr;
    PillTabs* m_tabs = nullptr;
    QStackedWidget* m_stack = nullptr;
    SetupTab* m_judgeTab = nullptr;
    SetupTab* m_endpointTab = nullptr;
    SetupTab* m_templateTab = nullptr;
    SetupPane* m_judgePane = nullptr;
    SetupPane* m_endpointPane = nullptr;
    SetupPane* m_templatePane = nullptr;
};

} // namespace plumbline
