// What the person does to the answer in the span panel.

#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/choicepopover.h"
#include "ui/screens/annotate/evidencepane.h"
#include "ui/screens/annotate/ratingtextcard.h"
#include "ui/screens/annotate/spanbars.h"
#include "ui/screens/annotate/spancorrection.h"
#include "ui/screens/annotate/spanedits.h"
#include "ui/screens/annotate/spanpane.h"
#include "ui/screens/annotate/spanpanel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr ResponseIndex kJudged = 0;

} // namespace

void SpanPanel::startSpan()
{
    setReading(false);
    if (!m_view->hasFocus()) {
        focusAnswer();
    }
    m_view->startSpan();
    if (!m_view->hasPending()) {
        say(tr("The response is empty: there is nothing to mark."));
    }
}

void SpanPanel::chooseCategory(int index)
{
    if (index < 0 || index >= schema().categories.size()) {
        return;
    }
    const SpanCategory category = schema().categories.at(index);
    if (category.isMissing) {
        markMissing(category);
        return;
    }
    if (m_view->hasPending()) {
        const auto [start, end] = m_view->pendingRange();
        if (start == end) {
            say(tr("The span is still empty. → takes a word, Shift+→ a character."));
        } else {
            createSpan(category, start, end);
        }
        return;
    }
    if (m_open < 0) {
        say(tr(
            "Nothing is marked yet. Space sets the start of a span, → takes words; or drag over the text."));
        return;
    }
    AnnotationContent after = content();
    after.spans[m_open].category = category.id;
    commit(after);
    m_shown = content();
    showAnswer();
}

void SpanPanel::createSpan(const SpanCategory& category, qint64 start, qint64 end)
{
    if (!schema().allowsOverlap) {
        if (const auto other = spanedits::spanInTheWay(content(), kJudged, start, end)) {
            say(tr("Span %1 is in the way: overlaps are not allowed here. Move the end, or press Esc.")
                    .arg(spanedits::numberOf(content(), *other)));
            return;
        }
    }
    Span span;
    span.response = kJudged;
    span.start = start;
    span.end = end;
    span.quote = m_view->index().slice(start, end);
    span.category = category.id;
    const spanedits::Changed changed = spanedits::withSpan(content(), span);
    commit(changed.content);
    m_shown = content();
    openSpanAt(changed.index);
}

void SpanPanel::resizeSpan(int index, qint64 start, qint64 end)
{
    if (index < 0 || index >= content().spans.size()) {
        return;
    }
    if (!schema().allowsOverlap) {
        if (const auto other = spanedits::spanInTheWay(content(), kJudged, start, end, index)) {
            showMarks();
            say(tr("Span %1 is in the way: overlaps are not allowed here.")
                    .arg(spanedits::numberOf(content(), *other)));
            return;
        }
    }
    const QString quote = m_view->index().slice(start, end);
    const spanedits::Changed changed = spanedits::resized(content(), index, start, end, quote);
    commit(changed.content, u"span bounds"_s);
    m_shown = content();
    m_open = changed.index;
    m_lastOpen = m_open;
    showAnswer();
}

void SpanPanel::markMissing(const SpanCategory& category)
{
    MissingInfo missing;
    missing.response = kJudged;
    missing.category = category.id;
    EvidencePane* evidence = m_pane->evidence();
    if (const auto sentence = evidence->sentenceInFocus()) {
        missing.evidence.passage = sentence->first;
        missing.evidence.sentences = {sentence->second};
    }
    if (m_view->hasPending()) {
        m_view->cancelPending();
    }
    const spanedits::Changed changed = spanedits::withMissing(content(), missing);
    commit(changed.content);
    m_shown = content();
    if (evidence->tab() == EvidencePane::ReferenceTab) {
        evidence->setTab(EvidencePane::EvidenceTab);
    }
    openMissingAt(changed.index);
    if (missing.evidence.isEmpty()) {
        startNote(); // no passage to point at: say in words what is missing
    }
}

void SpanPanel::giveSeverity(int rank)
{
    if (rank < 1 || rank > schema().severities.size()) {
        return;
    }
    const QString id = schema().severities.at(rank - 1).id;
    AnnotationContent after = content();
    if (m_open >= 0) {
        QString& severity = after.spans[m_open].severity;
        severity = severity == id ? QString() : id;
    } else if (m_openMissing >= 0) {
        QString& severity = after.missing[m_openMissing].severity;
        severity = severity == id ? QString() : id;
    } else {
        showBars();
        say(m_view->hasPending() ? tr("First the category: a digit gives it and closes the span.")
                                 : tr("No span is open. Tab goes to the next one, a click opens one."));
        return;
    }
    commit(after);
    m_shown = content();
    showAnswer();
}

void SpanPanel::linkEvidence()
{
    if (m_view->hasPending()) {
        linkEarlierText();
        return;
    }
    EvidencePane* evidence = m_pane->evidence();
    const auto sentence = evidence->sentenceInFocus();
    if (!sentence) {
        say(tr("This prompt has no passages. To link an earlier text, select it and press V."));
        return;
    }
    evidence->setTab(EvidencePane::EvidenceTab);
    linkSentence(sentence->first, sentence->second);
}

void SpanPanel::linkSentence(int passage, int sentence)
{
    AnnotationContent after = content();
    if (m_open >= 0) {
        after.spans[m_open].evidence = spanedits::toggled(after.spans.at(m_open).evidence, passage, sentence);
    } else if (m_openMissing >= 0) {
        after.missing[m_openMissing].evidence =
            spanedits::toggled(after.missing.at(m_openMissing).evidence, passage, sentence);
    } else {
        say(tr("No span is open. Tab goes to the next one; the category Missing marks the sentence itself."));
        return;
    }
    const bool isOtherPassage =
        m_open >= 0 && content().spans.at(m_open).evidence.passage.value_or(passage) != passage;
    commit(after);
    m_shown = content();
    showAnswer();
    m_pane->evidence()->setSentenceInFocus(passage, sentence);
    if (isOtherPassage) {
        say(tr("The evidence stands in passage %1 now. Undo brings the earlier one back.").arg(passage + 1));
    }
}

void SpanPanel::linkEarlierText()
{
    const auto [start, end] = m_view->pendingRange();
    if (start == end || m_lastOpen < 0 || m_lastOpen >= content().spans.size()) {
        say(tr("First open the span that this text is evidence for, then select the text and press V."));
        return;
    }
    const int target = m_lastOpen;
    const int number = spanedits::numberOf(content(), target);
    AnnotationContent after = content();
    after.spans[target].evidence.text = m_view->index().slice(start, end);
    m_view->cancelPending();
    commit(after);
    m_shown = content();
    openSpanAt(target);
    say(tr("The selected text is the evidence for span %1.").arg(number));
}

void SpanPanel::takeAway()
{
    if (m_view->hasPending()) {
        m_view->cancelPending();
        return;
    }
    if (m_open >= 0) {
        const int number = spanedits::numberOf(content(), m_open);
        const qint64 start = content().spans.at(m_open).start;
        commit(spanedits::withoutSpan(content(), m_open));
        m_shown = content();
        openSpanAt(-1);
        m_view->setCursorPosition(start);
        say(tr("Span %1 is taken away. Undo brings it back.").arg(number));
        return;
    }
    if (m_openMissing >= 0) {
        commit(spanedits::withoutMissing(content(), m_openMissing));
        m_shown = content();
        openMissingAt(-1);
        say(tr("The missing information is taken away. Undo brings it back."));
        return;
    }
    say(tr("No span is open. Tab goes to the next one."));
}

void SpanPanel::toggleNoErrors()
{
    if (!content().saysNoErrors && (!content().spans.isEmpty() || !content().missing.isEmpty())) {
        say(tr("Something is marked. Take the marks away before you say that there are no errors."));
        return;
    }
    AnnotationContent after = content();
    after.saysNoErrors = !after.saysNoErrors;
    commit(after);
    m_shown = content();
    m_view->cancelPending();
    showAnswer();
}

void SpanPanel::startNote()
{
    showNote(); // its heading and text
    m_note->show();
    m_fields->show();
    Q_EMIT layoutChanged();
    m_note->startTyping();
}

void SpanPanel::typeNote(const QString& text)
{
    AnnotationContent after = content();
    if (m_open >= 0) {
        after.spans[m_open].note = text;
    } else if (m_openMissing >= 0) {
        after.missing[m_openMissing].note = text;
    } else {
        return;
    }
    commit(after, m_open >= 0 ? u"note %1"_s.arg(m_open) : u"note missing %1"_s.arg(m_openMissing));
    m_shown = content();
}

void SpanPanel::startCritique()
{
    if (schema().critique == Requirement::Off) {
        say(tr("This schema does not ask for a critique."));
        return;
    }
    m_critique->show();
    m_fields->show();
    Q_EMIT layoutChanged();
    m_critique->startTyping();
}

void SpanPanel::openConfidence()
{
    QList<ChoicePopover::Choice> choices;
    for (const Choice& confidence : schema().confidences) {
        choices.append({confidence.id, confidence.name, content().confidence == confidence.id});
    }
    if (choices.isEmpty()) {
        say(tr("This schema does not ask how sure you are."));
        return;
    }
    m_confidences->openAt(m_details->confidenceAnchor(), tr("How sure are you?"), choices);
}

bool SpanPanel::goToGap(const ContentGap& gap)
{
    if (gap.what == "correction"_L1) {
        m_correction->startTyping();
        return true;
    }
    if (gap.what == "critique"_L1) {
        startCritique();
        return true;
    }
    if (gap.what == "category"_L1) {
        for (int index = 0; index < content().spans.size(); ++index) {
            if (content().spans.at(index).category.isEmpty()) {
                openSpanAt(index);
                break;
            }
        }
    }
    focusAnswer();
    return true;
}

} // namespace plumbline
