#pragma once

#include "core/base/result.h"
#include "core/domain/content.h"
#include "core/domain/item.h"

#include <QByteArrayView>
#include <QJsonObject>
#include <QString>
#include <QStringView>

#include <cstdint>
#include <optional>
#include <vector>

namespace plumbline {

struct Session;

/// How the stored parts of a label become values of a LabelTable.
namespace labelparts {

/// Milliseconds since 1970 of a stored time ("2026-01-31T12:04:31.250Z"); 0: it is none.
[[nodiscard]] std::int64_t timeMs(QByteArrayView text);
/// "2 0 1".
[[nodiscard]] std::vector<std::int32_t> shownOrder(QByteArrayView text);
/// +1: `first` stood in front of `second`, −1: behind it, 0: the order does not say.
[[nodiscard]] int whoIsFirst(const std::vector<std::int32_t>& order, ResponseIndex first,
                             ResponseIndex second);
/// Whether a name comes before another by code points.
[[nodiscard]] bool isBefore(QStringView name, QStringView other);

/// What a label's provenance says of the call of a judge.
struct Call
{
    QString templateVersion; ///< "name v2"; "" when not said
    std::optional<double> cost;
    std::optional<double> seconds;
    std::optional<double> probability;
    std::int64_t tokens = 0;
};
/// Nothing when it holds none of the keys that LabelCall names.
[[nodiscard]] std::optional<Call> callOf(const QJsonObject& provenance);

/// All batches, in order of id.
[[nodiscard]] Result<std::vector<Batch>> batchesById(Session& session);

} // namespace labelparts
} // namespace plumbline
