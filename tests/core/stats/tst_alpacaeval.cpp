#include "core/stats/alpacaeval.h"
#include "core/stats/logistic.h"
#include "tests/core/stats/rankingfixture.h"
#include "tests/support/datasets.h"

#include <QTest>

using namespace plumbline;
using namespace plumbline::stats;
using namespace plumbline::stats::fixture;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSynthetic = 200;
constexpr int kGamed = 60;

/// Rows that scikit-learn was given too: x = (tanh sin 1.3 i, cos 0.7 i, i ≥ 60), weights 0.1 below 60.
LogisticData synthetic()
{
    LogisticData data;
    for (int i = 0; i < kSynthetic; ++i) {
        const double d = std::tanh(std::sin(i * 1.3));
        const double g = std::cos(i * 0.7);
        const double p = sigmoid(1.2 * d - 0.5 * g + 0.3 * std::sin(i * 2.1) - 0.4);
        data.add({d, g, i >= kGamed ? 1.0 : 0.0}, p, i >= kGamed ? 1.0 : 0.1);
    }
    return data;
}

QString alpacaFile(const QString& name)
{
    return plumbline::dataSet(u"alpaca_eval/"_s + name);
}

double codePoints(const QString& text)
{
    return static_cast<double>(text.toUcs4().size());
}

std::vector<AlpacaRow> annotationsOf(const QString& path)
{
    QFile file(path);
    std::vector<AlpacaRow> rows;
    if (file.open(QIODevice::ReadOnly)) {
        const QJsonArray all = QJsonDocument::fromJson(file.readAll()).array();
        for (const QJsonValue& one : all) {
            AlpacaRow row;
            if (one[u"preference"_s].isDouble()) {
                row.preference = one[u"preference"_s].toDouble();
            }
            row.baselineLength = codePoints(one[u"output_1"_s].toString());
            row.modelLength = codePoints(one[u"output_2"_s].toString());
            rows.push_back(row);
        }
    }
    return rows;
}

} // namespace

class TstAlpacaEval : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void winRatesAreAlpacaEvals()
    {
        const std::vector<AlpacaRow> rows{{1.0, 1, 2}, {2.0, 1, 2}, {1.5, 1, 2},
                                          {0.0, 1, 2}, {1.9, 1, 2}, {std::nullopt, 1, 2}};
        const AlpacaWinRate found = alpacaWinRate(rows);
        QCOMPARE(found.total, std::int64_t{5});
        QCOMPARE(found.wins, std::int64_t{2});
        QCOMPARE(found.baselineWins, std::int64_t{1});
        QCOMPARE(found.draws, std::int64_t{2});
        QVERIFY(std::abs(*found.winRate.value - 58) < 1e-12); // 0, 1, .5, .5, .9
        // sample deviation of the five values over the root of five
        QVERIFY(std::abs(*found.standardError.value - 100 * std::sqrt(0.628 / 4 / 5)) < 1e-9);
        QCOMPARE(*found.discrete.value, 60.0);
    }

    void unusableRowsAreRefused()
    {
        QVERIFY(alpacaWinRate({}).winRate.undefined.contains(u"judged"_s));
        QVERIFY(alpacaWinRate({{2.5, 1, 1}}).winRate.undefined.contains(u"row 1"_s));
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(!alpacaWinRate({{nan, 1, 1}}).winRate);
        QVERIFY(!lengthOnlyWinRate({{1.5, nan, 1}}).winRate);
        QVERIFY(lengthOnlyWinRate({{1.5, 2, 1}, {1.2, 3, 2}}).winRate.undefined.contains(u"same amount"_s));
        QVERIFY(!alpacaWinRate({{1.5, 1, 1}}).standardError);
        QVERIFY(!lengthControlledFromWeights({0, 1, 1}, {}, {}).winRate);
    }

    void lassoFindsScikitLearnsOptimum_data()
    {
        QTest::addColumn<double>("c");
        QTest::addColumn<QList<double>>("coefficients");
        // LogisticRegression(penalty="l1", solver="liblinear", fit_intercept=False, tol=1e-12)
        QTest::newRow("all zero") << 0.01 << QList<double>{0, 0, 0};
        QTest::newRow("one zero") << 0.1 << QList<double>{0.24236327391466, 0, -0.06361488355526};
        QTest::newRow("none zero") << 1.0
                                   << QList<double>{1.07362119637413, -0.41902304203662, -0.35200585483945};
        QTest::newRow("weak") << 100.0
                              << QList<double>{1.18661271399313, -0.49151959768558, -0.39259086066088};
    }

    void lassoFindsScikitLearnsOptimum()
    {
        QFETCH(double, c);
        QFETCH(QList<double>, coefficients);
        const LogisticFit found = lassoLogisticRegression(synthetic(), c);
        QVERIFY2(found, qPrintable(found.undefined));
        QVERIFY(difference(found.coefficients, {coefficients.begin(), coefficients.end()}) < 1e-6);
    }

    void crossValidationChoosesScikitLearnsC()
    {
        // The loss is flat from 1291 up; the peer's looser solver takes 10⁴, its exact one 1291.
        const LogisticFit found = lassoLogisticRegressionCv(synthetic(), inverseStrengthGrid(), 5);
        QVERIFY(found.inverseStrength > 1'000);
        QVERIFY(difference(found.coefficients, {1.18776223, -0.49226869, -0.39300895}) < 5e-4);
        const std::vector<double> grid = inverseStrengthGrid();
        QVERIFY(std::abs(grid[8] - 1'291.5496650148827) < 1e-9);
    }

    void lengthControlIsTheWholeMethod()
    {
        // The same rows as the synthetic ones: d = sin 1.3 i in units of the deviation of the lengths.
        const LogisticData data = synthetic();
        std::vector<AlpacaRow> rows;
        std::vector<GamedBaselineRow> gamed;
        double scale = 0;
        double mean = 0;
        for (int i = kGamed; i < kSynthetic; ++i) {
            mean += std::sin(i * 1.3) / (kSynthetic - kGamed);
        }
        for (int i = kGamed; i < kSynthetic; ++i) {
            scale += std::pow(std::sin(i * 1.3) - mean, 2) / (kSynthetic - kGamed - 1);
        }
        scale = std::sqrt(scale);
        LogisticData rescaled;
        for (int i = 0; i < kSynthetic; ++i) {
            const double p = data.target[static_cast<std::size_t>(i)];
            const double g = std::cos(i * 0.7);
            if (i < kGamed) {
                gamed.push_back({p, std::sin(i * 1.3), g});
                rescaled.add({std::tanh(std::sin(i * 1.3)), g, 0}, p, 0.1);
            } else {
                rows.push_back({1 + p, 1'000 + 500 * std::sin(i * 1.3), 1'000, g});
                rescaled.add({std::tanh(std::sin(i * 1.3) / scale), g, 1}, p, 1);
            }
        }
        const LengthControlledRate found = lengthControlledWinRate(rows, gamed);
        QVERIFY2(found.winRate, qPrintable(found.winRate.undefined));
        const LogisticFit expected = lassoLogisticRegressionCv(rescaled, inverseStrengthGrid(), 5);
        QVERIFY(difference({found.weights.length, found.weights.difficulty, found.weights.model},
                           expected.coefficients) < 1e-9);
        double sum = 0;
        for (const AlpacaRow& row : rows) {
            sum += 100 * sigmoid(found.weights.difficulty * row.difficulty + found.weights.model);
        }
        QVERIFY(std::abs(*found.winRate.value - sum / static_cast<double>(rows.size())) < 1e-9);
        QVERIFY(std::abs(found.lengthScale - 500 * scale) < 1e-9);
        QVERIFY(!found.isApproximate);
        // Without γ or gamed rows it says that it is not the published method.
        QVERIFY(lengthControlledWinRate(rows, {}).isApproximate);
        LengthControlOptions simple;
        simple.withDifficulty = false;
        QVERIFY(lengthControlledWinRate(rows, gamed, simple).isApproximate);
    }

    void savedWeightsGiveRatesAgainstAnyBaseline()
    {
        const std::vector<double> difficulties{-1, 0, 0.5, 2};
        const LengthControl model{0.4, 0.8, -0.5};
        const LengthControl other{0.1, 0.3, 0.2};
        const double forward = *lengthControlledFromWeights(model, other, difficulties).winRate.value;
        const double back = *lengthControlledFromWeights(other, model, difficulties).winRate.value;
        QVERIFY(std::abs(forward + back - 100) < 1e-12);
        QCOMPARE(*lengthControlledFromWeights(model, model, difficulties).winRate.value, 50.0);
        double expected = 0;
        for (const double difficulty : difficulties) {
            expected += 25 * sigmoid(-0.5 + 0.8 * difficulty);
        }
        QVERIFY(std::abs(*lengthControlledFromWeights(model, {}, difficulties).winRate.value - expected) <
                1e-12);
    }

    void difficultyIsFoundFromManyModels()
    {
        std::vector<LengthControl> models;
        for (int m = 0; m < 60; ++m) {
            models.push_back({0.3, 0.5 + 0.02 * m, -1.5 + 0.05 * m});
        }
        const std::vector<double> truth{-2, 0, 1.5};
        std::vector<DifficultyRow> rows;
        for (std::size_t i = 0; i < truth.size(); ++i) {
            for (std::size_t m = 0; m < models.size(); ++m) {
                const double d = std::sin(static_cast<double>(m));
                const LengthControl& w = models[m];
                rows.push_back(
                    {i, m, sigmoid(w.length * std::tanh(d) + w.difficulty * truth[i] + w.model), d});
            }
        }
        // Exact chances and a wide prior give the truth back.
        QVERIFY(difference(instructionDifficulty(rows, models, 3, 1e9), truth) < 1e-6);
        const std::vector<double> shrunk = instructionDifficulty(rows, models, 4);
        QVERIFY(shrunk[0] > -2 && shrunk[0] < -1.8);
        QCOMPARE(shrunk[3], 0.0); // nobody answered it
        rows[0].preference = 2;
        QVERIFY(instructionDifficulty(rows, models, 3).empty());
    }

    void largeChangesAreMarked()
    {
        QVERIFY(!isExtremeChange(50, 60));
        QVERIFY(isExtremeChange(50, 63));
        QVERIFY(isExtremeChange(50, 37));
        QVERIFY(!isExtremeChange(20, 10));
        QVERIFY(isExtremeChange(20, 9));
        QVERIFY(!isExtremeChange(20, 39));
        QVERIFY(isExtremeChange(20, 41));
    }

    void separatedTargetsHaveNoMaximum()
    {
        LogisticData data;
        for (int i = 0; i < 20; ++i) {
            data.add({i - 9.5, 1}, i < 10 ? 0.0 : 1.0);
        }
        QVERIFY(logisticRegression(data).undefined.contains(u"separate"_s));
        QVERIFY(lassoLogisticRegression(data, 1)); // the penalty bounds it
        data.target[5] = 1;
        QVERIFY(logisticRegression(data));
        data.target[5] = 1.5;
        QVERIFY(!logisticRegression(data));
    }

    void publishedModelsComeOutAsPublished_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<double>("winRate");
        QTest::addColumn<double>("standardError");
        QTest::addColumn<double>("scale");
        QTest::addColumn<double>("length");
        QTest::addColumn<double>("constant");
        QTest::addColumn<double>("lengthOnly");
        QTest::newRow("claude-2") << u"claude-2"_s << 17.18824035670807 << 1.17482825615589 << 853.9918
                                  << -2.118823 << -0.541050 << 36.794;
        QTest::newRow("gpt-3.5-turbo-1106")
            << u"gpt-3.5-turbo-1106"_s << 9.177964562 << 0.0 << 815.4456 << -2.866589 << -0.497918 << 37.803;
        QTest::newRow("vicuna-7b") << u"vicuna-7b"_s << 4.162611 << 0.0 << 909.4581 << -1.950429 << -2.280443
                                   << 9.276;
        QTest::newRow("alpaca-7b") << u"alpaca-7b"_s << 2.591450540223603 << 0.4870855382635108 << 1032.2116
                                   << -4.387274 << -1.396667 << 19.835;
        QTest::newRow("falcon-7b-instruct")
            << u"falcon-7b-instruct"_s << 2.146618 << 0.0 << 1207.3159 << -2.308894 << -2.677227 << 6.433;
        QTest::newRow("NullModel") << u"NullModel"_s << 76.919792 << 0.0 << 1189.3011 << -0.867912 << 1.712517
                                   << 84.716;
    }

    void publishedModelsComeOutAsPublished()
    {
        QFETCH(QString, model);
        QFETCH(double, winRate);
        QFETCH(double, standardError);
        QFETCH(double, scale);
        QFETCH(double, length);
        QFETCH(double, constant);
        QFETCH(double, lengthOnly);
        const QString path = alpacaFile(model + u"__weighted_gpt4_turbo_annotations.json"_s);
        if (!QFile::exists(path)) {
            QSKIP("The annotations of this model are not there (PLUMBLINE_DATA_SETS)");
        }
        const std::vector<AlpacaRow> rows = annotationsOf(path);
        QCOMPARE(rows.size(), std::size_t{805});
        const AlpacaWinRate plain = alpacaWinRate(rows);
        QVERIFY(std::abs(*plain.winRate.value - winRate) < 1e-6);
        if (standardError > 0) {
            QVERIFY(std::abs(*plain.winRate.value - winRate) < 1e-10);
            QVERIFY(std::abs(*plain.standardError.value - standardError) < 1e-10);
        }
        const LengthControlledRate found = lengthOnlyWinRate(rows);
        QVERIFY(std::abs(found.lengthScale - scale) < 1e-3);
        QVERIFY(std::abs(found.weights.length - length) < 1e-5);
        QVERIFY(std::abs(found.weights.model - constant) < 1e-5);
        QVERIFY(std::abs(*found.winRate.value - lengthOnly) < 1e-3);
        QVERIFY(found.isApproximate);
    }
};

QTEST_GUILESS_MAIN(TstAlpacaEval)

#include "tst_alpacaeval.moc"
