#include "core/store/itemwhere.h"

#include "core/store/textquery.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<void> addText(ItemWhere& where, const QString& text)
{
    PLUMBLINE_ASSIGN(const QString match, textMatchExpression(text));
    where.add(u"(i.prompt_id IN (SELECT rowid FROM prompt_text WHERE prompt_text MATCH ?) OR i.id IN (SELECT "
              u"ir.item_id "
              "FROM item_response ir WHERE ir.response_id IN (SELECT rowid FROM response_text WHERE "
              "response_text MATCH "
              "?)))"_s,
              {match, match});
    return {};
}

bool hasLabelLimit(const ItemFilter& filter)
{
    return filter.minimumLabels || filter.maximumLabels;
}

/// Whether the index item_list (batch, kind, labels…) leads to the items. Where the filter leaves its first
/// columns open, all their values are named: then only the stretches of the index are read that count.
bool usesIndexOfList(const ItemFilter& filter)
{
    const bool isNarrower = filter.onlyFlagged || !filter.category.isEmpty() || !filter.model.isEmpty() ||
                            filter.annotator || !filter.text.trimmed().isEmpty();
    return (filter.kind || hasLabelLimit(filter)) && !isNarrower;
}

} // namespace

Result<ItemWhere> ItemWhere::of(const ItemFilter& filter, Aim aim)
{
    ItemWhere where;
    const bool usesList = aim == Aim::All && usesIndexOfList(filter);
    if (filter.batch) {
        where.add(u"i.batch_id = ?"_s, {filter.batch->value});
    } else if (usesList) {
        where.add(u"i.batch_id IN (SELECT id FROM batch)"_s);
    }
    if (filter.kind) {
        where.add(u"i.kind = ?"_s, {toName(*filter.kind)});
    } else if (usesList && hasLabelLimit(filter)) {
        where.add(u"i.kind IN ('pairwise', 'rating', 'ranking', 'span', 'critique', 'reaction')"_s);
    }
    if (filter.minimumLabels) {
        where.add(u"i.label_count >= ?"_s, {*filter.minimumLabels});
    }
    if (filter.maximumLabels) {
        where.add(u"i.label_count <= ?"_s, {*filter.maximumLabels});
    }
    if (filter.isOpen) {
        where.add(*filter.isOpen ? u"i.taken < i.overlap"_s : u"i.taken >= i.overlap"_s);
    }
    if (filter.onlyFlagged) {
        where.add(u"i.flag_count > 0"_s);
    }
    if (filter.onlyGold) {
        where.add(u"i.is_gold = 1"_s);
    }
    if (!filter.category.isEmpty()) {
        where.add(u"i.prompt_id IN (SELECT id FROM prompt WHERE category = ? AND category <> '')"_s,
                  {filter.category});
    }
    if (!filter.model.isEmpty()) {
        where.add(
            u"i.id IN (SELECT ir.item_id FROM item_response ir JOIN response r ON r.id = ir.response_id "
            "JOIN model m ON m.id = r.model_id WHERE m.name = ?)"_s,
            {filter.model});
    }
    if (filter.annotator) {
        where.add(u"i.id IN (SELECT item_id FROM annotation WHERE annotator_id = ?)"_s,
                  {filter.annotator->value});
    }
    if (!filter.text.trimmed().isEmpty()) {
        PLUMBLINE_TRY(addText(where, filter.text));
    }
    return where;
}

} // namespace plumbline
