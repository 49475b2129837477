#include "core/analysis/homereport.h"

#include "app/sampleproject.h"
#include "tests/core/analysis/labelfixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

AnnotationContent preferring(int margin)
{
    AnnotationContent content;
    content.preferences = {{u"overall"_s, 0, 1, margin, false}};
    return content;
}

} // namespace

/// The figures of the first page.
class TstHomeReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSampleGivesThePublishedFigures()
    {
        const QTemporaryDir folder;
        const SystemClock clock;
        const auto store = checked(
            copySampleProject(folder.filePath(u"sample.plumb"_s), folder.filePath(u"cache"_s), clock));
        const LabelTable table =
            checked(store->read([](Session& session) { return LabelTable::load(session); }));
        const HomeReport report = homeReport(table);
        QCOMPARE(report.undefined, QString());
        QCOMPARE(report.peoplePairs, 2368);
        QCOMPARE(qRound(1000 * *report.people.value), 655);
        QCOMPARE(report.judgeVerdicts, 2400);
        QCOMPARE(report.judgeFlips, 380);
        QCOMPARE(report.judgePairs, 3355);
        QCOMPARE(qRound(1000 * *report.judgeAndPeople.value), 662);
        QCOMPARE(report.judgeDecidedPairs, 2129);
        QCOMPARE(qRound(1000 * *report.judgeDecided.value), 856);
        QCOMPARE(report.alphaUnits, 961);
        QVERIFY(std::abs(*report.alpha.value - 0.4855) < 5e-5);
        QCOMPARE(report.shared, 961);
        QCOMPARE(report.notUnanimous, 386);
        QCOMPARE(report.opposite, 149);
        QCOMPARE(homeReport(table, [] { return true; }).peoplePairs, 0);
    }

    void whatCannotBeSaidHasAReason()
    {
        LabelFixture project;
        QVERIFY(homeReport(project.load()).undefined.endsWith(u'.'));
        project.append(project.addItem({}), project.annotator(u"ada"_s), preferring(1));
        const HomeReport single = homeReport(project.load());
        QCOMPARE(single.undefined, QString());
        QVERIFY(!single.people && single.people.undefined.endsWith(u'.'));
        QVERIFY(!single.alpha && single.alpha.undefined.endsWith(u'.'));
        QCOMPARE(single.judge, QString());
        QCOMPARE(single.shared, 0);
    }

    void votesForBothSidesAreOpposite()
    {
        LabelFixture project;
        const std::vector<std::vector<int>> votes{{1, 1}, {1, 0}, {1, -1}, {2, -1, 0}, {1}};
        for (std::size_t i = 0; i < votes.size(); ++i) {
            LabelFixture::ItemParts parts;
            parts.question = u"Question %1?"_s.arg(i);
            const ItemId item = project.addItem(parts);
            for (std::size_t vote = 0; vote < votes[i].size(); ++vote) {
                project.append(item, project.annotator(u"annotator %1"_s.arg(vote)),
                               preferring(votes[i][vote]));
            }
            project.append(item, project.annotator(u"judge"_s, AnnotatorKind::Llm), preferring(1));
        }
        const HomeReport report = homeReport(project.load());
        QCOMPARE(report.shared, 4);
        QCOMPARE(report.notUnanimous, 3);
        QCOMPARE(report.opposite, 2);
        QCOMPARE(report.peoplePairs, 6);
        QVERIFY(std::abs(*report.people.value - 1.0 / 6) < 1e-12);
        QCOMPARE(report.judge, u"judge"_s);
        QCOMPARE(report.judgePairs, 10);
        QVERIFY(std::abs(*report.judgeAndPeople.value - 0.6) < 1e-12);
        QCOMPARE(report.judgeDecidedPairs, 8);
        QVERIFY(std::abs(*report.judgeDecided.value - 0.75) < 1e-12);
    }
};

QTEST_GUILESS_MAIN(TstHomeReport)
#include "tst_homereport.moc"
