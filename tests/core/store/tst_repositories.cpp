// The small repositories: schemas, batches, annotators and models, jobs, drafts, steps, project values.

#include "core/store/draftrepository.h"
#include "core/store/jobrepository.h"
#include "core/store/projectrepository.h"
#include "core/store/steprepository.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The value of a Result, or the end of the test program.
template <typename T> T must(Result<T> result)
{
    if (!result) {
        qFatal("%s", qPrintable(result.error().toString() + result.error().details));
    }
    return std::move(result).value();
}

void must(const Result<void>& result)
{
    if (!result) {
        qFatal("%s", qPrintable(result.error().toString() + result.error().details));
    }
}

AnnotationContent saying(const QString& critique)
{
    AnnotationContent content;
    content.critique = critique;
    return content;
}

} // namespace

class TstRepositories : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<StoreFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aSchemaIsStoredOnceForEachChange()
    {
        const auto definition = SchemaDefinition::builtIn(ItemKind::Pairwise);
        SchemaDefinition changed = definition;
        changed.guidelines += u"\nOne more rule."_s;
        const SchemaVersion first = save(definition);
        const SchemaVersion same = save(definition);
        const SchemaVersion second = save(changed);
        const SchemaVersion back = save(definition);
        QCOMPARE(first.version, 1);
        QCOMPARE(same, first);
        QCOMPARE(second.version, 2);
        QCOMPARE(second.schemaId, first.schemaId);
        QCOMPARE(back.version, 3); // the newest counts, not an older one that happens to be the same
        const auto read = [&](auto work) { return must(m_fixture->store->read(work)); };
        QCOMPARE(read([&](Session& session) { return SchemaRepository(session).get(second.id); }), second);
        QCOMPARE(read([&](Session& session) {
                     return SchemaRepository(session).newest(definition.name);
                 })->version,
                 3);
        QCOMPARE(*read([&](Session& session) { return SchemaRepository(session).find(definition.name, 2); }),
                 second);
        QVERIFY(!read([&](Session& session) { return SchemaRepository(session).find(definition.name, 4); }));
        QVERIFY(!read([](Session& session) { return SchemaRepository(session).newest(u"none"_s); }));
        QCOMPARE(read([](Session& session) { return SchemaRepository(session).list(); }).size(), 3);
    }

    void aSchemasNameBelongsToOneKind()
    {
        const SchemaVersion pairwise = save(SchemaDefinition::builtIn(ItemKind::Pairwise));
        SchemaDefinition rating = SchemaDefinition::builtIn(ItemKind::Rating);
        rating.name = pairwise.definition.name;
        const auto refused =
            m_fixture->store->write([&](Session& session) { return SchemaRepository(session).save(rating); });
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(refused.error().field, u"name"_s);
    }

    void aSchemaThatWasRolledBackIsForgotten()
    {
        SchemaDefinition lost = SchemaDefinition::builtIn(ItemKind::Pairwise);
        lost.guidelines = u"Never committed."_s;
        SchemaVersionId id;
        const auto failed = m_fixture->store->write([&](Session& session) -> Result<void> {
            PLUMBLINE_ASSIGN(const SchemaVersion version, SchemaRepository(session).save(lost));
            id = version.id;
            PLUMBLINE_TRY(SchemaRepository(session).get(id)); // is remembered now
            return makeError(ErrorCode::Cancelled, u"Stopped."_s);
        });
        QVERIFY(!failed);
        const SchemaVersion kept = save(SchemaDefinition::builtIn(ItemKind::Rating)); // takes the same id
        QCOMPARE(kept.id, id);
        const auto read =
            m_fixture->store->write([&](Session& session) { return SchemaRepository(session).get(id); });
        QCOMPARE(must(read).definition.kind, ItemKind::Rating);
    }

    void contentThatWasRolledBackIsStoredAgain()
    {
        const SchemaVersion schema = save(SchemaDefinition::builtIn(ItemKind::Pairwise));
        NewItem item;
        item.prompt.messages = {{u"user"_s, u"Asked twice"_s}};
        Response response;
        response.model = u"the model"_s;
        response.turns = {u"An answer."_s};
        item.responses = {response};
        item.schemaVersionId = schema.id;
        const auto add = [&](Session& session) -> Result<AddedItem> {
            PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(u"b"_s));
            item.batchId = batch.id;
            return ItemRepository(session).add(item);
        };
        const auto failed = m_fixture->store->write([&](Session& session) -> Result<void> {
            PLUMBLINE_TRY(add(session));
            return makeError(ErrorCode::Cancelled, u"Stopped."_s);
        });
        QVERIFY(!failed);
        const AddedItem added = must(m_fixture->store->write(add));
        QVERIFY(added.isNew);
        const ItemView view = must(
            m_fixture->store->read([&](Session& session) { return ItemRepository(session).view(added.id); }));
        QCOMPARE(view.responses.size(), 1);
        QCOMPARE(view.responses[0].model, u"the model"_s);
        QCOMPARE(m_fixture->store->checkIntegrity().valueOr({u"?"_s}), QStringList());
    }

    void batchesKeepOrderPlaceAndState()
    {
        Store& store = *m_fixture->store;
        const auto make = [&](const QString& name, QueueOrder order) {
            return must(store.write([&](Session& session) {
                return BatchRepository(session).findOrCreate(name, order, name + u"-uid"_s, {{u"n"_s, 1}});
            }));
        };
        const Batch first = make(u"first"_s, QueueOrder::Fixed);
        const Batch second = make(u"second"_s, QueueOrder::Random);
        const Batch third = make(u"third"_s, QueueOrder::Priority);
        QCOMPARE(make(u"second"_s, QueueOrder::Fixed), second); // the one that is there, as it is
        must(store.write([&](Session& session) -> Result<void> {
            BatchRepository batches(session);
            PLUMBLINE_TRY(batches.move(third.id, first.position - 1));
            PLUMBLINE_TRY(batches.setOpen(second.id, false));
            PLUMBLINE_TRY(batches.setMeta(second.id, {{u"n"_s, 2}}));
            return batches.setOrder(first.id, QueueOrder::FewestLabels);
        }));
        const QList<Batch> all =
            must(store.read([](Session& session) { return BatchRepository(session).list(); }));
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[0].name, u"third"_s);
        QCOMPARE(all[1].order, QueueOrder::FewestLabels);
        QVERIFY(!all[2].isOpen);
        QCOMPARE(all[2].meta.value(u"n"_s).toInt(), 2);
        const auto missing =
            store.read([](Session& session) { return BatchRepository(session).get(BatchId{77}); });
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
    }

    void annotatorNamesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<AnnotatorKind>("kind");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("empty") << QString() << AnnotatorKind::Human << ErrorCode::InvalidArgument;
        QTest::newRow("spaces") << u" \t "_s << AnnotatorKind::Human << ErrorCode::InvalidArgument;
        QTest::newRow("of another kind") << u"Ada"_s << AnnotatorKind::Llm << ErrorCode::Conflict;
    }

    void annotatorNamesAreRefused()
    {
        QFETCH(const QString, name);
        QFETCH(const AnnotatorKind, kind);
        QFETCH(const ErrorCode, code);
        m_fixture->annotator(u"Ada"_s);
        const auto refused = m_fixture->store->write(
            [&](Session& session) { return AnnotatorRepository(session).findOrCreate(name, kind); });
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, code);
        QCOMPARE(refused.error().field, u"name"_s);
    }

    void annotatorsAndModelsAreFoundAgain()
    {
        Store& store = *m_fixture->store;
        const auto judge = must(store.write([](Session& session) {
            return AnnotatorRepository(session).findOrCreate(u"judge"_s, AnnotatorKind::Llm, u"j"_s,
                                                             {{u"model"_s, u"m"_s}});
        }));
        QCOMPARE(judge.createdAt, m_fixture->clock.now());
        const auto again = must(store.write([](Session& session) {
            return AnnotatorRepository(session).findOrCreate(u" judge "_s, AnnotatorKind::Llm);
        }));
        QCOMPARE(again, judge);
        const ModelId model = must(store.write([](Session& session) {
            return AnnotatorRepository(session).modelFindOrCreate(u"zeta"_s, {{u"size"_s, 7}});
        }));
        QCOMPARE(must(store.write([](Session& session) {
                     return AnnotatorRepository(session).modelFindOrCreate(u"zeta"_s);
                 })),
                 model);
        must(store.write(
            [](Session& session) { return AnnotatorRepository(session).modelFindOrCreate(u"alpha"_s); }));
        QCOMPARE(must(store.read([](Session& session) { return AnnotatorRepository(session).models(); })),
                 (QStringList{u"alpha"_s, u"zeta"_s}));
        const auto details =
            must(store.read([](Session& session) { return AnnotatorRepository(session).modelDetails(); }));
        QCOMPARE(details[0].second.value(u"size"_s).toInt(), 7);
    }

    void aJobGoesThroughItsStates()
    {
        Store& store = *m_fixture->store;
        const auto inJobs = [&](auto work) {
            return store.write([&](Session& session) {
                JobRepository jobs(session);
                return work(jobs);
            });
        };
        const Job queued = must(inJobs([](JobRepository& jobs) {
            return jobs.add(u"import"_s, {{u"files"_s, u"a"_s}}, u"host:1:1"_s);
        }));
        QCOMPARE(queued.state, JobState::Queued);
        must(inJobs([&](JobRepository& jobs) { return jobs.start(queued.id, u"host:1:1"_s); }));
        must(inJobs([&](JobRepository& jobs) { return jobs.setProgress(queued.id, 3, 9, u"lines"_s); }));
        must(inJobs([&](JobRepository& jobs) { return jobs.setCheckpoint(queued.id, {{u"line"_s, 3}}); }));
        const auto interrupted = must(inJobs([](JobRepository& jobs) {
            return jobs.markInterrupted([](const QString& owner) { return owner != u"host:1:1"_s; });
        }));
        QCOMPARE(interrupted.size(), 1);
        QCOMPARE(interrupted[0].state, JobState::Interrupted);
        QCOMPARE(interrupted[0].done, 3);
        QCOMPARE(interrupted[0].checkpoint.value(u"line"_s).toInt(), 3);
        must(inJobs([&](JobRepository& jobs) { return jobs.start(queued.id, u"host:2:2"_s); }));
        QCOMPARE(must(inJobs([](JobRepository& jobs) {
                     return jobs.markInterrupted([](const QString&) { return true; });
                 })).size(),
                 0);
        must(inJobs([&](JobRepository& jobs) {
            return jobs.finish(queued.id, JobState::Done, u"All read."_s, {{u"items"_s, 9}});
        }));
        const Job done = must(inJobs([&](JobRepository& jobs) { return jobs.get(queued.id); }));
        QCOMPARE(done.state, JobState::Done);
        QCOMPARE(done.message, u"All read."_s);
        QCOMPARE(done.result.value(u"items"_s).toInt(), 9);
        QCOMPARE(done.finishedAt, m_fixture->clock.now());
        for (int more = 0; more < 5; ++more) {
            must(inJobs([](JobRepository& jobs) { return jobs.add(u"export"_s, {}, {}); }));
        }
        const QList<Job> newest = must(inJobs([](JobRepository& jobs) { return jobs.list(0, 2); }));
        QCOMPARE(newest.size(), 2);
        QCOMPARE(newest[0].id.value, queued.id.value + 5);
        const QList<Job> older =
            must(inJobs([&](JobRepository& jobs) { return jobs.list(newest[1].id.value, 100); }));
        QCOMPARE(older.size(), 4);
        QCOMPARE(older.constLast().id, queued.id);
    }

    void draftsAreOneForEachItemAndPerson()
    {
        const QList<ItemId> items = m_fixture->addItems(2);
        const AnnotatorId ada = m_fixture->annotator(u"Ada"_s);
        const AnnotatorId grace = m_fixture->annotator(u"Grace"_s);
        Store& store = *m_fixture->store;
        const auto save = [&](ItemId item, AnnotatorId who, const QString& text) {
            must(store.write([&](Session& session) {
                return DraftRepository(session).save({item, who, saying(text), 7, {}});
            }));
        };
        save(items[1], ada, u"one"_s);
        save(items[0], grace, u"two"_s);
        m_fixture->clock.advanceSeconds(5);
        save(items[1], ada, u"three"_s);
        const QList<Draft> all =
            must(store.read([](Session& session) { return DraftRepository(session).list(); }));
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[0].content.critique, u"two"_s);
        QCOMPARE(all[1].content.critique, u"three"_s);
        QCOMPARE(all[1].updatedAt, m_fixture->clock.now());
        QCOMPARE(all[1].activeMs, 7);
        must(store.write([&](Session& session) { return DraftRepository(session).remove(items[1], ada); }));
        QVERIFY(!must(
            store.read([&](Session& session) { return DraftRepository(session).find(items[1], ada); })));
        QVERIFY(must(
            store.read([&](Session& session) { return DraftRepository(session).find(items[0], grace); })));
    }

    void newStepsDropWhatCouldBeRedone()
    {
        const QList<ItemId> items = m_fixture->addItems(1);
        const AnnotatorId ada = m_fixture->annotator(u"Ada"_s);
        must(m_fixture->store->write([&](Session& session) -> Result<void> {
            StepRepository steps(session, ada);
            for (int number = 1; number <= 4; ++number) {
                Step step;
                step.kind = u"edit"_s;
                step.itemId = items[0];
                step.before = saying(QString::number(number - 1));
                step.after = saying(QString::number(number));
                PLUMBLINE_TRY(steps.push(step));
            }
            PLUMBLINE_TRY(steps.setCursor(2));
            Step other;
            other.kind = u"edit"_s;
            other.itemId = items[0];
            other.after = saying(u"other"_s);
            return steps.push(other);
        }));
        must(m_fixture->store->read([&](Session& session) -> Result<void> {
            StepRepository steps(session, ada);
            if (must(steps.cursor()) != 3 || must(steps.at(4)) ||
                must(steps.at(3))->after.critique != u"other"_s ||
                must(steps.at(2))->before.critique != u"1"_s) {
                return makeError(ErrorCode::Unknown, u"The steps are not what they should be."_s);
            }
            return {};
        }));
    }

    void valuesAndNamesOfSourcesAreKept()
    {
        Store& store = *m_fixture->store;
        must(store.write([](Session& session) -> Result<void> {
            ProjectRepository project(session);
            PLUMBLINE_TRY(project.setValue(u"k"_s, u"1"_s));
            PLUMBLINE_TRY(project.setValue(u"k"_s, u"2"_s));
            PLUMBLINE_TRY(project.setExternalRef(u"s"_s, u"item"_s, u"a"_s, 1));
            return project.setExternalRef(u"s"_s, u"item"_s, u"a"_s, 5);
        }));
        must(store.read([](Session& session) -> Result<void> {
            ProjectRepository project(session);
            const bool isKept = must(project.value(u"k"_s)) == u"2"_s &&
                                must(project.value(u"none"_s, u"fallback"_s)) == u"fallback"_s &&
                                must(project.externalRef(u"s"_s, u"item"_s, u"a"_s)) == 5 &&
                                !must(project.externalRef(u"s"_s, u"prompt"_s, u"a"_s));
            return isKept ? Result<void>() : makeError(ErrorCode::Unknown, u"Not what was put in."_s);
        }));
    }

private:
    SchemaVersion save(const SchemaDefinition& definition)
    {
        return must(m_fixture->store->write(
            [&](Session& session) { return SchemaRepository(session).save(definition); }));
    }

    std::unique_ptr<StoreFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TstRepositories)

#include "tst_repositories.moc"
