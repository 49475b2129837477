#pragma once

#include "core/base/textboundaries.h"
#include "core/base/textindex.h"

#include <QList>
#include <QString>

#include <vector>

namespace plumbline {

/// How heavy a marked error is; drawn as the kind of underline.
enum class SpanWeight { None, Minor, Major, Critical };

/// A span as the text view draws it. `start` and `end` are Unicode code points, [start, end).
struct SpanMark
{
    int id = 0; ///< of the caller's choosing, not 0; comes back in signals
    qint64 start = 0;
    qint64 end = 0;
    int slot = 0;   ///< category slot, counted from 0 (see Theme::categoryMark)
    QString letter; ///< category letter, on the tag
    SpanWeight severity = SpanWeight::None;
    bool dashedTag = false; ///< the slot's colour stands for a second category

    bool operator==(const SpanMark&) const = default;
};

/// The marks of one text in reading order, each with its number and its lane. Lanes are the levels at which
/// underlines are drawn, so that overlapping ones can be told apart: the lowest that is free.
class SpanMarks
{
public:
    struct Placed
    {
        SpanMark mark;
        TextRange range; ///< UTF-16 units
        int number = 0;  ///< from 1, in text order
        int lane = 0;    ///< from 0
    };

    /// Takes the marks; those that lie outside the text are cut to it.
    void set(const QList<SpanMark>& marks, const TextIndex& index);
    [[nodiscard]] const std::vector<Placed>& all() const { return m_placed; }
    [[nodiscard]] bool isEmpty() const { return m_placed.empty(); }
    [[nodiscard]] int laneCount() const { return m_laneCount; }

    /// The marks that share a unit with `range`, in text order.
    [[nodiscard]] std::vector<const Placed*> touching(TextRange range) const;
    /// How many lanes the marks in `range` need.
    [[nodiscard]] int lanesIn(TextRange range) const;
    /// The mark with this id, or null.
    [[nodiscard]] const Placed* find(int id) const;
    /// The shortest mark over the unit at `position`, or null: what a click there means.
    [[nodiscard]] const Placed* shortestAt(qsizetype position) const;
    /// Numbers of the other marks that overlap this one.
    [[nodiscard]] QList<int> overlapping(int id) const;

private:
    std::vector<Placed> m_placed;
    std::vector<qsizetype> m_furthest; ///< largest end among the first i + 1
    int m_laneCount = 0;
};

} // namespace plumbline
