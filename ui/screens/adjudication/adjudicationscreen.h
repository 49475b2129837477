#pragma once

#include "ui/screens/adjudication/settledcount.h"
#include "ui/screens/annotate/annotatescreen.h"

namespace plumbline {

class ActionCollection;
class SplitPane;
class VotesPane;

/// An experienced person settles what others disagree on: the item as in Annotate, and beside it every vote
/// with who, when and why. The verdict is an ordinary label; it outranks the majority, because its item lies
/// in a batch for adjudication (core/domain/adjudication.h). Models are named only afterwards.
class AdjudicationScreen : public AnnotateScreen
{
    Q_OBJECT

public:
    explicit AdjudicationScreen(AppContext& context, QWidget* parent = nullptr);

    static void addActions(ActionCollection& actions, AdjudicationScreen* page = nullptr);

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QAction*> headerActions() const override;
    [[nodiscard]] QWidget* headerWidget() override;
    [[nodiscard]] QStringList actionContexts() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;
    void deactivate() override;

    [[nodiscard]] VotesPane* votesPane() const { return m_votes; }

protected:
    void itemShown() override;
    void showEndWords() override;
    /// Only batches for adjudication are judged here.
    void chooseQueue() override {}
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void readState();
    void take(const AdjudicationState& state);
    void noteAnswer(AnnotationAction action);
    void setVotesShown(bool isShown);
    void fitPane();

    AdjudicationState m_state;
    quint64 m_reading = 0; ///< of the newest request for votes; older replies are dropped
    ItemId m_lastSettled;
    bool m_isShown = false;
    bool m_wantsNext = false; ///< the page came up with nothing open
    SettledCount* m_count = nullptr;
    VotesPane* m_votes = nullptr;
    SplitPane* m_split = nullptr; ///< of the base: prompt and responses, a panel's own pane, the votes
};

} // namespace plumbline
