// What the span panel says: the sentence under the text, and the words beside Submit.

#include "ui/screens/annotate/spanedits.h"
#include "ui/screens/annotate/spanpanel.h"
#include "ui/widgets/themedlabel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr ResponseIndex kJudged = 0;
constexpr int kQuoteShown = 40;

QString shortQuote(const QString& text)
{
    const QString line = text.left(4 * kQuoteShown).simplified();
    return line.size() > kQuoteShown ? line.left(kQuoteShown - 1) + u'…' : line;
}

} // namespace

void SpanPanel::say(const QString& sentence)
{
    if (m_hint != sentence) {
        m_hint = sentence;
        m_hintLabel->setText(sentence);
    }
    Q_EMIT hintChanged();
}

void SpanPanel::showHint()
{
    if (m_isReading) {
        say(tr("The response as Markdown, to be read. M goes back to marking."));
    } else if (m_view->hasPending()) {
        say(pendingHint());
    } else if (m_open >= 0) {
        say(openSpanHint());
    } else {
        say(freeHint());
    }
}

QString SpanPanel::numberList(const QList<int>& numbers) const
{
    QStringList texts;
    for (const int number : numbers) {
        texts.append(QString::number(number));
    }
    if (texts.size() < 2) {
        return texts.join(QString());
    }
    const QString last = texts.takeLast();
    return tr("%1 and %2", "a list of numbers").arg(texts.join(u", "_s), last);
}

QString SpanPanel::pendingHint() const
{
    const auto [start, end] = m_view->pendingRange();
    if (start == end) {
        return m_view->wordMode()
                   ? tr("The span starts here. → takes a word, Shift+→ a character, Ctrl+→ moves the start, "
                        "Esc cancels.")
                   : tr("The span starts here. → takes a character, Ctrl+→ moves the start, Esc cancels.");
    }
    if (!schema().allowsOverlap) {
        if (const auto other = spanedits::spanInTheWay(content(), kJudged, start, end)) {
            return tr("Span %1 is in the way: overlaps are not allowed here. Move the end, or press Esc.")
                .arg(spanedits::numberOf(content(), *other));
        }
    }
    return tr("“%1” is selected. A digit gives the category and closes the span, Esc cancels.")
        .arg(shortQuote(m_view->index().slice(start, end)));
}

QString SpanPanel::openSpanHint() const
{
    const Span& span = content().spans.at(m_open);
    const int number = spanedits::numberOf(content(), m_open);
    const QList<int> overlaps = spanedits::overlaps(content(), m_open);
    const SpanCategory* category = schema().findCategory(span.category);
    const QString rest =
        tr("Tab goes to the next span, Ctrl+Backspace removes this one (undo brings it back).");
    if (!overlaps.isEmpty()) {
        return tr("Span %1 overlaps %2. %3").arg(number).arg(numberList(overlaps), rest);
    }
    if (category != nullptr && category->needsEvidence && span.evidence.isEmpty()) {
        const bool hasPassages = !item().view.prompt.passages.isEmpty();
        return hasPassages ? tr("Span %1 wants evidence: I goes to the sentences, V links the one in focus. "
                                "Or select an "
                                "earlier text and press V.")
                                 .arg(number)
                           : tr("Span %1 wants evidence: select the earlier text and press V.").arg(number);
    }
    if (span.severity.isEmpty() && !schema().severities.isEmpty()) {
        return tr("Span %1 is open. Q W E give its severity, ← → move its end. %2").arg(number).arg(rest);
    }
    return tr("Span %1 is open. ← → move its end. %2").arg(number).arg(rest);
}

QString SpanPanel::freeHint() const
{
    if (m_openMissing >= 0) {
        return tr("Missing information is open. Q W E give its severity, V links more sentences, "
                  "Ctrl+Backspace removes "
                  "it (undo brings it back).");
    }
    if (content().saysNoErrors) {
        return tr("There are no errors. Enter submits.");
    }
    if (content().spans.isEmpty() && content().missing.isEmpty()) {
        return schema().canSayNoErrors
                   ? tr("Space sets the start of a span, → takes words; or drag over the text. 0 says that "
                        "there are no "
                        "errors.")
                   : tr("Space sets the start of a span, → takes words; or drag over the text.");
    }
    return tr("Space sets the start of a span, Tab goes to the next span. Enter submits.");
}

QString SpanPanel::gapText(const ContentGap& gap) const
{
    if (gap.what == "spans"_L1) {
        return schema().canSayNoErrors ? tr("Mark a span, or say “No errors”") : tr("Mark at least one span");
    }
    if (gap.what == "category"_L1) {
        return tr("%n spans without a category", nullptr, gap.open);
    }
    if (gap.what == "correction"_L1) {
        const bool hasMarks = !content().spans.isEmpty() || !content().missing.isEmpty();
        return hasMarks ? tr("The corrected text is still the response")
                        : tr("The text is corrected, but nothing is marked");
    }
    if (gap.what == "critique"_L1) {
        return tr("The critique is empty");
    }
    return tr("The answer is not complete");
}

} // namespace plumbline
