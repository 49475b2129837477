#include "core/stats/majorityvote.h"
#include "tests/core/stats/consensusdata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

#include <limits>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A case of parity_consensus.json.
QJsonObject parity(const QString& name)
{
    QFile file(consensusDataPath(u"parity_consensus.json"_s));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue& one : cases) {
        if (one[u"name"_s] == name) {
            return one.toObject();
        }
    }
    return {};
}

NamedLabels toy()
{
    const QJsonObject data = parity(u"Wawa skills"_s)[u"data"_s].toObject();
    QList<QList<QByteArray>> rows;
    for (auto worker = data.begin(); worker != data.end(); ++worker) {
        const QJsonObject tasks = worker.value().toObject();
        for (auto task = tasks.begin(); task != tasks.end(); ++task) {
            rows.append({task.key().toUtf8(), worker.key().toUtf8(), task.value().toString().toUtf8()});
        }
    }
    return namedLabels(rows);
}

} // namespace

class TstMajorityVote : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tiesAreShown()
    {
        const NamedLabels data = toy();
        QCOMPARE(data.labels.rows.size(), std::size_t(24));
        const Consensus out = majorityVote(data.labels);
        QCOMPARE(out.isTie(0), true); // t1 is two against two
        QCOMPARE(out.labels[0], std::optional<std::int32_t>(0));
        QCOMPARE(out.posteriorOf(0)[0], 0.5);
        for (std::int32_t unit = 1; unit < 5; ++unit) {
            QCOMPARE(out.isTie(unit), false);
        }
        QCOMPARE(out.posteriorOf(3)[1], 1.0);
        // w3 is always with the winner and not part of the tie; w1 is half right on t1.
        QCOMPARE(*out.skills[2].value, 1.0);
        QCOMPARE(*out.skills[0].value, (0.5 + 1 + 0 + 1 + 0) / 5);
        QVERIFY(!out.logLikelihood);
    }

    void wawaGivesThePublishedValues()
    {
        const QJsonObject skills = parity(u"Wawa skills"_s);
        const QJsonObject yes = parity(u"Wawa p(yes)"_s);
        VoteOptions options;
        options.ties = TieRule::First;
        const Consensus out = wawa(toy().labels, options);
        QVERIFY(!skills.isEmpty() && !yes.isEmpty());
        for (int at = 0; at < 5; ++at) {
            QVERIFY(std::abs(*out.skills[static_cast<std::size_t>(at)].value -
                             skills[u"expect"_s][at].toDouble()) <= skills[u"tol"_s].toDouble());
            QVERIFY(std::abs(out.posteriorOf(at)[1] - yes[u"expect"_s][at].toDouble()) <=
                    yes[u"tol"_s].toDouble());
        }
    }

    /// crowd-kit's accuracy on aggregates: 17 of the 24 labels equal the winner.
    void labelsEqualTheWinnerAsOftenAsPublished()
    {
        const NamedLabels data = toy();
        VoteOptions options;
        options.ties = TieRule::First;
        const Consensus out = majorityVote(data.labels, options);
        double equal = 0;
        for (std::size_t annotator = 0; annotator < 5; ++annotator) {
            const auto given =
                std::count_if(data.labels.rows.begin(), data.labels.rows.end(), [&](const Label& row) {
                    return static_cast<std::size_t>(row.annotator) == annotator;
                });
            equal += *out.skills[annotator].value * static_cast<double>(given);
        }
        QVERIFY(std::abs(equal / 24 - 0.7083333333333334) < 1e-12);
    }

    void aSharedTieFavoursNobody()
    {
        // Exchanging "no" and "yes" exchanges the result, which it does not when the first wins.
        const Labels given = toy().labels;
        Labels swapped = given;
        for (Label& row : swapped.rows) {
            row.value = 1 - row.value;
        }
        VoteOptions first;
        first.ties = TieRule::First;
        const Consensus a = wawa(given);
        const Consensus b = wawa(swapped);
        QCOMPARE(*a.skills[0].value, *b.skills[0].value);
        QVERIFY(*wawa(given, first).skills[0].value != *wawa(swapped, first).skills[0].value);
    }

    void weightsCount()
    {
        Labels given{1, 3, 2, {{0, 0, 0}, {0, 1, 1}, {0, 2, 1}}};
        VoteOptions options;
        options.weights = {3, 1, 1};
        const Consensus out = majorityVote(given, options);
        QCOMPARE(out.labels[0], std::optional<std::int32_t>(0));
        QCOMPARE(out.posteriorOf(0)[0], 0.6);
        options.weights = {0, 0, 0};
        QCOMPARE(majorityVote(given, options).posteriorOf(0)[1], 2.0 / 3);
    }

    void badWeightsHaveAReason_data()
    {
        QTest::addColumn<QList<double>>("weights");
        QTest::newRow("too few") << QList<double>{1, 1};
        QTest::newRow("negative") << QList<double>{1, -1, 1};
        QTest::newRow("not a number") << QList<double>{1, std::numeric_limits<double>::quiet_NaN(), 1};
        QTest::newRow("infinite") << QList<double>{1, std::numeric_limits<double>::infinity(), 1};
    }

    void badWeightsHaveAReason()
    {
        QFETCH(QList<double>, weights);
        const Labels given{1, 3, 2, {{0, 0, 0}, {0, 1, 1}, {0, 2, 1}}};
        VoteOptions options;
        options.weights.assign(weights.begin(), weights.end());
        const Consensus out = majorityVote(given, options);
        QVERIFY(out.undefined.contains(u"weight"_s, Qt::CaseInsensitive));
    }

    void confusionCountsWhatWasGiven()
    {
        // Three agree on two units, annotator 2 says 1 where they say 0.
        const Labels given{
            2,
            4,
            2,
            {{0, 0, 0}, {0, 1, 0}, {0, 2, 1}, {0, 3, 0}, {1, 0, 1}, {1, 1, 1}, {1, 2, 1}, {1, 3, 1}}};
        const Consensus out = majorityVote(given);
        QCOMPARE(out.confusionOf(2, 0, 1), 1.0);
        QCOMPARE(out.confusionWeightOf(2, 0), 0.75);
        QCOMPARE(out.confusionOf(2, 1, 1), 1.0);
        QCOMPARE(out.confusionWeightOf(2, 1), 1.25);
        QCOMPARE(out.priors[0], 0.375);
    }

    void zeroBasedSkillSettles()
    {
        const Simulated data = simulatedLabels(300, 8, 3, 5, 17);
        const Consensus out = zeroBasedSkill(data.labels);
        QVERIFY(out.converged);
        QVERIFY(out.iterations < 100);
        // A fixed point: each skill is the agreement with the labels that the skills elect.
        std::vector<double> agreed(8, 0.0);
        std::vector<double> count(8, 0.0);
        for (const Label& row : data.labels.rows) {
            agreed[static_cast<std::size_t>(row.annotator)] +=
                out.labels[static_cast<std::size_t>(row.unit)] == row.value ? 1 : 0;
            ++count[static_cast<std::size_t>(row.annotator)];
        }
        for (std::size_t annotator = 0; annotator < 8; ++annotator) {
            QVERIFY(std::abs(*out.skills[annotator].value - agreed[annotator] / count[annotator]) < 1e-12);
        }
    }
};

QTEST_GUILESS_MAIN(TstMajorityVote)

#include "tst_majorityvote.moc"
