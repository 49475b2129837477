#include "core/base/spanoffsets.h"
#include "core/base/textboundaries.h"
#include "core/base/textindex.h"
#include "tests/support/randomtext.h"
#include "tests/ui/screens/annotate/spanfixture.h"
#include "ui/screens/annotate/evidencepane.h"
#include "ui/screens/annotate/spanedits.h"
#include "ui/screens/annotate/spanlistmodel.h"
#include "ui/screens/annotate/spanpane.h"
#include "ui/widgets/categorybutton.h"

#include <QAction>
#include <QTest>

using namespace plumbline;
using namespace plumbline::test;
using namespace Qt::Literals::StringLiterals;

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
    void undoOpensWhatItBroughtBack();
    void markdownIsReadAndNotMarked();
    void otherResponsesAreLeftAlone();
    void mouseDragsResizesAndPicks();
    void rightToLeftArrowsFollowTheText();
    void randomTextsKeepQuotesAndGraphemes_data();
    void randomTextsKeepQuotesAndGraphemes();
    void spansAreSpoken();
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
    host.press(Qt::Key_X);
    QCOMPARE(host.nameless(), QStringList());
}

QTEST_MAIN(TstSpanPanel)
#include "tst_spanpanel.moc"
