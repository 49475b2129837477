#include "core/base/json.h"
#include "core/store/annotationrepository.h"

#include "tests/core/exchange/exchangefixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// What rankings, critiques and reactions become in TRL's data sets.
class TestTrlOtherKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rankingsArePairs_data();
    void rankingsArePairs();
    void rankingsAreSettledPairByPair();
    void pickedRefinementsArePairsAndCompletions();
    void reactionsAreUnpaired();

private:
    /// Adds an item of answers "a", "b", "c"… under a schema.
    ItemId addItem(int answers, const SchemaDefinition& schema);
    void label(ItemId item, const QString& annotator, const AnnotationContent& content,
               AnnotatorKind kind = AnnotatorKind::Human);
    QList<QJsonObject> records(const ExportOptions& options);
    /// "a>b" for each pair of an export, in its order.
    QStringList pairs(const ExportOptions& options);

    std::unique_ptr<ExchangeFixture> m_fixture;
};

namespace {

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

void TestTrlOtherKinds::init()
{
    m_fixture = std::make_unique<ExchangeFixture>();
}

void TestTrlOtherKinds::label(ItemId item, const QString& annotator, const AnnotationContent& content,
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

QList<QJsonObject> TestTrlOtherKinds::records(const ExportOptions& options)
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

ItemId TestTrlOtherKinds::addItem(int answers, const SchemaDefinition& schema)
{
    const Result<ItemId> id = m_fixture->store->write([&](Session& session) -> Result<ItemId> {
        PLUMBLINE_ASSIGN(const SchemaVersion version, SchemaRepository(session).save(schema));
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(u"b"_s));
        NewItem item;
        item.kind = schema.kind;
        item.schemaVersionId = version.id;
        item.batchId = batch.id;
        item.overlap = 5;
        item.prompt.messages = {{u"user"_s, u"q"_s}};
        for (int answer = 0; answer < answers; ++answer) {
            Response response;
            response.model = u"m%1"_s.arg(answer);
            response.turns = {QString(QChar(static_cast<char16_t>(u'a' + answer)))};
            item.responses.append(response);
        }
        PLUMBLINE_ASSIGN(const AddedItem added, ItemRepository(session).add(item));
        return added.id;
    });
    if (!id) {
        qFatal("%s", qPrintable(id.error().toString()));
    }
    return *id;
}

QStringList TestTrlOtherKinds::pairs(const ExportOptions& options)
{
    QStringList found;
    const QList<QJsonObject> lines = records(options);
    for (const QJsonObject& line : lines) {
        found.append(lastText(line[u"chosen"_s]) + u'>' + lastText(line[u"rejected"_s]));
    }
    return found;
}

void TestTrlOtherKinds::rankingsArePairs_data()
{
    QTest::addColumn<QList<QList<ResponseIndex>>>("groups");
    QTest::addColumn<int>("topK");
    QTest::addColumn<QStringList>("expected");
    using Groups = QList<QList<ResponseIndex>>;
    QTest::newRow("all") << Groups{{2}, {0}, {1}} << 0 << QStringList{u"a>b"_s, u"c>a"_s, u"c>b"_s};
    QTest::newRow("a tie is no pair") << Groups{{2}, {0, 1}} << 0 << QStringList{u"c>a"_s, u"c>b"_s};
    QTest::newRow("without a place: not compared") << Groups{{2}, {0}} << 0 << QStringList{u"c>a"_s};
    QTest::newRow("below the first") << Groups{{2}} << 1 << QStringList{u"c>a"_s, u"c>b"_s};
}

void TestTrlOtherKinds::rankingsArePairs()
{
    QFETCH(QList<QList<ResponseIndex>>, groups);
    QFETCH(int, topK);
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Ranking);
    schema.topK = topK;
    const ItemId item = addItem(3, schema);
    AnnotationContent content;
    content.ranking = Ranking{groups};
    label(item, u"ann"_s, content);
    QTEST(pairs(optionsFor(u"trl-preference"_s)), "expected");
    QTEST(pairs(optionsFor(u"trl-preference-implicit"_s)), "expected");
    QVERIFY(records(optionsFor(u"trl-unpaired"_s)).isEmpty());
}

void TestTrlOtherKinds::rankingsAreSettledPairByPair()
{
    const ItemId item = addItem(3, SchemaDefinition::builtIn(ItemKind::Ranking));
    const QList<QList<QList<ResponseIndex>>> said = {{{0}, {1}, {2}}, {{1}, {0}, {2}}, {{0}, {2}, {1}}};
    for (qsizetype number = 0; number < said.size(); ++number) {
        AnnotationContent content;
        content.ranking = Ranking{said.at(number)};
        label(item, u"ann%1"_s.arg(number), content);
    }
    ExportOptions options = optionsFor(u"trl-preference"_s);
    QCOMPARE(pairs(options).size(), 9); // three pairs of each label
    options.labels = LabelChoice::Majority;
    QCOMPARE(pairs(options), (QStringList{u"a>b"_s, u"a>c"_s, u"b>c"_s}));
    options.labels = LabelChoice::Unanimous;
    QCOMPARE(pairs(options), QStringList{u"a>c"_s});
}

void TestTrlOtherKinds::pickedRefinementsArePairsAndCompletions()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Critique);
    schema.refinement = Requirement::Required;
    const ItemId item = addItem(3, schema);
    AnnotationContent content;
    content.critique = u"Too long."_s;
    content.refinement = 2;
    label(item, u"ann"_s, content);
    content.refinement = 0; // none is better
    label(item, u"bob"_s, content);
    QCOMPARE(pairs(optionsFor(u"trl-preference"_s)), QStringList{u"c>a"_s});
    const QList<QJsonObject> completions = records(optionsFor(u"trl-prompt-completion"_s));
    QCOMPARE(completions.size(), 1);
    QCOMPARE(lastText(completions.at(0)[u"completion"_s]), u"c"_s);
    QVERIFY(records(optionsFor(u"trl-unpaired"_s)).isEmpty());
}

void TestTrlOtherKinds::reactionsAreUnpaired()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Reaction);
    schema.offersLove = true;
    const ItemId item = addItem(1, schema);
    for (const int reaction : {1, -1, 2}) {
        AnnotationContent content;
        content.reaction = reaction;
        label(item, u"ann%1"_s.arg(reaction), content);
    }
    const QList<QJsonObject> lines = records(optionsFor(u"trl-unpaired"_s));
    QList<bool> labels;
    for (const QJsonObject& line : lines) {
        QCOMPARE(lastText(line[u"completion"_s]), u"a"_s);
        labels.append(line[u"label"_s].toBool());
    }
    QCOMPARE(labels, (QList<bool>{true, false, true}));
}

QTEST_GUILESS_MAIN(TestTrlOtherKinds)
#include "tst_trl_otherkinds.moc"
