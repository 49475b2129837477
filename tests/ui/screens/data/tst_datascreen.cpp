#include "core/jobs/importjob.h"
#include "core/store/annotationrepository.h"
#include "core/store/jobrepository.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/dialogs/optionrow.h"
#include "ui/screens/data/datascreen.h"
#include "ui/screens/data/exportdialog.h"
#include "ui/screens/data/funnelrow.h"
#include "ui/screens/data/importdialog.h"
#include "ui/screens/data/previewmodel.h"
#include "ui/screens/jobs/joblistmodel.h"
#include "ui/shell/translations.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstDataScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTranslations(*qApp); } // "1 item", not "1 item(s)"
    void emptyProjectOffersTheImport();
    void goodLinesComeInAndBadOnesAreReported();
    void nothingComesInUnlessAllIsGood();
    void errorsAreWalkedWithF8();
    void columnsAreMapped();
    void unknownFileIsRefusedInWords();
    void droppedFileOpensTheImport();
    void reportIsSaved();
    void exportWritesWhatTheNumbersSay();
    void exportSplitsAndSumsAndTakesAnEditedCard();
    void exportAsksBeforeItOverwrites();
    void commandIsCopied();
    void interruptedImportIsResumed();
    void everyControlHasItsName();
};

namespace {

constexpr auto kBad = R"({"prompt": "What is 2+2?", "chosen": "4", "rejected": 7})";

QByteArray pairLine(int number)
{
    return QByteArrayLiteral("{\"prompt\": \"Question ") + QByteArray::number(number) +
           "\", \"chosen\": \"The good answer " + QByteArray::number(number) +
           "\", \"rejected\": \"The other\"}\n";
}

QString writeText(const ScreenHost& host, const QString& name, const QByteArray& text)
{
    const QString path = host.fixture.folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
        qFatal("the file was not written");
    }
    return path;
}

/// Nine good lines with a bad one as the fifth.
QString pairsWithOneError(const ScreenHost& host)
{
    QByteArray text;
    for (int number = 1; number <= 9; ++number) {
        text += number == 5 ? QByteArray(kBad) + "\n" : QByteArray();
        text += pairLine(number);
    }
    return writeText(host, u"pairs.jsonl"_s, text);
}

ImportDialog* openImport(ScreenHost& host, DataScreen* screen, const QString& path)
{
    host.dialogs.answer(path);
    host.press(Qt::Key_I);
    auto* dialog = screen->window()->findChild<ImportDialog*>(u"importDialog"_s);
    if (dialog != nullptr) {
        QTest::keyClick(dialog, Qt::Key_O);
    }
    return dialog;
}

void pressNext(ImportDialog* dialog)
{
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
}

/// Goes on until every line is checked.
bool walkToCheck(ScreenHost& host, ImportDialog* dialog)
{
    const QAction* next = host.actions.action(u"import.next"_s);
    for (const ImportDialog::Step step : {ImportDialog::Step::Format, ImportDialog::Step::Fields}) {
        if (!QTest::qWaitFor(
                [&] { return dialog->step() == step && !dialog->isBusy() && next->isEnabled(); })) {
            return false;
        }
        pressNext(dialog);
    }
    return QTest::qWaitFor([&] { return dialog->step() == ImportDialog::Step::Check && !dialog->isBusy(); });
}

qint64 itemCount(ScreenHost& host)
{
    return host.fixture.store->read([](Session& session) { return ItemRepository(session).count({}); })
        .valueOr(-1);
}

/// Three pairs with votes: two for the first response, one tie.
void addVotes(ScreenHost& host)
{
    const QList<ItemId> items = host.fixture.addItems(3, ItemKind::Pairwise, u"pairs"_s);
    const AnnotatorId ada = host.fixture.annotator(u"ada"_s);
    const Result<void> written = host.fixture.store->write([&](Session& session) -> Result<void> {
        for (qsizetype index = 0; index < items.size(); ++index) {
            PLUMBLINE_ASSIGN(const Item item, ItemRepository(session).get(items[index]));
            Annotation annotation;
            annotation.itemId = item.id;
            annotation.annotatorId = ada;
            annotation.schemaVersionId = item.schemaVersionId;
            annotation.content = pairwiseAnswer(index == 2 ? 0 : 1);
            PLUMBLINE_TRY(AnnotationRepository(session).append(annotation));
        }
        return {};
    });
    QVERIFY(written.hasValue());
}

ExportDialog* openExport(ScreenHost& host, DataScreen* screen, const QString& path)
{
    host.press(Qt::Key_W);
    auto* dialog = screen->window()->findChild<ExportDialog*>(u"exportDialog"_s);
    if (dialog != nullptr) {
        dialog->findChild<QLineEdit*>(u"exportPath"_s)->setText(path);
        (void)QTest::qWaitFor([dialog] { return !dialog->isBusy(); });
    }
    return dialog;
}

} // namespace

void TstDataScreen::emptyProjectOffersTheImport()
{
    ScreenHost host;
    host.show<DataScreen>();
    QTRY_VERIFY(host.find<QWidget>("dataEmpty")->isVisible());
    QVERIFY(host.actions.action(u"data.import"_s)->isEnabled());
    QVERIFY(!host.actions.action(u"data.resume"_s)->isEnabled());
}

void TstDataScreen::goodLinesComeInAndBadOnesAreReported()
{
    ScreenHost host;
    auto* screen = host.show<DataScreen>();
    auto* table = host.find<QTableView>("dataTable");
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    ImportDialog* dialog = openImport(host, screen, pairsWithOneError(host));
    QVERIFY(dialog != nullptr);
    QVERIFY(walkToCheck(host, dialog));
    QCOMPARE(dialog->options().format, u"trl-preference"_s);
    QCOMPARE(dialog->preview().counts.linesRead, 10);
    QCOMPARE(dialog->preview().counts.badLineCount, 1);
    QCOMPARE(host.actions.action(u"import.next"_s)->text(), u"Import 9 lines"_s);
    QCOMPARE(itemCount(host), 0);
    pressNext(dialog);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QTRY_COMPARE(table->model()->index(0, JobListModel::StateColumn).data().toString(), u"Done"_s);
    QCOMPARE(itemCount(host), 9);
    auto* result = host.find<MessageBar>("dataResult");
    QTRY_VERIFY(result->isVisible());
    QVERIFY2(result->title().startsWith(u"9 items"_s), qPrintable(result->title()));
    QCOMPARE(result->severity(), MessageBar::Severity::Warning);
    QTRY_VERIFY(host.find<QLabel>("jobBadLines")->text().contains(u"line 5"_s));
    host.press(Qt::Key_X);
    QTRY_VERIFY(!host.requested.isEmpty());
    QVERIFY(host.requested.last().startsWith(u"items"_s));
}

void TstDataScreen::nothingComesInUnlessAllIsGood()
{
    ScreenHost host;
    auto* screen = host.show<DataScreen>();
    ImportDialog* dialog = openImport(host, screen, pairsWithOneError(host));
    QVERIFY(walkToCheck(host, dialog));
    const QAction* next = host.actions.action(u"import.next"_s);
    QVERIFY(next->isEnabled());
    QTest::keyClick(dialog, Qt::Key_2);
    QVERIFY(dialog->findChild<OptionRow*>(u"importNothing"_s)->isChecked());
    QVERIFY(!next->isEnabled());
    QVERIFY(dialog->findChild<QLabel*>(u"importWords"_s)->text().startsWith(u"Nothing would be imported"_s));
    QTest::mouseClick(dialog->findChild<OptionRow*>(u"importGoodLines"_s), Qt::LeftButton);
    QVERIFY(next->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(dialog->step(), ImportDialog::Step::Fields);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
    QCOMPARE(itemCount(host), 0);
}

void TstDataScreen::errorsAreWalkedWithF8()
{
    ScreenHost host;
    auto* screen = host.show<DataScreen>();
    QByteArray text;
    for (int number = 1; number <= 40; ++number) {
        text += number % 10 == 0 ? QByteArray("{\"prompt\": \"cut of\n") : pairLine(number);
    }
    ImportDialog* dialog = openImport(host, screen, writeText(host, u"cut.jsonl"_s, text));
    QVERIFY(walkToCheck(host, dialog));
    QCOMPARE(dialog->preview().counts.badLineCount, 4);
    auto* table = dialog->findChild<QTableView*>(u"checkTable"_s);
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto* title = dialog->findChild<QWidget*>(u"errorPanel"_s);
    QVERIFY(title->isVisible());
    QCOMPARE(title->accessibleName(), u"Line 10"_s);
    QTest::keyClick(dialog, Qt::Key_F8);
    QCOMPARE(title->accessibleName(), u"Line 20"_s);
    QCOMPARE(dialog->findChild<QLabel*>(u"errorCount"_s)->text(), u"2 of 4"_s);
    QTest::keyClick(dialog, Qt::Key_F8, Qt::ShiftModifier);
    QTest::keyClick(dialog, Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(title->accessibleName(), u"Line 40"_s);
    const int errors = table->model()->rowCount();
    QTest::keyClick(dialog, Qt::Key_E);
    QCOMPARE(table->model()->rowCount(), 40);
    QVERIFY(errors < 40);
}

void TstDataScreen::columnsAreMapped()
{
    ScreenHost host;
    auto* screen = host.show<DataScreen>();
    const QString path =
        writeText(host, u"named.jsonl"_s,
                  R"({"question": "Why?", "good": "Because of the tides.", "chosen": "x", "bad": "Because."})"
                  "\n");
    host.dialogs.answer(path);
    host.press(Qt::Key_I);
    auto* dialog = screen->window()->findChild<ImportDialog*>(u"importDialog"_s);
    QTest::keyClick(dialog, Qt::Key_O);
    // The names say nothing: the person chooses the format.
    QTRY_VERIFY(dialog->findChild<MessageBar*>(u"dialogMessage"_s)->isVisible());
    pressNext(dialog);
    QCOMPARE(dialog->step(), ImportDialog::Step::Format);
    QTest::mouseClick(dialog->findChild<OptionRow*>(u"format.trl-preference"_s), Qt::LeftButton);
    QTRY_VERIFY(!dialog->isBusy() && host.actions.action(u"import.next"_s)->isEnabled());
    pressNext(dialog);
    QCOMPARE(dialog->step(), ImportDialog::Step::Fields);
    QVERIFY(!host.actions.action(u"import.next"_s)->isEnabled());
    const auto choose = [dialog](const QString& field, const QString& column) {
        auto* combo = dialog->findChild<QComboBox*>(u"field."_s + field);
        combo->setCurrentIndex(combo->findData(column));
    };
    choose(u"prompt"_s, u"question"_s);
    choose(u"chosen"_s, u"good"_s);
    choose(u"rejected"_s, u"bad"_s);
    QVERIFY(host.actions.action(u"import.next"_s)->isEnabled());
    QCOMPARE(widgetsWithoutNames(*dialog).join(u", "_s), QString());
    pressNext(dialog);
    QTRY_VERIFY(dialog->step() == ImportDialog::Step::Check && !dialog->isBusy());
    QCOMPARE(dialog->preview().counts.badLineCount, 0);
    pressNext(dialog);
    QTRY_COMPARE(itemCount(host), 1);
    const QList<ItemView> views =
        host.fixture.store
            ->read([](Session& session) { return ItemRepository(session).viewsAfter({}, ItemId{0}, 2); })
            .valueOr({});
    QCOMPARE(views[0].prompt.lastUserText(), u"Why?"_s);
    QStringList texts = views[0].judgedTexts(); // in an order of the project's own
    texts.sort();
    QCOMPARE(texts, (QStringList{u"Because of the tides."_s, u"Because."_s}));
}

void TstDataScreen::unknownFileIsRefusedInWords()
{
    ScreenHost host;
    auto* screen = host.show<DataScreen>();
    ImportDialog* dialog = openImport(host, screen, writeText(host, u"photo.jsonl"_s, QByteArray(64, '\0')));
    auto* message = dialog->findChild<MessageBar*>(u"dialogMessage"_s);
    QTRY_VERIFY(message->isVisible());
    QVERIFY(message->title().contains(u"photo.jsonl"_s));
    QCOMPARE(message->body(), u"Nothing in the project has changed."_s);
}

void TstDataScreen::droppedFileOpensTheImport()
{
    ScreenHost host;
    auto* screen = host.show<DataScreen>();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(pairsWithOneError(host))});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(screen, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(screen, &drop);
    auto* dialog = screen->window()->findChild<ImportDialog*>(u"importDialog"_s);
    QVERIFY(dialog != nullptr);
    QTRY_COMPARE(dialog->step(), ImportDialog::Step::Format);
}

void TstDataScreen::reportIsSaved()
{
    ScreenHost host;
    auto* screen = host.show<DataScreen>();
    ImportDialog* dialog = openImport(host, screen, pairsWithOneError(host));
    QVERIFY(walkToCheck(host, dialog));
    const QString path = host.fixture.folder.filePath(u"report.tsv"_s);
    host.dialogs.answer(path);
    QTest::keyClick(dialog, Qt::Key_R);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0], QByteArray("file\tline\tfield\twhat\ttext"));
    QCOMPARE(lines[1].split('\t').value(1), QByteArray("5"));
}

void TstDataScreen::exportWritesWhatTheNumbersSay()
{
    ScreenHost host;
    addVotes(host);
    auto* screen = host.show<DataScreen>();
    const QString path = host.fixture.folder.filePath(u"out.jsonl"_s);
    ExportDialog* dialog = openExport(host, screen, path);
    QVERIFY(dialog != nullptr);
    QCOMPARE(dialog->preview().report.records, 2);
    const auto* funnel = dialog->findChild<FunnelRow*>(u"exportFunnel"_s);
    QCOMPARE(funnel->steps().first(), (QPair<QString, QString>{u"3"_s, u"labels"_s}));
    QCOMPARE(funnel->steps().last(), (QPair<QString, QString>{u"2"_s, u"records"_s}));
    QCOMPARE(funnel->steps().at(2), (QPair<QString, QString>{u"\u22121"_s, u"tie"_s}));
    QCOMPARE(widgetsWithoutNames(*dialog).join(u", "_s), QString());
    auto* ties = dialog->findChild<QComboBox*>(u"export.ties"_s);
    ties->setCurrentIndex(1);
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(dialog->preview().report.records, 3);
    QCOMPARE(host.actions.action(u"export.go"_s)->text(), u"Export 3 records"_s);
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    auto* result = host.find<MessageBar>("dataResult");
    QTRY_VERIFY(result->isVisible());
    QCOMPARE(result->title(), u"3 records were written."_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().trimmed().split('\n').size(), 3);
}

void TstDataScreen::exportSplitsAndSumsAndTakesAnEditedCard()
{
    ScreenHost host;
    addVotes(host);
    auto* screen = host.show<DataScreen>();
    const QString path = host.fixture.folder.filePath(u"out.jsonl"_s);
    ExportDialog* dialog = openExport(host, screen, path);
    QVERIFY(dialog != nullptr);
    dialog->findChild<QComboBox*>(u"export.split"_s)->setCurrentIndex(2); // 90 and 10 %
    QTest::keyClick(dialog, Qt::Key_C);
    const auto* sums = dialog->findChild<QWidget*>(u"exportCheck.checksums"_s);
    const auto* form = dialog->findChild<QScrollArea*>(u"exportFormScroll"_s);
    QVERIFY(form->viewport()->rect().contains(sums->mapTo(form->viewport(), sums->rect().center())));
    QTRY_VERIFY(!dialog->isBusy());
    QVERIFY2(dialog->commandLine().contains(u"--split 10 --checksums"), qPrintable(dialog->commandLine()));
    QVERIFY(dialog->preview().card.contains(u"train 90 %, test 10 %"));
    auto* edit = dialog->findChild<QPlainTextEdit*>(u"exportCardEdit"_s);
    QVERIFY(!edit->isVisible());
    QTest::keyClick(dialog, Qt::Key_I);
    QVERIFY(edit->isVisible());
    QCOMPARE(edit->toPlainText().trimmed(), dialog->preview().card.trimmed());
    edit->selectAll();
    QTest::keyClicks(edit, u"# My card"_s); // letters are typed, they do not act
    QTest::keyClick(edit, Qt::Key_Escape);  // leaves the field, not the dialog
    QVERIFY(!edit->isVisible());
    QVERIFY(dialog->isVisible());
    QCOMPARE(widgetsWithoutNames(*dialog).join(u", "_s), QString());
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(host.find<MessageBar>("dataResult")->isVisible());
    const auto content = [&](const QString& name) {
        QFile file(host.fixture.folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
    };
    QVERIFY(content(u"out.jsonl.card.md"_s).startsWith("# My card\n"));
    QVERIFY(content(u"out.jsonl.sha256"_s).contains("  out-train.jsonl\n"));
    QVERIFY(content(u"out.jsonl.sha256"_s).contains("  out-test.jsonl\n"));
    QCOMPARE((content(u"out-train.jsonl"_s) + content(u"out-test.jsonl"_s)).count('\n'), 2);
}

void TstDataScreen::exportAsksBeforeItOverwrites()
{
    ScreenHost host;
    addVotes(host);
    auto* screen = host.show<DataScreen>();
    const QString path = writeText(host, u"there.jsonl"_s, "mine\n");
    ExportDialog* dialog = openExport(host, screen, path);
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier); // asked, not answered
    QVERIFY(dialog->isVisible());
    QCOMPARE(host.dialogs.asked().size(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("mine\n"));
    file.close();
    host.dialogs.answer(u"yes"_s);
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(host.find<MessageBar>("dataResult")->isVisible());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() != "mine\n");
}

void TstDataScreen::commandIsCopied()
{
    ScreenHost host;
    addVotes(host);
    auto* screen = host.show<DataScreen>();
    ExportDialog* dialog = openExport(host, screen, u"/tmp/two words.jsonl"_s);
    QTest::keyClick(dialog, Qt::Key_2);
    QTest::keyClick(dialog, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QString command = QGuiApplication::clipboard()->text();
    QVERIFY2(command.startsWith(u"plumblinectl export "_s), qPrintable(command));
    QVERIFY2(command.contains(u"--format trl-preference"_s), qPrintable(command));
    QVERIFY2(command.contains(u"'/tmp/two words.jsonl'"_s), qPrintable(command));
    QVERIFY2(command.contains(u"--majority"_s), qPrintable(command));
}

void TstDataScreen::interruptedImportIsResumed()
{
    ScreenHost host;
    ImportOptions options;
    const QString path = pairsWithOneError(host);
    const Result<void> added = host.fixture.store->write([&](Session& session) -> Result<void> {
        JobRepository jobs(session);
        PLUMBLINE_ASSIGN(const Job job, jobs.add(u"import"_s, importJobParams({path}, options), jobOwner()));
        return jobs.finish(job.id, JobState::Interrupted, {}, {});
    });
    QVERIFY(added.hasValue());
    host.show<DataScreen>();
    QTRY_VERIFY(host.actions.action(u"data.resume"_s)->isEnabled());
    host.press(Qt::Key_R);
    QTRY_COMPARE(itemCount(host), 9);
    QTRY_VERIFY(host.find<MessageBar>("dataResult")->isVisible());
    QVERIFY2(host.errors.isEmpty(), qPrintable(host.errors.join(u'\n')));
}

void TstDataScreen::everyControlHasItsName()
{
    ScreenHost host;
    host.show<DataScreen>();
    QCOMPARE(widgetsWithoutNames(host.window).join(u", "_s), QString());
    QVERIFY(host.actions.clashes().isEmpty());
}

QTEST_MAIN(TstDataScreen)
#include "tst_datascreen.moc"
