#pragma once

#include "tests/ui/screens/annotate/panelhost.h"

#include <QStringList>

namespace plumbline::test {

/// An item of a kind with these one-turn texts, shown in this order (empty: the item's own).
inline OpenItem openItemOf(ItemKind kind, const QStringList& texts, const QList<ResponseIndex>& order,
                           const SchemaDefinition& schema)
{
    OpenItem item;
    item.view.item.kind = kind;
    item.view.prompt.messages = {
        {QStringLiteral("user"), QStringLiteral("When did mcdonald's come to new zealand?")}};
    for (const QString& text : texts) {
        Response response;
        response.turns = {text};
        item.view.responses.append(response);
    }
    item.view.schema.definition = schema;
    item.shownOrder = order;
    return item;
}

inline QStringList openings()
{
    return {QStringLiteral("Its first location opened in Porirua on Monday 7 June 1976."),
            QStringLiteral("The company opened its first restaurant in Porirua, New Zealand on 7 June 1976."),
            QStringLiteral("It opened on Cobham Court in central Porirua in June 1976."),
            QStringLiteral("It was not officially opened until the following Saturday.")};
}

} // namespace plumbline::test
