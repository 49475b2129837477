#include "core/store/integrity.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<void> addDatabaseProblems(Session& session, QStringList& problems)
{
    PLUMBLINE_ASSIGN(Rows integrity, session.db.query(u"PRAGMA integrity_check"_s));
    while (integrity.next()) {
        if (integrity.text(0) != "ok"_L1) {
            problems << u"database: "_s + integrity.text(0);
        }
    }
    PLUMBLINE_TRY(integrity.status());
    PLUMBLINE_ASSIGN(Rows foreign, session.db.query(u"PRAGMA foreign_key_check"_s));
    while (foreign.next()) {
        problems << u"table %1, row %2: refers to a row of %3 that is not there"_s.arg(
            foreign.text(0), foreign.text(1), foreign.text(2));
    }
    return foreign.status();
}

/// Adds `sentence` with the number that `sql` counts, when it is not 0.
Result<void> addCount(Session& session, QStringList& problems, const QString& sql, const QString& sentence)
{
    PLUMBLINE_ASSIGN(const qint64 count, session.db.integer(sql));
    if (count != 0) {
        problems << sentence.arg(count);
    }
    return {};
}

Result<void> addCountProblems(Session& session, QStringList& problems)
{
    PLUMBLINE_TRY(
        addCount(session, problems,
                 u"SELECT count(*) FROM item i WHERE label_count <> (SELECT count(*) FROM annotation a WHERE "
                 "a.item_id = i.id AND a.action = 'submit' AND NOT EXISTS (SELECT 1 FROM annotation s WHERE "
                 "s.supersedes_id = a.id))"_s,
                 u"%1 items have a label count that differs from their annotations"_s));
    PLUMBLINE_TRY(
        addCount(session, problems,
                 u"SELECT count(*) FROM item i WHERE skip_count <> (SELECT count(*) FROM annotation a WHERE "
                 "a.item_id = i.id AND a.action = 'skip' AND NOT EXISTS (SELECT 1 FROM annotation s WHERE "
                 "s.supersedes_id = a.id))"_s,
                 u"%1 items have a skip count that differs from their annotations"_s));
    PLUMBLINE_TRY(
        addCount(session, problems,
                 u"SELECT count(*) FROM item i WHERE taken <> (SELECT count(*) FROM assignment a WHERE "
                 "a.item_id = i.id AND a.state IN ('leased', 'submitted'))"_s,
                 u"%1 items have a number of taken slots that differs from their assignments"_s));
    return addCount(
        session, problems,
        u"SELECT abs((SELECT count(*) FROM item) - coalesce((SELECT value FROM counter WHERE scope = '' AND "
        "name = 'items'), 0)) + abs((SELECT count(*) FROM item WHERE taken < overlap) - coalesce((SELECT "
        "value "
        "FROM counter WHERE scope = '' AND name = 'open_items'), 0)) + abs((SELECT count(*) FROM response) - "
        "coalesce((SELECT value FROM counter WHERE scope = '' AND name = 'responses'), 0))"_s,
        u"kept counters differ from a recount by %1"_s);
}

} // namespace

Result<QStringList> integrityProblems(Session& session)
{
    QStringList problems;
    PLUMBLINE_TRY(addDatabaseProblems(session, problems));
    PLUMBLINE_TRY(addCountProblems(session, problems));
    return problems;
}

} // namespace plumbline
