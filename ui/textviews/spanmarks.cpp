#include "ui/textviews/spanmarks.h"

#include <algorithm>

namespace plumbline {

void SpanMarks::set(const QList<SpanMark>& marks, const TextIndex& index)
{
    m_placed.clear();
    m_placed.reserve(static_cast<size_t>(marks.size()));
    for (const SpanMark& mark : marks) {
        Placed placed;
        placed.mark = mark;
        placed.range = {index.codePointToUtf16(mark.start), index.codePointToUtf16(mark.end)};
        m_placed.push_back(placed);
    }
    std::stable_sort(m_placed.begin(), m_placed.end(), [](const Placed& a, const Placed& b) {
        return std::tie(a.range.start, a.range.end) < std::tie(b.range.start, b.range.end);
    });
    m_laneCount = 0;
    m_furthest.clear();
    std::vector<qsizetype> laneEnds; // where the last mark of each lane ends
    int number = 0;
    for (Placed& placed : m_placed) {
        placed.number = ++number;
        const auto lane = std::find_if(laneEnds.begin(), laneEnds.end(),
                                       [&placed](qsizetype end) { return end <= placed.range.start; });
        placed.lane = static_cast<int>(lane - laneEnds.begin());
        if (lane == laneEnds.end()) {
            laneEnds.push_back(placed.range.end);
        } else {
            *lane = placed.range.end;
        }
        m_furthest.push_back(std::max(placed.range.end, m_furthest.empty() ? 0 : m_furthest.back()));
    }
    m_laneCount = static_cast<int>(laneEnds.size());
}

std::vector<const SpanMarks::Placed*> SpanMarks::touching(TextRange range) const
{
    std::vector<const Placed*> found;
    const auto first = std::upper_bound(m_furthest.begin(), m_furthest.end(), range.start);
    for (auto at = static_cast<size_t>(first - m_furthest.begin()); at < m_placed.size(); ++at) {
        if (m_placed[at].range.start >= range.end) {
            break;
        }
        if (m_placed[at].range.end > range.start) {
            found.push_back(&m_placed[at]);
        }
    }
    return found;
}

int SpanMarks::lanesIn(TextRange range) const
{
    int lanes = 0;
    for (const Placed* placed : touching(range)) {
        lanes = std::max(lanes, placed->lane + 1);
    }
    return lanes;
}

const SpanMarks::Placed* SpanMarks::find(int id) const
{
    const auto found = std::find_if(m_placed.begin(), m_placed.end(),
                                    [id](const Placed& placed) { return placed.mark.id == id; });
    return found == m_placed.end() ? nullptr : &*found;
}

const SpanMarks::Placed* SpanMarks::shortestAt(qsizetype position) const
{
    const Placed* best = nullptr;
    for (const Placed* placed : touching({position, position + 1})) {
        if (best == nullptr || placed->range.length() < best->range.length()) {
            best = placed;
        }
    }
    return best;
}

QList<int> SpanMarks::overlapping(int id) const
{
    QList<int> numbers;
    if (const Placed* self = find(id)) {
        for (const Placed* other : touching(self->range)) {
            if (other != self) {
                numbers << other->number;
            }
        }
    }
    return numbers;
}

} // namespace plumbline
