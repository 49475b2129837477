#include "tests/ui/gallery/chartsamples.h"
#include "tests/ui/plots/plotsfixture.h"
#include "ui/plots/chartscale.h"

#include <QScrollBar>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstIntervalChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ticksAreRound_data();
    void ticksAreRound();
    void axisHoldsDataAndReference();
    void axisOfTimeUsesDates();
    void rowsStandInTheirPlaces();
    void besideATableRowsAlign();
    void dotsLieWhereTheirValuesAre();
    void undefinedRowShowsItsReason();
    void noLineRunsThroughAReason();
    void tableHasEveryColumnOnce();
    void summaryNamesTheEnds();
    void manyRowsScroll();
    void textStepsMakeRoom();

private:
    Theme m_theme;
};

void TstIntervalChart::ticksAreRound_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<QList<double>>("ticks");
    QTest::newRow("scores") << 700.0 << 1220.0 << QList<double>{700, 800, 900, 1000, 1100, 1200};
    QTest::newRow("shares") << 0.0 << 1.0 << QList<double>{0, 0.2, 0.4, 0.6, 0.8, 1.0};
    QTest::newRow("through zero") << -0.9 << 1.1 << QList<double>{-0.5, 0, 0.5, 1.0};
    QTest::newRow("tiny") << 1e-7 << 6e-7 << QList<double>{1e-7, 2e-7, 3e-7, 4e-7, 5e-7, 6e-7};
    QTest::newRow("huge") << 0.0 << 5e9 << QList<double>{0, 1e9, 2e9, 3e9, 4e9, 5e9};
    QTest::newRow("none") << 1.0 << 1.0 << QList<double>{};
    QTest::newRow("endless") << 0.0 << qInf() << QList<double>{};
    QTest::newRow("no number") << qQNaN() << 1.0 << QList<double>{};
}

void TstIntervalChart::ticksAreRound()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(QList<double>, ticks);
    const QList<double> made = roundTicks(from, to);
    QCOMPARE(made.size(), ticks.size());
    for (qsizetype index = 0; index < made.size(); ++index) {
        QVERIFY2(std::abs(made.at(index) - ticks.at(index)) <= 1e-9 * std::abs(to),
                 qPrintable(QString::number(made.at(index))));
        QVERIFY(!std::signbit(made.at(index)) || made.at(index) < 0);
    }
}

void TstIntervalChart::axisHoldsDataAndReference()
{
    ChartScale scale = ChartScale::of(u"Score"_s);
    scale.reference = 1000;
    ChartAxis axis = axisOf(scale, 1100, 1200);
    QVERIFY(axis.from < 1000 && axis.to > 1200);
    QCOMPARE(axis.labels.front(), u"1\u202F000"_s);
    scale.from = 0;
    scale.to = 2000;
    axis = axisOf(scale, 1100, 1200);
    QVERIFY(axis.from == 0 && axis.to == 2000);
    axis = axisOf(ChartScale::of({}), 5, 5); // one value stands in the middle
    QCOMPARE(axis.share(5), 0.5);
    axis = axisOf(ChartScale::of({}), qInf(), -qInf()); // no data at all
    QVERIFY(axis.to > axis.from);
    QCOMPARE(axisOf(ChartScale::of({}), -1, 1, 0).labels,
             (QStringList{u"−1.0"_s, u"−0.5"_s, u"0.0"_s, u"0.5"_s, u"1.0"_s}));
    QCOMPARE(axisOf(ChartScale::percent({}), 0, 1, 0).labels.last(), u"100 %"_s);
}

void TstIntervalChart::axisOfTimeUsesDates()
{
    ChartScale scale = ChartScale::of({});
    scale.isTime = true;
    const auto at = [](int month, int day) {
        return static_cast<double>(
            QDateTime(QDate(2026, month, day), QTime(0, 0), Qt::UTC).toSecsSinceEpoch());
    };
    ChartAxis axis = axisOf(scale, at(1, 5), at(6, 20), 0);
    QCOMPARE(axis.labels, (QStringList{u"1 Feb"_s, u"1 Mar"_s, u"1 Apr"_s, u"1 May"_s, u"1 Jun"_s}));
    QCOMPARE(axis.ticks.front(), at(2, 1));
    QCOMPARE(valueText(scale, at(2, 1)), u"1 February 2026"_s);
    QCOMPARE(valueText(scale, at(2, 1) + 3660), u"1 February 2026, 01:01"_s);
    axis = axisOf(scale, at(3, 1), at(3, 1) + 6 * 3600, 0);
    QCOMPARE(axis.labels.front(), u"00:00"_s);
    QVERIFY(axis.ticks.size() >= 3 && axis.ticks.size() <= 7);
    axis = axisOf(scale, at(1, 1), at(1, 1) + 30.0 * 365 * 86'400, 0);
    QVERIFY(axis.ticks.size() >= 2 && axis.ticks.size() <= 12);
}

void TstIntervalChart::rowsStandInTheirPlaces()
{
    const std::unique_ptr<IntervalChart> chart(chartsamples::ranking(m_theme));
    chart->resize(640, 380);
    for (int row = 0; row + 1 < 6; ++row) {
        QCOMPARE(chart->markRect({row + 1, 0}).top() - chart->markRect({row, 0}).top(), 44.0);
    }
    QCOMPARE(chart->markAt(chart->markRect({4, 0}).center()), (ChartMark{4, 0}));
    QVERIFY(!chart->markAt({300, 10}).isValid());  // the head
    QVERIFY(!chart->markAt({300, 375}).isValid()); // the axis
}

void TstIntervalChart::besideATableRowsAlign()
{
    IntervalChart chart(m_theme);
    chart.setRows(plotsfixture::threeRows());
    chart.setRowHeight(32);
    chart.setBesideTable(true, 30);
    chart.resize(300, 200);
    // The mark leaves 3 pixels free above: rows begin under a head of 30.
    QCOMPARE(chart.markRect({0, 0}).top(), 33.0);
    QCOMPARE(chart.markRect({2, 0}).top(), 97.0);
}

void TstIntervalChart::dotsLieWhereTheirValuesAre()
{
    IntervalChart chart(m_theme);
    ChartScale scale = ChartScale::of({});
    scale.from = 0;
    scale.to = 1;
    scale.reference = 0.25;
    chart.setScale(scale);
    chart.setRows(plotsfixture::threeRows());
    chart.setBesideTable(true, 20);
    chart.resize(420, 200);
    const QImage picture = chart.grab().toImage();
    const QRectF row = chart.markRect({1, 0});
    const auto at = [&](double share) { return row.left() + share * row.width(); };
    const QColor ink = m_theme.color(Color::Text);
    const double middle = row.center().y();
    QVERIFY(plotsfixture::hasColor(picture, QRectF(at(0.5) - 1, middle - 1, 2, 2), ink));
    QVERIFY(plotsfixture::hasColor(picture, QRectF(at(0.45) - 1, middle - 1, 2, 3), ink));
    QVERIFY(plotsfixture::hasColor(picture, QRectF(at(0.4) - 1, middle - 4, 3, 2), ink, 90)); // the cap
    QVERIFY(!plotsfixture::hasColor(picture, QRectF(at(0.65), middle - 4, 10, 8), ink, 60));
    QVERIFY(plotsfixture::hasColor(picture, QRectF(at(0.25) - 1, row.top(), 3, row.height()),
                                   m_theme.color(Color::Line)));
}

void TstIntervalChart::undefinedRowShowsItsReason()
{
    IntervalChart chart(m_theme);
    chart.setRows(plotsfixture::threeRows());
    chart.resize(600, 260);
    QCOMPARE(chart.markLines({2, 0}),
             (QStringList{u"expert_3"_s, u"expert_3 shares no item with anyone."_s}));
    QCOMPARE(chart.table().rows.at(2).at(1), ChartCell::of(u"expert_3 shares no item with anyone."_s));
    QVERIFY(plotsfixture::hasColor(chart.grab().toImage(), chart.markRect({2, 0}).adjusted(100, 0, 0, 0),
                                   m_theme.color(Color::Text2), 40));
}

void TstIntervalChart::noLineRunsThroughAReason()
{
    IntervalChart chart(m_theme);
    ChartScale scale = ChartScale::of({});
    scale.from = 0;
    scale.to = 1;
    scale.reference = 0.25;
    chart.setScale(scale);
    chart.setRows(plotsfixture::threeRows());
    chart.setBesideTable(true, 20);
    chart.resize(420, 200);
    const QImage picture = chart.grab().toImage();
    const auto linePixels = [&](int row) {
        const QRectF mark = chart.markRect({row, 0});
        const double x = mark.left() + 0.25 * mark.width();
        int count = 0;
        for (int y = -4; y <= 4; ++y) {
            const QRectF pixel(x - 1, mark.center().y() + y, 3, 1);
            count += plotsfixture::hasColor(picture, pixel, m_theme.color(Color::Line)) ? 1 : 0;
        }
        return count;
    };
    QCOMPARE(linePixels(0), 9);
    QVERIFY(linePixels(2) < 9);
}

void TstIntervalChart::tableHasEveryColumnOnce()
{
    const std::unique_ptr<IntervalChart> chart(chartsamples::ranking(m_theme));
    QStringList titles;
    for (const ChartColumn& column : chart->table().columns) {
        titles.append(column.title);
    }
    QCOMPARE(titles, (QStringList{u"Model"_s, u"Rank"_s, u"Score"_s, u"95 % interval, low"_s,
                                  u"95 % interval, high"_s, u"Won"_s, u"Votes"_s}));
    QCOMPARE(chart->table().rows.at(3).at(6), (ChartCell{u"1\u202F106"_s, 1106}));
}

void TstIntervalChart::summaryNamesTheEnds()
{
    const std::unique_ptr<IntervalChart> chart(chartsamples::ranking(m_theme));
    QCOMPARE(chart->summary(), u"6 row(s), from gpt-4 (1\u202F177) to llama-13b (749)."_s);
    IntervalChart none(m_theme);
    none.setRows({plotsfixture::threeRows().last()});
    QCOMPARE(none.summary(), u"1 row(s), none with a value."_s);
}

void TstIntervalChart::manyRowsScroll()
{
    IntervalChart chart(m_theme);
    QList<IntervalRow> rows;
    for (int row = 0; row < 500; ++row) {
        IntervalRow data;
        data.name = u"expert_%1"_s.arg(row);
        data.estimate = stats::Estimate::of(row / 500.0, {row / 500.0 - 0.01, row / 500.0 + 0.01});
        rows.append(data);
    }
    chart.setRows(rows);
    chart.resize(400, 300);
    plotsfixture::showFocused(chart, chart);
    auto* bar = chart.findChild<QScrollBar*>(u"chartVerticalBar"_s);
    QVERIFY(bar->isVisible());
    QTest::keyClick(&chart, Qt::Key_PageDown);
    QCOMPARE(chart.currentMark(), (ChartMark{10, 0}));
    QTest::keyClick(&chart, Qt::Key_End);
    QCOMPARE(bar->value(), bar->maximum());
    QVERIFY(chart.rect().adjusted(-8, 0, 8, 0).contains(chart.markRect({499, 0}).toAlignedRect()));
    QVERIFY(!chart.shownValue().isEmpty());
    bar->setValue(0); // scrolled away from: the box does not hang about
    QVERIFY(chart.shownValue().isEmpty());
}

void TstIntervalChart::textStepsMakeRoom()
{
    Theme theme;
    const std::unique_ptr<IntervalChart> chart(chartsamples::ranking(theme));
    const QSize before = chart->sizeHint();
    theme.setTextStep(13);
    QVERIFY(chart->sizeHint().height() > before.height() * 3 / 2);
    QVERIFY(chart->sizeHint().width() > before.width());
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstIntervalChart)
#include "tst_intervalchart.moc"
