#include "core/store/itemrows.h"

#include "core/base/json.h"

namespace plumbline::itemrows {

using namespace Qt::Literals::StringLiterals;

Result<QJsonObject> objectColumn(const QString& text)
{
    return text.isEmpty() ? Result<QJsonObject>(QJsonObject()) : parseJsonObject(text.toUtf8());
}

Result<Item> itemFromRow(const Rows& rows)
{
    Item item;
    int column = 0;
    item.id = ItemId{rows.integer(column++)};
    item.uid = rows.text(column++);
    item.kind = itemKindFromName(rows.text(column++)).value_or(ItemKind::Pairwise);
    item.promptId = PromptId{rows.integer(column++)};
    item.schemaVersionId = SchemaVersionId{rows.integer(column++)};
    item.batchId = BatchId{rows.integer(column++)};
    item.position = rows.integer(column++);
    item.priority = rows.real(column++);
    item.overlap = static_cast<int>(rows.integer(column++));
    item.taken = static_cast<int>(rows.integer(column++));
    item.labelCount = static_cast<int>(rows.integer(column++));
    item.skipCount = static_cast<int>(rows.integer(column++));
    item.flagCount = static_cast<int>(rows.integer(column++));
    item.isGold = rows.boolean(column++);
    if (const QString gold = rows.text(column++); !gold.isEmpty()) {
        PLUMBLINE_ASSIGN(const QJsonObject object, objectColumn(gold));
        PLUMBLINE_ASSIGN(AnnotationContent content, AnnotationContent::fromJson(object));
        item.gold = content;
    }
    PLUMBLINE_ASSIGN(item.meta, objectColumn(rows.text(column)));
    return item;
}

Result<Response> responseFromRow(const Rows& rows, int first)
{
    Response response;
    response.id = ResponseId{rows.integer(first)};
    response.promptId = PromptId{rows.integer(first + 1)};
    response.model = rows.text(first + 2);
    if (const QString earlier = rows.text(first + 4); !earlier.isEmpty()) {
        PLUMBLINE_ASSIGN(const QJsonValue turns, parseJson(earlier.toUtf8()));
        const QJsonArray array = turns.toArray();
        for (const QJsonValue& turn : array) {
            response.turns << turn.toString();
        }
    }
    response.turns << rows.text(first + 3);
    PLUMBLINE_ASSIGN(response.meta, objectColumn(rows.text(first + 5)));
    return response;
}

Result<Prompt> promptFromBody(const QString& body)
{
    PLUMBLINE_ASSIGN(const QJsonObject object, parseJsonObject(body.toUtf8()));
    return Prompt::fromJson(object);
}

} // namespace plumbline::itemrows
