#include "core/exchange/preview.h"
#include "core/store/projectrepository.h"

#include "tests/core/exchange/exchangefixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Files with something wrong: each gives a sentence with what, where and what to do, and nothing is
/// half-written.
class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badLinesAreReported_data();
    void badLinesAreReported();
    void badFilesAreRefused_data();
    void badFilesAreRefused();
    void aHugeLineIsPassedOver();
    void previewShowsNeighbours();
    void previewOfTheHeadStopsEarly();
};

namespace {

constexpr auto kSchema =
    R"({"type":"schema","name":"S","version":1,"definition":{"kind":"span","name":"S","categories":[)"
    R"({"id":"wrong","name":"Wrong","letter":"W"}]}})";
constexpr auto kBatch = R"({"type":"batch","name":"B","order":"fixed","open":true})";
constexpr auto kItem =
    R"({"type":"item","uid":"i1","kind":"span","batch":"B","schema":"S","schema_version":1,"overlap":1,)"
    R"("prompt":{"messages":[{"role":"user","content":"q"}]},"responses":[{"model":"m","text":"ab😀cd"}]})";

QByteArray annotation(const QByteArray& content)
{
    return R"({"type":"annotation","uid":"a1","item":"i1","annotator":"ann","schema":"S","schema_version":1,)"
           R"("action":"submit","content":)" +
           content + '}';
}

QByteArray span(const QByteArray& start, const QByteArray& end, const QByteArray& quote)
{
    return annotation(R"({"spans":[{"response":0,"start":)" + start + R"(,"end":)" + end + R"(,"quote":")" +
                      quote + R"(","category":"wrong"}]})");
}

} // namespace

void TestBadInput::badLinesAreReported_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("words");
    const QString plumbline = u"plumbline"_s;
    QTest::newRow("cut off") << plumbline << QByteArray(R"({"type":"item","uid":"x)") << QString()
                             << u"ends too early"_s;
    QTest::newRow("latin-1") << plumbline << QByteArray("{\"type\":\"batch\",\"name\":\"\xe4\"}") << QString()
                             << u"not valid UTF-8"_s;
    QTest::newRow("deep") << plumbline
                          << QByteArray(
                                 R"({"type":"batch","name":"C","order":"fixed","open":true,"meta":{"a":)") +
                                 QByteArray(200, '[') + QByteArray(200, ']') + "}}"
                          << QString() << u"nested"_s;
    QTest::newRow("key twice") << plumbline << QByteArray(R"({"type":"batch","name":"C","name":"D"})")
                               << u"name"_s << u"twice"_s;
    QTest::newRow("key twice, deep")
        << plumbline
        << QByteArray(R"({"type":"batch","name":"C","order":"fixed","open":true,"meta":{"x":1,"x":2}})")
        << u"x"_s << u"twice"_s;
    QTest::newRow("NaN") << plumbline << QByteArray(R"({"type":"item","uid":"x","priority":NaN})")
                         << QString() << u"JSON"_s;
    QTest::newRow("no type") << plumbline << QByteArray(R"({"uid":"x"})") << u"type"_s << u"missing"_s;
    QTest::newRow("other type") << plumbline << QByteArray(R"({"type":"vote"})") << u"type"_s << u"“vote”"_s;
    QTest::newRow("unknown field") << plumbline << QByteArray(R"({"type":"model","name":"m","nmae":"x"})")
                                   << u"nmae"_s << u"not known"_s;
    QTest::newRow("no array") << plumbline << QByteArray("[1,2]") << QString() << u"object"_s;
    QTest::newRow("unknown schema") << plumbline
                                    << QByteArray(kItem).replace("\"S\"", "\"T\"").replace("i1", "i2")
                                    << u"schema"_s << u"“T”"_s;
    QTest::newRow("wrong kind") << plumbline
                                << QByteArray(kItem).replace("\"span\"", "\"rating\"").replace("i1", "i2")
                                << u"kind"_s << u"of the kind rating"_s;
    QTest::newRow("role") << plumbline << QByteArray(kItem).replace("\"role\":\"user\"", "\"role\":\"human\"")
                          << u"prompt.messages[0].role"_s << u"“human”"_s;
    QTest::newRow("number as text") << plumbline
                                    << QByteArray(kItem).replace("\"overlap\":1", "\"overlap\":\"1\"")
                                    << u"overlap"_s << u"whole number"_s;
    QTest::newRow("newer format") << plumbline << QByteArray(R"({"type":"project","format":2,"uid":"u"})")
                                  << u"format"_s << u"newer Plumbline"_s;
    QTest::newRow("unknown item") << plumbline << span("0", "2", "ab").replace("\"i1\"", "\"i9\"")
                                  << u"item"_s << u"“i9”"_s;
    QTest::newRow("span out of range")
        << plumbline << span("3", "9", "cd") << u"content.spans[0].end"_s << QString();
    QTest::newRow("span backwards") << plumbline << span("3", "1", "cd") << u"content.spans[0].end"_s
                                    << QString();
    QTest::newRow("span below 0") << plumbline << span("-1", "2", "ab") << u"content.spans[0].start"_s
                                  << QString();
    QTest::newRow("span not whole") << plumbline << span("0.5", "2", "ab") << u"content.spans[0].start"_s
                                    << QString();
    // What counts UTF-16 units gets the quote wrong behind an emoji, and half of one is no text at all.
    QTest::newRow("span in UTF-16 units")
        << plumbline << span("4", "6", "cd") << u"content.spans[0].end"_s << QString();
    QTest::newRow("wrong quote") << plumbline << span("0", "2", "xy") << u"content.spans[0].quote"_s
                                 << u"ab"_s;
    QTest::newRow("half a surrogate pair")
        << plumbline << span("2", "3", "\\ud83d") << QString() << u"escape"_s;
    QTest::newRow("unknown category") << plumbline << span("0", "2", "ab").replace("\"wrong\"", "\"right\"")
                                      << u"content.spans[0].category"_s << u"“right”"_s;
    QTest::newRow("name of nothing")
        << plumbline
        << QByteArray(R"({"type":"ref","source":"mt-bench","kind":"prompt","key":"81/1","target":"00ff"})")
        << u"target"_s << u"neither before this line nor in the project"_s;
    QTest::newRow("name of a schema")
        << plumbline
        << QByteArray(R"({"type":"ref","source":"mt-bench","kind":"schema","key":"81/1","target":"x"})")
        << u"kind"_s << u"“schema” is not known here"_s;
    QTest::newRow("value of the project")
        << plumbline << QByteArray(R"({"type":"value","key":"seed","value":"1"})") << u"key"_s
        << u"a slash"_s;
    QTest::newRow("supersedes nothing")
        << plumbline << span("0", "2", "ab").replace("\"action\"", "\"supersedes\":\"zz\",\"action\"")
        << u"supersedes"_s << u"“zz”"_s;

    const QString trl = u"trl-preference"_s;
    QTest::newRow("column missing") << trl << QByteArray(R"({"prompt":"p","chosen":"a"})") << u"rejected"_s
                                    << u"missing"_s;
    QTest::newRow("same answers") << trl << QByteArray(R"({"prompt":"p","chosen":"a","rejected":"a"})")
                                  << u"rejected"_s << u"the same"_s;
    QTest::newRow("margin") << trl << QByteArray(R"({"prompt":"p","chosen":"a","rejected":"b","margin":-1})")
                            << u"margin"_s << u"below 0"_s;
    QTest::newRow("no text") << trl << QByteArray(R"({"prompt":7,"chosen":"a","rejected":"b"})")
                             << u"prompt"_s << u"text or a list of messages"_s;
    QTest::newRow("label") << u"trl-unpaired"_s
                           << QByteArray(R"({"prompt":"p","completion":"a","label":"yes"})") << u"label"_s
                           << u"true or false"_s;
    QTest::newRow("no conversation") << u"trl-preference-implicit"_s
                                     << QByteArray(R"({"chosen":"a","rejected":"b"})") << u"chosen"_s
                                     << u"conversation"_s;
    QTest::newRow("csv cells") << u"sparse-feedback"_s << QByteArray("a,b,c") << QString() << u"3 cells"_s;
    QTest::newRow("csv score") << u"sparse-feedback"_s << QByteArray("a,b,c,8") << u"score"_s
                               << u"from 1 to 7"_s;
    QTest::newRow("csv label") << u"sparse-feedback"_s << QByteArray("a,b,c,d,(c)") << u"label"_s
                               << u"(a), (b)"_s;
    QTest::newRow("qa offsets")
        << u"qa-feedback"_s
        << QByteArray(
               R"({"question":"q","passages":[],"prediction 1":"abc","feedback":{"errors":[{"error type":)"
               R"("Irrelevant","explanation":"","start":1,"end":9}]}})")
        << u"feedback.errors[0].end"_s << QString();
    QTest::newRow("qa type")
        << u"qa-feedback"_s
        << QByteArray(
               R"({"question":"q","passages":[],"prediction 1":"abc","feedback":{"errors":[{"error type":)"
               R"("Bad","explanation":"","start":1,"end":2}]}})")
        << u"feedback.errors[0].error type"_s << u"“Bad”"_s;
}

void TestBadInput::badLinesAreReported()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, bad);
    QFETCH(QString, field);
    QFETCH(QString, words);
    QByteArray before;
    QByteArray after = "\n";
    if (format == u"plumbline"_s) {
        before = QByteArray(kSchema) + '\n' + kBatch + '\n' + kItem + '\n';
        after = '\n' + QByteArray(kItem).replace("i1", "last") + '\n';
    }
    for (const OnError onError : {OnError::Skip, OnError::Stop}) {
        ExchangeFixture fixture;
        ImportOptions options;
        options.format = format;
        options.onError = onError;
        const QString path = fixture.file(u"in.jsonl"_s, before + bad + after);
        const Result<ImportReport> report = fixture.tryImport({path}, options);
        const qint64 line = before.count('\n') + 1;
        if (onError == OnError::Skip) {
            QVERIFY2(report, report ? "" : qPrintable(report.error().toString()));
            QCOMPARE(report->badLineCount, 1);
            const BadLine found = report->badLines.value(0);
            QCOMPARE(found.line, line);
            QCOMPARE(found.offset, before.size());
            QCOMPARE(found.field, field);
            QVERIFY2(found.message.contains(words), qPrintable(found.message));
            QVERIFY(found.message.size() > 10);
            QVERIFY(!found.snippet.isEmpty() && found.snippet.size() <= 200);
            QCOMPARE(report->items, format == u"plumbline"_s ? 2 : 0);
        } else {
            QVERIFY(!report);
            QCOMPARE(report.error().code, ErrorCode::InvalidData);
            QCOMPARE(report.error().line, line);
            QCOMPARE(report.error().field, field);
            QVERIFY(report.error().message.contains(u"Nothing was imported"_s));
            for (const QStringView name : {counters::kItems, counters::kPrompts, counters::kResponses}) {
                QCOMPARE(fixture.counter(name), 0);
            }
        }
    }
}

void TestBadInput::badFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("binary") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << u"binary"_s;
    QTest::newRow("utf-16") << QByteArray("\xff\xfe{\0\"\0", 6) << u"UTF-16"_s;
    QTest::newRow("no format") << QByteArray("hello\nworld\n") << u"format was not recognised"_s;
    QTest::newRow("empty") << QByteArray() << u"“in.jsonl” is empty"_s;
    QTest::newRow("blank") << QByteArray(" \n\r\n\n") << u"“in.jsonl” is empty"_s;
    QTest::newRow("broken gzip") << QByteArray("\x1f\x8b\x08\x00garbage") << u"gzip"_s;
    QTest::newRow("broken zstd") << QByteArray("\x28\xb5\x2f\xfdgarbage") << u"zstd"_s;
}

void TestBadInput::badFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    ExchangeFixture fixture;
    const QString path = fixture.file(u"in.jsonl"_s, bytes);
    const Result<ImportReport> report = fixture.tryImport({path});
    QVERIFY(!report);
    QVERIFY2(report.error().message.contains(words), qPrintable(report.error().message));
    QCOMPARE(report.error().file, path);
    QCOMPARE(fixture.counter(counters::kItems), 0);
    if (bytes.isEmpty()) { // the same when the format is named
        ImportOptions options;
        options.format = u"trl-preference"_s;
        const Result<ImportReport> named = fixture.tryImport({path}, options);
        QVERIFY(!named);
        QVERIFY2(named.error().message.contains(words), qPrintable(named.error().message));
    }

    const Result<ImportReport> missing = fixture.tryImport({fixture.folder.filePath(u"nowhere.jsonl"_s)});
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
}

void TestBadInput::aHugeLineIsPassedOver()
{
    ExchangeFixture fixture;
    const QByteArray text = QByteArray(kSchema) + '\n' + kBatch + '\n' + R"({"type":"model","name":")" +
                            QByteArray(100'000'000, 'x') + "\"}\n" + kItem + '\n';
    ImportOptions options;
    options.format = u"plumbline"_s;
    const ImportReport report = fixture.import({fixture.file(u"in.jsonl"_s, text)}, options);
    QCOMPARE(report.badLineCount, 1);
    QCOMPARE(report.badLines.value(0).line, 3);
    QVERIFY(report.badLines.value(0).message.contains(u"64 MiB"_s));
    QCOMPARE(report.items, 1);
}

void TestBadInput::previewShowsNeighbours()
{
    ExchangeFixture fixture;
    QByteArray text;
    for (int index = 1; index <= 20; ++index) {
        const QByteArray winner = index == 9 ? "model_c" : "model_a";
        text += R"({"judge":"j","model_a":"alpha","model_b":"beta","question_id":1,"turn":1,"winner":")" +
                winner + "\"}\n";
    }
    fixture.import(
        {fixture.file(u"question.jsonl"_s, R"({"question_id":1,"category":"c","turns":["q"]})"),
         fixture.file(u"a.jsonl"_s,
                      R"({"question_id":1,"model_id":"alpha","choices":[{"index":0,"turns":["x"]}]})"),
         fixture.file(u"b.jsonl"_s,
                      R"({"question_id":1,"model_id":"beta","choices":[{"index":0,"turns":["y"]}]})")});
    const Result<ImportPreview> preview =
        previewImport({fixture.file(u"human.jsonl"_s, text)}, {}, fixture.store.get(), 5);
    QVERIFY(preview);
    QCOMPARE(preview->format, u"mt-bench"_s);
    QCOMPARE(preview->firstRows.size(), 5);
    QCOMPARE(preview->counts.linesRead, 20);
    QCOMPARE(preview->counts.badLineCount, 1);
    QCOMPARE(preview->counts.annotations, 19);
    QCOMPARE(preview->counts.items, 1);
    QList<qint64> lines;
    for (const PreviewRow& row : preview->errorRows) {
        lines.append(row.line);
    }
    QCOMPARE(lines, (QList<qint64>{7, 8, 9, 10}));
    const PreviewRow bad = preview->errorRows.value(2);
    QVERIFY(bad.error);
    QCOMPARE(preview->columns.value(bad.errorColumn), u"preference"_s);
    QCOMPARE(bad.cells.value(bad.errorColumn), u"model_c"_s);
    QVERIFY(bad.error->snippet.contains(u"model_c"_s));
    QVERIFY(preview->sourceFields.contains(u"winner"_s));
    QCOMPARE(fixture.counter(counters::kItems), 0);
}

void TestBadInput::previewOfTheHeadStopsEarly()
{
    ExchangeFixture fixture;
    QByteArray text;
    for (int index = 0; index < 1000; ++index) {
        text += R"({"prompt":"p)" + QByteArray::number(index) + R"(","chosen":"a","rejected":"b"})" + '\n';
    }
    const Result<ImportPreview> preview =
        previewImport({fixture.file(u"in.jsonl"_s, text)}, {}, nullptr, 10, true);
    QVERIFY(preview);
    QCOMPARE(preview->format, u"trl-preference"_s);
    QCOMPARE(preview->counts.linesRead, 10);
    QCOMPARE(preview->firstRows.size(), 10);
    QCOMPARE(preview->firstRows.value(3).cells.value(0), u"p3"_s);
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
