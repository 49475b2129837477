#include "core/analysis/labeloutcomes.h"

#include <algorithm>

namespace plumbline {

namespace {

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

/// The rows of each unit: rows[begin[u]] … rows[begin[u + 1] − 1].
struct UnitIndex
{
    std::vector<std::size_t> begin;
    std::vector<std::size_t> rows;

    explicit UnitIndex(const stats::Labels& labels)
        : begin(place(labels.units) + 1)
        , rows(labels.rows.size())
    {
        for (const stats::Label& row : labels.rows) {
            ++begin[place(row.unit) + 1];
        }
        for (std::size_t unit = 1; unit < begin.size(); ++unit) {
            begin[unit] += begin[unit - 1];
        }
        std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
        for (std::size_t row = 0; row < labels.rows.size(); ++row) {
            rows[next[place(labels.rows[row].unit)]++] = row;
        }
    }
};

LabelOutcome outcomeOf(const std::vector<std::int32_t>& counts, std::int32_t value)
{
    LabelOutcome out;
    std::int32_t most = 0;
    std::int32_t modes = 0;
    for (std::size_t each = 0; each < counts.size(); ++each) {
        out.others += counts[each];
        if (counts[each] > most) {
            most = counts[each];
            modes = 1;
            out.mode = static_cast<std::int32_t>(each);
        } else if (counts[each] == most && most > 0) {
            ++modes;
        }
    }
    if (out.others == 0) {
        return out;
    }
    const std::int32_t same = counts[place(value)];
    out.meetsMode = same == most ? 1.0 / modes : 0;
    out.sameShare = same / static_cast<double>(out.others);
    if (modes > 1) {
        out.mode = -1;
    }
    return out;
}

} // namespace

LabelOutcomes labelOutcomes(const LabelTable& table, const QuestionLabels& question,
                            const std::function<bool()>& isCancelled)
{
    constexpr std::size_t kPollEvery = 4096;
    const stats::Labels& labels = question.all.labels;
    LabelOutcomes out;
    out.rows.resize(labels.rows.size());
    std::vector<char> isReference;
    for (std::int32_t annotator = 0; annotator < labels.annotators; ++annotator) {
        isReference.push_back(question.isPerson(table, annotator) ? 1 : 0);
    }
    out.isAgainstPeople = std::any_of(labels.rows.begin(), labels.rows.end(), [&](const stats::Label& row) {
        return isReference[place(row.annotator)] != 0;
    });
    if (!out.isAgainstPeople) {
        isReference = question.isCounted;
    }
    const UnitIndex index(labels);
    std::vector<std::int32_t> counts(place(labels.values));
    std::vector<std::int32_t> others;
    for (std::size_t unit = 0; unit + 1 < index.begin.size(); ++unit) {
        if (unit % kPollEvery == 0 && isCancelled && isCancelled()) {
            return out;
        }
        std::fill(counts.begin(), counts.end(), 0);
        for (std::size_t at = index.begin[unit]; at < index.begin[unit + 1]; ++at) {
            const stats::Label& row = labels.rows[index.rows[at]];
            counts[place(row.value)] += isReference[place(row.annotator)];
        }
        for (std::size_t at = index.begin[unit]; at < index.begin[unit + 1]; ++at) {
            const stats::Label& row = labels.rows[index.rows[at]];
            others = counts;
            for (std::size_t own = index.begin[unit];
                 isReference[place(row.annotator)] != 0 && own < index.begin[unit + 1]; ++own) {
                const stats::Label& each = labels.rows[index.rows[own]];
                others[place(each.value)] -= each.annotator == row.annotator ? 1 : 0;
            }
            out.rows[index.rows[at]] = outcomeOf(others, row.value);
        }
    }
    return out;
}

} // namespace plumbline
