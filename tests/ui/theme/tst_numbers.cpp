#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

class TstNumbers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeNumbersAreGrouped_data();
    void wholeNumbersAreGrouped();
    void decimalsAndShares_data();
    void decimalsAndShares();
    void digitsTakeCellsOfOneWidth();
    void paintedDigitsStandUnderEachOther();
};

void TstNumbers::wholeNumbersAreGrouped_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64(0) << u"0"_s;
    QTest::newRow("below a thousand") << qint64(999) << u"999"_s;
    QTest::newRow("a thousand") << qint64(1000) << u"1\u202F000"_s;
    QTest::newRow("millions") << qint64(1234567) << u"1\u202F234\u202F567"_s;
    QTest::newRow("negative") << qint64(-1814) << u"\u22121\u202F814"_s;
    QTest::newRow("negative, three digits") << qint64(-814) << u"\u2212814"_s;
    QTest::newRow("the smallest there is")
        << std::numeric_limits<qint64>::min()
        << u"\u22129\u202F223\u202F372\u202F036\u202F854\u202F775\u202F808"_s;
}

void TstNumbers::wholeNumbersAreGrouped()
{
    QFETCH(qint64, value);
    QFETCH(QString, text);
    QCOMPARE(groupedNumber(value), text);
}

void TstNumbers::decimalsAndShares_data()
{
    QTest::addColumn<QString>("made");
    QTest::addColumn<QString>("text");
    QTest::newRow("two decimals") << decimalNumber(1234.5, 2) << u"1\u202F234.50"_s;
    QTest::newRow("negative") << decimalNumber(-0.25, 2) << u"\u22120.25"_s;
    QTest::newRow("rounds to zero without a sign") << decimalNumber(-0.001, 2) << u"0.00"_s;
    QTest::newRow("no decimals") << decimalNumber(1999.6, 0) << u"2\u202F000"_s;
    QTest::newRow("percent with a space") << percentText(0.655, 1) << u"65.5 %"_s;
    QTest::newRow("whole percent") << percentText(0.53) << u"53 %"_s;
}

void TstNumbers::decimalsAndShares()
{
    QFETCH(QString, made);
    QFETCH(QString, text);
    QCOMPARE(made, text);
}

void TstNumbers::digitsTakeCellsOfOneWidth()
{
    const Theme theme;
    const QFont font = theme.font(Text::Body);
    QCOMPARE(digitsWidth(u"111"_s, font), digitsWidth(u"888"_s, font));
    QCOMPARE(digitsWidth(u"1"_s, font), QFontMetricsF(font).horizontalAdvance(u'0'));
    QCOMPARE(digitsWidth({}, font), 0.0);
    QVERIFY(digitsWidth(u"1 %"_s, font) > digitsWidth(u"1"_s, font));
}

void TstNumbers::paintedDigitsStandUnderEachOther()
{
    const Theme theme;
    const auto firstInk = [&theme](const QString& text) {
        QImage image(200, 40, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setFont(theme.font(Text::Number));
        drawDigits(painter, QRectF(0, 0, 190, 40), Qt::AlignRight | Qt::AlignVCenter, text);
        painter.end();
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                if (image.pixelColor(x, y).lightness() < 128) {
                    return x;
                }
            }
        }
        return -1;
    };
    // The leading 7 is followed by narrow digits in one and wide digits in the other.
    QCOMPARE(firstInk(u"7111"_s), firstInk(u"7888"_s));
    QVERIFY(firstInk(u"7111"_s) > 100);
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstNumbers)
#include "tst_numbers.moc"
