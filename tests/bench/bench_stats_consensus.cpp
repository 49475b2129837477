// Consensus of a million labels by ten thousand annotators on five values: votes, Dawid–Skene and the other
// methods. With --folder the labels are written there as labels.csv, for tests/peers/stats_consensus.py
// --bench.

#include "core/base/random.h"
#include "core/stats/dawidskene.h"
#include "core/stats/glad.h"
#include "core/stats/labelerrors.h"
#include "core/stats/mace.h"
#include "core/stats/majorityvote.h"
#include "tests/bench/benchreport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

using namespace plumbline;
using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int32_t kAnnotators = 10'000;
constexpr std::int32_t kValues = 5;
constexpr std::int32_t kPerUnit = 5;
constexpr int kSteps = 20;
/// crowd-kit's twenty steps on these labels take about half a minute; the aim is twenty times faster.
constexpr double kStepsLimitMs = 1'500;

/// Annotators from hopeless to good, five of them on each unit.
Labels makeLabels(qint64 count, std::vector<std::int32_t>& truth)
{
    Random random(1);
    Labels labels;
    labels.units = static_cast<std::int32_t>(count / kPerUnit);
    labels.annotators = kAnnotators;
    labels.values = kValues;
    labels.rows.reserve(static_cast<std::size_t>(count));
    for (std::int32_t unit = 0; unit < labels.units; ++unit) {
        const auto value = static_cast<std::int32_t>(random.below(kValues));
        truth.push_back(value);
        for (std::int32_t at = 0; at < kPerUnit; ++at) {
            const auto annotator = static_cast<std::int32_t>(random.below(kAnnotators));
            const double accuracy = 0.2 + 0.75 * annotator / kAnnotators;
            const auto other = static_cast<std::int32_t>(random.below(kValues));
            labels.rows.push_back({unit, annotator, random.uniform() < accuracy ? value : other});
        }
    }
    return labels;
}

bool writeLabels(const Labels& labels, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return false;
    }
    file.write("unit,annotator,label\n");
    for (const Label& row : labels.rows) {
        file.write("u" + QByteArray::number(row.unit) + ",a" + QByteArray::number(row.annotator) + ",v" +
                   QByteArray::number(row.value) + "\n");
    }
    return true;
}

double accuracy(const Consensus& consensus, const std::vector<std::int32_t>& truth)
{
    double right = 0;
    for (std::size_t unit = 0; unit < truth.size(); ++unit) {
        right += consensus.labels[unit] == truth[unit] ? 1 : 0;
    }
    return 100 * right / static_cast<double>(truth.size());
}

class Bench
{
public:
    Bench(BenchReport& report, const Labels& labels, const std::vector<std::int32_t>& truth)
        : m_report(report)
        , m_labels(labels)
        , m_truth(truth)
    {
    }

    void votes();
    void dawidSkeneSteps();
    void dawidSkeneConverged();
    void others();

private:
    template <typename Method>
    Consensus run(const QString& what, Method&& method, std::optional<double> limit = std::nullopt);

    BenchReport& m_report;
    const Labels& m_labels;
    const std::vector<std::int32_t>& m_truth;
};

template <typename Method>
Consensus Bench::run(const QString& what, Method&& method, std::optional<double> limit)
{
    BenchReport::say(what);
    const BenchTimer timer;
    Consensus out = method();
    const double ms = timer.ms();
    if (!out) {
        qFatal("%s", qPrintable(out.undefined));
    }
    const QString note = u"%1 steps, %2 % right"_s.arg(out.iterations).arg(accuracy(out, m_truth), 0, 'f', 2);
    if (limit.has_value()) {
        m_report.add(what, ms, u"ms"_s, BenchReport::Limit::AtMost, *limit, note);
    } else {
        m_report.add(what, ms, u"ms"_s, note);
    }
    return out;
}

void Bench::votes()
{
    run(u"majority vote"_s, [this] { return majorityVote(m_labels); });
    run(u"Wawa"_s, [this] { return wawa(m_labels); });
    run(u"ZBS"_s, [this] { return zeroBasedSkill(m_labels); });
}

void Bench::dawidSkeneSteps()
{
    DawidSkeneOptions options;
    options.iterations = kSteps;
    resetPeakMemory();
    const double before = memoryMib();
    const Consensus both = run(
        u"Dawid–Skene, 20 steps"_s, [&] { return dawidSkene(m_labels, options); }, kStepsLimitMs);
    m_report.add(u"memory for it"_s, peakMemoryMib() - before, u"MiB"_s, u"beside the labels"_s);
    options.threads = 1;
    const Consensus one = run(u"… on one core"_s, [&] { return dawidSkene(m_labels, options); });
    if (both.posterior != one.posterior) {
        qFatal("one core gave another result than all of them");
    }
    options.threads = 0;
    options.model = DawidSkeneOptions::Model::OneCoin;
    run(u"Dawid–Skene, one coin, 20 steps"_s, [&] { return dawidSkene(m_labels, options); });
}

void Bench::dawidSkeneConverged()
{
    const Consensus out = run(u"Dawid–Skene, until it converges"_s, [this] { return dawidSkene(m_labels); });
    BenchReport::say(u"label errors"_s);
    const BenchTimer timer;
    const LabelErrors errors = labelErrors(m_labels, out);
    m_report.add(u"label errors from it"_s, timer.ms(), u"ms"_s,
                 u"%1 candidates"_s.arg(errors.candidates.size()));
}

void Bench::others()
{
    MaceOptions options;
    run(u"MACE, 10 restarts"_s, [&] { return mace(m_labels, options); });
    GladOptions steps;
    steps.iterations = 3;
    run(u"GLAD, 3 steps"_s, [&] { return glad(m_labels, steps); });
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const BenchOptions options = BenchOptions::read(u"Consensus of many labels"_s, 1'000'000, 1);
    BenchReport report(u"bench_stats_consensus"_s);
    std::vector<std::int32_t> truth;
    const Labels labels = makeLabels(options.items, truth);
    report.setFact(u"labels"_s, options.items);
    report.setFact(u"annotators"_s, kAnnotators);
    report.setFact(u"values"_s, kValues);
    if (!options.folder.isEmpty() && !writeLabels(labels, QDir(options.folder).filePath(u"labels.csv"_s))) {
        qCritical("The labels could not be written.");
        return 1;
    }
    Bench bench(report, labels, truth);
    bench.votes();
    bench.dawidSkeneSteps();
    bench.dawidSkeneConverged();
    bench.others();
    report.add(u"memory"_s, peakMemoryMib(), u"MiB"_s, u"peak of the process"_s);
    return report.finish(options.out);
}
