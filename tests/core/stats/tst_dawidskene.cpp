#include "core/stats/dawidskene.h"
#include "tests/core/stats/consensusdata.h"

#include <QTest>

#include <cmath>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

/// crowd-kit's toy set: five tasks, five workers, values "no" and "yes"; w3 did not do t1.
Labels toy()
{
    return {5, 5, 2, {{0, 0, 0}, {1, 0, 1}, {2, 0, 1}, {3, 0, 1}, {4, 0, 1}, {0, 1, 1},
                      {1, 1, 1}, {2, 1, 0}, {3, 1, 1}, {4, 1, 0}, {1, 2, 1}, {2, 2, 0},
                      {3, 2, 1}, {4, 2, 0}, {0, 3, 1}, {1, 3, 0}, {2, 3, 1}, {3, 3, 1},
                      {4, 3, 0}, {0, 4, 0}, {1, 4, 0}, {2, 4, 0}, {3, 4, 1}, {4, 4, 0}}};
}

/// The 1979 table; classes 1 to 4 are values 0 to 3.
Labels anaesthetists()
{
    Labels out{45, 5, 4, {}};
    for (const QList<QByteArray>& row : csvRows(consensusDataPath(u"dawid_skene_1979.csv"_s))) {
        out.rows.push_back({row.at(0).toInt() - 1, row.at(1).toInt() - 1, row.at(3).toInt() - 1});
    }
    return out;
}

void compare(const Consensus& out, const QList<double>& yes, double tolerance)
{
    for (std::int32_t unit = 0; unit < 5; ++unit) {
        QVERIFY2(std::abs(out.posteriorOf(unit)[1] - yes.at(unit)) <= tolerance,
                 qPrintable(u"unit %1: %2"_s.arg(unit).arg(out.posteriorOf(unit)[1], 0, 'g', 12)));
    }
}

} // namespace

class TstDawidSkene : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theToySetIsReproduced_data()
    {
        QTest::addColumn<int>("iterations"); // below 0: until it converges
        QTest::addColumn<bool>("oneCoin");
        QTest::addColumn<QList<double>>("yes");
        QTest::addColumn<double>("priorOfYes");
        QTest::addColumn<int>("steps");
        QTest::newRow("before the first step, crowd-kit's test")
            << 0 << false << QList<double>{.5, .6, .4, 1, .2} << .54 << 0;
        QTest::newRow("one step, crowd-kit 1.4.2")
            << 1 << false << QList<double>{0.648062319, 0.739778628, 0.126600033, 1.0, 0.05298181}
            << 0.513484558 << 1;
        QTest::newRow("converged, crowd-kit 1.4.2")
            << -1 << false << QList<double>{1, 1, 0, 1, 0} << 0.6 << 6;
        QTest::newRow("one coin, crowd-kit 1.4.2")
            << -1 << true << QList<double>{0.999995965, 1, 0, 1, 0} << 0.599999193 << 7;
    }

    void theToySetIsReproduced()
    {
        QFETCH(int, iterations);
        QFETCH(bool, oneCoin);
        QFETCH(QList<double>, yes);
        QFETCH(double, priorOfYes);
        QFETCH(int, steps);
        DawidSkeneOptions options;
        options.model = oneCoin ? DawidSkeneOptions::Model::OneCoin : DawidSkeneOptions::Model::Full;
        if (iterations >= 0) {
            options.iterations = iterations;
        }
        const Consensus out = dawidSkene(toy(), options);
        compare(out, yes, 1e-9);
        QVERIFY(std::abs(out.priors[1] - priorOfYes) < 1e-9);
        QCOMPARE(out.iterations, steps);
        QCOMPARE(out.converged, iterations < 0);
        QCOMPARE(out.logLikelihood.value.has_value(), iterations != 0);
        // yes, yes, no, yes, no; before the first step t1 is a tie.
        const std::int32_t labels[] = {iterations == 0 ? 0 : 1, 1, 0, 1, 0};
        for (std::size_t unit = 0; unit < 5; ++unit) {
            QCOMPARE(out.labels[unit], std::optional<std::int32_t>(labels[unit]));
        }
        QCOMPARE(out.isTie(0), iterations == 0);
    }

    void theErrorRatesOfTheToySetAreReproduced()
    {
        DawidSkeneOptions options;
        options.iterations = 1;
        const Consensus out = dawidSkene(toy(), options);
        // crowd-kit 1.4.2 after one step: worker, then P(no | no), P(no | yes).
        const double expected[5][2] = {{0.144677, 0.252417},
                                       {0.748350, 0.069946},
                                       {0.874932, 0.093563},
                                       {0.496280, 0.308777},
                                       {1.0, 0.610504}};
        for (std::int32_t worker = 0; worker < 5; ++worker) {
            for (std::int32_t truth = 0; truth < 2; ++truth) {
                QVERIFY(std::abs(out.confusionOf(worker, truth, 0) - expected[worker][truth]) < 1e-6);
                QVERIFY(std::abs(out.confusionOf(worker, truth, 0) + out.confusionOf(worker, truth, 1) - 1) <
                        1e-9);
            }
        }
    }

    void theTableOf1979IsReproduced_data()
    {
        QTest::addColumn<bool>("byLikelihood");
        QTest::newRow("500 steps") << false;
        QTest::newRow("until the likelihood stands still") << true;
    }

    void theTableOf1979IsReproduced()
    {
        QFETCH(bool, byLikelihood);
        DawidSkeneOptions options;
        if (byLikelihood) {
            options.stop = DawidSkeneOptions::Stop::Likelihood;
            options.tolerance = 1e-12;
            options.maxIterations = 10'000;
        } else {
            options.iterations = 500;
        }
        const Labels table = anaesthetists();
        QCOMPARE(table.rows.size(), std::size_t(315));
        const Consensus out = dawidSkene(table, options);
        const double shares[] = {0.40, 0.42, 0.11, 0.07};
        for (std::size_t value = 0; value < 4; ++value) {
            QVERIFY(std::abs(out.priors[value] - shares[value]) < 0.005);
        }
        const QByteArray classes = "142222132243121111222222112111131224233111212";
        QCOMPARE(classes.size(), 45);
        for (std::int32_t patient = 0; patient < 45; ++patient) {
            QCOMPARE(*out.labels[static_cast<std::size_t>(patient)] + 1, classes.at(patient) - '0');
            const double sure = patient == 6 ? 0.981 : patient == 34 ? 0.948 : patient == 37 ? 0.979 : 1.0;
            const double p = out.posteriorOf(patient)[static_cast<std::size_t>(classes.at(patient) - '1')];
            QVERIFY2(std::abs(p - sure) < 0.0015, qPrintable(u"patient %1: %2"_s.arg(patient + 1).arg(p)));
        }
        QVERIFY(std::abs(out.posteriorOf(6)[1] - 0.019) < 0.0006);
        QVERIFY(std::abs(out.posteriorOf(34)[2] - 0.052) < 0.0006);
        QVERIFY(std::abs(out.posteriorOf(37)[1] - 0.021) < 0.0006);
    }

    void theErrorRatesOf1979AreReproduced()
    {
        DawidSkeneOptions options;
        options.iterations = 500;
        const Consensus out = dawidSkene(anaesthetists(), options);
        // observer, true class, then the four responses
        const double rates[5][4][4] = {
            {{.889, .111, 0, 0}, {.071, .876, .053, 0}, {0, .339, .661, 0}, {0, 0, .556, .444}},
            {{.834, .166, 0, 0}, {.053, .633, .314, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}},
            {{1, 0, 0, 0}, {.106, .788, .105, 0}, {0, .404, .199, .398}, {0, 0, .667, .333}},
            {{.944, .056, 0, 0}, {.054, .843, .104, 0}, {0, 0, .801, .199}, {0, 0, .333, .667}},
            {{1, 0, 0, 0}, {.159, .735, .106, 0}, {0, .209, .791, 0}, {0, 0, .333, .667}}};
        for (std::int32_t observer = 0; observer < 5; ++observer) {
            for (std::int32_t truth = 0; truth < 4; ++truth) {
                for (std::int32_t given = 0; given < 4; ++given) {
                    const double rate = out.confusionOf(observer, truth, given);
                    QVERIFY2(std::abs(rate - rates[observer][truth][given]) < 0.00051,
                             qPrintable(u"%1 %2 %3: %4"_s.arg(observer).arg(truth).arg(given).arg(rate)));
                }
            }
        }
        QVERIFY(std::abs(out.confusionWeightOf(0, 0) - 3 * 45 * out.priors[0]) < 1e-6);
    }

    void theLikelihoodRisesWithEveryStep()
    {
        const Labels given = simulatedLabels(300, 10, 3, 4, 9).labels;
        double last = -1e300;
        for (int steps = 1; steps <= 30; ++steps) {
            DawidSkeneOptions options;
            options.iterations = steps;
            const double now = *dawidSkene(given, options).logLikelihood.value;
            QVERIFY2(now >= last - 1e-7, qPrintable(u"step %1: %2 after %3"_s.arg(steps).arg(now).arg(last)));
            last = now;
        }
    }

    void theLikelihoodIsThatOfTheLabels()
    {
        // After one step the parameters are those of the votes, which are easily put together by hand:
        // two annotators, one unit each way; P(unit) = Σ_t prior(t) Π confusion.
        const Labels given{2, 2, 2, {{0, 0, 0}, {0, 1, 0}, {1, 0, 1}, {1, 1, 0}}};
        DawidSkeneOptions start;
        start.iterations = 0;
        const Consensus votes = dawidSkene(given, start);
        double expected = 0;
        for (const auto& [a, b] : {std::pair(0, 0), std::pair(1, 0)}) {
            double sum = 0;
            for (std::int32_t truth = 0; truth < 2; ++truth) {
                sum += votes.priors[static_cast<std::size_t>(truth)] * votes.confusionOf(0, truth, a) *
                       votes.confusionOf(1, truth, b);
            }
            expected += std::log(sum);
        }
        DawidSkeneOptions one;
        one.iterations = 1;
        QVERIFY(std::abs(*dawidSkene(given, one).logLikelihood.value - expected) < 1e-12);
    }

    void smoothingLeavesEveryValuePossible()
    {
        DawidSkeneOptions options;
        const Labels given = toy();
        QCOMPARE(dawidSkene(given, options).confusionOf(1, 0, 1) < 1e-6, true);
        options.smoothing = 1;
        const Consensus out = dawidSkene(given, options);
        for (std::int32_t worker = 0; worker < 5; ++worker) {
            for (std::int32_t truth = 0; truth < 2; ++truth) {
                QVERIFY(out.confusionOf(worker, truth, 0) > 0.05 && out.confusionOf(worker, truth, 1) > 0.05);
            }
        }
        options.smoothing = -1;
        QVERIFY(dawidSkene(given, options).undefined.contains(u"Smoothing"_s));
    }

    void aDeclaredValueThatNobodyGaveIsImprobable()
    {
        Labels given = toy();
        given.values = 9; // the general kernel, with 7 values that do not occur
        const Consensus out = dawidSkene(given);
        compare(out, {1, 1, 0, 1, 0}, 1e-7); // each has the floor of a prior, 10^-10
        for (std::size_t value = 2; value < 9; ++value) {
            QVERIFY(out.priors[value] < 1e-9);
        }
    }

    void theConfusionsOfASimulationAreFound()
    {
        const Simulated data = simulatedLabels(4'000, 8, 3, 6, 2);
        const Consensus out = dawidSkene(data.labels);
        for (std::int32_t annotator = 0; annotator < 8; ++annotator) {
            const double drawn = 0.4 + 0.55 * annotator / 7;
            const double right = drawn + (1 - drawn) / 3; // a wrong draw may still hit
            for (std::int32_t truth = 0; truth < 3; ++truth) {
                QVERIFY(std::abs(out.confusionOf(annotator, truth, truth) - right) < 0.05);
            }
            QVERIFY(std::abs(*out.skills[static_cast<std::size_t>(annotator)].value - right) < 0.03);
        }
    }
};

QTEST_GUILESS_MAIN(TstDawidSkene)

#include "tst_dawidskene.moc"
