#include "core/store/integrity.h"

#include "core/store/checkrepository.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kListedItems = 100;
} // namespace

Result<QStringList> integrityProblems(Session& session)
{
    CheckRepository checks(session);
    PLUMBLINE_ASSIGN(QStringList problems, checks.databaseProblems());
    PLUMBLINE_ASSIGN(const QList<CountDifference> items, checks.itemCountDifferences(kListedItems));
    for (const CountDifference& item : items) {
        problems << u"item %1: %2 is kept as %3 and counts %4"_s.arg(item.item.value)
                        .arg(item.name)
                        .arg(item.kept)
                        .arg(item.counted);
    }
    PLUMBLINE_ASSIGN(const QList<CountDifference> counters, checks.counterDifferences());
    for (const CountDifference& counter : counters) {
        problems << u"counter %1 of “%2” is kept as %3 and counts %4"_s.arg(counter.name, counter.scope)
                        .arg(counter.kept)
                        .arg(counter.counted);
    }
    return problems;
}

} // namespace plumbline
