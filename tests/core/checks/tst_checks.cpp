#include "core/checks/check.h"

#include "core/store/annotationrepository.h"
#include "core/store/assignmentrepository.h"
#include "core/store/draftrepository.h"
#include "tests/core/store/storefixture.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aSoundProjectIsClean();
    void unknownChecksAreRefused();
    void cancelIsObeyed_data();
    void cancelIsObeyed();
    void aFailingCheckDoesNotStopTheOthers();
    void listsAreLimitedCountsAreNot();

    void integrityFindsDanglingRows();
    void countersFindWrongCounts_data();
    void countersFindWrongCounts();
    void countersSurviveARunOfWork();
    void flagsAreCountedByTheirFieldAlone();
    void quotesFindsWrongSpans();
    void supersededQuotesDoNotCount();
    void oneLabel();
    void oneLabelAnnotator();
    void gold();
    void leases();
    void drafts();
    void emptyResponses_data();
    void emptyResponses();
    void duplicatePrompts();
    void unknownModels();
    void peopleWhoDisagree();
    void onePersonBothWays();
    void judgesThatFlip();
    void judgesThatDoNotFlip_data();
    void judgesThatDoNotFlip();

private:
    [[nodiscard]] CheckFindings run(const QString& id, int limit = 100);
    /// The reasons found, each with its parts: "leases.overdue ann 1".
    [[nodiscard]] QStringList found(const QString& id);
    void exec(const QString& sql, const QVariantList& binds = {});
    AnnotationId label(ItemId item, const QString& annotator, const AnnotationContent& content,
                       const QList<int>& shownOrder = {}, AnnotatorKind kind = AnnotatorKind::Human,
                       AnnotationId supersedes = {});
    /// An item of its own that shows these responses of one prompt.
    ItemId pairItem(const QString& uid, const QStringList& texts, const QStringList& models);
    ItemId addItem(NewItem item);
    [[nodiscard]] static QString text(ItemId item) { return QString::number(item.value); }

    std::unique_ptr<StoreFixture> m_fixture;
};

void TestChecks::init()
{
    m_fixture = std::make_unique<StoreFixture>();
}

CheckFindings TestChecks::run(const QString& id, int limit)
{
    CheckOptions options;
    options.limit = limit;
    const Result<QList<CheckOutcome>> outcomes =
        m_fixture->store->read([&](Session& session) { return runChecks(session, options, {id}); });
    if (!outcomes) {
        qFatal("%s", qPrintable(outcomes.error().toString() + outcomes.error().details));
    }
    return outcomes->constFirst().found;
}

QStringList TestChecks::found(const QString& id)
{
    QStringList lines;
    const CheckFindings findings = run(id);
    for (const Finding& finding : findings.findings) {
        lines.append((QStringList{finding.reason} + finding.parts).join(u' '));
    }
    return lines;
}

void TestChecks::exec(const QString& sql, const QVariantList& binds)
{
    const Result<void> result =
        m_fixture->store->write([&](Session& session) { return session.db.exec(sql, binds); });
    QVERIFY2(result, result ? "" : qPrintable(result.error().toString() + result.error().details));
}

AnnotationId TestChecks::label(ItemId item, const QString& annotator, const AnnotationContent& content,
                               const QList<int>& shownOrder, AnnotatorKind kind, AnnotationId supersedes)
{
    Annotation annotation;
    annotation.itemId = item;
    annotation.annotatorId = m_fixture->annotator(annotator, kind);
    annotation.content = content;
    annotation.shownOrder = shownOrder;
    annotation.supersedes = supersedes;
    const Result<std::optional<Annotation>> added = m_fixture->store->write([&](Session& session) {
        annotation.schemaVersionId = ItemRepository(session).get(item).value().schemaVersionId;
        return AnnotationRepository(session).appendImported(annotation);
    });
    if (!added) {
        qFatal("%s", qPrintable(added.error().toString() + added.error().details));
    }
    return added.value()->id;
}

ItemId TestChecks::addItem(NewItem item)
{
    const Result<AddedItem> added = m_fixture->store->write([&](Session& session) -> Result<AddedItem> {
        PLUMBLINE_ASSIGN(const SchemaVersion schema,
                         SchemaRepository(session).save(SchemaDefinition::builtIn(item.kind)));
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(u"own"_s));
        item.schemaVersionId = schema.id;
        item.batchId = batch.id;
        return ItemRepository(session).add(item);
    });
    if (!added) {
        qFatal("%s", qPrintable(added.error().toString() + added.error().details));
    }
    return added->id;
}

ItemId TestChecks::pairItem(const QString& uid, const QStringList& texts, const QStringList& models)
{
    NewItem item;
    item.uid = uid;
    item.overlap = 20;
    item.prompt.messages = {{u"user"_s, u"Which one?"_s}};
    for (qsizetype index = 0; index < texts.size(); ++index) {
        item.responses.append({{}, {}, models.at(index), {texts.at(index)}, {}});
    }
    return addItem(item);
}

void TestChecks::aSoundProjectIsClean()
{
    const QList<ItemId> items = m_fixture->addItems(5, ItemKind::Pairwise, u"batch"_s, QueueOrder::Fixed, 2);
    for (const ItemId item : items) {
        label(item, u"ann"_s, pairwiseAnswer(1), {0, 1});
        label(item, u"bob"_s, pairwiseAnswer(2), {1, 0});
    }
    const Result<QList<CheckOutcome>> outcomes =
        m_fixture->store->read([](Session& session) { return runChecks(session, {}); });
    QVERIFY(outcomes);
    QCOMPARE(outcomes->size(), allChecks().size());
    for (const CheckOutcome& outcome : *outcomes) {
        QVERIFY2(outcome.isClean(),
                 qPrintable(outcome.check + u": "_s + plainSentence(outcome.found.findings.value(0))));
    }
    QVERIFY(!worstSeverity(*outcomes).has_value());
}

void TestChecks::unknownChecksAreRefused()
{
    const Result<QList<CheckOutcome>> outcomes = m_fixture->store->read([](Session& session) {
        return runChecks(session, {}, {u"gold"_s, u"silver"_s});
    });
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().code, ErrorCode::NotFound);
}

void TestChecks::cancelIsObeyed_data()
{
    QTest::addColumn<QString>("check");
    for (const Check& check : allChecks()) {
        QTest::newRow(qPrintable(check.id)) << check.id;
    }
}

void TestChecks::cancelIsObeyed()
{
    QFETCH(QString, check);
    CheckOptions options;
    options.isCancelled = [] { return true; };
    const Result<QList<CheckOutcome>> outcomes =
        m_fixture->store->read([&](Session& session) { return runChecks(session, options, {check}); });
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().code, ErrorCode::Cancelled);
}

void TestChecks::aFailingCheckDoesNotStopTheOthers()
{
    const QList<ItemId> items = m_fixture->addItems(1, ItemKind::Span);
    exec(u"INSERT INTO annotator (uid, name, kind, created_at) VALUES ('a', 'ann', 'human', '')"_s);
    exec(u"INSERT INTO annotation (uid, item_id, annotator_id, schema_version_id, action, content, "
         u"created_at) "
         "VALUES ('x', ?, 1, 1, 'submit', '{\"spans\":7}', '')"_s,
         {items.constFirst().value});
    QList<int> steps;
    const Result<QList<CheckOutcome>> outcomes = m_fixture->store->read([&](Session& session) {
        return runChecks(session, {}, {u"quotes"_s, u"counters"_s},
                         [&](int done, int total) { steps << done << total; });
    });
    QVERIFY(outcomes);
    QCOMPARE(steps, QList<int>({1, 2, 2, 2}));
    QCOMPARE(outcomes->size(), qsizetype(2));
    QCOMPARE(outcomes->at(0).check, u"counters"_s);
    QVERIFY(!outcomes->at(0).isClean());
    QCOMPARE(outcomes->at(1).found.findings.constFirst().reason, u"check.failed"_s);
    QCOMPARE(worstSeverity(*outcomes).value(), Severity::Error);
}

void TestChecks::listsAreLimitedCountsAreNot()
{
    const QList<ItemId> items = m_fixture->addItems(9, ItemKind::Pairwise, u"batch"_s, QueueOrder::Fixed, 3);
    for (const ItemId item : items) {
        label(item, u"ann"_s, pairwiseAnswer(1));
    }
    const CheckFindings findings = run(u"one_label"_s, 4);
    QCOMPARE(findings.findings.size(), qsizetype(4));
    QCOMPARE(findings.total, qint64(9));
}

void TestChecks::integrityFindsDanglingRows()
{
    m_fixture->addItems(1);
    QVERIFY(found(u"integrity"_s).isEmpty());
    // Foreign keys are enforced, so the row that refers to nothing is made in a table that was left without.
    const QString path = m_fixture->path();
    m_fixture->store.reset();
    {
        QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"raw"_s);
        raw.setDatabaseName(path);
        QVERIFY(raw.open());
        QVERIFY(!raw.exec(u"DELETE FROM prompt"_s).lastError().isValid());
        raw.close();
    }
    QSqlDatabase::removeDatabase(u"raw"_s);
    m_fixture->reopen();
    const CheckFindings findings = run(u"integrity"_s);
    QVERIFY(findings.total >= 2); // of an item and of responses
    QCOMPARE(findings.findings.constFirst().severity, Severity::Error);
    QVERIFY(plainSentence(findings.findings.constFirst()).contains(u"prompt"));
}

void TestChecks::countersFindWrongCounts_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("labels of an item") << u"UPDATE item SET label_count = 5 WHERE id = 1"_s
                                       << QStringList{u"counters.item 1 label_count 5 1"_s};
    QTest::newRow("skips of an item") << u"UPDATE item SET skip_count = 1 WHERE id = 2"_s
                                      << QStringList{u"counters.item 2 skip_count 1 0"_s};
    QTest::newRow("flags of an item") << u"UPDATE item SET flag_count = 0 WHERE id = 1"_s
                                      << QStringList{u"counters.item 1 flag_count 0 1"_s};
    QTest::newRow("taken of an item")
        << u"UPDATE item SET taken = 0 WHERE id = 1"_s
        << QStringList{u"counters.project open_items 2 3"_s, u"counters.scope batch:1 open_items 2 3"_s,
                       u"counters.item 1 taken 0 1"_s};
    QTest::newRow("items") << u"UPDATE counter SET value = 9 WHERE scope = '' AND name = 'items'"_s
                           << QStringList{u"counters.project items 9 3"_s};
    QTest::newRow("prompts") << u"DELETE FROM counter WHERE name = 'prompts'"_s
                             << QStringList{u"counters.project prompts 0 3"_s};
    QTest::newRow("responses") << u"UPDATE counter SET value = 0 WHERE name = 'responses'"_s
                               << QStringList{u"counters.project responses 0 6"_s};
    QTest::newRow("labels by people")
        << u"UPDATE counter SET value = 2 WHERE name = 'labels_human'"_s
        << QStringList{u"counters.project labels_human 2 1"_s, u"counters.scope batch:1 labels_human 2 1"_s};
    QTest::newRow("labels by others") << u"INSERT INTO counter VALUES ('batch:7', 'labels_other', 1)"_s
                                      << QStringList{u"counters.scope batch:7 labels_other 1 0"_s};
    QTest::newRow("submitted")
        << u"UPDATE counter SET value = 3 WHERE scope = 'annotator:1' AND name = 'submitted'"_s
        << QStringList{u"counters.scope annotator:1 submitted 3 1"_s};
    QTest::newRow("skipped in a batch")
        << u"INSERT INTO counter VALUES ('annotator:1/batch:1', 'skipped', 1)"_s
        << QStringList{u"counters.scope annotator:1/batch:1 skipped 1 0"_s};
}

void TestChecks::countersFindWrongCounts()
{
    QFETCH(QString, sql);
    QFETCH(QStringList, expected);
    const QList<ItemId> items = m_fixture->addItems(3);
    AnnotationContent content = pairwiseAnswer(1);
    content.isFlagged = true;
    label(items.at(0), u"ann"_s, content);
    QCOMPARE(found(u"counters"_s), QStringList());
    exec(sql);
    QCOMPARE(found(u"counters"_s), expected);
}

void TestChecks::countersSurviveARunOfWork()
{
    m_fixture->addItems(6, ItemKind::Pairwise, u"one"_s, QueueOrder::Random, 2);
    m_fixture->addItems(3, ItemKind::Pairwise, u"two"_s);
    const QList<AnnotatorId> people{m_fixture->annotator(u"ann"_s), m_fixture->annotator(u"bob"_s)};
    for (int round = 0; round < 24; ++round) {
        const Result<void> worked = m_fixture->store->write([&](Session& session) -> Result<void> {
            Labelling labelling(session, people.at(round % 2));
            PLUMBLINE_ASSIGN(const std::optional<OpenItem> open, labelling.openNext({}));
            if (!open) {
                return {};
            }
            AnnotationContent content = pairwiseAnswer(round % 3 - 1);
            content.isFlagged = round % 5 == 0;
            if (round % 4 == 1) {
                content.skipReason = u"offensive"_s;
                PLUMBLINE_TRY(labelling.skip(open->view.item.id, content, {}, 10));
                return {};
            }
            PLUMBLINE_TRY(labelling.submit(open->view.item.id, content, {}, 10));
            if (round % 3 == 0) {
                PLUMBLINE_TRY(labelling.undo());
            }
            return {};
        });
        QVERIFY2(worked, worked ? "" : qPrintable(worked.error().toString()));
    }
    const Result<qint64> rows = m_fixture->store->read(
        [](Session& session) { return session.db.integer(u"SELECT count(*) FROM annotation"_s); });
    QVERIFY(rows);
    QVERIFY2(*rows >= 15, qPrintable(QString::number(*rows)));
    QCOMPARE(found(u"counters"_s), QStringList());
}

void TestChecks::flagsAreCountedByTheirFieldAlone()
{
    const ItemId item = m_fixture->addItems(1).constFirst();
    AnnotationContent content = pairwiseAnswer(1);
    content.critique = u"{\"flagged\":true}"_s;
    content.extra = {{u"flagged"_s, true}};
    label(item, u"ann"_s, content);
    QCOMPARE(found(u"counters"_s), QStringList());
}

void TestChecks::quotesFindsWrongSpans()
{
    const QList<ItemId> items = m_fixture->addItems(3, ItemKind::Span, u"batch"_s, QueueOrder::Fixed, 1, 1);
    AnnotationContent good;
    good.spans = {{0, 0, 6, u"Answer"_s, u"irrelevant"_s, {}, {}, {}}};
    label(items.at(0), u"ann"_s, good);
    QVERIFY(run(u"quotes"_s).findings.isEmpty());

    AnnotationContent bad = good;
    bad.spans.append({0, 1, 7, u"Answer"_s, u"irrelevant"_s, {}, {}, {}});
    bad.spans.append({3, 0, 6, u"Answer"_s, u"irrelevant"_s, {}, {}, {}});
    const AnnotationId annotation = label(items.at(1), u"ann"_s, bad);
    AnnotationContent outside;
    outside.spans = {{0, 0, 600, u"Answer"_s, u"irrelevant"_s, {}, {}, {}}};
    label(items.at(2), u"ann"_s, outside);

    const CheckFindings findings = run(u"quotes"_s);
    QCOMPARE(findings.total, qint64(3));
    QCOMPARE(findings.findings.at(0).reason, u"quotes.differs"_s);
    QCOMPARE(findings.findings.at(0).location.itemId, items.at(1));
    QCOMPARE(findings.findings.at(0).location.annotationId, annotation);
    QCOMPARE(findings.findings.at(0).severity, Severity::Error);
    QCOMPARE(findings.findings.at(0).action, FindingAction::OpenItem);
    QCOMPARE(findings.findings.at(1).reason, u"quotes.no_response"_s);
    QCOMPARE(findings.findings.at(2).location.itemId, items.at(2));
}

void TestChecks::supersededQuotesDoNotCount()
{
    const ItemId item =
        m_fixture->addItems(1, ItemKind::Span, u"batch"_s, QueueOrder::Fixed, 1, 1).constFirst();
    AnnotationContent content;
    content.spans = {{0, 0, 6, u"Reply "_s, u"irrelevant"_s, {}, {}, {}}};
    const AnnotationId first = label(item, u"ann"_s, content);
    QCOMPARE(run(u"quotes"_s).total, qint64(1));
    content.spans[0].quote = u"Answer"_s;
    label(item, u"ann"_s, content, {}, AnnotatorKind::Human, first);
    QCOMPARE(run(u"quotes"_s).total, qint64(0));
}

void TestChecks::oneLabel()
{
    const QList<ItemId> twice = m_fixture->addItems(3, ItemKind::Pairwise, u"a"_s, QueueOrder::Fixed, 2);
    const QList<ItemId> once = m_fixture->addItems(2, ItemKind::Pairwise, u"b"_s);
    QCOMPARE(found(u"one_label"_s), QStringList());
    label(twice.at(0), u"ann"_s, pairwiseAnswer(1));
    label(twice.at(1), u"ann"_s, pairwiseAnswer(1));
    label(twice.at(1), u"bob"_s, pairwiseAnswer(1));
    label(once.at(0), u"ann"_s, pairwiseAnswer(1));
    label(once.at(1), u"ann"_s, pairwiseAnswer(1));
    QCOMPARE(found(u"one_label"_s),
             QStringList({u"one_label.by_plan 2"_s, u"one_label.wants_more %1 2"_s.arg(text(twice.at(0)))}));
}

void TestChecks::oneLabelAnnotator()
{
    const QList<ItemId> items = m_fixture->addItems(2, ItemKind::Pairwise, u"a"_s, QueueOrder::Fixed, 9);
    label(items.at(0), u"ann"_s, pairwiseAnswer(1));
    label(items.at(1), u"ann"_s, pairwiseAnswer(1));
    const AnnotationId first = label(items.at(0), u"bob"_s, pairwiseAnswer(1));
    label(items.at(0), u"bob"_s, pairwiseAnswer(-1), {}, AnnotatorKind::Human, first);
    label(items.at(0), u"judge"_s, pairwiseAnswer(1), {}, AnnotatorKind::Llm);
    m_fixture->annotator(u"idle"_s);
    QCOMPARE(found(u"one_label_annotator"_s), QStringList{u"one_label_annotator.found bob"_s});
    const Finding finding = run(u"one_label_annotator"_s).findings.constFirst();
    QCOMPARE(finding.location.annotatorId, m_fixture->annotator(u"bob"_s));
    QCOMPARE(finding.location.itemId, items.at(0));
}

void TestChecks::gold()
{
    m_fixture->addItems(3, ItemKind::Pairwise, u"plain"_s);
    QCOMPARE(found(u"gold"_s), QStringList()); // nobody uses gold here
    NewItem item;
    item.prompt.messages = {{u"user"_s, u"Known?"_s}};
    item.responses = {{{}, {}, u"m"_s, {u"a"_s}, {}}, {{}, {}, u"n"_s, {u"b"_s}, {}}};
    item.isGold = true;
    item.gold = pairwiseAnswer(1);
    const ItemId known = addItem(item);
    QCOMPARE(found(u"gold"_s), QStringList{u"gold.no_item plain 3"_s});
    item.uid = u"unknown"_s;
    item.gold.reset();
    const ItemId unknown = addItem(item);
    QVERIFY(known != unknown);
    QCOMPARE(found(u"gold"_s),
             QStringList({u"gold.no_answer "_s + text(unknown), u"gold.no_item plain 3"_s}));
    exec(u"UPDATE batch SET is_open = 0 WHERE name = 'plain'"_s);
    QCOMPARE(found(u"gold"_s), QStringList{u"gold.no_answer "_s + text(unknown)});
}

void TestChecks::leases()
{
    const QList<ItemId> items = m_fixture->addItems(2);
    const AnnotatorId ann = m_fixture->annotator(u"ann"_s);
    const Result<Assignment> claimed = m_fixture->store->write(
        [&](Session& session) { return AssignmentRepository(session).claim(items.at(1), ann, 60); });
    QVERIFY(claimed);
    QCOMPARE(found(u"leases"_s), QStringList());
    m_fixture->clock.advanceSeconds(61);
    QCOMPARE(found(u"leases"_s), QStringList{u"leases.overdue ann "_s + text(items.at(1))});
    QCOMPARE(run(u"leases"_s).findings.constFirst().action, FindingAction::ExpireLeases);
    const Result<int> expired = m_fixture->store->write(
        [](Session& session) { return AssignmentRepository(session).expireOverdue(); });
    QVERIFY(expired);
    QCOMPARE(found(u"leases"_s), QStringList());
}

void TestChecks::drafts()
{
    const QList<ItemId> items = m_fixture->addItems(2);
    const AnnotatorId bob = m_fixture->annotator(u"bob"_s);
    for (const ItemId item : items) {
        const Result<void> saved = m_fixture->store->write([&](Session& session) {
            return DraftRepository(session).save({item, bob, pairwiseAnswer(1), 5, {}});
        });
        QVERIFY(saved);
    }
    QCOMPARE(found(u"drafts"_s), QStringList());
    label(items.at(1), u"ann"_s, pairwiseAnswer(1));
    QCOMPARE(found(u"drafts"_s), QStringList{u"drafts.finished bob "_s + text(items.at(1))});
}

void TestChecks::emptyResponses_data()
{
    QTest::addColumn<QString>("response");
    QTest::addColumn<bool>("isEmpty");
    QTest::newRow("nothing") << QString() << true;
    QTest::newRow("space") << u" "_s << true;
    QTest::newRow("lines and tabs") << u"\r\n\t \u00A0"_s << true;
    QTest::newRow("point") << u" . "_s << false;
    QTest::newRow("quote") << u"'"_s << false;
}

void TestChecks::emptyResponses()
{
    QFETCH(QString, response);
    QFETCH(bool, isEmpty);
    const ItemId item = pairItem(u"i"_s, {u"text"_s, response}, {u"m"_s, u"n"_s});
    const QStringList expected = isEmpty ? QStringList{u"empty_responses.with_model n"_s} : QStringList();
    QCOMPARE(found(u"empty_responses"_s), expected);
    if (isEmpty) {
        QCOMPARE(run(u"empty_responses"_s).findings.constFirst().location.itemId, item);
        exec(u"UPDATE response SET model_id = NULL"_s);
        QCOMPARE(found(u"empty_responses"_s), QStringList{u"empty_responses.without_model"_s});
    }
}

void TestChecks::duplicatePrompts()
{
    const auto ask = [this](const QString& uid, const QList<Message>& messages,
                            const QString& category = {}) {
        NewItem item;
        item.uid = uid;
        item.prompt.messages = messages;
        item.prompt.category = category;
        item.responses = {{{}, {}, u"m"_s, {u"a"_s}, {}}, {{}, {}, u"n"_s, {u"b"_s}, {}}};
        return addItem(item);
    };
    ask(u"1"_s, {{u"user"_s, u"What is a plumb line?"_s}});
    ask(u"2"_s, {{u"user"_s, u"What is a plumb line"_s}});
    ask(u"3"_s, {{u"system"_s, u"What is a plumb line?"_s}});
    ask(u"4"_s, {{u"user"_s, u"What is a plumb line?"_s}, {u"user"_s, u"And a level?"_s}});
    QCOMPARE(found(u"duplicate_prompts"_s), QStringList());
    const ItemId same = ask(u"5"_s, {{u"user"_s, u" what IS a\nplumb line? "_s}});
    const ItemId other = ask(u"6"_s, {{u"user"_s, u"What is a plumb line?"_s}}, u"tools"_s);
    QCOMPARE(found(u"duplicate_prompts"_s),
             QStringList({u"duplicate_prompts.same_text 1 5"_s, u"duplicate_prompts.same_text 1 6"_s}));
    QCOMPARE(run(u"duplicate_prompts"_s).findings.at(0).location.itemId, same);
    QCOMPARE(run(u"duplicate_prompts"_s).findings.at(1).location.itemId, other);
}

void TestChecks::unknownModels()
{
    pairItem(u"1"_s, {u"a"_s, u"b"_s}, {u"GPT-4"_s, u"llama"_s});
    QCOMPARE(found(u"unknown_models"_s), QStringList());
    const ItemId item = pairItem(u"2"_s, {u"c"_s, u"d"_s}, {QString(), QString()});
    QCOMPARE(found(u"unknown_models"_s), QStringList{u"unknown_models.no_author 2"_s});
    QCOMPARE(run(u"unknown_models"_s).findings.constFirst().location.itemId, item);
    pairItem(u"3"_s, {u"e"_s, u"f"_s}, {u"gpt 4"_s, u"llama-2"_s});
    QCOMPARE(found(u"unknown_models"_s),
             QStringList({u"unknown_models.no_author 2"_s, u"unknown_models.alike GPT-4 gpt 4"_s}));
}

void TestChecks::peopleWhoDisagree()
{
    const ItemId item = pairItem(u"1"_s, {u"a"_s, u"b"_s}, {u"m"_s, u"n"_s});
    const ItemId turned = pairItem(u"2"_s, {u"b"_s, u"a"_s}, {u"n"_s, u"m"_s});
    label(item, u"ann"_s, pairwiseAnswer(1));
    label(item, u"bob"_s, pairwiseAnswer(2));
    label(item, u"tie"_s, pairwiseAnswer(0));
    label(item, u"judge"_s, pairwiseAnswer(-1), {}, AnnotatorKind::Llm);
    label(turned, u"cyd"_s, pairwiseAnswer(-1)); // the same response is better
    QCOMPARE(found(u"opposite_votes"_s), QStringList());
    const AnnotationId vote = label(turned, u"dan"_s, pairwiseAnswer(2));
    QCOMPARE(found(u"opposite_votes"_s), QStringList{u"opposite_votes.people %1 3 1"_s.arg(text(item))});
    label(turned, u"dan"_s, pairwiseAnswer(-2), {}, AnnotatorKind::Human, vote);
    QCOMPARE(found(u"opposite_votes"_s), QStringList());
}

void TestChecks::onePersonBothWays()
{
    const ItemId item = pairItem(u"1"_s, {u"a"_s, u"b"_s}, {u"m"_s, u"n"_s});
    const ItemId turned = pairItem(u"2"_s, {u"b"_s, u"a"_s}, {u"n"_s, u"m"_s});
    label(item, u"ann"_s, pairwiseAnswer(1));
    label(turned, u"ann"_s, pairwiseAnswer(1));
    QCOMPARE(found(u"opposite_votes"_s), QStringList{u"opposite_votes.same_person ann "_s + text(turned)});
    QCOMPARE(run(u"opposite_votes"_s).findings.constFirst().severity, Severity::Warning);
}

void TestChecks::judgesThatFlip()
{
    const QList<QPair<QString, QString>> pairs{{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}};
    QList<ItemId> items;
    for (const auto& [first, second] : pairs) {
        items << pairItem(first, {first, second}, {u"m"_s, u"n"_s});
    }
    // The first verdict follows the place: the left one wins in both orders.
    const AnnotationId left = label(items.at(0), u"judge"_s, pairwiseAnswer(1), {0, 1}, AnnotatorKind::Llm);
    QCOMPARE(found(u"judge_flips"_s), QStringList());
    const AnnotationId right =
        label(items.at(0), u"judge"_s, pairwiseAnswer(-1), {1, 0}, AnnotatorKind::Llm, left);
    // The second one follows the response.
    const AnnotationId steady = label(items.at(1), u"judge"_s, pairwiseAnswer(1), {0, 1}, AnnotatorKind::Llm);
    label(items.at(1), u"judge"_s, pairwiseAnswer(2), {1, 0}, AnnotatorKind::Llm, steady);
    QCOMPARE(found(u"judge_flips"_s), QStringList({u"judge_flips.share judge 1 2"_s,
                                                   u"judge_flips.found judge "_s + text(items.at(0))}));
    QCOMPARE(run(u"judge_flips"_s).findings.at(1).location.annotationId, right);
    QCOMPARE(run(u"judge_flips"_s, 1).findings.size(), qsizetype(1));
    QCOMPARE(run(u"judge_flips"_s, 1).total, qint64(2));
}

void TestChecks::judgesThatDoNotFlip_data()
{
    QTest::addColumn<AnnotatorKind>("kind");
    QTest::addColumn<int>("margin");
    QTest::addColumn<QList<int>>("order");
    QTest::addColumn<bool>("isFlip");
    QTest::newRow("flip") << AnnotatorKind::Llm << -1 << QList<int>{1, 0} << true;
    QTest::newRow("same verdict") << AnnotatorKind::Llm << 2 << QList<int>{1, 0} << false;
    QTest::newRow("tie") << AnnotatorKind::Llm << 0 << QList<int>{1, 0} << false;
    QTest::newRow("same order") << AnnotatorKind::Llm << -1 << QList<int>{0, 1} << false;
    QTest::newRow("order not known") << AnnotatorKind::Llm << -1 << QList<int>{} << false;
    QTest::newRow("a person") << AnnotatorKind::Human << -1 << QList<int>{1, 0} << false;
}

void TestChecks::judgesThatDoNotFlip()
{
    QFETCH(AnnotatorKind, kind);
    QFETCH(int, margin);
    QFETCH(QList<int>, order);
    QFETCH(bool, isFlip);
    const ItemId item = pairItem(u"1"_s, {u"a"_s, u"b"_s}, {u"m"_s, u"n"_s});
    const AnnotationId first = label(item, u"judge"_s, pairwiseAnswer(1), {0, 1}, kind);
    label(item, u"judge"_s, pairwiseAnswer(margin), order, kind, first);
    QCOMPARE(run(u"judge_flips"_s).total > 0, isFlip);
}

QTEST_GUILESS_MAIN(TestChecks)
#include "tst_checks.moc"
