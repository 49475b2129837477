#include "core/judge/pairwise.h"

#include "tests/core/judge/judgefixture.h"

#include <QJsonDocument>

#include <cmath>

using namespace plumbline;
using namespace plumbline::judgefixture;
using namespace Qt::Literals::StringLiterals;

/// Which of two answers is better: one verdict, or the reason why there is none.
class TestPairwise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsJson_data();
    void readsJson();
    void readsText_data();
    void readsText();
    void readsOneToken_data();
    void readsOneToken();
    void weighsByLogprobs_data();
    void weighsByLogprobs();
    void findsTheTokenOfTheVerdict();
    void withoutLogprobsThereIsNoProbability();
    void givesAlpacaPreference();
    void alpacaPreferenceNeedsLogprobs();
    void asksInBothOrders_data();
    void asksInBothOrders();
    void anInconsistentVerdictNeedsATie();
    void aSchemaWithoutTiesOffersNone();
    void identicalAnswersAreATieUnasked();
    void labelsAreParameters();
    void refusesUnknownOptions_data();
    void refusesUnknownOptions();
    void asksForWhatItReads();
};

namespace {

QString json(const QString& verdict, const QString& explanation = u"Because."_s)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonObject{{u"explanation"_s, explanation}, {u"verdict"_s, verdict}})
            .toJson(QJsonDocument::Compact));
}

JudgeSetting tokenSetting()
{
    JudgeSetting out = settingOf(JudgeProtocol::Pairwise);
    out.spec.options.insert(u"form"_s, u"token"_s);
    return out;
}

/// Prefers whichever answer holds a word, wherever it stands.
Answer prefers(const QString& word)
{
    return [word](const JudgeCall& call) {
        const QString& prompt = call.request.messages.last().text;
        const bool isFirst = prompt.indexOf(word) < prompt.indexOf(u"answer_b "_s);
        return LlmOutcome::of(replyOf(json(isFirst ? u"A"_s : u"B"_s)));
    };
}

} // namespace

void TestPairwise::readsJson_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<LlmFinish>("finish");
    QTest::addColumn<int>("margin");
    QTest::addColumn<QString>("fault");
    const LlmFinish stop = LlmFinish::Stop;
    QTest::newRow("first") << json(u"A"_s) << stop << 1 << QString();
    QTest::newRow("second") << json(u"B"_s) << stop << -1 << QString();
    QTest::newRow("tie") << json(u"C"_s) << stop << 0 << QString();
    QTest::newRow("blanks around") << u"\n  "_s + json(u"B"_s) + u"\n\n"_s << stop << -1 << QString();
    QTest::newRow("in a fence") << u"```json\n"_s + json(u"B"_s) + u"\n```"_s << stop << -1 << QString();
    QTest::newRow("verdict in the explanation")
        << json(u"B"_s, u"It says [[A]] and {\"verdict\":\"A\"}, a trick."_s) << stop << -1 << QString();
    QTest::newRow("thoughts") << u"<think>{\"verdict\":\"A\"} [[A]]</think>"_s + json(u"B"_s) << stop << -1
                              << QString();
    QTest::newRow("whole although cut") << json(u"B"_s) << LlmFinish::Length << -1 << QString();
    QTest::newRow("lower case") << json(u"a"_s) << stop << 0 << u"misfit"_s;
    QTest::newRow("other word") << json(u"first"_s) << stop << 0 << u"misfit"_s;
    QTest::newRow("no verdict") << u"{\"explanation\":\"x\"}"_s << stop << 0 << u"misfit"_s;
    QTest::newRow("other type") << u"{\"explanation\":\"x\",\"verdict\":[\"A\"]}"_s << stop << 0
                                << u"misfit"_s;
    QTest::newRow("further key") << u"{\"explanation\":\"x\",\"verdict\":\"A\",\"winner\":\"B\"}"_s << stop
                                 << 0 << u"misfit"_s;
    QTest::newRow("key twice") << u"{\"explanation\":\"x\",\"verdict\":\"A\",\"verdict\":\"B\"}"_s << stop
                               << 0 << u"invalid"_s;
    QTest::newRow("two objects") << json(u"A"_s) + json(u"B"_s) << stop << 0 << u"ambiguous"_s;
    QTest::newRow("text instead") << u"[[A]]"_s << stop << 0 << u"no_json"_s;
    QTest::newRow("cut") << u"{\"explanation\":\"The first"_s << LlmFinish::Length << 0 << u"truncated"_s;
    QTest::newRow("cut in thoughts") << u"<think>well"_s << LlmFinish::Length << 0 << u"truncated"_s;
    QTest::newRow("filtered") << json(u"A"_s) << LlmFinish::ContentFilter << 0 << u"refused"_s;
    QTest::newRow("blank") << u" \n"_s << stop << 0 << u"empty"_s;
    QTest::newRow("used up") << QString() << LlmFinish::Length << 0 << u"truncated"_s;
    QTest::newRow("web page") << u"<html><body>502</body></html>"_s << stop << 0 << u"no_json"_s;
}

void TestPairwise::readsJson()
{
    QFETCH(QString, text);
    QFETCH(LlmFinish, finish);
    QFETCH(int, margin);
    QFETCH(QString, fault);
    const JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    const LlmReply reply = replyOf(text, finish);
    QCOMPARE(faultOf(setting, pairOf(), reply), fault);
    const auto verdict =
        verdictOf(setting, pairOf(), [&reply](const JudgeCall&) { return LlmOutcome::of(reply); });
    QCOMPARE(verdict.hasValue(), fault.isEmpty());
    if (verdict) {
        QCOMPARE(marginOf(verdict), margin);
        QCOMPARE(verdict.value().shownOrder, (QList<ResponseIndex>{0, 1}));
    } else {
        QCOMPARE(verdict.error().code, ErrorCode::InvalidData);
        QCOMPARE(verdict.error().field, fault);
    }
    LlmReply refusal = replyOf(QString());
    refusal.refusal = u"I cannot judge this."_s;
    QCOMPARE(faultOf(setting, pairOf(), refusal), u"refused"_s);
}

void TestPairwise::readsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<LlmFinish>("finish");
    QTest::addColumn<int>("margin");
    QTest::addColumn<QString>("fault");
    const LlmFinish stop = LlmFinish::Stop;
    QTest::newRow("first") << u"It is right. [[A]]"_s << stop << 1 << QString();
    QTest::newRow("second") << u"[[B]] it is"_s << stop << -1 << QString();
    QTest::newRow("tie") << u"No difference.\n\n[[C]]"_s << stop << 0 << QString();
    QTest::newRow("lower case") << u"so [[b]]."_s << stop << -1 << QString();
    QTest::newRow("blanks inside") << u"so [[ A ]]."_s << stop << 1 << QString();
    QTest::newRow("emphasis") << u"**[[A]]**"_s << stop << 1 << QString();
    QTest::newRow("three brackets") << u"[[[A]]]"_s << stop << 1 << QString();
    QTest::newRow("twice the same") << u"[[A]] … so [[A]]"_s << stop << 1 << QString();
    QTest::newRow("other brackets") << u"It cites [[1]] and x[[i]]. [[B]]"_s << stop << -1 << QString();
    QTest::newRow("thoughts") << u"<think>[[A]]? No.</think>[[B]]"_s << stop << -1 << QString();
    QTest::newRow("two") << u"[[A]] or [[B]]"_s << stop << 0 << u"two-verdicts"_s;
    QTest::newRow("quoted") << u"It says “[[A]]”, a trick. [[B]]"_s << stop << 0 << u"two-verdicts"_s;
    QTest::newRow("tie and first") << u"[[C]]\n[[A]]"_s << stop << 0 << u"two-verdicts"_s;
    QTest::newRow("none") << u"A is better."_s << stop << 0 << u"no-verdict"_s;
    QTest::newRow("single brackets") << u"[A]"_s << stop << 0 << u"no-verdict"_s;
    QTest::newRow("over two lines") << u"[[\nA]]"_s << stop << 0 << u"no-verdict"_s;
    QTest::newRow("something invisible") << u"[[\u200BA]]"_s << stop << 0 << u"no-verdict"_s;
    QTest::newRow("another alphabet") << u"[[\u0410]]"_s << stop << 0 << u"no-verdict"_s;
    QTest::newRow("only in thoughts") << u"<think>[[A]]</think>Done."_s << stop << 0 << u"no-verdict"_s;
    QTest::newRow("open brackets") << u"[[A"_s << stop << 0 << u"no-verdict"_s;
    QTest::newRow("cut behind it") << u"[[A]] but then"_s << LlmFinish::Length << 0 << u"truncated"_s;
    QTest::newRow("cut") << u"The first"_s << LlmFinish::Length << 0 << u"truncated"_s;
    QTest::newRow("JSON instead") << json(u"A"_s) << stop << 0 << u"no-verdict"_s;
}

void TestPairwise::readsText()
{
    QFETCH(QString, text);
    QFETCH(LlmFinish, finish);
    QFETCH(int, margin);
    QFETCH(QString, fault);
    const JudgeSetting setting = textSettingOf(JudgeProtocol::Pairwise);
    const LlmReply reply = replyOf(text, finish);
    QCOMPARE(faultOf(setting, pairOf(), reply), fault);
    const auto verdict =
        verdictOf(setting, pairOf(), [&reply](const JudgeCall&) { return LlmOutcome::of(reply); });
    QCOMPARE(verdict.hasValue(), fault.isEmpty());
    if (verdict) {
        QCOMPARE(marginOf(verdict), margin);
    }
}

void TestPairwise::readsOneToken_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("margin");
    QTest::addColumn<QString>("fault");
    QTest::newRow("letter") << u"A"_s << 1 << QString();
    QTest::newRow("blank before") << u" B"_s << -1 << QString();
    QTest::newRow("brackets") << u"[[B]]."_s << -1 << QString();
    QTest::newRow("lower case") << u"c"_s << 0 << QString();
    QTest::newRow("a sentence") << u"A is better"_s << 0 << u"no-verdict"_s;
    QTest::newRow("two") << u"A B"_s << 0 << u"no-verdict"_s;
    QTest::newRow("another letter") << u"D"_s << 0 << u"no-verdict"_s;
    QTest::newRow("no letter") << u"…"_s << 0 << u"no-verdict"_s;
}

void TestPairwise::readsOneToken()
{
    QFETCH(QString, text);
    QFETCH(int, margin);
    QFETCH(QString, fault);
    // One token long, so that it always ends by its length.
    const LlmReply reply = replyOf(text, LlmFinish::Length);
    QCOMPARE(faultOf(tokenSetting(), pairOf(), reply), fault);
    const auto verdict =
        verdictOf(tokenSetting(), pairOf(), [&reply](const JudgeCall&) { return LlmOutcome::of(reply); });
    QCOMPARE(verdict.hasValue(), fault.isEmpty());
    if (verdict) {
        QCOMPARE(marginOf(verdict), margin);
    }
}

void TestPairwise::weighsByLogprobs_data()
{
    QTest::addColumn<Alternatives>("alternatives");
    QTest::addColumn<double>("probability");
    const auto ln = [](double p) { return std::log(p); };
    QTest::newRow("all three") << Alternatives{{u"A"_s, ln(0.5)}, {u"B"_s, ln(0.3)}, {u"C"_s, ln(0.2)}}
                               << 0.5;
    QTest::newRow("softmax") << Alternatives{{u"A"_s, ln(0.3)}, {u"B"_s, ln(0.1)}, {u"The"_s, ln(0.6)}}
                             << 0.75;
    QTest::newRow("variants") << Alternatives{{u"A"_s, ln(0.2)},
                                              {u" A"_s, ln(0.2)},
                                              {u"[[A"_s, ln(0.1)},
                                              {u"\"A\""_s, ln(0.1)},
                                              {u"B"_s, ln(0.2)}}
                              << 0.75;
    QTest::newRow("alone") << Alternatives{{u"A"_s, ln(0.4)}} << 1.0;
    QTest::newRow("impossible") << Alternatives{{u"A"_s, 0.0}, {u"B"_s, -9999.0}} << 1.0;
}

void TestPairwise::weighsByLogprobs()
{
    QFETCH(Alternatives, alternatives);
    QFETCH(double, probability);
    LlmReply reply = replyOf(u"A"_s);
    reply.tokens = {placeOf(alternatives)};
    const auto verdict =
        verdictOf(tokenSetting(), pairOf(), [&reply](const JudgeCall&) { return LlmOutcome::of(reply); });
    QVERIFY(verdict);
    QVERIFY(verdict.value().probability.has_value());
    QVERIFY(std::abs(*verdict.value().probability - probability) < 1e-12);
    // The chosen token counts even where the list of the likeliest lacks it.
    reply.tokens[0].likeliest = {{u"B"_s, reply.tokens[0].chosen.logprob, "B"}};
    const auto half =
        verdictOf(tokenSetting(), pairOf(), [&reply](const JudgeCall&) { return LlmOutcome::of(reply); });
    QVERIFY(half);
    QVERIFY(std::abs(half.value().probability.value_or(0) - 0.5) < 1e-12);
}

void TestPairwise::findsTheTokenOfTheVerdict()
{
    // The explanation names the verdict's key, and a letter of the other answer; only the value counts.
    LlmReply reply;
    const QList<Alternatives> tokens = {{{u"{\"explanation\":\""_s, -0.1}},
                                        {{u"\\\"verdict\\\": A"_s, -0.1}},
                                        {{u" ö \",\""_s, -0.1}},
                                        {{u"verdict"_s, -0.1}},
                                        {{u"\":\""_s, -0.1}},
                                        {{u"B"_s, std::log(0.6)}, {u"A"_s, std::log(0.2)}},
                                        {{u"\"}"_s, -0.1}},
                                        {{u"<|end|>"_s, -0.1}}};
    QString text;
    for (const Alternatives& alternatives : tokens) {
        reply.tokens.append(placeOf(alternatives));
        text += alternatives.first().first;
    }
    text.chop(7); // the end is no text
    const QList<LlmTokenPlace> places = reply.tokens;
    reply = replyOf(text);
    reply.tokens = places;
    const auto answer = [&reply](const JudgeCall&) { return LlmOutcome::of(reply); };
    const auto verdict = verdictOf(settingOf(JudgeProtocol::Pairwise), pairOf(), answer);
    QVERIFY(verdict);
    QCOMPARE(marginOf(verdict), -1);
    QVERIFY(verdict.value().probability.has_value());
    QVERIFY(std::abs(*verdict.value().probability - 0.75) < 1e-12);
    // Tokens that do not make up the text say nothing about it.
    reply.tokens.removeFirst();
    const auto unweighted = verdictOf(settingOf(JudgeProtocol::Pairwise), pairOf(), answer);
    QVERIFY(unweighted);
    QCOMPARE(marginOf(unweighted), -1);
    QVERIFY(!unweighted.value().probability);
}

void TestPairwise::withoutLogprobsThereIsNoProbability()
{
    const auto verdict = verdictOf(settingOf(JudgeProtocol::Pairwise), pairOf(), always(json(u"A"_s)));
    QVERIFY(verdict);
    QVERIFY(!verdict.value().probability);
    QVERIFY(!verdict.value().details.contains(u"shares"_s));
}

void TestPairwise::givesAlpacaPreference()
{
    // Logprobs of a published annotation: m is the first answer, M the second.
    const LlmTokenPlace place =
        placeOf({{u"m"_s, -8.7763e-06}, {u"M"_s, -11.796884}, {u"The"_s, -13.937509}});
    const auto probabilities = verdictProbabilities(place, {u"m"_s, u"M"_s, QString()});
    QVERIFY(probabilities);
    QVERIFY(std::abs(alpacaPreference(*probabilities) - 1.000007528) < 1e-9);

    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.spec.options = {{u"alpacaeval"_s, true}, {u"labels"_s, QJsonArray{u"m"_s, u"M"_s}}};
    setting.spec.orders = OrderPolicy::Both;
    // Sure of the first answer by 0.8 where it stands first, by 0.6 where it stands second.
    const auto answer = [](const JudgeCall& call) {
        const bool isOwnOrder = call.order.first() == 0;
        LlmReply reply = replyOf(isOwnOrder ? u"m"_s : u"M"_s, LlmFinish::Length);
        const double first = isOwnOrder ? 0.8 : 0.4;
        reply.tokens = {placeOf({{u"m"_s, std::log(first)}, {u"M"_s, std::log(1 - first)}})};
        if (!isOwnOrder) {
            reply.tokens[0].chosen = reply.tokens[0].likeliest[1];
        }
        return LlmOutcome::of(reply);
    };
    const auto verdict = verdictOf(setting, pairOf(), answer);
    QVERIFY2(verdict, qPrintable(verdict ? QString() : verdict.error().message));
    QCOMPARE(marginOf(verdict), 1);
    QVERIFY(std::abs(verdict.value().details.value(u"preference"_s).toDouble() - 1.3) < 1e-12);
    QVERIFY(std::abs(verdict.value().probability.value_or(0) - 0.7) < 1e-12);
}

void TestPairwise::alpacaPreferenceNeedsLogprobs()
{
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.spec.options.insert(u"alpacaeval"_s, true);
    QCOMPARE(faultOf(setting, pairOf(), replyOf(u"A"_s, LlmFinish::Length)), u"no-logprobs"_s);
    setting.endpoint.abilities.hasLogprobs = false;
    const auto session = makeJudgeSession(setting, pairOf());
    QVERIFY(!session);
    QCOMPARE(session.error().field, u"options.alpacaeval"_s);
}

void TestPairwise::asksInBothOrders_data()
{
    QTest::addColumn<QString>("own");
    QTest::addColumn<QString>("swapped");
    QTest::addColumn<int>("margin");
    QTest::addColumn<bool>("isInconsistent");
    QTest::newRow("first, wherever") << u"A"_s << u"B"_s << 1 << false;
    QTest::newRow("second, wherever") << u"B"_s << u"A"_s << -1 << false;
    QTest::newRow("always what stands first") << u"A"_s << u"A"_s << 0 << true;
    QTest::newRow("always what stands last") << u"B"_s << u"B"_s << 0 << true;
    QTest::newRow("a tie twice") << u"C"_s << u"C"_s << 0 << false;
    QTest::newRow("a tie once") << u"C"_s << u"A"_s << 0 << true;
}

void TestPairwise::asksInBothOrders()
{
    QFETCH(QString, own);
    QFETCH(QString, swapped);
    QFETCH(int, margin);
    QFETCH(bool, isInconsistent);
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.spec.orders = OrderPolicy::Both;
    const auto answer = [&](const JudgeCall& call) {
        return LlmOutcome::of(replyOf(json(call.order.first() == 0 ? own : swapped)));
    };
    const auto verdict = verdictOf(setting, pairOf(), answer);
    QVERIFY(verdict);
    QCOMPARE(marginOf(verdict), margin);
    QCOMPARE(verdict.value().isInconsistent, isInconsistent);
    QCOMPARE(verdict.value().content.extra.value(u"winner"_s).toString(),
             isInconsistent ? u"tie (inconsistent)"_s : QString());
    QVERIFY(verdict.value().shownOrder.isEmpty()); // neither side was the first
    QCOMPARE(verdict.value().details.value(u"orders"_s).toArray().size(), 2);
    // A judge that reads the answers is the same in both orders.
    const auto steady = verdictOf(setting, pairOf(), prefers(u"fruit"_s));
    QVERIFY(steady);
    QCOMPARE(marginOf(steady), -1);
    QVERIFY(!steady.value().isInconsistent);
}

void TestPairwise::anInconsistentVerdictNeedsATie()
{
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.spec.orders = OrderPolicy::Both;
    ItemView item = pairOf();
    item.schema.definition.allowsTie = false;
    const auto verdict = verdictOf(setting, item, always(json(u"A"_s)));
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().field, u"inconsistent"_s);
}

void TestPairwise::aSchemaWithoutTiesOffersNone()
{
    ItemView item = pairOf();
    item.schema.definition.allowsTie = false;
    QCOMPARE(faultOf(settingOf(JudgeProtocol::Pairwise), item, replyOf(json(u"C"_s))), u"misfit"_s);
    QCOMPARE(faultOf(textSettingOf(JudgeProtocol::Pairwise), item, replyOf(u"[[C]]"_s)), u"misfit"_s);
    const auto session = makeJudgeSession(textSettingOf(JudgeProtocol::Pairwise), item);
    QVERIFY(session);
    const QList<JudgeCall> calls = session.value()->takeCalls();
    QVERIFY(!calls.first().request.messages.last().text.contains(u"[[C]]"_s));
    QVERIFY(calls.first().request.messages.last().text.contains(u"[[B]]"_s));
}

void TestPairwise::identicalAnswersAreATieUnasked()
{
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    const ItemView item = pairOf(u"Same."_s, u"Same."_s);
    int asked = 0;
    const auto counting = [&asked](const JudgeCall&) {
        ++asked;
        return LlmOutcome::of(replyOf(json(u"A"_s)));
    };
    QCOMPARE(marginOf(verdictOf(setting, item, counting)), 1);
    QCOMPARE(asked, 1);
    setting.spec.options.insert(u"identical_tie"_s, true);
    const auto verdict = verdictOf(setting, item, counting);
    QCOMPARE(marginOf(verdict), 0);
    QVERIFY(verdict.value().details.value(u"identical"_s).toBool());
    QCOMPARE(asked, 1);
    QCOMPARE(marginOf(verdictOf(setting, pairOf(), counting)), 1); // different ones are asked about
    QCOMPARE(asked, 2);
}

void TestPairwise::labelsAreParameters()
{
    JudgeSetting setting = textSettingOf(JudgeProtocol::Pairwise);
    setting.spec.options.insert(u"labels"_s, QJsonArray{u"left"_s, u"right"_s, u"equal"_s});
    QCOMPARE(marginOf(verdictOf(setting, pairOf(), always(u"[[Right]]"_s))), -1);
    QCOMPARE(marginOf(verdictOf(setting, pairOf(), always(u"[[equal]]"_s))), 0);
    QCOMPARE(faultOf(setting, pairOf(), replyOf(u"[[A]]"_s)), u"no-verdict"_s);
    const VerdictLabels sizes{u"m"_s, u"M"_s, QString()};
    QCOMPARE(sizes.read(u" m"), std::optional(PairVerdict::First));
    QCOMPARE(sizes.read(u"M"), std::optional(PairVerdict::Second));
    QCOMPARE(sizes.read(u""), std::nullopt);
}

void TestPairwise::refusesUnknownOptions_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<QString>("field");
    QTest::newRow("misspelt") << QJsonObject{{u"identical"_s, true}} << u"options.identical"_s;
    QTest::newRow("form") << QJsonObject{{u"form"_s, u"xml"_s}} << u"options.form"_s;
    QTest::newRow("one label") << QJsonObject{{u"labels"_s, QJsonArray{u"A"_s}}} << u"options.labels"_s;
    QTest::newRow("the same label") << QJsonObject{{u"labels"_s, QJsonArray{u"A"_s, u"A"_s}}}
                                    << u"options.labels"_s;
}

void TestPairwise::refusesUnknownOptions()
{
    QFETCH(QJsonObject, options);
    QFETCH(QString, field);
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.spec.options = options;
    const auto session = makeJudgeSession(setting, pairOf());
    QVERIFY(!session);
    QCOMPARE(session.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(session.error().field, field);
}

void TestPairwise::asksForWhatItReads()
{
    JudgeSetting setting = settingOf(JudgeProtocol::Pairwise);
    setting.spec.usesReference = true;
    const auto session = makeJudgeSession(setting, pairOf());
    QVERIFY(session);
    const LlmRequest request = session.value()->takeCalls().first().request;
    QVERIFY(request.json && request.wantsLogprobs);
    QCOMPARE(request.topLogprobs, 5);
    QCOMPARE(request.temperature, std::optional(0.0));
    const QString prompt = request.messages.last().text;
    for (const QString& part : {u"What is a plumb line?"_s, u"A weight on a string."_s,
                                u"A string with a weight."_s, u"A fruit."_s, u"\"verdict\""_s}) {
        QVERIFY2(prompt.contains(part), qPrintable(part));
    }
    QVERIFY(!prompt.contains(u"[["_s));
    const auto token = makeJudgeSession(tokenSetting(), pairOf());
    QVERIFY(token);
    const LlmRequest short_ = token.value()->takeCalls().first().request;
    QVERIFY(!short_.json);
    QCOMPARE(short_.maxTokens, 1);
    QVERIFY(!short_.messages.last().text.contains(u"A weight on a string."_s));
}

QTEST_GUILESS_MAIN(TestPairwise)
#include "tst_pairwise.moc"
