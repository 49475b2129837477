#pragma once

#include <QStringView>

#include <vector>

namespace plumbline {

/// A range of UTF-16 positions, [start, end).
struct TextRange
{
    qsizetype start = 0;
    qsizetype end = 0;

    [[nodiscard]] bool isEmpty() const { return start >= end; }
    [[nodiscard]] qsizetype length() const { return end - start; }
    bool operator==(const TextRange&) const = default;
};

/// True if a break between what a reader sees as characters is certain at the UTF-16 position `at`, judged by
/// the two code points beside it alone. False means "perhaps not", never "surely not".
[[nodiscard]] bool isCertainGraphemeBreak(QStringView text, qsizetype at);

/// Characters as a reader sees them (grapheme clusters), words and sentences of a text.
///
/// All positions are UTF-16 units, the unit Qt's text classes use; TextIndex converts them. Each call looks
/// at a window around its position, so it costs the same in a text of 1 MB as in a short one. A run of more
/// than 4 096 units without white space is stepped through in pieces. Holds a view: the text must outlive it.
class TextBoundaries
{
public:
    explicit TextBoundaries(QStringView text)
        : m_text(text)
    {
    }

    [[nodiscard]] bool isGraphemeBoundary(qsizetype at) const;
    /// The end of the grapheme at or around `at`; the text's end at the end.
    [[nodiscard]] qsizetype nextGrapheme(qsizetype at) const;
    /// The nearest grapheme start before `at`; 0 at the start.
    [[nodiscard]] qsizetype previousGrapheme(qsizetype at) const;
    /// `at` itself if it is a boundary, else the nearest one before it.
    [[nodiscard]] qsizetype graphemeStart(qsizetype at) const;
    /// `at` itself if it is a boundary, else the nearest one after it.
    [[nodiscard]] qsizetype graphemeEnd(qsizetype at) const;
    /// The smallest range of whole graphemes that holds `range`.
    [[nodiscard]] TextRange snapToGraphemes(TextRange range) const;

    // Word steps. A step is a word, or a run of marks such as "),", and never white space.
    [[nodiscard]] qsizetype nextWordEnd(qsizetype at) const;
    [[nodiscard]] qsizetype previousWordEnd(qsizetype at) const;
    [[nodiscard]] qsizetype nextWordStart(qsizetype at) const;
    [[nodiscard]] qsizetype previousWordStart(qsizetype at) const;
    /// The step that holds the unit at `at`; empty at white space and at the end.
    [[nodiscard]] TextRange wordAt(qsizetype at) const;
    /// The words that `range` touches, without white space at its ends; if it touches none,
    /// snapToGraphemes().
    [[nodiscard]] TextRange snapToWords(TextRange range) const;

    /// The sentence that holds the unit at `at`, with the white space that follows it.
    [[nodiscard]] TextRange sentenceAt(qsizetype at) const;

private:
    [[nodiscard]] qsizetype bounded(qsizetype at) const;
    /// The nearest certain break at or before, at or after `at`.
    [[nodiscard]] qsizetype certainBefore(qsizetype at) const;
    [[nodiscard]] qsizetype certainAfter(qsizetype at) const;
    [[nodiscard]] TextRange wordWindow(qsizetype at) const;
    [[nodiscard]] std::vector<TextRange> stepsIn(TextRange window) const;

    QStringView m_text;
};

} // namespace plumbline
