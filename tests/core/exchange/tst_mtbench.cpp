#include "core/store/annotationrepository.h"
#include "core/store/projectrepository.h"

#include "tests/core/exchange/exchangefixture.h"

#include <QDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// MT-Bench in and out again, unchanged in content; what its votes become.
class TestMtBench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void importsAndExportsUnchanged();
    void questionIdsSurviveAPlumblineFile();
    void votesBecomeLabelsOfPairs();
    void filesMayComeOneByOne();
    void importingAgainAddsNothing();
    void winnersKeepTheirWords_data();
    void winnersKeepTheirWords();
    void badLinesSayWhatIsWrong_data();
    void badLinesSayWhatIsWrong();
    void aJudgeOfAnotherKindIsRefused();

private:
    [[nodiscard]] QStringList files() const;
    [[nodiscard]] QStringList answerFiles() const;

    QString m_folder;
    QString m_answers;
    bool m_isWhole = false;
};

void TestMtBench::initTestCase()
{
    m_folder = dataFolder(u"mt_bench"_s, u"mt_bench"_s, m_isWhole);
    m_answers = m_folder + (m_isWhole ? u"/model_answer_original"_s : u"/model_answer"_s);
    QVERIFY(!answerFiles().isEmpty());
}

QStringList TestMtBench::answerFiles() const
{
    QStringList out;
    const QStringList names = QDir(m_answers).entryList({u"*.jsonl"_s}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        out.append(m_answers + u'/' + name);
    }
    return out;
}

QStringList TestMtBench::files() const
{
    // Votes first: the import itself finds the right order.
    return QStringList{m_folder + u"/human.jsonl"_s, m_folder + u"/gpt4_pair.jsonl"_s} + answerFiles() +
           QStringList{m_folder + u"/question.jsonl"_s, m_folder + u"/reference_answer_gpt-4.jsonl"_s};
}

void TestMtBench::importsAndExportsUnchanged()
{
    ExchangeFixture fixture;
    const ImportReport report = fixture.import(files());
    QCOMPARE(report.format, u"mt-bench"_s);
    QCOMPARE(report.badLineCount, 0);
    QCOMPARE(report.duplicateAnnotations, 0);
    ExportOptions options;
    options.format = u"mt-bench"_s;
    const QString out = fixture.exportTo(u"out"_s, options);
    QCOMPARE(sortedRecords(out + u"/question.jsonl"_s), sortedRecords(m_folder + u"/question.jsonl"_s));
    QCOMPARE(sortedRecords(out + u"/human.jsonl"_s), sortedRecords(m_folder + u"/human.jsonl"_s));
    QCOMPARE(sortedRecords(out + u"/gpt4_pair.jsonl"_s), sortedRecords(m_folder + u"/gpt4_pair.jsonl"_s));
    QCOMPARE(sortedRecords(out + u"/reference_answer/gpt-4.jsonl"_s),
             sortedRecords(m_folder + u"/reference_answer_gpt-4.jsonl"_s));
    const QStringList answers = answerFiles();
    for (const QString& path : answers) {
        QCOMPARE(sortedRecords(out + u"/model_answer/"_s + QFileInfo(path).fileName()), sortedRecords(path));
    }
    QCOMPARE(QDir(out + u"/model_answer"_s).entryList(QDir::Files).size(), answers.size());
    QCOMPARE(fixture.store->checkIntegrity().valueOr({u"failed"_s}), QStringList());

    // And once more through the files that were written.
    ExchangeFixture again;
    QCOMPARE(again.import({out}).badLineCount, 0);
    const QString second = again.exportTo(u"second"_s, options);
    QCOMPARE(sortedRecords(second + u"/human.jsonl"_s), sortedRecords(m_folder + u"/human.jsonl"_s));
}

/// Out as Plumbline JSONL, into another project, out as MT-Bench; and files that come later find there what
/// they would have found in the first project.
void TestMtBench::questionIdsSurviveAPlumblineFile()
{
    // The excerpt will do: five imports of the whole set would take half a minute.
    bool isWhole = false;
    const QString folder = dataFolder(u"-"_s, u"mt_bench"_s, isWhole);
    const QStringList all{folder};
    const QString judged = folder + u"/gpt4_pair.jsonl"_s;
    ExchangeFixture first;
    first.import({folder + u"/human.jsonl"_s, folder + u"/model_answer"_s, folder + u"/question.jsonl"_s,
                  folder + u"/reference_answer_gpt-4.jsonl"_s});
    ExportOptions plumbline;
    plumbline.format = u"plumbline"_s;
    const QString file = first.exportTo(u"p.jsonl"_s, plumbline);
    for (const OnError onError : {OnError::Skip, OnError::Stop}) {
        ExchangeFixture second;
        second.addItems(1); // its rows have other numbers than those of the first
        ImportOptions stop;
        stop.onError = onError;
        QCOMPARE(second.import({file}, stop).badLineCount, 0);
        ExportOptions options;
        options.format = u"mt-bench"_s;
        const QString out = second.exportTo(u"out"_s, options);
        QCOMPARE(sortedRecords(out + u"/question.jsonl"_s), sortedRecords(folder + u"/question.jsonl"_s));
        QCOMPARE(sortedRecords(out + u"/human.jsonl"_s), sortedRecords(folder + u"/human.jsonl"_s));
        // The votes of the judge come later.
        const ImportReport later = second.import({judged});
        QCOMPARE(later.badLineCount, 0);
        QCOMPARE(later.annotations, sortedRecords(judged).size());
        // The same files once more: everything is found.
        const ImportReport again = second.import(all);
        QCOMPARE(again.badLineCount, 0);
        QCOMPARE(again.items, 0);
        QCOMPARE(again.annotations, 0);
    }
    ExchangeFixture copy;
    copy.import({file});
    QCOMPARE(readAll(copy.exportTo(u"again.jsonl"_s, plumbline)), readAll(file));
}

void TestMtBench::votesBecomeLabelsOfPairs()
{
    ExchangeFixture fixture;
    const ImportReport report = fixture.import(files());
    const QList<QByteArray> human = sortedRecords(m_folder + u"/human.jsonl"_s);
    const QList<QByteArray> judged = sortedRecords(m_folder + u"/gpt4_pair.jsonl"_s);
    QCOMPARE(report.annotations, human.size() + judged.size());
    if (m_isWhole) {
        QCOMPARE(report.items, 1814 + 2400);
        QCOMPARE(report.annotations, 3355 + 2400);
    }
    QCOMPARE(fixture.counter(counters::kLabelsHuman), human.size());
    QCOMPARE(fixture.counter(counters::kLabelsOther), judged.size());

    ItemFilter filter;
    const auto batch = fixture.store->read(
        [](Session& session) { return BatchRepository(session).findByName(u"MT-Bench pairs, people"_s); });
    QVERIFY(batch && *batch);
    filter.batch = (*batch)->id;
    const Result<bool> sound = fixture.store->read([&](Session& session) -> Result<bool> {
        PLUMBLINE_ASSIGN(const QList<ItemView> views, ItemRepository(session).viewsAfter(filter, {}, 5000));
        for (const ItemView& view : views) {
            const bool hasOrder = view.responses.at(0).model < view.responses.at(1).model;
            const bool hasTurns = view.responses.at(0).turns.size() == view.prompt.messages.size();
            if (!hasOrder || !hasTurns || view.prompt.category.isEmpty() || view.item.labelCount < 1) {
                return false;
            }
        }
        return !views.isEmpty();
    });
    QVERIFY(sound);
    QVERIFY(*sound);
}

void TestMtBench::filesMayComeOneByOne()
{
    ExchangeFixture together;
    together.import(files());
    ExchangeFixture apart;
    QStringList order{m_folder + u"/reference_answer_gpt-4.jsonl"_s, m_folder + u"/question.jsonl"_s};
    order += answerFiles();
    order += m_folder + u"/human.jsonl"_s;
    order += m_folder + u"/gpt4_pair.jsonl"_s;
    for (const QString& path : std::as_const(order)) {
        QCOMPARE(apart.import({path}).badLineCount, 0);
    }
    QCOMPARE(apart.state(), together.state());
}

void TestMtBench::importingAgainAddsNothing()
{
    ExchangeFixture fixture;
    const ImportReport first = fixture.import(files());
    const QByteArray state = fixture.state();
    const ImportReport second = fixture.import(files());
    QCOMPARE(second.badLineCount, 0);
    QCOMPARE(second.items, 0);
    QCOMPARE(second.annotations, 0);
    QCOMPARE(second.duplicateAnnotations, first.annotations);
    QCOMPARE(second.prompts, 0);
    QCOMPARE(second.responses, 0);
    QCOMPARE(fixture.state(), state);
}

void TestMtBench::winnersKeepTheirWords_data()
{
    QTest::addColumn<QByteArray>("winner");
    QTest::addColumn<bool>("bothBad");
    QTest::addColumn<int>("margin");                            // towards the first model by name, "alpha"
    QTest::newRow("a") << QByteArray("model_a") << false << -1; // model_a is "beta"
    QTest::newRow("b") << QByteArray("model_b") << false << 1;
    QTest::newRow("tie") << QByteArray("tie") << false << 0;
    QTest::newRow("inconsistent") << QByteArray("tie (inconsistent)") << false << 0;
    QTest::newRow("both bad") << QByteArray("tie (bothbad)") << true << 0;
}

void TestMtBench::winnersKeepTheirWords()
{
    QFETCH(QByteArray, winner);
    QFETCH(bool, bothBad);
    QFETCH(int, margin);
    ExchangeFixture fixture;
    const QByteArray vote =
        R"({"judge":"j","model_a":"beta","model_b":"alpha","question_id":1,"turn":1,"winner":")" + winner +
        R"(","tstamp":1.5})" + '\n';
    const QString votes = fixture.file(u"human.jsonl"_s, vote);
    fixture.import(
        {votes, fixture.file(u"question.jsonl"_s, R"({"question_id":1,"category":"c","turns":["q"]})"),
         fixture.file(u"a.jsonl"_s,
                      R"({"question_id":1,"model_id":"alpha","choices":[{"index":0,"turns":["x"]}]})"),
         fixture.file(u"b.jsonl"_s,
                      R"({"question_id":1,"model_id":"beta","choices":[{"index":0,"turns":["y"]}]})")});
    const Result<Annotation> label = fixture.store->read([](Session& session) -> Result<Annotation> {
        PLUMBLINE_ASSIGN(const QList<Annotation> all, AnnotationRepository(session).after(0, 10));
        return all.value(0);
    });
    QVERIFY(label);
    const Preference preference = label->content.preferences.value(0);
    QCOMPARE(preference.margin, margin);
    QCOMPARE(preference.bothBad, bothBad);
    QCOMPARE(label->shownOrder, (QList<int>{1, 0}));
    ExportOptions options;
    options.format = u"mt-bench"_s;
    QCOMPARE(sortedRecords(fixture.exportTo(u"out"_s, options) + u"/human.jsonl"_s), sortedRecords(votes));
}

void TestMtBench::badLinesSayWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("vote");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown model")
        << QByteArray(
               R"({"judge":"j","model_a":"alpha","model_b":"gamma","question_id":1,"turn":1,"winner":"tie"})")
        << u"model_b"_s << u"“gamma” has no answer to question 1"_s;
    QTest::newRow("winner")
        << QByteArray(
               R"({"judge":"j","model_a":"alpha","model_b":"beta","question_id":1,"turn":1,"winner":"model_c"})")
        << u"winner"_s << u"winner is “model_c”. It must be model_a, model_b"_s;
    QTest::newRow("turn")
        << QByteArray(
               R"({"judge":"j","model_a":"alpha","model_b":"beta","question_id":1,"turn":3,"winner":"tie"})")
        << u"turn"_s << u"Question 1 has no turn 3"_s;
    QTest::newRow("question")
        << QByteArray(
               R"({"judge":"j","model_a":"alpha","model_b":"beta","question_id":9,"turn":1,"winner":"tie"})")
        << u"question_id"_s << u"no question 9"_s;
    QTest::newRow("same model")
        << QByteArray(
               R"({"judge":"j","model_a":"alpha","model_b":"alpha","question_id":1,"turn":1,"winner":"tie"})")
        << u"model_b"_s << u"the same"_s;
    QTest::newRow("cut off") << QByteArray(R"({"judge":"j","model_a":"alpha","model_b":"be)") << QString()
                             << u"ends too early"_s;
}

void TestMtBench::badLinesSayWhatIsWrong()
{
    QFETCH(QByteArray, vote);
    QFETCH(QString, field);
    QFETCH(QString, words);
    for (const OnError onError : {OnError::Skip, OnError::Stop}) {
        ExchangeFixture fixture;
        fixture.import(
            {fixture.file(u"question.jsonl"_s, R"({"question_id":1,"category":"c","turns":["q"]})"),
             fixture.file(u"a.jsonl"_s,
                          R"({"question_id":1,"model_id":"alpha","choices":[{"index":0,"turns":["x"]}]})"),
             fixture.file(u"b.jsonl"_s,
                          R"({"question_id":1,"model_id":"beta","choices":[{"index":0,"turns":["y"]}]})")});
        const QByteArray good =
            R"({"judge":"j","model_a":"alpha","model_b":"beta","question_id":1,"turn":1,"winner":"model_a"})";
        const QString path = fixture.file(u"human.jsonl"_s, good + '\n' + vote + '\n');
        ImportOptions options;
        options.onError = onError;
        options.format = u"mt-bench"_s;
        const Result<ImportReport> report = fixture.tryImport({path}, options);
        if (onError == OnError::Skip) {
            QVERIFY(report);
            QCOMPARE(report->annotations, 1);
            QCOMPARE(report->badLineCount, 1);
            const BadLine bad = report->badLines.value(0);
            QCOMPARE(bad.line, 2);
            QCOMPARE(bad.offset, good.size() + 1);
            QCOMPARE(bad.field, field);
            QVERIFY2(bad.message.contains(words), qPrintable(bad.message));
        } else {
            QVERIFY(!report);
            QCOMPARE(report.error().line, 2);
            QVERIFY2(report.error().message.contains(words), qPrintable(report.error().message));
            QCOMPARE(fixture.counter(counters::kItems), 0);
            QCOMPARE(fixture.counter(counters::kLabelsHuman), 0);
        }
    }
}

void TestMtBench::aJudgeOfAnotherKindIsRefused()
{
    for (const OnError onError : {OnError::Skip, OnError::Stop}) {
        ExchangeFixture fixture;
        fixture.annotator(u"gpt4_pair"_s, AnnotatorKind::Human);
        ImportOptions options;
        options.onError = onError;
        const Result<ImportReport> report = fixture.tryImport(files(), options);
        if (onError == OnError::Stop) {
            QVERIFY(!report);
            QVERIFY2(report.error().message.contains(u"“gpt4_pair” is the name of a human"_s),
                     qPrintable(report.error().message));
            QCOMPARE(fixture.counter(counters::kPrompts), 0);
        } else {
            QVERIFY(report);
            QCOMPARE(report->badLineCount, sortedRecords(m_folder + u"/gpt4_pair.jsonl"_s).size());
            QCOMPARE(report->annotations, sortedRecords(m_folder + u"/human.jsonl"_s).size());
        }
    }
}

QTEST_GUILESS_MAIN(TestMtBench)
#include "tst_mtbench.moc"
