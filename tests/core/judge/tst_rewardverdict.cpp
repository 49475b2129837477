#include "core/judge/rewardverdict.h"

#include "tests/core/judge/judgefixture.h"

#include <QJsonDocument>
#include <QTest>

#include <cmath>
#include <limits>

using namespace plumbline;
using namespace plumbline::judgefixture;
using namespace Qt::Literals::StringLiterals;

/// What rewards say of an item, and the session that asks for them.
class TestRewardVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairs_data();
    void pairs();
    void ratings_data();
    void ratings();
    void rankings_data();
    void rankings();
    void refusals_data();
    void refusals();
    void options_data();
    void options();
    void sessionAsksForEachResponse();
    void sessionKeepsTheConversation();
    void sessionFails_data();
    void sessionFails();

private:
    static JudgeSpec spec(const QByteArray& options = R"({"api":"openrlhf"})");
};

JudgeSpec TestRewardVerdict::spec(const QByteArray& options)
{
    JudgeSpec out;
    out.name = u"rm"_s;
    out.protocol = JudgeProtocol::RewardServer;
    out.endpoint = u"rewards"_s;
    out.options = QJsonDocument::fromJson(options).object();
    if (!out.options.contains(u"api"_s)) {
        out.options.insert(u"api"_s, u"openrlhf"_s);
    }
    return out;
}

void TestRewardVerdict::pairs_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<double>("first");
    QTest::addColumn<double>("second");
    QTest::addColumn<int>("margin");
    QTest::newRow("first") << QByteArray("{}") << 2.0 << 1.5 << 1;
    QTest::newRow("second") << QByteArray("{}") << -2.0 << 1.5 << -1;
    QTest::newRow("equal") << QByteArray("{}") << 1.5 << 1.5 << 0;
    QTest::newRow("within the threshold") << QByteArray(R"({"tie_threshold":0.5})") << 2.0 << 1.5 << 0;
    QTest::newRow("beyond it") << QByteArray(R"({"tie_threshold":0.49})") << 2.0 << 1.5 << 1;
    QTest::newRow("much") << QByteArray(R"({"much_threshold":3})") << -2.0 << 1.0 << -2;
    QTest::newRow("not so much") << QByteArray(R"({"much_threshold":3})") << -2.0 << 0.9 << -1;
}

void TestRewardVerdict::pairs()
{
    QFETCH(QByteArray, options);
    QFETCH(double, first);
    QFETCH(double, second);
    QFETCH(int, margin);
    ItemView item = pairOf();
    const auto verdict = rewardVerdict(spec(options), item, {first, second});
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.preferences, (QList<Preference>{{u"overall"_s, 0, 1, margin, false}}));
    QCOMPARE(verdict->details.value(u"rewards"_s).toArray(), (QJsonArray{first, second}));
    QCOMPARE(verdict->probability.has_value(), margin != 0);
    if (margin != 0) {
        QVERIFY(std::abs(*verdict->probability - 1 / (1 + std::exp(-std::abs(first - second)))) < 1e-12);
    } else {
        item.schema.definition.allowsTie = false;
        QCOMPARE(rewardVerdict(spec(options), item, {first, second}).error().code, ErrorCode::InvalidData);
    }
    JudgeSpec scores = spec(options);
    scores.options.insert(u"raw"_s, false); // then their difference is no log-odds
    QVERIFY(!rewardVerdict(scores, pairOf(), {first, second})->probability);
}

void TestRewardVerdict::ratings_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<double>("reward");
    QTest::addColumn<double>("value"); // of 1 … 7
    QTest::newRow("σ(0)") << QByteArray("{}") << 0.0 << 4.0;
    QTest::newRow("σ(2) = 0.88") << QByteArray("{}") << 2.0 << 6.0;
    QTest::newRow("far below") << QByteArray("{}") << -800.0 << 1.0;
    QTest::newRow("lowest") << QByteArray(R"({"low":-10,"high":10})") << -10.0 << 1.0;
    QTest::newRow("between") << QByteArray(R"({"low":-10,"high":10})") << 5.0 << 6.0;
    QTest::newRow("above") << QByteArray(R"({"low":-10,"high":10})") << 12.0 << 7.0;
}

void TestRewardVerdict::ratings()
{
    QFETCH(QByteArray, options);
    QFETCH(double, reward);
    JudgeSpec judge = spec(options);
    judge.aspects = {u"overall"_s};
    ItemView item = itemOf(ItemKind::Rating, {u"a"_s});
    const auto verdict = rewardVerdict(judge, item, {reward});
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.ratings.size(), 1);
    QTEST(*verdict->content.findRating(0, u"overall"_s)->value, "value");
}

void TestRewardVerdict::rankings_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<bool>("allowsTie");
    QTest::addColumn<QList<QList<ResponseIndex>>>("groups");
    using Groups = QList<QList<ResponseIndex>>;
    QTest::newRow("by order") << QByteArray("{}") << true << Groups{{2}, {3}, {0}, {1}};
    QTest::newRow("near ones tie") << QByteArray(R"({"tie_threshold":0.2})") << true
                                   << Groups{{2, 3}, {0}, {1}};
    QTest::newRow("where ties are offered")
        << QByteArray(R"({"tie_threshold":0.2})") << false << Groups{{2}, {3}, {0}, {1}};
}

void TestRewardVerdict::rankings()
{
    QFETCH(QByteArray, options);
    QFETCH(bool, allowsTie);
    ItemView item = itemOf(ItemKind::Ranking, {u"a"_s, u"b"_s, u"c"_s, u"d"_s});
    item.schema.definition.allowsTie = allowsTie;
    const auto verdict = rewardVerdict(spec(options), item, {0.5, -1, 2, 1.9});
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QTEST(verdict->content.ranking->groups, "groups");
}

void TestRewardVerdict::refusals_data()
{
    QTest::addColumn<ItemKind>("kind");
    QTest::addColumn<QList<double>>("rewards");
    QTest::addColumn<ErrorCode>("code");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    QTest::newRow("NaN") << ItemKind::Pairwise << QList<double>{1, nan} << ErrorCode::InvalidData;
    QTest::newRow("infinite") << ItemKind::Ranking << QList<double>{infinite, 1} << ErrorCode::InvalidData;
    QTest::newRow("one too few") << ItemKind::Pairwise << QList<double>{1} << ErrorCode::InvalidData;
    QTest::newRow("none") << ItemKind::Pairwise << QList<double>{} << ErrorCode::InvalidData;
    QTest::newRow("spans") << ItemKind::Span << QList<double>{1, 2} << ErrorCode::InvalidArgument;
    QTest::newRow("critique") << ItemKind::Critique << QList<double>{1, 2} << ErrorCode::InvalidArgument;
}

void TestRewardVerdict::refusals()
{
    QFETCH(ItemKind, kind);
    QFETCH(QList<double>, rewards);
    const auto verdict =
        rewardVerdict(spec(), itemOf(kind, {u"a"_s, u"b"_s}), {rewards.begin(), rewards.end()});
    QVERIFY(!verdict);
    QTEST(verdict.error().code, "code");
}

void TestRewardVerdict::options_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QString>("field");
    QTest::newRow("api") << QByteArray(R"({"api":"x"})") << u"options.api"_s;
    QTest::newRow("misspelt") << QByteArray(R"({"tie":1})") << u"options.tie"_s;
    QTest::newRow("batch") << QByteArray(R"({"batch":0})") << u"options.batch"_s;
    QTest::newRow("threshold") << QByteArray(R"({"tie_threshold":-1})") << u"options.tie_threshold"_s;
    QTest::newRow("threshold is text")
        << QByteArray(R"({"tie_threshold":"x"})") << u"options.tie_threshold"_s;
    QTest::newRow("half a scale") << QByteArray(R"({"low":1})") << u"options.low"_s;
    QTest::newRow("scale upside down") << QByteArray(R"({"low":1,"high":1})") << u"options.low"_s;
}

void TestRewardVerdict::options()
{
    QFETCH(QByteArray, options);
    QFETCH(QString, field);
    const auto read = RewardOptions::of(spec(options));
    QVERIFY(!read);
    QCOMPARE(read.error().field, field);
}

void TestRewardVerdict::sessionAsksForEachResponse()
{
    JudgeSetting setting = settingOf(JudgeProtocol::RewardServer);
    setting.spec.options = spec().options;
    auto session = makeJudgeSession(setting, pairOf());
    QVERIFY2(session, session ? "" : qPrintable(session.error().message));
    const QList<JudgeCall> calls = (*session)->takeCalls();
    QCOMPARE(calls.size(), 2);
    QVERIFY((*session)->takeCalls().isEmpty());
    QVERIFY(!(*session)->isFinished());
    QVERIFY(!(*session)->verdict());
    (*session)->give(calls[1].id, LlmOutcome::of(replyOf(u"2.5"_s)));
    (*session)->give(calls[0].id, LlmOutcome::of(replyOf(u"-1e-3"_s)));
    QVERIFY((*session)->isFinished());
    const auto verdict = (*session)->verdict();
    QVERIFY(verdict);
    QCOMPARE(verdict->content.preferences.first().margin, -1);
    const QList<JudgeReply> replies = (*session)->replies();
    QCOMPARE(replies.size(), 2);
    QCOMPARE(replies[0].parsed.value(u"reward"_s).toDouble(), -1e-3);
    QCOMPARE(replies[0].requestHash, requestHash(setting.endpoint, calls[0].request));
    const QJsonObject provenance = judgeProvenance(setting, *verdict, replies);
    QCOMPARE(provenance.value(u"calls"_s).toArray().size(), 2);
    QCOMPARE(provenance.value(u"details"_s).toObject().value(u"rewards"_s).toArray(),
             (QJsonArray{-1e-3, 2.5}));
}

void TestRewardVerdict::sessionKeepsTheConversation()
{
    JudgeSetting setting = settingOf(JudgeProtocol::RewardServer);
    setting.spec.options = spec().options;
    ItemView item = pairOf();
    item.prompt.messages = {{u"system"_s, u"Be brief."_s}, {u"user"_s, u"Why?"_s}};
    auto session = makeJudgeSession(setting, item);
    QVERIFY(session);
    const LlmRequest request = (*session)->takeCalls().at(1).request;
    QCOMPARE(request.messages,
             (QList<LlmMessage>{
                 {u"system"_s, u"Be brief."_s}, {u"user"_s, u"Why?"_s}, {u"assistant"_s, u"A fruit."_s}}));
}

void TestRewardVerdict::sessionFails_data()
{
    QTest::addColumn<LlmOutcome>("outcome");
    QTest::addColumn<ErrorCode>("code");
    LlmError error;
    error.kind = LlmErrorKind::Unreachable;
    error.error = makeError(ErrorCode::Io, u"gone."_s);
    QTest::newRow("server gone") << LlmOutcome::failed(error) << ErrorCode::Io;
    QTest::newRow("no number") << LlmOutcome::of(replyOf(u"good"_s)) << ErrorCode::InvalidData;
    QTest::newRow("not finite") << LlmOutcome::of(replyOf(u"nan"_s)) << ErrorCode::InvalidData;
}

void TestRewardVerdict::sessionFails()
{
    QFETCH(LlmOutcome, outcome);
    JudgeSetting setting = settingOf(JudgeProtocol::RewardServer);
    setting.spec.options = spec().options;
    auto session = makeJudgeSession(setting, pairOf());
    QVERIFY(session);
    const QList<JudgeCall> calls = (*session)->takeCalls();
    (*session)->give(calls[0].id, LlmOutcome::of(replyOf(u"1"_s)));
    (*session)->give(calls[1].id, outcome);
    QVERIFY((*session)->isFinished());
    const auto verdict = (*session)->verdict();
    QVERIFY(!verdict);
    QTEST(verdict.error().code, "code");
    QCOMPARE((*session)->replies().size(), 2); // kept, whatever they say
}

QTEST_GUILESS_MAIN(TestRewardVerdict)
#include "tst_rewardverdict.moc"
