#pragma once

#include "core/domain/content.h"
#include "ui/screens/annotate/annotatecontroller.h"
#include "ui/shell/page.h"

#include <QMap>
#include <QTimer>

#include <memory>
#include <optional>

class QStackedWidget;
class QVBoxLayout;

namespace plumbline {

struct AppContext;
class AnnotateHeader;
class AnnotateStatus;
class AnswerBar;
class AnswerField;
class AnswerPanel;
class ChoicePopover;
class EmptyState;
class InfoPane;
class KeyQueue;
class MessageBar;
class PromptCard;
class SplitPane;
class SuggestionLine;

/// The annotator's page: the open item, its answer, and one quiet frame around them. Shows what
/// AnnotateController holds; panels for the kinds of items are made when first needed.
class AnnotateScreen : public Page
{
    Q_OBJECT

public:
    explicit AnnotateScreen(AppContext& context, QWidget* parent = nullptr);
    ~AnnotateScreen() override;

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QAction*> headerActions() const override;
    [[nodiscard]] QWidget* headerWidget() override;
    [[nodiscard]] QWidget* statusWidget() override;
    [[nodiscard]] QStringList actionContexts() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;
    void deactivate() override;
    /// `argument`: the id of an item.
    void open(const QString& argument) override;
    [[nodiscard]] bool isRail() const override { return true; }

    /// nullptr when no project is open or this window may not judge.
    [[nodiscard]] AnnotateController* controller() const { return m_controller.get(); }
    /// The panel of the open item; nullptr when none is open.
    [[nodiscard]] AnswerPanel* panel() const { return m_panel; }

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    // For pages that show the same work in another frame (settling what people disagree on).
    [[nodiscard]] AppContext& context() const { return m_context; }
    [[nodiscard]] EmptyState* emptyPage() const { return m_empty; }
    [[nodiscard]] const std::optional<QueueEnd>& queueEnd() const { return m_end; }
    void showEmptyPage();
    /// An item came on the screen.
    virtual void itemShown() {}
    /// Says on the empty page why the queue has ended; nothing while it has not.
    virtual void showEndWords();
    /// Offers other batches to judge from.
    virtual void chooseQueue();

    void resizeEvent(QResizeEvent* event) override;

private:
    // annotatescreen.cpp: what is shown
    void connectController();
    void showItem(Arrival arrival);
    void showEnd(QueueEnd reason);
    void showUnavailable();
    void loadOtherAnswers(const OpenItem& item);
    [[nodiscard]] AnswerPanel* panelFor(ItemKind kind);
    void setPanel(AnswerPanel* panel);
    /// Words and states of the keys that all pages of this kind share.
    void takeKeys();
    void connectPanel(AnswerPanel* panel);
    void showAnswerState();
    void showSuggestion();
    void showOverview();
    void showSaveState();
    void showFailure(const QString& text, const QString& details);
    void showNotice(const QString& text);
    void closeMessage();
    void fitToSize();
    [[nodiscard]] qint64 position() const;

    // annotatescreenahead.cpp: what is done ahead
    /// Gets the coming item ready from then on, in short steps while nothing else is to be done.
    void planAhead(int delayMs);
    void stepAhead();
    /// Between the two calls widgets come and go without being laid out.
    void pauseLayouts(bool isPaused);
    /// Brings the layouts of the window to rest now.
    static void settleLayouts();

    // annotatescreenlayout.cpp: how it is built
    void buildLayout();
    void buildCommentBox(QVBoxLayout* layout);
    void placePanel();

    // annotatescreenactions.cpp: what the person does
    void connectActions();
    void applySettings();
    void stepTextSize(int steps);
    void submit();
    void skip();
    void toggleFlag(bool isFlagged);
    void dropSuggestion();
    void openComment();
    void leaveField();
    void openPane(bool isReference, bool isOpen);
    void closePane();
    void step(bool isUndo);
    void goNeighbour(int direction);
    void offerToPanel(const QString& id);
    void changeContent(const AnnotationContent& after, const QString& field);
    void setFolded(bool isFolded);

    AppContext& m_context;
    std::unique_ptr<AnnotateController> m_controller;
    QMap<ItemKind, AnswerPanel*> m_panels;
    AnswerPanel* m_panel = nullptr;
    KeyQueue* m_keys;
    AnnotateHeader* m_header;
    AnnotateStatus* m_status;
    QWidget* m_messageBox = nullptr; ///< the bar with its margins
    MessageBar* m_message = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    SplitPane* m_outer = nullptr;
    SplitPane* m_inner = nullptr;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_contentLayout = nullptr;
    QVBoxLayout* m_leftLayout = nullptr;
    PromptCard* m_prompt = nullptr;
    InfoPane* m_info = nullptr;
    QWidget* m_commentBox = nullptr;
    AnswerField* m_comment = nullptr;
    SuggestionLine* m_suggestion = nullptr;
    AnswerBar* m_bar = nullptr;
    ChoicePopover* m_popover = nullptr;
    QTimer m_lookAgain;
    QTimer m_aheadTimer;
    std::optional<QueueEnd> m_end;
    QString m_savedText;
    bool m_hasFailure = false;
    bool m_isFoldedByPerson = false;
    bool m_isActive = false;
};

} // namespace plumbline
