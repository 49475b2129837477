// What the person does on the page of AnnotateScreen; see annotatescreen.h.

#include <QAction>

#include "core/base/whenfinished.h"
#include "core/settings/settings.h"
#include "core/store/batchrepository.h"
#include "core/store/store.h"
#include "ui/screens/annotate/annotateheader.h"
#include "ui/screens/annotate/annotatescreen.h"
#include "ui/screens/annotate/annotatestatus.h"
#include "ui/screens/annotate/answerbar.h"
#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/answerpanel.h"
#include "ui/screens/annotate/choicepopover.h"
#include "ui/screens/annotate/infopane.h"
#include "ui/screens/annotate/promptcard.h"
#include "ui/screens/annotate/suggestionline.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/appcontext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/splitpane.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Under which name the settings keep the width of a pane.
QString splitterKey(InfoPane::Content content)
{
    return content == InfoPane::Content::Reference ? u"annotate.reference"_s : u"annotate.guidelines"_s;
}

} // namespace

void AnnotateScreen::connectActions()
{
    const auto on = [this](const QString& id, auto slot) {
        connect(m_context.actions.action(id), &QAction::triggered, this, [this, slot](bool isChecked) {
            if (isVisible() && m_controller) {
                slot(isChecked);
            }
        });
    };
    on(u"annotate.submit"_s, [this](bool) { submit(); });
    on(u"annotate.skip"_s, [this](bool) { skip(); });
    on(u"annotate.flag"_s, [this](bool isChecked) { toggleFlag(isChecked); });
    on(u"annotate.dropSuggestion"_s, [this](bool) { dropSuggestion(); });
    on(u"annotate.undo"_s, [this](bool) { step(true); });
    on(u"annotate.redo"_s, [this](bool) { step(false); });
    on(u"annotate.previous"_s, [this](bool) { goNeighbour(-1); });
    on(u"annotate.next"_s, [this](bool) { goNeighbour(1); });
    on(u"annotate.queue"_s, [this](bool) { chooseQueue(); });
    on(u"annotate.guidelines"_s, [this](bool isChecked) { openPane(false, isChecked); });
    on(u"annotate.fold"_s, [this](bool) {
        m_isFoldedByPerson = true;
        setFolded(!m_prompt->isFolded());
    });
    on(u"annotate.markdown"_s, [this](bool isChecked) { m_context.settings.setRendersMarkdown(isChecked); });
    on(u"annotate.larger"_s, [this](bool) { stepTextSize(1); });
    on(u"annotate.smaller"_s, [this](bool) { stepTextSize(-1); });
    on(u"annotate.pace"_s, [this](bool isChecked) { m_context.settings.setShowsPace(isChecked); });
    connect(&m_context.settings, &Settings::changed, this, &AnnotateScreen::applySettings);
    connect(m_outer, &QSplitter::splitterMoved, this, [this] {
        m_context.settings.setSplitterSizes(splitterKey(m_info->content()), m_outer->sizes());
    });
    const QStringList offered = {u"critique"_s,   u"comment"_s,        u"confidence"_s,      u"reference"_s,
                                 u"unfold"_s,     u"clear"_s,          u"scrollDown"_s,      u"scrollUp"_s,
                                 u"leaveField"_s, u"scrollUpSecond"_s, u"scrollDownSecond"_s};
    for (const QString& name : offered) {
        const QString id = u"annotate."_s + name;
        on(id, [this, id](bool) { offerToPanel(id); });
    }
    applySettings();
    connect(m_bar, &AnswerBar::submitClicked, this, &AnnotateScreen::submit);
    connect(m_info, &InfoPane::closeRequested, this, &AnnotateScreen::closePane);
    connect(m_status, &AnnotateStatus::itemChosen, this, [this](ItemId item) {
        if (m_controller) {
            m_controller->openItem(item);
        }
    });
    connect(m_comment, &AnswerField::textEdited, this, [this](const QString& text) {
        if (m_panel != nullptr) {
            AnnotationContent after = m_panel->content();
            after.comment = text;
            changeContent(after, u"comment"_s);
        }
    });
    connect(m_popover, &ChoicePopover::chosen, this, [this](const QString& id) {
        if (id.startsWith("batch:"_L1)) {
            QueueFilter filter;
            const qint64 batch = id.mid(6).toLongLong();
            if (batch > 0) {
                filter.batches = {BatchId{batch}};
            }
            m_controller->setFilter(filter);
            m_controller->openNext();
            return;
        }
        m_controller->skip(id);
    });
}

void AnnotateScreen::applySettings()
{
    const bool isMarkdown = m_context.settings.rendersMarkdown();
    m_context.actions.action(u"annotate.markdown"_s)->setChecked(isMarkdown);
    if (m_panel != nullptr) {
        m_panel->setMarkdown(isMarkdown);
        planAhead(0);
    }
    const bool showsPace = m_context.settings.showsPace();
    m_context.actions.action(u"annotate.pace"_s)->setChecked(showsPace);
    m_header->setPaceShown(showsPace);
}

void AnnotateScreen::stepTextSize(int steps)
{
    m_context.theme.stepResponseSize(steps);
    m_context.settings.setResponseTextSize(m_context.theme.responseSize());
}

void AnnotateScreen::submit()
{
    if (!m_controller) {
        return;
    }
    if (m_panel == nullptr || !m_controller->item()) {
        m_controller->openNext();
        return;
    }
    m_panel->finishTyping();
    if (const std::optional<ContentGap> gap = m_controller->gap()) {
        m_panel->goToGap(*gap);
        Q_EMIT announcementRequested(m_panel->gapText(*gap));
        m_controller->retryDraft();
        return;
    }
    m_controller->submit();
}

void AnnotateScreen::skip()
{
    if (!m_controller->item()) {
        return;
    }
    if (m_panel != nullptr) {
        m_panel->finishTyping();
    }
    QList<ChoicePopover::Choice> choices;
    for (const Choice& reason : m_controller->item()->view.schema.definition.skipReasons) {
        choices.append({reason.id, reason.name, false});
    }
    if (choices.isEmpty() || m_panel == nullptr) {
        m_controller->skip({});
    } else {
        m_popover->openAt(m_bar->skipButton(), tr("Why skip this one?"), choices);
    }
}

void AnnotateScreen::toggleFlag(bool isFlagged)
{
    if (m_panel == nullptr || !m_controller->item()) {
        return;
    }
    AnnotationContent after = m_panel->content();
    after.isFlagged = isFlagged;
    changeContent(after, {});
}

void AnnotateScreen::dropSuggestion()
{
    if (m_panel != nullptr && m_suggestion->isPrefilled()) {
        m_panel->finishTyping();
        changeContent(suggestionDropped(m_panel->content()), {});
        m_panel->focusAnswer();
    }
}

void AnnotateScreen::changeContent(const AnnotationContent& after, const QString& field)
{
    const AnnotationContent before = m_panel->content();
    if (before == after || m_controller->isMoving()) {
        return;
    }
    m_panel->setContent(after);
    m_controller->edit(before, after, field);
    showAnswerState();
}

void AnnotateScreen::offerToPanel(const QString& id)
{
    if (m_panel != nullptr && m_panel->takeAction(id)) {
        if (id == u"annotate.reference"_s) {
            m_context.actions.action(id)->setChecked(false);
        } else if (id == u"annotate.leaveField"_s) {
            leaveField();
        }
        return;
    }
    if (id == u"annotate.comment"_s) {
        openComment();
    } else if (id == u"annotate.leaveField"_s) {
        leaveField();
    } else if (id == u"annotate.reference"_s) {
        openPane(true, m_context.actions.action(id)->isChecked());
    }
}

void AnnotateScreen::openComment()
{
    if (m_panel != nullptr) {
        m_commentBox->show();
        m_comment->setFocus(Qt::OtherFocusReason);
    }
}

void AnnotateScreen::leaveField()
{
    if (m_panel == nullptr) {
        return;
    }
    m_commentBox->setVisible(!m_panel->content().comment.isEmpty());
    if (!m_hasFailure) {
        closeMessage();
    }
    m_panel->focusAnswer();
}

void AnnotateScreen::openPane(bool isReference, bool isOpen)
{
    QAction* guidelines = m_context.actions.action(u"annotate.guidelines"_s);
    QAction* reference = m_context.actions.action(u"annotate.reference"_s);
    guidelines->setChecked(!isReference && isOpen);
    reference->setChecked(isReference && isOpen);
    const bool wasOpen = m_info->isVisible();
    if (isOpen) {
        m_info->show(isReference ? InfoPane::Content::Reference : InfoPane::Content::Guidelines);
    }
    m_info->setVisible(isOpen);
    if (isOpen && !wasOpen) {
        const int first = isReference ? metrics::kPaneDetails : metrics::kPaneGuidelines;
        const QList<int> kept = m_context.settings.splitterSizes(splitterKey(m_info->content()));
        const int pane = kept.size() == 2 && kept.last() > 0 ? kept.last() : first;
        m_outer->setSizes({qMax(1, m_outer->width() - pane), pane});
    }
    fitToSize();
}

void AnnotateScreen::closePane()
{
    openPane(false, false);
    if (m_panel != nullptr) {
        m_panel->focusAnswer();
    }
}

void AnnotateScreen::step(bool isUndo)
{
    if (m_panel != nullptr) {
        m_panel->finishTyping();
    }
    if (isUndo) {
        m_controller->undo();
    } else {
        m_controller->redo();
    }
}

void AnnotateScreen::goNeighbour(int direction)
{
    const QList<HistoryEntry>& history = m_controller->overview().history;
    qsizetype here = history.size();
    if (m_controller->item()) {
        const ItemId open = m_controller->item()->view.item.id;
        for (qsizetype index = 0; index < history.size(); ++index) {
            here = history.at(index).itemId == open ? index : here;
        }
    }
    const qsizetype target = here + direction;
    if (target < 0) {
        return;
    }
    if (m_panel != nullptr) {
        m_panel->finishTyping();
    }
    if (target < history.size()) {
        m_controller->openItem(history.at(target).itemId);
    } else if (here < history.size() || !m_controller->item()) {
        m_controller->openNext();
    }
}

void AnnotateScreen::chooseQueue()
{
    const auto work = [](Session& session) { return BatchRepository(session).list(); };
    whenFinished(m_context.store->readAsync(work), this, [this](const Result<QList<Batch>>& batches) {
        if (!batches || !isVisible()) {
            return;
        }
        const QList<BatchId> chosen = m_controller->filter().batches;
        QList<ChoicePopover::Choice> choices{{u"batch:0"_s, tr("All batches"), chosen.isEmpty()}};
        for (const Batch& batch : batches.value()) {
            if (batch.isOpen) {
                choices.append({u"batch:%1"_s.arg(batch.id.value), batch.name, chosen.contains(batch.id)});
            }
        }
        QWidget* anchor = m_header->isVisible() ? static_cast<QWidget*>(m_header->queueButton()) : m_prompt;
        m_popover->openAt(anchor, tr("Judge from"), choices);
    });
}

void AnnotateScreen::setFolded(bool isFolded)
{
    m_prompt->setFolded(isFolded);
    m_context.actions.action(u"annotate.fold"_s)->setText(isFolded ? tr("Unfold") : tr("Fold"));
}

} // namespace plumbline
