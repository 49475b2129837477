#include "core/base/textindex.h"

#include "core/base/spanoffsets.h"
#include "tests/support/randomtext.h"

#include <QElapsedTimer>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The code points of a text, counted the slow way.
QList<char32_t> codePointsOf(const QString& text)
{
    QList<char32_t> all;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            all << QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            ++i;
        } else {
            all << text.at(i).unicode();
        }
    }
    return all;
}

QString fromCodePoints(const QList<char32_t>& all, qint64 from, qint64 to)
{
    QString text;
    for (qint64 i = from; i < to; ++i) {
        const char32_t c = all.at(i);
        if (c > 0xFFFF) {
            text += QChar::highSurrogate(c);
            text += QChar::lowSurrogate(c);
        } else {
            text += QChar(static_cast<char16_t>(c));
        }
    }
    return text;
}

} // namespace

class TestTextIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data();
    void counts();
    void everyPositionAgreesWithSlowCount();
    void quoteEqualsSliceInAllCounts();
    void loneSurrogatesCountOnce();
    void positionsOutsideAreClamped();
    void checkedPositions_data();
    void checkedPositions();
    void checkSpanSaysWhatIsWrong_data();
    void checkSpanSaysWhatIsWrong();
    void rangesFromOtherCounts();
    void splitsGrapheme();
    void longTextIsQuick();
};

void TestTextIndex::counts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("codePoints");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("empty") << QString() << qint64(0) << qint64(0);
    QTest::newRow("ascii") << u"abc"_s << qint64(3) << qint64(3);
    QTest::newRow("latin") << u"caf\u00E9"_s << qint64(4) << qint64(5);
    QTest::newRow("crlf") << u"a\r\nb"_s << qint64(4) << qint64(4);
    QTest::newRow("emoji") << u"a\U0001F600b"_s << qint64(3) << qint64(6);
    QTest::newRow("hebrew") << u"\u05E9\u05DC"_s << qint64(2) << qint64(4);
    QTest::newRow("cjk") << u"\u65E5\u672C"_s << qint64(2) << qint64(6);
}

void TestTextIndex::counts()
{
    QFETCH(QString, text);
    const TextIndex index(text);
    QTEST(index.codePointCount(), "codePoints");
    QTEST(index.utf8Count(), "bytes");
    QCOMPARE(index.utf16Count(), qint64(text.size()));
    QCOMPARE(TextIndex::fromUtf8(text.toUtf8()).text(), text);
}

void TestTextIndex::everyPositionAgreesWithSlowCount()
{
    for (int seed = 1; seed <= 12; ++seed) {
        test::RandomText random(static_cast<std::uint64_t>(seed));
        // Past several checkpoints, so that pairs lie across them.
        const QString text = random(seed % 3 == 0 ? 900 : 40);
        const TextIndex index(text);
        const QList<char32_t> all = codePointsOf(text);
        QCOMPARE(index.codePointCount(), qint64(all.size()));
        qint64 unit = 0;
        qint64 byte = 0;
        for (qint64 cp = 0; cp <= all.size(); ++cp) {
            QCOMPARE(index.codePointToUtf16(cp), unit);
            QCOMPARE(index.codePointToUtf8(cp), byte);
            QCOMPARE(index.utf16ToCodePoint(unit), cp);
            QCOMPARE(index.utf8ToCodePoint(byte), cp);
            QCOMPARE(index.utf16ToUtf8(unit), byte);
            QCOMPARE(index.utf8ToUtf16(byte), unit);
            QVERIFY(!index.isInsideSurrogatePair(unit));
            QVERIFY(!index.isInsideUtf8Sequence(byte));
            if (cp == all.size()) {
                break;
            }
            const char32_t c = all.at(cp);
            const int width = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            for (int inside = 1; inside < width; ++inside) {
                QVERIFY(index.isInsideUtf8Sequence(byte + inside));
                QCOMPARE(index.utf8ToCodePoint(byte + inside), cp);
                QVERIFY(!index.codePointAtUtf8(byte + inside));
            }
            if (c > 0xFFFF) {
                QVERIFY(index.isInsideSurrogatePair(unit + 1));
                QCOMPARE(index.utf16ToCodePoint(unit + 1), cp);
                QVERIFY(!index.codePointAtUtf16(unit + 1));
            }
            unit += c > 0xFFFF ? 2 : 1;
            byte += width;
        }
        QCOMPARE(index.utf8Count(), byte);
    }
}

void TestTextIndex::quoteEqualsSliceInAllCounts()
{
    for (int seed = 1; seed <= 300; ++seed) {
        test::RandomText random(static_cast<std::uint64_t>(seed));
        const QString text = random(60);
        const TextIndex index(text);
        const QList<char32_t> all = codePointsOf(text);
        const qint64 start = random.below(all.size());
        const qint64 end = start + 1 + random.below(all.size() - start);
        const QString quote = index.slice(start, end);
        QCOMPARE(quote, fromCodePoints(all, start, end));
        const auto offsets = spanFromCodePoints(index, start, end);
        QVERIFY(offsets);
        QCOMPARE(text.mid(offsets->utf16Start, offsets->utf16End - offsets->utf16Start), quote);
        QCOMPARE(toUtf8(text).mid(offsets->utf8Start, offsets->utf8End - offsets->utf8Start), toUtf8(quote));
        QVERIFY(checkSpan(index, start, end, quote));
        QVERIFY(*spanFromUtf16(index, offsets->utf16Start, offsets->utf16End) == *offsets);
        QVERIFY(*spanFromUtf8(index, offsets->utf8Start, offsets->utf8End) == *offsets);
    }
}

void TestTextIndex::loneSurrogatesCountOnce()
{
    QString text = u"a"_s;
    text += QChar(u'\xDE00'); // the second half first: two lone surrogates, not a pair
    text += QChar(u'\xD83D');
    text += u'b';
    const TextIndex index(text);
    QCOMPARE(index.codePointCount(), qint64(4));
    QCOMPARE(index.utf8Count(), qint64(8));
    QCOMPARE(toUtf8(text), QByteArray("a\xEF\xBF\xBD\xEF\xBF\xBD\x62"));
    QVERIFY(!index.isInsideSurrogatePair(2));
    QCOMPARE(index.slice(2, 3), text.mid(2, 1));
    QVERIFY(checkSpan(index, 1, 3, QStringView(text).mid(1, 2)));
}

void TestTextIndex::positionsOutsideAreClamped()
{
    const TextIndex index(u"a\U0001F600"_s);
    QCOMPARE(index.codePointToUtf16(-5), qint64(0));
    QCOMPARE(index.codePointToUtf16(99), qint64(3));
    QCOMPARE(index.utf8ToCodePoint(99), qint64(2));
    QCOMPARE(index.slice(-3, 99), index.text());
    QCOMPARE(index.slice(2, 1), QString());
}

void TestTextIndex::checkedPositions_data()
{
    QTest::addColumn<bool>("bytes");
    QTest::addColumn<qint64>("position");
    QTest::addColumn<qint64>("codePoint");
    QTest::addColumn<QString>("says");
    // "a😀é": units a 0, 😀 1-2, é 3; bytes a 0, 😀 1-4, é 5-6
    QTest::newRow("unit at pair") << false << qint64(1) << qint64(1) << QString();
    QTest::newRow("unit inside pair") << false << qint64(2) << qint64(-1) << u"inside a surrogate pair"_s;
    QTest::newRow("unit at end") << false << qint64(4) << qint64(3) << QString();
    QTest::newRow("unit past end") << false << qint64(5) << qint64(-1) << u"4 units long"_s;
    QTest::newRow("unit negative") << false << qint64(-1) << qint64(-1) << u"outside the text"_s;
    QTest::newRow("byte at emoji") << true << qint64(1) << qint64(1) << QString();
    QTest::newRow("byte inside emoji") << true << qint64(3) << qint64(-1) << u"starts at byte 1"_s;
    QTest::newRow("byte inside e") << true << qint64(6) << qint64(-1) << u"starts at byte 5"_s;
    QTest::newRow("byte at end") << true << qint64(7) << qint64(3) << QString();
    QTest::newRow("byte past end") << true << qint64(8) << qint64(-1) << u"7 bytes long"_s;
}

void TestTextIndex::checkedPositions()
{
    QFETCH(bool, bytes);
    QFETCH(qint64, position);
    QFETCH(qint64, codePoint);
    QFETCH(QString, says);
    const TextIndex index(u"a\U0001F600\u00E9"_s);
    const auto found = bytes ? index.codePointAtUtf8(position) : index.codePointAtUtf16(position);
    QCOMPARE(found.hasValue(), says.isEmpty());
    if (found) {
        QCOMPARE(*found, codePoint);
    } else {
        QCOMPARE(found.error().code, ErrorCode::InvalidData);
        QVERIFY2(found.error().message.contains(says), qPrintable(found.error().message));
    }
}

void TestTextIndex::checkSpanSaysWhatIsWrong_data()
{
    QTest::addColumn<qint64>("start");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<QString>("quote");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("says");
    QTest::newRow("good") << qint64(4) << qint64(5) << u"\U0001F600"_s << QString() << QString();
    QTest::newRow("whole") << qint64(0) << qint64(10) << u"The \U0001F600 ran."_s << QString() << QString();
    QTest::newRow("negative") << qint64(-1) << qint64(3) << u"The"_s << u"start"_s << u"before the text"_s;
    QTest::newRow("empty") << qint64(3) << qint64(3) << QString() << u"end"_s << u"at least one"_s;
    QTest::newRow("backwards") << qint64(5) << qint64(3) << QString() << u"end"_s << u"at least one"_s;
    QTest::newRow("too long") << qint64(5) << qint64(11) << u" ran."_s << u"end"_s
                              << u"only 10 code points"_s;
    QTest::newRow("far out") << qint64(90) << qint64(95) << u"x"_s << u"end"_s << u"only 10 code points"_s;
    QTest::newRow("in units") << qint64(7) << qint64(10) << u"ran"_s << u"quote"_s << u"reads “an.”"_s;
    QTest::newRow("wrong case") << qint64(0) << qint64(3) << u"the"_s << u"quote"_s << u"reads “The”"_s;
    QTest::newRow("huge") << qint64(0) << std::numeric_limits<qint64>::max() << u"x"_s << u"end"_s
                          << u"only 10"_s;
}

void TestTextIndex::checkSpanSaysWhatIsWrong()
{
    QFETCH(qint64, start);
    QFETCH(qint64, end);
    QFETCH(QString, quote);
    QFETCH(QString, field);
    QFETCH(QString, says);
    const TextIndex index(u"The \U0001F600 ran."_s);
    const auto checked = checkSpan(index, start, end, quote);
    QCOMPARE(checked.hasValue(), says.isEmpty());
    if (!checked) {
        QCOMPARE(checked.error().field, field);
        QVERIFY2(checked.error().message.contains(says), qPrintable(checked.error().message));
    }
}

void TestTextIndex::rangesFromOtherCounts()
{
    const TextIndex index(u"a\U0001F600\u00E9"_s);
    const SpanOffsets whole{1, 3, 1, 4, 1, 7};
    QVERIFY(*spanFromUtf16(index, 1, 4) == whole);
    QVERIFY(*spanFromUtf8(index, 1, 7) == whole);
    const auto inside = spanFromUtf16(index, 0, 2);
    QVERIFY(!inside);
    QCOMPARE(inside.error().field, u"end"_s);
    QCOMPARE(spanFromUtf8(index, 2, 7).error().field, u"start"_s);
    QVERIFY(!spanFromUtf8(index, 1, 1));
}

void TestTextIndex::splitsGrapheme()
{
    const TextIndex index(u"e\u0301x\r\n\U0001F468\u200D\U0001F469"_s);
    const QList<bool> expected{false, true, false, false, true, false, true, true, false};
    for (qint64 cp = 0; cp < expected.size(); ++cp) {
        QCOMPARE(index.splitsGrapheme(cp), expected.at(cp));
    }
}

void TestTextIndex::longTextIsQuick()
{
    test::RandomText random(5);
    QString text = random(2000);
    while (text.size() < 1'000'000) {
        text += text;
    }
    QElapsedTimer timer;
    timer.start();
    const TextIndex index(text);
    const qint64 built = timer.restart();
    qint64 sum = 0;
    for (int i = 0; i < 20'000; ++i) {
        const qint64 cp = random.below(index.codePointCount());
        sum += index.utf16ToCodePoint(index.codePointToUtf16(cp)) - cp;
    }
    QCOMPARE(sum, qint64(0));
    const qint64 converted = timer.elapsed();
    QVERIFY2(built < 500, qPrintable(u"built in %1 ms"_s.arg(built)));
    QVERIFY2(converted < 2000, qPrintable(u"40 000 conversions in %1 ms"_s.arg(converted)));
}

QTEST_GUILESS_MAIN(TestTextIndex)
#include "tst_textindex.moc"
