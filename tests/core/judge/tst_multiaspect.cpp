#include "core/judge/multiaspect.h"
#include "tests/core/judge/protocolfixture.h"

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// UltraFeedback's protocol: aspects with all answers together, feedback for each, the contradiction rule.
class TestMultiAspect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksEachAspectOnce();
    void shufflesOnceBySeed();
    void ratesInTheItemsOrder();
    void textForm();
    void typesOfTwoAspects();
    void notApplicable();
    void contradictions_data();
    void contradictions();
    void contradictionsStandInDetails();
    void withoutFeedback();
    void malformedReplies_data();
    void malformedReplies();
};

namespace {

QList<ScalePoint> fivePoints()
{
    return {{1, u"bad"_s}, {2, u"poor"_s}, {3, u"fair"_s}, {4, u"good"_s}, {5, u"best"_s}};
}

/// Four answers in UltraFeedback's four aspects, and an overall score of 1 … 10.
ItemView ultraItem(const QStringList& texts = {u"ans a"_s, u"ans b"_s, u"ans c"_s, u"ans d"_s})
{
    ItemView item = protocolItem(ItemKind::Rating, texts);
    item.schema.definition.aspects.clear();
    for (const QString& id :
         {u"instruction_following"_s, u"truthfulness"_s, u"honesty"_s, u"helpfulness"_s}) {
        const Aspect aspect{.id = id, .name = id, .description = u"what it is"_s, .points = fivePoints()};
        item.schema.definition.aspects.append(aspect);
    }
    Aspect overall{.id = u"overall"_s, .name = u"Overall"_s, .description = {}, .points = {}};
    for (int value = 1; value <= 10; ++value) {
        overall.points.append(ScalePoint{value, QString()});
    }
    item.schema.definition.aspects.append(overall);
    return item;
}

/// The first answer 5, then 4, 3, 2; the feedback's score is twice that.
int ratingOf(ResponseIndex response)
{
    return 5 - response;
}

LlmReply inJson(const JudgeCall& call)
{
    if (call.step == u"overall"_s) {
        return replyOf(u"{\"feedback\":\"fine\",\"score\":%1}"_s.arg(2 * ratingOf(call.order.first())));
    }
    QStringList texts;
    const bool hasTypes = call.key == u"truthfulness"_s || call.key == u"helpfulness"_s;
    for (qsizetype place = 0; place < call.order.size(); ++place) {
        const ResponseIndex response = call.order.at(place);
        texts.append(
            u"{\"text\":%1,\"rationale\":\"r%2\",\"rating\":\"%3\"%4}"_s.arg(place + 1)
                .arg(response)
                .arg(ratingOf(response))
                .arg(hasTypes ? u",\"types\":[%1]"_s.arg(response == 3 ? u"1,3"_s : QString()) : QString()));
    }
    return replyOf(u"{\"texts\":["_s + texts.join(u',') + u"]}"_s);
}

} // namespace

void TestMultiAspect::asksEachAspectOnce()
{
    JudgeSetting setting = protocolSetting(JudgeProtocol::MultiAspect);
    auto session = makeJudgeSession(setting, ultraItem());
    QVERIFY2(session, session ? "" : qPrintable(session.error().message));
    const QList<JudgeCall> calls = (*session)->takeCalls();
    QCOMPARE(calls.size(), 8); // four aspects, feedback on four answers
    for (int index = 0; index < 4; ++index) {
        const QString words = wordsOf(calls.at(index));
        QVERIFY(words.contains(calls.at(index).key + u". what it is"_s));
        QVERIFY(words.contains(u"5: best"_s));
        for (const QString& text : ultraItem().judgedTexts()) {
            QCOMPARE(words.count(text), 1);
        }
    }
    QCOMPARE(wordsOf(calls.at(4)).count(u"ans a"_s), 1);
    QCOMPARE(wordsOf(calls.at(4)).count(u"ans b"_s), 0);
    setting.spec.aspects = {u"honesty"_s};
    auto one = makeJudgeSession(setting, ultraItem());
    QCOMPARE((*one)->takeCalls().size(), 5);
}

void TestMultiAspect::shufflesOnceBySeed()
{
    JudgeSetting setting = protocolSetting(JudgeProtocol::MultiAspect);
    QSet<QList<ResponseIndex>> orders;
    for (int number = 0; number < 20; ++number) {
        ItemView item = ultraItem();
        item.item.uid = QString::number(number);
        const QList<JudgeCall> calls = (*makeJudgeSession(setting, item))->takeCalls();
        for (int index = 1; index < 4; ++index) {
            QCOMPARE(calls.at(index).order, calls.at(0).order);
        }
        orders.insert(calls.at(0).order);
        QCOMPARE((*makeJudgeSession(setting, item))->takeCalls().at(0).order, calls.at(0).order);
    }
    QVERIFY(orders.size() > 5);
    setting.spec.orders = OrderPolicy::AsIs;
    QCOMPARE((*makeJudgeSession(setting, ultraItem()))->takeCalls().at(0).order,
             (QList<ResponseIndex>{0, 1, 2, 3}));
}

void TestMultiAspect::ratesInTheItemsOrder()
{
    const auto verdict = judged(protocolSetting(JudgeProtocol::MultiAspect), ultraItem(), inJson);
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.ratings.size(), 20);
    for (ResponseIndex response = 0; response < 4; ++response) {
        const Rating* rating = verdict->content.findRating(response, u"honesty"_s);
        QCOMPARE(rating->value, 5.0 - response);
        QCOMPARE(rating->rationale, u"r%1"_s.arg(response));
        QCOMPARE(verdict->content.findRating(response, u"overall"_s)->value, 2 * (5.0 - response));
    }
    QVERIFY(!firstGap(verdict->content, ultraItem().schema.definition, 4));
    // Answer 0: overall 10, aspects all 5. No contradiction.
    QVERIFY(!verdict->details.contains(u"contradictions"_s));
    QCOMPARE(verdict->details.value(u"overall"_s).toArray().at(0)[u"fine_grained"_s].toDouble(), 5.0);
}

void TestMultiAspect::textForm()
{
    JudgeSetting setting = protocolSetting(JudgeProtocol::MultiAspect);
    setting.endpoint.abilities.structured = StructuredMode::None;
    auto session = makeJudgeSession(setting, ultraItem());
    const QList<JudgeCall> calls = answerAll(**session, [](const JudgeCall& call) {
        if (call.step == u"overall"_s) {
            return replyOf(u"Feedback: fine\nScore: 6"_s);
        }
        QString text;
        for (qsizetype place = 0; place < call.order.size(); ++place) {
            text += u"Text %1\nRationale: r\nRating: %2\n"_s.arg(place + 1).arg(5 - call.order.at(place));
        }
        return replyOf(text);
    });
    const auto verdict = (*session)->verdict();
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.findRating(3, u"honesty"_s)->value, 2.0);
    QVERIFY(!calls.first().request.json);
    QVERIFY(wordsOf(calls.first()).contains(u"Rating: the number"_s));
    QVERIFY(!wordsOf(calls.first()).contains(u"JSON"_s));
}

void TestMultiAspect::typesOfTwoAspects()
{
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::MultiAspect), ultraItem());
    const QList<JudgeCall> calls = answerAll(**session, inJson);
    QVERIFY(!wordsOf(calls.at(0)).contains(u"which of these kinds"_s));
    QVERIFY(wordsOf(calls.at(1)).contains(u"3. Against itself"_s));
    QVERIFY(wordsOf(calls.at(3)).contains(u"3. Neither padded"_s));
    const auto verdict = (*session)->verdict();
    const QJsonObject types = verdict->details.value(u"types"_s).toObject();
    QCOMPARE(types.keys(), (QStringList{u"helpfulness"_s, u"truthfulness"_s}));
    QCOMPARE(types[u"truthfulness"_s][u"3"_s].toArray(), (QJsonArray{1, 3}));
    const QJsonObject own{{u"types"_s, QJsonObject{{u"honesty"_s, QJsonArray{u"Boasts"_s}},
                                                   {u"truthfulness"_s, QJsonArray()}}}};
    auto other = makeJudgeSession(protocolSetting(JudgeProtocol::MultiAspect, own), ultraItem());
    const QList<JudgeCall> asked = (*other)->takeCalls();
    QVERIFY(!wordsOf(asked.at(1)).contains(u"kinds"_s));
    QVERIFY(wordsOf(asked.at(2)).contains(u"1. Boasts"_s));
}

void TestMultiAspect::notApplicable()
{
    const auto verdict =
        judged(protocolSetting(JudgeProtocol::MultiAspect, {{u"overall"_s, false}}), ultraItem({u"ans a"_s}),
               [](const JudgeCall& call) {
                   const bool isNone = call.key == u"honesty"_s;
                   return replyOf(u"{\"texts\":[{\"text\":1,\"rationale\":\"r\",\"rating\":\"%1\"%2}]}"_s.arg(
                       isNone ? u"N/A"_s : u"3"_s,
                       call.key == u"truthfulness"_s || call.key == u"helpfulness"_s ? u",\"types\":[]"_s
                                                                                     : QString()));
               });
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QVERIFY(!verdict->content.findRating(0, u"honesty"_s)->value);
    QCOMPARE(verdict->content.findRating(0, u"truthfulness"_s)->value, 3.0);
}

void TestMultiAspect::contradictions_data()
{
    QTest::addColumn<int>("overall");
    QTest::addColumn<double>("mean");
    QTest::addColumn<QString>("expected");
    QTest::newRow("10 and 1") << 10 << 1.0 << u"contradiction"_s;
    QTest::newRow("10 and 2") << 10 << 2.0 << u"contradiction"_s;
    QTest::newRow("10 and 2.25") << 10 << 2.25 << u"doubt"_s;
    QTest::newRow("10 and 4") << 10 << 4.0 << u"doubt"_s;
    QTest::newRow("10 and 4.25") << 10 << 4.25 << QString();
    QTest::newRow("9 and 1") << 9 << 1.0 << QString();
}

void TestMultiAspect::contradictions()
{
    QFETCH(const int, overall);
    QFETCH(const double, mean);
    QFETCH(const QString, expected);
    QCOMPARE(overallContradiction(overall, mean), expected);
}

void TestMultiAspect::contradictionsStandInDetails()
{
    const auto verdict =
        judged(protocolSetting(JudgeProtocol::MultiAspect), ultraItem(), [](const JudgeCall& call) {
            return call.step == u"overall"_s ? replyOf(u"{\"feedback\":\"best ever\",\"score\":10}"_s)
                                             : inJson(call);
        });
    QVERIFY(verdict);
    const QJsonArray odd = verdict->details.value(u"contradictions"_s).toArray();
    QCOMPARE(odd.size(), 3); // means 4, 3 and 2
    QCOMPARE(odd.at(2)[u"what"_s].toString(), u"contradiction"_s);
    QCOMPARE(odd.at(2)[u"response"_s].toInt(), 3);
    QCOMPARE(odd.at(2)[u"fine_grained"_s].toDouble(), 2.0);
    QCOMPARE(odd.at(0)[u"what"_s].toString(), u"doubt"_s);
    // What was said stays.
    QCOMPARE(verdict->content.findRating(3, u"overall"_s)->value, 10.0);
}

void TestMultiAspect::withoutFeedback()
{
    auto session =
        makeJudgeSession(protocolSetting(JudgeProtocol::MultiAspect, {{u"overall"_s, false}}), ultraItem());
    const QList<JudgeCall> calls = (*session)->takeCalls();
    QCOMPARE(calls.size(), 5);
    QCOMPARE(calls.last().key, u"overall"_s);
    QVERIFY(!makeJudgeSession(protocolSetting(JudgeProtocol::MultiAspect, {{u"over"_s, 1}}), ultraItem()));
}

void TestMultiAspect::malformedReplies_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("fault");
    QTest::newRow("aspect: words") << u"aspect"_s << u"They are all good."_s << u"no_json"_s;
    QTest::newRow("aspect: one text")
        << u"aspect"_s << u"{\"texts\":[{\"text\":1,\"rationale\":\"r\",\"rating\":\"3\"}]}"_s << u"misfit"_s;
    QTest::newRow("aspect: cut") << u"aspect"_s << u"{\"texts\":[{\"text\":1"_s << u"truncated"_s;
    QTest::newRow("aspect: two objects") << u"aspect"_s << u"{\"texts\":[]} {\"a\":1}"_s << u"ambiguous"_s;
    QTest::newRow("overall: no score") << u"overall"_s << u"{\"feedback\":\"fine\"}"_s << u"no-verdict"_s;
    QTest::newRow("overall: score 0")
        << u"overall"_s << u"{\"feedback\":\"fine\",\"score\":0}"_s << u"out-of-range"_s;
    QTest::newRow("overall: empty") << u"overall"_s << u""_s << u"empty"_s;
}

void TestMultiAspect::malformedReplies()
{
    QFETCH(const QString, step);
    QFETCH(const QString, text);
    QFETCH(const QString, fault);
    const auto verdict =
        judged(protocolSetting(JudgeProtocol::MultiAspect), ultraItem(),
               [&](const JudgeCall& call) { return call.step == step ? replyOf(text) : inJson(call); });
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().field, fault);
}

QTEST_GUILESS_MAIN(TestMultiAspect)
#include "tst_multiaspect.moc"
