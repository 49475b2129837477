#pragma once

#include "core/analysis/questionlabels.h"
#include "core/stats/pairwinner.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace plumbline {

/// What ratings of two answers say beside what a comparison of them says.
struct RatedAndCompared
{
    QString aspect; ///< of the ratings
    stats::PairWinner byRating = stats::PairWinner::Tie;
    stats::PairWinner byComparison = stats::PairWinner::Tie;

    bool operator==(const RatedAndCompared&) const = default;
};

/// Which units of a question are listed.
struct UnitExampleQuery
{
    std::optional<QString> category{}; ///< "": those without one
    std::optional<int> turn{};
    std::optional<QString> batch{}; ///< an item of it has a label; "": none
    QString spanCategory{};         ///< spans: only marks of it are looked at
    QStringList annotators{};       ///< all of them labelled the unit
    /// A person's label is the first value and another's the second (indexes into the values).
    std::optional<std::pair<std::int32_t, std::int32_t>> values{};
    QString secondBy{}; ///< whose label the second value is; "": another of those who count
    /// Pairs: those of which ratings say the one and a label of those who count the other; see
    /// protocolConsistency(), whose filter this needs.
    std::optional<RatedAndCompared> rated{};
    /// Listed first are units on which this annotator is against the others.
    QString against{};
    bool onlyShared = false; ///< two labels or more
    std::size_t most = 500;  ///< that are given; 0: all

    bool operator==(const UnitExampleQuery&) const = default;
};

/// One label of a unit, by whomever.
struct UnitLabel
{
    AnnotationId id;
    QString annotator; ///< name
    AnnotatorId annotatorId;
    AnnotatorKind kind = AnnotatorKind::Human;
    std::int32_t value = 0; ///< index into the values; of spans how many were marked

    bool operator==(const UnitLabel&) const = default;
};

/// What was judged, with everything that was said of it.
struct UnitExample
{
    ResponseId a;   ///< of a pair the response of the model whose name comes first
    ResponseId b;   ///< not valid where single responses are judged
    QString modelA; ///< "" where the author is not known
    QString modelB;
    PromptId prompt;
    QString title;
    QString category;
    int turn = 1;
    std::vector<ItemId> items;     ///< that ask about it; the one with most labels first
    std::vector<UnitLabel> labels; ///< of those who count, by value, then as they came
    std::vector<UnitLabel> others; ///< of those who do not (judges, say)
    double entropy = 0;            ///< of the values of `labels`, in bits
    double against = 0;            ///< share of the others that differ from the asked annotator's label
};

struct UnitExamplesReport
{
    std::optional<Question> question;
    LabelUnits kind = LabelUnits::Pairs;
    QStringList values;
    std::vector<UnitExample> examples; ///< most against or most mixed first, then by number of labels, prompt
    std::int64_t units = 0;            ///< all that there are, also past the asked number
    std::int64_t labels = 0;           ///< of those who count, on these
};

/// The units behind a number. `filter` as for agreementReport().
[[nodiscard]] UnitExamplesReport unitExamples(const LabelTable& table, const LabelFilter& filter,
                                              const UnitExampleQuery& query,
                                              const std::function<bool()>& isCancelled = {});

} // namespace plumbline
