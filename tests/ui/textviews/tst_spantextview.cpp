#include "ui/textviews/spantextview.h"

#include "core/base/spanoffsets.h"
#include "tests/support/randomtext.h"
#include "tests/ui/textviews/spansample.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A view that answers as a screen does: what it asks for is done.
struct Screen
{
    Theme theme;
    std::unique_ptr<SpanTextView> view;
    QList<SpanMark> spans;

    explicit Screen(const QString& text, const QList<SpanMark>& marks = {}, QSize size = {830, 600})
        : spans(marks)
    {
        view = std::make_unique<SpanTextView>(theme);
        view->resize(size);
        view->setText(text);
        view->setSpans(spans);
        QObject::connect(view.get(), &SpanTextView::spanClicked, view.get(), &SpanTextView::setOpenSpan);
        QObject::connect(view.get(), &SpanTextView::spanResizeRequested, view.get(),
                         [this](int id, qint64 start, qint64 end) {
                             for (SpanMark& span : spans) {
                                 if (span.id == id) {
                                     span.start = start;
                                     span.end = end;
                                 }
                             }
                             view->setSpans(spans);
                         });
        view->show();
        view->setFocus();
        QApplication::processEvents();
    }

    [[nodiscard]] QString pending() const
    {
        const auto [start, end] = view->pendingRange();
        return view->index().slice(start, end);
    }
    [[nodiscard]] QString quote(int id) const
    {
        const SpanMarks::Placed* placed = view->marks().find(id);
        return view->text().mid(placed->range.start, placed->range.length());
    }
    [[nodiscard]] QPoint placeOf(qint64 codePoint) const { return view->cursorRect(codePoint).center(); }
    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget* viewport = view->viewport();
        QTest::mousePress(viewport, Qt::LeftButton, modifiers, from);
        for (int i = 1; i <= 4; ++i) {
            const QPoint at = from + (to - from) * i / 4;
            QMouseEvent move(QEvent::MouseMove, at, viewport->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                             modifiers);
            QApplication::sendEvent(viewport, &move);
        }
        QTest::mouseRelease(viewport, Qt::LeftButton, modifiers, to);
    }
};

void save(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("PLUMBLINE_SAVE_PICTURES");
    if (!folder.isEmpty()) {
        widget.grab().save(folder + u'/' + name + u".png"_s);
    }
}

qint64 percentile(QList<qint64> nanoseconds, int percent)
{
    std::sort(nanoseconds.begin(), nanoseconds.end());
    return nanoseconds.at(std::min<qsizetype>(nanoseconds.size() - 1, nanoseconds.size() * percent / 100)) /
           1000;
}

} // namespace

class TestSpanTextView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keyboardMarksWords();
    void shiftMovesByCharacter();
    void controlMovesStart();
    void openSpanIsResizedByKeys();
    void tabWalksSpans();
    void escapeCancels();
    void arrowsMoveCursor();
    void dragSnapsToWords();
    void shiftDragTakesCharacters();
    void dragNeverSplitsGrapheme();
    void doubleClickTakesWord();
    void clickOpensShortestSpan();
    void handleDragResizes();
    void readOnlyChangesNothing();
    void positionsAgreeWithPlaces();
    void rightToLeftStartsAtTheRight();
    void lanesAreKeptApart();
    void accessibleTextNamesSpans();
    void unknownIdsAreHarmless();
    void randomKeysKeepRangesSound();
    void themesDiffer();
    void topLineStaysOnChange();
    void megabyteIsQuick();
};

void TestSpanTextView::keyboardMarksWords()
{
    Screen screen(u"The quick brown fox."_s);
    QSignalSpy pending(screen.view.get(), &SpanTextView::pendingChanged);
    QTest::keyClick(screen.view.get(), Qt::Key_Right); // to "quick"
    QCOMPARE(screen.view->cursorPosition(), qint64(4));
    QTest::keyClick(screen.view.get(), Qt::Key_Space);
    QVERIFY(screen.view->hasPending());
    QCOMPARE(screen.pending(), QString());
    QTest::keyClick(screen.view.get(), Qt::Key_Right);
    QCOMPARE(screen.pending(), u"quick"_s);
    QTest::keyClick(screen.view.get(), Qt::Key_Right);
    QCOMPARE(screen.pending(), u"quick brown"_s);
    QTest::keyClick(screen.view.get(), Qt::Key_Left);
    QCOMPARE(screen.pending(), u"quick"_s);
    QCOMPARE(pending.last(), (QVariantList{qint64(4), qint64(9)}));
    QTest::keyClick(screen.view.get(), Qt::Key_Left);
    QTest::keyClick(screen.view.get(), Qt::Key_Left);
    QCOMPARE(screen.pending(), QString()); // never before its start
    for (int i = 0; i < 9; ++i) {
        QTest::keyClick(screen.view.get(), Qt::Key_Right);
    }
    QCOMPARE(screen.pending(), u"quick brown fox."_s);
}

void TestSpanTextView::shiftMovesByCharacter()
{
    Screen screen(u"e\u0301a \U0001F468\u200D\U0001F469\u200D\U0001F467 b"_s);
    screen.view->startSpan();
    QTest::keyClick(screen.view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(screen.pending(), u"e\u0301"_s);
    QTest::keyClick(screen.view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(screen.view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(screen.view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(screen.pending(), u"e\u0301a \U0001F468\u200D\U0001F469\u200D\U0001F467"_s);
    QCOMPARE(screen.view->pendingRange().second, qint64(9));
    QTest::keyClick(screen.view.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(screen.view->pendingRange().second, qint64(4));
}

void TestSpanTextView::controlMovesStart()
{
    Screen screen(u"one two three four"_s);
    screen.view->setCursorPosition(4);
    screen.view->startSpan();
    screen.view->moveEnd(1, SpanTextView::Unit::Word);
    screen.view->moveEnd(1, SpanTextView::Unit::Word);
    QCOMPARE(screen.pending(), u"two three"_s);
    QTest::keyClick(screen.view.get(), Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(screen.pending(), u"three"_s);
    QTest::keyClick(screen.view.get(), Qt::Key_Left, Qt::ControlModifier);
    QTest::keyClick(screen.view.get(), Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(screen.pending(), u"one two three"_s);
    QTest::keyClick(screen.view.get(), Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(screen.pending(), u"ne two three"_s);
}

void TestSpanTextView::openSpanIsResizedByKeys()
{
    const QString text = u"one two three four"_s;
    Screen screen(text, {test::markOf(7, text, u"two"_s, 0, u"I"_s, SpanWeight::Minor)});
    screen.view->setOpenSpan(7);
    QSignalSpy resized(screen.view.get(), &SpanTextView::spanResizeRequested);
    QTest::keyClick(screen.view.get(), Qt::Key_Right);
    QCOMPARE(resized.last(), (QVariantList{7, qint64(4), qint64(13)}));
    QCOMPARE(screen.quote(7), u"two three"_s);
    QTest::keyClick(screen.view.get(), Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(screen.quote(7), u"one two three"_s);
    QTest::keyClick(screen.view.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(screen.quote(7), u"one two thre"_s);
    resized.clear();
    for (int i = 0; i < 8; ++i) {
        QTest::keyClick(screen.view.get(), Qt::Key_Left);
    }
    QCOMPARE(screen.quote(7), u"one"_s); // never empty
    QVERIFY(!screen.view->hasPending());
}

void TestSpanTextView::tabWalksSpans()
{
    const QString text = test::sampleAnswer();
    Screen screen(text, test::sampleSpans(text));
    QList<int> seen;
    for (int i = 0; i < 10; ++i) {
        QTest::keyClick(screen.view.get(), Qt::Key_Tab);
        seen << screen.view->openSpan();
    }
    QCOMPARE(seen, (QList<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 1}));
    QTest::keyClick(screen.view.get(), Qt::Key_Backtab);
    QCOMPARE(screen.view->openSpan(), 9);
    QVERIFY(screen.view->hasFocus());
    screen.view->setOpenSpan(0);
    screen.view->setCursorPosition(400);
    screen.view->previousSpan();
    QCOMPARE(screen.view->openSpan(), 4);
}

void TestSpanTextView::escapeCancels()
{
    Screen screen(u"one two"_s);
    screen.view->startSpan();
    screen.view->moveEnd(1, SpanTextView::Unit::Word);
    QSignalSpy pending(screen.view.get(), &SpanTextView::pendingChanged);
    QTest::keyClick(screen.view.get(), Qt::Key_Escape);
    QVERIFY(!screen.view->hasPending());
    QCOMPARE(pending.last(), (QVariantList{qint64(-1), qint64(-1)}));
}

void TestSpanTextView::arrowsMoveCursor()
{
    const QString text = test::sampleAnswer();
    Screen screen(text);
    QTest::keyClick(screen.view.get(), Qt::Key_Down);
    const qint64 second = screen.view->cursorPosition();
    QVERIFY(second > 40 && second < 120);
    QCOMPARE(screen.view->cursorRect(second).top() - screen.view->cursorRect(0).top(), 44);
    QTest::keyClick(screen.view.get(), Qt::Key_Up);
    QCOMPARE(screen.view->cursorPosition(), qint64(0));
    QTest::keyClick(screen.view.get(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(screen.view->cursorPosition(), screen.view->index().codePointCount());
    QTest::keyClick(screen.view.get(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(screen.view->cursorPosition(), qint64(0));
}

void TestSpanTextView::dragSnapsToWords()
{
    const QString text = u"The quick brown fox jumps."_s;
    Screen screen(text);
    QSignalSpy created(screen.view.get(), &SpanTextView::spanCreateRequested);
    screen.drag(screen.placeOf(6), screen.placeOf(13));
    QCOMPARE(created.count(), 1);
    QCOMPARE(created.last(), (QVariantList{qint64(4), qint64(15)}));
    QCOMPARE(screen.pending(), u"quick brown"_s);
    screen.drag(screen.placeOf(13), screen.placeOf(6)); // backwards
    QCOMPARE(created.last(), (QVariantList{qint64(4), qint64(15)}));
}

void TestSpanTextView::shiftDragTakesCharacters()
{
    Screen screen(u"The quick brown fox jumps."_s);
    QSignalSpy created(screen.view.get(), &SpanTextView::spanCreateRequested);
    screen.drag(screen.placeOf(6), screen.placeOf(13), Qt::ShiftModifier);
    QCOMPARE(created.last(), (QVariantList{qint64(6), qint64(13)}));
    screen.view->setWordMode(false);
    screen.drag(screen.placeOf(5), screen.placeOf(8));
    QCOMPARE(created.last(), (QVariantList{qint64(5), qint64(8)}));
}

void TestSpanTextView::dragNeverSplitsGrapheme()
{
    const QString text =
        u"ab e\u0301e\u0301 \U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F1E9\U0001F1EA cd"_s;
    Screen screen(text);
    screen.view->setWordMode(false);
    const TextBoundaries boundaries(screen.view->text());
    const int left = screen.placeOf(0).x();
    const int y = screen.placeOf(0).y();
    int made = 0;
    QObject::connect(screen.view.get(), &SpanTextView::spanCreateRequested, screen.view.get(),
                     [&](qint64 start, qint64 end) {
                         ++made;
                         QVERIFY(!screen.view->index().splitsGrapheme(start));
                         QVERIFY(!screen.view->index().splitsGrapheme(end));
                     });
    for (int x = 0; x < 150; x += 7) {
        screen.drag({left + x, y}, {left + x + 20, y});
    }
    QVERIFY(made > 15);
}

void TestSpanTextView::doubleClickTakesWord()
{
    const QString text = u"The quick brown fox."_s;
    Screen screen(text);
    QSignalSpy created(screen.view.get(), &SpanTextView::spanCreateRequested);
    for (const qint64 inside : {4, 5, 8}) {
        const QPoint place = screen.placeOf(inside) + QPoint(3, 0);
        QTest::mouseDClick(screen.view->viewport(), Qt::LeftButton, Qt::NoModifier, place);
        QCOMPARE(screen.pending(), u"quick"_s);
    }
    QCOMPARE(created.count(), 3);
}

void TestSpanTextView::clickOpensShortestSpan()
{
    const QString text = test::sampleAnswer();
    Screen screen(text, test::sampleSpans(text));
    const SpanMarks::Placed* eighth = screen.view->marks().find(8);
    QTest::mouseClick(screen.view->viewport(), Qt::LeftButton, Qt::NoModifier,
                      screen.placeOf(eighth->mark.start + 8));
    QCOMPARE(screen.view->openSpan(), 8); // shorter than 7, which covers it too
    // The tag, in the gap over the start, opens a span as well.
    const SpanMarks::Placed* second = screen.view->marks().find(2);
    const QRect start = screen.view->cursorRect(second->mark.start);
    QTest::mouseClick(screen.view->viewport(), Qt::LeftButton, Qt::NoModifier,
                      start.topLeft() + QPoint(8, -6));
    QCOMPARE(screen.view->openSpan(), 2);
    QSignalSpy beside(screen.view.get(), &SpanTextView::textClicked);
    QTest::mouseClick(screen.view->viewport(), Qt::LeftButton, Qt::NoModifier, screen.placeOf(1));
    QCOMPARE(beside.count(), 1);
}

void TestSpanTextView::handleDragResizes()
{
    const QString text = u"one two three four five"_s;
    Screen screen(text, {test::markOf(3, text, u"two three"_s, 1, u"W"_s, SpanWeight::Major)});
    screen.view->setOpenSpan(3);
    screen.drag(screen.placeOf(13), screen.placeOf(16));
    QCOMPARE(screen.quote(3), u"two three four"_s);
    screen.drag(screen.placeOf(4), screen.placeOf(9) + QPoint(2, 0));
    QCOMPARE(screen.quote(3), u"three four"_s);
    screen.drag(screen.placeOf(18), screen.placeOf(1)); // past the other end
    QVERIFY(!screen.quote(3).isEmpty());
    QCOMPARE(screen.view->openSpan(), 3);
}

void TestSpanTextView::readOnlyChangesNothing()
{
    const QString text = u"one two three"_s;
    Screen screen(text, {test::markOf(3, text, u"two"_s, 1, u"W"_s, SpanWeight::Major)});
    screen.view->setReadOnly(true);
    QSignalSpy created(screen.view.get(), &SpanTextView::spanCreateRequested);
    QSignalSpy resized(screen.view.get(), &SpanTextView::spanResizeRequested);
    screen.drag(screen.placeOf(0), screen.placeOf(6));
    QTest::keyClick(screen.view.get(), Qt::Key_Space);
    screen.view->setOpenSpan(3);
    QTest::keyClick(screen.view.get(), Qt::Key_Right);
    QCOMPARE(created.count() + resized.count(), 0);
    QVERIFY(!screen.view->hasPending());
    QCOMPARE(screen.view->openSpan(), 3);
}

void TestSpanTextView::positionsAgreeWithPlaces()
{
    const QString text = u"Plain words, caf\u00E9 \U0001F600 end.\r\n\r\nSecond line\u2026 e\u0301x"_s;
    Screen screen(text);
    for (qint64 at = 0; at <= screen.view->index().codePointCount(); ++at) {
        const bool isBreak =
            at < screen.view->index().codePointCount() && screen.view->index().slice(at - 1, at) == u"\r"_s;
        if (screen.view->index().splitsGrapheme(at) || isBreak) {
            continue;
        }
        QCOMPARE(screen.view->positionAt(screen.placeOf(at)), at);
    }
}

void TestSpanTextView::rightToLeftStartsAtTheRight()
{
    const QString text =
        u"English first.\n\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD abc \u05DB\u05DF"_s;
    Screen screen(
        text, {test::markOf(1, text, u"\u05E2\u05D5\u05DC\u05DD abc"_s, 0, u"I"_s, SpanWeight::Critical)});
    const QRect hebrew = screen.view->cursorRect(15);
    QVERIFY(hebrew.left() > 600);
    QVERIFY(screen.view->cursorRect(19).left() < hebrew.left());
    screen.view->setCursorPosition(15);
    QTest::keyClick(screen.view.get(), Qt::Key_Left); // forwards
    QCOMPARE(screen.view->cursorPosition(), qint64(20));
    screen.view->setOpenSpan(1);
    save(*screen.view, u"span-rtl"_s);
}

void TestSpanTextView::lanesAreKeptApart()
{
    const QString text = test::sampleAnswer();
    SpanMarks marks;
    marks.set(test::sampleSpans(text), TextIndex(text));
    QCOMPARE(marks.laneCount(), 2);
    QCOMPARE(marks.find(7)->lane, 0);
    QCOMPARE(marks.find(8)->lane, 1);
    QCOMPARE(marks.find(9)->lane, 0);
    QCOMPARE(marks.overlapping(8), (QList<int>{7, 9}));
    // Five over one another: lines grow only from the fourth on.
    QList<SpanMark> stack;
    for (int i = 1; i <= 5; ++i) {
        stack << SpanMark{i, 0, 10 + i, i, u"X"_s, SpanWeight::Major, false};
    }
    Screen flat(text, stack.mid(0, 3));
    Screen tall(text, stack);
    const auto pitch = [](const Screen& screen) {
        return screen.view->cursorRect(130).top() - screen.view->cursorRect(0).top();
    };
    QCOMPARE(pitch(flat), 44);
    QCOMPARE(pitch(tall), 44 + 2 * 6);
    save(*tall.view, u"span-lanes"_s);
}

void TestSpanTextView::accessibleTextNamesSpans()
{
    const QString text = test::sampleAnswer();
    Screen screen(text, test::sampleSpans(text));
    QAccessibleInterface* access = QAccessible::queryAccessibleInterface(screen.view.get());
    QVERIFY(access != nullptr);
    QVERIFY(!access->text(QAccessible::Name).isEmpty());
    QAccessibleTextInterface* reader = access->textInterface();
    QVERIFY(reader != nullptr);
    QCOMPARE(reader->characterCount(), int(text.size()));
    const auto at = static_cast<int>(screen.view->marks().find(8)->range.start);
    int start = 0;
    int end = 0;
    const QString attributes = reader->attributes(at + 40, &start, &end);
    QVERIFY2(attributes.contains(u"span 8 of 9\\, major\\, overlaps 7 9"_s), qPrintable(attributes));
    QVERIFY(start <= at + 40 && end > at + 40);
    QCOMPARE(reader->attributes(1, &start, &end), QString());
    screen.view->setDescribeSpan([](const SpanMark& mark, int number, int count, const QList<int>& overlaps) {
        return u"%1/%2 %3 %4"_s.arg(number).arg(count).arg(mark.letter).arg(overlaps.size());
    });
    QVERIFY(reader->attributes(at + 1, &start, &end).contains(u"8/9 U 2"_s));
    screen.view->setOpenSpan(6);
    reader->selection(0, &start, &end);
    QCOMPARE(text.mid(start, end - start), u"in 2018"_s);
}

void TestSpanTextView::unknownIdsAreHarmless()
{
    Screen screen(QString(), {{1, 5, 9, 0, u"I"_s, SpanWeight::Minor, false}});
    screen.view->setOpenSpan(99);
    QCOMPARE(screen.view->openSpan(), 0);
    QTest::keyClick(screen.view.get(), Qt::Key_Space);
    QTest::keyClick(screen.view.get(), Qt::Key_Right);
    QTest::keyClick(screen.view.get(), Qt::Key_Down);
    screen.view->ensureVisible(1000);
    QVERIFY(screen.view->grab().width() > 0);
}

void TestSpanTextView::randomKeysKeepRangesSound()
{
    static constexpr Qt::Key kKeys[] = {Qt::Key_Left, Qt::Key_Right, Qt::Key_Space,
                                        Qt::Key_Up,   Qt::Key_Down,  Qt::Key_Tab,
                                        Qt::Key_Home, Qt::Key_End,   Qt::Key_Escape};
    static constexpr Qt::KeyboardModifiers kModifiers[] = {
        Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier, Qt::ControlModifier | Qt::ShiftModifier};
    for (int seed = 1; seed <= 12; ++seed) {
        test::RandomText random(static_cast<std::uint64_t>(seed));
        const QString text = random(80);
        const TextIndex index(text);
        const qint64 half = index.codePointCount() / 2;
        const TextRange whole =
            TextBoundaries(text).snapToGraphemes({index.codePointToUtf16(2), index.codePointToUtf16(half)});
        Screen screen(text, {{1, index.utf16ToCodePoint(whole.start), index.utf16ToCodePoint(whole.end), 0,
                              u"I"_s, SpanWeight::Minor, false}});
        const auto sound = [&](qint64 start, qint64 end) {
            if (start < 0) {
                return;
            }
            QVERIFY(start <= end && end <= index.codePointCount());
            QVERIFY(!index.splitsGrapheme(start));
            QVERIFY(!index.splitsGrapheme(end));
            if (start < end) {
                QVERIFY(checkSpan(index, start, end, index.slice(start, end)));
            }
        };
        QObject::connect(screen.view.get(), &SpanTextView::pendingChanged, screen.view.get(), sound);
        QObject::connect(screen.view.get(), &SpanTextView::spanResizeRequested, screen.view.get(),
                         [&](int, qint64 start, qint64 end) {
                             sound(start, end);
                             QVERIFY(start < end);
                         });
        for (int i = 0; i < 150; ++i) {
            QTest::keyClick(screen.view.get(), kKeys[random.below(std::size(kKeys))],
                            kModifiers[random.below(std::size(kModifiers))]);
        }
    }
}

void TestSpanTextView::themesDiffer()
{
    const QString text = test::sampleAnswer();
    Screen screen(text, test::sampleSpans(text));
    screen.view->setOpenSpan(8);
    QList<QImage> images;
    for (const auto& [kind, name] : {std::pair{ThemeKind::Light, u"span-light"_s},
                                     {ThemeKind::Dark, u"span-dark"_s},
                                     {ThemeKind::HighContrast, u"span-hc"_s}}) {
        screen.theme.setKind(kind);
        QApplication::processEvents();
        images << screen.view->grab().toImage();
        save(*screen.view, name);
    }
    QVERIFY(images.at(0) != images.at(1));
    QVERIFY(images.at(0) != images.at(2));
    // High contrast has no tints: inside a span, where no letter is, the ground is the surface.
    const QPoint inside = screen.view->cursorRect(5).topLeft() + QPoint(0, 2);
    QCOMPARE(images.at(2).pixelColor(inside), screen.theme.color(Color::Surface));
    screen.theme.setKind(ThemeKind::Light);
    QVERIFY(images.at(0).pixelColor(inside) != screen.theme.color(Color::Surface));
}

void TestSpanTextView::topLineStaysOnChange()
{
    QString text;
    for (int i = 0; i < 40; ++i) {
        text += u"%1. "_s.arg(i) + test::sampleAnswer() + u'\n';
    }
    Screen screen(text);
    screen.view->setCursorPosition(screen.view->index().codePointCount() / 2);
    const auto topLine = [&] { return screen.view->positionAt({24, 30}); };
    const qint64 before = topLine();
    QVERIFY(before > 1000);
    screen.theme.setTextStep(4);
    QVERIFY(std::abs(topLine() - before) < 200); // a line or two, not a page
    screen.view->resize(500, 600);
    QApplication::processEvents();
    QVERIFY(std::abs(topLine() - before) < 300);
}

void TestSpanTextView::megabyteIsQuick()
{
    const QString paragraph = test::sampleAnswer() + u" \u05E9\u05DC\u05D5\u05DD \U0001F600 "_s;
    for (const bool oneParagraph : {false, true}) {
        QString text;
        while (text.size() < 1'000'000) {
            text += paragraph + (oneParagraph ? QString() : u"\n\n"_s);
        }
        const TextIndex index(text);
        Screen screen(u"before"_s);
        QList<SpanMark> spans;
        for (int i = 0; i < 500; ++i) {
            const qint64 start = index.codePointCount() / 500 * i;
            spans << SpanMark{i + 1, start, start + 40 + i % 7 * 20, i % 6, u"X"_s, SpanWeight(i % 4), false};
        }
        QList<qint64> frames;
        QElapsedTimer timer;
        const auto frame = [&](auto&& action) {
            timer.start();
            action();
            screen.view->viewport()->repaint();
            frames << timer.nsecsElapsed();
        };
        frame([&] {
            screen.view->setText(text);
            screen.view->setSpans(spans);
        });
        screen.spans = spans;
        const qint64 opened = frames.first();
        QScrollBar* bar = screen.view->verticalScrollBar();
        for (int i = 0; i < 120; ++i) {
            frame([&] { bar->setValue(bar->value() + 120); });
        }
        for (int i = 0; i < 60; ++i) {
            frame([&] { bar->setValue(bar->maximum() / 61 * (60 - i)); });
        }
        screen.view->setCursorPosition(index.codePointCount() / 2);
        screen.view->startSpan();
        for (int i = 0; i < 60; ++i) {
            frame([&] { QTest::keyClick(screen.view.get(), Qt::Key_Right); });
        }
        screen.view->setOpenSpan(300);
        for (int i = 0; i < 60; ++i) {
            frame([&] { QTest::keyClick(screen.view.get(), Qt::Key_Right); });
        }
        for (int i = 0; i < 40; ++i) {
            frame([&] { QTest::keyClick(screen.view.get(), Qt::Key_Tab); });
        }
        const qint64 p95 = percentile(frames, 95);
        qInfo("1 MB, %s: opened in %lld us, frames p50 %lld us, p95 %lld us, worst %lld us",
              oneParagraph ? "one paragraph" : "many paragraphs", static_cast<long long>(opened / 1000),
              static_cast<long long>(percentile(frames, 50)), static_cast<long long>(p95),
              static_cast<long long>(percentile(frames, 100)));
        QVERIFY2(p95 < 64'000, qPrintable(u"p95 %1 us"_s.arg(p95)));
    }
}

QTEST_MAIN(TestSpanTextView)
#include "tst_spantextview.moc"
