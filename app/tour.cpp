#include "app/tour.h"

#include "app/application.h"
#include "app/judgeruntour.h"
#include "app/judgetour.h"
#include "app/otherkinds.h"
#include "app/tourclock.h"
#include "app/tourdriver.h"
#include "core/exchange/exportoptions.h"
#include "core/jobs/exportjob.h"
#include "core/jobs/importjob.h"
#include "core/jobs/jobrunner.h"
#include "core/store/itemrepository.h"
#include "core/store/jobrepository.h"
#include "core/store/store.h"
#include "ui/screens/inspect/common/inspectpage.h"
#include "ui/screens/leaderboard/leaderboardscreen.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"
#include "ui/textviews/spantextview.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kPicture(1440, 900);
constexpr QSize kSmallPicture(1280, 800);
constexpr int kSampleTimeoutMs = 120'000;
constexpr int kLoadMs = 500;       ///< for a page to read what it shows
constexpr int kReadMs = 2500;      ///< for a dialog to read a file in the background
constexpr qint64 kPaceMs = 41'000; ///< how long the tour's annotator looks at an item

/// The stations of the tour, in order. Each leaves the window fit for the next.
class Tour
{
public:
    Tour(Application& application, TourClock& clock, const QString& folder, const QString& scratch)
        : m_app(application)
        , m_clock(clock)
        , m_driver(application.window(), folder)
        , m_folder(folder)
        , m_scratch(scratch)
    {
    }

    Result<void> take()
    {
        m_app.start();
        m_driver.resize(kPicture);
        PLUMBLINE_TRY(welcome());
        PLUMBLINE_TRY(emptyProject());
        PLUMBLINE_TRY(openSample());
        PLUMBLINE_TRY(leaderboard());
        PLUMBLINE_TRY(agreement());
        PLUMBLINE_TRY(annotators());
        PLUMBLINE_TRY(labelErrors());
        PLUMBLINE_TRY(judges());
        PLUMBLINE_TRY(disagreements());
        PLUMBLINE_TRY(pairwise());
        PLUMBLINE_TRY(rating());
        PLUMBLINE_TRY(span());
        PLUMBLINE_TRY(manage());
        PLUMBLINE_TRY(importCheck());
        PLUMBLINE_TRY(exportDialog());
        PLUMBLINE_TRY(exportData());
        PLUMBLINE_TRY(jobs());
        PLUMBLINE_TRY(adjudication());
        PLUMBLINE_TRY(otherKinds());
        PLUMBLINE_TRY(tourJudges(m_app, m_driver));
        return tourJudgeRuns(m_app, m_driver);
    }

private:
    Result<void> welcome() { return m_driver.shoot(u"13-welcome"_s); }

    /// A new project, and an import that a bad line stopped.
    Result<void> emptyProject()
    {
        Workspace& workspace = m_app.workspace();
        workspace.create(m_scratch + u"/untitled.plumb"_s, u"New project"_s);
        PLUMBLINE_TRY(m_driver.waitFor(u"the new project opens"_s, [&] { return workspace.isOpen(); }));
        m_driver.settle(kLoadMs);
        QFile pairs(m_scratch + u"/pairs.jsonl"_s);
        const QByteArray line =
            R"({"prompt":"Why is the sky blue?","chosen":"Scattering.","rejected":"Paint."})"
            "\n";
        if (!pairs.open(QIODevice::WriteOnly) || pairs.write(line.repeated(213) + line.left(40) + '\n') < 0) {
            return makeError(ErrorCode::Io, pairs.errorString()).inFile(pairs.fileName());
        }
        pairs.close();
        ImportOptions options;
        options.format = u"trl-preference"_s;
        options.onError = OnError::Stop;
        PLUMBLINE_ASSIGN(const JobId id,
                         workspace.jobs()->start(u"import"_s, importJobParams({pairs.fileName()}, options)));
        workspace.jobs()->wait(id);
        m_driver.settle(kLoadMs);
        return m_driver.shoot(u"13-empty-and-error"_s);
    }

    Result<void> openSample()
    {
        Workspace& workspace = m_app.workspace();
        workspace.openSample(m_scratch + u"/sample.plumb"_s);
        PLUMBLINE_TRY(m_driver.waitFor(
            u"the sample project opens"_s, [&] { return workspace.isOpen(); }, kSampleTimeoutMs));
        return {};
    }

    /// Shows a page and lets it load.
    void go(const QString& keys)
    {
        m_driver.press(keys);
        m_driver.settle(kLoadMs);
    }

    Result<void> openItem(const QString& uid)
    {
        const auto found = m_app.workspace().store()->read(
            [&](Session& session) { return ItemRepository(session).findByUid(uid); });
        if (!found) {
            return found.error();
        }
        if (!*found) {
            return makeError(ErrorCode::NotFound, u"The sample has no item %1."_s.arg(uid));
        }
        m_app.window().showPage(u"annotate"_s, QString::number((*found)->value));
        m_driver.settle(kLoadMs);
        return {};
    }

    void submit(const QStringList& keys)
    {
        for (const QString& key : keys) {
            m_driver.press(key);
        }
        m_clock.advance(kPaceMs);
        m_driver.press(u"Return"_s);
        m_driver.settle(250);
    }

    Result<void> shootIn(ThemeKind kind, const QString& name)
    {
        m_app.context().theme.setKind(kind);
        const Result<void> shot = m_driver.shoot(name);
        m_app.context().theme.setKind(ThemeKind::Light);
        m_driver.settle();
        return shot;
    }

    /// Before the tour votes itself: its figures are those of the published votes.
    Result<void> leaderboard()
    {
        m_app.window().showPage(u"leaderboard"_s, u"select:claude-v1\tgpt-3.5-turbo"_s);
        const auto* page = qobject_cast<LeaderboardScreen*>(m_app.window().currentPage());
        PLUMBLINE_TRY(m_driver.waitFor(u"the votes are counted"_s, [page] {
            return page != nullptr && page->report() != nullptr && page->report()->isComplete &&
                   !page->isStale();
        }));
        m_driver.settle(kLoadMs);
        PLUMBLINE_TRY(m_driver.shoot(u"06-leaderboard"_s));
        PLUMBLINE_TRY(shootIn(ThemeKind::Dark, u"06-leaderboard-dark"_s));
        m_driver.press(u"D"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"06b-leaderboard-decided"_s));
        m_driver.press(u"C"_s);
        m_driver.settle(kReadMs);
        PLUMBLINE_TRY(m_driver.shoot(u"06c-leaderboard-categories"_s));
        m_driver.press(u"X"_s);
        return {};
    }

    /// Shows a page of Inspect and waits until its numbers are there.
    Result<void> goInspect(const QString& id, const QString& argument = {})
    {
        m_app.window().showPage(id, argument);
        const auto* page = qobject_cast<InspectPage*>(m_app.window().currentPage());
        m_driver.settle(kLoadMs);
        PLUMBLINE_TRY(m_driver.waitFor(u"the numbers of “%1” are there"_s.arg(id),
                                       [page] { return page != nullptr && !page->isStale(); }));
        m_driver.settle(kLoadMs);
        return {};
    }

    Result<void> agreement()
    {
        PLUMBLINE_TRY(goInspect(u"agreement"_s, u"select:judge:gpt4_pair"_s));
        PLUMBLINE_TRY(m_driver.shoot(u"22-agreement"_s));
        PLUMBLINE_TRY(shootIn(ThemeKind::Dark, u"22-agreement-dark"_s));
        const QStringList names{u"22b-agreement-parts"_s, u"22c-agreement-annotators"_s,
                                u"22d-agreement-values"_s, u"22e-agreement-ratings"_s};
        for (qsizetype view = 0; view < names.size(); ++view) {
            m_driver.press(QString::number(view + 2));
            m_driver.settle(kLoadMs);
            PLUMBLINE_TRY(m_driver.shoot(names[view]));
        }
        m_driver.press(u"1"_s);
        return {};
    }

    Result<void> annotators()
    {
        PLUMBLINE_TRY(goInspect(u"annotators"_s, u"select:expert_0"_s));
        PLUMBLINE_TRY(m_driver.shoot(u"23-annotators"_s));
        return shootIn(ThemeKind::Dark, u"23-annotators-dark"_s);
    }

    Result<void> labelErrors()
    {
        PLUMBLINE_TRY(goInspect(u"labelerrors"_s));
        for (const QString& key : {u"Space"_s, u"Down"_s, u"Space"_s}) {
            m_driver.press(key);
        }
        m_driver.settle();
        PLUMBLINE_TRY(m_driver.shoot(u"24-label-errors"_s));
        return shootIn(ThemeKind::Dark, u"24-label-errors-dark"_s);
    }

    Result<void> judges()
    {
        PLUMBLINE_TRY(goInspect(u"judges"_s, u"select:gpt4_pair"_s));
        PLUMBLINE_TRY(m_driver.shoot(u"19-judges"_s));
        PLUMBLINE_TRY(shootIn(ThemeKind::Dark, u"19-judges-dark"_s));
        m_driver.press(u"3"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"19b-judges-habits"_s));
        m_driver.press(u"1"_s);
        return {};
    }

    Result<void> disagreements()
    {
        PLUMBLINE_TRY(goInspect(u"disagreements"_s));
        for (const QString& key : {u"Space"_s, u"Down"_s, u"Space"_s, u"Down"_s, u"Space"_s}) {
            m_driver.press(key);
        }
        m_driver.settle();
        PLUMBLINE_TRY(m_driver.shoot(u"20-disagreements"_s));
        return shootIn(ThemeKind::Dark, u"20-disagreements-dark"_s);
    }

    /// Those that are still marked become a batch, and two of them are settled.
    Result<void> adjudication()
    {
        PLUMBLINE_TRY(goInspect(u"disagreements"_s));
        static_cast<ScriptedDialogs&>(m_app.context().dialogs).answer(u"yes"_s);
        m_driver.press(u"B"_s);
        m_driver.settle(kReadMs);
        m_driver.press(u"Esc"_s); // the bar that says so
        go(u"G, V"_s);
        m_driver.settle(kLoadMs);
        submit({u"1"_s});
        m_driver.settle(kLoadMs);
        m_driver.press(u"2"_s);
        m_driver.press(u"Q"_s);
        m_driver.settle(700);
        PLUMBLINE_TRY(m_driver.shoot(u"21-adjudication"_s));
        PLUMBLINE_TRY(shootIn(ThemeKind::Dark, u"21-adjudication-dark"_s));
        submit({});
        return {};
    }

    Result<void> pairwise()
    {
        go(u"G, A"_s);
        submit({u"1"_s});
        submit({u"2"_s, u"2"_s, u"Q"_s});
        submit({u"3"_s});
        PLUMBLINE_TRY(openItem(u"sample-pair-004"_s));
        m_driver.press(u"2"_s);
        m_driver.press(u"W"_s);
        m_driver.press(u"R"_s);
        m_driver.settle(700); // the draft is saved
        PLUMBLINE_TRY(m_driver.shoot(u"01-annotate-pairwise"_s));
        PLUMBLINE_TRY(shootIn(ThemeKind::Dark, u"01-annotate-pairwise-dark"_s));
        m_driver.press(u"?"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"14-keys"_s));
        m_driver.press(u"Esc"_s);
        m_driver.resize(kSmallPicture);
        m_driver.press(u"F1"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"01b-annotate-pairwise-1280"_s));
        m_driver.press(u"F1"_s);
        m_driver.resize(kPicture);
        submit({});
        return {};
    }

    Result<void> rating()
    {
        PLUMBLINE_TRY(openItem(u"sample-rating-013"_s));
        for (const QString& key : {u"7"_s, u"4"_s, u"6"_s, u"6"_s, u"6"_s, u"5"_s, u"3"_s, u"5"_s}) {
            m_driver.press(key);
        }
        m_driver.settle(700);
        return m_driver.shoot(u"02-annotate-rating"_s);
    }

    /// Marks the words `quote` of the response by the keyboard and gives them a category and a severity.
    Result<void> markSpan(const QString& quote, const QString& category, const QString& severity)
    {
        constexpr int kMostSteps = 200;
        const auto* view = m_app.window().findChild<SpanTextView*>();
        const qsizetype at = view != nullptr ? view->text().indexOf(quote) : -1;
        if (at < 0) {
            return makeError(ErrorCode::NotFound, u"The response does not say “%1”."_s.arg(quote));
        }
        const qint64 start = view->index().utf16ToCodePoint(at);
        const qint64 end = view->index().utf16ToCodePoint(at + quote.size());
        m_driver.press(u"Space"_s);
        for (int step = 0; step < kMostSteps && view->pendingRange().first < start; ++step) {
            m_driver.press(u"Ctrl+Right"_s);
        }
        for (int step = 0; step < kMostSteps && view->pendingRange().second < end; ++step) {
            m_driver.press(u"Right"_s);
        }
        if (view->pendingRange().first != start || view->pendingRange().second < end) {
            return makeError(ErrorCode::Conflict, u"“%1” could not be marked."_s.arg(quote));
        }
        m_driver.press(category);
        m_driver.press(severity);
        return {};
    }

    /// What someone who has read the passages would mark. Passage 2 says that the Secretary-General is from
    /// Portugal, passage 3 that Ban Ki-moon was elected in 2006; and nobody asked what the office is.
    Result<void> span()
    {
        PLUMBLINE_TRY(openItem(u"sample-span-003"_s));
        const QString wrong = u"3"_s;
        const QString irrelevant = u"1"_s;
        PLUMBLINE_TRY(markSpan(u"from the United States"_s, wrong, u"E"_s));
        PLUMBLINE_TRY(markSpan(u"The Secretary-General serves as the chief administrative officer of the "
                               "United Nations"_s,
                               irrelevant, u"Q"_s));
        PLUMBLINE_TRY(markSpan(u"13 October 2016"_s, wrong, u"W"_s));
        // The evidence for it: passage 3, sentence 8.
        m_driver.press(u"]"_s);
        m_driver.press(u"]"_s);
        m_driver.press(u"I"_s);
        for (int sentence = 1; sentence < 8; ++sentence) {
            m_driver.press(u"Down"_s);
        }
        m_driver.press(u"V"_s);
        m_driver.settle(700);
        PLUMBLINE_TRY(m_driver.shoot(u"03-annotate-span"_s));
        PLUMBLINE_TRY(shootIn(ThemeKind::Dark, u"03-annotate-span-dark"_s));
        return shootIn(ThemeKind::HighContrast, u"03-annotate-span-hc"_s);
    }

    /// A ranking, a critique and a reaction. They stand at the end: the sample has none, and what is added
    /// for them would show in the other pictures.
    Result<void> otherKinds()
    {
        PLUMBLINE_TRY(addOtherKinds(*m_app.workspace().store()));
        PLUMBLINE_TRY(openItem(u"sample-ranking-001"_s));
        for (const QString& key : {u"1"_s, u"Space"_s, u"1"_s, u"Space"_s, u"3"_s, u"Space"_s, u"="_s}) {
            m_driver.press(key);
        }
        m_driver.settle(700);
        PLUMBLINE_TRY(m_driver.shoot(u"04-annotate-ranking"_s));
        PLUMBLINE_TRY(shootIn(ThemeKind::Dark, u"04-annotate-ranking-dark"_s));
        PLUMBLINE_TRY(openItem(u"sample-critique-001"_s));
        m_driver.press(u"C"_s);
        m_driver.type(u"Too general: name two sights, say why they matter and what you did there."_s);
        m_driver.press(u"Esc"_s);
        m_driver.press(u"2"_s);
        m_driver.press(u"E"_s);
        m_driver.settle(700);
        PLUMBLINE_TRY(m_driver.shoot(u"04b-annotate-critique"_s));
        PLUMBLINE_TRY(openItem(u"sample-reaction-001"_s));
        m_driver.press(u"E"_s);
        m_driver.settle(700);
        return m_driver.shoot(u"04c-annotate-reaction"_s);
    }

    Result<void> manage()
    {
        go(u"G, H"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"05-project-home"_s));
        PLUMBLINE_TRY(shootIn(ThemeKind::Dark, u"05-project-home-dark"_s));
        go(u"G, E"_s);
        m_driver.press(u"J"_s);
        m_driver.press(u"J"_s);
        m_driver.settle(kLoadMs);
        PLUMBLINE_TRY(m_driver.shoot(u"12-explorer"_s));
        PLUMBLINE_TRY(shootIn(ThemeKind::Dark, u"12-explorer-dark"_s));
        go(u"G, Y"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"15-answers"_s));
        go(u"G, B"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"16-batches"_s));
        go(u"G, ,"_s);
        return m_driver.shoot(u"17-settings"_s);
    }

    Result<Job> runExport(const QString& path, const ExportOptions& options)
    {
        JobRunner& jobs = *m_app.workspace().jobs();
        PLUMBLINE_ASSIGN(const JobId id, jobs.start(u"export"_s, exportJobParams(path, options)));
        jobs.wait(id);
        PLUMBLINE_ASSIGN(const Job job, m_app.workspace().store()->read([id](Session& session) {
            return JobRepository(session).get(id);
        }));
        if (job.state != JobState::Done) {
            return makeError(ErrorCode::Io, job.message).inFile(path);
        }
        return job;
    }

    /// MT-Bench's files, the votes among them with four damaged lines; paths divided by line ends.
    Result<QString> damagedVotes()
    {
        ExportOptions options;
        options.format = u"mt-bench"_s;
        const QString folder = m_scratch + u"/mt-bench"_s;
        PLUMBLINE_TRY(runExport(folder, options));
        QFile votes(folder + u"/human.jsonl"_s);
        if (!votes.open(QIODevice::ReadOnly)) {
            return makeError(ErrorCode::Io, votes.errorString()).inFile(votes.fileName());
        }
        QList<QByteArray> lines = votes.readAll().split('\n');
        lines[213].replace("\"winner\":\"model_a\"", "\"winner\":\"model_c\"");
        lines[213].replace("\"winner\":\"model_b\"", "\"winner\":\"model_c\"");
        lines[213].replace("\"winner\":\"tie\"", "\"winner\":\"model_c\"");
        lines[640].chop(18);
        lines[1207].replace("\"turn\":", "\"turn\":7");
        lines[2950].prepend("\xff\xfe");
        QFile damaged(m_scratch + u"/answers.jsonl"_s);
        const QByteArray bytes = lines.join('\n');
        if (!damaged.open(QIODevice::WriteOnly) || damaged.write(bytes) != bytes.size() || !damaged.flush()) {
            return makeError(ErrorCode::Io, damaged.errorString()).inFile(damaged.fileName());
        }
        QStringList files{folder + u"/question.jsonl"_s};
        const QDir answers(folder + u"/model_answer"_s);
        for (const QString& name : answers.entryList(QDir::Files, QDir::Name)) {
            files.append(answers.absoluteFilePath(name));
        }
        files.append(damaged.fileName());
        return files.join(u'\n');
    }

    Result<void> importCheck()
    {
        PLUMBLINE_ASSIGN(const QString votes, damagedVotes());
        m_app.window().showPage(u"data"_s, u"import:"_s + votes);
        PLUMBLINE_TRY(m_driver.waitFor(u"the import opens"_s,
                                       [] { return QApplication::activeModalWidget() != nullptr; }));
        for (int step = 0; step < 2; ++step) { // format, fields, check
            m_driver.settle(kReadMs);
            m_driver.press(u"Ctrl+Return"_s);
        }
        m_driver.settle(kReadMs);
        sizeDialog();
        m_driver.press(u"F8"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"10-import-check"_s));
        return closeDialog();
    }

    Result<void> exportDialog()
    {
        m_app.window().showPage(u"data"_s, u"export"_s);
        PLUMBLINE_TRY(m_driver.waitFor(u"the export opens"_s,
                                       [] { return QApplication::activeModalWidget() != nullptr; }));
        sizeDialog();
        m_driver.settle(kReadMs);
        const auto choose = [this](const QString& key, int steps) {
            m_driver.press(key);
            for (int step = 0; step < steps; ++step) {
                m_driver.press(u"Down"_s);
            }
            m_driver.press(u"Return"_s);
        };
        choose(u"S"_s, 1); // the votes of people
        choose(u"R"_s, 2); // train 90 %, test 10 %
        for (const QString& check : {u"H"_s, u"C"_s}) {
            m_driver.press(check);
        }
        m_driver.settle(kReadMs);
        PLUMBLINE_TRY(m_driver.shoot(u"11-export"_s));
        return closeDialog();
    }

    /// As large as on a screen; the one offscreen is smaller than a dialog.
    static void sizeDialog()
    {
        if (QWidget* dialog = QApplication::activeModalWidget()) {
            dialog->resize(metrics::kDialogWidth, metrics::kDialogHeight);
        }
    }

    Result<void> closeDialog()
    {
        if (QWidget* dialog = QApplication::activeModalWidget()) {
            dialog->close();
        }
        return m_driver.waitFor(u"the dialog closes"_s,
                                [] { return QApplication::activeModalWidget() == nullptr; });
    }

    Result<void> jobs()
    {
        go(u"G, Q"_s);
        return m_driver.shoot(u"18-jobs"_s);
    }

    /// The data set that the main job ends with: preferences that TRL loads unchanged, and their card.
    Result<void> exportData()
    {
        ExportOptions options;
        options.format = u"trl-preference"_s;
        options.licence = u"Votes CC BY 4.0 (LMSYS), answers Apache-2.0"_s;
        options.commandLine =
            u"plumblinectl export sample.plumb --format trl-preference --output trl-preference.jsonl"_s;
        const QString path = m_folder + u"/trl-preference.jsonl"_s;
        PLUMBLINE_TRY(runExport(path, options));
        std::fputs(qPrintable(path + u'\n'), stdout);
        return {};
    }

    Application& m_app;
    TourClock& m_clock;
    TourDriver m_driver;
    QString m_folder;
    QString m_scratch;
};

} // namespace

int takeTour(QApplication& qtApplication, const QString& folder)
{
    const QTemporaryDir scratch;
    const QString target = QDir(folder).absolutePath();
    if (!scratch.isValid() || !QDir().mkpath(target)) {
        std::fputs(qPrintable(u"The folder %1 could not be made.\n"_s.arg(target)), stderr);
        return 1;
    }
    TourClock clock;
    ScriptedDialogs dialogs;
    StartOptions options;
    options.theme = u"light"_s;
    options.annotator = u"expert_17"_s;
    options.settingsFile = scratch.filePath(u"settings.ini"_s);
    Application application(qtApplication, options, clock, dialogs);
    application.context().theme.setMotionReduced(true);
    const Result<void> taken = Tour(application, clock, target, scratch.path()).take();
    if (!taken) {
        std::fputs(qPrintable(taken.error().toString() + u'\n'), stderr);
        return 1;
    }
    return 0;
}

} // namespace plumbline
