#include "tests/ui/screens/annotate/cardsfixture.h"

#include "ui/screens/annotate/cardlist.h"
#include "ui/screens/annotate/critiquepanel.h"
#include "ui/screens/annotate/responsecard.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QPlainTextEdit>
#include <QTest>

using namespace plumbline;
using namespace plumbline::test;
using namespace Qt::Literals::StringLiterals;

namespace {

AnswerPanel* makeCritique(const PanelServices& services, QWidget* parent)
{
    return new CritiquePanel(services, parent);
}

CritiquePanel* critiquePanel(const PanelHost& host)
{
    return qobject_cast<CritiquePanel*>(host.panel());
}

SchemaDefinition plainSchema()
{
    return SchemaDefinition::builtIn(ItemKind::Critique);
}

SchemaDefinition pickingSchema()
{
    SchemaDefinition schema = plainSchema();
    schema.refinement = Requirement::Required;
    return schema;
}

OpenItem itemOf(const QStringList& texts, const QList<ResponseIndex>& order, const SchemaDefinition& schema)
{
    return openItemOf(ItemKind::Critique, texts, order, schema);
}

} // namespace

/// The panel as a person uses it: keys and mouse in, content out.
class TstCritiquePanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneResponse();
    void enterLeadsToTheWords();
    void eachOfSeveralHasItsWords();
    void bestRefinementByDigit();
    void noneIsBetter();
    void bestRefinementBySpaceAndMouse();
    void gapsComeInOrder();
    void undoTakesEachStepBack();
    void editIsKeptAsWhole();
    void editOfOneOfSeveral();
    void differencesAreMarked();
    void reasonsHaveKeys();
    void oddItems();
    void everythingHasAName();
    void pictures();
};

void TstCritiquePanel::oneResponse()
{
    PanelHost host(makeCritique);
    host.open(itemOf({openings().at(0)}, {}, plainSchema()));
    host.press(Qt::Key_C);
    host.type(u"12 is wrong, say 7 June"_s);
    QCOMPARE(host.content().critique, u"12 is wrong, say 7 June"_s);
    QVERIFY(host.content().critiques.isEmpty());
    host.press(Qt::Key_Escape);
    host.press(Qt::Key_1); // no refinement to choose
    QVERIFY(!host.content().refinement);
    QVERIFY(!firstGap(host.content(), plainSchema(), 1));
}

void TstCritiquePanel::enterLeadsToTheWords()
{
    PanelHost host(makeCritique);
    host.open(itemOf({openings().at(0)}, {}, plainSchema()));
    QVERIFY(qobject_cast<QPlainTextEdit*>(QApplication::focusWidget()) == nullptr ||
            qobject_cast<QPlainTextEdit*>(QApplication::focusWidget())->isReadOnly());
    const std::optional<ContentGap> gap = firstGap(host.content(), plainSchema(), 1);
    QVERIFY(gap);
    QCOMPARE(host.panel()->gapText(*gap), u"The critique is empty"_s);
    QVERIFY(host.panel()->goToGap(*gap));
    host.type(u"q"_s);
    QCOMPARE(host.content().critique, u"q"_s);
    QVERIFY(host.content().reasons.isEmpty());
}

void TstCritiquePanel::eachOfSeveralHasItsWords()
{
    PanelHost host(makeCritique);
    host.open(itemOf(openings(), {2, 0, 3, 1}, plainSchema()));
    host.press(Qt::Key_C);
    host.type(u"a 1"_s);
    host.press(Qt::Key_Escape);
    host.press(Qt::Key_Down);
    host.press(Qt::Key_C);
    host.type(u"b 2"_s);
    host.press(Qt::Key_Escape);
    QCOMPARE(host.content().critiqueOf(2), u"a 1"_s);
    QCOMPARE(host.content().critiqueOf(0), u"b 2"_s);
    QVERIFY(host.content().critique.isEmpty());
    const std::optional<ContentGap> gap = firstGap(host.content(), plainSchema(), 4);
    QVERIFY(gap);
    QCOMPARE(host.panel()->gapText(*gap), u"2 of 4 critiques open"_s);
    QVERIFY(host.panel()->goToGap(*gap));
    QCOMPARE(critiquePanel(host)->list()->selected(), 2); // C, the first open one on the screen
    host.type(u"c"_s);
    host.press(Qt::Key_Escape);
    host.press(Qt::Key_4); // goes to D
    host.press(Qt::Key_C);
    host.type(u"d"_s);
    QCOMPARE(host.content().critiqueOf(3), u"c"_s);
    QCOMPARE(host.content().critiqueOf(1), u"d"_s);
    QVERIFY(!firstGap(host.content(), plainSchema(), 4));
    host.press(Qt::Key_Backspace); // an emptied one is gone
    QCOMPARE(host.content().critiques.size(), 3);
}

void TstCritiquePanel::bestRefinementByDigit()
{
    PanelHost host(makeCritique);
    host.open(itemOf(openings(), {3, 0, 2, 1}, pickingSchema()));
    QCOMPARE(critiquePanel(host)->listed(), (QList<ResponseIndex>{3, 2, 1}));
    host.press(Qt::Key_2); // B
    QCOMPARE(host.content().refinement, std::optional(2));
    QVERIFY(critiquePanel(host)->list()->card(1)->state().isChosen);
    host.press(Qt::Key_1);
    QCOMPARE(host.content().refinement, std::optional(3));
    host.press(Qt::Key_4); // there is none
    QCOMPARE(host.content().refinement, std::optional(3));
    host.press(Qt::Key_Backspace);
    QCOMPARE(host.content().refinement, std::optional(3));
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QVERIFY(!host.content().refinement);
    QCOMPARE(host.stepCount(), 3);
}

void TstCritiquePanel::noneIsBetter()
{
    PanelHost host(makeCritique);
    host.open(itemOf(openings(), {}, pickingSchema()));
    host.press(Qt::Key_0);
    QCOMPARE(host.content().refinement, std::optional(0));
    host.press(Qt::Key_3);
    QCOMPARE(host.content().refinement, std::optional(3));
    QVERIFY(host.undo());
    QCOMPARE(host.content().refinement, std::optional(0));
}

void TstCritiquePanel::bestRefinementBySpaceAndMouse()
{
    PanelHost host(makeCritique);
    host.open(itemOf(openings(), {}, pickingSchema()));
    host.press(Qt::Key_Down);
    host.press(Qt::Key_Space);
    QCOMPARE(host.content().refinement, std::optional(2));
    auto* choices = host.findChild<SegmentedControl*>(u"refinementChoices"_s);
    QVERIFY(choices != nullptr);
    QCOMPARE(choices->value(), std::optional(1));
    QTest::mouseClick(choices, Qt::LeftButton, {}, choices->cellRect(2).center().toPoint());
    QCOMPARE(host.content().refinement, std::optional(3));
    QCOMPARE(critiquePanel(host)->list()->selected(), 2);
    QTest::mouseClick(choices, Qt::LeftButton, {}, choices->cellRect(3).center().toPoint());
    QCOMPARE(host.content().refinement, std::optional(0));
}

void TstCritiquePanel::gapsComeInOrder()
{
    PanelHost host(makeCritique);
    const SchemaDefinition schema = pickingSchema();
    host.open(itemOf(openings(), {}, schema));
    QCOMPARE(firstGap(host.content(), schema, 4)->what, u"critique"_s);
    host.press(Qt::Key_C);
    host.type(u"Say when."_s);
    host.press(Qt::Key_Escape);
    const std::optional<ContentGap> gap = firstGap(host.content(), schema, 4);
    QVERIFY(gap);
    QCOMPARE(host.panel()->gapText(*gap), u"No refinement chosen"_s);
    QVERIFY(host.panel()->goToGap(*gap));
    host.press(Qt::Key_1);
    QVERIFY(!firstGap(host.content(), schema, 4));
    QVERIFY(host.panel()->hintText().contains(u"Enter"_s));
}

void TstCritiquePanel::undoTakesEachStepBack()
{
    PanelHost host(makeCritique);
    host.open(itemOf(openings(), {}, pickingSchema()));
    host.press(Qt::Key_C);
    host.type(u"ab"_s);
    host.press(Qt::Key_Z, Qt::ControlModifier); // in the field
    QCOMPARE(host.content().critique, u"a"_s);
    host.press(Qt::Key_Escape);
    host.press(Qt::Key_2);
    host.press(Qt::Key_Q);
    while (host.undo()) {
    }
    QCOMPARE(host.content(), AnnotationContent());
    QVERIFY(!critiquePanel(host)->list()->card(1)->state().isChosen);
}

void TstCritiquePanel::editIsKeptAsWhole()
{
    PanelHost host(makeCritique);
    host.open(itemOf(openings(), {1, 2, 3, 0}, pickingSchema()));
    host.press(Qt::Key_E, Qt::ControlModifier);
    host.type(u"In short: "_s);
    host.press(Qt::Key_Escape);
    QCOMPARE(host.content().edits.size(), 1);
    QCOMPARE(host.content().edits.at(0).response, 0);
    QCOMPARE(host.content().edits.at(0).text, u"In short: "_s + openings().at(0));
    QVERIFY(host.undo());
}

void TstCritiquePanel::editOfOneOfSeveral()
{
    PanelHost host(makeCritique);
    host.open(itemOf(openings(), {1, 2, 3, 0}, plainSchema()));
    host.press(Qt::Key_Down);
    host.press(Qt::Key_E, Qt::ControlModifier);
    host.type(u" Yes."_s);
    host.press(Qt::Key_Escape);
    QCOMPARE(host.content().edits.at(0).response, 2);
    QCOMPARE(host.content().edits.at(0).text, openings().at(2) + u" Yes."_s);
    QCOMPARE(critiquePanel(host)->list()->card(1)->shownText(), openings().at(2) + u" Yes."_s);
    QVERIFY(critiquePanel(host)->list()->card(1)->state().footer.contains(u"edited"_s));
}

void TstCritiquePanel::differencesAreMarked()
{
    PanelHost host(makeCritique);
    host.open(itemOf({u"It opened in 1977."_s, u"It opened in 1976."_s, u"It opened in 1977."_s}, {},
                     pickingSchema()));
    CardList* list = critiquePanel(host)->list();
    const int before = list->card(0)->height();
    host.press(Qt::Key_D);
    QVERIFY(host.actions().action(u"annotate.critique.differences"_s)->isChecked());
    host.press(Qt::Key_D);
    QVERIFY(!host.actions().action(u"annotate.critique.differences"_s)->isChecked());
    QCOMPARE(list->card(0)->height(), before);
    QCOMPARE(host.stepCount(), 0);
}

void TstCritiquePanel::reasonsHaveKeys()
{
    PanelHost host(makeCritique);
    host.open(itemOf({openings().at(0)}, {}, plainSchema()));
    host.press(Qt::Key_T);
    host.press(Qt::Key_Q);
    QCOMPARE(host.content().reasons,
             (QStringList{plainSchema().reasons.at(0).id, plainSchema().reasons.at(4).id}));
    QCOMPARE(host.actions().action(u"annotate.critique.reason1"_s)->text(), plainSchema().reasons.at(0).name);
}

void TstCritiquePanel::oddItems()
{
    PanelHost host(makeCritique);
    host.open(itemOf({}, {}, pickingSchema()));
    host.press(Qt::Key_1);
    host.press(Qt::Key_0);
    host.press(Qt::Key_X);
    host.press(Qt::Key_E, Qt::ControlModifier);
    QCOMPARE(host.stepCount(), 0);
    host.open(itemOf({openings().at(0)}, {}, pickingSchema())); // nothing to choose from
    host.press(Qt::Key_0);
    QVERIFY(!host.content().refinement);
    SchemaDefinition silent = pickingSchema();
    silent.critique = Requirement::Off;
    host.open(itemOf(openings(), {}, silent));
    host.press(Qt::Key_C);
    host.press(Qt::Key_1);
    QCOMPARE(host.content().refinement, std::optional(1));
    QVERIFY(host.content().critique.isEmpty());
}

void TstCritiquePanel::everythingHasAName()
{
    PanelHost host(makeCritique);
    host.open(itemOf(openings(), {}, pickingSchema()));
    host.press(Qt::Key_1);
    QVERIFY2(host.nameless().isEmpty(), qPrintable(host.nameless().join(u"; "_s)));
    QCOMPARE(
        QAccessible::queryAccessibleInterface(critiquePanel(host)->list()->card(0))->text(QAccessible::Name),
        u"Refinement A, the best"_s);
}

void TstCritiquePanel::pictures()
{
    PanelHost host(makeCritique);
    host.open(itemOf(openings(), {}, pickingSchema()));
    host.press(Qt::Key_C);
    host.type(u"Say that it opened on a Saturday, and where in Porirua."_s);
    host.press(Qt::Key_Escape);
    host.press(Qt::Key_2);
    host.press(Qt::Key_D);
    host.shoot(u"critique-refinements"_s);
    host.press(Qt::Key_D);
    host.open(itemOf(openings(), {}, plainSchema()));
    host.press(Qt::Key_C);
    host.type(u"Say when."_s);
    host.shoot(u"critique-several"_s);
    QCOMPARE(host.content().critiqueOf(0), u"Say when."_s);
}

QTEST_MAIN(TstCritiquePanel)
#include "tst_critiquepanel.moc"
