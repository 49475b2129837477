#include "core/judge/canaries.h"
#include "core/judge/simulatedparts.h"

#include "tests/core/judge/judgefixture.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace plumbline;
using namespace plumbline::judgefixture;
using namespace Qt::Literals::StringLiterals;

const QString kGoldenAnswers = u"+-+--+--+-+++---+--++-+-+---++++----+-+++----+-+++--+-++--++---+"_s;

/// Annotators that follow a rule or err at a given rate.
class TestSimulated : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairs_data();
    void pairs();
    void firstShownIsFirst();
    void firstContradictsItself();
    void ratings_data();
    void ratings();
    void rankings_data();
    void rankings();
    void spans();
    void oracleErrsAtItsRate_data();
    void oracleErrsAtItsRate();
    void oracleByConfusion();
    void oracleRates();
    void oracleMarks();
    void mallowsIsAsItsLaw();
    void truthByModels();
    void truthByAnnotator();
    void drawsDependOnSpecAndItemAlone();
    void reasons_data();
    void reasons();
    void options_data();
    void options();
    void canaries();

private:
    static JudgeSpec spec(const QByteArray& options);
    static ItemView numbered(ItemView item, int number);
    static ItemView goldPair(int margin);
};

JudgeSpec TestSimulated::spec(const QByteArray& options)
{
    JudgeSpec out;
    out.name = u"sim"_s;
    out.protocol = JudgeProtocol::Simulated;
    out.orders = OrderPolicy::AsIs;
    out.options = QJsonDocument::fromJson(options).object();
    return out;
}

ItemView TestSimulated::numbered(ItemView item, int number)
{
    item.item.uid = u"item-%1"_s.arg(number);
    return item;
}

ItemView TestSimulated::goldPair(int margin)
{
    ItemView item = pairOf();
    AnnotationContent gold;
    gold.preferences = {{u"overall"_s, 0, 1, margin, false}};
    item.item.gold = gold;
    return item;
}

void TestSimulated::pairs_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<int>("margin");
    const auto row = [](const char* name, const char* options, const QString& a, const QString& b,
                        int margin) { QTest::newRow(name) << QByteArray(options) << a << b << margin; };
    row("first", R"({"rule":"first"})", u"a"_s, u"bb"_s, 1);
    row("constant", R"({"rule":"constant"})", u"a"_s, u"bb"_s, 1);
    row("constant, second", R"({"rule":"constant","answer":"second"})", u"a"_s, u"bb"_s, -1);
    row("constant, tie", R"({"rule":"constant","answer":"tie"})", u"a"_s, u"bb"_s, 0);
    row("longest", R"({"rule":"longest"})", u"a"_s, u"bb"_s, -1);
    row("longest, the other", R"({"rule":"longest"})", u"aaa"_s, u"bb"_s, 1);
    row("longest, as long", R"({"rule":"longest"})", u"aa"_s, u"bb"_s, 0);
    row("longest counts characters", R"({"rule":"longest"})", u"🌱🌱"_s, u"bbb"_s, -1);
}

void TestSimulated::pairs()
{
    QFETCH(QByteArray, options);
    QFETCH(QString, first);
    QFETCH(QString, second);
    const auto verdict = simulatedVerdict(spec(options), pairOf(first, second), {});
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.preferences.size(), 1);
    QTEST(verdict->content.preferences.first().margin, "margin");
    QVERIFY(!verdict->isInconsistent);
}

void TestSimulated::firstShownIsFirst()
{
    JudgeSpec first = spec(R"({"rule":"first"})");
    first.orders = OrderPolicy::Seeded;
    SimulatedInput input;
    input.projectSeed = 7;
    input.annotatorUid = u"annotator-1"_s;
    int firsts = 0;
    for (int at = 0; at < 200; ++at) {
        const ItemView item = numbered(pairOf(), at);
        const auto verdict = simulatedVerdict(first, item, input);
        QVERIFY(verdict);
        QCOMPARE(verdict->shownOrder, shownOrder(7, item.item.uid, u"annotator-1"_s, 2));
        QCOMPARE(verdict->content.preferences.first().margin, verdict->shownOrder.first() == 0 ? 1 : -1);
        firsts += verdict->shownOrder.first() == 0 ? 1 : 0;
    }
    QVERIFY(firsts > 60 && firsts < 140); // no side is always the better
}

void TestSimulated::firstContradictsItself()
{
    JudgeSpec both = spec(R"({"rule":"first"})");
    both.orders = OrderPolicy::Both;
    const auto verdict = simulatedVerdict(both, pairOf(), {});
    QVERIFY(verdict);
    QVERIFY(verdict->isInconsistent);
    QCOMPARE(verdict->content.preferences.first().margin, 0);
    QCOMPARE(verdict->content.extra.value(u"winner"_s).toString(), u"tie (inconsistent)"_s);
    QVERIFY(verdict->shownOrder.isEmpty());
}

void TestSimulated::ratings_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<double>("value"); // of the first response, which has a thousand characters
    QTest::newRow("constant: the middle") << QByteArray(R"({"rule":"constant"})") << 4.0;
    QTest::newRow("constant") << QByteArray(R"({"rule":"constant","rating":7})") << 7.0;
    QTest::newRow("longest: half of the scale")
        << QByteArray(R"({"rule":"longest","full_length":2000})") << 4.0;
    QTest::newRow("longest: at the top") << QByteArray(R"({"rule":"longest","full_length":900})") << 7.0;
}

void TestSimulated::ratings()
{
    QFETCH(QByteArray, options);
    const ItemView item = itemOf(ItemKind::Rating, {QString(1000, u'x'), u"y"_s});
    const auto verdict = simulatedVerdict(spec(options), item, {});
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QTEST(*verdict->content.findRating(0, u"overall"_s)->value, "value");
    if (options.contains("rating")) {
        QCOMPARE(*verdict->content.findRating(0, u"answers_task"_s)->value, 5.0); // a shorter scale
    }
    if (options.contains("longest")) {
        QCOMPARE(*verdict->content.findRating(1, u"overall"_s)->value, 1.0);
    }
}

void TestSimulated::rankings_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<int>("topK");
    QTest::addColumn<QList<QList<ResponseIndex>>>("groups");
    using Groups = QList<QList<ResponseIndex>>;
    QTest::newRow("constant") << QByteArray(R"({"rule":"constant"})") << 0 << Groups{{0}, {1}, {2}, {3}};
    QTest::newRow("longest, two as long")
        << QByteArray(R"({"rule":"longest"})") << 0 << Groups{{2}, {1, 3}, {0}};
    QTest::newRow("the best two") << QByteArray(R"({"rule":"first"})") << 2 << Groups{{0}, {1}};
}

void TestSimulated::rankings()
{
    QFETCH(QByteArray, options);
    QFETCH(int, topK);
    ItemView item = itemOf(ItemKind::Ranking, {u"a"_s, u"bb"_s, u"ccc"_s, u"dd"_s});
    item.schema.definition.topK = topK;
    item.schema.definition.allowsTie = true;
    const auto verdict = simulatedVerdict(spec(options), item, {});
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QTEST(verdict->content.ranking->groups, "groups");
    if (options.contains("longest")) {
        item.schema.definition.allowsTie = false;
        QCOMPARE(simulatedVerdict(spec(options), item, {})->content.ranking->groups.size(), 4);
    }
}

void TestSimulated::spans()
{
    ItemView item = itemOf(ItemKind::Span, {u"one two three"_s});
    item.schema.definition.asksCorrection = false;
    const auto verdict = simulatedVerdict(spec(R"({"rule":"constant"})"), item, {});
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QVERIFY(verdict->content.saysNoErrors);
}

void TestSimulated::oracleErrsAtItsRate_data()
{
    QTest::addColumn<double>("accuracy");
    QTest::newRow("never") << 1.0;
    QTest::newRow("one in five") << 0.8;
    QTest::newRow("always") << 0.0;
}

void TestSimulated::oracleErrsAtItsRate()
{
    QFETCH(double, accuracy);
    JudgeSpec oracle = spec(R"({"rule":"oracle"})");
    oracle.options.insert(u"accuracy"_s, accuracy);
    constexpr int kItems = 2000;
    int right = 0;
    for (int at = 0; at < kItems; ++at) {
        const auto verdict = simulatedVerdict(oracle, numbered(goldPair(-2), at), {});
        QVERIFY(verdict);
        const int margin = verdict->content.preferences.first().margin;
        QVERIFY(margin == -2 || margin == 1); // what is right keeps its strength
        right += margin < 0 ? 1 : 0;
    }
    QVERIFY(std::abs(right - accuracy * kItems) <= 4 * std::sqrt(kItems * accuracy * (1 - accuracy)));
}

void TestSimulated::oracleByConfusion()
{
    const JudgeSpec oracle = spec(R"({"rule":"oracle","confusion":{
        "first":{"first":6,"tie":2,"second":1,"both_bad":1},"tie":{"tie":1}}})");
    constexpr int kItems = 4000;
    QHash<QString, int> counts;
    for (int at = 0; at < kItems; ++at) {
        const auto verdict = simulatedVerdict(oracle, numbered(goldPair(1), at), {});
        QVERIFY(verdict);
        const Preference said = verdict->content.preferences.first();
        ++counts[said.bothBad ? u"both_bad"_s : QString::number(said.margin)];
        QCOMPARE(simulatedVerdict(oracle, numbered(goldPair(0), at), {})->content.preferences.first().margin,
                 0);
    }
    const auto isNear = [](int count, double share) {
        return std::abs(count - share * kItems) < 4 * std::sqrt(kItems * share * (1 - share));
    };
    QVERIFY(isNear(counts.value(u"1"_s), 0.6));
    QVERIFY(isNear(counts.value(u"0"_s), 0.2));
    QVERIFY(isNear(counts.value(u"-1"_s), 0.1));
    QVERIFY(isNear(counts.value(u"both_bad"_s), 0.1));
}

void TestSimulated::oracleRates()
{
    ItemView item = itemOf(ItemKind::Rating, {u"a"_s});
    AnnotationContent gold;
    for (const Aspect& aspect : std::as_const(item.schema.definition.aspects)) {
        gold.ratings.append({0, aspect.id, static_cast<double>(aspect.maximum()), {}});
    }
    item.item.gold = gold;
    const JudgeSpec oracle = spec(R"({"rule":"oracle","accuracy":0.7})");
    int right = 0;
    int all = 0;
    QSet<double> wrong;
    for (int at = 0; at < 500; ++at) {
        const auto verdict = simulatedVerdict(oracle, numbered(item, at), {});
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
        for (const Rating& rating : std::as_const(verdict->content.ratings)) {
            const bool isRight = rating.value == gold.findRating(0, rating.aspect)->value;
            right += isRight ? 1 : 0;
            ++all;
            if (!isRight) {
                wrong.insert(*rating.value);
            }
        }
    }
    QVERIFY(std::abs(right - 0.7 * all) < 4 * std::sqrt(0.21 * all));
    QVERIFY(wrong.size() >= 4); // any other point of the scale
}

void TestSimulated::oracleMarks()
{
    ItemView item = itemOf(ItemKind::Span, {u"alpha beta gamma 🌱 delta"_s});
    SchemaDefinition& schema = item.schema.definition;
    schema.asksCorrection = false;
    QString category;
    for (const SpanCategory& each : std::as_const(schema.categories)) {
        category = each.isMissing ? category : each.id;
    }
    AnnotationContent gold;
    Span mark;
    mark.start = 6;
    mark.end = 10;
    mark.quote = u"beta"_s;
    mark.category = category;
    gold.spans = {mark};
    item.item.gold = gold;
    const JudgeSpec oracle = spec(R"({"rule":"oracle","accuracy":0.75,"false_marks":0.5})");
    int found = 0;
    int extra = 0;
    constexpr int kItems = 1000;
    for (int at = 0; at < kItems; ++at) {
        const auto verdict = simulatedVerdict(oracle, numbered(item, at), {});
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message)); // quotes fit, too
        const bool isFound = verdict->content.spans.contains(mark);
        found += isFound ? 1 : 0;
        extra += static_cast<int>(verdict->content.spans.size()) - (isFound ? 1 : 0);
        QCOMPARE(verdict->content.saysNoErrors, verdict->content.spans.isEmpty());
    }
    QVERIFY(found > 690 && found < 810);
    QVERIFY(extra > 350 && extra < 520); // a half, less those that fell on the mark
}

void TestSimulated::mallowsIsAsItsLaw()
{
    // P of a permutation of three ∝ φ^(pairs out of order), φ = ¼ at p = 0.8: 1, 2φ, 2φ², φ³.
    Random random(5);
    constexpr int kDraws = 20'000;
    QList<int> counts(4);
    for (int draw = 0; draw < kDraws; ++draw) {
        const QList<QList<ResponseIndex>> ranking = mallows({{0}, {1}, {2}}, 0.8, random);
        int inversions = 0;
        for (int a = 0; a < 3; ++a) {
            for (int b = a + 1; b < 3; ++b) {
                inversions += ranking[a].first() > ranking[b].first() ? 1 : 0;
            }
        }
        ++counts[inversions];
    }
    const double sum = 1 + 2 * 0.25 + 2 * 0.0625 + 0.015625;
    const QList<double> weights{1 / sum, 0.5 / sum, 0.125 / sum, 0.015625 / sum};
    for (int inversions = 0; inversions < 4; ++inversions) {
        const double share = weights[inversions];
        QVERIFY(std::abs(counts[inversions] - share * kDraws) < 4 * std::sqrt(kDraws * share * (1 - share)));
    }
    QCOMPARE(mallows({{2}, {0, 1}}, 1, random), (QList<QList<ResponseIndex>>{{2}, {0, 1}}));
}

void TestSimulated::truthByModels()
{
    const JudgeSpec oracle =
        spec(R"({"rule":"oracle","truth":"ranking","ranking":["best",["x","y"],"worst"]})");
    ItemView pair = pairOf();
    pair.responses[0].model = u"worst"_s;
    pair.responses[1].model = u"x"_s;
    QCOMPARE(simulatedVerdict(oracle, pair, {})->content.preferences.first().margin, -1);
    pair.responses[0].model = u"y"_s;
    QCOMPARE(simulatedVerdict(oracle, pair, {})->content.preferences.first().margin, 0);
    pair.responses[0].model = u"stranger"_s;
    const auto unknown = simulatedVerdict(oracle, pair, {});
    QCOMPARE(unknown.error().code, ErrorCode::NotFound);
    QVERIFY(unknown.error().message.contains(u"stranger"_s));
    ItemView ranking = itemOf(ItemKind::Ranking, {u"a"_s, u"b"_s, u"c"_s, u"d"_s});
    ranking.schema.definition.allowsTie = true;
    const QStringList models{u"worst"_s, u"y"_s, u"best"_s, u"x"_s};
    for (qsizetype at = 0; at < models.size(); ++at) {
        ranking.responses[at].model = models[at];
    }
    QCOMPARE(simulatedVerdict(oracle, ranking, {})->content.ranking->groups,
             (QList<QList<ResponseIndex>>{{2}, {1, 3}, {0}}));
}

void TestSimulated::truthByAnnotator()
{
    const JudgeSpec oracle = spec(R"({"rule":"oracle","truth":"annotator","annotator":"ada"})");
    const auto without = simulatedVerdict(oracle, pairOf(), {});
    QCOMPARE(without.error().code, ErrorCode::NotFound);
    QVERIFY(without.error().message.contains(u"“ada”"_s));
    SimulatedInput input;
    input.truth = AnnotationContent{};
    input.truth->preferences = {{u"overall"_s, 1, 0, 2, false}}; // named from the other side
    QCOMPARE(simulatedVerdict(oracle, pairOf(), input)->content.preferences.first(),
             (Preference{u"overall"_s, 0, 1, -2, false}));
}

void TestSimulated::drawsDependOnSpecAndItemAlone()
{
    const auto answers = [](const JudgeSpec& oracle, const QString& annotator) {
        QString out;
        SimulatedInput input;
        input.annotatorUid = annotator;
        for (int at = 0; at < 64; ++at) {
            const auto verdict = simulatedVerdict(oracle, numbered(goldPair(1), at), input);
            out += verdict->content.preferences.first().margin > 0 ? u'+' : u'-';
        }
        return out;
    };
    const JudgeSpec oracle = spec(R"({"rule":"oracle","accuracy":0.5})");
    QCOMPARE(answers(oracle, u"x"_s), answers(oracle, u"y"_s));
    JudgeSpec renamed = oracle;
    renamed.name = u"other"_s;
    QVERIFY(answers(renamed, {}) != answers(oracle, {}));
    JudgeSpec reseeded = oracle;
    reseeded.seed = 1;
    QVERIFY(answers(reseeded, {}) != answers(oracle, {}));
    // Written down once: other answers would contradict what earlier runs said.
    QCOMPARE(answers(oracle, {}), kGoldenAnswers);
}

void TestSimulated::reasons_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<ItemKind>("kind");
    QTest::newRow("first rates nothing") << QByteArray(R"({"rule":"first"})") << ItemKind::Rating;
    QTest::newRow("longest marks nothing") << QByteArray(R"({"rule":"longest"})") << ItemKind::Span;
    QTest::newRow("constant criticises nothing")
        << QByteArray(R"({"rule":"constant"})") << ItemKind::Critique;
    QTest::newRow("models are not rated")
        << QByteArray(R"({"rule":"oracle","truth":"ranking","ranking":["model"]})") << ItemKind::Rating;
    QTest::newRow("no gold") << QByteArray(R"({"rule":"oracle"})") << ItemKind::Pairwise;
}

void TestSimulated::reasons()
{
    QFETCH(QByteArray, options);
    QFETCH(ItemKind, kind);
    const auto verdict = simulatedVerdict(spec(options), itemOf(kind, {u"a"_s, u"b"_s}), {});
    QVERIFY(!verdict);
    QVERIFY2(verdict.error().message.endsWith(u'.'), qPrintable(verdict.error().message));
}

void TestSimulated::options_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QString>("field");
    QTest::newRow("none") << QByteArray("{}") << u"options.rule"_s;
    QTest::newRow("misspelt") << QByteArray(R"({"rule":"oracle","acuracy":0.8})") << u"options.acuracy"_s;
    QTest::newRow("unknown") << QByteArray(R"({"rule":"wisest"})") << u"options.rule"_s;
    QTest::newRow("flip above a half")
        << QByteArray(R"({"rule":"first","p_label_flip":0.6})") << u"options.p_label_flip"_s;
    QTest::newRow("accuracy is text")
        << QByteArray(R"({"rule":"oracle","accuracy":"high"})") << u"options.accuracy"_s;
    QTest::newRow("whose labels") << QByteArray(R"({"rule":"oracle","truth":"annotator"})")
                                  << u"options.annotator"_s;
    QTest::newRow("which models") << QByteArray(R"({"rule":"oracle","truth":"ranking"})")
                                  << u"options.ranking"_s;
    QTest::newRow("row without weight")
        << QByteArray(R"({"rule":"oracle","confusion":{"first":{"first":0}}})") << u"options.confusion"_s;
    QTest::newRow("negative weight") << QByteArray(
                                            R"({"rule":"oracle","confusion":{"first":{"first":2,"tie":-1}}})")
                                     << u"options.confusion"_s;
    QTest::newRow("empty pool") << QByteArray(R"({"rule":"pool"})") << u"options.members"_s;
    QTest::newRow("pool in itself") << QByteArray(R"({"rule":"pool","members":["sim"]})")
                                    << u"options.members"_s;
    QTest::newRow("no share") << QByteArray(R"({"rule":"pool","members":[{"name":"a","share":0}]})")
                              << u"options.members"_s;
    QTest::newRow("answer") << QByteArray(R"({"rule":"constant","answer":"yes"})") << u"options.answer"_s;
}

void TestSimulated::options()
{
    QFETCH(QByteArray, options);
    QFETCH(QString, field);
    const auto read = SimulatedOptions::of(spec(options));
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(read.error().field, field);
}

void TestSimulated::canaries()
{
    const QList<JudgeSpec> specs = canarySpecs();
    QCOMPARE(specs.size(), 3);
    for (const JudgeSpec& canary : specs) {
        QVERIFY(canary.check());
        QVERIFY(simulatedVerdict(canary, pairOf(), {}));
        QVERIFY(!simulatedVerdict(canary, pairOf(), {})->isInconsistent);
        const auto stored = JudgeSpec::fromJson(canary.toJson());
        QVERIFY(stored);
        QCOMPARE(SimulatedOptions::of(*stored)->rule, SimulatedOptions::of(canary)->rule);
    }
}

QTEST_GUILESS_MAIN(TestSimulated)
#include "tst_simulated.moc"
