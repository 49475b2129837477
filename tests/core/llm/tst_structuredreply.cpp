#include "core/llm/jsonschema.h"
#include "core/llm/structuredreply.h"

#include "core/base/json.h"

#include <QElapsedTimer>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// JSON in what a model wrote: found where it is clear, never guessed.
class TestStructuredReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheObject_data();
    void findsTheObject();
    void saysWhyThereIsNone_data();
    void saysWhyThereIsNone();
    void tellsRefusalsAndCutsApart();
    void checksTheSchema_data();
    void checksTheSchema();
    void unknownKeywordsAreRefused();
    void manyBracesTakeNoTime();
};

void TestStructuredReply::findsTheObject_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("form");
    const int whole = static_cast<int>(JsonForm::Whole);
    const int fenced = static_cast<int>(JsonForm::Fenced);
    const int embedded = static_cast<int>(JsonForm::Embedded);
    QTest::newRow("alone") << uR"({"choice":"A"})"_s << whole;
    QTest::newRow("blanks") << u"\n\t {\"choice\": \"A\"} \r\n"_s << whole;
    QTest::newRow("byte order mark") << u"\uFEFF{\"choice\":\"A\"}"_s << whole;
    QTest::newRow("fence") << u"```json\n{\"choice\":\"A\"}\n```"_s << fenced;
    QTest::newRow("fence without a language") << u"```\n{\"choice\":\"A\"}\n```\n"_s << fenced;
    QTest::newRow("fence in text") << u"Here:\n```json\n{\"choice\":\"A\"}\n```\nDone."_s << fenced;
    QTest::newRow("after other code")
        << u"```cpp\nint main() {}\n```\n```json\n{\"choice\":\"A\"}\n```"_s << fenced;
    QTest::newRow("text before") << u"My verdict: {\"choice\":\"A\"}"_s << embedded;
    QTest::newRow("text around") << u"Well, {\"choice\":\"A\"} it is."_s << embedded;
    QTest::newRow("twice the same") << u"{\"choice\":\"A\"} or: { \"choice\" : \"A\" }"_s << embedded;
    QTest::newRow("formulae") << u"$\\frac{a}{b}$ and f() {} so {\"choice\":\"A\"}"_s << embedded;
    QTest::newRow("thoughts") << u"<think>{\"choice\":\"B\"}? No.</think>\n{\"choice\":\"A\"}"_s << whole;
}

void TestStructuredReply::findsTheObject()
{
    QFETCH(QString, text);
    QFETCH(int, form);
    const StructuredReply read = findJson(text);
    QVERIFY2(!read.fault, qPrintable(read.error.message));
    QCOMPARE(canonicalJson(read.object), R"({"choice":"A"})");
    QCOMPARE(static_cast<int>(read.form), form);
}

void TestStructuredReply::saysWhyThereIsNone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("fault");
    QTest::newRow("empty") << QString() << u"empty"_s;
    QTest::newRow("blanks") << u" \n"_s << u"empty"_s;
    QTest::newRow("words") << u"A is better."_s << u"no_json"_s;
    QTest::newRow("array") << u"[1, 2]"_s << u"no_json"_s;
    QTest::newRow("code") << u"void f() { return; }"_s << u"no_json"_s;
    QTest::newRow("cut in a text") << uR"({"choice":"A","rationale":"because)"_s << u"truncated"_s;
    QTest::newRow("cut after a key") << uR"({"choice")"_s << u"truncated"_s;
    QTest::newRow("cut in a fence") << u"```json\n{\"choice\":\"A\","_s << u"truncated"_s;
    QTest::newRow("cut in thought") << u"<think>{\"choice\":\"A\"}"_s << u"truncated"_s;
    QTest::newRow("two") << uR"({"choice":"A"} {"choice":"B"})"_s << u"ambiguous"_s;
    QTest::newRow("quoted and own") << uR"(It says {"choice":"A"}; mine is {"choice":"B"}.)"_s
                                    << u"ambiguous"_s;
    QTest::newRow("fence and text") << u"{\"choice\":\"A\"}\n```json\n{\"choice\":\"B\"}\n```"_s
                                    << u"ambiguous"_s;
    QTest::newRow("two fences") << u"```\n{\"choice\":\"A\"}\n```\n```\n{\"choice\":\"B\"}\n```"_s
                                << u"ambiguous"_s;
    QTest::newRow("a key twice") << uR"({"choice":"A","choice":"B"})"_s << u"invalid"_s;
    QTest::newRow("single quotes inside") << uR"({"choice": 'A'})"_s << u"invalid"_s;
    QTest::newRow("comma at the end") << uR"({"choice":"A",})"_s << u"invalid"_s;
    QTest::newRow("NaN") << uR"({"choice":NaN})"_s << u"invalid"_s;
    QString deep = u"{\"a\":"_s;
    QTest::newRow("too deep") << deep.repeated(100) + u'1' + QString(100, u'}') << u"invalid"_s;
}

void TestStructuredReply::saysWhyThereIsNone()
{
    QFETCH(QString, text);
    QFETCH(QString, fault);
    const StructuredReply read = findJson(text);
    QVERIFY(read.fault);
    QCOMPARE(jsonFaultName(*read.fault), fault);
    QVERIFY(read.object.isEmpty());
    QVERIFY(!read.error.message.isEmpty());
}

void TestStructuredReply::tellsRefusalsAndCutsApart()
{
    LlmJsonWish wish;
    wish.schema = {{u"type"_s, u"object"_s}};
    LlmReply reply;
    reply.refusal = u"I cannot help with that."_s;
    QCOMPARE(structuredReply(reply, wish).fault, JsonFault::Refused);
    reply = {};
    reply.text = u"A because"_s;
    reply.finish = LlmFinish::Length;
    QCOMPARE(structuredReply(reply, wish).fault, JsonFault::Truncated);
    reply.text = uR"({"a":1})"_s;
    QVERIFY(!structuredReply(reply, wish).fault); // whole, though the bound was reached
    reply.text = uR"({"a":1} and also)"_s;
    QCOMPARE(structuredReply(reply, wish).fault, JsonFault::Truncated);
    wish.schema.insert(u"required"_s, QJsonArray{u"b"_s});
    reply.text = uR"({"a":1})"_s;
    QCOMPARE(structuredReply(reply, wish).fault, JsonFault::Misfit);
}

void TestStructuredReply::checksTheSchema_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("field"); // "-": it fits
    const QByteArray verdict =
        R"({"type":"object","properties":{"choice":{"type":"string","enum":["A","B","tie"]},
        "scores":{"type":"array","items":{"type":"integer","minimum":1,"maximum":10},"minItems":2,"maxItems":2},
        "why":{"type":["string","null"],"maxLength":3}},"required":["choice"],"additionalProperties":false})";
    const auto row = [&](const char* name, const QByteArray& value, const QString& field) {
        QTest::newRow(name) << verdict << value << field;
    };
    row("fits", R"({"choice":"tie","scores":[1,10],"why":null})", u"-"_s);
    row("code points", R"({"choice":"A","why":"😀😀😀"})", u"-"_s);
    row("too long", R"({"choice":"A","why":"four"})", u"why"_s);
    row("missing", R"({"scores":[1,2]})", u""_s);
    row("not allowed", R"({"choice":"C"})", u"choice"_s);
    row("wrong type", R"({"choice":1})", u"choice"_s);
    row("extra field", R"({"choice":"A","x":1})", u""_s);
    row("too few", R"({"choice":"A","scores":[1]})", u"scores"_s);
    row("too many", R"({"choice":"A","scores":[1,2,3]})", u"scores"_s);
    row("too small", R"({"choice":"A","scores":[1,0]})", u"scores[1]"_s);
    row("too large", R"({"choice":"A","scores":[11,1]})", u"scores[0]"_s);
    row("no whole number", R"({"choice":"A","scores":[1,2.5]})", u"scores[1]"_s);
    row("no object", R"("A")", u""_s);
    const QByteArray any = R"({"anyOf":[{"type":"integer"},{"const":"none"}]})";
    QTest::newRow("any, first") << any << QByteArray("3") << u"-"_s;
    QTest::newRow("any, second") << any << QByteArray(R"("none")") << u"-"_s;
    QTest::newRow("any, neither") << any << QByteArray("true") << u""_s;
    const QByteArray map = R"({"type":"object","additionalProperties":{"type":"number"}})";
    QTest::newRow("map") << map << QByteArray(R"({"a":1,"b":2.5})") << u"-"_s;
    QTest::newRow("map, wrong") << map << QByteArray(R"({"a":"1"})") << u"a"_s;
}

void TestStructuredReply::checksTheSchema()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    QFETCH(QString, field);
    const auto parsed = parseJsonObject(schema);
    QVERIFY(parsed);
    const auto checked = checkJsonSchema(*parseJson(value), *parsed);
    QCOMPARE(checked.hasValue(), field == u"-"_s);
    if (!checked) {
        QCOMPARE(checked.error().field, field);
        QCOMPARE(checked.error().code, ErrorCode::InvalidData);
    }
}

void TestStructuredReply::unknownKeywordsAreRefused()
{
    const auto checked = checkJsonSchema(u"x"_s, {{u"pattern"_s, u"y"_s}});
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(checked.error().field, u"pattern"_s);
}

void TestStructuredReply::manyBracesTakeNoTime()
{
    const QString text = u"{\"a"_s.repeated(300'000);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(findJson(text).fault);
    QVERIFY(timer.elapsed() < 1'500);
}

QTEST_GUILESS_MAIN(TestStructuredReply)
#include "tst_structuredreply.moc"
