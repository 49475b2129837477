#include "tests/ui/gallery/chartsamples.h"
#include "tests/ui/plots/plotsfixture.h"
#include "ui/plots/barchart.h"
#include "ui/plots/chartcard.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/valuebox.h"

#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

using Maker = Chart* (*)(const Theme&);

class TstChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void arrowsGoFromMarkToMark();
    void enterActivatesTheMark();
    void pointerShowsTheValueAndActivates();
    void everyMarkIsReachedByKeys_data();
    void everyMarkIsReachedByKeys();
    void marksAndTableRowsBelongTogether_data();
    void marksAndTableRowsBelongTogether();
    void selectionFromOutsideEmitsNothing();
    void newDataForgetsMarksThatAreGone();
    void emptyChartSaysWhy();
    void staleNumbersAreDimmed();
    void screenReaderFindsTheTable_data();
    void screenReaderFindsTheTable();
    void screenReaderFollowsTheFocus();
    void cardShowsTheSameNumbersAsTable();
    void cardOfThePageIsTheOneLastUsed();
    void themeChangesTheColours();
    void theBoxLeavesWhatStandsOverTheChart();
    void pageKeysStayThePages();
    void ringIsAroundTheMark();

private:
    static void addCharts();

    Theme m_theme;
};

void TstChart::addCharts()
{
    namespace samples = chartsamples;
    QTest::addColumn<Maker>("make");
    const auto add = [](const char* name, Maker make) { QTest::newRow(name) << make; };
    add("ranking", [](const Theme& theme) -> Chart* { return samples::ranking(theme); });
    add("matrix", [](const Theme& theme) -> Chart* { return samples::winMatrix(theme); });
    add("large matrix", [](const Theme& theme) -> Chart* { return samples::largeMatrix(theme, 14); });
    add("histogram", [](const Theme& theme) -> Chart* { return samples::lengths(theme); });
    add("lying bars", [](const Theme& theme) -> Chart* { return samples::categories(theme); });
    add("standing bars", [](const Theme& theme) -> Chart* { return samples::votes(theme); });
    add("reliability", &samples::reliability);
    add("two lines", &samples::agreementOverTime);
    add("points", [](const Theme& theme) { return samples::people(theme, 65); });
    add("density", [](const Theme& theme) { return samples::people(theme, 2001); });
    add("strips", [](const Theme& theme) { return samples::paces(theme, 30); });
    add("strip bins", [](const Theme& theme) { return samples::paces(theme, 600); });
}

void TstChart::arrowsGoFromMarkToMark()
{
    IntervalChart chart(m_theme);
    chart.setRows(plotsfixture::threeRows());
    chart.setScale(ChartScale::percent(u"Agreement"_s));
    chart.resize(400, 260);
    plotsfixture::showFocused(chart, chart);
    QCOMPARE(chart.currentMark(), (ChartMark{0, 0})); // coming in by keyboard stands on the first
    QSignalSpy moved(&chart, &Chart::markSelected);
    QTest::keyClick(&chart, Qt::Key_Down);
    QCOMPARE(chart.currentMark(), (ChartMark{1, 0}));
    QCOMPARE(moved.count(), 1);
    QCOMPARE(moved.front().at(0).toInt(), 1);
    QCOMPARE(chart.shownValue(),
             (QStringList{u"expert_2"_s, u"Agreement 50.0 %"_s, u"95 % interval 40.0 % to 60.0 %"_s}));
    QTest::keyClick(&chart, Qt::Key_End);
    QCOMPARE(chart.currentMark(), (ChartMark{2, 0}));
    QCOMPARE(chart.shownValue().last(), u"expert_3 shares no item with anyone."_s);
    QTest::keyClick(&chart, Qt::Key_Down); // stops at the end
    QCOMPARE(chart.currentMark(), (ChartMark{2, 0}));
    QCOMPARE(moved.count(), 2);
    QTest::keyClick(&chart, Qt::Key_Escape);
    QVERIFY(chart.shownValue().isEmpty());
    QTest::keyClick(&chart, Qt::Key_Home);
    QCOMPARE(chart.currentMark(), (ChartMark{0, 0}));
}

void TstChart::enterActivatesTheMark()
{
    const std::unique_ptr<HeatMap> map(chartsamples::winMatrix(m_theme));
    map->setSelection({});
    map->resize(480, 360);
    plotsfixture::showFocused(*map, *map);
    QSignalSpy activated(map.get(), &Chart::markActivated);
    QTest::keyClick(map.get(), Qt::Key_Return); // the diagonal leads nowhere
    QCOMPARE(activated.count(), 0);
    QTest::keyClick(map.get(), Qt::Key_Right);
    QTest::keyClick(map.get(), Qt::Key_Right);
    QTest::keyClick(map.get(), Qt::Key_Down);
    QTest::keyClick(map.get(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.front(), (QVariantList{1, 2}));
    QTest::keyClick(map.get(), Qt::Key_Space);
    QCOMPARE(activated.count(), 2);
    QCOMPARE(map->shownValue(), (QStringList{u"claude-v1, gpt-3.5-turbo"_s, u"Won 49 %"_s, u"Votes 248"_s}));
}

void TstChart::pointerShowsTheValueAndActivates()
{
    const std::unique_ptr<HeatMap> map(chartsamples::winMatrix(m_theme));
    map->resize(480, 360);
    map->show();
    QVERIFY(QTest::qWaitForWindowExposed(map.get()));
    QSignalSpy selected(map.get(), &Chart::markSelected);
    QSignalSpy activated(map.get(), &Chart::markActivated);
    const QPoint cell = map->markRect({3, 1}).center().toPoint();
    QTest::mouseMove(map.get(), cell);
    QTRY_COMPARE(map->shownValue().value(0), u"vicuna-13b-v1.2, claude-v1"_s);
    QCOMPARE(map->cursor().shape(), Qt::PointingHandCursor);
    QTest::mouseClick(map.get(), Qt::LeftButton, {}, cell);
    QCOMPARE(selected.count(), 1);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.front(), (QVariantList{3, 1}));
    // Pressing on one and letting go on another is no click.
    QTest::mousePress(map.get(), Qt::LeftButton, {}, cell);
    QTest::mouseRelease(map.get(), Qt::LeftButton, {}, map->markRect({0, 5}).center().toPoint());
    QCOMPARE(activated.count(), 1);
    QTest::mouseMove(map.get(), map->markRect({2, 2}).center().toPoint()); // the diagonal
    QTRY_VERIFY(map->cursor().shape() != Qt::PointingHandCursor);
}

void TstChart::everyMarkIsReachedByKeys_data()
{
    addCharts();
}

void TstChart::everyMarkIsReachedByKeys()
{
    QFETCH(Maker, make);
    const std::unique_ptr<Chart> chart(make(m_theme));
    chart->setSelection({});
    chart->resize(520, 400);
    plotsfixture::showFocused(*chart, *chart);
    // Four arrows from each mark that the arrows led to.
    QList<ChartMark> reached{chart->firstMark()};
    for (qsizetype at = 0; at < reached.size(); ++at) {
        for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Down, Qt::Key_Left, Qt::Key_Up}) {
            chart->setCurrentMark(reached.at(at));
            QTest::keyClick(chart.get(), key);
            const ChartMark now = chart->currentMark();
            if (!reached.contains(now)) {
                reached.append(now);
                // What the keys are on is in sight.
                QVERIFY(chart->rect().contains(chart->markRect(now).center().toPoint()));
                QCOMPARE(chart->shownValue(), chart->markLines(now));
            }
        }
    }
    QSet<int> rows;
    for (const ChartMark& mark : reached) {
        rows.insert(chart->tableRowOf(mark));
    }
    rows.remove(-1); // blank cells of a matrix are in no row
    QCOMPARE(rows.size(), chart->table().rows.size());
}

void TstChart::marksAndTableRowsBelongTogether_data()
{
    addCharts();
}

void TstChart::marksAndTableRowsBelongTogether()
{
    QFETCH(Maker, make);
    const std::unique_ptr<Chart> chart(make(m_theme));
    chart->resize(520, 400);
    const ChartTable& table = chart->table();
    QVERIFY(!table.rows.isEmpty());
    QCOMPARE(table.title, chart->words().title);
    for (int row = 0; row < table.rows.size(); ++row) {
        QCOMPARE(table.rows.at(row).size(), table.columns.size());
        const ChartMark mark = chart->markOfTableRow(row);
        QVERIFY(chart->hasMark(mark));
        QCOMPARE(chart->tableRowOf(mark), row);
        // The value box says the numbers of the table.
        const QString said = chart->markLines(mark).join(u'\n');
        const ChartColumn& lastColumn = table.columns.last();
        const QString& last = table.rows.at(row).last().text;
        QVERIFY2(!lastColumn.isNumber || last.isEmpty() || said.contains(last),
                 qPrintable(said + u" / "_s + last));
    }
    QVERIFY(!chart->hasMark({-1, 0}));
    QVERIFY(!chart->hasMark({static_cast<int>(table.rows.size()) + 1, 0}));
    QVERIFY(!chart->markOfTableRow(static_cast<int>(table.rows.size())).isValid());
    QVERIFY(!chart->summary().isEmpty());
    QCOMPARE(chart->accessibleDescription(), chart->summary());
}

void TstChart::selectionFromOutsideEmitsNothing()
{
    IntervalChart chart(m_theme);
    chart.setRows(plotsfixture::threeRows());
    chart.resize(400, 260);
    QSignalSpy selected(&chart, &Chart::markSelected);
    QSignalSpy activated(&chart, &Chart::markActivated);
    const QImage before = chart.grab().toImage();
    chart.setSelection({{1, 0}});
    chart.setCurrentMark({1, 0});
    const QImage after = chart.grab().toImage();
    QVERIFY(chart.isSelected({1, 0}));
    QVERIFY(!chart.isSelected({0, 0}));
    QCOMPARE(selected.count() + activated.count(), 0);
    const QColor accent = m_theme.color(Color::Accent);
    QVERIFY(!plotsfixture::hasColor(before, chart.markRect({1, 0}), accent));
    QVERIFY(plotsfixture::hasColor(after, chart.markRect({1, 0}), accent));
    QVERIFY(!plotsfixture::hasColor(after, chart.markRect({0, 0}), accent));
}

void TstChart::newDataForgetsMarksThatAreGone()
{
    IntervalChart chart(m_theme);
    chart.setRows(plotsfixture::threeRows());
    chart.setCurrentMark({2, 0});
    chart.setSelection({{0, 0}, {2, 0}});
    QSignalSpy changed(&chart, &Chart::dataChanged);
    chart.setRows({plotsfixture::threeRows().front()});
    QCOMPARE(changed.count(), 1);
    QVERIFY(!chart.currentMark().isValid());
    QCOMPARE(chart.selection(), (QList<ChartMark>{{0, 0}}));
    QCOMPARE(chart.table().rows.size(), 1);
}

void TstChart::emptyChartSaysWhy()
{
    const QString reason = u"No pair has “writing” and 6 votes. Remove a filter."_s;
    IntervalChart chart(m_theme);
    chart.setEmptyText(reason);
    chart.resize(400, 200);
    QVERIFY(chart.isEmpty());
    QCOMPARE(chart.summary(), reason);
    QCOMPARE(chart.accessibleDescription(), reason);
    const QImage picture = chart.grab().toImage();
    QVERIFY(plotsfixture::hasColor(picture, chart.rect(), m_theme.color(Color::Text2), 40));
    plotsfixture::showFocused(chart, chart);
    QTest::keyClick(&chart, Qt::Key_Down); // nothing to go to, nothing breaks
    QTest::keyClick(&chart, Qt::Key_Return);
    QVERIFY(!chart.currentMark().isValid());
    chart.setRows(plotsfixture::threeRows());
    QVERIFY(!chart.isEmpty());
    QVERIFY(chart.summary() != reason);
}

void TstChart::staleNumbersAreDimmed()
{
    IntervalChart chart(m_theme);
    chart.setRows(plotsfixture::threeRows());
    chart.resize(400, 260);
    QWidget ground;
    chart.setParent(&ground);
    const QColor ink = m_theme.color(Color::Text);
    QVERIFY(plotsfixture::hasColor(chart.grab().toImage(), chart.markRect({0, 0}), ink));
    chart.setStale(true);
    QVERIFY(!plotsfixture::hasColor(chart.grab().toImage(), chart.markRect({0, 0}), ink));
    chart.setRows(plotsfixture::threeRows()); // new numbers stand in full
    QVERIFY(!chart.isStale());
    QVERIFY(plotsfixture::hasColor(chart.grab().toImage(), chart.markRect({0, 0}), ink));
    chart.setParent(nullptr);
}

void TstChart::screenReaderFindsTheTable_data()
{
    addCharts();
}

void TstChart::screenReaderFindsTheTable()
{
    QFETCH(Maker, make);
    const std::unique_ptr<Chart> chart(make(m_theme));
    chart->resize(520, 400);
    chart->show();
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(chart.get());
    QVERIFY(face != nullptr);
    QCOMPARE(face->role(), QAccessible::Table);
    QCOMPARE(face->text(QAccessible::Name), chart->words().title);
    QCOMPARE(face->text(QAccessible::Description), chart->summary());
    QAccessibleTableInterface* table = face->tableInterface();
    QVERIFY(table != nullptr);
    const ChartTable& numbers = chart->table();
    QCOMPARE(table->rowCount(), numbers.rows.size());
    QCOMPARE(table->columnCount(), numbers.columns.size());
    QCOMPARE(face->childCount(), numbers.rows.size() * numbers.columns.size());
    const int last = table->columnCount() - 1;
    for (int row = 0; row < std::min(table->rowCount(), 40); ++row) {
        QAccessibleInterface* cell = table->cellAt(row, last);
        QVERIFY(cell != nullptr);
        QCOMPARE(cell->text(QAccessible::Name), numbers.rows.at(row).at(last).text);
        QCOMPARE(cell->tableCellInterface()->rowIndex(), row);
        QCOMPARE(face->indexOfChild(cell), row * table->columnCount() + last);
        QCOMPARE(cell->parent(), face);
    }
    QCOMPARE(table->columnDescription(0), numbers.columns.front().title);
    QVERIFY(table->cellAt(-1, 0) == nullptr && table->cellAt(0, last + 1) == nullptr);
}

void TstChart::screenReaderFollowsTheFocus()
{
    const std::unique_ptr<HeatMap> map(chartsamples::winMatrix(m_theme));
    map->resize(480, 360);
    plotsfixture::showFocused(*map, *map);
    QCOMPARE(map->currentMark(), (ChartMark{1, 2})); // the selected cell
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(map.get());
    QAccessibleInterface* cell = face->focusChild();
    QVERIFY(cell != nullptr);
    QCOMPARE(cell->text(QAccessible::Name), u"claude-v1, gpt-3.5-turbo, Won 49 %, Votes 248"_s);
    QVERIFY(cell->state().focused);
    QVERIFY(cell->state().selected);
    QCOMPARE(face->tableInterface()->selectedRows(), QList<int>{map->tableRowOf({1, 2})});
    QSignalSpy activated(map.get(), &Chart::markActivated);
    cell->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(activated.count(), 1);
    QTest::keyClick(map.get(), Qt::Key_Left);
    QVERIFY(face->focusChild() != cell);
}

void TstChart::cardShowsTheSameNumbersAsTable()
{
    Chart* chart = chartsamples::ranking(m_theme);
    ChartCard card(m_theme, u"Ranking"_s, {}, chart);
    card.resize(640, 400);
    plotsfixture::showFocused(card, *chart);
    chart->setCurrentMark({3, 0});
    QSignalSpy shown(&card, &ChartCard::tableShownChanged);
    card.toggleTable();
    QVERIFY(card.isTableShown());
    QCOMPARE(shown.count(), 1);
    QTableView* view = card.tableView();
    QVERIFY(view->isVisible() && view->hasFocus());
    QCOMPARE(view->currentIndex().row(), 3);
    const ChartTable& table = chart->table();
    QCOMPARE(view->model()->rowCount(), table.rows.size());
    for (int row = 0; row < table.rows.size(); ++row) {
        for (int column = 0; column < table.columns.size(); ++column) {
            QCOMPARE(view->model()->index(row, column).data().toString(), table.rows.at(row).at(column).text);
        }
    }
    QSignalSpy activated(chart, &Chart::markActivated);
    view->setCurrentIndex(view->model()->index(4, 0));
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.front(), (QVariantList{4, 0}));
    card.toggleTable();
    QVERIFY(chart->isVisible() && chart->hasFocus());
    QCOMPARE(chart->currentMark(), (ChartMark{4, 0}));
}

void TstChart::cardOfThePageIsTheOneLastUsed()
{
    QWidget page;
    auto* layout = new QVBoxLayout(&page);
    auto* first = new ChartCard(m_theme, u"Ranking"_s, {}, chartsamples::ranking(m_theme));
    auto* second = new ChartCard(m_theme, u"Matrix"_s, {}, chartsamples::winMatrix(m_theme));
    auto* other = new QWidget;
    other->setFocusPolicy(Qt::StrongFocus);
    layout->addWidget(first);
    layout->addWidget(second);
    layout->addWidget(other);
    QCOMPARE(ChartCard::current(&page), first); // none was used: the first
    plotsfixture::showFocused(page, *second->chart());
    QCOMPARE(ChartCard::current(&page), second);
    other->setFocus();
    QCOMPARE(ChartCard::current(&page), second);
    second->hide();
    QCOMPARE(ChartCard::current(&page), first);
    delete second;
    QCOMPARE(ChartCard::current(&page), first);
    delete first;
    QVERIFY(ChartCard::current(&page) == nullptr);
}

void TstChart::themeChangesTheColours()
{
    Theme theme;
    IntervalChart chart(theme);
    chart.setRows(plotsfixture::threeRows());
    chart.resize(400, 260);
    const QRectF row = chart.markRect({0, 0});
    QVERIFY(plotsfixture::hasColor(chart.grab().toImage(), row, theme.color(Color::Text)));
    theme.setKind(ThemeKind::Dark);
    QVERIFY(plotsfixture::hasColor(chart.grab().toImage(), row, theme.color(Color::Text)));
    theme.setTextStep(6);
    QVERIFY(chart.markRect({0, 0}).height() > row.height());
}

void TstChart::theBoxLeavesWhatStandsOverTheChart()
{
    QWidget window;
    auto* chart = new IntervalChart(m_theme, &window);
    chart->setRows(plotsfixture::threeRows());
    chart->setRowHeight(60);
    window.resize(500, 400);
    chart->setGeometry(0, 150, 500, 250); // its title and tabs are above
    plotsfixture::showFocused(window, *chart);
    QTest::keyClick(chart, Qt::Key_Home, Qt::ControlModifier);
    const auto* box = window.findChild<ValueBox*>();
    QVERIFY(box != nullptr && box->isVisible());
    QCOMPARE(chart->currentMark().row, 0);
    QVERIFY2(box->y() >= 150 + chart->markRect({0, 0}).center().y(), qPrintable(QString::number(box->y())));
    QTest::keyClick(chart, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(chart->currentMark().row, 2);
    QVERIFY(box->geometry().bottom() <= 150 + chart->markRect({2, 0}).center().y());
}

void TstChart::pageKeysStayThePages()
{
    IntervalChart chart(m_theme);
    chart.setRows(plotsfixture::threeRows());
    plotsfixture::showFocused(chart, chart);
    const auto isTaken = [&chart](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QKeyEvent event(QEvent::ShortcutOverride, key, modifiers);
        event.ignore();
        QApplication::sendEvent(&chart, &event);
        return event.isAccepted();
    };
    QVERIFY(isTaken(Qt::Key_Down));
    QVERIFY(isTaken(Qt::Key_Return));
    QVERIFY(!isTaken(Qt::Key_M));
    QVERIFY(!isTaken(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier));
    QVERIFY(!isTaken(Qt::Key_Left, Qt::AltModifier)); // previous item
    QVERIFY(!isTaken(Qt::Key_Return, Qt::ControlModifier));
}

void TstChart::ringIsAroundTheMark()
{
    QWidget page;
    HeatMap* map = chartsamples::winMatrix(m_theme);
    map->setParent(&page);
    map->setGeometry(20, 20, 480, 360);
    page.resize(520, 400);
    plotsfixture::showFocused(page, *map);
    QTest::keyClick(map, Qt::Key_Left);
    const QImage picture = page.grab().toImage();
    const auto isRinged = [&](ChartMark mark) {
        const QRectF cell = map->markRect(mark).translated(20, 20);
        return plotsfixture::hasColor(picture, QRectF(cell.left() - 3, cell.center().y(), 2, 1),
                                      m_theme.color(Color::Focus));
    };
    QVERIFY(isRinged({1, 1}));
    QVERIFY(!isRinged({3, 1}));
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstChart)
#include "tst_chart.moc"
