#pragma once

#include "core/base/result.h"
#include "core/stats/comparisons.h"
#include "core/stats/consistency.h"
#include "core/stats/labels.h"
#include "core/stats/plackettluce.h"
#include "core/stats/spanconsensus.h"

#include <QHash>
#include <QStringList>

#include <optional>
#include <string>

namespace plumbline {

class Store;

/// Names and their dense indexes in the order in which they came up.
class NameIndex
{
public:
    std::int32_t indexOf(const QString& name);
    [[nodiscard]] const QStringList& names() const { return m_names; }
    [[nodiscard]] QString name(std::int32_t index) const { return m_names.value(index); }
    [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(m_names.size()); }

private:
    QHash<QString, std::int32_t> m_indexes;
    QStringList m_names;
};

/// One label as text, before scales are known.
struct TextLabel
{
    std::int32_t unit = 0;
    std::int32_t annotator = 0;
    std::int32_t label = 0; ///< index into LabelInput::words
    qint64 place = 0;       ///< file: its line; project: rises with the time at which it was given
};

/// The labels of one question.
struct LabelInput
{
    NameIndex units;
    NameIndex annotators;
    NameIndex words;    ///< what was said, each once
    QString path;       ///< of the file; empty for a project
    QStringList values; ///< the scale: declared, or what occurs, numbers in order of size
    std::vector<TextLabel> rows;

    /// By index of the scale. Expects every label on it (setScale()).
    [[nodiscard]] stats::Labels labels() const;
    /// As numbers. Errors: InvalidData when a label is none.
    [[nodiscard]] Result<stats::NumericLabels> numbers() const;
    /// Declares the scale, or takes what occurs when `declared` is empty. Errors: InvalidArgument when a
    /// label is not on the declared scale, or a value is declared twice.
    [[nodiscard]] Result<void> setScale(const QStringList& declared);
    /// Keeps the newest of several labels of one annotator on one unit, for what allows one label only.
    void keepNewest();
    /// Keeps the labels of these annotators alone. Errors: NotFound for a name without labels.
    [[nodiscard]] Result<void> keepAnnotators(const QStringList& names);
    /// An error about one label, with its line where it has one.
    [[nodiscard]] Error error(const TextLabel& row, const QString& message) const;
};

/// Ratings and rankings of the same responses.
struct ConsistencyInput
{
    std::vector<stats::GroupRating> ratings;
    std::vector<stats::GroupRanking> rankings;
    stats::RepeatedRatings repeated = stats::RepeatedRatings::First;
};

/// Votes between models; with style, also what about it is the same for all of them.
struct ComparisonInput
{
    stats::Comparisons votes;
    QStringList constantStyles;
};

/// Marked stretches of texts.
struct SpanInput
{
    NameIndex units;
    NameIndex annotators;
    NameIndex categories;
    stats::SpanLabels spans;
};

/// Where the numbers come from, and which of a project's labels count.
struct StatsSource
{
    std::string path;
    std::string secondPath;              ///< consistency: the rankings
    Store* store = nullptr;              ///< the project that `path` is; null: a file
    std::string batch;                   ///< project: only this batch
    std::string aspect;                  ///< project: which question; empty: the main one
    std::string kind;                    ///< project: pairwise or rating; empty: what there is
    std::string category;                ///< project: only prompts of this category
    std::optional<int> turn;             ///< project: only this turn of conversations
    std::vector<std::string> annotators; ///< only these
    std::vector<std::string> by;         ///< project: kinds of annotators; empty: as the metric wants
    std::vector<std::string> scale;      ///< declared values, from lowest to highest
};

/// Each reads the project, or the CSV where there is none. Errors: what the file lacks, with its line; what
/// the store says.
[[nodiscard]] Result<LabelInput> readLabels(const StatsSource& source);
/// With `constantStyles` the style of the two answers is the votes' covariates, and the features that do not
/// vary come back in it.
[[nodiscard]] Result<stats::Comparisons> readComparisons(const StatsSource& source,
                                                         QStringList* constantStyles = nullptr);
[[nodiscard]] Result<stats::Rankings> readRankings(const StatsSource& source);
[[nodiscard]] Result<ConsistencyInput> readConsistency(const StatsSource& source);
[[nodiscard]] Result<SpanInput> readSpans(const StatsSource& source);

/// From a project, in statsproject.cpp.
[[nodiscard]] Result<LabelInput> projectLabels(const StatsSource& source);
[[nodiscard]] Result<ComparisonInput> projectComparisons(const StatsSource& source, bool hasStyle);
[[nodiscard]] Result<stats::Rankings> projectRankings(const StatsSource& source);
[[nodiscard]] Result<ConsistencyInput> projectConsistency(const StatsSource& source);
[[nodiscard]] Result<SpanInput> projectSpans(const StatsSource& source);

/// From a CSV, in statscsv.cpp.
[[nodiscard]] Result<LabelInput> csvLabels(const QString& path);
[[nodiscard]] Result<ComparisonInput> csvComparisons(const QString& path, bool hasStyle);
[[nodiscard]] Result<stats::Rankings> csvRankings(const QString& path);
[[nodiscard]] Result<ConsistencyInput> csvConsistency(const QString& ratings, const QString& rankings);
[[nodiscard]] Result<SpanInput> csvSpans(const QString& path);

/// Whether the path is a project: by its first bytes, or by its name when it cannot be read.
[[nodiscard]] bool isProject(const StatsSource& source);

} // namespace plumbline
