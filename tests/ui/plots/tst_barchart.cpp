#include "tests/ui/gallery/chartsamples.h"
#include "tests/ui/plots/plotsfixture.h"
#include "ui/plots/barchart.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstBarChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void barsStartAtZero_data();
    void barsStartAtZero();
    void smallCountsAreSeen();
    void partInsideTheFilterIsBlue();
    void dragSelectsARange();
    void shiftArrowsSelectARange();
    void rangeSetFromOutsideEmitsNothing();
    void tableOfAHistogramHasItsEdges();
    void openBinHasNoEnd();

private:
    static QList<BarRow> counts(std::initializer_list<double> values);

    Theme m_theme;
};

QList<BarRow> TstBarChart::counts(std::initializer_list<double> values)
{
    QList<BarRow> bars;
    for (const double value : values) {
        BarRow bar;
        bar.name = u"bar %1"_s.arg(bars.size());
        bar.count = value;
        bars.append(bar);
    }
    return bars;
}

void TstBarChart::barsStartAtZero_data()
{
    QTest::addColumn<Qt::Orientation>("orientation");
    QTest::newRow("lying") << Qt::Horizontal;
    QTest::newRow("standing") << Qt::Vertical;
}

void TstBarChart::barsStartAtZero()
{
    QFETCH(Qt::Orientation, orientation);
    BarChart chart(m_theme, orientation);
    chart.setBars(counts({900, 1000}));
    chart.resize(400, 300);
    const QImage picture = chart.grab().toImage();
    // Nine tenths as long as the longest: from zero, not from somewhere near 900.
    const auto lengthOf = [&](int row) {
        const QColor fill = m_theme.color(Color::Control);
        int length = 0;
        const QRectF mark = chart.markRect({row, 0});
        if (orientation == Qt::Vertical) {
            const int x = static_cast<int>(mark.center().x());
            for (int y = 0; y < picture.height(); ++y) {
                length += plotsfixture::hasColor(picture, QRectF(x, y, 0.5, 0.5), fill, 2) ? 1 : 0;
            }
        } else {
            const int y = static_cast<int>(mark.center().y());
            for (int x = 0; x < picture.width(); ++x) {
                length += plotsfixture::hasColor(picture, QRectF(x, y, 0.5, 0.5), fill, 2) ? 1 : 0;
            }
        }
        return length;
    };
    const double longest = lengthOf(1);
    QVERIFY2(longest > 150, qPrintable(QString::number(longest)));
    QVERIFY2(std::abs(lengthOf(0) / longest - 0.9) < 0.02,
             qPrintable(QString::number(lengthOf(0) / longest)));
}

void TstBarChart::smallCountsAreSeen()
{
    BarChart chart(m_theme, Qt::Horizontal);
    chart.setBars(counts({100'000, 1, 0}));
    chart.resize(300, 100);
    const QImage picture = chart.grab().toImage();
    const auto isAt = [&](int row, double x) {
        return plotsfixture::hasColor(picture, QRectF(x, chart.markRect({row, 0}).center().y(), 0.5, 0.5),
                                      m_theme.color(Color::Control), 60);
    };
    double start = 40;
    while (start < 100 && !isAt(0, start)) {
        start += 1;
    }
    const auto isSeen = [&](int row) { return isAt(row, start); };
    QVERIFY(isSeen(1));
    QVERIFY(!isSeen(2));
}

void TstBarChart::partInsideTheFilterIsBlue()
{
    const std::unique_ptr<BarChart> chart(chartsamples::lengths(m_theme));
    chart->setRange(std::nullopt);
    chart->resize(400, 240);
    const QImage picture = chart->grab().toImage();
    QVERIFY(plotsfixture::hasColor(picture, chart->markRect({0, 0}), m_theme.color(Color::Accent)));
    QVERIFY(plotsfixture::hasColor(picture, chart->markRect({0, 0}), m_theme.color(Color::Neutral)));
    QVERIFY(!plotsfixture::hasColor(picture, chart->markRect({20, 0}), m_theme.color(Color::Accent)));
    QCOMPARE(chart->markLines({0, 0}), (QStringList{u"0 to 25"_s, u"Pairs 470"_s, u"In the filter 39"_s}));
}

void TstBarChart::dragSelectsARange()
{
    BarChart chart(m_theme, Qt::Vertical);
    chart.setHistogram(0, 10, counts({5, 4, 3, 2, 1}), ChartScale::of(u"Words"_s));
    chart.resize(400, 240);
    chart.show();
    QSignalSpy selected(&chart, &BarChart::rangeSelected);
    QSignalSpy cleared(&chart, &BarChart::rangeCleared);
    QSignalSpy activated(&chart, &Chart::markActivated);
    const auto middle = [&](int row) { return chart.markRect({row, 0}).center().toPoint(); };
    QTest::mousePress(&chart, Qt::LeftButton, {}, middle(3));
    QTest::mouseMove(&chart, middle(2));
    QTest::mouseMove(&chart, middle(1));
    QTest::mouseRelease(&chart, Qt::LeftButton, {}, middle(1));
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected.front(), (QVariantList{10.0, 40.0})); // both bins in whole, in ascending order
    QCOMPARE(chart.range(), std::optional(std::pair(10.0, 40.0)));
    QCOMPARE(activated.count(), 0);
    QTest::mouseClick(&chart, Qt::LeftButton, {}, middle(2)); // a click gives it up
    QCOMPARE(cleared.count(), 1);
    QVERIFY(!chart.range());
    QTest::mouseClick(&chart, Qt::LeftButton, {}, middle(2)); // and without a range leads on
    QCOMPARE(activated.count(), 1);
}

void TstBarChart::shiftArrowsSelectARange()
{
    BarChart chart(m_theme, Qt::Vertical);
    chart.setHistogram(0, 10, counts({5, 4, 3, 2, 1}), ChartScale::of(u"Words"_s));
    chart.resize(400, 240);
    plotsfixture::showFocused(chart, chart);
    QSignalSpy cleared(&chart, &BarChart::rangeCleared);
    QTest::keyClick(&chart, Qt::Key_Right);
    QTest::keyClick(&chart, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&chart, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(chart.range(), std::optional(std::pair(10.0, 40.0)));
    QTest::keyClick(&chart, Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(chart.range(), std::optional(std::pair(10.0, 30.0)));
    QTest::keyClick(&chart, Qt::Key_Escape);
    QCOMPARE(cleared.count(), 1);
    QVERIFY(!chart.range());
}

void TstBarChart::rangeSetFromOutsideEmitsNothing()
{
    BarChart chart(m_theme, Qt::Vertical);
    chart.setHistogram(0, 10, counts({5, 4, 3, 2, 1}), ChartScale::of(u"Words"_s));
    chart.resize(400, 240);
    QSignalSpy selected(&chart, &BarChart::rangeSelected);
    const QImage before = chart.grab().toImage();
    chart.setRange(std::pair(20.0, 40.0));
    QCOMPARE(selected.count(), 0);
    const QRectF edge(chart.markRect({2, 0}).left() - 4, 20, 8, 20);
    QVERIFY(plotsfixture::hasColor(chart.grab().toImage(), edge, m_theme.color(Color::Accent)));
    QVERIFY(!plotsfixture::hasColor(before, edge, m_theme.color(Color::Accent)));
}

void TstBarChart::tableOfAHistogramHasItsEdges()
{
    BarChart chart(m_theme, Qt::Vertical);
    chart.setTitles({}, u"Pairs"_s);
    chart.setHistogram(-10, 10, counts({5, 4}), ChartScale::of(u"Words"_s));
    QCOMPARE(chart.table().columns.size(), 3);
    QCOMPARE(csvOf(chart.table()), QByteArray("From,To,Pairs\r\n-10,0,5\r\n0,10,4\r\n"));
    QCOMPARE(chart.table().rows.at(0).at(0).text, u"−10"_s);
}

void TstBarChart::openBinHasNoEnd()
{
    BarChart chart(m_theme, Qt::Vertical);
    QList<BarRow> bins = counts({5, 4});
    bins[0].name = bins[1].name = QString();
    chart.setHistogram(0, 25, bins, ChartScale::of(u"Words"_s), true);
    QCOMPARE(chart.markLines({1, 0}).front(), u"25 and more"_s);
    QVERIFY(!chart.table().rows.at(1).at(1).number);
    QCOMPARE(chart.summary(), u"2 bar(s), 9 in all; the largest is 0 to 25 with 5."_s);
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstBarChart)
#include "tst_barchart.moc"
