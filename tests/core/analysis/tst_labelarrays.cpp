#include "core/analysis/labelarrays.h"
#include "core/stats/bradleyterry.h"
#include "tests/core/analysis/labelfixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

AnnotationContent bothBad()
{
    AnnotationContent content = pairwiseAnswer(0);
    content.preferences[0].bothBad = true;
    return content;
}

AnnotationContent rated(const QList<double>& values, const QString& aspect = u"helpfulness"_s)
{
    AnnotationContent content;
    for (qsizetype response = 0; response < values.size(); ++response) {
        content.ratings.append({static_cast<int>(response), aspect, values[response], {}});
    }
    return content;
}

/// "unit/annotator/value" of each row, in words.
QStringList words(const LabelTable& table, const LabelArrays& arrays)
{
    QStringList list;
    for (const stats::Label& row : arrays.labels.rows) {
        list.append(u"%1/%2/%3"_s.arg(arrays.unitName(table, row.unit),
                                      arrays.annotatorNames.at(row.annotator), arrays.values.at(row.value)));
    }
    return list;
}

} // namespace

class TstLabelArrays : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_project = std::make_unique<LabelFixture>(); }
    void comparisons();
    void styles();
    void pairLabels_data();
    void pairLabels();
    void onlyNewest();
    void ratingsOnTheDeclaredScale();
    void ratingsOffTheScale();
    void changedScale();
    void severalAspects();
    void pairsBeforeRatings();
    void numbers();
    void rankings();
    void spans();
    void consistency();
    void nothing();

private:
    AnnotatorId ann() { return m_project->annotator(u"Ann"_s); }
    AnnotatorId bob() { return m_project->annotator(u"Bob"_s); }

    std::unique_ptr<LabelFixture> m_project;
};

void TstLabelArrays::comparisons()
{
    const ItemId zetaFirst = m_project->addItem({.models = {u"zeta"_s, u"alpha"_s}});
    const ItemId middle = m_project->addItem({.question = u"B"_s, .models = {u"mu"_s, u"zeta"_s}});
    const ItemId same =
        m_project->addItem({.question = u"C"_s, .models = {u"mu"_s, u"mu"_s}, .texts = {u"1"_s, u"2"_s}});
    const ItemId unknown = m_project->addItem({.question = u"D"_s, .models = {u""_s, u"mu"_s}});
    m_project->append(zetaFirst, ann(), pairwiseAnswer(1)); // zeta beats alpha
    m_project->append(middle, bob(), bothBad());
    m_project->append(same, ann(), pairwiseAnswer(1));
    m_project->append(unknown, ann(), pairwiseAnswer(1));
    const LabelTable table = m_project->load();
    const ComparisonArrays arrays = comparisonsOf(table, {});
    QCOMPARE(arrays.votes.names, (QStringList{u"alpha"_s, u"mu"_s, u"zeta"_s}));
    QCOMPARE(arrays.votes.models, 3);
    QCOMPARE(arrays.withoutModels, 2);
    QCOMPARE(arrays.votes.rows.size(), std::size_t(2));
    for (std::size_t model = 0; model < arrays.models.size(); ++model) {
        QCOMPARE(table.models().at(arrays.models[model]),
                 arrays.votes.names.at(static_cast<qsizetype>(model)));
    }
    const stats::Comparison& first = arrays.votes.rows[0];
    QCOMPARE(first.a, 0);
    QCOMPARE(first.b, 2);
    QVERIFY(first.winner == stats::PairWinner::B);
    QCOMPARE(first.prompt, table.items()[0].prompt);
    QCOMPARE(first.annotator, 0);
    const stats::Comparison& second = arrays.votes.rows[1];
    QVERIFY(second.a == 1 && second.b == 2 && second.winner == stats::PairWinner::Tie);
    QCOMPARE(second.annotator, 1);
    QCOMPARE(arrays.labels, (std::vector<std::int32_t>{0, 1}));
    QVERIFY(stats::whyUnusable(arrays.votes).isEmpty());
}

void TstLabelArrays::styles()
{
    const ItemId one =
        m_project->addItem({.models = {u"b"_s, u"a"_s}, .texts = {u"# Long\n\n- text"_s, u"Short"_s}});
    const ItemId two =
        m_project->addItem({.question = u"B"_s, .models = {u"a"_s, u"b"_s}, .texts = {u"12"_s, u"1"_s}});
    m_project->append(one, ann(), pairwiseAnswer(1));
    m_project->append(two, ann(), pairwiseAnswer(1));
    const LabelTable table = m_project->load();
    QVERIFY(comparisonsOf(table, {}).votes.covariateNames.isEmpty());
    const ComparisonArrays arrays = comparisonsOf(
        table, {}, {.hasStyle = true, .style = {.relative = false, .centre = false, .standardise = false}});
    QCOMPARE(arrays.votes.covariateNames, (QStringList{u"length"_s, u"headers"_s, u"lists"_s}));
    QCOMPARE(arrays.constantStyles, QStringList{u"bold"_s});
    // a minus b, where a is the model of that name: 5 − 14 characters, no header for one, no list for one.
    QCOMPARE(arrays.votes.covariates, (std::vector<double>{-9, -1, -1, 1, 0, 0}));
}

void TstLabelArrays::pairLabels_data()
{
    QTest::addColumn<int>("values");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("rows");
    const QString unit = u"responses 1 and 2/"_s;
    QTest::newRow("all") << int(PairValues::WithBothBad)
                         << QStringList{u"a"_s, u"tie"_s, u"b"_s, u"both_bad"_s}
                         << QStringList{unit + u"Ann/a"_s, unit + u"Bob/b"_s, unit + u"Cem/tie"_s,
                                        unit + u"Dan/both_bad"_s};
    QTest::newRow("three") << int(PairValues::ThreeWay) << QStringList{u"a"_s, u"tie"_s, u"b"_s}
                           << QStringList{unit + u"Ann/a"_s, unit + u"Bob/b"_s, unit + u"Cem/tie"_s,
                                          unit + u"Dan/tie"_s};
    QTest::newRow("two") << int(PairValues::WithoutTies) << QStringList{u"a"_s, u"b"_s}
                         << QStringList{unit + u"Ann/a"_s, unit + u"Bob/b"_s};
}

/// Two items ask about the same responses in both orders: one unit.
void TstLabelArrays::pairLabels()
{
    QFETCH(int, values);
    const ItemId there = m_project->addItem({.models = {u"a"_s, u"b"_s}, .texts = {u"x"_s, u"y"_s}});
    const ItemId back = m_project->addItem({.models = {u"b"_s, u"a"_s}, .texts = {u"y"_s, u"x"_s}});
    m_project->append(there, ann(), pairwiseAnswer(1));
    m_project->append(back, bob(), pairwiseAnswer(2)); // b is better
    m_project->append(there, m_project->annotator(u"Cem"_s), pairwiseAnswer(0));
    m_project->append(there, m_project->annotator(u"Dan"_s), bothBad());
    const LabelTable table = m_project->load();
    const LabelArrays arrays = checked(labelsOf(table, {}, {.pairValues = static_cast<PairValues>(values)}));
    QTEST(arrays.values, "names");
    QTEST(words(table, arrays), "rows");
    QCOMPARE(arrays.labels.units, 1);
    QCOMPARE(arrays.labels.values, int(arrays.values.size()));
    QCOMPARE(arrays.labels.annotators, int(arrays.annotatorNames.size()));
    QCOMPARE(arrays.isOrdered, arrays.values.size() < 4);
    QVERIFY(arrays.kind == LabelUnits::Pairs && arrays.numbers.empty());
    for (std::size_t row = 0; row < arrays.rows.size(); ++row) {
        QCOMPARE(table.pairs()[static_cast<std::size_t>(arrays.rows[row])].head, arrays.heads[row]);
    }
}

void TstLabelArrays::onlyNewest()
{
    const ItemId there = m_project->addItem({.models = {u"a"_s, u"b"_s}, .texts = {u"x"_s, u"y"_s}});
    const ItemId back = m_project->addItem({.models = {u"b"_s, u"a"_s}, .texts = {u"y"_s, u"x"_s}});
    m_project->append(there, ann(), pairwiseAnswer(1));
    m_project->append(there, bob(), pairwiseAnswer(0));
    m_project->append(back, ann(), pairwiseAnswer(1));
    const LabelTable table = m_project->load();
    QCOMPARE(checked(labelsOf(table, {})).labels.rows.size(), std::size_t(3));
    const LabelArrays arrays = checked(labelsOf(table, {}, {.onlyNewest = true}));
    QCOMPARE(words(table, arrays),
             (QStringList{u"responses 1 and 2/Ann/b"_s, u"responses 1 and 2/Bob/tie"_s}));
    QCOMPARE(arrays.heads, (std::vector<std::int32_t>{2, 1}));
}

void TstLabelArrays::ratingsOnTheDeclaredScale()
{
    const ItemId item = m_project->addItem({.kind = ItemKind::Rating});
    m_project->append(item, ann(), rated({4, 2}));
    m_project->append(item, bob(), rated({5, 2}));
    const LabelTable table = m_project->load();
    const LabelArrays arrays = checked(labelsOf(table, {}));
    QCOMPARE(arrays.values, (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
    QCOMPARE(arrays.numbers, (std::vector<double>{1, 2, 3, 4, 5}));
    QCOMPARE(words(table, arrays), (QStringList{u"response 1/Ann/4"_s, u"response 2/Ann/2"_s,
                                                u"response 1/Bob/5"_s, u"response 2/Bob/2"_s}));
    QVERIFY(arrays.kind == LabelUnits::Responses && arrays.isOrdered);
    QCOMPARE(arrays.heads, (std::vector<std::int32_t>{0, 0, 1, 1}));
    QCOMPARE(arrays.secondResponses, (std::vector<std::int32_t>{-1, -1}));
}

void TstLabelArrays::ratingsOffTheScale()
{
    const ItemId item = m_project->addItem({.kind = ItemKind::Rating});
    m_project->append(item, ann(), rated({4.5, 2}));
    const LabelTable table = m_project->load();
    const LabelArrays arrays = checked(labelsOf(table, {}));
    QCOMPARE(arrays.values, (QStringList{u"2"_s, u"4.5"_s}));
    QCOMPARE(words(table, arrays), (QStringList{u"response 1/Ann/4.5"_s, u"response 2/Ann/2"_s}));
}

void TstLabelArrays::changedScale()
{
    SchemaDefinition seven = shortSchema(ItemKind::Rating);
    seven.aspects[0].points.append(ScalePoint{6, QString()});
    const ItemId old = m_project->addItem({.kind = ItemKind::Rating, .batch = u"old"_s});
    const ItemId now = m_project->addItem(
        {.kind = ItemKind::Rating, .question = u"B"_s, .batch = u"new"_s, .schema = seven});
    m_project->append(old, ann(), rated({4, 2}));
    m_project->append(now, ann(), rated({6, 2}));
    const LabelTable table = m_project->load();
    for (const Error& error :
         {labelsOf(table, {}).error(), numbersOf(table, {}).error(), consistencyOf(table, {}).error()}) {
        QCOMPARE(error.code, ErrorCode::InvalidData);
        QVERIFY2(error.message.contains(u"(1 to 5, then 1 to 6)"), qPrintable(error.message));
    }
    LabelFilter one;
    one.batch = u"new"_s;
    QCOMPARE(checked(labelsOf(table, one)).values.size(), 6);
}

void TstLabelArrays::severalAspects()
{
    const ItemId item = m_project->addItem({.kind = ItemKind::Rating});
    m_project->append(item, ann(), rated({4, 2}));
    m_project->append(item, bob(), rated({4, 2}, u"safety"_s));
    const LabelTable table = m_project->load();
    const Result<LabelArrays> none = labelsOf(table, {});
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(none.error().message.contains(u"helpfulness, safety"), qPrintable(none.error().message));
    LabelFilter safety;
    safety.aspect = u"safety"_s;
    QCOMPARE(checked(labelsOf(table, safety)).annotatorNames, QStringList{u"Bob"_s});
    LabelFilter byAnn;
    byAnn.annotators = {u"Ann"_s}; // who rated one aspect alone
    QCOMPARE(checked(labelsOf(table, byAnn)).labels.rows.size(), std::size_t(2));
    LabelFilter other;
    other.aspect = u"length"_s;
    QVERIFY(checked(labelsOf(table, other)).labels.rows.empty());
}

void TstLabelArrays::pairsBeforeRatings()
{
    m_project->append(m_project->addItem({.kind = ItemKind::Rating}), ann(), rated({4, 2}));
    const LabelTable ratings = m_project->load();
    QVERIFY(checked(labelsOf(ratings, {})).kind == LabelUnits::Responses);
    LabelFilter pairs;
    pairs.kind = ItemKind::Pairwise;
    QVERIFY(checked(labelsOf(ratings, pairs)).labels.rows.empty());
    m_project->append(m_project->addItem({}), ann(), pairwiseAnswer(1));
    const LabelTable both = m_project->load();
    QVERIFY(checked(labelsOf(both, {})).kind == LabelUnits::Pairs);
    LabelFilter onlyRatings;
    onlyRatings.kind = ItemKind::Rating;
    QVERIFY(checked(labelsOf(both, onlyRatings)).kind == LabelUnits::Responses);
}

void TstLabelArrays::numbers()
{
    const ItemId item = m_project->addItem({.kind = ItemKind::Rating});
    const ItemId again = m_project->addItem({.kind = ItemKind::Rating, .batch = u"again"_s});
    m_project->append(item, ann(), rated({4, 2}));
    m_project->append(again, ann(), rated({5, 2}));
    const LabelTable table = m_project->load();
    const NumberArrays all = checked(numbersOf(table, {}));
    QCOMPARE(all.labels.rows.size(), std::size_t(4));
    QCOMPARE(all.labels.units, 2); // the same responses
    const NumberArrays newest = checked(numbersOf(table, {}, {.onlyNewest = true}));
    QCOMPARE(newest.labels.rows.size(), std::size_t(2));
    QCOMPARE(newest.labels.rows[0].value, 5.0);
    QCOMPARE(newest.rows, (std::vector<std::int32_t>{2, 3}));
    QCOMPARE(newest.annotatorNames, QStringList{u"Ann"_s});
}

void TstLabelArrays::rankings()
{
    const ItemId item = m_project->addItem({.kind = ItemKind::Ranking, .models = {u"c"_s, u"a"_s, u"b"_s}});
    const ItemId twice = m_project->addItem({.kind = ItemKind::Ranking,
                                             .question = u"B"_s,
                                             .models = {u"a"_s, u"a"_s, u"b"_s},
                                             .texts = {u"1"_s, u"2"_s, u"3"_s}});
    AnnotationContent content;
    content.ranking = Ranking{{{1}, {0}}};
    m_project->append(item, ann(), content);
    m_project->append(twice, ann(), content);
    const LabelTable table = m_project->load();
    const RankingArrays arrays = rankingsOf(table, {});
    QCOMPARE(arrays.unusable, 1);
    QCOMPARE(arrays.rankings.names, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(arrays.rankings.rows.size(), std::size_t(1));
    const stats::Ranking& ranking = arrays.rankings.rows[0];
    QCOMPARE(ranking.models, (std::vector<std::int32_t>{0, 2}));
    QCOMPARE(ranking.levels, (std::vector<std::int32_t>{0, 1}));
    QCOMPARE(ranking.rest, std::vector<std::int32_t>{1});
    QVERIFY(stats::whyUnusable(arrays.rankings).isEmpty());
    LabelFilter hidden;
    hidden.hiddenModels = {u"b"_s};
    QVERIFY(rankingsOf(table, hidden).rankings.rows.empty());
}

void TstLabelArrays::spans()
{
    const ItemId item =
        m_project->addItem({.kind = ItemKind::Span, .models = {u"m"_s}, .texts = {u"\U0001F600 text"_s}});
    AnnotationContent marked;
    marked.spans = {{0, 2, 6, u"text"_s, u"wrong"_s, {}, {}, {}}};
    AnnotationContent clean;
    clean.saysNoErrors = true;
    m_project->append(item, ann(), marked);
    m_project->append(item, bob(), clean);
    const LabelTable table = m_project->load();
    const SpanArrays arrays = spansOf(table, {});
    QCOMPARE(arrays.marks.lengths, std::vector<std::int64_t>{6});
    QCOMPARE(arrays.marks.readings.size(), std::size_t(2)); // who marked nothing has read it too
    QCOMPARE(arrays.marks.marks.size(), std::size_t(1));
    QCOMPARE(arrays.marks.marks[0].annotator, 0);
    QCOMPARE(arrays.marks.marks[0].end, 6);
    QCOMPARE(arrays.annotatorNames, (QStringList{u"Ann"_s, u"Bob"_s}));
    QCOMPARE(arrays.categories, QStringList{u"wrong"_s});
    const std::vector<stats::SpanScore> scores = stats::spanScores(arrays.marks, 0, 1);
    QCOMPARE(scores[0].firstSpans, 1);
    QCOMPARE(scores[0].secondSpans, 0);
}

void TstLabelArrays::consistency()
{
    const QStringList texts{u"x"_s, u"y"_s};
    const ItemId rating = m_project->addItem({.kind = ItemKind::Rating, .texts = texts});
    const ItemId pair = m_project->addItem({.texts = texts});
    m_project->append(rating, ann(), rated({4, 2}));
    m_project->append(pair, ann(), pairwiseAnswer(1));
    m_project->append(pair, bob(), pairwiseAnswer(0));
    const LabelTable table = m_project->load();
    const ConsistencyArrays arrays = checked(consistencyOf(table, {}));
    QVERIFY(arrays.repeated == stats::RepeatedRatings::First);
    const stats::RatingRankingConsistency result =
        stats::ratingRankingConsistency(arrays.ratings, arrays.rankings, arrays.repeated);
    QCOMPARE(result.pairs, 2);
    QCOMPARE(result.unmatched, 0);
    QCOMPARE(result.count(stats::PairWinner::A, stats::PairWinner::A), 1);
    QCOMPARE(result.count(stats::PairWinner::A, stats::PairWinner::Tie), 1);
    m_project->append(rating, bob(), rated({1, 2}));
    QVERIFY(checked(consistencyOf(m_project->load(), {})).repeated == stats::RepeatedRatings::Mean);
}

void TstLabelArrays::nothing()
{
    const LabelTable table = m_project->load();
    QVERIFY(comparisonsOf(table, {}).votes.rows.empty());
    QVERIFY(checked(labelsOf(table, {})).labels.rows.empty());
    QVERIFY(checked(numbersOf(table, {})).labels.rows.empty());
    QVERIFY(rankingsOf(table, {}).rankings.rows.empty());
    QVERIFY(spansOf(table, {}).marks.readings.empty());
    QVERIFY(checked(consistencyOf(table, {})).ratings.empty());
}

QTEST_GUILESS_MAIN(TstLabelArrays)
#include "tst_labelarrays.moc"
