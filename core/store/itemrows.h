#pragma once

#include "core/domain/item.h"
#include "core/store/connection.h"

/// How rows become items, prompts and responses; shared by the repositories.
namespace plumbline::itemrows {

inline constexpr QStringView kItemColumns =
    u"i.id, i.uid, i.kind, i.prompt_id, i.schema_version_id, i.batch_id, i.position, i.priority, i.overlap, "
    u"i.taken, "
    u"i.label_count, i.skip_count, i.flag_count, i.is_gold, i.gold, i.meta";
inline constexpr int kItemColumnCount = 16;
inline constexpr QStringView kResponseColumns = u"r.id, r.prompt_id, m.name, r.text, r.earlier_turns, r.meta";

/// Reads kItemColumns from column 0 on.
[[nodiscard]] Result<Item> itemFromRow(const Rows& rows);
/// Reads kResponseColumns from column `first` on.
[[nodiscard]] Result<Response> responseFromRow(const Rows& rows, int first);
[[nodiscard]] Result<Prompt> promptFromBody(const QString& body);
/// An object column; the empty text is the empty object.
[[nodiscard]] Result<QJsonObject> objectColumn(const QString& text);

} // namespace plumbline::itemrows
