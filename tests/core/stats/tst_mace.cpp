#include "core/stats/mace.h"
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

MaceOptions plain()
{
    MaceOptions options;
    options.restarts = 1;
    options.priors = MaceOptions::Priors::Uniform;
    return options;
}

} // namespace

class TstMace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// crowd-kit 1.4.2 with default_noise −1 (no noise), one restart, rows so ordered that its names and
    /// parameters agree.
    void theToySetIsReproduced_data()
    {
        QTest::addColumn<bool>("em");
        QTest::addColumn<int>("iterations");
        QTest::addColumn<QList<double>>("yes");
        QTest::addColumn<QList<double>>("competence");
        QTest::newRow("variational, 50 steps")
            << false << 50 << QList<double>{0.972178709, 0.998460343, 0.000785455, 0.999766979, 0.000309071}
            << QList<double>{0.055377478, 0.880853714, 0.864742434, 0.206356667, 0.209571682};
        QTest::newRow("variational, 1 step")
            << false << 1 << QList<double>{0.569016282, 0.793849054, 0.120739519, 0.993849298, 0.024425386}
            << QList<double>{0.310717757, 0.482172278, 0.515475349, 0.362018526, 0.42203552};
        QTest::newRow("EM, 50 steps")
            << true << 50 << QList<double>{0.997743553, 0.999994335, 1.213e-06, 0.999999986, 5.98e-07}
            << QList<double>{0.002001927, 0.996916602, 0.997505609, 0.17029751, 0.332237681};
    }

    void theToySetIsReproduced()
    {
        QFETCH(bool, em);
        QFETCH(int, iterations);
        QFETCH(QList<double>, yes);
        QFETCH(QList<double>, competence);
        MaceOptions options = plain();
        options.method = em ? MaceOptions::Method::Em : MaceOptions::Method::Variational;
        options.iterations = iterations;
        const Consensus out = mace(toy(), options);
        for (int at = 0; at < 5; ++at) {
            QVERIFY(std::abs(out.posteriorOf(at)[1] - yes.at(at)) < 2e-9);
            QVERIFY(std::abs(*out.skills[static_cast<std::size_t>(at)].value - competence.at(at)) < 2e-9);
        }
    }

    void confusionsAreTheModels()
    {
        const Consensus out = mace(toy(), plain());
        for (std::int32_t annotator = 0; annotator < 5; ++annotator) {
            for (std::int32_t truth = 0; truth < 2; ++truth) {
                QVERIFY(std::abs(out.confusionOf(annotator, truth, 0) + out.confusionOf(annotator, truth, 1) -
                                 1) < 1e-12);
                // Knowing makes the right answer likelier than it is where the other is true.
                QVERIFY(out.confusionOf(annotator, truth, truth) >
                        out.confusionOf(annotator, 1 - truth, truth));
            }
        }
    }

    void restartsNeverGiveLess()
    {
        const Labels given = simulatedLabels(150, 10, 3, 3, 4).labels;
        MaceOptions options = plain();
        double last = -1e300;
        for (const int restarts : {1, 2, 5, 10}) {
            options.restarts = restarts;
            const double now = *mace(given, options).logLikelihood.value;
            QVERIFY(now >= last);
            last = now;
        }
    }

    void theSeedDecidesAndThreadsDoNot()
    {
        const Labels given = simulatedLabels(150, 10, 3, 3, 4).labels;
        MaceOptions options;
        options.iterations = 3; // so few that the starts still show
        options.threads = 1;
        const Consensus one = mace(given, options);
        options.threads = 5;
        QVERIFY(isSame(one, mace(given, options)));
        options.seed = 1;
        const Consensus other = mace(given, options);
        options.threads = 2;
        QVERIFY(isSame(other, mace(given, options)));
        QVERIFY(!isSame(one, other));
    }

    void learnedPriorsHelpWhereOneValueIsRare()
    {
        // One unit in twelve is a 1; the annotators are right three times in four.
        plumbline::Random random(6);
        Simulated data;
        data.labels = {1'200, 20, 2, {}};
        for (std::int32_t unit = 0; unit < 1'200; ++unit) {
            data.truth.push_back(unit % 12 == 0 ? 1 : 0);
            for (std::int32_t at = 0; at < 3; ++at) {
                const std::int32_t truth = data.truth.back();
                data.labels.rows.push_back({unit, static_cast<std::int32_t>(random.below(20)),
                                            random.uniform() < 0.75 ? truth : 1 - truth});
            }
        }
        MaceOptions options;
        const double learned = accuracy(mace(data.labels, options), data.truth);
        options.priors = MaceOptions::Priors::Uniform;
        const double uniform = accuracy(mace(data.labels, options), data.truth);
        QVERIFY2(learned > uniform + 0.02, qPrintable(u"%1 against %2"_s.arg(learned).arg(uniform)));
    }

    void badOptionsHaveAReason_data()
    {
        QTest::addColumn<int>("restarts");
        QTest::addColumn<double>("prior");
        QTest::newRow("no restart") << 0 << 0.5;
        QTest::newRow("prior 0") << 1 << 0.0;
        QTest::newRow("prior not a number") << 1 << std::nan("");
    }

    void badOptionsHaveAReason()
    {
        QFETCH(int, restarts);
        QFETCH(double, prior);
        MaceOptions options;
        options.restarts = restarts;
        options.spamPrior = prior;
        QVERIFY(mace(toy(), options).undefined.contains(u"MACE"_s));
    }
};

QTEST_GUILESS_MAIN(TstMace)

#include "tst_mace.moc"
