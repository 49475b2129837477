#include "core/stats/conjugategradient.h"
#include "core/stats/glad.h"
#include "tests/core/stats/consensusdata.h"

#include <QTest>

#include <cmath>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

/// crowd-kit's toy set, see tst_dawidskene.cpp.
Labels toy()
{
    return {5, 5, 2, {{0, 0, 0}, {1, 0, 1}, {2, 0, 1}, {3, 0, 1}, {4, 0, 1}, {0, 1, 1},
                      {1, 1, 1}, {2, 1, 0}, {3, 1, 1}, {4, 1, 0}, {1, 2, 1}, {2, 2, 0},
                      {3, 2, 1}, {4, 2, 0}, {0, 3, 1}, {1, 3, 0}, {2, 3, 1}, {3, 3, 1},
                      {4, 3, 0}, {0, 4, 0}, {1, 4, 0}, {2, 4, 0}, {3, 4, 1}, {4, 4, 0}}};
}

} // namespace

class TstGlad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// crowd-kit 1.4.2, GLAD(n_iter = 1) and GLAD().
    void theToySetIsReproduced_data()
    {
        QTest::addColumn<int>("iterations"); // below 0: until it converges
        QTest::addColumn<QList<double>>("yes");
        QTest::addColumn<QList<double>>("alpha");
        QTest::addColumn<QList<double>>("logBeta");
        QTest::newRow("one step") << 1
                                  << QList<double>{0.5, 0.938096833, 0.061903167, 0.999998749, 0.000287257}
                                  << QList<double>{0.098352074, 0.968277394, 1.178840762, 0.319161539,
                                                   0.588889721}
                                  << QList<double>{0.35845517, 0.467648523, 0.785083295, 1.642681978,
                                                   1.372939507};
        QTest::newRow("converged")
            << -1 << QList<double>{0.88016947, 0.913477064, 0.001134518, 0.999998854, 1.03e-07}
            << QList<double>{-0.045832596, 1.189965046, 1.211066973, 0.338453745, 0.484080968}
            << QList<double>{0.603826682, 0.430317581, 0.961418397, 1.459719677, 1.593625585};
    }

    void theToySetIsReproduced()
    {
        QFETCH(int, iterations);
        QFETCH(QList<double>, yes);
        QFETCH(QList<double>, alpha);
        QFETCH(QList<double>, logBeta);
        GladOptions options;
        if (iterations >= 0) {
            options.iterations = iterations;
        }
        const Consensus out = glad(toy(), options);
        for (int at = 0; at < 5; ++at) {
            const auto index = static_cast<std::size_t>(at);
            QVERIFY2(std::abs(out.posteriorOf(at)[1] - yes.at(at)) < 1e-6,
                     qPrintable(QString::number(out.posteriorOf(at)[1], 'g', 12)));
            QVERIFY(std::abs(*out.skills[index].value - alpha.at(at)) < 1e-6);
            QVERIFY(std::abs(-std::log(out.difficulty[index]) - logBeta.at(at)) < 1e-6);
        }
        QCOMPARE(out.isTie(0), iterations == 1);
        if (iterations < 0) {
            QVERIFY(out.converged);
            QCOMPARE(out.iterations, 11);
        }
    }

    /// crowd-kit's test of the expectation step: skills and easiness 1, one task, two of three say yes.
    void oneExpectationStepIsTheFormula()
    {
        const Labels given{1, 3, 2, {{0, 0, 1}, {0, 1, 1}, {0, 2, 0}}};
        GladOptions options;
        options.iterations = 0;
        const double right = 1 / (1 + std::exp(-std::exp(1.0)));
        const double wrong = 1 - right;
        const double yes = right * right * wrong;
        const double no = wrong * wrong * right;
        const Consensus out = glad(given, options);
        QVERIFY(std::abs(out.posteriorOf(0)[1] - yes / (yes + no)) < 1e-12);
        QVERIFY(std::abs(*out.logLikelihood.value - std::log((yes + no) / 2)) < 1e-12);
    }

    /// The published value of that test: a lead of two labels.
    void theExpectationStepGivesThePublishedValue()
    {
        const Labels given{1, 4, 2, {{0, 0, 0}, {0, 1, 0}, {0, 2, 0}, {0, 3, 1}}};
        GladOptions options;
        options.iterations = 0;
        const Consensus out = glad(given, options);
        QVERIFY(std::abs(out.posteriorOf(0)[0] - 0.995664) < 1e-6);
        QVERIFY(std::abs(out.posteriorOf(0)[1] - 0.004336) < 1e-6);
    }

    void hardUnitsAreHard()
    {
        // Annotators agree on even units and are split on odd ones.
        Labels given{40, 6, 2, {}};
        for (std::int32_t unit = 0; unit < 40; ++unit) {
            for (std::int32_t annotator = 0; annotator < 6; ++annotator) {
                const bool isSplit = unit % 2 == 1 && (annotator + unit / 2) % 3 == 0;
                given.rows.push_back({unit, annotator, isSplit ? 1 - unit / 20 : unit / 20});
            }
        }
        const Consensus out = glad(given);
        double easiest = 1e9;
        double hardest = 0;
        for (std::size_t unit = 0; unit < 40; ++unit) {
            if (unit % 2 == 1) {
                easiest = std::min(easiest, out.difficulty[unit]);
            } else {
                hardest = std::max(hardest, out.difficulty[unit]);
            }
        }
        QVERIFY2(easiest > hardest, qPrintable(u"%1 and %2"_s.arg(easiest).arg(hardest)));
    }

    void conjugateGradientsFindAMinimum_data()
    {
        QTest::addColumn<double>("a");
        QTest::addColumn<double>("b");
        QTest::newRow("a round bowl") << 1.0 << 0.0;
        QTest::newRow("a narrow bowl") << 1000.0 << 0.0;
        QTest::newRow("Rosenbrock's valley") << 100.0 << 1.0;
    }

    void conjugateGradientsFindAMinimum()
    {
        QFETCH(double, a);
        QFETCH(double, b);
        // a (y − b x²)² + (1 − x)²: lowest, 0, at x = 1, y = b.
        const Objective function = [a, b](const std::vector<double>& x, std::vector<double>& gradient) {
            const double off = x[1] - b * x[0] * x[0];
            gradient[0] = -4 * a * b * off * x[0] - 2 * (1 - x[0]);
            gradient[1] = 2 * a * off;
            return a * off * off + (1 - x[0]) * (1 - x[0]);
        };
        std::vector<double> x = {-1.2, 1};
        std::vector<double> gradient(2);
        const double before = function(x, gradient);
        const double reached = minimise(function, x, {1'000, 1e-8});
        QVERIFY(reached < before);
        QVERIFY2(std::abs(x[0] - 1) < 1e-6 && std::abs(x[1] - b) < 1e-6,
                 qPrintable(u"%1, %2"_s.arg(x[0]).arg(x[1])));
        QCOMPARE(minimise(function, x, {0, 1e-8}), reached); // no step, the same place
    }

    void conjugateGradientsNeverClimb()
    {
        // A function without a minimum and one whose gradient is wrong: it stops, and no higher than it
        // began.
        const Objective falling = [](const std::vector<double>& x, std::vector<double>& gradient) {
            gradient[0] = -std::exp(-x[0]);
            return std::exp(-x[0]);
        };
        std::vector<double> x = {0};
        QVERIFY(minimise(falling, x, {50, 1e-30}) <= 1);
        const Objective lying = [](const std::vector<double>& at, std::vector<double>& gradient) {
            gradient[0] = -1;
            return at[0] * at[0];
        };
        x = {1};
        QVERIFY(minimise(lying, x, {50, 1e-30}) <= 1);
    }
};

QTEST_GUILESS_MAIN(TstGlad)

#include "tst_glad.moc"
