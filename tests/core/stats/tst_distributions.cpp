#include "core/stats/distributions.h"

#include <QTest>

#include <array>
#include <cmath>
#include <limits>

using namespace plumbline::stats;

namespace {

enum class Function {
    NormalCdf,
    NormalUpper,
    NormalQuantile,
    LogGamma,
    ChiSquaredCdf,
    ChiSquaredUpper,
    ChiSquaredQuantile,
    StudentCdf,
    StudentUpper,
    StudentTwoSidedP,
    StudentQuantile,
    BetaCdf,
    BetaUpper,
    BetaQuantile,
    FisherCdf,
    FisherUpper,
    FisherQuantile,
};

double evaluate(Function function, const std::array<double, 3>& a)
{
    switch (function) {
    case Function::NormalCdf:
        return normalCdf(a[0]);
    case Function::NormalUpper:
        return normalUpper(a[0]);
    case Function::NormalQuantile:
        return normalQuantile(a[0]);
    case Function::LogGamma:
        return logGamma(a[0]);
    case Function::ChiSquaredCdf:
        return chiSquaredCdf(a[0], a[1]);
    case Function::ChiSquaredUpper:
        return chiSquaredUpper(a[0], a[1]);
    case Function::ChiSquaredQuantile:
        return chiSquaredQuantile(a[0], a[1]);
    case Function::StudentCdf:
        return studentCdf(a[0], a[1]);
    case Function::StudentUpper:
        return studentUpper(a[0], a[1]);
    case Function::StudentTwoSidedP:
        return studentTwoSidedP(a[0], a[1]);
    case Function::StudentQuantile:
        return studentQuantile(a[0], a[1]);
    case Function::BetaCdf:
        return regularizedBeta(a[1], a[2], a[0]);
    case Function::BetaUpper:
        return regularizedBetaUpper(a[1], a[2], a[0]);
    case Function::BetaQuantile:
        return betaQuantile(a[1], a[2], a[0]);
    case Function::FisherCdf:
        return fisherCdf(a[0], a[1], a[2]);
    case Function::FisherUpper:
        return fisherUpper(a[0], a[1], a[2]);
    case Function::FisherQuantile:
        return fisherQuantile(a[0], a[1], a[2]);
    }
    return 0;
}

struct Case
{
    const char* name;
    Function function;
    std::array<double, 3> arguments;
    double expected;
};

/// Computed with SciPy 1.17.1; where the arguments allow it, checked against mpmath with 40 digits.
constexpr Case kCases[] = {
    // clang-format off
        {"normal cdf -37", Function::NormalCdf, {-37.0, 0.0, 0.0}, 5.725571222524577e-300},
        {"normal upper -37", Function::NormalUpper, {-37.0, 0.0, 0.0}, 1.0},
        {"normal cdf -8.2", Function::NormalCdf, {-8.2, 0.0, 0.0}, 1.2019351542735859e-16},
        {"normal upper -8.2", Function::NormalUpper, {-8.2, 0.0, 0.0}, 0.9999999999999999},
        {"normal cdf -3", Function::NormalCdf, {-3.0, 0.0, 0.0}, 0.0013498980316300946},
        {"normal upper -3", Function::NormalUpper, {-3.0, 0.0, 0.0}, 0.9986501019683699},
        {"normal cdf -1", Function::NormalCdf, {-1.0, 0.0, 0.0}, 0.15865525393145705},
        {"normal upper -1", Function::NormalUpper, {-1.0, 0.0, 0.0}, 0.8413447460685429},
        {"normal cdf -1e-09", Function::NormalCdf, {-1e-09, 0.0, 0.0}, 0.49999999960105773},
        {"normal upper -1e-09", Function::NormalUpper, {-1e-09, 0.0, 0.0}, 0.5000000003989423},
        {"normal cdf 0", Function::NormalCdf, {0.0, 0.0, 0.0}, 0.5},
        {"normal upper 0", Function::NormalUpper, {0.0, 0.0, 0.0}, 0.5},
        {"normal cdf 0.5", Function::NormalCdf, {0.5, 0.0, 0.0}, 0.6914624612740131},
        {"normal upper 0.5", Function::NormalUpper, {0.5, 0.0, 0.0}, 0.3085375387259869},
        {"normal cdf 1.96", Function::NormalCdf, {1.96, 0.0, 0.0}, 0.9750021048517795},
        {"normal upper 1.96", Function::NormalUpper, {1.96, 0.0, 0.0}, 0.024997895148220435},
        {"normal cdf 6", Function::NormalCdf, {6.0, 0.0, 0.0}, 0.9999999990134123},
        {"normal upper 6", Function::NormalUpper, {6.0, 0.0, 0.0}, 9.86587645037698e-10},
        {"normal cdf 20", Function::NormalCdf, {20.0, 0.0, 0.0}, 1.0},
        {"normal upper 20", Function::NormalUpper, {20.0, 0.0, 0.0}, 2.7536241186062337e-89},
        {"normal cdf 37", Function::NormalCdf, {37.0, 0.0, 0.0}, 1.0},
        {"normal upper 37", Function::NormalUpper, {37.0, 0.0, 0.0}, 5.725571222524577e-300},
        {"normal quantile 1e-300", Function::NormalQuantile, {1e-300, 0.0, 0.0}, -37.0470962993612},
        {"normal quantile 1e-20", Function::NormalQuantile, {1e-20, 0.0, 0.0}, -9.262340089798409},
        {"normal quantile 1e-05", Function::NormalQuantile, {1e-05, 0.0, 0.0}, -4.264890793922825},
        {"normal quantile 0.025", Function::NormalQuantile, {0.025, 0.0, 0.0}, -1.9599639845400545},
        {"normal quantile 0.3", Function::NormalQuantile, {0.3, 0.0, 0.0}, -0.5244005127080409},
        {"normal quantile 0.5", Function::NormalQuantile, {0.5, 0.0, 0.0}, 0.0},
        {"normal quantile 0.6", Function::NormalQuantile, {0.6, 0.0, 0.0}, 0.2533471031357997},
        {"normal quantile 0.975", Function::NormalQuantile, {0.975, 0.0, 0.0}, 1.959963984540054},
        {"normal quantile 0.9999", Function::NormalQuantile, {0.9999, 0.0, 0.0}, 3.719016485455709},
        {"chi2 cdf 0.001 1", Function::ChiSquaredCdf, {0.001, 1.0, 0.0}, 0.025227120630039613},
        {"chi2 upper 0.001 1", Function::ChiSquaredUpper, {0.001, 1.0, 0.0}, 0.9747728793699604},
        {"chi2 cdf 3.84146 1", Function::ChiSquaredCdf, {3.841458820694124, 1.0, 0.0}, 0.95},
        {"chi2 upper 3.84146 1", Function::ChiSquaredUpper, {3.841458820694124, 1.0, 0.0}, 0.05000000000000006},
        {"chi2 cdf 0.5 0.5", Function::ChiSquaredCdf, {0.5, 0.5, 0.0}, 0.7436779447314611},
        {"chi2 upper 0.5 0.5", Function::ChiSquaredUpper, {0.5, 0.5, 0.0}, 0.25632205526853896},
        {"chi2 cdf 10 3", Function::ChiSquaredCdf, {10.0, 3.0, 0.0}, 0.9814338645369568},
        {"chi2 upper 10 3", Function::ChiSquaredUpper, {10.0, 3.0, 0.0}, 0.018566135463043233},
        {"chi2 cdf 30 5", Function::ChiSquaredCdf, {30.0, 5.0, 0.0}, 0.9999852514189616},
        {"chi2 upper 30 5", Function::ChiSquaredUpper, {30.0, 5.0, 0.0}, 1.4748581038443052e-05},
        {"chi2 cdf 200 100", Function::ChiSquaredCdf, {200.0, 100.0, 0.0}, 0.9999999882154993},
        {"chi2 upper 200 100", Function::ChiSquaredUpper, {200.0, 100.0, 0.0}, 1.1784500720979422e-08},
        {"chi2 cdf 80 100", Function::ChiSquaredCdf, {80.0, 100.0, 0.0}, 0.07033506665939496},
        {"chi2 upper 80 100", Function::ChiSquaredUpper, {80.0, 100.0, 0.0}, 0.9296649333406051},
        {"chi2 cdf 5 100", Function::ChiSquaredCdf, {5.0, 100.0, 0.0}, 2.238698928228896e-46},
        {"chi2 upper 5 100", Function::ChiSquaredUpper, {5.0, 100.0, 0.0}, 1.0},
        {"chi2 cdf 100500 100000", Function::ChiSquaredCdf, {100500.0, 100000.0, 0.0}, 0.8681451883966161},
        {"chi2 upper 100500 100000", Function::ChiSquaredUpper, {100500.0, 100000.0, 0.0}, 0.13185481160338378},
        {"chi2 cdf 99000 100000", Function::ChiSquaredCdf, {99000.0, 100000.0, 0.0}, 0.012478315638082792},
        {"chi2 upper 99000 100000", Function::ChiSquaredUpper, {99000.0, 100000.0, 0.0}, 0.9875216843619172},
        {"chi2 cdf 2500 1", Function::ChiSquaredCdf, {2500.0, 1.0, 0.0}, 1.0},
        {"chi2 upper 2500 1", Function::ChiSquaredUpper, {2500.0, 1.0, 0.0}, 0.0},
        {"chi2 quantile 0.95 1", Function::ChiSquaredQuantile, {0.95, 1.0, 0.0}, 3.841458820694124},
        {"chi2 quantile 0.025 1", Function::ChiSquaredQuantile, {0.025, 1.0, 0.0}, 0.0009820691171752555},
        {"chi2 quantile 1e-10 3", Function::ChiSquaredQuantile, {1e-10, 3.0, 0.0}, 5.20939762143448e-07},
        {"chi2 quantile 0.5 7.5", Function::ChiSquaredQuantile, {0.5, 7.5, 0.0}, 6.844905469601071},
        {"chi2 quantile 0.999 20", Function::ChiSquaredQuantile, {0.999, 20.0, 0.0}, 45.31474661812586},
        {"chi2 quantile 0.975 1000", Function::ChiSquaredQuantile, {0.975, 1000.0, 0.0}, 1089.5309127749135},
        {"chi2 quantile 0.01 0.3", Function::ChiSquaredQuantile, {0.01, 0.3, 0.0}, 5.84836724040317e-14},
        {"chi2 quantile 0.95 100000", Function::ChiSquaredQuantile, {0.95, 100000.0, 0.0}, 100736.736177319},
        {"student cdf 0 5", Function::StudentCdf, {0.0, 5.0, 0.0}, 0.5},
        {"student upper 0 5", Function::StudentUpper, {0.0, 5.0, 0.0}, 0.5},
        {"student two-sided 0 5", Function::StudentTwoSidedP, {0.0, 5.0, 0.0}, 1.0},
        {"student cdf 1 1", Function::StudentCdf, {1.0, 1.0, 0.0}, 0.75},
        {"student upper 1 1", Function::StudentUpper, {1.0, 1.0, 0.0}, 0.25},
        {"student two-sided 1 1", Function::StudentTwoSidedP, {1.0, 1.0, 0.0}, 0.5000000000000001},
        {"student cdf -2.5 3", Function::StudentCdf, {-2.5, 3.0, 0.0}, 0.04385332350403277},
        {"student upper -2.5 3", Function::StudentUpper, {-2.5, 3.0, 0.0}, 0.9561466764959672},
        {"student two-sided -2.5 3", Function::StudentTwoSidedP, {-2.5, 3.0, 0.0}, 0.08770664700806556},
        {"student cdf 12.7 1", Function::StudentCdf, {12.7, 1.0, 0.0}, 0.9749878361553279},
        {"student upper 12.7 1", Function::StudentUpper, {12.7, 1.0, 0.0}, 0.02501216384467208},
        {"student two-sided 12.7 1", Function::StudentTwoSidedP, {12.7, 1.0, 0.0}, 0.050024327689344165},
        {"student cdf 2 30.5", Function::StudentCdf, {2.0, 30.5, 0.0}, 0.9727631682001601},
        {"student upper 2 30.5", Function::StudentUpper, {2.0, 30.5, 0.0}, 0.027236831799839944},
        {"student two-sided 2 30.5", Function::StudentTwoSidedP, {2.0, 30.5, 0.0}, 0.054473663599679874},
        {"student cdf -1.96 100000", Function::StudentCdf, {-1.96, 100000.0, 0.0}, 0.02499928159715084},
        {"student upper -1.96 100000", Function::StudentUpper, {-1.96, 100000.0, 0.0}, 0.9750007184028492},
        {"student two-sided -1.96 100000", Function::StudentTwoSidedP, {-1.96, 100000.0, 0.0}, 0.04999856319430168},
        {"student cdf 1e-06 4", Function::StudentCdf, {1e-06, 4.0, 0.0}, 0.500000375},
        {"student upper 1e-06 4", Function::StudentUpper, {1e-06, 4.0, 0.0}, 0.499999625},
        {"student two-sided 1e-06 4", Function::StudentTwoSidedP, {1e-06, 4.0, 0.0}, 0.99999925},
        {"student cdf 50 10", Function::StudentCdf, {50.0, 10.0, 0.0}, 0.9999999999998763},
        {"student upper 50 10", Function::StudentUpper, {50.0, 10.0, 0.0}, 1.23715516465134e-13},
        {"student two-sided 50 10", Function::StudentTwoSidedP, {50.0, 10.0, 0.0}, 2.47431032930268e-13},
        {"student cdf 0.3 0.7", Function::StudentCdf, {0.3, 0.7, 0.0}, 0.5853824068143325},
        {"student upper 0.3 0.7", Function::StudentUpper, {0.3, 0.7, 0.0}, 0.41461759318566754},
        {"student two-sided 0.3 0.7", Function::StudentTwoSidedP, {0.3, 0.7, 0.0}, 0.829235186371335},
        {"student cdf 300 2", Function::StudentCdf, {300.0, 2.0, 0.0}, 0.9999944445370353},
        {"student upper 300 2", Function::StudentUpper, {300.0, 2.0, 0.0}, 5.555462964677607e-06},
        {"student two-sided 300 2", Function::StudentTwoSidedP, {300.0, 2.0, 0.0}, 1.1110925929355216e-05},
        {"student quantile 0.975 1", Function::StudentQuantile, {0.975, 1.0, 0.0}, 12.706204736174694},
        {"student quantile 0.975 4", Function::StudentQuantile, {0.975, 4.0, 0.0}, 2.7764451051977934},
        {"student quantile 0.5 3", Function::StudentQuantile, {0.5, 3.0, 0.0}, 0.0},
        {"student quantile 0.1 2.5", Function::StudentQuantile, {0.1, 2.5, 0.0}, -1.7302509288071761},
        {"student quantile 1e-09 7", Function::StudentQuantile, {1e-09, 7.0, 0.0}, -38.70598064323161},
        {"student quantile 0.9995 120", Function::StudentQuantile, {0.9995, 120.0, 0.0}, 3.373453768562533},
        {"student quantile 0.975 100000", Function::StudentQuantile, {0.975, 100000.0, 0.0}, 1.9599877075346095},
        {"student quantile 0.51 9", Function::StudentQuantile, {0.51, 9.0, 0.0}, 0.025774047507690565},
        {"beta cdf 0.5 0.5 0.5", Function::BetaCdf, {0.5, 0.5, 0.5}, 0.5},
        {"beta upper 0.5 0.5 0.5", Function::BetaUpper, {0.5, 0.5, 0.5}, 0.5},
        {"beta cdf 0.1 2 3", Function::BetaCdf, {0.1, 2.0, 3.0}, 0.052300000000000006},
        {"beta upper 0.1 2 3", Function::BetaUpper, {0.1, 2.0, 3.0}, 0.9477},
        {"beta cdf 0.9 2 3", Function::BetaCdf, {0.9, 2.0, 3.0}, 0.9963},
        {"beta upper 0.9 2 3", Function::BetaUpper, {0.9, 2.0, 3.0}, 0.0036999999999999976},
        {"beta cdf 0.001 0.1 5", Function::BetaCdf, {0.001, 0.1, 5.0}, 0.6128983593749945},
        {"beta upper 0.001 0.1 5", Function::BetaUpper, {0.001, 0.1, 5.0}, 0.3871016406250055},
        {"beta cdf 0.999 5 0.1", Function::BetaCdf, {0.999, 5.0, 0.1}, 0.38710164062500546},
        {"beta upper 0.999 5 0.1", Function::BetaUpper, {0.999, 5.0, 0.1}, 0.6128983593749945},
        {"beta cdf 0.3 30 70", Function::BetaCdf, {0.3, 30.0, 70.0}, 0.5116251045586091},
        {"beta upper 0.3 30 70", Function::BetaUpper, {0.3, 30.0, 70.0}, 0.4883748954413909},
        {"beta cdf 0.25 300 700", Function::BetaCdf, {0.25, 300.0, 700.0}, 0.00017989197772738934},
        {"beta upper 0.25 300 700", Function::BetaUpper, {0.25, 300.0, 700.0}, 0.9998201080222726},
        {"beta cdf 0.4 40000 60000", Function::BetaCdf, {0.4, 40000.0, 60000.0}, 0.5001716776822243},
        {"beta upper 0.4 40000 60000", Function::BetaUpper, {0.4, 40000.0, 60000.0}, 0.4998283223177706},
        {"beta cdf 0.403 40000 60000", Function::BetaCdf, {0.403, 40000.0, 60000.0}, 0.9735247120987833},
        {"beta upper 0.403 40000 60000", Function::BetaUpper, {0.403, 40000.0, 60000.0}, 0.026475287901215453},
        {"beta cdf 0.05 1 1", Function::BetaCdf, {0.05, 1.0, 1.0}, 0.05},
        {"beta upper 0.05 1 1", Function::BetaUpper, {0.05, 1.0, 1.0}, 0.95},
        {"beta cdf 1e-08 3 2", Function::BetaCdf, {1e-08, 3.0, 2.0}, 3.9999999700000005e-24},
        {"beta upper 1e-08 3 2", Function::BetaUpper, {1e-08, 3.0, 2.0}, 1.0},
        {"beta quantile 0.025 1 10", Function::BetaQuantile, {0.025, 1.0, 10.0}, 0.0025285785444617848},
        {"beta quantile 0.975 10 1", Function::BetaQuantile, {0.975, 10.0, 1.0}, 0.9974714214555382},
        {"beta quantile 0.5 0.5 0.5", Function::BetaQuantile, {0.5, 0.5, 0.5}, 0.4999999999999999},
        {"beta quantile 0.1 300 700", Function::BetaQuantile, {0.1, 300.0, 700.0}, 0.28151941741064423},
        {"beta quantile 0.99 2 5", Function::BetaQuantile, {0.99, 2.0, 5.0}, 0.7056863283197075},
        {"beta quantile 1e-08 3 4", Function::BetaQuantile, {1e-08, 3.0, 4.0}, 0.0007941735408983302},
        {"beta quantile 0.3 0.05 2", Function::BetaQuantile, {0.3, 0.05, 2.0}, 1.3141323697989763e-11},
        {"beta quantile 0.025 40000 60000", Function::BetaQuantile, {0.025, 40000.0, 60000.0}, 0.3969655531714946},
        {"F cdf 1 1 1", Function::FisherCdf, {1.0, 1.0, 1.0}, 0.5},
        {"F upper 1 1 1", Function::FisherUpper, {1.0, 1.0, 1.0}, 0.5},
        {"F cdf 3.5 3 20", Function::FisherCdf, {3.5, 3.0, 20.0}, 0.9655068961148756},
        {"F upper 3.5 3 20", Function::FisherUpper, {3.5, 3.0, 20.0}, 0.03449310388512439},
        {"F cdf 0.2 5 7", Function::FisherCdf, {0.2, 5.0, 7.0}, 0.04758354977857252},
        {"F upper 0.2 5 7", Function::FisherUpper, {0.2, 5.0, 7.0}, 0.9524164502214275},
        {"F cdf 19 19 76", Function::FisherCdf, {19.0, 19.0, 76.0}, 1.0},
        {"F upper 19 19 76", Function::FisherUpper, {19.0, 19.0, 76.0}, 1.690175235574656e-21},
        {"F cdf 1.02 5000 20000", Function::FisherCdf, {1.02, 5000.0, 20000.0}, 0.8137507226884189},
        {"F upper 1.02 5000 20000", Function::FisherUpper, {1.02, 5000.0, 20000.0}, 0.18624927731158117},
        {"F cdf 100 2 2.5", Function::FisherCdf, {100.0, 2.0, 2.5}, 0.9958847736625515},
        {"F upper 100 2 2.5", Function::FisherUpper, {100.0, 2.0, 2.5}, 0.00411522633744856},
        {"F cdf 0.9 99 99", Function::FisherCdf, {0.9, 99.0, 99.0}, 0.3005847454767437},
        {"F upper 0.9 99 99", Function::FisherUpper, {0.9, 99.0, 99.0}, 0.6994152545232564},
        {"F quantile 0.975 5 15", Function::FisherQuantile, {0.975, 5.0, 15.0}, 3.5764153492790607},
        {"F quantile 0.025 5 15", Function::FisherQuantile, {0.025, 5.0, 15.0}, 0.15557596307848703},
        {"F quantile 0.5 1 1", Function::FisherQuantile, {0.5, 1.0, 1.0}, 1.0},
        {"F quantile 0.95 999 999", Function::FisherQuantile, {0.95, 999.0, 999.0}, 1.1097461378149394},
        {"F quantile 0.999 2 3.5", Function::FisherQuantile, {0.999, 2.0, 3.5}, 88.89080688654613},
        {"F quantile 1e-06 10 10", Function::FisherQuantile, {1e-06, 10.0, 10.0}, 0.024990268693510186},
        {"F quantile 0.975 5000 20000", Function::FisherQuantile, {0.975, 5000.0, 20000.0}, 1.0444996378775333},
        {"ln gamma 1e-05", Function::LogGamma, {1e-05, 0.0, 0.0}, 11.512919692895826},
        {"ln gamma 0.5", Function::LogGamma, {0.5, 0.0, 0.0}, 0.5723649429247001},
        {"ln gamma 1", Function::LogGamma, {1.0, 0.0, 0.0}, 0.0},
        {"ln gamma 1", Function::LogGamma, {1.0000001, 0.0, 0.0}, -5.772155829918507e-08},
        {"ln gamma 2", Function::LogGamma, {2.0, 0.0, 0.0}, 0.0},
        {"ln gamma 10.25", Function::LogGamma, {10.25, 0.0, 0.0}, 13.368023671476045},
        {"ln gamma 100000", Function::LogGamma, {100000.0, 0.0, 0.0}, 1051287.7089736569},
    // clang-format on
};

} // namespace

class TstDistributions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesOfScipy_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Case& row : kCases) {
            QTest::newRow(row.name) << index++;
        }
    }

    void valuesOfScipy()
    {
        QFETCH(int, index);
        const Case& row = kCases[index];
        const double actual = evaluate(row.function, row.arguments);
        constexpr double kRelative = 1e-10;
        const double error = std::abs(actual - row.expected);
        QVERIFY2(
            error <= kRelative * std::abs(row.expected),
            qPrintable(
                QStringLiteral("%1 instead of %2").arg(actual, 0, 'g', 17).arg(row.expected, 0, 'g', 17)));
    }

    void quantilesInvert_data()
    {
        QTest::addColumn<double>("shape");
        for (const double shape : {0.3, 1.0, 2.5, 17.0, 400.0, 20000.0}) {
            QTest::addRow("%g", shape) << shape;
        }
    }

    void quantilesInvert()
    {
        QFETCH(double, shape);
        for (const double p : {1e-12, 1e-4, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999}) {
            const double tolerance = 1e-11 * p;
            QVERIFY(std::abs(chiSquaredCdf(chiSquaredQuantile(p, shape), shape) - p) < tolerance);
            QVERIFY(std::abs(studentCdf(studentQuantile(p, shape), shape) - p) < tolerance);
            QVERIFY(std::abs(fisherCdf(fisherQuantile(p, shape, 7), shape, 7) - p) < tolerance);
            QVERIFY(std::abs(regularizedBeta(shape, 3, betaQuantile(shape, 3, p)) - p) <
                    100 * tolerance * shape);
            QVERIFY(std::abs(normalCdf(normalQuantile(p)) - p) < tolerance);
        }
    }

    void endsOfTheSupport()
    {
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        QCOMPARE(normalQuantile(0), -kInfinity);
        QCOMPARE(studentQuantile(1, 3), kInfinity);
        QCOMPARE(chiSquaredQuantile(0, 3), 0.0);
        QCOMPARE(fisherQuantile(1, 3, 4), kInfinity);
        QCOMPARE(betaQuantile(2, 3, 1), 1.0);
        QCOMPARE(regularizedBeta(2, 3, 0), 0.0);
        QCOMPARE(regularizedGammaUpper(2, kInfinity), 0.0);
        QCOMPARE(regularizedGamma(2, 0), 0.0);
        QCOMPARE(studentUpper(kInfinity, 3), 0.0);
        QCOMPARE(studentCdf(1.5, kInfinity), normalCdf(1.5));
        QCOMPARE(fisherUpper(-1, 3, 3), 1.0);
        QCOMPARE(fisherCdf(-1, 3, 3), 0.0);
    }

    void intervals()
    {
        QVERIFY(std::abs(normalTwoSided(0.95) - 1.959963984540054) < 1e-14);
        QVERIFY(std::abs(studentTwoSided(0.95, 4) - 2.7764451051977934) < 1e-13);
        QVERIFY(std::abs(normalTwoSidedP(1.959963984540054) - 0.05) < 1e-15);
        QVERIFY(std::abs(logBeta(2, 3) - std::log(1.0 / 12)) < 1e-14);
    }
};

QTEST_GUILESS_MAIN(TstDistributions)

#include "tst_distributions.moc"
