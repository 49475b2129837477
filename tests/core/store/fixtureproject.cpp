#include "tests/core/store/fixtureproject.h"

#include "core/store/annotationrepository.h"
#include "core/store/endpointrepository.h"
#include "core/store/jobrepository.h"
#include "core/store/judgerepository.h"
#include "core/store/projectrepository.h"
#include "core/store/replyrepository.h"
#include "core/store/steprepository.h"
#include "core/store/templaterepository.h"
#include "tests/core/store/storefixture.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<void> addItem(Session& session, ItemKind kind, int number, bool isGold, SchemaVersionId schema,
                     BatchId batch)
{
    NewItem item;
    item.uid = u"%1-%2"_s.arg(toName(kind)).arg(number);
    item.kind = kind;
    item.prompt.messages = {{u"user"_s, u"Question %1 – naïve? 𝒳 \U0001F600"_s.arg(number)}};
    item.prompt.category = number % 2 == 0 ? u"writing"_s : QString();
    item.prompt.passages = {{u"Passage"_s, {u"First sentence."_s, u"Second sentence."_s}}};
    for (int index = 0; index < (kind == ItemKind::Span ? 1 : 2); ++index) {
        Response response;
        response.model = u"model-%1"_s.arg(index);
        response.turns = {u"Earlier turn."_s,
                          u"Answer %1 to question %2: e\u0301té."_s.arg(index).arg(number)};
        response.meta = {{u"temperature"_s, 0.5}};
        item.responses << response;
    }
    item.schemaVersionId = schema;
    item.batchId = batch;
    item.overlap = 2;
    item.priority = number * 0.25;
    item.isGold = isGold;
    if (isGold) {
        item.gold = pairwiseAnswer(1);
    }
    item.meta = {{u"number"_s, number}};
    PLUMBLINE_TRY(ItemRepository(session).add(item));
    return {};
}

Result<void> addItems(Session& session)
{
    SchemaRepository schemas(session);
    BatchRepository batches(session);
    PLUMBLINE_ASSIGN(const Batch open, batches.findOrCreate(u"Open"_s, QueueOrder::Priority, u"open-uid"_s));
    PLUMBLINE_ASSIGN(const Batch closed,
                     batches.findOrCreate(u"Closed"_s, QueueOrder::Random, u"closed-uid"_s));
    SchemaDefinition changed = SchemaDefinition::builtIn(ItemKind::Pairwise);
    PLUMBLINE_TRY(schemas.save(changed));
    changed.guidelines = u"Second version."_s;
    PLUMBLINE_ASSIGN(const SchemaVersion pairwise, schemas.save(changed));
    PLUMBLINE_ASSIGN(const SchemaVersion span, schemas.save(SchemaDefinition::builtIn(ItemKind::Span)));
    for (int number = 1; number <= 6; ++number) {
        PLUMBLINE_TRY(addItem(session, ItemKind::Pairwise, number, number == 6, pairwise.id, open.id));
    }
    PLUMBLINE_TRY(addItem(session, ItemKind::Span, 1, false, span.id, closed.id));
    PLUMBLINE_TRY(batches.setOpen(closed.id, false));
    PLUMBLINE_TRY(ItemRepository(session).indexText(100));
    return ProjectRepository(session).setExternalRef(u"mt-bench"_s, u"item"_s, u"81/1"_s, 1);
}

/// One person's sitting: answers, corrects, skips, takes back, and leaves a draft.
Result<void> addWork(Session& session, ManualClock& clock)
{
    PLUMBLINE_ASSIGN(const Annotator ada,
                     AnnotatorRepository(session).findOrCreate(u"Ada"_s, AnnotatorKind::Human, u"ada-uid"_s));
    PLUMBLINE_ASSIGN(const Annotator judge,
                     AnnotatorRepository(session).findOrCreate(u"judge"_s, AnnotatorKind::Llm, u"judge-uid"_s,
                                                               {{u"model"_s, u"some-model"_s}}));
    Labelling work(session, ada.id);
    for (int margin = -1; margin <= 1; ++margin) {
        clock.advanceSeconds(30);
        PLUMBLINE_ASSIGN(const std::optional<OpenItem> item, work.openNext({}));
        const AnnotationContent content = pairwiseAnswer(margin);
        PLUMBLINE_TRY(work.submit(item->view.item.id, content, {{item->content, content}}, 12'000));
    }
    PLUMBLINE_TRY(work.undo());
    PLUMBLINE_ASSIGN(const std::optional<OpenItem> skipped, work.openNext({}));
    AnnotationContent reason;
    reason.skipReason = u"cannot_judge"_s;
    PLUMBLINE_TRY(work.skip(skipped->view.item.id, reason, {}, 3'000));
    PLUMBLINE_ASSIGN(const std::optional<OpenItem> unfinished, work.openNext({}));
    AnnotationContent draft = pairwiseAnswer(2);
    draft.critique = u"Half a thought"_s;
    PLUMBLINE_TRY(work.saveDraft(unfinished->view.item.id, draft, {{unfinished->content, draft}}, 5'000));
    Labelling machine(session, judge.id);
    PLUMBLINE_ASSIGN(const std::optional<OpenItem> judged, machine.openNext({}));
    PLUMBLINE_TRY(machine.submit(judged->view.item.id, pairwiseAnswer(-2), {}, 100, {{u"tokens"_s, 321}}));

    JobRepository jobs(session);
    PLUMBLINE_ASSIGN(const Job job, jobs.add(u"import"_s, {{u"files"_s, u"a.jsonl"_s}}, u"host:1:1"_s));
    PLUMBLINE_TRY(jobs.start(job.id, u"host:1:1"_s));
    return jobs.finish(job.id, JobState::Done, u"Read 7 records."_s, {{u"items"_s, 7}});
}

/// A judge that asked a server: one label beside the people's, one reply that could not be read.
Result<void> addJudge(Session& session)
{
    const QByteArray hash(64, 'a');
    PLUMBLINE_TRY(EndpointRepository(session).save(u"local"_s, {{u"model"_s, u"some-model"_s}}));
    PLUMBLINE_TRY(TemplateRepository(session).append(u"pairwise"_s, {{u"title"_s, u"Ours"_s}}, 1));
    PLUMBLINE_ASSIGN(const Annotator judge, AnnotatorRepository(session).findOrCreate(
                                                u"beside"_s, AnnotatorKind::Llm, u"beside-uid"_s));
    PLUMBLINE_TRY(ReplyRepository(session).add({hash, {{u"text"_s, u"A"_s}}, judge.id, ItemId{1}, {}, {}}));
    StoredCall call;
    call.step = u"score"_s;
    call.requestHash = hash;
    call.fault = u"no-verdict"_s;
    PLUMBLINE_TRY(ReplyRepository(session).setCalls(judge.id, ItemId{2}, {call}));
    Annotation label;
    label.uid = u"beside-label"_s;
    label.itemId = ItemId{1};
    label.annotatorId = judge.id;
    PLUMBLINE_ASSIGN(const Item item, ItemRepository(session).get(label.itemId));
    label.schemaVersionId = item.schemaVersionId;
    label.content = pairwiseAnswer(1);
    PLUMBLINE_TRY(AnnotationRepository(session).append(label));
    return JudgeRepository(session).setBeside(label.itemId, judge.id, AssignmentState::Submitted);
}

} // namespace

Result<void> makeFixtureProject(const QString& path)
{
    ManualClock clock;
    ProjectInfo info;
    info.uid = u"fixture-uid"_s;
    info.name = u"Fixture"_s;
    info.description = u"One project for every version"_s;
    info.seed = 99;
    info.createdAt = clock.now();
    PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, Store::create(path, info, clock));
    PLUMBLINE_TRY(store->write([](Session& session) { return addItems(session); }));
    PLUMBLINE_TRY(store->write([&](Session& session) { return addWork(session, clock); }));
    return store->write([](Session& session) { return addJudge(session); });
}

Result<QByteArray> fixtureSummary(Store& store)
{
    return store.read([](Session& session) -> Result<QByteArray> {
        PLUMBLINE_ASSIGN(QByteArray out, labelState(session));
        PLUMBLINE_ASSIGN(Rows counters,
                         session.db.query(u"SELECT scope, name, value FROM counter ORDER BY scope, name"_s));
        while (counters.next()) {
            out += u"counter\t%1\t%2\t%3\n"_s.arg(counters.text(0), counters.text(1))
                       .arg(counters.integer(2))
                       .toUtf8();
        }
        for (const QString& table :
             {u"prompt"_s, u"response"_s, u"item"_s, u"item_response"_s, u"annotation"_s, u"assignment"_s,
              u"draft"_s, u"step"_s, u"schema_version"_s, u"batch"_s, u"annotator"_s, u"model"_s, u"job"_s,
              u"external_ref"_s, u"prompt_text"_s, u"response_text"_s}) {
            PLUMBLINE_ASSIGN(const qint64 rows, session.db.integer(u"SELECT count(*) FROM %1"_s.arg(table)));
            out += u"rows\t%1\t%2\n"_s.arg(table).arg(rows).toUtf8();
        }
        // Tables of later versions, where they hold something: those of version 1 stay without.
        for (const QString& table :
             {u"endpoint"_s, u"prompt_template"_s, u"llm_reply"_s, u"llm_claim"_s, u"judge_call"_s}) {
            PLUMBLINE_ASSIGN(const qint64 rows, session.db.integer(u"SELECT count(*) FROM %1"_s.arg(table)));
            if (rows > 0) {
                out += u"rows\t%1\t%2\n"_s.arg(table).arg(rows).toUtf8();
            }
        }
        PLUMBLINE_ASSIGN(const ProjectInfo info, ProjectRepository(session).info());
        out +=
            u"project\t%1\t%2\t%3\t%4\n"_s.arg(info.uid, info.name, info.description).arg(info.seed).toUtf8();
        return out;
    });
}

} // namespace plumbline
