#include "tests/ui/gallery/chartsamples.h"
#include "tests/ui/plots/plotsfixture.h"
#include "ui/plots/linechart.h"
#include "ui/plots/scatterchart.h"
#include "ui/plots/stripchart.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstPointCharts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneLineHasTheColourOfText();
    void twoLinesAreAccentAndDashed();
    void arrowsGoAlongAndAcrossLines();
    void dotsOnTheEdgeAreWhole();
    void intervalsStandInTheTable();
    void longLineIsQuick();
    void pointsBecomeADensity();
    void densityCountsEveryPointOnce();
    void nearestPointIsMeant();
    void stripsSortAndStack();
    void stripBinsCountEveryPointOnce();

private:
    Theme m_theme;
};

void TstPointCharts::oneLineHasTheColourOfText()
{
    LineChart chart(m_theme);
    chart.setSeries({{u"people"_s, {{0, 1}, {1, 2}, {2, 3}}}});
    chart.resize(400, 240);
    const QImage picture = chart.grab().toImage();
    QVERIFY(plotsfixture::hasColor(picture, chart.markRect({0, 1}), m_theme.color(Color::Text)));
    QVERIFY(!plotsfixture::hasColor(picture, chart.rect(), m_theme.color(Color::Accent)));
    chart.setSelection({{0, 1}});
    QVERIFY(
        plotsfixture::hasColor(chart.grab().toImage(), chart.markRect({0, 1}), m_theme.color(Color::Accent)));
}

void TstPointCharts::twoLinesAreAccentAndDashed()
{
    LineChart chart(m_theme);
    chart.setSeries({{u"people"_s, {{0, 1}, {10, 1}}}, {u"GPT-4"_s, {{0, 2}, {10, 2}}}});
    chart.setDotsShown(false);
    chart.resize(400, 240);
    const QImage picture = chart.grab().toImage();
    const auto inked = [&](int series, Color color) {
        const QPointF from = chart.markRect({series, 0}).center();
        const QPointF to = chart.markRect({series, 1}).center();
        int count = 0;
        for (int x = static_cast<int>(from.x()) + 2; x < static_cast<int>(to.x()) - 2; ++x) {
            count +=
                plotsfixture::hasColor(picture, QRectF(x, from.y() - 2, 0.5, 4), m_theme.color(color), 60)
                    ? 1
                    : 0;
        }
        return count / (to.x() - from.x());
    };
    QVERIFY(inked(0, Color::Accent) > 0.95);
    const double dashed = inked(1, Color::Text3);
    QVERIFY2(dashed > 0.4 && dashed < 0.85, qPrintable(QString::number(dashed)));
}

void TstPointCharts::arrowsGoAlongAndAcrossLines()
{
    LineChart chart(m_theme);
    chart.setScales(ChartScale::of(u"Budget"_s), ChartScale::of(u"Agreement"_s));
    chart.setSeries({{u"people"_s, {{0, 1}, {5, 2}, {10, 3}}}, {u"GPT-4"_s, {{1, 2}, {6, 2}, {9, 2}}}});
    chart.resize(400, 240);
    plotsfixture::showFocused(chart, chart);
    QTest::keyClick(&chart, Qt::Key_Right);
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.currentMark(), (ChartMark{0, 2}));
    QTest::keyClick(&chart, Qt::Key_Down); // to the point nearest across, not to the same number
    QCOMPARE(chart.currentMark(), (ChartMark{1, 2}));
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.currentMark(), (ChartMark{1, 1}));
    QCOMPARE(chart.shownValue(), (QStringList{u"GPT-4"_s, u"Budget: 6"_s, u"Agreement: 2"_s}));
    QTest::keyClick(&chart, Qt::Key_Up);
    QCOMPARE(chart.currentMark(), (ChartMark{0, 1}));
    QTest::keyClick(&chart, Qt::Key_Up); // no line above
    QCOMPARE(chart.currentMark(), (ChartMark{0, 1}));
}

void TstPointCharts::dotsOnTheEdgeAreWhole()
{
    LineChart chart(m_theme);
    ChartScale unit = ChartScale::of({});
    unit.from = 0;
    unit.to = 1;
    chart.setScales(unit, unit);
    chart.setDiagonal(true);
    chart.setJoined(false);
    chart.setSeries({{{}, {{0, 0}, {1, 1}}}});
    chart.resize(300, 300);
    const QImage picture = chart.grab().toImage();
    for (const int column : {0, 1}) {
        const QPointF middle = chart.markRect({0, column}).center();
        for (const QPointF& side : {QPointF(-2, 0), QPointF(2, 0), QPointF(0, -2), QPointF(0, 2)}) {
            QVERIFY(plotsfixture::hasColor(picture, QRectF(middle + side, QSizeF(1, 1)),
                                           m_theme.color(Color::Text), 30));
        }
    }
}

void TstPointCharts::intervalsStandInTheTable()
{
    const std::unique_ptr<Chart> chart(chartsamples::reliability(m_theme));
    const ChartTable& table = chart->table();
    QCOMPARE(table.columns.size(), 4);
    QCOMPARE(table.rows.size(), 10);
    QCOMPARE(table.rows.at(2).at(1).number, std::optional(0.27));
    QVERIFY(*table.rows.at(2).at(2).number < 0.27 && *table.rows.at(2).at(3).number > 0.27);
    QVERIFY(chart->markLines({0, 2}).contains(u"128 pairs"_s));
}

void TstPointCharts::longLineIsQuick()
{
    constexpr int kCount = 100'000;
    LineSeries series;
    series.points.reserve(kCount);
    for (int index = 0; index < kCount; ++index) {
        series.points.append({static_cast<double>(index), std::sin(index / 1000.0)});
    }
    LineChart chart(m_theme);
    chart.setSeries({series});
    chart.resize(900, 400);
    chart.grab();
    QElapsedTimer timer;
    timer.start();
    chart.setSelection({{0, 50'000}}); // painted anew
    chart.grab();
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
}

void TstPointCharts::pointsBecomeADensity()
{
    ScatterChart chart(m_theme);
    QList<ScatterPoint> points(ScatterChart::kMostPoints, ScatterPoint{1, 1, u"same"_s, {}});
    chart.setPoints(points);
    QVERIFY(!chart.isDensity());
    QCOMPARE(chart.table().rows.size(), 2000);
    points.append({2, 2, u"other"_s, {}});
    chart.setPoints(points);
    QVERIFY(chart.isDensity());
    QCOMPARE(chart.table().rows.size(), 2);
    chart.resize(400, 300);
    const QImage picture = chart.grab().toImage();
    QVERIFY(plotsfixture::hasColor(picture, chart.markRect({1, 0}), m_theme.sequential(1), 4));
}

void TstPointCharts::densityCountsEveryPointOnce()
{
    const std::unique_ptr<Chart> made(chartsamples::people(m_theme, 5000));
    auto* chart = static_cast<ScatterChart*>(made.get());
    QSet<int> seen;
    double sum = 0;
    for (int row = 0; row < chart->table().rows.size(); ++row) {
        const QList<int> points = chart->pointsOf({row, 0});
        sum += *chart->table().rows.at(row).last().number;
        for (const int point : points) {
            const QList<ChartCell>& cells = chart->table().rows.at(row);
            const ScatterPoint& at = chart->points().at(point);
            QVERIFY(at.x >= *cells.at(0).number - 1e-9 && at.x <= *cells.at(1).number + 1e-9);
            QVERIFY(at.y >= *cells.at(2).number - 1e-9 && at.y <= *cells.at(3).number + 1e-9);
            seen.insert(point);
        }
    }
    QCOMPARE(seen.size(), 5000);
    QCOMPARE(sum, 5000.0);
}

void TstPointCharts::nearestPointIsMeant()
{
    ScatterChart chart(m_theme);
    chart.setPoints({{0, 0, u"a"_s, {}}, {1, 1, u"b"_s, {}}, {1, 0, u"c"_s, u"48 answers"_s}});
    chart.setScales(ChartScale::of(u"Pace"_s), ChartScale::of(u"Agreement"_s));
    chart.resize(400, 300);
    QCOMPARE(chart.markAt(chart.markRect({2, 0}).center() + QPointF(5, -4)), (ChartMark{2, 0}));
    QVERIFY(!chart.markAt(chart.markRect({2, 0}).center() + QPointF(-40, -40)).isValid());
    QCOMPARE(chart.markLines({2, 0}),
             (QStringList{u"c"_s, u"Pace: 1"_s, u"Agreement: 0"_s, u"48 answers"_s}));
    QCOMPARE(chart.pointsOf({2, 0}), QList<int>{2});
    QCOMPARE(chart.firstMark(), (ChartMark{0, 0}));
}

void TstPointCharts::stripsSortAndStack()
{
    StripChart chart(m_theme);
    chart.setRows({{u"one"_s, {{3, u"c"_s, {}}, {1, u"a"_s, {}}, {1, u"b"_s, {}}}},
                   {u"none"_s, {}},
                   {u"two"_s, {{2, u"d"_s, {}}}}});
    chart.resize(400, 220);
    QCOMPARE(chart.markLines({0, 0}).front(), u"a"_s);
    QCOMPARE(chart.markLines({0, 2}).front(), u"c"_s);
    // Equal values do not cover each other.
    const QPointF first = chart.markRect({0, 0}).center();
    const QPointF second = chart.markRect({0, 1}).center();
    QCOMPARE(first.x(), second.x());
    QVERIFY(std::abs(first.y() - second.y()) >= 7);
    plotsfixture::showFocused(chart, chart);
    QTest::keyClick(&chart, Qt::Key_Down); // over the row without points
    QCOMPARE(chart.currentMark(), (ChartMark{2, 0}));
    QCOMPARE(chart.summary(), u"one: 1 to 3, median 1; two: 2 to 2, median 2."_s);
}

void TstPointCharts::stripBinsCountEveryPointOnce()
{
    const std::unique_ptr<Chart> made(chartsamples::paces(m_theme, 1000));
    auto* chart = static_cast<StripChart*>(made.get());
    QVERIFY(chart->isDensity());
    double sum = 0;
    for (const QList<ChartCell>& row : chart->table().rows) {
        sum += *row.last().number;
    }
    QCOMPARE(sum, 4000.0);
    chart->resize(500, 300);
    QCOMPARE(chart->markAt(chart->markRect({1, 7}).center()), (ChartMark{1, 7}));
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstPointCharts)
#include "tst_pointcharts.moc"
