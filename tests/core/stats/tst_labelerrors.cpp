#include "core/stats/dawidskene.h"
#include "core/stats/labelerrors.h"
#include "core/stats/majorityvote.h"
#include "tests/core/stats/consensusdata.h"

#include <QTest>

#include <set>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Good annotators with `wrong` labels overwritten; gives where.
std::set<std::pair<std::int32_t, std::int32_t>> plant(Labels& labels, int wrong)
{
    plumbline::Random random(12);
    std::set<std::pair<std::int32_t, std::int32_t>> planted;
    while (static_cast<int>(planted.size()) < wrong) {
        Label& row = labels.rows[random.below(labels.rows.size())];
        if (planted.emplace(row.unit, row.annotator).second) {
            row.value = (row.value + 1) % labels.values;
        }
    }
    return planted;
}

Labels unanimous(std::int32_t units)
{
    Labels out{units, 6, 3, {}};
    for (std::int32_t unit = 0; unit < units; ++unit) {
        for (std::int32_t at = 0; at < 4; ++at) {
            out.rows.push_back({unit, (unit + at) % 6, unit % 3});
        }
    }
    return out;
}

} // namespace

class TstLabelErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plantedErrorsAreFoundFirst_data()
    {
        QTest::addColumn<bool>("byModel");
        QTest::newRow("vote") << false;
        QTest::newRow("Dawid-Skene") << true;
    }

    void plantedErrorsAreFoundFirst()
    {
        QFETCH(bool, byModel);
        Labels labels = unanimous(300);
        const auto planted = plant(labels, 20);
        const LabelErrors out = labelErrors(labels, byModel ? dawidSkene(labels) : majorityVote(labels));
        QVERIFY2(out.undefined.isEmpty(), qPrintable(out.undefined));
        QVERIFY(out.candidates.size() >= 20);
        for (std::size_t at = 0; at < 20; ++at) {
            const LabelErrorCandidate& found = out.candidates[at];
            QVERIFY(planted.contains({found.unit, found.annotator}));
            QCOMPARE(found.alternative, found.unit % 3);
            QVERIFY(found.given != found.alternative);
            QVERIFY(found.score > 0.9 && std::abs(found.score + found.selfConfidence - 1) < 1e-12);
            QCOMPARE(found.others, 3);
        }
        QCOMPARE(out.checked, 1'200);
        QCOMPARE(out.unchecked, 0);
        QVERIFY(std::is_sorted(out.candidates.begin(), out.candidates.end(),
                               [](const auto& a, const auto& b) { return a.score > b.score; }));
    }

    void aLabelDoesNotSupportItself()
    {
        // On the last unit two annotators disagree. From either's view only the other speaks, so both labels
        // are doubted alike, however the unit's own posterior came out.
        Labels labels = unanimous(120);
        labels.units = 121;
        labels.rows.push_back({120, 0, 0});
        labels.rows.push_back({120, 1, 1});
        const LabelErrors out = labelErrors(labels, dawidSkene(labels));
        std::vector<LabelErrorCandidate> last;
        std::copy_if(out.candidates.begin(), out.candidates.end(), std::back_inserter(last),
                     [](const LabelErrorCandidate& c) { return c.unit == 120; });
        QCOMPARE(last.size(), std::size_t(2));
        QCOMPARE(last[0].others, 1);
        QVERIFY(std::abs(last[0].selfConfidence - last[1].selfConfidence) < 0.01);
        QVERIFY(last[0].selfConfidence < 0.05);
    }

    void anAnnotatorsOwnSecondLabelIsNoWitness()
    {
        Labels labels = unanimous(30);
        labels.units = 31;
        labels.rows.push_back({30, 0, 0});
        labels.rows.push_back({30, 0, 1});
        const LabelErrors out = labelErrors(labels, majorityVote(labels));
        QCOMPARE(out.unchecked, 2);
        QCOMPARE(out.checked, 120);
    }

    void theListCanBeCut()
    {
        Labels labels = unanimous(90);
        (void)plant(labels, 10);
        LabelErrorOptions options;
        const Consensus consensus = majorityVote(labels);
        const LabelErrors all = labelErrors(labels, consensus, options);
        options.most = 3;
        const LabelErrors few = labelErrors(labels, consensus, options);
        QCOMPARE(few.candidates.size(), std::size_t(3));
        QVERIFY(std::equal(few.candidates.begin(), few.candidates.end(), all.candidates.begin()));
    }

    void namesAndThreadsDoNotMatter()
    {
        Simulated data = simulatedLabels(5'000, 12, 3, 4, 31);
        LabelErrorOptions options;
        options.threads = 1;
        const LabelErrors one = labelErrors(data.labels, dawidSkene(data.labels), options);
        options.threads = 5;
        const LabelErrors five = labelErrors(data.labels, dawidSkene(data.labels), options);
        QVERIFY(one.candidates == five.candidates);
        QVERIFY(!one.candidates.empty());
        const Permuted other(data.labels);
        const LabelErrors renamed = labelErrors(other.labels, dawidSkene(other.labels), options);
        QCOMPARE(renamed.candidates.size(), one.candidates.size());
        QVERIFY(std::abs(renamed.candidates[0].score - one.candidates[0].score) < 1e-9);
        // More of the listed labels are wrong than of all labels.
        double wrong = 0;
        for (const LabelErrorCandidate& candidate : one.candidates) {
            wrong += candidate.given != data.truth[static_cast<std::size_t>(candidate.unit)] ? 1 : 0;
        }
        QVERIFY(wrong / static_cast<double>(one.candidates.size()) > 0.8);
    }

    void whatCannotBeSaidHasAReason()
    {
        const Labels labels = unanimous(9);
        const Consensus vote = majorityVote(labels);
        QVERIFY(labelErrors({}, vote).undefined.endsWith(u'.'));
        QCOMPARE(labelErrors(labels, noConsensus(u"None."_s)).undefined, u"None."_s);
        QVERIFY(labelErrors(unanimous(10), vote).undefined.contains(u"other labels"_s));
        const Labels alone{2, 2, 2, {{0, 0, 0}, {1, 1, 1}}};
        QVERIFY(labelErrors(alone, majorityVote(alone)).undefined.contains(u"two annotators"_s));
        LabelErrorOptions options;
        options.smoothing = 0;
        QVERIFY(labelErrors(labels, vote, options).undefined.contains(u"Smoothing"_s));
        options = {};
        options.cancelled = [] { return true; };
        QVERIFY(labelErrors(labels, vote, options).undefined.contains(u"stopped"_s));
        QVERIFY(!labelErrors(Labels{9, 6, 4, labels.rows}, majorityVote(Labels{9, 6, 4, labels.rows}))
                     .thresholds[3]);
    }
};

QTEST_GUILESS_MAIN(TstLabelErrors)

#include "tst_labelerrors.moc"
