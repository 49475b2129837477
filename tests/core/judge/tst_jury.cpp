#include "core/judge/jury.h"
#include "tests/core/judge/protocolfixture.h"

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Several judges' verdicts as one.
class TestJury : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairs_data();
    void pairs();
    void turnedPairs();
    void inconsistentJudgesVoteForATie();
    void noTieOffered();
    void aspectsOfTheirOwn();
    void ratings();
    void rankings_data();
    void rankings();
    void spans();
    void nothingMarked();
    void missingPieces();
    void reactionsAndRefinements();
    void disagreementIsKept();
    void refuses();
};

namespace {

JurorVerdict preferring(const QString& judge, int margin, bool bothBad = false)
{
    JurorVerdict out;
    out.judge = judge;
    out.content.preferences.append({u"overall"_s, 0, 1, margin, bothBad});
    return out;
}

/// Judges a, b, c… with these margins; 9: both bad.
QList<JurorVerdict> jurors(const QList<int>& margins)
{
    QList<JurorVerdict> out;
    for (const int margin : margins) {
        const bool bothBad = margin == 9;
        out.append(preferring(QString(QChar(u'a' + static_cast<char16_t>(out.size()))), bothBad ? 0 : margin,
                              bothBad));
    }
    return out;
}

ItemView pair()
{
    return protocolItem(ItemKind::Pairwise, {u"one"_s, u"two"_s});
}

} // namespace

void TestJury::pairs_data()
{
    QTest::addColumn<QList<int>>("margins");
    QTest::addColumn<int>("expected");       // 9: both bad
    QTest::addColumn<double>("probability"); // 0: none
    QTest::addColumn<bool>("isDraw");
    QTest::newRow("all the same") << QList<int>{1, 1, 1} << 1 << 1.0 << false;
    QTest::newRow("two of three") << QList<int>{1, -1, 1} << 1 << 2.0 / 3 << false;
    QTest::newRow("most are ties") << QList<int>{0, 0, -1} << 0 << 2.0 / 3 << false;
    QTest::newRow("more than others is enough") << QList<int>{-1, -1, 1, 0} << -1 << 0.5 << false;
    QTest::newRow("one against one") << QList<int>{1, -1} << 0 << 0.0 << true;
    QTest::newRow("a side and a tie") << QList<int>{1, 0} << 0 << 0.0 << true;
    QTest::newRow("mean margin") << QList<int>{2, 2, 1, -2} << 2 << 0.75 << false;
    QTest::newRow("weak winners") << QList<int>{1, 1, 1, 2, -2} << 1 << 0.8 << false;
    QTest::newRow("both bad") << QList<int>{9, 9, 1} << 9 << 2.0 / 3 << false;
    QTest::newRow("both bad or a tie") << QList<int>{9, 0} << 0 << 0.0 << true;
}

void TestJury::pairs()
{
    QFETCH(const QList<int>, margins);
    QFETCH(const int, expected);
    QFETCH(const double, probability);
    QFETCH(const bool, isDraw);
    const auto verdict = juryVerdict(pair(), jurors(margins));
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    const Preference* preference = verdict->content.findPreference(u"overall"_s);
    QCOMPARE(preference->bothBad ? 9 : preference->margin, expected);
    QCOMPARE(verdict->probability.value_or(0), probability);
    QCOMPARE(verdict->content.extra.value(u"winner"_s).toString(), isDraw ? u"tie (jury)"_s : QString());
    QVERIFY(!verdict->isInconsistent);
}

void TestJury::turnedPairs()
{
    QList<JurorVerdict> all = jurors({1, 1, -1});
    all[1].content.preferences = {{u"overall"_s, 1, 0, -2, false}}; // the same, told the other way round
    const auto verdict = juryVerdict(pair(), all);
    const Preference* preference = verdict->content.findPreference(u"overall"_s);
    QCOMPARE(preference->first, 0);
    QCOMPARE(preference->margin, 2); // mean of 1 and 2, rounded up
}

void TestJury::inconsistentJudgesVoteForATie()
{
    QList<JurorVerdict> all = jurors({1, 0, 0});
    all[1].isInconsistent = true;
    const auto verdict = juryVerdict(pair(), all);
    QCOMPARE(verdict->content.preferences.first().margin, 0);
    QCOMPARE(verdict->details[u"votes"_s][u"overall"_s][u"tie"_s].toArray(), (QJsonArray{u"b"_s, u"c"_s}));
}

void TestJury::noTieOffered()
{
    ItemView item = pair();
    item.schema.definition.allowsTie = false;
    QCOMPARE(juryVerdict(item, jurors({1, -1})).error().field, u"jury-split"_s);
    QCOMPARE(juryVerdict(item, jurors({1, -1, 1}))->content.preferences.first().margin, 1);
}

void TestJury::aspectsOfTheirOwn()
{
    ItemView item = pair();
    Aspect clear;
    clear.id = u"clear"_s;
    item.schema.definition.aspects.append(clear);
    QList<JurorVerdict> all = jurors({1, 1, -1});
    all[0].content.preferences.append({u"clear"_s, 0, 1, -1, false});
    const auto one = juryVerdict(item, all);
    QVERIFY(one->content.findPreference(u"clear"_s) == nullptr); // one of three is no jury
    all[1].content.preferences.append({u"clear"_s, 0, 1, -1, false});
    const auto two = juryVerdict(item, all);
    QCOMPARE(two->content.findPreference(u"clear"_s)->margin, -1);
    QCOMPARE(two->content.findPreference(u"overall"_s)->margin, 1);
}

void TestJury::ratings()
{
    const ItemView item = protocolItem(ItemKind::Rating, {u"one"_s, u"two"_s});
    const QString aspect = u"fluency"_s;
    QList<JurorVerdict> all(3);
    for (int judge = 0; judge < 3; ++judge) {
        all[judge].judge = QString::number(judge);
        all[judge].content.ratings = {{0, aspect, judge + 2.0, {}}, {1, aspect, std::nullopt, {}}};
    }
    all[2].content.ratings[1].value = 5;
    const auto verdict = juryVerdict(item, all);
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.findRating(0, aspect)->value, 3.0);
    QVERIFY(!verdict->content.findRating(1, aspect)->value); // two of three: does not apply
    QVERIFY(verdict->content.findRating(0, u"overall"_s) == nullptr);
    const QJsonArray votes = verdict->details[u"votes"_s][aspect].toArray();
    QCOMPARE(votes.at(0)[u"2"_s].toDouble(), 4.0);
    QVERIFY(votes.at(1)[u"0"_s].isNull());
}

void TestJury::rankings_data()
{
    using Groups = QList<QList<ResponseIndex>>;
    QTest::addColumn<QList<Groups>>("rankings");
    QTest::addColumn<Groups>("expected");
    QTest::newRow("the same") << QList<Groups>{{{2}, {0}, {1}}, {{2}, {0}, {1}}} << Groups{{2}, {0}, {1}};
    QTest::newRow("mean places") << QList<Groups>{{{0}, {1}, {2}}, {{0}, {2}, {1}}, {{1}, {0}, {2}}}
                                 << Groups{{0}, {1}, {2}};
    QTest::newRow("equal places") << QList<Groups>{{{0}, {1}, {2}}, {{1}, {0}, {2}}} << Groups{{0, 1}, {2}};
    QTest::newRow("groups") << QList<Groups>{{{0, 1}, {2}}, {{1}, {0, 2}}} << Groups{{1}, {0}, {2}};
    QTest::newRow("not all placed") << QList<Groups>{{{2}}, {{2}, {0}, {1}}} << Groups{{2}, {0}, {1}};
}

void TestJury::rankings()
{
    using Groups = QList<QList<ResponseIndex>>;
    QFETCH(const QList<Groups>, rankings);
    QFETCH(const Groups, expected);
    QList<JurorVerdict> all;
    for (const Groups& groups : rankings) {
        JurorVerdict juror;
        juror.judge = QString::number(all.size());
        juror.content.ranking = Ranking{groups};
        all.append(juror);
    }
    const auto verdict = juryVerdict(protocolItem(ItemKind::Ranking, {u"a"_s, u"b"_s, u"c"_s}), all);
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.ranking->groups, expected);
}

namespace {

Span spanOf(const QString& text, qint64 start, qint64 end, const QString& severity)
{
    Span span;
    span.start = start;
    span.end = end;
    span.quote = text.sliced(start, end - start);
    span.category = u"wrong_fact"_s;
    span.severity = severity;
    return span;
}

} // namespace

void TestJury::spans()
{
    const QString text = u"The sky is green and wet."_s;
    const ItemView item = protocolItem(ItemKind::Span, {text});
    QList<JurorVerdict> all(3);
    for (int judge = 0; judge < 3; ++judge) {
        all[judge].judge = QString::number(judge);
    }
    all[0].content.spans = {spanOf(text, 4, 16, u"minor"_s)};
    all[1].content.spans = {spanOf(text, 8, 16, u"major"_s), spanOf(text, 21, 24, u"major"_s)};
    all[2].content.saysNoErrors = true;
    const auto verdict = juryVerdict(item, all);
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.spans.size(), 1);
    const Span span = verdict->content.spans.first();
    QCOMPARE(span.start, 8);
    QCOMPARE(span.end, 16);
    QCOMPARE(span.quote, u"is green"_s);
    QCOMPARE(span.severity, u"major"_s); // as many say minor: the worse
    QCOMPARE(verdict->details[u"marks"_s][u"1"_s].toInt(), 2);
    QCOMPARE(verdict->details[u"support"_s].toArray().first().toDouble(), 2.0 / 3);
}

void TestJury::nothingMarked()
{
    const QString text = u"The sky is green."_s;
    ItemView item = protocolItem(ItemKind::Span, {text});
    QList<JurorVerdict> all(3);
    for (int judge = 0; judge < 3; ++judge) {
        all[judge].judge = QString::number(judge);
        all[judge].content.saysNoErrors = judge > 0;
    }
    all[0].content.spans = {spanOf(text, 4, 16, {})};
    QVERIFY(juryVerdict(item, all)->content.saysNoErrors);
    all[0].content.spans.clear();
    all[0].content.saysNoErrors = true;
    QVERIFY(juryVerdict(item, all)->content.saysNoErrors);
}

void TestJury::missingPieces()
{
    const ItemView item = protocolItem(ItemKind::Span, {u"The sky."_s});
    QList<JurorVerdict> all(3);
    for (int judge = 0; judge < 3; ++judge) {
        all[judge].judge = QString::number(judge);
        if (judge < 2) {
            all[judge].content.missing = {{0, u"missing"_s, u"minor"_s, u"why %1"_s.arg(judge), {}}};
        } else {
            all[judge].content.saysNoErrors = true;
        }
    }
    const auto verdict = juryVerdict(item, all);
    QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
    QCOMPARE(verdict->content.missing.size(), 1);
    QVERIFY(!verdict->content.saysNoErrors);
}

void TestJury::reactionsAndRefinements()
{
    QList<JurorVerdict> all(3);
    for (int judge = 0; judge < 3; ++judge) {
        all[judge].judge = QString::number(judge);
        all[judge].content.reaction = judge == 0 ? -1 : 1;
    }
    const ItemView reaction = protocolItem(ItemKind::Reaction, {u"one"_s});
    QCOMPARE(juryVerdict(reaction, all)->content.reaction, 1);
    QCOMPARE(juryVerdict(reaction, all.first(2)).error().field, u"jury-split"_s);
    ItemView critique = protocolItem(ItemKind::Critique, {u"one"_s, u"two"_s, u"three"_s});
    critique.schema.definition.refinement = Requirement::Required;
    for (int judge = 0; judge < 3; ++judge) {
        all[judge].content = {};
        all[judge].content.critique = u"by %1"_s.arg(judge);
        all[judge].content.refinement = judge == 0 ? 1 : 2;
    }
    const auto verdict = juryVerdict(critique, all);
    QCOMPARE(verdict->content.refinement, 2);
    QCOMPARE(verdict->content.critique, u"by 1"_s);
    QCOMPARE(verdict->details[u"critique_of"_s].toString(), u"1"_s);
}

void TestJury::disagreementIsKept()
{
    const auto verdict = juryVerdict(pair(), jurors({1, -1, 1, 0}));
    const QJsonObject votes = verdict->details[u"votes"_s][u"overall"_s].toObject();
    QCOMPARE(votes[u"first"_s].toArray(), (QJsonArray{u"a"_s, u"c"_s}));
    QCOMPARE(votes[u"second"_s].toArray(), (QJsonArray{u"b"_s}));
    QCOMPARE(votes[u"tie"_s].toArray(), (QJsonArray{u"d"_s}));
    // One of six pairs of judges agrees.
    QCOMPARE(verdict->details[u"agreement"_s][u"overall"_s].toDouble(), 1.0 / 6);
    QCOMPARE(verdict->details[u"jurors"_s].toArray().size(), 4);
}

void TestJury::refuses()
{
    QCOMPARE(juryQuorum(2), 2);
    QCOMPARE(juryQuorum(3), 2);
    QCOMPARE(juryVerdict(pair(), jurors({1})).error().code, ErrorCode::InvalidArgument);
    QList<JurorVerdict> twice = jurors({1, 1});
    twice[1].judge = twice[0].judge;
    QCOMPARE(juryVerdict(pair(), twice).error().code, ErrorCode::InvalidArgument);
    QList<JurorVerdict> odd = jurors({1, 1});
    odd[1].content.preferences.first().margin = 3; // off the schema's scale
    QCOMPARE(juryVerdict(pair(), odd).error().code, ErrorCode::InvalidData);
}

QTEST_GUILESS_MAIN(TestJury)
#include "tst_jury.moc"
