#include "core/analysis/judgereport.h"

#include "core/analysis/judgemeasures.h"

#include <QSet>

#include <algorithm>

namespace plumbline {

namespace {

/// Higher agreement first; rows without one come last.
bool agreesMore(const JudgeRow& one, const JudgeRow& other)
{
    return one.agreement.valueOr(-1) > other.agreement.valueOr(-1);
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
    const JudgeMeasures measures(table, filter, options, isCancelled);
    report.undefined = measures.undefined();
    if (isStopped() || !report.undefined.isEmpty()) {
        return report;
    }
    countUnits(report, measures);
    const auto rowOf = [&measures](const JudgeKey& key) {
        return measures.measure(key, measures.verdictsOf(key));
    };
    report.rows.push_back(rowOf({}));
    std::vector<JudgeRow> judges;
    for (const std::int32_t judge : measures.judges()) {
        if (isStopped()) {
            return {};
        }
        judges.push_back(rowOf({JudgeRowKind::Judge,
                                table.annotators()[static_cast<std::size_t>(judge)].name,
                                {},
                                Canary::First}));
    }
    std::stable_sort(judges.begin(), judges.end(), agreesMore);
    report.judges = static_cast<std::int64_t>(judges.size());
    for (JudgeRow& judge : judges) {
        const QString name = judge.name;
        report.rows.push_back(std::move(judge));
        for (const std::int32_t version : measures.versions(table.indexOf(*report.rows.back().annotator))) {
            if (isStopped()) {
                return {};
            }
            report.rows.push_back(
                rowOf({JudgeRowKind::Version, name, table.templateVersions()[version], Canary::First}));
        }
    }
    for (const Canary canary : {Canary::First, Canary::Second, Canary::Tie, Canary::Longest}) {
        if (isStopped()) {
            return {};
        }
        report.rows.push_back(rowOf({JudgeRowKind::Canary, {}, {}, canary}));
    }
    return report;
}

} // namespace plumbline
