// A response of a megabyte in the span view and in the response view: opening, scrolling, marking.

#include "core/base/random.h"
#include "tests/bench/benchreport.h"
#include "tests/bench/realtexts.h"
#include "ui/textviews/responseview.h"
#include "ui/textviews/spantextview.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QScrollBar>
#include <QWindow>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kFrameLimitMs = 16; // design: nothing blocks the window longer than a frame
constexpr qsizetype kBytes = 1 << 20;
constexpr QSize kSize(900, 1000);

/// Real answers one after the other, a megabyte of them, with some of what is hard to lay out.
QString longText(const RealTexts& texts)
{
    QString out;
    while (out.size() < kBytes) {
        for (const RealTexts::Question& question : texts.questions) {
            for (const QString& answer : question.answers) {
                out += answer + u"\n\n"_s;
            }
            out += u"e\u0301t\u00e9 \U0001F469\u200D\U0001F52C \u05E9\u05DC\u05D5\u05DD\r\n"_s;
        }
    }
    return out.left(kBytes);
}

/// Counts what is really drawn, so that a window that draws nothing cannot look fast.
class PaintCounter : public QObject
{
public:
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
    int count = 0;
};

/// Draws a widget now, as the next frame would.
void draw(QWidget& widget)
{
    QCoreApplication::sendPostedEvents();
    widget.repaint();
}

/// Shows a window and waits until it can be drawn.
void expose(QWidget& window)
{
    window.resize(kSize);
    window.show();
    const BenchTimer timer;
    constexpr double kPatienceMs = 5'000;
    while (!(window.windowHandle() != nullptr && window.windowHandle()->isExposed()) &&
           timer.ms() < kPatienceMs) {
        QCoreApplication::processEvents();
    }
    draw(window);
}

std::vector<double> scroll(QWidget& widget, QAbstractScrollArea& area, int rounds, bool jumps)
{
    QScrollBar* bar = area.verticalScrollBar();
    PaintCounter painted;
    area.viewport()->installEventFilter(&painted);
    Random random(4);
    std::vector<double> times;
    int direction = 1; // down, and up again from the end: each frame shows another place
    for (int round = 0; round < rounds; ++round) {
        constexpr int kLines = 3;
        if (bar->value() == bar->maximum() || bar->value() == bar->minimum()) {
            direction = bar->value() == bar->minimum() ? 1 : -1;
        }
        const int by = bar->value() + direction * kLines * bar->singleStep();
        const auto to = static_cast<int>(random.below(static_cast<quint64>(bar->maximum()) + 1));
        const BenchTimer timer;
        bar->setValue(jumps ? to : by);
        draw(widget);
        times.push_back(timer.ms());
    }
    if (painted.count < rounds || bar->maximum() == 0) {
        qFatal("only %d of %d frames were drawn", painted.count, rounds);
    }
    return times;
}

void measureSpans(BenchReport& report, const Theme& theme, const QString& text, int rounds)
{
    SpanTextView view(theme);
    expose(view);
    const BenchTimer opening;
    view.setText(text);
    draw(view);
    report.add(u"span view: open"_s, opening.ms(), u"ms"_s, u"set and drawn"_s);
    report.addTimes(u"span view: scroll on"_s, scroll(view, view, rounds, false), kFrameLimitMs);
    report.addTimes(u"span view: jump anywhere"_s, scroll(view, view, rounds, true), kFrameLimitMs);

    // A span every few thousand characters, each laid over the list as the screen does it.
    QList<SpanMark> spans;
    Random random(6);
    std::vector<double> marking;
    std::vector<double> growing;
    constexpr int kSpans = 200;
    for (int index = 0; index < kSpans; ++index) {
        const auto start = static_cast<qint64>(random.below(static_cast<quint64>(text.size() / 2)));
        view.ensureVisible(start);
        draw(view);
        const BenchTimer timer;
        SpanMark mark;
        mark.id = index + 1;
        mark.start = start;
        mark.end = start + 40;
        mark.letter = u"I"_s;
        mark.slot = index % 6;
        spans.append(mark);
        view.setSpans(spans);
        view.setOpenSpan(mark.id);
        draw(view);
        marking.push_back(timer.ms());
        const BenchTimer moving;
        view.moveCursor(1, SpanTextView::Unit::Word);
        view.startSpan();
        view.moveEnd(1, SpanTextView::Unit::Word);
        draw(view);
        growing.push_back(moving.ms());
        view.cancelPending();
    }
    report.addTimes(u"span view: another span"_s, marking, kFrameLimitMs, u"up to 200 spans"_s);
    report.addTimes(u"span view: range by keys"_s, growing, kFrameLimitMs);
    report.addTimes(u"span view: scroll with 200 spans"_s, scroll(view, view, rounds, true), kFrameLimitMs);
}

void measureResponse(BenchReport& report, const Theme& theme, const QString& text, int rounds,
                     ResponseView::Mode mode, const QString& name)
{
    ResponseView view(theme);
    view.setMode(mode);
    expose(view);
    const BenchTimer opening;
    view.setText(text);
    draw(view);
    report.add(name + u": open"_s, opening.ms(), u"ms"_s, u"set and drawn"_s);
    report.addTimes(name + u": scroll on"_s, scroll(view, *view.area(), rounds, false), kFrameLimitMs);
    report.addTimes(name + u": jump anywhere"_s, scroll(view, *view.area(), rounds, true), kFrameLimitMs);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const BenchOptions options =
        BenchOptions::read(u"A response of a megabyte: opening, scrolling, marking"_s, 1, 500);
    const auto texts = RealTexts::load(options.data);
    if (!texts) {
        qCritical("%s", qPrintable(texts.error().toString()));
        return 1;
    }
    Theme theme;
    theme.setMotionReduced(true);
    theme.apply(application);
    const QString text = longText(*texts);
    BenchReport report(u"bench_text"_s);
    report.setFact(u"texts"_s, texts->source);
    report.setFact(u"characters"_s, text.size());
    measureSpans(report, theme, text, options.rounds);
    measureResponse(report, theme, text, options.rounds, ResponseView::Mode::Plain,
                    u"response view, plain"_s);
    measureResponse(report, theme, text, options.rounds, ResponseView::Mode::Markdown,
                    u"response view, Markdown"_s);
    const QString shorter = text.left(60'000);
    measureResponse(report, theme, shorter, options.rounds, ResponseView::Mode::Markdown,
                    u"60 kB of Markdown"_s);
    report.add(u"memory"_s, peakMemoryMib(), u"MiB"_s, u"peak of the process"_s);
    return report.finish(options.out);
}
