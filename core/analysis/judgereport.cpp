#include "core/analysis/judgereport.h"

#include "core/analysis/judgemeasures.h"
#include "core/stats/parallel.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace plumbline {

namespace {

/// People, each judge with its versions behind it, canaries.
std::vector<JudgeKey> keysOf(const LabelTable& table, const JudgeMeasures& measures)
{
    std::vector<JudgeKey> keys{{}};
    for (const std::int32_t judge : measures.judges()) {
        const QString name = table.annotators()[static_cast<std::size_t>(judge)].name;
        keys.push_back({JudgeRowKind::Judge, name, {}, Canary::First});
        for (const std::int32_t version : measures.versions(judge)) {
            keys.push_back({JudgeRowKind::Version, name, table.templateVersions()[version], Canary::First});
        }
    }
    for (const Canary canary : {Canary::First, Canary::Second, Canary::Tie, Canary::Longest}) {
        keys.push_back({JudgeRowKind::Canary, {}, {}, canary});
    }
    return keys;
}

/// Sorts the judges by agreement, highest first and those without one last; versions stay with theirs.
void order(std::vector<JudgeRow>& rows)
{
    QHash<QString, double> agreements;
    for (const JudgeRow& row : rows) {
        if (row.kind == JudgeRowKind::Judge) {
            agreements.insert(row.name, row.agreement.valueOr(-1));
        }
    }
    const auto isOfJudge = [](const JudgeRow& row) {
        return row.kind == JudgeRowKind::Judge || row.kind == JudgeRowKind::Version;
    };
    const auto first = std::find_if(rows.begin(), rows.end(), isOfJudge);
    const auto last = std::find_if_not(first, rows.end(), isOfJudge);
    std::stable_sort(first, last, [&agreements](const JudgeRow& one, const JudgeRow& other) {
        const double a = agreements.value(one.name);
        const double b = agreements.value(other.name);
        return a != b ? a > b : one.name < other.name;
    });
}

void countUnits(JudgeReport& report, const JudgeMeasures& measures)
{
    QSet<std::int32_t> people;
    report.units = static_cast<std::int64_t>(measures.units().size());
    for (std::size_t index = 0; index < measures.units().size(); ++index) {
        const VerdictUnit& unit = measures.units()[index];
        report.votes += static_cast<std::int64_t>(unit.people.size());
        report.settled += unit.settled ? 1 : 0;
        report.judged += measures.baseline(index).empty() ? 0 : 1;
        report.unclear += !measures.baseline(index).empty() && !measures.reference(index) ? 1 : 0;
        for (const UnitVote& vote : unit.people) {
            people.insert(vote.annotator);
        }
    }
    report.people = people.size();
}

} // namespace

QString modelFamily(const QString& name)
{
    const QString last = name.mid(name.lastIndexOf(u'/') + 1);
    qsizetype end = 0;
    while (end < last.size() && last[end].isLetter()) {
        ++end;
    }
    return last.left(end).toLower();
}

QString modelFamily(const QString& name, const JudgeOptions& options)
{
    const auto found = options.families.constFind(name);
    return found != options.families.cend() ? *found : modelFamily(name);
}

int JudgeReport::rowOf(const QString& judge, const QString& version) const
{
    const JudgeRowKind kind = version.isEmpty() ? JudgeRowKind::Judge : JudgeRowKind::Version;
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const JudgeRow& row) {
        return row.kind == kind && row.name == judge && row.version == version;
    });
    return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

JudgeReport judgeReport(const LabelTable& table, const LabelFilter& filter, const JudgeOptions& options,
                        const std::function<bool()>& isCancelled)
{
    JudgeReport report;
    report.options = options;
    report.filter = filter;
    const auto isStopped = [&isCancelled] { return isCancelled && isCancelled(); };
    const JudgeMeasures measures(table, independent(filter), options, isCancelled);
    report.undefined = measures.undefined();
    if (isStopped() || !report.undefined.isEmpty()) {
        return report;
    }
    countUnits(report, measures);
    const std::vector<JudgeKey> keys = keysOf(table, measures);
    std::vector<JudgeRow> rows(keys.size());
    stats::parallelFor(keys.size(), 1, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t index = begin; index < end && !isStopped(); ++index) {
            rows[index] = measures.measure(keys[index], measures.verdictsOf(keys[index]));
        }
    });
    if (isStopped()) {
        return {};
    }
    order(rows);
    report.judges = std::count_if(rows.begin(), rows.end(),
                                  [](const JudgeRow& row) { return row.kind == JudgeRowKind::Judge; });
    report.rows = std::move(rows);
    return report;
}

} // namespace plumbline
