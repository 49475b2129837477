#include "app/ctl/ctlcontext.h"
#include "app/ctl/statsinput.h"

#include "core/analysis/labelarrays.h"
#include "core/store/store.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The labels of a project, and which of them count.
struct ProjectLabels
{
    LabelTable table;
    LabelFilter filter;
};

/// The kinds of annotators that count; empty: all.
QList<AnnotatorKind> countedKinds(const StatsSource& source, const std::vector<std::string>& defaultKinds)
{
    QList<AnnotatorKind> kinds;
    for (const std::string& word : source.by.empty() ? defaultKinds : source.by) {
        if (word == "all") {
            return {};
        }
        if (const std::optional<AnnotatorKind> kind = annotatorKindFromName(fromArg(word))) {
            kinds.append(*kind);
        }
    }
    return kinds;
}

Result<ProjectLabels> loadLabels(const StatsSource& source, const std::vector<std::string>& defaultKinds)
{
    PLUMBLINE_ASSIGN(LabelTable table, source.store->read([](Session& session) -> Result<LabelTable> {
        return LabelTable::load(session);
    }));
    LabelFilter filter;
    filter.by = countedKinds(source, defaultKinds);
    filter.kind = itemKindFromName(fromArg(source.kind));
    filter.batch = fromArg(source.batch);
    filter.aspect = fromArg(source.aspect);
    filter.category = fromArg(source.category);
    filter.turn = source.turn;
    const bool isBatch = std::any_of(table.batches().begin(), table.batches().end(),
                                     [&filter](const Batch& batch) { return batch.name == filter.batch; });
    if (!filter.batch.isEmpty() && !isBatch) {
        return makeError(ErrorCode::NotFound, u"There is no batch “%1”."_s.arg(filter.batch), u"batch"_s);
    }
    if (!filter.category.isEmpty() && !table.categories().contains(filter.category)) {
        return makeError(ErrorCode::NotFound, u"There is no category “%1”."_s.arg(filter.category),
                         u"category"_s);
    }
    return ProjectLabels{std::move(table), std::move(filter)};
}

/// Names the option that helps.
Error withOption(const Error& error)
{
    Error named = error;
    if (error.code == ErrorCode::InvalidArgument && error.field == u"aspect") {
        named.message += u" (--aspect NAME)"_s;
    } else if (error.code == ErrorCode::InvalidData) {
        named.message += u" (--batch NAME)"_s;
    }
    return named;
}

} // namespace

Result<LabelInput> projectLabels(const StatsSource& source)
{
    PLUMBLINE_ASSIGN(const ProjectLabels project, loadLabels(source, {"human"}));
    const Result<LabelArrays> found = labelsOf(project.table, project.filter);
    if (!found) {
        return withOption(found.error());
    }
    const LabelArrays& arrays = *found;
    LabelInput input;
    for (std::int32_t unit = 0; unit < arrays.labels.units; ++unit) {
        input.units.indexOf(arrays.unitName(project.table, unit));
    }
    for (const QString& name : arrays.annotatorNames) {
        input.annotators.indexOf(name);
    }
    input.values = arrays.values;
    for (std::size_t index = 0; index < arrays.labels.rows.size(); ++index) {
        const stats::Label& row = arrays.labels.rows[index];
        const LabelHead& head = project.table.heads()[static_cast<std::size_t>(arrays.heads[index])];
        input.rows.push_back(
            {row.unit, row.annotator, input.words.indexOf(arrays.values.at(row.value)), head.id.value});
    }
    return input;
}

Result<ComparisonInput> projectComparisons(const StatsSource& source, bool hasStyle)
{
    PLUMBLINE_ASSIGN(const ProjectLabels project, loadLabels(source, {"human"}));
    ComparisonOptions options;
    options.hasStyle = hasStyle;
    ComparisonArrays arrays = comparisonsOf(project.table, project.filter, options);
    return ComparisonInput{std::move(arrays.votes), std::move(arrays.constantStyles)};
}

Result<stats::Rankings> projectRankings(const StatsSource& source)
{
    PLUMBLINE_ASSIGN(const ProjectLabels project, loadLabels(source, {"human"}));
    return rankingsOf(project.table, project.filter).rankings;
}

Result<ConsistencyInput> projectConsistency(const StatsSource& source)
{
    PLUMBLINE_ASSIGN(const ProjectLabels project, loadLabels(source, {"all"}));
    const Result<ConsistencyArrays> arrays = consistencyOf(project.table, project.filter);
    if (!arrays) {
        return withOption(arrays.error());
    }
    return ConsistencyInput{arrays->ratings, arrays->rankings, arrays->repeated};
}

Result<SpanInput> projectSpans(const StatsSource& source)
{
    PLUMBLINE_ASSIGN(const ProjectLabels project, loadLabels(source, {"human"}));
    const SpanArrays arrays = spansOf(project.table, project.filter);
    SpanInput input;
    for (const std::int32_t response : arrays.responses) {
        input.units.indexOf(
            u"response %1"_s.arg(project.table.responses()[static_cast<std::size_t>(response)].id.value));
    }
    for (const QString& name : arrays.annotatorNames) {
        input.annotators.indexOf(name);
    }
    for (const QString& name : arrays.categories) {
        input.categories.indexOf(name);
    }
    for (const stats::SpanMark& mark : arrays.marks.marks) {
        input.spans.rows.push_back({mark.unit, mark.annotator, mark.category, mark.start, mark.end});
    }
    for (const stats::Reading& reading : arrays.marks.readings) {
        input.spans.judged.emplace_back(reading.unit, reading.annotator);
    }
    input.spans.units = input.units.size();
    input.spans.annotators = input.annotators.size();
    input.spans.categories = input.categories.size();
    return input;
}

} // namespace plumbline
