// Endpoints, prompt templates, replies of models and what a judge's run asks of the store.

#include "core/store/annotationrepository.h"
#include "core/store/assignmentrepository.h"
#include "core/store/endpointrepository.h"
#include "core/store/jobrepository.h"
#include "core/store/judgerepository.h"
#include "core/store/replyrepository.h"
#include "core/store/templaterepository.h"
#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray hashOf(int number)
{
    return QByteArray::number(number).rightJustified(64, '0');
}

/// Runs work in a write transaction and says what went wrong.
template <typename Work> bool did(Store& store, Work work)
{
    const Result<void> ran = store.write(std::move(work));
    if (!ran) {
        qWarning("%s %s", qPrintable(ran.error().toString()), qPrintable(ran.error().details));
    }
    return static_cast<bool>(ran);
}

#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            return makeError(ErrorCode::InvalidData, QStringLiteral(#condition));                            \
        }                                                                                                    \
    } while (false)

} // namespace

class TstJudgeStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<StoreFixture>();
        QCOMPARE(m_fixture->addItems(4).size(), 4);
    }

    void endpointsAreReplacedByName()
    {
        QVERIFY(did(*m_fixture->store, [](Session& session) -> Result<void> {
            EndpointRepository endpoints(session);
            CHECK(!endpoints.save(u" "_s, {}));
            PLUMBLINE_TRY(endpoints.save(u"b"_s, {{u"model"_s, u"one"_s}}));
            PLUMBLINE_TRY(endpoints.save(u"a"_s, {{u"model"_s, u"two"_s}}));
            PLUMBLINE_TRY(endpoints.save(u"b"_s, {{u"model"_s, u"three"_s}}));
            PLUMBLINE_ASSIGN(const QList<StoredEndpoint> all, endpoints.list());
            CHECK(all.size() == 2 && all.at(0).name == u"a"_s &&
                  all.at(1).definition.value(u"model"_s) == u"three"_s);
            PLUMBLINE_ASSIGN(const bool isGone, endpoints.remove(u"a"_s));
            PLUMBLINE_ASSIGN(const bool isGoneAgain, endpoints.remove(u"a"_s));
            CHECK(isGone && !isGoneAgain);
            PLUMBLINE_ASSIGN(const auto none, endpoints.find(u"a"_s));
            CHECK(!none);
            return {};
        }));
    }

    void versionsOfTemplatesAreAppended()
    {
        QVERIFY(did(*m_fixture->store, [](Session& session) -> Result<void> {
            TemplateRepository templates(session);
            CHECK(!templates.append({}, {}));
            PLUMBLINE_ASSIGN(const StoredTemplate first,
                             templates.append(u"pairwise"_s, {{u"title"_s, u"Ours"_s}}, 2));
            CHECK(first.version == 3 && first.definition.value(u"version"_s) == 3);
            PLUMBLINE_ASSIGN(const StoredTemplate same,
                             templates.append(u"pairwise"_s, {{u"title"_s, u"Ours"_s}}, 2));
            CHECK(same == first);
            PLUMBLINE_ASSIGN(const StoredTemplate second,
                             templates.append(u"pairwise"_s, {{u"title"_s, u"Better"_s}}, 2));
            CHECK(second.version == 4);
            PLUMBLINE_ASSIGN(const auto old, templates.find(u"pairwise"_s, 3));
            CHECK(old == first);
            PLUMBLINE_ASSIGN(const QList<StoredTemplate> versions, templates.versions(u"pairwise"_s));
            CHECK(versions == (QList<StoredTemplate>{second, first}));
            PLUMBLINE_ASSIGN(const QList<StoredTemplate> newest, templates.list());
            CHECK(newest == QList<StoredTemplate>{second});
            return {};
        }));
    }

    void aReplyIsKeptOnce()
    {
        QVERIFY(did(*m_fixture->store, [](Session& session) -> Result<void> {
            ReplyRepository replies(session);
            const QJsonObject reply{{u"text"_s, QString(10'000, u'é')}};
            PLUMBLINE_ASSIGN(const bool isNew, replies.add({hashOf(1), reply, {}, ItemId{1}, {}, {}}));
            PLUMBLINE_ASSIGN(const bool isNewAgain,
                             replies.add({hashOf(1), {{u"text"_s, u"other"_s}}, {}, ItemId{2}, {}, {}}));
            CHECK(isNew && !isNewAgain);
            PLUMBLINE_ASSIGN(const auto found, replies.find(hashOf(1)));
            CHECK(found && found->reply == reply && found->item == ItemId{1} && !found->job.isValid());
            PLUMBLINE_ASSIGN(const auto none, replies.find(hashOf(2)));
            CHECK(!none);
            PLUMBLINE_ASSIGN(const qint64 count, replies.count());
            CHECK(count == 1);
            PLUMBLINE_ASSIGN(const qint64 bytes,
                             session.db.integer(u"SELECT length(reply) FROM llm_reply"_s));
            CHECK(bytes < 1000);
            return {};
        }));
    }

    void oneAsksAtATime()
    {
        QVERIFY(did(*m_fixture->store, [](Session& session) -> Result<void> {
            ReplyRepository replies(session);
            const auto lives = [](const QString& owner) { return owner != u"dead"; };
            PLUMBLINE_ASSIGN(const bool dead, replies.claim(hashOf(1), u"dead"_s, lives));
            PLUMBLINE_ASSIGN(const bool afterDead, replies.claim(hashOf(1), u"a"_s, lives));
            PLUMBLINE_ASSIGN(const bool again, replies.claim(hashOf(1), u"a"_s, lives));
            PLUMBLINE_ASSIGN(const bool other, replies.claim(hashOf(1), u"b"_s, lives));
            CHECK(dead && afterDead && again && !other);
            PLUMBLINE_TRY(replies.release(hashOf(1), u"b"_s)); // not theirs
            PLUMBLINE_ASSIGN(const bool isHeld, replies.isClaimedByOther(hashOf(1), u"b"_s, lives));
            CHECK(isHeld);
            PLUMBLINE_TRY(replies.release(hashOf(1), u"a"_s));
            PLUMBLINE_ASSIGN(const bool free, replies.claim(hashOf(1), u"b"_s, lives));
            CHECK(free);
            PLUMBLINE_ASSIGN(const bool left, replies.claim(hashOf(2), u"dead"_s, lives));
            CHECK(left);
            PLUMBLINE_ASSIGN(const int gone, replies.releaseDead(lives));
            CHECK(gone == 1);
            return {};
        }));
    }

    void callsOfAnItemAreReplaced()
    {
        QVERIFY(did(*m_fixture->store, [](Session& session) -> Result<void> {
            PLUMBLINE_ASSIGN(const Annotator judge,
                             AnnotatorRepository(session).findOrCreate(u"judge"_s, AnnotatorKind::Llm));
            ReplyRepository replies(session);
            StoredCall read;
            read.requestHash = hashOf(1);
            StoredCall unread;
            unread.attempt = 1;
            unread.requestHash = hashOf(2);
            unread.fault = u"no-verdict"_s;
            unread.detail = u"Nothing to read."_s;
            PLUMBLINE_TRY(replies.setCalls(judge.id, ItemId{2}, {read, unread}));
            PLUMBLINE_TRY(replies.setCalls(judge.id, ItemId{3}, {read}));
            PLUMBLINE_TRY(replies.setCalls(judge.id, ItemId{2}, {unread, unread}));
            PLUMBLINE_ASSIGN(const QList<StoredCall> calls, replies.calls(judge.id, ItemId{2}));
            CHECK(calls.size() == 2 && calls.at(1).number == 1 && calls.at(1).requestHash == hashOf(2));
            CHECK(calls.at(0).fault == u"no-verdict"_s && calls.at(0).detail == u"Nothing to read.");
            PLUMBLINE_ASSIGN(const QList<ItemId> items, replies.itemsWithFaults(judge.id));
            CHECK(items == QList<ItemId>{ItemId{2}});
            return {};
        }));
    }

    void aLabelBesideTakesNoSlot()
    {
        QVERIFY(did(*m_fixture->store, [](Session& session) -> Result<void> {
            PLUMBLINE_ASSIGN(const Annotator judge,
                             AnnotatorRepository(session).findOrCreate(u"judge"_s, AnnotatorKind::Llm));
            PLUMBLINE_ASSIGN(const Annotator ada,
                             AnnotatorRepository(session).findOrCreate(u"Ada"_s, AnnotatorKind::Human));
            Annotation label;
            label.itemId = ItemId{1};
            label.annotatorId = judge.id;
            PLUMBLINE_ASSIGN(const Item item, ItemRepository(session).get(label.itemId));
            label.schemaVersionId = item.schemaVersionId;
            label.content = pairwiseAnswer(1);
            PLUMBLINE_ASSIGN(const Annotation row, AnnotationRepository(session).append(label));
            JudgeRepository judges(session);
            PLUMBLINE_TRY(judges.setBeside(item.id, judge.id, AssignmentState::Submitted));
            PLUMBLINE_TRY(judges.setBeside(item.id, judge.id, AssignmentState::Submitted));
            PLUMBLINE_ASSIGN(const Item after, ItemRepository(session).get(item.id));
            CHECK(after.taken == 0 && after.labelCount == 1);
            // A person still gets it, and fills its one slot.
            PLUMBLINE_ASSIGN(const auto claimed, AssignmentRepository(session).claimNext(ada.id, {}, 60));
            CHECK(claimed && claimed->itemId == item.id);
            // The judge does not, and answering again needs no slot.
            PLUMBLINE_TRY(
                AssignmentRepository(session).setState(item.id, judge.id, AssignmentState::Submitted));
            PLUMBLINE_ASSIGN(const auto next, AssignmentRepository(session).claimNext(judge.id, {}, 60));
            CHECK(next && next->itemId != item.id);
            // Taken back and claimed again, it needs one as everybody does.
            AssignmentRepository assignments(session);
            PLUMBLINE_TRY(assignments.setState(item.id, judge.id, AssignmentState::Released));
            CHECK(!assignments.setState(item.id, judge.id, AssignmentState::Leased, 60));
            PLUMBLINE_TRY(assignments.release(item.id, ada.id));
            PLUMBLINE_TRY(assignments.setState(item.id, judge.id, AssignmentState::Leased, 60));
            PLUMBLINE_ASSIGN(const Item last, ItemRepository(session).get(item.id));
            CHECK(last.taken == 1);
            PLUMBLINE_TRY(assignments.setState(item.id, judge.id, AssignmentState::Submitted));
            Q_UNUSED(row);
            return {};
        }));
        QCOMPARE(m_fixture->store->checkIntegrity().valueOr({u"?"_s}), QStringList());
    }

    void itemsAreChosenByWhatTheJudgeHasDone()
    {
        QVERIFY(did(*m_fixture->store, [](Session& session) -> Result<void> {
            PLUMBLINE_ASSIGN(const Annotator judge,
                             AnnotatorRepository(session).findOrCreate(u"judge"_s, AnnotatorKind::Llm));
            JudgeRepository judges(session);
            PLUMBLINE_ASSIGN(const Item item, ItemRepository(session).get(ItemId{2}));
            Annotation label;
            label.itemId = item.id;
            label.annotatorId = judge.id;
            label.schemaVersionId = item.schemaVersionId;
            label.content = pairwiseAnswer(1);
            label.provenance = {{u"job"_s, u"job-1"_s}};
            PLUMBLINE_TRY(AnnotationRepository(session).append(label));
            const auto idsOf = [&](const JudgedItems& which) {
                return judges.itemsAfter(which, {}, 100).valueOr({});
            };
            JudgedItems which;
            CHECK(idsOf(which).size() == 4);
            which.judge = judge.id;
            which.onlyWithout = true;
            CHECK(idsOf(which) == (QList<ItemId>{ItemId{1}, ItemId{3}, ItemId{4}}));
            which.onlyWithout = false;
            which.notByJob = u"job-1"_s;
            CHECK(idsOf(which).size() == 3);
            which.notByJob = u"job-2"_s;
            CHECK(idsOf(which).size() == 4);
            which.items = {ItemId{4}, ItemId{2}};
            CHECK(idsOf(which) == (QList<ItemId>{ItemId{2}, ItemId{4}}));
            which.kinds = {ItemKind::Rating, ItemKind::Pairwise};
            which.batches = {item.batchId};
            CHECK(idsOf(which).size() == 2);
            which.kinds = {ItemKind::Rating};
            CHECK(idsOf(which).isEmpty());
            PLUMBLINE_ASSIGN(const qint64 none, judges.countItems(which));
            CHECK(none == 0);
            return {};
        }));
    }

    void parametersChangeOnlyWhileAJobStands()
    {
        QVERIFY(did(*m_fixture->store, [](Session& session) -> Result<void> {
            JobRepository jobs(session);
            PLUMBLINE_ASSIGN(const Job job, jobs.add(u"judge"_s, {{u"a"_s, 1}}, u"host:1:1"_s));
            PLUMBLINE_TRY(jobs.start(job.id, u"host:1:1"_s));
            CHECK(!JudgeRepository(session).setJobParams(job.id, {}));
            PLUMBLINE_TRY(jobs.finish(job.id, JobState::Failed, {}, {}));
            PLUMBLINE_TRY(JudgeRepository(session).setJobParams(job.id, {{u"a"_s, 2}}));
            PLUMBLINE_ASSIGN(const Job after, jobs.get(job.id));
            CHECK(after.params.value(u"a"_s) == 2);
            return {};
        }));
    }

private:
    std::unique_ptr<StoreFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TstJudgeStores)

#include "tst_judgestores.moc"
