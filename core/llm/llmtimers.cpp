#include "core/llm/llmtimers.h"

#include <QTimer>

#include <algorithm>
#include <limits>
#include <utility>

namespace plumbline {

void SystemTimers::callAfter(qint64 ms, QObject* context, std::function<void()> then)
{
    const qint64 most = std::numeric_limits<int>::max();
    // A timer of its own that goes with the context: one of QTimer::singleShot() would live on until its
    // time, and a request's ten minutes are a great many requests.
    auto* timer = new QTimer(context);
    timer->setSingleShot(true);
    timer->setTimerType(Qt::PreciseTimer);
    QObject::connect(timer, &QTimer::timeout, context, [timer, then = std::move(then)] {
        timer->deleteLater();
        then();
    });
    timer->start(static_cast<int>(std::clamp<qint64>(ms, 0, most)));
}

} // namespace plumbline
