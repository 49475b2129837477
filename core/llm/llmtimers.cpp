#include "core/llm/llmtimers.h"

#include <QTimer>

#include <algorithm>
#include <limits>
#include <utility>

namespace plumbline {

void SystemTimers::callAfter(qint64 ms, QObject* context, std::function<void()> then)
{
    const qint64 most = std::numeric_limits<int>::max();
    QTimer::singleShot(static_cast<int>(std::clamp<qint64>(ms, 0, most)), Qt::PreciseTimer, context,
                       std::move(then));
}

} // namespace plumbline
