#include "core/domain/adjudication.h"
#include "core/jobs/selectjob.h"
#include "core/store/assignmentrepository.h"
#include "tests/ui/screens/inspect/inspecthost.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/screens/adjudication/adjudicationscreen.h"
#include "ui/screens/adjudication/settledcount.h"
#include "ui/screens/adjudication/votespane.h"
#include "ui/screens/annotate/answerpanel.h"

#include <QAction>
#include <QLabel>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Settling by the keyboard: votes in sight, models only afterwards, verdicts in the store.
class TestAdjudicationScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingToSettle();
    void twoPairsByKeyboard();
    void undoOpensItAgain();
    void otherItemsStayOutOfSight();
    void ratingsAreSettledToo();
    void spansAreSettledToo();
    void votesCanBeHidden();
    void everyControlHasItsName();

private:
    struct Bench : InspectHost
    {
        Bench()
        {
            lead = fixture.annotator(u"lead"_s);
            context->annotator = checked(fixture.store->read(
                [this](Session& session) { return AnnotatorRepository(session).get(lead); }));
        }
        ItemId pair(int number, const QString& models = u"claude-v1 gpt-4"_s)
        {
            LabelFixture::ItemParts parts;
            parts.question = u"Question %1?"_s.arg(number);
            parts.models = models.split(u' ');
            parts.schema = SchemaDefinition::builtIn(ItemKind::Pairwise);
            return fixture.addItem(parts);
        }
        void settle(const QList<ItemId>& items)
        {
            SelectRequest request;
            request.name = u"Adjudication"_s;
            request.items = items;
            request.batchMeta = adjudicationMeta();
            const Result<JobId> job = jobs->start(u"select"_s, selectJobParams(request));
            QVERIFY(job && jobs->wait(*job));
        }
        AdjudicationScreen* open()
        {
            screen = show<AdjudicationScreen>();
            return screen;
        }
        [[nodiscard]] bool waitsForItem(const QString& question) const
        {
            return QTest::qWaitFor([&] {
                return screen->controller()->item() && !screen->controller()->isMoving() &&
                       screen->controller()->item()->view.prompt.lastUserText() == question &&
                       screen->votesPane()->evidence().item == screen->controller()->item()->view.item.id;
            });
        }
        QList<Annotation> verdicts()
        {
            QList<Annotation> out;
            for (const Annotation& row : checked(fixture.store->read([this](Session& session) {
                     return AnnotationRepository(session).byAnnotator(lead, 0, 50);
                 }))) {
                out.prepend(row);
            }
            return out;
        }
        AnnotatorId lead;
        AdjudicationScreen* screen = nullptr;
    };
};

void TestAdjudicationScreen::nothingToSettle()
{
    Bench bench;
    bench.pair(1); // an open item of My queue
    bench.open();
    QTRY_VERIFY(bench.find<QWidget>(u"annotateEmpty"_s)->isVisible());
    const auto says = [&](const QString& words) {
        const QList<QLabel*> labels = bench.find<QWidget>(u"annotateEmpty"_s)->findChildren<QLabel*>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel* label) { return label->text().contains(words); });
    };
    QTRY_VERIFY(says(u"Nothing to settle yet."_s));
    QTest::qWait(50);
    QVERIFY(!bench.screen->controller()->item());
    bench.press(Qt::Key_Return); // "next" must not fetch from My queue either
    QTest::qWait(50);
    QVERIFY(!bench.screen->controller()->item());
}

void TestAdjudicationScreen::twoPairsByKeyboard()
{
    Bench bench;
    const ItemId first = bench.pair(1);
    const ItemId second = bench.pair(2);
    const AnnotatorId ada = bench.fixture.annotator(u"ada"_s);
    const AnnotatorId bob = bench.fixture.annotator(u"bob"_s);
    AnnotationContent reasoned = pairwiseAnswer(2, {u"accurate"_s});
    const SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Pairwise);
    reasoned.reasons = {schema.reasons.first().id};
    reasoned.critique = u"The second one made that up."_s;
    bench.fixture.append(first, ada, reasoned);
    bench.fixture.append(first, bob, pairwiseAnswer(-1), {{u"file"_s, u"votes.jsonl"_s}, {u"line"_s, 43}});
    bench.fixture.append(first, bench.fixture.annotator(u"GPT-4"_s, AnnotatorKind::Llm), pairwiseAnswer(1));
    bench.fixture.append(second, ada, pairwiseAnswer(1));
    bench.fixture.append(second, bob, pairwiseAnswer(-1));
    bench.settle({first, second});
    bench.open();
    QVERIFY(bench.waitsForItem(u"Question 1?"_s));
    const VotesPane* pane = bench.screen->votesPane();
    QCOMPARE(pane->captionText(), u"2 people, 1 judge"_s);
    QVERIFY2(pane->modelsText().contains(u"once you have settled"), qPrintable(pane->modelsText()));
    const QList<VoteEvidence>& votes = pane->evidence().votes;
    QCOMPARE(votes.size(), 3);
    QCOMPARE(votes[0].who, u"ada"_s);
    const bool isStraight = bench.screen->controller()->item()->shownOrder == QList<ResponseIndex>{0, 1};
    QCOMPARE(votes[0].what, isStraight ? u"A is much better"_s : u"B is much better"_s);
    QCOMPARE(votes[0].reasons, QStringList{schema.reasons.first().name});
    QCOMPARE(votes[0].critique, u"The second one made that up."_s);
    QCOMPARE(votes[1].when, u"line 43"_s);
    QVERIFY(votes[2].isJudge);
    // No model is named anywhere in the pane.
    for (const QLabel* label : pane->findChildren<QLabel*>()) {
        QVERIFY2(!label->text().contains(u"claude") && !label->text().contains(u"gpt-4"),
                 qPrintable(label->text()));
    }
    QTRY_COMPARE(bench.find<SettledCount>(u"settledCount"_s)->text(), u"0 of 2 settled"_s);

    bench.press(Qt::Key_1);
    bench.press(Qt::Key_Return);
    QVERIFY(bench.waitsForItem(u"Question 2?"_s)); // the next one at once
    const QString better = isStraight ? u"claude-v1 is better."_s : u"gpt-4 is better."_s;
    QVERIFY2(pane->lastVerdict().startsWith(better), qPrintable(pane->lastVerdict()));
    QVERIFY2(pane->lastVerdict().contains(isStraight ? u"2 of 3 votes said the same"_s
                                                     : u"1 of 3 votes said the same"_s),
             qPrintable(pane->lastVerdict()));
    QTRY_COMPARE(bench.find<SettledCount>(u"settledCount"_s)->text(), u"1 of 2 settled"_s);
    bench.press(Qt::Key_3);
    bench.press(Qt::Key_Return);
    QTRY_COMPARE(bench.find<SettledCount>(u"settledCount"_s)->text(), u"2 of 2 settled"_s);
    QTRY_VERIFY(bench.find<QWidget>(u"annotateEmpty"_s)->isVisible());

    const QList<Annotation> verdicts = bench.verdicts();
    QCOMPARE(verdicts.size(), 2);
    QCOMPARE(verdicts[0].content.preferences.first().margin, isStraight ? 1 : -1);
    QCOMPARE(verdicts[1].content.preferences.first().margin, 0);
    const auto uidOf = [&](ItemId item) {
        return checked(bench.fixture.store->read(
                           [&](Session& session) { return ItemRepository(session).get(item); }))
            .uid;
    };
    QCOMPARE(adjudicatedUid(verdicts[0].provenance), uidOf(first));
    QCOMPARE(adjudicatedUid(verdicts[1].provenance), uidOf(second));
    QVERIFY(!verdicts[0].shownOrder.isEmpty());
    // What was said before is as it was.
    QCOMPARE(checked(bench.fixture.store->read([&](Session& session) {
                 return AnnotationRepository(session).current(first);
             })).size(),
             3);
    QCOMPARE(bench.errors, QStringList());
}

void TestAdjudicationScreen::undoOpensItAgain()
{
    Bench bench;
    const ItemId item = bench.pair(1);
    bench.fixture.append(item, bench.fixture.annotator(u"ada"_s), pairwiseAnswer(1));
    bench.settle({item});
    bench.open();
    QVERIFY(bench.waitsForItem(u"Question 1?"_s));
    bench.press(Qt::Key_2);
    bench.press(Qt::Key_Return);
    QTRY_VERIFY(bench.find<QWidget>(u"annotateEmpty"_s)->isVisible());
    bench.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(bench.waitsForItem(u"Question 1?"_s));
    QCOMPARE(bench.screen->votesPane()->lastVerdict(), QString());
    QTRY_COMPARE(bench.find<SettledCount>(u"settledCount"_s)->text(), u"0 of 1 settled"_s);
    bench.press(Qt::Key_Return); // the answer is as it was
    QTRY_COMPARE(bench.find<SettledCount>(u"settledCount"_s)->text(), u"1 of 1 settled"_s);
    // Opened once it is settled, the models are named.
    bench.press(Qt::Key_Left, Qt::AltModifier);
    QVERIFY(bench.waitsForItem(u"Question 1?"_s));
    QTRY_VERIFY(bench.screen->votesPane()->modelsText().contains(u"is claude-v1"_s));
    QVERIFY(bench.screen->votesPane()->modelsText().contains(u"is gpt-4"_s));
}

void TestAdjudicationScreen::otherItemsStayOutOfSight()
{
    Bench bench;
    const ItemId ordinary = bench.pair(5);
    bench.fixture.append(ordinary, bench.fixture.annotator(u"ada"_s), pairwiseAnswer(1));
    bench.settle({bench.pair(1)});
    bench.open();
    QVERIFY(bench.waitsForItem(u"Question 1?"_s));
    bench.page->open(QString::number(ordinary.value));
    QVERIFY(bench.waitsForItem(u"Question 5?"_s));
    QVERIFY(bench.screen->votesPane()->evidence().votes.isEmpty());
    QVERIFY(bench.screen->votesPane()->modelsText().contains(u"stay hidden"_s));
}

void TestAdjudicationScreen::ratingsAreSettledToo()
{
    Bench bench;
    LabelFixture::ItemParts parts;
    parts.kind = ItemKind::Rating;
    parts.question = u"Rate it?"_s;
    const ItemId item = bench.fixture.addItem(parts);
    AnnotationContent rated;
    for (int response = 0; response < 2; ++response) {
        rated.ratings << Rating{response, u"helpfulness"_s, 1, {}} << Rating{response, u"safety"_s, 5, {}};
    }
    bench.fixture.append(item, bench.fixture.annotator(u"ada"_s), rated);
    bench.settle({item});
    bench.open();
    QVERIFY(bench.waitsForItem(u"Rate it?"_s));
    QCOMPARE(bench.screen->votesPane()->evidence().votes.first().what, u"4 ratings"_s);
    for (int cell = 0; cell < 4; ++cell) {
        bench.press(Qt::Key_4);
    }
    bench.press(Qt::Key_Return);
    QTRY_COMPARE(bench.find<SettledCount>(u"settledCount"_s)->text(), u"1 of 1 settled"_s);
    QCOMPARE(bench.verdicts().first().content.ratings.size(), 4);
    QVERIFY(!adjudicatedUid(bench.verdicts().first().provenance).isEmpty());
}

void TestAdjudicationScreen::spansAreSettledToo()
{
    Bench bench;
    LabelFixture::ItemParts parts;
    parts.kind = ItemKind::Span;
    parts.question = u"Mark it?"_s;
    parts.models = {u"alpha"_s};
    const ItemId item = bench.fixture.addItem(parts);
    AnnotationContent clean;
    clean.saysNoErrors = true;
    bench.fixture.append(item, bench.fixture.annotator(u"ada"_s), clean);
    bench.settle({item, bench.pair(1)});
    bench.open();
    QVERIFY(bench.waitsForItem(u"Mark it?"_s));
    const VotesPane* pane = bench.screen->votesPane();
    QCOMPARE(pane->evidence().votes.first().what, u"No errors"_s);
    // The panel's own pane and the votes stand beside each other, the votes outermost.
    QWidget* own = bench.screen->panel()->sidePane();
    QVERIFY(own != nullptr && own->isVisible() && pane->isVisible());
    QVERIFY(pane->mapTo(&bench.window, QPoint()).x() > own->mapTo(&bench.window, QPoint()).x());
    QVERIFY(pane->width() >= 250);
    // The next kind brings its own panel.
    bench.screen->controller()->skip({});
    QVERIFY(bench.waitsForItem(u"Question 1?"_s));
    QVERIFY(!own->isVisible());
    QVERIFY(pane->isVisible());
}

void TestAdjudicationScreen::votesCanBeHidden()
{
    Bench bench;
    bench.settle({bench.pair(1)});
    bench.open();
    QVERIFY(bench.waitsForItem(u"Question 1?"_s));
    QVERIFY(bench.screen->votesPane()->isVisible());
    bench.press(Qt::Key_F2);
    QVERIFY(!bench.screen->votesPane()->isVisible());
    bench.press(Qt::Key_F2);
    QVERIFY(bench.screen->votesPane()->isVisible());
}

void TestAdjudicationScreen::everyControlHasItsName()
{
    Bench bench;
    const ItemId item = bench.pair(1);
    bench.fixture.append(item, bench.fixture.annotator(u"ada"_s), pairwiseAnswer(1));
    bench.settle({item});
    bench.open();
    QVERIFY(bench.waitsForItem(u"Question 1?"_s));
    QCOMPARE(widgetsWithoutNames(*bench.screen->votesPane()), QStringList());
    QVERIFY(bench.actions.clashes().isEmpty());
    // No key of the page means something else while an item is judged.
    QHash<QString, QString> taken;
    for (const ActionSpec& spec : bench.actions.specsFor(bench.screen->actionContexts())) {
        for (const QKeySequence& key : bench.actions.keys(spec.id)) {
            QVERIFY2(!taken.contains(key.toString()),
                     qPrintable(spec.id + u' ' + taken.value(key.toString())));
            taken.insert(key.toString(), spec.id);
        }
    }
}

QTEST_MAIN(TestAdjudicationScreen)
#include "tst_adjudicationscreen.moc"
