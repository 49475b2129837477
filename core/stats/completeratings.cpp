#include "core/stats/completeratings.h"

#include "core/stats/unitcounts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

CompleteRatings CompleteRatings::of(const NumericLabels& ratings)
{
    CompleteRatings out;
    out.undefined = agreementProblem(ratings);
    if (!out.undefined.isEmpty()) {
        return out;
    }
    std::vector<std::size_t> column(static_cast<std::size_t>(ratings.annotators), 0);
    std::vector<std::size_t> counts(static_cast<std::size_t>(ratings.units), 0);
    for (const NumericLabel& row : ratings.rows) {
        column[static_cast<std::size_t>(row.annotator)] = 1;
        ++counts[static_cast<std::size_t>(row.unit)];
    }
    for (std::size_t& place : column) {
        place = place == 1 ? out.annotators++ : 0;
    }
    std::vector<std::size_t> line(counts.size(), 0);
    for (std::size_t unit = 0; unit < counts.size(); ++unit) {
        line[unit] = counts[unit] == out.annotators ? out.units++ : 0;
        if (counts[unit] > out.annotators) {
            out.undefined = u"An annotator rated a unit twice; keep one of the two ratings."_s;
            return out;
        }
    }
    constexpr double kEmpty = std::numeric_limits<double>::quiet_NaN();
    out.values.assign(out.units * out.annotators, kEmpty);
    for (const NumericLabel& row : ratings.rows) {
        const auto unit = static_cast<std::size_t>(row.unit);
        if (counts[unit] == out.annotators) {
            out.values[line[unit] * out.annotators + column[static_cast<std::size_t>(row.annotator)]] =
                row.value;
        }
    }
    if (std::any_of(out.values.begin(), out.values.end(), [](double value) { return std::isnan(value); })) {
        out.undefined = u"An annotator rated a unit twice; keep one of the two ratings."_s;
    } else if (out.units < 2) {
        out.undefined = u"Fewer than two units have a rating from every annotator; leave out annotators who "
                        "rated little, or use ICC(1) or Krippendorff's α, which allow gaps."_s;
    }
    return out;
}

} // namespace plumbline::stats
