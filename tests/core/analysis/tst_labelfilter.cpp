#include "core/analysis/labelfilter.h"
#include "tests/core/analysis/labelfixture.h"

#include <QJsonArray>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstLabelFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void jsonThereAndBack_data();
    void jsonThereAndBack();
    void badJson_data();
    void badJson();
    void pairs_data();
    void pairs();
    void heads_data();
    void heads();
    void ratingAspects_data();
    void ratingAspects();
    void onlyOnePairAspect();
    void unknownAuthors();

private:
    std::unique_ptr<LabelFixture> m_project;
    LabelTable m_table;
};

/// Votes 1 and 2: alpha against beta, maths, first turn, batch one, Ann and a judge; 3: alpha against gamma,
/// second turn, batch two, Ann, with a second aspect; 4: a rating by Ann of alpha; 5: spans of beta by the
/// judge.
void TstLabelFilter::initTestCase()
{
    m_project = std::make_unique<LabelFixture>();
    LabelFixture& project = *m_project;
    const AnnotatorId ann = project.annotator(u"Ann"_s);
    const AnnotatorId judge = project.annotator(u"judge"_s, AnnotatorKind::Llm);
    const ItemId first = project.addItem({.batch = u"one"_s, .category = u"maths"_s});
    const ItemId second = project.addItem(
        {.question = u"Else"_s, .models = {u"alpha"_s, u"gamma"_s}, .batch = u"two"_s, .turns = 2});
    const ItemId rated =
        project.addItem({.kind = ItemKind::Rating, .models = {u"alpha"_s}, .batch = u"two"_s});
    const ItemId marked = project.addItem({.kind = ItemKind::Span, .models = {u"beta"_s}, .batch = u"two"_s});
    project.append(first, ann, pairwiseAnswer(1));
    project.append(first, judge, pairwiseAnswer(-1));
    AnnotationContent two = pairwiseAnswer(2);
    two.preferences.append({u"style"_s, 0, 1, -1, false});
    project.append(second, ann, two, {{u"suggested"_s, true}});
    AnnotationContent rating;
    rating.ratings = {{0, u"helpfulness"_s, 4.0, {}}, {0, u"safety"_s, 2.0, {}}};
    project.append(rated, ann, rating);
    AnnotationContent spans;
    spans.spans = {{0, 0, 2, u"An"_s, u"wrong"_s, {}, {}, {}}};
    project.append(marked, judge, spans);
    m_table = project.load();
    QCOMPARE(m_table.heads().size(), std::size_t(5));
}

void TstLabelFilter::jsonThereAndBack_data()
{
    QTest::addColumn<LabelFilter>("filter");
    QTest::addColumn<int>("keys");
    QTest::newRow("everything") << LabelFilter{} << 0;
    QTest::newRow("all set") << LabelFilter{.by = {AnnotatorKind::Human, AnnotatorKind::RewardModel},
                                            .annotators = {u"Ann"_s},
                                            .kind = ItemKind::Rating,
                                            .batch = u"one"_s,
                                            .category = u"maths"_s,
                                            .turn = 2,
                                            .aspect = u"style"_s,
                                            .models = {u"alpha"_s, u"beta"_s},
                                            .hiddenModels = {u"gamma"_s},
                                            .prompts = {u"7"_s},
                                            .isIndependent = true}
                             << 11;
    LabelFilter turn;
    turn.turn = 1;
    QTest::newRow("one") << turn << 1;
}

void TstLabelFilter::jsonThereAndBack()
{
    QFETCH(LabelFilter, filter);
    const QJsonObject object = filter.toJson();
    QTEST(int(object.size()), "keys");
    QVERIFY(checked(LabelFilter::fromJson(object)) == filter);
}

void TstLabelFilter::badJson_data()
{
    QTest::addColumn<QJsonObject>("object");
    QTest::addColumn<QString>("field");
    QTest::newRow("kind of annotator") << QJsonObject{{u"by"_s, QJsonArray{u"cat"_s}}} << u"by"_s;
    QTest::newRow("no list") << QJsonObject{{u"by"_s, u"human"_s}} << u"by"_s;
    QTest::newRow("no text in a list") << QJsonObject{{u"models"_s, QJsonArray{3}}} << u"models"_s;
    QTest::newRow("kind of item") << QJsonObject{{u"kind"_s, u"poem"_s}} << u"kind"_s;
    QTest::newRow("no text") << QJsonObject{{u"batch"_s, 3}} << u"batch"_s;
    QTest::newRow("turn of 0") << QJsonObject{{u"turn"_s, 0}} << u"turn"_s;
    QTest::newRow("turn in words") << QJsonObject{{u"turn"_s, u"two"_s}} << u"turn"_s;
    QTest::newRow("turn and a half") << QJsonObject{{u"turn"_s, 1.5}} << u"turn"_s;
}

void TstLabelFilter::badJson()
{
    QFETCH(QJsonObject, object);
    const Result<LabelFilter> filter = LabelFilter::fromJson(object);
    QVERIFY(!filter);
    QCOMPARE(filter.error().code, ErrorCode::InvalidData);
    QTEST(filter.error().field, "field");
}

void TstLabelFilter::pairs_data()
{
    QTest::addColumn<LabelFilter>("filter");
    QTest::addColumn<QList<int>>("annotations"); ///< ids of those whose pair counts
    QTest::newRow("everything") << LabelFilter{} << QList<int>{1, 2, 3};
    QTest::newRow("people") << LabelFilter{.by = {AnnotatorKind::Human}} << QList<int>{1, 3};
    QTest::newRow("judges") << LabelFilter{.by = {AnnotatorKind::Llm}} << QList<int>{2};
    QTest::newRow("nobody") << LabelFilter{.by = {AnnotatorKind::Simulated}} << QList<int>{};
    QTest::newRow("a name") << LabelFilter{.annotators = {u"judge"_s}} << QList<int>{2};
    QTest::newRow("a name of another kind")
        << LabelFilter{.by = {AnnotatorKind::Human}, .annotators = {u"judge"_s}} << QList<int>{};
    QTest::newRow("a batch") << LabelFilter{.batch = u"two"_s} << QList<int>{3};
    QTest::newRow("no such batch") << LabelFilter{.batch = u"three"_s} << QList<int>{};
    QTest::newRow("a category") << LabelFilter{.category = u"maths"_s} << QList<int>{1, 2};
    QTest::newRow("no such category") << LabelFilter{.category = u"music"_s} << QList<int>{};
    QTest::newRow("a turn") << LabelFilter{.turn = 2} << QList<int>{3};
    QTest::newRow("both models") << LabelFilter{.models = {u"beta"_s, u"alpha"_s}} << QList<int>{1, 2};
    QTest::newRow("one of two models") << LabelFilter{.models = {u"alpha"_s}} << QList<int>{};
    QTest::newRow("a hidden model") << LabelFilter{.hiddenModels = {u"beta"_s}} << QList<int>{3};
    QTest::newRow("an aspect") << LabelFilter{.aspect = u"style"_s} << QList<int>{3};
    QTest::newRow("no such aspect") << LabelFilter{.aspect = u"length"_s} << QList<int>{};
    QTest::newRow("a prompt") << LabelFilter{.prompts = {u"1"_s}} << QList<int>{1, 2};
    QTest::newRow("prompts of which none has labels")
        << LabelFilter{.prompts = {u"99"_s, u"x"_s}} << QList<int>{};
    QTest::newRow("another kind") << LabelFilter{.kind = ItemKind::Rating} << QList<int>{};
}

void TstLabelFilter::pairs()
{
    QFETCH(LabelFilter, filter);
    const LabelSieve sieve(m_table, filter);
    QList<int> found;
    for (const PairLabel& label : m_table.pairs()) {
        if (sieve.accepts(label)) {
            found.append(static_cast<int>(m_table.headOf(label).id.value));
        }
    }
    QTEST(found, "annotations");
}

void TstLabelFilter::heads_data()
{
    QTest::addColumn<LabelFilter>("filter");
    QTest::addColumn<QList<int>>("annotations");
    QTest::newRow("everything") << LabelFilter{} << QList<int>{1, 2, 3, 4, 5};
    QTest::newRow("a kind") << LabelFilter{.kind = ItemKind::Span} << QList<int>{5};
    QTest::newRow("a batch and a person")
        << LabelFilter{.annotators = {u"Ann"_s}, .batch = u"two"_s} << QList<int>{3, 4};
    QTest::newRow("given without a suggestion")
        << LabelFilter{.isIndependent = true} << QList<int>{1, 2, 4, 5};
    QTest::newRow("models do not choose heads")
        << LabelFilter{.models = {u"beta"_s}} << QList<int>{1, 2, 3, 4, 5};
}

void TstLabelFilter::heads()
{
    QFETCH(LabelFilter, filter);
    const LabelSieve sieve(m_table, filter);
    QList<int> found;
    for (const LabelHead& head : m_table.heads()) {
        if (sieve.accepts(head)) {
            found.append(static_cast<int>(head.id.value));
        }
    }
    QTEST(found, "annotations");
    for (const SpanLabel& span : m_table.spans()) {
        QCOMPARE(sieve.accepts(span), found.contains(5)); // beta counts everywhere here
    }
}

void TstLabelFilter::ratingAspects_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QList<double>>("values");
    QTest::newRow("one of them") << u"safety"_s << QList<double>{2};
    QTest::newRow("the other") << u"helpfulness"_s << QList<double>{4};
    QTest::newRow("several, none chosen") << QString() << QList<double>{};
    QTest::newRow("an aspect of pairs alone") << u"style"_s << QList<double>{};
}

void TstLabelFilter::ratingAspects()
{
    QFETCH(QString, asked);
    const LabelSieve sieve(m_table, LabelFilter{.kind = ItemKind::Rating, .aspect = asked});
    QList<double> values;
    for (const RatingLabel& label : m_table.ratings()) {
        if (sieve.accepts(label)) {
            values.append(label.value);
        }
    }
    QTEST(values, "values");
    QCOMPARE(sieve.ratingAspects(), (QStringList{u"helpfulness"_s, u"safety"_s}));
    QCOMPARE(sieve.aspect(), sieve.ratingAspect());
    QCOMPARE(sieve.aspect() >= 0, !values.isEmpty());
}

/// A question that nobody calls “overall” is found when it is the only one.
void TstLabelFilter::onlyOnePairAspect()
{
    LabelFixture project;
    AnnotationContent content;
    content.preferences = {{u"tone"_s, 0, 1, 1, false}};
    project.append(project.addItem({}), project.annotator(u"Ann"_s), content);
    const LabelTable table = project.load();
    const LabelSieve sieve(table, {});
    QCOMPARE(table.aspects().at(sieve.pairAspect()), u"tone"_s);
    QVERIFY(sieve.accepts(table.pairs()[0]));
}

void TstLabelFilter::unknownAuthors()
{
    LabelFixture project;
    project.append(project.addItem({.models = {u""_s, u"beta"_s}}), project.annotator(u"Ann"_s),
                   pairwiseAnswer(1));
    const LabelTable table = project.load();
    QVERIFY(LabelSieve(table, {}).accepts(table.pairs()[0]));
    QVERIFY(LabelSieve(table, LabelFilter{.hiddenModels = {u"alpha"_s}}).accepts(table.pairs()[0]));
    QVERIFY(!LabelSieve(table, LabelFilter{.models = {u"beta"_s}}).accepts(table.pairs()[0]));
}

QTEST_GUILESS_MAIN(TstLabelFilter)
#include "tst_labelfilter.moc"
