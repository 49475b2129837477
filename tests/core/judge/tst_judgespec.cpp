#include "core/judge/judgespec.h"

#include <QJsonArray>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// A judge's settings: kept whole, and refused where they make no sense.
class TestJudgeSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isKeptWhole();
    void keepsTheAbsenceOfNumbers();
    void namesAreBothWays();
    void refusesWhatMakesNoSense_data();
    void refusesWhatMakesNoSense();
    void refusesUnknownKeys();
};

namespace {

JudgeSpec full()
{
    JudgeSpec spec;
    spec.name = u"careful"_s;
    spec.protocol = JudgeProtocol::PairwiseScale;
    spec.endpoint = u"local"_s;
    spec.promptTemplate = u"mine"_s;
    spec.templateVersion = 3;
    spec.orders = OrderPolicy::Seeded;
    spec.temperature = 0.7;
    spec.topP = 0.9;
    spec.seed = Q_INT64_C(9007199254740993);
    spec.maxTokens = 99;
    spec.wantsLogprobs = false;
    spec.wantsStructured = false;
    spec.usesReference = true;
    spec.samples = 5;
    spec.retriesUnparsed = 4;
    spec.aspects = {u"overall"_s, u"helpful"_s};
    spec.options = {{u"confidence"_s, true}};
    return spec;
}

} // namespace

void TestJudgeSpec::isKeptWhole()
{
    const auto read = JudgeSpec::fromJson(full().toJson());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(read.value(), full());
}

void TestJudgeSpec::keepsTheAbsenceOfNumbers()
{
    JudgeSpec spec = full();
    spec.temperature = std::nullopt;
    spec.topP = std::nullopt;
    spec.seed = std::nullopt;
    const auto read = JudgeSpec::fromJson(spec.toJson());
    QVERIFY(read);
    QCOMPARE(read.value(), spec);
    QVERIFY(!read.value().temperature);
    // What a person writes by hand: all else is as usual.
    const auto brief = JudgeSpec::fromJson(
        {{u"name"_s, u"judge"_s}, {u"protocol"_s, u"pairwise"_s}, {u"endpoint"_s, u"local"_s}});
    QVERIFY(brief);
    JudgeSpec usual;
    usual.name = u"judge"_s;
    usual.endpoint = u"local"_s;
    QCOMPARE(brief.value(), usual);
    QCOMPARE(brief.value().temperature, std::optional(0.0));
}

void TestJudgeSpec::namesAreBothWays()
{
    int count = 0;
    for (int value = 0; value <= static_cast<int>(JudgeProtocol::Jury); ++value, ++count) {
        const auto protocol = static_cast<JudgeProtocol>(value);
        QCOMPARE(judgeProtocolFromName(toName(protocol)), std::optional(protocol));
        QVERIFY(!kindsOf(protocol).isEmpty());
    }
    QCOMPARE(count, 12);
    for (const OrderPolicy policy : {OrderPolicy::Seeded, OrderPolicy::Both, OrderPolicy::AsIs}) {
        QCOMPARE(orderPolicyFromName(toName(policy)), std::optional(policy));
    }
    QCOMPARE(judgeProtocolFromName(u"Pairwise"), std::nullopt);
    QCOMPARE(orderPolicyFromName(u""), std::nullopt);
}

void TestJudgeSpec::refusesWhatMakesNoSense_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("field");
    QTest::newRow("no name") << u"name"_s << QJsonValue(u"  "_s) << u"name"_s;
    QTest::newRow("no endpoint") << u"endpoint"_s << QJsonValue(u""_s) << u"endpoint"_s;
    QTest::newRow("protocol") << u"protocol"_s << QJsonValue(u"guess"_s) << u"protocol"_s;
    QTest::newRow("orders") << u"orders"_s << QJsonValue(u"any"_s) << u"orders"_s;
    QTest::newRow("hot") << u"temperature"_s << QJsonValue(2.5) << u"temperature"_s;
    QTest::newRow("cold") << u"temperature"_s << QJsonValue(-0.1) << u"temperature"_s;
    QTest::newRow("the same sample often") << u"temperature"_s << QJsonValue(0) << u"temperature"_s;
    QTest::newRow("top_p 0") << u"top_p"_s << QJsonValue(0) << u"top_p"_s;
    QTest::newRow("top_p above 1") << u"top_p"_s << QJsonValue(1.01) << u"top_p"_s;
    QTest::newRow("no tokens") << u"max_tokens"_s << QJsonValue(0) << u"max_tokens"_s;
    QTest::newRow("no sample") << u"samples"_s << QJsonValue(0) << u"samples"_s;
    QTest::newRow("many samples") << u"samples"_s << QJsonValue(101) << u"samples"_s;
    QTest::newRow("retries") << u"retries_unparsed"_s << QJsonValue(-1) << u"retries_unparsed"_s;
    QTest::newRow("version") << u"template_version"_s << QJsonValue(-1) << u"template_version"_s;
    QTest::newRow("text for a number") << u"samples"_s << QJsonValue(u"5"_s) << u"samples"_s;
    QTest::newRow("half a sample") << u"samples"_s << QJsonValue(1.5) << u"samples"_s;
    QTest::newRow("a jury of none") << u"protocol"_s << QJsonValue(u"jury"_s) << u"jurors"_s;
}

void TestJudgeSpec::refusesWhatMakesNoSense()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QFETCH(QString, field);
    QJsonObject object = full().toJson();
    object.insert(key, value);
    const auto read = JudgeSpec::fromJson(object);
    QVERIFY(!read);
    QCOMPARE(read.error().field, field);
    QVERIFY(!read.error().message.isEmpty());
}

void TestJudgeSpec::refusesUnknownKeys()
{
    QJsonObject object = full().toJson();
    object.insert(u"temprature"_s, 1);
    const auto read = JudgeSpec::fromJson(object);
    QVERIFY(!read);
    QCOMPARE(read.error().field, u"temprature"_s);
}

QTEST_GUILESS_MAIN(TestJudgeSpec)
#include "tst_judgespec.moc"
