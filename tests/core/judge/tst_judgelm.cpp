#include "tests/core/judge/protocolfixture.h"

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// JudgeLM: pairs in one or both orders, many answers, one answer beside the reference.
class TestJudgeLm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairs_data();
    void pairs();
    void swapsTheAnswers();
    void threshold();
    void ratesMany();
    void ranksMany();
    void gradesOneAnswer();
    void referenceSupportAndDrop();
    void fastModeStopsAtTheLine();
    void asksAgain();
    void refuses_data();
    void refuses();
};

namespace {

const QStringList kTexts = {u"first answer"_s, u"second answer"_s};

} // namespace

void TestJudgeLm::pairs_data()
{
    QTest::addColumn<QString>("straight"); // the first line for the item's order
    QTest::addColumn<QString>("swapped");  // "": asked in one order
    QTest::addColumn<int>("margin");
    QTest::addColumn<bool>("isInconsistent");
    QTest::newRow("first") << u"8 5"_s << u""_s << 1 << false;
    QTest::newRow("second") << u"5 8"_s << u""_s << -1 << false;
    QTest::newRow("tie") << u"7 7"_s << u""_s << 0 << false;
    QTest::newRow("first in both orders") << u"8 5"_s << u"4 9"_s << 1 << false;
    QTest::newRow("second in both orders") << u"5 8"_s << u"9 4"_s << -1 << false;
    QTest::newRow("tie in both orders") << u"7 7"_s << u"5 5"_s << 0 << false;
    QTest::newRow("always what stands first") << u"8 5"_s << u"8 5"_s << 0 << true;
    QTest::newRow("always what stands last") << u"5 8"_s << u"5 8"_s << 0 << true;
    QTest::newRow("a tie in one of them") << u"8 5"_s << u"7 7"_s << 0 << true;
}

void TestJudgeLm::pairs()
{
    QFETCH(const QString, straight);
    QFETCH(const QString, swapped);
    QFETCH(const int, margin);
    QFETCH(const bool, isInconsistent);
    JudgeSetting setting = protocolSetting(JudgeProtocol::JudgeLm);
    setting.spec.orders = swapped.isEmpty() ? OrderPolicy::AsIs : OrderPolicy::Both;
    const auto verdict =
        judged(setting, protocolItem(ItemKind::Pairwise, kTexts), [&](const JudgeCall& call) {
            return replyOf((call.order.first() == 0 ? straight : swapped) + u"\nSo it is."_s);
        });
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.preferences.size(), 1);
    QCOMPARE(verdict->content.preferences.first().margin, margin);
    QCOMPARE(verdict->isInconsistent, isInconsistent);
    QCOMPARE(verdict->content.extra.value(u"winner"_s).toString(),
             isInconsistent ? u"tie (inconsistent)"_s : QString());
    const QJsonArray games = verdict->details.value(u"games"_s).toArray();
    QCOMPARE(games.size(), swapped.isEmpty() ? 1 : 2);
    QCOMPARE(games.first()[u"order"_s].toArray(), (QJsonArray{0, 1}));
}

void TestJudgeLm::swapsTheAnswers()
{
    auto session =
        makeJudgeSession(protocolSetting(JudgeProtocol::JudgeLm), protocolItem(ItemKind::Pairwise, kTexts));
    QVERIFY(session);
    const QList<JudgeCall> calls = (*session)->takeCalls();
    QCOMPARE(calls.size(), 2);
    for (const JudgeCall& call : calls) {
        const QString words = wordsOf(call);
        const bool isStraight = words.indexOf(kTexts.at(0)) < words.indexOf(kTexts.at(1));
        QCOMPARE(isStraight, call.order.first() == 0);
        QVERIFY(words.contains(kTexts.at(0)) && words.contains(u"Why is the sky blue?"_s));
    }
}

void TestJudgeLm::threshold()
{
    JudgeSetting setting = protocolSetting(JudgeProtocol::JudgeLm, {{u"threshold"_s, 1}});
    setting.spec.orders = OrderPolicy::AsIs;
    const ItemView item = protocolItem(ItemKind::Pairwise, kTexts);
    const auto tie = judged(setting, item, [](const JudgeCall&) { return replyOf(u"8 7"_s); });
    QCOMPARE(tie->content.preferences.first().margin, 0);
    const auto first = judged(setting, item, [](const JudgeCall&) { return replyOf(u"8.5 7"_s); });
    QCOMPARE(first->content.preferences.first().margin, 1);
}

void TestJudgeLm::ratesMany()
{
    JudgeSetting setting = protocolSetting(JudgeProtocol::JudgeLm);
    ItemView item = protocolItem(ItemKind::Rating, {u"a"_s, u"b"_s, u"c"_s});
    item.schema.definition.aspects = {item.schema.definition.aspects.first()}; // "overall", 1 … 7
    const auto verdict = judged(setting, item, [](const JudgeCall& call) {
        // In the item's order 10, 4, 1; in the other one a little less sure.
        return replyOf(call.order.first() == 0 ? u"10 4 1\nwords"_s : u"2 4 9\nwords"_s);
    });
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->details.value(u"scores"_s).toArray(), (QJsonArray{9.5, 4, 1.5}));
    QCOMPARE(verdict->content.findRating(0, u"overall"_s)->value, 7.0); // 1 + 6 · 8.5/9 = 6.67
    QCOMPARE(verdict->content.findRating(1, u"overall"_s)->value, 3.0);
    QCOMPARE(verdict->content.findRating(2, u"overall"_s)->value, 1.0);
}

void TestJudgeLm::ranksMany()
{
    JudgeSetting setting = protocolSetting(JudgeProtocol::JudgeLm);
    setting.spec.orders = OrderPolicy::AsIs;
    const ItemView item = protocolItem(ItemKind::Ranking, {u"a"_s, u"b"_s, u"c"_s});
    const auto verdict = judged(setting, item, [](const JudgeCall&) { return replyOf(u"4 9 4"_s); });
    QVERIFY(verdict);
    QCOMPARE(verdict->content.ranking->groups, (QList<QList<ResponseIndex>>{{1}, {0, 2}}));
    ItemView strict = item;
    strict.schema.definition.allowsTie = false;
    const auto none = judged(setting, strict, [](const JudgeCall&) { return replyOf(u"4 9 4"_s); });
    QCOMPARE(none.error().field, u"tie-not-offered"_s);
}

void TestJudgeLm::gradesOneAnswer()
{
    JudgeSetting setting = protocolSetting(JudgeProtocol::JudgeLm, {{u"single"_s, true}});
    ItemView item = protocolItem(ItemKind::Rating, {u"good answer"_s, u"bad answer"_s});
    item.schema.definition.aspects = {item.schema.definition.aspects.first()};
    item.prompt.references = {u"the reference"_s};
    auto session = makeJudgeSession(setting, item);
    QVERIFY2(session, session ? "" : qPrintable(session.error().message));
    const QList<JudgeCall> calls = answerAll(**session, [](const JudgeCall& call) {
        return replyOf(call.order.first() == 0 ? u"9 10\nwords"_s : u"10 1\nwords"_s);
    });
    QCOMPARE(calls.size(), 2);
    for (const JudgeCall& call : calls) {
        const QString words = wordsOf(call);
        QCOMPARE(words.count(u"the reference"_s), 1);
        QVERIFY(words.indexOf(u"the reference"_s) < words.indexOf(u"answer\n<<<end"_s));
    }
    const auto verdict = (*session)->verdict();
    QVERIFY(verdict);
    // The reference counts as 10, whatever was said of it.
    QCOMPARE((*session)->replies().first().parsed.value(u"scores"_s).toArray(), (QJsonArray{10, 10}));
    QCOMPARE((*session)->replies().first().parsed.value(u"said_of_reference"_s).toDouble(), 9.0);
    QCOMPARE(verdict->content.findRating(0, u"overall"_s)->value, 7.0);
    QCOMPARE(verdict->content.findRating(1, u"overall"_s)->value, 1.0);
}

void TestJudgeLm::referenceSupportAndDrop()
{
    JudgeSetting setting = protocolSetting(JudgeProtocol::JudgeLm);
    ItemView item = protocolItem(ItemKind::Pairwise, kTexts);
    item.prompt.references = {u"the reference"_s};
    auto without = makeJudgeSession(setting, item);
    QVERIFY(!wordsOf((*without)->takeCalls().first()).contains(u"reference"_s));
    setting.spec.usesReference = true;
    auto with = makeJudgeSession(setting, item);
    QVERIFY(wordsOf((*with)->takeCalls().first()).contains(u"\nthe reference\n"_s));
}

void TestJudgeLm::fastModeStopsAtTheLine()
{
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::JudgeLm, {{u"fast"_s, true}}),
                                    protocolItem(ItemKind::Pairwise, kTexts));
    const JudgeCall call = (*session)->takeCalls().first();
    QCOMPARE(call.request.stop, QStringList{u"\n"_s});
    QVERIFY(call.request.maxTokens <= 32);
    QVERIFY(!wordsOf(call).contains(u"explain"_s));
}

void TestJudgeLm::asksAgain()
{
    JudgeSetting setting = protocolSetting(JudgeProtocol::JudgeLm);
    setting.spec.orders = OrderPolicy::AsIs;
    setting.spec.retriesUnparsed = 1;
    const ItemView item = protocolItem(ItemKind::Pairwise, kTexts);
    const auto verdict = judged(setting, item, [](const JudgeCall& call) {
        return replyOf(call.attempt == 0 ? u"The first."_s : u"8 5"_s);
    });
    QVERIFY(verdict);
    QCOMPARE(verdict->content.preferences.first().margin, 1);
    const auto never = judged(setting, item, [](const JudgeCall&) { return replyOf(u"The first."_s); });
    QVERIFY(!never);
    QCOMPARE(never.error().code, ErrorCode::InvalidData);
    QCOMPARE(never.error().field, u"no-verdict"_s);
}

void TestJudgeLm::refuses_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<ItemKind>("kind");
    QTest::addColumn<QString>("field");
    QTest::newRow("threshold below 0")
        << QJsonObject{{u"threshold"_s, -1}} << ItemKind::Pairwise << u"options.threshold"_s;
    QTest::newRow("threshold in words")
        << QJsonObject{{u"threshold"_s, u"1"_s}} << ItemKind::Pairwise << u"options.threshold"_s;
    QTest::newRow("unknown option") << QJsonObject{{u"treshold"_s, 1}} << ItemKind::Pairwise
                                    << u"options.treshold"_s;
    QTest::newRow("pair by itself") << QJsonObject{{u"single"_s, true}} << ItemKind::Pairwise
                                    << u"options.single"_s;
    QTest::newRow("several required aspects") << QJsonObject() << ItemKind::Rating << u"aspects"_s;
    QTest::newRow("a span item") << QJsonObject() << ItemKind::Span << u"protocol"_s;
}

void TestJudgeLm::refuses()
{
    QFETCH(const QJsonObject, options);
    QFETCH(const ItemKind, kind);
    QFETCH(const QString, field);
    const auto session =
        makeJudgeSession(protocolSetting(JudgeProtocol::JudgeLm, options), protocolItem(kind, kTexts));
    QVERIFY(!session);
    QCOMPARE(session.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(session.error().field, field);
    // Grading one answer needs a reference.
    ItemView alone = protocolItem(ItemKind::Rating, {u"a"_s});
    alone.schema.definition.aspects = {alone.schema.definition.aspects.first()};
    QCOMPARE(makeJudgeSession(protocolSetting(JudgeProtocol::JudgeLm), alone).error().field, u"references"_s);
}

QTEST_GUILESS_MAIN(TestJudgeLm)
#include "tst_judgelm.moc"
