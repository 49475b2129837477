#include "core/stats/consensus.h"

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace plumbline::stats {

namespace {

/// Annotator · values + value must fit into 32 bits, see LabelIndex.
constexpr std::int64_t kMaxSlots = std::numeric_limits<std::int32_t>::max();

bool isInside(std::int32_t index, std::int32_t size)
{
    return index >= 0 && index < size;
}

/// Whether any unit has labels of two annotators.
bool hasOverlap(const Labels& labels)
{
    constexpr std::int32_t kNobody = -1;
    std::vector<std::int32_t> first(static_cast<std::size_t>(labels.units), kNobody);
    return std::any_of(labels.rows.begin(), labels.rows.end(), [&](const Label& row) {
        std::int32_t& seen = first[static_cast<std::size_t>(row.unit)];
        if (seen == kNobody) {
            seen = row.annotator;
        }
        return seen != row.annotator;
    });
}

} // namespace

std::span<const double> Consensus::posteriorOf(std::int32_t unit) const
{
    const auto at = static_cast<std::size_t>(unit);
    const auto width = static_cast<std::size_t>(values);
    if (!labels[at].has_value()) {
        return {};
    }
    return {posterior.data() + at * width, width};
}

double Consensus::confusionOf(std::int32_t annotator, std::int32_t truth, std::int32_t given) const
{
    const auto width = static_cast<std::size_t>(values);
    return confusion[(static_cast<std::size_t>(annotator) * width + static_cast<std::size_t>(truth)) * width +
                     static_cast<std::size_t>(given)];
}

double Consensus::confusionWeightOf(std::int32_t annotator, std::int32_t truth) const
{
    return confusionWeight[static_cast<std::size_t>(annotator) * static_cast<std::size_t>(values) +
                           static_cast<std::size_t>(truth)];
}

Consensus noConsensus(QString reason)
{
    Consensus none;
    none.logLikelihood = Estimate::none(reason);
    none.undefined = std::move(reason);
    return none;
}

QString labelsProblem(const Labels& labels)
{
    if (labels.units <= 0 || labels.annotators <= 0 || labels.values <= 0) {
        return u"There are no units, no annotators or no values; collect labels first."_s;
    }
    if (labels.rows.empty()) {
        return u"Every label is missing; collect labels first."_s;
    }
    if (std::int64_t{labels.annotators} * labels.values > kMaxSlots) {
        return u"There are more annotators times values than can be counted; combine rare values."_s;
    }
    const bool inside = std::all_of(labels.rows.begin(), labels.rows.end(), [&](const Label& row) {
        return isInside(row.unit, labels.units) && isInside(row.annotator, labels.annotators) &&
               isInside(row.value, labels.values);
    });
    if (!inside) {
        return u"A label names a unit, an annotator or a value that is not declared; check the scale."_s;
    }
    return {};
}

QString modelProblem(const Labels& labels)
{
    QString problem = labelsProblem(labels);
    if (!problem.isEmpty()) {
        return problem;
    }
    if (labels.rows.size() == 1) {
        return u"There is a single label, which nothing can be compared with; collect more labels."_s;
    }
    const Label& first = labels.rows.front();
    if (std::all_of(labels.rows.begin(), labels.rows.end(),
                    [&](const Label& row) { return row.annotator == first.annotator; })) {
        return u"All labels are from one annotator, whose skill cannot be told without another's labels."_s;
    }
    if (std::all_of(labels.rows.begin(), labels.rows.end(),
                    [&](const Label& row) { return row.value == first.value; })) {
        return u"All labels have the same value, so they do not tell who can be trusted; "
               "the vote is unanimous."_s;
    }
    if (!hasOverlap(labels)) {
        return u"No unit has labels from two annotators, so nobody can be compared; "
               "let annotators label some units twice."_s;
    }
    return {};
}

} // namespace plumbline::stats
