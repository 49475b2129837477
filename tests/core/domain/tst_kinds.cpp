#include "core/domain/kinds.h"

#include <QSet>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreStored();
    void everyNameReadsBack();
    void unknownNamesAreNothing_data();
    void unknownNamesAreNothing();
};

namespace {

template <typename Enum, typename FromName> void checkRoundTrip(int count, FromName fromName)
{
    QSet<QString> names;
    for (int index = 0; index < count; ++index) {
        const auto value = static_cast<Enum>(index);
        const QString name = toName(value);
        QVERIFY(!name.isEmpty());
        QVERIFY2(fromName(name) == value, qPrintable(name));
        names.insert(name);
    }
    QCOMPARE(names.size(), qsizetype(count));
}

} // namespace

void TestKinds::namesAreStored()
{
    // They stand in stores and files: a change of any breaks both.
    QCOMPARE(toName(ItemKind::Pairwise), u"pairwise"_s);
    QCOMPARE(toName(ItemKind::Reaction), u"reaction"_s);
    QCOMPARE(toName(AnnotatorKind::RewardModel), u"reward_model"_s);
    QCOMPARE(toName(AnnotationAction::Retract), u"retract"_s);
    QCOMPARE(toName(AssignmentState::Expired), u"expired"_s);
    QCOMPARE(toName(QueueOrder::FewestLabels), u"fewest_labels"_s);
    QCOMPARE(toName(JobState::Interrupted), u"interrupted"_s);
}

void TestKinds::everyNameReadsBack()
{
    checkRoundTrip<ItemKind>(6, itemKindFromName);
    checkRoundTrip<AnnotatorKind>(4, annotatorKindFromName);
    checkRoundTrip<AnnotationAction>(3, annotationActionFromName);
    checkRoundTrip<AssignmentState>(5, assignmentStateFromName);
    checkRoundTrip<QueueOrder>(4, queueOrderFromName);
    checkRoundTrip<JobState>(6, jobStateFromName);
}

void TestKinds::unknownNamesAreNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString();
    QTest::newRow("capital") << u"Pairwise"_s;
    QTest::newRow("space") << u"pairwise "_s;
    QTest::newRow("prefix") << u"pair"_s;
    QTest::newRow("another enumeration's") << u"human"_s;
}

void TestKinds::unknownNamesAreNothing()
{
    QFETCH(QString, name);
    QVERIFY(!itemKindFromName(name).has_value());
    QVERIFY(!annotationActionFromName(name).has_value());
    QVERIFY(!jobStateFromName(name).has_value());
}

QTEST_GUILESS_MAIN(TestKinds)
#include "tst_kinds.moc"
