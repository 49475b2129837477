#include "core/judge/pointwise.h"

#include "tests/core/judge/judgefixture.h"

#include <cmath>

using namespace plumbline;
using namespace plumbline::judgefixture;
using namespace Qt::Literals::StringLiterals;

/// One number for each answer by itself.
class TestPointwise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsNumbers_data();
    void readsNumbers();
    void putsThemOnTheScale_data();
    void putsThemOnTheScale();
    void ratesEachAnswerInEachAspect();
    void comparesPairs_data();
    void comparesPairs();
    void ranks();
    void theScaleIsAParameter();
};

namespace {

QString json(const QString& number)
{
    return u"{\"explanation\":\"So. Rating: [[10]]\",\"rating\":%1}"_s.arg(number);
}

/// Gives each answer the number that stands in its text.
LlmOutcome byText(const JudgeCall& call)
{
    const QString& prompt = call.request.messages.last().text;
    const qsizetype at = prompt.indexOf(u"worth "_s) + 6;
    return LlmOutcome::of(replyOf(json(prompt.sliced(at, prompt.indexOf(u'.', at) - at))));
}

/// A rating item of one answer with one aspect of so many points.
ItemView ratingOf(int points)
{
    ItemView out = itemOf(ItemKind::Rating, {u"An answer."_s});
    Aspect aspect = out.schema.definition.aspects.first();
    aspect.points.clear();
    for (int value = 1; value <= points; ++value) {
        aspect.points.append(ScalePoint{value, {}});
    }
    out.schema.definition.aspects = {aspect};
    return out;
}

} // namespace

void TestPointwise::readsNumbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isJson");
    QTest::addColumn<LlmFinish>("finish");
    QTest::addColumn<double>("rating"); // below 0: none
    QTest::addColumn<QString>("fault");
    const LlmFinish stop = LlmFinish::Stop;
    QTest::newRow("number") << json(u"7"_s) << true << stop << 7.0 << QString();
    QTest::newRow("whole, with a point") << json(u"7.0"_s) << true << stop << 7.0 << QString();
    QTest::newRow("lowest") << json(u"1"_s) << true << stop << 1.0 << QString();
    QTest::newRow("below") << json(u"0"_s) << true << stop << -1.0 << u"misfit"_s;
    QTest::newRow("above") << json(u"11"_s) << true << stop << -1.0 << u"misfit"_s;
    QTest::newRow("half") << json(u"7.5"_s) << true << stop << -1.0 << u"misfit"_s;
    QTest::newRow("as text") << json(u"\"7\""_s) << true << stop << -1.0 << u"misfit"_s;
    QTest::newRow("null") << json(u"null"_s) << true << stop << -1.0 << u"misfit"_s;
    QTest::newRow("cut JSON") << u"{\"explanation\":\"So"_s << true << LlmFinish::Length << -1.0
                              << u"truncated"_s;
    QTest::newRow("line") << u"Good.\nRating: [[7]]"_s << false << stop << 7.0 << QString();
    QTest::newRow("lower case, blanks") << u"rating:[[ 7 ]]"_s << false << stop << 7.0 << QString();
    QTest::newRow("fraction") << u"Rating: [[7.5]]"_s << false << stop << 7.5 << QString();
    QTest::newRow("twice the same") << u"[[7]] … Rating: [[7]]"_s << false << stop << 7.0 << QString();
    QTest::newRow("a verdict is no number") << u"[[A]] Rating: [[7]]"_s << false << stop << 7.0 << QString();
    QTest::newRow("two") << u"Rating: [[7]] or Rating: [[8]]"_s << false << stop << -1.0 << u"two-verdicts"_s;
    QTest::newRow("off the scale") << u"Rating: [[0]]"_s << false << stop << -1.0 << u"out-of-range"_s;
    QTest::newRow("far off") << u"Rating: [[1e9]]"_s << false << stop << -1.0 << u"out-of-range"_s;
    QTest::newRow("no number") << u"Rating: [[nan]]"_s << false << stop << -1.0 << u"no-verdict"_s;
    QTest::newRow("no end") << u"Rating: [[inf]]"_s << false << stop << -1.0 << u"no-verdict"_s;
    QTest::newRow("of something") << u"Rating: [[7/10]]"_s << false << stop << -1.0 << u"no-verdict"_s;
    QTest::newRow("bare") << u"Rating: 7"_s << false << stop << -1.0 << u"no-verdict"_s;
    QTest::newRow("cut text") << u"Rating: [[1]]"_s << false << LlmFinish::Length << -1.0 << u"truncated"_s;
}

void TestPointwise::readsNumbers()
{
    QFETCH(QString, text);
    QFETCH(bool, isJson);
    QFETCH(LlmFinish, finish);
    QFETCH(double, rating);
    QFETCH(QString, fault);
    const JudgeSetting setting =
        isJson ? settingOf(JudgeProtocol::Pointwise) : textSettingOf(JudgeProtocol::Pointwise);
    const ItemView item = ratingOf(10);
    QCOMPARE(faultOf(setting, item, replyOf(text, finish)), fault);
    if (rating >= 0) {
        const auto verdict = verdictOf(setting, item, always(text));
        QVERIFY(verdict);
        QCOMPARE(verdict.value().details.value(u"ratings"_s)[0][u"rating"_s].toDouble(), rating);
    }
}

void TestPointwise::putsThemOnTheScale_data()
{
    QTest::addColumn<int>("points");
    QTest::addColumn<QString>("said");
    QTest::addColumn<double>("value");
    QTest::newRow("the same scale") << 10 << u"7"_s << 7.0;
    QTest::newRow("lowest of five") << 5 << u"1"_s << 1.0;
    QTest::newRow("highest of five") << 5 << u"10"_s << 5.0;
    QTest::newRow("within five") << 5 << u"6"_s << 3.0;  // 1 + 5/9·4 = 3.22
    QTest::newRow("within seven") << 7 << u"6"_s << 4.0; // 1 + 5/9·6 = 4.33
    QTest::newRow("of two") << 2 << u"6"_s << 2.0;       // 1 + 5/9 = 1.56
}

void TestPointwise::putsThemOnTheScale()
{
    QFETCH(int, points);
    QFETCH(QString, said);
    QFETCH(double, value);
    const auto verdict = verdictOf(settingOf(JudgeProtocol::Pointwise), ratingOf(points), always(json(said)));
    QVERIFY(verdict);
    QCOMPARE(verdict.value().content.ratings.size(), 1);
    QCOMPARE(verdict.value().content.ratings.first().value, std::optional(value));
    QVERIFY(verdict.value().content.ratings.first().rationale.startsWith(u"So."_s));
}

void TestPointwise::ratesEachAnswerInEachAspect()
{
    const ItemView item = itemOf(ItemKind::Rating, {u"One."_s, u"Two."_s});
    JudgeSetting setting = settingOf(JudgeProtocol::Pointwise);
    QStringList asked;
    const auto answer = [&asked](const JudgeCall& call) {
        asked.append(call.key + QString::number(call.order.first()));
        return LlmOutcome::of(replyOf(json(u"10"_s)));
    };
    const auto verdict = verdictOf(setting, item, answer);
    QVERIFY(verdict);
    QCOMPARE(asked, (QStringList{u"overall0"_s, u"overall1"_s, u"answers_task0"_s, u"answers_task1"_s,
                                 u"fluency0"_s, u"fluency1"_s}));
    QCOMPARE(verdict.value().content.findRating(1, u"fluency"_s)->value, std::optional(5.0));
    QCOMPARE(verdict.value().content.findRating(0, u"overall"_s)->value, std::optional(7.0));
    setting.spec.aspects = {u"fluency"_s};
    ItemView free = item;
    for (Aspect& aspect : free.schema.definition.aspects) {
        aspect.isRequired = false;
    }
    const auto one = verdictOf(setting, free, answer);
    QVERIFY(one);
    QCOMPARE(one.value().content.ratings.size(), 2);
}

void TestPointwise::comparesPairs_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<int>("margin");
    QTest::newRow("first") << u"8"_s << u"3"_s << 1;
    QTest::newRow("second") << u"3"_s << u"4"_s << -1;
    QTest::newRow("the same") << u"5"_s << u"5"_s << 0;
}

void TestPointwise::comparesPairs()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(int, margin);
    ItemView item = pairOf(u"worth "_s + first + u'.', u"worth "_s + second + u'.');
    QCOMPARE(marginOf(verdictOf(settingOf(JudgeProtocol::Pointwise), item, byText)), margin);
    item.schema.definition.allowsTie = false;
    const auto strict = verdictOf(settingOf(JudgeProtocol::Pointwise), item, byText);
    QCOMPARE(strict.hasValue(), margin != 0);
}

void TestPointwise::ranks()
{
    const ItemView item =
        itemOf(ItemKind::Ranking, {u"worth 3."_s, u"worth 9."_s, u"worth 3."_s, u"worth 5."_s});
    const auto verdict = verdictOf(settingOf(JudgeProtocol::Pointwise), item, byText);
    QVERIFY2(verdict, qPrintable(verdict ? QString() : verdict.error().message));
    QCOMPARE(verdict.value().content.ranking->groups, (QList<QList<ResponseIndex>>{{1}, {3}, {0, 2}}));
}

void TestPointwise::theScaleIsAParameter()
{
    JudgeSetting setting = settingOf(JudgeProtocol::Pointwise);
    setting.spec.options = {{u"minimum"_s, 0}, {u"maximum"_s, 100}};
    const auto verdict = verdictOf(setting, ratingOf(5), always(json(u"75"_s)));
    QVERIFY(verdict);
    QCOMPARE(verdict.value().content.ratings.first().value, std::optional(4.0));
    setting.spec.options = {{u"minimum"_s, 10}};
    QVERIFY(!makeJudgeSession(setting, ratingOf(5)));
}

QTEST_GUILESS_MAIN(TestPointwise)
#include "tst_pointwise.moc"
