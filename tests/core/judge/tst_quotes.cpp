#include "core/judge/quotes.h"
#include "core/judge/spanreply.h"
#include "tests/core/judge/protocolfixture.h"

#include "core/base/json.h"

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Quotes of a judge in the text that it quotes, and the marks made of them.
class TestQuotes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void places_data();
    void places();
    void countsPlaces();
    void marks_data();
    void marks();
    void faultsSayWhy();
    void evidence();
    void noOverlap();
    void wishNamesTheSchemaAlone();
};

void TestQuotes::places_data()
{
    using Found = QuotePlace::Found;
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("quote");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QuotePlace::Found>("found");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("end");
    const auto row = [](const char* name, const QString& text, const QString& quote, const QString& before,
                        Found found, int start = 0, int end = 0) {
        QTest::newRow(name) << text << quote << before << found << start << end;
    };
    row("exact", u"The sky is blue."_s, u"sky is"_s, {}, Found::Exact, 4, 10);
    row("the whole", u"The sky"_s, u"The sky"_s, {}, Found::Exact, 0, 7);
    row("behind a surrogate pair", u"😀😀 blue"_s, u"blue"_s, {}, Found::Exact, 3, 7);
    row("a surrogate pair itself", u"a😀b"_s, u"😀"_s, {}, Found::Exact, 1, 2);
    row("combining marks", u"cafe\u0301 bar"_s, u"cafe\u0301"_s, {}, Found::Exact, 0, 5);
    row("other composition is another text", u"cafe\u0301 bar"_s, u"caf\u00e9"_s, {}, Found::Missing);
    row("blanks", u"The  sky\nis blue."_s, u"sky is blue"_s, {}, Found::Blanks, 5, 16);
    row("blanks around", u"The sky"_s, u"  sky \n"_s, {}, Found::Blanks, 4, 7);
    row("no-break space", u"10\u00a0km high"_s, u"10 km"_s, {}, Found::Blanks, 0, 5);
    row("blanks behind a surrogate pair", u"😀 a\n\nb"_s, u"a b"_s, {}, Found::Blanks, 2, 6);
    row("case is told apart", u"The sky"_s, u"the sky"_s, {}, Found::Missing);
    row("elsewhere", u"The sky"_s, u"sea"_s, {}, Found::Missing);
    row("left out in the middle", u"The sky is blue today"_s, u"sky … today"_s, {}, Found::Missing);
    row("twice", u"blue and blue"_s, u"blue"_s, {}, Found::Ambiguous);
    row("twice, the words before decide", u"dark blue and light blue"_s, u"blue"_s, u"light"_s, Found::Exact,
        20, 24);
    row("the words before over a line", u"dark blue and\n light  blue"_s, u"blue"_s, u"and light"_s,
        Found::Exact, 22, 26);
    row("the words before fit both", u"so blue, so blue"_s, u"blue"_s, u"so"_s, Found::Ambiguous);
    row("the words before fit none", u"so blue, as blue"_s, u"blue"_s, u"very"_s, Found::Ambiguous);
    row("one place needs no words before", u"so blue"_s, u"blue"_s, u"very"_s, Found::Exact, 3, 7);
    row("overlapping places", u"aaa"_s, u"aa"_s, {}, Found::Ambiguous);
    row("twice but for blanks", u"a\nb, a  b"_s, u"a b"_s, {}, Found::Ambiguous);
    row("exact comes first", u"a\nb, a b"_s, u"a b"_s, {}, Found::Exact, 5, 8);
    row("empty", u"The sky"_s, QString(), {}, Found::Missing);
    row("only blanks", u"The sky"_s, u" "_s, {}, Found::Missing);
    row("an empty text", QString(), u"a"_s, {}, Found::Missing);
    row("longer than the text", u"a"_s, u"ab"_s, {}, Found::Missing);
}

void TestQuotes::places()
{
    QFETCH(const QString, text);
    QFETCH(const QString, quote);
    QFETCH(const QString, before);
    QFETCH(const QuotePlace::Found, found);
    QFETCH(const int, start);
    QFETCH(const int, end);
    const TextIndex index(text);
    const QuotePlace place = locateQuote(index, quote, before);
    QCOMPARE(quoteFoundName(place.found), quoteFoundName(found));
    QCOMPARE(place.start, start);
    QCOMPARE(place.end, end);
    if (found == QuotePlace::Found::Exact) {
        QCOMPARE(index.slice(place.start, place.end), quote);
    } else if (place.isFound()) {
        QCOMPARE(index.slice(place.start, place.end).simplified(), quote.simplified());
    }
}

void TestQuotes::countsPlaces()
{
    QCOMPARE(locateQuote(TextIndex(u"a a a"_s), u"a"_s).places, 3);
    // Counting ends somewhere.
    QCOMPARE(locateQuote(TextIndex(QString(50'000, u'a')), u"a"_s).places, 1000);
}

namespace {

QByteArray mark(const char* quote, const char* category = "irrelevant", const char* before = "")
{
    return QByteArray(R"({"quote":")") + quote + R"(","before":")" + before + R"(","category":")" + category +
           R"(","severity":"minor","note":"n","earlier":""})";
}

QByteArray reply(bool noErrors, const QByteArray& marks, const QByteArray& missing = {})
{
    return QByteArray(R"({"no_errors":)") + (noErrors ? "true" : "false") + R"(,"marks":[)" + marks +
           R"(],"missing":[)" + missing + "]}";
}

ItemView spanItem(const QString& text = u"The sky is blue because blue light scatters."_s)
{
    return protocolItem(ItemKind::Span, {text});
}

/// "4-7:irrelevant …; faults", or the reply's fault, or "none".
QString shortOf(const QByteArray& json, const ItemView& item)
{
    const StructuredReply read = structuredReply(replyOf(QString::fromUtf8(json)), spanWish(item));
    if (read.fault) {
        return jsonFaultName(*read.fault);
    }
    const SpanReply marks = spanReply(read.object, item, 0);
    if (marks.fault) {
        return marks.fault->what;
    }
    QStringList out;
    for (const Span& span : marks.spans) {
        out.append(u"%1-%2:%3"_s.arg(span.start).arg(span.end).arg(span.category));
    }
    for (const MissingInfo& missing : marks.missing) {
        out.append(u"+"_s + missing.category);
    }
    for (const QJsonValue& fault : marks.faults) {
        out.append(u"!"_s + fault[u"what"_s].toString());
    }
    return marks.saysNoErrors ? u"none"_s : out.join(u' ');
}

} // namespace

void TestQuotes::marks_data()
{
    const QByteArray missing = R"({"category":"missing","severity":"major","note":"who"})";
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one") << reply(false, mark("The sky")) << u"0-7:irrelevant"_s;
    QTest::newRow("by the words before")
        << reply(false, mark("blue", "incoherent", "because")) << u"24-28:incoherent"_s;
    QTest::newRow("nothing to mark") << reply(true, {}) << u"none"_s;
    QTest::newRow("what is missing") << reply(false, {}, missing) << u"+missing"_s;
    QTest::newRow("one found, one not")
        << reply(false, mark("The sky") + "," + mark("the sea")) << u"0-7:irrelevant !quote-missing"_s;
    QTest::newRow("one found, one ambiguous")
        << reply(false, mark("blue") + "," + mark("The sky")) << u"0-7:irrelevant !quote-ambiguous"_s;
    QTest::newRow("the same twice") << reply(false, mark("The sky") + "," + mark("The sky"))
                                    << u"0-7:irrelevant"_s;
    QTest::newRow("two categories on one place")
        << reply(false, mark("The sky") + "," + mark("The sky", "unverifiable"))
        << u"0-7:irrelevant 0-7:unverifiable"_s;
    QTest::newRow("none found") << reply(false, mark("the sea")) << u"no-quote-found"_s;
    QTest::newRow("none found, one is missing")
        << reply(false, mark("the sea"), missing) << u"+missing !quote-missing"_s;
    QTest::newRow("silence") << reply(false, {}) << u"empty"_s;
    QTest::newRow("both") << reply(true, mark("The sky")) << u"contradiction"_s;
    QTest::newRow("no category of the schema") << reply(false, mark("The sky", "ugly")) << u"misfit"_s;
    QTest::newRow("a category for what is missing")
        << reply(false, mark("The sky", "missing")) << u"misfit"_s;
    QTest::newRow("an offset") << QByteArray(
                                      R"({"no_errors":false,"marks":[{"start":0,"end":7}],"missing":[]})")
                               << u"misfit"_s;
    QTest::newRow("no list") << QByteArray(R"({"no_errors":true})") << u"misfit"_s;
    QTest::newRow("words") << QByteArray("The sky is wrong.") << u"no_json"_s;
}

void TestQuotes::marks()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, expected);
    QCOMPARE(shortOf(json, spanItem()), expected);
}

void TestQuotes::faultsSayWhy()
{
    const ItemView item = spanItem();
    const auto object = parseJsonObject(reply(false, mark("blue") + "," + mark("The sky")));
    const SpanReply read = spanReply(*object, item, 0);
    QCOMPARE(read.faults.size(), 1);
    const QJsonObject fault = read.faults.first().toObject();
    QCOMPARE(fault[u"quote"_s].toString(), u"blue"_s);
    QCOMPARE(fault[u"places"_s].toInt(), 2);
    QCOMPARE(fault[u"category"_s].toString(), u"irrelevant"_s);
    QVERIFY(fault[u"detail"_s].toString().contains(u"2 places"_s));
    // Where the schema must have a mark, silence is no answer.
    ItemView strict = item;
    strict.schema.definition.canSayNoErrors = false;
    QCOMPARE(shortOf(reply(true, {}), strict), u"misfit"_s);
}

void TestQuotes::evidence()
{
    ItemView item = spanItem(u"The sky is blue. The sky is blue."_s);
    item.prompt.passages = {{u"Light"_s, {u"Blue light scatters."_s, u"Red does not."_s}}};
    const auto marked = [](const QByteArray& rest) {
        return QByteArray(R"({"quote":"The sky is blue.","before":"blue.","category":"repetitive",)"
                          R"("severity":"minor","note":"n",)") +
               rest + "}";
    };
    const auto read = [&](const QByteArray& rest) {
        const auto object = parseJsonObject(reply(false, marked(rest)));
        return spanReply(*object, item, 0);
    };
    const SpanReply good = read(R"("passage":1,"sentences":[0,2,2],"earlier":"The sky is blue")");
    QCOMPARE(good.spans.size(), 1);
    QCOMPARE(good.spans.first().evidence, (Evidence{0, {-1, 1}, u"The sky is blue"_s}));
    QVERIFY(good.faults.isEmpty());
    const SpanReply none = read(R"("passage":0,"sentences":[],"earlier":"")");
    QVERIFY(none.spans.first().evidence.isEmpty());
    const SpanReply bad = read(R"("passage":2,"sentences":[1],"earlier":"The sea")");
    QCOMPARE(bad.spans.size(), 1);
    QVERIFY(bad.spans.first().evidence.isEmpty());
    QCOMPARE(bad.faults.size(), 2);
    QCOMPARE(read(R"("passage":1,"sentences":[1,3],"earlier":"")").faults.size(), 1);
}

void TestQuotes::noOverlap()
{
    ItemView item = spanItem();
    item.schema.definition.allowsOverlap = false;
    QCOMPARE(shortOf(reply(false, mark("sky is blue") + "," + mark("The sky")), item),
             u"4-15:irrelevant !overlap"_s);
}

void TestQuotes::wishNamesTheSchemaAlone()
{
    const QJsonObject mark = spanWish(spanItem()).schema[u"properties"_s][u"marks"_s][u"items"_s].toObject();
    const QJsonObject properties = mark[u"properties"_s].toObject();
    QCOMPARE(
        properties[u"category"_s][u"enum"_s].toArray(),
        (QJsonArray{u"irrelevant"_s, u"repetitive"_s, u"wrong_fact"_s, u"unverifiable"_s, u"incoherent"_s}));
    QCOMPARE(properties[u"severity"_s][u"enum"_s].toArray(),
             (QJsonArray{u"minor"_s, u"major"_s, u"critical"_s}));
    QVERIFY(!properties.contains(u"passage"_s));
    QCOMPARE(mark[u"required"_s].toArray().size(), properties.size());
}

QTEST_GUILESS_MAIN(TestQuotes)
#include "tst_quotes.moc"
