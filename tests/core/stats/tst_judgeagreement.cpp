#include "core/stats/judgeagreement.h"

#include "core/base/random.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace plumbline;
using namespace plumbline::stats;

namespace {

constexpr PairWinner a = PairWinner::A;
constexpr PairWinner b = PairWinner::B;
constexpr PairWinner t = PairWinner::Tie;

bool isNear(const Estimate& estimate, double expected, double tolerance = 1e-12)
{
    return estimate.value && std::abs(*estimate.value - expected) <= tolerance;
}

} // namespace

class TstJudgeAgreement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// AlpacaEval's own test: preferences [1, 1, 1, 1] and [2, 2, 2, 1].
    void publishedLeaveOneOut()
    {
        const std::vector<ItemVerdicts> items{{{a, a, a, a}, {}}, {{b, b, b, a}, {}}};
        QVERIFY(isNear(peoplePairAgreement(items), 0.75));
        QVERIFY(isNear(peopleAgreement(items), 0.875));
    }

    void judgeIsHeldAgainstAllButOne()
    {
        // Leaving out the dissenter or anyone else, the mode is b.
        QVERIFY(isNear(judgeAgreement({{{b, b, b, a}, {b}}}), 1));
        QVERIFY(isNear(judgeAgreement({{{b, b, b, a}, {a}}}), 0));
        QVERIFY(isNear(judgeAgreement({{{b, b, b, a}, {t}}}), 0.5));
        QVERIFY(isNear(judgeAgreement({{{b, b, b, a}, {a, b}}}), 0.5));
        // With two people each stands for the other.
        QVERIFY(isNear(judgeAgreement({{{a, b}, {a}}}), 0.5));
        // One person alone is left out, as among people.
        QVERIFY(!judgeAgreement({{{a}, {a}}}));
        QVERIFY(isNear(judgeAgreement({{{a}, {b}}, {{a, a}, {a}}}), 1));
    }

    void tiedModesAreDrawnEvenly()
    {
        std::array<int, 3> drawn{};
        for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
            ++drawn[static_cast<std::size_t>(1 - static_cast<int>(modeOf({a, b, t}, seed)))];
            QVERIFY(modeOf({a, b}, seed) != t);
            QCOMPARE(modeOf({a, t, t}, seed), t);
        }
        for (const int count : drawn) {
            QVERIFY2(count > 900 && count < 1'100, qPrintable(QString::number(count)));
        }
        QCOMPARE(modeOf({a, b, t}, 7), modeOf({t, b, a}, 7));
    }

    void biasAndVariance()
    {
        const std::vector<ItemVerdicts> items{{{a, a, b}, {b, b, b, b}}, {{b, b, b}, {b, b, a, b}}};
        QVERIFY(isNear(judgeBias(items), 0.5));
        QVERIFY(isNear(judgeVariance(items), 0.125));
        QVERIFY(!judgeVariance({{{a, a}, {b}}}));
        QVERIFY(judgeVariance({{{a, a}, {b}}}).undefined.endsWith(u'.'));
        QVERIFY(!judgeBias({{{}, {b}}}));
        QVERIFY(isNear(judgeBias({{{a}, {t}}}), 0.5));
    }

    /// scikit-learn, precision_recall_fscore_support(average="macro").
    void macroScores()
    {
        const auto scores =
            classificationScores({0, 0, 1, 1, 2, 2, 2, 0, 1, 0}, {0, 1, 1, 1, 2, 0, 2, 0, 0, 0}, 3);
        QVERIFY(isNear(scores.accuracy, 0.7));
        QVERIFY(isNear(scores.macroPrecision, (0.6 + 2.0 / 3 + 1) / 3));
        QVERIFY(isNear(scores.macroRecall, (0.75 + 2.0 / 3 + 2.0 / 3) / 3));
        QVERIFY(isNear(scores.macroF1, (2.0 / 3 + 2.0 / 3 + 0.8) / 3));
        QCOMPARE(scores.confusion[0 * 3 + 1], 1);
        QCOMPARE(scores.confusion[2 * 3 + 0], 1);
        QCOMPARE(scores.classes[1].support, 3);
    }

    void classesThatNeverOccurDoNotCount()
    {
        // Class 2 occurs as a prediction alone: it counts with 0, as in scikit-learn; class 3 does not count.
        const auto scores = classificationScores({0, 0, 1, 1}, {0, 2, 1, 0}, 4);
        QVERIFY(isNear(scores.macroPrecision, 0.5));
        QVERIFY(isNear(scores.macroRecall, 1.0 / 3));
        QVERIFY(isNear(scores.macroF1, (0.5 + 2.0 / 3) / 3));
        QVERIFY(!classificationScores({}, {}, 2).accuracy);
        QVERIFY(!classificationScores({0}, {2}, 2).macroF1);
        QVERIFY(!classificationScores({0, 1}, {0}, 2).accuracy);
    }

    void modelsAreRankedAlike()
    {
        const ModelCorrelation same = modelCorrelation({{0.9, 0.8}, {0.5, 0.6}, {0.2, 0.3}, {0.1, 0.2}});
        QVERIFY(isNear(same.spearman, 1));
        QVERIFY(*same.pearson.value > 0.95 && *same.pearson.value < 1);
        const ModelCorrelation other = modelCorrelation({{0.9, 0.2}, {0.5, 0.3}, {0.1, 0.8}});
        QVERIFY(isNear(other.spearman, -1));
        QVERIFY(!modelCorrelation({{0.9, 0.2}}).pearson);
        QVERIFY(modelCorrelation({{0.5, 0.2}, {0.5, 0.3}}).spearman.undefined.endsWith(u'.'));
    }

    void canariesReadNothing()
    {
        QCOMPARE(constantVerdicts(3, a), (std::vector<PairWinner>{a, a, a}));
        QCOMPARE(longestVerdicts({10, 5, 7}, {9, 6, 7}), (std::vector<PairWinner>{a, b, t}));
        // On balanced items the constant answer agrees half of the time.
        std::vector<ItemVerdicts> items;
        const auto constant = constantVerdicts(100, a);
        for (std::size_t i = 0; i < constant.size(); ++i) {
            items.push_back({VerdictList(3, i % 2 == 0 ? a : b), {constant[i]}});
        }
        const Estimate agreement = judgeAgreement(items);
        QVERIFY(isNear(agreement, 0.5));
        QVERIFY(agreement.interval->low > 0.39 && agreement.interval->high < 0.61);
    }

    void nothingToCompareSaysWhy()
    {
        QVERIFY(peopleAgreement({}).undefined.endsWith(u'.'));
        QVERIFY(!peoplePairAgreement({{{a}, {}}}));
        QVERIFY(!judgeAgreement({{{a, a}, {}}}));
    }
};

QTEST_GUILESS_MAIN(TstJudgeAgreement)

#include "tst_judgeagreement.moc"
