// One computation of core/stats on data that tests/peers/stats_speed.py made, in a process of its own, so
// that its time and its memory stand beside those of a Python package on the same bytes.
//
// usage: statsjob JOB INPUT OUTPUT NUMBER…
//   alpha LEVEL RESAMPLES, kappa-matrix, dawid-skene STEPS THREADS: then UNITS ANNOTATORS VALUES; rows unit,
//     annotator, value
//   bradley-terry RESAMPLES (0: the sandwich): then MODELS; rows a, b, outcome (2: a won, 1: tie, 0: b won)
// INPUT holds the rows as 32-bit integers, OUTPUT gets the result as 64-bit numbers, both in the machine's
// order. The options of the job stand before the sizes. Prints the milliseconds of each run and the memory,
// MiB.

#include "core/stats/bradleyterry.h"
#include "core/stats/dawidskene.h"
#include "core/stats/krippendorff.h"
#include "core/stats/pairwisekappa.h"
#include "tests/bench/benchreport.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>
#include <cstring>
#include <functional>
#include <limits>

using namespace plumbline;
using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Runs that are quicker than this together are repeated: the quickest tells what the method needs.
constexpr double kEnoughMs = 1'000;
constexpr qsizetype kMostRuns = 20;

using Numbers = std::vector<double>;

struct Job
{
    std::vector<std::int32_t> numbers;
    QString input;
};

/// Calls `use` with each row of three numbers of the file, reading a little at a time.
void eachRow(const QString& path, const std::function<void(const std::int32_t*)>& use)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    }
    constexpr qint64 kRow = 3 * sizeof(std::int32_t);
    std::array<std::int32_t, 3> row{};
    while (true) {
        const QByteArray block = file.read(kRow * 65'536);
        for (qsizetype at = 0; at + kRow <= block.size(); at += kRow) {
            std::memcpy(row.data(), block.constData() + at, static_cast<std::size_t>(kRow));
            use(row.data());
        }
        if (block.isEmpty()) {
            return;
        }
    }
}

Labels readLabels(const Job& job, std::size_t sizes)
{
    Labels labels{job.numbers[sizes], job.numbers[sizes + 1], job.numbers[sizes + 2], {}};
    labels.rows.reserve(
        static_cast<std::size_t>(QFile(job.input).size() / static_cast<qint64>(3 * sizeof(std::int32_t))));
    eachRow(job.input, [&](const std::int32_t* row) { labels.rows.push_back({row[0], row[1], row[2]}); });
    return labels;
}

Comparisons readVotes(const Job& job)
{
    Comparisons votes;
    votes.models = job.numbers[1];
    votes.rows.reserve(
        static_cast<std::size_t>(QFile(job.input).size() / static_cast<qint64>(3 * sizeof(std::int32_t))));
    eachRow(job.input, [&](const std::int32_t* row) {
        votes.rows.push_back({row[0], row[1],
                              row[2] == 2   ? PairWinner::A
                              : row[2] == 1 ? PairWinner::Tie
                                            : PairWinner::B});
    });
    return votes;
}

/// Times `work` and prints the line that stats_speed.py reads; leaves its result in OUTPUT.
int report(const QString& output, const std::function<Numbers()>& work)
{
    const double loaded = memoryMib();
    resetPeakMemory();
    QJsonArray times;
    double sum = 0;
    Numbers result;
    while (times.isEmpty() || (sum < kEnoughMs && times.size() < kMostRuns)) {
        const BenchTimer timer;
        result = work();
        times.append(timer.ms());
        sum += timer.ms();
    }
    const double peak = peakMemoryMib();
    QFile file(output);
    const auto bytes = static_cast<qint64>(result.size() * sizeof(double));
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(reinterpret_cast<const char*>(result.data()), bytes) != bytes) {
        qFatal("%s: %s", qPrintable(output), qPrintable(file.errorString()));
    }
    const QJsonObject line{{u"ms"_s, times}, {u"loaded_mib"_s, loaded}, {u"peak_mib"_s, peak}};
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    return 0;
}

int alpha(const Job& job, const QString& output)
{
    const Labels labels = readLabels(job, 2);
    AlphaOptions options;
    options.level = static_cast<AlphaLevel>(job.numbers[0]);
    options.resamples = job.numbers[1];
    return report(output, [&] {
        const Estimate found = krippendorffAlpha(labels, options).alpha;
        const Interval interval = found.interval.value_or(Interval{0, 0});
        return Numbers{found.valueOr(std::numeric_limits<double>::quiet_NaN()), interval.low, interval.high};
    });
}

int kappaMatrix(const Job& job, const QString& output)
{
    const Labels labels = readLabels(job, 0);
    return report(output, [&] {
        const auto size = static_cast<std::size_t>(labels.annotators);
        Numbers matrix(size * size, std::numeric_limits<double>::quiet_NaN());
        for (const PairKappa& pair : pairwiseKappa(labels).pairs) {
            const auto first = static_cast<std::size_t>(pair.first);
            const auto second = static_cast<std::size_t>(pair.second);
            const double value = pair.kappa.kappa.valueOr(std::numeric_limits<double>::quiet_NaN());
            matrix[first * size + second] = value;
            matrix[second * size + first] = value;
        }
        return matrix;
    });
}

int dawidSkeneSteps(const Job& job, const QString& output)
{
    const Labels labels = readLabels(job, 2);
    DawidSkeneOptions options;
    options.iterations = job.numbers[0];
    options.threads = static_cast<std::size_t>(job.numbers[1]);
    return report(output, [&] { return dawidSkene(labels, options).posterior; });
}

int bradleyTerryScores(const Job& job, const QString& output)
{
    const Comparisons votes = readVotes(job);
    BradleyTerryOptions options;
    options.interval.method = job.numbers[0] > 0 ? IntervalMethod::Bootstrap : IntervalMethod::Sandwich;
    options.interval.resamples = job.numbers[0];
    return report(output, [&] {
        const ModelScores found = bradleyTerry(votes, options);
        Numbers numbers = found.scores;
        for (const Interval& interval : found.intervals) {
            numbers.push_back(interval.low);
        }
        for (const Interval& interval : found.intervals) {
            numbers.push_back(interval.high);
        }
        return numbers;
    });
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 5) {
        std::fputs("usage: statsjob JOB INPUT OUTPUT NUMBER...\n", stderr);
        return 2;
    }
    Job job;
    job.input = QString::fromLocal8Bit(argv[2]);
    for (int i = 4; i < argc; ++i) {
        job.numbers.push_back(QByteArray(argv[i]).toInt());
    }
    const QString output = QString::fromLocal8Bit(argv[3]);
    const QByteArray name(argv[1]);
    if (name == "alpha" && job.numbers.size() == 5) {
        return alpha(job, output);
    }
    if (name == "kappa-matrix" && job.numbers.size() == 3) {
        return kappaMatrix(job, output);
    }
    if (name == "dawid-skene" && job.numbers.size() == 5) {
        return dawidSkeneSteps(job, output);
    }
    if (name == "bradley-terry" && job.numbers.size() == 2) {
        return bradleyTerryScores(job, output);
    }
    std::fputs("statsjob: no such job, or the wrong count of numbers\n", stderr);
    return 2;
}
