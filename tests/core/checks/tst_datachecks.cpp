#include "tests/core/checks/checkfixture.h"

#include <QTest>

#include <memory>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestDataChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CheckFixture>(); }
    void quotesFindsWrongSpans();
    void supersededQuotesDoNotCount();
    void oneLabel();
    void oneLabelAnnotator();
    void gold();
    void emptyResponses_data();
    void emptyResponses();
    void duplicatePrompts();
    void unknownModels();

private:
    std::unique_ptr<CheckFixture> m_fixture;
};

void TestDataChecks::quotesFindsWrongSpans()
{
    const QList<ItemId> items = m_fixture->addItems(3, ItemKind::Span, u"batch"_s, QueueOrder::Fixed, 1, 1);
    AnnotationContent good;
    good.spans = {{0, 0, 6, u"Answer"_s, u"irrelevant"_s, {}, {}, {}}};
    m_fixture->label(items.at(0), u"ann"_s, good);
    QVERIFY(m_fixture->run(u"quotes"_s).findings.isEmpty());

    AnnotationContent bad = good;
    bad.spans.append({0, 1, 7, u"Answer"_s, u"irrelevant"_s, {}, {}, {}});
    bad.spans.append({3, 0, 6, u"Answer"_s, u"irrelevant"_s, {}, {}, {}});
    const AnnotationId annotation = m_fixture->label(items.at(1), u"ann"_s, bad);
    AnnotationContent outside;
    outside.spans = {{0, 0, 600, u"Answer"_s, u"irrelevant"_s, {}, {}, {}}};
    m_fixture->label(items.at(2), u"ann"_s, outside);

    const CheckFindings findings = m_fixture->run(u"quotes"_s);
    QCOMPARE(findings.total, qint64(3));
    QCOMPARE(findings.findings.at(0).reason, u"quotes.differs"_s);
    QCOMPARE(findings.findings.at(0).location.itemId, items.at(1));
    QCOMPARE(findings.findings.at(0).location.annotationId, annotation);
    QCOMPARE(findings.findings.at(0).severity, Severity::Error);
    QCOMPARE(findings.findings.at(0).action, FindingAction::OpenItem);
    QCOMPARE(findings.findings.at(1).reason, u"quotes.no_response"_s);
    QCOMPARE(findings.findings.at(2).location.itemId, items.at(2));
}

void TestDataChecks::supersededQuotesDoNotCount()
{
    const ItemId item =
        m_fixture->addItems(1, ItemKind::Span, u"batch"_s, QueueOrder::Fixed, 1, 1).constFirst();
    AnnotationContent content;
    content.spans = {{0, 0, 6, u"Reply "_s, u"irrelevant"_s, {}, {}, {}}};
    const AnnotationId first = m_fixture->label(item, u"ann"_s, content);
    QCOMPARE(m_fixture->run(u"quotes"_s).total, qint64(1));
    content.spans[0].quote = u"Answer"_s;
    m_fixture->label(item, u"ann"_s, content, {}, AnnotatorKind::Human, first);
    QCOMPARE(m_fixture->run(u"quotes"_s).total, qint64(0));
}

void TestDataChecks::oneLabel()
{
    const QList<ItemId> twice = m_fixture->addItems(3, ItemKind::Pairwise, u"a"_s, QueueOrder::Fixed, 2);
    const QList<ItemId> once = m_fixture->addItems(2, ItemKind::Pairwise, u"b"_s);
    QCOMPARE(m_fixture->found(u"one_label"_s), QStringList());
    m_fixture->label(twice.at(0), u"ann"_s, pairwiseAnswer(1));
    m_fixture->label(twice.at(1), u"ann"_s, pairwiseAnswer(1));
    m_fixture->label(twice.at(1), u"bob"_s, pairwiseAnswer(1));
    m_fixture->label(once.at(0), u"ann"_s, pairwiseAnswer(1));
    m_fixture->label(once.at(1), u"ann"_s, pairwiseAnswer(1));
    QCOMPARE(m_fixture->found(u"one_label"_s),
             QStringList({u"one_label.by_plan 2"_s,
                          u"one_label.wants_more %1 2"_s.arg(m_fixture->text(twice.at(0)))}));
}

void TestDataChecks::oneLabelAnnotator()
{
    const QList<ItemId> items = m_fixture->addItems(2, ItemKind::Pairwise, u"a"_s, QueueOrder::Fixed, 9);
    m_fixture->label(items.at(0), u"ann"_s, pairwiseAnswer(1));
    m_fixture->label(items.at(1), u"ann"_s, pairwiseAnswer(1));
    const AnnotationId first = m_fixture->label(items.at(0), u"bob"_s, pairwiseAnswer(1));
    m_fixture->label(items.at(0), u"bob"_s, pairwiseAnswer(-1), {}, AnnotatorKind::Human, first);
    m_fixture->label(items.at(0), u"judge"_s, pairwiseAnswer(1), {}, AnnotatorKind::Llm);
    m_fixture->annotator(u"idle"_s);
    QCOMPARE(m_fixture->found(u"one_label_annotator"_s), QStringList{u"one_label_annotator.found bob"_s});
    const Finding finding = m_fixture->run(u"one_label_annotator"_s).findings.constFirst();
    QCOMPARE(finding.location.annotatorId, m_fixture->annotator(u"bob"_s));
    QCOMPARE(finding.location.itemId, items.at(0));
}

void TestDataChecks::gold()
{
    m_fixture->addItems(3, ItemKind::Pairwise, u"plain"_s);
    QCOMPARE(m_fixture->found(u"gold"_s), QStringList()); // nobody uses gold here
    NewItem item;
    item.prompt.messages = {{u"user"_s, u"Known?"_s}};
    item.responses = {{{}, {}, u"m"_s, {u"a"_s}, {}}, {{}, {}, u"n"_s, {u"b"_s}, {}}};
    item.isGold = true;
    item.gold = pairwiseAnswer(1);
    const ItemId known = m_fixture->addItem(item);
    QCOMPARE(m_fixture->found(u"gold"_s), QStringList{u"gold.no_item plain 3"_s});
    item.uid = u"unknown"_s;
    item.gold.reset();
    const ItemId unknown = m_fixture->addItem(item);
    QVERIFY(known != unknown);
    QCOMPARE(m_fixture->found(u"gold"_s),
             QStringList({u"gold.no_answer "_s + m_fixture->text(unknown), u"gold.no_item plain 3"_s}));
    m_fixture->exec(u"UPDATE batch SET is_open = 0 WHERE name = 'plain'"_s);
    QCOMPARE(m_fixture->found(u"gold"_s), QStringList{u"gold.no_answer "_s + m_fixture->text(unknown)});
}

void TestDataChecks::emptyResponses_data()
{
    QTest::addColumn<QString>("response");
    QTest::addColumn<bool>("isEmpty");
    QTest::newRow("nothing") << QString() << true;
    QTest::newRow("space") << u" "_s << true;
    QTest::newRow("lines and tabs") << u"\r\n\t \u00A0"_s << true;
    QTest::newRow("point") << u" . "_s << false;
    QTest::newRow("quote") << u"'"_s << false;
}

void TestDataChecks::emptyResponses()
{
    QFETCH(QString, response);
    QFETCH(bool, isEmpty);
    const ItemId item = m_fixture->pairItem(u"i"_s, {u"text"_s, response}, {u"m"_s, u"n"_s});
    const QStringList expected = isEmpty ? QStringList{u"empty_responses.with_model n"_s} : QStringList();
    QCOMPARE(m_fixture->found(u"empty_responses"_s), expected);
    if (isEmpty) {
        QCOMPARE(m_fixture->run(u"empty_responses"_s).findings.constFirst().location.itemId, item);
        m_fixture->exec(u"UPDATE response SET model_id = NULL"_s);
        QCOMPARE(m_fixture->found(u"empty_responses"_s), QStringList{u"empty_responses.without_model"_s});
    }
}

void TestDataChecks::duplicatePrompts()
{
    const auto ask = [this](const QString& uid, const QList<Message>& messages,
                            const QString& category = {}) {
        NewItem item;
        item.uid = uid;
        item.prompt.messages = messages;
        item.prompt.category = category;
        item.responses = {{{}, {}, u"m"_s, {u"a"_s}, {}}, {{}, {}, u"n"_s, {u"b"_s}, {}}};
        return m_fixture->addItem(item);
    };
    ask(u"1"_s, {{u"user"_s, u"What is a plumb line?"_s}});
    ask(u"2"_s, {{u"user"_s, u"What is a plumb line"_s}});
    ask(u"3"_s, {{u"system"_s, u"What is a plumb line?"_s}});
    ask(u"4"_s, {{u"user"_s, u"What is a plumb line?"_s}, {u"user"_s, u"And a level?"_s}});
    QCOMPARE(m_fixture->found(u"duplicate_prompts"_s), QStringList());
    const ItemId same = ask(u"5"_s, {{u"user"_s, u" what IS a\nplumb line? "_s}});
    const ItemId other = ask(u"6"_s, {{u"user"_s, u"What is a plumb line?"_s}}, u"tools"_s);
    QCOMPARE(m_fixture->found(u"duplicate_prompts"_s),
             QStringList({u"duplicate_prompts.same_text 1 5"_s, u"duplicate_prompts.same_text 1 6"_s}));
    QCOMPARE(m_fixture->run(u"duplicate_prompts"_s).findings.at(0).location.itemId, same);
    QCOMPARE(m_fixture->run(u"duplicate_prompts"_s).findings.at(1).location.itemId, other);
}

void TestDataChecks::unknownModels()
{
    m_fixture->pairItem(u"1"_s, {u"a"_s, u"b"_s}, {u"GPT-4"_s, u"llama"_s});
    QCOMPARE(m_fixture->found(u"unknown_models"_s), QStringList());
    const ItemId item = m_fixture->pairItem(u"2"_s, {u"c"_s, u"d"_s}, {QString(), QString()});
    QCOMPARE(m_fixture->found(u"unknown_models"_s), QStringList{u"unknown_models.no_author 2"_s});
    QCOMPARE(m_fixture->run(u"unknown_models"_s).findings.constFirst().location.itemId, item);
    m_fixture->pairItem(u"3"_s, {u"e"_s, u"f"_s}, {u"gpt 4"_s, u"llama-2"_s});
    QCOMPARE(m_fixture->found(u"unknown_models"_s),
             QStringList({u"unknown_models.no_author 2"_s, u"unknown_models.alike GPT-4 gpt 4"_s}));
}

QTEST_GUILESS_MAIN(TestDataChecks)
#include "tst_datachecks.moc"
