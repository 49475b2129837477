#include "core/base/json.h"
#include "tests/core/analysis/labelfixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

AnnotationContent preferring(int margin, const QString& aspect = u"overall"_s)
{
    AnnotationContent content;
    content.preferences = {{aspect, 0, 1, margin, false}};
    return content;
}

/// Fails with the first line that differs.
void compareTables(const LabelTable& kept, const LabelTable& fresh, const QString& when)
{
    const QStringList one = linesOf(kept);
    const QStringList other = linesOf(fresh);
    for (qsizetype line = 0; line < std::max(one.size(), other.size()); ++line) {
        QVERIFY2(one.value(line) == other.value(line),
                 qPrintable(u"%1, line %2: “%3” is kept, “%4” is loaded"_s.arg(when).arg(line).arg(
                     one.value(line, u"nothing"_s), other.value(line, u"nothing"_s))));
    }
}

} // namespace

class TstLabelTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyProject();
    void pairOrientation_data();
    void pairOrientation();
    void ratings();
    void rankings();
    void spans();
    void things();
    void heads();
    void takingBack();
    void judgeCalls_data();
    void judgeCalls();
    void namesWithoutLabels();
    void otherConnections();
    void keptUpIsFreshlyLoaded_data();
    void keptUpIsFreshlyLoaded();
    void cancelled();
    void damagedContent();
    void manyChunks();

private:
    static bool update(LabelFixture& project, LabelTable& table)
    {
        return checked(project.store->read([&](Session& session) { return table.update(session); }));
    }
    static bool isBehind(LabelFixture& project, const LabelTable& table)
    {
        return checked(project.store->read([&](Session& session) { return table.isBehind(session); }));
    }
};

void TstLabelTable::emptyProject()
{
    LabelFixture project;
    LabelTable table = project.load();
    QVERIFY(table.heads().empty() && table.items().empty() && table.annotators().empty());
    QVERIFY(!table.newest().isValid());
    QVERIFY(!isBehind(project, table));
    QVERIFY(!update(project, table));
}

void TstLabelTable::pairOrientation_data()
{
    QTest::addColumn<QStringList>("models");
    QTest::addColumn<int>("margin");
    QTest::addColumn<bool>("bothBad");
    QTest::addColumn<QList<int>>("shown");
    QTest::addColumn<int>("firstOfA"); ///< which of the item's responses is a
    QTest::addColumn<int>("marginOfA");
    QTest::addColumn<int>("shownFirst");
    const QStringList ab{u"alpha"_s, u"beta"_s};
    const QStringList ba{u"beta"_s, u"alpha"_s};
    QTest::newRow("in order") << ab << 1 << false << QList<int>{0, 1} << 0 << 1 << 1;
    QTest::newRow("in order, other side") << ab << 2 << false << QList<int>{1, 0} << 0 << 2 << -1;
    QTest::newRow("turned") << ba << 1 << false << QList<int>{0, 1} << 1 << -1 << -1;
    QTest::newRow("turned, other side") << ba << -2 << false << QList<int>{1, 0} << 1 << 2 << 1;
    QTest::newRow("tie") << ba << 0 << false << QList<int>{} << 1 << 0 << 0;
    QTest::newRow("both bad") << ab << 0 << true << QList<int>{0, 1} << 0 << 0 << 1;
    QTest::newRow("unknown author first")
        << QStringList{u"beta"_s, u""_s} << 1 << false << QList<int>{} << 1 << -1 << 0;
    QTest::newRow("one model: lower id")
        << QStringList{u"beta"_s, u"beta"_s} << 1 << false << QList<int>{} << 0 << 1 << 0;
    // By code points the emoji comes last, by UTF-16 units it would come first.
    QTest::newRow("code points") << QStringList{u"\U0001F600"_s, u"\uFF21"_s} << 1 << false << QList<int>{}
                                 << 1 << -1 << 0;
}

void TstLabelTable::pairOrientation()
{
    QFETCH(QStringList, models);
    QFETCH(int, margin);
    QFETCH(bool, bothBad);
    QFETCH(QList<int>, shown);
    QFETCH(int, firstOfA);
    QFETCH(int, marginOfA);
    QFETCH(int, shownFirst);
    LabelFixture project;
    const ItemId item = project.addItem({.models = models, .texts = {u"One."_s, u"Two."_s}});
    AnnotationContent content = preferring(margin);
    content.preferences[0].bothBad = bothBad;
    project.append(item, project.annotator(u"Ann"_s), content, {}, shown);
    const LabelTable table = project.load();
    QCOMPARE(table.pairs().size(), std::size_t(1));
    const PairLabel& label = table.pairs()[0];
    const LabelledItem& stored = table.itemOf(table.headOf(label));
    QCOMPARE(label.a, stored.responses[static_cast<std::size_t>(firstOfA)]);
    QCOMPARE(label.b, stored.responses[static_cast<std::size_t>(1 - firstOfA)]);
    QCOMPARE(int(label.margin), marginOfA);
    QCOMPARE(int(label.winner), (marginOfA > 0) - (marginOfA < 0));
    QCOMPARE(label.bothBad, bothBad);
    QCOMPARE(int(label.shownFirst), shownFirst);
    QCOMPARE(table.aspects().at(label.aspect), u"overall"_s);
}

void TstLabelTable::ratings()
{
    LabelFixture project;
    const ItemId item = project.addItem({.kind = ItemKind::Rating});
    AnnotationContent content;
    content.ratings = {{0, u"helpfulness"_s, 4.0, {}},
                       {0, u"safety"_s, std::nullopt, {}},
                       {1, u"helpfulness"_s, 2.0, {}},
                       {1, u"safety"_s, 5.0, {}}};
    project.submit(item, project.annotator(u"Ann"_s), content);
    const LabelTable table = project.load();
    QCOMPARE(table.aspects(), (QStringList{u"helpfulness"_s, u"safety"_s}));
    const std::vector<RatingLabel> expected{{0, 0, 0, 4}, {0, 0, 1, 2}, {0, 1, 1, 5}};
    QCOMPARE(table.ratings(), expected);
}

void TstLabelTable::rankings()
{
    LabelFixture project;
    const ItemId item =
        project.addItem({.kind = ItemKind::Ranking, .models = {u"a"_s, u"b"_s, u"c"_s, u"d"_s}});
    AnnotationContent content;
    content.ranking = Ranking{{{2}, {0, 3}}};
    project.append(item, project.annotator(u"Ann"_s), content);
    const LabelTable table = project.load();
    const std::vector<RankingLabel> expected{{0, {2, 0, 3}, {0, 1, 1}, {1}}};
    QCOMPARE(table.rankings(), expected);
}

void TstLabelTable::spans()
{
    LabelFixture project;
    const ItemId marked = project.addItem({.kind = ItemKind::Span, .models = {u"m"_s}});
    const ItemId clean =
        project.addItem({.kind = ItemKind::Span, .question = u"Other"_s, .models = {u"m"_s}});
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    AnnotationContent content;
    Span span;
    span.start = 2;
    span.end = 6;
    span.category = u"wrong"_s;
    content.spans = {span, span};
    content.spans[1].category = u"odd"_s;
    project.append(marked, ann, content);
    AnnotationContent nothing;
    nothing.saysNoErrors = true;
    project.append(clean, ann, nothing);
    const LabelTable table = project.load();
    QCOMPARE(table.heads().size(), std::size_t(2));
    const std::vector<SpanLabel> expected{{0, 0, 0, 2, 6}, {0, 0, 1, 2, 6}};
    QCOMPARE(table.spans(), expected);
    QCOMPARE(table.spanCategories(), (QStringList{u"wrong"_s, u"odd"_s}));
}

void TstLabelTable::things()
{
    LabelFixture project;
    const AnnotationContent gold = preferring(2);
    const ItemId first = project.addItem({.question = u"How?"_s,
                                          .texts = {u"# One\n\n- **b** \U0001F600"_s, u"Two"_s},
                                          .category = u"maths"_s,
                                          .turns = 2,
                                          .gold = gold});
    project.addItem({.question = u"Never labelled"_s, .models = {u"x"_s, u"y"_s}, .category = u"none"_s});
    project.submit(first, project.annotator(u"Ann"_s), preferring(1));
    const LabelTable table = project.load();
    QCOMPARE(table.items().size(), std::size_t(1));
    QCOMPARE(table.models(), (QStringList{u"alpha"_s, u"beta"_s}));
    QCOMPARE(table.categories(), QStringList{u"maths"_s});
    const LabelledItem& item = table.items()[0];
    QVERIFY(item.isGold && item.gold);
    QCOMPARE(*item.gold, gold);
    QCOMPARE(table.prompts()[0].turn, 2);
    QCOMPARE(table.prompts()[0].title, u"And then?"_s);
    const stats::StyleCounts& style = table.responses()[0].style;
    QCOMPARE(style.length, 16.0); // code points of the last turn
    QCOMPARE(style.headers, 1.0);
    QCOMPARE(style.lists, 1.0);
    QCOMPARE(style.bold, 1.0);
    QCOMPARE(table.batches()[static_cast<std::size_t>(item.batch)].name, u"Batch"_s);
    QCOMPARE(table.schemas()[static_cast<std::size_t>(item.schema)].definition.kind, ItemKind::Pairwise);
    QCOMPARE(table.indexOf(first), 0);
    QCOMPARE(table.indexOf(ItemId{first.value + 1}), -1);
    QCOMPARE(table.indexOf(AnnotatorId{99}), -1);
}

void TstLabelTable::heads()
{
    LabelFixture project;
    const ItemId item = project.addItem({});
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    AnnotationContent content = preferring(-1);
    content.isFlagged = true;
    const Annotation annotation = project.submit(item, ann, content);
    project.append(item, project.annotator(u"Bob"_s), preferring(1));
    const LabelTable table = project.load();
    const LabelHead& head = table.heads()[0];
    QCOMPARE(head.id, annotation.id);
    QCOMPARE(head.createdMs, annotation.createdAt.toMSecsSinceEpoch());
    QCOMPARE(head.activeMs, 1500);
    QVERIFY(head.isFlagged);
    QCOMPARE(table.annotatorOf(head).name, u"Ann"_s);
    QCOMPARE(table.heads()[1].activeMs, -1);
    QVERIFY(!table.heads()[1].isFlagged);
}

void TstLabelTable::takingBack()
{
    LabelFixture project;
    const ItemId item = project.addItem({});
    const ItemId other = project.addItem({.question = u"Other"_s});
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    project.submit(item, ann, preferring(1));
    project.submit(other, project.annotator(u"Bob"_s), preferring(1));
    LabelTable table = project.load();
    const auto margins = [&table] {
        QList<int> list;
        for (const PairLabel& label : table.pairs()) {
            list.append(label.margin);
        }
        return list;
    };
    QCOMPARE(margins(), (QList<int>{1, 1}));
    project.submit(item, ann, preferring(-2));
    QVERIFY(update(project, table));
    QCOMPARE(margins(), (QList<int>{1, -2}));
    QVERIFY(project.undo(ann)); // the second submit
    QVERIFY(update(project, table));
    QCOMPARE(margins().size(), project.load().pairs().size());
    while (project.undo(ann)) {
    }
    QVERIFY(update(project, table));
    QCOMPARE(margins(), QList<int>{1});
    QCOMPARE(table.heads().size(), std::size_t(1));
    QCOMPARE(table.items().size(), std::size_t(2)); // had a label
    QVERIFY(project.redo(ann));
    QVERIFY(update(project, table));
    QCOMPARE(margins(), (QList<int>{1, 1}));
    project.skip(item, ann);
    QVERIFY(update(project, table));
    QCOMPARE(margins(), QList<int>{1});
    QVERIFY(!update(project, table));
}

void TstLabelTable::judgeCalls_data()
{
    QTest::addColumn<QJsonObject>("provenance");
    QTest::addColumn<bool>("isThere");
    QTest::addColumn<QString>("version");
    QTest::addColumn<double>("cost");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<double>("probability");
    QTest::addColumn<qint64>("tokens");
    const QJsonObject all{{u"template"_s, u"pair"_s}, {u"template_version"_s, 2}, {u"cost"_s, 0.25},
                          {u"tokens_in"_s, 100},      {u"tokens_out"_s, 7},       {u"latency_ms"_s, 1500},
                          {u"probability"_s, 0.75}};
    QTest::newRow("all") << all << true << u"pair v2"_s << 0.25 << 1.5 << 0.75 << qint64(107);
    QTest::newRow("a template") << QJsonObject{{u"template"_s, u"pair"_s}} << true << u"pair"_s << -1.0
                                << -1.0 << -1.0 << qint64(0);
    QTest::newRow("an import") << QJsonObject{{u"file"_s, u"x.jsonl"_s}, {u"line"_s, 3}} << false << QString()
                               << -1.0 << -1.0 << -1.0 << qint64(0);
    QTest::newRow("words in place of numbers")
        << QJsonObject{{u"cost"_s, u"much"_s}} << false << QString() << -1.0 << -1.0 << -1.0 << qint64(0);
    QTest::newRow("nothing") << QJsonObject() << false << QString() << -1.0 << -1.0 << -1.0 << qint64(0);
}

void TstLabelTable::judgeCalls()
{
    QFETCH(QJsonObject, provenance);
    QFETCH(bool, isThere);
    LabelFixture project;
    const ItemId item = project.addItem({});
    project.append(item, project.annotator(u"Ann"_s), preferring(1), provenance); // a person is no judge
    project.append(item, project.annotator(u"judge"_s, AnnotatorKind::Llm), preferring(1), provenance);
    const LabelTable table = project.load();
    QCOMPARE(table.judgeCalls().size(), std::size_t(isThere ? 1 : 0));
    if (isThere) {
        const LabelCall& call = table.judgeCalls()[0];
        QCOMPARE(call.head, 1);
        QTEST(call.cost.value_or(-1), "cost");
        QTEST(call.seconds.value_or(-1), "seconds");
        QTEST(call.probability.value_or(-1), "probability");
        QTEST(qint64(call.tokens), "tokens");
        QTEST(table.templateVersions().value(call.templateVersion), "version");
    }
}

void TstLabelTable::namesWithoutLabels()
{
    LabelFixture project;
    const ItemId item = project.addItem({});
    project.submit(item, project.annotator(u"Ann"_s), preferring(1));
    LabelTable table = project.load();
    QVERIFY(!isBehind(project, table));
    project.annotator(u"Zoe"_s);
    QVERIFY(isBehind(project, table));
    QVERIFY(update(project, table));
    QCOMPARE(table.annotators().back().name, u"Zoe"_s);
    checked(project.store->write([&](Session& session) -> Result<bool> {
        PLUMBLINE_TRY(BatchRepository(session).setOpen(table.batches()[0].id, false));
        return true;
    }));
    QVERIFY(isBehind(project, table));
    QVERIFY(update(project, table));
    QVERIFY(!table.batches()[0].isOpen);
    SchemaDefinition schema = shortSchema(ItemKind::Pairwise);
    schema.guidelines = u"Others."_s;
    checked(project.store->write([&](Session& session) { return SchemaRepository(session).save(schema); }));
    QVERIFY(isBehind(project, table));
    QVERIFY(update(project, table));
    QCOMPARE(table.schemas().size(), std::size_t(2));
    QVERIFY(!isBehind(project, table));
}

void TstLabelTable::otherConnections()
{
    LabelFixture project;
    const ItemId item = project.addItem({});
    LabelTable table = project.load();
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    const std::unique_ptr<Store> other = checked(Store::open(project.path(), project.clock));
    checked(other->write([&](Session& session) -> Result<Annotation> {
        Labelling labelling(session, ann);
        PLUMBLINE_TRY(labelling.open(item));
        return labelling.submit(item, preferring(2), {}, 10);
    }));
    QVERIFY(isBehind(project, table));
    QVERIFY(update(project, table));
    QCOMPARE(table.pairs().size(), std::size_t(1));
    compareTables(table, project.load(), u"after another connection"_s);
}

void TstLabelTable::keptUpIsFreshlyLoaded_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 4; ++seed) {
        QTest::addRow("seed %d", seed) << seed;
    }
}

void TstLabelTable::keptUpIsFreshlyLoaded()
{
    QFETCH(int, seed);
    LabelFixture project;
    Random random(static_cast<std::uint64_t>(seed));
    project.addMany(12);
    QList<AnnotatorId> people{project.annotator(u"Ann"_s), project.annotator(u"Bob"_s)};
    LabelTable table = project.load();
    std::size_t mostLabels = 0;
    for (int round = 0; round < 30; ++round) {
        const quint64 steps = 1 + random.below(4);
        for (quint64 step = 0; step < steps; ++step) {
            project.doSomething(
                people[static_cast<qsizetype>(random.below(static_cast<quint64>(people.size())))], random);
        }
        if (round == 15) {
            people.append(project.annotator(u"Cem"_s));
            project.addMany(24); // new items, some with texts that are there already
        }
        const bool wasBehind = isBehind(project, table);
        const bool hasChanged = update(project, table);
        QVERIFY(wasBehind || !hasChanged);
        compareTables(table, project.load(), u"round %1"_s.arg(round));
        mostLabels = std::max(mostLabels, table.heads().size());
    }
    QVERIFY2(mostLabels > 10, "too little was judged to say anything");
}

void TstLabelTable::cancelled()
{
    LabelFixture project;
    project.submit(project.addItem({}), project.annotator(u"Ann"_s), preferring(1));
    const Result<LabelTable> table = project.store->read([](Session& session) -> Result<LabelTable> {
        return LabelTable::load(session, [] { return true; });
    });
    QVERIFY(!table);
    QCOMPARE(table.error().code, ErrorCode::Cancelled);
}

void TstLabelTable::damagedContent()
{
    LabelFixture project;
    const ItemId item = project.addItem({});
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    project.submit(item, ann, preferring(1));
    checked(project.store->write([&](Session& session) -> Result<bool> {
        PLUMBLINE_TRY(session.db.exec(
            u"INSERT INTO annotation (uid, item_id, annotator_id, schema_version_id, action, content, "
            u"created_at) "
            "VALUES ('x', ?, ?, 1, 'submit', '{\"preferences\":7}', '2026-01-05T10:00:00.000Z')"_s,
            {item.value, ann.value}));
        return true;
    }));
    const Result<LabelTable> table =
        project.store->read([](Session& session) -> Result<LabelTable> { return LabelTable::load(session); });
    QVERIFY(!table);
    QCOMPARE(table.error().code, ErrorCode::InvalidData);
    QVERIFY2(table.error().message.startsWith(u"Annotation 2 cannot be read: "),
             qPrintable(table.error().message));
}

/// More rows than are worked on at once, with rows that supersede those of an earlier part.
void TstLabelTable::manyChunks()
{
    LabelFixture project;
    const ItemId item = project.addItem({});
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    constexpr int kRows = 9000;
    checked(project.store->write([&](Session& session) -> Result<bool> {
        AnnotationRepository annotations(session);
        AnnotationId last;
        for (int row = 0; row < kRows; ++row) {
            Annotation annotation;
            annotation.itemId = item;
            annotation.annotatorId = ann;
            annotation.schemaVersionId = SchemaVersionId{1};
            annotation.content = preferring(row % 5 - 2);
            annotation.supersedes = row % 3 == 0 ? AnnotationId() : last;
            PLUMBLINE_ASSIGN(annotation, annotations.append(annotation));
            last = annotation.id;
        }
        return true;
    }));
    QList<qint64> seen;
    const LabelTable table = checked(project.store->read([&seen](Session& session) -> Result<LabelTable> {
        return LabelTable::load(session, {}, [&seen](qint64 done, qint64 total) { seen << done << total; });
    }));
    QCOMPARE(table.heads().size(), std::size_t(kRows / 3));
    QCOMPARE(table.pairs().size(), table.heads().size());
    QCOMPARE(seen.last(), qint64(kRows));
    QCOMPARE(seen.size(), 6); // three parts
    for (std::size_t index = 0; index < table.pairs().size(); ++index) {
        QCOMPARE(table.pairs()[index].head, static_cast<std::int32_t>(index));
        const auto row = static_cast<int>(table.heads()[index].id.value) - 1;
        QCOMPARE(int(table.pairs()[index].margin), row % 5 - 2);
    }
}

QTEST_GUILESS_MAIN(TstLabelTable)
#include "tst_labeltable.moc"
