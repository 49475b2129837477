// A project of a million items: opening, answering, paging, counting.

#include "core/base/random.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/labelling.h"
#include "core/store/summaryrepository.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/workload.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kOpenLimitMs = 300; // design: open and show the next item
constexpr double kFrameLimitMs =
    16; // design: submit to next shown, at the 99th percentile; also a page of a list
constexpr double kCountLimitMs = 100; // design: a count with a filter
constexpr double kMib = 1024.0 * 1024.0;
constexpr double kMsPerSecond = 1000.0;
constexpr int kPage = 100;
constexpr QStringView kPerson = u"bench person";

Result<AnnotatorId> person(Store& store)
{
    PLUMBLINE_ASSIGN(const Annotator found, store.write([](Session& session) {
        return AnnotatorRepository(session).findOrCreate(kPerson.toString(), AnnotatorKind::Human);
    }));
    return found.id;
}

Result<void> fill(BenchReport& report, const RealTexts& texts, const BenchOptions& options,
                  const QString& path)
{
    if (QFile::exists(path)) {
        BenchReport::say(u"the project of an earlier run is used"_s);
        return {};
    }
    WorkloadShape shape;
    shape.items = options.items;
    const SystemClock clock;
    PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, createBenchStore(path, clock, shape.seed));
    BenchReport::say(u"%1 items are made"_s.arg(shape.items));
    const BenchTimer timer;
    PLUMBLINE_TRY(Workload(texts, shape).fill(*store, [&](qint64 done) {
        constexpr qint64 kSayEvery = 100'000;
        if (done % kSayEvery == 0) {
            BenchReport::say(u"%1 items after %2 s"_s.arg(done).arg(timer.ms() / kMsPerSecond, 0, 'f', 1));
        }
    }));
    report.add(u"fill"_s, static_cast<double>(shape.items) / (timer.ms() / kMsPerSecond), u"items/s"_s,
               u"through the repositories, 2 000 items in a transaction, one in ten labelled"_s);
    if (!options.withText) {
        return {};
    }
    BenchReport::say(u"the texts are indexed"_s);
    const BenchTimer indexing;
    qint64 left = 1;
    while (left > 0) {
        PLUMBLINE_ASSIGN(left, store->write([](Session& session) {
            constexpr int kTexts = 1'000;
            return ItemRepository(session).indexText(kTexts);
        }));
    }
    report.add(u"full-text index"_s, indexing.ms() / kMsPerSecond, u"s"_s,
               u"in the background, after an import"_s);
    return {};
}

/// From the path of a project to the first item that can be drawn.
Result<double> openOnce(const QString& path)
{
    const SystemClock clock;
    const BenchTimer timer;
    PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, Store::open(path, clock));
    PLUMBLINE_ASSIGN(const AnnotatorId me, person(*store));
    PLUMBLINE_ASSIGN(const std::optional<OpenItem> item,
                     store->write([&](Session& session) { return Labelling(session, me).openNext({}); }));
    if (!item) {
        return makeError(ErrorCode::Unknown, u"The queue is empty."_s);
    }
    return timer.ms();
}

Result<void> measureOpening(BenchReport& report, const QString& path)
{
    dropFromPageCache(path);
    PLUMBLINE_ASSIGN(const double cold, openOnce(path));
    std::vector<double> warm;
    constexpr int kTimes = 20;
    for (int time = 0; time < kTimes; ++time) {
        PLUMBLINE_ASSIGN(const double one, openOnce(path));
        warm.push_back(one);
    }
    report.add(u"open and first item, file not in memory"_s, cold, u"ms"_s, BenchReport::Limit::AtMost,
               kOpenLimitMs);
    report.add(u"open and first item, p50"_s, percentile(warm, 0.5), u"ms"_s, BenchReport::Limit::AtMost,
               kOpenLimitMs, u"%1 times"_s.arg(kTimes));
    report.add(u"open and first item, longest"_s, percentile(warm, 1), u"ms"_s, BenchReport::Limit::AtMost,
               kOpenLimitMs);
    return {};
}

AnnotationContent answerTo(const OpenItem& item, quint64 chance)
{
    const SchemaDefinition& schema = item.view.schema.definition;
    AnnotationContent content;
    for (const Aspect& aspect : schema.aspects) {
        if (schema.kind == ItemKind::Rating) {
            content.ratings.append({0, aspect.id, static_cast<double>(aspect.minimum()), {}});
        } else {
            content.preferences.append({aspect.id, 0, 1, static_cast<int>(chance % 5) - 2, false});
        }
    }
    return content;
}

/// One item after the other, as the window does it: submit and open the next in one transaction.
Result<void> measureSubmitting(BenchReport& report, Store& store, int rounds)
{
    PLUMBLINE_ASSIGN(const AnnotatorId me, person(store));
    PLUMBLINE_ASSIGN(std::optional<OpenItem> item,
                     store.write([&](Session& session) { return Labelling(session, me).openNext({}); }));
    Random random(1);
    std::vector<double> times;
    std::vector<double> drafts;
    for (int round = 0; round < rounds && item; ++round) {
        const AnnotationContent content = answerTo(*item, random());
        const EditStep step{item->content, content};
        const ItemId id = item->view.item.id;
        const BenchTimer drafting;
        PLUMBLINE_TRY(store.write(
            [&](Session& session) { return Labelling(session, me).saveDraft(id, content, {step}, 1'000); }));
        drafts.push_back(drafting.ms());
        const BenchTimer timer;
        PLUMBLINE_ASSIGN(item, store.write([&](Session& session) -> Result<std::optional<OpenItem>> {
            Labelling labelling(session, me);
            PLUMBLINE_TRY(labelling.submit(id, content, {}, 2'000));
            return labelling.openNext({});
        }));
        times.push_back(timer.ms());
    }
    report.addTimes(u"submit to next item"_s, times, kFrameLimitMs, u"durable; without drawing"_s);
    report.addTimes(u"saving a draft"_s, drafts, kFrameLimitMs, u"durable; beside the window"_s);
    std::vector<double> progress;
    constexpr int kTimes = 50;
    for (int time = 0; time < kTimes; ++time) {
        const BenchTimer timer;
        PLUMBLINE_TRY(store.read([&](Session& session) { return Labelling(session, me).progress({}); }));
        progress.push_back(timer.ms());
    }
    report.addTimes(u"progress of a person"_s, progress, kFrameLimitMs);
    return {};
}

Result<void> measurePaging(BenchReport& report, Store& store, qint64 items, int rounds)
{
    const BenchTimer counting;
    PLUMBLINE_ASSIGN(const RowAnchors anchors,
                     store.read([](Session& session) { return ItemRepository(session).anchors({}); }));
    report.add(u"anchors of the whole list"_s, counting.ms(), u"ms"_s, BenchReport::Limit::AtMost,
               kFrameLimitMs);
    const auto pageAt = [&](qint64 row) {
        return store.read([&](Session& session) {
            const qint64 anchor = anchors.ids.value(row / anchors.stride);
            return ItemRepository(session).rowsAfter({}, anchor - 1, kPage,
                                                     static_cast<int>(row % anchors.stride));
        });
    };
    const qint64 far = items / 10 * 9;
    const BenchTimer jump;
    PLUMBLINE_ASSIGN(const QList<ItemRow> rows, pageAt(far));
    report.add(u"jump to row %1"_s.arg(far), jump.ms(), u"ms"_s, BenchReport::Limit::AtMost, kFrameLimitMs,
               u"a page of %1 rows"_s.arg(rows.size()));
    Random random(2);
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        const BenchTimer timer;
        PLUMBLINE_TRY(pageAt(static_cast<qint64>(random.below(static_cast<quint64>(items)))));
        times.push_back(timer.ms());
    }
    report.addTimes(u"page of a list anywhere"_s, times, kFrameLimitMs, u"%1 rows"_s.arg(kPage));
    return {};
}

Result<void> measureFilter(BenchReport& report, Store& store, const QString& name, const ItemFilter& filter)
{
    const BenchTimer counting;
    PLUMBLINE_ASSIGN(const qint64 count,
                     store.read([&](Session& session) { return ItemRepository(session).count(filter); }));
    const double countMs = counting.ms();
    const BenchTimer anchoring;
    PLUMBLINE_TRY(store.read([&](Session& session) { return ItemRepository(session).anchors(filter); }));
    const double anchorMs = anchoring.ms();
    const BenchTimer paging;
    PLUMBLINE_TRY(
        store.read([&](Session& session) { return ItemRepository(session).rowsAfter(filter, 0, kPage); }));
    report.add(u"count: "_s + name, countMs, u"ms"_s, BenchReport::Limit::AtMost, kCountLimitMs,
               u"%1 items; in the background"_s.arg(count));
    report.add(u"anchors: "_s + name, anchorMs, u"ms"_s, u"in the background"_s);
    report.add(u"first page: "_s + name, paging.ms(), u"ms"_s, u"in the background"_s);
    return {};
}

Result<void> measureFilters(BenchReport& report, Store& store, const RealTexts& texts, bool withText)
{
    PLUMBLINE_ASSIGN(const std::optional<Batch> batch, store.read([](Session& session) {
        return BatchRepository(session).findByName(u"Set 1"_s);
    }));
    ItemFilter inBatch;
    inBatch.batch = batch ? std::optional(batch->id) : std::nullopt;
    ItemFilter labelled = inBatch;
    labelled.minimumLabels = 1;
    ItemFilter kind;
    kind.kind = ItemKind::Rating;
    ItemFilter mostly;
    mostly.kind = ItemKind::Pairwise;
    ItemFilter unlabelled;
    unlabelled.maximumLabels = 0;
    ItemFilter everLabelled;
    everLabelled.minimumLabels = 1;
    ItemFilter open;
    open.isOpen = true;
    ItemFilter model;
    model.model = texts.models.constFirst();
    ItemFilter category;
    category.category = texts.questions.constFirst().category;
    PLUMBLINE_TRY(measureFilter(report, store, u"batch"_s, inBatch));
    PLUMBLINE_TRY(measureFilter(report, store, u"batch with labels"_s, labelled));
    PLUMBLINE_TRY(measureFilter(report, store, u"kind"_s, kind));
    PLUMBLINE_TRY(measureFilter(report, store, u"kind of most"_s, mostly));
    PLUMBLINE_TRY(measureFilter(report, store, u"without labels"_s, unlabelled));
    PLUMBLINE_TRY(measureFilter(report, store, u"with labels"_s, everLabelled));
    PLUMBLINE_TRY(measureFilter(report, store, u"open"_s, open));
    PLUMBLINE_TRY(measureFilter(report, store, u"model"_s, model));
    PLUMBLINE_TRY(measureFilter(report, store, u"category"_s, category));
    if (withText) {
        ItemFilter rare;
        rare.text = u"\"variation 4711\""_s;
        ItemFilter common;
        common.text = u"email"_s;
        PLUMBLINE_TRY(measureFilter(report, store, u"text, rare"_s, rare));
        PLUMBLINE_TRY(measureFilter(report, store, u"text, common"_s, common));
    }
    const BenchTimer timer;
    PLUMBLINE_TRY(store.read([](Session& session) { return SummaryRepository(session).summary(); }));
    report.add(u"summary of the project"_s, timer.ms(), u"ms"_s, u"home page; in the background"_s);
    return {};
}

Result<void> measure(BenchReport& report, const BenchOptions& options, const QString& path)
{
    PLUMBLINE_ASSIGN(const RealTexts texts, RealTexts::load(options.data));
    report.setFact(u"items"_s, options.items);
    report.setFact(u"texts"_s, texts.source);
    PLUMBLINE_TRY(fill(report, texts, options, path));
    report.setFact(u"project MiB"_s, static_cast<double>(QFileInfo(path).size()) / kMib);
    BenchReport::say(u"opening"_s);
    PLUMBLINE_TRY(measureOpening(report, path));
    resetPeakMemory();
    const SystemClock clock;
    PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, Store::open(path, clock));
    BenchReport::say(u"answering"_s);
    PLUMBLINE_TRY(measureSubmitting(report, *store, options.rounds));
    BenchReport::say(u"paging"_s);
    PLUMBLINE_TRY(measurePaging(report, *store, options.items, options.rounds));
    report.add(u"memory while answering and paging"_s, peakMemoryMib(), u"MiB"_s, u"peak of the process"_s);
    BenchReport::say(u"filtering"_s);
    PLUMBLINE_TRY(measureFilters(report, *store, texts, options.withText));
    report.add(u"memory while filtering"_s, peakMemoryMib(), u"MiB"_s, u"peak of the process"_s);
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const BenchOptions options =
        BenchOptions::read(u"Opening, answering, paging and counting in a large project"_s, 1'000'000, 2'000);
    const QTemporaryDir temporary;
    const QDir folder(options.folder.isEmpty() ? temporary.path() : options.folder);
    BenchReport report(u"bench_store"_s);
    const Result<void> measured = measure(report, options, folder.filePath(u"bench_store.plumb"_s));
    if (!measured) {
        qCritical("%s | %s", qPrintable(measured.error().toString()), qPrintable(measured.error().details));
        return 1;
    }
    return report.finish(options.out);
}
