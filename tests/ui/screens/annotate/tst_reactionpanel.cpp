#include "tests/ui/screens/annotate/cardsfixture.h"

#include "ui/screens/annotate/reactionpanel.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QSignalSpy>
#include <QTest>

using namespace plumbline;
using namespace plumbline::test;
using namespace Qt::Literals::StringLiterals;

namespace {

AnswerPanel* makeReaction(const PanelServices& services, QWidget* parent)
{
    return new ReactionPanel(services, parent);
}

OpenItem itemOf(const QStringList& texts,
                const SchemaDefinition& schema = SchemaDefinition::builtIn(ItemKind::Reaction))
{
    return openItemOf(ItemKind::Reaction, texts, {}, schema);
}

SchemaDefinition slowSchema()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Reaction);
    schema.submitsAtOnce = false;
    return schema;
}

} // namespace

/// The panel as a person uses it: keys and mouse in, content out.
class TstReactionPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneKey_data();
    void oneKey();
    void keySubmitsWhereTheSchemaSaysSo();
    void clickSubmitsToo();
    void arrowsOnlyChoose();
    void loveIsOfferedByTheSchema();
    void reasonsAndCritiqueBefore();
    void undoTakesEachStepBack();
    void editKeepsTheWholeText();
    void severalShareOneReaction();
    void everythingHasAName();
    void pictures();
};

void TstReactionPanel::oneKey_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("reaction"); // 0: none
    QTest::newRow("like") << int(Qt::Key_1) << 1;
    QTest::newRow("dislike") << int(Qt::Key_2) << -1;
    QTest::newRow("love is not offered") << int(Qt::Key_3) << 0;
    QTest::newRow("no answer") << int(Qt::Key_4) << 0;
}

void TstReactionPanel::oneKey()
{
    QFETCH(int, key);
    QFETCH(int, reaction);
    PanelHost host(makeReaction);
    host.open(itemOf({openings().at(0)}, slowSchema()));
    QSignalSpy submits(host.panel(), &AnswerPanel::submitRequested);
    host.press(key);
    QCOMPARE(host.content().reaction.value_or(0), reaction);
    QCOMPARE(submits.size(), 0);
    QCOMPARE(host.stepCount(), reaction == 0 ? 0 : 1);
}

void TstReactionPanel::keySubmitsWhereTheSchemaSaysSo()
{
    PanelHost host(makeReaction);
    host.open(itemOf({openings().at(0)}));
    QSignalSpy submits(host.panel(), &AnswerPanel::submitRequested);
    QVERIFY(host.panel()->hintText().contains(u"submits"_s));
    host.press(Qt::Key_2);
    QCOMPARE(host.content().reaction, std::optional(-1));
    QCOMPARE(submits.size(), 1);
    host.press(Qt::Key_2); // of an item that came back by undo: the same key again
    QCOMPARE(submits.size(), 2);
    QCOMPARE(host.stepCount(), 1);
}

void TstReactionPanel::clickSubmitsToo()
{
    PanelHost host(makeReaction);
    host.open(itemOf({openings().at(0)}));
    QSignalSpy submits(host.panel(), &AnswerPanel::submitRequested);
    auto* choices = host.findChild<SegmentedControl*>(u"reactionChoices"_s);
    QVERIFY(choices != nullptr);
    QTest::mouseClick(choices, Qt::LeftButton, {}, choices->cellRect(0).center().toPoint());
    QCOMPARE(host.content().reaction, std::optional(1));
    QCOMPARE(submits.size(), 1);
}

void TstReactionPanel::arrowsOnlyChoose()
{
    PanelHost host(makeReaction);
    host.open(itemOf({openings().at(0)}));
    QSignalSpy submits(host.panel(), &AnswerPanel::submitRequested);
    host.findChild<SegmentedControl*>(u"reactionChoices"_s)->setFocus();
    host.press(Qt::Key_Right);
    host.press(Qt::Key_Right);
    QCOMPARE(host.content().reaction, std::optional(-1));
    QCOMPARE(submits.size(), 0);
}

void TstReactionPanel::loveIsOfferedByTheSchema()
{
    SchemaDefinition schema = slowSchema();
    schema.offersLove = true;
    PanelHost host(makeReaction);
    host.open(itemOf({openings().at(0)}, schema));
    host.press(Qt::Key_3);
    QCOMPARE(host.content().reaction, std::optional(2));
    QVERIFY(!firstGap(host.content(), schema, 1));
    QVERIFY(checkContent(host.content(), schema, {openings().at(0)}));
}

void TstReactionPanel::reasonsAndCritiqueBefore()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Reaction);
    schema.critique = Requirement::Required;
    PanelHost host(makeReaction);
    host.open(itemOf({openings().at(0)}, schema));
    host.press(Qt::Key_E);
    host.press(Qt::Key_Q);
    QCOMPARE(host.content().reasons, (QStringList{schema.reasons.at(0).id, schema.reasons.at(2).id}));
    host.press(Qt::Key_2);
    const std::optional<ContentGap> gap = firstGap(host.content(), schema, 1);
    QVERIFY(gap);
    QVERIFY(host.panel()->goToGap(*gap));
    host.type(u"12 wrong"_s);
    QCOMPARE(host.content().critique, u"12 wrong"_s);
    QCOMPARE(host.content().reaction, std::optional(-1)); // digits were text
}

void TstReactionPanel::undoTakesEachStepBack()
{
    PanelHost host(makeReaction);
    host.open(itemOf({openings().at(0)}, slowSchema()));
    host.press(Qt::Key_1);
    host.press(Qt::Key_Q);
    host.press(Qt::Key_2);
    host.press(Qt::Key_Backspace); // alone it takes nothing away
    QCOMPARE(host.content().reaction, std::optional(-1));
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QVERIFY(!host.content().reaction);
    QVERIFY(host.undo());
    QCOMPARE(host.content().reaction, std::optional(-1));
    while (host.undo()) {
    }
    QCOMPARE(host.content(), AnnotationContent());
}

void TstReactionPanel::editKeepsTheWholeText()
{
    SchemaDefinition schema = slowSchema();
    schema.allowsEdit = true;
    PanelHost host(makeReaction);
    host.open(itemOf({openings().at(0)}, schema));
    host.press(Qt::Key_E, Qt::ControlModifier);
    host.type(u"1 "_s);
    host.press(Qt::Key_Escape);
    QCOMPARE(host.content().edits.size(), 1);
    QCOMPARE(host.content().edits.at(0).text, u"1 "_s + openings().at(0));
    host.press(Qt::Key_1);
    QCOMPARE(host.content().reaction, std::optional(1));
}

void TstReactionPanel::severalShareOneReaction()
{
    PanelHost host(makeReaction);
    host.open(itemOf(openings(), slowSchema()));
    QVERIFY(host.panel()->hintText().contains(u"together"_s));
    host.press(Qt::Key_Down);
    host.press(Qt::Key_X);
    host.press(Qt::Key_2);
    QCOMPARE(host.content().reaction, std::optional(-1));
    host.open(itemOf({}, slowSchema()));
    host.press(Qt::Key_X);
    QVERIFY(!host.content().reaction);
}

void TstReactionPanel::everythingHasAName()
{
    PanelHost host(makeReaction);
    host.open(itemOf({openings().at(0)}));
    QVERIFY2(host.nameless().isEmpty(), qPrintable(host.nameless().join(u"; "_s)));
    QAccessibleInterface* choices =
        QAccessible::queryAccessibleInterface(host.findChild<QWidget*>(u"reactionChoices"_s));
    QCOMPARE(choices->childCount(), 2);
    QCOMPARE(choices->child(1)->text(QAccessible::Name), u"Dislike"_s);
}

void TstReactionPanel::pictures()
{
    PanelHost host(makeReaction);
    SchemaDefinition schema = slowSchema();
    schema.offersLove = true;
    host.open(itemOf({openings().join(u"\n\n"_s)}, schema));
    host.press(Qt::Key_3);
    host.shoot(u"reaction-love"_s);
    QVERIFY(host.content().reaction);
}

QTEST_MAIN(TstReactionPanel)
#include "tst_reactionpanel.moc"
