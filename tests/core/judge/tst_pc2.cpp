#include "core/judge/pc2.h"
#include "tests/core/judge/protocolfixture.h"
#include "tests/core/llm/llmfixture.h"

#include "core/base/json.h"

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// PC2: criteria, baseline, scores, one after the other.
class TestPc2 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWorkedExampleOverSockets();
    void stepsFollowEachOther();
    void pairsByScore_data();
    void pairsByScore();
    void scaleOfFive();
    void saidAndRecomputed();
    void weightsThatDoNotSum();
    void auxiliaryAnswers_data();
    void auxiliaryAnswers();
    void baselineIsTheFirstAuxiliary();
    void malformedReplies_data();
    void malformedReplies();
    void refuses_data();
    void refuses();
};

namespace {

const QString kCriteria = u"Answer 1 names the cause.\n<Evaluation_Framework>\n"
                          "1, Names scattering | 30\n2, Says why blue | 25\n3, Is right on sunset | 20\n"
                          "4, Is clear | 15\n5, Is short | 10\n</Evaluation_Framework>"_s;

/// A result block with these scores of the five metrics and this sum.
QString block(const QList<int>& scores, const QString& sum)
{
    QString out;
    for (qsizetype index = 0; index < scores.size(); ++index) {
        out += u"%1 | %2 | because\n"_s.arg(index + 1).arg(scores.at(index));
    }
    return out + u"Weighted Score: [["_s + sum + u"]]"_s;
}

/// 3·30 + 2·25 + 3·20 + 1·15 + 2·10 = 235; the second answer: 1·30 + 2·25 + 1·20 + 3·15 + 3·10 = 175.
const QString kFirst = block({3, 2, 3, 1, 2}, u"235"_s);
const QString kSecond = block({1, 2, 1, 3, 3}, u"175"_s);
const QString kBaseline = block({2, 2, 2, 2, 2}, u"200"_s);

LlmReply workedExample(const JudgeCall& call)
{
    if (call.step == u"criteria"_s) {
        return replyOf(kCriteria);
    }
    return replyOf(call.step == u"baseline"_s ? kBaseline : call.order.first() == 0 ? kFirst : kSecond);
}

ItemView pair()
{
    return protocolItem(ItemKind::Pairwise, {u"Because light scatters."_s, u"Because it is."_s});
}

} // namespace

void TestPc2::theWorkedExampleOverSockets()
{
    LlmFixture fixture;
    fixture.server.script(
        {jsonReply(chatCompletion(kCriteria.toUtf8())), jsonReply(chatCompletion(kBaseline.toUtf8())),
         jsonReply(chatCompletion(kFirst.toUtf8())), jsonReply(chatCompletion(kSecond.toUtf8()))});
    JudgeSetting setting = protocolSetting(JudgeProtocol::Pc2);
    setting.endpoint = fixture.endpoint;
    auto session = makeJudgeSession(setting, pair());
    QVERIFY2(session, session ? "" : qPrintable(session.error().message));
    while (!(*session)->isFinished()) {
        const QList<JudgeCall> calls = (*session)->takeCalls();
        QVERIFY(!calls.isEmpty());
        for (const JudgeCall& call : calls) {
            (*session)->give(call.id, fixture.ask(call.request));
        }
    }
    const auto verdict = (*session)->verdict();
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(fixture.server.requests.size(), 4);
    const QJsonArray scores = verdict->details.value(u"scores"_s).toArray();
    QCOMPARE(scores.at(0)[u"score"_s].toDouble(), 235.0);
    QCOMPARE(scores.at(0)[u"recomputed"_s].toDouble(), 235.0);
    QCOMPARE(scores.at(1)[u"score"_s].toDouble(), 175.0);
    QCOMPARE(scores.at(1)[u"recomputed"_s].toDouble(), 175.0);
    QCOMPARE(verdict->details.value(u"baseline"_s)[u"score"_s].toDouble(), 200.0);
    QCOMPARE(verdict->details.value(u"weights_sum"_s).toDouble(), 100.0);
    QCOMPARE(verdict->content.preferences.first().margin, 1);
    // What the server saw: the criteria in the second, the baseline's evaluation in the third.
    QVERIFY(fixture.server.requests.at(1).body.contains("1. Names scattering | 30"));
    QVERIFY(fixture.server.requests.at(2).body.contains("Weighted Score: [[200]]"));
}

void TestPc2::stepsFollowEachOther()
{
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::Pc2), pair());
    const QList<JudgeCall> calls = answerAll(**session, workedExample);
    QStringList steps;
    for (const JudgeCall& call : calls) {
        steps.append(call.step);
    }
    QCOMPARE(steps, (QStringList{u"criteria"_s, u"baseline"_s, u"score"_s, u"score"_s}));
    const QString criteria = wordsOf(calls.at(0));
    QVERIFY(criteria.contains(u"<<<answer 1 "_s) && criteria.contains(u"<<<answer 2 "_s));
    QVERIFY(!wordsOf(calls.at(1)).contains(u"baseline"_s));
    QVERIFY(wordsOf(calls.at(3)).contains(u"Because it is."_s));
    for (const JudgeCall& call : calls) {
        QVERIFY(!call.request.json);
    }
}

void TestPc2::pairsByScore_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<int>("margin");
    QTest::newRow("first") << u"235"_s << u"175"_s << 1;
    QTest::newRow("second") << u"180"_s << u"181"_s << -1;
    QTest::newRow("equal") << u"200"_s << u"200"_s << 0;
    QTest::newRow("both clipped") << u"900"_s << u"301"_s << 0;
}

void TestPc2::pairsByScore()
{
    QFETCH(const QString, first);
    QFETCH(const QString, second);
    QFETCH(const int, margin);
    const auto verdict = judged(protocolSetting(JudgeProtocol::Pc2), pair(), [&](const JudgeCall& call) {
        if (call.step != u"score"_s) {
            return workedExample(call);
        }
        return replyOf(u"Weighted Score: [[%1]]"_s.arg(call.order.first() == 0 ? first : second));
    });
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.preferences.first().margin, margin);
    QVERIFY(!verdict->isInconsistent);
}

void TestPc2::scaleOfFive()
{
    ItemView item = protocolItem(ItemKind::Rating, {u"a"_s, u"b"_s});
    item.schema.definition.aspects = {item.schema.definition.aspects.at(1)}; // 1 … 5
    const auto verdict =
        judged(protocolSetting(JudgeProtocol::Pc2, {{u"scale"_s, 5}}), item, [](const JudgeCall& call) {
            if (call.step == u"criteria"_s) {
                return replyOf(kCriteria);
            }
            return replyOf(call.step == u"baseline"_s ? block({3, 3, 3, 3, 3}, u"300"_s)
                           : call.order.first() == 0  ? block({5, 5, 5, 5, 4}, u"490"_s)
                                                      : block({1, 1, 2, 1, 1}, u"120"_s));
        });
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    const QJsonArray scores = verdict->details.value(u"scores"_s).toArray();
    QCOMPARE(scores.at(0)[u"recomputed"_s].toDouble(), 490.0);
    QCOMPARE(scores.at(1)[u"recomputed"_s].toDouble(), 120.0);
    QCOMPARE(verdict->content.findRating(0, u"answers_task"_s)->value, 5.0);
    QCOMPARE(verdict->content.findRating(1, u"answers_task"_s)->value, 1.0);
    QCOMPARE(verdict->details.value(u"scale"_s).toInt(), 5);
}

void TestPc2::saidAndRecomputed()
{
    const auto answer = [](const JudgeCall& call) {
        // The judge says 150 for what its own metrics make 235.
        return call.step == u"score"_s && call.order.first() == 0 ? replyOf(block({3, 2, 3, 1, 2}, u"150"_s))
                                                                  : workedExample(call);
    };
    const auto said = judged(protocolSetting(JudgeProtocol::Pc2), pair(), answer);
    QCOMPARE(said->content.preferences.first().margin, -1);
    QCOMPARE(said->details.value(u"scores"_s).toArray().at(0)[u"recomputed"_s].toDouble(), 235.0);
    const auto summed =
        judged(protocolSetting(JudgeProtocol::Pc2, {{u"use"_s, u"recomputed"_s}}), pair(), answer);
    QCOMPARE(summed->content.preferences.first().margin, 1);
    // Without whole metrics there is nothing to sum.
    const auto none = judged(protocolSetting(JudgeProtocol::Pc2, {{u"use"_s, u"recomputed"_s}}), pair(),
                             [](const JudgeCall& call) {
                                 return call.step == u"score"_s ? replyOf(u"1 | 3\nWeighted Score: [[235]]"_s)
                                                                : workedExample(call);
                             });
    QCOMPARE(none.error().field, u"no-metrics"_s);
}

void TestPc2::weightsThatDoNotSum()
{
    const QString odd =
        u"<Evaluation_Framework>\n1, Names scattering | 30\n2, Is clear | 20\n</Evaluation_Framework>"_s;
    const auto answer = [&odd](const JudgeCall& call) {
        if (call.step == u"criteria"_s && call.attempt == 0) {
            return replyOf(odd);
        }
        return call.step == u"criteria"_s ? replyOf(kCriteria) : replyOf(block({3, 2, 3, 1, 2}, u"235"_s));
    };
    JudgeSetting setting = protocolSetting(JudgeProtocol::Pc2);
    QCOMPARE(judged(setting, pair(), answer).error().field, u"weights"_s);
    setting.spec.retriesUnparsed = 1;
    QVERIFY(judged(setting, pair(), answer));
    setting = protocolSetting(JudgeProtocol::Pc2, {{u"weights"_s, u"normalise"_s}});
    const auto scaled = judged(setting, pair(), answer);
    QVERIFY2(scaled, scaled ? "" : qPrintable(scaled.error().message));
    QCOMPARE(scaled->details.value(u"weights_sum"_s).toDouble(), 50.0);
    // 60 · 3 + 40 · 2 = 260, by the scaled weights.
    QCOMPARE(scaled->details.value(u"scores"_s).toArray().at(0)[u"recomputed"_s].toDouble(), 260.0);
}

void TestPc2::auxiliaryAnswers_data()
{
    const QJsonArray two = {u"aux one"_s, QJsonObject{{u"model"_s, u"m"_s}, {u"text"_s, u"aux two"_s}}};
    const QJsonArray other = {u"meta one"_s, u"meta two"_s, u"meta three"_s, u"meta four"_s};
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<QJsonObject>("meta");
    QTest::addColumn<QString>("expected"); // the first auxiliary answer
    QTest::addColumn<int>("count");
    QTest::newRow("options") << QJsonObject{{u"auxiliary"_s, two}} << QJsonObject() << u"aux one"_s << 2;
    QTest::newRow("meta") << QJsonObject() << QJsonObject{{u"auxiliary"_s, other}} << u"meta one"_s << 3;
    QTest::newRow("options come first")
        << QJsonObject{{u"auxiliary"_s, two}} << QJsonObject{{u"auxiliary"_s, other}} << u"aux one"_s << 2;
    QTest::newRow("one is too few") << QJsonObject{{u"auxiliary"_s, QJsonArray{u"alone"_s}}}
                                    << QJsonObject{{u"auxiliary"_s, other}} << u"meta one"_s << 3;
    QTest::newRow("count") << QJsonObject{{u"auxiliary_count"_s, 4}} << QJsonObject{{u"auxiliary"_s, other}}
                           << u"meta one"_s << 4;
    QTest::newRow("by model") << QJsonObject{{u"auxiliary_models"_s, QJsonArray{u"model-2"_s}}}
                              << QJsonObject() << u"own 2"_s << 3;
}

void TestPc2::auxiliaryAnswers()
{
    QFETCH(const QJsonObject, options);
    QFETCH(const QJsonObject, meta);
    QFETCH(const QString, expected);
    QFETCH(const int, count);
    ItemView item = protocolItem(ItemKind::Ranking, {u"own 0"_s, u"own 1"_s, u"own 2"_s, u"own 3"_s});
    item.prompt.meta = meta;
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::Pc2, options), item);
    QVERIFY2(session, session ? "" : qPrintable(session.error().message));
    const QString words = wordsOf((*session)->takeCalls().first());
    QCOMPARE(words.count(u"<<<answer "_s) - words.count(u"<<<end of answer "_s), 0);
    QCOMPARE(words.count(u"<<<end of answer "_s), count);
    const qsizetype at = words.indexOf(u"<<<answer 1 "_s);
    QCOMPARE(words.sliced(words.indexOf(u'\n', at) + 1, expected.size()), expected);
}

void TestPc2::baselineIsTheFirstAuxiliary()
{
    const QJsonObject options{{u"auxiliary"_s, QJsonArray{u"aux one"_s, u"aux two"_s}}};
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::Pc2, options),
                                    protocolItem(ItemKind::Pairwise, {u"own 0"_s, u"own 1"_s}));
    const QList<JudgeCall> calls = answerAll(**session, workedExample);
    QVERIFY(wordsOf(calls.at(1)).contains(u"aux one"_s));
    QVERIFY(!wordsOf(calls.at(1)).contains(u"aux two"_s));
    QVERIFY(wordsOf(calls.at(2)).contains(u"aux one"_s) && wordsOf(calls.at(2)).contains(u"own 0"_s));
}

void TestPc2::malformedReplies_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("fault");
    QTest::newRow("criteria: none") << u"criteria"_s << u"I cannot compare them."_s << u"no-block"_s;
    QTest::newRow("criteria: empty") << u"criteria"_s << u" "_s << u"empty"_s;
    QTest::newRow("criteria: no end")
        << u"criteria"_s << u"<Evaluation_Framework>\n1, a | 100"_s << u"truncated"_s;
    QTest::newRow("baseline: no score") << u"baseline"_s << u"1 | 2"_s << u"no-verdict"_s;
    QTest::newRow("score: none") << u"score"_s << u"It is good."_s << u"no-verdict"_s;
    QTest::newRow("score: a mean") << u"score"_s << u"Weighted Score: [[2.35]]"_s << u"out-of-range"_s;
    QTest::newRow("score: words") << u"score"_s << u"Weighted Score: [[high]]"_s << u"no-verdict"_s;
}

void TestPc2::malformedReplies()
{
    QFETCH(const QString, step);
    QFETCH(const QString, text);
    QFETCH(const QString, fault);
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::Pc2), pair());
    answerAll(**session,
              [&](const JudgeCall& call) { return call.step == step ? replyOf(text) : workedExample(call); });
    const auto verdict = (*session)->verdict();
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().code, ErrorCode::InvalidData);
    QCOMPARE(verdict.error().field, fault);
    const QList<JudgeReply> replies = (*session)->replies();
    const auto isFaulty = [](const JudgeReply& reply) { return reply.fault.has_value(); };
    const auto faulty = std::find_if(replies.cbegin(), replies.cend(), isFaulty);
    QVERIFY(faulty != replies.cend());
    QCOMPARE(faulty->fault->step, step);
    QCOMPARE(faulty->outcome.reply->text, text); // kept
}

void TestPc2::refuses_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<QString>("field");
    QTest::newRow("scale of 1") << QJsonObject{{u"scale"_s, 1}} << u"options.scale"_s;
    QTest::newRow("scale of 11") << QJsonObject{{u"scale"_s, 11}} << u"options.scale"_s;
    QTest::newRow("one auxiliary answer")
        << QJsonObject{{u"auxiliary_count"_s, 1}} << u"options.auxiliary_count"_s;
    QTest::newRow("weights") << QJsonObject{{u"weights"_s, u"any"_s}} << u"options.weights"_s;
    QTest::newRow("use") << QJsonObject{{u"use"_s, 1}} << u"options.use"_s;
    QTest::newRow("unknown") << QJsonObject{{u"scales"_s, 5}} << u"options.scales"_s;
}

void TestPc2::refuses()
{
    QFETCH(const QJsonObject, options);
    QFETCH(const QString, field);
    const auto session = makeJudgeSession(protocolSetting(JudgeProtocol::Pc2, options), pair());
    QVERIFY(!session);
    QCOMPARE(session.error().field, field);
    ItemView alone = protocolItem(ItemKind::Ranking, {u"a"_s});
    QCOMPARE(makeJudgeSession(protocolSetting(JudgeProtocol::Pc2), alone).error().field,
             u"options.auxiliary"_s);
}

QTEST_GUILESS_MAIN(TestPc2)
#include "tst_pc2.moc"
