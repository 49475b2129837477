#pragma once

#include "ui/dialogs/dialogframe.h"
#include "ui/screens/judgesetup/connectiontest.h"
#include "ui/shell/appcontext.h"

#include <QStringList>

namespace plumbline {

class EndpointForm;
class FactsView;
class KeyButton;
class KeyFinder;
class ThemedLabel;

/// Adds or changes an endpoint: its settings at the left; at the right a test of the connection, which says
/// what the server can do, or what is wrong and what to do. Accepted once it is saved.
class EndpointDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// The context has a store. `taken`: names of other endpoints.
    EndpointDialog(AppContext& context, const std::shared_ptr<KeyFinder>& keys, const QStringList& taken,
                   QWidget* parent = nullptr);

    static void addActions(ActionCollection& actions);

    /// An endpoint that is stored under this name; its name stays, since judges name it.
    void edit(const LlmEndpoint& endpoint);
    /// Begins with another one's settings, under a name of its own.
    void beginWith(const LlmEndpoint& endpoint);
    /// What was saved.
    [[nodiscard]] const LlmEndpoint& saved() const { return m_saved; }
    [[nodiscard]] const FactsView& result() const { return *m_result; }

private:
    QWidget* buildTest();
    void buildFooter();
    void toggleTest();
    void showTest(const ConnectionReport& report);
    void showKnown();
    void updateFooter();
    [[nodiscard]] Result<void> check() const;
    void save();

    AppContext& m_context;
    QStringList m_taken;
    bool m_isNew = true;
    LlmEndpoint m_saved;
    ConnectionTest m_test;
    EndpointForm* m_form = nullptr;
    ThemedLabel* m_testWords = nullptr;
    ThemedLabel* m_testHint = nullptr;
    FactsView* m_result = nullptr;
    ThemedLabel* m_words = nullptr;
    KeyButton* m_testButton = nullptr;
    KeyButton* m_saveButton = nullptr;
};

} // namespace plumbline
