#include "core/store/queuekey.h"

#include "core/base/hash.h"

#include <bit>

namespace plumbline {

namespace {
/// Room for the position below the number of taken slots.
constexpr int kPositionBits = 44;
} // namespace

qint64 queueKey(QueueOrder order, quint64 projectSeed, const QString& itemUid, qint64 position,
                double priority, int taken)
{
    switch (order) {
    case QueueOrder::Fixed:
        return position;
    case QueueOrder::Random:
        return static_cast<qint64>(stableHash(itemUid.toUtf8(), projectSeed) >> 1);
    case QueueOrder::FewestLabels:
        return (static_cast<qint64>(taken) << kPositionBits) + position;
    case QueueOrder::Priority: {
        // The bits of a double sort like the numbers once negative ones are mirrored; negated: highest first.
        const auto bits = std::bit_cast<qint64>(priority == 0 ? 0.0 : priority);
        const qint64 rising =
            bits < 0 ? static_cast<qint64>(0x8000000000000000ULL - static_cast<quint64>(bits)) : bits;
        return -rising;
    }
    }
    return position;
}

} // namespace plumbline
