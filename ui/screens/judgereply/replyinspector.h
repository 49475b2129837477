#pragma once

#include "ui/dialogs/dialogframe.h"
#include "ui/screens/judgereply/inspectedwork.h"
#include "ui/shell/appcontext.h"

class QFormLayout;
class QStackedWidget;
class QTableView;

namespace plumbline {

class ActionCollection;
class BarChart;
class CallsModel;
class PillTabs;
class RawTextView;
class ThemedLabel;

/// What a judge was asked about an item, what it answered, and how that was read: each call with its prompt,
/// the raw reply, the verdict or the fault, how likely the tokens were, and what it cost. Everything of a
/// model is shown as plain text.
class ReplyInspector : public DialogFrame
{
    Q_OBJECT

public:
    /// `context` needs an open project.
    explicit ReplyInspector(AppContext& context, QWidget* parent = nullptr);

    static void addActions(ActionCollection& actions);
    /// Opens an inspector over the window of `parent`, which goes with it when it is closed.
    static ReplyInspector* openFor(AppContext& context, AnnotatorId judge, ItemId item, QWidget* parent);

    /// The same for a judge that is known by its name: of the first of these items on which it has a label,
    /// else of the first. Nothing opens when there is no such judge.
    static void openFor(AppContext& context, const QString& judge, const QList<ItemId>& items,
                        QWidget* parent);

    /// Reads a judge's work in the background and shows it; a newer call wins.
    void inspect(AnnotatorId judge, ItemId item);
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

Q_SIGNALS:
    void shown();
    /// The person wants to see the item among all items.
    void exploreRequested(plumbline::ItemId item);

private:
    void build();
    QWidget* buildCalls();
    QWidget* buildTexts();
    QWidget* buildFacts();
    void buildFooter();
    void fill(const InspectedWork& work);
    void fillEmpty();
    void showCall();
    void showFacts(const InspectedCall& call);
    void showTab(int tab);
    void copy(const QString& text, const QString& what);
    [[nodiscard]] const InspectedCall* current() const;
    [[nodiscard]] QString readText(const InspectedCall& call) const;

    AppContext& m_context;
    AnnotatorId m_judge;
    ItemId m_item;
    InspectedWork m_work;
    bool m_isLoaded = false;
    ThemedLabel* m_verdict = nullptr;
    ThemedLabel* m_note = nullptr;
    CallsModel* m_model = nullptr;
    QTableView* m_calls = nullptr;
    PillTabs* m_tabs = nullptr;
    ThemedLabel* m_legend = nullptr;
    QStackedWidget* m_stack = nullptr;
    RawTextView* m_prompt = nullptr;
    RawTextView* m_reply = nullptr;
    RawTextView* m_read = nullptr;
    QFormLayout* m_facts = nullptr;
    ThemedLabel* m_tokensTitle = nullptr;
    BarChart* m_tokens = nullptr;
    ThemedLabel* m_copied = nullptr;
};

} // namespace plumbline
