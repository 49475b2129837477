#include "core/checks/finding.h"

#include "core/base/json.h"
#include "core/checks/check.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestFinding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentencesAreFilledIn();
    void everyReasonBelongsToACheck();
    void everyCheckHasAReason();
    void jsonNamesWhatIsKnown();
    void namesAreStable();
};

void TestFinding::sentencesAreFilledIn()
{
    Finding finding;
    finding.reason = u"counters.item"_s;
    finding.parts = {u"7"_s, u"%1 and %4"_s, u"1"_s, u"2"_s};
    QCOMPARE(plainSentence(finding), u"Item 7 keeps %1 and %4 as 1, but a recount gives 2."_s);
    finding.parts = {u"7"_s};
    QCOMPARE(plainSentence(finding), u"Item 7 keeps  as , but a recount gives ."_s);
    finding.reason = u"one_label.by_plan"_s;
    finding.parts = {u"1"_s};
    QVERIFY(plainSentence(finding).startsWith(u"1 item has one label and wants no more"));
    finding.parts = {u"2"_s};
    QVERIFY(plainSentence(finding).startsWith(u"2 items have one label and want no more"));
    finding.reason = u"gold.no_item"_s;
    finding.parts = {u"b"_s, u"1"_s};
    QCOMPARE(plainSentence(finding), u"The open batch b has one item, which is no gold item."_s);
    finding.reason = u"no such reason"_s;
    QCOMPARE(plainSentence(finding), QString());
}

void TestFinding::everyReasonBelongsToACheck()
{
    QSet<QString> checks{u"check"_s};
    for (const Check& check : allChecks()) {
        checks.insert(check.id);
    }
    QSet<QString> seen;
    const QStringList reasons = findingReasons();
    for (const QString& reason : reasons) {
        QVERIFY2(checks.contains(reason.section(u'.', 0, 0)), qPrintable(reason));
        QVERIFY2(!seen.contains(reason), qPrintable(reason));
        seen.insert(reason);
        QVERIFY2(!findingSentence(reason).isEmpty(), qPrintable(reason));
    }
}

void TestFinding::everyCheckHasAReason()
{
    QCOMPARE(allChecks().size(), qsizetype(13));
    for (const Check& check : allChecks()) {
        QVERIFY2(!findingReasons().filter(QRegularExpression(u"^%1\\."_s.arg(check.id))).isEmpty(),
                 qPrintable(check.id));
    }
}

void TestFinding::jsonNamesWhatIsKnown()
{
    Finding finding;
    finding.check = u"leases"_s;
    finding.reason = u"leases.overdue"_s;
    finding.parts = {u"ann"_s, u"4"_s};
    finding.location = {.itemId = {4}, .annotatorId = {2}};
    finding.action = FindingAction::ExpireLeases;
    QCOMPARE(canonicalJson(findingToJson(finding)),
             QByteArray(R"({"action":"expire_leases","annotator":2,"check":"leases","item":4,)"
                        R"("message":"The lease of ann on item 4 has run out.","parts":["ann","4"],)"
                        R"("reason":"leases.overdue","severity":"note"})"));
    Finding bare;
    bare.check = u"empty_responses"_s;
    bare.reason = u"empty_responses.without_model"_s;
    bare.severity = Severity::Warning;
    QCOMPARE(canonicalJson(findingToJson(bare)),
             QByteArray(R"({"check":"empty_responses","message":"A response is empty.",)"
                        R"("reason":"empty_responses.without_model","severity":"warning"})"));
}

void TestFinding::namesAreStable()
{
    QCOMPARE(toName(Severity::Error), u"error"_s);
    QCOMPARE(toName(FindingAction::None), u"none"_s);
    QCOMPARE(toName(FindingAction::RestoreCopy), u"restore_copy"_s);
}

QTEST_GUILESS_MAIN(TestFinding)
#include "tst_finding.moc"
