#pragma once

#include "core/domain/job.h"
#include "core/store/itemrepository.h"
#include "core/store/labelling.h"

#include <QHash>
#include <QJsonObject>

namespace plumbline {

/// What plumblinectl says of things; the keys are stable.
[[nodiscard]] QJsonObject toJson(const ItemRow& row);
[[nodiscard]] QJsonObject toJson(const Job& job);
[[nodiscard]] QJsonObject toJson(const Batch& batch);
[[nodiscard]] QJsonObject toJson(const Progress& progress);
/// `names`: annotators by id.
[[nodiscard]] QJsonObject toJson(const Annotation& annotation, const QHash<qint64, QString>& names);
/// An opened item with its texts. The authors of the responses are left out unless `withModels`: who judges
/// must not know them.
[[nodiscard]] QJsonObject toJson(const OpenItem& item, bool withModels);

} // namespace plumbline
