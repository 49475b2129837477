#pragma once

#include "core/analysis/labelarrays.h"
#include "core/domain/kinds.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace plumbline {

/// One question that labels answer: an aspect of preferences or of ratings, the order of answers, or spans.
struct Question
{
    ItemKind kind = ItemKind::Pairwise;
    QString aspect;          ///< pairwise and rating; "" otherwise
    std::int64_t labels = 0; ///< that answer it

    [[nodiscard]] bool isSame(const Question& other) const
    {
        return kind == other.kind && aspect == other.aspect;
    }
    bool operator==(const Question&) const = default;
};

/// The questions that the labels answer which a filter lets through, whatever it says of kind and aspect: the
/// one with most labels first.
[[nodiscard]] std::vector<Question> questionsOf(const LabelTable& table, const LabelFilter& filter);

/// Which of the questions a filter asks for: its kind and aspect where it names them, else the one with most
/// labels. Nothing when there is none.
[[nodiscard]] std::optional<Question> chosenQuestion(const std::vector<Question>& questions,
                                                     const LabelFilter& filter);

/// What adjudication has settled about a unit.
struct SettledUnit
{
    std::int32_t unit = 0;
    std::int32_t value = 0;
    std::int32_t head = -1; ///< of the newest verdict: index into LabelTable::heads()
};

/// The labels of one question. Verdicts of adjudication are no votes: they stand apart. A ranking counts as
/// the preferences that follow from it, the answers that were not placed being equal and behind the others.
struct QuestionLabels
{
    Question question;
    /// Of everybody, whatever the filter says of kinds of annotators. A batch chooses the units about which
    /// it asks: judges' labels on these stand here from whichever batch.
    LabelArrays all;
    LabelArrays counted;              ///< the rows that the filter lets through
    std::vector<char> isCounted;      ///< of each annotator of `all`
    std::vector<SettledUnit> settled; ///< by unit
    QString undefined;                ///< why there are no labels to compute with; else empty

    /// Whether an annotator of `all` is a person.
    [[nodiscard]] bool isPerson(const LabelTable& table, std::int32_t annotator) const
    {
        return kindOf(table, annotator) == AnnotatorKind::Human;
    }
    [[nodiscard]] AnnotatorKind kindOf(const LabelTable& table, std::int32_t annotator) const
    {
        return table
            .annotators()[static_cast<std::size_t>(all.annotators[static_cast<std::size_t>(annotator)])]
            .kind;
    }
};

/// Spans have no values and give a reason; see spansOf().
[[nodiscard]] QuestionLabels questionLabels(const LabelTable& table, const LabelFilter& filter,
                                            const Question& question);

/// The filter that asks for one question.
[[nodiscard]] LabelFilter askingFor(const LabelFilter& filter, const Question& question);

/// Labels with their values a, tie, b: what is both bad becomes a tie. Other labels as they are.
[[nodiscard]] stats::Labels orderedLabels(const LabelArrays& arrays);

/// Only the rows that `keep` says; units, people and values stay.
[[nodiscard]] LabelArrays rowsWhere(const LabelArrays& arrays, const std::vector<char>& keep);

} // namespace plumbline
