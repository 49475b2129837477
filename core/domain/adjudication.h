#pragma once

#include "core/domain/item.h"

#include <QJsonObject>
#include <QString>

namespace plumbline {

/// Adjudication: what people (or judges) disagree on is copied into a batch of its own, where an experienced
/// person settles each unit. The batch says so in its meta, {"purpose":"adjudication"}; each of its items
/// names the one it was copied from, {"adjudicates":UID}, and the verdict carries the same in its provenance.
///
/// A verdict is an ordinary, append-only label. What it settles is the unit (the same responses), and there
/// it outranks the majority: consensus takes the newest verdict of an adjudication batch where there is one,
/// else what the votes say. It is no vote: agreement among people leaves it out.
///
/// Such a batch is handed out only to whoever asks for it by name: an empty QueueFilter passes it over.

/// Whether a batch holds what is to be settled.
[[nodiscard]] bool isAdjudication(const Batch& batch);
/// The meta of such a batch.
[[nodiscard]] QJsonObject adjudicationMeta();
/// The uid of the item that an item of such a batch was copied from; "" for an ordinary item.
[[nodiscard]] QString adjudicatedUid(const QJsonObject& itemMeta);
/// Adds the uid to an item's meta, or to the provenance of a verdict.
void setAdjudicatedUid(QJsonObject& object, const QString& uid);

} // namespace plumbline
