// 10 000 pairs, judged in both orders by a server that takes 200 ms for each of 64 requests at a time: what
// share of the ideal rate is reached, and does the memory stay flat? The server is a process of its own.

#include "core/jobs/judgejob.h"
#include "core/jobs/judgesetup.h"
#include "core/store/batchrepository.h"
#include "core/store/endpointrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/jobrepository.h"
#include "core/store/schemarepository.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/workload.h"
#include "tests/support/mockjudgeprocess.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <sqlite3.h>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLatencyMs = 200;
constexpr int kInFlight = 64;
constexpr int kPerWrite = 200;
constexpr double kMib = 1024 * 1024;

Result<void> addPairs(Store& store, qint64 count)
{
    const QString filler =
        u"The answer goes on for a while, as answers do, and says what it has to say. "_s.repeated(12);
    for (qint64 first = 0; first < count; first += kPerWrite) {
        const Result<void> added = store.write([&](Session& session) -> Result<void> {
            PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(u"Pairs"_s));
            PLUMBLINE_ASSIGN(const SchemaVersion schema,
                             SchemaRepository(session).save(SchemaDefinition::builtIn(ItemKind::Pairwise)));
            for (qint64 number = first; number < std::min(count, first + kPerWrite); ++number) {
                NewItem item;
                item.prompt.messages = {{u"user"_s, u"Question %1: why?"_s.arg(number)}};
                for (const QString& model : {u"one"_s, u"two"_s}) {
                    Response response;
                    response.model = model;
                    response.turns = {u"%1 on %2. "_s.arg(model).arg(number) + filler};
                    item.responses.append(response);
                }
                item.schemaVersionId = schema.id;
                item.batchId = batch.id;
                PLUMBLINE_TRY(ItemRepository(session).add(item));
            }
            return {};
        });
        PLUMBLINE_TRY(added);
    }
    return {};
}

Result<void> addJudge(Store& store, const QUrl& url)
{
    LlmEndpoint endpoint;
    endpoint.name = u"server"_s;
    endpoint.baseUrl = url;
    endpoint.model = u"m"_s;
    endpoint.proxy.kind = LlmProxy::Kind::None;
    endpoint.limits.inFlight = kInFlight;
    endpoint.abilities.structured = StructuredMode::None;
    endpoint.abilities.hasLogprobs = false;
    JudgeSpec spec;
    spec.name = u"judge"_s;
    spec.endpoint = endpoint.name;
    spec.retriesUnparsed = 0; // as many calls as pairs in two orders
    return store.write([&](Session& session) -> Result<void> {
        PLUMBLINE_TRY(EndpointRepository(session).save(endpoint.name, endpoint.toJson()));
        PLUMBLINE_TRY(saveJudge(session, spec));
        return {};
    });
}

Result<void> measure(BenchReport& report, Store& store, qint64 items)
{
    JudgeRunRequest request;
    request.judge = u"judge"_s;
    JobRunner runner(store);
    const BenchTimer timer;
    PLUMBLINE_ASSIGN(const JobId id, runner.start(kJudgeJob.toString(), judgeJobParams(request)));
    std::vector<double> memory; ///< over the run, ten times a second
    std::vector<double> caches; ///< of it, in SQLite
    while (!runner.wait(id, 100)) {
        memory.push_back(memoryMib());
        caches.push_back(static_cast<double>(sqlite3_memory_used()) / kMib);
    }
    const double ms = timer.ms();
    PLUMBLINE_ASSIGN(const Job job,
                     store.read([id](Session& session) { return JobRepository(session).get(id); }));
    if (job.state != JobState::Done) {
        return makeError(ErrorCode::Unknown, job.message);
    }
    const auto calls = job.result.value("calls"_L1).toDouble();
    const double ideal = calls / kInFlight * kLatencyMs;
    report.setFact(u"items"_s, items);
    report.setFact(u"calls"_s, calls);
    report.add(u"time"_s, ms / 1000, u"s"_s);
    report.add(u"calls a second"_s, 1000 * calls / ms, u"1/s"_s);
    report.add(u"share of the ideal rate"_s, 100 * ideal / ms, u"%"_s, BenchReport::Limit::AtLeast, 95,
               u"64 in flight at 200 ms: 320 calls a second"_s);
    if (memory.size() > 10) {
        const size_t early = memory.size() / 10;
        const double cached = caches.back() - caches.at(early);
        report.add(u"memory after a tenth"_s, memory.at(early), u"MiB"_s);
        report.add(u"memory at the end"_s, memory.back(), u"MiB"_s);
        report.add(u"growth of SQLite's page caches"_s, cached, u"MiB"_s,
                   u"they hold what was written last, up to 64 MiB for each connection"_s);
        report.add(u"growth of all else, from a tenth to the end"_s,
                   memory.back() - memory.at(early) - cached, u"MiB"_s, BenchReport::Limit::AtMost, 8,
                   u"flat"_s);
    }
    report.add(u"judged"_s, job.result.value("judged"_L1).toDouble(), u"items"_s);
    report.add(u"left unjudged, for replies that cannot be read"_s,
               job.result.value("unjudged"_L1).toDouble(), u"items"_s,
               u"one reply in forty, by design of the server"_s);
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const BenchOptions options =
        BenchOptions::read(u"A judge's run against a server of known speed"_s, 10'000, 1);
    const SystemClock clock;
    const QTemporaryDir folder;
    BenchReport report(u"judge"_s);
    auto store = createBenchStore(folder.filePath(u"judge.plumb"_s), clock, 1);
    const MockJudgeProcess server(kLatencyMs);
    if (!store || !server.isUp()) {
        qCritical("the project or the server could not be made");
        return 1;
    }
    BenchReport::say(u"adding pairs"_s);
    Result<void> done = addPairs(**store, options.items);
    if (done) {
        done = addJudge(**store, server.baseUrl());
    }
    if (done) {
        BenchReport::say(u"judging"_s);
        done = measure(report, **store, options.items);
    }
    if (!done) {
        qCritical("%s", qPrintable(done.error().toString()));
        return 1;
    }
    return report.finish(options.out);
}
