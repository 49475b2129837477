#include "ui/screens/annotate/annotatescreen.h"

#include <QAction>
#include <QApplication>
#include <QResizeEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/base/whenfinished.h"
#include "core/settings/settings.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/store.h"
#include "ui/screens/annotate/annotateactions.h"
#include "ui/screens/annotate/annotateheader.h"
#include "ui/screens/annotate/annotatestatus.h"
#include "ui/screens/annotate/answerbar.h"
#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/answerpanel.h"
#include "ui/screens/annotate/choicepopover.h"
#include "ui/screens/annotate/infopane.h"
#include "ui/screens/annotate/keyqueue.h"
#include "ui/screens/annotate/panelfactory.h"
#include "ui/screens/annotate/promptcard.h"
#include "ui/screens/annotate/suggestionline.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/appcontext.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/splitpane.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMinuteSeconds = 60;
constexpr int kLookAgainMs = 15'000;
/// After the window has changed the coming item is prepared again, once it has come to rest.
constexpr int kAheadAgainMs = 200;
/// Windows narrower than this drop the median from the header.
constexpr int kHeaderCompactBelow = 1400;
/// The prompt takes at most this share of the page before it scrolls.
constexpr double kPromptShare = 0.22;
constexpr int kPromptLeast = 72;
/// Pages lower than this fold the prompt and leave the history strip out.
constexpr int kLowPage = 680;

} // namespace

AnnotateScreen::AnnotateScreen(AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_keys(new KeyQueue(this))
{
    setObjectName(u"annotateScreen"_s);
    addAnnotateActions(context.actions);
    m_header = new AnnotateHeader(context.theme, context.actions, this);
    m_status = new AnnotateStatus(context.theme, context.actions, this);
    m_header->hide();
    m_status->hide();
    buildLayout();
    m_lookAgain.setInterval(kLookAgainMs);
    connect(&m_lookAgain, &QTimer::timeout, this, [this] {
        if (m_isActive && m_controller && !m_controller->item()) {
            m_controller->openNext();
        }
    });
    m_aheadTimer.setSingleShot(true);
    connect(&m_aheadTimer, &QTimer::timeout, this, &AnnotateScreen::stepAhead);
    connect(&context.theme, &Theme::changed, this, [this] { planAhead(kAheadAgainMs); });
    if (context.store != nullptr && context.canAnnotate && context.annotator.id.isValid()) {
        m_controller = std::make_unique<AnnotateController>(*context.store, context.annotator.id,
                                                            context.settings.leaseMinutes() * kMinuteSeconds);
        connectController();
    }
    connectActions();
    qApp->installEventFilter(this);
}

AnnotateScreen::~AnnotateScreen()
{
    qApp->removeEventFilter(this);
}

// ---- the page

QString AnnotateScreen::pageId() const
{
    return u"annotate"_s;
}

QString AnnotateScreen::title() const
{
    const bool hasItem = m_controller && m_controller->item();
    return hasItem && !m_controller->item()->view.batchName.isEmpty() ? m_controller->item()->view.batchName
                                                                      : tr("My queue");
}

QString AnnotateScreen::subtitle() const
{
    return m_panel != nullptr && m_controller && m_controller->item() ? m_panel->subtitle() : QString();
}

QList<QAction*> AnnotateScreen::headerActions() const
{
    return {m_context.actions.action(u"annotate.guidelines"_s)};
}

QWidget* AnnotateScreen::headerWidget()
{
    return m_header;
}

QWidget* AnnotateScreen::statusWidget()
{
    return m_status;
}

QStringList AnnotateScreen::actionContexts() const
{
    const QStringList ofPanel = m_panel != nullptr ? m_panel->actionContexts() : QStringList();
    if (m_popover->isOpen() || ofPanel.contains(u"popover"_s)) {
        return {u"popover"_s};
    }
    return ofPanel + QStringList{u"annotate"_s};
}

QList<QWidget*> AnnotateScreen::panes() const
{
    if (m_panel == nullptr || m_stack->currentWidget() != m_outer) {
        return {m_empty};
    }
    QList<QWidget*> stops{m_bar};
    stops += m_panel->focusStops();
    stops.append(m_prompt);
    if (QWidget* side = m_panel->sidePane()) {
        stops.append(side);
    }
    if (m_info->isVisible()) {
        stops.append(m_info);
    }
    return stops;
}

void AnnotateScreen::activate()
{
    m_isActive = true;
    if (!m_controller) {
        showUnavailable();
        return;
    }
    m_controller->comeBack();
    if (!m_controller->item()) {
        m_controller->openNext();
    } else if (m_panel != nullptr) {
        takeKeys(); // another page may have had them
        m_panel->setContent(m_controller->content());
        showAnswerState();
        m_panel->focusAnswer();
    }
    showSaveState();
}

void AnnotateScreen::deactivate()
{
    m_isActive = false;
    if (!m_controller) {
        return;
    }
    if (m_panel != nullptr) {
        m_panel->finishTyping();
    }
    m_controller->leave();
}

void AnnotateScreen::open(const QString& argument)
{
    bool isNumber = false;
    const qint64 id = argument.toLongLong(&isNumber);
    if (m_controller && isNumber) {
        m_controller->openItem(ItemId{id});
    }
}

// ---- what the controller tells

void AnnotateScreen::connectController()
{
    AnnotateController* controller = m_controller.get();
    connect(controller, &AnnotateController::itemOpened, this, &AnnotateScreen::showItem);
    connect(controller, &AnnotateController::queueEnded, this, &AnnotateScreen::showEnd);
    connect(controller, &AnnotateController::overviewChanged, this, &AnnotateScreen::showOverview);
    connect(controller, &AnnotateController::saveStateChanged, this, &AnnotateScreen::showSaveState);
    connect(controller, &AnnotateController::failed, this, &AnnotateScreen::showFailure);
    connect(controller, &AnnotateController::noticed, this, &AnnotateScreen::showNotice);
    connect(controller, &AnnotateController::hinted, this, &Page::announcementRequested);
    connect(controller, &AnnotateController::recovered, this, [this] {
        m_hasFailure = false;
        closeMessage();
    });
    connect(controller, &AnnotateController::movingChanged, this, [this](bool isMoving) {
        if (isMoving) {
            m_keys->hold();
        }
    });
    connect(controller, &AnnotateController::comingItemChanged, this, [this] { planAhead(0); });
    connect(controller, &AnnotateController::released, m_keys, &KeyQueue::release);
    connect(controller, &AnnotateController::contentRestored, this, [this] {
        if (m_panel != nullptr) {
            m_panel->setContent(m_controller->content());
            m_comment->showText(m_controller->content().comment);
            showAnswerState();
            Q_EMIT announcementRequested(tr("Undone"));
        }
    });
    connect(controller, &AnnotateController::answered, this, [this](AnnotationAction action) {
        if (!m_hasFailure) {
            closeMessage();
        }
        Q_EMIT announcementRequested(action == AnnotationAction::Submit ? tr("Submitted") : tr("Skipped"));
    });
    const auto work = [](Session& session) { return BatchRepository(session).list(); };
    whenFinished(m_context.store->readAsync(work), this, [this](const Result<QList<Batch>>& batches) {
        m_header->setQueueShown(batches && batches.value().size() > 1);
    });
}

void AnnotateScreen::showItem(Arrival arrival)
{
    const OpenItem& item = *m_controller->item();
    m_lookAgain.stop();
    m_popover->dismiss();
    m_end.reset();
    pauseLayouts(true);
    setPanel(panelFor(item.view.item.kind));
    if (m_panel == nullptr) {
        pauseLayouts(false);
        m_stack->setCurrentWidget(m_empty);
        m_empty->setContent({}, tr("This item cannot be judged here yet."), tr("Press S to skip it."));
        Q_EMIT titleChanged();
        return;
    }
    m_stack->setCurrentWidget(m_outer);
    m_prompt->setPrompt(item.view.prompt, m_panel->promptTitle());
    const Prompt& prompt = item.view.prompt;
    const bool hasReference = !prompt.references.isEmpty() || !prompt.passages.isEmpty() || item.isSubmitted;
    m_prompt->setReferenceShown(hasReference && !m_panel->showsReferences());
    m_info->setItem(item.view);
    loadOtherAnswers(item);
    m_panel->setItem(item);
    m_comment->showText(item.content.comment);
    m_commentBox->setVisible(!item.content.comment.isEmpty());
    showAnswerState();
    fitToSize();
    pauseLayouts(false);
    m_panel->focusAnswer();
    Q_EMIT titleChanged();
    itemShown();
    settleLayouts();
    const QString number =
        tr("Item %1 of %2.")
            .arg(groupedNumber(position()), groupedNumber(m_controller->overview().progress.total));
    const QString undone = arrival == Arrival::Undone ? tr("Undone.") + u' ' : QString();
    const QString suggested = m_suggestion->isHidden() ? QString() : u' ' + m_suggestion->text();
    Q_EMIT announcementRequested(undone + number + u' ' + m_panel->arrivalSummary() + suggested);
}

void AnnotateScreen::loadOtherAnswers(const OpenItem& item)
{
    if (!item.isSubmitted) {
        return; // one's own answer comes first
    }
    const auto work = [id = item.view.item.id, me = m_context.annotator.id,
                       shown = item.shownOrder](Session& session) -> Result<QStringList> {
        PLUMBLINE_ASSIGN(const QList<Annotation> labels, AnnotationRepository(session).current(id));
        QStringList lines;
        for (const Annotation& label : labels) {
            if (label.annotatorId != me) {
                PLUMBLINE_ASSIGN(const Annotator who, AnnotatorRepository(session).get(label.annotatorId));
                lines.append(u"%1: %2"_s.arg(who.name, shortForm(label.content, label.action, shown)));
            }
        }
        return lines;
    };
    const ItemId id = item.view.item.id;
    whenFinished(m_context.store->readAsync(work), this, [this, id](const Result<QStringList>& lines) {
        if (lines && m_controller->item() && m_controller->item()->view.item.id == id) {
            m_info->setOtherAnswers(lines.value());
        }
    });
}

void AnnotateScreen::showEmptyPage()
{
    m_stack->setCurrentWidget(m_empty);
}

void AnnotateScreen::showEnd(QueueEnd reason)
{
    m_end = reason;
    setPanel(nullptr);
    showEmptyPage();
    showEndWords();
    m_empty->setFocus(Qt::OtherFocusReason);
    m_lookAgain.start();
    Q_EMIT titleChanged();
}

void AnnotateScreen::showEndWords()
{
    if (!m_end) {
        return;
    }
    switch (*m_end) {
    case QueueEnd::AllJudged:
        m_empty->setContent(u"check"_s,
                            tr("You have judged all %1. Thank you.")
                                .arg(groupedNumber(m_controller->overview().progress.done)),
                            tr("New items will open here by themselves."));
        break;
    case QueueEnd::NothingYet:
        m_empty->setContent({}, tr("Nothing to judge yet."),
                            tr("An item is a prompt with one or more responses. Bring some in to begin."),
                            m_context.actions.action(u"home.import"_s));
        break;
    case QueueEnd::OthersAtWork:
        m_empty->setContent(
            {}, tr("Nothing is open for you now."),
            tr("What is left is held by others, or you have skipped it. It will open here when it "
               "comes back."));
        break;
    }
}

void AnnotateScreen::showUnavailable()
{
    m_stack->setCurrentWidget(m_empty);
    if (!m_context.canAnnotate) {
        m_empty->setContent({}, tr("Another window is judging under your name."),
                            tr("Close it, or go on there. Everything else can be used here."));
    } else {
        m_empty->setContent({}, tr("Nothing to judge yet."),
                            tr("An item is a prompt with one or more responses. Open a project to begin."));
    }
}

AnswerPanel* AnnotateScreen::panelFor(ItemKind kind)
{
    AnswerPanel* panel = m_panels.value(kind);
    if (panel == nullptr) {
        panel = makeAnswerPanel(kind, PanelServices{m_context.theme, m_context.actions}, m_content);
        if (panel != nullptr) {
            m_panels.insert(kind, panel);
            connectPanel(panel);
        }
    }
    return panel;
}

void AnnotateScreen::setPanel(AnswerPanel* panel)
{
    if (panel == m_panel) {
        return;
    }
    m_panel = panel;
    placePanel();
    m_status->setKeyHints(panel != nullptr ? panel->statusKeys() : QStringList());
    takeKeys();
    if (panel != nullptr) {
        panel->setMarkdown(m_context.actions.action(u"annotate.markdown"_s)->isChecked());
    }
}

void AnnotateScreen::takeKeys()
{
    const QList<ActionSpec> specs = m_context.actions.specs(u"annotate"_s);
    for (const ActionSpec& spec : specs) {
        const QString text = m_panel != nullptr ? m_panel->actionText(spec.id) : QString();
        if (spec.id != u"annotate.fold"_s) {
            m_context.actions.action(spec.id)->setText(text.isEmpty() ? spec.text : text);
        }
    }
    const bool isOpen = m_info->isVisibleTo(m_outer);
    const bool isReference = m_info->content() == InfoPane::Content::Reference;
    m_context.actions.action(u"annotate.guidelines"_s)->setChecked(isOpen && !isReference);
    m_context.actions.action(u"annotate.reference"_s)->setChecked(isOpen && isReference);
}

void AnnotateScreen::connectPanel(AnswerPanel* panel)
{
    connect(
        panel, &AnswerPanel::contentChanged, this,
        [this](const AnnotationContent& before, const AnnotationContent& after, bool, const QString& field) {
            m_controller->edit(before, after, field);
            showAnswerState();
        });
    connect(panel, &AnswerPanel::submitRequested, this, &AnnotateScreen::submit);
    connect(panel, &AnswerPanel::layoutChanged, this, [this, panel] {
        if (panel == m_panel) {
            m_bar->fit();
            m_status->setKeyHints(panel->statusKeys());
            Q_EMIT titleChanged();
        }
    });
}

void AnnotateScreen::showAnswerState()
{
    const std::optional<ContentGap> gap = m_controller->gap();
    m_bar->setGapText(gap ? m_panel->gapText(*gap) : QString());
    m_bar->setCommented(!m_panel->content().comment.isEmpty());
    m_context.actions.action(u"annotate.flag"_s)->setChecked(m_panel->content().isFlagged);
    showSuggestion();
}

void AnnotateScreen::showSuggestion()
{
    m_suggestion->show(m_controller->suggestion(), m_panel->content(), m_panel->item().shownOrder,
                       m_controller->comparison());
    m_context.actions.action(u"annotate.dropSuggestion"_s)->setEnabled(m_suggestion->isPrefilled());
}

qint64 AnnotateScreen::position() const
{
    if (!m_controller->item()) {
        return 0;
    }
    // An item that is answered already has no new number.
    const qint64 done = m_controller->overview().progress.done;
    return m_controller->item()->isSubmitted ? done : done + 1;
}

void AnnotateScreen::showOverview()
{
    const LabellingOverview& overview = m_controller->overview();
    m_header->setProgress(overview.progress, position());
    const ItemId open = m_controller->item() ? m_controller->item()->view.item.id : ItemId();
    m_status->setOverview(overview, position(), open, m_controller->canUndo());
    if (!m_controller->item()) {
        showEndWords(); // they name the count
    }
}

void AnnotateScreen::showSaveState()
{
    const std::optional<QDateTime>& saved = m_controller->draftSavedAt();
    switch (m_controller->saveState()) {
    case SaveState::Durable:
        m_savedText = saved && m_controller->item()
                          ? tr("Draft saved %1").arg(saved->toLocalTime().toString(u"HH:mm:ss"_s))
                          : tr("All answers saved");
        Q_EMIT savedStateChanged(m_savedText, true);
        break;
    case SaveState::Open:
        break; // for half a second the last words stay
    case SaveState::Saving:
        Q_EMIT savedStateChanged(tr("Saving…"), false);
        break;
    case SaveState::Failed:
        Q_EMIT savedStateChanged(tr("Not saved"), false);
        break;
    }
}

void AnnotateScreen::showFailure(const QString& text, const QString& details)
{
    m_hasFailure = true;
    m_messageBox->show();
    const qsizetype end = text.indexOf(u". "_s);
    m_message->showMessage(MessageBar::Severity::Error, end < 0 ? text : text.left(end + 1),
                           end < 0 ? QString() : text.mid(end + 2), details);
    Q_EMIT announcementRequested(text);
}

void AnnotateScreen::showNotice(const QString& text)
{
    if (!m_hasFailure) {
        m_messageBox->show();
        m_message->showMessage(MessageBar::Severity::Info, text);
    }
    Q_EMIT announcementRequested(text);
}

void AnnotateScreen::closeMessage()
{
    m_message->dismiss();
    m_messageBox->hide();
}

// ---- size and input

void AnnotateScreen::fitToSize()
{
    m_prompt->setMaximumBodyHeight(qMax(kPromptLeast, static_cast<int>(kPromptShare * height())));
    const bool isLow = height() < kLowPage;
    const bool isFolded = isLow || m_prompt->hasLongTask();
    if (!m_isFoldedByPerson && m_prompt->isFolded() != isFolded) {
        setFolded(isFolded);
    }
    m_status->setStripShown(!isLow || width() > 1100);
    m_header->setCompact(window()->width() < kHeaderCompactBelow);
    m_bar->fit();
}

void AnnotateScreen::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_popover->dismiss();
    fitToSize();
    planAhead(kAheadAgainMs);
}

bool AnnotateScreen::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
        if (m_isActive && m_controller && watched->isWidgetType() &&
            static_cast<QWidget*>(watched)->window() == window()) {
            m_controller->touch();
        }
        break;
    default:
        break;
    }
    return false;
}

} // namespace plumbline
