#include "core/stats/dawidskene.h"
#include "core/stats/glad.h"
#include "core/stats/mace.h"
#include "core/stats/majorityvote.h"
#include "tests/core/stats/consensusdata.h"

#include <QTest>

#include <functional>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Every method by name, with a number of threads. MACE with one restart, which has no noise.
using Method = std::function<Consensus(const Labels&, std::size_t)>;

QList<std::pair<const char*, Method>> methods()
{
    const auto with = [](auto options, std::size_t threads) {
        options.threads = threads;
        return options;
    };
    return {
        {"majority",
         [with](const Labels& l, std::size_t t) { return majorityVote(l, with(VoteOptions(), t)); }},
        {"wawa", [with](const Labels& l, std::size_t t) { return wawa(l, with(VoteOptions(), t)); }},
        {"zbs", [with](const Labels& l,
                       std::size_t t) { return zeroBasedSkill(l, with(ZeroBasedSkillOptions(), t)); }},
        {"dawid-skene",
         [with](const Labels& l, std::size_t t) { return dawidSkene(l, with(DawidSkeneOptions(), t)); }},
        {"one-coin",
         [with](const Labels& l, std::size_t t) {
             DawidSkeneOptions options;
             options.model = DawidSkeneOptions::Model::OneCoin;
             return dawidSkene(l, with(options, t));
         }},
        {"mace",
         [with](const Labels& l, std::size_t t) {
             MaceOptions options;
             options.restarts = 1;
             return mace(l, with(options, t));
         }},
        {"glad", [with](const Labels& l, std::size_t t) { return glad(l, with(GladOptions(), t)); }},
    };
}

void addMethods()
{
    QTest::addColumn<int>("method");
    for (int at = 0; at < methods().size(); ++at) {
        QTest::newRow(methods().at(at).first) << at;
    }
}

Labels labels(std::int32_t units, std::int32_t annotators, std::int32_t values, std::vector<Label> rows)
{
    return {units, annotators, values, std::move(rows)};
}

} // namespace

class TstConsensus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeSaidHasAReason_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<int>("bad");
        QTest::addColumn<QString>("word");
        const QList<std::pair<int, QString>> bad = {
            {0, u"no units"_s},      {1, u"missing"_s},    {2, u"not declared"_s},  {3, u"single label"_s},
            {4, u"one annotator"_s}, {5, u"same value"_s}, {6, u"two annotators"_s}};
        for (int at = 0; at < methods().size(); ++at) {
            for (const auto& [kind, word] : bad) {
                QTest::addRow("%s, %s", methods().at(at).first, qPrintable(word)) << at << kind << word;
            }
        }
    }

    void whatCannotBeSaidHasAReason()
    {
        QFETCH(int, method);
        QFETCH(int, bad);
        QFETCH(QString, word);
        const Labels cases[] = {
            labels(0, 0, 0, {}),
            labels(3, 2, 2, {}),
            labels(1, 1, 2, {{0, 1, 0}}),
            labels(1, 1, 2, {{0, 0, 0}}),
            labels(2, 2, 2, {{0, 0, 0}, {1, 0, 1}}),
            labels(2, 2, 2, {{0, 0, 1}, {0, 1, 1}, {1, 0, 1}, {1, 1, 1}}),
            labels(2, 2, 2, {{0, 0, 0}, {1, 1, 1}}),
        };
        const Consensus out = methods().at(method).second(cases[bad], 1);
        const bool isVote = method == 0;
        constexpr int kFirstThatCanBeVotedOn = 3;
        if (isVote && bad >= kFirstThatCanBeVotedOn) { // a vote can be held, but tells nothing of anybody
            QVERIFY2(out.undefined.isEmpty(), qPrintable(out.undefined));
            QVERIFY(out.labels[0].has_value());
            for (const Estimate& skill : out.skills) {
                QVERIFY(!skill);
                QVERIFY(skill.undefined.endsWith(u'.'));
            }
            return;
        }
        QVERIFY(!out);
        QVERIFY2(out.undefined.contains(word), qPrintable(out.undefined));
        QVERIFY(out.undefined.endsWith(u'.'));
        QVERIFY(out.labels.empty());
        QVERIFY(!out.logLikelihood);
    }

    void anAnnotatorOrUnitWithoutLabelsHasAReason_data() { addMethods(); }

    void anAnnotatorOrUnitWithoutLabelsHasAReason()
    {
        QFETCH(int, method);
        // Annotator 2 gave nothing, annotator 3 only a label nobody compares with; unit 3 has no label.
        const Labels given =
            labels(5, 4, 3, {{0, 0, 0}, {0, 1, 0}, {1, 0, 1}, {1, 1, 1}, {2, 0, 0}, {2, 1, 1}, {4, 3, 2}});
        const Consensus out = methods().at(method).second(given, 1);
        QVERIFY2(out.undefined.isEmpty(), qPrintable(out.undefined));
        QVERIFY(out.skills[0] && out.skills[1]);
        QVERIFY(out.skills[2].undefined.contains(u"no label"_s));
        QVERIFY(out.skills[3].undefined.contains(u"Nobody else"_s));
        QVERIFY(!out.labels[3].has_value());
        QVERIFY(out.posteriorOf(3).empty());
        QVERIFY(out.labels[4].has_value());
        double sum = 0;
        for (const double p : out.posteriorOf(0)) {
            QVERIFY(p >= 0 && p <= 1);
            sum += p;
        }
        QCOMPARE(sum, 1.0);
        for (std::int32_t truth = 0; truth < 3; ++truth) {
            QCOMPARE(out.confusionWeightOf(2, truth), 0.0);
        }
    }

    void namesAndOrderDoNotMatter_data() { addMethods(); }

    void namesAndOrderDoNotMatter()
    {
        QFETCH(int, method);
        const Labels given = simulatedLabels(120, 9, 3, 4, 11).labels;
        const Permuted other(given);
        const Consensus before = methods().at(method).second(given, 1);
        const Consensus after = methods().at(method).second(other.labels, 1);
        QVERIFY(before && after);
        // GLAD's maximisation stops at a tolerance, so rounding may end it a step earlier.
        const double tolerance = method == 6 ? 1e-3 : 1e-9;
        const double distance = distanceAfter(other, before, after);
        QVERIFY2(distance < tolerance, qPrintable(QString::number(distance)));
    }

    void theOrderOfRowsChangesNoBit_data() { addMethods(); }

    void theOrderOfRowsChangesNoBit()
    {
        QFETCH(int, method);
        Labels given = simulatedLabels(200, 9, 4, 4, 5).labels;
        const Consensus before = methods().at(method).second(given, 1);
        std::reverse(given.rows.begin(), given.rows.end());
        QVERIFY(isSame(before, methods().at(method).second(given, 1)));
    }

    void theNumberOfThreadsChangesNoBit_data() { addMethods(); }

    void theNumberOfThreadsChangesNoBit()
    {
        QFETCH(int, method);
        const Labels given = simulatedLabels(2'500, 20, 5, 4, 21).labels;
        const Consensus one = methods().at(method).second(given, 1);
        QVERIFY(one);
        QVERIFY(isSame(one, methods().at(method).second(given, 2)));
        QVERIFY(isSame(one, methods().at(method).second(given, 5)));
    }

    void modelsFindTheTruthBetterThanAVote_data() { addMethods(); }

    void modelsFindTheTruthBetterThanAVote()
    {
        QFETCH(int, method);
        const Simulated data = simulatedLabels(1'000, 12, 4, 4, 3);
        const double vote = accuracy(majorityVote(data.labels), data.truth);
        const Consensus out = methods().at(method).second(data.labels, 0);
        QVERIFY(vote > 0.6 && vote < 0.95);
        if (method > 0) {
            QVERIFY2(accuracy(out, data.truth) > vote + 0.02,
                     qPrintable(u"%1 against %2"_s.arg(accuracy(out, data.truth)).arg(vote)));
            // The annotators were made to get better with their number.
            QVERIFY(*out.skills[11].value > *out.skills[0].value + 0.2);
        }
    }

    void aStoppedComputationSaysSo_data() { addMethods(); }

    void aStoppedComputationSaysSo()
    {
        QFETCH(int, method);
        const Labels given = simulatedLabels(20, 5, 2, 3, 1).labels;
        const auto stopped = [](auto options) {
            options.cancelled = [] { return true; };
            return options;
        };
        DawidSkeneOptions coin;
        coin.model = DawidSkeneOptions::Model::OneCoin;
        const std::function<Consensus()> runs[] = {
            [&] { return majorityVote(given, stopped(VoteOptions())); },
            [&] { return wawa(given, stopped(VoteOptions())); },
            [&] { return zeroBasedSkill(given, stopped(ZeroBasedSkillOptions())); },
            [&] { return dawidSkene(given, stopped(DawidSkeneOptions())); },
            [&] { return dawidSkene(given, stopped(coin)); },
            [&] { return mace(given, stopped(MaceOptions())); },
            [&] { return glad(given, stopped(GladOptions())); },
        };
        QVERIFY(runs[method]().undefined.contains(u"stopped"_s));
    }

    void aTinyScaleAndManyLabelsStayInRange_data() { addMethods(); }

    void aTinyScaleAndManyLabelsStayInRange()
    {
        QFETCH(int, method);
        // 3 000 labels on one unit: a plain product of probabilities would be 0.
        Labels given = simulatedLabels(2, 3'000, 3, 3'000, 8).labels;
        const Consensus out = methods().at(method).second(given, 0);
        QVERIFY2(out.undefined.isEmpty(), qPrintable(out.undefined));
        for (const double p : out.posterior) {
            QVERIFY(std::isfinite(p) && p >= 0 && p <= 1 + 1e-9);
        }
        QVERIFY(!out.logLikelihood || std::isfinite(*out.logLikelihood.value));
    }
};

QTEST_GUILESS_MAIN(TstConsensus)

#include "tst_consensus.moc"
