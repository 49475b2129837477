#include "tests/ui/gallery/chartsamples.h"
#include "tests/ui/plots/plotsfixture.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/heatnames.h"
#include "ui/theme/contrast.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstHeatMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void divergingRampIsEvenAroundTheMiddle();
    void sequentialRampGoesOverTheData();
    void textReadsOnEveryCell_data();
    void textReadsOnEveryCell();
    void emptyCellsAreQuiet();
    void undefinedCellSaysWhy();
    void selectedCellHasARing();
    void namesFitOverTheirColumns();
    void largeMatrixScrollsUnderItsNames();
    void largeMatrixIsQuick();
    void oneCell();

private:
    Theme m_theme;
};

namespace {

HeatCell cellOf(double value)
{
    HeatCell cell;
    cell.value = value;
    return cell;
}

} // namespace

void TstHeatMap::divergingRampIsEvenAroundTheMiddle()
{
    HeatMap map(m_theme);
    map.setCells({u"a"_s, u"b"_s}, {u"a"_s, u"b"_s}, {HeatCell{}, cellOf(0.9), cellOf(0.3), HeatCell{}});
    QCOMPARE(map.rampHigh(), 0.9);
    QCOMPARE(map.rampLow(), 0.1); // as far below the middle as 0.9 is above it
    QCOMPARE(map.cellColor(m_theme, 0, 1), m_theme.diverging(1.0));
    QCOMPARE(map.cellColor(m_theme, 1, 0), m_theme.diverging(0.25));
    map.setCells({u"a"_s}, {u"b"_s}, {cellOf(0.5)});
    QCOMPARE(map.cellColor(m_theme, 0, 0), m_theme.diverging(0.5)); // nothing won, nothing lost
}

void TstHeatMap::sequentialRampGoesOverTheData()
{
    HeatMap map(m_theme);
    HeatRamp ramp;
    ramp.kind = HeatRamp::Kind::Sequential;
    map.setRamp(ramp);
    map.setCells({u"a"_s}, {u"x"_s, u"y"_s, u"z"_s}, {cellOf(1), cellOf(3), cellOf(5)});
    QCOMPARE(map.cellColor(m_theme, 0, 0), m_theme.sequential(0));
    QCOMPARE(map.cellColor(m_theme, 0, 1), m_theme.sequential(0.5));
    ramp.isReversed = true; // ranks: the first is strong
    map.setRamp(ramp);
    QCOMPARE(map.cellColor(m_theme, 0, 0), m_theme.sequential(1));
    ramp.low = 0;
    ramp.high = 1; // values outside the fixed ends stop there
    ramp.isReversed = false;
    map.setRamp(ramp);
    QCOMPARE(map.cellColor(m_theme, 0, 2), m_theme.sequential(1));
}

void TstHeatMap::textReadsOnEveryCell_data()
{
    QTest::addColumn<int>("kind");
    for (const int kind : {0, 1, 2}) {
        QTest::addRow("theme %d", kind) << kind;
    }
}

void TstHeatMap::textReadsOnEveryCell()
{
    QFETCH(int, kind);
    Theme theme;
    theme.setKind(static_cast<ThemeKind>(kind));
    const std::unique_ptr<HeatMap> map(chartsamples::winMatrix(theme));
    map->resize(480, 360);
    const QImage picture = map->grab().toImage();
    for (int row = 0; row < map->rowCount(); ++row) {
        for (int column = 0; column < map->columnCount(); ++column) {
            if (row == column) {
                continue;
            }
            const QColor ground = map->cellColor(theme, row, column);
            const QColor ink = contrastTextOn(ground);
            QVERIFY(contrastRatio(ink, ground) >= 4.5);
            QVERIFY(plotsfixture::hasColor(picture, map->markRect({row, column}), ground, 2));
            QVERIFY(plotsfixture::hasColor(picture, map->markRect({row, column}).adjusted(8, 8, -8, -8), ink,
                                           60));
        }
    }
}

void TstHeatMap::emptyCellsAreQuiet()
{
    const std::unique_ptr<HeatMap> map(chartsamples::winMatrix(m_theme));
    map->resize(480, 360);
    QCOMPARE(map->cellColor(m_theme, 2, 2), m_theme.color(Color::Inset));
    QCOMPARE(map->table().rows.size(), 30);
    QCOMPARE(map->tableRowOf({2, 2}), -1);
    const QImage picture = map->grab().toImage();
    QVERIFY(!plotsfixture::hasColor(picture, map->markRect({2, 2}).adjusted(3, 3, -3, -3),
                                    m_theme.color(Color::Text)));
}

void TstHeatMap::undefinedCellSaysWhy()
{
    HeatMap map(m_theme);
    HeatCell without;
    without.text = u"–"_s;
    without.undefined = u"They share no item."_s;
    map.setTitles(u"Person"_s, u"Person"_s, u"Agreement"_s, {});
    map.setCells({u"a"_s}, {u"b"_s, u"c"_s}, {without, cellOf(0.5)});
    QCOMPARE(map.markLines({0, 0}), (QStringList{u"a, b"_s, u"They share no item."_s}));
    QCOMPARE(map.table().rows.size(), 2);
    QCOMPARE(map.table().rows.at(0).at(2), ChartCell::of(u"They share no item."_s));
}

void TstHeatMap::selectedCellHasARing()
{
    const std::unique_ptr<HeatMap> map(chartsamples::winMatrix(m_theme));
    map->resize(480, 360);
    const QRectF cell = map->markRect({1, 2});
    const QRectF edge(cell.left() - 1, cell.center().y(), 2, 1);
    const QColor accent = m_theme.color(Color::Accent);
    QVERIFY(plotsfixture::hasColor(map->grab().toImage(), edge, accent));
    map->setSelection({});
    QVERIFY(!plotsfixture::hasColor(map->grab().toImage(), edge, accent));
}

void TstHeatMap::namesFitOverTheirColumns()
{
    using namespace heatnames;
    QCOMPARE(linesOf(m_theme, u"gpt-3.5-turbo"_s, 60), (QStringList{u"gpt"_s, u"3.5-turbo"_s}));
    QCOMPARE(linesOf(m_theme, u"llama"_s, 10), QStringList{u"llama"_s});
    QCOMPARE(headFor(m_theme, {u"a"_s, u"b"_s}, 40).lines, 1);
    const Head two = headFor(m_theme, {u"gpt-3.5-turbo"_s, u"b"_s}, 60);
    QVERIFY(two.lines == 2 && !two.isVertical);
    const Head tall = headFor(m_theme, {u"annotator_1234"_s}, 26);
    QVERIFY(tall.isVertical && tall.height > two.height);
    QVERIFY(headFor(m_theme, {QString(400, u'x')}, 26).height < 140);
}

void TstHeatMap::largeMatrixScrollsUnderItsNames()
{
    const std::unique_ptr<HeatMap> map(chartsamples::largeMatrix(m_theme, 200));
    map->resize(700, 500);
    plotsfixture::showFocused(*map, *map);
    auto* rows = map->findChild<QScrollBar*>(u"chartVerticalBar"_s);
    auto* columns = map->findChild<QScrollBar*>(u"chartHorizontalBar"_s);
    QVERIFY(rows->isVisible() && columns->isVisible());
    QTest::keyClick(map.get(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(map->currentMark(), (ChartMark{199, 199}));
    QCOMPARE(rows->value(), rows->maximum());
    QCOMPARE(columns->value(), columns->maximum());
    const QRectF last = map->markRect({199, 199});
    QVERIFY(map->rect().contains(last.toAlignedRect()));
    QCOMPARE(map->markAt(last.center()), (ChartMark{199, 199}));
    // What is scrolled under the names or the legend is no longer under the pointer.
    QVERIFY(!map->markAt({4, map->height() / 2.0}).isValid());
    QVERIFY(!map->markAt({map->width() / 2.0, 4}).isValid());
    QTest::keyClick(map.get(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(rows->value() + columns->value(), 0);
}

void TstHeatMap::largeMatrixIsQuick()
{
    const std::unique_ptr<HeatMap> map(chartsamples::largeMatrix(m_theme, 200));
    map->resize(1200, 900);
    map->grab();
    QElapsedTimer timer;
    timer.start();
    constexpr int kRounds = 5;
    auto* rows = map->findChild<QScrollBar*>(u"chartVerticalBar"_s);
    for (int round = 0; round < kRounds; ++round) {
        rows->setValue(round * 100); // paints everything anew
        map->grab();
    }
    // Far above what it takes (a few milliseconds in a release build): a loop over all 40 000 cells would
    // show.
    QVERIFY2(timer.elapsed() / kRounds < 200, qPrintable(QString::number(timer.elapsed() / kRounds)));
}

void TstHeatMap::oneCell()
{
    HeatMap map(m_theme);
    map.setCells({u"a"_s}, {u"b"_s}, {cellOf(0.7)});
    map.resize(300, 200);
    QVERIFY(!map.grab().isNull());
    QCOMPARE(map.summary(),
             u"1 rows, 1 columns; the highest is a and b (0.7000), the lowest a and b (0.7000)."_s);
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstHeatMap)
#include "tst_heatmap.moc"
