#include "core/domain/item.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <array>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestShownOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersAreStable_data();
    void ordersAreStable();
    void isAPermutation();
    void everyPartOfTheSeedMatters();
    void sidesAreBalanced();
    void placesAreBalanced();
    void annotatorsAreIndependent();
    void judgedTextsFollowTheItem();
};

void TestShownOrder::ordersAreStable_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<QString>("item");
    QTest::addColumn<QString>("annotator");
    QTest::addColumn<QList<int>>("order");
    // Sides in stored projects depend on these: never change them.
    QTest::newRow("pair") << quint64(1ULL) << u"item-1"_s << u"ann-1"_s << QList<int>{1, 0};
    QTest::newRow("pair, other annotator") << quint64(1ULL) << u"item-1"_s << u"ann-2"_s << QList<int>{0, 1};
    QTest::newRow("pair, other item") << quint64(1ULL) << u"item-2"_s << u"ann-1"_s << QList<int>{1, 0};
    QTest::newRow("five") << quint64(42ULL) << u"8f0c"_s << u"expert_17"_s << QList<int>{0, 3, 4, 1, 2};
    QTest::newRow("ten, largest seed") << quint64(18446744073709551615ULL) << u"ü"_s << u"名前"_s
                                       << QList<int>{3, 5, 0, 2, 6, 1, 9, 8, 4, 7};
    QTest::newRow("nothing known") << quint64(0ULL) << u""_s << u""_s << QList<int>{0, 3, 2, 1};
}

void TestShownOrder::ordersAreStable()
{
    QFETCH(quint64, seed);
    QFETCH(QString, item);
    QFETCH(QString, annotator);
    QFETCH(QList<int>, order);
    QCOMPARE(shownOrder(seed, item, annotator, static_cast<int>(order.size())), order);
}

void TestShownOrder::isAPermutation()
{
    QCOMPARE(shownOrder(1, u"i"_s, u"a"_s, 0), QList<int>());
    QCOMPARE(shownOrder(1, u"i"_s, u"a"_s, -1), QList<int>());
    QCOMPARE(shownOrder(1, u"i"_s, u"a"_s, 1), QList<int>{0});
    QList<int> order = shownOrder(1, u"i"_s, u"a"_s, 30);
    QVERIFY(!std::is_sorted(order.cbegin(), order.cend()));
    std::sort(order.begin(), order.end());
    for (int index = 0; index < 30; ++index) {
        QCOMPARE(order.at(index), index);
    }
}

void TestShownOrder::everyPartOfTheSeedMatters()
{
    constexpr int kCount = 20; // 20! orders: two equal ones are no accident
    const QList<int> order = shownOrder(1, u"item"_s, u"ann"_s, kCount);
    QCOMPARE(shownOrder(1, u"item"_s, u"ann"_s, kCount), order);
    QVERIFY(shownOrder(2, u"item"_s, u"ann"_s, kCount) != order);
    QVERIFY(shownOrder(1, u"item2"_s, u"ann"_s, kCount) != order);
    QVERIFY(shownOrder(1, u"item"_s, u"ann2"_s, kCount) != order);
    QVERIFY(shownOrder(1, u"ann"_s, u"item"_s, kCount) != order);
}

void TestShownOrder::sidesAreBalanced()
{
    constexpr int kItems = 20000;
    int swapped = 0;
    for (int item = 0; item < kItems; ++item) {
        swapped += shownOrder(42, u"item-%1"_s.arg(item), u"annotator"_s, 2).constFirst();
    }
    // Chi-square with one degree of freedom; 10.83 is passed by chance once in a thousand, and the data are
    // fixed.
    const double half = kItems / 2.0;
    const double off = swapped - half;
    QVERIFY2(2 * off * off / half < 10.83, qPrintable(QString::number(swapped)));
}

void TestShownOrder::placesAreBalanced()
{
    constexpr int kItems = 20000;
    constexpr int kCount = 5;
    std::array<std::array<int, kCount>, kCount> seen{};
    for (int item = 0; item < kItems; ++item) {
        const QList<int> order = shownOrder(7, u"%1"_s.arg(item), u"x"_s, kCount);
        for (int place = 0; place < kCount; ++place) {
            ++seen.at(place).at(order.at(place));
        }
    }
    double chiSquare = 0;
    constexpr double kExpected = double(kItems) / kCount;
    for (const auto& row : seen) {
        for (const int count : row) {
            chiSquare += (count - kExpected) * (count - kExpected) / kExpected;
        }
    }
    // (kCount − 1)² = 16 degrees of freedom; 39.25 is passed once in a thousand.
    QVERIFY2(chiSquare < 39.25, qPrintable(QString::number(chiSquare)));
}

void TestShownOrder::annotatorsAreIndependent()
{
    constexpr int kItems = 10000;
    int same = 0;
    for (int item = 0; item < kItems; ++item) {
        const QString uid = u"item-%1"_s.arg(item);
        same += shownOrder(42, uid, u"ann"_s, 2) == shownOrder(42, uid, u"bob"_s, 2) ? 1 : 0;
    }
    const double off = same - kItems / 2.0;
    QVERIFY2(4 * off * off / kItems < 10.83, qPrintable(QString::number(same)));
}

void TestShownOrder::judgedTextsFollowTheItem()
{
    ItemView view;
    QCOMPARE(view.judgedTexts(), QStringList());
    view.responses = {{{}, {}, u"m"_s, {u"one"_s, u"two"_s}, {}}, {{}, {}, u"n"_s, {u"three"_s}, {}}};
    QCOMPARE(view.judgedTexts(), QStringList({u"two"_s, u"three"_s}));
}

QTEST_GUILESS_MAIN(TestShownOrder)
#include "tst_shownorder.moc"
