#include "core/base/json.h"

#include "core/base/random.h"
#include "tests/support/randomtext.h"

#include <QTest>

#include <limits>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonValue randomValue(test::RandomText& random, int depth)
{
    switch (random.below(depth > 0 ? 8 : 6)) {
    case 0:
        return QJsonValue(QJsonValue::Null);
    case 1:
        return random.below(2) == 0;
    case 2:
        return random.below(2'000'000) - 1'000'000;
    case 3:
        return static_cast<double>(random.below(1'000'000'000)) / 7.0 * (random.below(2) == 0 ? 1e-9 : 1e30);
    case 4:
        return random(static_cast<int>(random.below(6)));
    case 5:
        return QString(QChar(static_cast<char16_t>(random.below(0x80))));
    case 6: {
        QJsonArray array;
        for (qint64 i = random.below(5); i > 0; --i) {
            array.append(randomValue(random, depth - 1));
        }
        return array;
    }
    default: {
        QJsonObject object;
        for (qint64 i = random.below(5); i > 0; --i) {
            object.insert(random(2), randomValue(random, depth - 1));
        }
        return object;
    }
    }
}

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

} // namespace

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data();
    void refused();
    void accepted_data();
    void accepted();
    void wholeNumbersKeepAllDigits();
    void randomValuesRoundTrip();
    void keysAreOrdered();
    void notFiniteBecomesNull();
    void objectWanted();
    void hundredMegabyteString();
    void smallAfterLarge();
    void viewOfNothing();
};

void TestJson::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* name, const QByteArray& text, const QString& says,
                        const QString& field = {}) { QTest::newRow(name) << text << says << field; };
    row("empty", "", u"empty"_s);
    row("blank", "  ", u"empty"_s);
    row("duplicate key", R"({"a":1,"b":{"c":1,"c":2}})", u"twice"_s, u"c"_s);
    row("duplicate by escape", R"({"a":1,"\u0061":2})", u"twice"_s, u"a"_s);
    row("NaN", R"({"a":NaN})", u"not valid JSON"_s);
    row("Infinity", "[-Infinity]", u"not valid JSON"_s);
    row("bare NaN", "NaN", u"not valid JSON"_s);
    row("leading zero", "[012]", u"number"_s);
    row("hex", "[0x12]", u"number"_s);
    row("plus", "[+1]", u"not valid JSON"_s);
    row("huge exponent", "[1e999]", u"number"_s);
    row("past int64", "[9223372036854775808]", u"9223372036854775807"_s);
    row("past uint64", "[18446744073709551616]", u"number"_s);
    row("invalid UTF-8", "{\"a\":\"\xFF\xFE\"}", u"UTF-8"_s);
    row("overlong UTF-8", "[\"\xC0\x80\"]", u"UTF-8"_s);
    row("UTF-8 surrogate", "[\"\xED\xA0\x80\"]", u"UTF-8"_s);
    row("cut UTF-8", "[\"\xE2\x82\"]", u"UTF-8"_s);
    row("lone high escape", R"(["\ud83d"])", u"escape"_s);
    row("lone high then text", R"(["\ud83dx"])", u"escape"_s);
    row("two high escapes", R"(["\ud83d\ud83d"])", u"escape"_s);
    row("lone low escape", R"(["\ude00"])", u"escape"_s);
    row("lone low in key", R"({"\ude00":1})", u"escape"_s);
    row("bad escape", R"(["\x41"])", u"escape"_s);
    row("raw control", "[\"a\x01\"]", u"control"_s);
    row("raw line feed", "[\"a\nb\"]", u"control"_s);
    row("open string", R"({"a":"b)", u"closing quotation mark"_s);
    row("open object", R"({"a":1)", u"not valid JSON"_s);
    row("trailing comma", "[1,]", u"not valid JSON"_s);
    row("single quotes", "['a']", u"not valid JSON"_s);
    row("trailing text", R"({"a":1} x)", u"not valid JSON"_s);
    row("two values", "1 2", u"not valid JSON"_s);
    row("comment", "/* x */ 1", u"not valid JSON"_s);
    row("binary", QByteArray("\x00\x01\x02\x03", 4), u"not valid JSON"_s);
    row("65 deep", nested(65), u"more than 64"_s);
    row("100 000 deep", nested(100'000), u"more than 64"_s);
    row("100 000 open", QByteArray(100'000, '['), u"not valid JSON"_s);
}

void TestJson::refused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const auto parsed = parseJson(text);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::InvalidData);
    QVERIFY2(parsed.error().message.contains(says), qPrintable(parsed.error().message));
    QTEST(parsed.error().field, "field");
}

void TestJson::accepted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical");
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& canonical) {
        QTest::newRow(name) << text << canonical;
    };
    row("null", "null", "null");
    row("spaces", " { \"b\" : [ 1 , true ] , \"a\" : null } ", R"({"a":null,"b":[1,true]})");
    row("pair escape", R"(["\ud83d\ude00"])", "[\"\xF0\x9F\x98\x80\"]");
    row("escapes", R"(["\"\\\/\b\f\n\r\t"])", R"(["\"\\/\u0008\u000c\n\r\t"])");
    row("nul", R"(["\u0000"])", R"(["\u0000"])");
    row("fraction", "[0.1,1.5e3,-0.25]", "[0.1,1500,-0.25]");
    row("beyond 64 bits", "[1.8446744073709551e20,-1e19,1e300]", "[184467440737095500000.0,-1e+19,1e+300]");
    row("64 deep", nested(64), nested(64));
    row("empty key", R"({"":1})", R"({"":1})");
}

void TestJson::accepted()
{
    QFETCH(QByteArray, text);
    const auto parsed = parseJson(text);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    QTEST(canonicalJson(*parsed), "canonical");
    const auto again = parseJson(canonicalJson(*parsed));
    QVERIFY(again);
    QTEST(canonicalJson(*again), "canonical");
}

void TestJson::wholeNumbersKeepAllDigits()
{
    for (const qint64 number :
         {std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::min() + 1,
          std::numeric_limits<qint64>::max(), qint64(9007199254740993), qint64(-1), qint64(0), qint64(1)}) {
        const QByteArray text = QByteArray::number(number);
        const auto parsed = parseJson(text);
        QVERIFY(parsed);
        QCOMPARE(parsed->toInteger(), number);
        QCOMPARE(canonicalJson(*parsed), text);
    }
}

void TestJson::randomValuesRoundTrip()
{
    for (int seed = 1; seed <= 400; ++seed) {
        test::RandomText random(static_cast<std::uint64_t>(seed), false);
        const QJsonValue value = randomValue(random, 4);
        const QByteArray bytes = canonicalJson(value);
        const auto parsed = parseJson(bytes);
        QVERIFY2(parsed, bytes.constData());
        QCOMPARE(*parsed, value);
        QCOMPARE(canonicalJson(*parsed), bytes);
    }
}

void TestJson::keysAreOrdered()
{
    QJsonObject object;
    for (const QString& key : {u"b"_s, u"a"_s, u"\u00E9"_s, u"Z"_s, u"\U0001F600"_s, u"10"_s, u"9"_s}) {
        object.insert(key, 0);
    }
    QCOMPARE(canonicalJson(object),
             QByteArray("{\"10\":0,\"9\":0,\"Z\":0,\"a\":0,\"b\":0,\"\xC3\xA9\":0,\"\xF0\x9F\x98\x80\":0}"));
}

void TestJson::notFiniteBecomesNull()
{
    QCOMPARE(canonicalJson(QJsonValue(std::numeric_limits<double>::quiet_NaN())), QByteArray("null"));
    QCOMPARE(canonicalJson(QJsonValue(std::numeric_limits<double>::infinity())), QByteArray("null"));
    QByteArray lone;
    appendJsonString(lone, QString(QChar(u'\xD83D')));
    QCOMPARE(lone, QByteArray("\"\xEF\xBF\xBD\""));
}

void TestJson::objectWanted()
{
    QVERIFY(parseJsonObject("{\"a\":1}"));
    const auto array = parseJsonObject("[1]");
    QVERIFY(!array);
    QVERIFY(array.error().message.contains(u"object"_s));
}

void TestJson::hundredMegabyteString()
{
    const qsizetype size = 100'000'000;
    QByteArray text = "{\"text\":\"";
    text.append(size, 'x');
    text += "\"}";
    const auto parsed = parseJsonObject(text);
    QVERIFY(parsed);
    QCOMPARE(parsed->value(u"text"_s).toString().size(), size);
    text.chop(2);
    const auto cut = parseJsonObject(text);
    QVERIFY(!cut);
    QVERIFY2(cut.error().message.contains(u"closing quotation mark"_s), qPrintable(cut.error().message));
}

void TestJson::smallAfterLarge()
{
    QVERIFY(parseJson("[\"" + QByteArray(2'000'000, 'y') + "\"]"));
    QCOMPARE(canonicalJson(*parseJson("[1]")), QByteArray("[1]"));
    // A value read earlier does not live in the reader's memory.
    const auto first = parseJson("[\"first\"]");
    const auto second = parseJson("[\"other\"]");
    QCOMPARE(first->toArray().at(0).toString(), u"first"_s);
    QCOMPARE(second->toArray().at(0).toString(), u"other"_s);
}

void TestJson::viewOfNothing()
{
    const auto parsed = parseJson(QByteArrayView());
    QVERIFY(!parsed);
    QVERIFY(parsed.error().message.endsWith(u'.'));
}

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
