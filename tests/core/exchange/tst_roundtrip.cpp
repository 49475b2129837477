#include "core/base/json.h"
#include "core/exchange/plumblinewriter.h"
#include "core/store/annotationrepository.h"
#include "core/store/projectrepository.h"

#include "tests/core/exchange/exchangefixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Files that come out as they went in.
class TestRoundTrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void qaFeedbackIsUnchanged();
    void qaFeedbackComparisonsBecomePairs();
    void qaFeedbackEvidenceIsConverted();
    void sparseFeedbackIsUnchanged_data();
    void sparseFeedbackIsUnchanged();
    void sparseFeedbackOfBothSortsMakesTwoFiles();
    void plumblineGivesTheSameBytes_data();
    void plumblineGivesTheSameBytes();
    void plumblineKeepsHistoryAndSettings();
    void plumblineWithAFilterWritesLess();
    void plumblineCopiesWhatItWouldWrite();
    void plumblineOffsetsAreIgnoredOnTheWayIn();
};

namespace {

ExportOptions optionsFor(const QString& format)
{
    ExportOptions options;
    options.format = format;
    return options;
}

QList<QByteArray> elements(const QString& path)
{
    QList<QByteArray> out;
    const QJsonArray array = parseJson(readAll(path)).valueOr(QJsonValue()).toArray();
    for (const QJsonValue& value : array) {
        out.append(canonicalJson(value));
    }
    return out;
}

} // namespace

void TestRoundTrip::qaFeedbackIsUnchanged()
{
    bool isWhole = false;
    const QString source =
        dataFolder(u"fine_grained_rlhf"_s, u"qa_feedback"_s, isWhole) + u"/dev_feedback.json"_s;
    ExchangeFixture fixture;
    const ImportReport report = fixture.import({source});
    QCOMPARE(report.format, u"qa-feedback"_s);
    QCOMPARE(report.badLineCount, 0);
    const QList<QByteArray> before = elements(source);
    QVERIFY(before.size() >= 5);
    QCOMPARE(report.items, before.size());
    if (isWhole) {
        QCOMPARE(before.size(), 500);
    }
    QCOMPARE(elements(fixture.exportTo(u"out.json"_s, optionsFor(u"qa-feedback"_s))), before);
}

/// The six comparisons of a record are preferences that TRL trains on; the record itself stays as it was.
void TestRoundTrip::qaFeedbackComparisonsBecomePairs()
{
    const QByteArray text =
        R"([{"question":"q","passages":[],"prediction 1":"one","prediction 2":"two","prediction 3":"three",)"
        R"("prediction 4":"four","feedback":{"errors":[],"missing-info":[],"corrected-prediction":"one"},)"
        R"("preference":[1,2,0,1,2,1]}])";
    ExchangeFixture fixture;
    const QString source = fixture.file(u"qa.json"_s, text);
    QCOMPARE(fixture.import({source}).items, 1);
    ExportOptions options = optionsFor(u"trl-preference"_s);
    options.withSource = false;
    options.textForm = TextForm::Text;
    const auto row = [](const QByteArray& better, const QByteArray& worse, const QByteArray& margin = "1.0") {
        return QByteArray(R"({"chosen":")") + better + R"(","margin":)" + margin +
               R"(,"prompt":"q","rejected":")" + worse + R"("})";
    };
    const auto written = [&] {
        QList<QByteArray> out;
        for (const QByteArray& line :
             readAll(fixture.exportTo(u"out.jsonl"_s, options)).trimmed().split('\n')) {
            out.append(line);
        }
        return out;
    };
    const auto canonical = [](QList<QByteArray> rows) {
        for (QByteArray& one : rows) {
            one = canonicalJson(parseJson(one).valueOr(QJsonValue()));
        }
        std::sort(rows.begin(), rows.end());
        return rows;
    };
    const QList<QByteArray> decided{row("one", "two"), row("three", "one"), row("two", "three"),
                                    row("four", "two"), row("three", "four")};
    QCOMPARE(canonical(written()), canonical(decided));
    QCOMPARE(fixture.lastExport.skipped.value(u"tie"_s), 1);
    options.ties = TieChoice::Include;
    QCOMPARE(canonical(written()), canonical(decided + QList<QByteArray>{row("one", "four", "0.0")}));
    QCOMPARE(elements(fixture.exportTo(u"out.json"_s, optionsFor(u"qa-feedback"_s))), elements(source));
}

void TestRoundTrip::qaFeedbackEvidenceIsConverted()
{
    const QByteArray text =
        R"([{"question":"q","passages":[["T","s1","s2"]],"gold":"g","prediction 1":"a😀b wrong",)"
        R"("prediction 2":"p","prediction 3":"p","prediction 4":"p","feedback":{"errors":[{)"
        R"("error type":"Wrong-Grounding","explanation":"{\"passage_id\":1,\"sentence_id\":[0,2]}",)"
        R"("start":1,"end":3}],"missing-info":[{"error type":"Missing-Answer","passage_id":1,)"
        R"("sentence_id":[1]}],"corrected-prediction":"a"},"preference":[1,2,0,0,1,2]}])";
    ExchangeFixture fixture;
    const QString source = fixture.file(u"qa.json"_s, text);
    fixture.import({source});
    const Result<Annotation> label = fixture.store->read([](Session& session) -> Result<Annotation> {
        PLUMBLINE_ASSIGN(const QList<Annotation> all, AnnotationRepository(session).after(0, 10));
        return all.value(0);
    });
    QVERIFY(label);
    const Span span = label->content.spans.value(0);
    QCOMPARE(span.quote, u"😀b"_s); // code points, not UTF-16 units
    QCOMPARE(span.evidence.passage.value_or(-1), 0);
    QCOMPARE(span.evidence.sentences, (QList<int>{-1, 1})); // the title is −1
    QCOMPARE(label->content.missing.value(0).evidence.sentences, QList<int>{0});
    QCOMPARE(label->content.edits.value(0).text, u"a"_s);
    QCOMPARE(elements(fixture.exportTo(u"out.json"_s, optionsFor(u"qa-feedback"_s))), elements(source));
}

void TestRoundTrip::sparseFeedbackIsUnchanged_data()
{
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("excerpt");
    QTest::newRow("ratings") << u"feedback_ratings_sample_generation.csv"_s << u"ratings.csv"_s;
    QTest::newRow("rankings") << u"feedback_rankings_sample_generation.csv"_s << u"rankings.csv"_s;
}

void TestRoundTrip::sparseFeedbackIsUnchanged()
{
    QFETCH(QString, whole);
    QFETCH(QString, excerpt);
    bool isWhole = false;
    const QString folder = dataFolder(u"sparse_feedback"_s, u"sparse_feedback"_s, isWhole);
    const QString source = folder + u'/' + (isWhole ? whole : excerpt);
    ExchangeFixture fixture;
    const ImportReport report = fixture.import({source});
    QCOMPARE(report.format, u"sparse-feedback"_s);
    QCOMPARE(report.badLineCount, 0);
    QCOMPARE(readAll(fixture.exportTo(u"out.csv"_s, optionsFor(u"sparse-feedback"_s))), readAll(source));
}

void TestRoundTrip::sparseFeedbackOfBothSortsMakesTwoFiles()
{
    ExchangeFixture fixture;
    const QByteArray ratings = "say \"hi\",nan,x,7\r\n\"a,\nb\",\"in \"\"put\"\"\",y,2.5\r\n";
    const QByteArray rankings = "i,in,x,y,(a)\r\ni,,y,x,equal\r\ni,nan,x,x,(b)\r\n";
    const QString first = fixture.file(u"one.csv"_s, ratings);
    const QString second = fixture.file(u"two.csv"_s, rankings);
    QCOMPARE(fixture.import({first, second}).badLineCount, 0);
    fixture.exportTo(u"out.csv"_s, optionsFor(u"sparse-feedback"_s));
    QCOMPARE(fixture.lastExport.files.size(), 2);
    QCOMPARE(readAll(fixture.folder.filePath(u"out-ratings.csv"_s)),
             QByteArray("\"say \"\"hi\"\"\",nan,x,7\r\n\"a,\nb\",\"in \"\"put\"\"\",y,2.5\r\n"));
    QCOMPARE(readAll(fixture.folder.filePath(u"out-rankings.csv"_s)), rankings);
}

void TestRoundTrip::plumblineGivesTheSameBytes_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << u"p.jsonl"_s;
    QTest::newRow("gzip") << u"p.jsonl.gz"_s;
    QTest::newRow("zstd") << u"p.jsonl.zst"_s;
}

void TestRoundTrip::plumblineGivesTheSameBytes()
{
    QFETCH(QString, name);
    bool isWhole = false;
    ExchangeFixture first(41);
    const QString mtBench = dataFolder(u"-"_s, u"mt_bench"_s, isWhole);
    first.import({mtBench});
    first.import({dataFolder(u"-"_s, u"qa_feedback"_s, isWhole) + u"/dev_feedback.json"_s});
    first.import({dataFolder(u"-"_s, u"sparse_feedback"_s, isWhole) + u"/ratings.csv"_s});
    const QString one = first.exportTo(name, optionsFor(u"plumbline"_s));
    QVERIFY(first.lastExport.records > 50);

    ExchangeFixture second(42);
    const ImportReport report = second.import({one});
    QCOMPARE(report.badLineCount, 0);
    QCOMPARE(report.format, u"plumbline"_s);
    const QString two = second.exportTo(name, optionsFor(u"plumbline"_s));
    QCOMPARE(readAll(two), readAll(one));
    QCOMPARE(second.store->checkIntegrity().valueOr({u"failed"_s}), QStringList());
    QCOMPARE(second.counter(counters::kPrompts), first.counter(counters::kPrompts));
    QCOMPARE(second.counter(counters::kResponses), first.counter(counters::kResponses));
    QCOMPARE(second.state(), first.state());

    // Importing it once more changes nothing.
    const ImportReport again = second.import({one});
    QCOMPARE(again.items, 0);
    QCOMPARE(again.annotations, 0);
    QCOMPARE(again.duplicateItems, report.items);
    QCOMPARE(again.duplicateAnnotations, report.annotations);
    QCOMPARE(readAll(second.exportTo(u"third_"_s + name, optionsFor(u"plumbline"_s))), readAll(one));
}

void TestRoundTrip::plumblineKeepsHistoryAndSettings()
{
    ExchangeFixture first(18446744073709551615ULL);
    const QList<ItemId> items =
        first.addItems(5, ItemKind::Pairwise, u"späte \"Runde\""_s, QueueOrder::Random, 3);
    const AnnotatorId ada = first.annotator(u"Ada \u2028 L"_s);
    const AnnotatorId judge = first.annotator(u"judge"_s, AnnotatorKind::Llm);
    const Result<void> filled = first.store->write([&](Session& session) -> Result<void> {
        Labelling work(session, ada);
        PLUMBLINE_TRY(work.open(items.at(2)));
        AnnotationContent content = pairwiseAnswer(1);
        content.critique = u"emoji 😀, zero \u0000, tab\t, line\r\nend"_s;
        PLUMBLINE_TRY(work.submit(items.at(2), content, {}, 1234));
        PLUMBLINE_TRY(work.submit(items.at(2), pairwiseAnswer(-2), {}, 99, {{u"tool"_s, u"x"_s}}));
        Annotation imported;
        imported.itemId = items.at(4);
        imported.annotatorId = judge;
        PLUMBLINE_ASSIGN(const Item item, ItemRepository(session).get(items.at(4)));
        imported.schemaVersionId = item.schemaVersionId;
        imported.content = pairwiseAnswer(0);
        imported.content.extra = {{u"raw"_s, QJsonArray{1, 2.5, true, QJsonValue::Null, u"\\\""_s}}};
        PLUMBLINE_TRY(AnnotationRepository(session).appendImported(imported));
        ItemRepository repository(session);
        PLUMBLINE_TRY(repository.setGold(items.at(0), pairwiseAnswer(2)));
        PLUMBLINE_TRY(repository.setPriority(items.at(1), 0.1));
        BatchRepository batches(session);
        PLUMBLINE_ASSIGN(const Batch closed, batches.findOrCreate(u"closed"_s, QueueOrder::Priority));
        PLUMBLINE_TRY(batches.setOpen(closed.id, false));
        PLUMBLINE_TRY(batches.setMeta(closed.id, {{u"why"_s, u"done"_s}}));
        Prompt unused;
        unused.messages = {{u"system"_s, u"be brief"_s}, {u"user"_s, u"nobody asks"_s}};
        unused.references = {u"r"_s};
        unused.passages = {{u"t"_s, {u"s"_s}}, {QString(), {}}};
        PLUMBLINE_ASSIGN(const PromptId id, repository.addPrompt(unused));
        Response response;
        response.model = u"m/1"_s;
        response.turns = {u"one"_s, u"two"_s};
        response.meta = {{u"t"_s, 1e300}};
        PLUMBLINE_TRY(repository.addResponse(id, unused.hash(), response));
        return {};
    });
    QVERIFY2(filled, filled ? "" : qPrintable(filled.error().toString()));
    const QByteArray one = readAll(first.exportTo(u"one.jsonl"_s, optionsFor(u"plumbline"_s)));
    ExchangeFixture second;
    second.clock.advanceSeconds(1000);
    QCOMPARE(second.import({first.folder.filePath(u"one.jsonl"_s)}).badLineCount, 0);
    QCOMPARE(readAll(second.exportTo(u"two.jsonl"_s, optionsFor(u"plumbline"_s))), one);
    QCOMPARE(second.store->project(), first.store->project()); // without opening it again
    // The queue of the copy goes in the order of the original.
    const auto order = [](ExchangeFixture& fixture) {
        return fixture.store
            ->write([](Session& session) -> Result<QStringList> {
                PLUMBLINE_ASSIGN(const Annotator who,
                                 AnnotatorRepository(session).findOrCreate(u"next"_s, AnnotatorKind::Human));
                QStringList uids;
                for (;;) {
                    PLUMBLINE_ASSIGN(const auto claim,
                                     AssignmentRepository(session).claimNext(who.id, {}, 600));
                    if (!claim) {
                        return uids;
                    }
                    PLUMBLINE_ASSIGN(const Item item, ItemRepository(session).get(claim->itemId));
                    uids.append(item.uid);
                }
            })
            .valueOr({});
    };
    const QStringList queue = order(first);
    QCOMPARE(queue.size(), 5);
    QCOMPARE(order(second), queue);
}

void TestRoundTrip::plumblineWithAFilterWritesLess()
{
    ExchangeFixture fixture;
    bool isWhole = false;
    fixture.import({dataFolder(u"-"_s, u"mt_bench"_s, isWhole)});
    ExportOptions options = optionsFor(u"plumbline"_s);
    options.filter.category = u"writing"_s;
    options.hashPeople = true;
    const QByteArray text = readAll(fixture.exportTo(u"part.jsonl"_s, options));
    QVERIFY(text.contains("\"category\":\"writing\""));
    QVERIFY(!text.contains("\"category\":\"reasoning\""));
    QVERIFY(!text.contains("expert_"));
    QVERIFY(text.contains("person-"));
    ExchangeFixture second;
    QCOMPARE(second.import({fixture.folder.filePath(u"part.jsonl"_s)}).badLineCount, 0);
}

/// The lines of items and annotations are copied from what is stored; they are the same as those made from
/// what is read.
void TestRoundTrip::plumblineCopiesWhatItWouldWrite()
{
    ExchangeFixture fixture;
    bool isWhole = false;
    fixture.import({dataFolder(u"-"_s, u"mt_bench"_s, isWhole)});
    fixture.import({dataFolder(u"-"_s, u"qa_feedback"_s, isWhole) + u"/dev_feedback.json"_s});
    const auto odd = fixture.store->write([](Session& session) -> Result<void> {
        NewItem item;
        item.prompt.messages = {{u"system"_s, u"\u0000 \"quoted\"\n"_s}, {u"user"_s, u"größer 😀"_s}};
        item.prompt.meta = {{u"z"_s, 1.5}, {u"a"_s, QJsonArray{QJsonValue::Null, true}}};
        Response turns;
        turns.turns = {u"one\t"_s, u"two \u0007"_s};
        turns.meta = {{u"k"_s, u"v"_s}};
        Response nameless;
        nameless.turns = {QString()};
        item.responses = {turns, nameless, turns};
        item.priority = 0.1;
        item.overlap = 3;
        item.isGold = true;
        item.gold = pairwiseAnswer(1);
        item.meta = {{u"source"_s, QJsonObject{{u"line"_s, 7}}}};
        PLUMBLINE_ASSIGN(const SchemaVersion schema,
                         SchemaRepository(session).save(SchemaDefinition::builtIn(ItemKind::Pairwise)));
        item.schemaVersionId = schema.id;
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(u"“odd” \\"_s));
        item.batchId = batch.id;
        PLUMBLINE_TRY(ItemRepository(session).add(item));
        return {};
    });
    QVERIFY2(odd, odd ? "" : qPrintable(odd.error().toString()));
    QByteArray expected;
    const auto read = fixture.store->read([&expected](Session& session) -> Result<void> {
        PLUMBLINE_ASSIGN(const QList<ItemView> views, ItemRepository(session).viewsAfter({}, {}, 100'000));
        for (const ItemView& view : views) {
            appendItemLine(expected, view, schemaFields(view.schema));
        }
        return {};
    });
    QVERIFY(read);
    QByteArray items;
    const QList<QByteArray> lines =
        readAll(fixture.exportTo(u"all.jsonl"_s, optionsFor(u"plumbline"_s))).split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith("{\"type\":\"item\"")) {
            items += line + '\n';
        }
    }
    QVERIFY(items.contains("\\u0007"));
    QCOMPARE(items, expected);
}

void TestRoundTrip::plumblineOffsetsAreIgnoredOnTheWayIn()
{
    ExchangeFixture fixture;
    bool isWhole = false;
    fixture.import({dataFolder(u"-"_s, u"qa_feedback"_s, isWhole) + u"/dev_feedback.json"_s});
    ExportOptions options = optionsFor(u"plumbline"_s);
    const QString plain = fixture.exportTo(u"plain.jsonl"_s, options);
    options.withOtherOffsets = true;
    const QString rich = fixture.exportTo(u"rich.jsonl"_s, options);
    QVERIFY(readAll(rich).contains("\"span_offsets\":[{\"utf16\":["));
    ExchangeFixture second;
    QCOMPARE(second.import({rich}).badLineCount, 0);
    QCOMPARE(readAll(second.exportTo(u"again.jsonl"_s, optionsFor(u"plumbline"_s))), readAll(plain));
}

QTEST_GUILESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
