#include "core/store/annotationrepository.h"
#include "tests/core/store/storefixture.h"
#include "tests/ui/screens/inspect/inspecthost.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/screens/home/agreementcard.h"
#include "ui/screens/home/homescreen.h"
#include "ui/screens/home/nextstep.h"
#include "ui/screens/home/setsmodel.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstHome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSummaryIsTheRecount()
    {
        StoreFixture fixture;
        const QList<ItemId> items = fixture.addItems(4, ItemKind::Pairwise, u"pairs"_s, QueueOrder::Fixed, 2);
        fixture.addItems(3, ItemKind::Rating, u"ratings"_s);
        for (const QString& name : {u"Anna"_s, u"Ben"_s}) {
            const AnnotatorId who = fixture.annotator(name);
            for (int item = 0; item < (name == u"Anna"_s ? 3 : 1); ++item) {
                const auto row = fixture.store->write([&](Session& session) -> Result<Annotation> {
                    Labelling labelling(session, who);
                    PLUMBLINE_ASSIGN(const OpenItem open, labelling.open(items[item]));
                    return labelling.submit(open.view.item.id, pairwiseAnswer(1), {}, 10);
                });
                QVERIFY(row);
            }
        }
        const auto summary =
            fixture.store->read([](Session& session) { return SummaryRepository(session).summary(); });
        QVERIFY(summary);
        QCOMPARE(summary->items, 7);
        QCOMPARE(summary->labelsByPeople, 4);
        QCOMPARE(summary->people, 2);
        QCOMPARE(summary->batches.size(), 2);
        QCOMPARE(summary->batches[0].kind, ItemKind::Pairwise);
        QCOMPARE(summary->batches[0].labels, 4);
        QCOMPARE(summary->batches[0].withTwoOrMore, 1);
        QCOMPARE(summary->batches[0].openItems, 3);
        QCOMPARE(summary->pairsByVotes, (QMap<int, qint64>{{1, 2}, {2, 1}}));
        SetsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(summary->batches);
        QCOMPARE(model.index(0, SetsModel::TwoColumn).data().toString(), u"25 %"_s);
        QCOMPARE(model.index(1, SetsModel::KindColumn).data().toString(), u"rating"_s);
    }

    void theNextStepsComeFromTheNumbers()
    {
        ProjectSummary empty;
        QCOMPARE(nextSteps(empty, {}).size(), 1); // bring data in
        QCOMPARE(nextSteps(empty, {}).constFirst().pageId, u"data"_s);
        ProjectSummary summary;
        summary.items = 10;
        QCOMPARE(nextSteps(summary, {}).size(), 0); // nothing needs anybody
        summary.flagged = 2;
        summary.pairsByVotes = {{1, 5}, {2, 3}};
        HomeReport report;
        report.shared = 9;
        report.notUnanimous = 6;
        report.opposite = 4;
        const QList<NextStep> steps = nextSteps(summary, {}, &report);
        QCOMPARE(steps.size(), 3);
        QVERIFY(steps[0].title.contains(u"2 flagged"_s));
        QVERIFY(steps[1].body.contains(u"5 of 8"_s));
        QVERIFY(steps[2].title.contains(u"4 pairs"_s));
        QVERIFY2(steps[2].body.contains(u"Of 9 pairs"_s) && steps[2].body.contains(u"6 are not unanimous"_s),
                 qPrintable(steps[2].body));
        QCOMPARE(steps[2].pageId, u"disagreements"_s);
        CheckOutcome flips;
        flips.check = u"judge_flips"_s;
        flips.found.findings = {{u"judge_flips"_s,
                                 u"judge_flips.share"_s,
                                 Severity::Warning,
                                 {u"GPT-4"_s, u"380"_s, u"2400"_s},
                                 {},
                                 FindingAction::None},
                                {u"judge_flips"_s,
                                 u"judge_flips.found"_s,
                                 Severity::Warning,
                                 {u"GPT-4"_s, u"7"_s},
                                 {},
                                 FindingAction::None}};
        flips.found.total = 381;
        summary.flagged = 0;
        const QList<NextStep> later = nextSteps(summary, {flips}, &report);
        QCOMPARE(later.size(), 3);
        QVERIFY2(later[2].title.contains(u"380 verdicts"_s), qPrintable(later[2].title));
        QVERIFY2(later[2].body.contains(u"15.8 %"_s), qPrintable(later[2].body));
        QCOMPARE(later[2].pageId, u"judges"_s);
        report.opposite = 0;
        QCOMPARE(nextSteps(summary, {}, &report).size(), 1);
        report.judge = u"GPT-4"_s;
        report.judgeVerdicts = 2400;
        report.judgeFlips = 12;
        QVERIFY(nextSteps(summary, {}, &report)[1].body.contains(u"0.5 %"_s));
    }

    void theAgreementCardSaysWhatItRestsOn()
    {
        Theme theme;
        QAction details(u"Details"_s);
        AgreementCard card(theme, &details);
        HomeReport report;
        report.people = stats::Estimate::of(0.6554, {0.62, 0.69});
        report.peoplePairs = 2368;
        report.alpha = stats::Estimate::of(0.48552);
        report.alphaUnits = 961;
        card.setReport(report);
        const auto text = [&card](const QString& name) { return card.findChild<QLabel*>(name)->text(); };
        QVERIFY2(text(u"homeAgreementPeopleCaption"_s).contains(u"65.5 %"_s) &&
                     text(u"homeAgreementPeopleCaption"_s).contains(u"2\u202f368"_s),
                 qPrintable(text(u"homeAgreementPeopleCaption"_s)));
        QCOMPARE(text(u"homeAlpha"_s), u"0.486"_s);
        QVERIFY(text(u"homeAlphaNote"_s).startsWith(u"961 pairs"_s));
        QVERIFY(card.findChild<QWidget*>(u"homeAgreementJudge"_s)->parentWidget()->isHidden()); // no judge
        report.judge = u"GPT-4"_s;
        report.judgeAndPeople = stats::Estimate::of(0.662);
        report.judgePairs = 3355;
        report.judgeDecided = stats::Estimate::none(u"Every verdict is a tie."_s);
        report.alpha = stats::Estimate::none(u"One person has voted."_s);
        card.setReport(report);
        QVERIFY(!card.findChild<QWidget*>(u"homeAgreementJudge"_s)->parentWidget()->isHidden());
        QCOMPARE(text(u"homeAgreementDecidedCaption"_s), u"Every verdict is a tie."_s);
        QCOMPARE(text(u"homeAlpha"_s), u"–"_s);
        QCOMPARE(text(u"homeAlphaNote"_s), u"One person has voted."_s);
        report.undefined = u"There is no preference yet."_s;
        card.setReport(report);
        QVERIFY(card.isHidden());
    }

    void aVoteIsCountedWhileThePageIsShown()
    {
        InspectHost host;
        const ItemId item = host.fixture.addItem({});
        const auto vote = [&](const QString& who, int margin, AnnotatorKind kind) {
            AnnotationContent content;
            content.preferences = {{u"overall"_s, 0, 1, margin, false}};
            host.fixture.append(item, host.fixture.annotator(who, kind), content);
        };
        auto* home = host.show<HomeScreen>();
        auto* card = host.find<QWidget>(u"homeAgreement"_s);
        QVERIFY(card->isHidden()); // nothing to say yet
        vote(u"Anna"_s, 1, AnnotatorKind::Human);
        vote(u"Ben"_s, 1, AnnotatorKind::Human);
        vote(u"GPT-4"_s, -1, AnnotatorKind::Llm);
        const auto text = [&host](const QString& name) { return host.find<QLabel>(name)->text(); };
        QTRY_VERIFY(card->isVisible());
        QTRY_VERIFY(text(u"homeAgreementJudgeCaption"_s).startsWith(u"0.0 %"_s));
        QVERIFY2(text(u"homeAgreementPeopleCaption"_s).startsWith(u"100.0 %"_s),
                 qPrintable(text(u"homeAgreementPeopleCaption"_s)));
        QCOMPARE(text(u"homeAlpha"_s), u"–"_s); // all equal: neither perfect nor none
        vote(u"Cleo"_s, -1, AnnotatorKind::Human);
        QTRY_VERIFY(text(u"homeAgreementPeopleCaption"_s).startsWith(u"33.3 %"_s));
        QVERIFY(host.find<QAbstractButton>(u"nextStep_home.step1"_s) != nullptr);
        QVERIFY(host.actions.action(u"home.step1"_s)->text() == u"Adjudicate"_s);
        host.press(Qt::Key_K);
        QCOMPARE(host.requested.value(0), u"agreement "_s);
        host.press(Qt::Key_1);
        QCOMPARE(host.requested.value(1), u"disagreements "_s);
        QCOMPARE(host.errors, QStringList());
        home->deactivate();
        QVERIFY(widgetsWithoutNames(host.window).isEmpty());
    }
};

QTEST_MAIN(TstHome)
#include "tst_home.moc"
