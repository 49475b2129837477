#include "core/judge/verdictvote.h"

#include "tests/core/judge/judgefixture.h"

#include <QSet>

#include <cmath>

using namespace plumbline;
using namespace plumbline::judgefixture;
using namespace Qt::Literals::StringLiterals;

/// Several samples of the same judge, and the vote of their verdicts.
class TestVotes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsPreferences_data();
    void countsPreferences();
    void aDrawNeedsATie();
    void countsRatings_data();
    void countsRatings();
    void countsRankings();
    void countsReactions();
    void asksAsManySamples();
    void whatCannotBeReadHasNoVote_data();
    void whatCannotBeReadHasNoVote();
    void aFailureEndsTheVote();
    void inconsistentSamplesStaySo();
    void whatCannotBeCountedIsRefused();
};

namespace {

JudgeVerdict preferring(int margin)
{
    JudgeVerdict out;
    Preference preference;
    preference.aspect = u"overall"_s;
    preference.margin = margin;
    out.content.preferences.append(preference);
    return out;
}

JudgeSetting sampled(int samples)
{
    JudgeSetting out = textSettingOf(JudgeProtocol::Pairwise);
    out.spec.samples = samples;
    out.spec.temperature = 1.0;
    return out;
}

/// Answers the n-th sample by the n-th letter.
Answer bySample(const QString& letters)
{
    return [letters](const JudgeCall& call) {
        const QChar letter = letters.at(call.request.sample % letters.size());
        return LlmOutcome::of(replyOf(letter == u'?' ? u"Hm."_s : u"[[%1]]"_s.arg(letter)));
    };
}

} // namespace

void TestVotes::countsPreferences_data()
{
    QTest::addColumn<QList<int>>("margins");
    QTest::addColumn<int>("margin");
    QTest::addColumn<double>("share");
    QTest::addColumn<bool>("isDraw");
    QTest::newRow("one") << QList<int>{1} << 1 << 1.0 << false;
    QTest::newRow("most") << QList<int>{1, -1, 1} << 1 << 2.0 / 3 << false;
    QTest::newRow("not even half") << QList<int>{-1, -1, 1, 0, -1, 1, 0} << -1 << 3.0 / 7 << false;
    QTest::newRow("a draw is a tie") << QList<int>{1, -1} << 0 << 0.0 << true;
    QTest::newRow("a draw with a tie") << QList<int>{1, -1, 0} << 0 << 1.0 / 3 << true;
    QTest::newRow("strength among its voters") << QList<int>{2, 2, 1, -2, -2} << 2 << 0.6 << false;
    QTest::newRow("the weaker of two strengths") << QList<int>{2, 1, -1} << 1 << 2.0 / 3 << false;
    QTest::newRow("ties") << QList<int>{0, 0, 1} << 0 << 2.0 / 3 << false;
}

void TestVotes::countsPreferences()
{
    QFETCH(QList<int>, margins);
    QFETCH(int, margin);
    QFETCH(double, share);
    QFETCH(bool, isDraw);
    QList<JudgeVerdict> verdicts;
    for (const int one : std::as_const(margins)) {
        verdicts.append(preferring(one));
    }
    const auto vote = voteOf(verdicts, pairOf());
    QVERIFY(vote);
    QCOMPARE(marginOf(vote), margin);
    QVERIFY(std::abs(vote.value().probability.value_or(-1) - share) < 1e-12);
    QCOMPARE(vote.value().details.value(u"draw"_s).toBool(), isDraw);
    QCOMPARE(vote.value().details.value(u"samples"_s).toArray().size(), margins.size());
}

void TestVotes::aDrawNeedsATie()
{
    ItemView item = pairOf();
    item.schema.definition.allowsTie = false;
    const auto drawn = voteOf({preferring(1), preferring(-1)}, item);
    QVERIFY(!drawn);
    QCOMPARE(drawn.error().code, ErrorCode::InvalidData);
    QCOMPARE(drawn.error().field, u"draw"_s);
    QVERIFY(voteOf({preferring(1), preferring(1)}, item));
    QVERIFY(!voteOf({}, item));
}

void TestVotes::countsRatings_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<double>("value");
    QTest::newRow("most") << QList<double>{3, 5, 3} << 3.0;
    QTest::newRow("a draw of neighbours") << QList<double>{3, 4} << 3.0;
    QTest::newRow("a draw of two") << QList<double>{2, 6} << 4.0;
    QTest::newRow("a draw of three") << QList<double>{1, 2, 5} << 3.0;
    QTest::newRow("only those that lead") << QList<double>{2, 2, 4, 4, 7} << 3.0;
}

void TestVotes::countsRatings()
{
    QFETCH(QList<double>, values);
    QFETCH(double, value);
    const ItemView item = itemOf(ItemKind::Rating, {u"An answer."_s});
    QList<JudgeVerdict> verdicts;
    for (const double one : std::as_const(values)) {
        JudgeVerdict verdict;
        verdict.content.ratings = {{0, u"overall"_s, one, u"because of %1"_s.arg(one)},
                                   {0, u"fluency"_s, std::nullopt, {}}};
        verdicts.append(verdict);
    }
    const auto vote = voteOf(verdicts, item);
    QVERIFY(vote);
    QCOMPARE(vote.value().content.ratings.at(0).value, std::optional(value));
    if (values.contains(value)) {
        QCOMPARE(vote.value().content.ratings.at(0).rationale, u"because of %1"_s.arg(value));
    }
    QVERIFY(!vote.value().content.ratings.at(1).value); // all say that it does not apply
}

void TestVotes::countsRankings()
{
    const ItemView item = itemOf(ItemKind::Ranking, {u"a"_s, u"b"_s, u"c"_s});
    using Groups = QList<QList<ResponseIndex>>;
    const auto ranked = [](const Groups& groups) {
        JudgeVerdict out;
        out.content.ranking = Ranking{groups};
        return out;
    };
    const auto most =
        voteOf({ranked({{0}, {1}, {2}}), ranked({{2}, {1}, {0}}), ranked({{0}, {1}, {2}})}, item);
    QVERIFY(most);
    QCOMPARE(most.value().content.ranking->groups, Groups({{0}, {1}, {2}}));
    QVERIFY(std::abs(*most.value().probability - 2.0 / 3) < 1e-12);
    const auto drawn = voteOf({ranked({{0}, {1}, {2}}), ranked({{1}, {0}, {2}})}, item);
    QVERIFY(drawn);
    QCOMPARE(drawn.value().content.ranking->groups, Groups({{0, 1}, {2}}));
}

void TestVotes::countsReactions()
{
    const ItemView item = itemOf(ItemKind::Reaction, {u"a"_s});
    const auto reacting = [](int reaction) {
        JudgeVerdict out;
        out.content.reaction = reaction;
        return out;
    };
    const auto most = voteOf({reacting(1), reacting(-1), reacting(1)}, item);
    QVERIFY(most);
    QCOMPARE(most.value().content.reaction, std::optional(1));
    QVERIFY(!voteOf({reacting(1), reacting(-1)}, item));
}

void TestVotes::asksAsManySamples()
{
    const JudgeSetting setting = sampled(3);
    auto session = makeJudgeSession(setting, pairOf()).value();
    const QList<JudgeCall> calls = session->takeCalls();
    QCOMPARE(calls.size(), 3);
    QSet<QByteArray> hashes;
    for (const JudgeCall& call : calls) {
        hashes.insert(requestHash(setting.endpoint, call.request));
        session->give(call.id, bySample(u"ABA"_s)(call));
    }
    QCOMPARE(hashes.size(), 3);
    QVERIFY(session->isFinished());
    QCOMPARE(marginOf(session->verdict()), 1);
    QCOMPARE(session->replies().size(), 3);
    QCOMPARE(session->replies().at(2).call.id, calls.at(2).id);
    JudgeSetting cold = setting;
    cold.spec.temperature = 0;
    QVERIFY(!makeJudgeSession(cold, pairOf())); // three times the same would be no vote
}

void TestVotes::whatCannotBeReadHasNoVote_data()
{
    QTest::addColumn<QString>("letters");
    QTest::addColumn<int>("margin"); // 99: none
    QTest::addColumn<int>("unread");
    QTest::newRow("all") << u"AAB"_s << 1 << 0;
    QTest::newRow("one of three") << u"A?A"_s << 1 << 1;
    QTest::newRow("two of five") << u"BB??A"_s << -1 << 2;
    QTest::newRow("half") << u"A?A?"_s << 99 << 2;
    QTest::newRow("all of them") << u"???"_s << 99 << 3;
}

void TestVotes::whatCannotBeReadHasNoVote()
{
    QFETCH(QString, letters);
    QFETCH(int, margin);
    QFETCH(int, unread);
    const auto verdict = verdictOf(sampled(static_cast<int>(letters.size())), pairOf(), bySample(letters));
    QCOMPARE(marginOf(verdict), margin);
    if (verdict) {
        QCOMPARE(verdict.value().details.value(u"unread"_s).toInt(), unread);
    } else {
        QCOMPARE(verdict.error().code, ErrorCode::InvalidData);
        QCOMPARE(verdict.error().field, u"no-verdict"_s);
    }
}

void TestVotes::aFailureEndsTheVote()
{
    const JudgeSetting setting = sampled(3);
    auto session = makeJudgeSession(setting, pairOf()).value();
    const QList<JudgeCall> calls = session->takeCalls();
    session->give(calls.at(0).id, LlmOutcome::of(replyOf(u"[[A]]"_s)));
    session->give(calls.at(1).id,
                  LlmOutcome::failed(makeLlmError(LlmErrorKind::BudgetSpent, setting.endpoint)));
    QVERIFY(!session->isFinished());
    session->give(calls.at(2).id, LlmOutcome::of(replyOf(u"[[A]]"_s)));
    QVERIFY(session->isFinished());
    QVERIFY(!session->verdict());
    QVERIFY(session->verdict().error().code != ErrorCode::InvalidData);
}

void TestVotes::inconsistentSamplesStaySo()
{
    JudgeSetting setting = sampled(3);
    setting.spec.orders = OrderPolicy::Both;
    const auto verdict = verdictOf(setting, pairOf(), always(u"[[A]]"_s));
    QVERIFY(verdict);
    QCOMPARE(marginOf(verdict), 0);
    QVERIFY(verdict.value().isInconsistent);
    QCOMPARE(verdict.value().content.extra.value(u"winner"_s).toString(), u"tie (inconsistent)"_s);
    // One of three is outvoted.
    const auto mostly = verdictOf(setting, pairOf(), [](const JudgeCall& call) {
        const bool isFirst = call.request.sample == 2 || call.order.first() == 0;
        return LlmOutcome::of(replyOf(isFirst ? u"[[A]]"_s : u"[[B]]"_s));
    });
    QVERIFY(mostly);
    QCOMPARE(marginOf(mostly), 1);
    QVERIFY(!mostly.value().isInconsistent);
    QVERIFY(mostly.value().content.extra.isEmpty());
}

void TestVotes::whatCannotBeCountedIsRefused()
{
    QVERIFY(!canVote(ItemKind::Critique));
    QVERIFY(!canVote(ItemKind::Span));
    JudgeSetting setting = settingOf(JudgeProtocol::Critique);
    setting.spec.samples = 2;
    setting.spec.temperature = 1.0;
    const auto session = makeJudgeSession(setting, itemOf(ItemKind::Critique, {u"a"_s}));
    QVERIFY(!session);
    QCOMPARE(session.error().field, u"samples"_s);
}

QTEST_GUILESS_MAIN(TestVotes)
#include "tst_votes.moc"
