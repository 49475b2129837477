#include "core/base/spanoffsets.h"
#include "core/base/textboundaries.h"
#include "core/base/textindex.h"
#include "tests/support/randomtext.h"
#include "tests/ui/screens/annotate/panelhost.h"

#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/evidencepane.h"
#include "ui/screens/annotate/spanedits.h"
#include "ui/screens/annotate/spanlistmodel.h"
#include "ui/screens/annotate/spanpane.h"
#include "ui/screens/annotate/spanpanel.h"
#include "ui/widgets/categorybutton.h"

#include <QAccessible>
#include <QAction>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListView>
#include <QTest>

using namespace plumbline;
using namespace plumbline::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kAnswer =
    "The Secretary-General of the United Nations is a United States-born foreign service officer who "
    "was appointed by the General Assembly on 13 October 2006.";

OpenItem itemOf(const QString& text,
                const SchemaDefinition& schema = SchemaDefinition::builtIn(ItemKind::Span))
{
    OpenItem item;
    item.view.item.kind = ItemKind::Span;
    item.view.prompt.messages = {{u"user"_s, u"Where is the secretary general of the un from?"_s}};
    item.view.prompt.passages = {
        {u"Secretary-General"_s, {u"The post began in 1945."_s, u"It has had nine holders."_s}},
        {u"Ban Ki-moon"_s,
         {u"He was born in South Korea."_s, u"On 1 January 2007, he succeeded Kofi Annan."_s,
          u"He left office in 2016."_s}}};
    item.view.prompt.references = {u"Ban Ki-moon comes from South Korea."_s};
    Response response;
    response.turns = {text};
    item.view.responses = {response};
    for (int other = 0; other < 3; ++other) {
        response.turns = {u"Another prediction, not judged."_s};
        item.view.responses.append(response);
    }
    item.shownOrder = {2, 0, 3, 1}; // spans are on the item's first response wherever it is shown
    item.view.schema.definition = schema;
    return item;
}

OpenItem answerItem()
{
    return itemOf(QString::fromLatin1(kAnswer));
}

AnswerPanel* makeSpan(const PanelServices& services, QWidget* parent)
{
    return new SpanPanel(services, parent);
}

SpanPanel* spanPanel(const PanelHost& host)
{
    return qobject_cast<SpanPanel*>(host.panel());
}

/// Marks `words` words with a digit, starting `skipped` words after the cursor.
void mark(PanelHost& host, int skipped, int words, int digit)
{
    host.press(Qt::Key_Space);
    for (int word = 0; word < skipped; ++word) {
        host.press(Qt::Key_Right, Qt::ControlModifier);
    }
    for (int word = 0; word < words; ++word) {
        host.press(Qt::Key_Right);
    }
    host.press(Qt::Key_0 + digit);
}

/// The dev item of QA-Feedback that the reference picture shows; nothing when the set is not there.
std::optional<OpenItem> pictureItem()
{
    QFile file(qEnvironmentVariable("PLUMBLINE_SOURCE_DIR") +
               u"/../shared/data/fine_grained_rlhf/dev_feedback.json"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QJsonArray records = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue& record : records) {
        if (!record["question"_L1].toString().startsWith("Where is the secretary general of the un"_L1)) {
            continue;
        }
        OpenItem item = itemOf(record["prediction 1"_L1].toString().trimmed());
        item.view.prompt.passages.clear();
        const QJsonArray passages = record["passages"_L1].toArray();
        for (const QJsonValue& passage : passages) {
            Passage made{passage[0].toString(), {}};
            const QJsonArray sentences = passage.toArray();
            for (qsizetype index = 1; index < sentences.size(); ++index) {
                made.sentences.append(sentences.at(index).toString());
            }
            item.view.prompt.passages.append(made);
        }
        return item;
    }
    return std::nullopt;
}

} // namespace

class TstSpanPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysMakeASpan();
    void digitChangesTheOpenSpan();
    void severityNoteAndSameKeyAgain();
    void startAndEndMoveByWordsAndCharacters();
    void emptyPendingTakesNoCategory();
    void escapeCancelsThenCloses();
    void tabWalksSpansOnlyInsideTheText();
    void takingAwayNeedsControl();
    void overlapsAreNamed();
    void forbiddenOverlapNamesTheSpan();
    void missingMarksTheSentenceInFocus();
    void evidenceIsLinkedAndUnlinked();
    void earlierTextIsEvidenceToo();
    void correctionStartsFromTheResponse();
    void noErrorsExcludesMarks();
    void gapsLeadToTheirPlace();
    void undoOpensWhatItBroughtBack();
    void markdownIsReadAndNotMarked();
    void otherResponsesAreLeftAlone();
    void mouseDragsResizesAndPicks();
    void rightToLeftArrowsFollowTheText();
    void randomTextsKeepQuotesAndGraphemes_data();
    void randomTextsKeepQuotesAndGraphemes();
    void spansAreSpoken();
    void pictures();
};

void TstSpanPanel::keysMakeASpan()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    mark(host, 1, 2, 3);
    QCOMPARE(host.content().spans.size(), 1);
    const Span span = host.content().spans.at(0);
    QCOMPARE(span.response, 0);
    QCOMPARE(span.start, 4);
    QCOMPARE(span.category, u"wrong_fact"_s);
    QCOMPARE(span.quote, QString::fromLatin1(kAnswer).mid(4, span.end - span.start));
    QVERIFY(checkContent(host.content(), SchemaDefinition::builtIn(ItemKind::Span),
                         host.panel()->item().view.judgedTexts()));
    QCOMPARE(spanPanel(host)->openSpan(), 0);
    QCOMPARE(host.stepCount(), 1);
}

void TstSpanPanel::digitChangesTheOpenSpan()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    mark(host, 0, 2, 1);
    host.press(Qt::Key_4);
    QCOMPARE(host.content().spans.size(), 1);
    QCOMPARE(host.content().spans.at(0).category, u"unverifiable"_s);
}

void TstSpanPanel::severityNoteAndSameKeyAgain()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    mark(host, 0, 2, 1);
    host.press(Qt::Key_W);
    QCOMPARE(host.content().spans.at(0).severity, u"major"_s);
    host.press(Qt::Key_E);
    QCOMPARE(host.content().spans.at(0).severity, u"critical"_s);
    host.press(Qt::Key_E);
    QVERIFY(host.content().spans.at(0).severity.isEmpty());
    host.press(Qt::Key_N);
    QVERIFY(host.findChild<QWidget*>(u"spanNoteCardText"_s)->isVisible());
    host.type(u"Says 1 thing"_s);
    host.press(Qt::Key_Escape);
    QCOMPARE(host.content().spans.at(0).note, u"Says 1 thing"_s);
    QCOMPARE(host.content().spans.at(0).category, u"irrelevant"_s);
    QVERIFY(spanPanel(host)->textView()->hasFocus());
    QCOMPARE(spanPanel(host)->openSpan(), 0);
}

void TstSpanPanel::startAndEndMoveByWordsAndCharacters()
{
    PanelHost host(makeSpan);
    host.open(itemOf(u"one two three four"_s));
    mark(host, 1, 2, 1);
    QCOMPARE(host.content().spans.at(0).quote, u"two three"_s);
    host.press(Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(host.content().spans.at(0).quote, u"two thre"_s);
    host.press(Qt::Key_Right);
    QCOMPARE(host.content().spans.at(0).quote, u"two three"_s);
    host.press(Qt::Key_Right);
    QCOMPARE(host.content().spans.at(0).quote, u"two three four"_s);
    host.press(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(host.content().spans.at(0).quote, u"one two three four"_s);
    host.press(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(host.content().spans.at(0).quote, u"ne two three four"_s);
    QCOMPARE(host.content().spans.at(0).start, 1);
}

void TstSpanPanel::emptyPendingTakesNoCategory()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    host.press(Qt::Key_Space);
    host.press(Qt::Key_2);
    QVERIFY(host.content().spans.isEmpty());
    QVERIFY2(host.panel()->hintText().contains(u"still empty"_s), qPrintable(host.panel()->hintText()));
    QVERIFY(spanPanel(host)->textView()->hasPending());
}

void TstSpanPanel::escapeCancelsThenCloses()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    mark(host, 0, 1, 1);
    host.press(Qt::Key_Space);
    host.press(Qt::Key_Right);
    QVERIFY(spanPanel(host)->textView()->hasPending());
    host.press(Qt::Key_Escape);
    QVERIFY(!spanPanel(host)->textView()->hasPending());
    QCOMPARE(host.content().spans.size(), 1);
    host.press(Qt::Key_Tab);
    QCOMPARE(spanPanel(host)->openSpan(), 0);
    host.press(Qt::Key_Escape);
    QCOMPARE(spanPanel(host)->openSpan(), -1);
}

void TstSpanPanel::tabWalksSpansOnlyInsideTheText()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    mark(host, 0, 1, 1);
    mark(host, 0, 1, 2);
    mark(host, 0, 1, 4);
    QCOMPARE(spanPanel(host)->openSpan(), 2);
    host.press(Qt::Key_Tab);
    QCOMPARE(spanPanel(host)->openSpan(), 0);
    host.press(Qt::Key_Tab);
    QCOMPARE(spanPanel(host)->openSpan(), 1);
    host.press(Qt::Key_Tab, Qt::ShiftModifier);
    host.press(Qt::Key_Tab, Qt::ShiftModifier);
    QCOMPARE(spanPanel(host)->openSpan(), 2);
    host.press(Qt::Key_I);
    QVERIFY(spanPanel(host)->pane()->evidence()->hasSentenceFocus());
    QWidget* before = QApplication::focusWidget();
    host.press(Qt::Key_Tab);
    QVERIFY(QApplication::focusWidget() != before);
    QCOMPARE(spanPanel(host)->openSpan(), 2);
}

void TstSpanPanel::takingAwayNeedsControl()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    mark(host, 0, 1, 1);
    mark(host, 0, 1, 2);
    const AnnotationContent both = host.content();
    host.press(Qt::Key_Backspace);
    host.press(Qt::Key_Delete);
    QCOMPARE(host.content(), both);
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QCOMPARE(host.content().spans.size(), 1);
    QCOMPARE(host.content().spans.at(0).category, u"irrelevant"_s);
    QCOMPARE(spanPanel(host)->openSpan(), -1);
    host.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(host.content(), both);
    QCOMPARE(spanPanel(host)->openSpan(), 1); // what came back is open
}

void TstSpanPanel::overlapsAreNamed()
{
    PanelHost host(makeSpan);
    host.open(itemOf(u"one two three four five six"_s));
    mark(host, 0, 3, 1); // one two three
    host.press(Qt::Key_Escape);
    spanPanel(host)->textView()->setCursorPosition(14);
    mark(host, 0, 2, 2); // four five
    host.press(Qt::Key_Escape);
    spanPanel(host)->textView()->setCursorPosition(8);
    mark(host, 0, 2, 4); // three four
    QCOMPARE(spanedits::overlaps(host.content(), 1), (QList<int>{1, 3}));
    QCOMPARE(host.panel()->hintText(),
             u"Span 2 overlaps 1 and 3. Tab goes to the next span, Ctrl+Backspace removes this "
             "one (undo brings it back)."_s);
}

void TstSpanPanel::forbiddenOverlapNamesTheSpan()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Span);
    schema.allowsOverlap = false;
    PanelHost host(makeSpan);
    host.open(itemOf(u"one two three four"_s, schema));
    mark(host, 1, 2, 1); // two three
    host.press(Qt::Key_Escape);
    spanPanel(host)->textView()->setCursorPosition(0);
    mark(host, 0, 2, 2); // one two
    QCOMPARE(host.content().spans.size(), 1);
    QVERIFY2(host.panel()->hintText().startsWith(u"Span 1 is in the way"_s),
             qPrintable(host.panel()->hintText()));
    host.press(Qt::Key_Left); // one
    host.press(Qt::Key_2);
    QCOMPARE(host.content().spans.size(), 2);
    host.press(Qt::Key_Right); // growing it over "two" is refused too
    QCOMPARE(host.content().spans.at(0).quote, u"one"_s);
    QVERIFY2(host.panel()->hintText().startsWith(u"Span 2 is in the way"_s),
             qPrintable(host.panel()->hintText()));
}

void TstSpanPanel::missingMarksTheSentenceInFocus()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    host.press(Qt::Key_BracketRight);
    host.press(Qt::Key_I);
    host.press(Qt::Key_Down);
    host.press(Qt::Key_6);
    host.press(Qt::Key_W);
    QCOMPARE(host.content().missing.size(), 1);
    const MissingInfo missing = host.content().missing.at(0);
    QCOMPARE(missing.category, u"missing"_s);
    QCOMPARE(missing.severity, u"major"_s);
    QCOMPARE(missing.evidence.passage, std::optional(1));
    QCOMPARE(missing.evidence.sentences, QList<int>{1});
    QVERIFY(host.content().spans.isEmpty());
    host.press(Qt::Key_6); // the same sentence again is the same entry
    QCOMPARE(host.content().missing.size(), 1);
    host.press(Qt::Key_Down);
    host.press(Qt::Key_V); // one more sentence for the same entry
    QCOMPARE(host.content().missing.at(0).evidence.sentences, (QList<int>{1, 2}));
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QVERIFY(host.content().missing.isEmpty());
}

void TstSpanPanel::evidenceIsLinkedAndUnlinked()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    mark(host, 0, 2, 3);
    QVERIFY2(host.panel()->hintText().contains(u"wants evidence"_s), qPrintable(host.panel()->hintText()));
    host.press(Qt::Key_BracketRight);
    host.press(Qt::Key_V);
    QCOMPARE(host.content().spans.at(0).evidence.passage, std::optional(1));
    QCOMPARE(host.content().spans.at(0).evidence.sentences, QList<int>{0});
    host.press(Qt::Key_I);
    host.press(Qt::Key_Down);
    host.press(Qt::Key_V);
    QCOMPARE(host.content().spans.at(0).evidence.sentences, (QList<int>{0, 1}));
    host.press(Qt::Key_V);
    host.press(Qt::Key_Up);
    host.press(Qt::Key_V);
    QVERIFY(host.content().spans.at(0).evidence.isEmpty());
    const EvidencePane* evidence = spanPanel(host)->pane()->evidence();
    QCOMPARE(evidence->sentenceInFocus(), std::optional(std::pair(1, 0)));
}

void TstSpanPanel::earlierTextIsEvidenceToo()
{
    PanelHost host(makeSpan);
    host.open(itemOf(u"Paris is old. Rome is old. Paris is old."_s));
    spanPanel(host)->textView()->setCursorPosition(27);
    mark(host, 0, 3, 2);
    QCOMPARE(host.content().spans.at(0).quote, u"Paris is old"_s);
    spanPanel(host)->textView()->setOpenSpan(0);
    spanPanel(host)->textView()->setCursorPosition(0);
    host.press(Qt::Key_Space);
    host.press(Qt::Key_Right);
    host.press(Qt::Key_Right);
    host.press(Qt::Key_V);
    QCOMPARE(host.content().spans.size(), 1);
    QCOMPARE(host.content().spans.at(0).evidence.text, u"Paris is"_s);
    QCOMPARE(spanPanel(host)->openSpan(), 0);
}

void TstSpanPanel::correctionStartsFromTheResponse()
{
    PanelHost host(makeSpan);
    const QString text = u"First.\r\nSecond.\r\n"_s;
    host.open(itemOf(text));
    host.press(Qt::Key_X);
    auto* field = host.findChild<AnswerField*>(u"spanCorrectionText"_s);
    QVERIFY(field->hasFocus());
    QVERIFY(host.content().edits.isEmpty());
    host.press(Qt::Key_End, Qt::ControlModifier);
    host.type(u"Third."_s);
    QCOMPARE(host.content().edits.size(), 1);
    QCOMPARE(host.content().edits.at(0).response, 0);
    QCOMPARE(host.content().edits.at(0).text, text + u"Third."_s);
    QVERIFY(firstGap(host.content(), SchemaDefinition::builtIn(ItemKind::Span), 4,
                     host.panel()->item().view.judgedTexts()));
    QTest::mouseClick(host.findChild<QWidget*>(u"spanCorrectionReset"_s), Qt::LeftButton);
    QVERIFY(host.content().edits.isEmpty());
    host.press(Qt::Key_Escape);
    QVERIFY(spanPanel(host)->textView()->hasFocus());
}

void TstSpanPanel::noErrorsExcludesMarks()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    host.press(Qt::Key_0);
    QVERIFY(host.content().saysNoErrors);
    QVERIFY(!firstGap(host.content(), SchemaDefinition::builtIn(ItemKind::Span), 4));
    mark(host, 0, 1, 1);
    QVERIFY(!host.content().saysNoErrors);
    host.press(Qt::Key_0);
    QVERIFY(!host.content().saysNoErrors);
    QVERIFY2(host.panel()->hintText().contains(u"Take the marks away"_s),
             qPrintable(host.panel()->hintText()));
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    host.press(Qt::Key_0);
    host.press(Qt::Key_0);
    QVERIFY(host.content().isEmpty());
}

void TstSpanPanel::gapsLeadToTheirPlace()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    const auto gap = firstGap(host.content(), SchemaDefinition::builtIn(ItemKind::Span), 4);
    QVERIFY(gap);
    QCOMPARE(host.panel()->gapText(*gap), u"Mark a span, or say “No errors”"_s);
    host.press(Qt::Key_I);
    QVERIFY(host.panel()->goToGap(*gap));
    QVERIFY(spanPanel(host)->textView()->hasFocus());
}

void TstSpanPanel::undoOpensWhatItBroughtBack()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    mark(host, 0, 1, 1);
    mark(host, 0, 1, 2);
    host.press(Qt::Key_Tab);
    host.press(Qt::Key_W);
    host.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(host.content().spans.at(0).severity.isEmpty());
    QCOMPARE(spanPanel(host)->openSpan(), 0);
    host.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(host.content().spans.size(), 1);
    host.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(host.content().isEmpty());
    QCOMPARE(spanPanel(host)->openSpan(), -1);
}

void TstSpanPanel::markdownIsReadAndNotMarked()
{
    PanelHost host(makeSpan);
    host.open(itemOf(u"# Title\n\nSome **bold** words."_s));
    QAction* markdown = host.actions().action(u"annotate.markdown"_s);
    markdown->setChecked(true);
    host.press(Qt::Key_M);
    QVERIFY(spanPanel(host)->isReading());
    QVERIFY(markdown->isChecked()); // what pairs and ratings are shown as stays
    QVERIFY(!spanPanel(host)->textView()->isVisible());
    host.press(Qt::Key_Space); // marking goes on in the text as it was written
    QVERIFY(!spanPanel(host)->isReading());
    host.press(Qt::Key_Right);
    host.press(Qt::Key_Right);
    host.press(Qt::Key_1);
    QCOMPARE(host.content().spans.at(0).start, 0);
    QCOMPARE(host.content().spans.at(0).quote, u"# Title"_s);
}

void TstSpanPanel::otherResponsesAreLeftAlone()
{
    OpenItem item = answerItem();
    Span other;
    other.response = 2;
    other.end = 7;
    other.quote = u"Another"_s;
    other.category = u"irrelevant"_s;
    item.content.spans = {other};
    PanelHost host(makeSpan);
    host.open(item);
    QCOMPARE(spanPanel(host)->pane()->model()->rowCount(), 0);
    mark(host, 0, 1, 4);
    QCOMPARE(host.content().spans.size(), 2);
    QVERIFY(host.content().spans.contains(other));
    QCOMPARE(spanPanel(host)->pane()->model()->rowCount(), 1);
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QCOMPARE(host.content().spans, QList<Span>{other});
}

void TstSpanPanel::mouseDragsResizesAndPicks()
{
    PanelHost host(makeSpan);
    host.open(itemOf(u"one two three four five"_s));
    SpanTextView* view = spanPanel(host)->textView();
    const auto at = [&](qint64 codePoint) { return view->cursorRect(codePoint).center(); };
    QTest::mousePress(view->viewport(), Qt::LeftButton, {}, at(5));
    QTest::mouseMove(view->viewport(), at(8));
    QTest::mouseMove(view->viewport(), at(10));
    QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, at(10));
    QVERIFY(view->hasPending());
    auto* button = host.findChild<CategoryButton*>(u"spanCategory3"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(host.content().spans.size(), 1);
    QCOMPARE(host.content().spans.at(0).quote, u"two three"_s);
    QCOMPARE(host.content().spans.at(0).category, u"wrong_fact"_s);
    QVERIFY(button->isChecked());
    QVERIFY(view->hasFocus()); // a click on a button leaves the keys with the text
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at(20));
    QTest::mouseClick(host.findChild<CategoryButton*>(u"spanCategory1"_s), Qt::LeftButton);
    QCOMPARE(host.content().spans.size(), 2);
    QCOMPARE(host.content().spans.at(1).quote, u"five"_s);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at(6));
    QCOMPARE(spanPanel(host)->openSpan(), 0);
    QTest::mouseClick(host.findChild<QWidget*>(u"spanNoErrors"_s), Qt::LeftButton);
    QVERIFY(!host.content().saysNoErrors);
}

void TstSpanPanel::rightToLeftArrowsFollowTheText()
{
    PanelHost host(makeSpan);
    host.open(itemOf(u"\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD \u05D8\u05D5\u05D1"_s));
    host.press(Qt::Key_Space);
    host.press(Qt::Key_Left); // forwards, in Hebrew
    host.press(Qt::Key_Left);
    host.press(Qt::Key_1);
    QCOMPARE(host.content().spans.at(0).quote, u"\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD"_s);
    host.press(Qt::Key_Right);
    QCOMPARE(host.content().spans.at(0).quote, u"\u05E9\u05DC\u05D5\u05DD"_s);
}

void TstSpanPanel::randomTextsKeepQuotesAndGraphemes_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 12; ++seed) {
        QTest::addRow("seed %d", seed) << seed;
    }
}

void TstSpanPanel::randomTextsKeepQuotesAndGraphemes()
{
    QFETCH(int, seed);
    RandomText random(static_cast<std::uint64_t>(seed), false);
    PanelHost host(makeSpan);
    for (int round = 0; round < 8; ++round) {
        const QString text = random(4 + static_cast<int>(random.below(60)));
        host.open(itemOf(text));
        SpanTextView* view = spanPanel(host)->textView();
        for (int span = 0; span < 5; ++span) {
            host.press(Qt::Key_Escape);
            view->setOpenSpan(0);
            view->setCursorPosition(random.below(view->index().codePointCount() + 1));
            host.press(Qt::Key_Space);
            const int moves = 1 + static_cast<int>(random.below(6));
            for (int move = 0; move < moves; ++move) {
                const Qt::Key key = random.below(3) == 0 ? Qt::Key_Left : Qt::Key_Right;
                Qt::KeyboardModifiers modifiers = random.below(2) == 0 ? Qt::NoModifier : Qt::ShiftModifier;
                if (random.below(4) == 0) {
                    modifiers |= Qt::ControlModifier;
                }
                host.press(key, modifiers);
            }
            host.press(Qt::Key_1 + static_cast<int>(random.below(5)));
            host.press(random.below(2) == 0 ? Qt::Key_Left : Qt::Key_Right, Qt::ShiftModifier);
        }
        const TextIndex index(text);
        const TextBoundaries boundaries(text);
        const QByteArray bytes = text.toUtf8();
        for (const Span& span : host.content().spans) {
            const auto offsets = spanFromCodePoints(index, span.start, span.end);
            QVERIFY2(offsets, "a span outside its text");
            const SpanOffsets& at = offsets.value();
            QCOMPARE(span.quote, index.slice(span.start, span.end));
            QCOMPARE(span.quote, text.mid(at.utf16Start, at.utf16End - at.utf16Start));
            QCOMPARE(span.quote, QString::fromUtf8(bytes.mid(at.utf8Start, at.utf8End - at.utf8Start)));
            QVERIFY(boundaries.isGraphemeBoundary(at.utf16Start));
            QVERIFY(boundaries.isGraphemeBoundary(at.utf16End));
        }
        const auto checked = checkContent(host.content(), SchemaDefinition::builtIn(ItemKind::Span),
                                          host.panel()->item().view.judgedTexts());
        QVERIFY2(checked, checked ? "" : qPrintable(checked.error().message));
    }
}

void TstSpanPanel::spansAreSpoken()
{
    PanelHost host(makeSpan);
    host.open(itemOf(u"one two three four five six"_s));
    mark(host, 0, 3, 4);
    host.press(Qt::Key_W);
    host.press(Qt::Key_Escape);
    spanPanel(host)->textView()->setCursorPosition(4);
    mark(host, 0, 1, 1);
    QCOMPARE(spanPanel(host)->textView()->spanDescription(1),
             u"span 1 of 2, unverifiable, major, overlaps 2"_s);
    const QModelIndex row = spanPanel(host)->pane()->model()->index(0);
    QCOMPARE(row.data(Qt::AccessibleTextRole).toString(),
             u"Span 1 of 2, Unverifiable, Major: one two three"_s);
    for (const QWidget* widget : host.findChildren<QWidget*>()) {
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible() &&
            !widget->objectName().startsWith("qt_"_L1)) {
            QVERIFY2(!widget->accessibleName().isEmpty() ||
                         !QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget))
                              ->text(QAccessible::Name)
                              .isEmpty(),
                     qPrintable(widget->objectName() + u' ' +
                                QString::fromLatin1(widget->metaObject()->className())));
        }
    }
}

void TstSpanPanel::pictures()
{
    if (qEnvironmentVariableIsEmpty("PLUMBLINE_SHOTS")) {
        QSKIP("PLUMBLINE_SHOTS names no folder");
    }
    std::optional<OpenItem> item = pictureItem();
    if (!item) {
        QSKIP("The QA-Feedback set is not beside the source");
    }
    const QString text = item->view.responses.at(0).text();
    const auto add = [&](qint64 start, qint64 end, const QString& category, const QString& severity) {
        Span span;
        span.start = start;
        span.end = end;
        span.quote = TextIndex(text).slice(start, end);
        span.category = category;
        span.severity = severity;
        item->content.spans.append(span);
    };
    add(4, 43, u"wrong_fact"_s, u"critical"_s);
    add(47, 91, u"unverifiable"_s, u"major"_s);
    add(163, 361, u"irrelevant"_s, u"minor"_s);
    add(366, 405, u"wrong_fact"_s, u"critical"_s);
    add(410, 462, u"irrelevant"_s, u"minor"_s);
    add(501, 508, u"wrong_fact"_s, u"major"_s);
    add(510, 653, u"repetitive"_s, u"major"_s);
    add(615, 711, u"unverifiable"_s, u"major"_s);
    add(654, 711, u"irrelevant"_s, u"minor"_s);
    MissingInfo missing;
    missing.category = u"missing"_s;
    missing.severity = u"major"_s;
    missing.evidence.passage = 2;
    missing.evidence.sentences = {8};
    item->content.missing = {missing, missing, missing};
    PanelHost host(makeSpan);
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrast}) {
        host.theme().setKind(kind);
        host.open(*item);
        spanPanel(host)->pane()->evidence()->setSentenceInFocus(2, 8);
        for (int span = 0; span < 8; ++span) {
            host.press(Qt::Key_Tab);
        }
        host.shoot(u"span-%1"_s.arg(static_cast<int>(kind)));
    }
    host.theme().setKind(ThemeKind::Light);
    host.press(Qt::Key_N);
    host.type(u"The passage says January 2007."_s);
    host.press(Qt::Key_Escape);
    host.press(Qt::Key_X);
    host.shoot(u"span-correction"_s);
    host.resize(1000, 700);
    host.shoot(u"span-small"_s);
}

QTEST_MAIN(TstSpanPanel)
#include "tst_spanpanel.moc"
