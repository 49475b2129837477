#include "tests/core/judge/protocolfixture.h"

#include <cmath>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// ILF: critique, refinements, and the choice of one of them.
class TestRefine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choosesByFiveWordings();
    void choosesByAsking();
    void choosesByWords();
    void writesAndChooses();
    void refinementsAreAskedEach();
    void equalScoresTakeTheFirst();
    void oneRefinementNeedsNoChoice();
    void malformedReplies_data();
    void malformedReplies();
    void refuses_data();
    void refuses();
};

namespace {

/// A response and three refinements of it.
ItemView refinedItem()
{
    ItemView item = protocolItem(ItemKind::Critique,
                                 {u"Because."_s, u"It is blue."_s, u"Light scatters."_s, u"Because, so."_s});
    item.schema.definition.refinement = Requirement::Required;
    return item;
}

bool isCheck(const JudgeCall& call)
{
    return call.step.startsWith(u"check"_s);
}

LlmReply critique()
{
    return replyOf(u"{\"feedback\":\"Say that light scatters.\"}"_s);
}

/// A first token with this chance of a yes, in the words of the wording.
LlmReply sure(const JudgeCall& call, double yes)
{
    const bool isTrue = call.step == u"check4"_s || call.step == u"check5"_s;
    LlmReply reply = replyOf(isTrue ? u"True"_s : u"Yes"_s);
    LlmTokenPlace place;
    place.chosen = {reply.text, std::log(yes), {}};
    place.likeliest = {place.chosen, {isTrue ? u"False"_s : u"No"_s, std::log(1 - yes), {}}};
    reply.tokens = {place};
    return reply;
}

} // namespace

void TestRefine::choosesByFiveWordings()
{
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::Refine), refinedItem());
    QVERIFY2(session, session ? "" : qPrintable(session.error().message));
    const QList<JudgeCall> calls = answerAll(**session, [](const JudgeCall& call) {
        if (!isCheck(call)) {
            return critique();
        }
        const double wording = call.step.back().digitValue() / 100.0;
        return sure(call, (call.key == u"2"_s ? 0.8 : 0.3) + wording);
    });
    QCOMPARE(calls.size(), 1 + 5 * 3);
    QSet<QString> questions;
    for (const JudgeCall& call : calls) {
        if (isCheck(call)) {
            QVERIFY(call.request.wantsLogprobs);
            QCOMPARE(call.request.temperature, 0.0);
            QVERIFY(wordsOf(call).contains(u"Say that light scatters."_s));
            questions.insert(wordsOf(call).section(u'\n', -2));
        }
    }
    QCOMPARE(questions.size(), 5);
    const auto verdict = (*session)->verdict();
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.refinement, 2);
    QCOMPARE(verdict->content.critique, u"Say that light scatters."_s);
    QVERIFY(!firstGap(verdict->content, refinedItem().schema.definition, 4));
    // The mean over the wordings: 0.8 + 0.03.
    const QJsonArray scores = verdict->details.value(u"scores"_s).toArray();
    QCOMPARE(scores.at(1).toDouble(), 0.83);
    QCOMPARE(scores.at(0).toDouble(), 0.33);
    QVERIFY(!verdict->details.contains(u"equal_scores"_s));
}

void TestRefine::choosesByAsking()
{
    auto session =
        makeJudgeSession(protocolSetting(JudgeProtocol::Refine, {{u"choice"_s, u"ask"_s}}), refinedItem());
    const QList<JudgeCall> calls = answerAll(**session, [](const JudgeCall& call) {
        return call.step == u"ask"_s ? replyOf(u"The third.\n[[3]]"_s) : critique();
    });
    QCOMPARE(calls.size(), 2);
    QVERIFY(wordsOf(calls.last()).contains(u"<<<refinement 3 "_s));
    QCOMPARE((*session)->verdict()->content.refinement, 3);
}

void TestRefine::choosesByWords()
{
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::Refine, {{u"choice"_s, u"lexical"_s}}),
                                    refinedItem());
    QCOMPARE(answerAll(**session, [](const JudgeCall&) { return critique(); }).size(), 1);
    const auto verdict = (*session)->verdict();
    QCOMPARE(verdict->content.refinement, 2);
    // "light" and "scatters" of 2 and 4 words: 2 / √8.
    QCOMPARE(verdict->details.value(u"scores"_s).toArray().at(1).toDouble(), 2 / std::sqrt(8.0));
}

void TestRefine::writesAndChooses()
{
    const ItemView item = protocolItem(ItemKind::Critique, {u"Because."_s});
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::Refine, {{u"refinements"_s, 3}}), item);
    QVERIFY2(session, session ? "" : qPrintable(session.error().message));
    const QList<JudgeCall> calls = answerAll(**session, [](const JudgeCall& call) {
        if (call.step == u"refine"_s) {
            return replyOf(u"<think>hm</think>\nRefinement %1"_s.arg(call.key));
        }
        return isCheck(call) ? sure(call, call.key == u"3"_s ? 0.9 : 0.4) : critique();
    });
    QCOMPARE(calls.size(), 1 + 3 + 5 * 3);
    const auto verdict = (*session)->verdict();
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QVERIFY(!verdict->content.refinement);
    QCOMPARE(verdict->content.findEdit(0)->text, u"Refinement 3"_s);
    QCOMPARE(verdict->details.value(u"selected"_s).toInt(), 2);
    QCOMPARE(verdict->details.value(u"refinements"_s).toArray().size(), 3);
    QVERIFY(!firstGap(verdict->content, item.schema.definition, 1));
}

void TestRefine::refinementsAreAskedEach()
{
    JudgeSetting setting = protocolSetting(JudgeProtocol::Refine);
    setting.spec.retriesUnparsed = 2;
    setting.spec.seed = 100;
    auto session = makeJudgeSession(setting, protocolItem(ItemKind::Critique, {u"Because."_s}));
    QSet<QByteArray> hashes;
    QSet<qint64> seeds;
    QSet<double> temperatures;
    int refinements = 0;
    answerAll(**session, [&](const JudgeCall& call) {
        if (call.step == u"refine"_s) {
            ++refinements;
            hashes.insert(requestHash(setting.endpoint, call.request));
            seeds.insert(*call.request.seed);
            temperatures.insert(call.request.temperature.value_or(-1));
            return replyOf(call.attempt < 2 ? u"<think>"_s : u"text "_s + call.key);
        }
        return isCheck(call) ? sure(call, 0.5) : critique();
    });
    // Five, each in three attempts: no two requests are the same, so that no cache makes them one.
    QCOMPARE(refinements, 15);
    QCOMPARE(hashes.size(), 15);
    QCOMPARE(seeds.size(), 15);
    QCOMPARE(temperatures, QSet<double>{1.0});
}

void TestRefine::equalScoresTakeTheFirst()
{
    const auto verdict =
        judged(protocolSetting(JudgeProtocol::Refine), refinedItem(), [](const JudgeCall& call) {
            return isCheck(call) ? replyOf(call.step > u"check3"_s ? u"True"_s : u"Yes."_s) : critique();
        });
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.refinement, 1);
    QVERIFY(verdict->details.value(u"equal_scores"_s).toBool());
}

void TestRefine::oneRefinementNeedsNoChoice()
{
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::Refine, {{u"refinements"_s, 1}}),
                                    protocolItem(ItemKind::Critique, {u"Because."_s}));
    const QList<JudgeCall> calls = answerAll(**session, [](const JudgeCall& call) {
        return call.step == u"refine"_s ? replyOf(u"Better."_s) : critique();
    });
    QCOMPARE(calls.size(), 2);
    QCOMPARE((*session)->verdict()->content.findEdit(0)->text, u"Better."_s);
}

void TestRefine::malformedReplies_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("text");
    QTest::addColumn<LlmFinish>("finish");
    QTest::addColumn<QString>("fault");
    QTest::newRow("no critique") << u"critique"_s << u"{\"feedback\":\"\"}"_s << LlmFinish::Stop
                                 << u"empty"_s;
    QTest::newRow("refinement cut") << u"refine"_s << u"Light scat"_s << LlmFinish::Length << u"truncated"_s;
    QTest::newRow("refinement thought only")
        << u"refine"_s << u"<think>Light"_s << LlmFinish::Stop << u"truncated"_s;
    QTest::newRow("check says neither") << u"check2"_s << u"Partly."_s << LlmFinish::Stop << u"no-verdict"_s;
    QTest::newRow("check in the wrong words")
        << u"check4"_s << u"Yes"_s << LlmFinish::Stop << u"no-verdict"_s;
}

void TestRefine::malformedReplies()
{
    QFETCH(const QString, step);
    QFETCH(const QString, text);
    QFETCH(const LlmFinish, finish);
    QFETCH(const QString, fault);
    const auto verdict =
        judged(protocolSetting(JudgeProtocol::Refine), protocolItem(ItemKind::Critique, {u"Because."_s}),
               [&](const JudgeCall& call) {
                   if (call.step == step) {
                       return replyOf(text, finish);
                   }
                   return isCheck(call)              ? sure(call, 0.5)
                          : call.step == u"refine"_s ? replyOf(u"Better."_s)
                                                     : critique();
               });
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().field, fault);
}

void TestRefine::refuses_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<QString>("field");
    QTest::newRow("choice") << QJsonObject{{u"choice"_s, u"embedding"_s}} << u"options.choice"_s;
    QTest::newRow("no wording") << QJsonObject{{u"wordings"_s, 0}} << u"options.wordings"_s;
    QTest::newRow("six wordings") << QJsonObject{{u"wordings"_s, 6}} << u"options.wordings"_s;
    QTest::newRow("no refinement") << QJsonObject{{u"refinements"_s, 0}} << u"options.refinements"_s;
    QTest::newRow("too many") << QJsonObject{{u"refinements"_s, 21}} << u"options.refinements"_s;
    QTest::newRow("unknown") << QJsonObject{{u"refinement"_s, 2}} << u"options.refinement"_s;
}

void TestRefine::refuses()
{
    QFETCH(const QJsonObject, options);
    QFETCH(const QString, field);
    QCOMPARE(makeJudgeSession(protocolSetting(JudgeProtocol::Refine, options), refinedItem()).error().field,
             field);
    ItemView item = refinedItem();
    item.schema.definition.refinement = Requirement::Off;
    QCOMPARE(makeJudgeSession(protocolSetting(JudgeProtocol::Refine), item).error().field, u"protocol"_s);
    item = protocolItem(ItemKind::Critique, {u"Because."_s});
    item.schema.definition.allowsEdit = false;
    QCOMPARE(makeJudgeSession(protocolSetting(JudgeProtocol::Refine), item).error().field, u"protocol"_s);
}

QTEST_GUILESS_MAIN(TestRefine)
#include "tst_refine.moc"
