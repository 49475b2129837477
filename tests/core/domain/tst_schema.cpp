#include "core/domain/schema.h"

#include "core/base/json.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void builtInsReadBack_data();
    void builtInsReadBack();
    void builtInsAreSensible_data() { builtInsReadBack_data(); }
    void builtInsAreSensible();
    void pairwiseFollowsThePicture();
    void ratingFollowsThePicture();
    void spanFollowsThePicture();
    void everySettingIsKept();
    void absentSettingsTakeTheirDefaults();
    void badSchemas_data();
    void badSchemas();
    void findsByIdOnly();
    void requirementNames();
};

namespace {

QJsonObject parsed(const QString& text)
{
    const Result<QJsonObject> object = parseJsonObject(text.toUtf8());
    return object ? *object : QJsonObject{{u"test data is no JSON"_s, true}};
}

template <typename T> QStringList idsOf(const QList<T>& list)
{
    QStringList ids;
    for (const T& element : list) {
        ids.append(element.id);
    }
    return ids;
}

} // namespace

void TestSchema::builtInsReadBack_data()
{
    QTest::addColumn<ItemKind>("kind");
    for (const ItemKind kind : {ItemKind::Pairwise, ItemKind::Rating, ItemKind::Ranking, ItemKind::Span,
                                ItemKind::Critique, ItemKind::Reaction}) {
        QTest::newRow(qPrintable(toName(kind))) << kind;
    }
}

void TestSchema::builtInsReadBack()
{
    QFETCH(ItemKind, kind);
    const SchemaDefinition schema = SchemaDefinition::builtIn(kind);
    const Result<SchemaDefinition> read = SchemaDefinition::fromJson(schema.toJson());
    QVERIFY2(read, read ? "" : qPrintable(read.error().toString()));
    QCOMPARE(*read, schema);
    QCOMPARE(canonicalJson(read->toJson()), canonicalJson(schema.toJson()));
    // What a schema does not use leaves its stored form as it was.
    QVERIFY(!schema.toJson().contains("suggestions_from"_L1));
    QVERIFY(!schema.toJson().contains("shows_suggestion_first"_L1));
}

void TestSchema::builtInsAreSensible()
{
    QFETCH(ItemKind, kind);
    const SchemaDefinition schema = SchemaDefinition::builtIn(kind);
    QCOMPARE(schema.kind, kind);
    QVERIFY(!schema.name.isEmpty());
    QVERIFY(schema.skipReasons.size() >= 3);
    // Half a page: long enough to help, short enough to be read.
    const qsizetype words = schema.guidelines.split(QRegularExpression(u"\\s+"_s), Qt::SkipEmptyParts).size();
    QVERIFY2(words > 120 && words < 320, qPrintable(QString::number(words)));
    QVERIFY(schema.guidelines.startsWith(u"### "_s));

    const QRegularExpression idForm(u"^[a-z][a-z_]*$"_s);
    const QStringList ids = idsOf(schema.aspects) + idsOf(schema.reasons) + idsOf(schema.categories) +
                            idsOf(schema.severities) + idsOf(schema.confidences) + idsOf(schema.skipReasons);
    for (const QString& id : ids) {
        QVERIFY2(idForm.match(id).hasMatch(), qPrintable(id));
    }
}

void TestSchema::pairwiseFollowsThePicture()
{
    const SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Pairwise);
    QCOMPARE(idsOf(schema.aspects), QStringList{u"overall"_s});
    QCOMPARE(idsOf(schema.reasons),
             QStringList({u"more_accurate"_s, u"follows_instruction"_s, u"clearer"_s, u"better_style"_s,
                          u"safer"_s, u"more_complete"_s, u"shorter"_s}));
    QCOMPARE(schema.confidences.size(), qsizetype(3));
    QCOMPARE(schema.skipReasons.size(), qsizetype(4));
    QCOMPARE(schema.marginSteps, 2);
    QVERIFY(schema.allowsTie && schema.allowsBothBad && schema.allowsEdit);
}

void TestSchema::ratingFollowsThePicture()
{
    const SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Rating);
    QCOMPARE(idsOf(schema.aspects), QStringList({u"overall"_s, u"answers_task"_s, u"fluency"_s}));
    const QList<int> points{7, 5, 5};
    for (qsizetype index = 0; index < points.size(); ++index) {
        const Aspect& aspect = schema.aspects.at(index);
        QCOMPARE(aspect.minimum(), 1);
        QCOMPARE(aspect.maximum(), points.at(index));
        QSet<QString> labels;
        for (const ScalePoint& point : aspect.points) {
            labels.insert(point.label);
        }
        QCOMPARE(labels.size(), aspect.points.size());
        QVERIFY(!labels.contains(QString()));
    }
}

void TestSchema::spanFollowsThePicture()
{
    const SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Span);
    QString letters;
    QStringList bySlot(6);
    for (const SpanCategory& category : schema.categories) {
        letters += category.letter;
        bySlot[category.slot] = category.letter;
        QCOMPARE(category.isMissing, category.id == u"missing"_s);
    }
    QCOMPARE(letters, u"IRWUCM"_s);                // the order of the keys
    QCOMPARE(bySlot.join(QString()), u"IWURMC"_s); // the order of the colours
    QCOMPARE(idsOf(schema.severities), QStringList({u"minor"_s, u"major"_s, u"critical"_s}));
    QVERIFY(schema.asksMissing && schema.asksCorrection && schema.allowsOverlap && schema.canSayNoErrors);
}

void TestSchema::everySettingIsKept()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Span);
    schema.allowsTie = false;
    schema.allowsBothBad = false;
    schema.marginSteps = 1;
    schema.allowsOverlap = false;
    schema.canSayNoErrors = false;
    schema.critique = Requirement::Off;
    schema.allowsEdit = false;
    schema.topK = 3;
    schema.refinement = Requirement::Required;
    schema.offersLove = true;
    schema.suggestionsFrom = u"judge"_s;
    schema.showsSuggestionFirst = true;
    schema.submitsAtOnce = true;
    schema.categories[0].description.clear();
    schema.aspects = {
        {u"a"_s, u"A"_s, u"about"_s, {{-1, QString()}, {0, u"nought"_s}, {1, u"one"_s}}, false, false}};
    const Result<SchemaDefinition> read = SchemaDefinition::fromJson(schema.toJson());
    QVERIFY(read);
    QCOMPARE(*read, schema);
}

void TestSchema::absentSettingsTakeTheirDefaults()
{
    const Result<SchemaDefinition> read = SchemaDefinition::fromJson(
        parsed(u"{\"kind\":\"span\",\"categories\":[{\"id\":\"error\"}],\"critique\":\"off\"}"_s));
    QVERIFY(read);
    SchemaDefinition expected;
    expected.kind = ItemKind::Span;
    expected.categories = {{u"error"_s, u"error"_s, u"E"_s, QString(), 0, false, false}};
    expected.critique = Requirement::Off;
    QCOMPARE(*read, expected);
}

void TestSchema::badSchemas_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("field");
    QTest::newRow("nothing") << u"{}"_s << u"kind"_s;
    QTest::newRow("kind") << u"{\"kind\":\"vote\"}"_s << u"kind"_s;
    QTest::newRow("key") << u"{\"kind\":\"critique\",\"guideline\":\"\"}"_s << u"guideline"_s;
    QTest::newRow("requirement") << u"{\"kind\":\"critique\",\"critique\":\"yes\"}"_s << u"critique"_s;
    QTest::newRow("places") << u"{\"kind\":\"ranking\",\"top_k\":-1}"_s << u"top_k"_s;
    QTest::newRow("refinement") << u"{\"kind\":\"critique\",\"refinement\":true}"_s << u"refinement"_s;
    QTest::newRow("flag") << u"{\"kind\":\"critique\",\"allows_edit\":1}"_s << u"allows_edit"_s;
    QTest::newRow("suggestion of nobody")
        << u"{\"kind\":\"critique\",\"shows_suggestion_first\":true}"_s << u"shows_suggestion_first"_s;
    QTest::newRow("no aspect") << u"{\"kind\":\"pairwise\"}"_s << u"aspects"_s;
    QTest::newRow("no overall") << u"{\"kind\":\"pairwise\",\"aspects\":[{\"id\":\"a\"}]}"_s << u"aspects"_s;
    const QString pairwise = u"{\"kind\":\"pairwise\",\"aspects\":[{\"id\":\"overall\"}],%1}"_s;
    QTest::newRow("steps") << pairwise.arg(u"\"margin_steps\":3"_s) << u"margin_steps"_s;
    QTest::newRow("half a step") << pairwise.arg(u"\"margin_steps\":1.5"_s) << u"margin_steps"_s;
    QTest::newRow("reason twice") << pairwise.arg(u"\"reasons\":[{\"id\":\"a\"},{\"id\":\"a\"}]"_s)
                                  << u"reasons[1].id"_s;
    QTest::newRow("reason without id")
        << pairwise.arg(u"\"reasons\":[{\"name\":\"a\"}]"_s) << u"reasons[0].id"_s;
    QTest::newRow("empty id") << pairwise.arg(u"\"skip_reasons\":[{\"id\":\"\"}]"_s)
                              << u"skip_reasons[0].id"_s;
    const QString rating = u"{\"kind\":\"rating\",\"aspects\":[{\"id\":\"a\",\"points\":[%1]}]}"_s;
    QTest::newRow("no scale") << rating.arg(QString()) << u"aspects[0].points"_s;
    QTest::newRow("one point") << rating.arg(u"{\"value\":1}"_s) << u"aspects[0].points"_s;
    QTest::newRow("scale with a hole")
        << rating.arg(u"{\"value\":1},{\"value\":3}"_s) << u"aspects[0].points[1].value"_s;
    QTest::newRow("falling scale") << rating.arg(u"{\"value\":2},{\"value\":1}"_s)
                                   << u"aspects[0].points[1].value"_s;
    QTest::newRow("point without value")
        << rating.arg(u"{\"label\":\"x\"},{\"value\":1}"_s) << u"aspects[0].points[0].value"_s;
    QTest::newRow("no category") << u"{\"kind\":\"span\"}"_s << u"categories"_s;
    QTest::newRow("slot") << u"{\"kind\":\"span\",\"categories\":[{\"id\":\"a\",\"slot\":-1}]}"_s
                          << u"categories[0].slot"_s;
    QTest::newRow("missing not asked")
        << u"{\"kind\":\"span\",\"categories\":[{\"id\":\"a\",\"missing\":true}]}"_s << u"asks_missing"_s;
}

void TestSchema::badSchemas()
{
    QFETCH(QString, json);
    QFETCH(QString, field);
    const Result<SchemaDefinition> read = SchemaDefinition::fromJson(parsed(json));
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::InvalidData);
    QCOMPARE(read.error().field, field);
}

void TestSchema::findsByIdOnly()
{
    const SchemaDefinition rating = SchemaDefinition::builtIn(ItemKind::Rating);
    QVERIFY(rating.findAspect(u"fluency"_s) == &rating.aspects.at(2));
    QVERIFY(rating.findAspect(u"Fluency"_s) == nullptr);
    const SchemaDefinition span = SchemaDefinition::builtIn(ItemKind::Span);
    QVERIFY(span.findCategory(u"missing"_s) == &span.categories.at(5));
    QVERIFY(span.findCategory(QString()) == nullptr);
    QCOMPARE(Aspect{}.minimum(), 0);
    QCOMPARE(Aspect{}.maximum(), 0);
}

void TestSchema::requirementNames()
{
    for (const Requirement requirement : {Requirement::Off, Requirement::Optional, Requirement::Required}) {
        QVERIFY(requirementFromName(toName(requirement)) == requirement);
    }
    QCOMPARE(toName(Requirement::Optional), u"optional"_s);
    QVERIFY(!requirementFromName(u"Off").has_value());
}

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
