// The manage screens in every theme: they fit the least window, and with PLUMBLINE_PICTURES=FOLDER they are
// drawn there. Real data is used where it is (PLUMBLINE_DATA_SETS).
#include "core/jobs/exportjob.h"
#include "core/jobs/importjob.h"
#include "core/store/annotationrepository.h"
#include "core/store/jobrepository.h"
#include "tests/support/datasets.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/screens/answers/answersscreen.h"
#include "ui/screens/batches/batchdialog.h"
#include "ui/screens/batches/batchesscreen.h"
#include "ui/screens/data/datascreen.h"
#include "ui/screens/data/exportdialog.h"
#include "ui/screens/data/importdialog.h"
#include "ui/screens/jobs/jobsscreen.h"
#include "ui/screens/settings/settingsscreen.h"
#include "ui/shell/shellactions.h"

#include <QAction>
#include <QDir>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastPageWidth = 1024 - 52; // the least window, with the rail
constexpr int kLeastPageHeight = 720 - 48 - 28;

QString dataFolder()
{
    return dataSet(u"mt_bench"_s);
}

} // namespace

class TstManageScreens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void screensFitTheLeastWindow_data();
    void screensFitTheLeastWindow();
    void dialogsFitTheLeastWindow_data();
    void dialogsFitTheLeastWindow();

private:
    void fill(ScreenHost& host);
    void judge(ScreenHost& host);
    static void keep(QWidget& widget, const QString& name);
};

void TstManageScreens::keep(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("PLUMBLINE_PICTURES");
    if (!folder.isEmpty()) {
        QDir().mkpath(folder);
        QVERIFY(widget.grab().save(folder + u'/' + name + u".png"_s));
    }
}

void TstManageScreens::fill(ScreenHost& host)
{
    addShellActions(host.actions);
    const QDir data(dataFolder());
    if (data.exists()) {
        const Result<JobId> job =
            host.jobs->start(u"import"_s, importJobParams({data.filePath(u"question.jsonl"_s),
                                                           data.filePath(u"model_answer_original"_s),
                                                           data.filePath(u"human.jsonl"_s)},
                                                          {}));
        QVERIFY(job.hasValue() && host.jobs->wait(*job));
    }
    host.fixture.addItems(120, ItemKind::Rating, u"Ratings"_s, QueueOrder::Random, 2);
    host.fixture.addItems(40, ItemKind::Span, u"Answers to check"_s, QueueOrder::FewestLabels);
    const Result<void> rows = host.fixture.store->write([&](Session& session) -> Result<void> {
        JobRepository jobs(session);
        PLUMBLINE_ASSIGN(const Job cut,
                         jobs.add(u"import"_s, importJobParams({u"/data/cut.jsonl"_s}, {}), jobOwner()));
        PLUMBLINE_TRY(
            jobs.finish(cut.id, JobState::Interrupted, u"Plumbline was closed while it ran."_s, {}));
        ExportOptions options;
        options.format = u"trl-preference"_s;
        PLUMBLINE_ASSIGN(const Job full,
                         jobs.add(u"export"_s, exportJobParams(u"/data/pairs.jsonl"_s, options), jobOwner()));
        return jobs.finish(full.id, JobState::Failed, u"The disk is full. Nothing was written."_s, {});
    });
    QVERIFY(rows.hasValue());
    judge(host);
}

void TstManageScreens::judge(ScreenHost& host)
{
    const Annotator ada = host.sit(u"ada"_s);
    const QList<ItemId> items = host.fixture.addItems(12, ItemKind::Pairwise, u"Pairs"_s);
    AnnotationId last;
    for (qsizetype index = 0; index < items.size(); ++index) {
        host.fixture.clock.advanceSeconds(47);
        const Result<Annotation> added =
            host.fixture.store->write([&](Session& session) -> Result<Annotation> {
                PLUMBLINE_ASSIGN(const Item item, ItemRepository(session).get(items[index == 5 ? 4 : index]));
                Annotation annotation;
                annotation.itemId = item.id;
                annotation.annotatorId = ada.id;
                annotation.schemaVersionId = item.schemaVersionId;
                annotation.content = pairwiseAnswer(static_cast<int>(index % 5) - 2);
                annotation.content.isFlagged = index == 7;
                annotation.activeMs = 20'000 + 7'000 * index;
                annotation.supersedes = index == 5 ? last : AnnotationId();
                if (index == 9) {
                    annotation.action = AnnotationAction::Skip;
                    annotation.content = {};
                    annotation.content.skipReason = u"too_long"_s;
                }
                return AnnotationRepository(session).append(annotation);
            });
        QVERIFY2(added.hasValue(), added.hasValue() ? "" : qPrintable(added.error().toString()));
        last = added->id;
    }
}

void TstManageScreens::screensFitTheLeastWindow_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("light") << static_cast<int>(ThemeKind::Light);
    QTest::newRow("dark") << static_cast<int>(ThemeKind::Dark);
    QTest::newRow("high contrast") << static_cast<int>(ThemeKind::HighContrast);
}

void TstManageScreens::screensFitTheLeastWindow()
{
    QFETCH(int, kind);
    ScreenHost host;
    host.theme.setKind(static_cast<ThemeKind>(kind));
    fill(host);
    const QString suffix = u"-"_s + QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
    const auto draw = [&](Page* page, const QString& name) {
        (void)QTest::qWaitFor([page] { return !page->findChildren<QTableView*>().isEmpty(); });
        QTest::qWait(150);
        keep(host.window, name + suffix);
        const QSize least = page->minimumSizeHint();
        QVERIFY2(least.width() <= kLeastPageWidth,
                 qPrintable(u"%1 asks for %2"_s.arg(name).arg(least.width())));
        QVERIFY2(least.height() <= kLeastPageHeight,
                 qPrintable(u"%1 asks for %2"_s.arg(name).arg(least.height())));
        QVERIFY2(host.errors.isEmpty(), qPrintable(host.errors.join(u'\n')));
        delete page;
        host.page = nullptr;
    };
    draw(host.show<DataScreen>(), u"data"_s);
    draw(host.show<JobsScreen>(), u"jobs"_s);
    draw(host.show<AnswersScreen>(), u"answers"_s);
    draw(host.show<BatchesScreen>(), u"batches"_s);
    draw(host.show<SettingsScreen>(), u"settings"_s);
    host.page = new SettingsScreen(*host.context, &host.window); // what the host deletes at the end
}

void TstManageScreens::dialogsFitTheLeastWindow_data()
{
    screensFitTheLeastWindow_data();
}

void TstManageScreens::dialogsFitTheLeastWindow()
{
    QFETCH(int, kind);
    ScreenHost host;
    host.theme.setKind(static_cast<ThemeKind>(kind));
    fill(host);
    const QString suffix = u"-"_s + QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
    const auto check = [&](QDialog& dialog, const QString& name) {
        keep(dialog, name + suffix);
        const QSize least = dialog.minimumSizeHint();
        QVERIFY2(least.width() <= 1024, qPrintable(u"%1 asks for %2"_s.arg(name).arg(least.width())));
        QVERIFY2(least.height() <= 720, qPrintable(u"%1 asks for %2"_s.arg(name).arg(least.height())));
    };
    {
        ImportDialog import(*host.context);
        import.resize(1168, 800);
        import.show();
        check(import, u"import-file"_s);
        const QDir data(dataFolder());
        if (data.exists()) {
            const QString damaged = host.fixture.folder.filePath(u"human.jsonl"_s);
            QFile votes(data.filePath(u"human.jsonl"_s));
            QVERIFY(votes.open(QIODevice::ReadOnly));
            QList<QByteArray> lines = votes.readAll().trimmed().split('\n');
            lines[213].replace("\"winner\":\"model_a\"", "\"winner\":\"model_c\"");
            lines[213].replace("\"winner\":\"model_b\"", "\"winner\":\"model_c\"");
            lines[213].replace("\"winner\":\"tie\"", "\"winner\":\"model_c\"");
            lines[876].truncate(60);
            lines[2959].replace("\"turn\":1", "\"turn\":3");
            lines[2959].replace("\"turn\":2", "\"turn\":3");
            QFile copy(damaged);
            QVERIFY(copy.open(QIODevice::WriteOnly));
            copy.write(lines.join('\n'));
            copy.close();
            import.setFiles({damaged});
            QTRY_VERIFY(import.step() == ImportDialog::Step::Format && !import.isBusy());
            check(import, u"import-format"_s);
            import.goTo(ImportDialog::Step::Fields);
            check(import, u"import-fields"_s);
            import.goTo(ImportDialog::Step::Check);
            QTRY_VERIFY_WITH_TIMEOUT(!import.isBusy(), 30'000);
            QTest::qWait(50);
            QCOMPARE(import.preview().counts.badLineCount, 3);
            check(import, u"import-check"_s);
        }
    }
    {
        ExportDialog dialog(*host.context);
        dialog.resize(1168, 800);
        dialog.show();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isBusy(), 30'000);
        QTest::qWait(50);
        check(dialog, u"export"_s);
    }
    BatchDialog batch(*host.context);
    batch.show();
    QTRY_VERIFY(batch.count() >= 0);
    check(batch, u"batch"_s);
}

QTEST_MAIN(TstManageScreens)
#include "tst_managescreens.moc"
