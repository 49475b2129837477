#include "core/store/projectrepository.h"

#include "tests/core/exchange/exchangefixture.h"

#include <QDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// An import that is stopped and goes on: nothing twice, nothing lost. Duplicates. Exports that are stopped.
class TestImportRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOnWhereItStopped_data();
    void goesOnWhereItStopped();
    void aFailedTransactionLeavesTheCheckpoint();
    void duplicatesAreSkippedOrKept();
    void reportsAtMostAThousandBadLines();
    void aStoppedExportLeavesNothing_data();
    void aStoppedExportLeavesNothing();
    void exportsTakeTheirPlaceAtOnce();
};

namespace {

/// Stops after so many checkpoints, and keeps the last one.
class StoppingObserver final : public ImportObserver
{
public:
    explicit StoppingObserver(int checkpoints)
        : m_left(checkpoints)
    {
    }

    [[nodiscard]] bool isCancelled() const override { return m_left <= 0; }
    [[nodiscard]] qint64 transactionMs() const override { return 0; }
    [[nodiscard]] Result<void> checkpoint(Session& session, const QJsonObject& given) override
    {
        Q_UNUSED(session)
        state = given;
        --m_left;
        return {};
    }

    QJsonObject state;

private:
    std::atomic<int> m_left;
};

QByteArray pairLines(int count, const QByteArray& prefix = "p")
{
    QByteArray text;
    for (int index = 0; index < count; ++index) {
        const QByteArray number = QByteArray::number(index);
        if (index % 97 == 13) {
            text += "{\"prompt\":\"torn\n";
            continue;
        }
        text += R"({"prompt":")" + prefix + number + R"(","chosen":"a)" + number + R"(","rejected":"b)" +
                QByteArray(index % 500, 'x') + "\"}\n";
    }
    return text;
}

QByteArray jsonArray(int count)
{
    QByteArray text = "[";
    for (int index = 0; index < count; ++index) {
        const QByteArray number = QByteArray::number(index);
        text += (index > 0 ? ",\n " : "\n ") + QByteArray(R"({"prompt":"p)") + number +
                R"(","completion":"a","label":true})";
    }
    return text + "\n]";
}

QByteArray plumblineText()
{
    ExchangeFixture source;
    bool isWhole = false;
    source.import({dataFolder(u"-"_s, u"mt_bench"_s, isWhole)});
    source.import({dataFolder(u"-"_s, u"qa_feedback"_s, isWhole) + u"/dev_feedback.json"_s});
    ExportOptions options;
    options.format = u"plumbline"_s;
    return readAll(source.exportTo(u"p.jsonl"_s, options));
}

} // namespace

void TestImportRun::goesOnWhereItStopped_data()
{
    QTest::addColumn<QList<QByteArray>>("files");
    QTest::addColumn<QString>("suffix");
    QTest::newRow("lines, two files")
        << QList<QByteArray>{pairLines(700), pairLines(900, "other ")} << u".jsonl"_s;
    QTest::newRow("array") << QList<QByteArray>{jsonArray(1500)} << u".json"_s;
    QTest::newRow("csv") << QList<QByteArray>{QByteArray("i,nan,\"a\nb\",7\r\n") +
                                              QByteArray("i,nan,c,3\r\n").repeated(1) +
                                              [] {
                                                  QByteArray rows;
                                                  for (int index = 0; index < 600; ++index) {
                                                      rows +=
                                                          "i,nan,t" + QByteArray::number(index) + ",4\r\n";
                                                  }
                                                  return rows;
                                              }()}
                         << u".csv"_s;
    QTest::newRow("plumbline") << QList<QByteArray>{plumblineText()} << u".jsonl"_s;
}

void TestImportRun::goesOnWhereItStopped()
{
    QFETCH(QList<QByteArray>, files);
    QFETCH(QString, suffix);
    ExchangeFixture whole;
    ExchangeFixture pieces;
    QStringList wholePaths;
    QStringList piecePaths;
    for (qsizetype index = 0; index < files.size(); ++index) {
        const QString name = u"in%1%2"_s.arg(index).arg(suffix);
        wholePaths.append(whole.file(name, files.at(index)));
        piecePaths.append(pieces.file(name, files.at(index)));
    }
    const ImportReport expected = whole.import(wholePaths);
    QJsonObject state;
    int runs = 0;
    std::optional<ImportReport> report;
    while (!report) {
        QVERIFY(++runs < 500);
        Result<ImportRun> run = ImportRun::open(piecePaths, {});
        QVERIFY(run);
        StoppingObserver observer(1);
        const Result<ImportReport> result = run->import(*pieces.store, observer, state);
        if (!observer.state.isEmpty()) {
            state = observer.state;
        }
        if (result) {
            report = *result;
        } else {
            QCOMPARE(result.error().code, ErrorCode::Cancelled);
            if (runs % 2 == 0) {
                pieces.reopen();
            }
        }
    }
    QVERIFY2(runs > 1, QByteArray::number(runs).constData());
    QCOMPARE(report->toJson(), [&] {
        // Only the paths of the bad lines differ.
        ImportReport renamed = expected;
        for (BadLine& line : renamed.badLines) {
            line.file = pieces.folder.filePath(QFileInfo(line.file).fileName());
        }
        return renamed.toJson();
    }());
    QCOMPARE(pieces.state(), whole.state());
    QCOMPARE(pieces.store->checkIntegrity().valueOr({u"failed"_s}), QStringList());
}

void TestImportRun::aFailedTransactionLeavesTheCheckpoint()
{
    class Failing final : public ImportObserver
    {
    public:
        qint64 transactionMs() const override { return 0; }
        Result<void> checkpoint(Session& session, const QJsonObject& given) override
        {
            Q_UNUSED(session)
            if (++calls == 3) {
                return makeError(ErrorCode::DiskFull, u"full"_s);
            }
            state = given;
            return {};
        }
        int calls = 0;
        QJsonObject state;
    };
    ExchangeFixture fixture;
    const QString path = fixture.file(u"in.jsonl"_s, pairLines(800));
    Result<ImportRun> run = ImportRun::open({path}, {});
    QVERIFY(run);
    Failing observer;
    const Result<ImportReport> failed = run->import(*fixture.store, observer);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::DiskFull);
    const qint64 kept = observer.state.value(u"report"_s).toObject().value(u"items"_s).toInteger();
    QCOMPARE(fixture.counter(counters::kItems), kept);
    ImportObserver quiet;
    const Result<ImportReport> rest = run->import(*fixture.store, quiet, observer.state);
    QVERIFY(rest);
    QCOMPARE(rest->items, fixture.counter(counters::kItems));
    QCOMPARE(rest->duplicateItems, 0);
    QCOMPARE(rest->linesRead, 800);
}

void TestImportRun::duplicatesAreSkippedOrKept()
{
    ExchangeFixture fixture;
    const QByteArray line = R"({"prompt":"p","chosen":"a","rejected":"b","annotator":"x"})"
                            "\n";
    const QByteArray other = R"({"prompt":"p","chosen":"b","rejected":"a","annotator":"y"})"
                             "\n";
    const QString path = fixture.file(u"in.jsonl"_s, line + line + other);
    const ImportReport report = fixture.import({path});
    QCOMPARE(report.items, 1);
    QCOMPARE(report.duplicateItems, 2);
    QCOMPARE(report.annotations, 2); // x's label once, y's other label of the same item
    QCOMPARE(report.duplicateAnnotations, 1);
    ImportOptions keep;
    keep.duplicates = Duplicates::Keep;
    const ImportReport kept = fixture.import({path}, keep);
    QCOMPARE(kept.items, 3);
    QCOMPARE(kept.duplicateItems, 0);
    QCOMPARE(kept.annotations, 3);
    QCOMPARE(fixture.counter(counters::kItems), 4);
}

void TestImportRun::reportsAtMostAThousandBadLines()
{
    ExchangeFixture fixture;
    ImportOptions options;
    options.format = u"trl-preference"_s;
    const QString path = fixture.file(u"in.jsonl"_s, QByteArray("{}\n").repeated(2500));
    const ImportReport report = fixture.import({path}, options);
    QCOMPARE(report.badLineCount, 2500);
    QCOMPARE(report.badLines.size(), 1000);
    QCOMPARE(ImportReport::fromJson(report.toJson()), report);
}

void TestImportRun::aStoppedExportLeavesNothing_data()
{
    QTest::addColumn<QString>("format");
    for (const auto& format : FormatRegistry::builtIn().formats()) {
        QTest::newRow(qPrintable(format->info().id)) << format->info().id;
    }
}

void TestImportRun::aStoppedExportLeavesNothing()
{
    QFETCH(QString, format);
    ExchangeFixture fixture;
    bool isWhole = false;
    fixture.import({dataFolder(u"-"_s, u"mt_bench"_s, isWhole)});
    QVERIFY(QDir(fixture.folder.path()).mkdir(u"out"_s));
    const QString target = fixture.folder.filePath(u"out/a/b.jsonl"_s);
    ExportOptions options;
    options.format = format;
    const bool isFolder = FormatRegistry::builtIn().find(format)->info().exportsFolder;
    const QString path = isFolder ? target : fixture.folder.filePath(u"out/b.jsonl"_s);
    const Result<ExportReport> report =
        exportTo(*fixture.store, path, options, [](qint64, qint64) { return false; });
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
    QVERIFY(QDir(fixture.folder.filePath(u"out"_s))
                .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
                .isEmpty());
}

void TestImportRun::exportsTakeTheirPlaceAtOnce()
{
    ExchangeFixture fixture;
    const QString path = fixture.file(u"out.jsonl"_s, "old");
    ExportOptions options;
    options.format = u"plumbline"_s;
    options.withCard = false;
    const Result<ExportReport> stopped =
        exportTo(*fixture.store, path, options, [](qint64, qint64) { return false; });
    QVERIFY(!stopped);
    QCOMPARE(readAll(path), QByteArray("old"));
    QVERIFY(exportTo(*fixture.store, path, options));
    QVERIFY(readAll(path).startsWith("{\"type\":\"project\""));
    QVERIFY(!QFileInfo::exists(path + u".card.md"_s));
}

QTEST_GUILESS_MAIN(TestImportRun)
#include "tst_importrun.moc"
