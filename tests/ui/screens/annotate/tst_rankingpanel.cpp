#include "tests/ui/screens/annotate/cardsfixture.h"

#include "ui/screens/annotate/cardlist.h"
#include "ui/screens/annotate/rankingorder.h"
#include "ui/screens/annotate/rankingpanel.h"
#include "ui/screens/annotate/responsecard.h"

#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTest>

using namespace plumbline;
using namespace plumbline::test;
using namespace Qt::Literals::StringLiterals;

namespace {

AnswerPanel* makeRanking(const PanelServices& services, QWidget* parent)
{
    return new RankingPanel(services, parent);
}

RankingPanel* rankingPanel(const PanelHost& host)
{
    return qobject_cast<RankingPanel*>(host.panel());
}

OpenItem itemOf(const QStringList& texts, const QList<ResponseIndex>& order = {},
                const SchemaDefinition& schema = SchemaDefinition::builtIn(ItemKind::Ranking))
{
    return openItemOf(ItemKind::Ranking, texts, order, schema);
}

QList<QList<ResponseIndex>> groupsOf(const PanelHost& host)
{
    return host.content().ranking ? host.content().ranking->groups : QList<QList<ResponseIndex>>();
}

/// The gutters from top to bottom: "1", "=2", "=2", "–".
QStringList gutters(const PanelHost& host)
{
    QStringList texts;
    const CardList* list = rankingPanel(host)->list();
    for (const int place : list->order()) {
        texts.append(list->card(place)->state().gutter);
    }
    return texts;
}

using Groups = QList<QList<ResponseIndex>>;

} // namespace

/// The panel as a person uses it: keys and mouse in, content out.
class TstRankingPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void digitsPlaceResponsesNotRows();
    void tiesAndTheirPlaces();
    void arrowsMove();
    void takenOutAndBack();
    void twelveResponsesByTwoDigits();
    void topKeepsTheFirstFew();
    void tiesMayBeForbidden();
    void gapLeadsToTheOpenOne();
    void undoSelectsWhatChanged();
    void draggingPlacesTiesAndTakesOut();
    void escapeEndsADrag();
    void editIsKeptAsWhole();
    void critiqueReasonsAndConfidence();
    void longTextsAndTurnsUnfold();
    void nothingToRank();
    void everythingHasAName();
    void pictures();
};

void TstRankingPanel::digitsPlaceResponsesNotRows()
{
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {2, 0, 3, 1}));
    QCOMPARE(rankingPanel(host)->selected(), 2); // A
    host.press(Qt::Key_1);
    host.press(Qt::Key_Space); // the next one without a place: B
    host.press(Qt::Key_1);
    host.press(Qt::Key_Space);
    host.press(Qt::Key_3);
    QCOMPARE(groupsOf(host), (Groups{{0}, {2}, {3}}));
    QCOMPARE(gutters(host), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"–"_s}));
    host.press(Qt::Key_Down); // D, not placed
    host.press(Qt::Key_2);
    QCOMPARE(groupsOf(host), (Groups{{0}, {1}, {2}, {3}}));
    QCOMPARE(host.stepCount(), 4);
    QVERIFY(host.panel()->hintText().contains(u"Enter"_s));
    host.press(Qt::Key_2); // it is there already
    QCOMPARE(host.stepCount(), 4);
}

void TstRankingPanel::tiesAndTheirPlaces()
{
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {0, 1, 2, 3}));
    host.press(Qt::Key_Equal); // nothing above it
    QCOMPARE(host.stepCount(), 0);
    for (const int digit : {1, 2, 3, 4}) {
        host.press(Qt::Key_0 + digit);
        host.press(Qt::Key_Space);
    }
    QCOMPARE(groupsOf(host), (Groups{{0}, {1}, {2}, {3}}));
    QCOMPARE(rankingPanel(host)->selected(), 3);
    host.press(Qt::Key_Up);
    host.press(Qt::Key_Equal);
    QCOMPARE(groupsOf(host), (Groups{{0}, {1, 2}, {3}}));
    QCOMPARE(gutters(host), (QStringList{u"1"_s, u"=2"_s, u"=2"_s, u"4"_s}));
    QVERIFY(!rankingPanel(host)->list()->card(2)->state().tie.isEmpty());
    host.press(Qt::Key_Equal);
    QCOMPARE(groupsOf(host), (Groups{{0}, {1}, {2}, {3}}));
}

void TstRankingPanel::arrowsMove()
{
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {0, 1, 2, 3}));
    for (int count = 0; count < 4; ++count) {
        host.press(Qt::Key_Down, Qt::AltModifier); // without a place: comes last
        host.press(Qt::Key_Space);
    }
    QCOMPARE(groupsOf(host), (Groups{{0}, {1}, {2}, {3}}));
    host.press(Qt::Key_Up, Qt::AltModifier);
    host.press(Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(groupsOf(host), (Groups{{0}, {3}, {1}, {2}}));
    host.press(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(groupsOf(host), (Groups{{0}, {1}, {3}, {2}}));
    QCOMPARE(rankingPanel(host)->selected(), 3); // the card is followed
}

void TstRankingPanel::takenOutAndBack()
{
    PanelHost host(makeRanking);
    host.open(itemOf(openings()));
    host.press(Qt::Key_1);
    host.press(Qt::Key_0);
    QVERIFY(!host.content().ranking); // nothing, not an empty order
    QVERIFY(host.undo());
    QCOMPARE(groupsOf(host), (Groups{{0}}));
    host.press(Qt::Key_Backspace); // alone it takes nothing away
    QCOMPARE(groupsOf(host), (Groups{{0}}));
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QVERIFY(!host.content().ranking);
    QVERIFY(host.undo());
    QVERIFY(host.undo());
    QCOMPARE(host.content(), AnnotationContent());
}

void TstRankingPanel::twelveResponsesByTwoDigits()
{
    QStringList texts;
    for (int number = 0; number < 12; ++number) {
        texts.append(u"Answer %1"_s.arg(number));
    }
    PanelHost host(makeRanking);
    host.open(itemOf(texts));
    for (int number = 0; number < 12; ++number) {
        host.press(Qt::Key_Down, Qt::AltModifier);
        host.press(Qt::Key_Space);
    }
    QCOMPARE(placedResponses(*host.content().ranking).size(), 12);
    host.press(Qt::Key_Up); // response 10
    host.press(Qt::Key_1);
    QCOMPARE(rankOf(*host.content().ranking, 10), 1);
    host.press(Qt::Key_2); // 1 and 2: twelve
    QCOMPARE(rankOf(*host.content().ranking, 10), 12);
    host.press(Qt::Key_1);
    host.press(Qt::Key_0); // ten, not "take out"
    QCOMPARE(rankOf(*host.content().ranking, 10), 10);
    host.press(Qt::Key_5);
    QCOMPARE(rankOf(*host.content().ranking, 10), 5);
    host.press(Qt::Key_0);
    QCOMPARE(rankOf(*host.content().ranking, 10), 0);
}

void TstRankingPanel::topKeepsTheFirstFew()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Ranking);
    schema.topK = 2;
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {0, 1, 2, 3}, schema));
    host.press(Qt::Key_1);
    host.press(Qt::Key_Space);
    host.press(Qt::Key_2);
    QVERIFY(!firstGap(host.content(), schema, 4));
    host.press(Qt::Key_Space);
    host.press(Qt::Key_1); // the last of the first two falls out
    QCOMPARE(groupsOf(host), (Groups{{2}, {0}}));
    host.press(Qt::Key_3); // there are two places
    QCOMPARE(groupsOf(host), (Groups{{2}, {0}}));
    QVERIFY2(host.panel()->hintText().contains(u"2"_s), qPrintable(host.panel()->hintText()));
    QCOMPARE(gutters(host), (QStringList{u"1"_s, u"2"_s, u"–"_s, u"–"_s}));
}

void TstRankingPanel::tiesMayBeForbidden()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Ranking);
    schema.allowsTie = false;
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {}, schema));
    host.press(Qt::Key_1);
    host.press(Qt::Key_Space);
    host.press(Qt::Key_2);
    host.press(Qt::Key_Equal);
    QCOMPARE(groupsOf(host), (Groups{{0}, {1}}));
}

void TstRankingPanel::gapLeadsToTheOpenOne()
{
    PanelHost host(makeRanking);
    const SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Ranking);
    host.open(itemOf(openings(), {3, 2, 1, 0}));
    host.press(Qt::Key_1);
    const std::optional<ContentGap> gap = firstGap(host.content(), schema, 4);
    QVERIFY(gap);
    QVERIFY2(host.panel()->gapText(*gap).contains(u"3"_s), qPrintable(host.panel()->gapText(*gap)));
    QVERIFY(host.panel()->goToGap(*gap));
    QCOMPARE(rankingPanel(host)->selected(), 2); // B, the next one on the screen
}

void TstRankingPanel::undoSelectsWhatChanged()
{
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {0, 1, 2, 3}));
    host.press(Qt::Key_1);
    host.press(Qt::Key_Space);
    host.press(Qt::Key_2);
    host.press(Qt::Key_Space);
    QCOMPARE(rankingPanel(host)->selected(), 2);
    QVERIFY(host.undo());
    QCOMPARE(rankingPanel(host)->selected(), 1);
    QVERIFY(host.undo());
    QCOMPARE(rankingPanel(host)->selected(), 0);
    QCOMPARE(host.content(), AnnotationContent());
}

namespace {

/// Drags a card so that the pointer ends at this height of the list's content.
void dragTo(PanelHost& host, int place, int contentY, bool isReleased = true)
{
    QCoreApplication::processEvents();
    CardList* list = rankingPanel(host)->list();
    ResponseCard* card = list->card(place);
    const QPoint start(card->frameRect().left() + 20, card->frameRect().top() + 20);
    QTest::mousePress(card, Qt::LeftButton, {}, start);
    const QPoint end = card->mapFrom(list->widget(), QPoint(card->x() + start.x(), contentY));
    QTest::mouseMove(card, QPoint((start.x() + end.x()) / 2, (start.y() + end.y()) / 2));
    QTest::mouseMove(card, end);
    if (isReleased) {
        QTest::mouseRelease(card, Qt::LeftButton, {}, end);
    }
}

} // namespace

void TstRankingPanel::draggingPlacesTiesAndTakesOut()
{
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {0, 1, 2, 3}));
    CardList* list = rankingPanel(host)->list();
    dragTo(host, 2, 30); // into the empty place
    QCOMPARE(groupsOf(host), (Groups{{2}}));
    dragTo(host, 0, list->frameOf(2).top() + 2);
    QCOMPARE(groupsOf(host), (Groups{{0}, {2}}));
    dragTo(host, 1, list->frameOf(2).center().y());
    QCOMPARE(groupsOf(host), (Groups{{0}, {2, 1}}));
    dragTo(host, 3, list->frameOf(1).bottom() - 2);
    QCOMPARE(groupsOf(host), (Groups{{0}, {2, 1}, {3}}));
    dragTo(host, 3, list->frameOf(0).top() + 2);
    QCOMPARE(groupsOf(host), (Groups{{3}, {0}, {2, 1}}));
    host.press(Qt::Key_0); // D is selected; with it the part "not placed" is there again
    dragTo(host, 0, list->sectionTop(1) + 10);
    QCOMPARE(groupsOf(host), (Groups{{2, 1}}));
    QCOMPARE(host.stepCount(), 7);
    for (const int place : {0, 3}) { // all placed: the part to take out to comes while one drags
        rankingPanel(host)->list()->select(place);
        host.press(Qt::Key_1);
    }
    QCOMPARE(groupsOf(host), (Groups{{3}, {0}, {2, 1}}));
    QCoreApplication::processEvents();
    const int end = list->frameOf(1).bottom();
    dragTo(host, 0, end + 60);
    QCOMPARE(groupsOf(host), (Groups{{3}, {2, 1}}));
}

void TstRankingPanel::escapeEndsADrag()
{
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {0, 1, 2, 3}));
    dragTo(host, 2, 30, false);
    host.press(Qt::Key_Escape);
    ResponseCard* card = rankingPanel(host)->list()->card(2);
    QTest::mouseRelease(card, Qt::LeftButton, {}, QPoint(40, -200));
    QVERIFY(!host.content().ranking);
    QCOMPARE(host.stepCount(), 0);
}

void TstRankingPanel::editIsKeptAsWhole()
{
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {1, 0, 2, 3}));
    host.press(Qt::Key_E, Qt::ControlModifier);
    host.type(u" 1 more"_s);
    QCOMPARE(host.content().edits.size(), 1);
    QCOMPARE(host.content().edits.at(0).response, 1);
    QCOMPARE(host.content().edits.at(0).text, openings().at(1) + u" 1 more"_s);
    QVERIFY(!host.content().ranking); // the digit was text
    host.press(Qt::Key_Escape);
    QCOMPARE(rankingPanel(host)->list()->card(0)->shownText(), openings().at(1) + u" 1 more"_s);
    host.press(Qt::Key_1);
    QCOMPARE(groupsOf(host), (Groups{{1}}));
}

void TstRankingPanel::critiqueReasonsAndConfidence()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Ranking);
    schema.reasons = {{u"right"_s, u"Right"_s, {}}, {u"short"_s, u"Short"_s, {}}};
    schema.critique = Requirement::Required;
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {}, schema));
    for (int count = 0; count < 4; ++count) {
        host.press(Qt::Key_Down, Qt::AltModifier);
        host.press(Qt::Key_Space);
    }
    const std::optional<ContentGap> gap = firstGap(host.content(), schema, 4);
    QVERIFY(gap);
    QCOMPARE(gap->what, u"critique"_s);
    QVERIFY(host.panel()->goToGap(*gap));
    host.type(u"a is 1"_s);
    QCOMPARE(host.content().critique, u"a is 1"_s);
    host.press(Qt::Key_Escape);
    host.press(Qt::Key_W);
    host.press(Qt::Key_Q);
    QCOMPARE(host.content().reasons, (QStringList{u"right"_s, u"short"_s}));
    host.press(Qt::Key_W);
    QCOMPARE(host.content().reasons, QStringList{u"right"_s});
    QVERIFY(!firstGap(host.content(), schema, 4));
}

void TstRankingPanel::longTextsAndTurnsUnfold()
{
    QStringList texts = openings();
    texts[0] = u"A long line of words. "_s.repeated(400);
    OpenItem item = itemOf(texts, {0, 1, 2, 3});
    item.view.responses[1].turns = {u"What came before."_s, texts.at(1)};
    PanelHost host(makeRanking);
    host.open(item);
    CardList* list = rankingPanel(host)->list();
    const int folded = list->card(0)->height();
    QVERIFY(folded < 320);
    host.press(Qt::Key_X);
    QTRY_VERIFY(list->card(0)->height() > 2 * folded);
    host.press(Qt::Key_X);
    QTRY_COMPARE(list->card(0)->height(), folded);
    host.press(Qt::Key_Down);
    QVERIFY(list->card(1)->canFold()); // its earlier turn
    host.press(Qt::Key_Down);
    QVERIFY(!list->card(2)->canFold());
    const int before = list->verticalScrollBar()->value();
    host.press(Qt::Key_Up);
    host.press(Qt::Key_Up);
    host.press(Qt::Key_X);
    QCoreApplication::processEvents();
    host.press(Qt::Key_J);
    QVERIFY(list->verticalScrollBar()->value() > before);
}

void TstRankingPanel::nothingToRank()
{
    PanelHost host(makeRanking);
    host.open(itemOf({}));
    host.press(Qt::Key_1);
    host.press(Qt::Key_Equal);
    host.press(Qt::Key_X);
    QCOMPARE(host.stepCount(), 0);
    host.open(itemOf({u"The only one."_s}));
    host.press(Qt::Key_1);
    QCOMPARE(groupsOf(host), (Groups{{0}}));
}

void TstRankingPanel::everythingHasAName()
{
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {2, 0, 3, 1}));
    host.press(Qt::Key_1);
    QVERIFY2(host.nameless().isEmpty(), qPrintable(host.nameless().join(u"; "_s)));
    const CardList* list = rankingPanel(host)->list();
    QAccessibleInterface* card = QAccessible::queryAccessibleInterface(list->card(0));
    QCOMPARE(card->role(), QAccessible::ListItem);
    QCOMPARE(card->text(QAccessible::Name), u"Response A, place 1"_s);
    QCOMPARE(QAccessible::queryAccessibleInterface(list->card(1))->text(QAccessible::Name),
             u"Response B, not placed"_s);
}

void TstRankingPanel::pictures()
{
    if (qEnvironmentVariable("PLUMBLINE_SHOTS").isEmpty()) {
        QSKIP("PLUMBLINE_SHOTS names no folder");
    }
    PanelHost host(makeRanking);
    host.open(itemOf(openings(), {0, 1, 2, 3}));
    host.shoot(u"ranking-empty"_s);
    for (const int digit : {1, 2, 3}) {
        host.press(Qt::Key_0 + digit);
        host.press(Qt::Key_Space);
    }
    host.press(Qt::Key_Up);
    host.press(Qt::Key_Equal);
    host.shoot(u"ranking"_s);
    dragTo(host, 3, rankingPanel(host)->list()->frameOf(0).center().y(), false);
    host.shoot(u"ranking-drag"_s);
    host.theme().setKind(ThemeKind::HighContrast);
    host.shoot(u"ranking-hc"_s);
    host.theme().setKind(ThemeKind::Light);
}

QTEST_MAIN(TstRankingPanel)
#include "tst_rankingpanel.moc"
