#include "core/checks/storechecks.h"

#include "core/checks/findinglist.h"
#include "core/store/checkrepository.h"

namespace plumbline::checks {

using namespace Qt::Literals::StringLiterals;

Result<CheckFindings> integrity(Session& session, const CheckOptions& options)
{
    FindingList list(u"integrity"_s, options);
    PLUMBLINE_TRY(list.proceed());
    PLUMBLINE_ASSIGN(const QStringList problems, CheckRepository(session).databaseProblems());
    for (const QString& problem : problems) {
        list.add("damaged"_L1, Severity::Error, {problem}, {}, FindingAction::RestoreCopy);
    }
    return list.take();
}

Result<CheckFindings> counters(Session& session, const CheckOptions& options)
{
    FindingList list(u"counters"_s, options);
    PLUMBLINE_TRY(list.proceed());
    CheckRepository repository(session);
    PLUMBLINE_ASSIGN(const QList<CountDifference> counters, repository.counterDifferences());
    for (const CountDifference& difference : counters) {
        const QString kept = QString::number(difference.kept);
        const QString counted = QString::number(difference.counted);
        if (difference.scope.isEmpty()) {
            list.add("project"_L1, Severity::Error, {difference.name, kept, counted});
        } else {
            list.add("scope"_L1, Severity::Error, {difference.scope, difference.name, kept, counted});
        }
    }
    PLUMBLINE_TRY(list.proceed());
    PLUMBLINE_ASSIGN(const QList<CountDifference> items, repository.itemCountDifferences(options.limit));
    for (const CountDifference& difference : items) {
        list.add("item"_L1, Severity::Error,
                 {QString::number(difference.item.value), difference.name, QString::number(difference.kept),
                  QString::number(difference.counted)},
                 {.itemId = difference.item}, FindingAction::OpenItem);
    }
    return list.take();
}

Result<CheckFindings> leases(Session& session, const CheckOptions& options)
{
    FindingList list(u"leases"_s, options);
    PLUMBLINE_TRY(list.proceed());
    PLUMBLINE_ASSIGN(const FoundRows found, CheckRepository(session).overdueLeases(options.limit));
    for (const FoundRow& row : found.rows) {
        list.add("overdue"_L1, Severity::Note, {row.text, QString::number(row.item.value)},
                 {.itemId = row.item, .annotatorId = row.annotator}, FindingAction::ExpireLeases);
    }
    list.countMore(found.total - found.rows.size());
    return list.take();
}

Result<CheckFindings> drafts(Session& session, const CheckOptions& options)
{
    FindingList list(u"drafts"_s, options);
    PLUMBLINE_TRY(list.proceed());
    PLUMBLINE_ASSIGN(const FoundRows found, CheckRepository(session).draftsOfFinishedItems(options.limit));
    for (const FoundRow& row : found.rows) {
        list.add("finished"_L1, Severity::Note, {row.text, QString::number(row.item.value)},
                 {.itemId = row.item, .annotatorId = row.annotator}, FindingAction::OpenItem);
    }
    list.countMore(found.total - found.rows.size());
    return list.take();
}

} // namespace plumbline::checks
