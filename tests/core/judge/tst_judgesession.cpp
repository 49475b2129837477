#include "core/base/json.h"
#include "core/judge/sessionbase.h"

#include "tests/core/judge/judgefixture.h"

#include <QSet>

using namespace plumbline;
using namespace plumbline::judgefixture;
using namespace Qt::Literals::StringLiterals;

/// What all sessions do alike: calls, retries, failures, provenance.
class TestJudgeSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void asksAgainWhatCannotBeRead();
    void stopsAtAFailure_data();
    void stopsAtAFailure();
    void ignoresStrangeAndLateReplies();
    void theSameIsAskedAgain();
    void ordersFollowThePolicy();
    void showsTheConversation();
    void fillsARequiredCritique();
    void refusesALabelThatCouldNotBeSubmitted();
    void provenanceSaysWhatWasDone();
    void provenanceMarksAnotherModel_data();
    void provenanceMarksAnotherModel();
    void provenanceHoldsFaults();
};

namespace {

QString good(const QString& verdict = u"A"_s)
{
    return u"{\"explanation\":\"So.\",\"verdict\":\"%1\"}"_s.arg(verdict);
}

} // namespace

void TestJudgeSession::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("field");
    QTest::newRow("another kind") << 0 << u"protocol"_s;
    QTest::newRow("no template") << 1 << u"template"_s;
    QTest::newRow("one response") << 2 << u"responses"_s;
    QTest::newRow("three responses") << 3 << u"responses"_s;
    QTest::newRow("unknown aspect") << 4 << u"aspects"_s;
    QTest::newRow("no endpoint") << 5 << u"endpoint"_s;
    QTest::newRow("asks no model") << 6 << u"protocol"_s;
}

void TestJudgeSession::refusesWhatDoesNotFit()
{
    QFETCH(int, what);
    QFETCH(QString, field);
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    ItemView item = pairOf();
    switch (what) {
    case 0:
        item = itemOf(ItemKind::Rating, {u"x"_s});
        break;
    case 1:
        setting.templates.clear();
        break;
    case 2:
        item.responses.removeLast();
        break;
    case 3:
        item.responses.append(item.responses.first());
        break;
    case 4:
        setting.spec.aspects = {u"harmless"_s};
        break;
    case 5:
        setting.spec.endpoint.clear();
        break;
    default:
        setting.spec.protocol = JudgeProtocol::Simulated;
    }
    const auto session = makeJudgeSession(setting, item);
    QVERIFY(!session);
    QCOMPARE(session.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(session.error().field, field);
}

void TestJudgeSession::asksAgainWhatCannotBeRead()
{
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.spec.retriesUnparsed = 2;
    setting.spec.seed = 7;
    setting.spec.options.insert(u"retry_temperature"_s, 0.5);
    auto session = makeJudgeSession(setting, pairOf()).value();
    QSet<QByteArray> hashes;
    for (int attempt = 0; attempt < 3; ++attempt) {
        QVERIFY(!session->isFinished());
        const QList<JudgeCall> calls = session->takeCalls();
        QCOMPARE(calls.size(), 1);
        QVERIFY(session->takeCalls().isEmpty());
        QVERIFY(!session->verdict());
        QCOMPARE(calls.first().attempt, attempt);
        QCOMPARE(calls.first().request.seed, std::optional<qint64>(7 + attempt));
        QCOMPARE(calls.first().request.temperature, std::optional(attempt == 0 ? 0.0 : 0.5));
        hashes.insert(requestHash(setting.endpoint, calls.first().request));
        session->give(calls.first().id, LlmOutcome::of(replyOf(attempt < 2 ? u"?"_s : good())));
    }
    QCOMPARE(hashes.size(), 3); // the cache keeps the attempts apart
    QVERIFY(session->isFinished());
    QCOMPARE(marginOf(session->verdict()), 1);
    QCOMPARE(session->replies().size(), 3);
    QCOMPARE(session->replies().at(0).fault->what, u"no_json"_s);
    QVERIFY(!session->replies().at(2).fault);

    setting.spec.retriesUnparsed = 1;
    const auto verdict = verdictOf(setting, pairOf(), always(u"?"_s));
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().code, ErrorCode::InvalidData);
    QCOMPARE(verdict.error().field, u"no_json"_s);
}

void TestJudgeSession::stopsAtAFailure_data()
{
    QTest::addColumn<LlmErrorKind>("kind");
    QTest::newRow("too long for the model") << LlmErrorKind::ContextTooLong;
    QTest::newRow("wrong key") << LlmErrorKind::WrongKey;
    QTest::newRow("budget") << LlmErrorKind::BudgetSpent;
    QTest::newRow("cancelled") << LlmErrorKind::Cancelled;
}

void TestJudgeSession::stopsAtAFailure()
{
    QFETCH(LlmErrorKind, kind);
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.spec.orders = OrderPolicy::Both;
    setting.spec.retriesUnparsed = 5;
    auto session = makeJudgeSession(setting, pairOf()).value();
    const QList<JudgeCall> calls = session->takeCalls();
    QCOMPARE(calls.size(), 2);
    const LlmError error = makeLlmError(kind, setting.endpoint);
    session->give(calls.at(0).id, LlmOutcome::failed(error));
    QVERIFY(!session->isFinished()); // the other call is still open
    session->give(calls.at(1).id, LlmOutcome::of(replyOf(u"?"_s)));
    QVERIFY(session->isFinished());
    QVERIFY(session->takeCalls().isEmpty()); // nothing is asked again for nothing
    QVERIFY(!session->verdict());
    QCOMPARE(session->verdict().error(), error.error);
    QVERIFY(!error.error.message.isEmpty());
    QCOMPARE(session->replies().size(), 2);
    const QJsonObject provenance = judgeProvenance(setting, {}, session->replies());
    QCOMPARE(provenance.value(u"calls"_s)[0][u"error"_s].toString(), llmErrorName(kind));
}

void TestJudgeSession::ignoresStrangeAndLateReplies()
{
    auto session = makeJudgeSession(settingOf(JudgeProtocol::Pairwise), pairOf()).value();
    const QList<JudgeCall> calls = session->takeCalls();
    session->give(calls.first().id + 7, LlmOutcome::of(replyOf(good(u"B"_s))));
    QVERIFY(session->replies().isEmpty());
    session->give(calls.first().id, LlmOutcome::of(replyOf(good())));
    session->give(calls.first().id, LlmOutcome::of(replyOf(good(u"B"_s)))); // after the end
    QCOMPARE(session->replies().size(), 1);
    QCOMPARE(marginOf(session->verdict()), 1);
}

void TestJudgeSession::theSameIsAskedAgain()
{
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.spec.orders = OrderPolicy::Seeded;
    setting.projectSeed = 42;
    auto once = makeJudgeSession(setting, pairOf()).value();
    auto again = makeJudgeSession(setting, pairOf()).value();
    const LlmRequest first = once->takeCalls().first().request;
    QCOMPARE(first, again->takeCalls().first().request);
    setting.sample = 1;
    auto other = makeJudgeSession(setting, pairOf()).value();
    QVERIFY(requestHash(setting.endpoint, other->takeCalls().first().request) !=
            requestHash(setting.endpoint, first));
}

void TestJudgeSession::ordersFollowThePolicy()
{
    const auto ordersOf = [](const JudgeSetting& setting, const QString& uid) {
        ItemView item = pairOf();
        item.item.uid = uid;
        auto session = makeJudgeSession(setting, item).value();
        QList<QList<ResponseIndex>> out;
        const QList<JudgeCall> calls = session->takeCalls();
        for (const JudgeCall& call : calls) {
            out.append(call.order);
        }
        return out;
    };
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    const QList<ResponseIndex> own{0, 1};
    const QList<ResponseIndex> swapped{1, 0};
    QCOMPARE(ordersOf(setting, u"a"_s), QList<QList<ResponseIndex>>({own}));
    setting.spec.orders = OrderPolicy::Both;
    QCOMPARE(ordersOf(setting, u"a"_s), QList<QList<ResponseIndex>>({own, swapped}));
    setting.spec.orders = OrderPolicy::Seeded;
    int asIs = 0;
    for (int index = 0; index < 200; ++index) {
        const QString uid = QString::number(index);
        const QList<QList<ResponseIndex>> orders = ordersOf(setting, uid);
        QCOMPARE(orders, QList<QList<ResponseIndex>>(
                             {shownOrder(setting.projectSeed, uid, setting.annotatorUid, 2)}));
        asIs += orders.first() == own ? 1 : 0;
    }
    QVERIFY(asIs > 70 && asIs < 130);
}

void TestJudgeSession::showsTheConversation()
{
    ItemView item = pairOf();
    item.prompt.messages = {
        {u"system"_s, u"Be brief."_s}, {u"user"_s, u"First question"_s}, {u"user"_s, u"Second question"_s}};
    item.responses[0].turns = {u"one a"_s, u"two a"_s};
    item.responses[1].turns = {u"one b"_s, u"two b"_s};
    QCOMPARE(questionText(item), u"System:\nBe brief.\n\nUser:\nFirst question"_s);
    QCOMPARE(judgedText(item, 1), u"Assistant:\none b\n\nUser:\nSecond question\n\nAssistant:\ntwo b"_s);
    // The same first turn belongs to the answers all the same.
    item.responses[1].turns = {u"one a"_s, u"two b"_s};
    QCOMPARE(judgedText(item, 1), u"Assistant:\none a\n\nUser:\nSecond question\n\nAssistant:\ntwo b"_s);
    const ItemView single = pairOf();
    QCOMPARE(questionText(single), u"What is a plumb line?"_s);
    QCOMPARE(judgedText(single, 1), u"A fruit."_s);
    // A dialogue that ends with the person's words.
    ItemView dialogue = pairOf();
    dialogue.prompt.messages = {{u"user"_s, u"Hi"_s}, {u"assistant"_s, u"Hello"_s}, {u"user"_s, u"Why?"_s}};
    QCOMPARE(questionText(dialogue), u"User:\nHi\n\nAssistant:\nHello\n\nUser:\nWhy?"_s);
    QCOMPARE(judgedText(dialogue, 0), u"A string with a weight."_s);
}

void TestJudgeSession::fillsARequiredCritique()
{
    ItemView item = pairOf();
    item.schema.definition.critique = Requirement::Required;
    const auto fromJson = verdictOf(settingOf(JudgeProtocol::Pairwise), item, always(good()));
    QVERIFY(fromJson);
    QCOMPARE(fromJson.value().content.critique, u"So."_s);
    const auto fromText = verdictOf(textSettingOf(JudgeProtocol::Pairwise), item,
                                    always(u"<think>Hm</think>It is right.\n[[A]]"_s));
    QVERIFY(fromText);
    QCOMPARE(fromText.value().content.critique, u"It is right."_s);
    const auto scaled = verdictOf(textSettingOf(JudgeProtocol::PairwiseScale), item,
                                  always(u"It is right.\n\n- overall: [[tie]]"_s));
    QVERIFY(scaled);
    QCOMPARE(scaled.value().content.critique, u"It is right."_s);
    const auto compared =
        verdictOf(textSettingOf(JudgeProtocol::Pointwise), item, always(u"Fine.\nRating: [[7]]"_s));
    QVERIFY(compared);
    QCOMPARE(compared.value().content.critique, u"1: Fine.\n\n2: Fine."_s);
    const auto silent = verdictOf(textSettingOf(JudgeProtocol::Pairwise), item, always(u"[[A]]"_s));
    QVERIFY(!silent);
    QCOMPARE(silent.error().field, u"incomplete"_s);
    JudgeSetting brief = settingOf(JudgeProtocol::Pairwise);
    brief.spec.options.insert(u"explain"_s, false);
    QVERIFY(!makeJudgeSession(brief, item));
    QVERIFY(makeJudgeSession(brief, pairOf()));
}

void TestJudgeSession::refusesALabelThatCouldNotBeSubmitted()
{
    ItemView item = pairOf();
    Aspect truthful = item.schema.definition.aspects.first();
    truthful.id = u"truthful"_s;
    item.schema.definition.aspects.append(truthful);
    const auto one = makeJudgeSession(settingOf(JudgeProtocol::Pairwise), item);
    QVERIFY(!one);
    QCOMPARE(one.error().field, u"aspects"_s);
    QVERIFY(makeJudgeSession(settingOf(JudgeProtocol::PairwiseScale), item));
    JudgeSetting part = settingOf(JudgeProtocol::PairwiseScale);
    part.spec.aspects = {u"truthful"_s};
    QVERIFY(!makeJudgeSession(part, item));
    item.schema.definition.aspects[0].isRequired = false;
    QVERIFY(makeJudgeSession(part, item));
    JudgeSetting rating = settingOf(JudgeProtocol::Pointwise);
    rating.spec.aspects = {u"fluency"_s};
    QVERIFY(!makeJudgeSession(rating, itemOf(ItemKind::Rating, {u"x"_s})));
}

void TestJudgeSession::provenanceSaysWhatWasDone()
{
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.spec.orders = OrderPolicy::Both;
    auto session = makeJudgeSession(setting, pairOf()).value();
    drive(*session, [](const JudgeCall& call) {
        LlmReply reply = replyOf(good(call.order.first() == 0 ? u"B"_s : u"A"_s));
        reply.isFromCache = call.order.first() == 1;
        return LlmOutcome::of(reply);
    });
    const JudgeVerdict verdict = session->verdict().value();
    const QJsonObject provenance = judgeProvenance(setting, verdict, session->replies());
    QCOMPARE(provenance.value(u"template"_s).toString(), u"pairwise"_s);
    QCOMPARE(provenance.value(u"template_version"_s).toInt(), 1);
    QCOMPARE(provenance.value(u"template_hash"_s).toString().size(), 64);
    QCOMPARE(provenance.value(u"cost"_s).toDouble(), 0.5); // what the cache gave was paid for once
    QCOMPARE(provenance.value(u"latency_ms"_s).toInt(), 80);
    QCOMPARE(provenance.value(u"tokens_in"_s).toInt(), 200);
    QCOMPARE(provenance.value(u"tokens_out"_s).toInt(), 20);
    QCOMPARE(provenance.value(u"endpoint"_s).toString(), u"local"_s);
    QCOMPARE(provenance.value(u"model"_s).toString(), u"small-model"_s);
    QCOMPARE(provenance.value(u"judge"_s)[u"protocol"_s].toString(), u"pairwise"_s);
    QCOMPARE(provenance.value(u"orders"_s).toArray().size(), 2);
    QVERIFY(!provenance.contains(u"model_differs"_s));
    const QJsonArray calls = provenance.value(u"calls"_s).toArray();
    QCOMPARE(calls.size(), 2);
    QCOMPARE(calls.at(0)[u"reply"_s].toString(), good(u"B"_s));
    QCOMPARE(calls.at(1)[u"from_cache"_s].toBool(), true);
    QCOMPARE(calls.at(1)[u"request_hash"_s].toString().size(), 64);
    // The hash of the judge changes with its settings.
    JudgeSetting other = setting;
    other.spec.maxTokens = 7;
    QVERIFY(judgeProvenance(other, verdict, {}).value(u"judge"_s) != provenance.value(u"judge"_s));
}

void TestJudgeSession::provenanceMarksAnotherModel_data()
{
    QTest::addColumn<QString>("answered");
    QTest::addColumn<QString>("whenTested");
    QTest::addColumn<bool>("isMarked");
    QTest::newRow("the one that was asked") << u"small-model"_s << QString() << false;
    QTest::newRow("another") << u"cheap-model"_s << QString() << true;
    QTest::newRow("as when it was tested") << u"small-model-0613"_s << u"small-model-0613"_s << false;
    QTest::newRow("none is named") << QString() << QString() << false;
}

void TestJudgeSession::provenanceMarksAnotherModel()
{
    QFETCH(QString, answered);
    QFETCH(QString, whenTested);
    QFETCH(bool, isMarked);
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.endpoint.abilities.answeredModel = whenTested;
    auto session = makeJudgeSession(setting, pairOf()).value();
    drive(*session, [&answered](const JudgeCall&) {
        LlmReply reply = replyOf(good());
        reply.model = answered;
        return LlmOutcome::of(reply);
    });
    const QJsonObject provenance = judgeProvenance(setting, session->verdict().value(), session->replies());
    QCOMPARE(provenance.value(u"model_answered"_s).toString(), answered);
    QCOMPARE(provenance.value(u"model"_s).toString(), u"small-model"_s);
    QCOMPARE(provenance.value(u"model_differs"_s).toBool(), isMarked);
}

void TestJudgeSession::provenanceHoldsFaults()
{
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.spec.retriesUnparsed = 1;
    auto session = makeJudgeSession(setting, pairOf()).value();
    drive(*session, [](const JudgeCall& call) {
        return LlmOutcome::of(replyOf(call.attempt == 0 ? u"Hm."_s : good()));
    });
    const QJsonObject provenance = judgeProvenance(setting, session->verdict().value(), session->replies());
    const QJsonArray calls = provenance.value(u"calls"_s).toArray();
    QCOMPARE(calls.size(), 2);
    QCOMPARE(calls.at(0)[u"fault"_s][u"what"_s].toString(), u"no_json"_s);
    QCOMPARE(calls.at(0)[u"reply"_s].toString(), u"Hm."_s);
    QVERIFY(calls.at(1)[u"fault"_s].isUndefined());
    QCOMPARE(calls.at(1)[u"attempt"_s].toInt(), 1);
    QCOMPARE(provenance.value(u"cost"_s).toDouble(), 0.5); // what could not be read was paid for too
}

QTEST_GUILESS_MAIN(TestJudgeSession)
#include "tst_judgesession.moc"
