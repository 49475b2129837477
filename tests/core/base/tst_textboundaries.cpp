#include "core/base/textboundaries.h"

#include "tests/support/randomtext.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTextBoundaryFinder>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// All grapheme boundaries, found over the whole text at once. Qt 6.4 is right about texts without Indic and
/// Thai letters (after those it breaks inside emoji), but for flags after an emoji, which it cuts in two.
QList<qsizetype> graphemesOf(const QString& text)
{
    const auto isFlagLetter = [&text](qsizetype at) {
        return at >= 0 && at + 1 < text.size() && text.at(at) == QChar(u'\xD83C') &&
               text.at(at + 1) >= QChar(u'\xDDE6') && text.at(at + 1) <= QChar(u'\xDDFF');
    };
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    QList<qsizetype> all;
    for (qsizetype at = 0; at <= text.size(); ++at) {
        qsizetype letters = 0;
        while (isFlagLetter(at - 2 * (letters + 1))) {
            ++letters;
        }
        finder.setPosition(at);
        if (isFlagLetter(at) && letters > 0 ? letters % 2 == 0 : finder.isAtBoundary()) {
            all << at;
        }
    }
    return all;
}

} // namespace

class TestTextBoundaries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowsAgreeWithWholeText();
    void certainBreaksAreBreaks();
    void syllablesAndEmojiStayWhole_data();
    void syllablesAndEmojiStayWhole();
    void longRunOfFlags();
    void wordSteps_data();
    void wordSteps();
    void wordStepsWalkBothWays();
    void snapToWords_data();
    void snapToWords();
    void snappingNeverSplitsGrapheme();
    void sentences();
    void longParagraphIsQuick();
};

void TestTextBoundaries::windowsAgreeWithWholeText()
{
    for (int seed = 1; seed <= 200; ++seed) {
        const QString text = test::RandomText(static_cast<std::uint64_t>(seed), true, false)(80);
        const TextBoundaries boundaries(text);
        const QList<qsizetype> all = graphemesOf(text);
        for (qsizetype at = 0; at <= text.size(); ++at) {
            const auto next = std::upper_bound(all.begin(), all.end(), at);
            const auto here = std::lower_bound(all.begin(), all.end(), at);
            QCOMPARE(boundaries.isGraphemeBoundary(at), all.contains(at));
            QCOMPARE(boundaries.nextGrapheme(at), next == all.end() ? text.size() : *next);
            QCOMPARE(boundaries.previousGrapheme(at), here == all.begin() ? 0 : *(here - 1));
            QCOMPARE(boundaries.graphemeStart(at), *(next - 1));
            QCOMPARE(boundaries.graphemeEnd(at), *here);
        }
    }
}

void TestTextBoundaries::certainBreaksAreBreaks()
{
    int certain = 0;
    for (int seed = 1; seed <= 200; ++seed) {
        const QString text = test::RandomText(static_cast<std::uint64_t>(seed) + 1000)(80);
        const QList<qsizetype> all = graphemesOf(text);
        for (qsizetype at = 0; at <= text.size(); ++at) {
            if (isCertainGraphemeBreak(text, at)) {
                ++certain;
                QVERIFY(all.contains(at));
            }
        }
    }
    QVERIFY(certain > 1000);
}

void TestTextBoundaries::syllablesAndEmojiStayWhole_data()
{
    QTest::addColumn<QStringList>("graphemes");
    const QString family = u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s;
    const QString thumb = u"\U0001F44D\U0001F3FD"_s;
    const QString flag = u"\U0001F1E9\U0001F1EA"_s;
    QTest::newRow("emoji after Hindi")
        << QStringList{u"\u0928"_s, u"\u092E"_s, u"\u0938\u094D\u0924\u0947"_s, u" "_s, thumb, family, flag};
    QTest::newRow("joiner after Hindi") << QStringList{u"\u0928\u200D"_s, thumb, u"x"_s, flag, flag};
    QTest::newRow("emoji after Thai") << QStringList{u"\u0E01\u0E33"_s, thumb, family};
    QTest::newRow("lines") << QStringList{u"\u0928"_s, u"\r\n"_s, family, u"\n"_s, thumb};
}

void TestTextBoundaries::syllablesAndEmojiStayWhole()
{
    QFETCH(QStringList, graphemes);
    const QString text = graphemes.join(QString());
    const TextBoundaries boundaries(text);
    QStringList found;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype next = boundaries.nextGrapheme(at);
        QCOMPARE(boundaries.previousGrapheme(next), at);
        found << text.mid(at, next - at);
        at = next;
    }
    QCOMPARE(found, graphemes);
}

void TestTextBoundaries::longRunOfFlags()
{
    QString text = u"x"_s;
    for (int i = 0; i < 20'000; ++i) {
        text += u"\U0001F1E9\U0001F1EA"_s;
    }
    const TextBoundaries boundaries(text);
    for (const qsizetype flag : {qsizetype(0), qsizetype(1), qsizetype(9'999), qsizetype(19'998)}) {
        const qsizetype at = 1 + flag * 4;
        QVERIFY(boundaries.isGraphemeBoundary(at));
        QVERIFY(!boundaries.isGraphemeBoundary(at + 2));
        QCOMPARE(boundaries.nextGrapheme(at), at + 4);
        QCOMPARE(boundaries.previousGrapheme(at + 4), at);
    }
}

void TestTextBoundaries::wordSteps_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("steps");
    QTest::newRow("sentence") << u"Don't stop: it works."_s
                              << QStringList{u"Don't"_s, u"stop"_s, u":"_s, u"it"_s, u"works"_s, u"."_s};
    QTest::newRow("marks together") << u"(see \"x\"), then"_s
                                    << QStringList{u"("_s, u"see"_s, u"\""_s, u"x"_s, u"\"),"_s, u"then"_s};
    QTest::newRow("hyphen") << u"Secretary-General"_s << QStringList{u"Secretary"_s, u"-"_s, u"General"_s};
    QTest::newRow("number") << u"3.14 km"_s << QStringList{u"3.14"_s, u"km"_s};
    QTest::newRow("lines") << u"one\r\n\r\ntwo"_s << QStringList{u"one"_s, u"two"_s};
    QTest::newRow("hebrew") << u"\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD"_s
                            << QStringList{u"\u05E9\u05DC\u05D5\u05DD"_s, u"\u05E2\u05D5\u05DC\u05DD"_s};
    QTest::newRow("family") << u"a \U0001F468\u200D\U0001F469\u200D\U0001F467 b"_s
                            << QStringList{u"a"_s, u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s, u"b"_s};
    QTest::newRow("blank") << u"  \n "_s << QStringList{};
}

void TestTextBoundaries::wordSteps()
{
    QFETCH(QString, text);
    QFETCH(QStringList, steps);
    const TextBoundaries boundaries(text);
    QStringList found;
    for (qsizetype start = boundaries.wordAt(0).isEmpty() ? boundaries.nextWordStart(0) : 0;
         start < text.size(); start = boundaries.nextWordStart(start)) {
        const qsizetype end = boundaries.nextWordEnd(start);
        found << text.mid(start, end - start);
        QCOMPARE(boundaries.wordAt(start), (TextRange{start, end}));
        QCOMPARE(boundaries.wordAt(end - 1), (TextRange{start, end}));
    }
    QCOMPARE(found, steps);
}

void TestTextBoundaries::wordStepsWalkBothWays()
{
    for (int seed = 1; seed <= 60; ++seed) {
        const QString text = test::RandomText(static_cast<std::uint64_t>(seed))(400) + u" end"_s;
        const TextBoundaries boundaries(text);
        QList<qsizetype> ends;
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype next = boundaries.nextWordEnd(at);
            QVERIFY(next > at);
            QVERIFY(boundaries.isGraphemeBoundary(next));
            ends << next;
            at = next;
        }
        QList<qsizetype> back{text.size()};
        for (qsizetype at = text.size(); (at = boundaries.previousWordEnd(at)) > 0;) {
            back.prepend(at);
        }
        QCOMPARE(back, ends);
        QList<qsizetype> starts;
        for (qsizetype at = 0; (at = boundaries.nextWordStart(at)) < text.size();) {
            starts << at;
        }
        QList<qsizetype> startsBack;
        for (qsizetype at = text.size(); (at = boundaries.previousWordStart(at)) > 0;) {
            startsBack.prepend(at);
        }
        QCOMPARE(startsBack, starts);
    }
}

void TestTextBoundaries::snapToWords_data()
{
    QTest::addColumn<qsizetype>("start");
    QTest::addColumn<qsizetype>("end");
    QTest::addColumn<QString>("snapped");
    // "The quick  (brown) fox"
    QTest::newRow("inside one") << qsizetype(5) << qsizetype(7) << u"quick"_s;
    QTest::newRow("over two") << qsizetype(2) << qsizetype(6) << u"The quick"_s;
    QTest::newRow("starts in space") << qsizetype(3) << qsizetype(6) << u"quick"_s;
    QTest::newRow("ends in space") << qsizetype(5) << qsizetype(11) << u"quick"_s;
    QTest::newRow("sign kept out") << qsizetype(13) << qsizetype(15) << u"brown"_s;
    QTest::newRow("sign taken") << qsizetype(11) << qsizetype(15) << u"(brown"_s;
    QTest::newRow("all") << qsizetype(0) << qsizetype(22) << u"The quick  (brown) fox"_s;
    QTest::newRow("only space") << qsizetype(9) << qsizetype(10) << u" "_s;
}

void TestTextBoundaries::snapToWords()
{
    QFETCH(qsizetype, start);
    QFETCH(qsizetype, end);
    const QString text = u"The quick  (brown) fox"_s;
    const TextRange snapped = TextBoundaries(text).snapToWords({start, end});
    QTEST(text.mid(snapped.start, snapped.length()), "snapped");
}

void TestTextBoundaries::snappingNeverSplitsGrapheme()
{
    for (int seed = 1; seed <= 300; ++seed) {
        test::RandomText random(static_cast<std::uint64_t>(seed) + 5000, true, false);
        const QString text = random(60);
        const QList<qsizetype> all = graphemesOf(text);
        const TextBoundaries boundaries(text);
        for (int i = 0; i < 30; ++i) {
            const qsizetype start = random.below(text.size());
            const qsizetype end = start + 1 + random.below(text.size() - start);
            const TextRange letters = boundaries.snapToGraphemes({start, end});
            QVERIFY(all.contains(letters.start) && all.contains(letters.end));
            QVERIFY(letters.start <= start && letters.end >= end);
            const TextRange words = boundaries.snapToWords({start, end});
            QVERIFY(all.contains(words.start) && all.contains(words.end));
            QVERIFY(!words.isEmpty());
        }
    }
}

void TestTextBoundaries::sentences()
{
    const QString text = u"It rained. We stayed in!\nNew line here. Last"_s;
    const TextBoundaries boundaries(text);
    const auto sentence = [&](qsizetype at) {
        const TextRange range = boundaries.sentenceAt(at);
        return text.mid(range.start, range.length());
    };
    QCOMPARE(sentence(0), u"It rained. "_s);
    QCOMPARE(sentence(10), u"It rained. "_s);
    QCOMPARE(sentence(11), u"We stayed in!\n"_s);
    QCOMPARE(sentence(24), u"We stayed in!\n"_s);
    QCOMPARE(sentence(25), u"New line here. "_s);
    QCOMPARE(sentence(text.size()), u"Last"_s);
}

void TestTextBoundaries::longParagraphIsQuick()
{
    QString words;
    while (words.size() < 1'000'000) {
        words += u"some words \U0001F468\u200D\U0001F469 "_s;
    }
    const QString unbroken(1'000'000, u'x');
    for (const QString& text : {words, unbroken}) {
        const TextBoundaries boundaries(text);
        QElapsedTimer timer;
        timer.start();
        qsizetype at = text.size() / 2;
        for (int i = 0; i < 100; ++i) {
            at = boundaries.nextWordEnd(at);
            at = boundaries.nextGrapheme(at);
            at = std::min(at, text.size());
        }
        for (int i = 0; i < 100; ++i) {
            at = boundaries.previousWordStart(at);
        }
        QVERIFY2(timer.elapsed() < 1000, qPrintable(u"300 steps in %1 ms"_s.arg(timer.elapsed())));
    }
}

QTEST_GUILESS_MAIN(TestTextBoundaries)
#include "tst_textboundaries.moc"
