// The actions of the span panel: what its keys and buttons do.

#include "ui/screens/annotate/evidencepane.h"
#include "ui/screens/annotate/ratingtextcard.h"
#include "ui/screens/annotate/spancorrection.h"
#include "ui/screens/annotate/spanedits.h"
#include "ui/screens/annotate/spanpane.h"
#include "ui/screens/annotate/spanpanel.h"
#include "ui/shell/actioncollection.h"
#include "ui/textviews/responseview.h"

#include <QAction>
#include <QEvent>
#include <QListView>
#include <QScrollBar>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCategoryKeys = 9;
constexpr int kScrollLines = 3;
constexpr QStringView kSeverityKeys = u"QWERT";

QList<QKeySequence> oneKey(const QKeyCombination& key)
{
    return {QKeySequence(key)};
}

} // namespace

/// Adds an action of the context "annotate.span"; nobody is told of it yet.
QAction* SpanPanel::addAction(ActionCollection& actions, const QString& name, const QString& text,
                              const QList<QKeySequence>& keys, bool repeats, const QString& group)
{
    ActionSpec spec;
    spec.id = u"annotate.span."_s + name;
    spec.context = u"annotate.span"_s;
    spec.group = group.isNull() ? tr("Spans") : group;
    spec.text = text;
    spec.keys = keys;
    spec.repeats = repeats;
    return actions.add(spec);
}

void SpanPanel::addMoveActions(ActionCollection& actions, SpanPanel* panel)
{
    const auto on = [panel](QAction* action, auto act) {
        if (panel != nullptr) {
            connect(action, &QAction::triggered, panel, [panel, act] { act(*panel); });
        }
        return action;
    };
    const auto move = [&](const QString& name, const QString& text, Qt::KeyboardModifiers modifiers,
                          bool isRight, bool isStart) {
        const bool isCharacter = modifiers.testFlag(Qt::ShiftModifier);
        const QKeyCombination key(modifiers, isRight ? Qt::Key_Right : Qt::Key_Left);
        on(addAction(actions, name, text, oneKey(key), true),
           [isRight, isStart, isCharacter](SpanPanel& span) {
               if (isStart) {
                   span.moveStart(isRight, isCharacter);
               } else {
                   span.moveEnd(isRight, isCharacter);
               }
           });
    };
    on(addAction(actions, u"start"_s, tr("Set the start of a span"), oneKey(Qt::Key_Space)),
       [](SpanPanel& span) { span.startSpan(); });
    move(u"endRight"_s, tr("End a word on"), Qt::NoModifier, true, false);
    move(u"endLeft"_s, tr("End a word back"), Qt::NoModifier, false, false);
    move(u"endRightCharacter"_s, tr("End a character on"), Qt::ShiftModifier, true, false);
    move(u"endLeftCharacter"_s, tr("End a character back"), Qt::ShiftModifier, false, false);
    move(u"startRight"_s, tr("Start a word on"), Qt::ControlModifier, true, true);
    move(u"startLeft"_s, tr("Start a word back"), Qt::ControlModifier, false, true);
    move(u"startRightCharacter"_s, tr("Start a character on"), Qt::ControlModifier | Qt::ShiftModifier, true,
         true);
    move(u"startLeftCharacter"_s, tr("Start a character back"), Qt::ControlModifier | Qt::ShiftModifier,
         false, true);
    QAction* next = on(addAction(actions, u"next"_s, tr("Next span"), oneKey(Qt::Key_Tab)),
                       [](SpanPanel& span) { span.walk(true); });
    QAction* previous =
        on(addAction(actions, u"previous"_s, tr("Previous span"), oneKey(Qt::SHIFT | Qt::Key_Tab)),
           [](SpanPanel& span) { span.walk(false); });
    // Tab walks spans only inside the text; elsewhere it goes from control to control.
    next->setEnabled(false);
    previous->setEnabled(false);
}

void SpanPanel::addAnswerActions(ActionCollection& actions, SpanPanel* panel)
{
    const auto on = [panel](QAction* action, auto act) {
        if (panel != nullptr) {
            connect(action, &QAction::triggered, panel, [panel, act] { act(*panel); });
        }
    };
    for (int index = 0; index < kCategoryKeys; ++index) {
        QAction* action = addAction(actions, u"category%1"_s.arg(index + 1), tr("Category %1").arg(index + 1),
                                    oneKey(static_cast<Qt::Key>(Qt::Key_1 + index)), false, tr("Categories"));
        action->setCheckable(true);
        on(action, [index](SpanPanel& span) {
            span.chooseCategory(index);
            span.showBars(); // the check mark follows what is open, not the click
        });
    }
    QAction* noErrors = addAction(actions, u"noErrors"_s, tr("No errors"), oneKey(Qt::Key_0));
    noErrors->setCheckable(true);
    on(noErrors, [](SpanPanel& span) {
        span.toggleNoErrors();
        span.showBars();
    });
    for (int index = 0; index < kSeverityKeys.size(); ++index) {
        const QKeySequence key(kSeverityKeys.sliced(index, 1).toString());
        on(addAction(actions, u"severity%1"_s.arg(index + 1), tr("Severity %1").arg(index + 1), {key}, false,
                     tr("Severity")),
           [index](SpanPanel& span) { span.giveSeverity(index + 1); });
    }
    on(addAction(actions, u"evidence"_s, tr("Go to the evidence"), oneKey(Qt::Key_I)),
       [](SpanPanel& span) { span.m_pane->evidence()->focusSentences(); });
    on(addAction(actions, u"previousPassage"_s, tr("Previous passage"), oneKey(Qt::Key_BracketLeft)),
       [](SpanPanel& span) { span.m_pane->evidence()->stepPassage(-1); });
    on(addAction(actions, u"nextPassage"_s, tr("Next passage"), oneKey(Qt::Key_BracketRight)),
       [](SpanPanel& span) { span.m_pane->evidence()->stepPassage(1); });
}

void SpanPanel::addActions(ActionCollection& actions, SpanPanel* panel)
{
    addMoveActions(actions, panel);
    addAnswerActions(actions, panel);
    ActionSpec words;
    words.id = u"annotate.span.words"_s;
    words.context = u"annotate.span"_s;
    words.text = tr("Words");
    words.statusTip = tr("A selection takes whole words; Shift takes characters");
    words.isCheckable = true;
    words.keyText = tr("Shift");
    QAction* action = actions.add(words);
    action->setChecked(true);
    if (panel != nullptr) {
        connect(action, &QAction::toggled, panel, [panel](bool isOn) {
            panel->m_view->setWordMode(isOn);
            panel->showHint();
        });
    }
}

void SpanPanel::nameCategoryActions()
{
    const QList<SpanCategory>& categories = schema().categories;
    for (int index = 0; index < kCategoryKeys; ++index) {
        const bool isUsed = index < categories.size();
        QAction* action = addAction(m_actions, u"category%1"_s.arg(index + 1),
                                    isUsed ? categories.at(index).name : tr("Category %1").arg(index + 1),
                                    oneKey(static_cast<Qt::Key>(Qt::Key_1 + index)), false,
                                    isUsed ? tr("Categories") : u""_s);
        action->setCheckable(true);
        action->setEnabled(isUsed);
    }
    for (int index = 0; index < kSeverityKeys.size(); ++index) {
        const bool isUsed = index < schema().severities.size();
        QAction* action =
            addAction(m_actions, u"severity%1"_s.arg(index + 1),
                      isUsed ? schema().severities.at(index).name : tr("Severity %1").arg(index + 1),
                      {QKeySequence(kSeverityKeys.sliced(index, 1).toString())}, false,
                      isUsed ? tr("Severity") : u""_s);
        action->setEnabled(isUsed);
    }
}

bool SpanPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)) {
        const bool hasFocus = event->type() == QEvent::FocusIn;
        m_actions.action(u"annotate.span.next"_s)->setEnabled(hasFocus);
        m_actions.action(u"annotate.span.previous"_s)->setEnabled(hasFocus);
    }
    return AnswerPanel::eventFilter(watched, event);
}

bool SpanPanel::takeAction(const QString& id)
{
    if (id == "annotate.comment"_L1) {
        if (m_open < 0 && m_openMissing < 0) {
            return false; // nothing is open: the comment on the item
        }
        startNote();
    } else if (id == "annotate.reference"_L1) {
        linkEvidence();
    } else if (id == "annotate.unfold"_L1) {
        if (m_correction->isHidden()) {
            return false;
        }
        m_correction->startTyping();
    } else if (id == "annotate.clear"_L1) {
        takeAway();
    } else if (id == "annotate.critique"_L1) {
        startCritique();
    } else if (id == "annotate.confidence"_L1) {
        openConfidence();
    } else if (m_isReading && (id == "annotate.scrollDown"_L1 || id == "annotate.scrollUp"_L1)) {
        m_reader->scrollLines(id == "annotate.scrollDown"_L1 ? kScrollLines : -kScrollLines);
    } else if (id == "annotate.scrollDown"_L1 || id == "annotate.scrollUp"_L1) {
        m_view->verticalScrollBar()->triggerAction(id == "annotate.scrollDown"_L1
                                                       ? QAbstractSlider::SliderSingleStepAdd
                                                       : QAbstractSlider::SliderSingleStepSub);
    } else if (id == "annotate.scrollDownSecond"_L1 || id == "annotate.scrollUpSecond"_L1) {
        auto* list = qobject_cast<QAbstractItemView*>(m_pane->evidence()->sentenceView());
        list->verticalScrollBar()->triggerAction(id == "annotate.scrollDownSecond"_L1
                                                     ? QAbstractSlider::SliderSingleStepAdd
                                                     : QAbstractSlider::SliderSingleStepSub);
    } else if (id == "annotate.leaveField"_L1) {
        return leave();
    } else {
        return false;
    }
    return true;
}

QString SpanPanel::actionText(const QString& id) const
{
    if (id == "annotate.comment"_L1) {
        return tr("Note");
    }
    if (id == "annotate.reference"_L1) {
        return tr("Evidence");
    }
    if (id == "annotate.unfold"_L1) {
        return tr("Corrected text");
    }
    if (id == "annotate.clear"_L1) {
        return tr("Take the span away");
    }
    if (id == "annotate.markdown"_L1) {
        return tr("Read as Markdown");
    }
    return {};
}

void SpanPanel::setReading(bool isReading)
{
    if (m_isReading == isReading) {
        return;
    }
    const bool hadFocus = m_view->hasFocus() || m_reader->area()->hasFocus();
    m_isReading = isReading;
    m_view->cancelPending();
    m_view->setVisible(!isReading);
    m_reader->setVisible(isReading);
    if (hadFocus) {
        focusAnswer();
    }
    showHint();
}

bool SpanPanel::leave()
{
    if (m_isReading) {
        setReading(false);
        focusAnswer();
        return true;
    }
    const bool wasElsewhere = !m_view->hasFocus();
    if (m_view->hasPending() && !wasElsewhere) {
        m_view->cancelPending();
        return true;
    }
    if (m_correction->isTyping() && content().findEdit(0) == nullptr) {
        m_correction->setUnfolded(false);
    }
    if (wasElsewhere) {
        focusAnswer();
        showNote();
        return true;
    }
    if (m_open >= 0 || m_openMissing >= 0) {
        openSpanAt(-1);
        return true;
    }
    return false;
}

int SpanPanel::direction(bool isRight) const
{
    // The arrow to the left leads forwards in a paragraph that is written from right to left.
    const QString& text = m_view->text();
    const qint64 at = m_open >= 0 ? content().spans.at(m_open).end : m_view->cursorPosition();
    const qint64 unit = m_view->index().codePointToUtf16(at);
    const qsizetype start = unit > 0 ? text.lastIndexOf(u'\n', unit - 1) + 1 : 0;
    const qsizetype end = text.indexOf(u'\n', unit);
    const bool isRtl = QStringView(text).sliced(start, (end < 0 ? text.size() : end) - start).isRightToLeft();
    return isRight != isRtl ? 1 : -1;
}

void SpanPanel::moveEnd(bool isRight, bool isCharacter)
{
    const bool isWord = m_view->wordMode() && !isCharacter;
    m_view->moveEnd(direction(isRight), isWord ? SpanTextView::Unit::Word : SpanTextView::Unit::Character);
}

void SpanPanel::moveStart(bool isRight, bool isCharacter)
{
    const bool isWord = m_view->wordMode() && !isCharacter;
    m_view->moveStart(direction(isRight), isWord ? SpanTextView::Unit::Word : SpanTextView::Unit::Character);
}

void SpanPanel::walk(bool isForward)
{
    if (m_view->marks().isEmpty()) {
        focusNextPrevChild(isForward); // nothing to walk: on to the next control
        return;
    }
    if (isForward) {
        m_view->nextSpan();
    } else {
        m_view->previousSpan();
    }
}

} // namespace plumbline
