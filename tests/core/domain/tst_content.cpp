#include "core/domain/content.h"

#include "core/base/json.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyIsAnEmptyObject();
    void everyFieldIsWritten_data();
    void everyFieldIsWritten();
    void wholeContentReadsBack();
    void shortHandTakesDefaults();
    void badContents_data();
    void badContents();
    void longKeysAreCutInMessages();
    void findsItsParts();
    void shortForms_data();
    void shortForms();
};

namespace {

QJsonObject parsed(const QString& text)
{
    const Result<QJsonObject> object = parseJsonObject(text.toUtf8());
    return object ? *object : QJsonObject{{u"test data is no JSON"_s, true}};
}

AnnotationContent preference(int margin, bool bothBad = false)
{
    AnnotationContent content;
    content.preferences = {{u"overall"_s, 0, 1, margin, bothBad}};
    return content;
}

AnnotationContent ratings(const QList<std::optional<double>>& values)
{
    AnnotationContent content;
    for (const std::optional<double>& value : values) {
        content.ratings.append({static_cast<int>(content.ratings.size()), u"overall"_s, value, QString()});
    }
    return content;
}

} // namespace

void TestContent::emptyIsAnEmptyObject()
{
    QVERIFY(AnnotationContent{}.isEmpty());
    QCOMPARE(AnnotationContent{}.toJson(), QJsonObject());
    const Result<AnnotationContent> read = AnnotationContent::fromJson({});
    QVERIFY(read);
    QVERIFY(read->isEmpty());
}

void TestContent::everyFieldIsWritten_data()
{
    QTest::addColumn<AnnotationContent>("content");
    QTest::addColumn<QString>("json");
    const auto row = [](const char* name, const QString& json, auto fill) {
        AnnotationContent content;
        fill(content);
        QTest::newRow(name) << content << json;
    };
    // The stored form: keys never change.
    row("preference",
        u"{\"preferences\":[{\"aspect\":\"overall\",\"first\":1,\"margin\":-2,\"second\":0}]}"_s,
        [](auto& it) {
            it.preferences = {{u"overall"_s, 1, 0, -2, false}};
        });
    row("both bad",
        u"{\"preferences\":[{\"aspect\":\"a\",\"both_bad\":true,\"first\":0,\"margin\":0,\"second\":1}]}"_s,
        [](auto& it) {
            it.preferences = {{u"a"_s, 0, 1, 0, true}};
        });
    row("rating", u"{\"ratings\":[{\"aspect\":\"a\",\"rationale\":\"so\",\"response\":2,\"value\":4}]}"_s,
        [](auto& it) {
            it.ratings = {{2, u"a"_s, 4.0, u"so"_s}};
        });
    row("half a point", u"{\"ratings\":[{\"aspect\":\"a\",\"response\":0,\"value\":3.5}]}"_s, [](auto& it) {
        it.ratings = {{0, u"a"_s, 3.5, {}}};
    });
    row("does not apply", u"{\"ratings\":[{\"aspect\":\"a\",\"response\":0,\"value\":null}]}"_s,
        [](auto& it) {
            it.ratings = {{0, u"a"_s, std::nullopt, {}}};
        });
    row("span",
        u"{\"spans\":[{\"category\":\"c\",\"end\":3,\"evidence\":{\"passage\":1,\"sentences\":[-1,4],"
        u"\"text\":\"t\"},"
        "\"note\":\"n\",\"quote\":\"abc\",\"response\":0,\"severity\":\"s\",\"start\":0}]}"_s,
        [](auto& it) {
            it.spans = {{0, 0, 3, u"abc"_s, u"c"_s, u"s"_s, u"n"_s, {1, {-1, 4}, u"t"_s}}};
        });
    row("unfinished span", u"{\"spans\":[{\"end\":3,\"quote\":\"bc\",\"response\":1,\"start\":1}]}"_s,
        [](auto& it) {
            it.spans = {{1, 1, 3, u"bc"_s, {}, {}, {}, {}}};
        });
    row("missing",
        u"{\"missing\":[{\"category\":\"m\",\"evidence\":{\"passage\":0},\"note\":\"n\",\"response\":0,"
        "\"severity\":\"s\"}]}"_s,
        [](auto& it) {
            it.missing = {{0, u"m"_s, u"s"_s, u"n"_s, {0, {}, {}}}};
        });
    row("ranking", u"{\"ranking\":[[2],[0,1]]}"_s, [](auto& it) { it.ranking = Ranking{{{2}, {0, 1}}}; });
    row("empty ranking", u"{\"ranking\":[]}"_s, [](auto& it) { it.ranking = Ranking{}; });
    row("reaction", u"{\"reaction\":-1}"_s, [](auto& it) { it.reaction = -1; });
    row("critiques", u"{\"critiques\":[{\"response\":1,\"text\":\"c\"}]}"_s, [](auto& it) {
        it.critiques = {{1, u"c"_s}};
    });
    row("refinement", u"{\"refinement\":0}"_s, [](auto& it) { it.refinement = 0; });
    row("edit", u"{\"edits\":[{\"response\":1,\"text\":\"\"}]}"_s, [](auto& it) {
        it.edits = {{1, QString()}};
    });
    row("no errors", u"{\"no_errors\":true}"_s, [](auto& it) { it.saysNoErrors = true; });
    row("reasons", u"{\"reasons\":[\"b\",\"a\"]}"_s, [](auto& it) { it.reasons = {u"b"_s, u"a"_s}; });
    row("confidence", u"{\"confidence\":\"c\"}"_s, [](auto& it) { it.confidence = u"c"_s; });
    row("critique", u"{\"critique\":\"é\\n\"}"_s, [](auto& it) { it.critique = u"é\n"_s; });
    row("comment", u"{\"comment\":\"c\"}"_s, [](auto& it) { it.comment = u"c"_s; });
    row("flag", u"{\"flagged\":true}"_s, [](auto& it) { it.isFlagged = true; });
    row("skip reason", u"{\"skip_reason\":\"r\"}"_s, [](auto& it) { it.skipReason = u"r"_s; });
    row("extra", u"{\"extra\":{\"anything\":[1]}}"_s, [](auto& it) {
        it.extra = {{u"anything"_s, QJsonArray{1}}};
    });
}

void TestContent::everyFieldIsWritten()
{
    QFETCH(AnnotationContent, content);
    QFETCH(QString, json);
    QCOMPARE(QString::fromUtf8(canonicalJson(content.toJson())), json);
    const Result<AnnotationContent> read = AnnotationContent::fromJson(parsed(json));
    QVERIFY2(read, read ? "" : qPrintable(read.error().toString()));
    QVERIFY(*read == content);
    QVERIFY(!content.isEmpty());
}

void TestContent::wholeContentReadsBack()
{
    AnnotationContent content = ratings({4, std::nullopt});
    content.preferences = {{u"overall"_s, 0, 1, 1, false}, {u"style"_s, 1, 0, 0, false}};
    content.spans = {{0, 0, 1, u"\U0001F468\u200D\U0001F469"_s.left(2), u"c"_s, {}, {}, {}}};
    content.missing = {{1, u"m"_s, {}, {}, {}}};
    content.ranking = Ranking{{{1}, {0}}};
    content.critiques = {{0, u"Too long."_s}};
    content.refinement = 1;
    content.reaction = 1;
    content.edits = {{0, u"\r\n"_s}};
    content.critique = QString(QChar(0x2028));
    content.isFlagged = true;
    // Through the bytes that are stored.
    const Result<QJsonObject> object = parseJsonObject(canonicalJson(content.toJson()));
    QVERIFY(object);
    const Result<AnnotationContent> read = AnnotationContent::fromJson(*object);
    QVERIFY(read);
    QVERIFY(*read == content);
}

void TestContent::shortHandTakesDefaults()
{
    const Result<AnnotationContent> read = AnnotationContent::fromJson(parsed(
        u"{\"preferences\":[{\"aspect\":\"overall\",\"margin\":1},{\"aspect\":\"b\",\"both_bad\":true}]}"_s));
    QVERIFY(read);
    const QList<Preference> expected{{u"overall"_s, 0, 1, 1, false}, {u"b"_s, 0, 1, 0, true}};
    QCOMPARE(read->preferences, expected);
}

void TestContent::badContents_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("field");
    QTest::newRow("key") << u"{\"preference\":[]}"_s << u"preference"_s;
    QTest::newRow("inner key") << u"{\"preferences\":[{\"aspect\":\"a\",\"margin\":0,\"bothBad\":true}]}"_s
                               << u"preferences[0].bothBad"_s;
    QTest::newRow("innermost key") << u"{\"missing\":[{},{\"evidence\":{\"passages\":1}}]}"_s
                                   << u"missing[1].evidence.passages"_s;
    QTest::newRow("no list") << u"{\"spans\":{}}"_s << u"spans"_s;
    QTest::newRow("no margin") << u"{\"preferences\":[{\"aspect\":\"a\"}]}"_s << u"preferences[0].margin"_s;
    QTest::newRow("no value") << u"{\"ratings\":[{\"aspect\":\"a\"}]}"_s << u"ratings[0].value"_s;
    QTest::newRow("text as value") << u"{\"ratings\":[{\"aspect\":\"a\",\"value\":\"4\"}]}"_s
                                   << u"ratings[0].value"_s;
    QTest::newRow("no quote") << u"{\"spans\":[{\"start\":0,\"end\":1}]}"_s << u"spans[0].quote"_s;
    QTest::newRow("half a character")
        << u"{\"spans\":[{\"start\":0.5,\"end\":1,\"quote\":\"a\"}]}"_s << u"spans[0].start"_s;
    QTest::newRow("sentence") << u"{\"missing\":[{\"evidence\":{\"sentences\":[1,\"2\"]}}]}"_s
                              << u"missing[0].evidence.sentences[1]"_s;
    QTest::newRow("flat ranking") << u"{\"ranking\":[0,1]}"_s << u"ranking[0]"_s;
    QTest::newRow("ranking of names") << u"{\"ranking\":[[0],[\"1\"]]}"_s << u"ranking[1][0]"_s;
    QTest::newRow("reaction") << u"{\"reaction\":true}"_s << u"reaction"_s;
    QTest::newRow("huge") << u"{\"reaction\":4294967297}"_s << u"reaction"_s;
    QTest::newRow("reason") << u"{\"reasons\":[null]}"_s << u"reasons[0]"_s;
    QTest::newRow("flag") << u"{\"flagged\":\"yes\"}"_s << u"flagged"_s;
    QTest::newRow("edit") << u"{\"edits\":[{\"response\":0}]}"_s << u"edits[0].text"_s;
}

void TestContent::badContents()
{
    QFETCH(QString, json);
    QFETCH(QString, field);
    const Result<AnnotationContent> read = AnnotationContent::fromJson(parsed(json));
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::InvalidData);
    QCOMPARE(read.error().field, field);
}

void TestContent::longKeysAreCutInMessages()
{
    // 59 letters, then characters of two units: the cut must not split one.
    const QString key = QString(59, u'k') + QString(u"\U0001F468"_s).repeated(100'000);
    const Result<AnnotationContent> read = AnnotationContent::fromJson({{key, 1}});
    QVERIFY(!read);
    QCOMPARE(read.error().field, QString(59, u'k') + u'…');
    QVERIFY(read.error().message.size() < 200);
    QVERIFY(read.error().message.isValidUtf16());
}

void TestContent::findsItsParts()
{
    AnnotationContent content = ratings({4, 5});
    content.preferences = {{u"overall"_s, 0, 1, 1, false}};
    content.edits = {{1, u"x"_s}};
    QVERIFY(content.findPreference(u"overall"_s) == &content.preferences.at(0));
    QVERIFY(content.findPreference(u"style"_s) == nullptr);
    QVERIFY(content.findRating(1, u"overall"_s) == &content.ratings.at(1));
    QVERIFY(content.findRating(2, u"overall"_s) == nullptr);
    QVERIFY(content.findRating(1, u"style"_s) == nullptr);
    QVERIFY(content.findEdit(1) == &content.edits.at(0));
    QVERIFY(content.findEdit(0) == nullptr);
}

void TestContent::shortForms_data()
{
    QTest::addColumn<AnnotationContent>("content");
    QTest::addColumn<QList<int>>("shown");
    QTest::addColumn<QString>("form");
    QTest::newRow("first") << preference(1) << QList<int>{0, 1} << u"A"_s;
    QTest::newRow("first, shown right") << preference(1) << QList<int>{1, 0} << u"B"_s;
    QTest::newRow("second much better") << preference(-2) << QList<int>{0, 1} << u"B+"_s;
    QTest::newRow("second much better, shown left") << preference(-2) << QList<int>{1, 0} << u"A+"_s;
    QTest::newRow("order not known") << preference(-1) << QList<int>{} << u"B"_s;
    QTest::newRow("tie") << preference(0) << QList<int>{1, 0} << u"="_s;
    QTest::newRow("both bad") << preference(0, true) << QList<int>{1, 0} << u"bad"_s;
    QTest::newRow("one rating") << ratings({6}) << QList<int>{0} << u"6"_s;
    QTest::newRow("several ratings") << ratings({6, 2.5, std::nullopt, 7}) << QList<int>{} << u"2.5–7"_s;
    QTest::newRow("equal ratings") << ratings({3, 3}) << QList<int>{} << u"3"_s;
    QTest::newRow("does not apply") << ratings({std::nullopt}) << QList<int>{} << u"n/a"_s;

    AnnotationContent content;
    QTest::newRow("nothing") << content << QList<int>{} << u"–"_s;
    content.critique = u"Well done."_s;
    QTest::newRow("critique") << content << QList<int>{} << u"text"_s;
    content.refinement = 0;
    QTest::newRow("no refinement is better") << content << QList<int>{} << u"text"_s;
    content.refinement = 2;
    QTest::newRow("refinement, unknown order") << content << QList<int>{} << u"B"_s;
    QTest::newRow("refinement") << content << QList<int>{3, 0, 1, 2} << u"C"_s;
    content = {};
    content.critiques = {{0, u"c"_s}};
    QTest::newRow("critiques") << content << QList<int>{} << u"text"_s;
    content.saysNoErrors = true;
    QTest::newRow("no errors") << content << QList<int>{} << u"ok"_s;
    content.missing = {{}, {}};
    QTest::newRow("missing") << content << QList<int>{} << u"2 mi"_s;
    content.spans = {{}, {}, {}};
    QTest::newRow("spans") << content << QList<int>{} << u"3 sp"_s;
    content.reaction = -1;
    QTest::newRow("dislike") << content << QList<int>{} << u"−1"_s;
    content.ranking = Ranking{{{2}, {0, 1}}};
    QTest::newRow("ranking") << content << QList<int>{2, 1, 0} << u"A>C=B"_s;
    content.ranking = Ranking{{{0}, {1}, {2}, {3}, {4}}};
    QTest::newRow("long ranking") << content << QList<int>{} << u"A>B>C>D…"_s;
}

void TestContent::shortForms()
{
    QFETCH(AnnotationContent, content);
    QFETCH(QList<int>, shown);
    QFETCH(QString, form);
    QCOMPARE(shortForm(content, AnnotationAction::Submit, shown), form);
    QCOMPARE(shortForm(content, AnnotationAction::Skip, shown), u"skip"_s);
    QCOMPARE(shortForm(content, AnnotationAction::Retract, shown), u"back"_s);
}

QTEST_GUILESS_MAIN(TestContent)
#include "tst_content.moc"
