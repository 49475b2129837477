#include "core/base/json.h"
#include "core/judge/pythonrandom.h"
#include "core/judge/simulatedpool.h"

#include "tests/core/judge/judgefixture.h"

#include <QFile>
#include <QTest>

#include <cmath>

using namespace plumbline;
using namespace plumbline::judgefixture;
using namespace Qt::Literals::StringLiterals;

/// AlpacaFarm's pool against Python's own choices (tests/peers/alpacafarm_pool.py).
class TestSimulatedPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picksAreThoseOfPython();
    void aPoolOfThirteen();
    void membersAnswer();
    void noiseNeedsNobody();
    void identicalAnswersNeedNobody();
    void flipRateIsAsImplemented();
    void nobodyHasJudged();
    void onlyPairs();

private:
    static QJsonArray golden();
    static JudgeSpec pool(const QStringList& members, double flipRate = 0);
};

QJsonArray TestSimulatedPool::golden()
{
    QFile file(qEnvironmentVariable("PLUMBLINE_SOURCE_DIR") + u"/tests/data/judge/alpacafarm_pool.json"_s);
    return file.open(QIODevice::ReadOnly) ? parseJson(file.readAll())->toArray() : QJsonArray();
}

JudgeSpec TestSimulatedPool::pool(const QStringList& members, double flipRate)
{
    JudgeSpec spec;
    spec.name = u"pool"_s;
    spec.protocol = JudgeProtocol::Simulated;
    spec.options = {{u"rule"_s, u"pool"_s},
                    {u"members"_s, QJsonArray::fromStringList(members)},
                    {u"p_label_flip"_s, flipRate}};
    return spec;
}

void TestSimulatedPool::picksAreThoseOfPython()
{
    const QJsonArray rows = golden();
    QCOMPARE(rows.size(), 400);
    const JudgeSpec plain = pool(alpacaFarmPool(), 0.25);
    JudgeSpec weighted = plain;
    weighted.options.insert(u"members"_s,
                            QJsonArray{QJsonObject{{u"name"_s, u"a"_s}, {u"share"_s, 5}}, u"b"_s,
                                       QJsonObject{{u"name"_s, u"c"_s}, {u"share"_s, 2}}});
    for (const QJsonValue& value : rows) {
        const QJsonObject row = value.toObject();
        const QString instruction = row.value(u"instruction"_s).toString();
        const QByteArray what = instruction.left(40).toUtf8();
        ItemView item = pairOf();
        item.prompt.messages = {{u"user"_s, instruction}};
        for (JudgeSpec spec : {plain, weighted}) {
            spec.seed = row.value(u"seed"_s).toInteger();
            const PoolPick pick = poolPick(spec, *SimulatedOptions::of(spec), item);
            const QString member =
                row.value(spec.options == plain.options ? u"annotator"_s : u"weighted"_s).toString();
            QVERIFY2(pick.member == member, what.constData());
            QVERIFY2(pick.isSwitched == row.value(u"is_switched"_s).toBool(), what.constData());
            const QJsonValue noise = row.value(u"noise"_s);
            QVERIFY2(pick.noise == (noise.isNull() ? std::nullopt : std::optional(noise.toInt() - 1)),
                     what.constData());
        }
        PythonRandom random(u"annotator"_s + instruction + QString::number(row.value(u"seed"_s).toInteger()));
        QVERIFY2(random.uniform() == row.value(u"uniform"_s).toDouble(), what.constData());
    }
}

void TestSimulatedPool::aPoolOfThirteen()
{
    const QStringList names = alpacaFarmPool();
    QCOMPARE(names.size(), 13);
    QCOMPARE(QStringList(names).removeDuplicates(), 0);
    QHash<QString, int> picks;
    const JudgeSpec spec = pool(names);
    ItemView item = pairOf();
    for (int at = 0; at < 1300; ++at) {
        item.prompt.messages = {{u"user"_s, u"Question %1"_s.arg(at)}};
        ++picks[poolPick(spec, *SimulatedOptions::of(spec), item).member];
    }
    QCOMPARE(picks.size(), 13);
    for (const int count : std::as_const(picks)) {
        QVERIFY(count > 60 && count < 140); // a hundred each, within four standard deviations
    }
}

void TestSimulatedPool::membersAnswer()
{
    const JudgeSpec spec = pool({u"one"_s, u"two"_s});
    const ItemView item = pairOf();
    const PoolPick pick = poolPick(spec, *SimulatedOptions::of(spec), item);
    SimulatedInput input;
    AnnotationContent said;
    said.preferences = {{u"overall"_s, 0, 1, -2, false}};
    input.members.insert(pick.member, said);
    const auto verdict = simulatedVerdict(spec, item, input);
    QVERIFY(verdict);
    QCOMPARE(verdict->content, said); // of the responses, whatever side they were shown on
    QCOMPARE(verdict->shownOrder,
             (pick.isSwitched ? QList<ResponseIndex>{1, 0} : QList<ResponseIndex>{0, 1}));
    QCOMPARE(verdict->details.value(u"member"_s).toString(), pick.member);
    QCOMPARE(*simulatedVerdict(spec, item, input), *verdict);
}

void TestSimulatedPool::noiseNeedsNobody()
{
    const JudgeSpec spec = pool({u"one"_s}, 0.5); // every answer is a coin's
    ItemView item = pairOf();
    int firsts = 0;
    for (int at = 0; at < 400; ++at) {
        item.prompt.messages = {{u"user"_s, QString::number(at)}};
        const auto verdict = simulatedVerdict(spec, item, {});
        QVERIFY(verdict);
        QVERIFY(verdict->details.value(u"noisy"_s).toBool());
        firsts += verdict->content.preferences.first().margin > 0 ? 1 : 0;
    }
    QVERIFY(firsts > 160 && firsts < 240);
}

void TestSimulatedPool::identicalAnswersNeedNobody()
{
    const JudgeSpec spec = pool({u"one"_s}, 0.5);
    const auto verdict = simulatedVerdict(spec, pairOf(u"same"_s, u"same"_s), {});
    QVERIFY(verdict);
    QCOMPARE(verdict->content.preferences.first().margin, 0); // AlpacaFarm's 1.5, whatever the noise says
    QVERIFY(verdict->details.value(u"identical"_s).toBool());
    QVERIFY(!verdict->details.value(u"noisy"_s).toBool());
}

void TestSimulatedPool::flipRateIsAsImplemented()
{
    // With p = 0.25, half of the answers are replaced by a coin's, so that a quarter is flipped.
    const JudgeSpec spec = pool({u"one"_s}, 0.25);
    SimulatedInput input;
    AnnotationContent said;
    said.preferences = {{u"overall"_s, 0, 1, 1, false}};
    input.members.insert(u"one"_s, said);
    int flipped = 0;
    int replaced = 0;
    constexpr int kItems = 4000;
    ItemView item = pairOf();
    for (int at = 0; at < kItems; ++at) {
        item.prompt.messages = {{u"user"_s, u"Instruction %1"_s.arg(at)}};
        const auto verdict = simulatedVerdict(spec, item, input);
        QVERIFY(verdict);
        flipped += verdict->content.preferences.first().margin < 0 ? 1 : 0;
        replaced += verdict->details.value(u"noisy"_s).toBool() ? 1 : 0;
    }
    const auto isNear = [](int count, double share) {
        return std::abs(count - share * kItems) < 4 * std::sqrt(kItems * share * (1 - share));
    };
    QVERIFY2(isNear(flipped, 0.25), qPrintable(QString::number(flipped)));
    QVERIFY2(isNear(replaced, 0.5), qPrintable(QString::number(replaced)));
}

void TestSimulatedPool::nobodyHasJudged()
{
    const auto verdict = simulatedVerdict(pool({u"one"_s}), pairOf(), {});
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().code, ErrorCode::NotFound);
    QVERIFY(verdict.error().message.contains(u"“one”"_s));
}

void TestSimulatedPool::onlyPairs()
{
    const auto verdict = simulatedVerdict(pool({u"one"_s}), itemOf(ItemKind::Ranking, {u"a"_s, u"b"_s}), {});
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().code, ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(TestSimulatedPool)
#include "tst_simulatedpool.moc"
