// The real workbench on a large project: start to first item, submit to next shown, scrolling the list of
// items.

#include "app/application.h"
#include "core/base/random.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/workload.h"
#include "ui/models/itemlistmodel.h"
#include "ui/screens/annotate/annotatecontroller.h"
#include "ui/screens/annotate/annotatescreen.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kOpenLimitMs = 300;
constexpr double kFrameLimitMs = 16;
constexpr double kListLimitMs = 1000.0 / 60.0;
constexpr int kPatienceMs = 30'000;
/// Nobody reads an item faster than this. In the pause before the answer the workbench gets the next one
/// ready.
constexpr double kReadingMs = 250;

/// Runs events until it is so, asleep between them as the program itself is; false when patience ends.
bool waitFor(const std::function<bool()>& isSo)
{
    constexpr int kLookMs = 20;
    QTimer look; // wakes it up to see whether it is so although nothing has happened
    look.start(kLookMs);
    const BenchTimer timer;
    while (!isSo()) {
        if (timer.ms() > kPatienceMs) {
            return false;
        }
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

void press(QWidget& window, Qt::Key key, const QString& text)
{
    QWidget* focus = QApplication::focusWidget();
    QWidget* target = focus != nullptr ? focus : &window;
    QKeyEvent down(QEvent::KeyPress, key, {}, text);
    QCoreApplication::sendEvent(target, &down);
    QKeyEvent up(QEvent::KeyRelease, key, {}, text);
    QCoreApplication::sendEvent(target, &up);
}

/// Draws what has changed, as the event loop would now; all of the window when nothing has.
class Painter : public QObject
{
public:
    Painter() { QCoreApplication::instance()->installEventFilter(this); }

    void draw(QWidget& window)
    {
        const int before = m_count;
        // One pass takes what was posted before it; laying out posts more, and it counts too.
        for (int last = -1; last != m_count;) {
            last = m_count;
            QCoreApplication::sendPostedEvents();
            QCoreApplication::sendPostedEvents();
        }
        if (m_count == before) {
            window.repaint();
        }
    }

    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        m_count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

private:
    int m_count = 0;
};

Error gaveUp(const QString& what)
{
    return makeError(ErrorCode::Unknown, u"The workbench did not come to this: %1."_s.arg(what));
}

/// From the press of Enter, in ms: until the label is durable and the next item is known, until it has been
/// handed to the widgets, until it is drawn.
struct Moves
{
    std::vector<double> durable;
    std::vector<double> shown;
    std::vector<double> drawn;
};

/// The whole workbench, opened on a project.
class Workbench
{
public:
    Workbench(QApplication& application, const QString& project, const QString& settings)
    {
        StartOptions options;
        options.project = project;
        options.annotator = u"bench person"_s;
        options.settingsFile = settings;
        options.theme = u"light"_s;
        m_application = std::make_unique<Application>(application, options, m_clock, m_dialogs);
    }

    /// From the start of the window to the first item drawn.
    Result<double> start()
    {
        const BenchTimer timer;
        bool isOpen = false;
        QObject::connect(&m_application->workspace(), &Workspace::opened, &m_application->window(),
                         [&isOpen] { isOpen = true; });
        m_application->window().resize(1440, 900);
        m_application->start();
        if (!waitFor([&] { return isOpen; })) {
            return gaveUp(u"an open project"_s);
        }
        m_application->window().showPage(u"annotate"_s);
        m_screen = m_application->window().findChild<AnnotateScreen*>();
        if (m_screen == nullptr || m_screen->controller() == nullptr ||
            !waitFor([&] { return m_screen->controller()->item().has_value(); })) {
            return gaveUp(u"a first item"_s);
        }
        m_application->window().repaint();
        return timer.ms();
    }

    /// Answers items, each after a pause for reading (0: as fast as keys come).
    Result<void> answer(int rounds, double readingMs, Moves& moves, std::vector<double>& keyToDrawn);
    Result<void> scrollItems(int rounds, std::vector<double>& steps, std::vector<double>& jumps,
                             double& countingMs);

private:
    /// Answers what is open so that it can be submitted; the pairwise items of the workload take one key
    /// each.
    Result<void> fillIn(std::vector<double>& keyToDrawn);

    const SystemClock m_clock;
    ScriptedDialogs m_dialogs;
    Painter m_painter;
    std::unique_ptr<Application> m_application;
    AnnotateScreen* m_screen = nullptr;
};

Result<void> Workbench::fillIn(std::vector<double>& keyToDrawn)
{
    constexpr int kMostKeys = 12;
    for (int key = 0; key < kMostKeys && m_screen->controller()->gap(); ++key) {
        const BenchTimer timer;
        press(m_application->window(), Qt::Key_1, u"1"_s);
        m_painter.draw(m_application->window());
        keyToDrawn.push_back(timer.ms());
    }
    return m_screen->controller()->gap() ? Result<void>(gaveUp(u"a complete answer"_s)) : Result<void>();
}

Result<void> Workbench::answer(int rounds, double readingMs, Moves& moves, std::vector<double>& keyToDrawn)
{
    AnnotateController* controller = m_screen->controller();
    for (int round = 0; round < rounds; ++round) {
        const BenchTimer reading;
        waitFor([&] { return reading.ms() >= readingMs; });
        PLUMBLINE_TRY(fillIn(keyToDrawn));
        double durable = 0;
        double shown = 0;
        const BenchTimer timer;
        const QList<QMetaObject::Connection> connections{
            QObject::connect(controller, &AnnotateController::answered, [&] { durable = timer.ms(); }),
            QObject::connect(controller, &AnnotateController::itemOpened, [&] { shown = timer.ms(); })};
        press(m_application->window(), Qt::Key_Return, u"\r"_s);
        const bool came = waitFor([&] { return shown > 0; });
        m_painter.draw(m_application->window());
        moves.drawn.push_back(timer.ms());
        moves.durable.push_back(durable);
        moves.shown.push_back(shown - durable);
        for (const QMetaObject::Connection& connection : connections) {
            QObject::disconnect(connection);
        }
        if (!came) {
            return gaveUp(u"the next item"_s);
        }
        if (!waitFor([&] { return !controller->isMoving(); })) {
            return gaveUp(u"rest"_s);
        }
    }
    return {};
}

Result<void> Workbench::scrollItems(int rounds, std::vector<double>& steps, std::vector<double>& jumps,
                                    double& countingMs)
{
    const BenchTimer counting;
    m_application->window().showPage(u"items"_s);
    Page* page = m_application->window().currentPage();
    auto* table = page != nullptr ? page->findChild<QTableView*>() : nullptr;
    auto* model = table != nullptr ? qobject_cast<ItemListModel*>(table->model()) : nullptr;
    if (model == nullptr || !waitFor([&] { return model->rowCount() > 0; })) {
        return gaveUp(u"a list of items"_s);
    }
    countingMs = counting.ms();
    QScrollBar* bar = table->verticalScrollBar();
    Random random(3);
    const auto frame = [&](int value) {
        const BenchTimer timer;
        bar->setValue(value);
        m_painter.draw(m_application->window());
        const double drawn = timer.ms();
        QCoreApplication::processEvents(); // rows that arrive are drawn between the frames
        return drawn;
    };
    for (int round = 0; round < rounds; ++round) {
        steps.push_back(frame(bar->value() + bar->singleStep() * 3));
    }
    for (int round = 0; round < rounds; ++round) {
        jumps.push_back(frame(static_cast<int>(random.below(static_cast<quint64>(bar->maximum()) + 1))));
    }
    // What the page asked for in the background comes to its end before the window goes.
    constexpr double kRestMs = 2'000;
    const BenchTimer rest;
    waitFor([&] { return rest.ms() > kRestMs; });
    return {};
}

Result<void> prepare(const BenchOptions& options, const QString& path, BenchReport& report)
{
    PLUMBLINE_ASSIGN(const RealTexts texts, RealTexts::load(options.data));
    report.setFact(u"items"_s, options.items);
    report.setFact(u"texts"_s, texts.source);
    if (QFile::exists(path)) {
        BenchReport::say(u"the project of an earlier run is used"_s);
        return {};
    }
    BenchReport::say(u"%1 items are made"_s.arg(options.items));
    WorkloadShape shape;
    shape.items = options.items;
    const SystemClock clock;
    PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, createBenchStore(path, clock, shape.seed));
    return Workload(texts, shape).fill(*store);
}

Result<void> measure(QApplication& application, const BenchOptions& options, const QDir& folder,
                     BenchReport& report)
{
    const QString path = folder.filePath(u"bench_gui.plumb"_s);
    PLUMBLINE_TRY(prepare(options, path, report));
    dropFromPageCache(path);
    const BenchTimer making;
    Workbench workbench(application, path, folder.filePath(u"settings.ini"_s));
    report.add(u"making the window"_s, making.ms(), u"ms"_s);
    PLUMBLINE_ASSIGN(const double opening, workbench.start());
    report.add(u"open and show the next item"_s, opening, u"ms"_s, BenchReport::Limit::AtMost, kOpenLimitMs,
               u"window shown, project opened, item drawn; file not in memory"_s);
    Moves moves;
    Moves hurried;
    std::vector<double> keys;
    BenchReport::say(u"answering"_s);
    PLUMBLINE_TRY(workbench.answer(options.rounds, kReadingMs, moves, keys));
    PLUMBLINE_TRY(workbench.answer(options.rounds, 0, hurried, keys));
    report.addTimes(u"submit to next shown"_s, moves.drawn, kFrameLimitMs,
                    u"key press to drawn, durable; after %1 ms of reading"_s.arg(kReadingMs));
    report.addTimes(u"  of it until durable"_s, moves.durable);
    report.addTimes(u"  of it handing it to the widgets"_s, moves.shown);
    report.addTimes(u"submit to next shown, no reading"_s, hurried.drawn, std::nullopt,
                    u"answers as fast as keys come"_s);
    report.addTimes(u"key to drawn"_s, keys, kFrameLimitMs);
    std::vector<double> steps;
    std::vector<double> jumps;
    double countingMs = 0;
    BenchReport::say(u"scrolling the items"_s);
    PLUMBLINE_TRY(workbench.scrollItems(options.rounds, steps, jumps, countingMs));
    report.add(u"list of items, first rows"_s, countingMs, u"ms"_s);
    report.addTimes(u"list of items, scroll on"_s, steps, kListLimitMs, u"60 frames a second"_s);
    report.addTimes(u"list of items, jump anywhere"_s, jumps, kListLimitMs, u"60 frames a second"_s);
    report.add(u"memory"_s, peakMemoryMib(), u"MiB"_s, u"peak of the process"_s);
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const BenchOptions options = BenchOptions::read(u"The workbench on a large project"_s, 1'000'000, 500);
    const QTemporaryDir temporary;
    const QDir folder(options.folder.isEmpty() ? temporary.path() : options.folder);
    BenchReport report(u"bench_gui"_s);
    if (const Result<void> measured = measure(application, options, folder, report); !measured) {
        qCritical("%s | %s", qPrintable(measured.error().toString()), qPrintable(measured.error().details));
        return 1;
    }
    return report.finish(options.out);
}
