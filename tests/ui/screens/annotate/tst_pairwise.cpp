#include "core/domain/schema.h"
#include "ui/screens/annotate/annotateactions.h"
#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/choicepopover.h"
#include "ui/screens/annotate/marginlogic.h"
#include "ui/screens/annotate/pairwisehints.h"
#include "ui/screens/annotate/pairwisepanel.h"
#include "ui/screens/annotate/responsecolumn.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/keyrouter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/marginscale.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

OpenItem pairItem(const QList<ResponseIndex>& shown,
                  const SchemaDefinition& schema = SchemaDefinition::builtIn(ItemKind::Pairwise))
{
    OpenItem item;
    item.view.item.kind = ItemKind::Pairwise;
    item.view.prompt.messages = {{u"user"_s, u"One"_s}, {u"user"_s, u"Two"_s}};
    Response first;
    first.model = u"secret-model-zero"_s;
    first.turns = {u"earlier zero"_s, u"zero says this and that"_s};
    Response second;
    second.model = u"secret-model-one"_s;
    second.turns = {u"earlier one"_s, u"one says this"_s};
    item.view.responses = {first, second};
    item.view.schema.definition = schema;
    item.shownOrder = shown;
    return item;
}

/// A panel in a window whose keys go where the main window's would.
class Bench
{
public:
    explicit Bench(const OpenItem& item)
    {
        addAnnotateActions(actions);
        panel = new PairwisePanel(PanelServices{theme, actions}, &window);
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(panel, 1);
        layout->addWidget(panel->unfoldingField());
        layout->addWidget(panel->answerRow());
        layout->addWidget(panel->explanationRow());
        panel->answerRow()->show();
        panel->explanationRow()->show();
        new KeyRouter(actions, &window,
                      [this] { return panel->actionContexts() + QStringList{u"annotate"_s}; });
        for (const ActionSpec& spec : actions.specs(u"annotate"_s)) {
            QObject::connect(actions.action(spec.id), &QAction::triggered, panel,
                             [this, id = spec.id] { panel->takeAction(id); });
        }
        window.resize(1400, 800);
        panel->setItem(item);
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
        panel->focusAnswer();
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(window.focusWidget() != nullptr ? window.focusWidget() : &window, key, modifiers);
    }

    [[nodiscard]] int margin() const
    {
        const Preference* preference = panel->content().findPreference(u"overall"_s);
        return preference != nullptr ? preference->margin : 99;
    }

    template <typename T> [[nodiscard]] T* find(const QString& name) const
    {
        return window.findChild<T*>(name);
    }

    Theme theme;
    ActionCollection actions;
    QWidget window;
    PairwisePanel* panel = nullptr;
};

} // namespace

class TstPairwise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameKeyGoesBetterMuchBetter_data()
    {
        QTest::addColumn<int>("presses");
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("margin");
        QTest::newRow("once") << 1 << 2 << 1;
        QTest::newRow("twice") << 2 << 2 << 2;
        QTest::newRow("three times is better again") << 3 << 2 << 1;
        QTest::newRow("four times is much better again") << 4 << 2 << 2;
        QTest::newRow("one step only stays") << 2 << 1 << 1;
    }
    void sameKeyGoesBetterMuchBetter()
    {
        QFETCH(int, presses);
        QFETCH(int, steps);
        QFETCH(int, margin);
        for (const int side : {1, -1}) {
            std::optional<SideChoice> choice;
            for (int press = 0; press < presses; ++press) {
                choice = pressedSide(choice, side, steps);
            }
            QCOMPARE(choice->margin, side * margin);
            QVERIFY(!choice->isBothBad);
        }
    }

    void otherSideStartsAtBetter()
    {
        QCOMPARE(pressedSide(SideChoice{2, false}, -1, 2), (SideChoice{-1, false}));
        QCOMPARE(pressedSide(SideChoice{0, true}, 1, 2), (SideChoice{1, false}));
        QCOMPARE(pressedSide(SideChoice{0, false}, 1, 2), (SideChoice{1, false}));
    }

    void choicesFollowResponses_data()
    {
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("side");
        QTest::addColumn<int>("stored");
        QTest::newRow("A is response 0") << 0 << 1 << 1;
        QTest::newRow("B is response 1") << 0 << -2 << -2;
        QTest::newRow("A is response 1") << 1 << 1 << -1;
        QTest::newRow("B is response 0") << 1 << -2 << 2;
        QTest::newRow("a tie has no side") << 1 << 0 << 0;
    }
    void choicesFollowResponses()
    {
        QFETCH(int, left);
        QFETCH(int, side);
        QFETCH(int, stored);
        const Preference preference = preferenceOf(u"overall"_s, SideChoice{side, false}, left);
        QCOMPARE(preference.first, 0);
        QCOMPARE(preference.second, 1);
        QCOMPARE(preference.margin, stored);
        QCOMPARE(choiceOf(preference, left), (SideChoice{side, false}));
    }

    void preferenceNamedTheOtherWayRoundIsShownRight()
    {
        Preference preference;
        preference.first = 1;
        preference.second = 0;
        preference.margin = 2;
        QCOMPARE(choiceOf(preference, 0).margin, -2);
        QCOMPARE(choiceOf(preference, 1).margin, 2);
    }

    void bothBadIsNoTie()
    {
        const Preference preference = preferenceOf(u"overall"_s, SideChoice{0, true}, 1);
        QVERIFY(preference.bothBad);
        QCOMPARE(preference.margin, 0);
        QCOMPARE(choiceOf(preference, 1), (SideChoice{0, true}));
    }

    void preferencesStandInTheOrderOfTheSchema()
    {
        const QStringList aspects{u"overall"_s, u"style"_s, u"facts"_s};
        AnnotationContent content;
        for (const QString& aspect : {u"facts"_s, u"overall"_s, u"style"_s}) {
            content = withPreference(content, aspects, aspect, preferenceOf(aspect, SideChoice{1, false}, 0));
        }
        content =
            withPreference(content, aspects, u"style"_s, preferenceOf(u"style"_s, SideChoice{-1, false}, 0));
        QCOMPARE(content.preferences.size(), 3);
        QCOMPARE(content.preferences.at(0).aspect, u"overall"_s);
        QCOMPARE(content.preferences.at(1).aspect, u"style"_s);
        QCOMPARE(content.preferences.at(1).margin, -1);
        content = withPreference(content, aspects, u"overall"_s, std::nullopt);
        QCOMPARE(content.preferences.first().aspect, u"style"_s);
    }

    void hintSaysWhatTheNextKeyDoes_data()
    {
        QTest::addColumn<bool>("isChosen");
        QTest::addColumn<int>("margin");
        QTest::addColumn<bool>("isBad");
        QTest::addColumn<QString>("hint");
        QTest::newRow("nothing")
            << false << 0 << false
            << u"Press 1 if A is better, 2 if B is better, 3 for a tie, 4 if both are bad."_s;
        QTest::newRow("B") << true << -1 << false
                           << u"B is chosen. Press 2 again for “much better”, Enter to submit."_s;
        QTest::newRow("A much") << true << 2 << false
                                << u"A is much better. Press 1 again for “better”, Enter to submit."_s;
        QTest::newRow("tie") << true << 0 << false << u"A tie is chosen. Enter to submit."_s;
        QTest::newRow("both bad") << true << 0 << true << u"Both bad is chosen. Enter to submit."_s;
    }
    void hintSaysWhatTheNextKeyDoes()
    {
        QFETCH(bool, isChosen);
        QFETCH(int, margin);
        QFETCH(bool, isBad);
        QFETCH(QString, hint);
        const PairwiseKeys keys{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"Enter"_s};
        const auto choice = isChosen ? std::optional(SideChoice{margin, isBad}) : std::nullopt;
        QCOMPARE(pairwiseHint(choice, keys, 2, isChosen, {}), hint);
    }

    void keysChoose_data()
    {
        QTest::addColumn<QList<int>>("shown");
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("shift");
        QTest::addColumn<int>("margin");
        const QList<int> straight{0, 1};
        const QList<int> swapped{1, 0};
        QTest::newRow("1 straight") << straight << int(Qt::Key_1) << false << 1;
        QTest::newRow("1 swapped") << swapped << int(Qt::Key_1) << false << -1;
        QTest::newRow("2 straight") << straight << int(Qt::Key_2) << false << -1;
        QTest::newRow("2 swapped") << swapped << int(Qt::Key_2) << false << 1;
        QTest::newRow("3") << swapped << int(Qt::Key_3) << false << 0;
        QTest::newRow("Shift+1 swapped") << swapped << int(Qt::Key_1) << true << -2;
        QTest::newRow("Shift+2 straight") << straight << int(Qt::Key_2) << true << -2;
    }
    void keysChoose()
    {
        QFETCH(QList<int>, shown);
        QFETCH(int, key);
        QFETCH(bool, shift);
        QFETCH(int, margin);
        Bench bench(pairItem(shown));
        QSignalSpy changes(bench.panel, &AnswerPanel::contentChanged);
        bench.press(static_cast<Qt::Key>(key), shift ? Qt::ShiftModifier : Qt::NoModifier);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(bench.margin(), margin);
    }

    void fourIsBothBadAndTheRingGoes()
    {
        Bench bench(pairItem({1, 0}));
        bench.press(Qt::Key_1);
        QVERIFY(bench.find<ResponseColumn>(u"responseA"_s)->isChosen());
        QVERIFY(!bench.find<ResponseColumn>(u"responseB"_s)->isChosen());
        bench.press(Qt::Key_4);
        QVERIFY(bench.panel->content().preferences.first().bothBad);
        QVERIFY(!bench.find<ResponseColumn>(u"responseA"_s)->isChosen());
    }

    void clickOnTheScaleChooses()
    {
        Bench bench(pairItem({1, 0}));
        auto* scale = bench.find<MarginScale>(u"scale.overall"_s);
        QVERIFY(scale != nullptr);
        // "B much better" is the last point of the scale; B shows response 0.
        const QPoint place = scale->cellRect(4).center().toPoint();
        QTest::mouseClick(scale, Qt::LeftButton, {}, place);
        QCOMPARE(bench.margin(), 2);
    }

    void reasonsToggleInTheOrderOfTheSchema()
    {
        Bench bench(pairItem({0, 1}));
        const SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Pairwise);
        bench.press(Qt::Key_R);
        bench.press(Qt::Key_W);
        QCOMPARE(bench.panel->content().reasons,
                 (QStringList{schema.reasons.at(1).id, schema.reasons.at(3).id}));
        bench.press(Qt::Key_W);
        QCOMPARE(bench.panel->content().reasons, QStringList{schema.reasons.at(3).id});
    }

    void yOpensTheReasonsWithoutAKey()
    {
        Bench bench(pairItem({0, 1}));
        const SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Pairwise);
        QVERIFY(schema.reasons.size() > 5);
        bench.press(Qt::Key_Y);
        auto* popover = bench.find<ChoicePopover>(u"pairwisePopover"_s);
        QVERIFY(popover->isOpen());
        const QString first = popover->choices().first().id;
        bench.press(Qt::Key_1);
        QVERIFY(!popover->isOpen());
        QVERIFY(bench.panel->content().reasons.contains(first));
        QVERIFY(bench.panel->content().preferences.isEmpty());
    }

    void confidenceIsOneKeyAndOneDigit()
    {
        Bench bench(pairItem({0, 1}));
        bench.press(Qt::Key_O);
        bench.press(Qt::Key_2);
        QCOMPARE(bench.panel->content().confidence,
                 SchemaDefinition::builtIn(ItemKind::Pairwise).confidences.at(1).id);
        QVERIFY(bench.panel->content().preferences.isEmpty());
    }

    void lettersTypeInTheCritiqueAndEscLeavesIt()
    {
        Bench bench(pairItem({0, 1}));
        bench.press(Qt::Key_C);
        auto* field = bench.find<AnswerField>(u"critiqueField"_s);
        QVERIFY(field->isVisible());
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, u"q1 w2"_s);
        QCOMPARE(bench.panel->content().critique, u"q1 w2"_s);
        QVERIFY(bench.panel->content().reasons.isEmpty());
        QVERIFY(bench.panel->content().preferences.isEmpty());
        bench.press(Qt::Key_Escape);
        bench.press(Qt::Key_2);
        QCOMPARE(bench.margin(), -1);
    }

    void editIsKeptByResponse()
    {
        Bench bench(pairItem({1, 0}));
        bench.press(Qt::Key_E, Qt::ControlModifier); // A shows response 1
        auto* field = bench.find<AnswerField>(u"editorA"_s);
        QVERIFY(field->hasFocus());
        QCOMPARE(field->toPlainText(), u"one says this"_s);
        field->moveCursor(QTextCursor::End);
        QTest::keyClicks(field, u" too"_s);
        const Edit* edit = bench.panel->content().findEdit(1);
        QVERIFY(edit != nullptr);
        QCOMPARE(edit->text, u"one says this too"_s);
        QVERIFY(bench.panel->content().findEdit(0) == nullptr);
        for (int press = 0; press < 4; ++press) {
            QTest::keyClick(field, Qt::Key_Backspace);
        }
        QVERIFY2(bench.panel->content().edits.isEmpty(), "An edit that changes nothing is none");
    }

    void ctrlBackspaceTakesTheChoiceAway()
    {
        Bench bench(pairItem({0, 1}));
        bench.press(Qt::Key_2);
        bench.press(Qt::Key_Backspace);
        QCOMPARE(bench.margin(), -1);
        bench.press(Qt::Key_Backspace, Qt::ControlModifier);
        QVERIFY(bench.panel->content().preferences.isEmpty());
    }

    void aspectsAreRowsAndArrowsMove()
    {
        SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Pairwise);
        for (const QString& id : {u"style"_s, u"facts"_s}) {
            Aspect aspect;
            aspect.id = id;
            aspect.name = id;
            schema.aspects.append(aspect);
        }
        Bench bench(pairItem({1, 0}, schema));
        bench.press(Qt::Key_1);
        bench.press(Qt::Key_Down);
        bench.press(Qt::Key_2);
        bench.press(Qt::Key_2);
        bench.press(Qt::Key_Down);
        bench.press(Qt::Key_3);
        bench.press(Qt::Key_Up);
        bench.press(Qt::Key_Up);
        bench.press(Qt::Key_1);
        const AnnotationContent& content = bench.panel->content();
        QCOMPARE(content.findPreference(u"overall"_s)->margin, -2);
        QCOMPARE(content.findPreference(u"style"_s)->margin, 2);
        QCOMPARE(content.findPreference(u"facts"_s)->margin, 0);
    }

    void setContentEmitsNothing()
    {
        Bench bench(pairItem({1, 0}));
        QSignalSpy changes(bench.panel, &AnswerPanel::contentChanged);
        AnnotationContent content;
        content.preferences = {preferenceOf(u"overall"_s, SideChoice{1, false}, 1)};
        content.critique = u"because"_s;
        bench.panel->setContent(content);
        QCOMPARE(changes.count(), 0);
        QVERIFY(bench.find<ResponseColumn>(u"responseA"_s)->isChosen());
        QCOMPARE(bench.find<AnswerField>(u"critiqueField"_s)->toPlainText(), u"because"_s);
    }

    void noModelIsNamed()
    {
        Bench bench(pairItem({1, 0}));
        const QList<QWidget*> widgets = bench.window.findChildren<QWidget*>();
        for (const QWidget* widget : widgets) {
            QVERIFY(!widget->accessibleName().contains(u"secret"_s));
            QVERIFY(!widget->toolTip().contains(u"secret"_s));
            QVERIFY(!widget->property("text").toString().contains(u"secret"_s));
        }
    }

    void narrowWindowStacks()
    {
        Bench bench(pairItem({0, 1}));
        QVERIFY(!bench.panel->isStacked());
        bench.window.resize(1100, 760);
        QTRY_VERIFY(bench.panel->isStacked());
        const auto* first = bench.find<ResponseColumn>(u"responseA"_s);
        const auto* second = bench.find<ResponseColumn>(u"responseB"_s);
        QTRY_VERIFY(second->y() >= first->y() + first->height());
    }

    void xUnfoldsTheEarlierTurns()
    {
        Bench bench(pairItem({0, 1}));
        bench.press(Qt::Key_X);
        QVERIFY(bench.find<ResponseColumn>(u"responseA"_s)->areTurnsUnfolded());
        QVERIFY(bench.find<ResponseColumn>(u"responseB"_s)->areTurnsUnfolded());
        bench.press(Qt::Key_X);
        QVERIFY(!bench.find<ResponseColumn>(u"responseA"_s)->areTurnsUnfolded());
    }
};

QTEST_MAIN(TstPairwise)
#include "tst_pairwise.moc"
