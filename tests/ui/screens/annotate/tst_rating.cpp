#include "tests/ui/screens/annotate/panelhost.h"

#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/ratingpanel.h"
#include "ui/screens/annotate/ratingtable.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTest>

using namespace plumbline;
using namespace plumbline::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Aspect aspect(const QString& id, const QString& name, int least, int most, bool allowsNone = true)
{
    Aspect made;
    made.id = id;
    made.name = name;
    for (int value = least; value <= most; ++value) {
        made.points.append({value, u"Point %1"_s.arg(value)});
    }
    made.allowsNotApplicable = allowsNone;
    return made;
}

OpenItem itemOf(const QStringList& texts, const QList<ResponseIndex>& order,
                const SchemaDefinition& schema = SchemaDefinition::builtIn(ItemKind::Rating))
{
    OpenItem item;
    item.view.item.kind = ItemKind::Rating;
    item.view.prompt.messages = {{u"user"_s, u"Write a question about event duration."_s}};
    for (const QString& text : texts) {
        Response response;
        response.turns = {text};
        item.view.responses.append(response);
    }
    item.view.schema.definition = schema;
    item.shownOrder = order;
    return item;
}

QStringList chaseQuestions()
{
    return {
        u"How long did Max and Joey typically run through the fields playing their game of chase?"_s,
        u"How long did Max and Joey usually run through the fields in a game of chase?"_s,
        u"How long did Max and Joey usually run in a game of chase?"_s,
        u"How long would Max and Joey typically run through the fields together during a game of chase?"_s,
        u"How long did Max and Joey usually play a game of chase before they got too tired to run anymore?"_s};
}

AnswerPanel* makeRating(const PanelServices& services, QWidget* parent)
{
    return new RatingPanel(services, parent);
}

RatingPanel* ratingPanel(const PanelHost& host)
{
    return qobject_cast<RatingPanel*>(host.panel());
}

} // namespace

class TstRating : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void digitsMeanPoints_data();
    void digitsMeanPoints();
    void ratingsBelongToResponsesNotRows();
    void digitGoesDownTheAspectAndThenToTheNext();
    void zeroDoesNotApply();
    void tenPointScales();
    void longScalesTakeSeveralDigits();
    void whatCannotBeRatedSaysSo();
    void rationaleIsTypedAndCounted();
    void rationaleBeforeTheRatingIsKept();
    void clearedRatingComesBack();
    void undoLeadsBackToTheCell();
    void editKeepsUnchangedTextsAndLineEnds();
    void gapLeadsToTheFirstOpenCell();
    void longResponsesUnfold();
    void tableTurnsForOneResponseAndForVeryLongOnes();
    void mouseAloneRates();
    void manyResponsesStayQuick();
    void cellsHaveNames();
    void pictures();
};

void TstRating::digitsMeanPoints_data()
{
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("digit");
    QTest::addColumn<int>("value"); // -99: none
    QTest::newRow("1 of 7") << 1 << 7 << 1 << 1;
    QTest::newRow("7 of 7") << 1 << 7 << 7 << 7;
    QTest::newRow("8 of 7") << 1 << 7 << 8 << -99;
    QTest::newRow("0 of 7 is no point") << 1 << 7 << 0 << -99;
    QTest::newRow("0 of 0 to 4 is a point") << 0 << 4 << 0 << 0;
    QTest::newRow("0 of ten is ten") << 1 << 10 << 0 << 10;
    QTest::newRow("9 of ten") << 1 << 10 << 9 << 9;
    QTest::newRow("from -2: the first point") << -2 << 2 << 1 << -2;
    QTest::newRow("from -2: the last point") << -2 << 2 << 5 << 2;
    QTest::newRow("from -2: beyond") << -2 << 2 << 6 << -99;
    QTest::newRow("a hundred points need several digits") << 0 << 100 << 7 << -99;
}

void TstRating::digitsMeanPoints()
{
    QFETCH(int, least);
    QFETCH(int, most);
    QFETCH(int, digit);
    QFETCH(int, value);
    const Aspect scale = aspect(u"a"_s, u"A"_s, least, most);
    QCOMPARE(RatingGrid::valueOfDigit(scale, digit).value_or(-99), value);
    if (value != -99) {
        QCOMPARE(RatingGrid::keyOfValue(scale, value), QString::number(digit));
    }
}

void TstRating::ratingsBelongToResponsesNotRows()
{
    PanelHost host(makeRating);
    const QList<ResponseIndex> order{3, 0, 4, 2, 1};
    host.open(itemOf(chaseQuestions(), order));
    for (const int digit : {7, 4, 6, 6, 5}) {
        host.press(Qt::Key_0 + digit);
    }
    QCOMPARE(host.content().ratings.size(), 5);
    const QList<double> typed{7, 4, 6, 6, 5};
    for (int row = 0; row < order.size(); ++row) {
        const Rating* rating = host.content().findRating(order.at(row), u"overall"_s);
        QVERIFY(rating != nullptr);
        QCOMPARE(*rating->value, typed.at(row));
    }
}

void TstRating::digitGoesDownTheAspectAndThenToTheNext()
{
    PanelHost host(makeRating);
    host.open(itemOf(chaseQuestions(), {0, 1, 2, 3, 4}));
    const RatingGrid& grid = ratingPanel(host)->grid();
    QCOMPARE(grid.cursor(), (RatingCell{0, 0}));
    host.press(Qt::Key_Down);
    host.press(Qt::Key_5); // B is rated; A is still open
    QCOMPARE(grid.cursor(), (RatingCell{2, 0}));
    host.press(Qt::Key_5);
    host.press(Qt::Key_5);
    host.press(Qt::Key_5); // E; the open cell above is next
    QCOMPARE(grid.cursor(), (RatingCell{0, 0}));
    host.press(Qt::Key_5);
    QCOMPARE(grid.cursor(), (RatingCell{0, 1}));
    host.press(Qt::Key_Right);
    host.press(Qt::Key_Left);
    host.press(Qt::Key_Up);
    QCOMPARE(grid.cursor(), (RatingCell{0, 1})); // at the edge
    for (int press = 0; press < 10; ++press) {
        host.press(Qt::Key_3);
    }
    QVERIFY(!firstGap(host.content(), SchemaDefinition::builtIn(ItemKind::Rating), 5));
    QCOMPARE(host.stepCount(), 15);
    QVERIFY(host.panel()->hintText().contains(u"Enter"_s));
}

void TstRating::zeroDoesNotApply()
{
    PanelHost host(makeRating);
    host.open(itemOf(chaseQuestions(), {}));
    host.press(Qt::Key_0);
    const Rating* rating = host.content().findRating(0, u"overall"_s);
    QVERIFY(rating != nullptr);
    QVERIFY(!rating->value);
    QCOMPARE(ratingPanel(host)->grid().cursor(), (RatingCell{1, 0}));
}

void TstRating::tenPointScales()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Rating);
    schema.aspects = {aspect(u"ten"_s, u"Ten"_s, 1, 10)};
    PanelHost host(makeRating);
    host.open(itemOf({u"one"_s, u"two"_s, u"three"_s}, {}, schema));
    host.press(Qt::Key_0);
    host.press(Qt::Key_0, Qt::ShiftModifier);
    host.press(Qt::Key_9);
    QCOMPARE(*host.content().findRating(0, u"ten"_s)->value, 10.0);
    QVERIFY(!host.content().findRating(1, u"ten"_s)->value);
    QCOMPARE(*host.content().findRating(2, u"ten"_s)->value, 9.0);
}

void TstRating::longScalesTakeSeveralDigits()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Rating);
    schema.aspects = {aspect(u"percent"_s, u"Percent"_s, 0, 100)};
    PanelHost host(makeRating);
    host.open(itemOf({u"one"_s, u"two"_s}, {}, schema));
    host.press(Qt::Key_7);
    QCOMPARE(*host.content().findRating(0, u"percent"_s)->value, 7.0);
    QCOMPARE(ratingPanel(host)->grid().cursor().row, 0); // a second digit may follow
    host.press(Qt::Key_3);
    QCOMPARE(*host.content().findRating(0, u"percent"_s)->value, 73.0);
    QCOMPARE(ratingPanel(host)->grid().cursor().row, 1);
    host.press(Qt::Key_1);
    host.press(Qt::Key_0);
    host.press(Qt::Key_0);
    QCOMPARE(*host.content().findRating(1, u"percent"_s)->value, 100.0);
}

void TstRating::whatCannotBeRatedSaysSo()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Rating);
    schema.aspects = {aspect(u"a"_s, u"Fluency"_s, 1, 5, false)};
    PanelHost host(makeRating);
    host.open(itemOf({u"one"_s, u"two"_s}, {}, schema));
    host.press(Qt::Key_8);
    QVERIFY2(host.panel()->hintText().contains(u"from 1 to 5"_s), qPrintable(host.panel()->hintText()));
    host.press(Qt::Key_0);
    QVERIFY2(host.panel()->hintText().contains(u"always applies"_s), qPrintable(host.panel()->hintText()));
    host.press(Qt::Key_Backspace);
    QVERIFY(host.content().isEmpty());
}

void TstRating::rationaleIsTypedAndCounted()
{
    PanelHost host(makeRating);
    host.open(itemOf(chaseQuestions(), {4, 3, 2, 1, 0}));
    host.press(Qt::Key_Down);
    host.press(Qt::Key_4);
    host.press(Qt::Key_Up);
    host.press(Qt::Key_C);
    host.type(u"Asks about the field, 5 times."_s); // digits and letters are text here
    host.press(Qt::Key_Escape);
    const Rating* rating = host.content().findRating(3, u"overall"_s);
    QVERIFY(rating != nullptr);
    QCOMPARE(rating->rationale, u"Asks about the field, 5 times."_s);
    QCOMPARE(*rating->value, 4.0);
    QCOMPARE(host.content().ratings.size(), 1);
    QCOMPARE(ratingPanel(host)->grid().rationaleCount(host.content(), 1), 1);
    QVERIFY(qobject_cast<RatingTable*>(QApplication::focusWidget()) != nullptr);
    host.press(Qt::Key_6);
    QCOMPARE(*host.content().findRating(3, u"overall"_s)->value, 6.0);
    QCOMPARE(host.content().findRating(3, u"overall"_s)->rationale, u"Asks about the field, 5 times."_s);
}

void TstRating::rationaleBeforeTheRatingIsKept()
{
    PanelHost host(makeRating);
    host.open(itemOf(chaseQuestions(), {}));
    host.press(Qt::Key_C);
    host.type(u"vague"_s);
    host.press(Qt::Key_Escape);
    QVERIFY(host.content().ratings.isEmpty()); // a rating without a value would say "does not apply"
    const AnnotationContent stored = AnnotationContent::fromJson(host.content().toJson()).value();
    QCOMPARE(stored, host.content()); // and the draft has it
    host.press(Qt::Key_2);
    QCOMPARE(host.content().findRating(0, u"overall"_s)->rationale, u"vague"_s);
    QVERIFY(host.content().extra.isEmpty());
}

void TstRating::clearedRatingComesBack()
{
    PanelHost host(makeRating);
    host.open(itemOf(chaseQuestions(), {}));
    host.press(Qt::Key_2);
    host.press(Qt::Key_Up);
    const AnnotationContent rated = host.content();
    host.press(Qt::Key_Backspace);
    QCOMPARE(host.content(), rated);
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QVERIFY(host.content().ratings.isEmpty());
    host.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(host.content(), rated);
}

void TstRating::undoLeadsBackToTheCell()
{
    PanelHost host(makeRating);
    host.open(itemOf(chaseQuestions(), {}));
    for (int press = 0; press < 6; ++press) {
        host.press(Qt::Key_5);
    }
    QCOMPARE(ratingPanel(host)->grid().cursor(), (RatingCell{1, 1}));
    host.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(ratingPanel(host)->grid().cursor(), (RatingCell{0, 1}));
    host.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(ratingPanel(host)->grid().cursor(), (RatingCell{4, 0}));
    QCOMPARE(host.content().ratings.size(), 4);
}

void TstRating::editKeepsUnchangedTextsAndLineEnds()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Rating);
    schema.allowsEdit = true;
    PanelHost host(makeRating);
    const QString text = u"First line\r\nsecond\u00A0line"_s;
    host.open(itemOf({u"other"_s, text}, {1, 0}, schema));
    host.press(Qt::Key_E, Qt::ControlModifier);
    QVERIFY(host.content().edits.isEmpty());
    host.type(u"!"_s);
    const Edit* edit = host.content().findEdit(1);
    QVERIFY(edit != nullptr);
    QCOMPARE(edit->text, text + u'!');
    host.press(Qt::Key_Backspace);
    QVERIFY(host.content().edits.isEmpty()); // the text as it was is no edit
}

void TstRating::gapLeadsToTheFirstOpenCell()
{
    PanelHost host(makeRating);
    host.open(itemOf(chaseQuestions(), {4, 3, 2, 1, 0}));
    for (int press = 0; press < 7; ++press) {
        host.press(Qt::Key_5);
    }
    host.press(Qt::Key_Right);
    host.press(Qt::Key_Down);
    const auto gap = firstGap(host.content(), SchemaDefinition::builtIn(ItemKind::Rating), 5);
    QVERIFY(gap);
    QCOMPARE(host.panel()->gapText(*gap), u"8 of 15 ratings open"_s);
    QVERIFY(host.panel()->goToGap(*gap));
    QCOMPARE(ratingPanel(host)->grid().cursor(), (RatingCell{2, 1}));
}

void TstRating::longResponsesUnfold()
{
    PanelHost host(makeRating);
    QString lines;
    for (int line = 0; line < 20; ++line) {
        lines += u"line %1 of a long response\n\n"_s.arg(line);
    }
    host.open(itemOf({u"short"_s, lines}, {}));
    QVERIFY(!ratingPanel(host)->isTurned());
    auto* table = host.findChild<RatingTable*>();
    QVERIFY(!table->isLong(0));
    QVERIFY(table->isLong(1));
    const int folded = table->rowRect(1).height();
    host.press(Qt::Key_Down);
    host.press(Qt::Key_X);
    QVERIFY(table->isUnfolded(1));
    QVERIFY(table->rowRect(1).height() > folded + 100);
    host.press(Qt::Key_X);
    QCOMPARE(table->rowRect(1).height(), folded);
}

void TstRating::tableTurnsForOneResponseAndForVeryLongOnes()
{
    PanelHost host(makeRating);
    host.open(itemOf({u"alone"_s}, {}));
    QVERIFY(ratingPanel(host)->isTurned());
    host.press(Qt::Key_6);
    QCOMPARE(ratingPanel(host)->grid().cursor(), (RatingCell{0, 1}));
    host.press(Qt::Key_Down); // one response: down goes to the next aspect
    QCOMPARE(ratingPanel(host)->grid().cursor(), (RatingCell{0, 2}));
    host.shoot(u"rating-turned-one"_s);
    host.open(itemOf({QString(5000, u'x'), u"short"_s}, {}));
    QVERIFY(ratingPanel(host)->isTurned());
    QTest::mouseClick(host.findChild<QWidget*>(u"ratingNextResponse"_s), Qt::LeftButton);
    QCOMPARE(ratingPanel(host)->grid().cursor(), (RatingCell{1, 0}));
    QCOMPARE(host.nameless(), QStringList());
    host.open(itemOf(chaseQuestions(), {}));
    QVERIFY(!ratingPanel(host)->isTurned());
    host.press(Qt::Key_2);
    QCOMPARE(host.content().ratings.size(), 1);
}

void TstRating::mouseAloneRates()
{
    PanelHost host(makeRating);
    host.open(itemOf(chaseQuestions(), {2, 1, 0, 3, 4}));
    auto* table = host.findChild<RatingTable*>();
    const Aspect& overall = ratingPanel(host)->grid().aspectAt(0);
    const RatingScale scale(host.theme(), overall);
    const QPointF place = table->scaleRect({1, 0}).topLeft() + scale.pointRect(4).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place.toPoint());
    QCOMPARE(*host.content().findRating(1, u"overall"_s)->value, 5.0);
    const QPointF none = table->scaleRect({0, 0}).topLeft() + scale.notApplicableRect().center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, none.toPoint());
    QVERIFY(!host.content().findRating(2, u"overall"_s)->value);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->whyRect(0).center());
    QVERIFY(qobject_cast<AnswerField*>(QApplication::focusWidget()) != nullptr);
}

void TstRating::manyResponsesStayQuick()
{
    QStringList texts;
    for (int index = 0; index < 3000; ++index) {
        texts.append(
            u"Response number %1 says **something** that takes a line or two to say, as responses do. "_s
                .arg(index)
                .repeated(1 + index % 9));
    }
    PanelHost host(makeRating);
    QElapsedTimer timer;
    timer.start();
    host.open(itemOf(texts, {}));
    QVERIFY2(timer.elapsed() < 1500, qPrintable(u"opened in %1 ms"_s.arg(timer.elapsed())));
    timer.restart();
    for (int press = 0; press < 100; ++press) {
        host.press(Qt::Key_5);
    }
    QVERIFY2(timer.elapsed() < 5000, qPrintable(u"100 ratings in %1 ms"_s.arg(timer.elapsed())));
    QCOMPARE(host.content().ratings.size(), 100);
    auto* table = host.findChild<RatingTable*>();
    QVERIFY(table->viewport()->rect().intersects(table->rowRect(ratingPanel(host)->grid().cursor().row)));
}

void TstRating::cellsHaveNames()
{
    PanelHost host(makeRating);
    host.open(itemOf(chaseQuestions(), {}));
    host.press(Qt::Key_6);
    auto* table = host.findChild<RatingTable*>();
    QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(table);
    QCOMPARE(spoken->childCount(), 15);
    QCOMPARE(spoken->child(9)->text(QAccessible::Name), u"Overall, response D, not rated, 1 to 7"_s);
    QAccessibleInterface* cell = spoken->child(0);
    QCOMPARE(cell->text(QAccessible::Name), u"Overall, response A, rated 6, 1 to 7"_s);
    QCOMPARE(cell->childCount(), 8); // seven points and "does not apply"
    QVERIFY(cell->child(5)->state().checked);
    cell->child(2)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(*host.content().findRating(0, u"overall"_s)->value, 3.0);
    QCOMPARE(host.nameless(), QStringList());
    host.open(itemOf({u"alone"_s}, {}));
    QCOMPARE(host.nameless(), QStringList());
}

void TstRating::pictures()
{
    if (qEnvironmentVariableIsEmpty("PLUMBLINE_SHOTS")) {
        QSKIP("PLUMBLINE_SHOTS names no folder");
    }
    PanelHost host(makeRating);
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrast}) {
        host.theme().setKind(kind);
        host.open(itemOf(chaseQuestions(), {}));
        for (const int digit : {7, 4, 6, 6, 6, 5, 3, 5}) {
            host.press(Qt::Key_0 + digit);
        }
        host.press(Qt::Key_Up);
        host.press(Qt::Key_Up);
        host.press(Qt::Key_C);
        host.type(u"Asks about the field and not about how long they play."_s);
        host.press(Qt::Key_Escape);
        host.press(Qt::Key_Down);
        host.press(Qt::Key_Down);
        host.shoot(u"rating-%1"_s.arg(static_cast<int>(kind)));
    }
    host.theme().setKind(ThemeKind::Light);
    const QString text =
        u"# Heading\n\nA paragraph with **bold** and `code`.\n\n```cpp\nint main() { return 0; }\n```\n"_s;
    host.open(itemOf({text.repeated(20), text.repeated(30), text}, {}));
    host.shoot(u"rating-turned"_s);
}

QTEST_MAIN(TstRating)
#include "tst_rating.moc"
