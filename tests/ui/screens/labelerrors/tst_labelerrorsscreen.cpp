#include "tests/ui/screens/inspect/inspecthost.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/screens/inspect/common/reporttable.h"
#include "ui/screens/labelerrors/labelerrorsscreen.h"
#include "ui/screens/labelerrors/labelerrortable.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QFile>
#include <QLabel>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// From a suspicious label to a batch that judges it again, as the lead does it.
class TestLabelErrorsScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_host.reset(); }
    void emptyProjectSaysWhatItIs();
    void nothingSuspicious();
    void suspiciousLabelsAreListed();
    void markedOnesBecomeABatch();
    void allAreMarkedByOneKey();
    void methodIsChosenByKey();
    void enterAndUserLead();
    void consensusIsSaved();
    void everyControlHasItsName();

private:
    void addVotes(bool withErrors);
    LabelErrorsScreen* ready();
    QTableView* table() { return m_host->find<QTableView>(u"labelErrorTable"_s); }
    QString cell(int row, LabelErrorColumn column)
    {
        return table()->model()->index(row, static_cast<int>(column)).data().toString();
    }
    static bool settle(LabelErrorsScreen& screen)
    {
        return QTest::qWaitFor([&] { return !screen.isStale(); }, 20'000);
    }

    std::unique_ptr<InspectHost> m_host;
};

void TestLabelErrorsScreen::addVotes(bool withErrors)
{
    LabelFixture& fixture = m_host->fixture;
    for (int number = 0; number < 15; ++number) {
        const ItemId item =
            fixture.addItem({.question = u"Question %1"_s.arg(number), .category = u"math"_s});
        const int right = number % 3 - 1;
        for (const QString& name : {u"ann"_s, u"ben"_s, u"dan"_s}) {
            fixture.append(item, fixture.annotator(name), pairwiseAnswer(right));
        }
        const bool isWrong = withErrors && (number == 3 || number == 5);
        fixture.append(item, fixture.annotator(u"cat"_s), pairwiseAnswer(isWrong ? -right : right));
    }
}

void TestLabelErrorsScreen::init()
{
    m_host = std::make_unique<InspectHost>();
}

LabelErrorsScreen* TestLabelErrorsScreen::ready()
{
    auto* screen = m_host->show<LabelErrorsScreen>();
    const bool isReady =
        QTest::qWaitFor([&] { return screen->report() != nullptr && !screen->isStale(); }, 20'000);
    return isReady ? screen : nullptr;
}

void TestLabelErrorsScreen::emptyProjectSaysWhatItIs()
{
    m_host->show<LabelErrorsScreen>();
    QTRY_VERIFY(m_host->find<QWidget>(u"inspectEmpty"_s)->isVisible());
}

void TestLabelErrorsScreen::nothingSuspicious()
{
    addVotes(false);
    QVERIFY(ready() != nullptr);
    QVERIFY(m_host->find<QWidget>(u"labelErrorsNone"_s)->isVisible());
    QVERIFY(!m_host->actions.action(u"labelerrors.batch"_s)->isEnabled());
    QVERIFY(m_host->find<QLabel>(u"inspectSentence"_s)->text().contains(u"against none of the 60"_s));
}

void TestLabelErrorsScreen::suspiciousLabelsAreListed()
{
    addVotes(true);
    QVERIFY(ready() != nullptr);
    const QAbstractItemModelTester tester(table()->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(table()->model()->rowCount(), 2);
    for (int row = 0; row < 2; ++row) {
        QCOMPARE(cell(row, LabelErrorColumn::Annotator), u"cat"_s);
        QCOMPARE(cell(row, LabelErrorColumn::Pair), u"alpha, beta"_s);
        QVERIFY(cell(row, LabelErrorColumn::Given) != cell(row, LabelErrorColumn::Others));
        QVERIFY2(cell(row, LabelErrorColumn::Soft).contains(u"%"_s),
                 qPrintable(cell(row, LabelErrorColumn::Soft)));
        QCOMPARE(cell(row, LabelErrorColumn::Labels).split(u' ').size(), 4);
    }
    QVERIFY2(m_host->find<QLabel>(u"inspectSentence"_s)
                 ->text()
                 .startsWith(u"The others’ labels speak against 2 of 60"_s),
             qPrintable(m_host->find<QLabel>(u"inspectSentence"_s)->text()));
}

void TestLabelErrorsScreen::markedOnesBecomeABatch()
{
    addVotes(true);
    QVERIFY(ready() != nullptr);
    QTRY_VERIFY(table()->hasFocus());
    m_host->press(Qt::Key_Down);
    m_host->press(Qt::Key_Space);
    QCOMPARE(cell(1, LabelErrorColumn::Chosen), u"✓"_s);
    QCOMPARE(cell(0, LabelErrorColumn::Chosen), QString());
    m_host->dialogs.answer(u"Again"_s);
    m_host->press(Qt::Key_B);
    QTRY_COMPARE(m_host->messages.size(), 1);
    QVERIFY2(m_host->messages.first().contains(u"1 item"_s), qPrintable(m_host->messages.first()));
    m_host->press(Qt::Key_Space);
    QCOMPARE(cell(1, LabelErrorColumn::Chosen), QString());
    QCOMPARE(m_host->errors, QStringList());
}

void TestLabelErrorsScreen::allAreMarkedByOneKey()
{
    addVotes(true);
    QVERIFY(ready() != nullptr);
    QTRY_VERIFY(table()->hasFocus());
    m_host->press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(cell(0, LabelErrorColumn::Chosen), u"✓"_s);
    QCOMPARE(cell(1, LabelErrorColumn::Chosen), u"✓"_s);
    m_host->press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(cell(0, LabelErrorColumn::Chosen), QString());
    // With nothing marked the batch takes all that are listed.
    m_host->dialogs.answer(u"Again"_s);
    m_host->press(Qt::Key_B);
    QTRY_COMPARE(m_host->messages.size(), 1);
    QVERIFY2(m_host->messages.first().contains(u"2 items"_s), qPrintable(m_host->messages.first()));
}

void TestLabelErrorsScreen::methodIsChosenByKey()
{
    addVotes(true);
    LabelErrorsScreen* screen = ready();
    QVERIFY(screen != nullptr);
    QVERIFY(screen->method() == ConsensusMethod::DawidSkene);
    const QList<ConsensusMethod> order{ConsensusMethod::DawidSkene,    ConsensusMethod::Majority,
                                       ConsensusMethod::OneCoin,       ConsensusMethod::Mace,
                                       ConsensusMethod::Glad,          ConsensusMethod::Wawa,
                                       ConsensusMethod::ZeroBasedSkill};
    for (int index = 0; index < order.size(); ++index) {
        m_host->press(static_cast<Qt::Key>(Qt::Key_1 + index));
        QVERIFY(screen->method() == order[index]);
        QVERIFY(settle(*screen));
        QVERIFY(screen->report()->options.method == order[index]);
        QCOMPARE(table()->model()->rowCount(), 2);
    }
}

void TestLabelErrorsScreen::enterAndUserLead()
{
    addVotes(true);
    LabelErrorsScreen* screen = ready();
    QVERIFY(screen != nullptr);
    QTRY_VERIFY(table()->hasFocus());
    m_host->press(Qt::Key_Return);
    const ItemId item = screen->report()->rows.front().item;
    QCOMPARE(m_host->requested, QStringList{u"items item:%1"_s.arg(item.value)});
    m_host->press(Qt::Key_U);
    QCOMPARE(m_host->requested.last(), u"annotators select:cat"_s);
}

void TestLabelErrorsScreen::consensusIsSaved()
{
    addVotes(true);
    QVERIFY(ready() != nullptr);
    const QString path = m_host->fixture.folder.filePath(u"consensus.csv"_s);
    m_host->dialogs.answer(path);
    m_host->press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 16); // a head and fifteen units
    QVERIFY2(
        lines.first().startsWith("prompt_id,prompt,turn,response_a,response_b,model_a,model_b,label,labels,"
                                 "tie,settled,p_a,p_tie,p_b"),
        lines.first().constData());
}

void TestLabelErrorsScreen::everyControlHasItsName()
{
    addVotes(true);
    LabelErrorsScreen* screen = ready();
    QVERIFY(screen != nullptr);
    QCOMPARE(widgetsWithoutNames(*screen), QStringList());
}

QTEST_MAIN(TestLabelErrorsScreen)

#include "tst_labelerrorsscreen.moc"
