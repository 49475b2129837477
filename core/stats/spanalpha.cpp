#include "core/stats/alphabootstrap.h"
#include "core/stats/spanagreement.h"
#include "core/stats/spanindex.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A place where a reader's value changes: `toggled` begins (+1) or ends (−1) there.
struct Change
{
    std::int64_t at = 0;
    std::size_t reader = 0;
    std::int32_t category = 0;
    std::int32_t by = 0;
};

/// What one text adds to the disagreements: nominal, over its characters.
struct TextSums
{
    double observed = 0; ///< Σ over characters of the disagreeing ordered pairs / (readers − 1)
    double labels = 0;   ///< characters × readers
    std::vector<std::pair<std::size_t, double>> margins; ///< how many labels each value has
};

/// Numbers the sets of categories in the order in which they are met.
class SetNumbers
{
public:
    std::size_t operator()(std::uint64_t set)
    {
        return m_numbers.emplace(set, m_numbers.size()).first->second;
    }
    [[nodiscard]] std::size_t size() const { return m_numbers.size(); }

private:
    std::map<std::uint64_t, std::size_t> m_numbers;
};

/// Walks through one text. Bit c of a reader's value: category c is marked, or bit 0 for a single category.
class TextWalk
{
public:
    TextWalk(std::size_t readers, std::int32_t categories)
        : m_depth(readers * static_cast<std::size_t>(categories))
        , m_values(readers)
        , m_categories(static_cast<std::size_t>(categories))
    {
    }

    void add(std::size_t reader, std::int32_t category, std::int64_t start, std::int64_t end)
    {
        m_changes.push_back({start, reader, category, 1});
        m_changes.push_back({end, reader, category, -1});
    }

    TextSums walk(std::int64_t length, SetNumbers& numbers)
    {
        std::sort(m_changes.begin(), m_changes.end(),
                  [](const Change& a, const Change& b) { return a.at < b.at; });
        std::map<std::size_t, double> margins;
        TextSums out;
        std::int64_t at = 0;
        for (std::size_t next = 0; at < length;) {
            while (next < m_changes.size() && m_changes[next].at == at) {
                apply(m_changes[next++]);
            }
            const std::int64_t end = next < m_changes.size() ? m_changes[next].at : length;
            addRun(static_cast<double>(end - at), numbers, margins, out);
            at = end;
        }
        out.margins.assign(margins.begin(), margins.end());
        return out;
    }

private:
    void apply(const Change& change)
    {
        std::int32_t& depth =
            m_depth[change.reader * m_categories + static_cast<std::size_t>(change.category)];
        depth += change.by;
        const std::uint64_t bit = std::uint64_t{1} << change.category;
        std::uint64_t& value = m_values[change.reader];
        value = depth > 0 ? value | bit : value & ~bit;
    }

    void addRun(double characters, SetNumbers& numbers, std::map<std::size_t, double>& margins, TextSums& out)
    {
        m_sorted = m_values;
        std::sort(m_sorted.begin(), m_sorted.end());
        const auto readers = static_cast<double>(m_sorted.size());
        double disagreeing = readers * readers;
        for (auto first = m_sorted.begin(); first != m_sorted.end();) {
            const auto last = std::upper_bound(first, m_sorted.end(), *first);
            const auto count = static_cast<double>(last - first);
            disagreeing -= count * count;
            margins[numbers(*first)] += characters * count;
            first = last;
        }
        out.observed += characters * disagreeing / (readers - 1);
        out.labels += characters * readers;
    }

    std::vector<Change> m_changes;
    std::vector<std::int32_t> m_depth; ///< readers × categories: how many spans cover the place
    std::vector<std::uint64_t> m_values;
    std::vector<std::uint64_t> m_sorted;
    std::size_t m_categories;
};

/// The sums of every text with two readers or more; `category` −1: all.
std::vector<TextSums> sumTexts(const SpanMarks& marks, std::int32_t category, std::size_t& values)
{
    const SpanIndex index(marks);
    std::vector<std::vector<std::size_t>> readersOf(marks.lengths.size());
    for (std::size_t text = 0; text < index.texts.size(); ++text) {
        readersOf[static_cast<std::size_t>(index.texts[text].unit)].push_back(text);
    }
    SetNumbers numbers;
    std::vector<TextSums> out;
    for (std::size_t unit = 0; unit < readersOf.size(); ++unit) {
        const std::vector<std::size_t>& readers = readersOf[unit];
        if (readers.size() < 2 || marks.lengths[unit] <= 0) {
            continue;
        }
        TextWalk walk(readers.size(), category < 0 ? marks.categories : 1);
        for (std::size_t reader = 0; reader < readers.size(); ++reader) {
            const ReadText& text = index.texts[readers[reader]];
            for (std::size_t i = text.begin; i < text.end; ++i) {
                const SpanMark& mark = index.marks[i];
                if (category < 0 || mark.category == category) {
                    walk.add(reader, category < 0 ? mark.category : 0, mark.start, mark.end);
                }
            }
        }
        out.push_back(walk.walk(marks.lengths[unit], numbers));
    }
    values = numbers.size();
    return out;
}

struct Sums
{
    double observed = 0;
    double labels = 0;
    double expected = 0; ///< disagreeing ordered pairs of all labels
};

Sums total(const std::vector<TextSums>& texts, const std::vector<std::int64_t>& weights, std::size_t values)
{
    Sums out;
    std::vector<double> margins(values);
    for (std::size_t text = 0; text < texts.size(); ++text) {
        const auto weight = static_cast<double>(weights[text]);
        out.observed += weight * texts[text].observed;
        out.labels += weight * texts[text].labels;
        for (const auto& [value, count] : texts[text].margins) {
            margins[value] += weight * count;
        }
    }
    for (const double margin : margins) {
        out.expected += margin * (out.labels - margin);
    }
    return out;
}

std::optional<double> alphaOf(const Sums& sums)
{
    return sums.expected > 0 ? std::optional(1 - (sums.labels - 1) * sums.observed / sums.expected)
                             : std::nullopt;
}

Alpha alphaOfSpans(const SpanMarks& marks, std::int32_t category, const AlphaOptions& options)
{
    std::size_t values = 0;
    const std::vector<TextSums> texts = sumTexts(marks, category, values);
    if (texts.empty()) {
        return Alpha::none(u"No text was read by two annotators; let two annotators read the same texts."_s);
    }
    const std::vector<std::int64_t> weights(texts.size(), 1);
    const Sums sums = total(texts, weights, values);
    Alpha out;
    out.units = static_cast<std::int64_t>(texts.size());
    out.labels = static_cast<std::int64_t>(sums.labels);
    std::vector<bool> readers(static_cast<std::size_t>(marks.annotators));
    for (const ReadText& text : SpanIndex(marks).texts) {
        readers[static_cast<std::size_t>(text.annotator)] = true;
    }
    out.annotators = std::count(readers.begin(), readers.end(), true);
    out.observed = sums.observed / sums.labels;
    out.expected = sums.expected / (sums.labels * (sums.labels - 1));
    const std::optional<double> alpha = alphaOf(sums);
    if (!alpha) {
        out.alpha = Estimate::none(u"Undefined, all values are equal: no character of the texts that two "
                                   "annotators read is marked otherwise than the rest."_s);
        return out;
    }
    out.alpha = Estimate::of(*alpha);
    addAlphaInterval(
        out, weights,
        [&](const std::vector<std::int64_t>& drawn) { return alphaOf(total(texts, drawn, values)); },
        options);
    return out;
}

} // namespace

Alpha spanAlpha(const SpanMarks& marks, std::int32_t category, const AlphaOptions& options)
{
    QString problem = spansProblem(marks);
    if (problem.isEmpty() && (category < 0 || category >= marks.categories)) {
        problem = u"The category is not declared."_s;
    }
    return problem.isEmpty() ? alphaOfSpans(marks, category, options) : Alpha::none(std::move(problem));
}

Alpha spanAlphaAll(const SpanMarks& marks, const AlphaOptions& options)
{
    constexpr std::int32_t kMostCategories = 64;
    QString problem = spansProblem(marks);
    if (problem.isEmpty() && marks.categories > kMostCategories) {
        problem = u"There are more than 64 categories; compute α for each category."_s;
    }
    return problem.isEmpty() ? alphaOfSpans(marks, -1, options) : Alpha::none(std::move(problem));
}

} // namespace plumbline::stats
