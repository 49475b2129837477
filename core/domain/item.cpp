#include "core/domain/item.h"

#include "core/base/hash.h"
#include "core/base/random.h"

#include <algorithm>
#include <numeric>

namespace plumbline {

QStringList ItemView::judgedTexts() const
{
    QStringList texts;
    texts.reserve(responses.size());
    for (const Response& response : responses) {
        texts.append(response.text());
    }
    return texts;
}

QList<ResponseIndex> shownOrder(quint64 projectSeed, const QString& itemUid, const QString& annotatorUid,
                                int count)
{
    QList<ResponseIndex> order(std::max(0, count));
    std::iota(order.begin(), order.end(), 0);
    const std::uint64_t item = stableHash(itemUid.toUtf8());
    const std::uint64_t annotator = stableHash(annotatorUid.toUtf8());
    Random random(mix64(mix64(projectSeed, item), annotator));
    for (qsizetype last = order.size() - 1; last > 0; --last) {
        const auto other = static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(last) + 1));
        order.swapItemsAt(last, other);
    }
    return order;
}

} // namespace plumbline
