#include "core/base/json.h"
#include "core/exchange/conversationtext.h"
#include "core/exchange/preview.h"
#include "core/store/annotationrepository.h"
#include "core/store/projectrepository.h"

#include "tests/core/exchange/exchangefixture.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// TRL's data sets: what a label becomes, and back.
class TestTrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void marginsTellStrength();
    void tiesAndBothBadAreLeftOutAndCounted();
    void majorityAndUnanimity();
    void judgesCanBeLeftOut();
    void bothBadMakesTwoBadAnswers();
    void editsArePairsAndCompletions();
    void multiTurnPairsShareTheirPrefix();
    void supersededAndRetractedLabelsDoNotCount();
    void textFormIsPlain();
    void importThenExportGivesTheSame_data();
    void importThenExportGivesTheSame();
    void columnsCanBeMapped();
    void chosenDoesNotAlwaysStandFirst();
    void hhConversationsAreSplit();
    void conversationsThatDifferInAQuestionAreBad();
    void labelsCanBeLeftOut();
    void labelsOfAKnownJudgeStayItsOwn();
    void cardTellsHowItCameToBe();
    void splitKeepsAQuestionOnOneSide();
    void checksumsAndAnEditedCardAreWritten();
    void cardSaysWhatBecomesOfTies_data();
    void cardSaysWhatBecomesOfTies();

private:
    /// Adds an item of two answers and gives its id.
    ItemId addPair(const QStringList& firstTurns = {u"good"_s}, const QStringList& secondTurns = {u"bad"_s});
    void label(ItemId item, const QString& annotator, const AnnotationContent& content,
               AnnotatorKind kind = AnnotatorKind::Human);
    QList<QJsonObject> records(const ExportOptions& options);

    std::unique_ptr<ExchangeFixture> m_fixture;
};

namespace {

AnnotationContent prefers(int margin)
{
    return pairwiseAnswer(margin);
}

AnnotationContent bothBad()
{
    AnnotationContent content = pairwiseAnswer(0);
    content.preferences[0].bothBad = true;
    return content;
}

ExportOptions optionsFor(const QString& format)
{
    ExportOptions options;
    options.format = format;
    return options;
}

QString lastText(const QJsonValue& messages)
{
    return messages.toArray().last().toObject().value(u"content"_s).toString();
}

} // namespace

void TestTrl::init()
{
    m_fixture = std::make_unique<ExchangeFixture>();
}

ItemId TestTrl::addPair(const QStringList& firstTurns, const QStringList& secondTurns)
{
    const Result<ItemId> id = m_fixture->store->write([&](Session& session) -> Result<ItemId> {
        PLUMBLINE_ASSIGN(const SchemaVersion schema,
                         SchemaRepository(session).save(SchemaDefinition::builtIn(ItemKind::Pairwise)));
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(u"b"_s));
        NewItem item;
        item.kind = ItemKind::Pairwise;
        item.schemaVersionId = schema.id;
        item.batchId = batch.id;
        item.overlap = 5;
        PLUMBLINE_ASSIGN(const qint64 count, ItemRepository(session).count({}));
        for (qsizetype turn = 0; turn < firstTurns.size(); ++turn) {
            item.prompt.messages.append({u"user"_s, u"q%1.%2"_s.arg(count).arg(turn)});
        }
        Response first;
        first.model = u"m1"_s;
        first.turns = firstTurns;
        Response second;
        second.model = u"m2"_s;
        second.turns = secondTurns;
        item.responses = {first, second};
        PLUMBLINE_ASSIGN(const AddedItem added, ItemRepository(session).add(item));
        return added.id;
    });
    return id.valueOr({});
}

void TestTrl::label(ItemId item, const QString& annotator, const AnnotationContent& content,
                    AnnotatorKind kind)
{
    const Result<void> done = m_fixture->store->write([&](Session& session) -> Result<void> {
        PLUMBLINE_ASSIGN(const Annotator who, AnnotatorRepository(session).findOrCreate(annotator, kind));
        PLUMBLINE_ASSIGN(const Item stored, ItemRepository(session).get(item));
        Annotation annotation;
        annotation.itemId = item;
        annotation.annotatorId = who.id;
        annotation.schemaVersionId = stored.schemaVersionId;
        annotation.content = content;
        PLUMBLINE_TRY(AnnotationRepository(session).appendImported(annotation));
        return {};
    });
    QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
}

QList<QJsonObject> TestTrl::records(const ExportOptions& options)
{
    QList<QJsonObject> out;
    const QList<QByteArray> lines = readAll(m_fixture->exportTo(u"out.jsonl"_s, options)).split('\n');
    for (const QByteArray& line : lines) {
        if (!line.isEmpty()) {
            out.append(parseJsonObject(line).valueOr({}));
        }
    }
    return out;
}

void TestTrl::marginsTellStrength()
{
    label(addPair(), u"a"_s, prefers(1));
    label(addPair(), u"b"_s, prefers(-2));
    const QList<QJsonObject> rows = records(optionsFor(u"trl-preference"_s));
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).value(u"margin"_s).toDouble(), 1.0);
    QCOMPARE(lastText(rows.at(0).value(u"chosen"_s)), u"good"_s);
    QCOMPARE(rows.at(0).value(u"chosen_model"_s).toString(), u"m1"_s);
    QCOMPARE(rows.at(1).value(u"margin"_s).toDouble(), 2.0);
    QCOMPARE(lastText(rows.at(1).value(u"chosen"_s)), u"bad"_s);
    QCOMPARE(rows.at(1).value(u"annotators"_s).toArray(), QJsonArray{u"b"_s});
    // Every number is written the same way, so that a reader sees one type.
    QVERIFY(readAll(m_fixture->folder.filePath(u"out.jsonl"_s)).contains("\"margin\":1.0,"));
}

void TestTrl::tiesAndBothBadAreLeftOutAndCounted()
{
    label(addPair(), u"a"_s, prefers(0));
    label(addPair(), u"a"_s, bothBad());
    label(addPair(), u"a"_s, prefers(1));
    addPair();
    QCOMPARE(records(optionsFor(u"trl-preference"_s)).size(), 1);
    QCOMPARE(m_fixture->lastExport.skipped,
             (QMap<QString, qint64>{{u"tie"_s, 1}, {u"both_bad"_s, 1}, {u"no_label"_s, 1}}));
    ExportOptions withTies = optionsFor(u"trl-preference"_s);
    withTies.ties = TieChoice::Include;
    const QList<QJsonObject> rows = records(withTies);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).value(u"margin"_s).toDouble(), 0.0);
    QCOMPARE(m_fixture->lastExport.skipped.value(u"both_bad"_s), 1);
}

void TestTrl::majorityAndUnanimity()
{
    const ItemId majority = addPair();
    label(majority, u"a"_s, prefers(1));
    label(majority, u"b"_s, prefers(2));
    label(majority, u"c"_s, prefers(-1));
    const ItemId split = addPair();
    label(split, u"a"_s, prefers(1));
    label(split, u"b"_s, prefers(-1));
    const ItemId tied = addPair();
    label(tied, u"a"_s, prefers(0));
    label(tied, u"b"_s, prefers(0));
    const ItemId agreed = addPair();
    label(agreed, u"a"_s, prefers(-1));
    label(agreed, u"b"_s, prefers(-1));
    ExportOptions options = optionsFor(u"trl-preference"_s);
    options.labels = LabelChoice::Majority;
    const QList<QJsonObject> rows = records(options);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).value(u"margin"_s).toDouble(), 1.5);
    QCOMPARE(rows.at(0).value(u"annotators"_s).toArray(), (QJsonArray{u"a"_s, u"b"_s}));
    QCOMPARE(m_fixture->lastExport.skipped, (QMap<QString, qint64>{{u"no_majority"_s, 1}, {u"tie"_s, 1}}));
    QCOMPARE(m_fixture->lastExport.labels, 9);
    options.labels = LabelChoice::Unanimous;
    QCOMPARE(records(options).size(), 1);
    QCOMPARE(m_fixture->lastExport.skipped, (QMap<QString, qint64>{{u"not_unanimous"_s, 2}, {u"tie"_s, 1}}));
    options.labels = LabelChoice::Each;
    QCOMPARE(records(options).size(), 7);
}

void TestTrl::judgesCanBeLeftOut()
{
    const ItemId item = addPair();
    label(item, u"person"_s, prefers(1));
    label(item, u"judge"_s, prefers(-1), AnnotatorKind::Llm);
    ExportOptions options = optionsFor(u"trl-preference"_s);
    options.annotatorKinds = {AnnotatorKind::Human};
    options.hashPeople = true;
    const QList<QJsonObject> rows = records(options);
    QCOMPARE(rows.size(), 1);
    QCOMPARE(lastText(rows.at(0).value(u"chosen"_s)), u"good"_s);
    QVERIFY(rows.at(0).value(u"annotators"_s).toArray().at(0).toString().startsWith(u"person-"_s));
}

void TestTrl::bothBadMakesTwoBadAnswers()
{
    label(addPair(), u"a"_s, bothBad());
    label(addPair(), u"a"_s, prefers(-1));
    label(addPair(), u"a"_s, prefers(0));
    const QList<QJsonObject> rows = records(optionsFor(u"trl-unpaired"_s));
    QList<bool> labels;
    for (const QJsonObject& row : rows) {
        labels.append(row.value(u"label"_s).toBool());
    }
    QCOMPARE(labels, (QList<bool>{false, false, false, true}));
    QCOMPARE(m_fixture->lastExport.skipped, (QMap<QString, qint64>{{u"tie"_s, 1}}));
}

void TestTrl::editsArePairsAndCompletions()
{
    AnnotationContent content = prefers(1);
    content.edits = {Edit{0, u"better still"_s}, Edit{1, u"bad"_s}};
    label(addPair(), u"a"_s, content);
    QCOMPARE(records(optionsFor(u"trl-preference"_s)).size(), 1);
    ExportOptions options = optionsFor(u"trl-preference"_s);
    options.withEdits = true;
    const QList<QJsonObject> pairs = records(options);
    QCOMPARE(pairs.size(), 2); // an edit that changes nothing is none
    QCOMPARE(lastText(pairs.at(0).value(u"chosen"_s)), u"better still"_s);
    QCOMPARE(lastText(pairs.at(0).value(u"rejected"_s)), u"good"_s);
    const QList<QJsonObject> completions = records(optionsFor(u"trl-prompt-completion"_s));
    QCOMPARE(completions.size(), 2);
    QCOMPARE(lastText(completions.at(0).value(u"completion"_s)), u"better still"_s);
    QCOMPARE(lastText(completions.at(1).value(u"completion"_s)), u"good"_s);
}

void TestTrl::multiTurnPairsShareTheirPrefix()
{
    label(addPair({u"same"_s, u"x"_s}, {u"same"_s, u"y"_s}), u"a"_s, prefers(1));
    label(addPair({u"one"_s, u"x"_s}, {u"other"_s, u"y"_s}), u"a"_s, prefers(1));
    const QList<QJsonObject> rows = records(optionsFor(u"trl-preference"_s));
    QCOMPARE(rows.at(0).value(u"prompt"_s).toArray().size(), 3);
    QCOMPARE(rows.at(0).value(u"chosen"_s).toArray().size(), 1);
    QCOMPARE(rows.at(1).value(u"prompt"_s).toArray().size(), 1);
    QCOMPARE(rows.at(1).value(u"chosen"_s).toArray().size(), 3);
    QCOMPARE(rows.at(1).value(u"rejected"_s).toArray().size(), 3);
    const QList<QJsonObject> implicit = records(optionsFor(u"trl-preference-implicit"_s));
    QVERIFY(!implicit.at(0).contains(u"prompt"_s));
    QCOMPARE(implicit.at(1).value(u"chosen"_s).toArray().size(), 4);
}

void TestTrl::supersededAndRetractedLabelsDoNotCount()
{
    const ItemId item = addPair();
    const AnnotatorId who = m_fixture->annotator(u"a"_s);
    const Result<void> done = m_fixture->store->write([&](Session& session) -> Result<void> {
        Labelling work(session, who);
        PLUMBLINE_TRY(work.open(item));
        PLUMBLINE_TRY(work.submit(item, prefers(1), {}, 10));
        PLUMBLINE_TRY(work.submit(item, prefers(-2), {}, 10));
        return {};
    });
    QVERIFY(done);
    const QList<QJsonObject> rows = records(optionsFor(u"trl-preference"_s));
    QCOMPARE(rows.size(), 1);
    QCOMPARE(lastText(rows.at(0).value(u"chosen"_s)), u"bad"_s);
    QVERIFY(m_fixture->store->write([&](Session& session) { return Labelling(session, who).undo(); }));
    QVERIFY(m_fixture->store->write([&](Session& session) { return Labelling(session, who).undo(); }));
    QCOMPARE(records(optionsFor(u"trl-preference"_s)).size(), 0);
}

void TestTrl::textFormIsPlain()
{
    label(addPair(), u"a"_s, prefers(1));
    label(addPair({u"same"_s, u"x"_s}, {u"same"_s, u"y"_s}), u"a"_s, prefers(1));
    ExportOptions options = optionsFor(u"trl-preference"_s);
    options.textForm = TextForm::Text;
    options.withMargin = false;
    options.withSource = false;
    const QList<QJsonObject> rows = records(options);
    QCOMPARE(rows.at(0),
             (QJsonObject{{u"prompt"_s, u"q0.0"_s}, {u"chosen"_s, u"good"_s}, {u"rejected"_s, u"bad"_s}}));
    QCOMPARE(rows.at(1).value(u"prompt"_s).toString(),
             u"\n\nHuman: q1.0\n\nAssistant: same\n\nHuman: q1.1"_s);
}

void TestTrl::importThenExportGivesTheSame_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("pair") << u"trl-preference"_s << true
                          << QByteArray(R"({"prompt":"p","chosen":"a","rejected":"b","margin":2.0})");
    QTest::newRow("pair, odd margin")
        << u"trl-preference"_s << true
        << QByteArray(R"({"prompt":"p","chosen":"b","rejected":"a","margin":1.0})");
    QTest::newRow("messages") << u"trl-preference"_s << false
                              << QByteArray(
                                     R"({"prompt":[{"role":"system","content":"s"},{"role":"user","content":)"
                                     R"("p"}],"chosen":[{"role":"assistant","content":"a"}],"rejected":)"
                                     R"([{"role":"assistant","content":"b"}],"margin":1.0})");
    QTest::newRow("implicit text")
        << u"trl-preference-implicit"_s << true
        << QByteArray(R"({"chosen":"\n\nHuman: p\n\nAssistant: a\n\nHuman: r\n\nAssistant: c","rejected":)"
                      R"("\n\nHuman: p\n\nAssistant: b\n\nHuman: r\n\nAssistant: d","margin":1.0})");
    QTest::newRow("unpaired") << u"trl-unpaired"_s << true
                              << QByteArray(R"({"prompt":"p","completion":"a","label":false})");
    QTest::newRow("completion") << u"trl-prompt-completion"_s << true
                                << QByteArray(R"({"prompt":"p","completion":"ありがとう 🙇"})");
}

void TestTrl::importThenExportGivesTheSame()
{
    QFETCH(QString, format);
    QFETCH(bool, isText);
    QFETCH(QByteArray, line);
    QCOMPARE(m_fixture->import({m_fixture->file(u"in.jsonl"_s, line + '\n')}).format, format);
    ExportOptions options = optionsFor(format);
    options.textForm = isText ? TextForm::Text : TextForm::Messages;
    options.withSource = false;
    const QString out = m_fixture->exportTo(u"out.jsonl"_s, options);
    QCOMPARE(sortedRecords(out), sortedRecords(m_fixture->folder.filePath(u"in.jsonl"_s)));
}

void TestTrl::columnsCanBeMapped()
{
    ImportOptions options;
    options.format = u"trl-preference"_s;
    options.fields = {{u"prompt"_s, u"question"_s}, {u"chosen"_s, u"win"_s}, {u"rejected"_s, u"lose"_s}};
    const QByteArray array = R"([{"question":"p","win":"a","lose":"b","source":"s"}])";
    const ImportReport report = m_fixture->import({m_fixture->file(u"in.json"_s, array)}, options);
    QCOMPARE(report.items, 1);
    const Result<ItemView> view =
        m_fixture->store->read([](Session& session) { return ItemRepository(session).view(ItemId{1}); });
    QVERIFY(view);
    QCOMPARE(view->item.meta.value(u"source"_s).toString(), u"s"_s);
    QCOMPARE(view->prompt.lastUserText(), u"p"_s);
}

void TestTrl::chosenDoesNotAlwaysStandFirst()
{
    QByteArray text;
    for (int index = 0; index < 200; ++index) {
        const QByteArray number = QByteArray::number(index);
        text += R"({"prompt":"p","chosen":"good )" + number + R"(","rejected":"bad )" + number + "\"}\n";
    }
    m_fixture->import({m_fixture->file(u"in.jsonl"_s, text)});
    int first = 0;
    const Result<QList<Annotation>> all =
        m_fixture->store->read([](Session& session) { return AnnotationRepository(session).after(0, 500); });
    QVERIFY(all);
    for (const Annotation& annotation : *all) {
        first += annotation.content.preferences.at(0).margin > 0 ? 1 : 0;
    }
    QVERIFY2(first > 60 && first < 140, QByteArray::number(first).constData());
    QCOMPARE(records(optionsFor(u"trl-preference"_s)).size(), 200);
}

void TestTrl::hhConversationsAreSplit()
{
    const QString text = u"\n\nHuman: a\n\nb \n\nAssistant: c\n\nHuman:d"_s;
    const auto messages = splitConversationText(text);
    QVERIFY(messages);
    QCOMPARE(*messages,
             (QList<Message>{{u"user"_s, u"a\n\nb "_s}, {u"assistant"_s, u"c"_s}, {u"user"_s, u"d"_s}}));
    QCOMPARE(toConversationText(*messages), u"\n\nHuman: a\n\nb \n\nAssistant: c\n\nHuman: d"_s);
    QVERIFY(!splitConversationText(u"Human: a"_s));
    QVERIFY(!splitConversationText(u"\n\nAssistant: a"_s));

    bool isWhole = false;
    const QString folder = dataFolder(u"hh_rlhf"_s, u"-"_s, isWhole);
    if (isWhole) {
        const ImportReport report = m_fixture->import({folder + u"/harmless-base-test.jsonl.gz"_s});
        QCOMPARE(report.format, u"trl-preference-implicit"_s);
        QCOMPARE(report.linesRead, 2312);
        QVERIFY2(report.badLineCount < 120, QByteArray::number(report.badLineCount).constData());
    }
}

void TestTrl::conversationsThatDifferInAQuestionAreBad()
{
    const QByteArray line =
        R"({"chosen":"\n\nHuman: p\n\nAssistant: a\n\nHuman: r\n\nAssistant: c","rejected":)"
        R"("\n\nHuman: p\n\nAssistant: b\n\nHuman: s\n\nAssistant: d"})";
    const ImportReport report = m_fixture->import({m_fixture->file(u"in.jsonl"_s, line)});
    QCOMPARE(report.badLineCount, 1);
    QVERIFY(report.badLines.at(0).message.contains(u"different prompts"_s));
}

void TestTrl::labelsCanBeLeftOut()
{
    ImportOptions options;
    options.withLabels = false;
    options.overlap = 3;
    options.batch = u"mine"_s;
    const QByteArray line = R"({"prompt":"p","chosen":"a","rejected":"b"})";
    const ImportReport report = m_fixture->import({m_fixture->file(u"in.jsonl"_s, line)}, options);
    QCOMPARE(report.items, 1);
    QCOMPARE(report.annotations, 0);
    const Result<ItemView> view =
        m_fixture->store->read([](Session& session) { return ItemRepository(session).view(ItemId{1}); });
    QVERIFY(view);
    QCOMPARE(view->item.overlap, 3);
    QCOMPARE(view->batchName, u"mine"_s);
    QCOMPARE(m_fixture->counter(counters::kOpenItems), 1);
}

void TestTrl::labelsOfAKnownJudgeStayItsOwn()
{
    m_fixture->annotator(u"judge"_s, AnnotatorKind::Llm);
    const QByteArray line = R"({"prompt":"p","chosen":"a","rejected":"b","annotators":["judge"]})";
    const ImportReport report = m_fixture->import({m_fixture->file(u"in.jsonl"_s, line)});
    QCOMPARE(report.badLineCount, 0);
    QCOMPARE(m_fixture->counter(counters::kLabelsOther), 1);
    QCOMPARE(m_fixture->counter(counters::kLabelsHuman), 0);
}

void TestTrl::cardTellsHowItCameToBe()
{
    label(addPair(), u"a"_s, prefers(1));
    label(addPair(), u"a"_s, prefers(0));
    ExportOptions options = optionsFor(u"trl-preference"_s);
    options.licence = u"CC BY 4.0 <script>"_s;
    options.commandLine = u"plumblinectl export x"_s;
    m_fixture->exportTo(u"out.jsonl"_s, options);
    const QString card = QString::fromUtf8(readAll(m_fixture->folder.filePath(u"out.jsonl.card.md"_s)));
    QCOMPARE(m_fixture->lastExport.cardPath, m_fixture->folder.filePath(u"out.jsonl.card.md"_s));
    for (const QString& words :
         {u"1 record in the format"_s, u"1 tie\n"_s, u"CC BY 4.0 \\<script\\>"_s, u"plumblinectl export x"_s,
          u"Project seed: 7"_s, m_fixture->lastExport.files.at(0).sha256}) {
        QVERIFY2(card.contains(words), qPrintable(words + u"\n"_s + card));
    }
    const Result<ExportPreview> preview = previewExport(*m_fixture->store, options);
    QVERIFY(preview);
    QCOMPARE(preview->report.records, 1);
    QCOMPARE(preview->records.size(), 1);
    QVERIFY(preview->card.contains(u"1 record in"_s));
}

void TestTrl::splitKeepsAQuestionOnOneSide()
{
    const auto pair = [](int question, int turn) {
        QByteArray prompt = R"({"role":"user","content":"Question )" + QByteArray::number(question) + "\"}";
        if (turn > 1) {
            prompt += R"(,{"role":"assistant","content":"x"},{"role":"user","content":"And then?"})";
        }
        return R"({"prompt":[)" + prompt + R"(],"chosen":[{"role":"assistant","content":"a"}],)" +
               R"("rejected":[{"role":"assistant","content":"b"}]})" + '\n';
    };
    QByteArray lines;
    for (int question = 0; question < 200; ++question) {
        lines += pair(question, 1) + pair(question, 2);
    }
    QCOMPARE(m_fixture->import({m_fixture->file(u"in.jsonl"_s, lines)}).badLineCount, 0);
    ExportOptions options = optionsFor(u"trl-preference"_s);
    options.withSource = false;
    const QList<QByteArray> all = sortedRecords(m_fixture->exportTo(u"all.jsonl"_s, options));
    options.testPercent = 20;
    m_fixture->exportTo(u"out.jsonl"_s, options);
    QCOMPARE(m_fixture->lastExport.files.size(), 2);
    QCOMPARE(m_fixture->lastExport.records, 400);
    const QList<QByteArray> train = sortedRecords(m_fixture->folder.filePath(u"out-train.jsonl"_s));
    const QList<QByteArray> test = sortedRecords(m_fixture->folder.filePath(u"out-test.jsonl"_s));
    QList<QByteArray> both = train + test;
    std::sort(both.begin(), both.end());
    QCOMPARE(both, all); // nothing lost, nothing twice
    QVERIFY2(test.size() > 40 && test.size() < 120, QByteArray::number(test.size()).constData());
    const auto questions = [](const QList<QByteArray>& records) {
        QSet<QString> out;
        for (const QByteArray& record : records) {
            out.insert(parseJsonObject(record)->value("prompt"_L1)[0]["content"_L1].toString());
        }
        return out;
    };
    QVERIFY(!questions(train).intersects(questions(test)));
    QVERIFY(!QFileInfo::exists(m_fixture->folder.filePath(u"out.jsonl"_s)));
    // The same seed, the same split.
    m_fixture->exportTo(u"again.jsonl"_s, options);
    QCOMPARE(sortedRecords(m_fixture->folder.filePath(u"again-test.jsonl"_s)), test);
    QCOMPARE(ExportOptions::fromJson(options.toJson()).valueOr({}), options);
    options.testPercent = 51;
    QVERIFY(!ExportOptions::fromJson(options.toJson()));
}

void TestTrl::checksumsAndAnEditedCardAreWritten()
{
    label(addPair(), u"a"_s, prefers(1));
    ExportOptions options = optionsFor(u"trl-preference"_s);
    options.withChecksums = true;
    options.cardText = u"# Mine\n\nMy words.\n"_s;
    const QString path = m_fixture->exportTo(u"out.jsonl"_s, options);
    const QString sum = m_fixture->lastExport.files.at(0).sha256;
    QCOMPARE(readAll(path + u".sha256"_s), sum.toUtf8() + "  out.jsonl\n"); // what sha256sum -c reads
    const QByteArray card = readAll(path + u".card.md"_s);
    QVERIFY2(card.startsWith("# Mine\n\nMy words.\n\n## Files\n"), card.constData());
    QVERIFY(card.contains(sum.toUtf8()));
    QVERIFY(!card.contains("How the labels came to be"));
}

void TestTrl::cardSaysWhatBecomesOfTies_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<bool>("asksForTies");
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("ties"); ///< that are left out
    const QString leftOut = u"Ties and “both bad” are left out and counted below."_s;
    QTest::newRow("plumbline") << u"plumbline"_s << false << u"written as they were given"_s << 0;
    QTest::newRow("mt-bench") << u"mt-bench"_s << false << u"Ties are written as “tie”"_s << 0;
    QTest::newRow("sparse") << u"sparse-feedback"_s << false << u"Ties are written as “equal”"_s << 0;
    QTest::newRow("trl") << u"trl-preference"_s << false << leftOut << 1;
    QTest::newRow("trl with ties") << u"trl-preference"_s << true << u"Ties are written with margin 0"_s << 0;
    QTest::newRow("implicit") << u"trl-preference-implicit"_s << true << leftOut << 1;
    QTest::newRow("unpaired") << u"trl-unpaired"_s << true << u"Ties are left out and counted below"_s << 1;
    QTest::newRow("completion") << u"trl-prompt-completion"_s << true << leftOut << 1;
}

void TestTrl::cardSaysWhatBecomesOfTies()
{
    QFETCH(QString, format);
    QFETCH(bool, asksForTies);
    QFETCH(QString, words);
    QFETCH(int, ties);
    label(addPair(), u"a"_s, prefers(0));
    ExportOptions options = optionsFor(format);
    options.ties = asksForTies ? TieChoice::Include : TieChoice::LeaveOut;
    const Result<ExportPreview> preview = previewExport(*m_fixture->store, options);
    QVERIFY(preview);
    QVERIFY2(preview->card.contains(words), qPrintable(preview->card));
    QCOMPARE(preview->report.skipped.value(u"tie"_s), ties); // the sentence is true
    QCOMPARE(preview->card.contains(u"left out and counted"_s), ties > 0 || format == u"sparse-feedback"_s);
}

QTEST_GUILESS_MAIN(TestTrl)
#include "tst_trl.moc"
