#include "core/store/sameresponses.h"

#include <QSet>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QSet<qint64>> itemsWith(Session& session, ResponseId response)
{
    QSet<qint64> out;
    PLUMBLINE_ASSIGN(Rows rows, session.db.query(u"SELECT item_id FROM item_response WHERE response_id = ?"_s,
                                                 {response.value}));
    while (rows.next()) {
        out.insert(rows.integer(0));
    }
    PLUMBLINE_TRY(rows.status());
    return out;
}

} // namespace

Result<QList<ItemId>> itemsAbout(Session& session, const QList<ResponseId>& responses)
{
    QSet<qint64> items;
    for (qsizetype index = 0; index < responses.size(); ++index) {
        PLUMBLINE_ASSIGN(const QSet<qint64> with, itemsWith(session, responses[index]));
        items = index == 0 ? with : items.intersect(with);
    }
    QList<ItemId> out;
    for (const qint64 item : std::as_const(items)) {
        PLUMBLINE_ASSIGN(
            const qint64 count,
            session.db.integer(u"SELECT count(*) FROM item_response WHERE item_id = ?"_s, {item}));
        if (count == responses.size()) {
            out.append(ItemId{item});
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace plumbline
