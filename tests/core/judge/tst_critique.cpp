#include "tests/core/judge/protocolfixture.h"

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Feedback in words.
class TestCritique : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneResponse();
    void everyResponse();
    void inWords();
    void guidelinesAndReference();
    void malformedReplies_data();
    void malformedReplies();
    void refuses();
};

void TestCritique::oneResponse()
{
    const ItemView item = protocolItem(ItemKind::Critique, {u"Because."_s});
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::Critique), item);
    QVERIFY2(session, session ? "" : qPrintable(session.error().message));
    const QList<JudgeCall> calls = answerAll(**session, [](const JudgeCall&) {
        return replyOf(u"{\"feedback\":\"Say why.\",\"reasons\":[\"incomplete\",\"unclear\",\"unclear\"]}"_s);
    });
    QCOMPARE(calls.size(), 1);
    QVERIFY(wordsOf(calls.first()).contains(u"incomplete: Incomplete. Something that was asked for"_s));
    const auto verdict = (*session)->verdict();
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.critique, u"Say why."_s);
    QCOMPARE(verdict->content.reasons, (QStringList{u"incomplete"_s, u"unclear"_s}));
    QVERIFY(!firstGap(verdict->content, item.schema.definition, 1));
}

void TestCritique::everyResponse()
{
    const ItemView item = protocolItem(ItemKind::Critique, {u"Because."_s, u"It scatters."_s});
    const auto verdict = judged(protocolSetting(JudgeProtocol::Critique), item, [](const JudgeCall& call) {
        return replyOf(u"{\"feedback\":\"on %1\"}"_s.arg(call.order.first()));
    });
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.critiqueOf(0), u"on 0"_s);
    QCOMPARE(verdict->content.critiqueOf(1), u"on 1"_s);
    QVERIFY(verdict->content.critique.isEmpty());
    QVERIFY(!firstGap(verdict->content, item.schema.definition, 2));
}

void TestCritique::inWords()
{
    JudgeSetting setting = protocolSetting(JudgeProtocol::Critique);
    setting.endpoint.abilities.structured = StructuredMode::None;
    auto session = makeJudgeSession(setting, protocolItem(ItemKind::Critique, {u"Because."_s}));
    const QList<JudgeCall> calls =
        answerAll(**session, [](const JudgeCall&) { return replyOf(u" Say why. \n"_s); });
    QVERIFY(!calls.first().request.json);
    QVERIFY(!wordsOf(calls.first()).contains(u"incomplete:"_s)); // words tick no reasons
    QCOMPARE((*session)->verdict()->content.critique, u"Say why."_s);
}

void TestCritique::guidelinesAndReference()
{
    ItemView item = protocolItem(ItemKind::Critique, {u"Because."_s});
    item.prompt.references = {u"Rayleigh"_s};
    item.schema.definition.guidelines = u"Be kind."_s;
    JudgeSetting setting = protocolSetting(JudgeProtocol::Critique);
    QVERIFY(!wordsOf((*makeJudgeSession(setting, item))->takeCalls().first()).contains(u"Rayleigh"_s));
    setting.spec.usesReference = true;
    const QString words = wordsOf((*makeJudgeSession(setting, item))->takeCalls().first());
    QVERIFY(words.contains(u"Rayleigh"_s) && words.contains(u"Be kind."_s));
}

void TestCritique::malformedReplies_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<LlmFinish>("finish");
    QTest::addColumn<QString>("fault");
    QTest::newRow("no JSON") << u"Say why."_s << LlmFinish::Stop << u"no_json"_s;
    QTest::newRow("empty") << u" "_s << LlmFinish::Stop << u"empty"_s;
    QTest::newRow("no words in it") << u"{\"feedback\":\"\",\"reasons\":[]}"_s << LlmFinish::Stop
                                    << u"misfit"_s;
    QTest::newRow("an unknown reason")
        << u"{\"feedback\":\"f\",\"reasons\":[\"ugly\"]}"_s << LlmFinish::Stop << u"misfit"_s;
    QTest::newRow("cut") << u"{\"feedback\":\"Say"_s << LlmFinish::Length << u"truncated"_s;
    QTest::newRow("filtered") << u"{\"feedback\":\"f\",\"reasons\":[]}"_s << LlmFinish::ContentFilter
                              << u"refused"_s;
}

void TestCritique::malformedReplies()
{
    QFETCH(const QString, text);
    QFETCH(const LlmFinish, finish);
    QFETCH(const QString, fault);
    const auto verdict =
        judged(protocolSetting(JudgeProtocol::Critique), protocolItem(ItemKind::Critique, {u"Because."_s}),
               [&](const JudgeCall&) { return replyOf(text, finish); });
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().field, fault);
}

void TestCritique::refuses()
{
    ItemView item = protocolItem(ItemKind::Critique, {u"a"_s, u"b"_s});
    item.schema.definition.refinement = Requirement::Required;
    QCOMPARE(makeJudgeSession(protocolSetting(JudgeProtocol::Critique), item).error().field, u"protocol"_s);
    item.schema.definition.refinement = Requirement::Optional;
    QVERIFY(makeJudgeSession(protocolSetting(JudgeProtocol::Critique), item));
    item.schema.definition.critique = Requirement::Off;
    QCOMPARE(makeJudgeSession(protocolSetting(JudgeProtocol::Critique), item).error().field, u"protocol"_s);
    QCOMPARE(makeJudgeSession(protocolSetting(JudgeProtocol::Critique, {{u"x"_s, 1}}), item).error().field,
             u"options.x"_s);
}

QTEST_GUILESS_MAIN(TestCritique)
#include "tst_critique.moc"
