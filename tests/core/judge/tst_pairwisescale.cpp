#include "core/judge/pairwisescale.h"

#include "core/base/json.h"
#include "tests/core/judge/judgefixture.h"

using namespace plumbline;
using namespace plumbline::judgefixture;
using namespace Qt::Literals::StringLiterals;

/// How much better one of two answers is, aspect by aspect.
class TestPairwiseScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsPoints_data();
    void readsPoints();
    void readsAspects_data();
    void readsAspects();
    void readsTextLines_data();
    void readsTextLines();
    void ordersAgreeByAspect_data();
    void ordersAgreeByAspect();
    void asksOnlyTheChosenAspects();
    void takesConfidenceAndReasons();
    void identicalAnswersAreATieUnasked();
};

namespace {

/// A pair under a schema of three aspects.
ItemView item()
{
    ItemView out = pairOf();
    Aspect aspect = out.schema.definition.aspects.first();
    for (const QString& id : {u"helpful"_s, u"truthful"_s}) {
        aspect.id = id;
        aspect.name = id;
        aspect.isRequired = false;
        out.schema.definition.aspects.append(aspect);
    }
    return out;
}

QString json(const QString& overall, const QString& helpful, const QString& truthful)
{
    const auto one = [](const QString& verdict) {
        return QJsonObject{{u"explanation"_s, u"So."_s}, {u"verdict"_s, verdict}};
    };
    return QString::fromUtf8(
        canonicalJson(QJsonObject{{u"aspects"_s, QJsonObject{{u"overall"_s, one(overall)},
                                                             {u"helpful"_s, one(helpful)},
                                                             {u"truthful"_s, one(truthful)}}}}));
}

QString word(int margin)
{
    return preferencePoints(2, true).at(2 - margin);
}

} // namespace

void TestPairwiseScale::readsPoints_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("steps");
    QTest::addColumn<bool>("hasTie");
    QTest::addColumn<std::optional<int>>("margin");
    using Margin = std::optional<int>;
    QTest::newRow("much") << u"A-is-clearly-better"_s << 2 << true << Margin(2);
    QTest::newRow("a little") << u"A-is-slightly-better"_s << 2 << true << Margin(1);
    QTest::newRow("tie") << u"Tie"_s << 2 << true << Margin(0);
    QTest::newRow("the second a little") << u"b-is-slightly-better"_s << 2 << true << Margin(-1);
    QTest::newRow("blanks") << u" B is  clearly better "_s << 2 << true << Margin(-2);
    QTest::newRow("one step") << u"A-is-better"_s << 1 << true << Margin(1);
    QTest::newRow("one step, second") << u"B-is-better"_s << 1 << false << Margin(-1);
    QTest::newRow("no tie") << u"tie"_s << 2 << false << Margin();
    QTest::newRow("of the other scale") << u"A-is-better"_s << 2 << true << Margin();
    QTest::newRow("letter") << u"A"_s << 2 << true << Margin();
    QTest::newRow("more") << u"A-is-clearly-better-than-B"_s << 2 << true << Margin();
    QTest::newRow("nothing") << QString() << 2 << true << Margin();
}

void TestPairwiseScale::readsPoints()
{
    QFETCH(QString, word);
    QFETCH(int, steps);
    QFETCH(bool, hasTie);
    QFETCH(std::optional<int>, margin);
    QCOMPARE(preferenceMargin(word, steps, hasTie), margin);
}

void TestPairwiseScale::readsAspects_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<LlmFinish>("finish");
    QTest::addColumn<QList<int>>("margins");
    QTest::addColumn<QString>("fault");
    const LlmFinish stop = LlmFinish::Stop;
    const QList<int> none;
    QTest::newRow("each") << json(word(2), word(0), word(-1)) << stop << QList<int>{2, 0, -1} << QString();
    QTest::newRow("an unknown word") << json(word(2), u"better"_s, word(1)) << stop << none << u"misfit"_s;
    QTest::newRow("lower case") << json(word(2).toLower(), word(1), word(1)) << stop << none << u"misfit"_s;
    QTest::newRow("an aspect missing")
        << u"{\"aspects\":{\"overall\":{\"explanation\":\"\",\"verdict\":\"tie\"}}}"_s << stop << none
        << u"misfit"_s;
    QTest::newRow("no aspects") << u"{\"aspects\":{}}"_s << stop << none << u"misfit"_s;
    QTest::newRow("cut") << json(word(2), word(1), word(1)).chopped(20) << LlmFinish::Length << none
                         << u"truncated"_s;
    QTest::newRow("text") << u"overall: [[tie]]"_s << stop << none << u"no_json"_s;
}

void TestPairwiseScale::readsAspects()
{
    QFETCH(QString, text);
    QFETCH(LlmFinish, finish);
    QFETCH(QList<int>, margins);
    QFETCH(QString, fault);
    const JudgeSetting setting = settingOf(JudgeProtocol::PairwiseScale);
    QCOMPARE(faultOf(setting, item(), replyOf(text, finish)), fault);
    if (fault.isEmpty()) {
        const auto verdict = verdictOf(setting, item(), always(text));
        QVERIFY(verdict);
        QCOMPARE((QList<int>{marginOf(verdict), marginOf(verdict, u"helpful"_s),
                             marginOf(verdict, u"truthful"_s)}),
                 margins);
    }
}

void TestPairwiseScale::readsTextLines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("fault");
    const QString rest = u"\nhelpful: [[tie]]\ntruthful: [[tie]]"_s;
    QTest::newRow("plain") << u"Well.\noverall: [[A-is-clearly-better]]"_s + rest << QString();
    QTest::newRow("emphasis") << u"- **Overall**: [[a-is-clearly-better]]"_s + rest << QString();
    QTest::newRow("twice the same")
        << u"overall: [[A-is-clearly-better]]\noverall: [[A-is-clearly-better]]"_s + rest << QString();
    QTest::newRow("two that differ") << u"overall: [[A-is-clearly-better]]\noverall: [[tie]]"_s + rest
                                     << u"two-verdicts"_s;
    QTest::newRow("none for one") << u"[[A-is-clearly-better]]"_s + rest << u"no-verdict"_s;
    QTest::newRow("unknown word") << u"overall: [[A]]"_s + rest << u"misfit"_s;
    QTest::newRow("nothing") << u"A is clearly better."_s << u"no-verdict"_s;
}

void TestPairwiseScale::readsTextLines()
{
    QFETCH(QString, text);
    QFETCH(QString, fault);
    const JudgeSetting setting = textSettingOf(JudgeProtocol::PairwiseScale);
    QCOMPARE(faultOf(setting, item(), replyOf(text)), fault);
    QCOMPARE(faultOf(setting, item(), replyOf(text, LlmFinish::Length)), u"truncated"_s);
    if (fault.isEmpty()) {
        const auto verdict = verdictOf(setting, item(), always(text));
        QCOMPARE(marginOf(verdict), 2);
        QCOMPARE(marginOf(verdict, u"truthful"_s), 0);
    }
}

void TestPairwiseScale::ordersAgreeByAspect_data()
{
    QTest::addColumn<int>("own");
    QTest::addColumn<int>("swapped"); // as it was shown
    QTest::addColumn<int>("margin");
    QTest::addColumn<bool>("isInconsistent");
    QTest::newRow("the same") << 2 << -2 << 2 << false;
    QTest::newRow("the more cautious") << 2 << -1 << 1 << false;
    QTest::newRow("the more cautious, second") << -1 << 2 << -1 << false;
    QTest::newRow("opposite") << 2 << 2 << 0 << true;
    QTest::newRow("a tie once") << 1 << 0 << 0 << true;
    QTest::newRow("a tie twice") << 0 << 0 << 0 << false;
}

void TestPairwiseScale::ordersAgreeByAspect()
{
    QFETCH(int, own);
    QFETCH(int, swapped);
    QFETCH(int, margin);
    QFETCH(bool, isInconsistent);
    JudgeSetting setting = settingOf(JudgeProtocol::PairwiseScale);
    setting.spec.orders = OrderPolicy::Both;
    const auto answer = [&](const JudgeCall& call) {
        const int said = call.order.first() == 0 ? own : swapped;
        return LlmOutcome::of(replyOf(json(word(said), word(0), word(call.order.first() == 0 ? 1 : -1))));
    };
    const auto verdict = verdictOf(setting, item(), answer);
    QVERIFY(verdict);
    QCOMPARE(marginOf(verdict), margin);
    QCOMPARE(marginOf(verdict, u"helpful"_s), 0);
    QCOMPARE(marginOf(verdict, u"truthful"_s), 1);
    QCOMPARE(verdict.value().isInconsistent, isInconsistent);
    QCOMPARE(verdict.value().content.extra.contains(u"winner"_s), isInconsistent);
}

void TestPairwiseScale::asksOnlyTheChosenAspects()
{
    JudgeSetting setting = textSettingOf(JudgeProtocol::PairwiseScale);
    setting.spec.aspects = {u"truthful"_s};
    ItemView free = item();
    free.schema.definition.aspects[0].isRequired = false;
    const auto verdict = verdictOf(setting, free, always(u"truthful: [[B-is-slightly-better]]"_s));
    QVERIFY2(verdict, qPrintable(verdict ? QString() : verdict.error().message));
    QCOMPARE(verdict.value().content.preferences.size(), 1);
    QCOMPARE(marginOf(verdict, u"truthful"_s), -1);
    setting.spec.aspects = {u"harmless"_s};
    const auto session = makeJudgeSession(setting, item());
    QVERIFY(!session);
    QCOMPARE(session.error().field, u"aspects"_s);
}

void TestPairwiseScale::takesConfidenceAndReasons()
{
    JudgeSetting setting = textSettingOf(JudgeProtocol::PairwiseScale);
    setting.spec.options = {{u"confidence"_s, true}, {u"reasons"_s, true}};
    setting.spec.aspects = {u"overall"_s};
    const QString head = u"overall: [[A-is-slightly-better]]\n"_s;
    const auto verdict =
        verdictOf(setting, item(), always(head + u"confidence: [[unsure]]\nreasons: [[clearer, safer]]"_s));
    QVERIFY2(verdict, qPrintable(verdict ? QString() : verdict.error().message));
    QCOMPARE(verdict.value().content.confidence, u"unsure"_s);
    QCOMPARE(verdict.value().content.reasons, (QStringList{u"clearer"_s, u"safer"_s}));
    const auto fault = [&](const QString& rest) { return faultOf(setting, item(), replyOf(head + rest)); };
    QCOMPARE(fault(u"confidence: [[unsure]]\nreasons: [[]]"_s), QString());
    QCOMPARE(fault(u"confidence: [[quite]]\nreasons: [[]]"_s), u"misfit"_s);
    QCOMPARE(fault(u"confidence: [[unsure]]\nreasons: [[nicer]]"_s), u"misfit"_s);
    QCOMPARE(fault(u"reasons: [[]]"_s), u"no-verdict"_s);
}

void TestPairwiseScale::identicalAnswersAreATieUnasked()
{
    JudgeSetting setting = settingOf(JudgeProtocol::PairwiseScale);
    setting.spec.options.insert(u"identical_tie"_s, true);
    ItemView same = item();
    same.responses[1].turns = same.responses[0].turns;
    const auto session = makeJudgeSession(setting, same);
    QVERIFY(session);
    QVERIFY(session.value()->takeCalls().isEmpty());
    QVERIFY(session.value()->isFinished());
    const auto verdict = session.value()->verdict();
    QVERIFY(verdict);
    QCOMPARE(verdict.value().content.preferences.size(), 3);
    QCOMPARE(marginOf(verdict), 0);
}

QTEST_GUILESS_MAIN(TestPairwiseScale)
#include "tst_pairwisescale.moc"
