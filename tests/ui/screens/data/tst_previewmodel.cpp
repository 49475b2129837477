#include "ui/screens/data/exportcommand.h"
#include "ui/screens/data/previewmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstPreviewModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badLinesStandBetweenTheirNeighbours();
    void unreadableLineIsShownAsItIs();
    void filesAreNamedWhenThereAreSeveral();
    void nextErrorGoesRound();
    void firstLinesAreShownOnRequest();
    void words_data();
    void words();
    void commandOfAnExport();
};

namespace {

PreviewRow good(qint64 line, int file = 0)
{
    PreviewRow row;
    row.file = file;
    row.line = line;
    row.cells = {u"86"_s, u"tie"_s};
    return row;
}

PreviewRow bad(qint64 line, const QString& field, int column, int file = 0)
{
    PreviewRow row = good(line, file);
    BadLine error;
    error.line = line;
    error.field = field;
    error.message = u"It must be model_a, model_b or tie."_s;
    row.error = error;
    row.errorColumn = column;
    return row;
}

ImportPreview previewOf(const QList<PreviewRow>& rows, const QStringList& files = {u"/data/human.jsonl"_s})
{
    ImportPreview preview;
    preview.files = files;
    preview.columns = {u"item"_s, u"preference"_s};
    preview.errorRows = rows;
    preview.firstRows = {good(1), good(2)};
    return preview;
}

} // namespace

void TstPreviewModel::badLinesStandBetweenTheirNeighbours()
{
    PreviewModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPreview(
        previewOf({good(213), bad(214, u"winner"_s, 1), good(215), good(876), bad(877, u"item"_s, 0)}));
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(model.kind(0), PreviewModel::RowKind::Gap);
    QCOMPARE(model.index(0, 0).data().toString(), u"212 lines without errors"_s);
    QCOMPARE(model.kind(2), PreviewModel::RowKind::Bad);
    QCOMPARE(model.index(2, 0).data(PreviewModel::ErrorColumnRole).toInt(), 2);
    QCOMPARE(model.index(4, 0).data().toString(), u"660 lines without errors"_s);
    QCOMPARE(model.badNumber(2), 1);
    QCOMPARE(model.badNumber(6), 2);
    QCOMPARE(model.badNumber(3), 0);
}

void TstPreviewModel::unreadableLineIsShownAsItIs()
{
    PreviewRow broken = bad(1, {}, -1);
    broken.cells.clear();
    broken.text = u"{\"judge\": \"expert"_s;
    PreviewModel model;
    model.setPreview(previewOf({broken}));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.kind(0), PreviewModel::RowKind::Raw);
    QCOMPARE(model.index(0, 1).data().toString(), u"{\"judge\": \"expert"_s);
    QCOMPARE(model.index(0, 0).data(PreviewModel::ErrorColumnRole).toInt(), -1);
}

void TstPreviewModel::filesAreNamedWhenThereAreSeveral()
{
    PreviewModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPreview(
        previewOf({bad(1, u"a"_s, 0), bad(1, u"a"_s, 0, 1)}, {u"/x/one.jsonl"_s, u"/x/two.jsonl"_s}));
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.kind(0), PreviewModel::RowKind::File);
    QCOMPARE(model.index(0, 0).data().toString(), u"one.jsonl"_s);
    QCOMPARE(model.index(2, 0).data().toString(), u"two.jsonl"_s);
}

void TstPreviewModel::nextErrorGoesRound()
{
    PreviewModel model;
    QCOMPARE(model.nextBad(-1, 1), -1);
    model.setPreview(previewOf({bad(1, u"a"_s, 0), good(2), bad(3, u"a"_s, 0)}));
    QCOMPARE(model.nextBad(-1, 1), 0);
    QCOMPARE(model.nextBad(0, 1), 2);
    QCOMPARE(model.nextBad(2, 1), 0);
    QCOMPARE(model.nextBad(0, -1), 2);
}

void TstPreviewModel::firstLinesAreShownOnRequest()
{
    PreviewModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPreview(previewOf({bad(9, u"a"_s, 0)}));
    model.setShow(PreviewModel::Show::FirstLines);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, 0).data().toString(), u"2"_s);
    QCOMPARE(model.index(1, 2).data().toString(), u"tie"_s);
}

void TstPreviewModel::words_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << u"trl-preference"_s << u"trl-preference"_s;
    QTest::newRow("path") << u"/home/ada/out.jsonl"_s << u"/home/ada/out.jsonl"_s;
    QTest::newRow("space") << u"MT-Bench pairs"_s << u"'MT-Bench pairs'"_s;
    QTest::newRow("quote") << u"Ada's"_s << u"'Ada'\\''s'"_s;
    QTest::newRow("command") << u"$(rm x)"_s << u"'$(rm x)'"_s;
    QTest::newRow("empty") << QString() << u"''"_s;
}

void TstPreviewModel::words()
{
    QFETCH(QString, word);
    QTEST(shellWord(word), "quoted");
}

void TstPreviewModel::commandOfAnExport()
{
    ExportOptions options;
    options.format = u"trl-preference"_s;
    QCOMPARE(exportCommand(u"a.plumb"_s, u"b.jsonl"_s, options, {}),
             u"plumblinectl export a.plumb --format trl-preference --output b.jsonl"_s);
    options.filter.batch = BatchId{3};
    options.labels = LabelChoice::Majority;
    options.ties = TieChoice::Include;
    options.annotatorKinds = {AnnotatorKind::Human, AnnotatorKind::Llm};
    options.withEdits = true;
    options.hashPeople = true;
    options.withMargin = false;
    options.licence = u"CC BY 4.0"_s;
    QCOMPARE(exportCommand(u"a.plumb"_s, u"b.jsonl"_s, options, u"my pairs"_s),
             u"plumblinectl export a.plumb --format trl-preference --output b.jsonl --batch 'my pairs' "
             "--by human,llm --majority --ties include --no-margin --edits --hash-people "
             "--licence 'CC BY 4.0'"_s);
}

QTEST_GUILESS_MAIN(TstPreviewModel)
#include "tst_previewmodel.moc"
