#include "core/stats/dawidskene.h"
#include "core/stats/glad.h"
#include "core/stats/mace.h"
#include "core/stats/majorityvote.h"
#include "tests/core/stats/consensusdata.h"
#include "tests/support/datasets.h"

#include <QTest>

#include <algorithm>
#include <span>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

QString dataFolder()
{
    return plumbline::dataSet({}) + u'/';
}

/// Labels and the true values of the units that have one.
struct Task
{
    Labels labels;
    std::vector<std::pair<std::int32_t, std::int32_t>> truth;
};

Task named(const QString& answers, const QString& truth)
{
    const NamedLabels data = namedLabels(csvRows(dataFolder() + answers));
    Task out{data.labels, {}};
    QHash<QByteArray, std::int32_t> units;
    for (qsizetype at = 0; at < data.units.size(); ++at) {
        units.insert(data.units.at(at), static_cast<std::int32_t>(at));
    }
    for (const QList<QByteArray>& row : csvRows(dataFolder() + truth)) {
        out.truth.emplace_back(units.value(row.at(0), -1),
                               static_cast<std::int32_t>(data.values.indexOf(row.at(1))));
    }
    return out;
}

/// rte.csv: a line for each unit, a column for each annotator. Its key is not among the data sets;
/// PLUMBLINE_RTE_KEY names data/test/rte.key of dirkhovy/MACE.
Task rte()
{
    Task out{{0, 0, 2, {}}, {}};
    for (const QList<QByteArray>& row : csvRows(dataFolder() + u"mace_snow/rte.csv"_s, false)) {
        out.labels.annotators = static_cast<std::int32_t>(row.size());
        for (qsizetype at = 0; at < row.size(); ++at) {
            if (!row.at(at).isEmpty()) {
                out.labels.rows.push_back(
                    {out.labels.units, static_cast<std::int32_t>(at), row.at(at).toInt()});
            }
        }
        ++out.labels.units;
    }
    std::int32_t unit = 0;
    for (const QList<QByteArray>& row : csvRows(qEnvironmentVariable("PLUMBLINE_RTE_KEY"), false)) {
        out.truth.emplace_back(unit++, row.at(0).toInt());
    }
    return out;
}

Consensus consensus(const QString& method, const Labels& labels)
{
    VoteOptions vote;
    vote.ties = TieRule::First; // as crowd-kit
    ZeroBasedSkillOptions zbs;
    zbs.ties = TieRule::First;
    DawidSkeneOptions coin;
    coin.model = DawidSkeneOptions::Model::OneCoin;
    MaceOptions em;
    em.method = MaceOptions::Method::Em;
    return method == u"majority"      ? majorityVote(labels, vote)
           : method == u"wawa"        ? wawa(labels, vote)
           : method == u"zbs"         ? zeroBasedSkill(labels, zbs)
           : method == u"dawid-skene" ? dawidSkene(labels)
           : method == u"one-coin"    ? dawidSkene(labels, coin)
           : method == u"mace"        ? mace(labels)
           : method == u"mace em"     ? mace(labels, em)
                                      : glad(labels);
}

} // namespace

/// Units labelled rightly, against crowd-kit 1.4.2 with pandas 2.3 (tests/peers/stats_consensus_accuracy.py
/// prints its numbers). crowd-kit's results move with the order of the rows: rte by GLAD 740 or 741, by MACE
/// 742 or, with its parameters paired with the wrong names, 743; product by MACE 6878 or, so paired, 7725.
/// Product by MACE is held to the higher, the others to the number from rows as they stand in the file, rte
/// by MACE to the right pairing.
class TstConsensusAccuracy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noMethodIsWorseThanItsPeer_data()
    {
        QTest::addColumn<QString>("set");
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("peer");
        const auto add = [](const QString& set, std::initializer_list<std::pair<const char*, int>> peers) {
            for (const auto& [method, right] : peers) {
                QTest::addRow("%s, %s", qPrintable(set), method)
                    << set << QString::fromLatin1(method) << right;
            }
        };
        add(u"product"_s, {{"majority", 7455},
                           {"wawa", 7455},
                           {"zbs", 7455},
                           {"dawid-skene", 7814},
                           {"one-coin", 7553},
                           {"mace", 7725},
                           {"mace em", 6888},
                           {"glad", 7719}});
        add(u"dog"_s, {{"majority", 660},
                       {"wawa", 669},
                       {"zbs", 670},
                       {"dawid-skene", 680},
                       {"one-coin", 670},
                       {"mace", 670},
                       {"mace em", 672},
                       {"glad", 673}});
        add(u"rte"_s, {{"majority", 735},
                       {"wawa", 737},
                       {"zbs", 737},
                       {"dawid-skene", 742},
                       {"one-coin", 740},
                       {"mace", 742},
                       {"mace em", 743},
                       {"glad", 740}});
    }

    void noMethodIsWorseThanItsPeer()
    {
        QFETCH(QString, set);
        QFETCH(QString, method);
        QFETCH(int, peer);
        const Task& task = tasks()[set];
        if (task.labels.rows.empty()) {
            QSKIP("The set is not here and may not be shipped (PLUMBLINE_DATA_SETS).");
        }
        const Consensus out = consensus(method, task.labels);
        QVERIFY2(out.undefined.isEmpty(), qPrintable(out.undefined));
        if (task.truth.empty()) {
            QSKIP("PLUMBLINE_RTE_KEY does not name the answers of rte (data/test/rte.key of dirkhovy/MACE).");
        }
        int right = 0;
        for (const auto& [unit, value] : task.truth) {
            right += out.labels[static_cast<std::size_t>(unit)] == value ? 1 : 0;
        }
        qInfo("%s, %s: %d of %d, the peer %d", qPrintable(set), qPrintable(method), right,
              static_cast<int>(task.truth.size()), peer);
        QVERIFY2(right >= peer, qPrintable(u"%1, the peer %2"_s.arg(right).arg(peer)));
    }

    /// Known shares of units that a plain vote gets right; a tie may fall either way.
    void aVoteIsRightAsOftenAsKnown_data()
    {
        QTest::addColumn<QString>("set");
        QTest::addColumn<double>("known");
        QTest::newRow("product") << u"product"_s << 0.8966;
        QTest::newRow("dog") << u"dog"_s << 0.8166;
    }

    void aVoteIsRightAsOftenAsKnown()
    {
        QFETCH(QString, set);
        QFETCH(double, known);
        const Task& task = tasks()[set];
        if (task.labels.rows.empty()) {
            QSKIP("The set is not here and may not be shipped (PLUMBLINE_DATA_SETS).");
        }
        const Consensus out = majorityVote(task.labels);
        double least = 0;
        double most = 0;
        for (const auto& [unit, value] : task.truth) {
            const std::span<const double> shares = out.posteriorOf(unit);
            const double top = *std::max_element(shares.begin(), shares.end());
            const bool canBeRight = shares[static_cast<std::size_t>(value)] >= top - 1e-9;
            most += canBeRight ? 1 : 0;
            least += canBeRight && !out.isTie(unit) ? 1 : 0;
        }
        const auto units = static_cast<double>(task.truth.size());
        qInfo("%s: %.4f without ties, %.4f with all of them, known %.4f", qPrintable(set), least / units,
              most / units, known);
        QVERIFY(least / units <= known + 5e-5 && known <= most / units + 5e-5);
        QVERIFY(most - least < 0.07 * units);
    }

private:
    static QHash<QString, Task>& tasks()
    {
        static QHash<QString, Task> all = {
            {u"product"_s, named(u"crowd_truth_infer/d_jn-product__answer.csv"_s,
                                 u"crowd_truth_infer/d_jn-product__truth.csv"_s)},
            {u"dog"_s, named(u"crowd_truth_infer/s4_Dog_data__answer.csv"_s,
                             u"crowd_truth_infer/s4_Dog_data__truth.csv"_s)},
            {u"rte"_s, rte()},
        };
        return all;
    }
};

QTEST_GUILESS_MAIN(TstConsensusAccuracy)

#include "tst_consensusaccuracy.moc"
